//! The audit log: that it has all that was put in, in order, and nothing can be taken out.

mod common;

use chancery_accounts::{AUDIT_DELAY, AUDIT_TEXT, Accounts, AuditFilter, AuditLine, Subject};
use common::{HOME, PASSWORD, Room, at};
use std::time::{Duration, Instant};

fn told(lines: &[AuditLine]) -> Vec<String> {
    lines
        .iter()
        .map(|line| format!("{} {} {}", line.user.as_deref().unwrap_or("-"), line.what, line.which))
        .collect()
}

#[test]
fn lines_come_back_newest_first_by_user_and_time_and_page() {
    let room = Room::new();
    for n in 0..10 {
        let user = if n % 2 == 0 { Some("anna") } else { Some("berta") };
        room.accounts.audit(at(n), user, "read", &format!("07PORTALDER{n}")).unwrap();
    }
    room.accounts.audit(at(20), None, "login failed", HOME).unwrap();
    let lines = |filter: &AuditFilter<'_>| room.accounts.audit_lines(filter).unwrap();
    let all = lines(&AuditFilter::default());
    assert_eq!(all.len(), 11);
    assert!(all.is_sorted_by(|a, b| (a.at, a.id) > (b.at, b.id)));
    assert_eq!(told(&all[..2]), ["- login failed 192.0.2.7", "berta read 07PORTALDER9"]);
    let annas = lines(&AuditFilter { user: Some("ANNA"), ..AuditFilter::default() });
    assert_eq!(annas.len(), 5);
    let some = AuditFilter { since: Some(at(3)), until: Some(at(6)), ..AuditFilter::default() };
    assert_eq!(
        told(&lines(&some)),
        ["berta read 07PORTALDER5", "anna read 07PORTALDER4", "berta read 07PORTALDER3"]
    );
    let both = AuditFilter { user: Some("anna"), ..some };
    assert_eq!(told(&lines(&both)), ["anna read 07PORTALDER4"]);
    let mut paged = Vec::new();
    let mut after = None;
    loop {
        let page = lines(&AuditFilter { after, limit: 3, ..AuditFilter::default() });
        let Some(last) = page.last() else { break };
        after = Some((last.at, last.id));
        paged.extend(page);
    }
    assert_eq!(paged, all);
}

#[test]
fn lines_of_one_moment_keep_their_order() {
    let room = Room::new();
    for n in 0..100 {
        room.accounts.audit(at(0), Some("anna"), "search", &n.to_string()).unwrap();
    }
    let mut which: Vec<_> = room
        .accounts
        .audit_lines(&AuditFilter::default())
        .unwrap()
        .into_iter()
        .map(|line| line.which)
        .collect();
    which.reverse();
    assert_eq!(which, (0..100).map(|n| n.to_string()).collect::<Vec<_>>());
}

#[test]
fn long_texts_are_cut() {
    let room = Room::new();
    room.accounts.audit(at(0), Some(&"a".repeat(100)), &"b".repeat(100), &"\u{fc}".repeat(501)).unwrap();
    room.accounts.audit(at(0), None, "search", &"\u{fc}".repeat(AUDIT_TEXT)).unwrap();
    let lines = room.accounts.audit_lines(&AuditFilter::default()).unwrap();
    assert_eq!(lines[0].which, "\u{fc}".repeat(500));
    assert_eq!(lines[1].which, "\u{fc}".repeat(499) + "…");
    assert_eq!((lines[1].what.chars().count(), lines[1].user.as_ref().unwrap().chars().count()), (40, 64));
}

#[test]
fn lines_are_written_within_a_second_and_when_it_is_dropped() {
    assert!(AUDIT_DELAY < Duration::from_secs(1));
    let room = Room::new();
    let rows = || -> i64 {
        let connection = rusqlite::Connection::open(room.accounts.path()).unwrap();
        connection.query_row("SELECT count(*) FROM audit", [], |row| row.get(0)).unwrap()
    };
    let begun = Instant::now();
    room.accounts.audit(at(0), None, "read", "07PORTALDER417").unwrap();
    // Nobody asks for it, and it comes. On a busy computer a little later.
    while rows() == 0 {
        assert!(begun.elapsed() < Duration::from_secs(20), "nothing is written");
        std::thread::sleep(Duration::from_millis(10));
    }
    let other = Accounts::open(&room.folder).unwrap();
    for n in 0..5000 {
        other.audit(at(n), None, "read", "07PORTALDER417").unwrap();
    }
    drop(other);
    assert_eq!(rows(), 5001);
}

