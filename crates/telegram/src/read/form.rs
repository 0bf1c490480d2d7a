//! The printed form of 1945-73: number, day, sender, addressees, precedence, level and captions (source-formats 7).
//!
//! Numbers and days are those of the form; the year is that of its receipt. The hour is local, so that the day alone is
//! known. Names are taken as far as the tables know them: what optical reading put behind them is no part of them.

use super::groups::Group;
use super::heading::Heading;
use crate::field::Field;
use crate::fields::{addressee, caption, mrn};
use crate::form::{self, day, line};
use crate::record::{Addressee, Classification, Mrn, Precedence, Sent, SentAt, Text};
use crate::span::Span;
use jiff::civil::Date;
use std::borrow::Cow;
use std::ops::Range;

/// In how many lines of a form, blank ones counted, its level is looked for.
const SHEET: usize = 300;

impl<'s> Heading<'_, 's, '_> {
    /// Reads a form. What an earlier section gave stands.
    pub(crate) fn form(&mut self, group: Group) {
        let all = self.syntax.lines();
        let lines: Vec<Span> = all[group.first..=group.last]
            .iter()
            .filter(|line| !line.kind.is_furniture())
            .map(|line| line.text())
            .collect();
        let whole = all[group.first].text().to(all[group.last].text());
        let first = self.record.from.is_none() && self.record.sent.is_none();
        self.form_date(&lines, whole);
        if self.record.from.is_none() {
            self.record.from = self.form_sender(&lines);
        }
        if first {
            self.form_addressees(&lines);
            self.form_marks(&lines, group.first);
        }
        if self.record.mrn.is_none() {
            self.record.mrn = self.form_number(&lines);
        }
    }

    /// The references below a form, which may stand without the word. The Department counted its telegrams to each post
    /// apart: `DEPTEL 1234` alone names none.
    pub(crate) fn form_references(&mut self, field: &Field<'s>) {
        let text = field.as_str();
        let word = text.bytes().take_while(u8::is_ascii_alphabetic).count();
        let skip = if text.get(..2).is_some_and(|two| two.eq_ignore_ascii_case("RE")) { word } else { 0 };
        self.set_references(&field.part(skip..text.len()));
        for reference in &mut self.record.references {
            if line::find(reference.text.as_bytes(), b"DEPTEL").is_some() {
                reference.mrn = None;
            }
        }
    }

    /// The signature, which begins what stands below the text of a form.
    pub(crate) fn form_signature(&mut self, group: Group) {
        let line = self.syntax.lines()[group.first].text();
        if !self.syntax.kinds().has(crate::syntax::Kind::Form) {
            return;
        }
        if let Some(range) = line::signature(self.bytes_of(line)) {
            let (name, span) = self.part(line, range);
            self.places.indexed("/signature", 0, span);
            self.record.signature.push(name);
        }
        for l in &self.syntax.lines()[group.first + 1..=group.last] {
            if !l.kind.is_furniture() {
                self.form_drafting(l.text());
            }
        }
    }

    /// What the boxes at the foot of an outgoing telegram say (source-formats 7): `Drafted by: NEA:GTI:JSmith 8/12/64`,
    /// `... approved by: NEA - Phillips Talbot`, `Clearances: S/S - Mr. Jones`.
    fn form_drafting(&mut self, line: Span) {
        const BOXES: [(&[u8], &str); 4] = [
            (b"DRAFTED BY:", "/drafted_by"),
            (b"APPROVED BY:", "/approved_by"),
            (b"CLEARANCES:", "/cleared_by"),
            (b"CLEARANCE:", "/cleared_by"),
        ];
        let bytes = self.bytes_of(line);
        let found =
            BOXES.iter().find_map(|(word, list)| Some((line::find(bytes, word)? + word.len(), *list)));
        let Some((at, pointer)) = found.filter(|(at, _)| bytes.len() > *at) else { return };
        let blanks = bytes[at..].iter().take_while(|b| b.is_ascii_whitespace()).count();
        let (text, span) = self.part(line, at + blanks..bytes.len());
        let list = match pointer {
            "/drafted_by" => &mut self.record.drafted_by,
            "/approved_by" => &mut self.record.approved_by,
            _ => &mut self.record.cleared_by,
        };
        if list.is_empty() && !text.is_empty() {
            list.push(text);
            self.places.add(pointer, span);
        }
    }

