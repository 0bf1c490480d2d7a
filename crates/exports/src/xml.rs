//! Text inside XML and HTML.

/// Adds a text in which nothing is taken for markup, between tags or in an attribute's quotation marks.
///
/// Characters that XML 1.0 forbids even when they are written as references (control characters, U+FFFE, U+FFFF) become
/// U+FFFD, so that nothing goes without a trace.
pub(crate) fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\t' | '\n' => out.push(c),
            // A reader of XML would make a line feed of it.
            '\r' => out.push_str("&#13;"),
            '\0'..='\u{1f}' | '\u{7f}' | '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            _ => out.push(c),
        }
    }
}

/// A text as [`escape`] gives it.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    escape(text, &mut out);
    out
}
