//! A finding for a person: the line with the place underlined, what is wrong, the rule, and what would mend it.

use super::window::Window;
use super::work::Placed;
use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Patch, Renderer, Snippet};
use chancery_check::{Edit, Finding, Severity};
use std::io::IsTerminal;

/// How wide a report may get where no terminal says it.
const WIDTH: usize = 140;

pub(crate) struct Human {
    renderer: Renderer,
}

impl Human {
    pub(crate) fn new() -> Human {
        let width = terminal_size::terminal_size().map_or(WIDTH, |(width, _)| usize::from(width.0).max(40));
        // Colours are taken out again where the output is no terminal.
        let style = if std::io::stdout().is_terminal() { DecorStyle::Unicode } else { DecorStyle::Ascii };
        Human { renderer: Renderer::styled().decor_style(style).term_width(width) }
    }

    /// Writes a finding and an empty line.
    pub(crate) fn write(&self, finding: &Finding, at: &Placed<'_>, to: &mut String) {
        let window = Window::around(at.telegram, finding.span, at.first_line());
        let name = at.name();
        let level = match finding.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
            Severity::Note => Level::NOTE,
        };
        let snippet: Snippet<'_, Annotation<'_>> = Snippet::source(window.text.as_str())
            .path(name.as_str())
            .line_start(window.line)
            .annotation(AnnotationKind::Primary.span(window.range(at.telegram, finding.span)));
        let rule = format!("{} ({})", finding.rule.summary, finding.rule.source);
        let mut group = level
            .primary_title(finding.message.as_str())
            .id(finding.rule.code)
            .element(snippet)
            .element(Level::NOTE.with_name("rule").message(rule));
        let mended = mended(at, &finding.edits);
        let shown: String;
        match &mended {
            Some(Mended::Here(words)) => group = group.element(Level::HELP.message(words.as_str())),
            Some(Mended::Lines(_)) | None => {}
        }
        let mut report = vec![group];
        if let Some(Mended::Lines(edits)) = &mended {
            let whole = edits.iter().fold(finding.span, |all, edit| all.to(edit.span));
            let window = Window::around(at.telegram, whole, at.first_line());
            shown = window.text.clone();
            let patches: Vec<Patch<'_>> = edits
                .iter()
                .map(|edit| Patch::new(window.range(at.telegram, edit.span), edit.text.as_str()))
                .collect();
            let snippet = Snippet::source(shown.as_str()).line_start(window.line).patches(patches);
            report
                .push(Group::with_title(Level::HELP.secondary_title("this would mend it")).element(snippet));
            to.push_str(&self.renderer.render(&report));
        } else {
            to.push_str(&self.renderer.render(&report));
        }
        to.push_str("\n\n");
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
