//! Names that annotators marked: `[[WEAVER || 12]]` (source-formats 5).

use std::ops::Range;

/// A name in brackets at the end of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Annotated {
    /// Where its brackets open.
    pub(super) open: usize,
    /// The name itself.
    pub(super) name: Range<usize>,
}

/// What a line ends with: a name, two strokes, and the number of the person in the annotators' list. Nested brackets stand around
/// other things.
pub(super) fn at_end(line: &[u8]) -> Option<Annotated> {
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
    use super::at_end;

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
