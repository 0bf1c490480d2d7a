//! A draft is written, and rules are looked up.

use crate::Outcome;
use crate::hall::Hall;
use crate::tab::Tab;

/// A draft with a mistake on its tenth line.
pub(crate) const DRAFT: &str = "---\nfrom: AMEMBASSY PARIS\nto: SECSTATE WASHDC\ninfo: AMEMBASSY LONDON\nprecedence: ROUTINE\n\
    date: 2007-03-12 14:30\nnumber: 417\nclassification: UNCLASSIFIED\ncaptions: SIPDIS\ntags: PREL, SNEV\n\
    subject: HARBOR LIGHTS AND FISHING BOATS REPAIRED\nreferences: 07GREYHAVEN420\nsignature: WEAVER\n---\n\
    The harbor office finished the repair of nine lights.\n\nThe tenth is waited for.\n";

/// Writes a draft in the place of what stands on the page.
async fn write(tab: &Tab, draft: &str) -> Outcome {
    tab.js::<()>(
        "(() => { const draft = document.getElementById('draft'); draft.focus(); draft.select(); })()",
    )
    .await?;
    tab.write(draft).await
}

/// Opens the page with the draft, and waits until it was looked at.
pub(crate) async fn filled(tab: &Tab) -> Outcome {
    tab.open("/write").await?;
    write(tab, DRAFT).await?;
    tab.wait("document.querySelector('.seen pre.lines')?.innerText.includes('SNEV')").await
}

pub(crate) async fn a_draft_is_looked_at_as_one_types(hall: &Hall) -> Outcome {
    let tab = hall.tab().await?;
    tab.size(1600, 900).await?;
    filled(&tab).await?;
    assert!(tab.text(".seen pre.lines").await?.contains("FM AMEMBASSY PARIS"));
    // The mistake is underlined where it stands, and led to.
    assert_eq!(tab.text(".mirror .warning").await?, "SNEV");
    let line: i64 = tab
        .js("[...document.querySelector('.mirror').children].findIndex((line) => line.querySelector('.warning')) + 1")
        .await?;
    assert_eq!(line, 10);
    tab.click(".seen [data-severity=warning]").await?;
    let held: String =
        tab.js("(({ value, selectionStart, selectionEnd }) => value.slice(selectionStart, selectionEnd))(document.activeElement)").await?;
    assert_eq!(held, "SNEV");
    // Offers for what is typed are taken with the mouse, and can be taken back.
    tab.write("SEN").await?;
    tab.wait("document.querySelector('.offers button[value=SENV]')").await?;
    tab.click(".offers button[value=SENV]").await?;
    tab.wait("document.getElementById('draft').value.includes('tags: PREL, SENV\\n')").await?;
    tab.wait("document.querySelector('.seen pre.lines')?.innerText.includes('TAGS: PREL, SENV')").await?;
    assert!(!tab.text(".mirror").await?.contains("SNEV"));
    assert_eq!(
        tab.js::<String>(
            "[...document.querySelectorAll('.mirror .warning')].map((mark) => mark.innerText).join()"
        )
        .await?,
        "07GREYHAVEN420"
    );
    assert_eq!(tab.js::<String>("document.activeElement.id").await?, "draft");
    tab.js::<bool>("document.execCommand('undo')").await?;
    assert!(tab.js::<bool>("document.getElementById('draft').value.includes('tags: PREL, SEN\\n')").await?);
    // Another form.
    tab.js::<()>("(() => { const to = document.getElementById('to'); to.value = 'smart'; to.dispatchEvent(new Event('change', { bubbles: true })); })()").await?;
    tab.wait("document.querySelector('.seen pre.lines')?.innerText.includes('Subject:')").await?;
    tab.close().await
}

pub(crate) async fn a_reference_above_the_level_is_warned_of_where_it_is_seen(hall: &Hall) -> Outcome {
    let (owner, lower) = (hall.tab().await?, hall.tab_of(&hall.lower).await?);
    filled(&owner).await?;
    filled(&lower).await?;
    assert!(
        owner.text(".seen").await?.contains("07GREYHAVEN420 is SECRET, above this telegram's UNCLASSIFIED")
    );
    let told = lower.text(".seen .findings").await?;
    write(&lower, &DRAFT.replace("07GREYHAVEN420", "07GREYHAVEN999")).await?;
    lower.wait("document.querySelector('.seen pre.lines')?.innerText.includes('GREYHAVEN999')").await?;
    assert_eq!(lower.text(".seen .findings").await?, told.replace("07GREYHAVEN420", "07GREYHAVEN999"));
    // What like telegrams have comes from what is seen.
    for tab in [&owner, &lower] {
        tab.click("button[value=like]").await?;
        tab.wait("document.querySelector('.offers')?.innerText.includes('TAGS of like telegrams')").await?;
    }
    owner.close().await?;
    lower.close().await
}

pub(crate) async fn a_draft_is_written_without_scripts(hall: &Hall) -> Outcome {
    let tab = hall.tab().await?;
    tab.without_scripts().await?;
    tab.open("/write").await?;
    assert!(
        tab.js::<String>("document.getElementById('draft').value")
            .await?
            .contains("\nclassification: UNCLASSIFIED\n")
    );
    write(&tab, DRAFT).await?;
    tab.click("button[value=look]").await?;
    tab.wait("document.querySelector('.seen pre.lines')?.innerText.includes('SNEV')").await?;
    assert_eq!(tab.js::<String>("document.getElementById('draft').value").await?, DRAFT);
    assert!(tab.text(".seen .place").await?.starts_with("Line 10"));
    tab.click("#word").await?;
    tab.write("environm").await?;
    tab.press("Enter").await?;
    tab.wait("document.querySelector('.offers')").await?;
    tab.click(".offers button[value='tags SENV']").await?;
    tab.wait("document.getElementById('draft').value.includes('tags: PREL, SNEV, SENV\\n')").await?;
    tab.close().await
}

pub(crate) async fn a_rule_is_looked_up(hall: &Hall) -> Outcome {
    let tab = hall.tab().await?;
    tab.open("/telegram/74LAPAZ4970?checked=1").await?;
    let code = tab.text(".findings .code").await?;
    tab.click(".findings .code").await?;
    tab.arrived(&format!("/rule/{code}")).await?;
    assert!(tab.text("h1").await?.starts_with(&code));
    tab.open("/rules").await?;
    assert_eq!(tab.count(".rules tbody tr").await?, 144);
    tab.click(".rules a[href='/rule/CL003']").await?;
    tab.arrived("/rule/CL003").await?;
    assert_eq!(tab.count("mark").await?, 1);
    tab.press("n").await?;
    tab.arrived("/rule/CL004").await?;
    tab.close().await
}
