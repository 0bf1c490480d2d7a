//! What is wrong with a copy as a copy (TF 17), and what its release took out. Nothing is mended here.

use super::broken_off;
use super::signs::Signs;
use super::words::ends_sentence;
use crate::record::{Damage, DamageKind, Redaction};
use crate::span::Span;
use crate::syntax::{Kind, Line, Syntax, margin_codes, pilcrow_sign};
use crate::text::SourceText;
use std::borrow::Cow;
use std::cmp::Reverse;
use std::ops::Range;

/// What one pass over the lines found.
#[derive(Debug, Default)]
pub(crate) struct Found<'s> {
    pub(crate) redactions: Vec<Redaction<'s>>,
    pub(crate) damage: Vec<Damage<'s>>,
    /// Commas that stand for an apostrophe only if the copy has others that surely do.
    maybe_commas: Vec<Span>,
    sure_commas: bool,
}

impl<'s> Found<'s> {
    fn damage(&mut self, kind: DamageKind, start: usize, end: usize, note: &'static str) {
        self.damage.push(Damage { kind, span: Some(Span::new(start, end)), note: Some(Cow::Borrowed(note)) });
    }

    fn redact(&mut self, source: &SourceText<'s>, start: usize, end: usize) {
        let span = Span::new(start, end);
        let text = source.slice(span);
        let length = text.chars().count() as u32;
        self.redactions.push(Redaction { span, text, length });
    }
}

/// Looks over the lines of a telegram, all or the first of those that `syntax` has.
pub(crate) fn scan<'s>(source: &SourceText<'s>, syntax: &Syntax<'s>, lines: &[Line]) -> Found<'s> {
    let mut found = Found::default();
    let Some(first) = lines.iter().position(|l| !is_beside(l)) else { return found };
    let last = lines.iter().rposition(|l| !is_beside(l)).unwrap_or(first);
    let lines = &lines[first..=last];
    signs(&mut found, source, lines, syntax.has_odd());
    if syntax.kinds().has(Kind::Stamp) {
        margins(&mut found, source, lines);
    }
    if found.sure_commas {
        for span in std::mem::take(&mut found.maybe_commas) {
            found.damage(DamageKind::CommaForApostrophe, span.start as usize, span.end as usize, COMMA);
        }
    }
    if syntax.kinds().has(Kind::Validation) {
        found.damage.extend(broken_off::find(source.bytes(), lines));
    }
    if doubled(&mut found, source.bytes(), lines) {
        cut(&mut found, source.bytes(), lines);
    }
    found.damage.sort_by_key(|d| d.span);
    // Of two at one place the longer one stays.
    found.redactions.sort_by_key(|r| (r.span.start, Reverse(r.span.end)));
    found.redactions.dedup_by(|next, before| before.span.holds(next.span));
    found
}

/// Codes in the margin, which stand for what was taken out beside them.
fn margins<'s>(found: &mut Found<'s>, source: &SourceText<'s>, lines: &[Line]) {
    for line in lines.iter().filter(|line| line.kind == Kind::Stamp) {
        let range = line.text().range();
        if margin_codes(&source.bytes()[range.clone()]) {
            found.redact(source, range.start, range.end);
        }
    }
}

const COMMA: &str = "a comma stands for an apostrophe";

const PILCROW: &str = "a paragraph mark that a web edition put in";

/// The lines that are not looked at: what surrounds a telegram, and what its release put on it.
fn is_beside(line: &Line) -> bool {
    matches!(line.kind, Kind::Attribute | Kind::Stamp | Kind::Blank | Kind::Preamble | Kind::Trailer)
}

