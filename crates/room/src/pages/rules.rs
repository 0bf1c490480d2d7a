//! The pages of the rules: all of them, and one with what breaks it and what keeps it.

use super::frame::{Frame, page, problem_page};
use super::words::Coded;
use crate::answers;
use crate::asked::Path;
use crate::room::Room;
use crate::visitor::Visitor;
use askama::Template;
use axum::Router;
use axum::response::Response;
use axum::routing::get;
use chancery_check::{Family, Finding, Rule, all};
use chancery_telegram::{Span, Telegram};
use std::sync::Arc;

pub(super) fn router() -> Router<Arc<Room>> {
    Router::new().route("/rules", get(rules)).route("/rule/{code}", get(rule))
}

#[derive(Template)]
#[template(path = "rules.html")]
struct Rules {
    frame: Frame,
    total: usize,
    families: Vec<(Family, Vec<&'static Rule>)>,
}

async fn rules(visitor: Visitor) -> Response {
    let frame = Frame::of(&visitor);
    let mut families: Vec<(Family, Vec<&'static Rule>)> = Vec::new();
    for rule in all() {
        match families.last_mut().filter(|(family, _)| *family == rule.family) {
            Some((_, rules)) => rules.push(rule),
            None => families.push((rule.family, vec![rule])),
        }
    }
    page(frame.clone(), Ok(Rules { frame, total: all().count(), families }))
}

#[derive(Template)]
#[template(path = "rule.html")]
struct One {
    frame: Frame,
    rule: &'static Rule,
    explanation: Vec<Coded>,
    when: String,
    breaks: Example,
    keeps: Example,
    before: Option<&'static Rule>,
    next: Option<&'static Rule>,
}

/// A telegram, and what the rule finds in it.
struct Example {
    runs: Vec<Run>,
    messages: Vec<Coded>,
}

/// A stretch of it; lit where the rule finds something.
struct Run {
    text: String,
    lit: bool,
}

async fn rule(visitor: Visitor, Path(code): Path<String>) -> Response {
    let frame = Frame::of(&visitor);
    let rule = match answers::rule(&code) {
        Ok(rule) => rule,
        Err(problem) => return problem_page(frame, problem),
    };
    let rules: Vec<&'static Rule> = all().collect();
    let at = rules.iter().position(|other| other.code == rule.code).unwrap_or(0);
    let one = One {
        explanation: rule.explanation.split("\n\n").map(Coded::of).collect(),
        when: rule.when(),
        breaks: example(rule, rule.examples.breaks),
        keeps: example(rule, rule.examples.keeps),
        before: at.checked_sub(1).and_then(|at| rules.get(at).copied()),
        next: rules.get(at + 1).copied(),
        frame: frame.clone(),
        rule,
    };
    page(frame, Ok(one))
}

fn example(rule: &Rule, text: &str) -> Example {
    answers::check(text.as_bytes(), None, |telegram, findings, _| {
        let own: Vec<&Finding> = findings.iter().filter(|finding| finding.rule.code == rule.code).collect();
        Example {
            runs: runs(telegram, &own),
            messages: own.iter().map(|finding| Coded::of(&finding.message)).collect(),
        }
    })
}

fn runs(telegram: &Telegram<'_>, findings: &[&Finding]) -> Vec<Run> {
    let text = |from: u32, to: u32| telegram.text(Span { start: from, end: to }).into_owned();
    let mut runs = Vec::new();
    let mut at = 0;
    for finding in findings {
        let start = finding.span.start.max(at);
        let end = finding.span.end.max(start);
        runs.push(Run { text: text(at, start), lit: false });
        runs.push(Run { text: text(start, end), lit: true });
        at = end;
    }
    let end = telegram.source().len() as u32;
    runs.push(Run { text: text(at.min(end), end).trim_end().to_owned(), lit: false });
    runs
}

#[cfg(test)]
mod tests {
    use super::{all, example};

    #[test]
    fn each_rule_is_shown_with_what_it_finds() {
        for rule in all() {
            let breaks = example(rule, rule.examples.breaks);
            assert!(!breaks.messages.is_empty(), "{rule:?}");
            let text: String = breaks.runs.iter().map(|run| run.text.as_str()).collect();
            assert_eq!(text, rule.examples.breaks.trim_end(), "{rule:?}");
            assert!(example(rule, rule.examples.keeps).messages.is_empty(), "{rule:?}");
            // Nothing but backquotes is Markdown in what is said of it.
            assert!(rule.explanation.matches('`').count() % 2 == 0, "{rule:?}");
            let plain: String = rule.explanation.split('`').step_by(2).collect();
            assert!(!plain.contains(['[', '*', '|', '<', '#']), "{rule:?}");
        }
    }
}
