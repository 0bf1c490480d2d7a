//! One line of TAGS: its codes and persons, and a count of what speaks for prose.

use super::token::{Token, Tokens};
use super::{code, label, person};
use crate::field::Field;
use crate::fields::Context;
use crate::record::{Tag, TagKind, Text};
use chancery_registry::{TagEntry, TagKind as Kind};
use std::borrow::Cow;
use std::ops::Range;

/// Leftovers of web pages, which say nothing.
const RESIDUE: [&str; 10] = ["html", "htm", "href", "http", "https", "www", "span", "tag", "tags", "nbsp"];

/// What a line holds.
#[derive(Debug, Default)]
pub(super) struct Line<'s> {
    pub(super) tags: Vec<Tag<'s>>,
    /// Where the label of the next field stands.
    pub(super) label: Option<usize>,
    /// True when nothing stands on it.
    pub(super) blank: bool,
    /// True when no line comes after it.
    pub(super) last: bool,
    /// Known subjects and programs.
    pub(super) subjects: usize,
    /// Known organizations.
    pub(super) organizations: usize,
    /// Known countries and regions.
    pub(super) places: usize,
    pub(super) persons: usize,
    /// Words in capitals of the length of a code that are none.
    pub(super) unknown: usize,
    /// Other words in capitals, and numbers.
    pub(super) words: usize,
    /// Several words between two commas, not all of them codes.
    pub(super) phrases: usize,
    /// Words with small letters that are no codes.
    pub(super) small: usize,
    /// True when a known code stands in small letters.
    pub(super) small_codes: bool,
    /// True when two unknown words stand with only blanks between them.
    pub(super) runs_on: bool,
    /// How many tags stand before the first word that is none, where there is one.
    pub(super) before_stray: Option<usize>,
    /// True when a known code stands in capitals.
    pub(super) capital_codes: bool,
    /// True when the line before ended with a comma.
    pub(super) follows_comma: bool,
}

impl Line<'_> {
    /// Keeps what stands before the scraps that a scanner read at the end of the line, where that is a subject and another
    /// known code at least. False where it is not.
    pub(super) fn cut_at_stray(&mut self) -> bool {
        let Some(before) = self.before_stray else { return false };
        let count = |kind: fn(TagKind) -> bool| {
            self.tags.iter().take(before).filter(|tag| tag.kind.is_some_and(kind)).count()
        };
        let subjects = count(|kind| matches!(kind, TagKind::Subject | TagKind::Program));
        let found = subjects > 0 && count(|_| true) > 1 && self.capital_codes;
        if found {
            self.tags.truncate(before);
        }
        found
    }
}

/// A name without brackets while it is read.
#[derive(Debug)]
struct Name {
    range: Range<usize>,
    words: usize,
    comma: bool,
    given: bool,
}

/// The words since the last comma.
#[derive(Debug, Default)]
struct Item {
    range: Range<usize>,
    /// How many tags there were before it.
    tags_before: usize,
    words: usize,
    places: usize,
    place_first: bool,
    /// Words in capitals of the length of a code that are none.
    short: usize,
    /// Longer words in capitals.
    long: usize,
    /// Words that make it no name: codes of subjects and organizations, numbers, small letters.
    other: usize,
    last_unknown: bool,
}

/// Reads a field line by line.
#[derive(Debug)]
pub(super) struct Reader<'f, 's, 'c> {
    field: &'f Field<'s>,
    text: &'f str,
    cx: &'f Context<'c>,
    tokens: Tokens<'f>,
    line: Line<'s>,
    name: Option<Name>,
    /// True after a code of travel, or a name that followed one, with only blanks or one comma since.
    travel: bool,
    comma: bool,
    commas: usize,
    item: Item,
    /// True when a code of travel or of people stands before.
    persons: bool,
    /// What the last code means.
    meaning: &'c str,
}

impl<'f, 's, 'c> Reader<'f, 's, 'c> {
    pub(super) fn new(field: &'f Field<'s>, cx: &'f Context<'c>) -> Self {
        let text = field.as_str();
        Reader {
            field,
            text,
            cx,
            tokens: Tokens::new(text),
            line: Line::default(),
            name: None,
            travel: false,
            comma: false,
            commas: 0,
            item: Item::default(),
            persons: false,
            meaning: "",
        }
    }

