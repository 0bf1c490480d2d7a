//! For whom an edited telegram is, and from whom: its first words, `For Bundy from Ambassador.`, `Personal for the Secretary.`, `From
//! Whiting.`, `Pass Defense.` Where other telegrams have a pass line, these have a sentence without a verb (source-formats 6).

use super::frame::is_extract;
use super::sentence;
use crate::fields::pass_line::offices;
use crate::read::heading::Heading;
use crate::record::PassTo;
use crate::span::Span;
use std::ops::Range;

/// One such sentence.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Whom {
    /// Its words.
    text: Range<usize>,
    /// For whom it is; nobody, where it says only from whom.
    offices: Vec<Range<usize>>,
}

/// The longest sentence of the kind; 80 bytes were met.
const LONGEST: usize = 160;

/// The most words of one.
const WORDS: usize = 24;

/// How many follow each other: `Eyes Only to President Field from Weaver. White House pass Eyes Only to Secretary Hale.`
const MOST: usize = 3;

/// Words before `for`.
const LEAD: [&str; 10] = [
    "Literally",
    "Strictly",
    "Eyes",
    "Only",
    "Personal",
    "Private",
    "Exclusive",
    "Exclusively",
    "Following",
    "Please",
];

/// Words that begin names and are none.
const SMALL: [&str; 4] = ["and", "&", "the", "of"];

/// What comes from somebody: the beginning of a sentence, `Message from Paris.`
const PAPERS: [&str; 8] = ["Message", "Letter", "Telegram", "Cable", "Report", "Note", "Memorandum", "Text"];

impl Heading<'_, '_, '_> {
    /// Reads for whom the telegram is from the first words of its text.
    pub(super) fn for_whom(&mut self) {
        let mut blocks = self.record.body.iter().skip_while(|block| is_extract(self.source, block.span));
        let Some(first) = blocks.next().filter(|block| block.number.is_none()) else { return };
        let start = first.span.start as usize;
        let Some(text) = self.source.str(first.span) else { return };
        for whom in read(text) {
            let slice =
                |part: &Range<usize>| self.source.slice(Span::new(start + part.start, start + part.end));
            let span = Span::new(start + whom.text.start, start + whom.text.end);
            let base = PassTo { text: slice(&whom.text), post: None, office: None, span };
            if whom.offices.is_empty() {
                self.record.pass_to.push(base.clone());
            }
            for office in &whom.offices {
                self.record.pass_to.push(PassTo { office: Some(slice(office)), ..base.clone() });
            }
        }
    }
}

/// The sentences at the beginning of a text that say for whom it is.
fn read(text: &str) -> Vec<Whom> {
    let mut found = Vec::new();
    let mut at = 0;
    while found.len() < MOST {
        let rest = &text[at..];
        let lead = rest.len() - rest.trim_start_matches([' ', '“', '"']).len();
        let rest = &rest[lead..];
        let mut limit = rest.len().min(LONGEST);
        while !rest.is_char_boundary(limit) {
            limit -= 1;
        }
        let begin = &rest[..limit];
        let stop = sentence::end(begin).map(|end| end - 1).or((limit == rest.len()).then_some(limit));
        let label = if begin.starts_with("To:") { 3 } else { 0 };
        let other = begin[label..].find([':', '—', '\n']).map(|at| label + at);
        let Some(end) = stop.into_iter().chain(other).min() else { break };
        let Some(whom) = clause(text, at + lead..at + lead + end) else { break };
        found.push(whom);
        at += lead + end + usize::from(begin[end..].starts_with('.'));
        if !text[at..].starts_with(' ') {
            break;
        }
    }
    found
}

/// Reads one sentence, without its stop.
fn clause(text: &str, range: Range<usize>) -> Option<Whom> {
    let part = &text[range.clone()];
    // `To: Paris (for Rowan from Weaver)`.
    if let Some(inner) = part.strip_suffix(')') {
        let open = inner.rfind('(')?;
        return clause(text, range.start + open + 1..range.end - 1);
    }
    let words: Vec<Range<usize>> = part
        .split_ascii_whitespace()
        .take(WORDS + 1)
        .map(|word| {
            let at = word.as_ptr() as usize - text.as_ptr() as usize;
            at..at + word.len()
        })
        .collect();
    if words.len() > WORDS {
        return None;
    }
    let word = |at: usize| words.get(at).map_or("", |word| &text[word.clone()]);
    let is = |at: usize, one: &str| {
        let mut letters = word(at).chars();
        let first = letters.next().is_some_and(|c| one.starts_with(c.to_ascii_lowercase()));
        first && letters.as_str() == &one[1..]
    };
    let skip_lead = |mut at: usize| {
        while LEAD.iter().any(|lead| word(at).eq_ignore_ascii_case(lead)) {
            at += 1;
        }
        at
    };
    let find = |from: usize, any: &[&str]| (from..words.len()).find(|&at| any.contains(&word(at)));
    let lead = skip_lead(0);
    let (whom, from) = if is(lead, "for") || lead > 0 && is(lead, "to") {
        divided(lead + 1, find(lead + 1, &["from"]), words.len())
    } else if is(lead, "pass") || word(0) == "White" && word(1) == "House" && is(2, "pass") {
        let at = skip_lead(if is(lead, "pass") { lead + 1 } else { 3 });
        let at = at + usize::from(is(at, "to") || is(at, "for"));
        divided(at, find(at, &["from"]), words.len())
    } else if lead == 0 && is(0, "from") {
        let (from, whom) = divided(1, find(1, &["for", "to"]), words.len());
        (whom, from)
    } else if lead == 0 && is(1, "from") && !PAPERS.contains(&word(0)) {
        (Some(0..1), Some(2..words.len()))
    } else {
        return None;
    };
    let all =
        |list: &Range<usize>| words.get(list.clone()).map(|list| list.iter().map(|word| &text[word.clone()]));
    if from.is_some_and(|from| !all(&from).is_some_and(are_names)) {
        return None;
    }
    let mut found = Whom { text: range.start..range.start + part.trim_end().len(), offices: Vec::new() };
    if let Some(whom) = whom {
        let mut names = all(&whom).filter(|names| are_names(names.clone()))?;
        // `For [name not declassified]`.
        if !names.any(|name| name.contains(['[', ']'])) {
            let article = usize::from(word(whom.start) == "the");
            found.offices = offices(text, words[whom.start + article].start..words[whom.end - 1].end);
        }
    }
    Some(found)
}

