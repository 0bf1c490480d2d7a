//! How text becomes words that can be searched: one function for the index, for queries, for what is highlighted and for a
//! plain scan, so that all of them mean the same.
//!
//! A word is folded: small letters without accents. Every place of the text has one *plain* word ([`Word::main`]); where a
//! copy may have been cut or misread, or where people write a word in several ways, other readings stand at the same
//! position. Text is filed under all of them; a query asks for plain words only, and so finds each way to write it:
//!
//! | printed | plain words | other readings |
//! | --- | --- | --- |
//! | `Iran's`, `IRAN,S`, `IRAN S NUCLEAR` | `iran` | |
//! | `DON,T`, `d'affaires` | `dont`, `daffaires` | `affaires` |
//! | `counter-terrorism` | `counter` `terrorism` | `counterterrorism` over both |
//! | `nego- tiations`, a word torn by a page line | `nego` `tiations` | `negotiations` over both |
//! | `S E C R E T`, `U.S.S.R.` | `secret`, `ussr` | |
//! | `lRAN`, `1RAN`, `W0RK` | `lran`, `1ran`, `w0rk` | `iran`, `iran` and `lran`, `work` |
//! | `1,200`, `007904`, `1.4(b)` | `1200`, `7904`, `1.4` `b` | |
//! | `06PARIS7904` | `06paris7904` | `paris`, `7904` |
//!
//! A reading over several words has their number as its [`Word::width`]: `the nego- tiations began` reads as three words
//! along one way and as four along the other. A phrase is printed where its words follow each other along any way: each
//! begins at the position of the one before plus that one's width.

mod class;
mod mend;
mod part;
mod seam;

use class::{CLASS, DIGIT, HIGH, LETTER, class_at};
use part::{Joint, Kind, Part, Scan};

pub use seam::seams;

/// The longest word in bytes; a longer run of letters is cut into words of that length.
pub const LONGEST: usize = 120;

/// The longest reading that is put together from two words or more.
const LONGEST_JOINED: usize = 240;

/// The longest chain of words with hyphens (`state-of-the-art`) that is also read as one.
const LONGEST_CHAIN: usize = 64;

/// How far behind a word a seam may lie that belongs to it.
const SEAM_REACH: usize = 9;

/// One word of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word<'w> {
    /// The word, folded. Never empty, at most 240 bytes.
    pub text: &'w str,
    /// Where it begins in the text.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// Which word of the text it is, from 0.
    pub position: u32,
    /// How many positions it takes: 1, or more for one that is put together from several.
    pub width: u8,
    /// True for the plain word of its position, false for another reading.
    pub main: bool,
}