/// Goes from sign to sign, and looks at each.
fn signs<'s>(found: &mut Found<'s>, source: &SourceText<'s>, lines: &[Line], odd: bool) {
    let bytes = source.bytes();
    let (Some(first), Some(last)) = (lines.first(), lines.last()) else { return };
    let mut index = 0;
    let mut at = first.start as usize;
    let mut signs = Signs::new(bytes, at..last.text_end as usize, odd);
    while let Some(sign) = signs.next(at) {
        while lines[index].end as usize <= sign {
            index += 1;
        }
        let line = &lines[index];
        let text = line.text().range();
        at = if is_beside(line) || sign >= text.end {
            line.end as usize
        } else if sign < text.start {
            // Before a line's characters stands nothing but blanks and the paragraph mark of a web edition.
            let len = pilcrow_sign(&bytes[sign..]);
            if len > 0 {
                found.damage(DamageKind::Pilcrow, sign, sign + len, PILCROW);
            }
            sign + len.max(1)
        } else {
            look(found, source, bytes, sign, text)
        };
    }
}

/// Looks at the sign at `at` in the line `line`, and gives where to go on.
fn look<'s>(
    found: &mut Found<'s>,
    source: &SourceText<'s>,
    bytes: &[u8],
    at: usize,
    line: Range<usize>,
) -> usize {
    let Range { start, end } = line;
    match bytes[at] {
        b'X' | b'x' => run_of_x(found, source, bytes, at, end),
        b',' => comma(found, bytes, at, start, end),
        b'&' => ampersand(found, bytes, at, start, end),
        b'[' | b'(' => bracket(found, source, bytes, at, end),
        0x80.. => beyond_ascii(found, source, bytes, at, end),
        _ => {
            let run = bytes[at..end].iter().take_while(|b| **b < b' ' || **b == 0x7f).count().max(1);
            found.damage(DamageKind::ControlCharacter, at, at + run, "control characters");
            at + run
        }
    }
}

/// `XXXXXXXXXXXX`: four X or more, or five x, that are no part of a word or number.
fn run_of_x<'s>(
    found: &mut Found<'s>,
    source: &SourceText<'s>,
    bytes: &[u8],
    at: usize,
    end: usize,
) -> usize {
    let letter = bytes[at];
    let run = bytes[at..end].iter().take_while(|&&b| b == letter).count();
    let close = at + run;
    let alone = (at == 0 || !bytes[at - 1].is_ascii_alphanumeric())
        && (close == end || !bytes[close].is_ascii_alphanumeric() || bytes[close] == b's');
    if run >= 5 && alone || run == 4 && letter == b'X' && alone {
        found.redact(source, at, close);
    }
    close
}

/// `Iran,s`, `don,t`, `I,m`, `we,ve`; and, beside such ones, `an experts, conference`.
fn comma(found: &mut Found<'_>, bytes: &[u8], at: usize, start: usize, end: usize) -> usize {
    let before = &bytes[start..at];
    let after = &bytes[at + 1..end];
    let word = before.iter().rev().take_while(|b| b.is_ascii_alphabetic()).count();
    let tail = after.iter().take(3).take_while(|b| b.is_ascii_alphabetic()).count();
    if word > 0 && tail > 0 && tail < 3 {
        let last = before[before.len() - 1];
        let letters = [after[0].to_ascii_lowercase(), after.get(1).map_or(0, u8::to_ascii_lowercase)];
        let same_case = last.is_ascii_uppercase() || after[0].is_ascii_lowercase();
        let known = match (tail, letters) {
            (1, [b's', _]) => word >= 2 || last.is_ascii_digit(),
            (1, [b't', _]) => last.eq_ignore_ascii_case(&b'n') && word >= 3,
            (1, [b'd', _]) => {
                word >= 2 && matches!(last.to_ascii_lowercase(), b'e' | b'y' | b'u' | b'o' | b't')
            }
            (1, [b'm', _]) => word == 1 && last.eq_ignore_ascii_case(&b'i'),
            (2, [b'r', b'e'] | [b'v', b'e'] | [b'l', b'l']) => word >= 2 || last.eq_ignore_ascii_case(&b'i'),
            _ => false,
        };
        if known && same_case {
            found.sure_commas = true;
            found.damage(DamageKind::CommaForApostrophe, at, at + 1, COMMA);
        }
    } else if word >= 4
        && before.ends_with(b"s")
        && after.len() > 4
        && after[0] == b' '
        && after[1].is_ascii_lowercase()
        && possessive_plural(before, &after[1..])
    {
        found.maybe_commas.push(Span::new(at, at + 1));
    }
    at + 1
}

