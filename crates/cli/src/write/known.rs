//! What an archive knows of other telegrams, as far as the reader sees it.

use chancery_registry::Registry;
use chancery_telegram::record::Level;
use chancery_view::View;
use chancery_view::find::{Request, Sort};
use chancery_write::{Known, Offer};
use jiff::civil::Date;

/// How many TAGS of like telegrams are offered.
const MOST: usize = 5;

/// An archive, as one reader sees it.
pub(super) struct InArchive<'v>(&'v View);

impl<'v> InArchive<'v> {
    pub(super) fn new(view: &'v View) -> InArchive<'v> {
        InArchive(view)
    }

    /// The TAGS that telegrams with the words of a subject have most often, of those that the reader sees.
    pub(super) fn tags_of_like(&self, subject: &str, today: Date) -> Vec<Offer> {
        // Short words say little of what a telegram is about.
        let words = subject.split(|c: char| !c.is_alphabetic()).filter(|word| word.chars().count() >= 5);
        let query = words.map(str::to_lowercase).collect::<Vec<_>>().join(" OR ");
        if query.is_empty() {
            return Vec::new();
        }
        let request = Request {
            query: &query,
            limit: 0,
            skip: 0,
            sort: Sort::Relevance,
            months: false,
            cursor: None,
            today,
        };
        let Ok(found) = self.0.find(&request) else { return Vec::new() };
        let frequent = found.facets.tag.into_iter().take(MOST);
        let meaning = |code: &str| Registry::builtin().tag(code).map_or("", |entry| entry.name).to_owned();
        frequent.map(|count| Offer { meaning: meaning(&count.value), value: count.value }).collect()
    }
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
