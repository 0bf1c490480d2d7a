//! What a made-up telegram says in its heading, before it is written in a form.

use crate::random::Random;
use crate::tables::{COUNTRIES, INITIALS, POSTS, Post, STATE, SUBJECTS, SURNAMES, TAGS, TAGS_1976};
use jiff::civil::{Date, date};

/// The facts of one telegram.
#[derive(Debug)]
pub(crate) struct Facts {
    pub(crate) from: Post,
    pub(crate) to: Vec<Post>,
    pub(crate) info: Vec<Post>,
    pub(crate) day: Date,
    pub(crate) hour: u32,
    pub(crate) minute: u32,
    pub(crate) number: u32,
    pub(crate) level: Level,
    pub(crate) precedence: char,
    pub(crate) tags: Vec<&'static str>,
    pub(crate) subject: String,
    pub(crate) references: Vec<String>,
    pub(crate) sections: u32,
    pub(crate) signer: &'static str,
    pub(crate) drafter: String,
}

/// The levels that are made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Level {
    Unclassified,
    Official,
    Confidential,
    Secret,
}

impl Level {
    /// The mark of a portion.
    pub(crate) fn mark(self) -> &'static str {
        match self {
            Level::Unclassified => "U",
            Level::Official => "SBU",
            Level::Confidential => "C",
            Level::Secret => "S",
        }
    }
}

impl Facts {
    /// A telegram of 2001-09.
    pub(crate) fn of_2006(random: &mut Random, serial: u64) -> Facts {
        Facts::new(random, serial, 2001, 2009, &TAGS)
    }

    /// A telegram of 1974-79.
    pub(crate) fn of_1976(random: &mut Random, serial: u64) -> Facts {
        Facts::new(random, serial, 1974, 1979, &TAGS_1976)
    }

    fn new(random: &mut Random, serial: u64, first: u32, last: u32, tags: &'static [&'static str]) -> Facts {
        let outgoing = random.chance(25);
        let from = if outgoing { STATE } else { random.one(&POSTS) };
        let others: Vec<Post> = POSTS.into_iter().filter(|post| post.name != from.name).collect();
        let count = random.number(1, 3);
        let to = if outgoing { random.some(&others, count) } else { vec![STATE] };
        let count = random.number(0, 8);
        let info = random.some(&others, count).into_iter().filter(|p| !to.iter().any(|t| t.name == p.name));
        let info = info.collect();
        let year = random.number(first, last);
        let start = date(i16::try_from(year).unwrap_or(2000), 1, 1);
        let day = start.saturating_add(jiff::Span::new().days(random.number(0, 364)));
        let count = random.number(1, 5);
        let mut tags = random.some(tags, count);
        tags.extend(random.some(&COUNTRIES, 1));
        Facts {
            from,
            to,
            info,
            day,
            hour: random.number(0, 23),
            minute: random.number(0, 59),
            // They go up, and hardly two of a post and a year have the same.
            number: 1 + (serial % 299_999) as u32,
            level: random.one(&[Level::Unclassified, Level::Official, Level::Confidential, Level::Secret]),
            precedence: random.one(&['R', 'R', 'R', 'P', 'P', 'O']),
            tags,
            subject: format!("{} {}", random.one(&SURNAMES), random.one(&SUBJECTS)),
            references: references(random, year),
            sections: random.one(&[1, 1, 1, 1, 1, 1, 1, 1, 2, 3]),
            signer: random.one(&SURNAMES),
            drafter: format!("{}{}{}", random.one(&INITIALS), random.one(&INITIALS), random.one(&SURNAMES)),
        }
    }

    /// `121430Z MAR 07`.
    pub(crate) fn date_time_group(&self) -> String {
        format!("{} {} {:02}", self.release(), self.month(), self.day.year() % 100)
    }

    /// `121430Z`.
    pub(crate) fn release(&self) -> String {
        format!("{:02}{:02}{:02}Z", self.day.day(), self.hour, self.minute)
    }

    /// `MAR`.
    pub(crate) fn month(&self) -> &'static str {
        const MONTHS: [&str; 12] =
            ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
        usize::try_from(self.day.month() - 1).ok().and_then(|m| MONTHS.get(m)).copied().unwrap_or("JAN")
    }

    /// `0711436`: day of the year and time of filing.
    pub(crate) fn filed(&self) -> String {
        format!("{:03}{:02}{:02}", self.day.day_of_year(), self.hour, self.minute)
    }
}

/// None to four references, each to a telegram of the same year or of the year before.
fn references(random: &mut Random, year: u32) -> Vec<String> {
    let count = random.one(&[0, 1, 1, 1, 2, 3, 4]);
    let mut all = Vec::new();
    for _ in 0..count {
        let post = random.one(&POSTS).name;
        let number = random.number(1, 9_999);
        all.push(match random.number(1, 5) {
            1 => format!("{:02} {post} {number}", (year + 99) % 100),
            2 => format!("STATE {:06}", random.number(1, 250_000)),
            3 => format!("{post} {number} (NOTAL)"),
            _ => format!("{post} {number}"),
        });
    }
    all
}
