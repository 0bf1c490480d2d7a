//! Captions, levels, executive orders and reasons.

use crate::error::TableError;
use crate::key::{Heads, Keys, add, find};
use crate::table::Table;
use rustc_hash::FxHashMap;

/// A caption: who may see or handle a telegram (TF 6.4, 5 FAH-2 H-440).
#[derive(Clone, Debug)]
pub struct Caption {
    /// The canonical caption: `NODIS`.
    pub caption: &'static str,
    /// `distribution`, `channel`, `handling`, `special` or `dissemination-control`.
    pub kind: &'static str,
    /// What it means.
    pub meaning: &'static str,
    /// Other printed forms, misspellings and index words.
    pub variants: Vec<&'static str>,
    /// To whom it restricts a telegram.
    pub restricts_to: Option<&'static str>,
    /// First day, `YYYY-MM-DD`, where known.
    pub valid_from: Option<&'static str>,
    /// Last day.
    pub valid_to: Option<&'static str>,
    /// Where the row comes from.
    pub source: &'static str,
}

/// A level of classification or another marking that stands where a level stands.
#[derive(Clone, Debug)]
pub struct Level {
    /// `C`, `S`, `SBU`, `C-ENTIRE`.
    pub code: &'static str,
    /// The words: `CONFIDENTIAL`.
    pub name: &'static str,
    /// As in a portion mark: `C`.
    pub abbreviation: &'static str,
    /// From 0 (unclassified) to 5 (top secret).
    pub rank: u8,
    /// How it is printed.
    pub printed_forms: Vec<&'static str>,
    /// Format line 4: `ZNY CCCCC`.
    pub security_letter: Option<&'static str>,
    /// First day, `YYYY-MM-DD`, where known.
    pub valid_from: Option<&'static str>,
    /// Last day.
    pub valid_to: Option<&'static str>,
    /// What else is to know.
    pub note: &'static str,
    /// Where the row comes from.
    pub source: &'static str,
}

/// An executive order on classified information.
#[derive(Clone, Debug)]
pub struct Order {
    /// Its number: 12958.
    pub order: u32,
    /// First day of force, `YYYY-MM-DD`. None for a number that is a misprint of another.
    pub effective_from: Option<&'static str>,
    /// Last day.
    pub effective_to: Option<&'static str>,
    /// Forms of the line in telegrams.
    pub line_forms: Vec<&'static str>,
    /// How long a marking lasts.
    pub duration_rules: &'static str,
    /// What else is to know.
    pub note: &'static str,
    /// Where the row comes from.
    pub source: &'static str,
}

/// A reason for classification, or a class of duration, of one order.
#[derive(Clone, Debug)]
pub struct Reason {
    /// The order: 12958.
    pub order: u32,
    /// `1.4(b)`, `X1`, `RDS-2`, `GDS`.
    pub code: &'static str,
    /// What it says, shortened.
    pub text: &'static str,
    /// First day, `YYYY-MM-DD`, where known.
    pub valid_from: Option<&'static str>,
    /// Last day.
    pub valid_to: Option<&'static str>,
    /// Where the row comes from.
    pub source: &'static str,
}

#[derive(Debug, Default)]
pub(crate) struct Markings {
    pub(crate) captions: Vec<Caption>,
    pub(crate) levels: Vec<Level>,
    pub(crate) orders: Vec<Order>,
    pub(crate) reasons: Vec<Reason>,
    caption_keys: Keys<u16>,
    caption_heads: Heads,
    level_keys: Keys<u16>,
    reason_keys: FxHashMap<u32, Keys<u16>>,
}

pub(crate) fn captions(table: &Table) -> Result<Vec<Caption>, TableError> {
    table.read_rows(|row| {
        Ok(Caption {
            caption: row.needed("caption")?,
            kind: row.text("kind"),
            meaning: row.text("meaning"),
            variants: row.list("variants"),
            restricts_to: row.optional("restricts_to"),
            valid_from: row.date("valid_from")?,
            valid_to: row.date("valid_to")?,
            source: row.text("source"),
        })
    })
}

