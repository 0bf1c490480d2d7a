//! stub
use super::Context;
use crate::record::Text;
use std::ops::Range;
/// stub
pub fn is_caption(text: &str, r: &chancery_registry::Registry) -> bool {
    r.caption(text).is_some()
}
/// stub
pub fn read(text: &str, cx: &Context<'_>) -> Vec<(Text<'static>, Range<usize>)> {
    cx.registry
        .caption(text.trim())
        .map(|c| (Text::Owned(c.caption.to_string()), 0..text.len()))
        .into_iter()
        .collect()
}
