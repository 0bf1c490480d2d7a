//! When a telegram's classification lapses, as far as the telegram tells (markings-and-indexing 2.4).
//!
//! This is what the marking says, with the reasons, and what the orders say of records of its age. It opens nothing to
//! anybody: who may read what is decided elsewhere, and more strictly.

use crate::look::Look;
use crate::order::Code;
use chancery_telegram::fields::date::{self as printed_date, TwoDigitYear};
use chancery_telegram::record::Level;
use chancery_telegram::syntax::Kind;
use jiff::ToSpan;
use jiff::civil::{Date, date};
use std::fmt;

/// When a telegram's marking lapses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lapse {
    /// What the telegram itself says.
    pub answer: Answer,
    /// The day after which it is marked no longer by the orders' general periods, where one holds and the telegram itself
    /// gives no day. It tells when it may be released, not that it is.
    pub not_after: Option<NotAfter>,
    /// The copy shows that the marking was lifted.
    pub lifted: Option<Lifted>,
}

/// What the telegram itself says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Its level is none of classification.
    NeverClassified,
    /// From the beginning of this day it is marked no longer.
    On {
        /// The day.
        day: Date,
        /// The rule that says so.
        basis: &'static str,
    },
    /// On this day the marking is to be reviewed; it does not lapse by that.
    Review(Date),
    /// Nothing that is printed tells.
    CannotTell(Why),
}

/// Why the telegram does not tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// No level can be read.
    NoLevel,
    /// The class line says that it is unclassified, and a portion is marked higher.
    MarkedHigher,
    /// Restricted data and formerly restricted data fall under the Atomic Energy Act, and no order's date holds for them.
    AtomicEnergyAct,
    /// No order can be read.
    NoLine,
    /// The year or the day of sending, from which it is counted, is not known.
    NotDated,
    /// The date is none of the calendar, or lies before the day of sending.
    BadDate,
    /// It lapses at an event: its words.
    Event(String),
    /// What stands behind the order's number was taken out of this copy.
    Redacted,
    /// It is exempt from lapsing at a date: the code.
    Exempt(String),
    /// Nothing stands behind the order's number.
    Incomplete,
    /// `N/A` stands on a classified telegram.
    NotApplicable,
    /// What stands behind the order's number is no instruction of that order.
    Unread(String),
}

/// A general period of the orders.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAfter {
    /// The day.
    pub day: Date,
    /// The rule that says so.
    pub basis: &'static str,
    /// False where it rests on a line that is not complete.
    pub sure: bool,
}

/// The marking was lifted, as the copy shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lifted {
    /// The day of the stamp, where it bears one.
    pub on: Option<Date>,
}

/// When the telegram's marking lapses.
///
/// The steps are those of markings-and-indexing 2.4. The level is that of the class line; dates are whole days, and the
/// marking falls at the beginning of the day. It never fails: what cannot be told is said to be so, and why.
///
/// ```
/// use chancery_check::{Look, lapse::{Answer, lapse}};
/// use chancery_telegram::{Options, Telegram, record::Attributes};
///
/// let text = b"R 121430Z MAR 75\nFM AMEMBASSY PORT ALDER\nTO SECSTATE WASHDC 5120\n\
///     S E C R E T PORT ALDER 0417\n\nE.O. 11652: GDS\nTAGS: PFOR\nSUBJECT: HARBOR\n\n1. IT IS OPEN.\nWEAVER\n";
/// let options = Options::default();
/// let telegram = Telegram::read(text, Attributes::default(), &options);
/// let lapse = lapse(&Look::new(&telegram, &options));
/// assert_eq!(lapse.to_string(), "date 1983-12-31 (GDS, E.O. 11652 s.5(A))");
/// assert!(matches!(lapse.answer, Answer::On { .. }));
/// ```
pub fn lapse(look: &Look<'_, '_>) -> Lapse {
    let answer = answer(look);
    let not_after = match &answer {
        Answer::NeverClassified
        | Answer::On { .. }
        | Answer::CannotTell(Why::AtomicEnergyAct | Why::NoLevel | Why::MarkedHigher) => None,
        _ => not_after(look, &answer),
    };
    Lapse { answer, not_after, lifted: lifted(look) }
}

