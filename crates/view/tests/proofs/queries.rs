//! Made-up queries, of words and values that occur and of some that do not.

use crate::plain::{Doc, Words};
use crate::support::Random;
use chancery_telegram::record::{Level, Precedence};
use chancery_view::query::{Feature, Field, Number, Query, Scope, Text};
use jiff::civil::{Date, date};

/// What queries are made of.
pub(crate) struct Vocabulary {
    words: [Vec<String>; 4],
    /// Readings that follow each other in some text.
    runs: Vec<Vec<String>>,
    posts: Vec<String>,
    tags: Vec<String>,
    captions: Vec<String>,
    collections: Vec<String>,
    numbers: Vec<String>,
}

const ABSENT: [&str; 5] = ["zymurgy", "qqqq", "xylophones", "unobtainable", "7777777"];
const LEVELS: [Level; 5] =
    [Level::Unclassified, Level::LimitedOfficialUse, Level::Confidential, Level::Secret, Level::TopSecret];

impl Vocabulary {
    pub(crate) fn of(docs: &[Doc], random: &mut Random) -> Vocabulary {
        let mut vocabulary = Vocabulary {
            words: Default::default(),
            runs: Vec::new(),
            posts: values(docs, |doc| &doc.from),
            tags: values(docs, |doc| &doc.tags),
            captions: values(docs, |doc| &doc.captions),
            collections: values(docs, |doc| &doc.collections),
            numbers: docs.iter().map(|doc| doc.key.clone()).collect(),
        };
        for (scope, words) in vocabulary.words.iter_mut().enumerate() {
            *words = docs.iter().flat_map(|doc| doc.words[scope].at.keys().cloned()).collect();
            words.sort_unstable();
            words.dedup();
        }
        for doc in docs {
            for _ in 0..20 {
                vocabulary.runs.extend(run(&doc.words[0], random));
            }
        }
        vocabulary
    }

    pub(crate) fn query(&self, random: &mut Random, depth: usize) -> Query {
        if depth > 0 && random.chance(55) {
            let children: Vec<Query> =
                (0..2 + random.below(2)).map(|_| self.query(random, depth - 1)).collect();
            return match random.below(5) {
                0 | 1 => Query::all_of(children),
                2 | 3 => Query::any_of(children),
                _ => children.into_iter().next().unwrap_or(Query::All).negated(),
            };
        }
        match random.below(10) {
            0 if random.chance(15) => Query::All,
            0..=6 => self.text(random),
            _ => Query::Field(self.field(random)),
        }
    }

    fn word(&self, scope: usize, random: &mut Random) -> String {
        if random.chance(7) || self.words[scope].is_empty() {
            return (*random.one(&ABSENT)).to_owned();
        }
        random.one(&self.words[scope]).clone()
    }

    fn text(&self, random: &mut Random) -> Query {
        let at = if random.chance(80) { 0 } else { 1 + random.below(3) };
        let scope = [Scope::Anywhere, Scope::Subject, Scope::Signed, Scope::ClassifiedBy][at];
        let run = |random: &mut Random| {
            let mut words = random.one(&self.runs).clone();
            if random.chance(20) {
                let place = random.below(words.len());
                words[place] = self.word(0, random);
            }
            if random.chance(15) {
                words.reverse();
            }
            words
        };
        let text = match random.below(12) {
            0..=3 => Text::Word(self.word(at, random)),
            4 => Text::Exact(self.word(at, random)),
            5..=7 => Text::Phrase(run(random)),
            8 | 9 => {
                let mut words = run(random);
                if random.chance(50) {
                    words.push(self.word(0, random));
                }
                random.shuffle(&mut words);
                Text::Near { words, slop: [0, 1, 2, 5, 10, 60][random.below(6)] }
            }
            10 => {
                let word = self.word(at, random);
                let length = 1 + random.below(word.chars().count().max(2) - 1);
                Text::Prefix(word.chars().take(length).collect())
            }
            _ => Text::Fuzzy {
                word: misspelt(&self.word(at, random), random),
                distance: 1 + random.below(2) as u8,
            },
        };
        Query::Text(scope, text)
    }

