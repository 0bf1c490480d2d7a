//! Persons in a classifier's paragraph: which words are the name, which the position.
//!
//! Order is free (TF 6.10): `Ambassador Ann Weaver`, `Ann Weaver, Political Counselor`, `POL OFF R. WEAVER`. The words of
//! positions are in lists; what they leave over is told by its shape and place.

use super::redacted;
use super::words::{self, Word};
use std::ops::Range;

/// A person as places in the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Person {
    pub(super) name: Option<Range<usize>>,
    pub(super) title: Option<Range<usize>>,
    pub(super) redacted: bool,
}

/// Words that are looked at; no paragraph of a classifier has more.
const MOST: usize = 64;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Name,
    Initial,
    Particle,
    Suffix,
    Honorific,
    Role,
    Rank,
    Modifier,
    Mission,
    Office,
    Connector,
    Place,
    /// A word in small letters that is nothing known.
    Small,
    Redacted,
}

impl Kind {
    fn is_title(self) -> bool {
        matches!(self, Kind::Role | Kind::Rank | Kind::Modifier | Kind::Mission | Kind::Office)
    }

    fn is_name(self) -> bool {
        matches!(self, Kind::Name | Kind::Initial | Kind::Particle | Kind::Suffix)
    }
}

#[derive(Clone, Debug)]
struct Token {
    range: Range<usize>,
    kind: Kind,
    /// A comma, bracket, colon or dash stands before it.
    apart: bool,
    upper: String,
}

/// The persons that `range` names.
pub(super) fn read(text: &str, range: Range<usize>) -> Vec<Person> {
    let mut tokens = tokens(text, range.clone());
    // `Classified By: , Political Counselor`: the name is gone.
    let blank = text[range.clone()].trim_start().starts_with(',') && !tokens.is_empty();
    classify(text, &mut tokens);
    if is_prose(&tokens) {
        return Vec::new();
    }
    let mut persons = Vec::new();
    let mut from = 0;
    for at in 0..tokens.len() {
        let is_and = matches!(tokens[at].upper.as_str(), "AND" | "&") && tokens[at].kind == Kind::Connector;
        if is_and && at > from && persons.len() < 4 && divides(&tokens[from..at], &tokens[at + 1..]) {
            persons.extend(one(text, &tokens[from..at]));
            from = at + 1;
        }
    }
    persons.extend(one(text, &tokens[from..]));
    if let Some(first) = persons.first_mut()
        && blank
        && first.name.is_none()
    {
        first.redacted = true;
    }
    persons
}

/// Cuts the text into words.
fn tokens(text: &str, range: Range<usize>) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut apart = false;
    let mut at = range.start;
    while at < range.end && tokens.len() < MOST {
        let rest = &text[at..range.end];
        if let Some(len) =
            redacted::at(rest, at == range.start || !text.as_bytes()[at - 1].is_ascii_alphanumeric())
        {
            match tokens.last_mut().filter(|last| last.kind == Kind::Redacted && !apart) {
                Some(last) => last.range.end = at + len,
                None => tokens.push(Token {
                    range: at..at + len,
                    kind: Kind::Redacted,
                    apart,
                    upper: String::new(),
                }),
            }
            apart = false;
            at += len;
            continue;
        }
        let Some(c) = rest.chars().next() else { break };
        if is_divider(c) {
            apart = true;
            at += c.len_utf8();
            continue;
        }
        if c.is_whitespace() || !(c.is_alphanumeric() || matches!(c, '&' | '\'' | '’')) {
            apart |= matches!(c, '-' | '/') && rest.as_bytes().get(1).is_none_or(u8::is_ascii_whitespace);
            at += c.len_utf8();
            continue;
        }
        let len = rest.find(|c: char| c.is_whitespace() || is_divider(c)).unwrap_or(rest.len());
        // `d,Affaires`: a comma for the apostrophe (TF 17).
        let len = if rest.get(..10).is_some_and(|begin| begin.eq_ignore_ascii_case("d,affaires")) {
            10
        } else {
            len
        };
        let word = rest[..len].trim_end_matches(['-', '/', '\'', '"', '*']);
        let word = if keeps_point(word) { word } else { word.trim_end_matches('.') };
        if !word.is_empty() {
            tokens.push(Token { range: at..at + word.len(), kind: Kind::Small, apart, upper: upper(word) });
            apart = rest[..len].ends_with('-');
        }
        at += len;
    }
    tokens
}

