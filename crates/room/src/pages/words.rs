//! Numbers, dates and names in words.

use crate::answers;
use chancery_registry::Registry;
use chancery_view::NAMELESS;
use jiff::civil::DateTime;
use std::fmt::{self, Write as _};

/// `12,345`.
pub(super) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// `1 telegram`, `12,345 telegrams`.
pub(super) fn counted(number: u64, one: &str, many: &str) -> String {
    format!("{} {}", grouped(number), if number == 1 { one } else { many })
}

/// A moment or day as the record has it, in words: `26 December 2006, 11:45 UTC`.
pub(super) fn moment(at: &str) -> String {
    let day = day(at);
    match at.get(11..16).filter(|_| at.as_bytes().get(10) == Some(&b'T')) {
        Some(time) => format!("{day}, {time} UTC"),
        None => day,
    }
}

/// The day of a moment, in words: `26 December 2006`.
pub(super) fn day(at: &str) -> String {
    let date = at.get(..10).and_then(|date| format!("{date}T00:00:00").parse::<DateTime>().ok());
    date.map_or_else(|| at.to_owned(), |date| date.strftime("%-d %B %Y").to_string())
}

/// What a post is called: `Embassy Paris`; its code where no list has it.
pub(super) fn post(code: &str) -> String {
    match Registry::builtin().post(code) {
        Some(post) => answers::called(post),
        None => code.to_owned(),
    }
}

/// What a telegram without a subject is called: by its number. A key that is a hash is no name.
pub(super) fn unnamed(key: &str) -> &str {
    if key.starts_with(NAMELESS) { "Telegram without number and subject" } else { key }
}

/// What a TAGS code means.
pub(super) fn tag(code: &str) -> Option<String> {
    Registry::builtin().tag(code).map(|tag| tag.name.to_owned())
}

/// The class of a level's colour.
pub(super) fn level_class(level: &str) -> &'static str {
    match level {
        "TOP SECRET" => "ts",
        "SECRET" => "s",
        "CONFIDENTIAL" => "c",
        "UNCLASSIFIED" => "u",
        _ => "controlled",
    }
}

/// A sentence in which what stands between backquotes is code. It is shown as HTML, with all else in it as it is.
#[derive(Clone, Debug)]
pub(super) struct Coded(String);

impl Coded {
    pub(super) fn of(text: &str) -> Coded {
        Coded(text.to_owned())
    }

    /// A message as a sentence that stands alone: with a capital letter and a full stop.
    pub(super) fn sentence(text: &str) -> Coded {
        let mut letters = text.chars();
        let mut whole: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
        whole.push_str(letters.as_str());
        if whole.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '`' | ')' | '"')) {
            whole.push('.');
        }
        Coded(whole)
    }
}

impl fmt::Display for Coded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // One that stands alone is a sign like others.
        let paired = self.0.matches('`').count() / 2 * 2;
        for (at, part) in self.0.splitn(paired + 1, '`').enumerate() {
            let code = at % 2 == 1;
            if code {
                f.write_str("<code>")?;
            }
            for c in part.chars() {
                match c {
                    '&' => f.write_str("&amp;")?,
                    '<' => f.write_str("&lt;")?,
                    '>' => f.write_str("&gt;")?,
                    '"' => f.write_str("&quot;")?,
                    '\'' => f.write_str("&#39;")?,
                    c => f.write_char(c)?,
                }
            }
            if code {
                f.write_str("</code>")?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{Coded, day, grouped, moment};

    #[test]
    fn a_message_becomes_a_sentence() {
        let said = |text| Coded::sentence(text).to_string();
        assert_eq!(said("there is no telegram `06X1`"), "There is no telegram <code>06X1</code>.");
        assert_eq!(said("`q` is missing"), "<code>q</code> is missing.");
        assert_eq!(said("ask again?"), "Ask again?");
    }

    #[test]
    fn what_stands_in_backquotes_is_code_and_nothing_else_is_html() {
        for (text, html) in [
            ("Write `ZZ`, not `OP`.", "Write <code>ZZ</code>, not <code>OP</code>."),
            ("`<b>` & \"<i>\"'", "<code>&lt;b&gt;</code> &amp; &quot;&lt;i&gt;&quot;&#39;"),
            ("`a` and `", "<code>a</code> and `"),
            ("`", "`"),
            ("", ""),
        ] {
            assert_eq!(Coded::of(text).to_string(), html);
        }
    }

    #[test]
    fn numbers_and_moments_are_written_out() {
        assert_eq!(grouped(0), "0");
        assert_eq!(grouped(2_081_272), "2,081,272");
        assert_eq!(moment("2006-12-26T11:45:00Z"), "26 December 2006, 11:45 UTC");
        assert_eq!(moment("1973-01-02"), "2 January 1973");
        assert_eq!(day("soon"), "soon");
    }
}
