//! `chancery rule`: what a rule says, why, and where it stands.

use super::config::{Config, Named};
use crate::exit::{Done, Failure, Outcome};
use crate::message::{Message, did_you_mean, nearest};
use anstyle::{AnsiColor, Style};
use chancery_check::{Rule, RuleLine, Severity, all, by_code};
use clap::ValueEnum;
use std::fmt::Write as _;
use std::io::Write as _;

const BOLD: Style = Style::new().bold();
const FAINT: Style = Style::new().dimmed();

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Its code or name: `TX003`, `fl3-form`.
    #[arg(required_unless_present = "all", conflicts_with = "all")]
    rule: Option<String>,

    /// All rules.
    #[arg(long)]
    all: bool,

    /// A JSON object a rule, a line each.
    #[arg(long, conflicts_with = "to")]
    json: bool,

    /// How to write them.
    #[arg(long, value_name = "FORM", value_enum)]
    to: Option<To>,

    #[command(flatten)]
    config: Named,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum To {
    /// For people
    Text,
    /// A JSON object a rule, a line each
    Jsonl,
    /// A page of reference
    Markdown,
}

pub(crate) fn run(args: &Args) -> Outcome {
    let to = args.to.unwrap_or(if args.json { To::Jsonl } else { To::Text });
    let rules: Vec<&'static Rule> = match &args.rule {
        Some(word) => vec![by_code(word).ok_or_else(|| missing(word))?],
        None => all().collect(),
    };
    let mut text = String::new();
    match to {
        To::Jsonl => {
            for rule in rules {
                text.push_str(&serde_json::to_string(&RuleLine::of(rule)).map_err(std::io::Error::from)?);
                text.push('\n');
            }
        }
        To::Markdown if args.all => text = page(),
        To::Markdown => rules.into_iter().for_each(|rule| markdown(rule, &mut text)),
        To::Text if args.all => list(&rules, &args.config.read()?, &mut text),
        To::Text => {
            let config = args.config.read()?;
            rules.into_iter().for_each(|rule| card(rule, &config, &mut text));
        }
    }
    anstream::stdout().lock().write_all(text.as_bytes())?;
    Ok(Done::All)
}

fn missing(word: &str) -> Failure {
    let near = match padded(word) {
        Some(code) => vec![code],
        None => nearest(word, all().flat_map(|rule| [rule.code, rule.name])),
    };
    let help = match near[..] {
        [] => "`chancery rule --all` lists the rules".to_owned(),
        _ => did_you_mean(&near),
    };
    Failure::Stopped(Message::new(format!("there is no rule `{word}`")).line("help", help))
}

/// `CL3`, `cl03`: a code without the zeros of its number.
fn padded(word: &str) -> Option<&'static str> {
    let letters = word.find(|c: char| c.is_ascii_digit())?;
    let number: u16 = word[letters..].parse().ok()?;
    by_code(&format!("{}{number:03}", word[..letters].to_uppercase())).map(|rule| rule.code)
}

/// What the settings say of a rule.
fn set(rule: &Rule, config: &Config) -> Option<&'static str> {
    match config.settings.severity(rule) {
        _ if !config.settings.asks(rule) => Some("off"),
        severity => severity.filter(|severity| *severity != rule.severity()).map(Severity::as_str),
    }
}

fn list(rules: &[&Rule], config: &Config, text: &mut String) {
    for rule in rules {
        let set = set(rule, config);
        let severity = config.settings.severity(rule).unwrap_or(rule.severity());
        let style = match severity {
            _ if rule.fact || set == Some("off") => FAINT,
            Severity::Error => AnsiColor::Red.on_default(),
            Severity::Warning => AnsiColor::Yellow.on_default(),
            Severity::Note => Style::new(),
        };
        let _ = writeln!(
            text,
            "{BOLD}{}{BOLD:#}  {:<27}  {style}{:<7}{style:#}  {}",
            rule.code,
            rule.name,
            set.unwrap_or(rule.word(rule.severity())),
            rule.summary
        );
    }
}

fn card(rule: &Rule, config: &Config, text: &mut String) {
    let _ = writeln!(
        text,
        "{BOLD}{} {}{BOLD:#}\n{}\n\n{}\n",
        rule.code, rule.name, rule.summary, rule.explanation
    );
    let mut line = |label: &str, words: &str| {
        let _ = writeln!(text, "{FAINT}{label:<9}{FAINT:#}  {words}");
    };
    line("applies", &rule.when());
    line("source", rule.source);
    line("repaired", rule.fixable.title());
    if let (Some(set), Some(file)) = (set(rule, config), &config.file) {
        let file = file.display();
        line(
            "settings",
            &if set == "off" { format!("`{file}` switches it off") } else { format!("{set}, by `{file}`") },
        );
    }
    for (title, example) in [("breaks it", rule.examples.breaks), ("keeps it", rule.examples.keeps)] {
        let _ = writeln!(text, "\n{FAINT}{title}{FAINT:#}");
        for line in example.lines() {
            let _ = writeln!(text, "    {line}");
        }
    }
}

const HEAD: &str = "\
# The rules

This page is made from the program's own definition (`chancery rule --all --to markdown`), and a test holds the two together. How the rules are
used, and how often they are right, is in [rules.md](rules.md).
";

/// The page of reference.
pub(crate) fn page() -> String {
    let mut text = HEAD.to_owned();
    let mut family = None;
    for rule in all() {
        if family.replace(rule.family) != Some(rule.family) {
            let _ = writeln!(text, "\n## {}", rule.family.title());
        }
        markdown(rule, &mut text);
    }
    text
}

fn markdown(rule: &Rule, text: &mut String) {
    let _ = write!(
        text,
        "\n### {} {}\n\n{} {}\n\n| | |\n| --- | --- |\n| applies | {} |\n| source | {} |\n| repaired | {} |\n",
        rule.code,
        rule.name,
        rule.summary,
        rule.explanation,
        rule.when(),
        rule.source.replace('|', "\\|"),
        rule.fixable.title()
    );
    for (title, example) in [("Breaks it", rule.examples.breaks), ("Keeps it", rule.examples.keeps)] {
        let _ = write!(
            text,
            "\n<details><summary>{title}</summary>\n\n````text\n{}\n````\n\n</details>\n",
            example.trim_end()
        );
    }
}

#[test]
fn committed_page_is_that_of_the_rules() {
    crate::reference::same_as_committed("docs/rules-reference.md", &page());
}