fn is_divider(c: char) -> bool {
    matches!(c, ',' | ';' | ':' | '(' | ')' | '[' | ']' | '"' | '–' | '—' | '~' | '|')
}

/// A full stop that belongs to the word: `Q.`, `Jr.`, `a.i.`, `R.B.`.
fn keeps_point(word: &str) -> bool {
    let Some(stem) = word.strip_suffix('.') else { return false };
    let letters = stem.chars().filter(|c| c.is_alphanumeric()).count();
    letters == 1 || stem.contains('.') || ["JR", "SR"].iter().any(|end| stem.eq_ignore_ascii_case(end))
}

/// Capitals without accents, typographic apostrophes made plain, a last full stop taken off.
fn upper(word: &str) -> String {
    let mut upper = String::with_capacity(word.len());
    for c in word.chars().take(40) {
        match c {
            'é' | 'É' | 'è' | 'È' | 'ê' | 'Ê' => upper.push('E'),
            '’' | '‘' | '`' => upper.push('\''),
            ',' => upper.push('\''),
            c => upper.extend(c.to_uppercase()),
        }
    }
    let len = upper.trim_end_matches('.').len();
    upper.truncate(len);
    upper
}

/// Says of every word what it is.
fn classify(text: &str, tokens: &mut [Token]) {
    let is_mixed = tokens.iter().any(|t| {
        let word = &text[t.range.clone()];
        word.starts_with(|c: char| c.is_uppercase())
            && word.contains(|c: char| c.is_lowercase())
            && word.len() > 2
    });
    let all_small = tokens.iter().all(|t| !text[t.range.clone()].contains(|c: char| c.is_uppercase()));
    for at in 0..tokens.len() {
        if tokens[at].kind == Kind::Redacted {
            continue;
        }
        let before = (at > 0 && !tokens[at].apart).then(|| tokens[at - 1].kind);
        let word = &text[tokens[at].range.clone()];
        tokens[at].kind = kind(word, &tokens[at].upper, before, is_mixed, all_small);
    }
    for at in 0..tokens.len() {
        settle(tokens, at);
    }
}

/// What a word is by itself.
fn kind(word: &str, upper: &str, before: Option<Kind>, is_mixed: bool, all_small: bool) -> Kind {
    let small = word.starts_with(|c: char| c.is_lowercase());
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    let plain = upper.replace('.', "");
    if let Some(known) = words::of(upper).or_else(|| words::of(&plain).filter(|_| plain.len() > 1)) {
        return match known {
            Word::Role => Kind::Role,
            Word::Rank => Kind::Rank,
            Word::Modifier => Kind::Modifier,
            Word::Mission => Kind::Mission,
            // `Ann Lee` may share its letters with an office; in small letters it is none.
            Word::Office if is_mixed && word.contains(|c: char| c.is_lowercase()) => Kind::Name,
            Word::Office => Kind::Office,
            Word::Connector => Kind::Connector,
            Word::Particle => Kind::Particle,
            Word::Honorific => Kind::Honorific,
            Word::Suffix => Kind::Suffix,
            Word::Place => Kind::Place,
        };
    }
    if word.contains('/') {
        let of = |part: &str| words::of(part).or_else(|| words::near(part));
        let known = |kind: Word| upper.split('/').any(|part| of(part) == Some(kind));
        return if known(Word::Role) { Kind::Role } else { Kind::Office };
    }
    if let Some((first, last)) = upper.rsplit_once('-')
        && let Some(last) = words::of(last)
        && matches!(last, Word::Role | Word::Modifier)
        && (words::of(first.rsplit('-').next().unwrap_or(first)).is_some() || small)
    {
        return if last == Word::Role { Kind::Role } else { Kind::Modifier };
    }
    if word.contains(|c: char| c.is_ascii_digit()) || upper == "&" {
        return Kind::Office;
    }
    if is_run_together_title(upper) {
        return Kind::Role;
    }
    if letters == 1 || is_initials(word) {
        return if small && !all_small { Kind::Small } else { Kind::Initial };
    }
    if small {
        let prefixed = upper.starts_with("AL-") || upper.starts_with("EL-") || upper.starts_with("D'");
        return if prefixed || all_small { Kind::Name } else { Kind::Small };
    }
    if let Some(near) = words::near(upper) {
        return if near == Word::Role { Kind::Role } else { Kind::Modifier };
    }
    // A short word in capitals among words that are not: an office, but behind a given name a surname, `Ann LEE`.
    let capitals = !word.contains(|c: char| c.is_lowercase());
    if is_mixed && capitals && letters <= 4 && !matches!(before, Some(Kind::Name | Kind::Initial)) {
        return Kind::Office;
    }
    Kind::Name
}

