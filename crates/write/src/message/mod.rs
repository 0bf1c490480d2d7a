//! A draft that was looked at: each part as the telegram has it, in the characters of the circuit.

mod addresses;
mod body;
mod dates;
mod declassification;
mod markings;
mod references;
mod tags;

pub(crate) use addresses::{Address, Party, full_address};
pub(crate) use body::{Block, Kind};
pub(crate) use dates::prosign;
pub(crate) use declassification::Signed;
pub(crate) use references::Reference;
pub(crate) use tags::holds;

use crate::characters;
use crate::draft::Draft;
use crate::problem::Problems;
use crate::said::Said;
use crate::write::Options;
use chancery_registry::Registry;
use chancery_telegram::fields::Context;
use chancery_telegram::record::{Level, Precedence};
use jiff::civil::{Date, DateTime, date};

/// From when on telegrams have an executive order's line and TAGS.
pub(crate) const LINES: Date = date(1973, 3, 1);

/// All parts of a telegram. Words are in the characters of the circuit already.
#[derive(Debug)]
pub(crate) struct Message {
    pub(crate) sent: DateTime,
    pub(crate) precedence: Precedence,
    pub(crate) info_precedence: Option<Precedence>,
    pub(crate) number: u32,
    /// The station as the number names it: `PORT ALDER`.
    pub(crate) station: Said,
    pub(crate) party: Party,
    pub(crate) channel: Option<Said>,
    pub(crate) level: Level,
    pub(crate) level_said: Said,
    pub(crate) caveats: Vec<Said>,
    pub(crate) captions: Vec<Said>,
    /// Captions and caveats: for a class line that has no room for caveats.
    pub(crate) controls: Vec<Said>,
    pub(crate) pass: Vec<Vec<Said>>,
    /// The words behind `E.O. 12958:`, and the number.
    pub(crate) order: Option<(u32, Vec<Said>)>,
    pub(crate) tags: Vec<Said>,
    pub(crate) subject: Vec<Said>,
    pub(crate) references: Vec<Reference>,
    /// The words behind `Classified By:`, a paragraph each.
    pub(crate) classified_by: Vec<Vec<Said>>,
    /// The same, as a reader is to find them.
    pub(crate) classifiers: Vec<Signed>,
    pub(crate) drafted_by: Vec<Said>,
    pub(crate) approved_by: Vec<Said>,
    pub(crate) cleared_by: Vec<Said>,
    pub(crate) body: Vec<Block>,
    pub(crate) signature: Vec<Said>,
    /// True where only capitals can be sent.
    pub(crate) upper: bool,
    /// True where format lines 1 to 4 and the end are written.
    pub(crate) transmit: bool,
}

/// What the parts are looked at with.
pub(crate) struct Cx<'c> {
    pub(crate) registry: &'c Registry,
    pub(crate) day: Date,
    pub(crate) upper: bool,
    /// False where the draft has no date that can be read, and `day` only stands for it: nothing is wrong because of that day.
    pub(crate) dated: bool,
    /// True for a record's telegram: its names are as they are there.
    pub(crate) as_given: bool,
}

impl Cx<'_> {
    pub(crate) fn year(&self) -> u16 {
        u16::try_from(self.day.year()).unwrap_or_default()
    }

    /// The context for the readers of fields.
    pub(crate) fn fields(&self) -> Context<'_> {
        Context {
            registry: self.registry,
            year: Some(self.year()),
            day_of_year: u16::try_from(self.day.day_of_year()).ok(),
            post: None,
            number: None,
        }
    }

    pub(crate) fn words(&self, said: &Said, key: &str, problems: &mut Problems) -> Vec<Said> {
        characters::words(said, self.upper, key, problems)
    }
}

