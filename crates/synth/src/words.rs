//! Words that are drawn as often as telegrams have them.

use crate::random::Random;
use std::sync::LazyLock;

/// Words of the lower case that stand four times or more in five volumes of *Foreign Relations of the United States* (the
/// Department of State's, in the public domain), by the part of speech that their neighbours tell, with how often they stand there.
/// Words that label a telegram's parts are left out.
const TABLE: &str = include_str!("../data/words.tsv");

/// All words by what they are.
pub(crate) static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let of = |class: &str| Weighted::new(TABLE.lines().filter_map(move |line| row(line, class)));
    Words {
        nouns: of("noun"),
        adjectives: of("adjective"),
        participles: of("participle"),
        verbs: of("verb"),
        gerunds: of("gerund"),
        adverbs: of("adverb"),
    }
});

/// The word of a row of this class, and how often it was seen.
fn row(line: &'static str, class: &str) -> Option<(&'static str, u32)> {
    let (word, seen) = line.strip_prefix(class)?.strip_prefix('\t')?.split_once('\t')?;
    Some((word, seen.parse().ok()?))
}

/// Words by what they are.
#[derive(Debug)]
pub(crate) struct Words {
    pub(crate) nouns: Weighted,
    pub(crate) adjectives: Weighted,
    /// Past participles and past tenses.
    pub(crate) participles: Weighted,
    /// Verbs as they stand behind `to`.
    pub(crate) verbs: Weighted,
    pub(crate) gerunds: Weighted,
    pub(crate) adverbs: Weighted,
}

/// Words, some more likely than others.
#[derive(Debug)]
pub(crate) struct Weighted {
    words: Vec<&'static str>,
    /// How often each word and all before it were seen, together.
    until: Vec<u32>,
}

impl Weighted {
    fn new(rows: impl Iterator<Item = (&'static str, u32)>) -> Weighted {
        let mut sum = 0;
        let (words, until) = rows
            .map(|(word, seen)| {
                sum += seen;
                (word, sum)
            })
            .unzip();
        Weighted { words, until }
    }

    /// One of them, as likely as it was often seen.
    pub(crate) fn one(&self, random: &mut Random) -> &'static str {
        let at = random.number(1, self.until.last().copied().unwrap_or(1));
        self.words.get(self.until.partition_point(|until| *until < at)).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_has_a_class_a_word_and_a_count() {
        let all = &*WORDS;
        let classes = [&all.nouns, &all.adjectives, &all.participles, &all.verbs, &all.gerunds, &all.adverbs];
        let rows = TABLE.lines().filter(|line| !line.starts_with('#')).count();
        assert_eq!(classes.iter().map(|class| class.words.len()).sum::<usize>(), rows);
        assert!(classes.iter().all(|class| class.words.len() > 200));
    }

    #[test]
    fn frequent_words_are_drawn_more_often() {
        let weighted = Weighted::new([("often", 99), ("seldom", 1)].into_iter());
        let mut random = Random::new(7904);
        let often = (0..1_000).filter(|_| weighted.one(&mut random) == "often").count();
        assert!((970..1_000).contains(&often), "{often}");
    }
}
