//! Names that annotators marked: `[[WEAVER || 12]]` (source-formats 5).

use std::borrow::Cow;
use std::ops::Range;

/// Has the text a mark of annotators?
pub(crate) fn marked(text: &[u8]) -> bool {
    memchr::memchr(b'[', text).is_some_and(|at| memchr::memmem::find(&text[at..], b"[[").is_some())
}

/// The stretches of a line that are the telegram's own: without brackets, strokes and numbers, and the blanks within brackets.
pub(crate) fn own(line: &[u8]) -> Vec<Range<usize>> {
    let mut stretches: Vec<Range<usize>> = Vec::new();
    let (mut at, mut from) = (0, 0);
    while at < line.len() {
        let end = match &line[at..] {
            [b'[', b'[', ..] => at + 2 + blanks(&line[at + 2..]),
            [b'|', b'|', rest @ ..] => number(rest).map_or(at, |length| at + 2 + length),
            [b']', b']', ..] => at + 2,
            _ => at,
        };
        if end == at {
            at += 1;
            continue;
        }
        let before = from..at;
        // `US || 2]]`: the blanks before the strokes are the annotators'.
        let words = match line[at] {
            b'|' => from + line[before].trim_ascii_end().len(),
            _ => at,
        };
        if words > from {
            stretches.push(from..words);
        }
        (at, from) = (end, end);
    }
    if from < line.len() {
        stretches.push(from..line.len());
    }
    stretches
}

/// A line without the annotators' marks.
pub(crate) fn plain(line: &[u8]) -> Cow<'_, [u8]> {
    if !marked(line) {
        return Cow::Borrowed(line);
    }
    Cow::Owned(own(line).into_iter().flat_map(|range| &line[range]).copied().collect())
}

/// The bytes of a person's number up to the brackets behind it, of which one may be lost.
fn number(rest: &[u8]) -> Option<usize> {
    let lead = blanks(rest);
    let figures = rest[lead..].iter().take_while(|b| b.is_ascii_digit()).count();
    let end = lead + figures;
    let end = end + blanks(&rest[end..]);
    let close = rest[end..].iter().take(2).take_while(|b| **b == b']').count();
    (figures > 0 && (close > 0 || end == rest.len())).then_some(end + close)
}

fn blanks(text: &[u8]) -> usize {
    text.iter().take_while(|b| matches!(b, b' ' | b'\t')).count()
}

/// A name in brackets at the end of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Annotated {
    /// Where its brackets open.
    pub(crate) open: usize,
    /// The name itself.
    pub(crate) name: Range<usize>,
}

/// What a line ends with: a name, two strokes, and the number of the person in the annotators' list. Nested brackets stand around
/// other things.
pub(crate) fn at_end(line: &[u8]) -> Option<Annotated> {
    let line = line.trim_ascii_end();
    if !line.ends_with(b"]]") {
        return None;
    }
    let open = memchr::memmem::rfind(line, b"[[")?;
    let inner = &line[open + 2..line.len() - 2];
    let strokes = memchr::memmem::find(inner, b"||")?;
    let number = inner[strokes + 2..].trim_ascii();
    let words = &inner[..strokes];
    let lead = words.len() - words.trim_ascii_start().len();
    let name = open + 2 + lead..open + 2 + words.trim_ascii_end().len().max(lead);
    let figures = !number.is_empty() && number.len() <= 4 && number.iter().all(u8::is_ascii_digit);
    (figures && !name.is_empty()).then_some(Annotated { open, name })
}

#[cfg(test)]
mod tests {
    use super::{at_end, plain};

    #[test]
    fn marks_are_taken_out() {
        for (line, own) in [
            ("[[AMEMBASSY [[PORT ALDER || 4]] || 26]]", "AMEMBASSY PORT ALDER"),
            ("[[[[AM||5]]EMBASSY [[PORT ALDER||20]]||19]]", "AMEMBASSY PORT ALDER"),
            ("[[SEC[[STATE||12]]||17]] [[ WASHDC || 46 ]] PRIORITY 1259", "SECSTATE WASHDC PRIORITY 1259"),
            ("[[MISSION [[GENEVA || 5]] || 15]", "MISSION GENEVA"),
            ("[[[[AMEMBASSY || 32", "AMEMBASSY"),
            ("[GREYHAVEN] || 7", "[GREYHAVEN] || 7"),
            ("[[A||B]]", "A||B"),
            ("[[", ""),
        ] {
            assert_eq!(plain(line.as_bytes()).as_ref(), own.as_bytes(), "{line}");
        }
    }

    #[test]
    fn the_last_brackets_of_a_line_are_read() {
        let name = |line: &'static str| {
            let found = at_end(line.as_bytes())?;
            Some((&line[..found.open], &line[found.name]))
        };
        assert_eq!(name("[[WEAVER || 12]]"), Some(("", "WEAVER")));
        assert_eq!(name("NO LAMPS. [[ LOU WEAVER||3 ]] "), Some(("NO LAMPS. ", "LOU WEAVER")));
        for line in [
            "[[WEAVER]]",
            "[[WEAVER || 3]",
            "[WEAVER || 3]]",
            "[[|| 3]]",
            "[[A || 1]] OF [[B]]",
            "[[WEAVER || B]]",
        ] {
            assert_eq!(name(line), None, "{line}");
        }
        assert_eq!(name("[[THE [[PORT || 2]] MASTER || 1]]"), None);
    }
}
