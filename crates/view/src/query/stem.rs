//! English forms of a word.

use rust_stemmers::{Algorithm, Stemmer};

/// Words shorter than this stand for themselves: `us` is no plural.
const SHORTEST: usize = 3;

/// Longer words are no words of English.
const LONGEST: usize = 32;

/// What stands behind a stem in English words, doubled inflections among them.
const ENDINGS: [&str; 92] = [
    "", "s", "es", "ed", "d", "ing", "ings", "er", "ers", "or", "ors", "e", "y", "ies", "ied", "ying", "ely",
    "ly", "ed", "edly", "ingly", "ion", "ions", "ional", "ionally", "ation", "ations", "ational", "ate",
    "ates", "ated", "ating", "ator", "ators", "ative", "atively", "ive", "ives", "ively", "iveness", "al",
    "als", "ally", "ality", "ment", "ments", "ness", "able", "ably", "ability", "ible", "ibly", "ibility",
    "ance", "ances", "ant", "ants", "ence", "ences", "ent", "ents", "ently", "ency", "ity", "ities", "ize",
    "izes", "ized", "izing", "izer", "ization", "izations", "ise", "ises", "ised", "ising", "isation",
    "isations", "ful", "fully", "fulness", "ous", "ously", "ousness", "ism", "isms", "ic", "ical", "ically",
    "ian", "iness", "ier",
];

/// Forms that English makes in no regular way, as the stemmer knows them.
const IRREGULAR: [(&str, &str); 5] =
    [("sky", "skies"), ("die", "dying"), ("lie", "lying"), ("tie", "tying"), ("ski", "skis")];

/// The stem of a folded word, which all its English forms share. None where the word stands for itself: where it is short
/// or holds a figure or a letter beyond ASCII.
pub fn stem(word: &str) -> Option<String> {
    stems(word).then(|| Stemmer::create(Algorithm::English).stem(word).into_owned())
}

fn stems(word: &str) -> bool {
    (SHORTEST..=LONGEST).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_lowercase())
}

/// The forms that a word without quotation marks finds, itself among them, sorted: those words which have its stem among
/// its stem with English endings, the last consonant doubled or not, `i` for `y` or not. A word that stands for itself is
/// its only form.
///
/// ```
/// use chancery_view::query::forms;
///
/// let forms = forms("negotiation");
/// for word in ["negotiate", "negotiated", "negotiates", "negotiating", "negotiations", "negotiator"] {
///     assert!(forms.iter().any(|form| form == word), "{word}");
/// }
/// ```
pub fn forms(word: &str) -> Vec<String> {
    let mut forms = vec![word.to_owned()];
    if stems(word) {
        let stemmer = Stemmer::create(Algorithm::English);
        let stem = stemmer.stem(word).into_owned();
        let mut bases = vec![stem.clone()];
        if let Some(short) = stem.strip_suffix('i') {
            bases.push(format!("{short}y"));
            bases.push(short.to_owned());
        }
        if let Some(last) = stem.chars().next_back().filter(|c| !matches!(c, 'a' | 'e' | 'i' | 'o' | 'u')) {
            bases.push(format!("{stem}{last}"));
        }
        for base in &bases {
            for ending in ENDINGS {
                let form = format!("{base}{ending}");
                if stems(&form) && stemmer.stem(&form) == stem {
                    forms.push(form);
                }
            }
        }
        for (one, other) in IRREGULAR {
            if stem == one {
                forms.push(other.to_owned());
            }
        }
    }
    forms.sort_unstable();
    forms.dedup();
    forms
}
