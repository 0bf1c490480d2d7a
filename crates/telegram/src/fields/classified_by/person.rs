//! Persons in a classifier's paragraph: which words are the name, which the position.
//!
//! Order is free (TF 6.10): `Ambassador Ann Weaver`, `Ann Weaver, Political Counselor`, `POL OFF R. WEAVER`. The words of
//! positions are in lists; what they leave over is told by its shape and place.

use super::tokens::{Kind, Token};
use std::ops::Range;

/// A person as places in the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Person {
    pub(super) name: Option<Range<usize>>,
    pub(super) title: Option<Range<usize>>,
    pub(super) redacted: bool,
}

/// The persons that `range` names.
pub(super) fn read(text: &str, range: Range<usize>) -> Vec<Person> {
    let tokens = super::tokens::read(text, range.clone());
    // `Classified By: , Political Counselor`: the name is gone.
    let blank = text[range.clone()].trim_start().starts_with(',') && !tokens.is_empty();
    if is_prose(&tokens) {
        return Vec::new();
    }
    let mut persons = Vec::new();
    let mut from = 0;
    for at in 0..tokens.len() {
        let is_and = matches!(tokens[at].upper.as_str(), "AND" | "&") && tokens[at].kind == Kind::Connector;
        if is_and
            && at > from
            && persons.len() < 4
            && divides(&tokens[from..at], &tokens[at + 1..], tokens[at].apart)
        {
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
fn divides(left: &[Token], right: &[Token], apart: bool) -> bool {
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
    // `Ann Weaver, DCM, and Robin Rowan, Special Assistant`.
    let next_part = right.iter().skip(1).position(|t| t.apart).map_or(right.len(), |at| at + 1);
    let named_part =
        apart && best(right).is_some_and(|run| run.tokens.start == 0 && run.tokens.end >= next_part);
    !has_title || has_name && best_within(part) || right_has_role && starts_person(right) || named_part
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
    // `Naval Attache, Ann Weaver`: one unknown word before a position is hardly a name.
    let before_title = begins && !ends && tokens[run.end].kind.is_title();
    score += i32::from(before_title) * if count == 1 { 1 } else { 3 };
    // `Property Attache Ann Weaver`: behind a position stands a name, before it perhaps more of the position.
    let behind_role = before.is_some_and(|t| matches!(t.kind, Kind::Role | Kind::Rank));
    score += i32::from(behind_role && ends && count >= 2) * 2;
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
        .find_map(|test| [before, after].into_iter().find(|tokens| test(tokens)));
    // `Ann Weaver (Iran Watcher)`: a part behind the name is its position, known or not.
    let apart = after.first().is_some_and(|t| t.apart && t.kind == Kind::Name);
    let chosen = chosen.or(if apart { Some(after) } else { None })?;
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
