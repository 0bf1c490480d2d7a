//! Repeated texts: where one begins, and where it ends (TF 6.11). Their paragraphs count on their own (MI 6).

use super::blocks::{BodyLine, Gap};
use super::lead::word;
use super::words::ends_sentence;

/// How many ends are looked at for the one of the text, and not of a quotation inside of it.
const MOST_ENDS: usize = 8;

/// What a repeated text is called; its end bears the same name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Name {
    /// `BEGIN TEXT` ... `END TEXT`.
    Text,
    /// `QUOTE` ... `UNQUOTE`, `QTE` ... `UNQTE`, `BEGIN QUOTE` ... `END QUOTE`.
    Quote,
    /// `BEGIN INFORMAL TRANSLATION` ... `END INFORMAL TRANSLATION`.
    Translation,
}

impl Name {
    fn ends(self) -> &'static [&'static [u8]] {
        match self {
            Name::Text => &[b"END TEXT", b"END OF TEXT"],
            Name::Quote => &[b"UNQUOTE", b"UNQTE", b"END QUOTE", b"END OF QUOTE"],
            Name::Translation => &[
                b"END TRANSLATION",
                b"END INFORMAL TRANSLATION",
                b"END UNOFFICIAL TRANSLATION",
                b"END EMBASSY TRANSLATION",
            ],
        }
    }

    /// The words that begin it; `BEGIN` before the others.
    fn begins(self) -> &'static [&'static [u8]] {
        match self {
            Name::Text => &[b"TEXT"],
            Name::Quote => &[b"QUOTE"],
            Name::Translation => {
                &[b"TRANSLATION", b"INFORMAL TRANSLATION", b"UNOFFICIAL TRANSLATION", b"EMBASSY TRANSLATION"]
            }
        }
    }

    /// Does the text end in this line, at its beginning (`END TEXT.`) or with its last words (`... IS OPEN. END TEXT.`)?
    fn ends_in(self, line: &[u8]) -> bool {
        let bare = line.strip_prefix(b"(").unwrap_or(line);
        if !matches!(bare.first(), Some(b'E' | b'e' | b'U' | b'u')) && !line_may_end(line) {
            return false;
        }
        let begins =
            |end: &&[u8]| starts(bare, end) && !bare.get(end.len()).is_some_and(u8::is_ascii_alphanumeric);
        if self.ends().iter().any(begins) {
            return true;
        }
        let last = line.iter().rposition(u8::is_ascii_alphanumeric).map_or(0, |at| at + 1);
        self.ends().iter().any(|end| {
            last.checked_sub(end.len()).is_some_and(|at| {
                starts(&line[at..], end) && (at == 0 || !line[at - 1].is_ascii_alphanumeric())
            })
        })
    }
}

/// Are the last letters of a line such as the words at an end have?
fn line_may_end(line: &[u8]) -> bool {
    let last = line.iter().rev().take(8).find(|b| b.is_ascii_alphanumeric());
    matches!(last, Some(b'T' | b't' | b'E' | b'e' | b'N' | b'n'))
}

fn starts(text: &[u8], words: &[u8]) -> bool {
    text.get(..words.len()).is_some_and(|own| own.eq_ignore_ascii_case(words))
}

/// The name of the repeated text that begins with this line.
pub(super) fn begins(line: &[u8]) -> Option<Name> {
    const BEGIN: &[u8] = b"BEGIN ";
    if matches!(line.first(), Some(b'Q')) {
        return word(line, &[b"QUOTE", b"QTE"]).then_some(Name::Quote);
    }
    let bare = line.strip_prefix(b"(").unwrap_or(line);
    if !matches!(bare, [b'B', b'E' | b'e', ..]) || !starts(bare, BEGIN) {
        return None;
    }
    let rest = bare[BEGIN.len()..].trim_ascii_start();
    [Name::Text, Name::Quote, Name::Translation].into_iter().find(|name| {
        let begins =
            |own: &&&[u8]| starts(rest, own) && !rest.get(own.len()).is_some_and(u8::is_ascii_alphanumeric);
        name.begins().iter().any(|own| begins(&own))
    })
}

/// How many bytes the words take that begin a repeated text with `BEGIN`, with what divides them from it.
pub(super) fn begin_words(line: &[u8]) -> usize {
    let is_word = |b: &u8| b.is_ascii_alphabetic() || *b == b' ';
    let open = usize::from(line.first() == Some(&b'('));
    let words = line[open..].iter().take_while(|b| is_word(b)).count() + open;
    words + line[words..].iter().take_while(|b| matches!(b, b':' | b'.' | b')' | b'-' | b' ')).count()
}

/// The ends of repeated texts among the lines of a body.
#[derive(Debug, Default)]
pub(super) struct Ends {
    /// The last end of each name; looked for when one begins.
    last: [Option<Option<usize>>; 3],
}

impl Ends {
    /// The line that ends the repeated text of this name that begins at `index`. A text of the same name that begins before
    /// any end tells that the end of this one is lost.
    pub(super) fn of(&mut self, bytes: &[u8], lines: &[BodyLine], index: usize, name: Name) -> Option<usize> {
        let text = |i: usize| &bytes[lines[i].span.range()];
        let last = *self.last[name as usize]
            .get_or_insert_with(|| (0..lines.len()).rev().find(|&i| name.ends_in(text(i))));
        let last = last.filter(|&last| last >= index)?;
        let own = text(index);
        if name == Name::Quote && lines[index].gap == Gap::None {
            // A short quotation inside a sentence stays in it, also where it comes to stand at the beginning of a line.
            let before = index.checked_sub(1).map_or(&b""[..], text);
            if quotations(own) <= 0 || own.len() > 12 && !ends_sentence(before) && !own.starts_with(b"BEGIN")
            {
                return None;
            }
        }
        let mut first = None;
        let mut depth = 0;
        let mut ends = 0;
        for i in index..=last {
            let line = text(i);
            if i > index && first.is_none() && name != Name::Quote && begins(line) == Some(name) {
                return None;
            }
            if name == Name::Quote {
                depth += quotations(line);
            }
            if name.ends_in(line) {
                if depth <= 0 {
                    return Some(i);
                }
                first = first.or(Some(i));
                ends += 1;
                if ends == MOST_ENDS {
                    break;
                }
            }
        }
        first
    }
}

/// How many quotations a line opens more than it closes.
fn quotations(line: &[u8]) -> i32 {
    let mut sum = 0;
    let mut end = false;
    for word in line.split(|b| !b.is_ascii_alphanumeric()).filter(|word| !word.is_empty()) {
        if word.eq_ignore_ascii_case(b"UNQUOTE") || word.eq_ignore_ascii_case(b"UNQTE") {
            sum -= 1;
        } else if word == b"QUOTE" || word == b"QTE" || word == b"quote" {
            sum += if end { -1 } else { 1 };
        }
        end = word.eq_ignore_ascii_case(b"END");
    }
    sum
}
