//! What is wrong with a query, said so that it can be mended.

use std::fmt;
use std::ops::Range;

/// The most mistakes that are told; a query with more is no query.
const MOST: usize = 20;

/// The widest part of a query that is shown around a mistake, in characters.
const WIDEST: usize = 72;

/// One mistake.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// Where it is, in bytes of the query.
    pub span: Range<usize>,
    /// What it is.
    pub message: String,
    /// What to write instead.
    pub help: Option<String>,
}

/// All mistakes of a query, in order. Printed, each stands with a line of carets under its place:
///
/// ```
/// use chancery_registry::Registry;
/// use chancery_view::query::parse;
///
/// let mistakes = parse("form:PARIS talks", Registry::builtin(), jiff::civil::date(2026, 1, 1)).unwrap_err();
/// assert_eq!(
///     mistakes.to_string(),
///     "there is no field `form`\n  \
///        form:PARIS talks\n  \
///        ^^^^\n  \
///      help: did you mean `from:`? To look for the words, put them in quotation marks"
/// );
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistakes {
    /// The query.
    pub query: String,
    /// The mistakes.
    pub list: Vec<Mistake>,
}

impl Mistakes {
    /// True where no more are told.
    pub(super) fn is_full(&self) -> bool {
        self.list.len() >= MOST
    }

    pub(super) fn add(&mut self, span: Range<usize>, message: impl Into<String>, help: impl Into<String>) {
        if !self.is_full() {
            let help = help.into();
            self.list.push(Mistake {
                span,
                message: message.into(),
                help: (!help.is_empty()).then_some(help),
            });
        }
    }
}

impl std::error::Error for Mistakes {}

impl fmt::Display for Mistakes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, mistake) in self.list.iter().enumerate() {
            if index > 0 {
                f.write_str("\n\n")?;
            }
            let (line, before, width) = excerpt(&self.query, &mistake.span);
            write!(f, "{}\n  {line}\n  {}{}", mistake.message, " ".repeat(before), "^".repeat(width))?;
            if let Some(help) = &mistake.help {
                write!(f, "\n  help: {help}")?;
            }
        }
        Ok(())
    }
}

/// The part of a query around a span on one line, how many characters of it stand before the span, and how many in it.
fn excerpt(query: &str, span: &Range<usize>) -> (String, usize, usize) {
    let start = floor(query, span.start);
    let end = floor(query, span.end).max(start);
    let before: Vec<char> = query[..start].chars().rev().take(WIDEST / 2).collect();
    let cut = query[..start].chars().nth(before.len()).is_some();
    let width = query[start..end].chars().take(WIDEST / 2).count();
    let after: String = query[start..].chars().take(WIDEST - before.len().min(WIDEST / 2)).collect();
    let mut line = String::from(if cut { "…" } else { "" });
    line.extend(before.iter().rev());
    line.push_str(&after);
    if after.len() < query.len() - start {
        line.push('…');
    }
    let line = line.chars().map(|c| if c.is_control() || c.is_whitespace() { ' ' } else { c }).collect();
    (line, before.len() + usize::from(cut), width.max(1))
}

/// The nearest place before one where no character is cut.
fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
