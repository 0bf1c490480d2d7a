//! Which words of a text a query meant, and which portions: for highlighting.

use crate::query::{self, Feature, Field, Query, Text};
use chancery_telegram::record::{Block, Level, Record};
use rustc_hash::FxHashSet;

/// What a query looks for: words, as they are folded, alone or together, and paragraphs.
#[derive(Clone, Debug, Default)]
pub(super) struct Matcher {
    words: FxHashSet<String>,
    prefixes: Vec<String>,
    fuzzy: Vec<(String, usize)>,
    together: Vec<Together>,
    /// The words of all that stand together.
    parts: FxHashSet<String>,
    marks: Vec<(Level, Vec<String>)>,
    redaction: bool,
    damage: bool,
}

/// Words that are looked for together.
#[derive(Clone, Debug)]
struct Together {
    words: Vec<String>,
    /// How many other words may stand between them, in whatever order they are; none of a phrase.
    slop: Option<u32>,
}

/// A word of a text that may be one of those that are looked for.
#[derive(Clone, Debug)]
pub(super) struct Spot {
    pub(super) text: String,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) position: u32,
    pub(super) width: u8,
}

impl Spot {
    /// The position behind it.
    fn behind(&self) -> u32 {
        self.position + u32::from(self.width)
    }
}

impl Matcher {
    /// Of everything in a query that is not excluded.
    pub(super) fn of(query: &Query) -> Matcher {
        let mut matcher = Matcher::default();
        let mut waiting = vec![query];
        while let Some(query) = waiting.pop() {
            match query {
                Query::And(children) | Query::Or(children) => waiting.extend(children),
                Query::Text(_, text) => matcher.add(text),
                Query::Field(Field::Mark(level, caveats)) => matcher.marks.push((*level, caveats.clone())),
                Query::Field(Field::Has(Feature::Redaction)) => matcher.redaction = true,
                Query::Field(Field::Has(Feature::Damage)) => matcher.damage = true,
                Query::All | Query::Not(_) | Query::Field(_) => {}
            }
        }
        matcher
    }

    fn add(&mut self, text: &Text) {
        match text {
            Text::Word(word) => self.words.extend(query::forms(word)),
            Text::Exact(word) => {
                self.words.insert(word.clone());
            }
            Text::Prefix(prefix) => self.prefixes.push(prefix.clone()),
            Text::Fuzzy { word, distance } => self.fuzzy.push((word.clone(), usize::from(*distance))),
            Text::Phrase(words) => self.add_together(words, None),
            Text::Near { words, slop } => self.add_together(words, Some(*slop)),
        }
    }

    fn add_together(&mut self, words: &[String], slop: Option<u32>) {
        self.parts.extend(words.iter().cloned());
        self.together.push(Together { words: words.to_vec(), slop });
    }

    /// Whether the query means no words at all.
    pub(super) fn is_empty(&self) -> bool {
        self.words.is_empty() && self.prefixes.is_empty() && self.fuzzy.is_empty() && self.together.is_empty()
    }

    /// Whether it means this word, alone or together with others.
    pub(super) fn holds(&self, word: &str) -> bool {
        self.means(word) || self.parts.contains(word)
    }

    /// Whether it means this word alone.
    fn means(&self, word: &str) -> bool {
        self.words.contains(word)
            || self.prefixes.iter().any(|prefix| word.starts_with(prefix.as_str()))
            || self.fuzzy.iter().any(|(wanted, distance)| strsim::osa_distance(wanted, word) <= *distance)
    }

    /// Which of the words of one text, in their order, the query means: of those that are looked for together, those that stand so.
    /// Where they stand so in no text of a telegram (near each other they may go over the end of a paragraph), `alone` takes each.
    pub(super) fn meant(&self, spots: &[Spot], alone: bool) -> Vec<usize> {
        let mut meant: Vec<usize> =
            (0..spots.len()).filter(|at| alone || self.means(&spots[*at].text)).collect();
        if !alone {
            self.together.iter().for_each(|together| together.stand(spots, &mut meant));
        }
        meant.sort_unstable();
        meant.dedup();
        meant
    }

    /// Whether a paragraph is one that the query means, whatever its words.
    pub(super) fn portion(&self, block: &Block<'_>, record: &Record<'_>) -> bool {
        let within =
            |span: chancery_telegram::Span| block.span.start <= span.start && span.start < block.span.end;
        let marked = |(level, caveats): &(Level, Vec<String>)| {
            block.mark.is_some()
                && block.level == Some(*level)
                && caveats.iter().all(|wanted| block.caveats.iter().any(|caveat| **caveat == **wanted))
        };
        self.marks.iter().any(marked)
            || self.redaction && record.redactions.iter().map(|redaction| redaction.span).any(within)
            || self.damage && record.damage.iter().filter_map(|damage| damage.span).any(within)
    }
}

impl Together {
    /// Adds the places in `spots` of words that stand as they should.
    fn stand(&self, spots: &[Spot], into: &mut Vec<usize>) {
        for at in 0..spots.len() {
            match self.slop {
                None => self.follow(spots, at, into),
                Some(slop) => self.near(spots, at, slop, into),
            }
        }
    }

    /// Whether the phrase begins with this word.
    fn follow(&self, spots: &[Spot], first: usize, into: &mut Vec<usize>) {
        let Some((word, others)) = self.words.split_first() else { return };
        if spots[first].text != *word {
            return;
        }
        let before = into.len();
        into.push(first);
        // The readings of one place may have several widths; the phrase goes on behind one of them.
        let mut last = first;
        for word in others {
            let next = (last + 1..spots.len()).take_while(|at| spots[*at].position <= spots[last].behind());
            let mut next = next.filter(|at| spots[*at].position == spots[last].behind());
            match next.find(|at| spots[*at].text == *word) {
                Some(at) => last = at,
                None => return into.truncate(before),
            }
            into.push(last);
        }
    }

    /// Whether all words stand near each other, this one first.
    fn near(&self, spots: &[Spot], first: usize, slop: u32, into: &mut Vec<usize>) {
        let before = into.len();
        let begin = spots[first].position;
        let mut taken = 0;
        let mut missing: Vec<&String> = self.words.iter().collect();
        for (at, word) in spots.iter().enumerate().skip(first) {
            // Each word takes one position at least.
            if (word.position - begin).saturating_sub(taken) > slop {
                break;
            }
            match missing.iter().position(|wanted| **wanted == word.text) {
                Some(found) => missing.swap_remove(found),
                None if at == first => return,
                None => continue,
            };
            taken += u32::from(word.width);
            into.push(at);
            if missing.is_empty() {
                return;
            }
        }
        into.truncate(before);
    }
}
