//! Findings as a SARIF 2.1.0 log (OASIS), written while they come: head, results, tail.

use super::placed::Placed;
use chancery_check::{Edit, Finding, Rule, all};
use chancery_telegram::Span;
use serde_json::{Value, json};

/// What stands before the results.
pub(crate) fn head() -> String {
    let rules: Vec<Value> = all().map(described).collect();
    let driver = json!({
        "name": "chancery",
        "semanticVersion": env!("CARGO_PKG_VERSION"),
        "rules": rules,
    });
    let mut head = String::from(
        "{\"version\":\"2.1.0\",\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"runs\":[{",
    );
    head.push_str(&format!(
        "\"tool\":{{\"driver\":{driver}}},\"columnKind\":\"unicodeCodePoints\",\"results\":[\n"
    ));
    head
}

/// What stands behind them.
pub(crate) fn tail() -> &'static str {
    "\n]}]}\n"
}

fn described(rule: &'static Rule) -> Value {
    json!({
        "id": rule.code,
        "name": rule.name,
        "shortDescription": { "text": rule.summary },
        "fullDescription": { "text": rule.explanation, "markdown": rule.explanation },
        "help": { "text": format!("Source: {}", rule.source) },
        "defaultConfiguration": { "level": rule.severity().as_str() },
        "properties": { "family": rule.family.as_str(), "fixable": rule.fixable.as_str() },
    })
}

/// Writes a result, divided from the one before it.
pub(crate) fn write(finding: &Finding, at: &Placed<'_>, to: &mut Vec<u8>) {
    if !to.is_empty() {
        to.extend_from_slice(b",\n");
    }
    to.extend_from_slice(result(finding, at).to_string().as_bytes());
}

fn result(finding: &Finding, at: &Placed<'_>) -> Value {
    let mut location = json!({
        "physicalLocation": { "artifactLocation": { "uri": uri(&at.item.file) }, "region": region(finding.span, at) }
    });
    let mrn = at.telegram.record.mrn.as_ref().and_then(|mrn| mrn.canonical.clone());
    let name = at.item.member.as_ref().map(ToString::to_string).or_else(|| mrn.clone());
    if let Some(name) = name {
        location["logicalLocations"] = json!([{ "fullyQualifiedName": name, "kind": "telegram" }]);
    }
    let mut result = json!({
        "ruleId": finding.rule.code,
        "level": finding.severity.as_str(),
        "message": { "text": finding.message },
        "locations": [location],
    });
    if finding.rule.fact {
        // A fact blames nothing: SARIF says so with a kind, which goes with the level `none`.
        result["kind"] = json!("informational");
        result["level"] = json!("none");
    }
    if !finding.edits.is_empty() {
        let replacements: Vec<Value> = finding.edits.iter().map(|edit| replacement(edit, at)).collect();
        result["fixes"] = json!([{
            "description": { "text": finding.rule.summary },
            "artifactChanges": [{ "artifactLocation": { "uri": uri(&at.item.file) }, "replacements": replacements }],
        }]);
    }
    result
}

fn replacement(edit: &Edit, at: &Placed<'_>) -> Value {
    json!({ "deletedRegion": region(edit.span, at), "insertedContent": { "text": edit.text } })
}

fn region(span: Span, at: &Placed<'_>) -> Value {
    let range = span.range();
    let (line, column) = at.line_and_column(range.start);
    let (end_line, end_column) = at.line_and_column(range.end);
    let mut region =
        json!({ "startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column });
    // Bytes of the file, where the telegram's text is that of the file.
    if at.item.original.is_none() && at.item.member.is_none() {
        let start = at.item.span.map_or(0, |(start, _)| start);
        region["byteOffset"] = json!(start + u64::from(span.start));
        region["byteLength"] = json!(span.len());
    }
    region
}

/// A path as a relative reference of RFC 3986.
fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.replace('\\', "/").bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'/' | b'-' | b'.' | b'_' | b'~' => {
                uri.push(char::from(byte))
            }
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}