/// `R.B.`, `J.-P.`.
fn is_initials(word: &str) -> bool {
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    let points = word.matches('.').count();
    letters <= 4 && points >= letters && word.chars().all(|c| c.is_uppercase() || matches!(c, '.' | '-'))
}

/// `PolCounselor`, `EconOffs`, `ConsChief`: two abbreviations in one word.
fn is_run_together_title(upper: &str) -> bool {
    let starts = [
        "POL", "ECON", "CON", "ADMIN", "MGT", "MGMT", "DEP", "ACT", "LAB", "EMB", "PRIN", "SCI", "REF", "MIL",
    ];
    let ends = [
        "OFF",
        "OFFS",
        "OFFICER",
        "COUNS",
        "COUNSELOR",
        "COUNSELLOR",
        "CHIEF",
        "DIR",
        "REP",
        "ATT",
        "ATTACHE",
    ];
    starts.iter().any(|start| upper.starts_with(start))
        && ends.iter().any(|end| upper.ends_with(end) && upper.len() > end.len() + 2)
}

/// Decides what depends on the words beside.
fn settle(tokens: &mut [Token], at: usize) {
    let apart = tokens[at].apart;
    let last_in_part = tokens.get(at + 1).is_none_or(|next| next.apart);
    let before = if at > 0 && !apart { Some(tokens[at - 1].kind) } else { None };
    let after = if last_in_part { None } else { tokens.get(at + 1).map(|next| next.kind) };
    let behind_name = matches!(before, Some(Kind::Name | Kind::Initial | Kind::Particle));
    let token = &tokens[at];
    let kind = match token.kind {
        // `Robin Jordan` is a person, `to Jordan` a country, `Turkey Desk Officer` a position.
        Kind::Place if behind_name => Kind::Name,
        Kind::Place if matches!(before, Some(Kind::Connector | Kind::Mission)) => Kind::Place,
        Kind::Place if after.is_some_and(|kind| kind.is_name() || kind == Kind::Place) => Kind::Name,
        // `David Law, Consul`: a position's word behind a given name and before a comma.
        Kind::Role | Kind::Rank | Kind::Modifier
            if behind_name && last_in_part && words::is_surname_too(&token.upper) =>
        {
            Kind::Name
        }
        // `Sr. Advisor`.
        Kind::Suffix if !behind_name && !apart => Kind::Modifier,
        Kind::Suffix if at == 0 => Kind::Modifier,
        // `DE` in front of nothing, `A` in `A Political Officer`.
        Kind::Particle if !after.is_some_and(Kind::is_name) => Kind::Name,
        Kind::Initial if token.upper == "A" && after.is_some_and(|kind| kind.is_title()) && !behind_name => {
            Kind::Connector
        }
        // `V. Consul` is a vice consul, `M. Weaver` a person.
        kind => kind,
    };
    tokens[at].kind = kind;
}

/// Sentences have words in small letters that no title has.
fn is_prose(tokens: &[Token]) -> bool {
    let small = tokens.iter().filter(|t| t.kind == Kind::Small).count();
    small >= 3 && small * 3 >= tokens.len()
}

/// A stretch of words that may be a name.
#[derive(Clone, Debug)]
struct Run {
    tokens: Range<usize>,
    score: i32,
}