/// Gives the words of a text in order: positions never go back, and at each the plain word comes first. Takes time in
/// proportion to the text, and memory once for all words.
///
/// ```
/// use chancery_archive::words::words;
///
/// let mut found = Vec::new();
/// words("THE MINISTER,S COUNTER-TERRORISM AIDE", &mut |word| {
///     found.push(format!("{}{} {}", if word.main { "" } else { "or " }, word.text, word.position));
/// });
/// assert_eq!(found, ["the 0", "minister 1", "counter 2", "or counterterrorism 2", "terrorism 3", "aide 4"]);
/// ```
pub fn words(text: &str, sink: &mut impl FnMut(Word<'_>)) {
    words_with_seams(text, &[], sink);
}

/// As [`words`], for a text from which page lines were taken out: at each seam (see [`seams`]) the words before and behind
/// are also read as one, since the page line may have torn a word.
pub fn words_with_seams(text: &str, seams: &[usize], sink: &mut impl FnMut(Word<'_>)) {
    let lower = text.to_ascii_lowercase();
    let scan = Scan { text, bytes: text.as_bytes(), lower: &lower };
    let mut reader = Reader {
        scan,
        seams,
        seam: seams.first().copied().unwrap_or(usize::MAX),
        position: 0,
        chained: false,
        word: String::new(),
        joined: String::new(),
    };
    reader.read(sink);
}

/// The plain words of a text, those that a query asks for.
pub fn plain_words(text: &str) -> Vec<String> {
    let mut plain = Vec::new();
    words(text, &mut |word| {
        if word.main {
            plain.push(word.text.to_owned());
        }
    });
    plain
}

struct Reader<'t> {
    scan: Scan<'t>,
    /// The seams that are still to come.
    seams: &'t [usize],
    /// The first of them; the largest number where none is left.
    seam: usize,
    position: u32,
    /// True inside a chain of words with hyphens.
    chained: bool,
    word: String,
    joined: String,
}

impl Reader<'_> {
    fn read(&mut self, sink: &mut impl FnMut(Word<'_>)) {
        let (bytes, lower) = (self.scan.bytes, self.scan.lower);
        let mut at = 0;
        while at < bytes.len() {
            let byte = bytes[at];
            if !part::may_be_word(byte) {
                at += if byte == b'&' { self.scan.skip(at) } else { 1 };
                continue;
            }
            // Most words are letters with a blank behind.
            let limit = bytes.len().min(at + LONGEST + 1);
            let mut flags = 0;
            let mut end = at;
            while end < limit {
                let class = CLASS[usize::from(bytes[end])];
                if class == 0 {
                    break;
                }
                flags |= class;
                end += 1;
            }
            let sound = match flags & (DIGIT | HIGH) {
                0 => !mend::may_be_misread(&bytes[at..end], flags),
                DIGIT => flags == DIGIT && byte != b'0',
                _ => false,
            };
            let plain = sound
                && end - at <= LONGEST
                && end.saturating_add(SEAM_REACH) < self.seam
                && !self.chained
                && !joins(bytes, end, end - at == 1 || flags == DIGIT);
            if plain {
                let text = &lower[at..end];
                sink(Word { text, start: at, end, position: self.position, width: 1, main: true });
                self.position = self.position.saturating_add(1);
                at = end;
            } else {
                at = self.part(at, sink);
            }
        }
    }

    /// Gives the words of the part at a place, and where to go on.
    fn part(&mut self, at: usize, sink: &mut impl FnMut(Word<'_>)) -> usize {
        while self.seam <= at {
            self.seams = self.seams.get(1..).unwrap_or_default();
            self.seam = self.seams.first().copied().unwrap_or(usize::MAX);
        }
        self.word.clear();
        let Some(part) = self.scan.part(at, &mut self.word).filter(|part| part.end > at) else {
            return at + self.scan.skip(at).max(1);
        };
        if self.word.is_empty() {
            return part.end;
        }
        let (position, start, end) = (self.position, part.start, part.end);
        if part.kind == Kind::Spaced {
            let mut from = 0;
            for length in part::spaced_words(&self.word) {
                sink(Word {
                    text: &self.word[from..from + length],
                    start: start + 2 * from,
                    end: start + 2 * (from + length) - 1,
                    position: self.position,
                    width: 1,
                    main: true,
                });
                self.position = self.position.saturating_add(1);
                from += length;
            }
            self.chained = false;
            return end;
        }
        sink(Word { text: &self.word, start, end, position, width: 1, main: true });
        self.readings(&part, sink);
        self.join(&part, sink);
        self.position = self.position.saturating_add(1);
        end
    }

    /// Other readings of one part.
    fn readings(&mut self, part: &Part, sink: &mut impl FnMut(Word<'_>)) {
        let position = self.position;
        let mut give = |text: &str, start: usize, end: usize| {
            if !text.is_empty() && text.len() <= LONGEST_JOINED {
                sink(Word { text, start, end, position, width: 1, main: false });
            }
        };
        if let Some(rest) = part.elided {
            give(&self.word[rest..], part.start, part.end);
        }
        if let Some(lone) = part.lone {
            give("s", lone, lone + 1);
        }
        if part.kind == Kind::Number && self.word.contains('.') {
            // `IN 1975.2. THE MINISTER`, `12.03.1974`: a blank is lost, or it is a date.
            for group in self.word.split('.').filter(|group| group.len() >= 4) {
                give(group.trim_start_matches('0'), part.start, part.end);
            }
        }
        if part.kind == Kind::Plain && part.whole && part.flags & HIGH == 0 {
            let printed = &self.scan.bytes[part.run.clone()];
            self.joined.clear();
            mend::readings(printed, &self.word, part.flags, &mut self.joined, &mut |text| {
                give(text, part.start, part.end);
            });
        }
    }

    /// A part and the next one as one word, and a chain of them.
    fn join(&mut self, part: &Part, sink: &mut impl FnMut(Word<'_>)) {
        let chained = std::mem::take(&mut self.chained);
        if part.kind == Kind::Initials || part.lone.is_some() {
            return;
        }
        let Some((next, joint)) = self.scan.joint(part.end, self.seam) else { return };
        self.joined.clear();
        self.joined.push_str(&self.word);
        let Some(second) = self.scan.part(next, &mut self.joined) else { return };
        if matches!(second.kind, Kind::Initials | Kind::Spaced) {
            return;
        }
        let figures = part.kind == Kind::Number || second.kind == Kind::Number;
        let letters = part.kind != Kind::Number || second.kind != Kind::Number;
        let wanted = match joint {
            Joint::Hyphen => letters,
            // `ITEMS A,B`
            Joint::Comma => !figures && self.joined.len() > 3,
            Joint::Divided | Joint::Seam => !figures,
        };
        let more = self.joined.len() > self.word.len();
        if wanted && more && self.joined.len() <= LONGEST_JOINED {
            sink(Word {
                text: &self.joined,
                start: part.start,
                end: second.end,
                position: self.position,
                width: 2,
                main: false,
            });
        }
        if joint == Joint::Hyphen {
            self.chained = true;
            if !chained {
                self.chain(part.start, second.end, sink);
            }
        }
    }

    /// A chain of three words or more as one; two are in `joined`, the second ends at `end`.
    fn chain(&mut self, start: usize, mut end: usize, sink: &mut impl FnMut(Word<'_>)) {
        let mut count = 2u8;
        while let Some((next, Joint::Hyphen)) = self.scan.joint(end, usize::MAX) {
            let Some(part) = self.scan.part(next, &mut self.joined) else { return };
            if self.joined.len() > LONGEST_CHAIN || matches!(part.kind, Kind::Initials | Kind::Spaced) {
                return;
            }
            count += 1;
            end = part.end;
        }
        if count > 2 && self.joined.bytes().any(|b| !b.is_ascii_digit()) {
            let position = self.position;
            sink(Word { text: &self.joined, start, end, position, width: count, main: false });
        }
    }
}

/// True where what stands behind a word may belong to it; `pointed` for a single letter or figures, to which a point may.
#[inline]
fn joins(bytes: &[u8], end: usize, pointed: bool) -> bool {
    match bytes.get(end) {
        Some(b' ') => {
            // A lone `S`; a single letter behind another.
            let next = bytes.get(end + 1).copied().unwrap_or(b' ');
            (pointed || matches!(next, b's' | b'S'))
                && CLASS[usize::from(next)] & LETTER != 0
                && class_at(bytes, end + 2) == 0
        }
        Some(b'.') => pointed,
        Some(b'\'' | b'`' | b',') => class_at(bytes, end + 1) != 0,
        Some(b'-' | b'&') => true,
        _ => false,
    }
}
