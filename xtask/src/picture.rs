//! `cargo xtask picture`: the README's picture, an SVG of what the program really prints.

use crate::test::cargo;
use crate::{Outcome, workspace};
use std::fmt::Write as _;
use std::fs;

/// What is shown, as a person types it.
const LINE: &str = "chancery read samples/nara-text/1979LAPAZ09950.txt";
/// How many lines of the output the picture has.
const LINES: usize = 30;
/// Width of a character and height of a line, in pixels, at the size below.
const ADVANCE: f32 = 8.4;
const LEADING: f32 = 19.0;
const SIZE: f32 = 14.0;
const MARGIN: f32 = 18.0;

/// Runs the line and writes `docs/picture.svg`.
pub(crate) fn run() -> Outcome {
    let mut command = cargo(&["run", "--quiet", "--package", "chancery-cli", "--"]);
    command.args(LINE.split(' ').skip(1)).args(["--to", "text"]).env("CLICOLOR_FORCE", "1");
    let output = command.output()?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned().into());
    }
    let printed = String::from_utf8(output.stdout)?;
    let path = workspace::root().join("docs/picture.svg");
    fs::write(&path, svg(&printed)?)?;
    println!("wrote {}", workspace::relative(&path));
    Ok(())
}

/// The picture: the command, then the first lines of what it prints.
fn svg(printed: &str) -> Result<String, std::fmt::Error> {
    let mut lines = vec![format!("\u{1b}[2m$\u{1b}[0m {LINE}"), String::new()];
    lines.extend(printed.lines().take(LINES).map(str::to_owned));
    let widest =
        lines.iter().map(|line| pieces(line).map(|(_, text)| text.chars().count()).sum::<usize>()).max();
    let width = widest.unwrap_or(0) as f32 * ADVANCE + 2.0 * MARGIN;
    let height = lines.len() as f32 * LEADING + 2.0 * MARGIN;
    let mut out = String::new();
    writeln!(out, "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width:.0}\" height=\"{height:.0}\" ")?;
    writeln!(out, "  viewBox=\"0 0 {width:.0} {height:.0}\" role=\"img\" aria-label=\"A telegram, read\">")?;
    writeln!(
        out,
        "<style>text {{ font: {SIZE}px ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace; fill: #d7dae0 }}"
    )?;
    writeln!(
        out,
        ".bold {{ font-weight: 700; fill: #ffffff }} .dim {{ fill: #8b93a1 }} .colour {{ fill: #7fc1ff }}</style>"
    )?;
    writeln!(out, "<rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"#1b1e25\"/>")?;
    for (number, line) in lines.iter().enumerate() {
        let y = MARGIN + LEADING * (number as f32 + 0.75);
        let mut column = 0;
        for (class, text) in pieces(line) {
            let shown = text.trim();
            let before = text.chars().take_while(|c| c.is_whitespace()).count();
            let x = MARGIN + ADVANCE * (column + before) as f32;
            column += text.chars().count();
            if shown.is_empty() {
                continue;
            }
            // The length is given, so that the columns stand under each other in any font.
            let long = ADVANCE * shown.chars().count() as f32;
            writeln!(
                out,
                "<text x=\"{x:.1}\" y=\"{y:.1}\" class=\"{class}\" textLength=\"{long:.1}\">{}</text>",
                escaped(shown)
            )?;
        }
    }
    writeln!(out, "</svg>")?;
    Ok(out)
}

/// The stretches of a line between the terminal's escapes, each with its class.
fn pieces(line: &str) -> impl Iterator<Item = (&'static str, &str)> {
    line.split("\u{1b}[").enumerate().map(|(index, piece)| match piece.split_once('m') {
        Some((codes, text)) if index > 0 => (class(codes), text),
        _ => ("", piece),
    })
}

fn class(codes: &str) -> &'static str {
    match codes.split(';').next_back() {
        Some("1") => "bold",
        Some("2" | "90") => "dim",
        Some("0" | "") | None => "",
        Some(_) => "colour",
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace("  ", "\u{a0}\u{a0}")
}

#[cfg(test)]
mod tests {
    use super::{pieces, svg};

    #[test]
    fn escapes_become_classes() {
        let all: Vec<_> = pieces("a\u{1b}[1mb\u{1b}[0mc\u{1b}[2md").collect();
        assert_eq!(all, [("", "a"), ("bold", "b"), ("", "c"), ("dim", "d")]);
    }

    #[test]
    fn markup_is_text() {
        assert!(svg("<P> & Q\n").unwrap().contains("&lt;P&gt; &amp; Q"));
    }
}
