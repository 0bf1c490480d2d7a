//! Logging in: who gets in, what is said to others, and how they are slowed down.

mod common;

use chancery_accounts::{FREE_FAILURES, LONGEST_WAIT, Refused, UserChange};
use common::{HOME, PASSWORD, Room, at};

const WRONG: &str = "eight lights at the harbor";

fn wait(refused: Result<chancery_accounts::Login, Refused>) -> u64 {
    match refused {
        Err(Refused::Wait(seconds)) => seconds,
        Err(Refused::Wrong) => 0,
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_right_password_lets_in_and_all_else_is_the_same_answer() {
    let room = Room::with_anna();
    room.add("berta", Some(PASSWORD));
    room.add("carla", None);
    let disabled = UserChange { disabled: Some(true), ..UserChange::default() };
    room.accounts.set_user("berta", &disabled, at(0)).unwrap();
    let login = room.login("ANNA", PASSWORD, 0).unwrap();
    assert_eq!(login.user.name, "anna");
    let long = "x".repeat(5000);
    for (name, password) in [
        ("anna", WRONG),
        ("anna", ""),
        ("anna", &*long),
        ("berta", PASSWORD),
        ("carla", ""),
        ("nobody", PASSWORD),
    ] {
        // Each from elsewhere, so that nobody waits.
        let origin = format!("{name} {}", password.len());
        let refused = room.accounts.login(name, password, &origin, at(0)).unwrap_err();
        assert!(matches!(refused, Refused::Wrong), "{name}: {refused:?}");
        assert_eq!(refused.to_string(), "the name or the password is wrong");
    }
}

#[test]
fn waits_double_and_say_nothing_about_the_name() {
    for name in ["anna", "nobody"] {
        let room = Room::with_anna();
        let mut waits = Vec::new();
        let mut now = 0;
        for _ in 0..20 {
            assert_eq!(wait(room.accounts.login(name, WRONG, &format!("origin {now}"), at(now))), 0);
            // From elsewhere, so that it is the name that is slowed.
            let seconds = wait(room.accounts.login(name, WRONG, &format!("other origin {now}"), at(now)));
            if seconds == 0 {
                // This one counted too.
                waits.push(0);
                continue;
            }
            waits.push(seconds);
            let early = at(now) + jiff::SignedDuration::from_millis(seconds as i64 * 1000 - 1);
            assert_eq!(wait(room.accounts.login(name, WRONG, "yet another", early)), 1, "{name}");
            now += seconds as i64;
        }
        // Two a round: after the fifth failure, in the third round, there is the first wait.
        let should: Vec<u64> =
            [0, 0].into_iter().chain((0..18).map(|n| 1 << n)).map(|s: u64| s.min(LONGEST_WAIT)).collect();
        // Time forgives a little at the long waits, but the longest wait stays the longest.
        assert_eq!(waits[..11], should[..11], "{name}");
        assert!(waits[12..].iter().all(|wait| *wait >= LONGEST_WAIT / 2), "{name}: {waits:?}");
        assert!(waits.iter().all(|wait| *wait <= LONGEST_WAIT));
    }
}

#[test]
fn the_right_password_has_to_wait_too_and_then_begins_anew() {
    let room = Room::with_anna();
    for _ in 0..FREE_FAILURES {
        assert_eq!(wait(room.accounts.login("anna", WRONG, "far away", at(0))), 0);
    }
    assert_eq!(wait(room.login("anna", PASSWORD, 0)), 1);
    assert!(room.login("anna", PASSWORD, 1).is_ok());
    for _ in 0..FREE_FAILURES {
        assert_eq!(wait(room.login("anna", WRONG, 2)), 0);
    }
    assert_eq!(wait(room.login("anna", WRONG, 2)), 1);
}

#[test]
fn an_origin_is_slowed_over_all_names_and_an_own_login_does_not_help() {
    let room = Room::with_anna();
    for n in 0..FREE_FAILURES {
        assert_eq!(wait(room.login(&format!("guess{n}"), WRONG, 0)), 0);
        if n + 1 < FREE_FAILURES {
            assert!(room.login("anna", PASSWORD, 0).is_ok(), "what was right does not count");
        }
    }
    assert_eq!(wait(room.login("another", WRONG, 0)), 1);
    assert_eq!(wait(room.login("anna", PASSWORD, 0)), 1);
    assert!(room.accounts.login("anna", PASSWORD, "elsewhere", at(0)).is_ok());
    assert!(room.login("anna", PASSWORD, 1).is_ok());
    // The login in between did not wipe out the five.
    assert_eq!(wait(room.login("another", WRONG, 1)), 0);
    assert_eq!(wait(room.login("another", WRONG, 1)), 2);
}

#[test]
fn addresses_of_one_network_are_one_origin() {
    let room = Room::with_anna();
    for n in 0..FREE_FAILURES {
        let origin = format!("2001:db8:1:2::{n:x}");
        assert_eq!(wait(room.accounts.login(&format!("guess{n}"), WRONG, &origin, at(0))), 0);
    }
    assert_eq!(wait(room.accounts.login("anna", PASSWORD, "2001:db8:1:2:ffff::1", at(0))), 1);
    assert!(room.accounts.login("anna", PASSWORD, "2001:db8:1:3::1", at(0)).is_ok());
}

#[test]
fn failures_are_forgiven_in_time_and_swept() {
    let room = Room::with_anna();
    for _ in 0..FREE_FAILURES {
        assert_eq!(wait(room.login("anna", WRONG, 0)), 0);
    }
    let rows = || -> i64 {
        let connection = rusqlite::Connection::open(room.accounts.path()).unwrap();
        connection.query_row("SELECT count(*) FROM failure", [], |row| row.get(0)).unwrap()
    };
    assert_eq!(rows(), 2);
    // After a quarter of an hour one of the five is forgiven, so that the next is the fifth again.
    assert_eq!(wait(room.login("anna", WRONG, 900)), 0);
    assert_eq!(wait(room.login("anna", WRONG, 900)), 1);
    room.accounts.sweep(at(901)).unwrap();
    assert_eq!(rows(), 2);
    room.accounts.sweep(at(900 * 5 + 1)).unwrap();
    assert_eq!(rows(), 2, "one of them is not forgiven yet");
    room.accounts.sweep(at(900 * 6)).unwrap();
    assert_eq!(rows(), 0);
}

#[test]
fn a_restart_forgets_nothing_and_a_clock_set_back_locks_nobody_out() {
    let room = Room::with_anna();
    for _ in 0..FREE_FAILURES + 1 {
        room.login("anna", WRONG, 100_000).unwrap_err();
    }
    let again = chancery_accounts::Accounts::open(&room.folder).unwrap();
    assert_eq!(wait(again.login("anna", PASSWORD, HOME, at(100_000))), 1);
    // A day before: the wait is never more than the longest one.
    assert_eq!(wait(again.login("anna", PASSWORD, HOME, at(10_000))), LONGEST_WAIT);
}

#[test]
fn many_at_once_are_no_more_than_one_after_the_other() {
    let room = Room::with_anna();
    let tried: usize = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..24)
            .map(|n| {
                let accounts = &room.accounts;
                scope.spawn(move || {
                    let refused = accounts.login("anna", WRONG, &format!("origin {n}"), at(0));
                    matches!(refused, Err(Refused::Wrong))
                })
            })
            .collect();
        threads.into_iter().map(|thread| usize::from(thread.join().unwrap())).sum()
    });
    assert_eq!(tried, FREE_FAILURES as usize);
}

#[test]
fn what_is_remembered_is_bounded() {
    let room = Room::with_anna();
    let connection = rusqlite::Connection::open(room.accounts.path()).unwrap();
    for _ in 0..FREE_FAILURES {
        room.accounts.login("anna", WRONG, HOME, at(0)).unwrap_err();
    }
    // As after many guesses at names that are none.
    connection
        .execute_batch(&format!(
            "WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 12000) \
             INSERT INTO failure SELECT 0, randomblob(32), 1, {0}, 0 FROM n",
            at(0).as_millisecond()
        ))
        .unwrap();
    room.accounts.login("nobody", WRONG, "elsewhere", at(0)).unwrap_err();
    let names = |what: &str| -> i64 {
        let sql = format!("SELECT count(*) FROM failure WHERE kind = 0 AND {what}");
        connection.query_row(&sql, [], |row| row.get(0)).unwrap()
    };
    assert_eq!(names("true"), 10_000);
    assert_eq!(names("count = 5"), 1, "who is under attack is not forgotten for others");
    assert_eq!(wait(room.accounts.login("anna", PASSWORD, "elsewhere", at(0))), 1);
}
