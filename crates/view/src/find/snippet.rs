//! The places of a telegram that fit a query, cut to a length that can be read in a list.

use super::matcher::{Matcher, Spot};
use chancery_archive::index::{Where, texts_with_seams};
use chancery_archive::sight::Sight;
use chancery_archive::words::{Word, words_with_seams};
use rustc_hash::FxHashSet;
use schemars::JsonSchema;
use serde::Serialize;
use std::cmp::Reverse;

/// A place of a telegram that fits a query.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Snippet {
    /// The number of the paragraph, where it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paragraph: Option<u32>,
    /// The text round the words that fit; `…` where it was cut.
    pub text: String,
    /// Where the words lie in the text: `[start, end)` in bytes.
    pub marks: Vec<(usize, usize)>,
}

/// How many places are shown of a telegram.
const MOST: usize = 2;

/// How long one is, in bytes.
const LENGTH: usize = 240;

/// The places of a telegram that fit.
pub(super) struct Fitting {
    /// Where words of its subject fit: `[start, end)` in bytes.
    pub(super) subject: Vec<(usize, usize)>,
    /// The best places of its text.
    pub(super) snippets: Vec<Snippet>,
}

/// A text with the words of it that fit.
struct Place<'t> {
    is_subject: bool,
    paragraph: Option<u32>,
    text: &'t str,
    found: Vec<(usize, usize)>,
    /// How many different words of the query are in it.
    different: usize,
}

/// The best places of a telegram, in the order of the text. A query without words shows the first paragraph that it means, by its mark
/// or by what is wrong with it; else, and where the subject alone fits, it is where the telegram begins.
pub(super) fn fitting(sight: &Sight<'_, '_>, matcher: &Matcher) -> Fitting {
    let mut places = if matcher.is_empty() { Vec::new() } else { places(sight, matcher) };
    let subject = places.iter().position(|place| place.is_subject).map(|at| places.remove(at).found);
    if places.is_empty() && (matcher.is_empty() || subject.is_some()) {
        let snippets = begin(sight, matcher).into_iter().collect();
        return Fitting { subject: subject.unwrap_or_default(), snippets };
    }
    let mut order: Vec<usize> = (0..places.len()).collect();
    order.sort_by_key(|&at| Reverse((places[at].different, places[at].found.len().min(4))));
    order.truncate(MOST);
    order.sort_unstable();
    let snippets = order.into_iter().map(|at| cut(&places[at])).collect();
    Fitting { subject: subject.unwrap_or_default(), snippets }
}

/// All texts of a telegram in which words fit.
fn places<'t>(sight: &'t Sight<'_, '_>, matcher: &Matcher) -> Vec<Place<'t>> {
    let mut texts: Vec<(Place<'_>, Vec<Spot>)> = Vec::new();
    texts_with_seams(&sight.record, &sight.source, |at, text, seams| {
        let paragraph = match at {
            Where::Block(block) => sight.record.body[block].number,
            Where::Subject | Where::Signature | Where::ClassifiedBy => None,
        };
        let mut spots = Vec::new();
        words_with_seams(text, seams, &mut |word| {
            if matcher.holds(word.text) {
                let Word { text, start, end, position, width, .. } = word;
                spots.push(Spot { text: text.to_owned(), start, end, position, width });
            }
        });
        if !spots.is_empty() {
            let is_subject = matches!(at, Where::Subject);
            texts.push((Place { is_subject, paragraph, text, found: Vec::new(), different: 0 }, spots));
        }
    });
    for alone in [false, true] {
        for (place, spots) in &mut texts {
            let mut different = FxHashSet::default();
            for word in matcher.meant(spots, alone).into_iter().map(|at| &spots[at]) {
                if place.found.last().is_none_or(|(_, end)| *end <= word.start) {
                    place.found.push((word.start, word.end));
                    different.insert(word.text.as_str());
                }
            }
            place.different = different.len();
        }
        if texts.iter().any(|(place, _)| !place.found.is_empty()) {
            break;
        }
    }
    texts.into_iter().map(|(place, _)| place).filter(|place| !place.found.is_empty()).collect()
}

/// The first paragraph that a query without words means, or the first of all.
fn begin(sight: &Sight<'_, '_>, matcher: &Matcher) -> Option<Snippet> {
    let body = &sight.record.body;
    let block = body
        .iter()
        .find(|block| matcher.portion(block, &sight.record))
        .or_else(|| body.iter().find(|block| !block.text.is_empty()))
        .or(body.first())?;
    let heading = block.heading.as_deref().filter(|_| block.text.is_empty());
    let text = heading.unwrap_or(&block.text);
    Some(cut(&Place { is_subject: false, paragraph: block.number, text, found: Vec::new(), different: 0 }))
}

/// Cuts a text round the first of its words that fit, between words.
fn cut(place: &Place<'_>) -> Snippet {
    let Place { paragraph, text, found, .. } = place;
    let first = found.first().map_or(0, |(start, _)| *start);
    let mut begin = 0;
    if text.len() > LENGTH && first > LENGTH / 3 {
        begin = (first - LENGTH / 3).min(text.len() - LENGTH);
        begin = boundary(text, begin);
    }
    let mut end = text.len();
    if end - begin > LENGTH {
        end = floor(text, begin + LENGTH);
        end = text[begin..end].rfind(' ').map_or(end, |blank| begin + blank);
    }
    let mut shown = String::with_capacity(end - begin + 8);
    let before = if begin > 0 { "… " } else { "" };
    shown.push_str(before);
    shown.push_str(&text[begin..end]);
    if end < text.len() {
        shown.push_str(" …");
    }
    let marks = found
        .iter()
        .filter(|(start, stop)| *start >= begin && *stop <= end)
        .map(|(start, stop)| (start - begin + before.len(), stop - begin + before.len()))
        .collect();
    Snippet { paragraph: *paragraph, text: shown, marks }
}

/// The beginning of the word behind a place.
fn boundary(text: &str, at: usize) -> usize {
    let at = floor(text, at);
    text[at..].find(' ').map_or(at, |blank| at + blank + 1)
}

/// The last beginning of a letter that is not behind a place.
fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
