//! When a value that was found is the one that was labelled: the rules of `gold/README.md`.

use serde_json::{Map, Value};
use std::fmt;

/// How one field of one text came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Found as labelled, or rightly not found.
    Right,
    /// Something else was found.
    Wrong,
    /// Found where there is none.
    Invented,
    /// Not found.
    Missing,
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Verdict::Right => "right",
            Verdict::Wrong => "wrong",
            Verdict::Invented => "invented",
            Verdict::Missing => "missing",
        })
    }
}

/// The key in what was found that a labelled field is held against.
pub(super) fn key(field: &str) -> &str {
    match field {
        "summary_start" | "summary_end" => "summary",
        _ => field,
    }
}

/// Judges one field.
pub(super) fn judge(field: &str, expected: &Value, found: &Map<String, Value>) -> Verdict {
    let found = found.get(key(field)).unwrap_or(&Value::Null);
    if agrees(field, expected, found) {
        Verdict::Right
    } else if is_none(found) {
        Verdict::Missing
    } else if agrees(field, expected, &Value::Null) || is_none(expected) {
        Verdict::Invented
    } else {
        Verdict::Wrong
    }
}

/// True for what stands for nothing found.
pub(super) fn is_none(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(list) => list.is_empty(),
        Value::Number(number) => number.as_u64() == Some(0),
        _ => false,
    }
}

/// True when `found` is `expected`, or one of those of which each is right.
fn agrees(field: &str, expected: &Value, found: &Value) -> bool {
    if let Some(any) = expected.get("any").and_then(Value::as_array) {
        return any.iter().any(|one| agrees(field, one, found));
    }
    if is_none(expected) || is_none(found) {
        return is_none(expected) && is_none(found);
    }
    match (expected, found) {
        (Value::String(expected), Value::String(found)) => same_text(field, expected, found),
        (Value::Array(expected), Value::Array(found)) => {
            expected.len() == found.len()
                && match field {
                    "captions" | "reasons" => {
                        expected.iter().all(|e| found.iter().any(|f| agrees(field, e, f)))
                    }
                    _ => expected.iter().zip(found).all(|(e, f)| agrees(field, e, f)),
                }
        }
        // Each labelled key counts, under its own rule; what is not labelled is not judged.
        (Value::Object(expected), Value::Object(found)) => expected.iter().all(|(key, expected)| {
            agrees(key, expected, found.get(key).unwrap_or(&Value::Null))
                || expected == false && !found.contains_key(key)
        }),
        _ => expected == found,
    }
}

fn same_text(field: &str, expected: &str, found: &str) -> bool {
    match field {
        "summary_start" => bare(found).starts_with(&bare(expected)),
        "summary_end" => bare(found).ends_with(&bare(expected)),
        "instruction" => instruction(expected) == instruction(found),
        "title" | "name" => plain(expected).to_lowercase() == plain(found).to_lowercase(),
        "subject" => subject(expected) == subject(found),
        "text" => reference(expected) == reference(found),
        "marks" | "mrn" | "sent" | "tags" => expected == found,
        _ => blanks(expected) == blanks(found),
    }
}

/// Runs of blanks made one.
fn blanks(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Without a final point too.
fn plain(text: &str) -> String {
    let text = blanks(text);
    text.strip_suffix('.').map(str::to_owned).unwrap_or(text)
}

/// A word divided behind its hyphen counts as not divided.
fn subject(text: &str) -> String {
    plain(text).replace("- ", "-")
}

/// All writings of "not applicable" are one; the case of an event's words does not count.
fn instruction(text: &str) -> String {
    let text = plain(text).to_uppercase();
    match text.as_str() {
        "NA" | "N/A" | "N.A" => "N/A".to_owned(),
        _ => text,
    }
}

/// Without `(NOTAL)` and closing punctuation.
fn reference(text: &str) -> String {
    let text = blanks(&text.replace("(NOTAL)", " ").replace("NOTAL", " "));
    text.trim_end_matches([',', ';', '.', ':', ' ']).to_owned()
}

/// Letters and digits with single blanks, closing points and brackets left out: what a beginning or end is made of.
fn bare(text: &str) -> String {
    let text = blanks(text);
    text.trim_matches(|c: char| matches!(c, '.' | ',' | '(' | ')' | '[' | ']' | ' ')).to_owned()
}

#[cfg(test)]
mod tests {
    use super::{Verdict, judge};
    use serde_json::{Value, json};

    fn verdict(field: &str, expected: Value, key: &str, found: Value) -> Verdict {
        judge(field, &expected, &[(key.to_owned(), found)].into_iter().collect())
    }

    #[test]
    fn a_field_is_right_wrong_invented_or_missing() {
        assert_eq!(verdict("mrn", json!("06PARIS7904"), "mrn", json!("06PARIS7904")), Verdict::Right);
        assert_eq!(verdict("mrn", json!("06PARIS7904"), "mrn", json!("06PARIS790")), Verdict::Wrong);
        assert_eq!(verdict("mrn", json!("06PARIS7904"), "mrn", Value::Null), Verdict::Missing);
        assert_eq!(verdict("tags", json!([]), "tags", json!(["PREL"])), Verdict::Invented);
        assert_eq!(verdict("tags", json!([]), "tags", json!([])), Verdict::Right);
    }

    #[test]
    fn each_of_several_answers_is_right() {
        let either = json!({ "any": ["SECRET", null] });
        assert_eq!(verdict("level", either.clone(), "level", json!("SECRET")), Verdict::Right);
        assert_eq!(verdict("level", either.clone(), "level", Value::Null), Verdict::Right);
        assert_eq!(verdict("level", either, "level", json!("CONFIDENTIAL")), Verdict::Invented);
    }

    #[test]
    fn sets_have_no_order_and_lists_have_one() {
        assert_eq!(verdict("captions", json!(["A", "B"]), "captions", json!(["B", "A"])), Verdict::Right);
        assert_eq!(verdict("tags", json!(["A", "B"]), "tags", json!(["B", "A"])), Verdict::Wrong);
    }

    #[test]
    fn only_labelled_keys_of_a_reference_count() {
        let found =
            json!([{ "enum": "A", "kind": "telegram", "text": "ROME 3306 (NOTAL),", "mrn": "05ROME3306" }]);
        let label = json!([{ "text": "ROME 3306", "mrn": "05ROME3306" }]);
        assert_eq!(verdict("references", label, "references", found.clone()), Verdict::Right);
        let label = json!([{ "enum": null, "text": "ROME 3306" }]);
        assert_eq!(verdict("references", label, "references", found), Verdict::Wrong);
    }

    #[test]
    fn beginnings_and_ends_of_a_summary() {
        let summary = json!("The talks  opened.\nNobody hurried. ");
        assert_eq!(
            verdict("summary_start", json!("The talks opened"), "summary", summary.clone()),
            Verdict::Right
        );
        assert_eq!(
            verdict("summary_end", json!("Nobody hurried."), "summary", summary.clone()),
            Verdict::Right
        );
        assert_eq!(verdict("summary_end", json!("The talks"), "summary", summary), Verdict::Wrong);
    }
}
