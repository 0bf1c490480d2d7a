//! A text copied from a page of *Foreign Relations of the United States*: head, dateline and markings stand above it as lines, where
//! the volume's mark-up would tell what they are (source-formats 6). They become the same attributes.

use super::note;
use crate::edition::{Head, file_number, number_before};
use crate::fields::date::{self, TwoDigitYear};
use crate::record::{Attributes, without_document_number};
use crate::span::Span;
use crate::syntax::{Kind, Line, Syntax};
use crate::text::SourceText;
use std::borrow::Cow;
use std::ops::Range;

/// How many lines head, dateline and markings have at most.
const LINES: usize = 10;

/// How many lines a head has at most.
const HEAD: usize = 4;

/// The longest line of them, in bytes.
const LONGEST: usize = 200;

/// Words of `The Ambassador in India (Grady) to the Secretary of State`, before and behind the `to`, at most.
const WORDS: usize = 24;

/// What stands above a text that was copied from a printed page; nothing above others.
pub(in crate::read) fn attributes<'s>(source: &SourceText<'s>, syntax: &Syntax<'s>) -> Attributes<'s> {
    read(source, syntax).unwrap_or_default()
}

fn read<'s>(source: &SourceText<'s>, syntax: &Syntax<'s>) -> Option<Attributes<'s>> {
    let printed = |line: &&Line| line.kind != Kind::Blank;
    let first = syntax.lines().iter().position(|line| line.kind != Kind::Blank)?;
    if !may_begin(syntax.text(&syntax.lines()[first])) {
        return None;
    }
    // Each line with whether a blank one stands above it.
    let mut above = false;
    let mut lines: Vec<(Cow<'s, str>, bool, Span)> = Vec::new();
    for line in syntax.lines()[first..].iter() {
        if line.kind == Kind::Blank {
            above = true;
            continue;
        }
        lines.push((source.slice(line.text()), above, line.text()));
        above = false;
        if lines.len() > LINES || line.text().len() > LONGEST {
            break;
        }
    }
    let mut found = Vec::new();
    let mut add = |key: &'static str, value: &str| {
        let value = value.trim();
        if !value.is_empty() {
            found.push((Cow::Borrowed(key), Cow::Owned(value.to_owned())));
        }
    };
    let mut at = 0;
    let file = file_number(&lines[0].0).map(str::to_owned);
    at += usize::from(file.is_some());

    let (head, taken) = head(lines.get(at..)?)?;
    at += taken;
    let number = head.bytes().take_while(u8::is_ascii_digit).count();
    let title = without_document_number(&head);
    let dated = date::find(title, TwoDigitYear::Past).map(|(at, _)| at);
    let said = Head::of(title[..dated.unwrap_or(title.len())].trim_end_matches([',', '.', ' ']));
    let (from, to) = (said.from?, said.to?);
    let to = if dated.is_some() { to.trim_end_matches(", Washington") } else { to };
    // The sign of a note.
    let to = to.trim_end_matches(|c: char| c.is_ascii_digit());
    add("n", if title.len() < head.len() { &head[..number] } else { "" });
    add("head", &head);
    add("from", from);
    add("to", to);

    let mut is_dated = dated.is_some();
    while let Some((line, ..)) = lines.get(at).filter(|(line, ..)| line.len() <= LONGEST) {
        if let Some(place) = dateline(line).filter(|_| !is_dated) {
            is_dated = true;
            let markings = marking(&line[..place.start]);
            add("place", line[place].trim_matches(['[', ']', ',', ' ']));
            add("dateline", line);
            add("marking", &line[..markings]);
        } else if !line.is_empty() && marking(line) == line.len() {
            add("marking", line);
        } else if line.starts_with("[Received ") && is_dated {
            add("dateline", line);
        } else if !is_aside(line) {
            break;
        }
        at += 1;
    }
    // `Telegram From the Embassy in Kenya reached us`: a head has its `From` with a capital.
    let is_head = match said.is_telegram {
        true => is_dated || title.contains(" From ") && lines.get(at).is_none_or(|(_, above, _)| *above),
        false => title.starts_with("The ") && (file.is_some() || is_dated && dated.is_none()),
    };
    if !is_head || from.split(' ').count() + to.split(' ').count() > WORDS {
        return None;
    }
    let text = lines.get(at).map(|(_, _, span)| Span::new(span.start as usize, source.bytes().len()));
    let before = text.and_then(|text| source.str(text)).and_then(number_before);
    add("telegram-number", said.number.or(before).unwrap_or_default());
    add("file-number", file.as_deref().unwrap_or_default());
    let last = syntax.lines().iter().rev().filter(printed).take(2);
    if let [last, before] = last.map(|line| source.slice(line.text())).collect::<Vec<_>>().as_slice()
        && text.is_some()
        && is_name(last.trim_matches(['[', ']']))
        && before.ends_with(['.', '?', '!', '”', '"', ']', ')'])
    {
        add("signed", last);
    }
    Some(Attributes(found))
}

