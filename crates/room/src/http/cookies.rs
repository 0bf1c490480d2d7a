//! The cookies: for the session of a reader, and for a login with an account elsewhere that was begun.

use axum::http::{HeaderMap, HeaderValue, header};

/// A cookie that no script reads. Where the room is reached by https alone its name says that a browser takes it from no other place.
pub(crate) struct Cookie {
    name: &'static str,
    safe: &'static str,
    same_site: &'static str,
}

/// Holds a session. No other site can send it.
pub(crate) const SESSION: Cookie = Cookie { name: "chancery", safe: "__Host-chancery", same_site: "Strict" };

/// Holds a login that was begun. It has to come along when the issuer leads back.
pub(crate) const BEGUN: Cookie =
    Cookie { name: "chancery-login", safe: "__Host-chancery-login", same_site: "Lax" };

impl Cookie {
    fn name(&self, https: bool) -> &'static str {
        if https { self.safe } else { self.name }
    }
}

/// What a browser sends of a cookie.
pub(crate) fn get(headers: &HeaderMap, cookie: &Cookie, https: bool) -> Option<String> {
    let name = cookie.name(https);
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let pairs = cookies.flat_map(|value| value.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.filter(|(known, _)| *known == name).map(|(_, text)| text.to_owned()).next()
}

/// Gives a browser a cookie for so many seconds; for none it takes it away.
pub(crate) fn set(headers: &mut HeaderMap, cookie: &Cookie, text: &str, seconds: i64, https: bool) {
    let (name, site) = (cookie.name(https), cookie.same_site);
    let secure = if https { "; Secure" } else { "" };
    let cookie = format!("{name}={text}; Path=/; HttpOnly; SameSite={site}; Max-Age={seconds}{secure}");
    if let Ok(value) = HeaderValue::from_str(&cookie) {
        headers.append(header::SET_COOKIE, value);
    }
}

#[cfg(test)]
mod tests {
    use super::{BEGUN, SESSION, get, set};
    use axum::http::{HeaderMap, HeaderValue, header};

    #[test]
    fn cookies_are_found_by_their_whole_name() {
        let with =
            |value: &'static str| HeaderMap::from_iter([(header::COOKIE, HeaderValue::from_static(value))]);
        assert_eq!(get(&with("a=b; chancery=xyz; c=d"), &SESSION, false).as_deref(), Some("xyz"));
        assert_eq!(get(&with("chancery=xyz"), &SESSION, true), None);
        assert_eq!(get(&with("__Host-chancery=xyz"), &SESSION, true).as_deref(), Some("xyz"));
        assert_eq!(get(&with("chancery=xyz"), &BEGUN, false), None);
        assert_eq!(get(&with("chancery=a; chancery-login=b"), &BEGUN, false).as_deref(), Some("b"));
    }

    #[test]
    fn cookies_are_kept_from_scripts_and_other_sites() {
        let made = |cookie, https| {
            let mut headers = HeaderMap::new();
            set(&mut headers, cookie, "xyz", 60, https);
            headers.get(header::SET_COOKIE).unwrap().to_str().unwrap().to_owned()
        };
        assert_eq!(
            made(&SESSION, true),
            "__Host-chancery=xyz; Path=/; HttpOnly; SameSite=Strict; Max-Age=60; Secure"
        );
        assert_eq!(made(&BEGUN, false), "chancery-login=xyz; Path=/; HttpOnly; SameSite=Lax; Max-Age=60");
    }
}
