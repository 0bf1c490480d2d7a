//! A finding for a person: the line with the place underlined, what is wrong, the rule, and what would mend it.

use super::placed::Placed;
use super::window::{Window, renderer};
use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Patch, Renderer, Snippet};
use chancery_check::{Edit, Finding, Severity};

pub(crate) struct Human {
    renderer: Renderer,
}

impl Human {
    pub(crate) fn new() -> Human {
        Human { renderer: renderer() }
    }

    /// Writes a finding and an empty line.
    pub(crate) fn write(&self, finding: &Finding, at: &Placed<'_>, to: &mut Vec<u8>) {
        let window = Window::around(at, finding.span);
        let name = at.name();
        let level = match finding.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
            Severity::Note => Level::NOTE,
        };
        let snippet: Snippet<'_, Annotation<'_>> = Snippet::source(window.text.as_str())
            .path(name.as_str())
            .line_start(window.line)
            .annotation(AnnotationKind::Primary.span(window.range(at, finding.span)));
        let rule = format!("{} ({})", finding.rule.summary, finding.rule.source);
        let group = level
            .primary_title(finding.message.as_str())
            .id(finding.rule.code)
            .element(snippet)
            .element(Level::NOTE.with_name("rule").message(rule));
        let lines: Window;
        let mut report = Vec::with_capacity(2);
        match mended(at, &finding.edits) {
            None => report.push(group),
            Some(Mended::Here(words)) => report.push(group.element(Level::HELP.message(words))),
            Some(Mended::Lines(edits)) => {
                let whole = edits.iter().fold(finding.span, |all, edit| all.to(edit.span));
                lines = Window::around(at, whole);
                let patch = |edit: &'_ Edit| Patch::new(lines.range(at, edit.span), edit.text.clone());
                let snippet = Snippet::source(lines.text.as_str())
                    .line_start(lines.line)
                    .patches(edits.iter().map(patch));
                let title = Level::HELP.secondary_title("this would mend it");
                report.extend([group, Group::with_title(title).element(snippet)]);
            }
        }
        to.extend_from_slice(self.renderer.render(&report).as_bytes());
        to.extend_from_slice(b"\n\n");
    }
}

/// How what would mend a finding is shown.
enum Mended<'f> {
    /// In words.
    Here(String),
    /// As lines that go and lines that come.
    Lines(&'f [Edit]),
}

fn mended<'f>(at: &Placed<'_>, edits: &'f [Edit]) -> Option<Mended<'f>> {
    match edits {
        [] => None,
        [edit] if edit.text.len() <= 60 => {
            let old = at.telegram.text(edit.span);
            let (old, new) = (old.trim(), edit.text.trim());
            Some(Mended::Here(match (old, new) {
                ("", "") if edit.text.contains('\n') => "begin a new line here".to_owned(),
                ("", "") => "take out the blanks".to_owned(),
                (old, "") => format!("take out `{old}`"),
                ("", new) => format!("put in `{new}`"),
                (old, new) => format!("write `{new}` in place of `{old}`"),
            }))
        }
        edits => Some(Mended::Lines(edits)),
    }
}
