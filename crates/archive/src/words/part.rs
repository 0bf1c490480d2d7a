//! The parts that words are made of: runs of letters and figures, with what belongs to them.

use super::LONGEST;
use super::class::{CLASS, DIGIT, HIGH, LETTER, class_at, fold, is_apostrophe, is_letter, is_silent};
use std::ops::Range;

/// How many letters of an abbreviation or a spaced-out word are put together.
const MOST_LETTERS: usize = 32;

/// The longest number with commas or points.
const LONGEST_NUMBER: usize = 40;

/// How many blanks are looked past for the second half of a divided word.
const MOST_BLANKS: usize = 8;

/// A text, and the same in small letters as far as it is ASCII.
pub(super) struct Scan<'t> {
    pub(super) text: &'t str,
    pub(super) bytes: &'t [u8],
    pub(super) lower: &'t str,
}

/// A stretch of letters and figures.
#[derive(Clone, Copy)]
struct Run {
    start: usize,
    end: usize,
    flags: u8,
}

/// What a part is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Letters and figures.
    Plain,
    /// Figures only.
    Number,
    /// `U.S.`
    Initials,
    /// `S E C R E T`
    Spaced,
}

/// A part of a text that gives one plain word (a spaced-out one may give several).
pub(super) struct Part {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) kind: Kind,
    /// What kinds of bytes are in its first run.
    pub(super) flags: u8,
    /// Its first run, as printed.
    pub(super) run: Range<usize>,
    /// True where the first run is all of it, a possessive `s` aside.
    pub(super) whole: bool,
    /// Where in the folded text the word begins that stands behind `d'`, `l'` or `O'`.
    pub(super) elided: Option<usize>,
    /// A lone `S` that an apostrophe stood before.
    pub(super) lone: Option<usize>,
}

/// What joins a part with the next one.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Joint {
    /// A hyphen right between them.
    Hyphen,
    /// A hyphen at a line's end.
    Divided,
    /// A comma without a blank, which may be an apostrophe.
    Comma,
    /// A place where a page line was taken out.
    Seam,
}

