//! The source note: level, precedence and captions, who drafted, cleared and approved (source-formats 6).
//!
//! `Source: National Archives, RG 59, .... Secret; Priority; Nodis. Drafted by Rowan on May 3; cleared by Weaver (in draft), and in
//! NEA; and approved by Hale.`

use super::sentence;
use crate::record::{Level, Precedence};

/// The level words of source notes and of the line under an older dateline.
const LEVELS: [(&str, Level); 7] = [
    ("top secret", Level::TopSecret),
    ("secret", Level::Secret),
    ("confidential", Level::Confidential),
    ("limited official use", Level::LimitedOfficialUse),
    ("official use only", Level::OfficialUseOnly),
    ("unclassified", Level::Unclassified),
    ("restricted", Level::Restricted),
];

/// The level that words begin with, and how many bytes it takes. A letter does not follow it.
pub(super) fn level(words: &str) -> Option<(Level, usize)> {
    let (name, level) =
        LEVELS.iter().find(|(n, _)| words.get(..n.len()).is_some_and(|head| head.eq_ignore_ascii_case(n)))?;
    (!words[name.len()..].starts_with(|c: char| c.is_alphanumeric())).then_some((*level, name.len()))
}

/// The precedence that a word of a note is. `NIACT` alone is `NIACT IMMEDIATE`, as on the printed form; `US URGENT` of 1948 is none of
/// the five.
pub(super) fn precedence(words: &str) -> Option<Precedence> {
    let named = [
        ("ROUTINE", Precedence::Routine),
        ("PRIORITY", Precedence::Priority),
        ("IMMEDIATE", Precedence::Immediate),
        ("OPERATIONAL IMMEDIATE", Precedence::Immediate),
        ("NIACT", Precedence::NiactImmediate),
        ("NIACT IMMEDIATE", Precedence::NiactImmediate),
        ("IMMEDIATE NIACT", Precedence::NiactImmediate),
        ("FLASH", Precedence::Flash),
    ];
    named.into_iter().find(|(name, _)| words.eq_ignore_ascii_case(name)).map(|(_, precedence)| precedence)
}

/// The markings of a note: the sentences that begin with a level or a precedence, up to the first that does not.
pub(super) fn markings(note: &str) -> Option<&str> {
    let mut found: Option<(usize, usize)> = None;
    for (start, sentence) in sentence::at_stops(note) {
        let first = sentence.split([';', ',', '.']).next().unwrap_or_default().trim();
        let unmarked = first.eq_ignore_ascii_case("no classification marking");
        let known =
            unmarked || precedence(first).is_some() || level(first).is_some_and(|(_, n)| n == first.len());
        match &mut found {
            Some(found) if known => found.1 = start + sentence.len(),
            Some(_) => break,
            None if known => found = Some((start, start + sentence.len())),
            None => {}
        }
    }
    found.map(|(start, end)| &note[start..end])
}

/// Who drafted, cleared and approved a telegram, as the note names them.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Drafting<'n> {
    pub(super) drafted_by: Vec<&'n str>,
    pub(super) cleared_by: Vec<&'n str>,
    pub(super) approved_by: Vec<&'n str>,
}

/// Words of which a part of the sentence begins with one. Those who coordinated or released a telegram have no field.
const ROLES: [&str; 5] = ["drafted", "cleared", "approved", "coordinated", "released"];

/// Reads the sentence that begins with `Drafted`, `Cleared` or `Approved`.
pub(super) fn drafting(note: &str) -> Drafting<'_> {
    let mut out = Drafting::default();
    let begins = |sentence: &str| {
        ["Drafted ", "Drafted,", "Cleared ", "Approved "].iter().any(|w| sentence.starts_with(w))
    };
    let Some((_, sentence)) = sentence::all(note).find(|(_, sentence)| begins(sentence)) else {
        return out;
    };
    let sentence = sentence.trim_end_matches('.');
    // Each word of a part with its place; words with nothing but `,` and `and` between them share what follows.
    let mut roles: Vec<(usize, usize)> = Vec::new();
    let lower = sentence.to_ascii_lowercase();
    for (index, role) in ROLES.iter().enumerate() {
        roles.extend(lower.match_indices(role).map(|(at, _)| (at, index)));
    }
    roles.sort_unstable();
    let mut shared: Vec<usize> = Vec::new();
    for (n, &(at, role)) in roles.iter().enumerate() {
        shared.push(role);
        let next = roles.get(n + 1).map_or(sentence.len(), |(next, _)| *next);
        let list = &sentence[at + ROLES[role].len()..next];
        if n + 1 < roles.len() && list.split([',', ' ']).all(|word| matches!(word, "" | "and")) {
            continue;
        }
        let names = names(list);
        for role in shared.drain(..) {
            match role {
                0 => out.drafted_by.extend(&names),
                1 => out.cleared_by.extend(&names),
                2 => out.approved_by.extend(&names),
                _ => {}
            }
        }
    }
    out
}

