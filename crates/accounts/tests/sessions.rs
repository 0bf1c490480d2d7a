//! Sessions and tokens: when they end, and that nothing that opens a door is kept.

mod common;

use chancery_accounts::{
    ABSOLUTE_END, Accounts, Error, IDLE_END, NewToken, Scopes, TOKEN_PREFIX, TOKENS, UserChange,
};
use common::{HOME, PASSWORD, Room, at};

const HOUR: i64 = 3600;
const DAY: i64 = 24 * HOUR;

#[test]
fn a_session_goes_on_while_it_is_used_and_not_for_ever() {
    let room = Room::with_anna();
    assert_eq!((IDLE_END.as_hours(), ABSOLUTE_END.as_hours()), (12, 7 * 24));
    let login = room.login("anna", PASSWORD, 0).unwrap();
    let id = login.session.reveal();
    let there = |seconds| room.accounts.session(id, at(seconds)).unwrap();
    // Used every eleven hours it lives, and its CSRF token is the same all the time.
    let mut now = 0;
    while now < 7 * DAY - 11 * HOUR {
        now += 11 * HOUR;
        let session = there(now).unwrap();
        assert_eq!(session.user.name, "anna");
        assert!(session.csrf.is(login.csrf.reveal()) && !session.csrf.is("") && !session.csrf.is(id));
    }
    assert!(there(7 * DAY - 1).is_some());
    assert!(there(7 * DAY).is_none());
    // Not used, it ends after twelve hours.
    let idle = room.login("anna", PASSWORD, 0).unwrap().session;
    assert!(room.accounts.session(idle.reveal(), at(12 * HOUR)).unwrap().is_none());
    let idle = room.login("anna", PASSWORD, 0).unwrap().session;
    assert!(room.accounts.session(idle.reveal(), at(12 * HOUR - 1)).unwrap().is_some());
    assert!(room.accounts.session(idle.reveal(), at(24 * HOUR - 2)).unwrap().is_some());
}

#[test]
fn a_session_ends_when_it_is_ended() {
    let room = Room::with_anna();
    let [a, b, c] = [0, 1, 2].map(|s| room.login("anna", PASSWORD, s).unwrap().session);
    assert_ne!(a, b);
    assert_eq!(a.reveal().len(), 43);
    assert_eq!(format!("{a:?}"), "Secret(..)");
    room.accounts.logout(a.reveal()).unwrap();
    room.accounts.logout("no session at all").unwrap();
    assert!(room.accounts.session(a.reveal(), at(3)).unwrap().is_none());
    assert!(room.accounts.session(b.reveal(), at(3)).unwrap().is_some());
    // What another process ended is ended here.
    Accounts::open(&room.folder).unwrap().logout_all("anna", at(0)).unwrap();
    assert!(room.accounts.session(b.reveal(), at(3)).unwrap().is_none());
    assert!(room.accounts.session(c.reveal(), at(3)).unwrap().is_none());
    for none in ["", "a", &"A".repeat(43), "' OR 1=1 --"] {
        assert!(room.accounts.session(none, at(3)).unwrap().is_none());
    }
}

#[test]
fn sweeping_takes_what_has_ended_only() {
    let room = Room::with_anna();
    let old = room.login("anna", PASSWORD, 0).unwrap().session;
    let new = room.login("anna", PASSWORD, 6 * HOUR).unwrap().session;
    room.accounts.sweep(at(13 * HOUR)).unwrap();
    let connection = rusqlite::Connection::open(room.accounts.path()).unwrap();
    let rows: i64 = connection.query_row("SELECT count(*) FROM session", [], |row| row.get(0)).unwrap();
    assert_eq!(rows, 1);
    assert!(room.accounts.session(new.reveal(), at(13 * HOUR)).unwrap().is_some());
    assert!(room.accounts.session(old.reveal(), at(13 * HOUR)).unwrap().is_none());
}

fn token<'n>(user: &'n str, name: &'n str, scopes: &str, days: u32) -> NewToken<'n> {
    NewToken { user, name, scopes: scopes.parse().unwrap(), days }
}

#[test]
fn a_token_opens_until_it_ends_and_no_more_than_its_scopes_and_its_user_may() {
    let room = Room::with_anna();
    let (made, text) = room.accounts.make_token(&token("Anna", "nightly", "read,import", 2), at(0)).unwrap();
    let text = text.reveal();
    assert!(text.starts_with(TOKEN_PREFIX) && text.len() == TOKEN_PREFIX.len() + 43);
    assert_eq!((made.user.as_str(), made.name.as_str(), made.used), ("anna", "nightly", None));
    assert_eq!((made.made, made.expires), (at(0), at(2 * DAY)));
    let (user, scopes) = room.accounts.token(text, at(1)).unwrap().unwrap();
    assert_eq!(user.name, "anna");
    assert_eq!(scopes, Scopes::READ, "she may not import");
    let may = UserChange { may_import: Some(true), ..UserChange::default() };
    room.accounts.set_user("anna", &may, at(0)).unwrap();
    assert_eq!(room.accounts.token(text, at(1)).unwrap().unwrap().1.to_string(), "read,import");
    let used = |n: usize| room.accounts.tokens(None).unwrap()[n].used.map(|day| day.to_string());
    assert_eq!(used(0).as_deref(), Some("2026-03-02"));
    assert!(room.accounts.token(text, at(DAY)).unwrap().is_some());
    assert_eq!(used(0).as_deref(), Some("2026-03-03"));
    assert!(room.accounts.token(text, at(2 * DAY)).unwrap().is_none());
    let disabled = UserChange { disabled: Some(true), ..UserChange::default() };
    room.accounts.set_user("anna", &disabled, at(0)).unwrap();
    assert!(room.accounts.token(text, at(1)).unwrap().is_none());
    let bare = text.strip_prefix(TOKEN_PREFIX).unwrap();
    for none in ["", bare, TOKEN_PREFIX, &text[..text.len() - 1], &format!("{text} ")] {
        assert!(room.accounts.token(none, at(1)).unwrap().is_none(), "{none:?}");
    }
}

