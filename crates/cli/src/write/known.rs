//! What an archive knows of other telegrams, as far as the reader sees it.

use chancery_registry::Registry;
use chancery_telegram::record::Level;
use chancery_view::View;
use chancery_view::find::{Request, Sort};
use chancery_write::{Known, Offer};
use jiff::civil::Date;

/// How many telegrams are looked at for what they have in common.
const LIKE: usize = 20;

/// How much of each kind is offered.
const MOST: usize = 6;

/// An archive, as one reader sees it.
pub(super) struct InArchive<'v>(&'v View);

/// What like telegrams have, what most of them have first.
#[derive(Debug, Default)]
pub(super) struct Like {
    pub(super) tags: Vec<Offer>,
    pub(super) captions: Vec<Offer>,
    pub(super) to: Vec<Offer>,
    pub(super) info: Vec<Offer>,
}

impl<'v> InArchive<'v> {
    pub(super) fn new(view: &'v View) -> InArchive<'v> {
        InArchive(view)
    }

    /// What the telegrams have in which the words of a subject stand, of those that the reader sees and as he sees them.
    pub(super) fn like(&self, registry: &Registry, subject: &str, today: Date) -> Like {
        // Short words say little of what a telegram is about.
        let words = subject.split(|c: char| !c.is_alphabetic()).filter(|word| word.chars().count() >= 5);
        let query = words.map(str::to_lowercase).collect::<Vec<_>>().join(" OR ");
        if query.is_empty() {
            return Like::default();
        }
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
        let Ok(found) = self.0.find(&request) else { return Like::default() };
        let [mut tags, mut captions, mut to, mut info] = [const { Vec::new() }; 4];
        for hit in &found.hits {
            let _ = self.0.show(&hit.mrn, None, |shown| {
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
    fn level(&self, mrn: &str) -> Option<Level> {
        let key = self.0.resolve(mrn, None).ok()?;
        let level = self
            .0
            .show(&key, None, |shown| shown.record.classification.as_ref().and_then(|class| class.level));
        level.ok().flatten()
    }
}
