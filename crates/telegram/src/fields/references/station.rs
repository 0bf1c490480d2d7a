//! The station of a reference: a post, the Department, a command, an office.

use super::kinds;
use super::split;
use super::tokens::Tokens;
use crate::fields::Context;
use std::borrow::Cow;

/// A station beside a number.
#[derive(Clone, Debug)]
pub(super) struct Station<'c> {
    /// Its canonical code; absent where the words do not tell one (`URTEL`, `USDEL`).
    pub(super) code: Option<Cow<'c, str>>,
    /// The registry has it under the printed name.
    pub(super) known: bool,
    /// Its own words say that it is no post: a command or an agency.
    pub(super) command: bool,
    /// The number is a message's of an office or command whose words do not make a station (`SEC/DEFENSE`).
    pub(super) office: bool,
}

/// The most words in a station's name: `US MISSION TO THE UN NEW YORK`.
const MOST_WORDS: usize = 7;

/// The most misspelt names that are compared with all posts in one field, so that a field of a million of them takes no
/// time.
const MOST_MENDS: u32 = 64;

/// Where names end: at a number, an airgram's number, a date-time group.
pub(super) struct Name {
    /// The token behind the last word of the name proper.
    end: usize,
    /// Where the number begins.
    pub(super) number: usize,
    /// A comma stands between name and number.
    comma: bool,
    /// The name holds an oblique.
    oblique: bool,
    /// The words say that it is an airgram.
    pub(super) airgram: bool,
    words: usize,
}

/// Words between a station and its number (TF 6.9, 9.3).
const MESSAGE: &[&str] = &[
    "MESSAGE",
    "MESSAGES",
    "MSG",
    "MSGS",
    "CABLE",
    "CABLES",
    "TELEGRAM",
    "TELEGRAMS",
    "TEL",
    "TELS",
    "AIRGRAM",
    "AIRGRAMS",
    "NUMBER",
    "NUMBERS",
    "NR",
    "NRS",
    "NO",
    "NOS",
    "NBR",
    "DTG",
];

/// The words from token `i` up to a number.
pub(super) fn name(t: &Tokens, i: usize) -> Option<Name> {
    let (mut at, mut end, mut words, mut oblique, mut airgram) = (i, i, 0, false, false);
    let mut lines = 0;
    let behind_year =
        i >= 2 && t.mark(i - 1) == b'/' && t.is_glued(i) && matches!(t.digits(i - 2).len(), 2 | 4);
    loop {
        if t.word(at).is_empty() || is_label(t, at) && (at > i || t.word(at).len() > 1) {
            return None;
        }
        let message = words > 0 && t.is(at, MESSAGE);
        airgram |= message && t.is(at, &["AIRGRAM", "AIRGRAMS"]);
        if !message {
            if (t.sense(at).is_no_station() || kinds::is_initials_of_law(t, at))
                && !(t.is(at, &["TO", "THE"]) && is_mission(t, i)
                    || is_port_of_spain(t, at)
                    || at == i && t.is(at, &["THE", "OUR", "MY", "YOUR"]))
            {
                return None;
            }
            end = at + 1;
        }
        words += 1;
        if words > MOST_WORDS {
            return None;
        }
        at += 1;
        // `DEPT'S A-12`
        if t.mark(at) == b'\'' && t.is_glued(at) && t.is(at + 1, &["S"]) {
            at += 2;
        }
        match t.mark(at) {
            b'.' | b'\'' | b'-' | b'/' | b'&' if !t.word(at + 1).is_empty() => {
                if number_at(t, at + 1) {
                    return Some(Name { end, number: at + 1, comma: false, oblique, airgram, words });
                }
                oblique |= t.mark(at) == b'/';
                at += 1;
                continue;
            }
            _ => {}
        }
        if let Some((number, comma)) = over_link(t, at, behind_year) {
            return Some(Name { end, number, comma, oblique, airgram, words });
        }
        if t.is_line(at) && lines == 0 && !t.word(at + 1).is_empty() {
            lines += 1;
            at += 1;
        }
    }
}

/// `B. PARIS`: the next letter of the list, no part of a name.
fn is_label(t: &Tokens, i: usize) -> bool {
    (t.word(i).len() == 1 || split::roman(t.word(i)).is_some())
        && matches!(t.mark(i + 1), b'.' | b')' | b'/')
        && !(t.is_glued(i + 2) && (t.word(i + 2).len() == 1 || t.mark(i + 1) == b'/'))
}

/// The one post with an `OF` in its name. A line may end on either side of it.
fn is_port_of_spain(t: &Tokens, at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|before| before.checked_sub(usize::from(t.is_line(before))));
    t.is(at, &["OF"])
        && before.is_some_and(|before| t.is(before, &["PORT"]))
        && t.is(at + 1 + usize::from(t.is_line(at + 1)), &["SPAIN"])
}

