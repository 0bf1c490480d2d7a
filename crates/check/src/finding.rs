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
    /// Adds a change that mends it.
    pub fn edit(&mut self, span: Span, text: impl Into<String>) -> &mut Finding {
        self.edits.push(Edit { span, text: text.into() });
        self
    }

    /// Makes it a note: true, but nothing to blame here.
    pub fn note(&mut self) -> &mut Finding {
        self.severity = Severity::Note;
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

/// Where rules put their findings.
#[derive(Debug, Default)]
pub struct Found {
    asked: Option<(&'static Rule, Severity)>,
    findings: Vec<Finding>,
}

impl Found {
    /// Adds a finding of the rule that is being asked, and gives it, so that edits can be added.
    pub fn at(&mut self, span: Span, message: impl Into<String>) -> &mut Finding {
        // A rule finds only while it is asked.
        #[expect(clippy::expect_used, reason = "no rule can be reached but through `ask`")]
        let (rule, severity) = self.asked.expect("a rule is asked");
        self.findings.push(Finding { rule, severity, span, message: message.into(), edits: Vec::new() });
        let last = self.findings.len() - 1;
        &mut self.findings[last]
    }

    pub(crate) fn ask(&mut self, rule: &'static Rule, severity: Severity, look: &Look<'_, '_>) {
        self.asked = Some((rule, severity));
        (rule.check)(look, self);
    }

    /// Takes out what no rule may say (markings-and-indexing 0.2): what lies in a repeated telegram or in a redaction, and
    /// what lies where damage of the copy is found already. Gives the rest in the order of the text.
    pub(crate) fn finish(self, look: &Look<'_, '_>) -> Vec<Finding> {
        let mut findings = self.findings;
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
}
