//! Good text: released telegrams and documents in the public domain, from a folder that is not part of the project.
//!
//! What lies there is said in `docs/repair.md`. Each document belongs to one of three parts, by a hash of its name, so that
//! what a word list or a weight was made from is not what it is measured on.

use crate::{Outcome, workspace};
use chancery_sources::{Options, Sources};
use chancery_telegram::syntax::Kind;
use quick_xml::Reader;
use quick_xml::events::Event;
use sha2::{Digest, Sha256};
use std::fs;
use std::path::{Path, PathBuf};

/// What a document is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// Three fifths: word list and weights are made from it.
    Build,
    /// One fifth: looked at when the rules are tuned.
    Tune,
    /// One fifth: run, not looked at.
    Aside,
}

/// One document's running text.
#[derive(Debug)]
pub(crate) struct Document {
    /// Where it comes from.
    pub(crate) name: String,
    /// What it is for.
    pub(crate) part: Part,
    /// Its paragraphs, a blank line between two.
    pub(crate) text: String,
    /// True for a reading of scanned paper, whose words are not all words.
    pub(crate) scanned: bool,
}

impl Document {
    /// True for text as it was typed or printed: not read off paper by a machine, not annotated.
    pub(crate) fn is_plain(&self) -> bool {
        !self.scanned && !self.text.contains("[[")
    }
}

/// The folders of running text and how their files end. `frus-tei` holds volumes in TEI.
const FOLDERS: [(&str, &str); 4] =
    [("nara-aad-raw/txt-lines", "txt"), ("nara-aad-annotated", "txt"), ("smart", "txt"), ("foia-ocr", "md")];

/// All documents, in the order of their names.
pub(crate) fn documents(folder: &Path) -> Result<Vec<Document>, Box<dyn std::error::Error>> {
    let mut found = Vec::new();
    for path in files(&folder.join("frus-tei"), "xml")? {
        volume(&path, &mut found).map_err(|error| format!("{}: {error}", path.display()))?;
    }
    for (name, ending) in FOLDERS {
        for path in files(&folder.join(name), ending)? {
            let relative = path.strip_prefix(folder).unwrap_or(&path).display().to_string();
            let part = part(relative.get(1..).unwrap_or_default());
            let scanned = name == "foia-ocr";
            let text =
                if scanned { String::from_utf8_lossy(&fs::read(&path)?).into_owned() } else { body(&path) };
            found.push(Document { name: relative, part, text, scanned });
        }
    }
    if found.is_empty() {
        return Err(format!("{}: no text of the corpus lies there", folder.display()).into());
    }
    Ok(found)
}

/// The files below a folder that end so; none where there is no such folder.
fn files(folder: &Path, ending: &str) -> std::io::Result<Vec<PathBuf>> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let mut files = workspace::files(folder)?;
    files.retain(|file| file.extension().is_some_and(|extension| extension == ending));
    Ok(files)
}

/// The name that is hashed is, for files of one telegram, the path without its first letter: so the parts were divided
/// first, and so they stay, that nobody may see now what was set aside then.
fn part(name: &str) -> Part {
    let hash = Sha256::digest(name.as_bytes());
    let number = u32::from_be_bytes([hash[0], hash[1], hash[2], hash[3]]);
    match number % 5 {
        0..=2 => Part::Build,
        3 => Part::Tune,
        _ => Part::Aside,
    }
}

/// The lines of text of the telegrams in a file.
fn body(path: &Path) -> String {
    let mut text = String::new();
    for item in Sources::new([path], Options::default()).into_iter().flatten() {
        let telegram = item.telegram(&chancery_telegram::Options::default(), false);
        for line in telegram.lines() {
            match line.kind {
                Kind::Text => text.push_str(&telegram.line(line)),
                Kind::Blank => {}
                _ => continue,
            }
            text.push('\n');
        }
    }
    text
}

/// The paragraphs of a volume's documents, without heads and notes.
fn volume(path: &Path, found: &mut Vec<Document>) -> Outcome {
    let xml = fs::read_to_string(path)?;
    let volume = path.file_name().unwrap_or_default().to_string_lossy();
    let mut reader = Reader::from_str(&xml);
    // The element in which a document begins, and how deep notes and heads are nested there.
    let mut depth = 0_usize;
    let mut documents: Vec<usize> = Vec::new();
    let (mut paragraphs, mut skipped) = (0_usize, 0_usize);
    let mut space = false;
    loop {
        match reader.read_event()? {
            Event::Start(tag) => {
                depth += 1;
                match tag.local_name().as_ref() {
                    "div" => {
                        let value = |name: &str| {
                            tag.try_get_attribute(name).ok().flatten().map(|a| a.value.to_string())
                        };
                        if value("type").as_deref() == Some("document") {
                            let name = format!("{volume}#{}", value("xml:id").unwrap_or_default());
                            let part = part(&name);
                            found.push(Document { name, part, text: String::new(), scanned: false });
                            documents.push(depth);
                        }
                    }
                    "p" => paragraphs += 1,
                    "note" | "head" => skipped += 1,
                    "lb" => space = true,
                    _ => {}
                }
            }
            Event::Empty(tag) => space |= tag.local_name().as_ref() == "lb",
            Event::End(tag) => {
                match tag.local_name().as_ref() {
                    "p" => {
                        paragraphs = paragraphs.saturating_sub(1);
                        if let Some(document) =
                            found.last_mut().filter(|_| skipped == 0 && !documents.is_empty())
                        {
                            document.text.push_str("\n\n");
                        }
                        space = false;
                    }
                    "note" | "head" => skipped = skipped.saturating_sub(1),
                    "div" if documents.last() == Some(&depth) => {
                        documents.pop();
                    }
                    _ => {}
                }
                depth = depth.saturating_sub(1);
            }
            Event::Text(text) if paragraphs > 0 && skipped == 0 && !documents.is_empty() => {
                if let Some(document) = found.last_mut() {
                    push(&mut document.text, &text.into_inner(), &mut space);
                }
            }
            Event::GeneralRef(name) if paragraphs > 0 && skipped == 0 && !documents.is_empty() => {
                let sign = match name.resolve_char_ref() {
                    Ok(Some(sign)) => Some(sign),
                    _ => match &*name.into_inner() {
                        "apos" => Some('\''),
                        "quot" => Some('"'),
                        "amp" => Some('&'),
                        _ => None,
                    },
                };
                if let (Some(document), Some(sign)) = (found.last_mut(), sign) {
                    push(&mut document.text, sign.encode_utf8(&mut [0; 4]), &mut space);
                }
            }
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// Adds text, each run of white space as one blank.
fn push(out: &mut String, text: &str, space: &mut bool) {
    for c in text.chars() {
        if c.is_whitespace() {
            *space = true;
            continue;
        }
        if std::mem::take(space) && !out.is_empty() && !out.ends_with('\n') {
            out.push(' ');
        }
        out.push(c);
    }
}

/// Text with plain apostrophes and quotation marks in place of typographic ones, so that each is one byte.
pub(crate) fn plain(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\u{2018}' | '\u{2019}' => '\'',
            '\u{201c}' | '\u{201d}' => '"',
            other => other,
        })
        .collect()
}

/// What a gateway made of it: a comma of each apostrophe and single quotation mark.
pub(crate) fn damaged(plain: &str) -> String {
    plain.replace('\'', ",")
}
