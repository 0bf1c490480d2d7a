//! To whom an edited telegram went besides: the source note's `Repeated to London, Paris, and USUN.`, and the line with which telegrams
//! of the 1940s and 1950s end, `Sent Department 1207; repeated London 104. Department pass Moscow as 12.` (source-formats 6).

use super::{note, sentence};
use crate::read::heading::Heading;
use crate::record::{Addressee, PassTo, Precedence, Text};
use crate::span::Span;
use std::ops::Range;

/// One to whom it went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct To<'n> {
    /// As printed: `London 104`, `CINCPAC for POLAD`.
    pub(super) text: &'n str,
    /// `London`, `CINCPAC`.
    pub(super) name: &'n str,
    /// The number that it has there.
    pub(super) serial: Option<&'n str>,
    pub(super) precedence: Option<Precedence>,
    /// It may belong to what stands before: `Taipei for Rusk and Bundy`.
    pub(super) unsure: bool,
}

/// All to whom it went.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Repeats<'n> {
    pub(super) sent: Vec<To<'n>>,
    /// Those to whom it went besides are all of them: the note says `also`.
    pub(super) also: bool,
    pub(super) repeated: Vec<To<'n>>,
    /// To whom the Department passes it, with the words that ask for it.
    pub(super) passed: Vec<(&'n str, To<'n>)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    None,
    Sent,
    Repeated,
    Passed,
}

/// Reads the source note.
pub(super) fn of_note(words: &str) -> Repeats<'_> {
    let mut found = Repeats::default();
    for (_, sentence) in sentence::all(words) {
        let sentence = sentence.trim_end_matches('.');
        let mut from = 0;
        let clauses = sentence.match_indices("repeated ").map(|(at, _)| at).filter(|at| *at > 0);
        for end in clauses.chain([sentence.len()]).collect::<Vec<_>>() {
            let clause =
                sentence[from..end].trim().trim_end_matches(" and").trim_end_matches([',', ';', ' ']);
            from = end;
            if !clause_of_note(clause, &mut found) {
                break;
            }
        }
    }
    found
}

/// Reads `Also sent to Rome`, `Repeated Immediate to London and Paris`; false where a clause is none of them.
fn clause_of_note<'n>(clause: &'n str, found: &mut Repeats<'n>) -> bool {
    let begins = |words: &[&str]| words.iter().find_map(|word| clause.strip_prefix(*word));
    let (list, role) = if let Some(rest) = begins(&["Repeated ", "repeated ", "Sent for information "]) {
        (rest, Role::Repeated)
    } else if let Some(rest) = begins(&["Also sent ", "Sent also "]) {
        found.also = true;
        (rest, Role::Sent)
    } else if let Some(rest) = begins(&["Sent "]) {
        (rest, Role::Sent)
    } else {
        return false;
    };
    if list.len() > note::LONGEST {
        return false;
    }
    let list = list.strip_prefix("for information ").unwrap_or(list);
    let (urgency, list) = match list.strip_prefix("to ") {
        Some(list) => (None, list),
        None => match list.split_once(" to ") {
            Some((word, list)) if note::precedence(word).is_some() => (note::precedence(word), list),
            _ => return false,
        },
    };
    let mut for_whom = false;
    for piece in note::pieces(list) {
        let text = piece.trim();
        let unsure = for_whom && text.contains(|c: char| c.is_lowercase());
        for_whom = text.contains(" for ");
        let text =
            ["and ", "to "].iter().fold(text, |text, word| text.strip_prefix(*word).unwrap_or(text)).trim();
        let (name, own) = match text.split_once(" (") {
            Some((name, rest)) => (name, note::precedence(rest.trim_end_matches(')'))),
            None => (text, None),
        };
        let name =
            [" for ", " with "].iter().fold(name, |name, word| name.split(word).next().unwrap_or_default());
        let name = name.trim();
        let bare = name.strip_prefix("the ").or_else(|| name.strip_prefix("all ")).unwrap_or(name);
        if !bare.starts_with(|c: char| c.is_uppercase()) && !name.starts_with("all ") || name.contains('[') {
            continue;
        }
        let to = To { text, name, serial: None, precedence: own.or(urgency), unsure };
        if role == Role::Sent { found.sent.push(to) } else { found.repeated.push(to) }
    }
    true
}

