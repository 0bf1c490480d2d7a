//! Findings, rules and proposals as machines get them (interfaces: `check --format jsonl`, `rule --all --json`,
//! `repair --json`).

use crate::finding::{Edit, Finding};
use crate::repair::Proposal;
use crate::rule::{Family, Fixable, Rule, Severity};
use chancery_telegram::record::Record;
use chancery_telegram::{Span, Telegram};
use jiff::civil::Date;
use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde::Serialize;
use serde_json::Value;

/// A finding, as one JSON object.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct FindingLine<'f> {
    /// The rule's code.
    pub code: &'static str,
    /// The rule's name.
    pub name: &'static str,
    /// How grave it is.
    pub severity: Severity,
    /// What is wrong.
    pub message: &'f str,
    /// Where, in bytes of the telegram's source text.
    pub span: Span,
    /// The file, as given or found.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<&'f str>,
    /// The member inside an archive file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub member: Option<&'f str>,
    /// Where in the file or member the telegram lies.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub telegram: Option<(u64, u64)>,
    /// The telegram's canonical number, where it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mrn: Option<&'f str>,
    /// The rule in a sentence, and where it stands.
    pub rule: String,
    /// What would mend it.
    pub edits: &'f [Edit],
    /// True for a note that says a fact and blames nothing.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    #[schemars(default)]
    pub fact: bool,
}

/// The JSON Schemas (draft 2020-12) of the lines that programs get, made from the types: `finding`, `proposal`, `rule`.
pub fn json_schemas() -> [(&'static str, Value); 3] {
    fn schema<T: JsonSchema>(name: &'static str, title: &str) -> (&'static str, Value) {
        let generator = SchemaSettings::draft2020_12().for_serialize().into_generator();
        let mut schema = generator.into_root_schema_for::<T>().to_value();
        if let Some(object) = schema.as_object_mut() {
            object.insert("title".into(), title.into());
            object.insert("$id".into(), format!("chancery/{name}/1").into());
        }
        (name, schema)
    }
    [
        schema::<FindingLine<'static>>("finding", "A finding: a line of `chancery check --format jsonl`"),
        schema::<ProposalLine<'static>>("proposal", "A repair: a line of `chancery repair --json`"),
        schema::<RuleLine>("rule", "A rule: a line of `chancery rule --all --json`"),
    ]
}

impl<'f> FindingLine<'f> {
    /// The object of a finding in a telegram.
    pub fn of(finding: &'f Finding, record: &'f Record<'_>) -> FindingLine<'f> {
        FindingLine {
            code: finding.rule.code,
            name: finding.rule.name,
            severity: finding.severity,
            message: &finding.message,
            span: finding.span,
            source: record.source.file.as_deref(),
            member: record.source.member.as_deref(),
            telegram: record.source.span,
            mrn: record.mrn.as_ref().and_then(|mrn| mrn.canonical.as_deref()),
            rule: format!("{} ({})", finding.rule.summary, finding.rule.source),
            edits: &finding.edits,
            fact: finding.rule.fact,
        }
    }
}

/// A rule, as one JSON object.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct RuleLine {
    /// Stable, never used again for another rule.
    pub code: &'static str,
    /// Stable too.
    pub name: &'static str,
    /// What it is about.
    pub family: Family,
    /// How grave it is at its gravest.
    pub severity: Severity,
    /// The first day of sending to which it applies.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>", extend("format" = "date"))]
    pub from: Option<Date>,
    /// The last day of sending to which it applies.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>", extend("format" = "date"))]
    pub to: Option<Date>,
    /// The times in which it is of different severity, where there is more than one.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(default)]
    pub eras: Vec<EraLine>,
    /// True for a note that says a fact and blames nothing.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    #[schemars(default)]
    pub fact: bool,
    /// Can it be repaired?
    pub fixable: Fixable,
    /// Where the rule stands.
    pub source: &'static str,
    /// The rule in one sentence.
    pub summary: &'static str,
    /// What it is for, what it leaves alone, and what to do about a finding; Markdown.
    pub explanation: &'static str,
    /// A telegram that breaks it.
    pub breaks: &'static str,
    /// A telegram that keeps it.
    pub keeps: &'static str,
}

/// A time in which a rule is of one severity.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct EraLine {
    /// How grave it is then.
    pub severity: Severity,
    /// The first day of sending.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>", extend("format" = "date"))]
    pub from: Option<Date>,
    /// The last one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>", extend("format" = "date"))]
    pub to: Option<Date>,
}

impl RuleLine {
    /// The object of a rule. Its eras are listed where it has more than one.
    pub fn of(rule: &Rule) -> RuleLine {
        let era = |era: &crate::rule::Era| EraLine { severity: era.severity, from: era.from, to: era.to };
        RuleLine {
            code: rule.code,
            name: rule.name,
            family: rule.family,
            severity: rule.severity(),
            from: rule.from(),
            to: rule.to(),
            eras: if rule.eras.len() > 1 { rule.eras.iter().map(era).collect() } else { Vec::new() },
            fact: rule.fact,
            fixable: rule.fixable,
            source: rule.source,
            summary: rule.summary,
            explanation: rule.explanation,
            breaks: rule.examples.breaks,
            keeps: rule.examples.keeps,
        }
    }
}

/// A proposal to repair, as one JSON object.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ProposalLine<'p> {
    /// The file, as given or found.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<&'p str>,
    /// The member inside an archive file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub member: Option<&'p str>,
    /// Where in the file or member the telegram lies.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub telegram: Option<(u64, u64)>,
    /// The telegram's canonical number, where it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mrn: Option<&'p str>,
    /// What was wrong.
    pub kind: crate::repair::Kind,
    /// Where, in bytes of the telegram's source text.
    pub span: Span,
    /// What stands there.
    pub old: String,
    /// What is to stand there.
    pub text: &'p str,
    /// Why.
    pub reason: &'p str,
    /// How sure it is, from 0 to 1.
    pub confidence: f64,
}

impl<'p> ProposalLine<'p> {
    /// The object of a proposal for a telegram.
    pub fn of(proposal: &'p Proposal, telegram: &'p Telegram<'_>) -> ProposalLine<'p> {
        let record = &telegram.record;
        ProposalLine {
            source: record.source.file.as_deref(),
            member: record.source.member.as_deref(),
            telegram: record.source.span,
            mrn: record.mrn.as_ref().and_then(|mrn| mrn.canonical.as_deref()),
            kind: proposal.kind,
            span: proposal.span,
            old: telegram.text(proposal.span).into_owned(),
            text: &proposal.text,
            reason: &proposal.reason,
            confidence: proposal.confidence,
        }
    }
}
