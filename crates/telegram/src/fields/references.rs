//! stub
use super::Context;
use crate::{field::Field, record::Reference};
/// stub
pub fn read<'s>(_f: &Field<'s>, _cx: &Context<'_>) -> Vec<Reference<'s>> {
    vec![]
}
