//! The table of 251,287 rows published in 2011: eight columns, no header line (formats 9).
//!
//! Every field is in double quotes, a quote inside is `\"`, the backslash is the escape, fields hold line ends. Columns:
//! running number, date `m/d/yyyy h:mm`, MRN, origin, classification, references, header, body. The telegram's text is the
//! header, a line end and the body; the other columns are attributes.
//!
//! A row is framed here, because a broken one must not take the rows after it along: inside a field no line can begin as a
//! row does (its quotes would be escaped), so where one does, the row before it was broken.

use super::{Format, Sniff, text_of};
use crate::error::{At, ItemErrorKind};
use crate::limits::MAX_ITEM;
use crate::run::{Emit, Flow};
use crate::window::Window;
use bytes::Bytes;
use csv_core::{ReadRecordResult, Reader, ReaderBuilder};
use memchr::{memchr, memchr_iter, memchr3};

/// The table of 251,287 telegrams, eight columns without a header line.
pub static FORMAT: Format =
    Format { id: "cablegate-csv", title: "the 2010 table: eight columns, no header line", sniff, cut };

/// The columns that become attributes, by their place.
const COLUMNS: [&str; 6] = ["number", "date", "mrn", "origin", "classification", "references"];
const FIELDS: usize = 8;
const MRN: usize = 2;

/// How long the beginning of a row is that tells it: number, date and the year of the MRN.
const ROW_HEAD: usize = 64;

fn sniff(head: &[u8]) -> Sniff {
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    if begins_row(head) { Sniff::Yes } else { Sniff::No }
}

/// `"1","12/26/2006 11:45","06`: a row begins here. The running number, a number, may be without quotes.
fn begins_row(data: &[u8]) -> bool {
    let run = |data: &[u8], of: fn(&u8) -> bool| data.iter().take(ROW_HEAD).take_while(|b| of(b)).count();
    let (rest, divider): (&[u8], &[u8]) = match data.strip_prefix(b"\"") {
        Some(rest) => (rest, b"\",\""),
        None => (data, b",\""),
    };
    let number = run(rest, u8::is_ascii_digit);
    let Some(rest) = rest[number..].strip_prefix(divider) else { return false };
    let date = run(rest, |b| b.is_ascii_digit() || matches!(b, b'/' | b':' | b' ' | b'-' | b'T'));
    let Some(rest) = rest[date..].strip_prefix(b"\",\"") else { return false };
    let year = run(rest, u8::is_ascii_digit);
    number > 0 && date >= 6 && (2..=4).contains(&year) && rest.get(year).is_some_and(u8::is_ascii_alphabetic)
}

/// Where a row ends in the window.
enum End {
    /// Behind this many bytes, its line end among them; true when its quotes do not match.
    At(usize, bool),
    /// It is longer than [`MAX_ITEM`].
    TooLong,
    /// The stream ends in it.
    Stream,
}

/// Goes through a row's bytes once, though the window grows.
#[derive(Default)]
struct Framer {
    at: usize,
    quoted: bool,
}

impl Framer {
    fn end(&mut self, window: &mut Window<'_>) -> End {
        loop {
            let data = window.data();
            let Some(found) =
                memchr3(b'"', b'\\', b'\n', &data[self.at.min(data.len())..]).map(|n| self.at + n)
            else {
                self.at = self.at.max(data.len());
                if self.at > MAX_ITEM {
                    return End::TooLong;
                }
                if !window.more() {
                    return End::Stream;
                }
                continue;
            };
            if found > MAX_ITEM {
                return End::TooLong;
            }
            match data[found] {
                b'"' => self.quoted = !self.quoted,
                b'\\' => {
                    self.at = found + 2;
                    continue;
                }
                _ => {
                    if data.len() - found < ROW_HEAD * 2 && window.more() {
                        self.at = found;
                        continue;
                    }
                    let broken = self.quoted && begins_row(&window.data()[found + 1..]);
                    if broken || !self.quoted {
                        return End::At(found + 1, broken);
                    }
                }
            }
            self.at = found + 1;
        }
    }
}

fn cut(window: &mut Window<'_>, emit: &mut Emit<'_>) -> Flow {
    let mut fields = Fields::new();
    let mut line = 1;
    loop {
        let start = window.start();
        let at = At::Line { line, byte: start };
        match Framer::default().end(window) {
            End::At(n, false) => {
                let row = window.take(n);
                line += lines_in(&row);
                fields.send(emit, start, at, row)?;
            }
            End::At(n, true) => {
                line += lines_in(&window.take(n));
                emit.fail(
                    Some(at),
                    ItemErrorKind::Row("a quote is not closed before the next row begins".into()),
                )?;
            }
            End::TooLong => {
                emit.fail(
                    Some(at),
                    ItemErrorKind::TooLong { limit: MAX_ITEM, what: "the row was passed over" },
                )?;
                line += pass_over(window);
            }
            End::Stream if window.broken() || window.data().is_empty() => return Flow::Continue(()),
            End::Stream => {
                let row = window.take(usize::MAX);
                return fields.send(emit, start, at, row);
            }
        }
    }
}

