//! What a rule has found.

use crate::look::Look;
use crate::rule::{Family, Rule, Severity};
use chancery_telegram::Span;
use schemars::JsonSchema;
use serde::Serialize;

/// A change of the text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Edit {
    /// What it replaces.
    pub span: Span,
    /// By what.
    pub text: String,
}

/// One finding: what is wrong, where, and what would mend it.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The rule that found it.
    pub rule: &'static Rule,
    /// How grave it is.
    pub severity: Severity,
    /// Where it is. Empty where something is missing between two characters.
    pub span: Span,
    /// What is wrong, in one sentence that names what stands there.
    pub message: String,
    /// What would mend it: nothing where nobody can tell.
    pub edits: Vec<Edit>,
}

impl Finding {
    /// Makes it a note: true, but nothing to blame here.
    pub(crate) fn note(&mut self) -> &mut Finding {
        self.severity = Severity::Note;
        self
    }

    /// Adds a change that mends it.
    pub fn edit(&mut self, span: Span, text: impl Into<String>) -> &mut Finding {
        self.edits.push(Edit { span, text: text.into() });
        self
    }
}

/// Stretches of the text, of which one that holds another is found fast.
#[derive(Debug, Default)]
pub(crate) struct Stretches(Vec<Span>);

impl Stretches {
    /// Puts stretches in order, those that overlap together.
    pub(crate) fn new(spans: impl Iterator<Item = Span>) -> Stretches {
        let mut spans: Vec<Span> = spans.collect();
        spans.sort_unstable();
        spans.dedup_by(|next, last| {
            let overlap = next.start < last.end;
            if overlap {
                *last = last.to(*next);
            }
            overlap
        });
        Stretches(spans)
    }

    /// True where one of them holds the whole of a span.
    pub(crate) fn hold(&self, span: Span) -> bool {
        let behind = self.0.partition_point(|other| other.start <= span.start);
        self.0[..behind].last().is_some_and(|other| other.holds(span))
    }
}

/// Where a rule puts its findings.
#[derive(Debug)]
pub struct Found<'f> {
    rule: &'static Rule,
    severity: Severity,
    findings: &'f mut Vec<Finding>,
}

impl Found<'_> {
    /// Asks a rule, whose findings are to be so grave, and adds them to those of others.
    pub(crate) fn ask(
        rule: &'static Rule,
        severity: Severity,
        look: &Look<'_, '_>,
        findings: &mut Vec<Finding>,
    ) {
        (rule.check)(look, &mut Found { rule, severity, findings });
    }

    /// Adds a finding, and gives it, so that edits can be added.
    pub fn at(&mut self, span: Span, message: impl Into<String>) -> &mut Finding {
        let Found { rule, severity, .. } = *self;
        let index = self.findings.len();
        self.findings.push(Finding { rule, severity, span, message: message.into(), edits: Vec::new() });
        &mut self.findings[index]
    }
}

/// Takes out what no rule may say (markings-and-indexing 0.2): what lies in a repeated telegram or in a redaction, and what
/// lies where damage of the copy is found already. Gives the rest in the order of the text.
pub(crate) fn settled(mut findings: Vec<Finding>, look: &Look<'_, '_>) -> Vec<Finding> {
    findings.retain(|finding| finding.rule.everywhere || !look.is_closed(finding));
    let damaged = findings
        .iter()
        .filter(|finding| finding.rule.family == Family::Damage && finding.severity > Severity::Note)
        .map(|finding| finding.span)
        .filter(|span| !span.is_empty());
    let damaged = Stretches::new(damaged);
    findings.retain(|finding| {
        finding.rule.family == Family::Damage || finding.span.is_empty() || !damaged.hold(finding.span)
    });
    findings.sort_by_key(|finding| (finding.span.start, finding.span.end, finding.rule.code));
    findings
}