#[test]
fn a_line_waits_for_others_so_that_many_are_cheap() {
    let room = Room::new();
    let begun = Instant::now();
    for n in 0..20_000 {
        room.accounts.audit(at(n), Some("anna"), "read", "07PORTALDER417").unwrap();
    }
    room.accounts.flush_audit().unwrap();
    // One transaction a line would sync the disk 20,000 times.
    assert!(begun.elapsed() < Duration::from_secs(10), "{:?}", begun.elapsed());
    let connection = rusqlite::Connection::open(room.accounts.path()).unwrap();
    let rows: i64 = connection.query_row("SELECT count(*) FROM audit", [], |row| row.get(0)).unwrap();
    assert_eq!(rows, 20_000);
}

#[test]
fn what_cannot_be_written_waits_and_too_much_is_refused() {
    let room = Room::new();
    let other = rusqlite::Connection::open(room.accounts.path()).unwrap();
    // In place of a full disk.
    other
        .execute_batch("CREATE TRIGGER full BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'no room'); END")
        .unwrap();
    room.accounts.audit(at(0), None, "read", "first").unwrap();
    assert!(room.accounts.flush_audit().is_err());
    assert!(
        room.accounts.audit_lines(&AuditFilter::default()).is_err(),
        "what is missing is not passed over"
    );
    let mut taken = 1;
    let refused = loop {
        match room.accounts.audit(at(taken), None, "read", "more") {
            Ok(()) => taken += 1,
            Err(error) => break error,
        }
        assert!(taken < 50_000);
    };
    assert!(refused.to_string().contains("no room"), "{refused}");
    assert!(matches!(room.login("nobody", "x", 0), Err(chancery_accounts::Refused::Failed(_))));
    other.execute_batch("DROP TRIGGER full").unwrap();
    room.accounts.flush_audit().unwrap();
    let rows: i64 = other.query_row("SELECT count(*) FROM audit", [], |row| row.get(0)).unwrap();
    assert_eq!(rows, taken);
    let first: String =
        other.query_row("SELECT which FROM audit ORDER BY id LIMIT 1", [], |row| row.get(0)).unwrap();
    assert_eq!(first, "first");
}

#[test]
fn nothing_can_be_changed_or_taken_out() {
    let room = Room::new();
    room.accounts.audit(at(0), Some("anna"), "read", "07PORTALDER417").unwrap();
    room.accounts.flush_audit().unwrap();
    let other = rusqlite::Connection::open(room.accounts.path()).unwrap();
    for sql in ["UPDATE audit SET user = 'berta'", "DELETE FROM audit", "DELETE FROM audit WHERE id = 1"] {
        let error = other.execute(sql, []).unwrap_err();
        assert!(error.to_string().contains("only added to"), "{error}");
    }
    room.accounts.sweep(at(1_000_000_000)).unwrap();
    assert_eq!(room.accounts.audit_lines(&AuditFilter::default()).unwrap().len(), 1);
}

#[test]
fn logins_are_in_it_and_names_that_are_none_are_not() {
    let room = Room::with_anna();
    room.login("Anna", PASSWORD, 0).unwrap();
    room.login("ANNA", "wrong", 1).unwrap_err();
    room.login("my password by mistake", "wrong", 2).unwrap_err();
    room.accounts.login_as(Some(&Subject::new("https://id.example", "417")), HOME, at(3)).unwrap_err();
    let lines = room.accounts.audit_lines(&AuditFilter::default()).unwrap();
    assert_eq!(
        told(&lines),
        [
            "- login failed 192.0.2.7",
            "- login failed 192.0.2.7",
            "anna login failed 192.0.2.7",
            "anna login 192.0.2.7",
            "owner user added anna SECRET//NOFORN"
        ]
    );
    room.accounts.remove_user("anna", at(0)).unwrap();
    let annas = AuditFilter { user: Some("anna"), ..AuditFilter::default() };
    assert_eq!(room.accounts.audit_lines(&annas).unwrap().len(), 2, "what she did stays");
}
