//! What a record says of levels and restrictions, before any rule is applied.

use super::caveats::Caveats;
use super::label::{Label, level_named};
use chancery_registry::Registry;
use chancery_telegram::fields::mark;
use chancery_telegram::record::{Block, Level, Record};

/// The mark of a portion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// It has none.
    None,
    /// It has one.
    Own(Label),
    /// There is one that cannot be read; as far as it can be, it says this.
    Unread(Label),
}

/// The telegram's own label: the level of its class line with the caveats there and the captions. None where the level
/// cannot be told.
pub(super) fn whole(record: &Record<'_>) -> Option<Label> {
    let class = record.classification.as_ref()?;
    let label = class.caveats.iter().fold(Label::of(class.level?), |label, name| label.with_caption(name));
    Some(record.captions.iter().fold(label, |label, name| label.with_caption(name)))
}

/// The restrictions that hold for every portion, whatever its mark says.
pub(super) fn wide(record: &Record<'_>) -> Caveats {
    let beside = record.classification.iter().flat_map(|class| &class.caveats);
    let all = record
        .captions
        .iter()
        .chain(beside)
        .fold(Label::UNCLASSIFIED, |label, name| label.with_caption(name));
    all.caveats.meet(Caveats::OF_THE_WHOLE)
}

/// The mark of the entire text, `C - ENTIRE TEXT`, as a paragraph bears it (markings-and-indexing 1.3).
pub(super) fn entire(record: &Record<'_>) -> Option<Label> {
    let marked =
        record.body.iter().filter(|block| block.level.is_some() || block.text.starts_with(['(', '[', '{']));
    let words = marked.filter(|block| {
        let head = &block.text.as_bytes()[..block.text.len().min(60)];
        head.windows(11).any(|words| words.eq_ignore_ascii_case(b"ENTIRE TEXT"))
    });
    let own = words.filter_map(|block| match of_block(block) {
        Mark::Own(label) => Some(label),
        _ => None,
    });
    own.reduce(Label::join)
}

fn own(block: &Block<'_>) -> Option<Label> {
    let level = block.level?;
    Some(block.caveats.iter().fold(Label::of(level), |label, name| label.with_caption(name)))
}

/// The mark of a block.
pub(super) fn of_block(block: &Block<'_>) -> Mark {
    match (own(block), &block.mark) {
        (Some(label), _) => Mark::Own(label),
        (None, Some(printed)) => Mark::Unread(label_of(printed).unwrap_or(Label::UNCLASSIFIED)),
        // A mark that was left in the words, as where the line has characters beyond ASCII.
        (None, None) => at_beginning(&block.text, block.number.is_some()),
    }
}

/// The mark at the beginning of a portion's words.
fn at_beginning(text: &str, after_number: bool) -> Mark {
    if !after_number && !text.starts_with(['(', '[', '{']) {
        return Mark::None;
    }
    match mark::read(text, after_number).filter(|found| !found.small) {
        Some(found) => Mark::Own(label_of_mark(&found, text)),
        None => unread(text).map_or(Mark::None, |as_far| match mark::entire_text(text) {
            Some(found) => {
                let caveats = found.caveats.names(text);
                Mark::Own(caveats.fold(Label::of(found.level), |label, name| label.with_caption(&name)))
            }
            None => Mark::Unread(as_far),
        }),
    }
}

/// The mark of a list's item, at the beginning of its words.
pub(super) fn of_item(text: &str) -> Mark {
    at_beginning(text, false)
}

/// The subject's mark.
pub(super) fn of_subject(record: &Record<'_>) -> Mark {
    match record.subject_mark.as_deref() {
        None => record.subject.as_deref().map_or(Mark::None, |subject| at_beginning(subject, false)),
        Some(printed) => label_of(printed).map_or(Mark::Unread(level_of_first(printed)), Mark::Own),
    }
}

/// The label that a mark without its brackets means.
fn label_of(printed: &str) -> Option<Label> {
    if let Some(level) = level_named(printed) {
        return Some(Label::of(level));
    }
    let mut bracketed = String::with_capacity(printed.len() + 2);
    bracketed.push('(');
    bracketed.push_str(printed);
    bracketed.push(')');
    mark::read(&bracketed, true)
        .filter(|found| found.len == bracketed.len())
        .map(|found| label_of_mark(&found, &bracketed))
}

fn label_of_mark(found: &mark::Mark, text: &str) -> Label {
    found.caveats.names(text).fold(Label::of(found.level), |label, name| label.with_caption(&name))
}

