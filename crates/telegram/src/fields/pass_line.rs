//! stub
use super::Context;
use crate::{field::Field, record::PassTo};
/// stub
pub fn looks_like(_text: &str, _r: &chancery_registry::Registry) -> bool {
    true
}
/// stub
pub fn read<'s>(f: &Field<'s>, _cx: &Context<'_>) -> Vec<PassTo<'s>> {
    vec![PassTo {
        text: f.unwrapped(0..f.as_str().len()),
        span: f.span(0..f.as_str().len()),
        ..PassTo::default()
    }]
}
