//! Telegrams over time, as bars that can be clicked.

use super::link;
use super::words::grouped;
use chancery_view::find::Count;

/// Bars.
#[derive(Clone, Debug, Default)]
pub(super) struct Timeline {
    pub(super) query: String,
    pub(super) sort: String,
    pub(super) unit: &'static str,
    /// The field that holds a bar's value in a query.
    pub(super) field: &'static str,
    pub(super) width: usize,
    pub(super) bars: Vec<Bar>,
    pub(super) first: String,
    pub(super) last: String,
    pub(super) most: String,
}

/// One bar.
#[derive(Clone, Debug)]
pub(super) struct Bar {
    /// As a date in a query has it: `1974`, `1974-05`.
    pub(super) value: String,
    pub(super) label: String,
    pub(super) link: String,
    pub(super) count: String,
    pub(super) x: usize,
    pub(super) y: String,
    pub(super) width: usize,
    pub(super) height: String,
}

/// How wide a bar is, and the space behind it.
const BAR: usize = 9;
const STEP: usize = 10;

/// The most bars that are drawn.
const MOST: i64 = 400;

/// The months, as they are shortened.
const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// Makes the bars of counts by year or month, in order; the empty ones between are drawn too. None where there is only one.
pub(super) fn timeline(query: &str, sort: &str, counts: &[Count]) -> Option<Timeline> {
    let numbered: Vec<(i64, u64)> =
        counts.iter().filter_map(|count| Some((number(&count.value)?, count.count))).collect();
    let monthly = counts.iter().any(|count| count.value.contains('-'));
    let (first, last) = (numbered.first()?.0, numbered.last()?.0);
    if first == last || last - first >= MOST {
        return None;
    }
    let most = numbered.iter().map(|(_, count)| *count).max()?.max(1);
    // A year is also that of a telegram of which only the number tells it.
    let field = if monthly { "date" } else { "year" };
    let mut rest = numbered.iter().peekable();
    let mut bars = Vec::new();
    for at in first..=last {
        let count = rest.next_if(|(number, _)| *number == at).map_or(0, |(_, count)| *count);
        let (value, label) = named(at, monthly);
        // What is there is seen, however little.
        let height = if count == 0 { 0.0 } else { (count as f64 / most as f64 * 100.0).max(2.0) };
        bars.push(Bar {
            link: link::search(&link::narrowed(query, &format!("{field}:{value}")), sort, 1),
            value,
            label,
            count: grouped(count),
            x: bars.len() * STEP,
            y: format!("{:.1}", 100.0 - height),
            width: BAR,
            height: format!("{height:.1}"),
        });
    }
    Some(Timeline {
        query: query.to_owned(),
        sort: sort.to_owned(),
        field,
        unit: if monthly { "month" } else { "year" },
        width: bars.len() * STEP - (STEP - BAR),
        first: bars.first().map(|bar| bar.label.clone()).unwrap_or_default(),
        last: bars.last().map(|bar| bar.label.clone()).unwrap_or_default(),
        most: grouped(most),
        bars,
    })
}

/// Years, or months since the year 0.
fn number(value: &str) -> Option<i64> {
    match value.split_once('-') {
        Some((year, month)) => Some(year.parse::<i64>().ok()? * 12 + month.parse::<i64>().ok()? - 1),
        None => value.parse().ok(),
    }
}

fn named(at: i64, monthly: bool) -> (String, String) {
    if !monthly {
        return (at.to_string(), at.to_string());
    }
    let (year, month) = (at.div_euclid(12), at.rem_euclid(12));
    let name = usize::try_from(month).ok().and_then(|month| MONTHS.get(month)).copied().unwrap_or_default();
    (format!("{year}-{:02}", month + 1), format!("{name} {year}"))
}

#[cfg(test)]
mod tests {
    use super::timeline;
    use chancery_view::find::Count;

    #[test]
    fn empty_years_and_months_stand_between() {
        let count = |value: &str, count| Count { value: value.to_owned(), count };
        let years = timeline("coup", "relevance", &[count("1973", 10), count("1976", 5)]).unwrap();
        assert_eq!(years.bars.len(), 4);
        assert_eq!((&*years.bars[1].height, &*years.bars[3].height), ("0.0", "50.0"));
        assert_eq!(years.bars[3].link, "/search?q=coup%20year%3A1976");
        let months = timeline("*", "date", &[count("1973-11", 1), count("1974-02", 2)]).unwrap();
        assert_eq!(
            months.bars.iter().map(|bar| &*bar.label).collect::<Vec<_>>(),
            ["Nov 1973", "Dec 1973", "Jan 1974", "Feb 1974"]
        );
        assert_eq!(months.bars[3].value, "1974-02");
        assert!(timeline("*", "date", &[count("1973", 1)]).is_none());
    }
}
