//! What stands above the text: who, to whom, when, about what.

use super::super::{link, words};
use crate::answers;
use chancery_exports::parts;
use chancery_registry::Registry;
use chancery_telegram::record::{Addressee, Classifier, Precedence, Record};
use jiff::Timestamp;
use jiff::tz::TimeZone;

/// The heading of a telegram.
pub(super) struct Heading {
    pub(super) title: String,
    pub(super) subject: Option<String>,
    pub(super) subject_mark: Option<String>,
    pub(super) banner: Option<String>,
    pub(super) level_class: &'static str,
    pub(super) released: bool,
    pub(super) captions: Vec<Explained>,
    pub(super) sent: Option<String>,
    pub(super) moment: String,
    pub(super) printed: Option<String>,
    pub(super) local: Option<String>,
    pub(super) precedence: Option<String>,
    pub(super) from: Option<Who>,
    pub(super) to: Vec<Who>,
    pub(super) info: Vec<Who>,
    pub(super) tags: Vec<Explained>,
    pub(super) classified_by: Vec<String>,
    pub(super) order: Option<String>,
    pub(super) drafted: Vec<(&'static str, String)>,
    pub(super) pass: Vec<String>,
    pub(super) offices: Vec<(&'static str, String)>,
    pub(super) sections: Option<String>,
}

/// A code, with what it means.
pub(super) struct Explained {
    pub(super) text: String,
    pub(super) meaning: Option<String>,
    pub(super) link: String,
}

/// Who sends or gets it.
pub(super) struct Who {
    pub(super) name: String,
    pub(super) printed: Option<String>,
    pub(super) link: Option<String>,
    /// Its precedence, where it is not that of the telegram.
    pub(super) precedence: Option<&'static str>,
}

pub(super) fn heading(record: &Record<'_>) -> Heading {
    let class = record.classification.as_ref();
    let level = class.and_then(|class| class.level).map(|level| level.as_str());
    let sent = record.sent.as_ref();
    let at = sent.and_then(|sent| sent.at).map(|at| at.to_string());
    let number = record.mrn.as_ref().and_then(|mrn| mrn.canonical.clone());
    let subject = record.title().map(str::to_owned);
    let own = record.precedence;
    let informed = record.info_precedence.or(own);
    Heading {
        title: match (&subject, &number) {
            (Some(subject), Some(number)) => format!("{number}: {subject}"),
            (Some(one), None) | (None, Some(one)) => one.clone(),
            (None, None) => "Telegram".to_owned(),
        },
        subject,
        subject_mark: record.subject_mark.as_deref().map(str::to_owned),
        banner: class.map(|class| {
            let mut banner = level.map_or_else(|| class.text.to_string(), str::to_owned);
            for caveat in &class.caveats {
                banner.push_str(" // ");
                banner.push_str(caveat);
            }
            banner
        }),
        level_class: level.map_or("", words::level_class),
        released: class.is_some_and(|class| class.declassified),
        captions: record.captions.iter().map(|caption| captioned(caption)).collect(),
        local: local(record, at.as_deref()),
        sent: at.as_deref().map(words::moment),
        moment: at.unwrap_or_default(),
        printed: sent.map(|sent| sent.text.to_string()),
        precedence: parts::precedence(record),
        from: record.from.as_ref().map(|from| who(from, own)),
        to: record.to.iter().map(|to| who(to, own)).collect(),
        info: record.info.iter().map(|info| who(info, informed)).collect(),
        tags: tags(record),
        classified_by: record.classified_by.iter().map(classifier).collect(),
        order: order(record),
        drafted: [
            ("Drafted by", &record.drafted_by),
            ("Approved by", &record.approved_by),
            ("Cleared by", &record.cleared_by),
        ]
        .into_iter()
        .filter(|(_, names)| !names.is_empty())
        .map(|(label, names)| (label, names.join("; ")))
        .collect(),
        pass: parts::pass_lines(record).into_iter().map(str::to_owned).collect(),
        offices: parts::offices(record),
        sections: parts::sections(record),
    }
}

fn captioned(caption: &str) -> Explained {
    let known = Registry::builtin().caption(caption);
    Explained {
        text: caption.to_owned(),
        meaning: known.map(|known| known.meaning.to_owned()),
        link: link::search(&link::field("caption", caption), "relevance", 1),
    }
}

/// The day and hour at the post that sent it, where its place is known.
fn local(record: &Record<'_>, at: Option<&str>) -> Option<String> {
    let post = Registry::builtin().post(record.from.as_ref()?.post.as_deref()?)?;
    let moment: Timestamp = at?.parse().ok()?;
    let zone = TimeZone::get(post.time_zone?).ok()?;
    let there = moment.to_zoned(zone);
    // The Department's code is no place.
    let place = if post.kind == "department" { "Washington" } else { post.name };
    Some(format!("{} at {place}", there.strftime("%-d %B %Y, %H:%M")))
}

fn who(addressee: &Addressee<'_>, own: Option<Precedence>) -> Who {
    let precedence = addressee.precedence.filter(|precedence| Some(*precedence) != own).map(|p| p.as_str());
    let registry = Registry::builtin();
    let printed =
        if addressee.name.is_empty() { addressee.text.to_string() } else { addressee.name.to_string() };
    if let Some(code) = addressee.post.as_deref() {
        let known = registry.post(code);
        return Who {
            name: known.map_or_else(|| printed.clone(), answers::called),
            printed: known.map(|_| printed),
            link: Some(format!("/post/{}", link::encoded(code))),
            precedence,
        };
    }
    let known =
        registry.addressee(&printed).map(|known| known.expansion).filter(|expansion| !expansion.is_empty());
    match known {
        Some(name) => Who { name: name.to_owned(), printed: Some(printed), link: None, precedence },
        None => Who { name: printed, printed: None, link: None, precedence },
    }
}

fn tags(record: &Record<'_>) -> Vec<Explained> {
    let tag = |tag: &chancery_telegram::record::Tag<'_>| {
        let code = &*tag.code;
        Explained {
            text: tag.text.to_string(),
            meaning: tag.name.as_deref().map(str::to_owned).or_else(|| words::tag(code)),
            link: format!("/tags/{}", link::encoded(code)),
        }
    };
    record.tags.iter().map(tag).collect()
}

pub(in crate::pages) fn classifier(by: &Classifier<'_>) -> String {
    let name = by.name.as_deref().map(str::to_owned);
    let name = name.or_else(|| by.redacted.then(|| "a name that was taken out".to_owned()));
    let mut parts: Vec<String> = Vec::new();
    parts.extend(name);
    parts.extend(by.title.as_deref().map(str::to_owned));
    let mut text = parts.join(", ");
    if !by.reasons.is_empty() {
        let reasons: Vec<String> = by.reasons.iter().map(ToString::to_string).collect();
        text.push_str(&format!(", for reasons {}", reasons.join(" and ")));
    }
    text
}

fn order(record: &Record<'_>) -> Option<String> {
    let line = record.executive_order.as_ref()?;
    let mut text = line.order.as_ref().map(|order| format!("E.O. {order}")).unwrap_or_default();
    if let Some(on) = &line.declassify_on {
        text.push_str(&format!(", to be declassified on {}", words::day(&on.to_string())));
    } else if let Some(instruction) = &line.instruction {
        text.push_str(&format!(", {instruction}"));
    }
    if text.is_empty() { Some(line.text.to_string()) } else { Some(text.trim_start_matches(", ").to_owned()) }
}