/// `an experts, conference`: an article of the singular and a plural cannot belong together, so the plural owns the next noun.
fn possessive_plural(before: &[u8], after: &[u8]) -> bool {
    const NEXT: [&[u8]; 14] = [
        b"and",
        b"or",
        b"but",
        b"which",
        b"who",
        b"where",
        b"while",
        b"with",
        b"that",
        b"as",
        b"including",
        b"to",
        b"in",
        b"the",
    ];
    let next = after.iter().position(|b| !b.is_ascii_alphabetic()).unwrap_or(after.len());
    if NEXT.contains(&&after[..next]) {
        return false;
    }
    let mut words = before.rsplit(|b| *b == b' ').take(5);
    words.next();
    for word in words {
        if word.eq_ignore_ascii_case(b"a") || word.eq_ignore_ascii_case(b"an") {
            return true;
        }
        if word.is_empty() || !word.iter().all(|b| b.is_ascii_alphabetic() || *b == b'-') {
            return false;
        }
    }
    false
}

/// `&amp;`, `&#x000A;`, `&nbsp;`; and `&quiet harbor8`, quotation marks of another code set.
fn ampersand(found: &mut Found<'_>, bytes: &[u8], at: usize, start: usize, end: usize) -> usize {
    let rest = &bytes[at + 1..end];
    let name = rest.iter().take(10).take_while(|b| b.is_ascii_alphanumeric() || **b == b'#').count();
    if name >= 2 && rest.get(name) == Some(&b';') {
        found.damage(DamageKind::Entity, at, at + name + 2, "an HTML entity");
        return at + name + 2;
    }
    let opens = rest.first().is_some_and(u8::is_ascii_alphabetic)
        && (at == start || matches!(bytes[at - 1], b' ' | b'(' | b'-'));
    if opens {
        let close = rest.iter().take(400).enumerate().position(|(i, &b)| {
            b == b'8'
                && i > 0
                && (rest[i - 1].is_ascii_alphabetic() || matches!(rest[i - 1], b'.' | b',' | b'?' | b'!'))
                && !rest.get(i + 1).is_some_and(u8::is_ascii_alphanumeric)
        });
        if let Some(close) = close {
            found.damage(
                DamageKind::QuoteSubstitution,
                at,
                at + close + 2,
                "`&` and `8` stand for quotation marks",
            );
            return at + close + 2;
        }
    }
    at + 1
}

/// The longest stretch in brackets that is looked at.
const BRACKET: usize = 160;

/// `[...]`, `[less than 1 line not declassified]`, `[Name removed]`, `(b)(1)`.
fn bracket<'s>(found: &mut Found<'s>, source: &SourceText<'s>, bytes: &[u8], at: usize, end: usize) -> usize {
    let window = &bytes[at..end.min(at + BRACKET)];
    if bytes[at] == b'(' {
        // Exemptions of the Freedom of Information Act: (b) and a number.
        let code = match window {
            [b'(', b'b' | b'B', b')', b'(', d, b')', ..] if d.is_ascii_digit() => 6,
            [b'(', b'b' | b'B', b')', b' ', b'(', d, b')', ..] if d.is_ascii_digit() => 7,
            [b'(', b'b' | b'B', b')', d, ..] if d.is_ascii_digit() => 4,
            _ => 0,
        };
        if code > 0 {
            found.redact(source, at, at + code);
            return at + code;
        }
        return at + 1;
    }
    let Some(close) = memchr::memchr(b']', window) else { return at + 1 };
    let inner = &window[1..close];
    let dots = !inner.is_empty() && inner.iter().all(|b| matches!(b, b'.' | b' ')) && inner.contains(&b'.');
    if dots || tells_of_release(inner) {
        found.redact(source, at, at + close + 1);
        return at + close + 1;
    }
    at + 1
}

