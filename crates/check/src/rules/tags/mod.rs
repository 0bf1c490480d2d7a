//! TG: traffic analysis by geography and subject (markings-and-indexing 8.7).

mod countries;
mod tg001_tags_missing;
mod tg002_no_subject_tag;
mod tg003_unknown_tag;
mod tg004_tags_joined;
mod tg005_tag_twice;
mod tg006_person_without_brackets;
mod tg007_tag_of_another_era;
mod tg008_label_garbled;
mod tg009_suggest_subject_tag;
mod tg010_suggest_place_tag;

use crate::look::Look;
use crate::rule::Rule;
use chancery_telegram::Span;
use chancery_telegram::record::TagKind;
use chancery_telegram::syntax::Kind;

pub(super) static RULES: &[&Rule] = &[
    &tg001_tags_missing::RULE,
    &tg002_no_subject_tag::RULE,
    &tg003_unknown_tag::RULE,
    &tg004_tags_joined::RULE,
    &tg005_tag_twice::RULE,
    &tg006_person_without_brackets::RULE,
    &tg007_tag_of_another_era::RULE,
    &tg008_label_garbled::RULE,
    &tg009_suggest_subject_tag::RULE,
    &tg010_suggest_place_tag::RULE,
];

/// Where the list of TAGS stands: from the first to the last. None where there is none.
fn place(look: &Look<'_, '_>) -> Option<Span> {
    let tags = look.record().tags.iter().filter(|tag| !tag.span.is_empty());
    tags.map(|tag| tag.span).reduce(Span::to)
}

/// A code in capitals without a person's name, as it is printed.
fn is_code(tag: &chancery_telegram::record::Tag<'_>) -> bool {
    tag.kind != Some(TagKind::Person) && !tag.span.is_empty()
}

/// The words of the subject in capitals, each with one blank before and behind it, what is no letter taken for a blank.
fn subject_words<'l>(look: &'l Look<'_, '_>) -> Option<&'l str> {
    look.cells.subject_words.get_or_init(|| capitals(look)).as_deref()
}

fn capitals(look: &Look<'_, '_>) -> Option<String> {
    // A paragraph in its place names whatever it names.
    let subject = look.record().subject.as_deref().filter(|subject| subject.len() <= 250)?;
    let mut words = String::with_capacity(subject.len() + 2);
    words.push(' ');
    for word in subject.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        if word.is_ascii() {
            let start = words.len();
            words.push_str(word);
            words[start..].make_ascii_uppercase();
        } else {
            words.push_str(&word.to_uppercase());
        }
        words.push(' ');
    }
    Some(words)
}

/// The letters and figures at the beginning of a TAGS line, which is its label.
fn label_length(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_alphanumeric).count()
}

/// True where the line that bears the telegram's TAGS is here at all.
fn has_line(look: &Look<'_, '_>) -> bool {
    look.lines(Kind::Tags).next().is_some()
}