    /// The offset of what is read next.
    pub(super) fn at(&self) -> usize {
        self.tokens.at()
    }

    /// Reads up to the end of the line.
    pub(super) fn line(&mut self, after_tags: bool) -> Line<'s> {
        self.line =
            Line { last: true, blank: true, follows_comma: self.comma && after_tags, ..Line::default() };
        self.commas = 0;
        self.item = Item::default();
        while let Some(token) = self.tokens.next() {
            match token {
                Token::LineEnd { blank } => {
                    self.line.last = false;
                    self.line.blank = blank;
                    break;
                }
                Token::Separator => self.separator(),
                Token::Elision(at) => {
                    self.line.label = Some(at);
                    break;
                }
                Token::Bracket(inside, closed) => self.bracket(inside, closed),
                Token::Word(word) => {
                    self.line.blank = false;
                    if let Some(label) = self.word(word) {
                        self.line.label = Some(label);
                        break;
                    }
                }
            }
        }
        self.finish_name();
        self.finish_item();
        std::mem::take(&mut self.line)
    }

    fn separator(&mut self) {
        if self.name.as_ref().is_some_and(|name| name.comma || name.given) {
            self.finish_name();
        } else if let Some(name) = &mut self.name {
            name.comma = true;
        }
        self.finish_item();
        self.comma = true;
        self.commas += 1;
    }

    /// Takes a word; gives where a label begins in it.
    fn word(&mut self, range: Range<usize>) -> Option<usize> {
        let word = &self.text[range.clone()];
        let trimmed = word.trim_matches(|c: char| !c.is_ascii_alphanumeric());
        if trimmed.is_empty() {
            return None;
        }
        if let Some((range, entry)) = code::spaced(self.text, &range, self.cx) {
            self.tokens.go_to(range.end);
            self.known(range, entry);
            return None;
        }
        let start =
            range.start + (word.len() - word.trim_start_matches(|c: char| !c.is_ascii_alphanumeric()).len());
        let range = start..start + trimmed.len();
        let label = label::find(trimmed, &self.text[range.end..], self.cx);
        let (range, label) = match label {
            None => (range, None),
            Some(at) => (range.start..range.start + at, Some(range.start + at)),
        };
        if !range.is_empty() && !self.whole(&range) {
            let mut start = range.start;
            let word = &self.text[range.clone()];
            for end in word.match_indices(['/', '-', '&']).map(|(at, _)| range.start + at).chain([range.end])
            {
                if start < end {
                    self.part(start..end);
                }
                start = end + 1;
            }
        }
        label
    }

    /// Takes a word that is a known code, or that holds signs which no code has.
    fn whole(&mut self, range: &Range<usize>) -> bool {
        let word = &self.text[range.clone()];
        if !word.is_ascii() {
            self.stray();
            self.line.small += 1;
            return true;
        }
        if word.contains(['=', '_', '%', '#', '@'])
            || RESIDUE.iter().any(|residue| word.eq_ignore_ascii_case(residue))
        {
            return true;
        }
        if let Some(entry) = code::known(word, self.cx) {
            self.known(range.clone(), entry);
            return true;
        }
        // A name may have a hyphen or an apostrophe in it; and so may a listed form of a code.
        if word.contains(['-', '/']) {
            if let Some(entry) = code::listed_misspelling(word, self.cx) {
                self.known(range.clone(), entry);
                return true;
            }
            if code::is_numbered(word) {
                self.unknown(range.clone());
                return true;
            }
            return word.contains('-') && self.in_name(range);
        }
        false
    }

    /// Takes a word without signs.
    fn part(&mut self, range: Range<usize>) {
        let word = &self.text[range.clone()];
        if let Some(entry) = code::known(word, self.cx) {
            return self.known(range, entry);
        }
        if word.len() == 1 {
            // An initial, or a stray character.
            if let Some(name) =
                self.name.as_mut().filter(|name| !name.comma && word.as_bytes()[0].is_ascii_uppercase())
            {
                name.range.end = range.end;
            }
            return;
        }
        if let Some(entry) =
            code::listed_misspelling(word, self.cx).or_else(|| code::digits_read_as_letters(word, self.cx))
        {
            return self.known(range, entry);
        }
        let letters = word.bytes().all(|b| b.is_ascii_uppercase());
        let run = word.len() >= 8 || !self.expects_name(word);
        if let Some(ends) = run.then(|| code::split(word, self.cx)).flatten() {
            let mut start = range.start;
            for end in ends {
                let end = range.start + end;
                match code::known(&self.text[start..end], self.cx) {
                    Some(entry) => self.known(start..end, entry),
                    None => self.unknown(start..end),
                }
                start = end;
            }
            return;
        }
        if self.in_name(&range) {
            return;
        }
        if let Some(entry) = code::slip(word, self.cx) {
            return self.known(range, entry);
        }
        if letters && word.len() <= 5 {
            self.unknown(range);
        } else {
            let small = word.bytes().any(|b| b.is_ascii_lowercase());
            self.finish_name();
            if small || !letters {
                self.stray();
            }
            *(if small { &mut self.line.small } else { &mut self.line.words }) += 1;
            self.item_word(&range);
            *(if letters { &mut self.item.long } else { &mut self.item.other }) += 1;
        }
        self.comma = false;
    }

    fn stray(&mut self) {
        self.line.before_stray.get_or_insert(self.line.tags.len());
    }

    /// True where a word that is no code would be a name.
    fn expects_name(&self, word: &str) -> bool {
        if self.name.is_some() {
            return true;
        }
        // After a comma a word of the shape of a code is rather one that is not known.
        self.travel && (!self.comma || !(2..=4).contains(&word.len())) && word.len() > 2
    }

    /// Takes a word into a name without brackets.
    fn in_name(&mut self, range: &Range<usize>) -> bool {
        let word = &self.text[range.clone()];
        let letters = word.bytes().all(|b| b.is_ascii_uppercase() || matches!(b, b'\'' | b'-'));
        if !letters || !self.expects_name(word) {
            return false;
        }
        if self.name.as_ref().is_some_and(|name| name.comma && name.given || name.words >= 6) {
            self.finish_name();
        }
        match &mut self.name {
            Some(name) => {
                name.given |= std::mem::take(&mut name.comma);
                name.range.end = range.end;
                name.words += 1;
            }
            None => self.name = Some(Name { range: range.clone(), words: 1, comma: false, given: false }),
        }
        self.comma = false;
        true
    }

    fn finish_name(&mut self) {
        let Some(name) = self.name.take() else { return };
        if name.words > 4 {
            self.line.words += name.words;
            self.travel = false;
            return;
        }
        self.travel = true;
        self.person(name.range);
    }

    fn person(&mut self, range: Range<usize>) {
        self.line.persons += 1;
        let text = self.field.unwrapped(range.clone());
        let code = person::code(&text);
        let code = if code == text { text.clone() } else { Cow::Owned(code) };
        self.line.tags.push(Tag {
            text,
            code,
            kind: Some(TagKind::Person),
            name: None,
            span: self.field.span(range),
        });
    }

    fn bracket(&mut self, inside: Range<usize>, closed: bool) {
        self.line.blank = false;
        self.finish_name();
        self.finish_item();
        let mut inside = inside;
        if !closed {
            // `(VANCE, CYRUS, US`: a name has one comma; what comes after it is read as codes.
            if let Some((second, _)) = self.text[inside.clone()].match_indices(',').nth(1) {
                inside.end = inside.start + second;
                self.tokens.go_to(inside.end);
            }
        }
        // `BL, (WEAVER)` names a person, `PREL (INTERNAL RELATIONS)` none where no code before wants one.
        let apart = self.persons || self.comma;
        for range in person::names(self.text, inside) {
            let name = &self.text[range.clone()];
            if let Some(entry) = code::known(name, self.cx) {
                self.known(range, entry);
            } else if person::is_meaning(name, self.meaning, apart) {
                // `PREL (EXTERNAL POLITICAL RELATIONS)`: no TAGS.
            } else if person::is_name(name) && !person::is_mark(name) {
                self.person(range);
            } else if name.len() > 1 && !person::is_mark(name) {
                self.line.words += 1;
            }
        }
        self.finish_item();
        self.comma = false;
    }

    fn known(&mut self, range: Range<usize>, entry: &'c TagEntry) {
        self.finish_name();
        self.item_word(&range);
        self.travel = person::follows(entry.code);
        self.persons |= person::follows_in_brackets(entry.code);
        self.meaning = entry.name;
        self.comma = false;
        let small = self.text[range.clone()].bytes().any(|b| b.is_ascii_lowercase())
            && !mixed(&self.text[range.clone()]);
        if small && self.line.capital_codes && range.len() == 2 {
            // A scrap among capitals: `MX La- 12278`.
            self.stray();
            self.line.small += 1;
            return;
        }
        self.line.small_codes |= small;
        self.line.capital_codes |= !small;
        let (kind, count) = match entry.kind {
            Kind::Subject => (TagKind::Subject, &mut self.line.subjects),
            Kind::Program => (TagKind::Program, &mut self.line.subjects),
            Kind::Organization => (TagKind::Organization, &mut self.line.organizations),
            Kind::Geographic | Kind::Region => (TagKind::Geographic, &mut self.line.places),
        };
        *count += 1;
        match entry.kind {
            Kind::Geographic | Kind::Region => {
                self.item.place_first |= self.item.words == 1;
                self.item.places += 1;
            }
            _ => self.item.other += 1,
        }
        let text = self.field.slice(range.clone());
        self.line.small_codes |=
            text.bytes().any(|b| b.is_ascii_lowercase()) && text.len() > 1 && !mixed(&text);
        let code = Cow::Borrowed(entry.code);
        let name =
            (!entry.name.is_empty() && !entry.name.starts_with('(')).then_some(Cow::Borrowed(entry.name));
        self.line.tags.push(Tag { text, code, kind: Some(kind), name, span: self.field.span(range) });
    }

    fn unknown(&mut self, range: Range<usize>) {
        self.item_word(&range);
        self.line.runs_on |= self.item.last_unknown;
        self.item.last_unknown = true;
        self.item.short += 1;
        self.travel = false;
        self.comma = false;
        self.line.unknown += 1;
        let text = self.field.slice(range.clone());
        self.bare(text, range);
    }

    fn bare(&mut self, text: Text<'s>, range: Range<usize>) {
        let code = if text.bytes().any(|b| b.is_ascii_lowercase()) {
            Cow::Owned(text.to_ascii_uppercase())
        } else {
            text.clone()
        };
        self.line.tags.push(Tag { text, code, kind: None, name: None, span: self.field.span(range) });
    }

    fn item_word(&mut self, range: &Range<usize>) {
        if self.item.words == 0 {
            self.item.range.start = range.start;
            self.item.tags_before = self.line.tags.len();
        }
        self.item.words += 1;
        self.item.range.end = range.end;
        self.item.last_unknown = false;
    }

    /// At a comma: words that are no codes are one name of an organization or a place, as the indexers wrote them
    /// (`PINT, BL, WORLD ENERGY CONFERENCE`).
    fn finish_item(&mut self) {
        let item = std::mem::take(&mut self.item);
        self.line.phrases += usize::from(item.words > 1 && item.short + item.long > 0);
        if item.other > 0
            || item.short + item.long == 0
            || self.commas == 0
            || item.words > 6
            || self.line.subjects == 0
        {
            return;
        }
        let whole = &self.text[item.range.clone()];
        let town = || item.words > 1 && item.range.len() < 40 && self.cx.registry.post_named(whole).is_some();
        let named = item.long > 0 && !item.place_first && self.cx.registry.caption(whole).is_none();
        if !named && !town() {
            return;
        }
        self.line.tags.truncate(item.tags_before);
        self.line.places -= item.places;
        self.line.unknown -= item.short;
        self.line.words -= item.long;
        let text = self.field.unwrapped(item.range.clone());
        self.bare(text, item.range);
    }
}

/// True for capitals with a small `l` among them, which is an `I` misread.
fn mixed(text: &str) -> bool {
    text.bytes().all(|b| b == b'l' || !b.is_ascii_lowercase())
}