fn is_mission(t: &Tokens, i: usize) -> bool {
    t.is(i, &["USMISSION", "MISSION", "USDEL"]) || t.is(i, &["US"]) && t.is(i + 1, &["MISSION"])
}

/// Over what may stand between station and number: `NO.`, `#`, `-`, `:`, a line end.
pub(super) fn over_link(t: &Tokens, i: usize, behind_year: bool) -> Option<(usize, bool)> {
    let mut at = t.over_lines(i);
    if at > i + 1 {
        return None;
    }
    let comma = t.mark(at) == b',';
    // `STATE (06) 3836`, and `06/STATE/3836`, where an oblique stands behind the year too.
    if bracketed_year(t, at) {
        return Some((at, false));
    }
    if t.mark(at) == b'/' && behind_year {
        return number_at(t, at + 1).then_some((at + 1, false));
    }
    if matches!(t.mark(at), b'.' | b'-' | b':' | b'#' | b',' | b'(') {
        at += 1;
        if t.mark(at) == b'#' {
            at += 1;
        }
        // `PARIS (A-12)`
        if t.mark(at - 1) == b'(' && !t.is(at, &["A"]) {
            return None;
        }
    }
    let at = if at == t.over_lines(at) { at } else { return None };
    number_at(t, at).then_some((at, comma))
}

/// A year in brackets between station and number: `STATE (06) 3836`.
pub(super) fn bracketed_year(t: &Tokens, i: usize) -> bool {
    t.mark(i) == b'('
        && matches!(t.digits(i + 1).len(), 2 | 4)
        && t.mark(i + 2) == b')'
        && t.digits(i + 3).len() >= 3
}

/// Whether a number, an airgram's number or a date-time group can begin here.
fn number_at(t: &Tokens, i: usize) -> bool {
    !t.digits(i).is_empty()
        || super::year::is_lookalike(t.word(i)) && t.is_glued(i + 1) && !t.digits(i + 1).is_empty()
        || super::number::airgram(t, i).is_some()
}

/// The station that the words from `i` up to `end` name, where it is a known one.
pub(super) fn known<'c>(
    t: &Tokens,
    i: usize,
    end: usize,
    words: usize,
    cx: &Context<'c>,
) -> Option<Station<'c>> {
    let mut none_left = u32::MAX;
    let name = Name { end, number: end, comma: false, oblique: false, airgram: false, words };
    of(t, i, &name, cx, &mut none_left, false).filter(|station| station.known)
}

/// The most words of `i` on that name a known station, and the token behind them.
pub(super) fn longest<'c>(t: &Tokens, i: usize, cx: &Context<'c>) -> Option<(Station<'c>, usize)> {
    let words = (i..i + MOST_WORDS).take_while(|&at| !t.word(at).is_empty()).count();
    (1..=words).rev().find_map(|words| {
        let station = known(t, i, i + words, words, cx).filter(|station| station.code.is_some())?;
        Some((station, i + words))
    })
}

/// The station of a name.
pub(super) fn of<'c>(
    t: &Tokens,
    i: usize,
    name: &Name,
    cx: &Context<'c>,
    mends: &mut u32,
    clear: bool,
) -> Option<Station<'c>> {
    let none = Station { code: None, known: true, command: false, office: false };
    let mut text = String::new();
    for at in i..name.end {
        if t.is_line(at) {
            continue;
        }
        if at > i && !t.is_glued(at) {
            text.push(' ');
        }
        // `R0ME`: a zero between letters (TF 17).
        text.extend(t.word(at).chars().map(|c| if c == '0' { 'O' } else { c }));
        if !matches!(t.mark(at), 0 | 0xff) {
            text.push(char::from(t.mark(at)));
        }
    }
    let only = name.end == i + 1;
    if let Some(station) = if only { own_words(t, i, cx) } else { None } {
        return Some(station);
    }
    if let Some(post) = cx.registry.post_named(&text) {
        let command = matches!(post.kind, "military" | "agency");
        return Some(Station { code: Some(Cow::Borrowed(post.code)), known: true, command, ..none });
    }
    if let Some(city) = without_kind(t, i, name.end) {
        if city >= name.end {
            return Some(none);
        }
        let city = text_from(t, city, name.end);
        if let Some(post) = cx.registry.post_named(&city) {
            return Some(Station { code: Some(Cow::Borrowed(post.code)), ..none });
        }
        text = city;
    }
    if t.sense(i).is_unnamed_telegram() {
        return Some(Station { known: false, ..none });
    }
    if name.oblique {
        // `EUR/NB 12` is an office; `SEC/DEFENSE MESSAGE 121835Z APR 74` a message all the same.
        return Some(Station { known: false, command: true, office: true, ..none });
    }
    let initial = t.word(i).len() == 1 && t.mark(i + 1) == b'.' || t.is(i, &["THE", "OUR", "MY", "YOUR"]);
    if !clear
        || initial
        || name.comma
        || name.words > 5
        || text.chars().filter(|c| c.is_alphabetic()).count() < 2
    {
        return None;
    }
    let code: String = text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).collect();
    let cut = is_document_number(t, i, name);
    if cut {
        let code = cx.registry.post_by_nara_code(&code).map(|post| Cow::Borrowed(post.code));
        return Some(Station { known: code.is_some(), code, ..none });
    }
    if *mends < MOST_MENDS && code.len() >= 5 {
        *mends += 1;
        let far = if code.len() >= 8 { 2 } else { 1 };
        if let Some(post) = cx.registry.post_near(&code, far) {
            return Some(Station { code: Some(Cow::Borrowed(post.code)), known: false, ..none });
        }
    }
    if is_nearly_state(code.as_bytes()) {
        return Some(Station { code: Some(Cow::Borrowed("STATE")), known: false, ..none });
    }
    // `AMEMBASSYPORT ALDER`
    let city = ["AMEMBASSY", "AMCONSUL", "USMISSION"].iter().find_map(|kind| code.strip_prefix(kind));
    let code = city.filter(|city| city.len() > 2).map(str::to_owned).unwrap_or(code);
    let command = only;
    Some(Station { code: Some(Cow::Owned(code)), known: false, command, ..none })
}

