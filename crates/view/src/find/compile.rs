//! From a query to what Tantivy searches.

use super::between::Between;
use super::positions::Rule;
use super::rounded::{Rounded, Scale};
use super::standing::Standing;
use super::statistics::Statistics;
use crate::error::Result;
use crate::query::{self, Feature, Field, LEVELS, Number, Query, Scope, Text, YEARS};
use chancery_archive::index::{FIELDS, days, letter, mark_term};
use chancery_registry::Registry;
use chancery_telegram::record::Level;
use jiff::civil::Date;
use std::ops::Bound;
use tantivy::Term;
use tantivy::query::{
    AllQuery, Bm25StatisticsProvider, BooleanQuery, ConstScoreQuery, DisjunctionMaxQuery, EmptyQuery,
    FuzzyTermQuery, Occur, Query as Compiled, RangeQuery, TermQuery,
};
use tantivy::schema::{Field as Place, IndexRecordOption};

/// What a compiled query needs to know of the strata in which it will be searched.
pub(super) struct Compiler<'c> {
    statistics: &'c Statistics<'c>,
    /// Whether scores are asked for: without them fewer lists are read.
    scored: bool,
    scale: Scale,
}

type Boxed = Box<dyn Compiled>;

impl<'c> Compiler<'c> {
    pub(super) fn new(statistics: &'c Statistics<'c>, query: &Query, scored: bool) -> Compiler<'c> {
        let scale = if scored { Scale::of(summands(query)) } else { Scale::NONE };
        Compiler { statistics, scored, scale }
    }

    /// Makes of a query what is searched. It is no deeper than the query, whose depth is limited.
    pub(super) fn compile(&self, query: &Query) -> Result<Boxed> {
        Ok(match query {
            Query::All => all(),
            Query::And(children) => {
                let mut clauses = Vec::with_capacity(children.len() + 1);
                for child in children {
                    clauses.push(match child {
                        Query::Not(inner) => (Occur::MustNot, self.compile(inner)?),
                        other => (Occur::Must, self.compile(other)?),
                    });
                }
                if clauses.iter().all(|(occur, _)| *occur == Occur::MustNot) {
                    clauses.push((Occur::Must, all()));
                }
                Box::new(BooleanQuery::new(clauses))
            }
            Query::Or(children) => Box::new(BooleanQuery::union(
                children.iter().map(|child| self.compile(child)).collect::<Result<_>>()?,
            )),
            Query::Not(inner) => Box::new(BooleanQuery::new(vec![
                (Occur::MustNot, self.compile(inner)?),
                (Occur::Must, all()),
            ])),
            Query::Text(scope, text) => self.text(place(*scope), text)?,
            Query::Field(field) => self.field(field)?,
        })
    }

    fn text(&self, place: Place, text: &Text) -> Result<Boxed> {
        Ok(match text {
            Text::Word(word) => {
                let mut forms: Vec<Boxed> = Vec::new();
                for form in query::forms(word) {
                    let term = Term::from_field_text(place, &form);
                    if self.statistics.doc_freq(&term)? > 0 {
                        forms.push(self.scored(term));
                    }
                }
                match forms.len() {
                    0 => Box::new(EmptyQuery),
                    1 => forms.swap_remove(0),
                    // The forms are one word: the rarest of them must not count as a word of its own.
                    _ => Box::new(DisjunctionMaxQuery::new(forms)),
                }
            }
            Text::Exact(word) => self.scored(Term::from_field_text(place, word)),
            Text::Phrase(words) => self.stand(place, words, Rule::Phrase),
            Text::Near { words, slop } => {
                // Words are in it or not: to say one twice asks for no more.
                let mut words = words.clone();
                words.sort_unstable();
                words.dedup();
                self.stand(place, &words, Rule::Near(*slop))
            }
            Text::Prefix(prefix) => match behind(prefix) {
                Some(end) => Box::new(RangeQuery::new(
                    Bound::Included(Term::from_field_text(place, prefix)),
                    Bound::Excluded(Term::from_field_text(place, &end)),
                )),
                None => Box::new(EmptyQuery),
            },
            Text::Fuzzy { word, distance } => {
                Box::new(FuzzyTermQuery::new(Term::from_field_text(place, word), *distance, true))
            }
        })
    }

    fn field(&self, field: &Field) -> Result<Boxed> {
        let fields = &*FIELDS;
        let registry = Registry::builtin();
        let found = match field {
            Field::From(name) => code(fields.from, name),
            Field::To(name) => code(fields.to, name),
            Field::Info(name) => code(fields.info, name),
            Field::Tag(tag) => self.tag(tag),
            Field::Caption(caption) => code(fields.caption, caption),
            Field::Precedence(precedence) => code(fields.precedence, precedence.as_str()),
            Field::Class(from, to) => any(LEVELS
                .iter()
                .filter(|level| from.is_none_or(|from| **level >= from) && to.is_none_or(|to| **level <= to))
                .map(|level| code(fields.level, level.as_str()))),
            Field::Mark(level, caveats) => mark(*level, caveats),
            Field::Ref(number) => self.number(fields.reference, number),
            Field::Mrn(number) => self.number(fields.mrn, number),
            Field::Key(key) => code(fields.mrn, key),
            Field::Date(from, to) => dates(*from, *to),
            Field::Year(from, to) => years(*from, *to),
            Field::PostKind(kind) => {
                any(query::posts_of_kind(kind, registry).map(|post| code(fields.from, post)))
            }
            Field::Country(country) => {
                any(query::posts_in(country, registry).map(|post| code(fields.from, post)))
            }
            Field::Has(Feature::Redaction) => code(fields.has, "redaction"),
            Field::Has(Feature::Damage) => code(fields.has, "damage"),
            Field::Collection(name) => self.collection(name)?,
        };
        // What is in a field and what is not says nothing about how well a text fits.
        Ok(Box::new(ConstScoreQuery::new(found, 0.0)))
    }

    fn scored(&self, term: Term) -> Boxed {
        let read = if self.scored { IndexRecordOption::WithFreqs } else { IndexRecordOption::Basic };
        Rounded::over(Box::new(TermQuery::new(term, read)), self.scale)
    }

    /// Words that stand as a rule says: scored as the words are, found only where they stand so.
    fn stand(&self, field: Place, words: &[String], rule: Rule) -> Boxed {
        Box::new(Standing { field, words: words.to_vec(), rule, scale: self.scale })
    }

    /// A code; or a person, whose given names may be left out: `CLINTON` finds `CLINTON, HILLARY`.
    fn tag(&self, tag: &str) -> Boxed {
        let whole = code(FIELDS.tag, tag);
        if Registry::builtin().tag(tag).is_some() {
            return whole;
        }
        let bound = |behind: char| Term::from_field_text(FIELDS.tag, &format!("{tag}{behind}"));
        // `-` follows `,`.
        let named = RangeQuery::new(Bound::Included(bound(',')), Bound::Excluded(bound('-')));
        any([whole, Box::new(named) as Boxed].into_iter())
    }

    /// Names of collections are compared without regard to case; there are few.
    fn collection(&self, name: &str) -> Result<Boxed> {
        let names = self.statistics.values("collection")?;
        Ok(any(names
            .iter()
            .filter(|n| n.to_lowercase() == name.to_lowercase())
            .map(|n| code(FIELDS.collection, n))))
    }

    /// A number whose year is not said is looked for in every year.
    fn number(&self, place: Place, number: &Number) -> Boxed {
        let Number { post, number: serial, airgram, .. } = number;
        let airgram = if *airgram { "-A" } else { "" };
        let text = |year: u16| format!("{year:02}{}{airgram}{serial}", post.replace(' ', ""));
        match number.year {
            Some(year) => code(place, &text(year % 100)),
            None => any(YEARS.map(|year| code(place, &text(year)))),
        }
    }
}

