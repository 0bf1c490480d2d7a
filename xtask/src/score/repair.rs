//! How well commas that stand for apostrophes are found and mended: on good text that is damaged here as gateways did, and on
//! good text as it is, where nothing may be proposed.

use crate::Outcome;
use crate::corpus::{self, Document, Part};
use chancery_check::Look;
use chancery_check::repair::{self, Kind};
use chancery_sources::{Options as Reading, Sources};
use chancery_telegram::record::{Attributes, BlockKind};
use chancery_telegram::{Options, Telegram};
use std::collections::BTreeMap;
use std::path::Path;
use std::time::{Duration, Instant};

/// A heading of the time of the gateways, over text of any time.
const HEADING: &str = "R 121430Z MAR 07\nFM AMEMBASSY PORT ALDER\nTO SECSTATE WASHDC 5120\nUNCLAS PORT ALDER 000417\n\n\
    E.O. 12958: N/A\nTAGS: EFIS\nSUBJECT: HARBOR LIGHTS\n\n";

/// Columns of a telegram's line (TF 2.2).
const COLUMNS: usize = 69;

/// What stood at a damaged place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    Inside,
    Plural,
    Single,
    Double,
}

impl Place {
    const ALL: [Place; 4] = [Place::Inside, Place::Plural, Place::Single, Place::Double];

    fn title(self) -> &'static str {
        match self {
            Place::Inside => "inside of a word",
            Place::Plural => "behind a word in s",
            Place::Single => "single quotes and other",
            Place::Double => "double quotes",
        }
    }
}

#[derive(Debug, Default)]
struct Counts {
    texts: usize,
    places: [u32; 4],
    found: [u32; 4],
    wrong: [u32; 4],
    details: Vec<String>,
}

/// Prints the table.
pub(super) fn run(folder: &Path, part: Part, title: &str, details: bool) -> Outcome {
    let documents = corpus::documents(folder)?;
    let mut counts = Counts::default();
    for document in documents.iter().filter(|document| document.part == part && document.is_plain()) {
        measure(document, &mut counts);
    }
    println!("\nrepair: commas for apostrophes and quotation marks, {} texts {title}", counts.texts);
    println!("{:26}{:>8}{:>8}{:>9}{:>8}{:>9}", "", "places", "found", "%", "wrong", "right %");
    let mut all = [0; 3];
    for (index, place) in Place::ALL.iter().enumerate() {
        let row = [counts.places[index], counts.found[index], counts.wrong[index]];
        line(place.title(), row);
        for (sum, one) in all.iter_mut().zip(row) {
            *sum += one;
        }
    }
    line("all", all);
    if details {
        for detail in &counts.details {
            println!("{detail}");
        }
    }
    Ok(())
}

fn line(title: &str, [places, found, wrong]: [u32; 3]) {
    let percent = |part: u32, of: u32| 100.0 * f64::from(part) / f64::from(of.max(1));
    let changes = found + wrong;
    println!(
        "{title:26}{places:>8}{found:>8}{:>9.2}{wrong:>8}{:>9.2}",
        percent(found, places),
        percent(found, changes)
    );
}

/// Damages one document and looks at what is proposed.
fn measure(document: &Document, counts: &mut Counts) {
    let good = format!("{HEADING}{}", wrapped(&corpus::plain(&document.text))).into_bytes();
    let doubled = document.name.bytes().map(u32::from).sum::<u32>() % 3 == 0;
    let (bad, mut places) = damage(&good, doubled);
    if places.is_empty() && !good.contains(&b',') {
        return;
    }
    let options = Options::default();
    let telegram = Telegram::read(&bad, Attributes::default(), &options);
    // Quoted documents are not to be mended.
    let quotes = telegram.record.body.iter().filter(|block| block.kind == BlockKind::Quote);
    for quote in quotes {
        places.retain(|at, _| !quote.span.range().contains(at));
    }
    counts.texts += 1;
    for place in places.values() {
        counts.places[*place as usize] += 1;
    }
    let look = Look::new(&telegram, &options);
    let mut missed = places.clone();
    for proposal in look.proposals().iter().filter(|proposal| proposal.kind == Kind::Comma) {
        let at = proposal.span.start as usize;
        if places.contains_key(&at) && good[at..at + 1] == *proposal.text.as_bytes() {
            counts.found[places[&at] as usize] += 1;
            missed.remove(&at);
            continue;
        }
        let kind = match (proposal.text.as_str(), bad.get(at + 1)) {
            ("\"", _) => Place::Double,
            (_, Some(byte)) if byte.is_ascii_alphabetic() => Place::Inside,
            _ if proposal.quotation.is_none() => Place::Plural,
            _ => Place::Single,
        };
        counts.wrong[kind as usize] += 1;
        counts.details.push(format!("wrong  {} {}", document.name, around(&bad, at)));
    }
    for at in missed.into_keys() {
        let place = places[&at].title();
        counts.details.push(format!("missed {place}: {} {}", document.name, around(&bad, at)));
    }
}

