//! Users: names, passwords, changes, and what ends with them.

mod common;

use chancery_accounts::{AuditFilter, Error, NewToken, NewUser, OWNER, Refused, Scopes, Subject, UserChange};
use common::{HOME, PASSWORD, Room, at, new};
use proptest::prelude::{ProptestConfig, proptest};

#[test]
fn names_are_checked_and_unique_whatever_the_case() {
    let room = Room::new();
    for good in ["a", "Anna.B-c_d@post.example", "7", &"x".repeat(64)] {
        room.add(good, None);
    }
    for bad in ["", " ", "a b", "anna\n", "z\u{fc}rich", "a/b", &"x".repeat(65), "a\0"] {
        let error = room.accounts.add_user(&new(bad, None), at(0)).unwrap_err();
        assert!(matches!(error, Error::BadName { .. }), "{bad:?}: {error}");
    }
    for owner in [OWNER, "Owner", "OWNER"] {
        assert!(matches!(room.accounts.add_user(&new(owner, None), at(0)), Err(Error::Reserved { .. })));
    }
    assert!(matches!(room.accounts.add_user(&new("A", None), at(0)), Err(Error::NameTaken { .. })));
    assert_eq!(
        room.accounts.user("anna.b-C_D@POST.example").unwrap().unwrap().name,
        "Anna.B-c_d@post.example"
    );
    assert_eq!(room.accounts.users().unwrap().len(), 4);
}

#[test]
fn passwords_have_bounds() {
    let room = Room::new();
    for bad in ["", "elevenchars", &"\u{fc}".repeat(11), &"x".repeat(1025), &"\u{fc}".repeat(513)] {
        assert!(
            matches!(room.accounts.add_user(&new("a", Some(bad)), at(0)), Err(Error::BadPassword)),
            "{bad}"
        );
    }
    // A letter that is written with two characters is one.
    assert!(matches!(
        room.accounts.add_user(&new("a", Some(&"u\u{308}".repeat(6))), at(0)),
        Err(Error::BadPassword)
    ));
    room.add("a", Some("twelve chars"));
    room.add("b", Some(&"x".repeat(1024)));
    assert!(room.login("b", &"x".repeat(1024), 0).is_ok());
    assert!(matches!(room.accounts.set_password("a", "too short", at(0)), Err(Error::BadPassword)));
    assert!(matches!(room.accounts.set_password("c", PASSWORD, at(0)), Err(Error::NoUser { .. })));
    assert!(room.login("a", "twelve chars", 0).is_ok());
}

#[test]
fn what_is_set_is_there() {
    let room = Room::with_anna();
    let change = UserChange {
        clearance: Some("TOP SECRET".into()),
        may_import: Some(true),
        disabled: Some(true),
        subject: Some(Some(Subject { issuer: "https://id.example".into(), sub: "417".into() })),
    };
    let set = room.accounts.set_user("ANNA", &change, at(0)).unwrap();
    assert_eq!(room.accounts.user("anna").unwrap().unwrap(), set);
    assert_eq!((set.name.as_str(), set.clearance.as_str()), ("anna", "TOP SECRET"));
    assert!(set.may_import && set.disabled && set.has_password && set.subject.is_some());
    let same = room.accounts.set_user("anna", &UserChange::default(), at(0)).unwrap();
    assert_eq!(same, set);
    assert!(matches!(
        room.accounts.set_user("berta", &UserChange::default(), at(0)),
        Err(Error::NoUser { name }) if name == "berta"
    ));
}