fn answer(look: &Look<'_, '_>) -> Answer {
    let record = look.record();
    let Some(level) = look.level() else { return Answer::CannotTell(Why::NoLevel) };
    let restricted = level == Level::Restricted && look.sent_until(date(1953, 12, 14));
    if !level.is_classified() && !restricted {
        // Before portions were marked, a letter in brackets is an item of a list.
        let marked = look.sent_from(date(1978, 12, 1));
        let higher =
            marked && record.body.iter().filter_map(|block| block.level).any(|level| level.is_classified());
        return if higher { Answer::CannotTell(Why::MarkedHigher) } else { Answer::NeverClassified };
    }
    if is_atomic(look) {
        return Answer::CannotTell(Why::AtomicEnergyAct);
    }
    if let Some(group) = group(look) {
        return match (group, look.sent()) {
            (b'4', Some(sent)) => {
                Answer::On { day: sent.saturating_add(12.years()), basis: "GP-4, E.O. 10964" }
            }
            (b'4', None) => Answer::CannotTell(Why::NotDated),
            _ => Answer::CannotTell(Why::Exempt(format!("GP-{}", char::from(group)))),
        };
    }
    let Some(line) = look.order() else { return Answer::CannotTell(Why::NoLine) };
    let Some(order) = line.order else { return Answer::CannotTell(Why::NoLine) };
    if line.has_bad_date() || line.date.zip(look.sent_between()).is_some_and(|(day, (first, _))| day < first)
    {
        return Answer::CannotTell(Why::BadDate);
    }
    if record.redactions.iter().any(|redaction| line.instruction_span().holds(redaction.span))
        && line.date.is_none()
    {
        return Answer::CannotTell(Why::Redacted);
    }
    match (order, line.code, line.date) {
        (11652, Some(Code::Gds), _) => scheduled(look, level),
        (11652, Some(Code::Ads | Code::Xgds), Some(day)) => {
            Answer::On { day, basis: "the date that the line prints, E.O. 11652 s.5" }
        }
        (12065, Some(Code::Gds), Some(day)) => {
            Answer::On { day, basis: "the date that the line prints, E.O. 12065 s.1-401" }
        }
        // XDS and XGDS are met under 12065 in the sense of RDS.
        (12065, Some(Code::Rds | Code::Xds | Code::Xgds), Some(day)) => Answer::Review(day),
        (12356, None, Some(day)) => {
            Answer::On { day, basis: "the date that the line prints, E.O. 12356 s.1.4" }
        }
        (12958 | 13142 | 13292, None | Some(Code::Exempt | Code::Exempt25), Some(day)) => {
            Answer::On { day, basis: "the date that the line prints, E.O. 12958 s.1.6, as amended 1.5" }
        }
        (13526, None | Some(Code::Exempt25), Some(day)) => {
            Answer::On { day, basis: "the date that the line prints, E.O. 13526 s.1.5" }
        }
        (_, Some(Code::NotApplicable), _) => Answer::CannotTell(Why::NotApplicable),
        (_, Some(Code::Event), _) => Answer::CannotTell(Why::Event(line.words.clone())),
        (_, Some(Code::Gds | Code::Ads), _) => Answer::CannotTell(Why::Unread(line.words.clone())),
        (_, Some(_), _) => Answer::CannotTell(Why::Exempt(line.words.clone())),
        (_, None, _) if line.places.instruction.is_empty() => Answer::CannotTell(Why::Incomplete),
        (_, None, _) => Answer::CannotTell(Why::Unread(line.instruction().trim().to_owned())),
    }
}

/// `GDS` of order 11652: the end of the tenth, eighth or sixth full calendar year after that of sending.
fn scheduled(look: &Look<'_, '_>, level: Level) -> Answer {
    let years = match level {
        Level::TopSecret => 10,
        Level::Secret => 8,
        _ => 6,
    };
    let day = look.year().and_then(|year| Date::new(year.checked_add(years)?, 12, 31).ok());
    day.map_or(Answer::CannotTell(Why::NotDated), |day| Answer::On { day, basis: "GDS, E.O. 11652 s.5(A)" })
}

/// True for restricted data and formerly restricted data.
fn is_atomic(look: &Look<'_, '_>) -> bool {
    let record = look.record();
    let class = record.classification.iter().flat_map(|class| &class.caveats);
    let marks = record.body.iter().flat_map(|block| &block.caveats);
    let named = class
        .chain(marks)
        .chain(&record.captions)
        .any(|name| matches!(name.as_ref(), "RD" | "FRD" | "RESTRICTED DATA" | "FORMERLY RESTRICTED DATA"));
    named
        || look
            .lines(Kind::Classification)
            .any(|line| memchr::memmem::find(look.bytes(line), b"RESTRICTED DATA").is_some())
}

/// The group of order 10964, from `GP-1` to `GP-4`, alone on a line or at the end of the last one of text.
fn group(look: &Look<'_, '_>) -> Option<u8> {
    if !look.sent_from(date(1961, 9, 20)) || !look.sent_until(date(1972, 5, 31)) {
        return None;
    }
    let lines = look.telegram.lines().iter().filter(|line| !line.kind.is_furniture());
    let (mut found, mut last) = (None, None);
    for line in lines {
        let read = ending_group(look.bytes(line));
        found = found.or_else(|| read.filter(|(_, before)| before.is_empty()).map(|(group, _)| group));
        if matches!(line.kind, Kind::Text | Kind::Trailer) {
            last = read.filter(|(_, before)| before.last().is_none_or(|b| b" .,;(".contains(b)));
        }
    }
    found.or(last.map(|(group, _)| group))
}