fn around(text: &[u8], at: usize) -> String {
    let (from, to) = (at.saturating_sub(60), (at + 50).min(text.len()));
    let part = |range: &[u8]| String::from_utf8_lossy(range).replace('\n', " ");
    format!("{}«{}»{}", part(&text[from..at]), part(&text[at..=at]), part(&text[at + 1..to]))
}

/// Commas in place of apostrophes and single quotation marks; where `doubled`, `&` and `8` in place of double ones.
fn damage(good: &[u8], doubled: bool) -> (Vec<u8>, BTreeMap<usize, Place>) {
    let mut bad = good.to_vec();
    let mut places = BTreeMap::new();
    let mut open = None;
    for at in HEADING.len()..good.len() {
        let before = good[at - 1];
        let behind = good.get(at + 1).copied().unwrap_or(b' ');
        match good[at] {
            b'\'' => {
                let place = match before {
                    _ if behind.is_ascii_alphabetic() && !before.is_ascii_whitespace() => Place::Inside,
                    b's' | b'S' if behind.is_ascii_whitespace() => Place::Plural,
                    _ => Place::Single,
                };
                bad[at] = b',';
                places.insert(at, place);
            }
            b'\n' if before == b'\n' => open = None,
            b'"' if doubled && before.is_ascii_whitespace() && behind.is_ascii_alphanumeric() => {
                open = Some(at)
            }
            b'"' if doubled && !behind.is_ascii_alphanumeric() => {
                if let Some(begin) = open.take() {
                    for (at, sign) in [(begin, b'&'), (at, b'8')] {
                        bad[at] = sign;
                        places.insert(at, Place::Double);
                    }
                }
            }
            _ => {}
        }
    }
    (bad, places)
}

/// Long lines divided as a telegram's are.
fn wrapped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / COLUMNS);
    for line in text.lines() {
        let mut column = 0;
        for word in line.split(' ').filter(|word| !word.is_empty()) {
            if column > 0 && column + 1 + word.len() > COLUMNS {
                out.push('\n');
                column = 0;
            } else if column > 0 {
                out.push(' ');
                column += 1;
            }
            out.push_str(word);
            column += word.len();
        }
        out.push('\n');
    }
    out
}

/// Counts what is proposed for released telegrams as they are, kind by kind.
pub(super) fn as_they_are(folder: &Path, details: bool) -> Outcome {
    println!("\nrepair: telegrams as they are");
    let folders = ["nara-aad-raw/txt-lines", "smart", "frus-tei"];
    print!("{:12}", "");
    for folder in folders {
        print!("{:>24}", folder);
    }
    println!();
    let mut table = vec![[0_u32; 3]; Kind::ALL.len() + 1];
    let (mut reading, mut proposing) = (Duration::ZERO, Duration::ZERO);
    for (column, name) in folders.iter().enumerate() {
        for item in Sources::new([folder.join(name)], Reading::default()).into_iter().flatten() {
            let options = Options { date: item.date_hint(), ..Options::default() };
            let start = Instant::now();
            let telegram = item.telegram(&options, false);
            reading += start.elapsed();
            table[Kind::ALL.len()][column] += 1;
            let look = Look::new(&telegram, &options);
            let start = Instant::now();
            let proposals = repair::propose(&look);
            proposing += start.elapsed();
            for proposal in proposals {
                let row = Kind::ALL.iter().position(|kind| *kind == proposal.kind).unwrap_or_default();
                table[row][column] += 1;
                if details {
                    let text = telegram.source();
                    let at = proposal.span.start as usize;
                    let shown = if at < text.len() { around(text, at) } else { String::new() };
                    println!(
                        "{} {} {:?} -> {:?} {} | {shown}",
                        item.file,
                        proposal.kind.as_str(),
                        telegram.text(proposal.span),
                        proposal.text,
                        proposal.confidence
                    );
                }
            }
        }
    }
    for (row, counts) in table.iter().enumerate() {
        let title = Kind::ALL.get(row).map_or("telegrams", |kind| kind.as_str());
        println!("{title:12}{:>24}{:>24}{:>24}", counts[0], counts[1], counts[2]);
    }
    println!(
        "{:.1} ms to read them, {:.1} ms to propose",
        reading.as_secs_f64() * 1e3,
        proposing.as_secs_f64() * 1e3
    );
    Ok(())
}
