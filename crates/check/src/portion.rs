//! The portions of a telegram that bear a mark, and the numbered paragraphs that bear none.

use crate::look::Look;
use chancery_telegram::Span;
use chancery_telegram::fields::{mark, subject};
use chancery_telegram::record::{Block, BlockKind, Level, Text};
use chancery_telegram::syntax::Kind;

/// A marked portion.
#[derive(Clone, Debug)]
pub(crate) struct Portion<'t> {
    /// The level that its mark means.
    pub(crate) level: Level,
    /// The caveats that its mark means, by their names.
    pub(crate) caveats: Vec<Text<'t>>,
    /// The mark as printed, without brackets.
    pub(crate) mark: Text<'t>,
    /// Where the mark stands.
    pub(crate) span: Span,
    /// The number of a numbered paragraph.
    pub(crate) number: Option<u32>,
    /// True for the mark of the whole text (`C - ENTIRE TEXT`).
    pub(crate) entire: bool,
}

/// All marked portions but the subject, in the order of the text: paragraphs, other blocks, items of lists. What a repeated
/// telegram marks is none of them.
pub(crate) fn portions<'l, 't>(look: &'l Look<'t, '_>) -> &'l [Portion<'t>] {
    look.cells.portions.get_or_init(|| find(look))
}

fn find<'t>(look: &Look<'t, '_>) -> Vec<Portion<'t>> {
    let mut all: Vec<Portion<'t>> = Vec::new();
    for block in look.record().body.iter().filter(|block| block.kind != BlockKind::Quote) {
        if let (Some(level), Some(mark), Some(span)) = (block.level, &block.mark, block.mark_span) {
            all.push(Portion {
                level,
                caveats: block.caveats.iter().map(|caveat| Text::Borrowed(caveat.as_ref())).collect(),
                mark: Text::Borrowed(mark.as_ref()),
                span,
                number: block.number,
                entire: is_entire_text(look, block, span),
            });
        }
        for item in block.items.iter().filter(|item| item.text.starts_with('(')) {
            let field = look.telegram.part(item.span);
            let text = field.as_str();
            let Some(read) = mark::read(text, false).filter(|read| !read.small) else { continue };
            // `(S)HE` is a word.
            if !text.as_bytes().get(read.len).is_some_and(u8::is_ascii_whitespace) {
                continue;
            }
            all.push(Portion {
                level: read.level,
                caveats: read.caveats.names(text).map(|name| Text::Owned(name.into_owned())).collect(),
                mark: field.unwrapped(read.text.clone()).into_owned().into(),
                span: field.span(read.text),
                number: None,
                entire: false,
            });
        }
    }
    // Where no numbered paragraph has a mark, `(C)` is an item behind `(B)`; the first words of the text are no item.
    let opens = look.record().body.iter().find(|block| block.kind != BlockKind::Heading);
    let opens = opens.and_then(|block| block.mark_span);
    let marks =
        |portion: &Portion<'_>| portion.number.is_some() || portion.entire || Some(portion.span) == opens;
    if look.numbered().next().is_some() && !all.iter().any(marks) {
        all.clear();
    }
    all
}

/// Does the block say that its mark is that of the whole text?
fn is_entire_text(look: &Look<'_, '_>, block: &Block<'_>, mark: Span) -> bool {
    // Most texts have no such words near their beginning.
    let said = |text: &str| mark::entire_text(text).is_some();
    let rest =
        look.telegram.part(Span::new(mark.start as usize, block.span.end.min(mark.start + 128) as usize));
    said(rest.as_str()) || said(&block.text)
}

/// The mark of the subject: its level, its words and where they stand.
pub(crate) fn of_subject<'s>(look: &Look<'_, 's>) -> Option<(Level, Text<'s>, Span)> {
    look.record().subject_mark.as_ref()?;
    let lines = look.telegram.fields(Kind::Subject).next()?;
    let field = look.telegram.field(&lines);
    let label = field.as_str().bytes().take_while(u8::is_ascii_alphabetic).count();
    let rest = field.part(label..field.as_str().len());
    let read = subject::read(&rest, &look.context())?;
    let (printed, span) = (read.mark?, read.mark_span?);
    let level = mark::read(&format!("({printed})"), false)?.level;
    Some((level, printed, span))
}

/// Where a paragraph's number stands, with its stop: `2.`.
pub(crate) fn number_span(look: &Look<'_, '_>, block: &Block<'_>) -> Span {
    let text = &look.source()[block.span.range()];
    let end = text.iter().take(6).position(|b| matches!(b, b'.' | b')')).map_or(0, |at| at + 1);
    Span::new(block.span.start as usize, block.span.start as usize + end)
}

/// A bracket directly behind a paragraph's number that is no mark: its place, without the brackets. At most 12 capitals and
/// strokes, hyphens, commas, blanks.
pub(crate) fn unread_mark(look: &Look<'_, '_>, block: &Block<'_>) -> Option<Span> {
    if block.number.is_none() || block.mark.is_some() {
        return None;
    }
    let number = number_span(look, block);
    let text = look.source().get(number.end as usize..block.span.end as usize)?;
    let open = text.iter().take(8).position(|b| !b.is_ascii_whitespace())?;
    let inner = text[open..].strip_prefix(b"(")?;
    let close = inner.iter().take(13).position(|&b| b == b')')?;
    let signs = |b: &u8| b.is_ascii_uppercase() || matches!(b, b'/' | b'-' | b',' | b' ');
    let start = number.end as usize + open + 1;
    (close > 0 && inner[..close].iter().all(signs)).then(|| Span::new(start, start + close))
}

/// The numbered paragraphs without a mark that have words of their own: not a row of X alone.
pub(crate) fn unmarked<'l, 't, 's>(
    look: &'l Look<'t, 's>,
) -> impl Iterator<Item = &'t Block<'s>> + use<'l, 't, 's> {
    look.numbered().filter(move |block| {
        let begins = look.source().get(block.span.range()).unwrap_or_default();
        let number = number_span(look, block).len();
        let first = begins.get(number..).unwrap_or_default().trim_ascii_start();
        let redacted = |at: u32| {
            let redactions = &look.record().redactions;
            let next = redactions.partition_point(|redaction| redaction.span.end <= at);
            redactions.get(next).is_some_and(|redaction| redaction.span.start <= at)
        };
        let at = block.span.end - u32::try_from(first.len()).unwrap_or(0);
        block.mark.is_none() && !first.is_empty() && !redacted(at) && unread_mark(look, block).is_none()
    })
}