    fn field(&self, random: &mut Random) -> Field {
        let post = |random: &mut Random| match random.chance(90) && !self.posts.is_empty() {
            true => random.one(&self.posts).clone(),
            false => "BONN".to_owned(),
        };
        match random.below(17) {
            0 => Field::From(post(random)),
            1 => Field::To(post(random)),
            2 => Field::Info(post(random)),
            3 if !self.tags.is_empty() => {
                let tag = random.one(&self.tags);
                // Of a person, the surname alone.
                Field::Tag(tag.split(',').next().filter(|_| random.chance(50)).unwrap_or(tag).to_owned())
            }
            4 => {
                let (one, other) = (*random.one(&LEVELS), *random.one(&LEVELS));
                match random.below(4) {
                    0 => Field::Class(Some(one), None),
                    1 => Field::Class(None, Some(one)),
                    2 => Field::Class(Some(one.min(other)), Some(one.max(other))),
                    _ => Field::Class(Some(one), Some(one)),
                }
            }
            5 => {
                let caveats = ["NOFORN", "ORCON", "PROPIN"];
                Field::Mark(
                    *random.one(&LEVELS),
                    caveats[..random.below(3)].iter().map(|c| (*c).to_owned()).collect(),
                )
            }
            6 if !self.captions.is_empty() => Field::Caption(random.one(&self.captions).clone()),
            7 => Field::Precedence(*random.one(&[
                Precedence::Routine,
                Precedence::Priority,
                Precedence::Immediate,
            ])),
            8 => self.number(random).map_or(Field::Has(Feature::Damage), Field::Ref),
            9 => self.number(random).map_or(Field::Has(Feature::Damage), Field::Mrn),
            10 | 11 => {
                let (one, other) = (day(random), day(random));
                match random.below(4) {
                    0 => Field::Date(Some(one), None),
                    1 => Field::Date(None, Some(one)),
                    2 => Field::Date(Some(one), Some(one)),
                    _ => Field::Date(Some(one.min(other)), Some(one.max(other))),
                }
            }
            12 => Field::PostKind((*random.one(&["embassy", "consulate", "mission"])).to_owned()),
            13 => Field::Country((*random.one(&["FR", "GB", "RU"])).to_owned()),
            14 => Field::Has(*random.one(&[Feature::Redaction, Feature::Damage])),
            15 => {
                let (one, other) = (1970 + random.below(40) as i16, 1970 + random.below(40) as i16);
                match random.below(3) {
                    0 => Field::Year(Some(one), None),
                    1 => Field::Year(None, Some(one)),
                    _ => Field::Year(Some(one.min(other)), Some(one.max(other))),
                }
            }
            _ if self.collections.is_empty() => Field::Has(Feature::Damage),
            _ => {
                let name = random.one(&self.collections);
                Field::Collection(if random.chance(50) { name.to_uppercase() } else { name.clone() })
            }
        }
    }

    fn number(&self, random: &mut Random) -> Option<Number> {
        let key = random.one(&self.numbers);
        let post: String = key.chars().skip(2).take_while(|c| c.is_alphabetic()).collect();
        let number = key.get(2 + post.len()..)?.parse().ok()?;
        let year: u16 = key.get(..2)?.parse().ok()?;
        let year = if year >= 73 { 1900 + year } else { 2000 + year };
        Some(Number { year: random.chance(70).then_some(year), post, number, airgram: false })
    }
}

fn values<'d>(docs: &'d [Doc], of: impl Fn(&'d Doc) -> &'d Vec<String>) -> Vec<String> {
    let mut values: Vec<String> = docs.iter().flat_map(of).cloned().collect();
    values.sort_unstable();
    values.dedup();
    values
}

/// Two to four readings of a text that follow each other.
fn run(words: &Words, random: &mut Random) -> Option<Vec<String>> {
    let mut all: Vec<(u32, u32, &String)> = words
        .at
        .iter()
        .flat_map(|(word, places)| places.iter().map(move |(begin, end)| (*begin, *end, word)))
        .collect();
    all.sort_unstable();
    let mut at = random.below(all.len());
    let mut run = vec![all.get(at)?.2.clone()];
    for _ in 0..1 + random.below(3) {
        let end = all[at].1;
        let first = all.partition_point(|place| place.0 < end);
        let next = all[first..].iter().take_while(|place| place.0 == end).count();
        if next == 0 {
            break;
        }
        at = first + random.below(next);
        run.push(all[at].2.clone());
    }
    (run.len() > 1).then_some(run)
}

fn misspelt(word: &str, random: &mut Random) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    for _ in 0..random.below(3) {
        let at = random.below(letters.len());
        match random.below(4) {
            0 if letters.len() > 3 => drop(letters.remove(at)),
            1 => letters.insert(at, 'e'),
            2 => letters[at] = 'a',
            _ if at > 0 => letters.swap(at - 1, at),
            _ => {}
        }
    }
    letters.into_iter().collect()
}

fn day(random: &mut Random) -> Date {
    let years = [1973, 1974, 1975, 1976, 1977, 2005, 2006, 2007, 2008];
    date(*random.one(&years), 1 + random.below(12) as i8, 1 + random.below(28) as i8)
}
