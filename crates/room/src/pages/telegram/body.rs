//! The text of a telegram: paragraphs with their marks in the margin, lists as lists.

use super::super::words;
use super::inline::{Piece, pieces};
use chancery_exports::parts::{Redactions, Taken, bullet};
use chancery_telegram::record::{self, BlockKind, Damage, DamageKind, Record};
use std::collections::{BTreeMap, BTreeSet};

/// A block of the text.
pub(in crate::pages) struct Block {
    pub(in crate::pages) id: String,
    /// What it is, as a class of its style.
    pub(in crate::pages) kind: &'static str,
    pub(in crate::pages) number: Option<u32>,
    pub(in crate::pages) mark: Option<String>,
    pub(in crate::pages) mark_class: &'static str,
    /// What the mark means.
    pub(in crate::pages) mark_meaning: String,
    pub(in crate::pages) parts: Vec<Part>,
    /// What is wrong with the copy here, in words.
    pub(in crate::pages) damage: Vec<String>,
}

/// A part of a block.
pub(in crate::pages) enum Part {
    Heading(Vec<Piece>),
    Words(Vec<Piece>),
    List(Vec<(String, Vec<Piece>)>),
    Table(Vec<Piece>),
}

/// The blocks of a record.
pub(in crate::pages) fn body(record: &Record<'_>) -> Vec<Block> {
    let mut redactions = Redactions::of(record);
    let blocks = record.body.iter().zip(ids(record)).map(|(block, id)| {
        let mut taken = redactions.next(block);
        let parts = match block.kind {
            BlockKind::Heading => vec![Part::Heading(pieces(&flat(&block.text), &mut taken))],
            BlockKind::Table => vec![Part::Table(pieces(block.text.trim_end(), &mut taken))],
            _ => lines(block, &mut taken),
        };
        let level = block.level.map(|level| level.as_str());
        Block {
            id,
            kind: match block.kind {
                BlockKind::Heading => "heading",
                BlockKind::Table => "table",
                BlockKind::Quote => "quote",
                _ if is_summary(block) => "summary",
                _ => "words",
            },
            number: block.number,
            mark: block.mark.as_deref().map(str::to_owned),
            mark_class: level.map_or("", words::level_class),
            mark_meaning: level
                .map(|level| {
                    [
                        &[level.to_owned()][..],
                        &block.caveats.iter().map(ToString::to_string).collect::<Vec<_>>(),
                    ]
                    .concat()
                    .join(", ")
                })
                .unwrap_or_default(),
            parts,
            damage: damage_in(record, block),
        }
    });
    blocks.collect()
}

/// The abbreviations in blocks, each once, with what they mean.
pub(super) fn abbreviations(body: &[Block]) -> BTreeMap<String, String> {
    let runs = body.iter().flat_map(|block| &block.parts).flat_map(|part| match part {
        Part::Heading(run) | Part::Words(run) | Part::Table(run) => vec![run],
        Part::List(items) => items.iter().map(|(_, run)| run).collect(),
    });
    let short = |piece: &Piece| match piece {
        Piece::Short(text, meaning) => Some((text.clone(), meaning.clone())),
        Piece::Plain(_) | Piece::Redacted(_) | Piece::Told(_) => None,
    };
    runs.flatten().filter_map(short).collect()
}

/// The names of the blocks in the page. A number can stand twice in a copy: the first one has the name.
pub(in crate::pages) fn ids(record: &Record<'_>) -> Vec<String> {
    let mut numbered = BTreeSet::new();
    let id = |(at, block): (usize, &record::Block<'_>)| match block
        .number
        .filter(|number| numbered.insert(*number))
    {
        Some(number) => format!("p{number}"),
        None => format!("b{at}"),
    };
    (1..).zip(&record.body).map(id).collect()
}

fn is_summary(block: &record::Block<'_>) -> bool {
    block.heading.as_deref().is_some_and(|heading| heading.to_ascii_uppercase().contains("SUMMARY"))
}

/// Words in one line.
pub(in crate::pages) fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Paragraphs and lists of a block.
fn lines(block: &record::Block<'_>, taken: &mut Taken<'_, '_>) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    let mut first = true;
    for line in block.text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let item = bullet(line).filter(|_| !first || block.kind == BlockKind::List);
        match item {
            Some((bullet, words)) => {
                let dash = bullet.starts_with(['-', '*', '•', '●', '–', '—']);
                let sign = if dash { "–" } else { bullet };
                let item = (sign.to_owned(), pieces(words, taken));
                match parts.last_mut() {
                    Some(Part::List(items)) => items.push(item),
                    _ => parts.push(Part::List(vec![item])),
                }
            }
            None => {
                let heading = block.heading.as_deref().filter(|heading| first && line.starts_with(heading));
                let (head, rest) = line.split_at(heading.map_or(0, str::len));
                if !head.is_empty() {
                    parts.push(Part::Heading(pieces(head, taken)));
                }
                let rest = if head.is_empty() {
                    rest
                } else {
                    rest.trim_start_matches([':', '.', ' ', '-', '–', '—'])
                };
                if !rest.trim().is_empty() {
                    parts.push(Part::Words(pieces(rest.trim_start(), taken)));
                }
            }
        }
        first = false;
    }
    parts
}

fn damage_in(record: &Record<'_>, block: &record::Block<'_>) -> Vec<String> {
    let inside = |damage: &&Damage<'_>| {
        damage.span.is_some_and(|span| span.start < block.span.end && block.span.start < span.end)
    };
    let mut list: Vec<String> = Vec::new();
    for damage in record.damage.iter().filter(inside) {
        let text = said(damage);
        if !list.contains(&text) {
            list.push(text);
        }
    }
    list
}

/// What is wrong at a place, in words.
pub(in crate::pages) fn said(damage: &Damage<'_>) -> String {
    let note = damage.note.as_deref().map(str::trim).filter(|note| !note.is_empty());
    note.map_or_else(|| kind_of(damage.kind), str::to_owned)
}

/// A kind of damage, in words.
pub(in crate::pages) fn kind_of(kind: DamageKind) -> String {
    let words = match kind {
        DamageKind::CutLine => "Lines that are cut off",
        DamageKind::MissingText => "Words that are missing",
        DamageKind::CommaForApostrophe => "Commas that stand for apostrophes",
        DamageKind::QuoteSubstitution => "Signs that stand for quotation marks",
        DamageKind::Mojibake => "Characters that were read in a wrong encoding",
        DamageKind::Entity => "Characters that were left as entities",
        DamageKind::DoubledLine => "Lines that stand twice",
        DamageKind::MissingSection => "A section that is not here",
        DamageKind::DoubledSection => "A section that is here twice",
        DamageKind::Ocr => "Characters that were misread",
        DamageKind::PageBreakInText => "Page breaks inside the text",
        DamageKind::ControlCharacter => "Control characters",
        DamageKind::WordBreak => "Words divided at a line's end",
        DamageKind::RunTogether => "Heading lines that run together",
        DamageKind::TextLost => "The text is lost",
        DamageKind::WrongShift => "Letters printed as figures",
        DamageKind::Pilcrow => "Pilcrows that an edition put in",
        DamageKind::Cut => "The copy ends too soon",
        DamageKind::Checksum => "A sum that does not add up",
        DamageKind::Limit => "A part that was too long to be read",
    };
    words.to_owned()
}