/// Words that say that something was taken out. All of them end in ED or LD, which few other brackets hold.
fn tells_of_release(inner: &[u8]) -> bool {
    const WORDS: [&[u8]; 6] =
        [b"NOT DECLASSIFIED", b"REDACTED", b"REMOVED", b"EXCISED", b"DELETED", b"WITHHELD"];
    let ends = |text: &[u8], word: &&[u8]| {
        text.len() >= word.len() && text[text.len() - word.len()..].eq_ignore_ascii_case(word)
    };
    (2..=inner.len()).map(|end| &inner[..end]).any(|text| {
        matches!(text, [.., b'E' | b'e' | b'L' | b'l', b'D' | b'd'])
            && WORDS.iter().any(|word| ends(text, word))
    })
}

/// UTF-8 read as Windows-1252, lost characters, pilcrows, bars.
fn beyond_ascii<'s>(
    found: &mut Found<'s>,
    source: &SourceText<'s>,
    bytes: &[u8],
    at: usize,
    end: usize,
) -> usize {
    let rest = &bytes[at..end];
    if source.is_utf8() {
        if let Some(len) = mojibake(rest) {
            found.damage(DamageKind::Mojibake, at, at + len, "UTF-8 that was read as Windows-1252");
            return at + len;
        }
        if rest.starts_with("\u{2588}".as_bytes()) {
            let bars = rest.chunks(3).take_while(|c| *c == "\u{2588}".as_bytes()).count() * 3;
            found.redact(source, at, at + bars);
            return at + bars;
        }
        if rest.starts_with("¿".as_bytes()) {
            let run = rest.chunks(2).take_while(|c| *c == "¿".as_bytes()).count() * 2;
            if run > 2 || !opens_question(bytes, at, at + run) {
                found.damage(DamageKind::MissingText, at, at + run, LOST);
            }
            return at + run;
        }
        if rest.starts_with("¶".as_bytes()) {
            found.damage(DamageKind::Pilcrow, at, at + 2, PILCROW);
            return at + 2;
        }
        if rest.starts_with("\u{FFFD}".as_bytes()) {
            let run = rest.chunks(3).take_while(|c| *c == "\u{FFFD}".as_bytes()).count() * 3;
            found.damage(DamageKind::MissingText, at, at + run, LOST);
            return at + run;
        }
        // One character on.
        return at + rest.iter().skip(1).take_while(|b| (0x80..0xc0).contains(*b)).count() + 1;
    }
    let run = rest.iter().take_while(|&&b| b == 0xbf).count();
    if run > 1 || run == 1 && !opens_question(bytes, at, at + run) {
        found.damage(DamageKind::MissingText, at, at + run, LOST);
    }
    at + run.max(1)
}

const LOST: &str = "characters that were lost in a conversion";

/// `¿Cuándo?`: the sign stands before a word, and behind none.
fn opens_question(bytes: &[u8], start: usize, end: usize) -> bool {
    let letter = |b: &u8| b.is_ascii_alphanumeric() || !b.is_ascii();
    !bytes[..start].last().is_some_and(letter) && bytes.get(end).is_some_and(letter)
}

/// Reads a character of UTF-8 that was read as Windows-1252 and written as UTF-8 again. Gives the bytes it takes.
fn mojibake(rest: &[u8]) -> Option<usize> {
    let text = std::str::from_utf8(&rest[..rest.len().min(12)])
        .or_else(|e| std::str::from_utf8(&rest[..e.valid_up_to()]))
        .ok()?;
    let mut chars = text.chars();
    let first = chars.next()?;
    let second = chars.next()?;
    match first {
        'Ã' | 'Â' => windows_tail(second).then(|| first.len_utf8() + second.len_utf8()),
        'â' => {
            let third = chars.next()?;
            (windows_tail(second) && windows_tail(third))
                .then(|| first.len_utf8() + second.len_utf8() + third.len_utf8())
        }
        _ => None,
    }
}

