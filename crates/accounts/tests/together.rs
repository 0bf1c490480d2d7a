//! Several who use one database at once: threads, and processes, which are connections of their own here.

mod common;

use chancery_accounts::{Accounts, AuditFilter, OWNER};
use common::{PASSWORD, Room, at, new};
use std::sync::Barrier;
use std::thread;

fn assert_shared<T: Send + Sync>(_: &T) {}

#[test]
fn many_open_a_new_database_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let room = folder.path().join("room");
    let together = Barrier::new(8);
    thread::scope(|scope| {
        for n in 0..8 {
            let (room, together) = (&room, &together);
            scope.spawn(move || {
                together.wait();
                let accounts = Accounts::open(room).unwrap();
                accounts.add_user(&new(&format!("reader{n}"), None), at(0)).unwrap();
            });
        }
    });
    assert_eq!(Accounts::open(&room).unwrap().users().unwrap().len(), 8);
}

#[test]
fn threads_and_processes_write_and_nothing_is_lost() {
    let room = Room::with_anna();
    assert_shared(&room.accounts);
    let others = [Accounts::open(&room.folder).unwrap(), Accounts::open(&room.folder).unwrap()];
    let folder = room.accounts.make_folder(OWNER, "Harbor", "", at(0)).unwrap().id;
    let session = room.login("anna", PASSWORD, 0).unwrap().session;
    thread::scope(|scope| {
        for (n, accounts) in others.iter().chain([&room.accounts, &room.accounts]).enumerate() {
            let session = &session;
            scope.spawn(move || {
                for m in 0..25 {
                    let key = format!("07PORTALDER{}", n * 100 + m);
                    accounts.audit(at(0), Some("anna"), "read", &key).unwrap();
                    // One of them is new each time, the other for the first who comes.
                    let new = accounts.add_entries(OWNER, folder, &[key, "ALL".into()], at(0)).unwrap();
                    assert!((1..=2).contains(&new));
                    assert!(accounts.session(session.reveal(), at(120 * m as i64)).unwrap().is_some());
                }
                accounts.flush_audit().unwrap();
            });
        }
    });
    let there = room.accounts.folder(OWNER, folder).unwrap();
    assert_eq!(there.entries, 4 * 25 + 1);
    let read = room.accounts.audit_lines(&AuditFilter::default()).unwrap();
    assert_eq!(read.iter().filter(|line| line.what == "read").count(), 4 * 25);
}

#[test]
fn only_one_of_many_gets_a_name() {
    let room = Room::new();
    let other = Accounts::open(&room.folder).unwrap();
    let got: usize = thread::scope(|scope| {
        let threads: Vec<_> = [&room.accounts, &other, &room.accounts, &other]
            .map(|accounts| scope.spawn(move || accounts.add_user(&new("anna", None), at(0)).is_ok()))
            .into_iter()
            .collect();
        threads.into_iter().map(|thread| usize::from(thread.join().unwrap())).sum()
    });
    assert_eq!(got, 1);
}

#[test]
fn what_is_changed_by_one_is_seen_by_the_other_at_once() {
    let room = Room::with_anna();
    let other = Accounts::open(&room.folder).unwrap();
    let session = other.login("anna", PASSWORD, "elsewhere", at(0)).unwrap().session;
    assert!(room.accounts.session(session.reveal(), at(1)).unwrap().is_some());
    room.accounts.set_password("anna", "another one altogether", at(0)).unwrap();
    assert!(other.session(session.reveal(), at(1)).unwrap().is_none());
    assert!(other.login("anna", PASSWORD, "elsewhere", at(1)).is_err());
    assert!(other.login("anna", "another one altogether", "elsewhere", at(1)).is_ok());
}
