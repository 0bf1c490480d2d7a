//! The weights of the evidence for a plural owner's apostrophe: logistic regression on good text whose apostrophes were
//! made commas.
//!
//! Plural owners are few (some 120 in three fifths of the texts). So singular ones (`the harbor's lights`) and commas behind
//! words in other letters stand beside them with less weight: what stands before and behind is the same.

use crate::corpus::{self, Document};
use chancery_check::repair::making::{
    Evidence, Lexicon, NAMES, Phrases, Place, Weights, Without, candidates, evidence, place,
};

/// One comma or apostrophe.
struct Example {
    evidence: Evidence,
    apostrophe: bool,
    weight: f64,
}

/// The weights of examples that are not of the kind that is asked about.
const SINGULAR_OWNER: f64 = 0.08;
const OTHER_COMMA: f64 = 0.15;

/// Rounds over all examples; step; pull towards 0.
const ROUNDS: usize = 30;
const STEP: f64 = 0.3;
const PULL: f64 = 0.0015;

/// Finds the weights.
pub(super) fn weigh(documents: &[Document], lexicon: &Lexicon) -> Weights {
    let mut examples = Vec::new();
    for document in documents.iter().filter(|document| !document.scanned) {
        let good = corpus::plain(&document.text);
        let bad = corpus::damaged(&good);
        real(good.as_bytes(), bad.as_bytes(), lexicon, &mut examples);
        alike(good.as_bytes(), bad.as_bytes(), lexicon, &mut examples);
    }
    let apostrophes = examples.iter().filter(|example| example.apostrophe && example.weight == 1.0).count();
    let commas = examples.iter().filter(|example| !example.apostrophe && example.weight == 1.0).count();
    println!("{apostrophes} apostrophes and {commas} commas of the kind, {} examples in all", examples.len());
    Weights(fit(examples))
}

/// Commas and apostrophes behind words in s.
fn real(good: &[u8], bad: &[u8], lexicon: &Lexicon, examples: &mut Vec<Example>) {
    let phrases = Phrases::of([bad].into_iter());
    for candidate in candidates(bad) {
        let apostrophe = good[candidate.comma] == b'\'';
        let listed = u32::from(!apostrophe);
        let without = Without { owned: 0, listed, owner: u32::from(apostrophe), seen: 1 };
        let place = place(bad, &candidate, &phrases);
        if let Some(evidence) = evidence(&place, lexicon, without) {
            examples.push(Example { evidence, apostrophe, weight: 1.0 });
        }
    }
}

/// `harbor's lights` as if it were `harbors' lights`, and each second `harbor, lights` as if it were `harbors, lights`.
fn alike(good: &[u8], bad: &[u8], lexicon: &Lexicon, examples: &mut Vec<Example>) {
    let mut turn = false;
    for (at, _) in good.iter().enumerate().filter(|(_, byte)| matches!(byte, b'\'' | b',')) {
        let letters = good[..at].iter().rev().take_while(|byte| byte.is_ascii_alphabetic()).count();
        let word = &good[at - letters..at];
        if letters < 3 || matches!(word.last(), Some(b's' | b'S')) {
            continue;
        }
        let apostrophe = good[at] == b'\'';
        let end = at + 1 + usize::from(apostrophe);
        let owner = matches!(good.get(at + 1), Some(b's' | b'S'));
        if apostrophe && !owner || !good.get(end).is_some_and(u8::is_ascii_whitespace) {
            continue;
        }
        let noun = lexicon.get(word).is_some_and(|word| word.verb * 2 <= word.seen && word.determined > 0);
        turn = !turn;
        if !apostrophe && (!noun || turn) {
            continue;
        }
        let mut first = word.to_vec();
        first.push(if first.iter().all(u8::is_ascii_uppercase) { b'S' } else { b's' });
        let place = Place {
            before: &bad[..at - letters],
            first: &first,
            behind: &bad[end..],
            again: false,
            bare: false,
        };
        let mine = u32::from(apostrophe);
        let without = Without { owned: mine, listed: 1 - mine, owner: mine, seen: 1 };
        if let Some(evidence) = evidence(&place, lexicon, without) {
            let weight = if apostrophe { SINGULAR_OWNER } else { OTHER_COMMA };
            examples.push(Example { evidence, apostrophe, weight });
        }
    }
}

/// Stochastic gradient descent with steps that grow smaller by weight. The order is shuffled the same way each time.
fn fit(mut examples: Vec<Example>) -> Evidence {
    let mut weights = [0.0; NAMES.len()];
    let mut gone = [1e-6_f64; NAMES.len()];
    let mut state = 7904_u64;
    for _ in 0..ROUNDS {
        for at in (1..examples.len()).rev() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let other = (state >> 33) as usize % (at + 1);
            examples.swap(at, other);
        }
        for example in &examples {
            let sum: f64 = weights.iter().zip(&example.evidence).map(|(weight, value)| weight * value).sum();
            let likely = 1.0 / (1.0 + (-sum.clamp(-30.0, 30.0)).exp());
            let error = (f64::from(u8::from(example.apostrophe)) - likely) * example.weight;
            for (at, value) in example.evidence.iter().enumerate().filter(|(_, value)| **value != 0.0) {
                let pull = if at == 0 { 0.0 } else { PULL * weights[at] };
                let step = error * value - pull;
                gone[at] += step * step;
                weights[at] += STEP * step / gone[at].sqrt();
            }
        }
    }
    weights
}