/// How a line begins that says to whom the telegram went.
const BEGINS: [&str; 10] = [
    "Sent ",
    "Note: Sent ",
    "Repeated ",
    "Rptd ",
    "Department pass ",
    "Department please ",
    "Department repeat ",
    "Dept pass ",
    "Dept please ",
    "Dept repeat ",
];

/// The longest line of the kind.
const LONGEST: usize = 300;

/// Words of the Department, in which its numbers are counted.
const DEPARTMENT: [&str; 3] = ["Department", "Dept", "Depts"];

/// True for a line that may say to whom the telegram went.
pub(super) fn begins(line: &str) -> bool {
    line.len() <= LONGEST && BEGINS.iter().any(|words| line.starts_with(words))
}

/// Reads a line at the end of the text. Nothing, where it goes on as a sentence does.
pub(super) fn of_line(line: &str) -> Repeats<'_> {
    let mut reading = Line {
        line,
        found: Repeats::default(),
        role: Role::None,
        clause: 0,
        name: None,
        skips: false,
        counts: false,
    };
    if !begins(line) {
        return reading.found;
    }
    let mut at = 0;
    for word in line.split_inclusive(' ') {
        if !reading.word(word.trim_end(), at) {
            return Repeats::default();
        }
        at += word.len();
    }
    reading.close();
    reading.found
}

/// A name that is being read.
struct Name {
    from: usize,
    to: usize,
    /// Where its number stands.
    number: Option<Range<usize>>,
}

struct Line<'n> {
    line: &'n str,
    found: Repeats<'n>,
    role: Role,
    /// Where the words that ask the Department begin.
    clause: usize,
    name: Option<Name>,
    /// What stands behind `for` and `from` is no name, up to the next stop.
    skips: bool,
    /// Behind `as` stands a number, perhaps with whose it is.
    counts: bool,
}

impl<'n> Line<'n> {
    /// Takes a word with the stop behind it; false where it is one of a sentence.
    fn word(&mut self, printed: &'n str, at: usize) -> bool {
        let word = printed.trim_end_matches([',', ';', ':', '.']);
        let stop = printed.len() > word.len();
        let end = at + word.len();
        let good = self.take(word, at, end);
        if stop {
            self.close();
            (self.skips, self.counts) = (false, false);
            if printed.ends_with('.') && word != "No" {
                self.role = Role::None;
            }
        }
        good
    }

    fn take(&mut self, word: &'n str, at: usize, end: usize) -> bool {
        match word {
            "Sent" => self.becomes(Role::Sent),
            "Repeated" | "repeated" | "Rptd" | "rptd" | "rpted" | "rpt" | "rept" | "repeat" | "repeating"
            | "pass" => {
                let asked = self
                    .name
                    .as_ref()
                    .is_some_and(|name| DEPARTMENT.contains(&&self.line[name.from..name.to]));
                let asks = matches!(word, "pass" | "repeat") && (asked || self.role == Role::Passed);
                if asks {
                    self.clause = self.name.take().map_or(self.clause, |name| name.from);
                } else if word == "pass" {
                    return false;
                }
                self.becomes(if asks { Role::Passed } else { Role::Repeated });
            }
            "pouched" | "Pouched" | "informed" | "By" => self.becomes(Role::None),
            "for" | "from" | "if" | "info" => {
                self.close();
                self.skips = true;
            }
            "and" | "or" => self.close(),
            "as" => self.counts = true,
            "to" | "please" | "also" | "which" | "No" | "Note" | "" => {}
            _ if self.skips || word.starts_with('[') || word.ends_with(']') => {}
            _ if word.bytes().all(|b| b.is_ascii_digit()) => {
                self.counts = false;
                if let Some(name) = self.name.as_mut().filter(|name| name.number.is_none()) {
                    name.number = Some(at..end);
                }
            }
            // `Sent Cairo as Depts 757`
            _ if self.counts => {}
            _ if word.starts_with(|c: char| c.is_uppercase()) => match &mut self.name {
                Some(name) if name.number.is_none() => name.to = end,
                _ => {
                    self.close();
                    self.name = Some(Name { from: at, to: end, number: None });
                }
            },
            _ => return self.role == Role::None && !self.found.is_empty(),
        }
        true
    }

