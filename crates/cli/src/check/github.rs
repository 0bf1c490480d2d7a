//! A finding as an annotation of a workflow of GitHub.

use super::placed::Placed;
use chancery_check::{Finding, Severity};
use std::io::Write;

/// Writes the line.
pub(crate) fn write(finding: &Finding, at: &Placed<'_>, to: &mut Vec<u8>) {
    let word = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let range = finding.span.range();
    let (line, column) = at.line_and_column(range.start);
    let (end_line, end_column) = at.line_and_column(range.end);
    let _ = write!(to, "::{word} file={},line={line},endLine={end_line}", value(&at.item.file));
    if line == end_line {
        let _ = write!(to, ",col={column},endColumn={}", end_column.max(column + 1));
    }
    let rule = finding.rule;
    let title = value(&format!("{} {}", rule.code, rule.name));
    let _ = writeln!(to, ",title={title}::{}", text(&format!("{}. {}", finding.message, rule.summary)));
}

fn text(words: &str) -> String {
    words.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn value(words: &str) -> String {
    text(words).replace(':', "%3A").replace(',', "%2C")
}