/// A look at the first line: most telegrams begin with capitals alone.
fn may_begin(line: &[u8]) -> bool {
    let has = |word: &[u8]| memchr::memmem::find(line, word).is_some();
    line.len() <= LONGEST
        && line.iter().any(u8::is_ascii_lowercase)
        && (has(b"elegram") || has(b"irgram") || has(b"Message") || line.starts_with(b"The ") && has(b" to "))
}

/// The head, its lines put together, and how many they are. A blank line ends it, and so does what stands below it.
fn head(lines: &[(Cow<'_, str>, bool, Span)]) -> Option<(String, usize)> {
    let mut head = String::new();
    let mut taken = 0;
    for (line, above, _) in lines.iter().take(HEAD) {
        let ended = *above || dateline(line).is_some() || marking(line) == line.len();
        if line.len() > LONGEST || taken > 0 && ended {
            break;
        }
        if taken > 0 {
            head.push(' ');
        }
        head.push_str(line);
        taken += 1;
        if head.ends_with('.') {
            break;
        }
    }
    (taken > 0).then_some((head, taken))
}

/// `New Delhi, March 20, 1948—noon.`: where the place stands before the date. Markings may stand before it.
fn dateline(line: &str) -> Option<Range<usize>> {
    const LONGEST: usize = 90;
    if line.len() > LONGEST {
        return None;
    }
    let (at, found) = date::find(line, TwoDigitYear::Past)?;
    let behind = line[at + found.len..].trim_matches(['.', ',', ' ', ']', '—', '–', '-']);
    // `7 p. m.`, `noon`, `1430Z`, `1430Z. (Received 5:10 p. m.)`
    let hour = behind.len() <= 40
        && (behind.is_empty()
            || behind.starts_with(|c: char| c.is_ascii_digit())
            || behind.starts_with("noon")
            || behind.starts_with("midnight"));
    let start = marking(&line[..at]);
    let place = line[start..at].trim();
    let named = |c: char| {
        c.is_alphabetic() || matches!(c, ' ' | ',' | '.' | '-' | '\'' | '’' | '[' | ']' | '(' | ')')
    };
    let is_place = place.is_empty()
        || place.ends_with([',', ']'])
            && place.starts_with(|c: char| c.is_uppercase() || c == '[')
            && place.chars().all(named)
            && place.split_whitespace().count() <= 6;
    (hour && is_place && found.date.is_some()).then_some(start..at)
}

/// How many bytes of a line are markings, from its beginning: `top secret us urgent`, `niact`.
fn marking(line: &str) -> usize {
    let mut rest = line;
    if let Some((_, length)) = note::level(rest) {
        rest = rest[length..].trim_start_matches([' ', ';', ',', '.']);
    }
    const URGENT: [&str; 10] = [
        "us urgent",
        "most urgent",
        "most immediate",
        "urgent",
        "operational immediate",
        "niact immediate",
        "niact",
        "immediate",
        "priority",
        "plain",
    ];
    let urgent = URGENT.iter().find(|word| {
        rest.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word))
            && !rest[word.len()..].starts_with(char::is_alphanumeric)
    });
    if let Some(word) = urgent {
        rest = rest[word.len()..].trim_start_matches([' ', ';', ',', '.']);
    }
    // `niact (delhi only)`
    if urgent.is_some()
        && rest.starts_with('(')
        && rest.find(')').is_some_and(|close| close + 1 == rest.len())
    {
        rest = "";
    }
    line.len() - rest.len()
}

/// `[Extracts]`: the editors' word on the text.
fn is_aside(line: &str) -> bool {
    matches!(line, "[Extract]" | "[Extracts]")
}

/// `Weaver`, `Weaver and Hale`, without the brackets of names that editors know: the last line of a text.
fn is_name(line: &str) -> bool {
    let word = |word: &str| {
        word == "and"
            || word.starts_with(char::is_uppercase)
                && word.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | ',' | '’' | '\'' | '-'))
    };
    line.len() <= 40 && line.split(' ').all(word) && (1..=4).contains(&line.split(' ').count())
}
