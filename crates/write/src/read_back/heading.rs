//! The heading: who, when, how urgent, how marked, what about.

use crate::message::{Address, Message, prosign};
use crate::problem::Problems;
use crate::said::{Said, joined};
use crate::write::Form;
use chancery_registry::Registry;
use chancery_telegram::record::{Addressee, Precedence, Record, SentAt};

/// Compares each field of the heading that the form prints.
pub(super) fn compare(
    message: &Message,
    record: &Record<'_>,
    form: Form,
    registry: &Registry,
    problems: &mut Problems,
) {
    sent(message, record, problems);
    tags(message, record, registry, problems);
    references(message, record, problems);
    // The labelled form prints the rest otherwise: the precedence with each addressee, caveats among the captions.
    if form == Form::Smart {
        return;
    }
    precedence(message, record, problems);
    let from: Vec<&Addressee<'_>> = record.from.iter().collect();
    parties("from", std::slice::from_ref(&message.party.from), &from, problems);
    parties("to", &message.party.to, &record.to.iter().collect::<Vec<_>>(), problems);
    parties("info", &message.party.info, &record.info.iter().collect::<Vec<_>>(), problems);
    let caveats = record.classification.iter().flat_map(|class| class.caveats.iter());
    let mut captions = record.captions.iter().map(AsRef::as_ref);
    // Where the class line has no room for caveats, they are read among the captions.
    if captions.clone().ne(message.controls.iter().map(|one| one.text.as_str())) {
        words("classification", "caveats", &message.caveats, caveats.map(AsRef::as_ref), problems);
        words("captions", "captions", &message.captions, &mut captions, problems);
    }
    pass(message, record, problems);
    order(message, record, problems);
    classifiers(message, record, problems);
}

fn sent(message: &Message, record: &Record<'_>, problems: &mut Problems) {
    let at = message.sent;
    let minute = at.date().at(at.hour(), at.minute(), 0, 0);
    let read = record.sent.as_ref().and_then(|sent| sent.at);
    if read != Some(SentAt::Minute(minute)) {
        // The labelled form has no midnight: `0000` says there that the time is not known (TF 14).
        let help = match read {
            Some(SentAt::Day(_)) => {
                "`0000` says in this form that the time is not known: give the minute before or behind"
            }
            _ => "give day and time as `2007-03-12 14:30`",
        };
        let read = read.map_or("nothing".to_owned(), |read| read.to_string());
        let text = format!("the date-time group would be read as {read}");
        problems.error("date", &Said::default(), text, help);
    }
}

fn precedence(message: &Message, record: &Record<'_>, problems: &mut Problems) {
    let sign = |one: Precedence| prosign(one);
    let own = (Some(prosign(message.precedence)), message.info_precedence.map(sign));
    let read = (record.precedence.map(sign), record.info_precedence.map(sign));
    if own != read {
        let shown = |(first, second): (Option<char>, Option<char>)| -> String {
            first.into_iter().chain(second).map(String::from).collect::<Vec<_>>().join(" ")
        };
        let text = format!("the precedence `{}` would be read as `{}`", shown(own), shown(read));
        problems.error("precedence", &Said::default(), text, "give one precedence, or two");
    }
}

