//! `chancery write --new`: asks for what a draft needs, and writes the draft.

use super::Args;
use super::ask::{Answers, Terminal};
use super::known::InArchive;
use crate::exit::{Done, Failure, Outcome};
use crate::message::Message;
use chancery_registry::Registry;
use chancery_write::{Draft, Offer, Said, addressees, captions, tags, to_markdown};
use jiff::civil::{Date, DateTime};
use std::fs::OpenOptions;
use std::io::{self, IsTerminal as _, Write as _};

pub(super) fn run(args: &Args) -> Outcome {
    if args.file.exists() {
        let message =
            Message::new("the file is there already").line("place", args.file.display().to_string());
        return Err(Failure::Usage(
            message.line("help", "name a file that is not there; a draft is never written over"),
        ));
    }
    if !io::stdin().is_terminal() {
        let message = Message::new("`--new` asks questions, and there is no terminal");
        return Err(Failure::Usage(message.line("help", "write a draft by hand: docs/writing.md says how")));
    }
    let view = args.reading.named().then(|| args.reading.view()).transpose()?;
    let archive = view.as_ref().map(InArchive::new);
    let now = jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).datetime();
    let text = draft(&mut Terminal, Registry::builtin(), now, archive.as_ref())?;
    let mut file = OpenOptions::new().write(true).create_new(true).open(&args.file)?;
    file.write_all(text.as_bytes())?;
    let path = args.file.display();
    Message::plain(format!(
        "wrote the draft {path}; put its text below the heading, then `chancery write {path}`"
    ))
    .print();
    Ok(Done::All)
}

/// Asks, and gives the draft.
fn draft(
    answers: &mut dyn Answers,
    registry: &Registry,
    now: DateTime,
    archive: Option<&InArchive<'_>>,
) -> io::Result<String> {
    let mut draft = Draft::default();
    let said = |text: String| Some(Said::new(text)).filter(|said| !said.is_empty());
    let minute = format!("{} {:02}:{:02}", now.date(), now.hour(), now.minute());
    draft.date = said(answers.line("Date and time of release, UTC", &minute)?);
    let day =
        draft.date.as_ref().and_then(|said| said.text.get(..10)?.parse::<Date>().ok()).unwrap_or(now.date());
    draft.from =
        many(answers, "From (a post, or an address)", true, &mut |word| addressees(registry, word))?.pop();
    draft.number = said(answers.line("Number", "")?);
    draft.to = many(answers, "To", false, &mut |word| addressees(registry, word))?;
    draft.info = many(answers, "Information to", false, &mut |word| addressees(registry, word))?;
    draft.precedence = said(answers.line("Precedence", "ROUTINE")?);
    let levels = ["UNCLASSIFIED", "SBU", "CONFIDENTIAL", "SECRET", "TOP SECRET"];
    let offers: Vec<Offer> =
        levels.iter().map(|level| Offer { value: (*level).into(), meaning: String::new() }).collect();
    let level = answers.choose("Classification", &offers)?.map_or("UNCLASSIFIED", |chosen| levels[chosen]);
    draft.classification = said(level.to_owned());
    draft.captions = many(answers, "Captions", false, &mut |word| captions(registry, word, day))?;
    if !matches!(level, "UNCLASSIFIED" | "SBU") {
        draft.declassify_on = said(answers.line("Declassify on (a day, an instruction, an event)", "")?);
        let name = said(answers.line("Classified by: name", "")?).unwrap_or_default();
        let title = said(answers.line("Classified by: position", "")?).unwrap_or_default();
        let reasons = said(answers.line("Reasons", "1.4 (b) and (d)")?).unwrap_or_default();
        draft.classified_by.push(chancery_write::Classifier { name, title, reasons });
    }
    draft.subject = said(answers.line("Subject", "")?);
    let like = match (archive, &draft.subject) {
        (Some(archive), Some(subject)) => archive.tags_of_like(&subject.text, now.date()),
        _ => Vec::new(),
    };
    for offer in like {
        if answers.agree(&format!("TAGS of like telegrams: {} ({})", offer.value, offer.meaning))? {
            draft.tags.push(Said::new(offer.value));
        }
    }
    draft.tags.extend(many(answers, "TAGS", false, &mut |word| tags(registry, word, day))?);
    while let Some(reference) = said(answers.line("Reference (empty for no more)", "")?) {
        draft.references.push(reference);
    }
    draft.signature.extend(said(answers.line("Signature", "")?));
    Ok(to_markdown(&draft) + "\n")
}