fn lines_in(row: &[u8]) -> u64 {
    memchr_iter(b'\n', row).count() as u64
}

/// Goes on to the next line that begins as a row does. Returns how many lines were passed over.
fn pass_over(window: &mut Window<'_>) -> u64 {
    let mut lines = 0;
    loop {
        match memchr(b'\n', window.data()) {
            Some(n) => {
                window.take(n + 1);
                lines += 1;
                window.fill(ROW_HEAD * 2);
                if begins_row(window.data()) {
                    return lines;
                }
            }
            None => {
                window.take(usize::MAX);
                if !window.more() {
                    return lines;
                }
            }
        }
    }
}

/// Takes rows apart. The memory is used again for each row.
struct Fields {
    reader: Reader,
    text: Vec<u8>,
    ends: Vec<usize>,
}

impl Fields {
    fn new() -> Fields {
        let reader = ReaderBuilder::new().escape(Some(b'\\')).build();
        Fields { reader, text: Vec::new(), ends: vec![0; FIELDS * 4] }
    }

    /// The fields of a row: how many there are.
    fn read(&mut self, row: &[u8]) -> Result<usize, &'static str> {
        self.reader.reset();
        // What is unescaped is never longer than what is escaped.
        self.text.resize(row.len().max(1), 0);
        let (mut read, mut written, mut ended) = (0, 0, 0);
        loop {
            // No input left tells the reader that the row ends here.
            let (result, r, w, e) =
                self.reader.read_record(&row[read..], &mut self.text[written..], &mut self.ends[ended..]);
            read += r;
            written += w;
            ended += e;
            match result {
                ReadRecordResult::Record => return Ok(ended),
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputEndsFull => return Err("it has far more fields than eight"),
                ReadRecordResult::OutputFull => return Err("its fields are longer than itself"),
                ReadRecordResult::End => return Ok(0),
            }
        }
    }

    fn field(&self, n: usize) -> &[u8] {
        let start = if n == 0 { 0 } else { self.ends[n - 1] };
        &self.text[start..self.ends[n]]
    }

    fn send(&mut self, emit: &mut Emit<'_>, start: u64, at: At, row: Bytes) -> Flow {
        let mark = if row.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
        let end = row.iter().rposition(|b| !matches!(b, b'\n' | b'\r')).map_or(mark, |n| n + 1).max(mark);
        let row = row.slice(mark..end);
        if super::lines::all_blank(&row) {
            return Flow::Continue(());
        }
        let fields = match self.read(&row) {
            Ok(FIELDS) => FIELDS,
            Ok(n) => {
                return emit.fail(Some(at), ItemErrorKind::Row(format!("it has {n} fields, not eight")));
            }
            Err(message) => return emit.fail(Some(at), ItemErrorKind::Row(message.into())),
        };
        let (header, body) = (self.field(fields - 2), self.field(fields - 1));
        let mut text = Vec::with_capacity(header.len() + 1 + body.len());
        text.extend_from_slice(header);
        if !header.is_empty() {
            text.push(b'\n');
        }
        text.extend_from_slice(body);
        let mut item = emit.rendered(start + mark as u64, row, Bytes::from(text));
        // The rows are what they are: known copies are in UTF-8, a dump of a database may be in Latin-1.
        item.encoding = None;
        for (n, name) in COLUMNS.into_iter().enumerate() {
            let value = text_of(self.field(n));
            if !value.is_empty() {
                item.attributes.push((name.to_owned(), value.into_owned()));
            }
        }
        let mrn = text_of(self.field(MRN));
        item.id = (!mrn.is_empty()).then(|| mrn.into_owned());
        item.date = date(&text_of(self.field(1)));
        emit.send(item)
    }
}

/// `12/26/2006 11:45` as `2006-12-26`.
fn date(value: &str) -> Option<String> {
    let mut numbers = value.split_whitespace().next()?.split('/');
    let month: u8 = numbers.next()?.parse().ok().filter(|month| (1..=12).contains(month))?;
    let day: u8 = numbers.next()?.parse().ok().filter(|day| (1..=31).contains(day))?;
    let year: u16 = numbers.next()?.parse().ok().filter(|year| (1900..=2100).contains(year))?;
    numbers.next().is_none().then(|| format!("{year:04}-{month:02}-{day:02}"))
}
