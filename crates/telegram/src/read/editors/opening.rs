//! What stands in an edited telegram where others have a heading: `Subj: Nuclear weapons`, `Ref: A. Tokyo 3060 B. State 85715`, in
//! paragraphs of their own or run into the first words of the text (source-formats 6).

use super::frame::is_extract;
use super::sentence;
use crate::fields::date::month_named;
use crate::fields::references;
use crate::read::blocks::{BodyLine, Gap};
use crate::read::lead;
use crate::span::Span;
use crate::text::SourceText;
use chancery_registry::Registry;

/// Where subject and references stand, without their labels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Opening {
    pub(crate) subject: Option<Span>,
    pub(crate) references: Option<Span>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Label {
    Subject,
    Reference,
}

/// A label, and how many bytes it takes.
#[derive(Clone, Copy, Debug)]
struct Found {
    label: Label,
    taken: usize,
    colon: bool,
}

/// Words for whom or from whom a telegram is stand before its references: `For Bundy from Ambassador. Ref: Embtel 4133.`
const BEFORE: [&str; 11] =
    ["For", "From", "To", "Pass", "Eyes", "Personal", "Department", "Dept", "Deliver", "(From", "(For"];

/// What stands before references in the same line is no longer than this.
const LONGEST_BEFORE: usize = 160;

/// How many lines a subject or a list below its label goes on at most.
const MOST_LINES: usize = 8;

/// The longest list of references without a colon: `Ref LINC 3966 para 5.`, `Re Deptel 32, February 6. Weaver told me`.
const LONGEST_BARE: usize = 60;

/// Takes subject and references from the beginning of the body's lines.
pub(crate) fn take(
    source: &SourceText<'_>,
    lines: &mut Vec<BodyLine>,
    airgram: bool,
    registry: &Registry,
) -> Opening {
    let mut opening = Opening::default();
    let mut at = usize::from(lines.first().is_some_and(|first| is_extract(source, first.span)));
    if airgram {
        at += form_lines(source, &lines[at..]);
    }
    while let Some(&line) = lines.get(at) {
        let Some(text) = source.str(line.span) else { break };
        let start = line.span.start as usize;
        let before = before(text);
        let Some(found) = label(&text[before..]) else {
            let Some(end) = bare_list(text, registry).filter(|_| opening.references.is_none()) else { break };
            let (first, last) = trimmed(text, 0, end);
            opening.references = Some(Span::new(start + first, start + last));
            at = cut(source, lines, at, start, (start + end) as u32);
            continue;
        };
        let from = before + found.taken;
        // A label can be a line of its own, and its value the line below it, or the paragraph.
        let alone = before == 0 && from == text.len();
        let (value, end) = if alone {
            let Some(next) = lines.get(at + 1) else { break };
            let most = if next.gap == Gap::None { 0 } else { MOST_LINES };
            let more = lines[at + 2..].iter().take(most).take_while(|line| line.gap == Gap::None);
            let value = more.last().map_or(next.span, |last| next.span.to(last.span));
            (value, value.end)
        } else {
            let end = from + value_end(&text[from..], found.label);
            let (first, last) = trimmed(text, from, end);
            (Span::new(start + first, start + last), (start + end) as u32)
        };
        let Some(words) = source.str(value) else { break };
        let (place, good) = match found.label {
            Label::Subject => (&mut opening.subject, words.contains(char::is_alphabetic)),
            Label::Reference => (&mut opening.references, is_list(words, found.colon, registry)),
        };
        // Without a colon, a list is a sentence by itself.
        let bare = found.label == Label::Reference && words.len() <= LONGEST_BARE;
        if place.is_some() || !good || !(found.colon || alone || bare) {
            break;
        }
        *place = Some(value);
        at = cut(source, lines, at, start + before, end);
    }
    opening
}

/// Do the words name telegrams? In a list with one that is known, `Guat 185; DIR 14411`, the first one's station may be of no table.
fn is_list(words: &str, colon: bool, registry: &Registry) -> bool {
    let is_list = |words: &str| references::is_reference_text(words, registry);
    let more = || words.split_once(';').filter(|(first, _)| colon && is_number_of_station(first));
    is_list(words) || more().is_some_and(|(_, rest)| is_list(rest))
}

/// A station's name and a number, `Guat 185`.
pub(super) fn is_number_of_station(text: &str) -> bool {
    let Some((name, number)) = text.split_once(' ') else { return false };
    let figures = number.bytes().all(|b| b.is_ascii_digit());
    let letters =
        name.bytes().all(|b| b.is_ascii_alphabetic()) && name.starts_with(|c: char| c.is_ascii_uppercase());
    figures && letters && (2..6).contains(&number.len()) && (3..12).contains(&name.len())
}

