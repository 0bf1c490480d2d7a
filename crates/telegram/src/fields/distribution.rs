//! The office distribution of 1973-79 telegrams and of printed copies (TF 12.3, 13).

use super::slip::at_most_one;
use super::words::{number_mended, skip_space, trim};
use crate::field::Field;
use crate::record::{Distribution, OfficeCopies};

/// Reads a distribution from its whole block: the `ACTION` or `ORIGIN` line, the `INFO` lines and the sum.
///
/// Offices stand where they are printed, those with `-00` too. An office that is run into its neighbour
/// (`EUR-12ISO-00`) is parted from it. The letter behind the sum is not kept: its meaning is not known.
pub fn read<'s>(field: &Field<'s>) -> Option<Distribution<'s>> {
    let text = field.as_str();
    let bytes = text.as_bytes();
    let mut out = Distribution::default();
    let mut list = None;
    let mut at = 0;
    let mut offices = 0;
    let mut words = false;
    loop {
        at = skip_space(bytes, at);
        if at >= bytes.len() {
            break;
        }
        if list.is_some() {
            at = usual_cells(field, at, list, &mut offices, &mut out);
            if at >= bytes.len() {
                break;
            }
        }
        if let Some(end) = keyword(&bytes[at..]) {
            list = Some(bytes[at]);
            if bytes[at] == b'I' && out.info.is_empty() {
                // An office with its copies and a blank takes seven bytes.
                out.info.reserve((bytes.len() - at) / 7);
            }
            at += end;
            // An office whose copies were lost stands alone behind ACTION or ORIGIN.
            let next = skip_space(bytes, at);
            if list != Some(b'I') && cell(&bytes[next..]).is_none() {
                let end = next + symbol(&bytes[next..]);
                let alone = bytes.get(end).is_none_or(|&b| b == b'\n' || b == b'\r');
                if end > next && alone && keyword(&bytes[next..]).is_none() {
                    push(&mut out, list, OfficeCopies { office: field.slice(next..end), copies: None });
                    offices += 1;
                    at = end;
                }
            }
            continue;
        }
        if let Some((sum, end)) = total(&bytes[at..]) {
            out.total = Some(sum);
            at += end;
            continue;
        }
        let info = || misprinted(&bytes[at..]).filter(|(_, meant)| *meant == "INFO");
        if let Some((end, _)) = matches!(list, Some(b'A' | b'O')).then(info).flatten() {
            list = Some(b'I');
            at += end;
            continue;
        }
        match cell(&bytes[at..]) {
            // Behind other words `MAY 12` is a day.
            Some(cell) if list.is_some() && !(words && cell.old) => {
                let office = field.slice(at..at + cell.symbol);
                push(&mut out, list, OfficeCopies { office, copies: cell.copies });
                offices += 1;
                at += cell.end;
            }
            _ => {
                words |= bytes[at].is_ascii_alphabetic();
                at += bytes[at..].iter().position(u8::is_ascii_whitespace).unwrap_or(bytes.len() - at);
            }
        }
    }
    out.span = field.span(trim(text, 0..text.len()));
    (offices > 0).then_some(out)
}

/// The sum of all copies that are printed. Equal to [`Distribution::total`] in an undamaged telegram (TF 12.3).
pub fn sum(distribution: &Distribution<'_>) -> u32 {
    let lists = [&distribution.action, &distribution.info, &distribution.origin];
    lists.into_iter().flatten().fold(0, |sum: u32, office| sum.saturating_add(office.copies.unwrap_or(0)))
}

fn push<'s>(out: &mut Distribution<'s>, list: Option<u8>, office: OfficeCopies<'s>) {
    offices_of(out, list).push(office);
}

fn offices_of<'o, 's>(out: &'o mut Distribution<'s>, list: Option<u8>) -> &'o mut Vec<OfficeCopies<'s>> {
    match list {
        Some(b'A') => &mut out.action,
        Some(b'O') => &mut out.origin,
        _ => &mut out.info,
    }
}

/// Reads usual offices from byte `at` on; gives the place of what follows them, white space left out.
fn usual_cells<'s>(
    field: &Field<'s>,
    mut at: usize,
    list: Option<u8>,
    offices: &mut usize,
    out: &mut Distribution<'s>,
) -> usize {
    let bytes = field.as_str().as_bytes();
    let to = offices_of(out, list);
    while let Some((symbol, copies)) = bytes.get(at..).and_then(usual_cell) {
        to.push(OfficeCopies { office: field.slice(at..at + symbol), copies: Some(copies) });
        *offices += 1;
        at = skip_space(bytes, at + symbol + 3);
    }
    at
}

/// Where `ACTION`, `ORIGIN` or `INFO` ends at the beginning of `text`.
fn keyword(text: &[u8]) -> Option<usize> {
    let word: &[u8] = match text.first()? {
        b'A' => b"ACTION",
        b'O' => b"ORIGIN",
        b'I' => b"INFO",
        _ => return None,
    };
    if !text.starts_with(word) {
        return None;
    }
    match text.get(word.len()) {
        None => Some(word.len()),
        Some(b':') => Some(word.len() + 1),
        Some(b) if b.is_ascii_whitespace() => Some(word.len()),
        Some(_) => None,
    }
}

