//! The nested columns of the table of telegrams: the record's keys, in the record's order.

/// A column, or a field of a nested one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NestedColumn {
    /// Its name.
    pub name: &'static str,
    /// The record's key that it is filled from; another than its name for `sent.date` alone.
    pub key: &'static str,
    /// What it holds.
    pub kind: NestedKind,
}

/// What a nested column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NestedKind {
    /// Text.
    Text,
    /// A number below 65,536, in 32 bits with a sign: there are readers of Parquet that know no others.
    Small,
    /// A number, in 64 bits with a sign.
    Whole,
    /// True or false. A record leaves out what is false; a column has it.
    Flag,
    /// A day.
    Day,
    /// A moment in UTC. Nothing where the record has a day only.
    Moment,
    /// A list. A record leaves out an empty one; a column has it.
    List(&'static NestedKind),
    /// An object.
    Object(&'static [NestedColumn]),
    /// Names and values.
    Map(&'static NestedKind),
}

use NestedKind::{Day, Flag, List, Map, Moment, Object, Small, Text, Whole};

const fn c(name: &'static str, kind: NestedKind) -> NestedColumn {
    NestedColumn { name, key: name, kind }
}

const TEXTS: NestedKind = List(&Text);
const SPAN: NestedKind = List(&Whole);

const PLACE: [NestedColumn; 4] = [c("file", Text), c("member", Text), c("span", SPAN), c("sha256", Text)];

const SOURCE: NestedKind = Object(&[
    c("format", Text),
    c("file", Text),
    c("member", Text),
    c("id", Text),
    c("span", SPAN),
    c("sha256", Text),
    c("encoding", Text),
    c("parts", List(&Object(&PLACE))),
]);

const MRN: NestedKind = Object(&[
    c("text", Text),
    c("year", Small),
    c("post", Text),
    c("number", Whole),
    c("canonical", Text),
    c("airgram", Flag),
]);

const SENT: NestedKind =
    Object(&[c("text", Text), c("at", Moment), NestedColumn { name: "date", key: "at", kind: Day }]);

const TRANSMISSION: NestedKind = Object(&[
    c("channel", Text),
    c("routing_precedence", Text),
    c("routed_to", TEXTS),
    c("station", Text),
    c("station_serial", Whole),
    c("section", Small),
    c("day_of_year", Small),
    c("time", Text),
    c("security", Object(&[c("signal", Text), c("letter", Text)])),
    c("signals", TEXTS),
    c("group_count", Text),
    c("validation", Text),
    c("end", Text),
]);

const ADDRESSEE: NestedKind = Object(&[
    c("text", Text),
    c("name", Text),
    c("post", Text),
    c("routing", Text),
    c("precedence", Text),
    c("serial", Text),
    c("collective", Flag),
    c("exempt", TEXTS),
]);

const OFFICES: NestedKind = List(&Object(&[c("office", Text), c("copies", Whole)]));

const CLASSIFICATION: NestedKind =
    Object(&[c("text", Text), c("level", Text), c("caveats", TEXTS), c("declassified", Flag)]);

const CLASSIFIER: NestedKind =
    Object(&[c("name", Text), c("title", Text), c("reasons", TEXTS), c("redacted", Flag)]);

const BLOCK: NestedKind = Object(&[
    c("kind", Text),
    c("text", Text),
    c("span", SPAN),
    c("number", Whole),
    c("mark", Text),
    c("level", Text),
    c("caveats", TEXTS),
    c("heading", Text),
    c("items", List(&Object(&[c("text", Text), c("span", SPAN)]))),
]);

/// The columns of the table of telegrams. The first is no key of the record: it joins the tables.
pub const TELEGRAM: &[NestedColumn] = &[
    NestedColumn { name: "telegram", key: "", kind: Text },
    c("schema", Text),
    c("source", SOURCE),
    c("mrn", MRN),
    c("sent", SENT),
    c("precedence", Text),
    c("info_precedence", Text),
    c("transmission", TRANSMISSION),
    c("from", ADDRESSEE),
    c("to", List(&ADDRESSEE)),
    c("info", List(&ADDRESSEE)),
    c(
        "distribution",
        Object(&[c("action", OFFICES), c("info", OFFICES), c("origin", OFFICES), c("total", Whole)]),
    ),
    c("drafted_by", TEXTS),
    c("approved_by", TEXTS),
    c("cleared_by", TEXTS),
    c("pass_to", List(&Object(&[c("text", Text), c("post", Text), c("office", Text)]))),
    c("classification", CLASSIFICATION),
    c("captions", TEXTS),
    c(
        "executive_order",
        Object(&[c("text", Text), c("order", Text), c("declassify_on", Day), c("instruction", Text)]),
    ),
    c("classified_by", List(&CLASSIFIER)),
    c("tags", List(&Object(&[c("text", Text), c("code", Text), c("kind", Text), c("name", Text)]))),
    c("subject", Text),
    c("subject_mark", Text),
    c("references", List(&Object(&[c("enum", Text), c("kind", Text), c("text", Text), c("mrn", Text)]))),
    c("summary", Text),
    c("sections", Object(&[c("this", Small), c("of", Small), c("present", List(&Small))])),
    c("body", List(&BLOCK)),
    c("signature", TEXTS),
    c("redactions", List(&Object(&[c("span", SPAN), c("text", Text), c("length", Whole)]))),
    c("damage", List(&Object(&[c("kind", Text), c("span", SPAN), c("note", Text)]))),
    c("spans", Map(&SPAN)),
    c("attributes", Map(&Text)),
];
