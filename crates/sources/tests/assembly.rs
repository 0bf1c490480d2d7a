//! Sections that lie apart, put together.

use chancery_sources::assemble::assemble;
use chancery_sources::{Item, Options, SectionKey, read_bytes};

fn section(serial: u32, this: u16, of: u16, end: &str) -> String {
    format!("VZCZCXRO0231\nRR RUEHC\nDE RUEHQX #{serial:04}/{this:02} 0711436\n{of}\nTEXT {this}\nNNNN{end}")
}

/// Reads the serial and the section off format line 3 of the sections made here.
fn key(item: &Item) -> Option<SectionKey> {
    let text = std::str::from_utf8(&item.bytes).ok()?;
    let mut lines = text.lines().skip(2);
    let (serial, rest) = lines.next()?.strip_prefix("DE RUEHQX #")?.split_once('/')?;
    let this = rest.split(' ').next()?.parse().ok()?;
    Some(SectionKey { telegram: serial.into(), this, of: lines.next()?.parse().ok()? })
}

fn read(files: &[String]) -> Vec<Item> {
    let items = files
        .iter()
        .enumerate()
        .flat_map(|(n, f)| read_bytes(&n.to_string(), f.as_bytes(), Options::default()));
    assemble(items, key).map(Result::unwrap).collect()
}

fn sections(item: &Item) -> Vec<String> {
    String::from_utf8_lossy(&item.bytes)
        .lines()
        .filter_map(|l| l.strip_prefix("TEXT "))
        .map(str::to_owned)
        .collect()
}

#[test]
fn sections_of_several_files_become_one_in_order() {
    let files =
        [section(1, 3, 3, ""), section(2, 1, 1, "\n"), section(1, 1, 3, "\n"), section(1, 2, 3, "\n")];
    let found = read(&files);
    assert_eq!(found.len(), 2);
    assert_eq!(sections(&found[0]), ["1"], "a telegram of one section passes at once");
    assert_eq!(sections(&found[1]), ["1", "2", "3"]);
    assert_eq!(found[1].span, None);
    let files: Vec<_> = found[1].parts.iter().map(|part| part.file.to_string()).collect();
    assert_eq!(files, ["2", "3", "0"]);
    assert!(found[1].parts.iter().all(|part| part.sha256.len() == 64));
}

#[test]
fn adjoining_sections_keep_their_span() {
    let stream = [section(1, 1, 2, "\n\n"), section(1, 2, 2, "\n")].concat();
    let found = read(std::slice::from_ref(&stream));
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].span, Some((0, stream.len() as u64)));
    assert_eq!(&found[0].bytes[..], stream.as_bytes());
}

#[test]
fn what_is_incomplete_comes_at_the_end_as_it_is() {
    let found = read(&[section(1, 1, 3, "\n"), section(1, 3, 3, "\n"), section(2, 2, 2, "\n")]);
    assert_eq!(found.len(), 2);
    assert_eq!(sections(&found[0]), ["1", "3"]);
    assert_eq!(sections(&found[1]), ["2"]);
    assert!(found[1].parts.is_empty(), "a section alone stays as it was");
}

#[test]
fn a_section_that_comes_twice_begins_a_second_copy() {
    let one =
        [section(1, 1, 2, "\n"), section(1, 1, 2, "\n"), section(1, 2, 2, "\n"), section(1, 2, 2, "\n")];
    let found = read(&one);
    assert_eq!(found.len(), 2);
    assert!(found.iter().all(|item| sections(item) == ["1", "2"]));
}

#[test]
fn ten_thousand_sections_are_put_together() {
    let backwards: String = (1..=10_000).rev().map(|n| section(1, n, 10_000, "\n")).collect();
    let found = read(&[backwards]);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].parts.len(), 10_000);
    let same: String = (1..=10_000).map(|_| section(1, 1, 2, "\n")).collect();
    assert_eq!(read(&[same]).len(), 10_000);
}