/// Every telegram, with a score of its own: Tantivy leaves a bare [`AllQuery`] out of sums in some segments and not in others.
fn all() -> Boxed {
    Box::new(ConstScoreQuery::new(Box::new(AllQuery), 1.0))
}

fn place(scope: Scope) -> Place {
    match scope {
        Scope::Anywhere => FIELDS.text,
        Scope::Subject => FIELDS.subject,
        Scope::Signed => FIELDS.signed,
        Scope::ClassifiedBy => FIELDS.classified_by,
    }
}

/// How many scores are summed up, at most, for one telegram.
fn summands(query: &Query) -> usize {
    let mut count = 0;
    let mut waiting = vec![query];
    while let Some(query) = waiting.pop() {
        match query {
            Query::And(children) | Query::Or(children) => waiting.extend(children),
            Query::Text(_, Text::Phrase(words) | Text::Near { words, .. }) => count += words.len(),
            Query::All | Query::Not(_) | Query::Text(..) => count += 1,
            Query::Field(_) => {}
        }
    }
    count
}

fn code(place: Place, value: &str) -> Boxed {
    Box::new(TermQuery::new(Term::from_field_text(place, value), IndexRecordOption::Basic))
}

fn any(queries: impl Iterator<Item = Boxed>) -> Boxed {
    let queries: Vec<Boxed> = queries.collect();
    if queries.is_empty() { Box::new(EmptyQuery) } else { Box::new(BooleanQuery::union(queries)) }
}

/// A paragraph's mark: its level, and the caveats that it has among others.
fn mark(level: Level, caveats: &[String]) -> Boxed {
    let mut caveats: Vec<&str> = caveats.iter().map(String::as_str).collect();
    caveats.sort_unstable();
    caveats.dedup();
    code(FIELDS.mark, &mark_term(letter(level), caveats.into_iter()))
}

fn dates(from: Option<Date>, to: Option<Date>) -> Boxed {
    let minute = |date: Date| days(date) * 24 * 60;
    Box::new(Between {
        field: "sent",
        from: from.map_or(i64::MIN, minute),
        to: to.map_or(i64::MAX, |to| minute(to) + 24 * 60 - 1),
    })
}

fn years(from: Option<i16>, to: Option<i16>) -> Boxed {
    let year = |year: i16| u64::try_from(year).unwrap_or(0);
    Box::new(Between { field: "year", from: from.map_or(0, year), to: to.map_or(u64::MAX, year) })
}

/// The first text behind all that begin so.
fn behind(prefix: &str) -> Option<String> {
    let last = prefix.chars().next_back()?;
    let next = char::from_u32(u32::from(last) + 1)?;
    let mut end = prefix[..prefix.len() - last.len_utf8()].to_owned();
    end.push(next);
    Some(end)
}