/// Values, until an empty line; what is typed is looked up, and what fits is offered.
fn many(
    answers: &mut dyn Answers,
    question: &str,
    single: bool,
    look_up: &mut dyn FnMut(&str) -> Vec<Offer>,
) -> io::Result<Vec<Said>> {
    let mut values = Vec::new();
    loop {
        let more = if values.is_empty() {
            question.to_owned()
        } else {
            format!("{question}, more (empty for no more)")
        };
        let typed = answers.line(&more, "")?.trim().to_owned();
        if typed.is_empty() {
            return Ok(values);
        }
        let offers = look_up(&typed);
        let exact = offers.iter().any(|offer| offer.value.eq_ignore_ascii_case(&typed));
        let chosen = match &offers[..] {
            _ if exact => Some(typed.to_uppercase()),
            [] => None,
            offers => answers.choose(question, offers)?.map(|chosen| offers[chosen].value.clone()),
        };
        values.push(Said::new(chosen.unwrap_or(typed)));
        if single {
            return Ok(values);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    /// Answers from a list; `#n` chooses the n-th offer.
    struct Script(std::vec::IntoIter<&'static str>, Vec<String>);

    impl Answers for Script {
        fn line(&mut self, question: &str, proposed: &str) -> io::Result<String> {
            self.1.push(question.to_owned());
            let answer = self.0.next().ok_or(io::ErrorKind::UnexpectedEof)?;
            Ok(if answer.is_empty() { proposed.to_owned() } else { answer.to_owned() })
        }

        fn choose(&mut self, question: &str, offers: &[Offer]) -> io::Result<Option<usize>> {
            self.1.push(format!("{question}: {}", offers[0].value));
            let answer = self.0.next().ok_or(io::ErrorKind::UnexpectedEof)?;
            Ok(answer.strip_prefix('#').and_then(|at| at.parse().ok()))
        }

        fn agree(&mut self, _: &str) -> io::Result<bool> {
            Ok(false)
        }
    }

    #[test]
    fn asks_for_what_a_draft_needs() {
        let answers = vec![
            "",
            "la paz",
            "#0",
            "417",
            "secstate washdc",
            "",
            "",
            "",
            "#2",
            "sipdis",
            "",
            "2017-03-12",
            "Robin Rowan",
            "Economic Officer",
            "",
            "HARBOR LIGHTS REPAIRED",
            "efis",
            "UK",
            "",
            "STATE 30177",
            "",
            "WEAVER",
        ];
        let mut script = Script(answers.into_iter(), Vec::new());
        let now = date(2007, 3, 12).at(14, 30, 0, 0);
        let text = draft(&mut script, Registry::builtin(), now, None).unwrap();
        assert_eq!(
            text,
            "---\nfrom: AMEMBASSY LA PAZ\nto: SECSTATE WASHDC\nprecedence: ROUTINE\ndate: 2007-03-12 14:30\nnumber: 417\n\
             classification: CONFIDENTIAL\ncaptions: SIPDIS\ndeclassify_on: 2017-03-12\ntags: EFIS, UK\n\
             subject: HARBOR LIGHTS REPAIRED\nreferences: STATE 30177\nclassified_by:\n  - name: Robin Rowan\n    \
             title: Economic Officer\n    reasons: 1.4 (b) and (d)\nsignature: WEAVER\n---\n\n",
            "{:#?}",
            script.1
        );
    }
}
