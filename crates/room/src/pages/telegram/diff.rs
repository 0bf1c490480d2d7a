//! Two texts of a telegram, word by word, part by part: they stand as the telegram's page has them.

use super::super::check::facts;
use super::super::frame::{Frame, page, problem_page};
use super::super::link;
use crate::answers::Two;
use crate::asked::{Asked, Path};
use crate::problem::Problem;
use crate::room::{Deed, Room};
use crate::visitor::Visitor;
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use chancery_exports::parts::{Redactions, bullet};
use chancery_telegram::record::Record;
use chancery_view::{Word, compare};
use std::sync::Arc;

#[derive(Template)]
#[template(path = "diff.html")]
struct Compared {
    frame: Frame,
    key: String,
    link: String,
    one: usize,
    two: usize,
    subject: Vec<Bit>,
    facts: Vec<(&'static str, Vec<Bit>)>,
    body: Vec<Paragraph>,
    signature: Vec<Bit>,
}

/// A paragraph of either text, or of both.
#[derive(Debug, Default)]
struct Paragraph {
    /// Number and mark.
    margin: Vec<Bit>,
    words: Vec<Bit>,
}

/// Words that both texts have, or one.
#[derive(Debug)]
struct Bit {
    class: &'static str,
    meaning: &'static str,
    text: String,
    /// What a release took out.
    bar: bool,
    /// What stands before it: a blank, a line's end, or nothing.
    before: &'static str,
}

pub(super) async fn diff(
    State(room): State<Arc<Room>>,
    visitor: Visitor,
    Path(mrn): Path<String>,
    asked: Result<Asked<Two>, Problem>,
) -> Response {
    let frame = Frame::of(&visitor);
    let Two { one, two } = match asked {
        Ok(Asked(two)) => two,
        Err(problem) => return problem_page(frame, problem),
    };
    let own = frame.clone();
    let look = room.look(&visitor, Deed::telegram(&mrn), move |view| {
        let key = view.resolve(&mrn, None)?;
        let made = view.two(&key, one, two, |first, second| Compared {
            frame: own,
            link: link::telegram(&key),
            key: key.clone(),
            one,
            two,
            subject: of_words(&said(first, "Subject"), &said(second, "Subject")),
            facts: fields(first, second),
            body: paragraphs(first, second),
            signature: of_words(&first.signature.join("; "), &second.signature.join("; ")),
        })?;
        Ok(made)
    });
    page(frame, look.await)
}

/// The fields of the heading, in the order in which they stand on the telegram's page.
const FIELDS: [&str; 9] =
    ["Number", "Sent", "From", "To", "Information", "Level", "TAGS", "Captions", "References"];

fn said(record: &Record<'_>, field: &str) -> String {
    match field {
        "Captions" => record.captions.join(", "),
        "References" => {
            let texts = record.references.iter().map(|reference| reference.text.split_whitespace());
            texts.map(|words| words.collect::<Vec<_>>().join(" ")).collect::<Vec<_>>().join("; ")
        }
        _ => facts(record)
            .into_iter()
            .find(|(name, _)| *name == field)
            .map(|(_, text)| text)
            .unwrap_or_default(),
    }
}

fn fields(one: &Record<'_>, two: &Record<'_>) -> Vec<(&'static str, Vec<Bit>)> {
    let bits = |name| (name, of_words(&said(one, name), &said(two, name)));
    FIELDS.into_iter().map(bits).filter(|(_, bits)| !bits.is_empty()).collect()
}

/// What begins a token of a text that is more than a word: no text has these characters.
const PARAGRAPH: char = '\u{1}';
const MARK: char = '\u{2}';
const LINE: char = '\u{3}';
const BAR: char = '\u{4}';
const GLUED: char = '\u{5}';

/// The words of a text's body, with where its paragraphs and lines begin.
fn tokens(record: &Record<'_>) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut redactions = Redactions::of(record);
    for block in &record.body {
        let number = block.number.map(|number| format!("{number}.")).unwrap_or_default();
        out.push(format!("{PARAGRAPH}{number}"));
        out.extend(block.mark.as_ref().map(|mark| format!("{MARK}({mark})")));
        let mut taken = redactions.next(block);
        for (at, line) in block.text.lines().enumerate() {
            if at > 0 && bullet(line.trim()).is_some() {
                out.push(LINE.to_string());
            }
            let mut behind_bar = false;
            taken.pieces(line, &mut |piece, redacted| {
                let glued = behind_bar && !piece.starts_with(char::is_whitespace);
                behind_bar = redacted;
                if redacted {
                    out.push(format!("{BAR}{}", piece.split_whitespace().collect::<Vec<_>>().join(" ")));
                    return;
                }
                for (at, word) in piece.split_whitespace().enumerate() {
                    let sign = if glued && at == 0 { GLUED.to_string() } else { String::new() };
                    out.push(sign + word.trim_start_matches([PARAGRAPH, MARK, LINE, BAR, GLUED]));
                }
            });
        }
    }
    out
}

fn paragraphs(one: &Record<'_>, two: &Record<'_>) -> Vec<Paragraph> {
    let (one, two) = (tokens(one), tokens(two));
    let mut out: Vec<Paragraph> = Vec::new();
    for (kind, tokens) in compare(&one, &two) {
        let mut line = false;
        let mut begun = true;
        for token in tokens {
            let mut rest = token.chars();
            let sign = rest.next();
            let words = rest.as_str();
            match sign {
                Some(PARAGRAPH) => out.push(Paragraph::default()),
                Some(LINE) => line = true,
                _ if out.is_empty() => out.push(Paragraph::default()),
                _ => {}
            }
            let Some(last) = out.last_mut() else { continue };
            match sign {
                Some(PARAGRAPH) if !words.is_empty() => put(&mut last.margin, kind, words, false, " ", true),
                Some(MARK) => put(&mut last.margin, kind, words, false, " ", true),
                Some(PARAGRAPH | LINE) => {}
                Some(BAR) => put(&mut last.words, kind, words, true, if line { "\n" } else { " " }, true),
                Some(GLUED) => put(&mut last.words, kind, words, false, "", true),
                _ => put(&mut last.words, kind, token, false, if line { "\n" } else { " " }, begun || line),
            }
            line &= sign == Some(LINE);
            begun = matches!(sign, Some(PARAGRAPH | MARK | LINE | BAR));
        }
    }
    out.retain(|paragraph| !paragraph.margin.is_empty() || !paragraph.words.is_empty());
    out
}

/// Adds words: to the bit before, unless a new one begins.
fn put(bits: &mut Vec<Bit>, kind: Word, words: &str, bar: bool, before: &'static str, begins: bool) {
    let (class, meaning) = match kind {
        Word::Same => ("same", ""),
        Word::Out => ("out", "only in the one"),
        Word::In => ("in", "only in the other"),
        Word::Redacted => ("redacted", "taken out in the other"),
        Word::Restored => ("restored", "taken out in the one"),
    };
    match bits.last_mut() {
        Some(last) if !begins && last.class == class && !last.bar => {
            last.text.push(' ');
            last.text.push_str(words);
        }
        last => {
            let before = if last.is_some() { before } else { "" };
            bits.push(Bit { class, meaning, text: words.to_owned(), bar, before });
        }
    }
}

/// Two short texts, word by word.
fn of_words(one: &str, two: &str) -> Vec<Bit> {
    let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<String>>();
    let (one, two) = (words(one), words(two));
    let mut bits = Vec::new();
    for (kind, words) in compare(&one, &two) {
        put(&mut bits, kind, &words.join(" "), false, " ", true);
    }
    bits
}

#[cfg(test)]
mod tests {
    use super::{Bit, paragraphs};
    use chancery_telegram::record::Attributes;
    use chancery_telegram::{Options, Telegram};