    fn becomes(&mut self, role: Role) {
        self.close();
        self.role = role;
        (self.skips, self.counts) = (false, false);
    }

    /// Ends the name that is being read.
    fn close(&mut self) {
        let Some(Name { from, to, number }) = self.name.take() else { return };
        let name = &self.line[from..to];
        // The number of a series counts the Department's: `Department Delga 281`.
        let first = name.split(' ').next().unwrap_or_default();
        let series = DEPARTMENT.contains(&first) && name.len() > first.len();
        let name = if series { first } else { name };
        let serial = number
            .as_ref()
            .map(|at| &self.line[if series { from + first.len() + 1 } else { at.start }..at.end]);
        let text = &self.line[from..number.as_ref().map_or(to, |at| at.end)];
        let to = To { text, name, serial, precedence: None, unsure: false };
        match self.role {
            Role::Sent => self.found.sent.push(to),
            Role::Repeated => self.found.repeated.push(to),
            Role::Passed => {
                let behind = &self.line[self.clause..];
                let end = behind.find(['.', ';']).unwrap_or(behind.len());
                self.found.passed.push((&behind[..end], to));
            }
            Role::None => {}
        }
    }
}

impl<'s> Heading<'_, 's, '_> {
    /// Adds to whom a telegram went besides those of the head; `line` is where the words stand, if they are the text's own.
    pub(super) fn went_to(&mut self, found: &Repeats<'_>, line: Option<(&str, Span)>) {
        // Of telegrams of another agency its stations are meant.
        let mut ends = self.record.from.iter().chain(&self.record.to);
        let of_state = line.is_some() || ends.any(|end| end.post.is_some());
        let addressee = |heading: &Self, to: &To<'_>| {
            let mut one = heading.office(to.name.to_owned(), None);
            if one.post.is_none() && of_state {
                let registry = heading.options.registry;
                let post = registry.post_named(to.name.strip_prefix("the ").unwrap_or(to.name));
                let department = DEPARTMENT.contains(&to.name).then_some("STATE");
                one.post = department.or(post.map(|post| post.code)).map(|code| Text::Owned(code.to_owned()));
            }
            one.serial = to.serial.map(|serial| Text::Owned(serial.to_owned()));
            one.precedence = to.precedence;
            (one.text, one.span) = heading.said_there(to.text, line);
            one
        };
        let sent: Vec<_> = found.sent.iter().map(|to| addressee(self, to)).collect();
        // `Sent to Rowan from Weaver` names no post.
        let sure = found.also || sent.iter().all(|one| one.post.is_some() || one.collective);
        for one in sent.into_iter().filter(|_| sure) {
            // `the Delegation at the General Assembly, at Paris` has no post.
            let there =
                |known: &Addressee<'_>| known.post.is_none() && known.name.ends_with(one.name.as_ref());
            match self.record.to.iter_mut().find(|known| is_same(known, &one) || there(known)) {
                Some(known) if known.serial.is_none() => known.serial = one.serial,
                Some(_) => {}
                None => self.record.to.push(one),
            }
        }
        for to in &found.repeated {
            let one = addressee(self, to);
            let known = self.record.to.iter().chain(&self.record.info).any(|known| is_same(known, &one));
            if !known && (one.post.is_some() || line.is_none() && !to.unsure) {
                self.record.info.push(one);
            }
        }
        for (index, (words, to)) in found.passed.iter().enumerate() {
            match addressee(self, to).post {
                Some(_) => {}
                // `Department please pass to War ...` is for others to pass on.
                None if index == 0 => break,
                None => continue,
            }
            let (text, span) = self.said_there(words, line);
            let office = Some(Text::Owned(to.name.to_owned()));
            self.record.pass_to.push(PassTo { text, post: Some(Text::Borrowed("STATE")), office, span });
        }
    }

    /// Words and their place; of a note they have none in the text.
    fn said_there(&self, words: &str, line: Option<(&str, Span)>) -> (Text<'s>, Span) {
        let place = line.and_then(|(line, span)| Some(span.start as usize + line.find(words)?));
        let span = place.map_or(Span::default(), |at| Span::new(at, at + words.len()));
        let text = if span.is_empty() { Text::Owned(words.to_owned()) } else { self.source.slice(span) };
        (text, span)
    }
}

