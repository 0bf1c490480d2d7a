//! When a telegram is sent, and how urgently.

use super::addresses::Party;
use crate::draft::Draft;
use crate::problem::Problems;
use crate::said::Said;
use crate::write::Options;
use chancery_telegram::field::Field;
use chancery_telegram::fields::date_time_group;
use chancery_telegram::record::{Precedence, SentAt};
use jiff::civil::{Date, DateTime, time};

/// The moment of release.
pub(super) fn sent(draft: &Draft, options: &Options<'_>, problems: &mut Problems) -> Option<DateTime> {
    let Some(said) = &draft.date else {
        if options.now.is_none() {
            problems.missing(
                "date",
                "when it is released for sending",
                "add `date: 2007-03-12 14:30`, in UTC",
            );
        }
        return options.now;
    };
    let read = moment(said.text.trim());
    if read.is_none() {
        let message = format!("`{}` is no day and time", said.text.trim());
        problems.error(
            "date",
            said,
            message,
            "write `2007-03-12 14:30` in UTC, or the group `121430Z MAR 07`",
        );
    }
    read.filter(|at| {
        let outside = !(1973..=2072).contains(&at.date().year());
        if outside {
            let message = format!("a year of two figures cannot say {}", at.date().year());
            problems.error("date", said, message, "telegrams are written for the years 1973 to 2072");
        }
        !outside
    })
}

/// `2007-03-12 14:30`, `2007-03-12T14:30:00Z`, `2007-03-12`, `121430Z MAR 07`.
fn moment(text: &str) -> Option<DateTime> {
    let plain = text.trim_end_matches(['Z', 'z']).replace('T', " ");
    let (day, clock) = plain.split_once(' ').unwrap_or((&plain, "00:00"));
    if let Ok(day) = day.parse::<Date>() {
        let mut parts = clock.trim().split(':').map(|part| part.parse::<i8>().ok());
        let (hour, minute, second) = (parts.next()??, parts.next()??, parts.next().unwrap_or(Some(0))?);
        let fits = (0..24).contains(&hour)
            && (0..60).contains(&minute)
            && (0..60).contains(&second)
            && parts.next().is_none();
        return fits.then(|| day.to_datetime(time(hour, minute, 0, 0)));
    }
    let upper = text.to_uppercase();
    let sent = date_time_group::read_group(&Field::contiguous(&upper, 0), None)?;
    match sent.at? {
        SentAt::Minute(at) => Some(at),
        SentAt::Day(day) => Some(day.to_datetime(time(0, 0, 0, 0))),
    }
}

/// The precedence of format line 5: that of action, and that of information where it is another. Without a word of the draft's
/// the highest that an action addressee has.
pub(super) fn precedence(
    draft: &Draft,
    party: Option<&Party>,
    problems: &mut Problems,
) -> (Precedence, Option<Precedence>) {
    let highest = party.and_then(|party| party.to.iter().filter_map(|one| one.precedence).max());
    let Some(said) = &draft.precedence else {
        return (highest.unwrap_or(Precedence::Routine), None);
    };
    let mut found = words(said, problems).into_iter();
    let first = found.next().unwrap_or(Precedence::Routine);
    let second = found.next().filter(|second| *second != first);
    if let Some(second) = second.filter(|second| *second > first) {
        let message =
            format!("information goes out as {}, above action, {}", second.as_str(), first.as_str());
        problems.error(
            "precedence",
            said,
            message,
            "write the precedence of action first; information is never above it",
        );
    }
    if let Some(above) = highest.filter(|above| prosign(*above) != prosign(first) && *above > first) {
        let message = format!("an addressee gets it as {}, above {}", above.as_str(), first.as_str());
        problems.warning("precedence", said, message, "raise the precedence, or lower the addressee's");
    }
    (first, second)
}

fn words(said: &Said, problems: &mut Problems) -> Vec<Precedence> {
    let mut found = Vec::new();
    let mut words = said.split(|c| c.is_whitespace() || matches!(c, '/' | ',')).into_iter().peekable();
    while let Some(word) = words.next() {
        found.push(match word.text.to_uppercase().as_str() {
            "FLASH" | "Z" => Precedence::Flash,
            "NIACT" => {
                words.next_if(|next| next.text.eq_ignore_ascii_case("IMMEDIATE"));
                Precedence::NiactImmediate
            }
            "IMMEDIATE" | "O" => Precedence::Immediate,
            "PRIORITY" | "P" => Precedence::Priority,
            "ROUTINE" | "R" => Precedence::Routine,
            _ => {
                let message = format!("`{}` is no precedence", word.text);
                let help = "write ROUTINE, PRIORITY, IMMEDIATE, NIACT IMMEDIATE or FLASH";
                problems.error("precedence", &word, message, help);
                continue;
            }
        });
    }
    found
}

/// The prosign of a precedence (ACP 127 s.151).
pub(crate) fn prosign(precedence: Precedence) -> char {
    match precedence {
        Precedence::Flash => 'Z',
        Precedence::NiactImmediate | Precedence::Immediate => 'O',
        Precedence::Priority => 'P',
        Precedence::Routine => 'R',
    }
}
