//! What a reader sees of a telegram: which of its texts, in which order, and how much of each.
//!
//! The documents of the index are made here, and whatever is shown is taken from here: the two cannot differ.

use crate::access::{self, Decision, Facts, Label, Portion, PortionId, Reader, ViewKey};
use crate::collections::Collection;
use crate::index::{Part, document, texts};
use crate::journal::hex;
use crate::telegrams::{NAMELESS, Variant, nameless};
use chancery_sources::Item;
use chancery_telegram::Options;
use chancery_telegram::record::Record;
use jiff::civil::Date;
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt;
use tantivy::TantivyDocument;

/// What decides about portions beside the telegram itself.
#[derive(Clone, Copy, Debug)]
pub struct Terms<'t> {
    /// All collections.
    pub collections: &'t [Collection],
    /// A reviewer's decisions about this telegram.
    pub decisions: &'t BTreeMap<PortionId, Decision>,
    /// The day as of which declassification dates count, where the archive's policy says that they do.
    pub dates: Option<Date>,
}

impl<'t> Terms<'t> {
    fn facts(&self, variant: &Variant) -> Facts {
        let collection = self.collections.iter().find(|collection| collection.id == variant.collection);
        Facts {
            released: collection.is_some_and(|collection| collection.released),
            // Who may read one of which nothing is known, nobody can tell.
            level: collection.map_or(Some(Label::OWNER_ONLY), |collection| collection.level),
            decisions: self.decisions.clone(),
            dates: self.dates,
        }
    }

    fn name(&self, variant: &Variant) -> &'t str {
        let collection = self.collections.iter().find(|collection| collection.id == variant.collection);
        collection.map_or("", |collection| &collection.name)
    }
}

/// A text of a telegram, read, with the labels of its portions.
pub struct Text<'v> {
    /// The text.
    pub variant: &'v Variant,
    /// All that it says.
    pub record: Record<'v>,
    /// Its portions. For a text of one label, one portion.
    pub portions: Vec<Portion>,
}

/// Reads a telegram's texts and labels their portions.
pub fn read<'v>(variants: &'v [Variant], terms: &Terms<'_>) -> Vec<Text<'v>> {
    variants
        .iter()
        .map(|variant| {
            let options = options(&variant.item);
            let record = variant.item.read(&options, true);
            let portions =
                access::portions(&record, &variant.item.bytes, options.registry, &terms.facts(variant));
            Text { variant, record, portions }
        })
        .collect()
}

/// How an item is read so that its portions can be told apart.
fn options(item: &Item) -> Options<'static> {
    Options { spans: true, date: item.date_hint(), ..Options::default() }
}

/// A text as one reader sees it.
pub struct Sight<'t, 'v> {
    /// The text.
    pub text: &'t Text<'v>,
    /// What the reader sees of it.
    pub record: Record<'v>,
    /// Its bytes without what is hidden; the blocks of the record have their places in them.
    pub source: Cow<'v, [u8]>,
    /// The collections in which he sees it.
    pub collections: Vec<String>,
    /// How many originals, sections or whole ones, he sees something of.
    pub originals: usize,
}

impl Sight<'_, '_> {
    /// Whether some of the text is hidden.
    fn hides(&self) -> bool {
        matches!(self.source, Cow::Owned(_))
    }

    /// The key by which its reader knows the telegram that has this one. A hash of a text tells of all of it, so a telegram
    /// without a number is known by what is visible.
    pub fn key(&self, key: &str) -> String {
        match self.source {
            Cow::Owned(ref visible) if key.starts_with(NAMELESS) => nameless(visible),
            _ => key.to_owned(),
        }
    }
}

/// Without what the telegram says: a line in a log must not tell it.
impl fmt::Debug for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Text").field("collection", &self.variant.collection).finish_non_exhaustive()
    }
}

/// Without what the telegram says.
impl fmt::Debug for Sight<'_, '_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sight").field("collections", &self.collections).finish_non_exhaustive()
    }
}

