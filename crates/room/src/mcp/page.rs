//! Long texts, a page at a time.

use crate::problem::Problem;

/// The most bytes of a page as they are sent, in JSON: an answer with all around it stays below 60 KB.
const MOST: usize = 50_000;

/// A part of a text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Page {
    /// The part.
    pub(super) text: String,
    /// Where it begins and ends in the whole, and how long that is, in bytes.
    begin: usize,
    end: usize,
    whole: usize,
    /// Bytes of the whole were no text and stand as U+FFFD.
    damaged: bool,
}

impl Page {
    /// The page of a text that begins at a byte. It ends with a line, where one ends late enough.
    ///
    /// # Errors
    /// That the text is not so long.
    pub(super) fn of(bytes: &[u8], offset: usize) -> Result<Page, Problem> {
        Page::at_most(MOST, bytes, offset)
    }

    /// As [`of`](Page::of), of so many bytes in JSON.
    pub(super) fn at_most(most: usize, bytes: &[u8], offset: usize) -> Result<Page, Problem> {
        let text = String::from_utf8_lossy(bytes);
        let whole = text.len();
        if offset > 0 && offset >= whole {
            return Err(Problem::wrong(format!("`offset` is {offset}, and the text has {whole} bytes")));
        }
        let begin = (0..=offset).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        let rest = text.get(begin..).unwrap_or_default();
        let mut sent = 0;
        let full = rest.char_indices().find_map(|(at, c)| {
            sent += in_json(c);
            (sent > most).then_some(at)
        });
        let length = match full {
            None => rest.len(),
            Some(full) => {
                let line = rest.get(..full).and_then(|page| page.rfind('\n')).map_or(0, |at| at + 1);
                if line > full / 2 { line } else { full }
            }
        };
        Ok(Page {
            text: rest.get(..length).unwrap_or_default().to_owned(),
            begin,
            end: begin + length,
            whole,
            damaged: matches!(text, std::borrow::Cow::Owned(_)),
        })
    }

    /// Where the next page begins.
    pub(super) fn next(&self) -> Option<usize> {
        (self.end < self.whole).then_some(self.end)
    }

    /// What is to be said about a page that is not all, or not text: where it stands, and how to go on.
    pub(super) fn about(&self, how: impl Fn(usize) -> String) -> Option<String> {
        let mut said = Vec::new();
        if self.begin > 0 || self.end < self.whole {
            said.push(format!("These were bytes {} to {} of {}.", self.begin, self.end, self.whole));
        }
        if let Some(next) = self.next() {
            said.push(format!("To go on, {}.", how(next)));
        }
        if self.damaged {
            said.push("Bytes that are not UTF-8 stand as U+FFFD.".to_owned());
        }
        (!said.is_empty()).then(|| said.join(" "))
    }
}

/// How many bytes a character has in a JSON string.
fn in_json(c: char) -> usize {
    match c {
        '"' | '\\' | '\n' | '\r' | '\t' => 2,
        c if u32::from(c) < 0x20 => 6,
        c => c.len_utf8(),
    }
}

#[cfg(test)]
mod tests {
    use super::{MOST, Page};

    #[test]
    fn pages_make_up_the_text_and_none_is_too_long() {
        let line = "A LINE \"OF\" SO MANY WORDS, ÉTÉ.\n";
        for text in
            [line.repeat(9000), "É".repeat(100_000), "\u{1}".repeat(30_000), String::new(), "A".into()]
        {
            let (mut offset, mut all) = (0, String::new());
            loop {
                let page = Page::of(text.as_bytes(), offset).unwrap();
                assert!(serde_json::to_string(&page.text).unwrap().len() <= MOST + 2);
                all.push_str(&page.text);
                match page.next() {
                    Some(next) => offset = next,
                    None => break,
                }
            }
            assert!(all == text);
        }
        let first = Page::of(line.repeat(9000).as_bytes(), 0).unwrap();
        assert!(first.text.ends_with('\n'));
        assert!(
            first
                .about(|at| format!("ask for {at}"))
                .unwrap()
                .ends_with(&format!("To go on, ask for {}.", first.end))
        );
    }

    #[test]
    fn an_offset_inside_a_character_is_before_it_and_one_past_the_end_is_refused() {
        assert_eq!(Page::of("aÉb".as_bytes(), 2).unwrap().text, "Éb");
        assert!(Page::of(b"abc", 3).is_err());
        assert!(Page::of(b"abc", usize::MAX).is_err());
        assert_eq!(Page::of(b"", 0).unwrap().about(|at| at.to_string()), None);
        let damaged = Page::of(b"a\xffb", 0).unwrap();
        assert_eq!(damaged.about(|at| at.to_string()).unwrap(), "Bytes that are not UTF-8 stand as U+FFFD.");
    }
}
