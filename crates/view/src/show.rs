//! One telegram, as a reader sees it.

use crate::error::{Error, Result};
use crate::query::YEARS;
use crate::view::View;
use chancery_archive::NAMELESS;
use chancery_archive::access::{self, Explanation, Label, Reader};
use chancery_archive::journal::Head;
use chancery_archive::sight::Sight;
use chancery_registry::Registry;
use chancery_telegram::record::Record;
use schemars::JsonSchema;
use serde::Serialize;
use std::hash::Hash;

/// A telegram, as a reader sees it.
pub struct Shown<'s> {
    /// Its number; of a telegram without one its key.
    pub key: &'s str,
    /// What it says.
    pub record: &'s Record<'s>,
    /// Its bytes as they came, without what is hidden. The owner has them in the encoding in which they came, and, where a source keeps
    /// its telegrams in another form (a row of JSON, an edition's mark-up), in that form; everybody else as [`text`](Self::text).
    pub original: &'s [u8],
    /// Its text, without what is hidden: the places that the record tells are places in it.
    pub text: &'s [u8],
    /// Which of its texts this is, from 1.
    pub variant: usize,
    /// How many texts of it this reader sees.
    pub variants: usize,
    /// The collections in which he sees this one.
    pub collections: &'s [String],
}

/// A word of one text against another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Word {
    /// In both.
    Same,
    /// In the first only.
    Out,
    /// In the second only.
    In,
    /// In the first only, where the second has a redaction.
    Redacted,
    /// In the second only, where the first has a redaction.
    Restored,
}

/// Two texts of a telegram, word by word.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Diff {
    /// The telegram.
    pub mrn: String,
    /// The numbers of the two texts.
    pub variants: (usize, usize),
    /// Runs of words.
    pub words: Vec<(Word, String)>,
}

impl View {
    /// The key of the telegram that a reader means by a name: a canonical number, a post and a number (with a year, or of the
    /// only year there is), or a key.
    ///
    /// # Errors
    /// [`Error::NoTelegram`] and [`Error::Several`], or that the archive cannot be read.
    pub fn resolve(&self, name: &str, year: Option<u16>) -> Result<String> {
        let hidden = || Error::NoTelegram { name: name.to_owned() };
        let candidates = match name.starts_with(NAMELESS) {
            true => vec![name.to_owned()],
            false => Number::of(name).ok_or_else(hidden)?.keys(year),
        };
        let mut keys = Vec::new();
        for key in candidates {
            if !self.known(&key)?.is_empty() {
                keys.push(key);
            }
        }
        keys.sort();
        match keys.len() {
            0 => Err(hidden()),
            1 => Ok(keys.swap_remove(0)),
            _ => Err(Error::Several { name: name.to_owned(), keys }),
        }
    }