/// How good a text is: what is less comes first.
///
/// A text of less than half the length of the longest comes after the others; then: fewer redactions, less damage, more
/// sections, more text; at last the collection's name and the original's hash (of what is visible, where some is hidden), so that the
/// order is always the same.
type Rank = (bool, usize, usize, Reverse<usize>, Reverse<usize>, String, Vec<String>);

/// The texts of which a reader sees something, the one that is shown first in front. The same bytes in several collections
/// are one text: as it is seen in that collection in which most of it is. So are texts that differ in nothing but what is hidden.
pub fn sights<'t, 'v>(texts: &'t [Text<'v>], terms: &Terms<'_>, reader: &Reader) -> Vec<Sight<'t, 'v>> {
    let mut seen: Vec<Sight<'t, 'v>> = texts.iter().filter_map(|text| sight(text, terms, reader)).collect();
    seen.sort_by_cached_key(|sight| (Reverse(sight.source.len()), sight.collections.concat()));
    let mut distinct: Vec<Sight<'t, 'v>> = Vec::with_capacity(seen.len());
    for sight in seen {
        let same = distinct.iter_mut().find(|other| {
            let hides = other.hides() || sight.hides();
            other.text.variant.originals == sight.text.variant.originals
                || hides && other.source == sight.source
        });
        match same {
            Some(first) => first.collections.extend(sight.collections),
            None => distinct.push(sight),
        }
    }
    let longest = distinct.iter().map(|sight| length(&sight.record)).max().unwrap_or(0);
    distinct.sort_by_cached_key(|sight| rank(sight, longest));
    distinct
}

/// A text as a reader sees it; none where he sees nothing of it.
fn sight<'t, 'v>(text: &'t Text<'v>, terms: &Terms<'_>, reader: &Reader) -> Option<Sight<'t, 'v>> {
    let variant = text.variant;
    let item = &variant.item;
    let mut record = access::seen(&text.record, &item.bytes, &options(item), &text.portions, reader)?;
    // They were asked for to tell the portions apart, not to be shown.
    record.spans = None;
    let whole = *reader == Reader::Owner
        || text.portions.iter().all(|portion| portion.id == PortionId::Handle || reader.sees(&portion.label));
    let source = match whole {
        true => Cow::Borrowed(&item.bytes[..]),
        false => Cow::Owned(access::seen_text(&item.bytes, &text.portions, reader)?),
    };
    // Where something is hidden, whole sections may be: those count that can be seen to be there.
    let present = record.sections.as_ref().map_or(1, |sections| sections.present.len());
    let unhidden = whole || text.portions.iter().all(|p| !p.id.has_label() || reader.sees(&p.label));
    let originals =
        if unhidden { variant.originals.len() } else { present.clamp(1, variant.originals.len().max(1)) };
    Some(Sight { text, record, source, collections: vec![terms.name(variant).to_owned()], originals })
}

fn rank(sight: &Sight<'_, '_>, longest: usize) -> Rank {
    let record = &sight.record;
    let length = length(record);
    let sections = record.sections.as_ref().map_or(usize::MAX, |sections| sections.present.len());
    let names = match sight.hides() {
        true => vec![hex(&Sha256::digest(&sight.source))],
        false => sight.text.variant.originals.clone(),
    };
    (
        length * 2 < longest,
        record.redactions.len(),
        record.damage.len(),
        Reverse(sections),
        Reverse(length),
        sight.collections.concat(),
        names,
    )
}

fn length(record: &Record<'_>) -> usize {
    let mut length = 0;
    texts(record, |_, text| length += text.len());
    length
}