fn is_same(one: &Addressee<'_>, other: &Addressee<'_>) -> bool {
    one.post.is_some() && one.post == other.post || one.name == other.name
}

impl Repeats<'_> {
    fn is_empty(&self) -> bool {
        self.sent.is_empty() && self.repeated.is_empty() && self.passed.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(found: &Repeats<'_>) -> String {
        let one = |to: &To<'_>| {
            let serial = to.serial.map(|serial| format!("={serial}")).unwrap_or_default();
            let precedence = to.precedence.map(|p| format!("!{}", p.as_str())).unwrap_or_default();
            let unsure = if to.unsure { "?" } else { "" };
            format!("{}{serial}{precedence}{unsure}", to.name)
        };
        let all = |list: &[To<'_>]| list.iter().map(one).collect::<Vec<_>>().join(", ");
        let passed: Vec<String> =
            found.passed.iter().map(|(words, to)| format!("{} ({words})", one(to))).collect();
        format!("{} | {} | {}", all(&found.sent), all(&found.repeated), passed.join(", "))
    }

    #[test]
    fn lines_at_the_end() {
        for (line, expected) in [
            ("Sent Department 1207; repeated London 104.", "Department=1207 | London=104 | "),
            ("Sent Tehran 15 rpt London 60 Moscow 9.", "Tehran=15 | London=60, Moscow=9 | "),
            (
                "Sent Jidda as 240; rptd Cairo as 834; London as 2312.",
                "Jidda=240 | Cairo=834, London=2312 | ",
            ),
            (
                "Sent Department 592, Department pass London 40, New Delhi 11.",
                "Department=592 |  | London=40 (Department pass London 40, New Delhi 11), New Delhi=11 (Department pass London 40, New Delhi 11)",
            ),
            (
                "Sent Department Delga 281, repeated London 1042. Department repeat New Delhi and Karachi.",
                "Department=Delga 281 | London=1042 | New Delhi (Department repeat New Delhi and Karachi), Karachi (Department repeat New Delhi and Karachi)",
            ),
            ("Sent Department, repeated London, pouched Karachi.", "Department | London | "),
            ("Sent Department 230. Delhi informed.", "Department=230 |  | "),
            (
                "Department please repeat London if deemed advisable.",
                " |  | London (Department please repeat London if deemed advisable)",
            ),
            (
                "Sent to Jidda for action; repeated to Baghdad 119, Cairo 451 and to New York 245 for info.",
                "Jidda | Baghdad=119, Cairo=451, New York=245 | ",
            ),
            ("Sent Cairo as Depts 757 rptd Jidda as Delhi’s 227.", "Cairo=757 | Jidda=227 | "),
            ("Sent lamps to the harbor yesterday.", " |  | "),
            ("Repeated requests for lamps were refused.", " |  | "),
            ("Department please send lamps.", " |  | "),
        ] {
            assert_eq!(shown(&of_line(line)), expected, "{line}");
        }
    }

    #[test]
    fn sentences_of_notes() {
        for (note, expected) in [
            (
                "Source: Files. Secret. Repeated to London, Paris (Immediate), and the Mission to the U.N. in New York. Kept.",
                " | London, Paris!IMMEDIATE, the Mission to the U.N. in New York | ",
            ),
            (
                "Secret. Also sent to CINCPAC for POLAD and repeated Priority to Saigon.",
                "CINCPAC | Saigon!PRIORITY | ",
            ),
            (
                "Sent to Guatemala City, [2 places not declassified] and repeated to LAMP.",
                "Guatemala City | LAMP | ",
            ),
            ("Repeated Immediate to Seoul, and repeated to Tokyo.", " | Seoul!IMMEDIATE, Tokyo | "),
            ("Repeated to Taipei for Rowan and Weaver.", " | Taipei, Weaver? | "),
            ("Repeated to multiple posts. Sent as Tosec 100402 to Rowan.", " |  | "),
            (
                "Repeated to all diplomatic posts and CINCPAC with instructions to pass to Rowan.",
                " | all diplomatic posts, CINCPAC | ",
            ),
        ] {
            assert_eq!(shown(&of_note(note)), expected, "{note}");
        }
    }
}
