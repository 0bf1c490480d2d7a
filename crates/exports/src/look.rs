//! How a form shall look.

use crate::fields::Fields;

/// What a caller may say about the look of a form.
#[derive(Clone, Copy, Debug, Default)]
pub struct Look<'a> {
    /// Colours and weights of a terminal, in the forms that people read.
    pub colour: bool,
    /// Only these keys, in the JSON forms; all of them without it.
    pub fields: Option<&'a Fields>,
}

/// A weight or colour of a terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ink {
    Plain,
    Bold,
    Faint,
    Green,
    Blue,
    Red,
    Yellow,
    Reverse,
}

impl Ink {
    fn code(self) -> &'static str {
        match self {
            Ink::Plain => "",
            Ink::Bold => "\x1b[1m",
            Ink::Faint => "\x1b[2m",
            Ink::Green => "\x1b[1;32m",
            Ink::Blue => "\x1b[1;34m",
            Ink::Red => "\x1b[1;31m",
            Ink::Yellow => "\x1b[1;33m",
            Ink::Reverse => "\x1b[2;7m",
        }
    }
}

impl Look<'_> {
    /// Adds a text in an ink.
    pub(crate) fn put(&self, ink: Ink, text: &str, out: &mut String) {
        if self.colour && ink != Ink::Plain && !text.is_empty() {
            out.push_str(ink.code());
            out.push_str(text);
            out.push_str("\x1b[0m");
        } else {
            out.push_str(text);
        }
    }
}
