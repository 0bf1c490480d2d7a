//! A telegram, as a person reads it.

pub(super) mod body;
mod checked;
mod diff;
pub(super) mod heading;
mod inline;
mod original;

use super::frame::{Frame, page, problem_page};
use super::link;
use super::words;
use crate::answers::{self, Named, Reference, chicago};
use crate::asked::{Asked, Path};
use crate::problem::Problem;
use crate::room::{Deed, Room};
use crate::visitor::Visitor;
use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
pub(super) use body::{Block, Part};
use chancery_telegram::fields::mrn::century;
use chancery_telegram::record::Record;
use chancery_view::{NAMELESS, Shown, View};
use checked::Checked;
use heading::Heading;
pub(super) use inline::Piece;
use original::Line;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The paths of a telegram's pages.
pub(super) fn router() -> Router<Arc<Room>> {
    Router::new().route("/telegram/{mrn}", get(telegram)).route("/telegram/{mrn}/diff", get(diff::diff))
}

/// What is asked of the page.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Asking {
    #[serde(default)]
    year: Option<u16>,
    #[serde(default)]
    variant: Option<usize>,
    /// Whether the original stands beside it.
    #[serde(default)]
    original: Option<String>,
    /// Whether the rules are asked about it.
    #[serde(default)]
    checked: Option<String>,
    /// The repairs that are switched on: all that are likely, a kind, or the places of some.
    #[serde(default)]
    repair: Option<String>,
    /// The place of a repair that is switched on where it is off, or off where it is on.
    #[serde(default)]
    turn: Option<u32>,
    /// The folder into which it was just put.
    #[serde(default)]
    kept: Option<String>,
}

#[derive(Template)]
#[template(path = "telegram.html")]
struct Telegram {
    frame: Frame,
    key: String,
    /// Whether the key stands for a number that is not there.
    is_nameless: bool,
    here: String,
    heading: Heading,
    body: Vec<Block>,
    signature: Vec<String>,
    /// Codes and abbreviations that stand here, with what they mean: not everybody has a pointer that can rest on them.
    meanings: BTreeMap<String, String>,
    /// What its source says beside it: names and values.
    said: Vec<(String, String)>,
    damage: Vec<Damaged>,
    taken_out: Option<String>,
    variants: Vec<Other>,
    diff: Option<String>,
    references: Vec<Referred>,
    referring: Vec<Referred>,
    more_referring: Option<(String, String)>,
    alike: Vec<Other>,
    cited: String,
    collections: Vec<String>,
    original: Option<Vec<Line>>,
    /// Whether its source keeps it in another form than its text.
    other_form: bool,
    /// How an address of the API names the text that is shown.
    which: String,
    checked: Option<Checked>,
    /// Which of its texts, where it has more than one.
    variant: Option<usize>,
    switch: String,
    check: String,
    folders: Vec<String>,
    kept: Option<String>,
}

/// Something that is wrong with the copy.
struct Damaged {
    kind: String,
    count: usize,
}

/// Another text, or another telegram.
struct Other {
    label: String,
    link: String,
    here: bool,
}

/// One end of a reference.
struct Referred {
    label: Option<String>,
    text: String,
    link: Option<String>,
    about: String,
}

async fn telegram(
    State(room): State<Arc<Room>>,
    visitor: Visitor,
    Path(mrn): Path<String>,
    asked: Result<Asked<Asking>, Problem>,
) -> Response {
    let frame = Frame::of(&visitor);
    let asked = match asked {
        Ok(Asked(asked)) => asked,
        Err(problem) => return problem_page(frame, problem),
    };
    let own = frame.clone();
    let deed = Deed::telegram(&mrn);
    let kept = asked.kept.clone();
    let made = room.look(&visitor, deed, move |view| read(view, &mrn, &asked, own)).await;
    let Ok(mut made) = made else { return page(frame, made) };
    made.kept = kept;
    made.folders = super::folders::titles(&room, &visitor).await;
    page(frame, Ok(made))
}

fn read(view: &View, name: &str, asked: &Asking, frame: Frame) -> Result<Telegram, Problem> {
    let named = Named { year: asked.year, variant: asked.variant };
    let key = answers::key(view, name, &named)?;
    view.show(&key, asked.variant, |shown| shown_page(view, shown, asked, frame))?
}

fn shown_page(view: &View, shown: &Shown<'_>, asked: &Asking, frame: Frame) -> Result<Telegram, Problem> {
    let (key, record) = (shown.key.to_owned(), shown.record);
    let with_original = asked.original.is_some();
    let references = answers::references_of(view, shown)?;
    let alike = view.alike_to(&key, record)?;
    let collections = view.collections()?;
    let referring: Vec<Referred> = references.from.into_iter().map(referred).collect();
    let more_referring = (references.total as usize > referring.len()).then(|| {
        let all = format!("all {}", words::grouped(references.total));
        (all, link::search(&format!("ref:{key}"), "date", 1))
    });
    let other = |key: String| Other { link: link::telegram(&key), label: key, here: false };
    let (heading, body) = (heading::heading(record), body::body(record));
    let codes = heading.tags.iter().chain(&heading.captions);
    let codes = codes.filter_map(|code| Some((code.text.clone(), code.meaning.clone()?)));
    Ok(Telegram {
        frame,
        meanings: codes.chain(body::abbreviations(&body)).collect(),
        heading,
        body,
        signature: record.signature.iter().map(ToString::to_string).collect(),
        original: with_original.then(|| original::lines(shown)),
        other_form: shown.original != shown.text,
        which: which(shown.variant),
        checked: asked
            .checked
            .is_some()
            .then(|| checked::checked(shown, asked.repair.as_deref().unwrap_or_default(), asked.turn)),
        variant: (shown.variants > 1).then_some(shown.variant),
        switch: page_of(&key, shown.variant, (!with_original).then_some("original")),
        check: page_of(&key, shown.variant, Some("checked")),
        cited: chicago(shown, &collections),
        variants: variants(&key, shown),
        diff: (shown.variants > 1).then(|| diff_of(&key, shown.variant)),
        collections: shown.collections.to_vec(),
        here: page_of(&key, shown.variant, None),
        said: record.attributes.0.iter().map(|(name, value)| (name.to_string(), value.to_string())).collect(),
        damage: damaged(record),
        taken_out: chancery_exports::parts::taken_out(record),
        references: references.to.into_iter().map(referred).collect(),
        referring,
        more_referring,
        alike: alike.into_iter().map(other).collect(),
        folders: Vec::new(),
        kept: None,
        is_nameless: key.starts_with(NAMELESS),
        key,
    })
}

