//! Would a reader read what the draft says?

mod heading;

use crate::message::{Block, Kind, Message};
use crate::problem::Problems;
use crate::said::joined;
use crate::write::Form;
use chancery_registry::Registry;
use chancery_telegram::record::{self, BlockKind, Record};

/// Compares what was read of the telegram with what it was written from. A difference is an error at its place: the telegram
/// would say something else than the draft.
pub(crate) fn compare(
    message: &Message,
    record: &Record<'_>,
    form: Form,
    registry: &Registry,
    problems: &mut Problems,
) {
    let level = record.classification.as_ref().and_then(|class| class.level);
    if level != Some(message.level) {
        let read = level.map_or("no level", |level| level.as_str());
        let text = format!("the class line would be read as {read}");
        problems.error("classification", &message.level_said, text, "write the level in full");
    }
    let mrn = record.mrn.as_ref();
    let year = u16::try_from(message.sent.year()).ok();
    if mrn.is_none_or(|mrn| {
        mrn.number != message.number || mrn.year != year || !mrn.text.contains(&message.station.text)
    }) {
        let read = mrn.map_or("nothing", |mrn| mrn.text.as_ref());
        let text = format!("the number would be read as {read}");
        problems.error("number", &message.station, text, "give `station` as numbers name it");
    }
    heading::compare(message, record, form, registry, problems);
    subject(message, record, problems);
    let signed = signature(message, record, form, problems);
    let blocks: Vec<&Block> = message.body.iter().filter(|block| !block.text.is_empty()).collect();
    let tables = message.body.iter().any(|block| block.kind == Kind::Table);
    let differs = blocks.iter().zip(&record.body).find(|(block, read)| !same(block, read));
    // A table is read as running text.
    if tables {
        return;
    }
    // What is no signature goes to the text: the last paragraph is longer then, or one more is read.
    let last = |block: &Block| blocks.last().is_some_and(|last| std::ptr::eq(*last, block));
    if !signed && record.body.len() >= blocks.len() && differs.is_none_or(|(block, _)| last(block)) {
        return;
    }
    if let Some((block, read)) = differs {
        let help = "divide or join paragraphs otherwise, or begin it with other words";
        let message = format!("{} would be read otherwise: {}", named(block), shown(read));
        problems.error("text", &block.said, message, help);
    } else if blocks.len() != record.body.len() {
        let at = blocks.get(record.body.len()).or(blocks.last());
        let text = format!("{} parts of the text would be read as {}", blocks.len(), record.body.len());
        let said = at.map(|block| block.said.clone()).unwrap_or_default();
        problems.error("text", &said, text, "end each paragraph with a full stop, and number paragraphs");
    }
}

fn subject(message: &Message, record: &Record<'_>, problems: &mut Problems) {
    let Some(first) = message.subject.first() else { return };
    let subject = record.subject.as_deref().unwrap_or_default();
    let read = match record.subject_mark.as_deref() {
        Some(mark) if first.text.starts_with('(') => format!("({mark}) {subject}"),
        Some(mark) => format!("{subject} ({mark})"),
        None => subject.to_owned(),
    };
    if read != joined(&message.subject) {
        let text = format!("the subject would be read as `{read}`");
        problems.error(
            "subject",
            first,
            text,
            "use other words: these read like another line of the heading",
        );
    }
}

/// Gives whether the signature is read as it is written.
fn signature(message: &Message, record: &Record<'_>, form: Form, problems: &mut Problems) -> bool {
    let own: Vec<String> = message.signature.iter().map(|name| name.text.clone()).collect();
    let read: Vec<String> = match form {
        Form::Smart => {
            record.signature.iter().flat_map(|line| line.split(", ")).map(str::to_uppercase).collect()
        }
        _ => record.signature.iter().map(|name| name.to_string()).collect(),
    };
    if let (true, Some(first)) = (own != read, message.signature.first()) {
        let text = match &read[..] {
            [] => "the signature would not be read as one".to_owned(),
            read => format!("the signature would be read as {}", read.join(", ")),
        };
        problems.error("signature", first, text, "write a surname; end the text with a full stop");
    }
    own == read
}

fn same(block: &Block, read: &record::Block<'_>) -> bool {
    let kind = match read.kind {
        BlockKind::Heading => Kind::Heading,
        BlockKind::Quote => Kind::Quote,
        _ => Kind::Paragraph,
    };
    let mark = block.mark.as_deref() == read.mark.as_deref()
        || block.mark.is_none() && chancery_telegram::fields::mark::entire_text(&read.text).is_some();
    kind == block.kind && block.number == read.number && mark && block.text == read.text
}

fn named(block: &Block) -> String {
    match (block.kind, block.number) {
        (Kind::Heading, _) => "the heading".to_owned(),
        (Kind::Quote, _) => "the quoted text".to_owned(),
        (_, Some(number)) => format!("paragraph {number}"),
        _ => "the paragraph".to_owned(),
    }
}

fn shown(read: &record::Block<'_>) -> String {
    let number = read.number.map(|number| format!("{number}. ")).unwrap_or_default();
    let mark = read.mark.as_deref().map(|mark| format!("({mark}) ")).unwrap_or_default();
    let words: String = read.text.chars().take(40).collect();
    format!("`{number}{mark}{words}...`")
}