/// A list of words, and the one behind the word at `between`.
fn divided(from: usize, between: Option<usize>, end: usize) -> (Option<Range<usize>>, Option<Range<usize>>) {
    (Some(from..between.unwrap_or(end)), between.map(|at| at + 1..end))
}

/// True for the names of persons and offices: each word begins with a capital letter, and none has a figure or is a possessive.
fn are_names<'t>(words: impl Iterator<Item = &'t str>) -> bool {
    let (mut names, mut bracket, mut small) = (0, false, false);
    for word in words {
        bracket |= word.starts_with('[');
        small = SMALL.contains(&word);
        let owns = word.ends_with("’s") || word.ends_with("'s");
        let capital = word.starts_with(|c: char| c.is_uppercase()) && !owns;
        if !bracket && !small && !capital || word.contains(|c: char| c.is_ascii_digit() && !bracket) {
            return false;
        }
        names += usize::from(!small);
        bracket &= !word.trim_end_matches(',').ends_with(']');
    }
    names > 0 && !small && !bracket
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(&str, Vec<&str>)> {
        let whom = read(text).into_iter();
        whom.map(|one| (&text[one.text], one.offices.into_iter().map(|office| &text[office]).collect()))
            .collect()
    }

    #[test]
    fn for_whom_and_from_whom() {
        let cases: [(&str, &str, &[&str]); 17] = [
            ("For Weaver from Ambassador.", "For Weaver from Ambassador", &["Weaver"]),
            ("“For Creel from Sisson. April 24. Trust", "For Creel from Sisson", &["Creel"]),
            ("For Sisson from Creel: Emphasize points.", "For Sisson from Creel", &["Sisson"]),
            ("Personal for Rowan Field—no distribution.", "Personal for Rowan Field", &["Rowan Field"]),
            ("For SOA–Weaver from Ross. Referring to it", "For SOA–Weaver from Ross", &["SOA–Weaver"]),
            (
                "For State and Treasury from Field.",
                "For State and Treasury from Field",
                &["State", "Treasury"],
            ),
            (
                "Personal for Field, Rowan and Hale from Ambassador Weaver.",
                "Personal for Field, Rowan and Hale from Ambassador Weaver",
                &["Field", "Rowan", "Hale"],
            ),
            (
                "Literally Eyes Only for the Ambassador from the Secretary.",
                "Literally Eyes Only for the Ambassador from the Secretary",
                &["Ambassador"],
            ),
            ("From Whiting.", "From Whiting", &[]),
            ("(From Whiting).", "From Whiting", &[]),
            (
                "From JMBLUG to Ascham and Whiting.",
                "From JMBLUG to Ascham and Whiting",
                &["Ascham", "Whiting"],
            ),
            (
                "From Chairman for President SC UN. It",
                "From Chairman for President SC UN",
                &["President SC UN"],
            ),
            ("JMBLUG from Whiting.", "JMBLUG from Whiting", &["JMBLUG"]),
            ("Pass Army/DUSA and OASD/ISA.", "Pass Army/DUSA and OASD/ISA", &["Army/DUSA", "OASD/ISA"]),
            ("Pass to SKILLET from ODACID. Text", "Pass to SKILLET from ODACID", &["SKILLET"]),
            ("To: Paris (for SKILLET from Whiting).", "for SKILLET from Whiting", &["SKILLET"]),
            ("For [name not declassified] from Page.", "For [name not declassified] from Page", &[]),
        ];
        for (text, words, offices) in cases {
            assert_eq!(found(text), [(words, offices.to_vec())], "{text}");
        }
        let two = found(
            "Eyes Only to President Field from Weaver. White House pass Eyes Only to Secretary Hale. Text.",
        );
        assert_eq!(two[0].1, ["President Field"]);
        assert_eq!(two[1], ("White House pass Eyes Only to Secretary Hale", vec!["Secretary Hale"]));
    }

    #[test]
    fn sentences_are_none() {
        for text in [
            "For your info only, Ala and Entezam are understood to have revived their proposal.",
            "For Department’s Information. Text",
            "FOR EXAMPLE.",
            "For Egypt it is late.",
            "From reports Nizam has ordered his forces cease resistance.",
            "From August 5.",
            "Pass the note.",
            "To Paris.",
            "Message from Paris.",
            "London’s 1347, April 3 to Department.",
            "For Weaver and.",
            "Following from Irkutsk.",
            "For",
            "",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }
}
