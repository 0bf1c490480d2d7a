//! stub
use crate::{field::Field, record::Text, span::Span};
/// stub
#[derive(Debug, Default)]
pub struct Subject<'s> {
    /// x
    pub text: Text<'s>,
    /// x
    pub span: Span,
    /// x
    pub mark: Option<(Text<'s>, Span)>,
    /// x
    pub end: Option<usize>,
}
/// stub
pub fn read<'s>(f: &Field<'s>) -> Subject<'s> {
    let t = f.as_str();
    let s = t.len() - t.trim_start_matches([':', ' ', '-']).len();
    Subject { text: f.unwrapped(s..t.len()), span: f.span(s..t.len()), mark: None, end: None }
}
