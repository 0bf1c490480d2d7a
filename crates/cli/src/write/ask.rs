//! Questions on a terminal.

use chancery_write::Offer;
use dialoguer::{Input, MultiSelect, Select};
use std::io;

/// Who answers: a person at a terminal, or a list in a test.
pub(super) trait Answers {
    /// A line; what stands in `proposed` is the answer where nothing is typed.
    fn line(&mut self, question: &str, proposed: &str) -> io::Result<String>;
    /// One of some offers, or none of them.
    fn choose(&mut self, question: &str, offers: &[Offer]) -> io::Result<Option<usize>>;
    /// Some of some offers.
    fn tick(&mut self, question: &str, offers: &[Offer]) -> io::Result<Vec<usize>>;
}

/// A person at a terminal.
pub(super) struct Terminal;

impl Answers for Terminal {
    fn line(&mut self, question: &str, proposed: &str) -> io::Result<String> {
        let input = Input::<String>::new().with_prompt(question).allow_empty(true);
        let input = if proposed.is_empty() { input } else { input.default(proposed.to_owned()) };
        input.interact_text().map_err(of_dialog)
    }

    fn choose(&mut self, question: &str, offers: &[Offer]) -> io::Result<Option<usize>> {
        let lines: Vec<String> = lines(offers).chain(["(none of these)".to_owned()]).collect();
        let chosen =
            Select::new().with_prompt(question).items(&lines).default(0).interact().map_err(of_dialog)?;
        Ok(Some(chosen).filter(|chosen| *chosen < offers.len()))
    }

    fn tick(&mut self, question: &str, offers: &[Offer]) -> io::Result<Vec<usize>> {
        let question = format!("{question} (blank ticks, Enter goes on)");
        let lines: Vec<String> = lines(offers).collect();
        MultiSelect::new().with_prompt(question).items(&lines).interact().map_err(of_dialog)
    }
}

fn lines(offers: &[Offer]) -> impl Iterator<Item = String> {
    offers.iter().map(|offer| match offer.meaning.is_empty() {
        true => offer.value.clone(),
        false => format!("{:<28} {}", offer.value, shortened(&offer.meaning)),
    })
}

fn shortened(text: &str) -> String {
    let short: String = text.chars().take(60).collect();
    if short.len() < text.len() { format!("{short}...") } else { short }
}

fn of_dialog(error: dialoguer::Error) -> io::Error {
    let dialoguer::Error::IO(error) = error;
    error
}
