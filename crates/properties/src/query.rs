//! Queries and words: what people type, and what is made of any text.

use chancery_archive::words::words_with_seams;
use chancery_registry::Registry;
use chancery_view::query::{Mistakes, Query, parse};
use jiff::civil::Date;

/// Any text is a query or has mistakes that can be printed; a query is printed so that it reads as the same one.
pub fn query(src: &[u8]) {
    let text = String::from_utf8_lossy(src);
    match read(&text) {
        Ok(query) => {
            let printed = query.to_string();
            assert_eq!(read(&printed).ok(), Some(query), "{text:?} is printed as {printed:?}");
        }
        Err(mistakes) => assert!(!mistakes.to_string().is_empty(), "{text:?} has mistakes without words"),
    }
}

fn read(text: &str) -> Result<Query, Mistakes> {
    parse(text, Registry::builtin(), Date::constant(2026, 1, 1))
}

/// The words of any text lie in it, one after the other; each position begins with its plain word.
pub fn words(src: &[u8]) {
    let text = String::from_utf8_lossy(src);
    // The first bytes say where page lines were taken out.
    let mut seams: Vec<usize> =
        src.iter().take(4).map(|&byte| usize::from(byte) % (text.len() + 1)).collect();
    seams.retain(|&at| text.is_char_boundary(at));
    seams.sort_unstable();
    seams.dedup();
    let mut next = 0;
    words_with_seams(&text, &seams, &mut |word| {
        assert!(!word.text.is_empty() && word.text.len() <= 240, "{word:?} has no length for a word");
        assert!(
            word.start < word.end && text.get(word.start..word.end).is_some(),
            "{word:?} is not in {text:?}"
        );
        assert!(word.width > 0, "{word:?} takes no position");
        if word.main {
            assert_eq!(word.position, next, "{word:?} is at another place in {text:?}");
            next += 1;
        } else {
            assert!(word.position < next, "{word:?} comes before its plain word in {text:?}");
        }
    });
}
