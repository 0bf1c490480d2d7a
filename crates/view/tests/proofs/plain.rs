//! The plain scan: every record as a reader sees it, against a query, without an index. The rules are those of `docs/query.md`.

use chancery_archive::access::Reader;
use chancery_archive::index::{Where, code, letter, minutes, texts_with_seams, tie, year};
use chancery_archive::sight::{self, Terms};
use chancery_archive::words::words_with_seams;
use chancery_archive::{Archive, Snapshot};
use chancery_registry::Registry;
use chancery_telegram::record::Level;
use chancery_view::query::{self, Feature, Field, Number, Query, Scope, Text};
use std::collections::{BTreeMap, HashMap, HashSet};

/// The words of some texts: where each stands, `[begin, end)` in positions. Between two texts one position is left free.
#[derive(Default)]
pub(crate) struct Words {
    pub(crate) at: HashMap<String, Vec<(u32, u32)>>,
    end: u32,
}

impl Words {
    fn add(&mut self, text: &str, seams: &[usize]) {
        let from = self.end;
        words_with_seams(text, seams, &mut |word| {
            let begin = from + word.position;
            self.at.entry(word.text.to_owned()).or_default().push((begin, begin + u32::from(word.width)));
            self.end = self.end.max(begin + 1);
        });
        self.end += 1;
    }

    fn has(&self, word: &str) -> bool {
        self.at.contains_key(word)
    }

    fn places(&self, word: &str) -> &[(u32, u32)] {
        self.at.get(word).map_or(&[], Vec::as_slice)
    }

    /// Words one after the other, along any readings.
    fn phrase(&self, words: &[String]) -> bool {
        let mut ends: HashSet<u32> = self.places(&words[0]).iter().map(|(_, end)| *end).collect();
        for word in &words[1..] {
            ends = self
                .places(word)
                .iter()
                .filter(|(begin, _)| ends.contains(begin))
                .map(|(_, end)| *end)
                .collect();
        }
        !ends.is_empty()
    }

    /// All words in one stretch, of which at most `slop` positions are none of theirs.
    fn near(&self, words: &[String], slop: u32) -> bool {
        let words: HashSet<&String> = words.iter().collect();
        let lists: Vec<&[(u32, u32)]> = words.iter().map(|word| self.places(word)).collect();
        let mut begins: Vec<u32> = lists.iter().flat_map(|list| list.iter().map(|place| place.0)).collect();
        begins.sort_unstable();
        begins.dedup();
        begins.into_iter().any(|begin| {
            let near: Vec<Vec<(u32, u32)>> = lists
                .iter()
                .map(|list| {
                    list.iter().copied().filter(|place| place.0 >= begin && place.0 - begin < 256).collect()
                })
                .collect();
            let mut ends: Vec<u32> = near.iter().flatten().map(|place| place.1).collect();
            ends.sort_unstable();
            ends.dedup();
            ends.into_iter().any(|end| {
                let widest = |list: &Vec<(u32, u32)>| {
                    list.iter().filter(|place| place.1 <= end).map(|place| place.1 - place.0).max()
                };
                let widths: Option<Vec<u32>> = near.iter().map(widest).collect();
                widths.is_some_and(|widths| (end - begin).saturating_sub(widths.iter().sum()) <= slop)
            })
        })
    }
}

/// A telegram as a reader sees it.
pub(crate) struct Doc {
    pub(crate) key: String,
    pub(crate) sent: Option<i64>,
    pub(crate) year: Option<u16>,
    day: Option<jiff::civil::Date>,
    pub(crate) from: Vec<String>,
    to: Vec<String>,
    info: Vec<String>,
    pub(crate) tags: Vec<String>,
    pub(crate) captions: Vec<String>,
    pub(crate) level: Option<Level>,
    marks: Vec<(Level, Vec<String>)>,
    precedences: Vec<String>,
    references: Vec<String>,
    mrn: Option<String>,
    redacted: bool,
    damaged: bool,
    pub(crate) collections: Vec<String>,
    pub(crate) words: [Words; 4],
}

/// Everything that a reader sees of an archive.
pub(crate) fn docs(archive: &Archive, reader: &Reader) -> Vec<Doc> {
    let snapshot = archive.snapshot().unwrap();
    let mut docs = Vec::new();
    for telegram in (1..).take_while(|telegram| snapshot.key(*telegram).is_ok()) {
        docs.extend(doc(&snapshot, telegram, reader));
    }
    docs
}

