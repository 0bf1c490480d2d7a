//! TX003 fl3-form.

use crate::finding::Found;
use crate::heading::words;
use crate::look::Look;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};
use chancery_telegram::fields::transmission;
use std::ops::Range;

pub(super) static RULE: Rule = Rule {
    code: "TX003",
    name: "fl3-form",
    family: Family::Transmission,
    eras: &[Era::always(Severity::Error)],
    fact: false,
    everywhere: false,
    fixable: Fixable::No,
    source: "telegram-format 4.3 (ACP 127; JANAP 128)",
    summary: "Format line 3 is `DE`, the filing station, its serial and the time of filing.",
    explanation: "`DE RUEHQX #0417/01 0711436`: station, `#` and four figures, the section where there are \
        several, then the day of the year (001 to 366) and the time (0000 to 2359). The allied form, `DE \
        RUEHQX 417 071/1436Z`, is taken too. Together they identify the message in every service about \
        it.\n\nService messages need no serial. What follows the time on the line is not looked at.",
    examples: examples!("TX003"),
    check,
};

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    for heading in look.headings() {
        let Some(field) = &heading.station else { continue };
        if let Some((range, what)) = wrong(field.as_str()) {
            found.at(field.span(range), what);
        }
    }
}

/// The first thing that is wrong with the line, and where it stands.
fn wrong(line: &str) -> Option<(Range<usize>, String)> {
    let mut all = words(line);
    let of = |(at, word): (usize, &str)| at..at + word.len();
    let whole = 0..line.trim_end().len();
    let begin = all.next()?;
    if begin.1 != "DE" {
        return Some((of(begin), format!("{} is not DE and a station with a blank between", begin.1)));
    }
    let Some(station) = all.next() else { return Some((whole, "format line 3 ends behind DE".to_owned())) };
    let letters = station.1.bytes().all(|b| b.is_ascii_uppercase());
    // The second letter of an R is that of a nation or an alliance (TF 10.1).
    let known = station.1.starts_with('Q') || transmission::is_indicators(station.1.as_bytes());
    if !letters || !known || !(4..=8).contains(&station.1.len()) {
        return Some((of(station), format!("{} is no routing indicator", station.1)));
    }
    let Some(next) = all.next() else {
        return Some((whole, format!("format line 3 ends behind {}", station.1)));
    };
    // A service message goes on with the time.
    if is_filing(next.1) && !next.1.starts_with('#') {
        return filing(next);
    }
    let serial = next.1;
    let good = match serial.strip_prefix('#') {
        Some(us) => {
            let (figures, section) = us.split_once('/').map_or((us, None), |(a, b)| (a, Some(b)));
            figures.len() == 4
                && digits(figures)
                && section.is_none_or(|section| section.len() == 2 && digits(section))
        }
        None => {
            let figures = serial.strip_suffix(|c: char| c.is_ascii_uppercase()).unwrap_or(serial);
            (1..=4).contains(&figures.len()) && digits(figures)
        }
    };
    if !good {
        return Some((
            of(next),
            format!("{serial} is no serial: # and four figures, / and two for the section"),
        ));
    }
    match all.next() {
        None => Some((whole, format!("no time of filing stands behind {serial}"))),
        Some(time) => filing(time),
    }
}

fn digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

/// True for what has the look of a time of filing.
fn is_filing(word: &str) -> bool {
    digits(word) && word.len() == 7
        || word.len() > 6 && word.as_bytes().get(2..4).is_some_and(|two| two.contains(&b'/'))
}

/// What is wrong with a time of filing, `0711436`, `071/1436Z` or `12/1436Z`.
fn filing((at, word): (usize, &str)) -> Option<(Range<usize>, String)> {
    let (day, time, begin) = match word.split_once('/') {
        Some((day, time)) => (day, time.strip_suffix('Z').unwrap_or(time), day.len() + 1),
        None if word.len() == 7 && word.is_ascii() => (&word[..3], &word[3..], 3),
        None => (word, "", 0),
    };
    if !digits(day) || !digits(time) || !(2..=3).contains(&day.len()) || time.len() != 4 {
        let what =
            format!("{word} is no time of filing: three figures for the day of the year, four for the time");
        return Some((at..at + word.len(), what));
    }
    let most = if day.len() == 3 { 366 } else { 31 };
    let number = |text: &str| text.parse::<u32>().unwrap_or(0);
    if number(day) == 0 || number(day) > most {
        return Some((at..at + day.len(), format!("{day} of {word} is no day: 1 to {most}")));
    }
    if number(time) > 2359 || number(time) % 100 > 59 {
        return Some((at + begin..at + begin + 4, format!("{time} of {word} is no time of day")));
    }
    None
}
