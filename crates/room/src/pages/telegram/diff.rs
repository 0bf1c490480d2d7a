//! Two texts of a telegram, word by word, part by part: they stand as the telegram's page has them.

use super::super::check::{FACTS, facts};
use super::super::frame::{Frame, page, problem_page};
use super::super::link;
use super::body::flat;
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
use chancery_view::{Word, compare, is_redaction};
use std::sync::Arc;

#[derive(Template)]
#[template(path = "diff.html")]
struct Compared {
    frame: Frame,
    key: String,
    link: String,
    one: usize,
    two: usize,
    /// No word differs.
    same: bool,
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
    kind: Word,
    text: String,
    /// What a release took out.
    bar: bool,
    /// What stands before it: a blank, a line's end, or nothing.
    before: &'static str,
}

impl Bit {
    fn of(kind: Word, text: &str) -> Bit {
        Bit { kind, text: text.to_owned(), bar: false, before: " " }
    }

    /// Its class in the template and in the style sheet.
    fn class(&self) -> &'static str {
        match self.kind {
            Word::Same => "same",
            Word::Out => "out",
            Word::In => "in",
            Word::Redacted => "redacted",
            Word::Restored => "restored",
        }
    }
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
        Ok(view.two(&key, one, two, |first, second| {
            let mut facts = fields(first, second);
            let subject =
                facts.iter().position(|(label, _)| *label == "Subject").map(|at| facts.remove(at).1);
            let subject = subject.unwrap_or_default();
            let body = paragraphs(first, second);
            let signature = of_words(&first.signature.join("; "), &second.signature.join("; "));
            let bits = subject.iter().chain(&signature).chain(facts.iter().flat_map(|fact| &fact.1));
            let bits = bits.chain(body.iter().flat_map(|part| part.margin.iter().chain(&part.words)));
            Compared {
                same: bits.into_iter().all(|bit| bit.kind == Word::Same),
                frame: own,
                link: link::telegram(&key),
                key: key.clone(),
                one,
                two,
                subject,
                facts,
                body,
                signature,
            }
        })?)
    });
    page(frame, look.await)
}

/// What the headings say, by their fields.
fn fields(one: &Record<'_>, two: &Record<'_>) -> Vec<(&'static str, Vec<Bit>)> {
    let (mut first, mut second) = (facts(one).into_iter().peekable(), facts(two).into_iter().peekable());
    let mut out = Vec::new();
    for label in FACTS {
        let (one, two) = (first.next_if(|fact| fact.0 == label), second.next_if(|fact| fact.0 == label));
        if one.is_some() || two.is_some() {
            let text = |fact: Option<(&str, String)>| fact.map(|fact| fact.1).unwrap_or_default();
            out.push((label, of_words(&text(one), &text(two))));
        }
    }
    out
}

/// A part of a text's body.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Token {
    /// Here a paragraph begins, with its number.
    Paragraph(Option<u32>),
    Mark(String),
    /// Here a line of a list begins.
    Line,
    /// What a release took out.
    Bar(String),
    Word(String),
    /// A word without a blank before it.
    Glued(String),
}

fn tokens(record: &Record<'_>) -> Vec<Token> {
    let mut out = Vec::new();
    let mut redactions = Redactions::of(record);
    for block in &record.body {
        out.push(Token::Paragraph(block.number));
        out.extend(block.mark.as_ref().map(|mark| Token::Mark(format!("({mark})"))));
        let mut taken = redactions.next(block);
        for (at, line) in block.text.lines().enumerate() {
            if at > 0 && bullet(line.trim()).is_some() {
                out.push(Token::Line);
            }
            let mut behind_bar = false;
            taken.pieces(line, &mut |piece, redacted| {
                let glued = behind_bar && !piece.starts_with(char::is_whitespace);
                behind_bar = redacted;
                if redacted {
                    return out.push(Token::Bar(flat(piece)));
                }
                let mut words = piece.split_whitespace().map(str::to_owned);
                out.extend(words.next().map(if glued { Token::Glued } else { Token::Word }));
                out.extend(words.map(Token::Word));
            });
        }
    }
    out
}