/// A character that a byte 80 to BF is in Windows-1252.
fn windows_tail(c: char) -> bool {
    matches!(
        c,
        '\u{80}'
            ..='\u{bf}'
                | '€'
                | '‚'
                | 'ƒ'
                | '„'
                | '…'
                | '†'
                | '‡'
                | 'ˆ'
                | '‰'
                | 'Š'
                | '‹'
                | 'Œ'
                | 'Ž'
                | '‘'
                | '’'
                | '“'
                | '”'
                | '•'
                | '–'
                | '—'
                | '˜'
                | '™'
                | 'š'
                | '›'
                | 'œ'
                | 'ž'
                | 'Ÿ'
    )
}

/// A caption or a line of text that stands twice, one right behind the other. Gives whether some line of text is wide
/// enough to be cut.
fn doubled(found: &mut Found<'_>, bytes: &[u8], lines: &[Line]) -> bool {
    let mut before: Option<&Line> = None;
    let mut wide = false;
    for line in lines {
        match line.kind {
            Kind::Text | Kind::Caption => {}
            Kind::Blank => continue,
            _ => {
                before = None;
                continue;
            }
        }
        wide |= width(line) >= NARROWEST;
        let Some(last) = before.replace(line).filter(|last| last.kind == line.kind) else { continue };
        let (last, span) = (last.text(), line.text());
        if last.len() != span.len() {
            continue;
        }
        let text = &bytes[span.range()];
        let long = line.kind == Kind::Caption || text.len() >= 20 && text.iter().any(u8::is_ascii_alphabetic);
        if long && &bytes[last.range()] == text {
            let (start, end) = (span.start as usize, span.end as usize);
            found.damage(DamageKind::DoubledLine, start, end, "this line stands twice");
        }
    }
    wide
}

/// Lines that are no longer than a teletype's end where the writer ended them.
const NARROWEST: usize = 73;

/// How far from the copy's right edge the last character of a cut line may stand: blanks at the edge are not seen.
const EDGE: usize = 3;

fn width(line: &Line) -> usize {
    (line.text_end - line.start) as usize
}

/// Lines that end at one column, in the middle of a sentence, with nothing that goes on (printing, table export).
fn cut(found: &mut Found<'_>, bytes: &[u8], lines: &[Line]) {
    let mut ends: Vec<(usize, Span)> = Vec::new();
    let mut wide: Vec<usize> = Vec::new();
    let mut texts = lines.iter().enumerate().filter(|(_, l)| l.kind == Kind::Text).peekable();
    while let Some((index, line)) = texts.next() {
        if width(line) < NARROWEST {
            continue;
        }
        wide.push(width(line));
        if ends_sentence(&bytes[line.text().range()]) {
            continue;
        }
        // Does the next line go on with it? Behind a blank line, which some copies put after each, a small letter does.
        let goes_on = texts.peek().is_some_and(|(next, other)| {
            let text = &bytes[other.text().range()];
            let begins = text.starts_with(b"-") || text[0].is_ascii_digit();
            !begins && (*next == index + 1 || text[0].is_ascii_lowercase())
        });
        if !goes_on {
            ends.push((width(line), line.text()));
        }
    }
    if ends.len() < 3 {
        return;
    }
    let mut widths: Vec<usize> = ends.iter().map(|(w, _)| *w).collect();
    widths.sort_unstable();
    // The edge: the column before which, within the tolerance, most of them end.
    let (mut edge, mut most, mut first) = (0, 0, 0);
    for (last, &column) in widths.iter().enumerate() {
        while widths[first] + EDGE < column {
            first += 1;
        }
        if last + 1 - first > most {
            (edge, most) = (column, last + 1 - first);
        }
    }
    // An edge that many lines reach over is none, nor is one at which most lines go on in the next one.
    let band = edge - EDGE..=edge;
    let over = wide.iter().filter(|&&width| width > edge).count();
    let reach = wide.iter().filter(|width| band.contains(width)).count();
    if most < 3 || over * 5 > wide.len() || most * 2 < reach {
        return;
    }
    for (_, span) in ends.into_iter().filter(|(w, _)| band.contains(w)) {
        let (start, end) = (span.start as usize, span.end as usize);
        found.damage(DamageKind::CutLine, start, end, "the line is cut off at the copy's right edge");
    }
}
