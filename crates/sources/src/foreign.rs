//! Kinds of files that lie among telegrams and hold none that could be read here.

use memchr::{memchr, memmem};

/// First bytes and what they are.
const MAGIC: &[(&[u8], &str)] = &[
    (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF87a", "a GIF picture"),
    (b"GIF89a", "a GIF picture"),
    (b"II*\0", "a TIFF picture"),
    (b"MM\0*", "a TIFF picture"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"PAR1", "a Parquet table"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a document of an old word processor"),
    (b"{\\rtf", "a rich text document"),
    (b"wOFF", "a font"),
    (b"\xff\xfe\0\0", "a text in UTF-32"),
    (b"\0\0\xfe\xff", "a text in UTF-32"),
];

/// What a file is by its first bytes, where it is of a known kind that holds no text.
pub fn of(head: &[u8]) -> Option<&'static str> {
    MAGIC.iter().find(|(magic, _)| head.starts_with(magic)).map(|(_, what)| *what)
}

/// What a file is that lists telegrams and holds none (formats 3): a page or table of search results.
pub fn index(head: &[u8]) -> Option<&'static str> {
    let has = |part: &[u8], word: &[u8]| memmem::find(part, word).is_some();
    if has(head, b"id=\"queryResults\"") {
        return Some("a page of AAD search results");
    }
    let first = &head[..memchr(b'\n', head).unwrap_or(head.len())];
    let columns = [&b"Draft Date"[..], b"Document Number", b"Film Number"];
    (first.contains(&b',') && columns.into_iter().all(|name| has(first, name)))
        .then_some("a table of AAD search results")
}
