//! A request as it is sent, and its answer as it comes.

use axum::body::Body;
use axum::http::Request;
use axum::response::Response;
use http_body_util::BodyExt;
use std::fmt;

/// Something asked.
#[derive(Clone)]
pub(crate) struct Ask {
    pub(crate) method: &'static str,
    pub(crate) path: String,
    pub(crate) headers: Vec<(&'static str, String)>,
    pub(crate) body: Vec<u8>,
}

impl Ask {
    pub(crate) fn get(path: impl Into<String>) -> Ask {
        Ask::with("GET", path)
    }

    pub(crate) fn with(method: &'static str, path: impl Into<String>) -> Ask {
        Ask { method, path: path.into(), headers: Vec::new(), body: Vec::new() }
    }

    pub(crate) fn form(path: &str, fields: &str) -> Ask {
        let ask = Ask::with("POST", path).header("content-type", "application/x-www-form-urlencoded");
        Ask { body: fields.into(), ..ask }
    }

    pub(crate) fn header(mut self, name: &'static str, value: impl Into<String>) -> Ask {
        self.headers.push((name, value.into()));
        self
    }

    pub(crate) fn body(self, body: impl Into<Vec<u8>>) -> Ask {
        Ask { body: body.into(), ..self }
    }

    /// As a request of somebody who says who he is by a header.
    pub(crate) fn request(&self, who: (&str, &str)) -> Request<Body> {
        let mut request = Request::builder().method(self.method).uri(&self.path).header(who.0, who.1);
        if !self.headers.iter().any(|(name, _)| *name == "host") {
            request = request.header("host", "localhost");
        }
        for (name, value) in &self.headers {
            request = request.header(*name, value);
        }
        request.body(Body::from(self.body.clone())).unwrap()
    }
}

impl fmt::Debug for Ask {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {:?} {}", self.method, self.path, self.headers, self.body.escape_ascii())
    }
}

/// An answer, all of it: the room has no header that differs by itself (`date` is put in by the connection).
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) async fn of(response: Response) -> Answer {
        let (parts, body) = response.into_parts();
        let header = |(name, value): (&axum::http::HeaderName, &axum::http::HeaderValue)| {
            (name.as_str().to_owned(), value.as_bytes().escape_ascii().to_string())
        };
        let mut headers: Vec<_> = parts.headers.iter().map(header).collect();
        headers.sort();
        let body = match body.collect().await {
            Ok(body) => body.to_bytes().to_vec(),
            Err(error) => format!("broke off: {error}").into_bytes(),
        };
        Answer { status: parts.status.as_u16(), headers, body }
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// Without what differs rightly by itself: an export that is compressed while it is written is so in pieces as they happen to come.
    /// What is in them is compared as it is sent to who wants it plain.
    pub(crate) fn settled(mut self, ask: &Ask) -> Answer {
        let compressed = self.headers.iter().any(|(name, _)| name == "content-encoding");
        if compressed && ask.path.starts_with("/api/v1/export") {
            self.body.clear();
        }
        self
    }

    /// Without the header that is a sum over a body in which a number stands.
    pub(crate) fn without_sums(mut self) -> Answer {
        self.headers.retain(|(name, _)| name != "etag");
        self
    }

    /// With another number in the place of one.
    pub(crate) fn renamed(mut self, from: &str, to: &str) -> Answer {
        let (small, other) = (from.to_lowercase(), to.to_lowercase());
        self.body = self.text().replace(from, to).replace(&small, &other).into_bytes();
        self
    }

    /// With a blank for that part of a header that `part` gives.
    pub(crate) fn with_blank(mut self, name: &str, part: impl Fn(&str) -> String) -> Answer {
        for (_, value) in self.headers.iter_mut().filter(|(known, _)| known == name) {
            *value = value.replace(&part(value), "");
        }
        self
    }
}

impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.status)?;
        for (name, value) in &self.headers {
            writeln!(f, "{name}: {value}")?;
        }
        write!(f, "\n{}", self.text())
    }
}
