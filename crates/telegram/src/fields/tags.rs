//! stub
use super::Context;
use crate::{field::Field, record::Tag};
/// stub
pub struct Tags<'s> {
    /// x
    pub tags: Vec<Tag<'s>>,
    /// x
    pub end: usize,
}
/// stub
pub fn read<'s>(f: &Field<'s>, _cx: &Context<'_>) -> Tags<'s> {
    Tags { tags: vec![], end: f.as_str().len() }
}