    fn bytes_of(&self, span: Span) -> &'s [u8] {
        &self.source.bytes()[span.range()]
    }

    fn part(&self, line: Span, range: Range<usize>) -> (Text<'s>, Span) {
        let start = line.start as usize;
        let span = Span::new(start + range.start, start + range.end);
        (self.source.slice(span), span)
    }

    /// The day: month and day of the number's line, the year of the day of receipt. An outgoing telegram has the day of the
    /// clock's stamp.
    fn form_date(&mut self, lines: &[Span], whole: Span) {
        if self.record.sent.is_some() {
            return;
        }
        let dated = day::dated(self.bytes_of(whole));
        let found = lines.iter().find_map(|&span| {
            let bytes = self.bytes_of(span);
            let labelled = || {
                let at = line::label(bytes, b"DATE")?;
                day::day(bytes, line::skip(bytes, at))
            };
            let day = line::number(bytes).map(|number| number.day).or_else(labelled)?;
            Some((span, day))
        });
        let date =
            |year: u16, month, day| Some(SentAt::Day(Date::new(i16::try_from(year).ok()?, month, day).ok()?));
        if let Some((span, day)) = found {
            let year = match &dated {
                // Written in December, received in January.
                Some(dated) if dated.month == 1 && day.month == 12 => Some(dated.year - 1),
                Some(dated) if dated.month == day.month || dated.month == day.month % 12 + 1 => {
                    Some(dated.year)
                }
                Some(_) => None,
                None => self.year,
            };
            let at = year.zip(day.day).and_then(|(year, number)| date(year, day.month, number));
            let (text, span) = self.part(span, day.place);
            self.set_sent(Sent { text, at, span });
        } else if let Some(dated) = dated.as_ref().filter(|_| self.is_outgoing(lines)) {
            let (text, span) = self.part(whole, dated.place.clone());
            let at = date(dated.year, dated.month, dated.day);
            self.set_sent(Sent { text, at, span });
        }
        self.year = self.year.or(dated.map(|dated| dated.year));
    }

    fn is_outgoing(&self, lines: &[Span]) -> bool {
        lines.iter().any(|&l| line::title(self.bytes_of(l)) == Some(form::Direction::Outgoing))
    }

    /// The sender: the name behind `FROM:`, else the one below it.
    fn form_sender(&self, lines: &[Span]) -> Option<Addressee<'s>> {
        if self.is_outgoing(lines) {
            return lines.iter().find_map(|&l| {
                let at = line::find(self.bytes_of(l), b"DEPARTMENT OF STATE")?;
                let (name, span) = self.part(l, at..at + 19);
                Some(Addressee {
                    text: name.clone(),
                    name,
                    post: Some("STATE".into()),
                    span,
                    ..Addressee::default()
                })
            });
        }
        let index = lines.iter().position(|&l| line::label(self.bytes_of(l), b"FROM").is_some())?;
        let value = line::label(self.bytes_of(lines[index]), b"FROM")?;
        let behind = self.form_station(lines[index], value, true);
        behind.or_else(|| {
            let empty = !self.bytes_of(lines[index])[value..].iter().any(u8::is_ascii_alphanumeric);
            let below = lines.iter().skip(index + 1).take(4).filter(|_| empty);
            below.filter_map(|&l| self.form_station(l, 0, false)).find(|found| found.post.is_some())
        })
    }

    /// The station that a line names from `at` on: the longest one that the tables know; what no table knows is taken as it
    /// stands only behind a label.
    fn form_station(&self, line: Span, at: usize, labelled: bool) -> Option<Addressee<'s>> {
        let bytes = self.bytes_of(line);
        let start = line::skip(bytes, at);
        let mut ends = Vec::new();
        let mut end = start;
        for _ in 0..4 {
            let word = end
                + bytes[end..]
                    .iter()
                    .take_while(|b| b.is_ascii_alphabetic() || matches!(b, b'-' | b'\''))
                    .count();
            if word == end {
                break;
            }
            ends.push(word);
            // A blank, a stop lost inside a name.
            end = word + usize::from(matches!(bytes.get(word), Some(b' ')));
            if end == word {
                break;
            }
        }
        let registry = self.options.registry;
        let name = |end: usize| std::str::from_utf8(&bytes[start..end]).ok();
        let city = |post: &chancery_registry::Post| !matches!(post.kind, "agency" | "military");
        let exact = |&end: &usize| {
            let found = registry.post_named(name(end)?).filter(|post| city(post))?;
            Some((end, Some(found.code)))
        };
        let near = |&end: &usize| {
            let name = name(end).filter(|name| name.len() >= 6)?;
            let found = registry.post_near(name, 1).filter(|post| city(post))?;
            Some((end, Some(found.code)))
        };
        let (end, code) =
            ends.iter().rev().find_map(exact).or_else(|| ends.iter().rev().find_map(near)).or_else(|| {
                ends.last().filter(|end| labelled && **end >= start + 3).map(|end| (*end, None))
            })?;
        let (name, span) = self.part(line, start..end);
        let post = code.map(|code| Cow::Owned(code.to_owned()));
        Some(Addressee { text: name.clone(), name, post, span, ..Addressee::default() })
    }

    /// The number: that of `NO:`, else the one behind the one addressee. The canonical number is left out where other lines of
    /// the form have another one, and none of them has the same.
    fn form_number(&self, lines: &[Span]) -> Option<Mrn<'s>> {
        let post = self.record.from.as_ref()?.post.clone()?;
        let printed = lines.iter().find_map(|&l| {
            let found = line::number(self.bytes_of(l)).filter(|n| !n.further)?;
            let (text, span) = self.part(l, found.figures);
            Some((found.number, text, span))
        });
        let addressed = || {
            let [to] = self.record.to.as_slice() else { return None };
            let serial = to.serial.clone()?;
            let place = self.source.place(&serial).unwrap_or(to.span);
            Some((serial.parse().ok()?, serial, place))
        };
        let (number, text, span) = printed.or_else(addressed)?;
        let listed =
            self.record.to.iter().chain(&self.record.info).filter(|a| a.post.as_deref() == Some("STATE"));
        let listed = listed.filter_map(|a| a.serial.as_ref()?.parse().ok());
        let sheets = self.syntax.lines().iter().filter(|l| l.kind == crate::syntax::Kind::PageLine);
        let sheets = sheets.filter_map(|l| line::number(self.bytes_of(l.text()))).map(|n| n.number);
        let (same, other): (Vec<u32>, Vec<u32>) = listed.chain(sheets).partition(|n| *n == number);
        // The Department counts its telegrams to each post apart: its number alone names none.
        let sure = number > 0 && !self.is_outgoing(lines) && (other.is_empty() || same.len() >= other.len());
        let year = self.year.filter(|_| self.record.sent.as_ref().is_some_and(|sent| sent.at.is_some()));
        let canonical = year.filter(|_| sure).map(|year| mrn::canonical(year, &post, number, false));
        Some(Mrn { text, year, post, number, canonical, airgram: false, span })
    }

    /// To whom: the printed `TO:`, and the list of the traffic, in which the Department is one of the stations.
    fn form_addressees(&mut self, lines: &[Span]) {
        let secretary = lines.iter().find_map(|&l| {
            let bytes = self.bytes_of(l);
            let range = line::to_secretary(bytes)?;
            let action = line::label(bytes, b"ACTION").is_some();
            let (name, span) = self.part(l, range);
            let post = Some(Cow::Borrowed("STATE"));
            (!action).then(|| Addressee { text: name.clone(), name, post, span, ..Addressee::default() })
        });
        let mut traffic = Traffic::default();
        let outgoing = self.is_outgoing(lines);
        let mut before: &[u8] = b"";
        // The number of an addressee may stand on the line below.
        let mut wanted = false;
        for &l in lines {
            let bytes = self.bytes_of(l);
            let labels: [(&[u8], bool); 4] =
                [(b"ACTION", false), (b"SENT TO", false), (b"RPTD INFO", true), (b"INFO", true)];
            let labelled = labels.iter().find_map(|(word, info)| Some((line::label(bytes, word)?, *info)));
            if std::mem::take(&mut wanted) && line::serial(bytes).is_some() {
                self.stations(l, 0, &mut traffic);
            } else if let Some((at, info)) = labelled
                .filter(|(at, _)| !line::control(bytes) && bytes[*at..].iter().any(u8::is_ascii_alphanumeric))
            {
                traffic.info = Some(info);
                self.stations(l, at, &mut traffic);
                wanted = true;
            } else if let Some(at) = line::traffic(bytes) {
                self.stations(l, at, &mut traffic);
            } else if traffic.info.is_some() && line::traffic_more(bytes, before) {
                self.stations(l, 0, &mut traffic);
            } else if outgoing && traffic.info.is_some() && (line::addressed(bytes) || self.is_station(l)) {
                // One addressee a line.
                self.stations(l, 0, &mut traffic);
            } else if traffic.info.is_some() {
                before = b"";
                continue;
            }
            before = bytes;
        }
        let is_department = |a: &Addressee<'_>| a.post.as_deref() == Some("STATE");
        if let Some(mut secretary) = secretary {
            let place = traffic.to.iter().position(is_department);
            if let Some(place) = place {
                // `DEPARTMENT 748`: the number is the Department's, the name that of the form.
                let listed = traffic.to.remove(place);
                secretary.serial = listed.serial;
                secretary.precedence = listed.precedence;
                traffic.to.insert(place, secretary);
            } else if traffic.to.is_empty() && !traffic.info_list.iter().any(is_department) {
                traffic.to.push(secretary);
            }
        }
        let precedence = traffic.to.iter().filter_map(|a| a.precedence).max();
        self.record.precedence = self.record.precedence.or(precedence);
        self.record.to.append(&mut traffic.to);
        self.record.info.append(&mut traffic.info_list);
    }

    /// The stations of a line: a name, its precedence and its number, one after the other.
    fn stations(&self, line: Span, from: usize, traffic: &mut Traffic<'s>) {
        let bytes = self.bytes_of(line);
        let mut at = from;
        let mut name: Option<Range<usize>> = None;
        let mut precedence = None;
        while at < bytes.len() {
            let start = line::skip(bytes, at);
            // A comma, a semicolon or the end parts two stations, and a station without a number from the next.
            let parted = bytes[at..start].iter().any(|b| matches!(b, b',' | b';'));
            let end = start
                + bytes[start..]
                    .iter()
                    .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'\'' | b'/'))
                    .count();
            let word = &bytes[start..end];
            at = end;
            if parted || word.is_empty() {
                self.add_station(line, &mut name, &mut precedence, None, traffic);
            }
            if word.is_empty() {
                break;
            }
            if word.iter().all(u8::is_ascii_digit) {
                self.add_station(line, &mut name, &mut precedence, Some(start..end), traffic);
                continue;
            }
            if word == b"UNNUMBERED" || word == b"AND" {
                self.add_station(line, &mut name, &mut precedence, None, traffic);
                continue;
            }
            if day::month(bytes, start).is_some() {
                // The clock's stamp.
                break;
            }
            if let Some(info) = role(word) {
                self.add_station(line, &mut name, &mut precedence, None, traffic);
                // `REPEATED INFORMATION`: the last word says it.
                traffic.info = Some(info);
                continue;
            }
            if let Some(own) = line::precedence(word) {
                precedence = Some(own);
                continue;
            }
            if word.iter().any(u8::is_ascii_digit) {
                // A number that cannot be read.
                self.add_station(line, &mut name, &mut precedence, None, traffic);
                continue;
            }
            name = Some(name.map_or(start..end, |name| name.start..end));
        }
        self.add_station(line, &mut name, &mut precedence, None, traffic);
    }

    /// A line that names a station and nothing else.
    fn is_station(&self, line: Span) -> bool {
        let name = self.source.slice(line);
        let registry = self.options.registry;
        name.len() >= 4 && (registry.post_named(&name).is_some() || registry.addressee(&name).is_some())
    }

    fn add_station(
        &self,
        line: Span,
        name: &mut Option<Range<usize>>,
        precedence: &mut Option<Precedence>,
        serial: Option<Range<usize>>,
        traffic: &mut Traffic<'s>,
    ) {
        let precedence = precedence.take();
        let list = if traffic.info == Some(true) { &mut traffic.info_list } else { &mut traffic.to };
        let Some(range) = name.take().filter(|range| range.len() >= 3) else {
            // The name stands at the end of the line above.
            if let Some((last, serial)) = list.last_mut().filter(|last| last.serial.is_none()).zip(serial) {
                last.serial = Some(self.part(line, serial).0);
                last.precedence = last.precedence.or(precedence);
            } else if let Some(last) = list.last_mut().filter(|last| last.serial.is_some()) {
                // `96 PRIORITY`.
                last.precedence = last.precedence.or(precedence);
            }
            return;
        };
        let end = serial.as_ref().map_or(range.end, |s| s.end);
        let (text, span) = self.part(line, range.start..end);
        let name = self.part(line, range).0;
        let registry = self.options.registry;
        let department = ["DEPARTMENT", "DEPT", "SECSTATE"]
            .iter()
            .any(|word| line::is_near(name.as_bytes(), word.as_bytes(), 1));
        let post = if department {
            Some(Cow::Borrowed("STATE"))
        } else {
            addressee::post_of(&name.to_ascii_uppercase(), registry).or_else(|| {
                let near = registry.post_near(&name, 1).filter(|_| name.len() >= 6)?;
                (!matches!(near.kind, "agency" | "military")).then(|| Cow::Owned(near.code.to_owned()))
            })
        };
        let serial = serial.map(|s| self.part(line, s).0);
        let addressee = Addressee { text, name, post, precedence, serial, span, ..Addressee::default() };
        list.push(addressee);
    }

    /// Precedence, level and captions, each alone on a line of the form.
    fn form_marks(&mut self, lines: &[Span], first: usize) {
        for &l in lines {
            let bytes = self.bytes_of(l);
            if let Some(found) = line::precedence(bytes) {
                if self.record.precedence.is_none_or(|known| known < found) {
                    self.record.precedence = Some(found);
                    self.places.add("/precedence", l);
                }
            } else if line::below(bytes) == Some(line::Below::Handling) {
                let text = self.source.slice(l);
                for part in text.split(['-', '=', ':', ',']) {
                    let words = part.trim().trim_matches(|c: char| !c.is_ascii_alphanumeric());
                    let read = self.with_context(|cx| caption::read(words, cx)).unwrap_or_default();
                    for (name, _) in read {
                        self.add_caption(Text::Borrowed(name), l);
                    }
                }
            }
        }
        if self.record.classification.is_none() {
            let found = self.syntax.lines()[first..].iter().take(SHEET).find_map(|l| {
                let span = l.text();
                let form = l.kind == crate::syntax::Kind::Banner;
                form.then(|| form::level(self.bytes_of(span))).flatten().map(|level| (span, level))
            });
            if let Some((span, level)) = found {
                let text = self.source.slice(span);
                self.record.classification =
                    Some(Classification { text, level: Some(level), span, ..Classification::default() });
            }
        }
    }
}

/// The stations of a form, as they are gathered.
#[derive(Debug, Default)]
struct Traffic<'s> {
    /// The last word was one for information; none before the first one.
    info: Option<bool>,
    to: Vec<Addressee<'s>>,
    info_list: Vec<Addressee<'s>>,
}

/// What a word makes of the stations behind it: true for information.
fn role(word: &[u8]) -> Option<bool> {
    // A letter of a long word may be wrong.
    if word.len() >= 8 && [&b"INFORMATION"[..], b"REPEATED"].iter().any(|known| line::is_near(word, known, 1))
    {
        return Some(true);
    }
    Some(match word {
        b"ACTION" | b"SENT" => false,
        b"INFO" | b"RPTD" => true,
        _ => return None,
    })
}
