//! What is hidden from a reader has no part in any answer of the room: two rooms, over archives that differ only in what lies above
//! him and in how they came to be, give the same answers, header by header and byte by byte, to every request that there is.

mod ask;
mod asks;
mod pair;
mod routes;
#[allow(dead_code, reason = "the proofs of the view use more of it")]
#[path = "../../../view/tests/proofs/support.rs"]
mod support;
mod tools;
#[path = "../../../view/tests/proofs/worlds.rs"]
mod worlds;

use ask::Ask;
use pair::{Names, Pair};
use std::collections::BTreeSet;
use worlds::READERS;

#[tokio::test(flavor = "multi_thread")]
async fn readers_of_unclassified_get_the_same() {
    compare(&Pair::new(&READERS[0], 11)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn readers_of_confidential_get_the_same() {
    compare(&Pair::new(&READERS[1], 12)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn readers_of_secret_get_the_same() {
    compare(&Pair::new(&READERS[2], 13)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn readers_of_a_restriction_get_the_same() {
    compare(&Pair::new(&READERS[3], 14)).await;
}

async fn compare(pair: &Pair) {
    let names = pair.names();
    for (what, list) in [("seen", &names.seen), ("seen in part", &names.partly), ("hidden", &names.hidden)] {
        assert!(list.len() >= 3, "{} numbers are {what}: {list:?}", list.len());
    }
    for ask in asks::all(pair, &names) {
        pair.same(&ask).await;
    }
    tools::all_the_same(pair, &names).await;
    asks::cursors_the_same(pair).await;
    hidden_is_as_not_there(pair, &names).await;
    changes(pair, &names).await;
    routes::all_were_asked(pair).await;
}

/// A number that is hidden and one that is not there give the same in each room too, but for the number itself.
async fn hidden_is_as_not_there(pair: &Pair, names: &Names) {
    for hidden in &names.hidden {
        let missing = missing_beside(hidden, names);
        for (ask, other) in asks::of_a_telegram(hidden).iter().zip(asks::of_a_telegram(&missing)) {
            for room in 0..2 {
                let [first, second] = [pair.answer(room, ask).await, pair.answer(room, &other).await];
                let (first, second) = (first.without_sums(), second.without_sums().renamed(&missing, hidden));
                assert_eq!(first, second, "{ask:?} and {other:?}");
            }
        }
    }
}

/// A number as long as another one that neither archive has.
fn missing_beside(hidden: &str, names: &Names) -> String {
    let (post, number) = hidden.split_at(hidden.trim_end_matches(|c: char| c.is_ascii_digit()).len());
    let taken: BTreeSet<&String> =
        [&names.seen, &names.partly, &names.hidden].into_iter().flatten().collect();
    let all = (1..)
        .map(|at| format!("{post}{:0width$}", 10_u64.pow(number.len() as u32) - at, width = number.len()));
    all.into_iter().find(|name| !taken.contains(name)).unwrap()
}

/// What readers bring in and keep is answered alike too, and so is all else afterwards.
async fn changes(pair: &Pair, names: &Names) {
    for ask in asks::of_folders(pair, names).into_iter().chain(asks::of_imports(pair, names)) {
        pair.same(&ask).await;
    }
    pair.wait_for_imports().await;
    for ask in asks::after(pair, names) {
        pair.same(&ask).await;
    }
    for path in ["/logout", "/login"] {
        pair.same(&Ask::form(path, &format!("csrf={}&name=anna&password=wrong+it+is+indeed", pair.csrf)))
            .await;
    }
    // What differs rightly: the secret of a new session is made by chance.
    let ask = Ask::form("/login", &format!("name=anna&password={}", pair::PASSWORD.replace(' ', "+")));
    let answers = [pair.answer(0, &ask).await, pair.answer(1, &ask).await];
    let [one, other] = answers.map(|answer| {
        answer.with_blank("set-cookie", |value| {
            value.split_once('=').unwrap().1.split_once(';').unwrap().0.to_owned()
        })
    });
    assert_eq!((one.status, &one), (303, &other));
}