/// Looks at a draft. Nothing, where what no telegram can do without is missing or cannot be read.
pub(crate) fn message(draft: &Draft, options: &Options<'_>, problems: &mut Problems) -> Option<Message> {
    let sent = dates::sent(draft, options, problems);
    let day = sent.map_or(options.now.map_or(date(2010, 1, 1), |now| now.date()), |sent| sent.date());
    let cx = Cx {
        registry: options.registry,
        day,
        upper: options.characters.is_upper(day),
        dated: sent.is_some(),
        as_given: draft.as_given,
    };
    let number = number(draft, problems);
    let party = addresses::party(draft, options, &cx, problems);
    let markings = markings::read(draft, &cx, problems);
    let tags = tags::read(draft, &cx, problems);
    let subject = subject(draft, &cx, problems);
    let references = references::read(draft, &cx, problems);
    let pass = draft.pass.iter().map(|line| cx.words(line, "pass", problems)).collect();
    let body = body::read(draft, &cx, problems);
    let signature = signature(draft, &cx, problems);
    if draft.text.is_empty() {
        problems.missing(
            "text",
            "the draft has nothing below its heading",
            "write paragraphs below the second line `---`",
        );
    }
    // One part that cannot be read hides nothing of the others.
    let declassification =
        markings.as_ref().map(|markings| declassification::read(draft, &cx, markings, problems));
    let station = party.as_ref().and_then(|party| addresses::station(draft, party, &cx, problems));
    let precedences = dates::precedence(draft, party.as_ref(), problems);
    let names = |list: &[Said], key: &str, problems: &mut Problems| -> Vec<Said> {
        let words = list.iter().map(|name| name.made(crate::said::joined(&cx.words(name, key, problems))));
        words.collect()
    };
    let (drafted_by, approved_by, cleared_by) = (
        names(&draft.drafted_by, "drafted_by", problems),
        names(&draft.approved_by, "approved_by", problems),
        names(&draft.cleared_by, "cleared_by", problems),
    );
    let (sent, number, party, markings) = (sent?, number?, party?, markings?);
    let (declassification, station) = (declassification?, station?);
    let (precedence, info_precedence) = precedences;
    let transmit = options.transmit != Some(false) && party.all_routed();
    Some(Message {
        sent,
        precedence,
        info_precedence,
        number,
        station,
        transmit,
        party,
        channel: draft.channel.as_ref().map(|channel| characters::word(channel, true, "channel", problems)),
        level: markings.level,
        level_said: markings.said,
        caveats: markings.caveats,
        captions: markings.captions,
        controls: markings.controls,
        pass,
        order: declassification.order,
        tags,
        subject,
        references,
        classified_by: declassification.classified_by,
        classifiers: declassification.classifiers,
        drafted_by,
        approved_by,
        cleared_by,
        body,
        signature,
        upper: cx.upper,
    })
}

fn number(draft: &Draft, problems: &mut Problems) -> Option<u32> {
    let Some(said) = &draft.number else {
        problems.missing("number", "the number of the post's telegrams in the year", "add `number: 417`");
        return None;
    };
    let text = said.text.trim();
    match text.parse::<u32>() {
        Ok(number) if (1..=999_999).contains(&number) => Some(number),
        _ => {
            let help =
                "write the figures alone, 1 to 999999: the post comes from `from`, the year from `date`";
            problems.error("number", said, format!("`{text}` is no number of a telegram"), help);
            None
        }
    }
}

fn subject(draft: &Draft, cx: &Cx<'_>, problems: &mut Problems) -> Vec<Said> {
    let Some(said) = draft.subject.as_ref().filter(|said| !said.is_empty()) else {
        problems.missing("subject", "what the telegram is about", "add `subject: HARBOR LIGHTS REPAIRED`");
        return Vec::new();
    };
    cx.words(said, "subject", problems)
}

fn signature(draft: &Draft, cx: &Cx<'_>, problems: &mut Problems) -> Vec<Said> {
    if draft.signature.is_empty() {
        problems.missing("signature", "the surname of the one who signs", "add `signature: WEAVER`");
    }
    let capitals = |name: &Said| name.made(name.text.to_uppercase());
    draft
        .signature
        .iter()
        .map(|name| {
            let words = cx.words(&capitals(name), "signature", problems);
            name.made(crate::said::joined(&words))
        })
        .collect()
}
