//! What the tests of fields share.

/// The text cut off at every character, and with dirt put in: none of it may fail.
pub(crate) fn broken(text: &str) -> impl Iterator<Item = String> {
    let places: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    let dirt = ["é", "\u{0}", "\n", "(", "1.4", "…", ",", "\u{a0}"];
    places.into_iter().enumerate().flat_map(move |(n, at)| {
        let (before, after) = (text[..at].to_owned(), text[at..].to_owned());
        let mixed = format!("{before}{}{after}", dirt[n % dirt.len()]);
        [before, after, mixed]
    })
}