fn doc(snapshot: &Snapshot, telegram: i64, reader: &Reader) -> Option<Doc> {
    let key = snapshot.key(telegram).unwrap();
    let variants = snapshot.variants(telegram).unwrap();
    let decisions = snapshot.decisions(&key).unwrap();
    let terms = Terms { collections: snapshot.collections(), decisions: &decisions, dates: snapshot.dates() };
    let texts = sight::read(&variants, &terms);
    let sights = sight::sights(&texts, &terms, reader);
    let best = sights.first()?;
    let record = &best.record;
    let mut words: [Words; 4] = Default::default();
    texts_with_seams(record, &best.source, |at, text, seams| {
        words[0].add(text, seams);
        match at {
            Where::Subject => words[1].add(text, seams),
            Where::Signature => words[2].add(text, seams),
            Where::ClassifiedBy => words[3].add(text, seams),
            Where::Block(_) => {}
        }
    });
    let codes =
        |list: &[chancery_telegram::record::Addressee<'_>]| list.iter().map(|a| code(a).to_owned()).collect();
    let strings =
        |list: &[std::borrow::Cow<'_, str>]| list.iter().map(|text| text.to_string()).collect::<Vec<_>>();
    Some(Doc {
        sent: record.sent.as_ref().and_then(|sent| sent.at).map(minutes),
        day: record.sent.as_ref().and_then(|sent| sent.at).map(|at| at.date()),
        year: year(record),
        from: codes(record.from.as_slice()),
        to: codes(&record.to),
        info: codes(&record.info),
        tags: record.tags.iter().map(|tag| tag.code.to_string()).collect(),
        captions: strings(&record.captions),
        level: record.classification.as_ref().and_then(|class| class.level),
        marks: record
            .body
            .iter()
            .filter(|block| block.mark.is_some())
            .filter_map(|block| Some((block.level?, strings(&block.caveats))))
            .collect(),
        precedences: [record.precedence, record.info_precedence]
            .into_iter()
            .flatten()
            .map(|p| p.as_str().into())
            .collect(),
        references: record.references.iter().filter_map(|r| r.mrn.as_deref().map(str::to_owned)).collect(),
        mrn: record.mrn.as_ref().and_then(|mrn| mrn.canonical.clone()),
        redacted: !record.redactions.is_empty(),
        damaged: !record.damage.is_empty(),
        collections: sights.iter().flat_map(|sight| sight.collections.clone()).collect(),
        key: best.key(&key),
        words,
    })
}

impl Doc {
    pub(crate) fn tie(&self) -> u64 {
        let collections: Vec<&str> = self.collections.iter().map(String::as_str).collect();
        tie(&self.key, &collections)
    }

    pub(crate) fn fits(&self, query: &Query) -> bool {
        match query {
            Query::All => true,
            Query::And(children) => children.iter().all(|child| self.fits(child)),
            Query::Or(children) => children.iter().any(|child| self.fits(child)),
            Query::Not(inner) => !self.fits(inner),
            Query::Text(scope, text) => self.has_text(*scope, text),
            Query::Field(field) => self.has_value(field),
        }
    }

    fn has_text(&self, scope: Scope, text: &Text) -> bool {
        let words = &self.words[match scope {
            Scope::Anywhere => 0,
            Scope::Subject => 1,
            Scope::Signed => 2,
            Scope::ClassifiedBy => 3,
        }];
        match text {
            Text::Word(word) => query::forms(word).iter().any(|form| words.has(form)),
            Text::Exact(word) => words.has(word),
            Text::Phrase(list) => words.phrase(list),
            Text::Near { words: list, slop } => words.near(list, *slop),
            Text::Prefix(prefix) => words.at.keys().any(|word| word.starts_with(prefix.as_str())),
            Text::Fuzzy { word, distance } => {
                words.at.keys().any(|other| within(word, other, usize::from(*distance)))
            }
        }
    }

    fn has_value(&self, field: &Field) -> bool {
        let is = |list: &[String], value: &str| list.iter().any(|one| one == value);
        let registry = Registry::builtin();
        match field {
            Field::From(name) => is(&self.from, name),
            Field::To(name) => is(&self.to, name),
            Field::Info(name) => is(&self.info, name),
            Field::Tag(tag) => {
                let person =
                    |own: &String| own.strip_prefix(tag.as_str()).is_some_and(|rest| rest.starts_with(','));
                is(&self.tags, tag) || Registry::builtin().tag(tag).is_none() && self.tags.iter().any(person)
            }
            Field::Caption(caption) => is(&self.captions, caption),
            Field::Precedence(precedence) => is(&self.precedences, precedence.as_str()),
            Field::Class(from, to) => self.level.is_some_and(|level| {
                from.is_none_or(|from| level >= from) && to.is_none_or(|to| level <= to)
            }),
            Field::Mark(level, caveats) => self.marks.iter().any(|(marked, having)| {
                letter(*marked) == letter(*level) && caveats.iter().all(|caveat| having.contains(caveat))
            }),
            Field::Ref(number) => self.references.iter().any(|mrn| is_number(mrn, number)),
            Field::Mrn(number) => self.mrn.as_ref().is_some_and(|mrn| is_number(mrn, number)),
            Field::Date(from, to) => self
                .day
                .is_some_and(|day| from.is_none_or(|from| day >= from) && to.is_none_or(|to| day <= to)),
            Field::Year(from, to) => self.year.is_some_and(|year| {
                let year = i16::try_from(year).unwrap_or(i16::MAX);
                from.is_none_or(|from| year >= from) && to.is_none_or(|to| year <= to)
            }),
            Field::Key(key) => self.key == *key,
            Field::PostKind(kind) => query::posts_of_kind(kind, registry).any(|post| is(&self.from, post)),
            Field::Country(country) => query::posts_in(country, registry).any(|post| is(&self.from, post)),
            Field::Has(Feature::Redaction) => self.redacted,
            Field::Has(Feature::Damage) => self.damaged,
            Field::Collection(name) => {
                self.collections.iter().any(|one| one.to_lowercase() == name.to_lowercase())
            }
        }
    }
}

/// `06PARIS7904` against a number of a query.
fn is_number(mrn: &str, number: &Number) -> bool {
    let Number { year, post, number, airgram } = number;
    let Some((of, rest)) = mrn.split_at_checked(2) else { return false };
    let airgram = if *airgram { "-A" } else { "" };
    year.is_none_or(|year| of == format!("{:02}", year % 100))
        && rest == format!("{}{airgram}{number}", post.replace(' ', ""))
}

/// At most so many letters put in, left out, changed, or swapped with their neighbour.
fn within(one: &str, other: &str, most: usize) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    // Each change moves the numbers of how often each letter stands by two at most.
    let mut letters = [0_i32; 256];
    one.bytes().for_each(|byte| letters[usize::from(byte)] += 1);
    other.bytes().for_each(|byte| letters[usize::from(byte)] -= 1);
    if one.is_ascii()
        && other.is_ascii()
        && letters.iter().map(|count| count.abs()).sum::<i32>() > 2 * most as i32
    {
        return false;
    }
    let mut table = vec![vec![0_usize; b.len() + 1]; a.len() + 1];
    for (i, row) in table.iter_mut().enumerate() {
        row[0] = i;
    }
    for (j, cell) in table[0].iter_mut().enumerate() {
        *cell = j;
    }
    for i in 1..=a.len() {
        for j in 1..=b.len() {
            let change = table[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut least = change.min(table[i - 1][j] + 1).min(table[i][j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                least = least.min(table[i - 2][j - 2] + 1);
            }
            table[i][j] = least;
        }
    }
    table[a.len()][b.len()] <= most
}

/// How often each value stands in some telegrams, the most frequent first.
pub(crate) fn counts<'d>(docs: &[&'d Doc], values: impl Fn(&'d Doc) -> Vec<String>) -> Vec<(String, u64)> {
    let mut counts: BTreeMap<String, u64> = BTreeMap::new();
    for doc in docs {
        let distinct: HashSet<String> = values(doc).into_iter().filter(|value| !value.is_empty()).collect();
        for value in distinct {
            *counts.entry(value).or_default() += 1;
        }
    }
    let mut list: Vec<_> = counts.into_iter().collect();
    list.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    list
}
