//! What readers come for.

use crate::Outcome;
use crate::hall::Hall;

pub(crate) async fn a_newcomer_finds_and_reads_a_telegram(hall: &Hall) -> Outcome {
    let tab = hall.tab().await?;
    tab.open("/").await?;
    assert!(tab.text(".lead").await?.contains("telegrams, sent from"));
    // The search box is where one begins.
    tab.wait("document.activeElement.id === 'q'").await?;
    tab.write("national council").await?;
    tab.click(".ask button").await?;
    tab.arrived("/search?q=national council").await?;
    assert!(tab.count("ol.hits > li mark").await? > 0);
    let subject = tab.text("ol.hits h2 a").await?;
    let number = tab.text("ol.hits .mrn").await?;
    tab.click("ol.hits h2 a").await?;
    tab.arrived(&format!("/telegram/{number}")).await?;
    assert!(tab.text("h1").await?.contains(&subject));
    assert_eq!(tab.text(".fields .mrn").await?, number);
    assert!(tab.text(".text").await?.to_lowercase().contains("council"));
    tab.close().await
}

pub(crate) async fn a_search_is_narrowed_by_a_facet_and_over_time(hall: &Hall) -> Outcome {
    let tab = hall.tab().await?;
    tab.open("/search?q=bolivia%20OR%20banzer&sort=date").await?;
    tab.click(".facets a[href*='from%3ALAPAZ']").await?;
    tab.arrived("/search?q=(bolivia OR banzer) from:LAPAZ&sort=date").await?;
    let before = tab.count("ol.hits > li").await?;
    assert!(before > 3);
    // From one bar to another: only what lies between is left, in the same order.
    let bars = "figure.timeline a[data-from]";
    let first: String = tab.js(&format!("document.querySelectorAll({bars:?})[1].dataset.from")).await?;
    let last: String = tab.js(&format!("document.querySelectorAll({bars:?})[4].dataset.from")).await?;
    tab.drag(&format!("a[data-from='{first}']"), &format!("a[data-from='{last}']")).await?;
    tab.arrived(&format!("/search?q=(bolivia OR banzer) from:LAPAZ date:{first}..{last}&sort=date")).await?;
    assert!(tab.count("ol.hits > li").await? < before);
    let within: bool = tab
        .js(&format!(
            "[...document.querySelectorAll('ol.hits time')].every((time) => time.dateTime.slice(0, {len}) >= {first:?} && time.dateTime.slice(0, {len}) <= {last:?})",
            len = first.len()
        ))
        .await?;
    assert!(within);
    // A click is a click.
    tab.open("/").await?;
    tab.click("a[data-from='1974']").await?;
    tab.arrived("/search?q=year:1974").await?;
    tab.close().await
}

pub(crate) async fn references_are_followed_both_ways(hall: &Hall) -> Outcome {
    let tab = hall.tab().await?;
    tab.open("/telegram/74LAPAZ4970").await?;
    tab.click(".fields .refs a").await?;
    tab.arrived("/telegram/74LAPAZ4777").await?;
    let back = ".beside .refs a[href='/telegram/74LAPAZ4970']";
    assert_eq!(tab.count(back).await?, 1);
    tab.click(back).await?;
    tab.arrived("/telegram/74LAPAZ4970").await?;
    // What is not in the archive is said, and leads nowhere.
    tab.open("/telegram/74LAPAZ158").await?;
    assert_eq!(tab.count(".refs a").await?, 0);
    assert!(tab.text(".refs").await?.contains("not in this archive"));
    tab.close().await
}

pub(crate) async fn suggestions_are_offered_and_taken(hall: &Hall) -> Outcome {
    let tab = hall.tab().await?;
    tab.open("/search?q=*").await?;
    tab.click("#q").await?;
    tab.js::<()>("document.getElementById('q').select()").await?;
    tab.write("from:LAP").await?;
    tab.wait("document.getElementById('q').getAttribute('aria-expanded') === 'true'").await?;
    tab.press("ArrowDown").await?;
    let active =
        "document.getElementById(document.getElementById('q').getAttribute('aria-activedescendant'))";
    tab.wait(&format!("{active}?.getAttribute('aria-selected') === 'true'")).await?;
    assert!(tab.js::<String>("document.getElementById('q').value").await?.starts_with("from:LAPAZ"));
    // Escape brings back what was typed; a second one leaves the box.
    tab.press("Escape").await?;
    assert_eq!(tab.js::<String>("document.getElementById('q').value").await?, "from:LAP");
    assert_eq!(tab.count("[role=listbox][hidden]").await?, 1);
    // Tab takes one and lets the query go on.
    tab.press("ArrowDown").await?;
    tab.wait("document.querySelectorAll('[role=option]').length > 0 && !document.querySelector('[role=listbox]').hidden").await?;
    tab.press("ArrowDown").await?;
    tab.press("Tab").await?;
    let taken: String = tab.js("document.getElementById('q').value").await?;
    assert!(taken.starts_with("from:LAPAZ") && taken.ends_with(' '), "{taken:?}");
    tab.write("tag:PIN").await?;
    tab.wait("document.querySelector('[role=option] b')?.textContent === 'tag:PINR'").await?;
    // The mouse takes one and searches.
    tab.click("[role=option]").await?;
    tab.arrived(&format!("/search?q={taken}tag:PINR")).await?;
    tab.close().await
}

pub(crate) async fn parts_are_lit_on_both_sides(hall: &Hall) -> Outcome {
    let tab = hall.tab().await?;
    tab.size(1600, 900).await?;
    tab.open("/telegram/07GREYHAVEN412").await?;
    tab.click("[data-key=o]").await?;
    tab.arrived("/telegram/07GREYHAVEN412?original=1").await?;
    tab.over("#p2 p").await?;
    tab.wait("document.querySelector('#p2').classList.contains('lit')").await?;
    assert!(tab.text(".original .lit").await?.contains("allow "));
    tab.over(".original [data-part=number]").await?;
    tab.wait("document.querySelector('.fields [data-part=number]').classList.contains('lit')").await?;
    assert_eq!(tab.count("#p2.lit").await?, 0);
    tab.press("j").await?;
    tab.wait("document.querySelectorAll('.telegram .block.lit').length === 1").await?;
    tab.close().await
}

pub(crate) async fn picked_hits_are_counted_and_kept(hall: &Hall) -> Outcome {
    let tab = hall.tab().await?;
    tab.open("/search?q=*").await?;
    tab.click("ol.hits > li:nth-child(2) .pick input").await?;
    tab.click("ol.hits > li:nth-child(3) .pick input").await?;
    tab.wait("document.querySelector('.picked').textContent === '2 picked'").await?;
    // The folder was made by picking, before the tests began.
    tab.open("/folders/1").await?;
    assert_eq!(tab.text("h1").await?, "Boats");
    assert_eq!(tab.count(".entries > li").await?, 2);
    tab.click(".entries h2 a").await?;
    tab.wait("location.pathname.startsWith('/telegram/')").await?;
    tab.close().await
}