/// The Department's name with one letter wrong, lacking, too many, or two swapped. The registry mends no words as common as
/// this one, but before a number it is plain.
fn is_nearly_state(code: &[u8]) -> bool {
    let state = b"STATE";
    let head = code.iter().zip(state).take_while(|(a, b)| a == b).count();
    let tail = code.iter().rev().zip(state.iter().rev()).take_while(|(a, b)| a == b).count();
    match code.len() {
        4 => head + tail >= 4,
        5 => {
            head + tail >= 4
                || head + tail == 3 && code[head] == state[head + 1] && code[head + 1] == state[head]
        }
        6 => head + tail >= 5,
        _ => false,
    }
}

/// A document number of the 1973-79 files, in which the name is cut to six characters: `1975PORTA00417` (TF 9.2).
fn is_document_number(t: &Tokens, i: usize, name: &Name) -> bool {
    i > 0
        && name.end == i + 1
        && matches!(t.word(i).len(), 3..=6)
        && t.is_glued(i)
        && t.digits(i - 1).len() == 4
        && t.is_glued(i + 1)
        && matches!(t.digits(i + 1).len(), 5 | 6)
}

/// `DEPTEL`, `OURTEL`: words that name the station by its part in the correspondence.
fn own_words<'c>(t: &Tokens, i: usize, cx: &Context<'c>) -> Option<Station<'c>> {
    let code = if t.is(i, &["DEPTEL", "DEPTELS", "DEPTS", "DEPARTMENTS"]) {
        Some(Cow::Borrowed("STATE"))
    } else if t.is(i, &["OURTEL", "OURTELS", "MYTEL", "OUR", "MY"]) {
        cx.post.map(Cow::Borrowed)
    } else if t.sense(i).is_unnamed_telegram() || t.is(i, &["YOUR", "UR", "YR"]) {
        None
    } else {
        return None;
    };
    Some(Station { code, known: true, command: false, office: false })
}

/// The token behind words for the kind of a mission: `AMEMBASSY`, `US MISSION`, `USDEL` (TF 10.2).
fn without_kind(t: &Tokens, i: usize, end: usize) -> Option<usize> {
    const KINDS: &[&str] = &[
        "AMEMBASSY",
        "AMEMBASY",
        "AMEMB",
        "AMEMBASSYS",
        "AMEMBSSY",
        "EMBASSY",
        "EMB",
        "AMCONSUL",
        "AMCONSULATE",
        "AMCONGEN",
        "CONGEN",
        "CONSULATE",
        "CONSUL",
        "USMISSION",
        "MISSION",
        "USDEL",
        "USLO",
        "USINT",
        "USOFFICE",
        "AMLEGATION",
        "USCONSUL",
    ];
    let mut at = i;
    if t.is(at, &["US", "AMERICAN", "AM"]) && t.is(at + 1, KINDS) {
        at += 1;
    }
    if !t.is(at, KINDS) {
        return None;
    }
    at += 1;
    while at < end && t.is(at, &["TO", "THE", "GENERAL"]) {
        at += 1;
    }
    Some(at)
}

fn text_from(t: &Tokens, from: usize, end: usize) -> String {
    let mut text = String::new();
    for at in from..end {
        if !text.is_empty() && !t.is_glued(at) {
            text.push(' ');
        }
        text.push_str(t.word(at));
    }
    text
}
