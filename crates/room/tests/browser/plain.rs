//! Scripts switched off: everything works.

use crate::Outcome;
use crate::hall::Hall;

pub(crate) async fn all_works_without_scripts(hall: &Hall) -> Outcome {
    let tab = hall.tab().await?;
    tab.without_scripts().await?;
    tab.open("/").await?;
    assert_eq!(tab.count("[role=combobox]").await?, 0, "scripts run");
    tab.click("#q").await?;
    tab.write("election").await?;
    tab.press("Enter").await?;
    tab.arrived("/search?q=election").await?;
    tab.click(".facets a[href*='from%3ALAPAZ']").await?;
    tab.arrived("/search?q=election from:LAPAZ").await?;
    tab.click("figure.timeline a[data-from]").await?;
    tab.wait("location.search.includes('date%3A')").await?;
    tab.click("ol.hits h2 a").await?;
    tab.wait("location.pathname.startsWith('/telegram/')").await?;
    assert!(tab.text(".text").await?.to_lowercase().contains("election"));
    tab.open("/telegram/07GREYHAVEN412").await?;
    tab.click("[data-key=o]").await?;
    tab.arrived("/telegram/07GREYHAVEN412?original=1").await?;
    assert!(tab.text(".original").await?.contains("S E C R E T GREYHAVEN 000412"));
    tab.click("[data-key=d]").await?;
    tab.wait("location.pathname.endsWith('/diff')").await?;
    assert!(tab.count("del").await? > 0 && tab.count("ins").await? > 0);
    tab.close().await
}
