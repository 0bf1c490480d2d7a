//! Proposals for a person: the line, what would stand there, why, and how sure it is.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use chancery_check::repair::Proposal;
use chancery_sources::Item;
use chancery_telegram::Telegram;
use std::io::IsTerminal;

pub(crate) struct Show {
    renderer: Renderer,
}

impl Show {
    pub(crate) fn new() -> Show {
        let style = if std::io::stdout().is_terminal() { DecorStyle::Unicode } else { DecorStyle::Ascii };
        let width = terminal_size::terminal_size().map_or(140, |(width, _)| usize::from(width.0).max(40));
        Show { renderer: Renderer::styled().decor_style(style).term_width(width) }
    }

    /// Writes the proposals for a telegram.
    pub(crate) fn write(
        &self,
        item: &Item,
        telegram: &Telegram<'_>,
        proposals: &[&Proposal],
        to: &mut Vec<u8>,
    ) {
        let name = item
            .member
            .as_ref()
            .map_or_else(|| item.file.to_string(), |member| format!("{} › {member}", item.file));
        for proposal in proposals {
            let window = super::super::window::Window::around(telegram, proposal.span, 1);
            let old = telegram.text(proposal.span);
            let what = match proposal.text.trim() {
                "" => format!("take out `{}`", short(old.trim())),
                new => format!("`{}` is to be `{}`", short(old.trim()), short(new)),
            };
            let sure = format!("{}; sure by {:.3}", proposal.reason, proposal.confidence);
            let snippet = Snippet::source(window.text.as_str())
                .path(name.as_str())
                .line_start(window.line)
                .annotation(AnnotationKind::Primary.span(window.range(telegram, proposal.span)));
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