/// How an address of the API names one of a telegram's texts.
fn which(variant: usize) -> String {
    if variant > 1 { format!("?variant={variant}") } else { String::new() }
}

/// The page of one of a telegram's texts, perhaps with something beside it.
fn page_of(key: &str, variant: usize, with: Option<&str>) -> String {
    let mut asked = Vec::new();
    if variant > 1 {
        asked.push(format!("variant={variant}"));
    }
    asked.extend(with.map(|with| format!("{with}=1")));
    let asked = if asked.is_empty() { String::new() } else { format!("?{}", asked.join("&")) };
    format!("{}{asked}", link::telegram(key))
}

fn diff_of(key: &str, variant: usize) -> String {
    let other = if variant == 1 { 2 } else { 1 };
    format!("{}/diff?one={other}&two={variant}", link::telegram(key))
}

fn variants(key: &str, shown: &Shown<'_>) -> Vec<Other> {
    if shown.variants < 2 {
        return Vec::new();
    }
    let other = |number| Other {
        label: format!("Text {number}"),
        link: page_of(key, number, None),
        here: number == shown.variant,
    };
    (1..=shown.variants).map(other).collect()
}

fn referred(reference: Reference) -> Referred {
    let text = reference.text.or_else(|| reference.mrn.clone()).unwrap_or_default();
    let mut about: Vec<String> = Vec::new();
    about.extend(reference.subject);
    about.extend(reference.sent.as_deref().map(words::day));
    if !reference.here {
        about.push(match (&reference.mrn, reference.kind) {
            (Some(mrn), _) => match beyond(&text, mrn) {
                Some(more) => format!("{more}, not in this archive"),
                None => "not in this archive".to_owned(),
            },
            (None, kind) => kind_of(kind).to_owned(),
        });
    }
    let link = reference.mrn.as_deref().filter(|_| reference.here).map(link::telegram);
    let about = about.join(", ");
    // `STATE 060395 of 1974`, but `043, a telegram whose number cannot be told`.
    let is_parted = link.is_none() && !about.is_empty() && !about.starts_with("of ");
    let text = if is_parted { format!("{text},") } else { text };
    Referred { label: reference.label, text, link, about }
}

/// What a number says beyond its printed form: nothing, the year, or all of it.
fn beyond(text: &str, mrn: &str) -> Option<String> {
    let words: String = text.split_whitespace().collect();
    let figures = words.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let bare = format!("{}{}", &words[..figures], words[figures..].trim_start_matches('0'));
    let (year, rest) = mrn.split_at_checked(2)?;
    match bare {
        bare if bare == mrn => None,
        bare if bare == rest => year.parse().ok().map(|year| format!("of {}", century(year))),
        _ => Some(mrn.to_owned()),
    }
}

fn kind_of(kind: chancery_telegram::record::ReferenceKind) -> &'static str {
    use chancery_telegram::record::ReferenceKind;
    match kind {
        ReferenceKind::Telegram => "a telegram whose number cannot be told",
        ReferenceKind::Email => "an e-mail",
        ReferenceKind::Telephone => "a telephone call",
        ReferenceKind::Letter => "a letter",
        ReferenceKind::Memo => "a memorandum",
        ReferenceKind::Report => "a report",
        ReferenceKind::Publication => "a publication",
        ReferenceKind::Other => "",
    }
}

/// What is wrong with the copy: each kind once, with how often.
fn damaged(record: &Record<'_>) -> Vec<Damaged> {
    let mut list: Vec<Damaged> = Vec::new();
    for damage in &record.damage {
        let kind = body::kind_of(damage.kind);
        match list.iter_mut().find(|known| known.kind == kind) {
            Some(known) => known.count += 1,
            None => list.push(Damaged { kind, count: 1 }),
        }
    }
    list
}

#[cfg(test)]
mod tests {
    use super::beyond;

    #[test]
    fn a_number_is_not_said_twice() {
        let said = |text: &str, mrn: &str| beyond(text, mrn);
        assert_eq!(said("79 STATE 26626", "79STATE26626"), None);
        assert_eq!(said("STATE 026626", "79STATE26626").as_deref(), Some("of 1979"));
        assert_eq!(said("SECSTATE 26626", "79STATE26626").as_deref(), Some("79STATE26626"));
        assert_eq!(said("YOUR LAST", "79STATE26626").as_deref(), Some("79STATE26626"));
    }
}
