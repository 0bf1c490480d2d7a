//! Sender and addressees: from a post's name or an address to the line that the telegram has (TF 4.6 to 4.8, 10.2).

use super::Cx;
use crate::characters;
use crate::draft::Draft;
use crate::problem::Problems;
use crate::said::Said;
use crate::write::Options;
use chancery_registry::{Post, Registry, is_collective, prefix};
use chancery_telegram::field::Field;
use chancery_telegram::fields::addressee;
use chancery_telegram::record::Precedence;

/// Who sends or gets the telegram.
#[derive(Clone, Debug)]
pub(crate) struct Address {
    /// The plain-language address, with the place of the draft's own words.
    pub(crate) name: Said,
    /// The registry's code of the post.
    pub(crate) post: Option<String>,
    pub(crate) routing: Option<String>,
    /// True where the draft itself gives the indicator.
    given: bool,
    pub(crate) precedence: Option<Precedence>,
    pub(crate) serial: Option<String>,
    /// Names that are exempted from a collective address.
    pub(crate) exempt: Vec<Said>,
}

/// Sender and addressees.
#[derive(Debug)]
pub(crate) struct Party {
    pub(crate) from: Address,
    pub(crate) to: Vec<Address>,
    pub(crate) info: Vec<Address>,
}

impl Party {
    /// True where each has a routing indicator.
    pub(crate) fn all_routed(&self) -> bool {
        self.from.routing.is_some() && self.to.iter().chain(&self.info).all(|one| one.routing.is_some())
    }
}

pub(super) fn party(
    draft: &Draft,
    options: &Options<'_>,
    cx: &Cx<'_>,
    problems: &mut Problems,
) -> Option<Party> {
    let route = options.transmit.unwrap_or(!draft.as_given);
    let from = match &draft.from {
        Some(said) => address(said, "from", route, cx, problems),
        None => {
            problems.missing("from", "who sends it", "add `from: AMEMBASSY PARIS`");
            None
        }
    };
    let mut niact =
        draft.precedence.as_ref().is_some_and(|said| said.text.to_uppercase().starts_with("NIACT"));
    let mut list = |list: &[Said], key: &str, problems: &mut Problems| -> Vec<Address> {
        let mut all: Vec<Address> =
            list.iter().filter_map(|said| address(said, key, route, cx, problems)).collect();
        // NIACT binds the addressee that is so marked (5 FAH-2 H-421).
        for one in all.iter_mut().filter(|one| niact && one.precedence.is_none()) {
            one.precedence = Some(Precedence::NiactImmediate);
        }
        niact = false;
        all
    };
    let to = list(&draft.to, "to", problems);
    let info = list(&draft.info, "info", problems);
    if draft.to.is_empty() && draft.info.is_empty() {
        problems.missing("to", "who gets it", "add `to: SECSTATE WASHDC`");
    }
    let mut party = Party { from: from?, to, info };
    if route && !party.all_routed() {
        let lacks = party.to.iter().chain(&party.info).chain([&party.from]).find(|one| one.routing.is_none());
        if let Some(lacks) = lacks {
            let message = format!(
                "no routing indicator of `{}` is known: format lines 1 to 4 are left out",
                lacks.name
            );
            problems.note("to", &lacks.name.clone(), message);
        }
        // Some indicators without the lines that need them say nothing.
        for one in party.to.iter_mut().chain(&mut party.info).filter(|one| !one.given) {
            one.routing = None;
        }
    }
    Some(party)
}

