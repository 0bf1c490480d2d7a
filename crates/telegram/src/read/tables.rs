//! Tables: lines in columns, which running text never has (TF 6.11, 17).

use super::blocks::{BodyLine, Gap};
use super::lead;
use super::unwrap::BLANKS;
use super::words::ends_sentence;
use std::ops::Range;

/// How many rows make a table.
const FEWEST: usize = 3;

/// Two rows are a table if they have as many cells as this.
const MANY: u8 = 4;

/// The longest row, in bytes. What is longer is a paragraph of a copy that does not wrap.
const LONGEST: usize = 132;

/// What stands as far from the margin as this, alone on its line, stands below a cell.
const MARGIN: usize = 12;

/// How far back the beginning of a line is looked for.
const INDENT: usize = 160;

/// How many lines between two rows may hold the beginning of the second one's first cell.
const MOST_BETWEEN: usize = 2;

/// How many rows back a column is looked for.
const LAST_ROWS: usize = 8;

/// The tables among the lines of a body, in order; and of each line, whether two blanks stand side by side in it.
pub(crate) fn find(bytes: &[u8], lines: &[BodyLine]) -> (Vec<Range<usize>>, Vec<bool>) {
    let mut tables = Vec::new();
    let mut spaced = vec![false; lines.len()];
    let mut run = Run::default();
    let mut gaps = Gaps { bytes, asked: 0, blanks: 0, tab: 0 };
    for (at, line) in lines.iter().enumerate() {
        let span = line.span.range();
        let stand_in = gaps.stand_in(&span);
        spaced[at] = stand_in && gaps.blanks + 1 < span.end;
        match stand_in.then(|| row(&bytes[span], indent(bytes, line))).flatten() {
            Some(row) => {
                if !run.goes_on(&row, line.gap) {
                    run.close(&mut tables);
                }
                run.push(row, line.gap, at);
            }
            // Most lines end here.
            None if run.rows.is_empty() => {}
            None if run.holds(bytes, line, at) => {}
            None => run.close(&mut tables),
        }
    }
    run.close(&mut tables);
    (tables, spaced)
}

/// Rows that may be those of one table.
#[derive(Default)]
struct Run {
    rows: Vec<Row>,
    /// What stands together of them, without page breaks and other lines between.
    parts: Vec<Part>,
    /// Lines behind the last one that belongs to them; they belong to them too if a row follows.
    between: usize,
}

/// Rows that stand together, and their lines.
#[derive(Debug)]
struct Part {
    row: usize,
    lines: Range<usize>,
}

impl Run {
    fn push(&mut self, row: Row, gap: Gap, at: usize) {
        if self.rows.is_empty() || gap == Gap::Page || self.between > 0 {
            self.parts.push(Part { row: self.rows.len(), lines: at..at });
        }
        self.rows.push(row);
        self.take(at);
    }

    /// The line at `at` belongs to the rows.
    fn take(&mut self, at: usize) {
        self.between = 0;
        if let Some(part) = self.parts.last_mut() {
            part.lines.end = at + 1;
        }
    }

    /// Behind a page break, or lines that are no rows, the columns have to stand where they stood.
    fn goes_on(&self, row: &Row, gap: Gap) -> bool {
        let near = gap != Gap::Page && gap != Gap::Lost && self.between == 0;
        let below = |at: u16| self.below(usize::from(at));
        near || gap != Gap::Lost
            && (row.number || row.wide)
            && (below(row.second) || usize::from(row.indent) >= MARGIN && below(row.indent))
    }

    /// Does a column of the last rows begin here?
    fn below(&self, at: usize) -> bool {
        self.rows.iter().rev().take(LAST_ROWS).any(|row| usize::from(row.second).abs_diff(at) <= 2)
    }

    /// Does a line that is no row belong to the rows: a rule, a cell below another, or the beginning of a first cell that is too long
    /// for its column?
    fn holds(&mut self, bytes: &[u8], line: &BodyLine, at: usize) -> bool {
        let Some(last) = self.rows.last() else { return false };
        let text = &bytes[line.span.range()];
        let from = indent(bytes, line);
        let second = usize::from(last.second);
        let cell = from >= MARGIN
            && match line.gap {
                Gap::None | Gap::Page => from + 2 >= second || self.below(from),
                Gap::Blank => is_number(text),
                Gap::Lost | Gap::Signature => false,
            };
        if self.between == 0 && cell || line.gap != Gap::Page && lead::rule(text) {
            self.take(at);
            return true;
        }
        self.between += 1;
        let paragraph = lead::number(text).is_some() && (line.gap != Gap::None || ends_sentence(text));
        line.gap != Gap::Page && self.between <= MOST_BETWEEN && from + text.len() <= second + 2 && !paragraph
    }