impl Scan<'_> {
    fn char_at(&self, at: usize) -> Option<char> {
        self.text.get(at..)?.chars().next()
    }

    /// How long what is no word is at a place: a character, an entity, a quotation mark that was decoded wrongly.
    pub(super) fn skip(&self, at: usize) -> usize {
        let bytes = self.bytes;
        match bytes.get(at) {
            Some(b'&') => self.entity(at).map_or(1, |(length, _)| length),
            Some(0x80..) => match self.mojibake(at) {
                Some((length, _)) => length,
                None => self.char_at(at).map_or(1, char::len_utf8),
            },
            _ => 1,
        }
    }

    /// The length of an entity (`&#39;`, `&quot;`), and whether it is an apostrophe.
    fn entity(&self, at: usize) -> Option<(usize, bool)> {
        let rest = self.bytes.get(at..)?;
        let name = rest.strip_prefix(b"&")?;
        let length = name.iter().take(8).position(|&b| b == b';')?;
        let name = &name[..length];
        let digits = name.strip_prefix(b"#").unwrap_or(name);
        let sound = !digits.is_empty() && digits.iter().all(u8::is_ascii_alphanumeric);
        let apostrophe =
            matches!(name, b"#39" | b"#039" | b"#x27" | b"#8217" | b"#8216" | b"apos" | b"rsquo" | b"lsquo");
        sound.then_some((length + 2, apostrophe))
    }

    /// The length of a typographic sign whose UTF-8 was read as Windows-1252 (`â€™`), and whether it is an apostrophe.
    fn mojibake(&self, at: usize) -> Option<(usize, bool)> {
        let head = "â€".len();
        if !self.bytes.get(at..)?.starts_with("â€".as_bytes()) {
            return None;
        }
        let last = self.char_at(at + head).filter(|c| !c.is_ascii());
        Some((head + last.map_or(0, char::len_utf8), matches!(last, Some('™' | '˜'))))
    }

    /// The length of an apostrophe at a place.
    fn apostrophe(&self, at: usize) -> Option<usize> {
        match self.bytes.get(at)? {
            b'\'' | b'`' => Some(1),
            b'&' => self.entity(at).filter(|found| found.1).map(|found| found.0),
            0x80.. => match self.mojibake(at) {
                Some((length, apostrophe)) => apostrophe.then_some(length),
                None => self.char_at(at).filter(|&c| is_apostrophe(c)).map(char::len_utf8),
            },
            _ => None,
        }
    }

    /// The run of letters and figures that begins at a place, up to the limit.
    fn run(&self, start: usize) -> Option<Run> {
        let bytes = self.bytes;
        let mut run = Run { start, end: start, flags: 0 };
        let mut folded = 0;
        while folded < LONGEST && run.end - start < 4 * LONGEST {
            let class = class_at(bytes, run.end);
            if class & HIGH != 0 {
                if self.mojibake(run.end).is_some() {
                    break;
                }
                let Some(c) = self.char_at(run.end) else { break };
                if is_letter(c) {
                    let mut length = 0;
                    fold(c, &mut |c| length += c.len_utf8());
                    if folded > 0 && folded + length > LONGEST {
                        break;
                    }
                    folded += length;
                } else if folded == 0 || !is_silent(c) {
                    break;
                }
                run.end += c.len_utf8();
            } else if class != 0 {
                run.end += 1;
                folded += 1;
            } else {
                break;
            }
            run.flags |= class;
        }
        (run.end > start).then_some(run)
    }

    fn push(&self, run: Run, out: &mut String) {
        if run.flags & HIGH == 0 {
            out.push_str(&self.lower[run.start..run.end]);
        } else {
            for c in self.text[run.start..run.end].chars() {
                fold(c, &mut |c| {
                    if c.is_alphanumeric() {
                        out.push(c);
                    }
                });
            }
        }
    }

    /// True for a single letter at a place, nothing of a word around it.
    fn letter(&self, at: usize) -> bool {
        class_at(self.bytes, at) & LETTER != 0 && class_at(self.bytes, at + 1) == 0
    }

    /// Reads the part that begins at a place, and adds its folded word to `out`. None where no word begins there.
    pub(super) fn part(&self, start: usize, out: &mut String) -> Option<Part> {
        let run = self.run(start)?;
        let from = out.len();
        if self.letter(start)
            && let Some((end, kind)) = self.initials(start, out).or_else(|| self.spaced(start, out))
        {
            let run = start..end;
            return Some(Part {
                start,
                end,
                kind,
                flags: LETTER,
                run,
                whole: false,
                elided: None,
                lone: None,
            });
        }
        if run.flags == DIGIT
            && let Some(end) = self.number(run, out)
        {
            return Some(Part {
                start,
                end,
                kind: Kind::Number,
                flags: run.flags,
                run: start..end,
                whole: false,
                elided: None,
                lone: None,
            });
        }
        self.push(run, out);
        let mut part = Part {
            start,
            end: run.end,
            kind: if run.flags == DIGIT { Kind::Number } else { Kind::Plain },
            flags: run.flags,
            run: run.start..run.end,
            whole: true,
            elided: None,
            lone: None,
        };
        self.apostrophes(&mut part, from, out);
        plain_number(from, out);
        Some(part)
    }

    /// Adds what an apostrophe, or a comma that stands for one, joins to a word; leaves out a possessive `s`.
    fn apostrophes(&self, part: &mut Part, from: usize, out: &mut String) {
        let figures = part.flags == DIGIT;
        while out.len() - from < LONGEST {
            let comma = self.bytes.get(part.end) == Some(&b',');
            let mark = if comma { Some(1) } else { self.apostrophe(part.end) };
            let Some(run) = mark.and_then(|mark| self.run(part.end + mark)) else { break };
            let before = &out[from..];
            let ascii = run.flags & HIGH == 0;
            let after = if ascii { &self.lower[run.start..run.end] } else { "" };
            if after == "s" && (!comma || before.len() > 1 && part.flags & DIGIT == 0) {
                part.end = run.end;
                return;
            }
            if figures || comma && !contraction(before, after, run.flags) {
                break;
            }
            let rest = out.len();
            self.push(run, out);
            if out.len() - from > LONGEST {
                out.truncate(rest);
                break;
            }
            let length = rest - from;
            if part.whole && length <= 2 && out.len() - rest >= 3 {
                part.elided = Some(rest);
            }
            part.whole = false;
            part.end = run.end;
        }
        // `IRAN S NUCLEAR PROGRAM`: the apostrophe is lost. Not `CLASSIFIED S E C R E T`.
        let at = part.end;
        if self.bytes.get(at) == Some(&b' ')
            && matches!(self.bytes.get(at + 1), Some(b's' | b'S'))
            && part.flags & DIGIT == 0
            && out.len() - from > 1
            && matches!(self.bytes.get(at + 2), None | Some(b' '))
            && !self.letter(at + 3)
        {
            part.lone = Some(at + 1);
            part.end = at + 2;
        }
    }

    /// `U.S.`, `E.O.`, `U. S.`: single letters with points between.
    fn initials(&self, start: usize, out: &mut String) -> Option<(usize, Kind)> {
        let from = out.len();
        let mut last = start;
        let next = |last: usize| {
            if self.bytes.get(last + 1) != Some(&b'.') {
                return None;
            }
            if self.letter(last + 2) {
                return Some(last + 2);
            }
            let country = self.bytes.get(last + 2) == Some(&b' ') && self.letter(last + 3);
            (country && last == start && self.country(start, last + 3)).then_some(last + 3)
        };
        out.push_str(self.lower.get(start..=start)?);
        while let Some(at) = next(last).filter(|_| out.len() - from < MOST_LETTERS) {
            out.push_str(&self.lower[at..=at]);
            last = at;
        }
        if last == start {
            out.truncate(from);
            return None;
        }
        let mut end = last + 1;
        let point = end + usize::from(self.bytes.get(end) == Some(&b'.'));
        if let Some(mark) = self.apostrophe(point)
            && matches!(self.bytes.get(point + mark), Some(b's' | b'S'))
            && self.letter(point + mark)
        {
            end = point + mark + 1;
        }
        Some((end, Kind::Initials))
    }

    /// `S E C R E T`: three single letters or more, one blank between; also `U S`, `U N`, `U K`.
    fn spaced(&self, start: usize, out: &mut String) -> Option<(usize, Kind)> {
        let mut count = 1;
        while count < MOST_LETTERS
            && self.bytes.get(start + 2 * count - 1) == Some(&b' ')
            && self.letter(start + 2 * count)
        {
            count += 1;
        }
        if count < 3 && !(count == 2 && self.country(start, start + 2)) {
            return None;
        }
        for index in 0..count {
            let at = start + 2 * index;
            out.push_str(&self.lower[at..=at]);
        }
        Some((start + 2 * count - 1, Kind::Spaced))
    }

    fn country(&self, first: usize, second: usize) -> bool {
        let lower = self.lower.as_bytes();
        lower[first] == b'u' && matches!(lower[second], b's' | b'n' | b'k')
    }

    /// `1,200`, `3.5`, `1.4`: figures in groups. Commas go, points stay. None for a single group.
    fn number(&self, run: Run, out: &mut String) -> Option<usize> {
        let from = out.len();
        let bytes = self.bytes;
        let mut end = run.end;
        let mut grouped = run.end - run.start <= 3;
        self.push(run, out);
        while out.len() - from < LONGEST_NUMBER {
            let mark = bytes.get(end).copied();
            let figures = bytes[(end + 1).min(bytes.len())..]
                .iter()
                .take(LONGEST_NUMBER)
                .take_while(|b| b.is_ascii_digit())
                .count();
            let behind = end + 1 + figures;
            let closed = class_at(bytes, behind) == 0;
            match mark {
                Some(b',') if grouped && figures == 3 && closed => {}
                // `1.4b` is `1.4` and `b`, as `1.4(b)` is.
                Some(b'.') if figures > 0 && (closed || self.letter(behind)) => {
                    grouped = false;
                    out.push('.');
                }
                _ => break,
            }
            out.push_str(&self.lower[end + 1..behind]);
            end = behind;
        }
        if end == run.end {
            out.truncate(from);
            return None;
        }
        plain_number(from, out);
        Some(end)
    }

    /// Where the next part begins that may belong to one that ends at `end`, and what joins them. `seam` is the next place
    /// where a page line was taken out.
    pub(super) fn joint(&self, end: usize, seam: usize) -> Option<(usize, Joint)> {
        let bytes = self.bytes;
        let begins = |at: usize| {
            let class = class_at(bytes, at);
            class != 0 && (class & HIGH == 0 || self.char_at(at).is_some_and(is_letter))
        };
        let blanks = |from: usize| {
            let rest = bytes.get(from..).unwrap_or_default();
            from + rest.iter().take(MOST_BLANKS).take_while(|b| b.is_ascii_whitespace()).count()
        };
        let hyphen = match bytes.get(end) {
            Some(b'-') => Some(1),
            Some(0xe2) => {
                self.char_at(end).filter(|c| matches!(c, '\u{2010}' | '\u{2011}')).map(char::len_utf8)
            }
            _ => None,
        };
        let (at, joint) = if let Some(length) = hyphen {
            let at = blanks(end + length);
            (at, if at == end + length { Joint::Hyphen } else { Joint::Divided })
        } else if bytes.get(end) == Some(&b',') {
            (end + 1, Joint::Comma)
        } else {
            let at = blanks(end);
            if at == end || seam < end || seam > at {
                return None;
            }
            (at, Joint::Seam)
        };
        begins(at).then_some((at, joint))
    }
}

