//! `chancery write --new`: asks for what a draft needs, and writes the draft.

use super::Args;
use super::ask::{Answers, Terminal};
use crate::exit::{Done, Failure, Outcome};
use crate::message::Message;
use chancery_registry::Registry;
use chancery_room::answers::{InArchive, Like};
use chancery_write::{
    Classifier, Draft, Offer, Said, addressees, captions, levels, minute, tags, to_markdown,
};
use jiff::civil::{Date, DateTime, date};
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
    let folder = args.file.parent().filter(|folder| !folder.as_os_str().is_empty());
    if let Some(folder) = folder.filter(|folder| !folder.is_dir()) {
        let message = Message::new("there is no such folder").line("place", folder.display().to_string());
        return Err(Failure::Usage(message.line("help", "make it first, or name a file in another")));
    }
    if !io::stdin().is_terminal() {
        let message = Message::new("`--new` asks questions, and there is no terminal");
        return Err(Failure::Usage(message.line("help", "write a draft by hand: docs/writing.md says how")));
    }
    let view = args.reading.named().then(|| args.reading.view()).transpose()?;
    let archive = view.as_ref().map(InArchive::new);
    let now = chancery_room::answers::now();
    let config = args.config.read()?;
    // A question that is interrupted would leave the terminal as it has set it.
    crate::interrupt::listen();
    let text = draft(&mut Terminal, config.registry(), now, archive.as_ref()).map_err(ended)?;
    let written = OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(&args.file)
        .and_then(|mut file| file.write_all(text.as_bytes()));
    written.map_err(|error| {
        let message = Message::new("cannot write the draft").line("place", args.file.display().to_string());
        let help = "name a file in a folder that is there and that you may write; the draft was this:";
        Failure::Stopped(message.line("cause", error.to_string()).line("help", help).block(&text))
    })?;
    let path = args.file.display();
    Message::plain(format!(
        "wrote the draft {path}; put its text below the heading, then `chancery write {path}`"
    ))
    .print();
    Ok(Done::All)
}

/// The questions came to no end.
fn ended(error: io::Error) -> Failure {
    // Lists hide the cursor.
    let _ = anstream::stderr().write_all(b"\x1b[?25h\n");
    match error.kind() {
        io::ErrorKind::Interrupted | io::ErrorKind::UnexpectedEof => {
            Failure::Stopped(Message::new("the questions were broken off; nothing was written"))
        }
        _ => Failure::Stopped(Message::new("cannot ask at this terminal").line("cause", error.to_string())),
    }
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
    draft.date = said(answers.line("Date and time of release, UTC", &minute(now))?);
    let day = draft.day().unwrap_or(now.date());
    draft.from =
        many(answers, "From (a post, or an address)", true, &mut |word| addressees(registry, word))?.pop();
    draft.number = said(answers.line("Number", "")?);
    draft.subject = said(answers.line("Subject", "")?);
    let like = match (archive, &draft.subject) {
        (Some(archive), Some(subject)) => archive.like(registry, &subject.text, now.date()),
        _ => Like::default(),
    };
    draft.to = of_like(answers, "Addressees", &like.to)?;
    draft.to.extend(many(answers, "To", false, &mut |word| addressees(registry, word))?);
    draft.info = of_like(answers, "Information addressees", &like.info)?;
    draft.info.extend(many(answers, "Information to", false, &mut |word| addressees(registry, word))?);
    draft.precedence = said(answers.line("Precedence", "ROUTINE")?);
    let levels = levels(day).map(|(level, _)| level);
    let offers = levels.map(|level| Offer { value: level.to_owned(), meaning: String::new() });
    let level = answers.choose("Classification", &offers)?.and_then(|chosen| levels.get(chosen));
    draft.classification = level.map(|level| Said::new(*level));
    draft.captions = of_like(answers, "Captions", &like.captions)?;
    draft.captions.extend(many(answers, "Captions", false, &mut |word| captions(registry, word, day))?);
    if level.is_some_and(|level| matches!(*level, "CONFIDENTIAL" | "SECRET" | "TOP SECRET")) {
        draft.declassify_on = said(answers.line("Declassify on (a day, an instruction, an event)", "")?);
        draft.classified_by.extend(classifier(answers, day)?);
    }
    draft.tags = of_like(answers, "TAGS", &like.tags)?;
    draft.tags.extend(many(answers, "TAGS", false, &mut |word| tags(registry, word, day))?);
    while let Some(reference) = said(answers.line("Reference (empty for no more)", "")?) {
        draft.references.push(reference);
    }
    draft.signature.extend(said(answers.line("Signature", "")?));
    Ok(to_markdown(&draft) + "\n")
}

/// Who classifies a telegram of this day, and why, where the order of the day asks for it.
fn classifier(answers: &mut dyn Answers, day: Date) -> io::Result<Option<Classifier>> {
    let with_reasons = day >= date(1995, 10, 14);
    // E.O. 12065 s.1-501: the name stands in the order's line.
    if !with_reasons && !(date(1978, 12, 1)..date(1982, 8, 1)).contains(&day) {
        return Ok(None);
    }
    let name = Said::new(answers.line("Classified by: name", "")?);
    if !with_reasons {
        return Ok(Some(Classifier { name, ..Classifier::default() }));
    }
    let title = Said::new(answers.line("Classified by: position", "")?);
    let usual = if day < date(2003, 3, 25) { "1.5 (b) and (d)" } else { "1.4 (b) and (d)" };
    let reasons = Said::new(answers.line("Reasons", usual)?);
    Ok(Some(Classifier { name, title, reasons }))
}

/// What is ticked of that which like telegrams have.
fn of_like(answers: &mut dyn Answers, what: &str, offers: &[Offer]) -> io::Result<Vec<Said>> {
    if offers.is_empty() {
        return Ok(Vec::new());
    }
    let ticked = answers.tick(&format!("{what} of like telegrams"), offers)?;
    Ok(ticked.into_iter().filter_map(|at| offers.get(at)).map(|offer| Said::new(&offer.value)).collect())
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

        fn tick(&mut self, _: &str, _: &[Offer]) -> io::Result<Vec<usize>> {
            Ok(Vec::new())
        }
    }

    #[test]
    fn asks_for_what_a_draft_needs() {
        let answers = vec![
            "",
            "la paz",
            "#0",
            "417",
            "HARBOR LIGHTS REPAIRED",
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