/// The references that stand without their label between subject and paragraph 1, each on its line: `(A) USUN 5683 (B) USUN 5722`.
pub(crate) fn unlabelled(
    source: &SourceText<'_>,
    lines: &mut Vec<BodyLine>,
    registry: &Registry,
) -> Option<Span> {
    const LONGEST: usize = 80;
    let text = |line: &BodyLine| source.str(line.span).unwrap_or_default();
    let is_first = |line: &BodyLine| matches!(lead::number(text(line).as_bytes()), Some((1, taken)) if taken < line.span.len());
    let count = lines.iter().take(MOST_LINES).position(is_first).filter(|count| *count > 0)?;
    // `FOLLOWING REPEAT PORT ALDER 417` tells what the text is.
    let may_be = |text: &str| {
        text.len() <= LONGEST && text.bytes().any(|b| b.is_ascii_digit()) && !text.starts_with("FOL")
    };
    let first = text(&lines[0]);
    let others = lines[1..count].iter().all(|line| is_enumerator(text(line)));
    if !may_be(first) || !others || !references::is_reference_text(first, registry) {
        return None;
    }
    let span = lines[0].span.to(lines[count - 1].span);
    lines.drain(..count);
    Some(span)
}

/// How many lines of an airgram's printed form stand before its subject: `AIRGRAM`, `A-128`, `DATE: JAN 5, 1973`, `TO: All posts`. None,
/// where no subject follows them.
fn form_lines(source: &SourceText<'_>, lines: &[BodyLine]) -> usize {
    const LINES: usize = 8;
    const LABELS: [&str; 4] = ["TO:", "FROM:", "DATE:", "INFO:"];
    let text = |line: &BodyLine| source.str(line.span).unwrap_or_default();
    let is_form = |line: &&BodyLine| {
        let text = text(line);
        let number = text.split(['-', '–']).count() > 1
            && text.bytes().any(|b| b.is_ascii_digit())
            && !text.bytes().any(|b| b.is_ascii_lowercase() || b == b' ');
        number
            || matches!(text, "AIRGRAM" | "Department of State")
            || LABELS.iter().any(|label| text.starts_with(label))
    };
    let count = lines.iter().take(LINES).take_while(is_form).count();
    let follows = lines.get(count).and_then(|line| label(text(line)));
    if follows.is_some_and(|found| found.label == Label::Subject) { count } else { 0 }
}

/// Takes what stands from `from` to `to` out of the lines from `at` on, and gives the index of the line that follows.
fn cut(source: &SourceText<'_>, lines: &mut Vec<BodyLine>, at: usize, from: usize, to: u32) -> usize {
    let (line, to) = (lines[at], to as usize);
    let part = |start: usize, end: usize, gap| {
        let text = &source.bytes()[start..end];
        let start = end - text.trim_ascii_start().len();
        let span = Span::new(start, start + text.trim_ascii().len());
        (!span.is_empty()).then_some(BodyLine { span, gap })
    };
    let before = part(line.span.start as usize, from, line.gap);
    let behind = part(to.min(line.span.end as usize), line.span.end as usize, Gap::Blank);
    let taken = at + lines[at..].iter().take_while(|line| (line.span.start as usize) < to).count();
    let kept = usize::from(before.is_some());
    lines.splice(at..taken, before.into_iter().chain(behind));
    at + kept
}

/// How many bytes of a line say for whom or from whom it is, where a label stands behind them.
fn before(text: &str) -> usize {
    let first = text.split_ascii_whitespace().next().unwrap_or_default();
    if !BEFORE.contains(&first.trim_end_matches(':')) {
        return 0;
    }
    let mut at = 0;
    while let Some(end) = sentence::end(&text[at..]) {
        at += end;
        let blank = text[at..].len() - text[at..].trim_start().len();
        at += blank;
        if at > LONGEST_BEFORE || blank == 0 {
            return 0;
        }
        if label(&text[at..]).is_some_and(|found| found.colon) {
            return at;
        }
    }
    0
}

/// A first sentence that is nothing but telegrams and their days, `Urtel 1209, Oct. 19. He told me so.`: how many bytes it takes.
fn bare_list(text: &str, registry: &Registry) -> Option<usize> {
    let first = text.split_ascii_whitespace().next()?;
    if !names_telegrams(first) {
        return None;
    }
    let end = sentence::end(text)?;
    let words = &text[..end];
    let of_list = |word: &str| {
        let word = word.trim_matches(|c: char| !c.is_ascii_alphanumeric());
        word.bytes().any(|b| b.is_ascii_digit())
            || word == "and"
            || names_telegrams(word)
            || month_named(word).is_some()
    };
    let whole = end <= LONGEST_BARE && !words.contains('[') && words.split_ascii_whitespace().all(of_list);
    (whole && references::is_reference_text(words, registry)).then_some(end)
}