    /// Shows a telegram by its key: the text that comes first, or another one by its number.
    ///
    /// # Errors
    /// [`Error::NoTelegram`] and [`Error::NoVariant`], or that the archive cannot be read.
    pub fn show<T>(
        &self,
        key: &str,
        variant: Option<usize>,
        with: impl FnOnce(&Shown<'_>) -> T,
    ) -> Result<T> {
        self.telegram(key, key, |sights| Ok(with(&self.shown(key, sights, variant.unwrap_or(1))?)))
    }

    /// One of the texts of a telegram, as the reader sees it.
    pub(crate) fn shown<'s>(
        &self,
        key: &'s str,
        sights: &'s [Sight<'_, '_>],
        variant: usize,
    ) -> Result<Shown<'s>> {
        let sight = pick(sights, key, variant)?;
        let item = &sight.text.variant.item;
        let (original, text): (&[u8], &[u8]) = match self.reader() {
            Reader::Owner => (item.original(), &item.bytes),
            Reader::Cleared(_) => (&sight.source, &sight.source),
        };
        let (record, collections) = (&sight.record, &sight.collections[..]);
        Ok(Shown { key, record, original, text, variant, variants: sights.len(), collections })
    }

    /// Compares two texts of a telegram word by word.
    ///
    /// # Errors
    /// [`Error::NoTelegram`] and [`Error::NoVariant`], or that the archive cannot be read.
    pub fn diff(&self, key: &str, one: usize, two: usize) -> Result<Diff> {
        self.two(key, one, two, |first, second| {
            let (first, second) = (words(first), words(second));
            let joined = |(kind, words): (Word, &[String])| (kind, words.join(" "));
            let words = compare(&first, &second, is_redaction).into_iter().map(joined).collect();
            Diff { mrn: key.to_owned(), variants: (one, two), words }
        })
    }

    /// Two texts of a telegram, for one who sets them beside each other part by part.
    ///
    /// # Errors
    /// As [`diff`](View::diff).
    pub fn two<T>(
        &self,
        key: &str,
        one: usize,
        two: usize,
        with: impl FnOnce(&Record<'_>, &Record<'_>) -> T,
    ) -> Result<T> {
        self.telegram(key, key, |sights| {
            Ok(with(&pick(sights, key, one)?.record, &pick(sights, key, two)?.record))
        })
    }

    /// Why a reader sees or does not see each portion of a telegram's texts, one text after the other, numbered from 1. Gives
    /// how many there are. It is the archive's owner who may ask.
    ///
    /// # Errors
    /// [`Error::NoTelegram`]: also for every reader but the owner; or that the archive cannot be read.
    pub fn explain(
        &self,
        key: &str,
        reader: &Reader,
        with: &mut dyn FnMut(usize, &[Explanation<'_>]),
    ) -> Result<usize> {
        if !matches!(self.reader(), Reader::Owner) {
            return Err(Error::NoTelegram { name: key.to_owned() });
        }
        self.telegram(key, key, |sights| {
            for (number, sight) in (1..).zip(sights) {
                with(number, &access::explain(&sight.text.portions, reader));
            }
            Ok(sights.len())
        })
    }

    /// The state of the archive that is read, for a citation. It counts changes, hidden ones too, so only the owner has it.
    pub fn state(&self) -> Option<&Head> {
        matches!(self.reader(), Reader::Owner).then(|| self.snapshot.head())
    }

    /// The journal, line by line: for the owner only, since it tells of everything.
    ///
    /// # Errors
    /// When the catalogue cannot be read.
    pub fn journal(&self) -> Result<Vec<String>> {
        if !matches!(self.reader(), Reader::Owner) {
            return Ok(Vec::new());
        }
        Ok(self.snapshot.journal()?.into_iter().map(|(line, _)| line).collect())
    }

    /// The collections of which the reader sees anything.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn collections(&self) -> Result<Vec<&chancery_archive::collections::Collection>> {
        if matches!(self.reader(), Reader::Owner) {
            return Ok(self.snapshot.collections().iter().collect());
        }
        let seen = &self.counted()?.by.collection;
        let here = |name: &str| seen.iter().any(|count| count.value == name);
        Ok(self.snapshot.collections().iter().filter(|collection| here(&collection.name)).collect())
    }

    /// The label up to which this reader sees; none for the owner.
    pub fn label(&self) -> Option<Label> {
        match self.reader() {
            Reader::Owner => None,
            Reader::Cleared(label) => Some(*label),
        }
    }
}

fn pick<'s, 't, 'v>(sights: &'s [Sight<'t, 'v>], key: &str, number: usize) -> Result<&'s Sight<'t, 'v>> {
    number.checked_sub(1).and_then(|at| sights.get(at)).ok_or_else(|| Error::NoVariant {
        key: key.to_owned(),
        count: sights.len(),
        asked: number,
    })
}

/// A number as people write it: `06PARIS7904`, `06 paris 7904`, `2006 PARIS 007904`, `paris 7904`, `75PORTALDER-A50`, `06-PARIS-7904`.
struct Number {
    /// In two digits.
    year: Option<u16>,
    post: String,
    number: u32,
}

impl Number {
    fn of(name: &str) -> Option<Number> {
        let name = name.trim().to_uppercase();
        let rest = name.trim_start_matches(|c: char| c.is_ascii_digit());
        let year = match &name[..name.len() - rest.len()] {
            "" => None,
            digits if digits.len() == 2 || digits.len() == 4 => Some(digits.parse::<u16>().ok()? % 100),
            _ => return None,
        };
        let post = rest.trim_end_matches(|c: char| c.is_ascii_digit());
        let number = rest[post.len()..].parse().ok()?;
        // `STATE A-50`
        let (post, airgram) = match post.strip_suffix("A-").filter(|post| post.ends_with([' ', '-'])) {
            Some(post) => (post, "-A"),
            None => (post, ""),
        };
        let post = post.trim_matches([' ', '-', '_', '/', '.']);
        (!post.is_empty()).then(|| Number {
            year,
            post: post.split_whitespace().collect::<Vec<_>>().join(" ") + airgram,
            number,
        })
    }