/// True for a word and what stands behind its comma where the comma is an apostrophe: `DON,T`, `WE,LL`, `O,BRIEN`
/// (TF 17).
fn contraction(before: &str, after: &str, flags: u8) -> bool {
    match after {
        "t" => before.ends_with('n') && before.len() > 1,
        "re" | "ve" | "ll" | "d" | "m" => before.len() > 1 || before == "i",
        _ => matches!(before, "o" | "d" | "l") && after.len() >= 3 && flags & DIGIT == 0,
    }
}

/// Leaves out the zeros before a number, and the `s` of `1970s`.
fn plain_number(from: usize, out: &mut String) {
    let word = &out.as_bytes()[from..];
    if !word.first().is_some_and(u8::is_ascii_digit) {
        return;
    }
    let figures = word.iter().take_while(|b| b.is_ascii_digit()).count();
    if figures >= 2 && &word[figures..] == b"s" {
        out.pop();
    } else if figures < word.len() {
        return;
    }
    let zeros = out.as_bytes()[from..from + figures - 1].iter().take_while(|&&b| b == b'0').count();
    out.replace_range(from..from + zeros, "");
}

/// The letters of a spaced-out stretch as words, by their lengths, where all of it is made of words that are printed so
/// (TF 6.2): `T O P S E C R E T` has lost the wider blank.
pub(super) fn spaced_words(letters: &str) -> impl Iterator<Item = usize> {
    const WORDS: [&str; 17] = [
        "confidential",
        "unclassified",
        "unclas",
        "restricted",
        "sensitive",
        "official",
        "limited",
        "secret",
        "entire",
        "noforn",
        "nodis",
        "exdis",
        "limdis",
        "stadis",
        "nato",
        "top",
        "use",
    ];
    let next = |at: usize| WORDS.iter().find(|word| letters[at..].starts_with(**word)).map(|word| word.len());
    let mut at = 0;
    while let Some(length) = next(at) {
        at += length;
    }
    let whole = at < letters.len();
    let mut from = 0;
    std::iter::from_fn(move || {
        let length = match letters.len() - from {
            0 => return None,
            rest if whole => rest,
            _ => next(from)?,
        };
        from += length;
        Some(length)
    })
}

/// True where a byte is a word's for sure, or may be.
#[inline]
pub(super) fn may_be_word(byte: u8) -> bool {
    CLASS[usize::from(byte)] != 0
}