/// `Deptel`, `urtels`.
fn names_telegrams(word: &str) -> bool {
    let word = word.strip_suffix('s').unwrap_or(word);
    (5..=10).contains(&word.len()) && word.ends_with("tel") && word.bytes().all(|b| b.is_ascii_alphabetic())
}

/// A label at the beginning of a text: `Subj:`, `Refs:`, `Re:`, `Reference `.
fn label(text: &str) -> Option<Found> {
    let word = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    // `Reurtel 899`, `ReLegtel 13`
    if text.starts_with("Re") && word > 2 && names_telegrams(&text[2..word]) && !text.starts_with("Ref") {
        return Some(Found { label: Label::Reference, taken: 2, colon: false });
    }
    let label = match text[..word].to_ascii_uppercase().as_str() {
        "SUBJECT" | "SUBJ" => Label::Subject,
        "REF" | "REFS" | "RE" | "REFERENCE" | "REFERENCES" | "REFTEL" | "REFTELS" => Label::Reference,
        _ => return None,
    };
    let behind = &text[word..];
    let blanks = behind.len() - behind.trim_start().len();
    let colon = behind[blanks..].starts_with(':');
    (colon || blanks > 0 || behind.is_empty()).then_some(Found {
        label,
        taken: word + blanks + usize::from(colon),
        colon,
    })
}

/// Where a label's value ends in a line: at the next label, at paragraph 1, at the end of its sentence.
fn value_end(text: &str, label: Label) -> usize {
    let mut at = 0;
    while let Some(end) = sentence::end(&text[at..]) {
        at += end;
        let rest = text[at..].trim_start();
        // `A. Tokyo 3060. B. State 85715.`
        if rest.is_empty() || label == Label::Subject || !is_enumerator(rest) {
            break;
        }
    }
    let end = if at == 0 { text.len() } else { at };
    run_in(&text[..end]).unwrap_or(end)
}

/// Where another label is run in, without a full stop before it: `Subj: Harbor lights Ref: Tokyo 3060`.
fn run_in(text: &str) -> Option<usize> {
    text.match_indices(':').find_map(|(colon, _)| {
        let word = text[..colon].bytes().rev().take_while(u8::is_ascii_alphabetic).count();
        let at = colon - word;
        let is_label = label(&text[at..]).is_some_and(|found| found.colon);
        (is_label && text[..at].ends_with([' ', '\n']) && !text[..at].trim().is_empty()).then_some(at)
    })
}

/// `B. State 85715`, `(B) State 85715`.
fn is_enumerator(text: &str) -> bool {
    matches!(text.as_bytes(), [b'A'..=b'Z' | b'a'..=b'z', b'.' | b')', b' ', ..] | [b'(', b'A'..=b'Z' | b'a'..=b'z', b')', ..])
}