    /// Gives the lines of the rows, if they are a table; else those of each part that is one.
    fn close(&mut self, tables: &mut Vec<Range<usize>>) {
        if let [first, .., last] = &self.parts[..]
            && is_table(&self.rows)
        {
            tables.push(first.lines.start..last.lines.end);
        } else {
            for (i, part) in self.parts.iter().enumerate() {
                let end = self.parts.get(i + 1).map_or(self.rows.len(), |next| next.row);
                if is_table(&self.rows[part.row..end]) {
                    tables.push(part.lines.clone());
                }
            }
        }
        self.rows.clear();
        self.parts.clear();
        self.between = 0;
    }
}

/// Where blanks stand together, or a tabulator: few lines of a text have any.
struct Gaps<'b> {
    bytes: &'b [u8],
    /// The stretch that was asked for begins here.
    asked: usize,
    /// The next of each behind it.
    blanks: usize,
    tab: usize,
}

impl Gaps<'_> {
    /// True where one stands in a stretch. Stretches come in order, but for those of sections that do not.
    fn stand_in(&mut self, span: &Range<usize>) -> bool {
        // Most lines leave here.
        if self.asked <= span.start && span.end <= self.blanks.min(self.tab) {
            self.asked = span.start;
            return false;
        }
        // Nothing is known at first.
        let back = span.start < self.asked || self.tab == 0 && self.blanks == 0;
        self.asked = span.start;
        let rest = &self.bytes[span.start..];
        if back || self.blanks < span.start {
            self.blanks = span.start + BLANKS.find(rest).unwrap_or(rest.len());
        }
        if back || self.tab < span.start {
            self.tab = span.start + memchr::memchr(b'\t', rest).unwrap_or(rest.len());
        }
        self.blanks.min(self.tab) < span.end
    }
}

/// What a line shows of a table.
#[derive(Clone, Copy, Debug)]
struct Row {
    cells: u8,
    /// A cell behind the first is a number.
    number: bool,
    /// Where the first cell begins.
    indent: u16,
    /// Where the second cell begins, counted from the margin.
    second: u16,
    /// The cells stand three blanks or more apart.
    wide: bool,
}

/// How many blanks stand before a line's characters.
pub(crate) fn indent(bytes: &[u8], line: &BodyLine) -> usize {
    let start = line.span.start as usize;
    bytes[start.saturating_sub(INDENT)..start].iter().rev().take_while(|b| matches!(b, b' ' | b'\t')).count()
}

/// A line of two cells or more. Blanks behind the end of a sentence, a number of a paragraph or a bullet part no cells.
fn row(text: &[u8], indent: usize) -> Option<Row> {
    if text.len() > LONGEST || is_spaced_out(text) {
        return None;
    }
    let place = |at: usize| u16::try_from(at).unwrap_or(u16::MAX);
    let mut row = Row { cells: 1, number: false, indent: place(indent), second: 0, wide: true };
    let mut at = 0;
    let mut cell = 0;
    while let Some(gap) = gap(text, at) {
        let before = &text[cell..gap.start];
        at = gap.end;
        let tab = text[gap.clone()].contains(&b'\t');
        let ends = matches!(before.last(), Some(b'.' | b':' | b'?' | b'!' | b';' | b',' | b'"' | b')'));
        let leads = cell == 0 && before.len() <= 5 && (ends || !before.iter().any(u8::is_ascii_alphanumeric));
        if leads || !tab && gap.len() < 3 && ends {
            continue;
        }
        let next = &text[gap.end..];
        if row.cells == 1 {
            row.second = place(indent + gap.end);
        }
        row.wide &= tab || gap.len() >= 3;
        row.cells = row.cells.saturating_add(1);
        row.number |= is_number(&next[..self::gap(next, 0).map_or(next.len(), |gap| gap.start)]);
        cell = gap.end;
    }
    (row.cells > 1).then_some(row)
}

/// `H A R B O R   L I G H T S`: most of the words are letters.
fn is_spaced_out(text: &[u8]) -> bool {
    let words = text.split(|b| *b == b' ').filter(|word| !word.is_empty());
    let (letters, all) = words.fold((0, 0), |(letters, all), word| {
        (letters + usize::from(word.len() == 1 && word[0].is_ascii_alphabetic()), all + 1)
    });
    letters * 2 > all
}

