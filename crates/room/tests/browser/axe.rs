//! The pages are for everyone: what axe-core finds against WCAG 2.2, levels A and AA.

use crate::hall::Hall;
use crate::tab::Tab;
use crate::{Outcome, desk};
use serde::Deserialize;
use std::fmt::Write as _;
use std::path::PathBuf;

/// Where `axe.min.js` lies.
pub(crate) fn file() -> Option<PathBuf> {
    std::env::var_os("CHANCERY_AXE").map(PathBuf::from).filter(|path| path.is_file())
}

/// A window on a desk.
const WIDE: i64 = 1280;

pub(crate) async fn by_day(hall: &Hall) -> Outcome {
    pages(hall, false, WIDE).await
}

pub(crate) async fn by_night(hall: &Hall) -> Outcome {
    pages(hall, true, WIDE).await
}

pub(crate) async fn on_a_phone(hall: &Hall) -> Outcome {
    pages(hall, false, 360).await
}

#[derive(Deserialize)]
struct Violation {
    id: String,
    help: String,
    nodes: Vec<Node>,
}

#[derive(Deserialize)]
struct Node {
    html: String,
    #[serde(rename = "failureSummary")]
    summary: String,
}

const RUN: &str = "axe.run(document, { resultTypes: ['violations'], runOnly: { type: 'tag', values:
    ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa'] } }).then((found) => found.violations)";

/// Writes down what is wrong with the page that is open.
async fn look(tab: &Tab, axe: &str, path: &str, wrong: &mut String) -> Outcome {
    tab.js::<Option<bool>>(&format!("(() => {{ {axe} }})()")).await?;
    for violation in tab.js::<Vec<Violation>>(RUN).await? {
        writeln!(wrong, "{path}: {} ({}), {} times", violation.help, violation.id, violation.nodes.len())?;
        for node in violation.nodes.iter().take(4) {
            let html: String = node.html.chars().take(160).collect();
            writeln!(wrong, "    {html}\n      {}", node.summary.replace('\n', "\n      "))?;
        }
    }
    Ok(())
}

async fn pages(hall: &Hall, night: bool, width: i64) -> Outcome {
    let axe = std::fs::read_to_string(file().ok_or("CHANCERY_AXE names no file")?)?;
    let tab = hall.tab().await?;
    tab.night(night).await?;
    tab.size(width, 800).await?;
    let mut wrong = String::new();
    for (room, path) in hall.pages() {
        tab.open_in(room, path).await?;
        if tab.js::<String>("document.contentType").await? != "text/html" {
            continue;
        }
        look(&tab, &axe, path, &mut wrong).await?;
    }
    desk::filled(&tab).await?;
    look(&tab, &axe, "a draft", &mut wrong).await?;
    tab.open("/").await?;
    tab.js::<Option<bool>>(&format!("(() => {{ {axe} }})()")).await?;
    // It finds what there is to find.
    tab.js::<bool>("Boolean(document.querySelector('main').append(document.createElement('img')) ?? true)")
        .await?;
    assert!(tab.js::<Vec<Violation>>(RUN).await?.iter().any(|violation| violation.id == "image-alt"));
    assert!(wrong.is_empty(), "{wrong}");
    tab.close().await
}
