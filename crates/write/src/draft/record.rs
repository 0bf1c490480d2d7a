//! A draft of a record: what the record says, nothing added.

use super::text::{Paragraph, Part, Run};
use super::{Classifier, Draft};
use crate::said::Said;
use chancery_telegram::fields::mark;
use chancery_telegram::record::{Addressee, Block, BlockKind, Record, TagKind};

impl Draft {
    /// A draft that says what a record says. What the copy adds to the telegram (damage, redactions, attributes, the relay's
    /// own lines) is left out.
    pub fn of_record(record: &Record<'_>) -> Draft {
        let said = |text: &str| Said::new(text);
        let list =
            |texts: &[chancery_telegram::record::Text<'_>]| texts.iter().map(|t| said(t)).collect::<Vec<_>>();
        let mrn = record.mrn.as_ref();
        let order = record.executive_order.as_ref();
        let precedence = record.precedence.map(|first| match record.info_precedence {
            Some(second) => format!("{} / {}", first.as_str(), second.as_str()),
            None => first.as_str().to_owned(),
        });
        let mut declassify_on: Vec<String> = Vec::new();
        if let Some(order) = order {
            declassify_on.extend(order.instruction.as_deref().map(str::to_owned));
            declassify_on.extend(order.declassify_on.map(|day| day.to_string()));
        }
        let classification = record.classification.as_ref().and_then(|class| {
            let level = class.level?.as_str().to_owned();
            let caveats = class.caveats.iter().map(|caveat| format!(" {caveat}"));
            Some(said(&caveats.fold(level, |all, caveat| all + &caveat)))
        });
        let subject = record.subject.as_deref().map(|subject| match record.subject_mark.as_deref() {
            Some(mark) => said(&format!("({mark}) {subject}")),
            None => said(subject),
        });
        let mut pass: Vec<Said> = Vec::new();
        for line in &record.pass_to {
            // One entry an office: the line stands in each.
            if pass.last().is_none_or(|last| last.text != line.text) {
                pass.push(said(&line.text));
            }
        }
        Draft {
            from: record.from.as_ref().map(|from| said(&address(from))),
            to: record.to.iter().map(|one| said(&address(one))).collect(),
            info: record.info.iter().map(|one| said(&address(one))).collect(),
            precedence: precedence.map(Said::new),
            date: record.sent.as_ref().and_then(|sent| sent.at).map(|at| Said::new(at.to_string())),
            number: mrn.map(|mrn| said(&mrn.number.to_string())),
            station: mrn.map(|mrn| said(station(&mrn.text).unwrap_or(&mrn.post))),
            channel: record.transmission.as_ref().and_then(|t| t.channel.as_deref()).map(said),
            classification,
            captions: list(&record.captions),
            pass,
            order: order.and_then(|order| order.order.as_deref()).map(said),
            declassify_on: (!declassify_on.is_empty()).then(|| Said::new(declassify_on.join(" "))),
            tags: record
                .tags
                .iter()
                .map(|tag| match tag.kind {
                    Some(TagKind::Person) => Said::new(format!("({})", tag.code)),
                    _ => said(&tag.code),
                })
                .collect(),
            subject,
            references: references(record),
            classified_by: record
                .classified_by
                .iter()
                .map(|one| Classifier {
                    name: one.name.as_deref().map(said).unwrap_or_default(),
                    title: one.title.as_deref().map(said).unwrap_or_default(),
                    reasons: Said::new(one.reasons.join(", ")),
                })
                .collect(),
            drafted_by: list(&record.drafted_by),
            approved_by: list(&record.approved_by),
            cleared_by: list(&record.cleared_by),
            signature: list(&record.signature),
            text: record.body.iter().map(part).collect(),
            as_given: true,
            unread: false,
        }
    }
}

/// The words before the number: `PORT ALDER 000417`. Numbers of other forms (`12 PORT ALDER 417`) begin with the year.
fn station(text: &str) -> Option<&str> {
    let (station, number) = text.rsplit_once(' ')?;
    let printed =
        number.bytes().all(|b| b.is_ascii_digit()) && station.starts_with(|c: char| c.is_ascii_alphabetic());
    printed.then_some(station.trim())
}

fn address(one: &Addressee<'_>) -> String {
    let mut line = one.routing.as_deref().map(|routing| format!("{routing}/")).unwrap_or_default();
    line.push_str(&one.name);
    for more in
        [one.precedence.map(|precedence| precedence.as_str()), one.serial.as_deref()].into_iter().flatten()
    {
        line.push(' ');
        line.push_str(more);
    }
    for (index, exempt) in one.exempt.iter().enumerate() {
        line.push_str(if index == 0 { " XMT " } else { ", " });
        line.push_str(exempt);
    }
    line
}

/// References with one letter are one line's: `A. BRASILIA 2799 AND 2764`.
fn references(record: &Record<'_>) -> Vec<Said> {
    let mut out: Vec<Said> = Vec::new();
    let mut before = None;
    for reference in &record.references {
        let letter = reference.enumerator.as_deref();
        match (letter, out.last_mut()) {
            (Some(_), Some(last)) if letter == before => {
                last.text.push_str(&format!(" AND {}", reference.text))
            }
            (Some(letter), _) => out.push(Said::new(format!("{letter}. {}", reference.text))),
            (None, _) => out.push(Said::new(reference.text.as_ref())),
        }
        before = letter;
    }
    out
}

fn part(block: &Block<'_>) -> Part {
    let runs = || block.text.split('\n').map(|line| Run { words: Said::new(line).words() });
    match block.kind {
        BlockKind::Heading => Part::Heading(Said::new(block.text.as_ref())),
        BlockKind::Quote => Part::Quote(runs().collect()),
        BlockKind::Table => Part::Table(block.text.split('\n').map(Said::new).collect()),
        BlockKind::Paragraph | BlockKind::List | BlockKind::Unnumbered => Part::Paragraph(Paragraph {
            number: block.number.map(|number| (number, Said::default())),
            // The mark of the entire text stands in the words.
            mark: block.mark.as_deref().filter(|_| mark::entire_text(&block.text).is_none()).map(Said::new),
            runs: runs().collect(),
        }),
    }
}