/// Names, precedences, serials and exempted names of a list.
fn parties(key: &str, own: &[Address], read: &[&Addressee<'_>], problems: &mut Problems) {
    let shown = |name: &str, precedence: Option<Precedence>, serial: Option<&str>, exempt: Vec<String>| {
        let mut text = name.to_owned();
        for more in [precedence.map(Precedence::as_str), serial].into_iter().flatten() {
            text.push_str(&format!(" {more}"));
        }
        if !exempt.is_empty() {
            text.push_str(&format!(" XMT {}", exempt.join(", ")));
        }
        text
    };
    let all = |one: &Address| {
        let exempt = one.exempt.iter().map(|name| joined(&name.words())).collect();
        shown(&joined(&one.name.words()), one.precedence, one.serial.as_deref(), exempt)
    };
    let back = |one: &Addressee<'_>| {
        let exempt = one.exempt.iter().map(|name| name.to_string()).collect();
        shown(&one.name, one.precedence, one.serial.as_deref(), exempt)
    };
    for (index, address) in own.iter().enumerate() {
        let (said, found) = (all(address), read.get(index).map(|one| back(one)));
        if found.as_deref() != Some(&*said) {
            let found = found.map_or("nothing".to_owned(), |found| format!("`{found}`"));
            let text = format!("the addressee `{said}` would be read as {found}");
            problems.error(key, &address.name, text, "write an address as in the directory: AMEMBASSY PARIS");
            return;
        }
    }
    if let (Some(more), Some(last)) = (read.get(own.len()), own.last()) {
        let text = format!("`{}` would be read as another addressee", back(more));
        problems.error(key, &last.name, text, "write an address as in the directory: AMEMBASSY PARIS");
    }
}

/// A list of words that stand in the record as they stand in the draft.
fn words<'r>(
    key: &str,
    what: &str,
    own: &[Said],
    read: impl Iterator<Item = &'r str>,
    problems: &mut Problems,
) {
    let read: Vec<&str> = read.collect();
    let differs = own.iter().enumerate().find(|(index, one)| read.get(*index) != Some(&one.text.as_str()));
    let at = differs.map(|(_, one)| one).or(own.last().filter(|_| read.len() > own.len()));
    if let Some(at) = at {
        let read = if read.is_empty() { "none".to_owned() } else { read.join(", ") };
        let text = format!("the {what} would be read as {read}");
        problems.error(key, at, text, "`chancery registry captions` lists those that are known");
    } else if !read.is_empty() && own.is_empty() {
        let text = format!("{} would be read among the {what}", read.join(", "));
        problems.error(
            key,
            &Said::default(),
            text,
            "use other words at the beginning of the heading's lines",
        );
    }
}

fn pass(message: &Message, record: &Record<'_>, problems: &mut Problems) {
    // One entry an office: the line stands in each.
    let mut read: Vec<&str> = record.pass_to.iter().map(|line| line.text.as_ref()).collect();
    read.dedup();
    let mut own: Vec<String> = message.pass.iter().map(|words| joined(words)).collect();
    own.dedup();
    if own != read {
        let differs = own.iter().zip(&read).take_while(|(own, read)| own == *read).count();
        let at = message.pass.get(differs).or(message.pass.last()).and_then(|words| words.first());
        let read = if read.is_empty() { "none".to_owned() } else { format!("`{}`", read.join("`, `")) };
        let text = format!("the pass lines would be read as {read}");
        let help = "begin each with DEPT PASS, DEPT FOR, PARIS FOR and the like";
        problems.error("pass", &at.cloned().unwrap_or_default(), text, help);
    }
}

fn order(message: &Message, record: &Record<'_>, problems: &mut Problems) {
    let read = record.executive_order.as_ref().map(|order| order.text.trim_end_matches([':', ' ']));
    let own = message.order.as_ref().map(|(order, words)| format!("E.O. {order}: {}", joined(words)));
    let own = own.as_deref().map(|own| own.trim_end_matches([':', ' ']));
    if own != read {
        let at = message.order.as_ref().and_then(|(_, words)| words.first()).cloned().unwrap_or_default();
        let text = format!("the executive order's line would be read as `{}`", read.unwrap_or_default());
        problems.error("declassify_on", &at, text, "give a day, an instruction, or an event in a few words");
    }
}

