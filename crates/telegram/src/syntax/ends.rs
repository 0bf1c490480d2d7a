//! Line ends that a copy doubled, or put in other signs: a blank line behind every line, a backslash before the end, `<br>`,
//! `&#x000A;` (TF 17). They are read as the ends that they stand for.

use super::lines::is_blank;

/// Which of them a text has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Ends {
    /// `<br>` or an entity stands for an end, perhaps before a real one.
    marks: bool,
    /// A backslash stands before each end.
    backslash: bool,
    /// A blank line stands behind each line.
    doubled: bool,
}

impl Ends {
    /// Looks for them in the first lines: a copy has them in all.
    pub(super) fn find(src: &[u8]) -> Ends {
        Ends { marks: has_marks(src), backslash: has_backslashes(src), doubled: is_doubled(src) }
    }

    /// The text has none of them.
    pub(super) fn is_plain(self) -> bool {
        self == Ends::default()
    }

    /// Calls `each` with `(start, content end, end)` of what a line holds that ends at `end`; gives where the next line begins.
    pub(super) fn cut(
        self,
        src: &[u8],
        (start, content_end, end): (usize, usize, usize),
        mut each: impl FnMut(usize, usize, usize),
    ) -> usize {
        let end = if self.doubled { behind_blank(src, end) } else { end };
        let mut content_end = content_end;
        if self.backslash {
            let line = src[start..content_end].trim_ascii_end();
            content_end = start + line.strip_suffix(b"\\").unwrap_or(line).len();
        }
        let mut from = start;
        if self.marks {
            let mut at = from;
            while let Some(found) = memchr::memchr2(b'<', b'&', &src[at..content_end]) {
                at += found;
                let length = mark(&src[at..content_end]);
                if length == 0 {
                    at += 1;
                    continue;
                }
                let behind = at + length;
                if src[behind..content_end].iter().all(|b| is_blank(*b)) {
                    each(from, at, end);
                    return end;
                }
                each(from, at, behind);
                (from, at) = (behind, behind);
            }
        }
        each(from, content_end, end);
        end
    }

    /// The lines of a stretch of the text, without their ends.
    pub(super) fn rows(self, text: &[u8]) -> Rows<'_> {
        Rows { rest: Some(text), ends: self }
    }
}

/// Lines one after the other.
pub(super) struct Rows<'t> {
    rest: Option<&'t [u8]>,
    ends: Ends,
}

impl<'t> Iterator for Rows<'t> {
    type Item = &'t [u8];

    fn next(&mut self) -> Option<&'t [u8]> {
        let rest = self.rest?;
        let end = memchr::memchr3(b'\n', b'\r', 0x0c, rest);
        let mut found = end.map(|at| (at, line_end(&rest[at..])));
        if self.ends.marks {
            let signs = memchr::memchr2_iter(b'<', b'&', &rest[..end.unwrap_or(rest.len())]);
            let mut marks = signs.map(|at| (at, mark(&rest[at..]))).filter(|(_, length)| *length > 0);
            found = marks.next().or(found);
        }
        let Some((at, length)) = found else {
            self.rest = None;
            return Some(self.ends.bare(rest));
        };
        let mut next = at + length;
        if rest[at] == b'<' || rest[at] == b'&' {
            let blanks = rest[next..].iter().take_while(|b| matches!(b, b' ' | b'\t')).count();
            next += match rest[next + blanks..].first() {
                Some(b'\n' | b'\r') => blanks + line_end(&rest[next + blanks..]),
                _ => 0,
            };
        }
        if self.ends.doubled {
            next = behind_blank(rest, next);
        }
        self.rest = Some(&rest[next..]);
        Some(self.ends.bare(&rest[..at]))
    }
}

impl Ends {
    /// A line without the backslash before its end.
    fn bare(self, line: &[u8]) -> &[u8] {
        let bare = if self.backslash { line.trim_ascii_end().strip_suffix(b"\\") } else { None };
        bare.unwrap_or(line)
    }
}

/// The bytes of the line end that the text begins with.
fn line_end(text: &[u8]) -> usize {
    let returns = text.iter().take_while(|b| **b == b'\r').count();
    if text.get(returns) == Some(&b'\n') { returns + 1 } else { 1 }
}

/// Where the line behind a blank one begins, if a blank one begins at `end`.
fn behind_blank(src: &[u8], end: usize) -> usize {
    let blanks = src[end..].iter().take_while(|b| matches!(b, b' ' | b'\t')).count();
    let rest = &src[end + blanks..];
    if matches!(rest.first(), Some(b'\n' | b'\r')) { end + blanks + line_end(rest) } else { end }
}

