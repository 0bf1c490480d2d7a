//! Two readers of different levels, side by side.

use crate::Outcome;
use crate::hall::{HIDDEN, Hall, PAGES};
use std::collections::{BTreeSet, VecDeque};

/// How many pages are looked at.
const MOST: usize = 250;

/// Goes through the room from page to page and looks for hidden words in what the server sends; they are found where the owner
/// reads, and nowhere for a reader without clearance.
pub(crate) async fn the_lower_reader_never_gets_what_is_hidden(hall: &Hall) -> Outcome {
    let owner = hall.tab().await?;
    let lower = hall.tab_of(&hall.lower).await?;
    owner.open("/telegram/07GREYHAVEN412?original=1").await?;
    lower.open("/telegram/07GREYHAVEN412?original=1").await?;
    assert!(owner.text(".text").await?.contains("QUILLFEATHER"));
    assert!(owner.text(".original").await?.contains("QUILLFEATHER"));
    assert!(owner.text(".beside").await?.contains("GREYHAVEN420"));
    assert!(
        lower.text(".text").await?.contains("twelve boats")
            || lower.text(".text").await?.contains("fourteen boats")
    );
    assert!(lower.text(".reading").await?.contains("UNCLASSIFIED"));

    let mut seen: BTreeSet<String> = PAGES.iter().map(|path| (*path).to_owned()).collect();
    for more in [
        "/api/v1/stats",
        "/api/v1/suggest?q=07GREY",
        "/api/v1/search?q=*&limit=100",
        "/telegram/07GREYHAVEN412?variant=2&original=1",
    ] {
        seen.insert(more.to_owned());
    }
    let mut ahead: VecDeque<String> = seen.iter().cloned().collect();
    let mut looked = 0;
    while let Some(path) = ahead.pop_front().filter(|_| looked < MOST) {
        looked += 1;
        let sent = lower.source(&path).await?;
        for word in HIDDEN {
            assert!(!sent.to_uppercase().contains(word), "{word} is sent at {path}");
        }
        for link in links(&sent) {
            if seen.insert(link.clone()) {
                ahead.push_back(link);
            }
        }
    }
    assert!(looked > 100, "only {looked} pages were found");
    // The page of a telegram that is hidden is the page of one that is not there.
    let hidden = lower.source("/telegram/07GREYHAVEN421").await?.replace("GREYHAVEN421", "GREYHAVEN420");
    assert_eq!(lower.source("/telegram/07GREYHAVEN420").await?, hidden);
    owner.close().await?;
    lower.complaints().await?;
    lower.close().await
}

/// The links of a page that lead into the room.
fn links(html: &str) -> Vec<String> {
    let parts = html.split("href=\"").skip(1).filter_map(|part| part.split('"').next());
    let own = parts.filter(|link| link.starts_with('/') && !link.starts_with("//"));
    own.map(|link| link.replace("&amp;", "&").replace("&#38;", "&")).collect()
}

pub(crate) async fn hidden_words_are_like_words_that_are_not_there(hall: &Hall) -> Outcome {
    let owner = hall.tab().await?;
    let lower = hall.tab_of(&hall.lower).await?;
    owner.open("/").await?;
    lower.open("/").await?;
    for word in ["QUILLFEATHER", "MARROWSTONE", "HERONWATCH", "BRINDLEWICK"] {
        let other = "X".repeat(word.len());
        let hide =
            |html: String| html.replace(word, &other).replace(&word.to_lowercase(), &other.to_lowercase());
        let at = |word: &str| format!("/search?q={word}");
        let found = [hide(owner.source(&at(word)).await?), owner.source(&at(&other)).await?];
        assert_ne!(found[0], found[1], "{word} is not found");
        let found = [hide(lower.source(&at(word)).await?), lower.source(&at(&other)).await?];
        let differ = found[0].lines().zip(found[1].lines()).find(|(one, two)| one != two);
        assert_eq!(differ, None, "{word}");
        assert_eq!(found[0], found[1], "{word}");
    }
    owner.close().await?;
    lower.close().await
}
