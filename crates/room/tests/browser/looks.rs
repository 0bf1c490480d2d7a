//! What holds for every page, however it looks.

use crate::hall::Hall;
use crate::tab::Tab;
use crate::{Outcome, desk};
use std::fmt::Write as _;

pub(crate) async fn no_page_scrolls_sideways(hall: &Hall) -> Outcome {
    let tab = hall.tab().await?;
    let mut wrong = String::new();
    // WCAG 1.4.10 asks for 320.
    for width in [320, 360, 1600] {
        tab.size(width, 800).await?;
        for (room, path) in hall.pages() {
            tab.open_in(room, path).await?;
            sideways(&tab, path, width, &mut wrong).await?;
        }
        desk::filled(&tab).await?;
        sideways(&tab, "a draft", width, &mut wrong).await?;
    }
    assert!(wrong.is_empty(), "{wrong}");
    tab.close().await
}

/// What a form asks for can be seen, on a wide screen too.
pub(crate) async fn every_field_is_there(hall: &Hall) -> Outcome {
    let tab = hall.tab().await?;
    let mut wrong = String::new();
    for width in [360, 1600] {
        tab.size(width, 800).await?;
        for (room, path) in hall.pages() {
            tab.open_in(room, path).await?;
            let gone: Vec<String> = tab
                .js("[...document.querySelectorAll('main :is(input, button, select, textarea, summary)')]
                    .filter((field) => field.type !== 'hidden' && !field.closest('details:not([open]) > :not(summary)'))
                    .filter((field) => !field.checkVisibility()).map((field) => field.outerHTML.slice(0, 120))")
                .await?;
            for field in gone {
                writeln!(wrong, "{path} at {width}: {field}")?;
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    tab.close().await
}

/// Says so if a page is wider than its window.
async fn sideways(tab: &Tab, path: &str, width: i64, wrong: &mut String) -> Outcome {
    let wide: i64 = tab.js("document.documentElement.scrollWidth").await?;
    if wide > width {
        let widest: String = tab
            .js("(([element]) => element.outerHTML.slice(0, 200))([...document.querySelectorAll('body *')]
                .sort((a, b) => b.getBoundingClientRect().right - a.getBoundingClientRect().right))")
            .await?;
        writeln!(wrong, "{path} is {wide} wide where {width} is: {widest}")?;
    }
    Ok(())
}

pub(crate) async fn no_page_complains(hall: &Hall) -> Outcome {
    let tab = hall.tab().await?;
    let mut wrong = String::new();
    for (room, path) in hall.pages() {
        tab.open_in(room, path).await?;
        for complaint in tab.complaints().await? {
            writeln!(wrong, "{path}: {complaint}")?;
        }
        if tab.js::<bool>("[...document.querySelectorAll('.wound')].some((wound) => wound.innerText.trim().endsWith(':'))").await? {
            writeln!(wrong, "{path}: damage without words")?;
        }
        let inline = tab.count("main script, [style], style").await?;
        if inline > 0 {
            writeln!(wrong, "{path}: {inline} scripts or styles in the page")?;
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    tab.close().await
}
