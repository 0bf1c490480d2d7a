//! Keys alone.

use crate::Outcome;
use crate::hall::Hall;
use crate::tab::{CONTROL, SHIFT};

pub(crate) async fn all_is_reached_by_keys(hall: &Hall) -> Outcome {
    let tab = hall.tab().await?;
    tab.open("/").await?;
    tab.wait("document.activeElement.id === 'q'").await?;
    tab.write("*").await?;
    tab.press("Enter").await?;
    tab.arrived("/search?q=*").await?;
    // The first stop of the Tab key leads past the frame.
    tab.press("Tab").await?;
    assert_eq!(tab.js::<String>("document.activeElement.className").await?, "skip");
    tab.press("Enter").await?;
    tab.wait("document.activeElement.id === 'main'").await?;
    // Pages.
    tab.press("n").await?;
    tab.arrived("/search?q=*&page=2").await?;
    tab.press("p").await?;
    tab.arrived("/search?q=*").await?;
    // Hits.
    tab.press("j").await?;
    tab.press("j").await?;
    tab.press("j").await?;
    tab.press("k").await?;
    let second = "document.querySelector('ol.hits > li:nth-child(2)')";
    assert!(
        tab.js::<bool>(&format!(
            "{second}.classList.contains('here') && {second}.contains(document.activeElement)"
        ))
        .await?
    );
    let link: String = tab.js("document.activeElement.getAttribute('href')").await?;
    tab.press("Enter").await?;
    tab.arrived(&link).await?;
    // A telegram, its paragraphs, its original, its other text.
    tab.open("/telegram/07GREYHAVEN412").await?;
    tab.press("j").await?;
    tab.press("j").await?;
    let (first, second): (String, String) =
        tab.js("[document.querySelectorAll('.block')[1].id, document.activeElement.id]").await?;
    assert_eq!(first, second);
    tab.press("o").await?;
    tab.arrived("/telegram/07GREYHAVEN412?original=1").await?;
    tab.press("o").await?;
    tab.arrived("/telegram/07GREYHAVEN412").await?;
    tab.press("d").await?;
    tab.arrived("/telegram/07GREYHAVEN412/diff?one=2&two=1").await?;
    tab.press("g").await?;
    tab.press("h").await?;
    tab.arrived("/").await?;
    // The search box takes the focus a moment after the page is whole; who wants other keys leaves it.
    tab.wait("document.activeElement.id === 'q'").await?;
    tab.press("Escape").await?;
    tab.wait("document.activeElement.id !== 'q'").await?;
    tab.press_with("?", SHIFT).await?;
    tab.arrived("/keys").await?;
    // Whoever does not want them turns them off.
    tab.wait("document.querySelector('main button')").await?;
    tab.click("main button").await?;
    tab.press("/").await?;
    assert_ne!(tab.js::<String>("document.activeElement.id").await?, "q");
    tab.click("main button").await?;
    tab.press("/").await?;
    assert_eq!(tab.js::<String>("document.activeElement.id").await?, "q");
    tab.close().await
}

pub(crate) async fn a_range_of_time_is_chosen_by_keys(hall: &Hall) -> Outcome {
    let tab = hall.tab().await?;
    tab.open("/search?q=*").await?;
    let stops = tab.count("figure.timeline a[tabindex='0']").await?;
    assert_eq!(stops, 1, "the bars are one stop of the Tab key");
    tab.js::<()>("document.querySelector(\"a[data-from='1974']\").focus()").await?;
    for _ in 0..5 {
        tab.press_with("ArrowRight", SHIFT).await?;
    }
    assert_eq!(tab.count("figure.timeline a.in").await?, 6);
    assert_eq!(tab.text("figure.timeline .most").await?, "1974 to 1979");
    tab.press("Escape").await?;
    assert_eq!(tab.count("figure.timeline a.in").await?, 0);
    tab.press_with("ArrowLeft", SHIFT).await?;
    tab.press("Enter").await?;
    tab.arrived("/search?q=year:1978..1979").await?;
    // Without a range the bar's own link is followed.
    tab.js::<()>("document.querySelector('figure.timeline a').focus()").await?;
    let own: String = tab.js("decodeURIComponent(document.activeElement.getAttribute('href'))").await?;
    tab.press("Enter").await?;
    tab.arrived(&own).await?;
    tab.close().await
}

pub(crate) async fn keys_do_not_disturb_typing(hall: &Hall) -> Outcome {
    let tab = hall.tab().await?;
    tab.open("/search?q=*").await?;
    tab.press("/").await?;
    tab.wait("document.activeElement.id === 'q'").await?;
    for key in ["j", "n", "?", "g", "h"] {
        tab.press(key).await?;
    }
    assert_eq!(tab.js::<String>("document.activeElement.value").await?, "jn?gh");
    assert_eq!(tab.count("li.here").await?, 0);
    tab.open("/search?q=*").await?;
    tab.press_with("j", CONTROL).await?;
    assert_eq!(tab.count("li.here").await?, 0);
    tab.close().await
}