/// Reads one addressee of a draft.
fn address(said: &Said, key: &str, route: bool, cx: &Cx<'_>, problems: &mut Problems) -> Option<Address> {
    let words = characters::words(said, true, key, problems);
    let line = crate::said::joined(&words);
    let mut read = addressee::read_line(&Field::contiguous(&line, 0), &cx.fields()).into_iter();
    let Some(found) = read.next() else {
        let message = format!("`{}` is no address", said.text.trim());
        problems.error(key, said, message, "write an address as in the directory: AMEMBASSY PARIS");
        return None;
    };
    if let Some(second) = read.next() {
        let message = format!(
            "`{}` holds more than one addressee: `{}` and `{}`",
            said.text.trim(),
            found.name,
            second.name
        );
        problems.error(key, said, message, "put each on a line of its own, or a semicolon between them");
    }
    let name = found.name.trim_end_matches([',', ';', '.']).to_owned();
    let post = cx.registry.post_named(&name);
    if post.is_none() && !cx.as_given && is_several(&name, cx.registry) {
        let message = format!("`{}` holds more than one addressee", said.text.trim());
        let list = name.split(',').map(str::trim).collect::<Vec<_>>().join("; ");
        let help = format!("put a semicolon between them, `{list}`, or each on a line of its own");
        problems.error(key, said, message, &help);
        return None;
    }
    let is_address =
        prefix(&name).is_some() || cx.registry.addressee(&name).is_some() || is_collective(&name);
    let full = match post {
        // `State`; the short form means the Department in text only.
        Some(post) if post.kind == "department" && !cx.as_given && !name.contains("WASHDC") => {
            full_address(post, cx.registry).unwrap_or(name)
        }
        // The name of a post alone.
        Some(post) if !is_address && !name.contains("WASHDC") => {
            full_address(post, cx.registry).unwrap_or(name)
        }
        _ => name,
    };
    // Offices in obliques and addresses with an indicator are no slips; a mission of no known post may be one.
    let bare = !is_address && !full.contains("//") && found.routing.is_none();
    let mission = prefix(&full).is_some() && cx.registry.addressee(&full).is_none();
    if post.is_none() && (bare || mission) {
        unknown(said, &full, key, cx, problems);
    }
    let routing = found.routing.as_deref().map(str::to_owned).or_else(|| {
        let known = post.and_then(|post| post.routing.first()).copied();
        known.filter(|_| route).map(str::to_owned)
    });
    Some(Address {
        name: said.made(full),
        post: post.map(|post| post.code.to_owned()),
        routing,
        given: found.routing.is_some(),
        precedence: found.precedence,
        serial: found.serial.as_deref().map(str::to_owned),
        exempt: found.exempt.iter().map(|name| said.made(name.trim_end_matches([',', ';']))).collect(),
    })
}

/// True where commas part names of which at least two are known, or have the word of a mission before them.
fn is_several(name: &str, registry: &Registry) -> bool {
    let known = |part: &&str| {
        registry.post_named(part).is_some() || registry.addressee(part).is_some() || prefix(part).is_some()
    };
    name.split(',').map(str::trim).filter(known).count() > 1
}

/// An address that no table has: perhaps a slip.
fn unknown(said: &Said, name: &str, key: &str, cx: &Cx<'_>, problems: &mut Problems) {
    let rest = prefix(name).map_or(name, |(_, rest)| rest);
    // Where the Department is, people write for the Department.
    let capital = matches!(name.split([' ', ',']).next(), Some("WASHINGTON" | "WASHDC"));
    let meant = if capital { cx.registry.post("STATE") } else { cx.registry.post_near(rest, 2) };
    let near = meant.and_then(|post| full_address(post, cx.registry));
    match near {
        Some(near) => {
            problems.warning(key, said, format!("`{name}` is not in the tables"), &format!("is it {near}?"))
        }
        None => problems.note(key, said, format!("`{name}` is not in the tables; it is written as it is")),
    }
}

/// A post's address, as the directory has it: AMEMBASSY PARIS.
pub(crate) fn full_address(post: &Post, registry: &Registry) -> Option<String> {
    let station = station_of(post);
    let word = match post.kind {
        "embassy" => Some("AMEMBASSY"),
        "consulate" | "consulate-general" => Some("AMCONSUL"),
        "liaison-office" => Some("USLO"),
        _ => None,
    };
    let own = word.map(|word| format!("{word} {station}")).into_iter();
    let variants = post.variants.iter().filter(|form| prefix(form).is_some()).map(|form| (*form).to_owned());
    let department = (post.kind == "department").then(|| "SECSTATE WASHDC".to_owned());
    department
        .into_iter()
        .chain(own)
        .chain(variants)
        .chain([station.clone()])
        .find(|form| registry.post_named(form).is_some_and(|found| found.code == post.code))
}

/// A post's name as numbers have it: of its spellings the one that is its code, blanks aside.
pub(crate) fn station_of(post: &Post) -> String {
    let squeezed =
        |form: &str| form.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_uppercase();
    let spelt = [post.name].into_iter().chain(post.variants.iter().copied());
    let own = spelt
        .filter(|form| squeezed(form) == post.code && form.is_ascii())
        .max_by_key(|form| form.matches(' ').count());
    own.unwrap_or(post.code).to_uppercase()
}

/// The station of the number: the draft's own word, else the sender's post.
pub(super) fn station(draft: &Draft, party: &Party, cx: &Cx<'_>, problems: &mut Problems) -> Option<Said> {
    if let Some(said) = &draft.station {
        let words = characters::words(said, true, "station", problems);
        return Some(said.made(crate::said::joined(&words)));
    }
    let from = &party.from;
    if let Some(post) = from.post.as_deref().and_then(|code| cx.registry.post(code)) {
        return Some(from.name.made(station_of(post)));
    }
    let rest = prefix(&from.name.text).map(|(_, rest)| rest.to_owned());
    if rest.is_none() {
        let message = format!("it cannot be told how numbers name the station of `{}`", from.name);
        problems.error("from", &from.name.clone(), message, "add `station: PORT ALDER`");
    }
    rest.map(|rest| from.name.made(rest))
}
