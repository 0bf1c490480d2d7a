//! From the syntax to the record.

mod blocks;
mod body;
mod damage;
mod lead;
mod sections;
mod signature;
mod summary;
mod unwrap;
mod words;

use crate::options::Options;
use crate::record::{Attributes, Record, SCHEMA};
use crate::syntax;
use crate::text::SourceText;
use std::borrow::Cow;

/// Reads the record of one telegram from its source text: any bytes.
///
/// There is no error: a text that is no telegram gives a record with a body and nothing else. `attributes` is what the
/// source says beside the text; what the text does not say itself is taken from there where the source is known to say it.
pub fn read<'s>(src: &'s [u8], attributes: Attributes<'s>, options: &Options<'_>) -> Record<'s> {
    let source = SourceText::new(src);
    let syntax = syntax::parse(src, options.registry);
    let parts = sections::cut(syntax.lines());
    let mut record = Record { schema: Cow::Borrowed(SCHEMA), attributes, ..Record::default() };
    record.source.encoding = Some(Cow::Borrowed(source.encoding().name()));
    let heading =
        syntax.lines().iter().any(|l| !l.kind.is_furniture() && !matches!(l.kind, syntax::Kind::Text));
    let body = body::read(&source, &syntax, &parts, heading);
    let found = damage::scan(&source, syntax.lines());
    record.body = body.blocks;
    record.summary = body.summary.map(|(text, _)| text);
    record.signature = body.signature.into_iter().map(|(name, _)| name).collect();
    record.redactions = found.redactions;
    record.damage = found.damage;
    record.damage.extend(body.damage);
    record
}