/// A part of a text without the blanks around it and without the full stop of its sentence.
fn trimmed(text: &str, from: usize, end: usize) -> (usize, usize) {
    let part = &text[from..end];
    let start = end - part.trim_start().len();
    let stop = sentence::end(&text[start..end]).is_some();
    let words = text[start..end].trim_end();
    let words = if stop { words.strip_suffix('.').unwrap_or(words) } else { words };
    (start, start + words.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(text: &str) -> (Option<&str>, Option<&str>, Vec<&str>) {
        let source = SourceText::new(text.as_bytes(), false);
        let mut lines = Vec::new();
        let (mut start, mut gap) = (0, Gap::Blank);
        for line in text.split_inclusive('\n') {
            let end = start + line.trim_end().len();
            if end > start {
                lines.push(BodyLine { span: Span::new(start, end), gap });
            }
            gap = if end > start { Gap::None } else { Gap::Blank };
            start += line.len();
        }
        let opening = take(&source, &mut lines, true, Registry::builtin());
        let words = |span: Span| &text[span.range()];
        (
            opening.subject.map(words),
            opening.references.map(words),
            lines.iter().map(|line| words(line.span)).collect(),
        )
    }

    #[test]
    fn subject_and_references_are_paragraphs() {
        let text =
            "Subj: Harbor lights at Port Alder\n\nRef: A. Tokyo 3060 B. State 85715\n\n1. Nine lights work.";
        let found = (
            Some("Harbor lights at Port Alder"),
            Some("A. Tokyo 3060 B. State 85715"),
            vec!["1. Nine lights work."],
        );
        assert_eq!(taken(text), found);
        assert_eq!(taken("Subject: Mr. Weaver's visit.\n\nText.").0, Some("Mr. Weaver's visit"));
        assert_eq!(taken("Subject: Arms for the U.S.\n\nText.").0, Some("Arms for the U.S."));
    }

    #[test]
    fn a_label_is_a_line() {
        let found = taken("SUBJECT\n\nHarbor lights\n\nREF\n\nCA–4260, October 20, 1964\n\nText.");
        assert_eq!(found, (Some("Harbor lights"), Some("CA–4260, October 20, 1964"), vec!["Text."]));
    }

    #[test]
    fn an_airgrams_form_stands_before_its_subject() {
        let form = "AIRGRAM\nDepartment of State\nA-128\nDATE: JAN 5, 1973\nTO: All Posts\nFROM: Weaver\n";
        let text = format!("{form}SUBJECT: Harbor lights\n\nText.");
        let found = taken(&text);
        assert_eq!(found.0, Some("Harbor lights"));
        assert_eq!(
            found.2,
            [
                "AIRGRAM",
                "Department of State",
                "A-128",
                "DATE: JAN 5, 1973",
                "TO: All Posts",
                "FROM: Weaver",
                "Text."
            ]
        );
        let found = taken("HUL-A-827\n\nSUBJECT\n\nGeneral: lights\nSpecific: nine of them\n\nText.");
        assert_eq!(found.0, Some("General: lights\nSpecific: nine of them"));
        assert_eq!(found.2, ["HUL-A-827", "Text."]);
        let found = taken("A-716\nSUBJECT\nHarbor lights\nREF\nCA-4260, October 20, 1964\nText.");
        assert_eq!(found, (Some("Harbor lights"), Some("CA-4260, October 20, 1964"), vec!["A-716", "Text."]));
        assert_eq!(taken("A-128\n\nText.\n\nSUBJECT: Harbor lights").0, None);
    }

    #[test]
    fn they_run_into_the_text() {
        let found = taken("Subject: Harbor lights. Ref: (A) State 12345; (B) Cairo 4353. Weaver told me so.");
        assert_eq!(
            found,
            (Some("Harbor lights"), Some("(A) State 12345; (B) Cairo 4353"), vec!["Weaver told me so."])
        );
        let found = taken("Ref: A. State 12345. B. Cairo 4353. 1. Weaver told me so.");
        assert_eq!(found, (None, Some("A. State 12345. B. Cairo 4353"), vec!["1. Weaver told me so."]));
    }

    #[test]
    fn words_for_whom_it_is_stand_before() {
        let found = taken("For Weaver from Ambassador. Ref: Embtel 4133.\n\nText.");
        assert_eq!(found, (None, Some("Embtel 4133"), vec!["For Weaver from Ambassador.", "Text."]));
    }

    #[test]
    fn long_lines_take_no_long_time() {
        for part in [".", ".]", "1. ", "Ref: ", "A. ", "a:"] {
            let text = format!("Ref: {}", part.repeat(300_000));
            for text in [text.clone(), format!("For {text}")] {
                taken(&text);
            }
        }
    }

    #[test]
    fn a_sentence_stays() {
        for text in [
            "Re Kashmir, Weaver told me in strict confidence:",
            "Re Legtel 666, Dec 29, discussions here center on question whether adequate funds will be granted.",
            "Re: Military assistance to the harbor. Weaver told me so.",
            "Subject will be pursued and Department kept informed.",
            "Reference Department's query we have been in close touch.",
            "For Weaver. He told me so.",
            "Deptels 471 and 472 most helpful. Weaver told me so.",
            "Embtel 49, fourteenth. Weaver told me so.",
            "Embtel 49, Jan. 14, was shown to Weaver.",
        ] {
            assert_eq!(taken(text), (None, None, vec![text]));
        }
        assert_eq!(taken("Ref LINC 3966 para 5.\n\nText.").1, Some("LINC 3966 para 5"));
        let found = taken("Urtel 1209, Oct. 19. Weaver told me so.");
        assert_eq!(found, (None, Some("Urtel 1209, Oct. 19"), vec!["Weaver told me so."]));
        assert_eq!(taken("Reurtel 899 July 29. Weaver told me so.").1, Some("urtel 899 July 29"));
        let found = taken("Re: Alder 185; DIR 14411.\n\nText.");
        assert_eq!(found, (None, Some("Alder 185; DIR 14411"), vec!["Text."]));
        assert_eq!(taken("Re: Annex 12; lights of the harbor.\n\nText.").1, None);
        let found = taken("Re Deptel 32, February 6. Weaver told me so.");
        assert_eq!(found, (None, Some("Deptel 32, February 6"), vec!["Weaver told me so."]));
    }
}