#[test]
fn sessions_end_with_what_they_were_begun_with() {
    let clearance = |text: &str| UserChange { clearance: Some(text.into()), ..UserChange::default() };
    let disabled = |yes| UserChange { disabled: Some(yes), ..UserChange::default() };
    let import = UserChange { may_import: Some(true), ..UserChange::default() };
    let room = Room::with_anna();
    room.add("berta", Some(PASSWORD));
    let others = room.login("berta", PASSWORD, 0).unwrap().session;
    let begin = || (0..2).map(|_| room.login("anna", PASSWORD, 0).unwrap().session).collect::<Vec<_>>();
    let go_on = |sessions: &[chancery_accounts::Secret]| {
        let there = sessions.iter().filter(|id| room.accounts.session(id.reveal(), at(1)).unwrap().is_some());
        there.count()
    };
    let sessions = begin();
    room.accounts.set_user("anna", &import, at(0)).unwrap();
    room.accounts.set_user("anna", &clearance("SECRET//NOFORN"), at(0)).unwrap();
    assert_eq!(go_on(&sessions), 2, "nothing that matters was changed");
    room.accounts.set_user("anna", &clearance("CONFIDENTIAL"), at(0)).unwrap();
    assert_eq!(go_on(&sessions), 0);
    let sessions = begin();
    room.accounts.set_user("anna", &disabled(true), at(0)).unwrap();
    room.accounts.set_user("anna", &disabled(false), at(0)).unwrap();
    assert_eq!(go_on(&sessions), 0);
    let sessions = begin();
    room.accounts.set_password("anna", "another one altogether", at(0)).unwrap();
    assert_eq!(go_on(&sessions), 0);
    assert!(room.login("anna", "another one altogether", 0).is_ok());
    assert_eq!(go_on(&[others]), 1);
}

#[test]
fn a_removed_user_leaves_nothing_to_the_next_of_that_name() {
    let room = Room::with_anna();
    let session = room.login("anna", PASSWORD, 0).unwrap().session;
    let token = NewToken { user: "anna", name: "", scopes: Scopes::READ, days: 9 };
    let (_, token) = room.accounts.make_token(&token, at(0)).unwrap();
    room.accounts.make_folder("anna", "Harbor", "", at(0)).unwrap();
    let first = room.accounts.user("anna").unwrap().unwrap();
    room.accounts.remove_user("Anna", at(0)).unwrap();
    assert!(matches!(room.accounts.remove_user("anna", at(0)), Err(Error::NoUser { .. })));
    let second = room.add("anna", None);
    assert_ne!(first.id, second.id);
    assert!(room.accounts.session(session.reveal(), at(1)).unwrap().is_none());
    assert!(room.accounts.token(token.reveal(), at(1)).unwrap().is_none());
    assert!(room.accounts.folders("anna").unwrap().is_empty());
    assert!(room.login("anna", PASSWORD, 1).is_err());
}

#[test]
fn an_outside_login_is_one_users() {
    let room = Room::with_anna();
    let subject = Subject::new("https://id.example/", "417");
    let berta = NewUser { subject: Some(&subject), ..new("berta", None) };
    room.accounts.add_user(&berta, at(0)).unwrap();
    assert!(matches!(
        room.accounts.add_user(&NewUser { name: "carla", ..berta }, at(0)),
        Err(Error::SubjectTaken)
    ));
    let steal = UserChange { subject: Some(Some(subject.clone())), ..UserChange::default() };
    assert!(matches!(room.accounts.set_user("anna", &steal, at(0)), Err(Error::SubjectTaken)));
    let enter = |issuer, sub| room.accounts.login_as(Some(&Subject::new(issuer, sub)), HOME, at(0));
    let login = enter("https://id.example", "417").unwrap();
    assert_eq!(login.user.name, "berta");
    assert!(room.accounts.session(login.session.reveal(), at(1)).unwrap().is_some());
    for (issuer, sub) in [("https://id.example", "418"), ("https://other.example", "417"), ("", "")] {
        assert!(matches!(enter(issuer, sub), Err(Refused::Wrong)));
    }
    let disabled = UserChange { disabled: Some(true), ..UserChange::default() };
    room.accounts.set_user("berta", &disabled, at(0)).unwrap();
    assert!(matches!(enter("https://id.example", "417"), Err(Refused::Wrong)));
    // Who has no password logs in with none.
    assert!(room.login("berta", "", 0).is_err());
}

