//! The executive order's line and the classifier's paragraph (TF 6.6, 6.10; markings-and-indexing 2 and 3).

use super::markings::Markings;
use super::{Cx, LINES};
use crate::characters;
use crate::draft::{Classifier, Draft};
use crate::problem::Problems;
use crate::said::Said;
use chancery_telegram::field::Field;
use chancery_telegram::fields::classified_by;
use chancery_telegram::fields::date::month_named;
use jiff::civil::{Date, date};

/// The words of both.
#[derive(Debug, Default)]
pub(crate) struct Declassification {
    pub(crate) order: Option<(u32, Vec<Said>)>,
    pub(crate) classified_by: Vec<Vec<Said>>,
    pub(crate) classifiers: Vec<Signed>,
}

/// Who classified it, as a reader is to find it.
#[derive(Debug)]
pub(crate) struct Signed {
    /// Name and position.
    pub(crate) words: Vec<Said>,
    /// Section and letter of each.
    pub(crate) reasons: Vec<String>,
}

/// From when on a classified telegram names its classifier (E.O. 12958 s.1.7(a)).
const CLASSIFIER: Date = date(1995, 10, 14);

/// From when on reasons are those of section 1.4 (E.O. 13292).
const AMENDED: Date = date(2003, 3, 25);

pub(super) fn read(
    draft: &Draft,
    cx: &Cx<'_>,
    markings: &Markings,
    problems: &mut Problems,
) -> Declassification {
    let number = order(draft, cx, problems);
    let order = number.map(|number| (number, instruction(draft, number, cx, markings, problems)));
    let in_order = number == Some(12065);
    let needed = markings.is_classified() && cx.day >= CLASSIFIER && cx.dated;
    if needed
        && draft.classified_by.iter().all(|one| one.name.is_empty() && one.title.is_empty())
        && !draft.as_given
    {
        let help = "add `classified_by: Robin Rowan, Economic Officer` and `reasons: 1.4 (b) and (d)`";
        problems.missing("classified_by", "who classifies it, and why", help);
    }
    let paragraphs = draft.classified_by.iter().filter(|_| !in_order);
    let classified_by = paragraphs.filter_map(|one| classifier(one, needed, cx, problems)).collect();
    let named = draft.classified_by.iter().take(if in_order { 1 } else { usize::MAX });
    let classifiers = named.filter_map(|one| signed(one, in_order, cx)).collect();
    Declassification { order, classified_by, classifiers }
}

/// The order's number: the draft's own, else the one in force.
fn order(draft: &Draft, cx: &Cx<'_>, problems: &mut Problems) -> Option<u32> {
    if let Some(said) = &draft.order {
        let digits: String = said.text.chars().filter(char::is_ascii_digit).collect();
        let number = digits.parse::<u32>().ok().filter(|&number| cx.registry.order(number).is_some());
        if number.is_none() {
            let known: Vec<String> = LINED.iter().map(u32::to_string).collect();
            let message = format!("`{}` is no executive order on classification", said.text.trim());
            problems.error("order", said, message, &format!("write one of {}", known.join(", ")));
        }
        return number;
    }
    if cx.day < LINES || draft.as_given {
        return None;
    }
    in_force(cx)
}

/// Orders that telegrams have a line of.
const LINED: [u32; 5] = [11652, 12065, 12356, 12958, 13526];

fn in_force(cx: &Cx<'_>) -> Option<u32> {
    let from = |number: u32| cx.registry.order(number)?.effective_from?.parse::<Date>().ok();
    LINED.into_iter().rev().find(|&number| from(number).is_some_and(|from| from <= cx.day))
}