/// True for a run of a text of which nothing is left to read: bars, or what stands for them in words.
fn is_taken(run: &[Token]) -> bool {
    let mut words = Vec::new();
    let mut bars = false;
    for token in run {
        match token {
            Token::Bar(_) => bars = true,
            Token::Word(word) | Token::Glued(word) => words.push(word.clone()),
            Token::Paragraph(_) | Token::Mark(_) | Token::Line => {}
        }
    }
    if words.is_empty() { bars } else { is_redaction(&words) }
}

fn paragraphs(one: &Record<'_>, two: &Record<'_>) -> Vec<Paragraph> {
    let (one, two) = (tokens(one), tokens(two));
    let mut out: Vec<Paragraph> = Vec::new();
    let mut line = false;
    for (kind, tokens) in compare(&one, &two, is_taken) {
        let mut begins = true;
        for token in tokens {
            if out.is_empty() || matches!(token, Token::Paragraph(_)) {
                out.push(Paragraph::default());
            }
            let Some(last) = out.last_mut() else { continue };
            let before = if line { "\n" } else { " " };
            match token {
                Token::Paragraph(None) | Token::Line => {}
                Token::Paragraph(Some(number)) => {
                    put(&mut last.margin, Bit::of(kind, &format!("{number}.")), true)
                }
                Token::Mark(mark) => put(&mut last.margin, Bit::of(kind, mark), true),
                Token::Bar(text) => {
                    put(&mut last.words, Bit { bar: true, before, ..Bit::of(kind, text) }, true)
                }
                Token::Glued(word) => put(&mut last.words, Bit { before: "", ..Bit::of(kind, word) }, true),
                Token::Word(word) => {
                    put(&mut last.words, Bit { before, ..Bit::of(kind, word) }, begins || line)
                }
            }
            line = matches!(token, Token::Line);
            begins = !matches!(token, Token::Word(_) | Token::Glued(_));
        }
    }
    out.retain(|paragraph| !paragraph.margin.is_empty() || !paragraph.words.is_empty());
    out
}

/// Adds words: to those before, unless something else `begins` with them.
fn put(bits: &mut Vec<Bit>, bit: Bit, begins: bool) {
    match bits.last_mut() {
        Some(last) if !begins && last.kind == bit.kind && !last.bar => {
            last.text.push(' ');
            last.text.push_str(&bit.text);
        }
        Some(_) => bits.push(bit),
        None => bits.push(Bit { before: "", ..bit }),
    }
}

/// Two short texts, word by word.
fn of_words(one: &str, two: &str) -> Vec<Bit> {
    let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<String>>();
    let (one, two) = (words(one), words(two));
    let mut bits = Vec::new();
    for (kind, words) in compare(&one, &two, is_redaction) {
        put(&mut bits, Bit::of(kind, &words.join(" ")), true);
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
            let sign = match bit.class() {
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
        let one = text(
            "1. (C) Nine lights work.\n\n2. (C) The mayor XXXXXXXXXX, was here.\n\n3. (U) Ask:\n\n-- the mayor\n-- the clerk\n\n\
             4. (U) The end.",
        );
        let two = text(
            "1. (U) Ten lights work.\n\n2. (C) The mayor Weaver, was here.\n\n3. (U) Ask:\n\n-- the baker\n-- the clerk\n\n\
             4. (U) The end.\n\nAnd\n\n5. (U) More.",
        );
        let read = |text| Telegram::read(str::as_bytes(text), Attributes::default(), &Options::default());
        let (one, two) = (read(&one), read(&two));
        let found: Vec<String> = paragraphs(&one.record, &two.record)
            .iter()
            .map(|paragraph| format!("{} | {}", line(&paragraph.margin), line(&paragraph.words)))
            .collect();
        let expected = [
            "1. -(C)- +(U)+ | -Nine- +Ten+ lights work.",
            "2. (C) | The mayor -[XXXXXXXXXX]--,- !Weaver,! was here.",
            "3. (U) | Ask:/-- the -mayor- +baker+/-- the clerk",
            "4. (U) | The end.",
            " | +And+",
            "+5.+ +(U)+ | +More.+",
        ];
        assert_eq!(found, expected);
    }
}
