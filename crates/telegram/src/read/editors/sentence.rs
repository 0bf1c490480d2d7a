//! Where a sentence of an edited telegram or of its source note ends: behind a full stop that abbreviates no word.

/// Short words that a full stop abbreviates: titles before a name, months, and words before a number.
const SHORT: [&str; 36] = [
    "adm", "amb", "apr", "aug", "capt", "col", "dec", "depart", "dept", "dr", "feb", "gen", "gov", "jan",
    "jr", "jul", "jun", "lt", "mar", "mr", "mrs", "no", "nos", "nov", "nr", "oct", "para", "paras", "re",
    "sec", "sen", "sep", "sept", "sr", "st", "vs",
];

/// How far a look back from a full stop goes for the word before it: longer words are no abbreviations.
const LONGEST_SHORT: usize = 16;

/// Where the first sentence ends, behind its full stop; none where the text goes on to its end.
pub(super) fn end(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let lead = text.len() - text.trim_start().len();
    memchr::memchr_iter(b'.', bytes).find(|&stop| is_end(bytes, lead, stop)).map(|stop| stop + 1)
}

/// True where the full stop at `stop` ends the sentence that begins at `lead`.
fn is_end(bytes: &[u8], lead: usize, stop: usize) -> bool {
    let behind = &bytes[stop + 1..];
    let closed = behind.first().is_none_or(|b| b.is_ascii_whitespace() || matches!(b, b')' | b']' | b'"'));
    let word = bytes[stop.saturating_sub(LONGEST_SHORT)..stop]
        .rsplit(|b| b.is_ascii_whitespace() || matches!(b, b'(' | b'['))
        .next()
        .unwrap_or_default();
    let figures = word.iter().all(u8::is_ascii_digit);
    // `at 6:16 a.m. Repeated to Paris`: a capital letter begins the next sentence.
    let hour = matches!(word, b"a.m" | b"p.m") && matches!(behind, [b' ', b'A'..=b'Z', ..]);
    let short = word.len() == 1 && !figures
        || word.contains(&b'.') && !hour
        || SHORT.iter().any(|known| known.as_bytes().eq_ignore_ascii_case(word));
    // `1.` numbers what follows.
    let numbers = figures && word.len() <= 2 && stop == lead + word.len();
    closed && !short && !numbers
}

/// The sentences of a text, each with where it begins.
pub(super) fn all(text: &str) -> impl Iterator<Item = (usize, &str)> {
    divided(text, end)
}

/// What stands between any two full stops. Before its markings a source note has the names of files, which may end as an initial
/// does: `POL 27 VIET S. Secret`.
pub(super) fn at_stops(text: &str) -> impl Iterator<Item = (usize, &str)> {
    divided(text, |text| text.find(". ").map(|at| at + 1))
}

fn divided(text: &str, end: impl Fn(&str) -> Option<usize>) -> impl Iterator<Item = (usize, &str)> {
    let mut from = 0;
    std::iter::from_fn(move || {
        let rest = text.get(from..).filter(|rest| !rest.is_empty())?;
        let part = &rest[..end(rest).unwrap_or(rest.len())];
        let lead = part.len() - part.trim_start().len();
        let sentence = (from + lead, part.trim());
        from += part.len();
        Some(sentence)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_stop_ends_a_sentence_or_a_word() {
        let sentences = |text| all(text).map(|(_, sentence)| sentence).collect::<Vec<_>>();
        for (text, parts) in [
            ("Cleared by J.D. Rowan and Adm. Hale. Repeated to Paris.", 2),
            ("Received at 6:16 a.m. Repeated to Paris.", 2),
            ("We met at 5 p.m. yesterday.", 1),
            ("Meeting of Sept. 12 with Sen. Field", 1),
            ("A. Tokyo 3060. B. State 85715.", 2),
            ("1. Nine lights work. 2. One does not.", 2),
        ] {
            assert_eq!(sentences(text).len(), parts, "{text}");
            assert_eq!(sentences(text).join(" "), text);
        }
        let at: Vec<_> = at_stops("Files, POL 27 VIET S. Secret.").collect();
        assert_eq!(at, [(0, "Files, POL 27 VIET S."), (22, "Secret.")]);
        assert_eq!(all("").count(), 0);
    }
}