/// The bytes of a sign for a line end that the text begins with: `<br>`, `<br/>`, `&#x000A;`, `&#10;`. 0 where there is none.
fn mark(text: &[u8]) -> usize {
    let text = &text[..text.len().min(16)];
    let close = |from: usize, sign: u8| text[from..].iter().position(|b| *b == sign).map(|at| from + at);
    if let Some(rest) = text.strip_prefix(b"<br") {
        let slash = rest.iter().take_while(|b| matches!(b, b' ' | b'/')).count();
        return if rest.get(slash) == Some(&b'>') { 3 + slash + 1 } else { 0 };
    }
    let Some(end) = text.starts_with(b"&#").then(|| close(2, b';')).flatten() else { return 0 };
    let number = &text[2..end];
    let is_line_feed = match number {
        [b'x' | b'X', zeros @ .., b'A' | b'a'] => zeros.iter().all(|b| *b == b'0'),
        [zeros @ .., b'1', b'0'] => zeros.iter().all(|b| *b == b'0'),
        _ => false,
    };
    if is_line_feed { end + 1 } else { 0 }
}

/// Do signs for line ends stand at half of the first lines or more? A few of them are left over from a page.
fn has_marks(src: &[u8]) -> bool {
    const LEAST: usize = 3;
    let sample = &src[..src.len().min(SAMPLE)];
    let signs = memchr::memchr2_iter(b'<', b'&', sample);
    let marks = signs.filter(|&at| mark(&src[at..]) > 0).count();
    marks >= LEAST && {
        let lines = Ends::default().rows(sample).filter(|line| !line.trim_ascii().is_empty()).count();
        marks * 2 >= lines
    }
}

/// How many bytes at the beginning tell of the whole text.
const SAMPLE: usize = 3000;

/// Does a backslash stand at the end of each of the first lines?
fn has_backslashes(src: &[u8]) -> bool {
    const LINES: usize = 12;
    const LEAST: usize = 3;
    let sample = &src[..src.len().min(SAMPLE)];
    if memchr::memchr(b'\\', sample).is_none() {
        return false;
    }
    let lines = || Ends::default().rows(sample).map(<[u8]>::trim_ascii);
    let texts = || lines().filter(|line| !line.is_empty()).take(LINES);
    texts().count() >= LEAST && texts().all(|line| line.ends_with(b"\\"))
}

/// Does a blank line stand behind each of the first lines, those of the addresses among them? Paragraphs of one long line each are
/// parted so in good copies.
fn is_doubled(src: &[u8]) -> bool {
    const LEAST: usize = 8;
    const WIDE: usize = 100;
    let (mut lines, mut wide, mut addresses) = (0, 0, false);
    let (mut before, mut blank): (&[u8], bool) = (b"", true);
    for line in Ends::default().rows(&src[..src.len().min(SAMPLE)]).map(<[u8]>::trim_ascii) {
        if line.is_empty() {
            blank = true;
            continue;
        }
        // Most texts leave here at once.
        if !blank {
            return false;
        }
        addresses |= before.starts_with(b"FM ") && (line.starts_with(b"TO ") || line.starts_with(b"INFO "));
        wide += usize::from(line.len() > WIDE);
        (lines, before, blank) = (lines + 1, line, false);
    }
    addresses && lines >= LEAST && wide * 4 <= lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<&str> {
        let ends = Ends::find(text.as_bytes());
        ends.rows(text.as_bytes()).map(|row| std::str::from_utf8(row).unwrap()).collect()
    }

    fn cut(text: &str) -> Vec<&str> {
        let ends = Ends::find(text.as_bytes());
        let mut found = Vec::new();
        let mut next = 0;
        let _ = super::super::lines::each_line(text.as_bytes(), |start, content_end, end| {
            if start >= next {
                next = ends.cut(text.as_bytes(), (start, content_end, end), |start, content_end, _| {
                    found.push(text[start..content_end].trim_end());
                });
            }
        });
        found
    }

    #[test]
    fn signs_for_line_ends() {
        for text in [
            "A<br>B<br/>C<br>D",
            "A<br>\nB<br />\nC<br>\nD<br>\n",
            "A&#x000A;B&#10;\r\nC&#xA;D",
            "A\\\nB \\\nC\\\nD\\\n",
        ] {
            assert_eq!(cut(text), ["A", "B", "C", "D"], "{text}");
            assert_eq!(rows(text).iter().filter(|row| !row.is_empty()).count(), 4, "{text}");
        }
        assert_eq!(cut("A<br>B\nC"), ["A<br>B", "C"]);
        assert_eq!(cut("A &#38; B < C <bracket>\nD"), ["A &#38; B < C <bracket>", "D"]);
    }

    #[test]
    fn doubled_lines() {
        let text =
            "R 121430Z MAR 75\n\nFM X\n\nTO Y\n\nUNCLAS X 1\n\nTAGS: PREL\n\nSUBJ: LAMPS\n\n\n\n1. A\n\nB\n";
        let expected =
            ["R 121430Z MAR 75", "FM X", "TO Y", "UNCLAS X 1", "TAGS: PREL", "SUBJ: LAMPS", "", "1. A", "B"];
        assert_eq!(cut(text), expected);
        assert_eq!(rows(text)[..9], expected);
        assert!(Ends::find(b"1. A\n\n2. B\n\n3. C\n\n4. D\n\n5. E\n\n6. F\n\n7. G\n\n8. H\n").is_plain());
    }
}
