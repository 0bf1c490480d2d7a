//! DE008 instruction-missing.

use crate::finding::Found;
use crate::look::Look;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};
use jiff::civil::date;

pub(super) static RULE: Rule = Rule {
    code: "DE008",
    name: "instruction-missing",
    family: Family::Declassification,
    eras: &[Era::from(Severity::Warning, date(1973, 3, 1))],
    fact: false,
    everywhere: false,
    fixable: Fixable::No,
    source: "markings-and-indexing 2.2",
    summary: "On a classified telegram something stands behind the order's number.",
    explanation: "The number alone does not say when the marking ends. Under the later orders a marking without a \
        date ends ten years after sending by default; whether that was meant nobody can tell. What \
        stands on the next line counts. Ask the writer, or look at another copy.",
    examples: examples!("DE008"),
    check,
};

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    let Some(line) = look.order().filter(|_| look.is_classified()) else { return };
    let Some((printed, _)) = line.number() else { return };
    let empty = !line.instruction().bytes().any(|b| b.is_ascii_alphanumeric());
    if empty && line.date.is_none() && line.code.is_none() && !goes_on(look) {
        found.at(line.span(), format!("nothing stands behind E.O. {printed}"));
    }
}

/// True where the next line that says something is an instruction.
fn goes_on(look: &Look<'_, '_>) -> bool {
    let Some((_, field)) = look.fields(chancery_telegram::syntax::Kind::ExecutiveOrder).next() else {
        return true;
    };
    let lines = look.telegram.lines()[field.lines.end..].iter();
    let next = lines.filter(|line| !line.kind.is_furniture()).map(|line| look.bytes(line)).next();
    let words: [&[u8]; 7] = [b"GDS", b"XGDS", b"ADS", b"RDS", b"DECL", b"OADR", b"N/A"];
    next.is_none_or(|next| words.iter().any(|word| next.trim_ascii_start().starts_with(word)))
}