/// True where AND stands between two persons, and not within a title.
fn divides(left: &[Token], right: &[Token]) -> bool {
    // The right one ends where the next AND would divide again; only its beginning counts.
    let is_person = |tokens: &[Token]| {
        let hidden = tokens.iter().any(|t| t.kind == Kind::Redacted);
        hidden || best(tokens).is_some_and(|run| run.score >= 5)
    };
    if !is_person(left) || !is_person(right) {
        return false;
    }
    let part = left.iter().rposition(|t| t.apart).unwrap_or(0);
    let part = &left[part..];
    let has_title = part.iter().any(|t| t.kind.is_title());
    let has_name = part.iter().any(|t| matches!(t.kind, Kind::Name | Kind::Redacted));
    let right_has_role = right.iter().any(|t| matches!(t.kind, Kind::Role | Kind::Rank));
    !has_title || has_name && best_within(part) || right_has_role && starts_person(right)
}

fn best_within(part: &[Token]) -> bool {
    part.iter().any(|t| t.kind == Kind::Redacted) || best(part).is_some_and(|run| run.score >= 5)
}

/// True where a name, or a role and a name, begin the words.
fn starts_person(tokens: &[Token]) -> bool {
    let Some(run) = best(tokens) else { return true };
    tokens[..run.tokens.start]
        .iter()
        .all(|t| t.kind.is_title() || t.kind == Kind::Honorific || t.kind == Kind::Connector)
}

/// The stretch that is most likely the name.
fn best(tokens: &[Token]) -> Option<Run> {
    let mut best: Option<Run> = None;
    let mut at = 0;
    while at < tokens.len() {
        if !tokens[at].kind.is_name() {
            at += 1;
            continue;
        }
        let start = at;
        at += 1;
        while at < tokens.len()
            && tokens[at].kind.is_name()
            && (!tokens[at].apart || tokens[at].kind == Kind::Suffix)
        {
            at += 1;
        }
        if let Some(run) = weigh(tokens, start..at)
            && run.score > 0
            && best.as_ref().is_none_or(|best| run.score > best.score)
        {
            best = Some(run);
        }
    }
    best
}

fn weigh(tokens: &[Token], mut run: Range<usize>) -> Option<Run> {
    let names = |run: &Range<usize>| tokens[run.clone()].iter().filter(|t| t.kind == Kind::Name).count();
    let begins = run.start == 0 || tokens[run.start].apart;
    let ends = run.end == tokens.len() || tokens[run.end].apart;
    let before = (!begins).then(|| &tokens[run.start - 1]);
    // `to Turkey Ann Weaver`, `Embassy Port Alder`: a place stands in front, and the name, if any, is the last two words.
    let of_mission =
        run.start >= 2 && tokens[run.start - 2].upper == "OF" && before.is_some_and(|t| t.upper == "MISSION");
    let behind_place_word = before.is_some_and(|t| match t.kind {
        Kind::Connector => !matches!(t.upper.as_str(), "BY" | "AND" | "&" | "THE" | "AS"),
        Kind::Mission => !of_mission,
        Kind::Place => false,
        _ => false,
    });
    let mut score = 0;
    if behind_place_word {
        let keep = place_ahead(tokens, &run)?;
        run.start = keep;
        score += 2;
    }
    let count = names(&run);
    if count == 0 {
        return None;
    }
    score += match count {
        1 => 0,
        2..=4 => 2,
        _ => -3,
    };
    score += i32::from(tokens[run.clone()].iter().any(|t| t.kind == Kind::Initial)) * 2;
    score += i32::from(tokens[run.clone()].iter().any(|t| t.kind == Kind::Suffix));
    let titled = before.is_some_and(|t| t.kind.is_title() || matches!(t.kind, Kind::Honorific | Kind::Place));
    score += if begins && ends { 3 } else { 0 };
    score += if titled && ends { 4 } else { 0 };
    score += if titled && !ends { 2 } else { 0 };
    score += if begins && !ends && tokens[run.end].kind.is_title() { 3 } else { 0 };
    score += if begins && run.start == 0 { 2 } else { 0 };
    score += i32::from(before.is_some_and(|t| t.kind == Kind::Honorific)) * 3;
    Some(Run { tokens: run, score })
}

/// Where the name begins in a stretch with a place in front; nothing where the whole is a place.
fn place_ahead(tokens: &[Token], run: &Range<usize>) -> Option<usize> {
    if let Some(initial) = tokens[run.clone()].iter().position(|t| t.kind == Kind::Initial)
        && initial > 0
    {
        return Some(run.start + initial - 1);
    }
    if let Some(particle) = tokens[run.clone()].iter().position(|t| t.kind == Kind::Particle)
        && particle > 1
    {
        return Some(run.start + particle - 1);
    }
    (run.len() >= 3).then(|| run.end - 2)
}