pub(crate) fn levels(table: &Table) -> Result<Vec<Level>, TableError> {
    table.read_rows(|row| {
        let rank: u8 = row.number("rank")?.unwrap_or(u8::MAX);
        if rank > 5 {
            return Err(row.error(
                "rank",
                format!("`{}` is no rank", row.text("rank")),
                "write 0 (unclassified) to 5 (top secret)",
            ));
        }
        Ok(Level {
            code: row.needed("code")?,
            name: row.needed("name")?,
            abbreviation: row.text("abbreviation"),
            rank,
            printed_forms: row.list("printed_forms"),
            security_letter: row.optional("security_letter"),
            valid_from: row.date("valid_from")?,
            valid_to: row.date("valid_to")?,
            note: row.text("note"),
            source: row.text("source"),
        })
    })
}

pub(crate) fn orders(table: &Table) -> Result<Vec<Order>, TableError> {
    table.read_rows(|row| {
        row.needed("order")?;
        Ok(Order {
            order: row.number("order")?.unwrap_or_default(),
            effective_from: row.date("effective_from")?,
            effective_to: row.date("effective_to")?,
            line_forms: row.list("line_form"),
            duration_rules: row.text("duration_rules"),
            note: row.text("note"),
            source: row.text("source"),
        })
    })
}

pub(crate) fn reasons(table: &Table) -> Result<Vec<Reason>, TableError> {
    table.read_rows(|row| {
        row.needed("order")?;
        Ok(Reason {
            order: row.number("order")?.unwrap_or_default(),
            code: row.needed("code")?,
            text: row.text("text"),
            valid_from: row.date("valid_from")?,
            valid_to: row.date("valid_to")?,
            source: row.text("source"),
        })
    })
}

impl Markings {
    pub(crate) fn new(
        captions: Vec<Caption>,
        levels: Vec<Level>,
        orders: Vec<Order>,
        reasons: Vec<Reason>,
    ) -> Markings {
        let mut markings = Markings { captions, levels, orders, reasons, ..Markings::default() };
        for (row, caption) in (0..).zip(&markings.captions) {
            add(&mut markings.caption_keys, caption.caption, row);
        }
        for (row, caption) in (0..).zip(&markings.captions) {
            for variant in &caption.variants {
                add(&mut markings.caption_keys, variant, row);
            }
        }
        markings.caption_heads = Heads::of(markings.caption_keys.keys().map(|key| &**key));
        for (row, level) in (0..).zip(&markings.levels) {
            for form in level.printed_forms.iter().chain([&level.name]) {
                add(&mut markings.level_keys, form, row);
            }
        }
        for (row, reason) in (0..).zip(&markings.reasons) {
            add(markings.reason_keys.entry(reason.order).or_default(), reason.code, row);
        }
        markings
    }

    pub(crate) fn may_begin_caption(&self, text: &str) -> bool {
        self.caption_heads.may_hold(text)
    }

    pub(crate) fn caption(&self, text: &str) -> Option<&Caption> {
        if !self.caption_heads.may_hold(text) {
            return None;
        }
        self.captions.get(usize::from(find(&self.caption_keys, text)?))
    }

    pub(crate) fn level(&self, text: &str) -> Option<&Level> {
        self.levels.get(usize::from(find(&self.level_keys, text)?))
    }

    pub(crate) fn level_code(&self, code: &str) -> Option<&Level> {
        self.levels.iter().find(|level| level.code == code)
    }

    pub(crate) fn order(&self, number: u32) -> Option<&Order> {
        self.orders.iter().find(|order| order.order == number)
    }

    pub(crate) fn reason(&self, order: u32, code: &str) -> Option<&Reason> {
        self.reasons.get(usize::from(find(self.reason_keys.get(&order)?, code)?))
    }
}