#[test]
fn outside_logins_that_fail_are_slowed_down_and_noted() {
    let room = Room::with_anna();
    let subject = Subject::new("https://id.example", "417");
    room.accounts.add_user(&NewUser { subject: Some(&subject), ..new("berta", None) }, at(0)).unwrap();
    let enter = |subject: Option<&Subject>, from, seconds| room.accounts.login_as(subject, from, at(seconds));
    let nobody = Subject::new("https://id.example", "418");
    for n in 0..5 {
        let vouched = (n % 2 == 0).then_some(&nobody);
        assert!(matches!(enter(vouched, HOME, 0), Err(Refused::Wrong)), "{n}");
    }
    // The right one waits too, where it comes from there; and elsewhere it does not.
    assert!(matches!(enter(Some(&subject), HOME, 0), Err(Refused::Wait(1))));
    assert!(matches!(room.login("anna", PASSWORD, 0), Err(Refused::Wait(1))));
    assert!(enter(Some(&subject), "198.51.100.7", 0).is_ok());
    assert!(enter(Some(&subject), HOME, 2).is_ok());
    let lines = room.accounts.audit_lines(&AuditFilter::default()).unwrap();
    let whats = |what| lines.iter().filter(|line| line.what == what).count();
    assert_eq!((whats("login"), whats("login failed")), (2, 5));
}

#[test]
fn a_change_and_its_line_in_the_log_are_one() {
    let room = Room::with_anna();
    let other = rusqlite::Connection::open(room.accounts.path()).unwrap();
    other
        .execute_batch("CREATE TRIGGER full BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'no room'); END")
        .unwrap();
    let a = &room.accounts;
    let token = NewToken { user: "anna", name: "", scopes: Scopes::READ, days: 1 };
    let change = UserChange { may_import: Some(true), ..UserChange::default() };
    let before = a.user("anna").unwrap();
    assert!(a.add_user(&new("berta", None), at(1)).is_err());
    assert!(a.set_user("anna", &change, at(1)).is_err());
    assert!(a.set_password("anna", "another one altogether", at(1)).is_err());
    assert!(a.remove_user("anna", at(1)).is_err());
    assert!(a.make_token(&token, at(1)).is_err());
    assert_eq!((a.user("anna").unwrap(), a.users().unwrap().len()), (before, 1));
    assert!(a.tokens(None).unwrap().is_empty());
    other.execute_batch("DROP TRIGGER full").unwrap();
    a.set_user("anna", &change, at(2)).unwrap();
    let id = a.make_token(&token, at(3)).unwrap().0.id;
    a.logout_all("anna", at(4)).unwrap();
    a.revoke_token(id, Some("anna"), at(5)).unwrap();
    let lines = a.audit_lines(&AuditFilter::default()).unwrap();
    let told: Vec<_> = lines.iter().map(|l| (l.user.as_deref().unwrap(), &*l.what, &*l.which)).collect();
    assert_eq!(
        told,
        [
            ("anna", "token revoked", "1"),
            ("owner", "logged out", "anna"),
            ("owner", "token made", "1 anna read"),
            ("owner", "user set", "anna SECRET//NOFORN, may import"),
            ("owner", "user added", "anna SECRET//NOFORN"),
        ]
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_name_is_taken_exactly_when_it_is_made_of_what_it_may_have(name in "[a-cA-C0-1._@ é\\-\\n]{0,5}|[a-z]{60,68}") {
        let room = Room::new();
        let good = (1..=64).contains(&name.len())
            && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"._-@".contains(&b));
        let added = room.accounts.add_user(&new(&name, None), at(0));
        assert_eq!(added.is_ok(), good, "{name:?}");
        if good {
            let upper = name.to_ascii_uppercase();
            assert_eq!(room.accounts.user(&upper).unwrap().unwrap().name, name);
            assert!(room.accounts.add_user(&new(&upper, None), at(0)).is_err());
        }
    }
}
