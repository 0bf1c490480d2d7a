//! Links into the room, and queries made narrower.

use axum::http::uri::PathAndQuery;

/// Characters that stand for themselves in a part of a path or query (RFC 3986, section 2.3).
fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~')
}

/// A text as a part of a path or query.
pub(crate) fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if is_plain(byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

/// The page of a telegram.
pub(super) fn telegram(key: &str) -> String {
    format!("/telegram/{}", encoded(key))
}

/// A page of results.
pub(super) fn search(query: &str, sort: &str, page: usize) -> String {
    let mut link = format!("/search?q={}", encoded(query));
    if sort != "relevance" {
        link.push_str(&format!("&sort={}", encoded(sort)));
    }
    if page > 1 {
        link.push_str(&format!("&page={page}"));
    }
    link
}

/// A path that a visitor named to come back to: only one of this room.
pub(super) fn back(path: &str) -> &str {
    let own = path.starts_with('/')
        && !path.starts_with("//")
        && !path.contains('\\')
        && !path.contains('#')
        && !path.chars().any(char::is_control)
        && PathAndQuery::try_from(path).is_ok();
    if own { path } else { "/" }
}

/// A query and one thing more.
pub(super) fn narrowed(query: &str, more: &str) -> String {
    match query.trim() {
        "" | "*" => more.to_owned(),
        query if divides(query) => format!("({query}) {more}"),
        query => format!("{query} {more}"),
    }
}

/// True for a query of which an `OR` outside of parentheses and quotation marks makes two.
fn divides(query: &str) -> bool {
    let (mut depth, mut quoted) = (0_i32, false);
    query.char_indices().any(|(at, c)| {
        match c {
            '"' => quoted = !quoted,
            '(' if !quoted => depth += 1,
            ')' if !quoted => depth -= 1,
            _ => {}
        }
        c == ' ' && depth == 0 && !quoted && query[at..].starts_with(" OR ")
    })
}

/// A field with a value, as it is written in a query.
pub(super) fn field(name: &str, value: &str) -> String {
    let plain =
        !value.is_empty() && value.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '/' | '.' | '_'));
    if plain { format!("{name}:{value}") } else { format!("{name}:\"{}\"", value.replace('"', "")) }
}

#[cfg(test)]
mod tests {
    use super::{back, encoded, field, narrowed};

    #[test]
    fn texts_are_encoded_whole() {
        assert_eq!(encoded("from:\"a b\" & é"), "from%3A%22a%20b%22%20%26%20%C3%A9");
    }

    #[test]
    fn the_way_back_leads_into_the_room() {
        assert_eq!(back("/search?q=a"), "/search?q=a");
        for foreign in [
            "//evil.example",
            "https://evil.example",
            "/\\evil.example",
            "javascript:alert(1)",
            "",
            "/a b",
            "/#\n",
            "/a#//evil.example",
            "/\t/evil.example",
        ] {
            assert_eq!(back(foreign), "/", "{foreign}");
        }
    }

    #[test]
    fn queries_are_made_narrower() {
        assert_eq!(narrowed("*", &field("from", "PARIS")), "from:PARIS");
        assert_eq!(narrowed("(a OR b) c", "d"), "(a OR b) c d");
        assert_eq!(narrowed("\"a OR b\"", "d"), "\"a OR b\" d");
        assert_eq!(narrowed("tag:(a OR b)", "d"), "tag:(a OR b) d");
        assert_eq!(narrowed("-(a OR b)", "d"), "-(a OR b) d");
        assert_eq!(narrowed(&narrowed("a OR b", "c"), "d"), "(a OR b) c d");
        assert_eq!(narrowed("a OR b", &field("tag", "PREL")), "(a OR b) tag:PREL");
        assert_eq!(
            narrowed("a", &field("class", "LIMITED OFFICIAL USE")),
            "a class:\"LIMITED OFFICIAL USE\""
        );
    }
}
