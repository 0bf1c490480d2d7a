//! Proposals for a person: the line, what would stand there, why, and how sure it is.

use crate::check::placed::Placed;
use crate::check::window::{Window, renderer};
use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use chancery_check::repair::Proposal;

pub(crate) struct Show {
    renderer: Renderer,
}

impl Show {
    pub(crate) fn new() -> Show {
        Show { renderer: renderer() }
    }

    /// Writes the proposals for a telegram.
    pub(crate) fn write(&self, at: &Placed<'_>, proposals: &[Proposal], to: &mut Vec<u8>) {
        let (telegram, name) = (at.telegram, at.name());
        for proposal in proposals {
            let window = Window::around(at, proposal.span);
            let old = telegram.text(proposal.span);
            let what = match proposal.text.trim() {
                "" => format!("take out `{}`", short(old.trim())),
                new => format!("`{}` is to be `{}`", short(old.trim()), short(new)),
            };
            let sure = format!("{}; sure by {:.3}", proposal.reason, proposal.confidence);
            let snippet = Snippet::source(window.text.as_str())
                .path(name.as_str())
                .line_start(window.line)
                .annotation(AnnotationKind::Primary.span(window.range(at, proposal.span)));
            let group = Level::HELP
                .with_name(proposal.kind.as_str())
                .primary_title(what.as_str())
                .element(snippet)
                .element(Level::NOTE.with_name("why").message(sure.as_str()));
            to.extend_from_slice(self.renderer.render(&[group]).as_bytes());
            to.extend_from_slice(b"\n\n");
        }
    }
}

fn short(text: &str) -> String {
    const MOST: usize = 60;
    if text.chars().count() <= MOST {
        text.to_owned()
    } else {
        text.chars().take(MOST).chain("...".chars()).collect()
    }
}