#[test]
fn tokens_are_listed_revoked_and_swept() {
    let room = Room::with_anna();
    room.add("berta", None);
    let make = |user, days| room.accounts.make_token(&token(user, "", "read", days), at(0)).unwrap();
    let (annas, text) = make("anna", 1);
    let (bertas, _) = make("berta", 90);
    let ids = |user| room.accounts.tokens(user).unwrap().iter().map(|token| token.id).collect::<Vec<_>>();
    assert_eq!(ids(None), [bertas.id, annas.id]);
    assert_eq!(ids(Some("ANNA")), [annas.id]);
    assert!(matches!(room.accounts.tokens(Some("carla")), Err(Error::NoUser { .. })));
    // Another's token and none are the same.
    let others = room.accounts.revoke_token(annas.id, Some("berta"), at(0)).unwrap_err().to_string();
    let none = room.accounts.revoke_token(9_999, Some("berta"), at(0)).unwrap_err().to_string();
    assert_eq!(others.replace(&annas.id.to_string(), "9999"), none);
    assert!(room.accounts.token(text.reveal(), at(1)).unwrap().is_some());
    room.accounts.revoke_token(annas.id, Some("Anna"), at(0)).unwrap();
    assert!(room.accounts.token(text.reveal(), at(1)).unwrap().is_none());
    assert!(matches!(room.accounts.revoke_token(annas.id, None, at(0)), Err(Error::NoToken { .. })));
    let (short, _) = make("anna", 1);
    room.accounts.sweep(at(30 * DAY)).unwrap();
    assert_eq!(ids(None), [short.id, bertas.id]);
    room.accounts.sweep(at(31 * DAY)).unwrap();
    assert_eq!(ids(None), [bertas.id]);
}

#[test]
fn what_is_no_token_is_not_made() {
    let room = Room::with_anna();
    let refused = |new: &NewToken<'_>| room.accounts.make_token(new, at(0)).unwrap_err();
    assert!(matches!(refused(&token("berta", "", "read", 1)), Error::NoUser { .. }));
    for days in [0, 3651, u32::MAX] {
        assert!(matches!(refused(&token("anna", "", "read", days)), Error::BadDays { .. }));
    }
    assert!(matches!(refused(&token("anna", &"x".repeat(101), "read", 1)), Error::TooLong { .. }));
    assert!(matches!(refused(&token("anna", "a\nb", "read", 1)), Error::Bad { .. }));
    let none = NewToken { scopes: Scopes::default(), ..token("anna", "", "read", 1) };
    assert!(matches!(refused(&none), Error::Bad { .. }));
    for bad in ["", "write", "read,", "read;import"] {
        assert!(bad.parse::<Scopes>().is_err(), "{bad}");
    }
    for _ in 0..TOKENS {
        room.accounts.make_token(&token("anna", "", "read", 1), at(0)).unwrap();
    }
    assert!(matches!(refused(&token("anna", "", "read", 1)), Error::Full { .. }));
    // Those that have ended do not count.
    assert!(room.accounts.make_token(&token("anna", "", "read", 1), at(DAY)).is_ok());
}

#[test]
fn nothing_that_opens_a_door_is_in_the_database() {
    let room = Room::with_anna();
    let login = room.login("anna", PASSWORD, 0).unwrap();
    let (_, text) = room.accounts.make_token(&token("anna", "nightly", "read", 9), at(0)).unwrap();
    room.login("anna", "wrong password typed", 0).unwrap_err();
    // A password in the field for names.
    room.login("my secret password in the wrong field", "x", 0).unwrap_err();
    room.accounts.session(login.session.reveal(), at(100)).unwrap();
    room.accounts.token(text.reveal(), at(100)).unwrap();
    room.accounts.set_password("anna", "the second password", at(0)).unwrap();
    room.accounts.flush_audit().unwrap();
    assert!(room.holds("anna") && room.holds("nightly") && room.holds(HOME), "the bytes are looked at");
    for secret in [
        PASSWORD,
        "the second password",
        "wrong password typed",
        "my secret password in the wrong field",
        login.session.reveal(),
        login.csrf.reveal(),
        text.reveal(),
        text.reveal().strip_prefix(TOKEN_PREFIX).unwrap(),
    ] {
        assert!(!room.holds(secret), "{secret} is in the database");
    }
}

#[test]
#[cfg(unix)]
fn folder_and_files_are_for_their_owner_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let room = Room::with_anna();
    let mode = |path: &std::path::Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&room.folder), 0o700);
    let files: Vec<_> = std::fs::read_dir(&room.folder).unwrap().map(|file| file.unwrap().path()).collect();
    assert!(files.len() > 1, "the log of writes is there too: {files:?}");
    for file in files {
        assert_eq!(mode(&file), 0o600, "{}", file.display());
    }
    // A copy that came with other rights gets them back.
    let path = room.accounts.path();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).unwrap();
    drop(Accounts::open(&room.folder).unwrap());
    assert_eq!(mode(&path), 0o600);
}