/// Name and position in any order, since `Ambassador Robin Rowan` has the position before the name; and the reasons.
fn classifiers(message: &Message, record: &Record<'_>, problems: &mut Problems) {
    if record.classified_by.iter().any(|one| one.redacted) {
        return;
    }
    let bag = |text: &str| {
        let mut words: Vec<String> = text
            .split(|c: char| c.is_whitespace() || c == ',')
            .map(|word| word.trim_matches(['.', ',', ';', '(', ')']).to_owned())
            .filter(|word| !word.is_empty())
            .collect();
        words.sort_unstable();
        words
    };
    for (index, one) in message.classifiers.iter().enumerate() {
        let read = record.classified_by.get(index);
        let who = read.map(|read| {
            let name = read.name.as_deref().unwrap_or_default();
            format!("{name}, {}", read.title.as_deref().unwrap_or_default())
        });
        if who.as_deref().map(bag) != Some(bag(&joined(&one.words))) {
            let read = who.as_deref().unwrap_or("nobody").trim_end_matches([',', ' ']).to_owned();
            let text = format!("the classifier would be read as {read}");
            let at = one.words.first().cloned().unwrap_or_default();
            problems.error("classified_by", &at, text, "write `Robin Rowan, Economic Officer`");
        } else if read.is_some_and(|read| {
            read.reasons.iter().map(AsRef::as_ref).ne(one.reasons.iter().map(String::as_str))
        }) {
            let reasons = read.map(|read| read.reasons.join(", ")).unwrap_or_default();
            let text = format!("the reasons would be read as {reasons}");
            let at = one.words.first().cloned().unwrap_or_default();
            problems.error("reasons", &at, text, "write section and letter: `1.4 (b) and (d)`");
        }
    }
}

/// Codes that the tables have, and persons. The others were warned of: a reader may take them for the nearest that it knows.
fn tags(message: &Message, record: &Record<'_>, registry: &Registry, problems: &mut Problems) {
    let plain = |text: &str| text.trim_matches(['(', ')', ' ']).to_owned();
    let is_known = |tag: &&Said| tag.text.starts_with('(') || !registry.tag_entries(&tag.text).is_empty();
    let known: Vec<&Said> = message.tags.iter().filter(is_known).collect();
    let own: Vec<String> = known.iter().map(|tag| plain(&tag.text)).collect();
    let all: Vec<String> = record.tags.iter().map(|tag| plain(&tag.text)).collect();
    let mut read = all.clone();
    if known.len() < message.tags.len() {
        read.retain(|text| own.contains(text));
    }
    if own != read {
        let same = own.iter().zip(&read).take_while(|(own, read)| own == read).count();
        let at = known.get(same).or(known.last()).map(|said| (*said).clone()).unwrap_or_default();
        let read = if all.is_empty() { "none".to_owned() } else { all.join(", ") };
        let text = format!("the TAGS would be read as {read}");
        problems.error("tags", &at, text, "give each code, and persons as `OVIP (WEAVER, ANN)`");
    }
}

fn references(message: &Message, record: &Record<'_>, problems: &mut Problems) {
    let mut own: Vec<(String, usize)> = Vec::new();
    for (index, one) in message.references.iter().enumerate() {
        let words = one.letter.map(String::from).into_iter().chain(alphanumeric(&joined(&one.words)));
        own.extend(words.map(|word| (word, index)));
    }
    // A line may hold several: `A. BRASILIA 2799 AND 2764` is read as two with one letter.
    let mut read: Vec<String> = Vec::new();
    let mut before = None;
    for one in &record.references {
        let letter = one.enumerator.as_deref();
        read.extend(letter.filter(|_| letter != before).map(str::to_owned));
        read.extend(alphanumeric(&one.text));
        before = letter;
    }
    let same = own.iter().zip(&read).take_while(|((own, _), read)| own == *read).count();
    if same == own.len() && same == read.len() {
        return;
    }
    let index = own.get(same).or(own.last()).map_or(0, |(_, index)| *index);
    let at = message.references.get(index).and_then(|one| one.words.first()).cloned().unwrap_or_default();
    let texts: Vec<String> = record.references.iter().map(|one| format!("`{}`", one.text)).collect();
    let read = if texts.is_empty() { "none".to_owned() } else { texts.join(", ") };
    let text = format!("the references would be read as {read}");
    problems.error("references", &at, text, "write `STATE 30177`, `06 PARIS 2201 (NOTAL)`, or a few words");
}

/// The words of a reference, but for that which only joins two.
fn alphanumeric(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.filter(|word| !word.eq_ignore_ascii_case("AND")).map(str::to_owned).collect()
}