/// The reader through whose eyes a reader looks at a telegram, as its documents were made: nobody where he sees nothing.
///
/// Where a telegram has very many labels some of them are merged, and a reader may see less than his label alone would let
/// him; what is found and what is shown must be the same.
pub fn through(texts: &[Text<'_>], terms: &Terms<'_>, reader: &Reader) -> Option<Reader> {
    if *reader == Reader::Owner {
        return Some(Reader::Owner);
    }
    let view = access::views(&labels(texts, terms)).into_iter().find(|view| view.matches(reader))?;
    Some(Reader::cleared(view.shown))
}

fn labels(texts: &[Text<'_>], terms: &Terms<'_>) -> Vec<Vec<Label>> {
    let of = |text: &Text<'_>| access::labels(&text.record, &terms.facts(text.variant));
    let mut labels: Vec<Vec<Label>> = texts.iter().map(of).collect();
    // What stands around a telegram is in no index; but texts that differ in it alone are several to the owner, and one to all others.
    let beyond =
        |portion: &Portion| portion.id == PortionId::Beyond && portion.label.dominates(Label::OWNER_ONLY);
    if texts.len() > 1 && texts.iter().any(|text| text.portions.iter().any(beyond)) {
        let all = labels.iter().flatten().copied().reduce(Label::join);
        let seen = all.map(|all| sights(texts, terms, &Reader::cleared(all)).len());
        if seen.is_some_and(|seen| seen < sights(texts, terms, &Reader::Owner).len()) {
            labels.push(vec![Label::OWNER_ONLY]);
        }
    }
    labels
}

/// The documents of a telegram: one for each way in which it can be seen.
pub(crate) fn documents(
    key: &str,
    variants: &[Variant],
    terms: &Terms<'_>,
) -> Vec<(ViewKey, TantivyDocument)> {
    match variants {
        [variant] => documents_of_one(variant, terms, |_| Some(key.to_owned())),
        _ => divided(key, variants, terms),
    }
}

/// The documents of a telegram of which there is one text; its key comes from its record. Where all of it is of one label,
/// as with nearly all telegrams, nothing has to be divided, and no places are needed. None are made where `key` gives none.
pub(crate) fn documents_of_one(
    variant: &Variant,
    terms: &Terms<'_>,
    key: impl FnOnce(&Record<'_>) -> Option<String>,
) -> Vec<(ViewKey, TantivyDocument)> {
    let record = variant.item.read(&Options::default(), false);
    let Some(key) = key(&record) else { return Vec::new() };
    let facts = terms.facts(variant);
    // What stands around a telegram is hidden where it was not released; it bears on the name of one without a number, and on
    // how odd bytes are read.
    let plain = matches!(record.source.encoding.as_deref(), Some("US-ASCII" | "UTF-8"));
    let apart = facts.released || plain && !key.starts_with(NAMELESS);
    let Some(label) = access::uniform(&record, &facts).filter(|_| apart) else {
        return divided(&key, std::slice::from_ref(variant), terms);
    };
    let collections = [terms.name(variant)];
    let source = &variant.item.bytes;
    let part = Part {
        key: &key,
        source,
        collections: &collections,
        originals: variant.originals.len(),
        variants: 1,
    };
    vec![(ViewKey { shown: label, hidden: Vec::new() }, document(&record, &part))]
}

fn divided(key: &str, variants: &[Variant], terms: &Terms<'_>) -> Vec<(ViewKey, TantivyDocument)> {
    let texts = read(variants, terms);
    access::views(&labels(&texts, terms))
        .into_iter()
        .filter_map(|view| {
            // Where nothing is hidden the owner finds what readers find. What they never see is the owner's alone.
            let reader = match Reader::cleared(view.shown) {
                cleared if cleared.sees(&view.shown) => cleared,
                _ => Reader::Owner,
            };
            let sights = sights(&texts, terms, &reader);
            let best = sights.first()?;
            let key = &best.key(key);
            let mut collections: Vec<&str> =
                sights.iter().flat_map(|sight| &sight.collections).map(String::as_str).collect();
            collections.sort_unstable();
            collections.dedup();
            let originals = sights.iter().map(|sight| sight.originals).sum();
            let part = Part {
                key,
                source: &best.source,
                collections: &collections,
                originals,
                variants: sights.len(),
            };
            Some((view, document(&best.record, &part)))
        })
        .collect()
}