    /// The keys that may be meant: of the year that is said, else of every year, then of telegrams and of airgrams too.
    fn keys(&self, year: Option<u16>) -> Vec<String> {
        let mut posts = vec![self.post.replace(' ', "")];
        // By another name of the post.
        let bare = self.post.strip_suffix("-A").unwrap_or(&self.post);
        if let Some(post) = Registry::builtin().post_named(bare) {
            let named = post.code.to_owned() + &self.post[bare.len()..];
            if named != posts[0] {
                posts.push(named);
            }
        }
        let key = |year: u16, post: &str| format!("{year:02}{post}{}", self.number);
        if let Some(year) = self.year.or(year.map(|year| year % 100)) {
            return posts.iter().map(|post| key(year, post)).collect();
        }
        let airgrams = posts.iter().filter(|post| !post.ends_with("-A")).map(|post| format!("{post}-A"));
        let airgrams: Vec<String> = airgrams.collect();
        posts.extend(airgrams);
        posts.iter().flat_map(|post| YEARS.map(|year| key(year, post))).collect()
    }
}

/// The words of a telegram as they are printed, marks and numbers of its paragraphs left out.
fn words(record: &Record<'_>) -> Vec<String> {
    let mut words = Vec::new();
    chancery_archive::index::texts(record, |_, text| {
        words.extend(text.split_whitespace().map(str::to_owned))
    });
    words
}

/// True for words that only stand where a release took others out: runs of X, brackets with dots, exemptions.
pub fn is_redaction(words: &[String]) -> bool {
    !words.is_empty()
        && words.iter().all(|word| {
            let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
            let marks = bare.is_empty() && !word.is_empty();
            let crosses = bare.len() > 1 && bare.bytes().all(|byte| byte.eq_ignore_ascii_case(&b'x'));
            let exemption =
                word.contains("(b)") || word.contains("[") || bare.eq_ignore_ascii_case("redacted");
            marks || crosses || exemption
        })
}

/// Compares two lists of words, or of parts of another kind: runs that stand in both, in one, or where the other has what
/// `is_redaction` says that a release took out. It ends after five seconds: what is given is then longer than it need be, and right.
pub fn compare<'w, T: Eq + Hash + Ord>(
    one: &'w [T],
    two: &'w [T],
    is_redaction: impl Fn(&[T]) -> bool,
) -> Vec<(Word, &'w [T])> {
    use similar::{Algorithm, DiffOp};
    // A bound for texts that have nothing in common: what is then shown is longer than it need be, and right.
    let deadline = std::time::Instant::now() + std::time::Duration::from_secs(5);
    let ops = similar::capture_diff_slices_deadline(Algorithm::Myers, one, two, Some(deadline));
    let mut runs = Vec::new();
    let mut put = |kind, words: &'w [T]| {
        if !words.is_empty() {
            runs.push((kind, words));
        }
    };
    for op in ops {
        match op {
            DiffOp::Equal { old_index, len, .. } => put(Word::Same, &one[old_index..old_index + len]),
            DiffOp::Delete { old_index, old_len, .. } => put(Word::Out, &one[old_index..old_index + old_len]),
            DiffOp::Insert { new_index, new_len, .. } => put(Word::In, &two[new_index..new_index + new_len]),
            DiffOp::Replace { old_index, old_len, new_index, new_len } => {
                let (out, come) =
                    (&one[old_index..old_index + old_len], &two[new_index..new_index + new_len]);
                put(if is_redaction(come) { Word::Redacted } else { Word::Out }, out);
                put(if is_redaction(out) { Word::Restored } else { Word::In }, come);
            }
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_in_any_form() {
        let keys = |name, year| Number::of(name).map(|number| number.keys(year));
        let paris = Some(vec!["06PARIS7904".to_owned()]);
        for name in ["06PARIS7904", "2006 paris 07904", "06-PARIS-7904", "06/Paris/7904"] {
            assert_eq!(keys(name, None), paris, "{name}");
        }
        assert_eq!(keys("Paris 7904", Some(2006)), paris);
        assert_eq!(keys("75PORTALDER-A50", None), Some(vec!["75PORTALDER-A50".to_owned()]));
        for name in ["74STATE-A4568", "74 state A-4568", "1974 STATE-A-4568"] {
            assert_eq!(keys(name, None), Some(vec!["74STATE-A4568".to_owned()]), "{name}");
        }
        // By the name of its day, and by that of today.
        let kinshasa = keys("leopoldville 2714", Some(1962)).unwrap();
        assert_eq!(kinshasa, ["62LEOPOLDVILLE2714", "62KINSHASA2714"]);
        assert!(keys("Paris", None).is_none() && keys("7904", None).is_none());
    }
}