/// The group that a line ends with, and what stands before it.
fn ending_group(line: &[u8]) -> Option<(u8, &[u8])> {
    let line = line.trim_ascii_end();
    let line = line.strip_suffix(b".").unwrap_or(line);
    let (&group, head) = line.split_last().filter(|(group, _)| matches!(group, b'1'..=b'4'))?;
    let head = head.strip_suffix(b"-").or_else(|| head.strip_suffix(b" ")).unwrap_or(head);
    let before = head.strip_suffix(b"GP").or_else(|| head.strip_suffix(b"GROUP"))?;
    Some((group, before))
}

/// The orders' general periods: 25 years for records of permanent value, as those of the Department's telegrams are; 30
/// years for `XGDS`; 10 years where the line of the later orders bears nothing.
fn not_after(look: &Look<'_, '_>, answer: &Answer) -> Option<NotAfter> {
    let line = look.order();
    if line.is_some_and(|line| matches!(line.code, Some(Code::Exempt25 | Code::Exempt50)))
        || look.lines(Kind::Stamp).any(|stamp| has_exemption(look.bytes(stamp)))
    {
        return None;
    }
    let order = line.and_then(|line| line.order);
    if *answer == Answer::CannotTell(Why::Incomplete) && matches!(order, Some(12958 | 13526)) {
        let day = look.sent()?.saturating_add(10.years());
        return Some(NotAfter { day, basis: "default, line incomplete", sure: false });
    }
    let end = |years: i16| Date::new(look.year()?.checked_add(years)?, 12, 31).ok();
    let general = end(25)?.max(date(2006, 12, 31));
    let exempt = line.filter(|line| line.order == Some(11652) && line.code == Some(Code::Xgds));
    match exempt.and_then(|_| end(30)).filter(|day| *day < general) {
        Some(day) => Some(NotAfter { day, basis: "30 years, E.O. 11652 s.5(E)", sure: true }),
        None => Some(NotAfter { day: general, basis: "25 years, E.O. 13526 s.3.3(a)", sure: true }),
    }
}

fn has_exemption(stamp: &[u8]) -> bool {
    ["25X", "50X", "75X"].iter().any(|code| memchr::memmem::find(stamp, code.as_bytes()).is_some())
}

/// A release stamp, or the source's word that the telegram is unclassified now. A release in part lifts no marking.
fn lifted(look: &Look<'_, '_>) -> Option<Lifted> {
    if !look.is_classified() {
        return None;
    }
    let (mut lifted, mut on) = (false, None);
    let mut last: &[u8] = b"";
    for stamp in look.lines(Kind::Stamp) {
        // Each page says the same.
        let bytes = look.bytes(stamp);
        if std::mem::replace(&mut last, bytes) == bytes {
            continue;
        }
        let text = look.telegram.line(stamp).to_ascii_uppercase();
        if text.contains("IN PART")
            || text.contains("PARTIAL")
            || text.contains("DENIED")
            || has_exemption(text.as_bytes())
        {
            return None;
        }
        let full = ["DECLASSIFIED", "RELEASED IN FULL", "RELEASE IN FULL", "UNCLASSIFIED"];
        if full.iter().any(|words| text.contains(words)) {
            lifted = true;
            let found = printed_date::find(&text, TwoDigitYear::Past);
            on = on.or_else(|| found.and_then(|(_, printed)| printed.date));
        }
    }
    let current = look.record().attributes.get("Current Classification");
    lifted |= current.is_some_and(|level| level.trim() == "UNCLASSIFIED");
    lifted.then_some(Lifted { on })
}

impl fmt::Display for Lapse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.answer)?;
        if let Some(NotAfter { day, basis, sure }) = self.not_after {
            write!(f, "; not after {day} ({basis}{})", if sure { "" } else { ", not sure" })?;
        }
        match self.lifted {
            Some(Lifted { on: Some(day) }) => write!(f, "; lifted {day}"),
            Some(Lifted { on: None }) => f.write_str("; lifted"),
            None => Ok(()),
        }
    }
}

impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Answer::NeverClassified => f.write_str("never classified"),
            Answer::On { day, basis } => write!(f, "date {day} ({basis})"),
            Answer::Review(day) => write!(f, "review {day}"),
            Answer::CannotTell(why) => write!(f, "cannot tell ({why})"),
        }
    }
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Why::NoLevel => f.write_str("no level"),
            Why::MarkedHigher => f.write_str("a portion is marked above the class line"),
            Why::AtomicEnergyAct => f.write_str("Atomic Energy Act"),
            Why::NoLine => f.write_str("no line"),
            Why::NotDated => f.write_str("day of sending not known"),
            Why::BadDate => f.write_str("bad date"),
            Why::Event(words) => write!(f, "event: {words}"),
            Why::Exempt(code) => write!(f, "exempt: {code}"),
            Why::Redacted => f.write_str("taken out of this copy"),
            Why::Incomplete => f.write_str("line incomplete"),
            Why::NotApplicable => f.write_str("N/A on a classified telegram"),
            Why::Unread(words) => write!(f, "not understood: {words}"),
        }
    }
}
