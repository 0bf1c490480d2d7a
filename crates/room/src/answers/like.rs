//! What an archive knows of other telegrams for one who writes, as far as he sees it: their levels, and what like ones have.

use chancery_registry::Registry;
use chancery_telegram::record::Level;
use chancery_view::View;
use chancery_view::find::{Request, Sort};
use chancery_write::{Known, Offer};
use jiff::civil::Date;
use std::cell::Cell;

/// How many telegrams are looked at for what they have in common.
const LIKE: usize = 20;

/// How much of each kind is offered.
const MOST: usize = 6;

/// How many words of a subject are looked for.
const WORDS: usize = 12;

/// How many references of one draft are looked up. A telegram letters 26 at most.
const LOOKED_UP: usize = 100;

/// An archive, as one reader sees it.
pub struct InArchive<'v> {
    view: &'v View,
    looked_up: Cell<usize>,
}

/// What telegrams with the words of a subject have, what most of them have first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Like {
    /// TAGS.
    pub tags: Vec<Offer>,
    /// Captions.
    pub captions: Vec<Offer>,
    /// Addressees for action.
    pub to: Vec<Offer>,
    /// Addressees for information.
    pub info: Vec<Offer>,
}

/// The query that finds telegrams like one with this subject; none where its words say too little.
pub fn like_query(subject: &str) -> Option<String> {
    // Short words say little of what a telegram is about.
    let words =
        subject.split(|c: char| !c.is_alphabetic()).filter(|word| (5..30).contains(&word.chars().count()));
    let query = words.take(WORDS).map(str::to_lowercase).collect::<Vec<_>>().join(" OR ");
    (!query.is_empty()).then_some(query)
}

impl<'v> InArchive<'v> {
    /// What a view knows.
    pub fn new(view: &'v View) -> InArchive<'v> {
        InArchive { view, looked_up: Cell::new(0) }
    }

    /// What the telegrams have in which the words of a subject stand, of those that the reader sees and as he sees them.
    pub fn like(&self, registry: &Registry, subject: &str, today: Date) -> Like {
        let Some(query) = like_query(subject) else { return Like::default() };
        let request = Request {
            query: &query,
            limit: LIKE,
            skip: 0,
            sort: Sort::Relevance,
            months: false,
            cursor: None,
            today,
        };
        // To offer something is a help, and no help is no failure.
        let Ok(found) = self.view.hits(&request) else { return Like::default() };
        let [mut tags, mut captions, mut to, mut info] = [const { Vec::new() }; 4];
        for hit in &found.hits {
            let _ = self.view.show(&hit.mrn, None, |shown| {
                let record = shown.record;
                record.tags.iter().for_each(|tag| count(&mut tags, &tag.code));
                record.captions.iter().for_each(|caption| count(&mut captions, caption));
                record.to.iter().for_each(|one| count(&mut to, &one.name));
                record.info.iter().for_each(|one| count(&mut info, &one.name));
            });
        }
        let tag = |code: &str| registry.tag(code).map_or("", |entry| entry.name).to_owned();
        let caption = |name: &str| registry.caption(name).map_or("", |entry| entry.meaning).to_owned();
        Like {
            tags: offers(tags, tag),
            captions: offers(captions, caption),
            to: offers(to, |_| String::new()),
            info: offers(info, |_| String::new()),
        }
    }
}

fn count(all: &mut Vec<(String, usize)>, value: &str) {
    match all.iter_mut().find(|(known, _)| known == value) {
        Some((_, count)) => *count += 1,
        None => all.push((value.to_owned(), 1)),
    }
}

fn offers(mut all: Vec<(String, usize)>, meaning: impl Fn(&str) -> String) -> Vec<Offer> {
    all.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let most = all.into_iter().take(MOST);
    most.map(|(value, _)| Offer { meaning: meaning(&value), value }).collect()
}

impl Known for InArchive<'_> {
    /// A telegram that is hidden from the reader is none, as one that is not there.
    fn level(&self, mrn: &str) -> Option<Level> {
        let before = self.looked_up.get();
        self.looked_up.set(before + 1);
        if before >= LOOKED_UP {
            return None;
        }
        let key = self.view.resolve(mrn, None).ok()?;
        let level = self
            .view
            .show(&key, None, |shown| shown.record.classification.as_ref().and_then(|class| class.level));
        level.ok().flatten()
    }
}
