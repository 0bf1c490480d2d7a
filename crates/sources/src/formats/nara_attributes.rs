//! The `Message Attributes` of a 1973-79 record (TF 12.5; formats 1.3): `Key: value` lines in alphabetical order.

use super::lines::{Lines, trim};

/// Keys that are not in title case, as all others are.
const ODD: &[&str] = &["SAS ID", "TAGS", "vdkvgwkey"];

/// Reads the lines behind `Message Attributes`. Empty values are left out; `n/a` is what the source says and stays.
///
/// A value can run on over the next lines without an indent; they are joined with a blank. Page stamps fall away.
pub(crate) fn read(part: &[u8]) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    for range in Lines::new(part, 0) {
        let line = trim(&part[range]);
        if line.is_empty() || stamp(line) || line == b"Message Attributes" || line == b"<< END OF DOCUMENT >>"
        {
            continue;
        }
        let line = super::text_of(line);
        if let Some((key, value)) = entry(&line) {
            found.push((key.to_owned(), value.trim().to_owned()));
        } else if let Some((_, value)) = found.last_mut() {
            if !value.is_empty() {
                value.push(' ');
            }
            value.push_str(&line);
        }
    }
    found.retain(|(_, value)| !value.is_empty());
    found
}

/// `Draft Date: 31 jul 1979` splits; `MEETING: THE SECOND DAY` is a value that runs on.
fn entry(line: &str) -> Option<(&str, &str)> {
    // Keys are letters and blanks.
    let end = line.bytes().position(|b| !(b.is_ascii_alphabetic() || b == b' '))?;
    let (key, behind) = line.split_at(end);
    let value =
        behind.strip_prefix(':').filter(|value| value.is_empty() || value.starts_with([' ', '\t']))?;
    let title_case = key.len() <= 45
        && key.starts_with(|c: char| c.is_ascii_uppercase())
        && key.bytes().any(|b| b.is_ascii_lowercase());
    (title_case || ODD.contains(&key)).then_some((key, value))
}

/// The release stamp of a page (TF 12.1), in one line.
pub(crate) fn stamp(line: &[u8]) -> bool {
    let line = trim(line);
    line.len() < 200
        && stamp_words(line)
        && memchr::memmem::find(line, b"Systematic Review").is_some()
        && !line.starts_with(b"Markings:")
        && !line.starts_with(b"Review Markings:")
}

/// `Declassified/Released`, by its stroke: most lines have none.
fn stamp_words(line: &[u8]) -> bool {
    memchr::memchr_iter(b'/', line).any(|stroke| {
        line[..stroke].ends_with(b"Declassified") && line[stroke + 1..].starts_with(b"Released")
    })
}

/// `31 jul 1979`, `31-Jul-1979 12:00:00 am` as `1979-07-31`. `01 JAN 1960` means that there is none (formats 1.3).
pub(crate) fn date(value: &str) -> Option<String> {
    const MONTHS: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let mut words = value.split([' ', '-']);
    let day: u8 = words.next()?.parse().ok().filter(|day| (1..=31).contains(day))?;
    let name = words.next()?.to_ascii_lowercase();
    let month = MONTHS.iter().position(|month| *month == name)? + 1;
    let year: u16 = words.next()?.parse().ok().filter(|year| (1900..=2100).contains(year))?;
    ((year, month, day) != (1960, 1, 1)).then(|| format!("{year:04}-{month:02}-{day:02}"))
}