    /// Bits as a line: `-out-`, `+in+`, `?redacted?`, `!restored!`, a bar in brackets, `/` for a line's end.
    fn line(bits: &[Bit]) -> String {
        let mut out = String::new();
        for bit in bits {
            let sign = match bit.class {
                "out" => "-",
                "in" => "+",
                "redacted" => "?",
                "restored" => "!",
                _ => "",
            };
            let text = if bit.bar { format!("[{}]", bit.text) } else { bit.text.clone() };
            out.push_str(if bit.before == "\n" { "/" } else { bit.before });
            out.push_str(&format!("{sign}{text}{sign}"));
        }
        out
    }

    #[test]
    fn paragraphs_stand_each_for_itself() {
        let text = |body: &str| {
            format!(
                "R 121430Z MAR 07\nFM AMEMBASSY PORT ALDER\nTO SECSTATE WASHDC 5120\n\nC O N F I D E N T I A L PORT ALDER 000417\n\n\
                 E.O. 12958: DECL: 03/12/2017\nTAGS: EFIS\nSUBJECT: LIGHTS\n\n{body}\nWEAVER\n"
            )
        };
        let one =
            text("1. (C) Nine lights work.\n\n2. (C) The mayor XXXXXXXXXX was here.\n\n3. (U) The end.");
        let two = text(
            "1. (U) Ten lights work.\n\n2. (C) The mayor Weaver was here.\n\n3. (U) The end.\n\n4. (U) More.",
        );
        let read = |text| Telegram::read(str::as_bytes(text), Attributes::default(), &Options::default());
        let (one, two) = (read(&one), read(&two));
        let found: Vec<String> = paragraphs(&one.record, &two.record)
            .iter()
            .map(|paragraph| format!("{} | {}", line(&paragraph.margin), line(&paragraph.words)))
            .collect();
        let expected = [
            "1. -(C)- +(U)+ | -Nine- +Ten+ lights work.",
            "2. (C) | The mayor -[XXXXXXXXXX]- !Weaver! was here.",
            "3. (U) | The end.",
            "+4.+ +(U)+ | +More.+",
        ];
        assert_eq!(found, expected);
    }
}