/// The longest list of names that is read, in bytes. The longest that was met has 250.
pub(super) const LONGEST: usize = 4096;

/// The names of ` in draft by Rowan, Weaver (POL), and Hale on May 3, and in EUR`. Who is not named is left out: `several staff
/// members`, `[name not declassified]`.
fn names(list: &str) -> Vec<&str> {
    let list = list.split(';').next().unwrap_or_default();
    let mut found: Vec<&str> = Vec::new();
    if list.len() > LONGEST {
        return found;
    }
    for piece in pieces(list) {
        let mut name = piece.trim().trim_end_matches([',', ' ']);
        // What was done with it and by whom: no name.
        while let Some(rest) =
            ["and ", "in draft ", "in substance ", "by ", "in "].iter().find_map(|w| name.strip_prefix(w))
        {
            name = rest.trim_start();
        }
        if let Some((before, behind)) = name.split_once(" by ") {
            // `in IO by Rowan`, `on July 2 by Rowan`.
            name = if before.starts_with("on ") || piece.trim_start().starts_with("in ") {
                behind
            } else {
                name
            };
        }
        for behind in [" on ", " at ", " under "] {
            name = name.split(behind).next().unwrap_or_default();
        }
        let is_name = name.starts_with(|c: char| c.is_uppercase());
        if is_name && !matches!(name, "Jr." | "Sr.") {
            found.push(name.trim());
        }
    }
    found
}

/// The pieces between commas and `and`, outside of brackets. `Departments of Treasury and Labor` are one.
pub(super) fn pieces(list: &str) -> Vec<&str> {
    let (mut found, mut from, mut depth) = (Vec::new(), 0, 0u32);
    for (at, c) in list.char_indices() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => {
                found.push(&list[from..at]);
                from = at + 1;
            }
            ' ' if depth == 0
                && list[at..].starts_with(" and ")
                && !list[from..at].contains("Departments of") =>
            {
                found.push(&list[from..at]);
                from = at + 4;
            }
            _ => {}
        }
    }
    found.push(&list[from..]);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markings_are_the_sentences_of_level_and_precedence() {
        for (note, expected) in [
            (
                "Source: National Archives, RG 59. Secret; Priority; Nodis. Repeated to Greyhaven.",
                Some("Secret; Priority; Nodis."),
            ),
            (
                "Source: National Archives, RG 59. Unclassified. Niact; Immediate.",
                Some("Unclassified. Niact; Immediate."),
            ),
            ("Source: Files, POL 27 VIET S. Secret; Limdis. Repeated.", Some("Secret; Limdis.")),
            ("Source: Files, Box 3. Routine; Exdis.", Some("Routine; Exdis.")),
            (
                "Source: Library. No classification marking; Priority.",
                Some("No classification marking; Priority."),
            ),
            ("Source: Library. The secret of the harbor was kept.", None),
        ] {
            assert_eq!(markings(note), expected, "{note}");
        }
    }

    #[test]
    fn names_of_the_drafting_sentence() {
        let cases: [(&str, [&[&str]; 3]); 7] = [
            (
                "Secret. Drafted by Rowan on May 3; cleared by Weaver (in draft), and in NEA; and approved by Hale.",
                [&["Rowan"], &["Weaver (in draft)", "NEA"], &["Hale"]],
            ),
            (
                "Secret. Drafted and approved by J.D. Rowan (IOP/A, room 3).",
                [&["J.D. Rowan (IOP/A, room 3)"], &[], &["J.D. Rowan (IOP/A, room 3)"]],
            ),
            (
                "Drafted by [name not declassified], coordinated by Weaver, and approved by Hale.",
                [&[], &[], &["Hale"]],
            ),
            (
                "Drafted in IO/UNP by several staff members; cleared in H, EB (in draft), and by Lord; and approved by Adm. Hale.",
                [&[], &["H", "EB (in draft)", "Lord"], &["Adm. Hale"]],
            ),
            (
                "Drafted on July 2 by Rowan, Weaver, and Hale; paragraph 6 cleared in substance in H; and approved by Lord.",
                [&["Rowan", "Weaver", "Hale"], &["H"], &["Lord"]],
            ),
            (
                "Drafted Rowan and cleared in draft by Weaver and Hale.",
                [&["Rowan"], &["Weaver", "Hale"], &[]],
            ),
            ("The text was approved by nobody.", [&[], &[], &[]]),
        ];
        for (note, [drafted, cleared, approved]) in cases {
            let read = drafting(note);
            assert_eq!(
                (&read.drafted_by[..], &read.cleared_by[..], &read.approved_by[..]),
                (drafted, cleared, approved),
                "{note}"
            );
        }
    }
}