/// The words behind the order's number.
fn instruction(
    draft: &Draft,
    order: u32,
    cx: &Cx<'_>,
    markings: &Markings,
    problems: &mut Problems,
) -> Vec<Said> {
    let said = draft.declassify_on.as_ref().filter(|said| !said.is_empty());
    let Some(said) = said else {
        if !markings.is_classified() {
            return vec![Said::new("N/A")];
        }
        if !draft.as_given {
            let help = match order {
                11652 => "add `declassify_on: GDS`, or XGDS-1 to XGDS-4",
                12065 => "add `declassify_on: GDS 1985-03-12`, and `classified_by`",
                12356 => "add `declassify_on: OADR`, or a day",
                _ => "add `declassify_on: 2017-03-12`, or an event",
            };
            problems.missing("declassify_on", "when the telegram is declassified", help);
        }
        return Vec::new();
    };
    let mut words = said.words();
    let day = words.last().and_then(|word| Some((day(&word.text)?, word.clone())));
    if day.is_some() {
        words.pop();
    }
    if words.first().is_some_and(|word| word.text.eq_ignore_ascii_case("DECL:")) {
        words.remove(0);
    }
    if !draft.as_given && day.is_none() && is_unread_day(&words) {
        let message = format!("`{}` is no day", said.text.trim());
        let help = "write the day in figures, `2036-12-31` or `12/31/2036`, or an event in words";
        problems.error("declassify_on", said, message, help);
    }
    let words = characters::all(words, cx.upper || words_are_code(said), "declassify_on", problems);
    let mut out = Vec::new();
    let is_na = words.first().is_some_and(|word| matches!(word.text.to_uppercase().as_str(), "N/A" | "NA"));
    if is_na && day.is_none() {
        return vec![said.made("N/A")];
    }
    if order >= 12356 {
        out.push(said.made("DECL:"));
    }
    out.extend(words);
    if let Some((day, word)) = day {
        if !draft.as_given && cx.dated && day <= cx.day {
            let message = format!("{day} is not after the day of sending, {}", cx.day);
            problems.error("declassify_on", &word, message, "give a later day");
        }
        if order == 11652 && out.first().is_some_and(|word| word.text == "ADS") {
            out[0].text.push(',');
            out.push(word.made("DECLAS"));
        } else if let (true, Some(last)) = (order >= 12356 && out.len() > 1, out.last_mut()) {
            last.text.push(',');
        }
        let (month, date, year) = (day.month(), day.day(), day.year());
        out.push(word.made(match order {
            11652 | 12065 | 12356 => format!("{month}/{date}/{:02}", year % 100),
            _ => format!("{month:02}/{date:02}/{year}"),
        }));
    }
    if order == 12065
        && let Some(name) = draft.classified_by.first().filter(|one| !one.name.is_empty())
    {
        let mut words = cx.words(&name.name, "classified_by", problems);
        // The order's line has surname and given name: `Weaver, Ann`.
        if let (false, Some(last)) = (name.title.is_empty(), words.last_mut()) {
            last.text.push(',');
            words.extend(cx.words(&name.title, "classified_by", problems));
        }
        if let Some(first) = words.first_mut() {
            first.text.insert(0, '(');
        }
        if let Some(last) = words.last_mut() {
            last.text.push(')');
        }
        out.extend(words);
    }
    out
}

/// `GDS`, `X1`, `25X1`: in capitals whatever the circuit.
fn words_are_code(said: &Said) -> bool {
    said.text.split_whitespace().next().is_some_and(|word| {
        let word = word.to_uppercase();
        ["GDS", "ADS", "XGDS", "RDS", "OADR", "N/A"].iter().any(|code| word.starts_with(code))
            || word.contains('X') && word.contains(|c: char| c.is_ascii_digit())
    })
}

/// True for what a person writes for a day and is none that can be read: a year alone, `March 2036`, `2036-13-01`, `12.3.2036`.
fn is_unread_day(words: &[Said]) -> bool {
    let of_day = |word: &Said| {
        let bare = word.text.trim_matches([',', '.']).to_uppercase();
        let ordinal = ["ST", "ND", "RD", "TH"].iter().find_map(|end| bare.strip_suffix(end));
        let figures = ordinal.unwrap_or(&bare);
        let signs = |c: char| c.is_ascii_digit() || matches!(c, '-' | '/' | '.');
        let is_month = month_named(&bare).is_some();
        figures.starts_with(|c: char| c.is_ascii_digit()) && figures.chars().all(signs) || is_month
    };
    // A code may stand before it: `GDS 2036`.
    let rest = &words[usize::from(words.len() > 1 && words_are_code(&words[0]))..];
    !rest.is_empty()
        && rest.iter().all(of_day)
        && rest.iter().any(|word| word.text.contains(|c: char| c.is_ascii_digit()))
}

