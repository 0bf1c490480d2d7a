//! Lines of the page: page lines, section page lines, dash lines, stamps (TF 6.3, 7, 12.2, 12.4, 13).

#[allow(dead_code)]
mod cases;

use chancery_telegram::fields::page_line as page;
use serde_json::{Value, json};

#[test]
fn lines() {
    cases::check("page_line.txt", |field| {
        let text = field.as_str();
        let line = text.as_bytes();
        if let Some(read) = page::page_line(line) {
            return json!({
                "page": [read.start, read.page], "station": &text[read.station], "routing": read.routing, "number": read.number,
                "section": [read.section, read.of], "time": read.time.map(|at| &text[at]), "series": read.series.map(|at| &text[at]),
                "duplicate": read.possible_duplicate,
            });
        }
        if let Some(read) = page::section_page_line(line) {
            return json!({
                "section page": &text[read.station], "number": read.number, "section": [read.section, read.of], "copy": read.copy,
            });
        }
        if let Some(read) = page::dash_line(line) {
            return json!({
                "dash": read.counter.map(|at| &text[at]), "time": read.time.map(|at| &text[at]),
                "terminal": read.terminal.map(|at| &text[at]),
            });
        }
        if page::is_release_stamp(line) { json!("stamp") } else { Value::Null }
    });
}