/// The next blanks, two or more, or a tabulator, inside of a text.
fn gap(text: &[u8], from: usize) -> Option<Range<usize>> {
    let rest = &text[from..];
    let start = (0..rest.len().saturating_sub(1))
        .find(|&i| rest[i] == b'\t' || rest[i] == b' ' && matches!(rest[i + 1], b' ' | b'\t'))?;
    let length = rest[start..].iter().take_while(|b| matches!(b, b' ' | b'\t')).count();
    (start + length < rest.len()).then_some(from + start..from + start + length)
}

/// `1,234.5`, `-12`, `$ 40`, `11.1%`, `N/A`, `--`.
fn is_number(cell: &[u8]) -> bool {
    let cell = [&b"O/O"[..], b"PCT"].iter().find_map(|unit| cell.strip_suffix(*unit)).unwrap_or(cell);
    let figures = cell.iter().filter(|b| b.is_ascii_digit()).count();
    let letters = cell.iter().filter(|b| b.is_ascii_alphabetic()).count();
    figures > 0 && letters <= figures.min(3) || matches!(cell, b"-" | b"--" | b"N/A" | b"NA")
}

/// Are the rows a table: numbers in columns, or columns that stand below each other?
fn is_table(rows: &[Row]) -> bool {
    // A row of years and one of values.
    let pair = rows.len() == 2 && rows.iter().all(|row| row.cells >= MANY && row.number);
    if pair || rows.len() < FEWEST {
        return pair;
    }
    let count = |is: &dyn Fn(&Row) -> bool| rows.iter().filter(|row| is(row)).count();
    let numbers = count(&|row| row.number);
    // The second column begins at one place in most rows, perhaps that of the second or the last row.
    let below = |row: &Row| count(&|other| other.second.abs_diff(row.second) <= 1);
    let aligned = [rows[0], rows[1], rows[rows.len() - 1]].iter().map(below).max().unwrap_or_default();
    let most = rows.len() * 2 / 3;
    let wide = count(&|row| row.wide);
    numbers >= 2 && numbers >= most || aligned >= FEWEST && aligned >= most && wide >= most
}

/// The text of a table: its rows, each as far from the margin as from the others it stands.
pub(crate) fn text(bytes: &[u8], lines: &[BodyLine], read: impl Fn(Range<usize>) -> String) -> String {
    let least = lines.iter().map(|line| indent(bytes, line)).min().unwrap_or_default();
    let mut text = String::new();
    for line in lines {
        if !text.is_empty() {
            text.push('\n');
        }
        text.extend(std::iter::repeat_n(' ', indent(bytes, line) - least));
        text.push_str(&read(line.span.range()));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{BodyLine, Gap, find};
    use crate::span::Span;

    fn tables(text: &str) -> Vec<std::ops::Range<usize>> {
        let mut at = 0;
        let mut lines = Vec::new();
        for line in text.split_inclusive('\n') {
            let own = line.trim();
            let start = at + line.len() - line.trim_start().len();
            lines.push(BodyLine { span: Span::new(start, start + own.len()), gap: Gap::None });
            at += line.len();
        }
        find(text.as_bytes(), &lines).0
    }

    #[test]
    fn columns_are_tables_and_running_text_is_none() {
        for text in [
            "YEAR  COD  HERRING\n1974  12  14\n1975  100  200\n",
            "COMMODITY     VOLUME\nTIN           1,234\nSILVER        55\nTOTAL         1,289\n",
            "Party        Leader        Town\nBlue         Weaver        Port Alder\nRed          Rowan         Greyhaven\n",
            "A\t1\nB\t2\nC\t3\n",
            "YEAR     1974    1975    1976\nCOD        12      14      --\n",
            "LIGHTS THAT      NINE\n  WORK           9\nLIGHTS\n  THAT DO NOT    1\nTOTAL            10\n                 (IN 1975)\n",
        ] {
            let all = 0..text.lines().count();
            assert!(matches!(&tables(text)[..], [table] if *table == all), "{text}");
        }
        for text in [
            "The board met.  It was late.  All were tired.\nNobody spoke.  The lamp was lit.  It rained.\nThey went home.  The end.  So it was.\n",
            "1.  THE BOARD MET\n2.  THE LAMP WAS LIT\n3.  THE END\n",
            "--   FIRST POINT\n--   SECOND POINT\n--   THIRD POINT\n",
            "•     First the board\n•     Then the lamp\n•     Then the end\n",
            "TIN      12\nSILVER   14\n3. LEAD.\nLEAD     1\nZINC     2\n",
            "H A R B O R   L I G H T S\nH A R B O R   L I G H T S\nH A R B O R   L I G H T S\n",
            "THE  BOARD MET  IN THE\nHARBOR   AND LIT A LAMP\nTHAT IS  NOT OUT\n",
        ] {
            assert!(tables(text).is_empty(), "{text}");
        }
    }
}