/// A word before an office and its copies with one slip, `INFP  OCT-01`, `ACTOIN EUR-12` (TF 12.3). Gives where it ends, in bytes, and
/// the word as it should be.
pub fn misprinted(text: &[u8]) -> Option<(usize, &'static str)> {
    let word = text.iter().take(8).position(|&b| b == b' ')?;
    let near =
        |known: &&str| text[..word] != *known.as_bytes() && at_most_one(&text[..word], known.as_bytes());
    let meant = ["ACTION", "ORIGIN", "INFO"].into_iter().find(near)?;
    usual_cell(text[word..].trim_ascii_start()).map(|_| (word, meant))
}

struct Cell {
    /// Length of the office's symbol.
    symbol: usize,
    copies: Option<u32>,
    /// Length of the whole.
    end: usize,
    /// Without a hyphen, as until 1973.
    old: bool,
}

/// Length of an office's symbol: up to seven letters and obliques, the first a letter.
#[inline]
fn symbol(text: &[u8]) -> usize {
    let mut length = 0;
    while length < 9 && text.get(length).is_some_and(|b| b.is_ascii_alphabetic() || *b == b'/') {
        length += 1;
    }
    if length <= 8 && text.first().is_some_and(u8::is_ascii_alphabetic) { length } else { 0 }
}

/// An office and its copies, `OES-06`, also `ACDA -12`, with letters read for figures: `SS-O1`.
fn cell(text: &[u8]) -> Option<Cell> {
    let symbol = symbol(text);
    if symbol == 0 {
        return None;
    }
    let mut at = symbol;
    while at < symbol + 3 && text.get(at) == Some(&b' ') {
        at += 1;
    }
    if text.get(at) != Some(&b'-') {
        return old_cell(text, symbol);
    }
    at += 1;
    if text.get(at) == Some(&b' ') {
        at += 1;
    }
    let figures = text[at..]
        .iter()
        .take(4)
        .take_while(|b| b.is_ascii_digit() || matches!(b, b'O' | b'I' | b'l'))
        .count();
    // `EUR-12ISO-00`: the I of ISO belongs to the next office, and so do all letters behind the first two figures.
    let figures = if figures > 2 && !text[at + 2].is_ascii_digit() { 2 } else { figures };
    let copies = number_mended(&text[at..at + figures], 3);
    if !(2..=3).contains(&figures) || copies.is_none() {
        return None;
    }
    let end = at + figures;
    let joined = text.get(end).is_some_and(u8::is_ascii_alphanumeric) && cell_start(&text[end..]).is_none();
    (!joined).then_some(Cell { symbol, copies, end, old: false })
}

/// An office as it was printed until 1973: `ARA 20`, `GPM 03,`.
fn old_cell(text: &[u8], symbol: usize) -> Option<Cell> {
    let [b' ', tens @ b'0'..=b'9', ones @ b'0'..=b'9', rest @ ..] = text.get(symbol..)? else { return None };
    let comma = match rest.first() {
        Some(b',') => 1,
        None | Some(b'\n' | b'\r') => 0,
        Some(_) => return None,
    };
    let copies = Some(u32::from(tens - b'0') * 10 + u32::from(ones - b'0'));
    (symbol <= 4).then_some(Cell { symbol, copies, end: symbol + 3 + comma, old: true })
}

/// What nearly all offices are: a symbol, a hyphen, two figures and a blank. The length of the symbol, and the copies.
#[inline]
fn usual_cell(text: &[u8]) -> Option<(usize, u32)> {
    let symbol = symbol(text);
    match text.get(symbol..)? {
        [b'-', tens @ b'0'..=b'9', ones @ b'0'..=b'9', rest @ ..]
            if symbol > 0 && rest.first().is_none_or(u8::is_ascii_whitespace) =>
        {
            Some((symbol, u32::from(tens - b'0') * 10 + u32::from(ones - b'0')))
        }
        _ => None,
    }
}

/// True for the beginning of another office: a symbol and its hyphen.
fn cell_start(text: &[u8]) -> Option<()> {
    let symbol = symbol(text);
    (symbol > 0 && text.get(symbol) == Some(&b'-')).then_some(())
}

/// The printed sum, `/034 W`, `/023W`, and its length.
fn total(text: &[u8]) -> Option<(u32, usize)> {
    let rest = text.strip_prefix(b"/")?;
    let figures = rest.iter().take(5).take_while(|b| b.is_ascii_digit() || **b == b'O').count();
    let sum = number_mended(&rest[..figures], 4).filter(|_| figures >= 2)?;
    let mut end = 1 + figures;
    let letter = skip_space(text, end);
    if matches!(text.get(letter), Some(b'W' | b'R'))
        && !text.get(letter + 1).is_some_and(u8::is_ascii_alphanumeric)
    {
        end = letter + 1;
    } else if text.get(end).is_some_and(u8::is_ascii_alphanumeric) {
        return None;
    }
    Some((sum, end))
}
