//! What is offered to one who writes: for the word at his hand, for a word that he looks up, and what like telegrams have.

use super::super::words::Coded;
use super::asking::{Asking, Doing};
use crate::answers::{self, InArchive};
use chancery_registry::Registry;
use chancery_view::View;
use chancery_write::{Draft, Offer, Word, addressees, captions, tags};

/// The offers.
pub(super) struct Offers {
    /// Those for the word at the hand take its place: the word's key and text, and what fits.
    pub(super) here: Option<(Word, Vec<Offer>)>,
    /// Others are added to the draft.
    pub(super) groups: Vec<Group>,
    /// What was looked for in vain.
    pub(super) none: Option<Coded>,
}

/// Offers of one kind.
pub(super) struct Group {
    pub(super) title: Coded,
    /// The keys to which they can be added, with their words.
    pub(super) keys: Keys,
    pub(super) offers: Vec<Offer>,
}

/// Keys with their words.
type Keys = &'static [(&'static str, &'static str)];

const TAGS: Keys = &[("tags", "TAGS")];
const CAPTIONS: Keys = &[("captions", "captions")];
const ADDRESSEES: Keys = &[("to", "to"), ("info", "info"), ("from", "from")];
const TO: Keys = &[("to", "to")];
const INFO: Keys = &[("info", "info")];

impl Offers {
    /// Those for a draft. Where one was taken just now none is at hand.
    pub(super) fn of(asking: &Asking, view: &View, draft: &Draft) -> Offers {
        let registry = Registry::builtin();
        let now = answers::now().date();
        let day = draft.day().unwrap_or(now);
        let at = asking.at.filter(|_| asking.caret.is_none());
        let here = at.and_then(|at| Word::at(&asking.draft, at)).and_then(|word| {
            let offers = word.offers(registry, day);
            (!offers.is_empty()).then_some((word, offers))
        });
        let mut groups = Vec::new();
        let group = |groups: &mut Vec<Group>, title: &str, keys: Keys, mut offers: Vec<Offer>| {
            offers.retain(|offer| !has(draft, keys, &offer.value));
            if !offers.is_empty() {
                groups.push(Group { title: Coded::of(title), keys, offers });
            }
        };
        let mut none = None;
        if !asking.word.is_empty() {
            let word = &asking.word;
            let found =
                [tags(registry, word, day), addressees(registry, word), captions(registry, word, day)];
            if found.iter().all(Vec::is_empty) {
                none = Some(format!("No TAGS, addressee or caption fits `{word}`."));
            }
            let [codes, names, markings] = found;
            group(&mut groups, &format!("TAGS for `{word}`"), TAGS, codes);
            group(&mut groups, &format!("Addressees for `{word}`"), ADDRESSEES, names);
            group(&mut groups, &format!("Captions for `{word}`"), CAPTIONS, markings);
        }
        if asking.doing == Doing::Like {
            let subject = draft.subject.as_ref().map_or("", |said| &said.text);
            let like = InArchive::new(view).like(registry, subject, now);
            let before = groups.len();
            let seen = like != answers::Like::default();
            group(&mut groups, "TAGS of like telegrams", TAGS, like.tags);
            group(&mut groups, "Addressees of like telegrams", TO, like.to);
            group(&mut groups, "Information addressees of like telegrams", INFO, like.info);
            group(&mut groups, "Captions of like telegrams", CAPTIONS, like.captions);
            if groups.len() == before {
                let said = match answers::like_query(subject) {
                    Some(_) if seen => "Like telegrams have nothing that the draft lacks.",
                    Some(_) => "No telegram that you see has words of this subject.",
                    None => "The subject has no word of five letters or more to look for.",
                };
                none = Some(said.to_owned());
            }
        }
        Offers { here, groups, none: none.as_deref().map(Coded::of) }
    }

    /// True where there is nothing to show.
    pub(super) fn is_empty(&self) -> bool {
        self.here.is_none() && self.groups.is_empty() && self.none.is_none()
    }
}

/// Whether the draft has a value behind one of these keys.
fn has(draft: &Draft, keys: Keys, value: &str) -> bool {
    let mut lists = keys.iter().flat_map(|(key, _)| match *key {
        "tags" => &draft.tags[..],
        "captions" => &draft.captions[..],
        "to" => &draft.to[..],
        "info" => &draft.info[..],
        _ => &[],
    });
    // Precedence and serial may stand behind an address.
    lists.any(|said| {
        let (own, more) = said.text.split_at_checked(value.len()).unwrap_or((&said.text, ""));
        own.eq_ignore_ascii_case(value) && (more.is_empty() || more.starts_with(' '))
    })
}
