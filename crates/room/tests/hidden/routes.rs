//! That nothing was forgotten: each path of the room, each operation of its description, was asked and answered.

use crate::ask::Ask;
use crate::pair::Pair;
use axum::Router;
use std::collections::{BTreeMap, BTreeSet};

/// The paths of a router, as patterns. It has no list of them, but shows them where it is shown to programmers.
fn paths(router: &Router) -> BTreeSet<String> {
    let shown = format!("{router:?}");
    let quoted = shown.split('"').filter(|part| part.starts_with('/') && !part.contains("__private"));
    quoted.map(str::to_owned).collect()
}

/// How often each path was answered with each status, as the room counts it. The times beside that differ rightly.
fn counts(metrics: &str) -> BTreeMap<(String, u16), u64> {
    let line = |line: &str| {
        let (labels, count) = line.strip_prefix("chancery_requests_total{")?.split_once("} ")?;
        let label = |name: &str| Some(labels.split_once(&format!("{name}=\""))?.1.split_once('"')?.0);
        Some(((label("path")?.to_owned(), label("status")?.parse().ok()?), count.parse::<u64>().ok()?))
    };
    let mut counts = BTreeMap::new();
    for (key, count) in metrics.lines().filter_map(line) {
        *counts.entry(key).or_default() += count;
    }
    counts
}

/// Holds the counts of both rooms against each other, and against the list of all paths.
pub(crate) async fn all_were_asked(pair: &Pair) {
    let found = pair.same(&Ask::get("/").header("authorization", &pair.token)).await.text();
    let asset = found.split('"').find(|part| part.starts_with("/assets/")).unwrap().to_owned();
    assert_eq!(pair.same(&Ask::get(asset)).await.status, 200);
    let ask = Ask::get("/metrics");
    // Asked once before, so that it is counted itself.
    let mut counted = Vec::new();
    for side in 0..2 {
        pair.answer(side, &ask).await;
        counted.push(counts(&pair.answer(side, &ask).await.text()));
    }
    // Questions how far an import is are asked until it is done.
    for counts in &mut counted {
        counts.remove(&("/api/v1/import".to_owned(), 200));
    }
    assert_eq!(counted[0], counted[1]);
    let paths = paths(pair.router());
    assert!(paths.contains("/telegram/{mrn}") && paths.contains("/mcp") && paths.len() > 30, "{paths:?}");
    for path in &paths {
        let answered = counted[0].keys().any(|(known, status)| known == path && *status < 400);
        // Where there is nothing; and the path that was left out above.
        let is_empty = ["/api/{*rest}", "/login/openid", "/login/openid/back"].contains(&path.as_str());
        let nothing = is_empty && counted[0].contains_key(&(path.clone(), 404));
        assert!(
            answered || nothing || path == "/api/v1/import",
            "{path} was not asked: add it to the requests"
        );
    }
}