/// `2017-03-12`, `03/12/2017`, `3/12/17`.
fn day(text: &str) -> Option<Date> {
    if let Ok(day) = text.parse::<Date>() {
        return Some(day);
    }
    let mut parts = text.split('/').map(|part| part.parse::<i16>().ok());
    let (month, day, year) = (parts.next()??, parts.next()??, parts.next()??);
    let year = if year < 100 { year + if year < 50 { 2000 } else { 1900 } } else { year };
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// The words behind `Classified By:`.
fn classifier(one: &Classifier, needed: bool, cx: &Cx<'_>, problems: &mut Problems) -> Option<Vec<Said>> {
    let mut words = Vec::new();
    let comma = |words: &mut Vec<Said>| {
        if let Some(last) = words.last_mut() {
            last.text.push(',');
        }
    };
    words.extend(cx.words(&one.name, "classified_by", problems));
    if !one.title.is_empty() {
        comma(&mut words);
        words.extend(cx.words(&one.title, "classified_by", problems));
    }
    let reasons = reasons(&one.reasons, cx);
    if reasons.is_empty() {
        if !one.reasons.is_empty() {
            let message = format!("`{}` gives no reason of an order", one.reasons.text.trim());
            problems.error("reasons", &one.reasons, message, "write section and letter: `1.4 (b) and (d)`");
        } else if needed && !words.is_empty() {
            let text = "a classified telegram says why it is classified";
            problems.missing("reasons", text, "add `reasons: 1.4 (b) and (d)`");
        }
    } else {
        comma(&mut words);
        let printed = printed(&reasons);
        words.extend(characters::all(one.reasons.made(printed).words(), cx.upper, "reasons", problems));
        if let Some(last) = words.last_mut() {
            last.text.push('.');
        }
    }
    (!words.is_empty()).then_some(words)
}

/// Name, position and reasons of one; in the order's line stand no reasons.
fn signed(one: &Classifier, in_order: bool, cx: &Cx<'_>) -> Option<Signed> {
    // What is wrong with the characters was said where they are written.
    let mut silent = Problems::default();
    let parts = [&one.name, &one.title];
    let words: Vec<Said> =
        parts.into_iter().flat_map(|part| cx.words(part, "classified_by", &mut silent)).collect();
    let reasons = if in_order { Vec::new() } else { reasons(&one.reasons, cx) };
    (!words.is_empty()).then_some(Signed { words, reasons })
}

/// Section and letter of each reason; the section of the date where the draft gives letters alone.
fn reasons(said: &Said, cx: &Cx<'_>) -> Vec<String> {
    if said.is_empty() {
        return Vec::new();
    }
    let section = if cx.day < AMENDED { "1.5" } else { "1.4" };
    let own = said.text.contains("1.");
    let text = format!("Classified By: Officer, Reasons: {} {}", if own { "" } else { section }, said.text);
    let read = classified_by::read(&Field::contiguous(&text, 0), &cx.fields());
    read.into_iter().flat_map(|one| one.reasons).map(|reason| reason.into_owned()).collect()
}

/// `Reason: 1.4 (b)`, `Reasons: 1.4 (b) and (d)`.
fn printed(reasons: &[String]) -> String {
    let mut out = String::from(if reasons.len() > 1 { "Reasons:" } else { "Reason:" });
    let mut section = "";
    for (index, reason) in reasons.iter().enumerate() {
        let (own, letter) = reason.split_once('(').unwrap_or((reason, ""));
        match index {
            0 => {}
            _ if index + 1 == reasons.len() => out.push_str(" and"),
            _ => out.push(','),
        }
        if own != section {
            out.push_str(&format!(" {own}"));
            section = own;
        }
        out.push_str(&format!(" ({letter}"));
    }
    out
}