/// One person: name, title, or what is left of them.
fn one(text: &str, tokens: &[Token]) -> Option<Person> {
    let tokens = without_deputed(tokens);
    if tokens.is_empty() {
        return None;
    }
    if let Some(at) = tokens.iter().position(|t| t.kind == Kind::Redacted) {
        // What stands beside the gap in the same part may be what is left of the name.
        let title = title(text, &tokens[..at], &tokens[at + 1..]);
        return Some(Person { name: None, title, redacted: true });
    }
    let Some(run) = best(tokens) else {
        let title = title(text, &[], tokens);
        return title.is_some().then_some(Person { name: None, title, redacted: false });
    };
    let mut run = run.tokens;
    // `Weaver, Ann, Political Counselor`: the surname first.
    let single = |range: &Range<usize>| range.len() == 1 && tokens[range.start].kind == Kind::Name;
    if run.end < tokens.len()
        && tokens[run.end].apart
        && single(&run)
        && (run.start == 0 || tokens[run.start].apart)
    {
        let given = run.end..run.end + tokens[run.end..].iter().take_while(|t| t.kind.is_name()).count();
        let whole = given.end == tokens.len() || tokens[given.end].apart;
        let one_part = tokens[given.clone()].iter().skip(1).all(|t| !t.apart);
        if !given.is_empty() && given.len() <= 2 && whole && one_part {
            run.end = given.end;
        }
    }
    let name = tokens[run.start].range.start..tokens[run.end - 1].range.end;
    let title = title(text, &tokens[..run.start], &tokens[run.end..]);
    Some(Person { name: Some(name), title, redacted: false })
}

/// Leaves out the one for whom another signs: `Ann Weaver for Ambassador Robin Rowan`.
fn without_deputed(tokens: &[Token]) -> &[Token] {
    for at in 1..tokens.len() {
        let is_for = tokens[at].upper == "FOR" && tokens[at].kind == Kind::Connector;
        if !is_for
            || !tokens
                .get(at + 1)
                .is_some_and(|t| matches!(t.kind, Kind::Role | Kind::Rank | Kind::Honorific))
        {
            continue;
        }
        let named =
            |tokens: &[Token]| best(tokens).is_some() || tokens.iter().any(|t| t.kind == Kind::Redacted);
        if named(&tokens[..at]) && named(&tokens[at + 1..]) {
            return &tokens[..at];
        }
    }
    tokens
}

/// The title from the words before and behind the name: those with a position, before if both have one.
fn title(text: &str, before: &[Token], after: &[Token]) -> Option<Range<usize>> {
    let before = stripped(before);
    let after = stripped(after);
    let has_role = |tokens: &[Token]| tokens.iter().any(|t| t.kind == Kind::Role);
    let has_title = |tokens: &[Token]| tokens.iter().any(|t| t.kind.is_title());
    let chosen = [has_role as fn(&[Token]) -> bool, has_title as fn(&[Token]) -> bool]
        .into_iter()
        .find_map(|test| [before, after].into_iter().find(|tokens| test(tokens)))?;
    let mut range = chosen[0].range.start..chosen[chosen.len() - 1].range.end;
    let part = &text[range.clone()];
    // `Amb. Ann Weaver`: a full stop before the name is an abbreviation's.
    if chosen.as_ptr() == before.as_ptr() && text[range.end..].starts_with('.') {
        range.end += 1;
    }
    // `DCM (Acting)`: the bracket belongs to the title.
    if part.matches('(').count() > part.matches(')').count() && text[range.end..].starts_with(')') {
        range.end += 1;
    }
    Some(range)
}

/// Without the words at both ends that belong to no title.
fn stripped(mut tokens: &[Token]) -> &[Token] {
    let is_loose = |t: &Token| matches!(t.kind, Kind::Connector | Kind::Honorific | Kind::Redacted);
    while let Some((first, rest)) = tokens.split_first().filter(|(first, _)| is_loose(first)) {
        let _ = first;
        tokens = rest;
    }
    while let Some((last, rest)) = tokens.split_last().filter(|(last, _)| is_loose(last)) {
        let _ = last;
        tokens = rest;
    }
    tokens
}