/// The longest stretch in brackets that is taken for a mark that cannot be read.
const LONGEST: usize = 40;

/// A text that begins with what must be a mark, but is none that can be read: `(S/QQ)`, `(5/NF)`. Gives what of it can be.
///
/// It has strokes, hyphens or commas between words in capitals, and begins with a level or ends with a known restriction.
fn unread(text: &str) -> Option<Label> {
    let inner = text.strip_prefix(['(', '[', '{'])?;
    let close = inner.bytes().take(LONGEST).position(|b| matches!(b, b')' | b']' | b'}'))?;
    let inner = &inner[..close];
    let plain =
        |b: u8| b.is_ascii_uppercase() || b.is_ascii_digit() || matches!(b, b'/' | b'-' | b',' | b' ');
    if !inner.bytes().all(plain) || !inner.contains(['/', '-', ',']) {
        return None;
    }
    let mut words = inner.split(['/', '-', ',']).map(str::trim).filter(|word| !word.is_empty());
    let first = words.next().and_then(level_named);
    let last = words.next_back().map(Caveats::meaning);
    let restricts = matches!(last, Some(super::caveats::Meaning::Restricts(_)));
    match first {
        Some(level) if last.is_some() => Some(Label::of(level)),
        None if restricts => Some(Label::UNCLASSIFIED),
        _ => None,
    }
}

fn level_of_first(printed: &str) -> Label {
    let first = printed.split(['/', '-', ',', ' ']).next().unwrap_or_default();
    level_named(&first.to_ascii_uppercase()).map_or(Label::UNCLASSIFIED, Label::of)
}

/// The names under which sources tell the level as sent, and the restrictions (source-formats 1.3).
const LEVELS: [&str; 3] = ["Original Classification", "Previous Classification", "classification"];
const RESTRICTIONS: [&str; 3] =
    ["Original Handling Restrictions", "Previous Handling Restrictions", "Channel Indicators"];

/// The highest label that is found anywhere in a telegram: on the class line, in marks, in the security warning of format
/// line 4 (ACP 127), in what the source says beside it. [`Label::OWNER_ONLY`] where no level is found at all.
pub(super) fn found(record: &Record<'_>) -> Label {
    let mut level: Option<Level> = None;
    let mut label = Label { level: Level::Unclassified, caveats: wide(record) };
    let mut add = |other: Label, has_level: bool| {
        label.caveats = label.caveats.join(other.caveats);
        if has_level {
            level = level.max(Some(other.level));
        }
    };
    if let Some(class) = &record.classification {
        let caveats = class.caveats.iter().chain(&record.captions);
        let beside = caveats.fold(Label::UNCLASSIFIED, |label, name| label.with_caption(name));
        add(beside, beside.level > Level::Unclassified);
        add(Label::of(class.level.unwrap_or(Level::Unclassified)), class.level.is_some());
    } else {
        let captions =
            record.captions.iter().fold(Label::UNCLASSIFIED, |label, name| label.with_caption(name));
        add(captions, captions.level > Level::Unclassified);
    }
    let marks = record.body.iter().flat_map(|block| {
        std::iter::once(of_block(block)).chain(block.items.iter().map(|item| of_item(&item.text)))
    });
    for mark in marks.chain([of_subject(record)]) {
        match mark {
            Mark::None => {}
            Mark::Own(own) => add(own, true),
            Mark::Unread(own) => add(own, own.level > Level::Unclassified),
        }
    }
    let letter = record.transmission.as_ref().and_then(|t| t.security.as_ref()?.letter.as_deref());
    // `E` says only that the telegram was enciphered.
    if let Some(warned) = letter.map(|l| if l == "T" { "TS" } else { l }).and_then(level_named) {
        add(Label::of(warned), true);
    }
    for value in LEVELS.iter().filter_map(|name| record.attributes.get(name)) {
        let words = value.split("//").next().unwrap_or_default().trim();
        let named = Registry::builtin().level(words).and_then(|level| level_named(level.name));
        if let Some(named) = named {
            add(Label::of(named), true);
        }
    }
    for value in RESTRICTIONS.iter().filter_map(|name| record.attributes.get(name)) {
        for word in value.split([',', ';', '/']).map(str::trim) {
            if let Some(caption) = Registry::builtin().caption(word) {
                add(Label::UNCLASSIFIED.with_caption(caption.caption), false);
            }
        }
    }
    match level {
        Some(level) => Label { level, ..label },
        None => label.join(Label::OWNER_ONLY),
    }
}
