//! Which rules are asked, and how grave they are: a user's choice.

use crate::rule::{Rule, Severity};
use crate::rules;
use std::fmt;

/// Some rules, by code, by the beginning of a code (`TX`, `DE0`), by name or by family. `ALL` is each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selection(String);

/// A word that names no rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SelectionError {
    given: String,
}

impl fmt::Display for SelectionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A third of the letters may be wrong: what is farther off is another word.
        let limit = (self.given.chars().count() / 3).max(1);
        let given = self.given.to_ascii_lowercase();
        let near = rules::all()
            .flat_map(|rule| [rule.code, rule.name, rule.family.as_str()])
            .map(|word| (strsim::osa_distance(&word.to_ascii_lowercase(), &given), word))
            .filter(|(distance, _)| *distance <= limit)
            .min_by_key(|(distance, _)| *distance)
            .map(|(_, near)| near);
        write!(f, "`{}` is no rule, family or beginning of a code; ", self.given)?;
        if let Some(near) = near {
            write!(f, "is it `{near}`? ")?;
        }
        f.write_str("`chancery rule --all` lists them")
    }
}

impl std::error::Error for SelectionError {}

impl std::str::FromStr for Selection {
    type Err = SelectionError;

    fn from_str(word: &str) -> Result<Selection, SelectionError> {
        let selection = Selection(word.trim().to_owned());
        if selection.0.is_empty() || !rules::all().any(|rule| selection.holds(rule)) {
            return Err(SelectionError { given: word.trim().to_owned() });
        }
        Ok(selection)
    }
}

impl Selection {
    /// Is this rule one of them?
    pub fn holds(&self, rule: &Rule) -> bool {
        let word = self.0.as_str();
        word.eq_ignore_ascii_case("all")
            || rule.code.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word))
            || rule.name.eq_ignore_ascii_case(word)
            || rule.family.as_str().eq_ignore_ascii_case(word)
    }
}

/// Which rules are asked, and how grave their findings are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// Only these; all where none is named.
    pub select: Vec<Selection>,
    /// None of these.
    pub ignore: Vec<Selection>,
    /// The findings of these are as grave as is said; the last one that names a rule counts.
    pub severities: Vec<(Selection, Severity)>,
}

impl Settings {
    /// Is this rule to be asked?
    pub fn asks(&self, rule: &Rule) -> bool {
        let named = |list: &[Selection]| list.iter().any(|selection| selection.holds(rule));
        (self.select.is_empty() || named(&self.select)) && !named(&self.ignore)
    }

    /// How grave the findings of a rule are by the user's word. None where nothing is said of it.
    pub fn severity(&self, rule: &Rule) -> Option<Severity> {
        let set = self.severities.iter().rev().find(|(selection, _)| selection.holds(rule));
        set.map(|&(_, severity)| severity)
    }
}
