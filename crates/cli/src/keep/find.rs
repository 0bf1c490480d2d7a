//! `chancery find`: a query, and what it finds.

use super::{Reading, refused, write_object};
use crate::exit::{Done, Outcome};
use crate::numbers::{counted, day, grouped};
use anstyle::{AnsiColor, Style};
use chancery_view::find::{Count, Found, Hit, Request, Sort};
use clap::builder::{NonEmptyStringValueParser, PossibleValue, PossibleValuesParser, TypedValueParser};
use std::ffi::OsString;
use std::fmt::Write as _;
use std::io::Write as _;

const AFTER: &str = "\
Words must all occur; \"in quotation marks\" they stand together and as they are; `prefix*`, `word~1` (a letter off), `-not`, `OR` and
parentheses. Fields: from: to: info: tag: subject: class: mark: caption: precedence: ref: mrn: signed: classified-by: date: year:
post-kind: country: near:\"...\"~5 has: collection: (docs/query.md).";

#[derive(Debug, clap::Args)]
#[command(after_help = AFTER)]
pub(crate) struct Args {
    /// What to look for: words and fields. Several arguments are one query.
    #[arg(required = true, value_name = "QUERY", value_parser = NonEmptyStringValueParser::new())]
    query: Vec<String>,

    #[command(flatten)]
    reading: Reading,

    /// How many hits at most; 0 gives counts only.
    #[arg(long, value_name = "N", default_value_t = 10)]
    limit: usize,

    /// The order of the hits.
    #[arg(long, value_name = "SORT", value_parser = orders(), default_value = Sort::Relevance.as_str(), allow_hyphen_values = true)]
    sort: Sort,

    /// Go on where an earlier page ended: its `next`.
    #[arg(long, value_name = "CURSOR")]
    cursor: Option<String>,

    /// For machines: one JSON object.
    #[arg(long)]
    json: bool,
}

/// The orders by their names.
fn orders() -> impl TypedValueParser<Value = Sort> {
    let values = Sort::ALL.map(|(sort, about)| PossibleValue::new(sort.as_str()).help(about));
    PossibleValuesParser::new(values).map(|name| Sort::by_name(&name).unwrap_or_default())
}

/// `chancery find coup -military`, and so with `export`: a word behind a hyphen is excluded, and no option; those of one letter here
/// take no more letters.
pub(crate) fn with_exclusions(args: impl Iterator<Item = OsString>) -> Vec<OsString> {
    let mut args: Vec<OsString> = args.collect();
    if args.get(1).is_none_or(|verb| verb != "find" && verb != "export") {
        return args;
    }
    for at in 2..args.len() {
        if args[at] == "--" {
            break;
        }
        let excluded = args[at].to_str().and_then(|arg| arg.strip_prefix('-')).filter(|rest| {
            let threads = rest.strip_prefix('j').is_some_and(|n| n.bytes().all(|b| b.is_ascii_digit()));
            let word = rest.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '"' | '('));
            rest.len() > 1 && word && !threads
        });
        if let Some(rest) = excluded.filter(|_| args[at - 1] != "--sort") {
            args[at] = format!("NOT {rest}").into();
        }
    }
    args
}

pub(crate) fn run(args: &Args) -> Outcome {
    let view = args.reading.view()?;
    let query = args.query.join(" ");
    let request = Request {
        query: &query,
        limit: args.limit,
        skip: 0,
        months: false,
        sort: args.sort,
        cursor: args.cursor.as_deref(),
        today: jiff::Zoned::now().date(),
    };
    let found = view.find(&request).map_err(refused)?;
    if args.json {
        write_object(&found)?;
    } else {
        anstream::stdout().write_all(text(&found).as_bytes())?;
    }
    Ok(Done::All)
}

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();
const MARK: Style = AnsiColor::Yellow.on_default().bold();

fn text(found: &Found) -> String {
    let mut text = String::new();
    for hit in &found.hits {
        write_hit(hit, &mut text);
    }
    let _ =
        writeln!(text, "{BOLD}{}{BOLD:#} for {}", counted(found.total, "telegram", "telegrams"), found.query);
    for (label, counts) in [
        ("from", &found.facets.from),
        ("tag", &found.facets.tag),
        ("level", &found.facets.level),
        ("caption", &found.facets.caption),
    ] {
        if !counts.is_empty() {
            let shown: Vec<_> = counts
                .iter()
                .take(8)
                .map(|count| format!("{} {DIM}{}{DIM:#}", count.value, grouped(count.count)))
                .collect();
            let more = counts.len().saturating_sub(8);
            let more = if more > 0 { format!("  {DIM}and {more} more{DIM:#}") } else { String::new() };
            let _ = writeln!(text, "  {DIM}{label:<7}{DIM:#}  {}{more}", shown.join("  "));
        }
    }
    histogram(&found.facets.year, &mut text);
    if let Some(next) = &found.next {
        let _ = writeln!(text, "  {DIM}more     --cursor {next}{DIM:#}");
    }
    text
}

fn write_hit(hit: &Hit, text: &mut String) {
    let _ = write!(text, "{BOLD}{}{BOLD:#}", hit.mrn);
    let day = hit.sent.as_deref().map(day);
    for part in [day, hit.from.as_deref(), hit.level].into_iter().flatten() {
        let _ = write!(text, "  {DIM}{part}{DIM:#}");
    }
    text.push('\n');
    if let Some(title) = hit.subject.as_ref().or(hit.title.as_ref()) {
        let _ = writeln!(text, "  {}", marked(title, &hit.subject_marks));
    }
    for snippet in &hit.snippets {
        let number = snippet.paragraph.map(|number| format!("{number}. ")).unwrap_or_default();
        let _ = writeln!(text, "    {DIM}{number}{DIM:#}{}", marked(&snippet.text, &snippet.marks));
    }
    text.push('\n');
}

fn marked(whole: &str, marks: &[(usize, usize)]) -> String {
    let mut text = String::new();
    let mut at = 0;
    for &(start, end) in marks {
        let _ = write!(text, "{}{MARK}{}{MARK:#}", &whole[at..start], &whole[start..end]);
        at = end;
    }
    text.push_str(&whole[at..]);
    text
}

/// The most rows of a histogram; more years are put together in fives or tens.
const ROWS: usize = 20;

/// How wide the longest bar is.
const WIDTH: u64 = 40;

/// Years and how many, as bars.
fn histogram(years: &[Count], text: &mut String) {
    if years.len() < 2 {
        return;
    }
    let years: Vec<(u64, u64)> =
        years.iter().filter_map(|count| Some((count.value.parse().ok()?, count.count))).collect();
    let Some((&(first, _), &(last, _))) = years.first().zip(years.last()) else { return };
    let step = [1, 5, 10, 50].into_iter().find(|step| ((last - first) / step) < ROWS as u64).unwrap_or(100);
    let mut bars = std::collections::BTreeMap::new();
    for (year, count) in years {
        *bars.entry(year / step * step).or_insert(0) += count;
    }
    let most = bars.values().copied().max().unwrap_or(1);
    // Those in which nothing was sent have their line too: a gap is to be seen.
    for year in (first / step * step..=last).step_by(step as usize) {
        let count = bars.get(&year).copied().unwrap_or(0);
        let bar = "█".repeat((count * WIDTH).div_ceil(most) as usize);
        let label = match step {
            1 => year.to_string(),
            10 => format!("{year}s"),
            _ => format!("{year}-{:02}", (year + step - 1) % 100),
        };
        let _ = writeln!(text, "  {DIM}{label:<7}{DIM:#}  {bar} {}", grouped(count));
    }
}
