//! What a form sends.

use crate::problem::Problem;
use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;

/// The fields of a form, some of which may stand several times.
#[derive(Clone, Debug)]
pub(super) struct Sent(Vec<(String, String)>);

impl Sent {
    /// The first value of a field; empty without one.
    pub(super) fn one(&self, name: &str) -> &str {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| &**value).unwrap_or_default()
    }

    /// All values of a field.
    pub(super) fn all(&self, name: &str) -> Vec<String> {
        self.0.iter().filter(|(known, _)| known == name).map(|(_, value)| value.clone()).collect()
    }
}

impl<S: Send + Sync> FromRequest<S> for Sent {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Sent, Problem> {
        let body = Bytes::from_request(request, state).await.map_err(|rejected| match rejected.status() {
            StatusCode::PAYLOAD_TOO_LARGE => Problem::too_large(),
            _ => Problem::wrong("what was sent broke off, or came too slowly"),
        })?;
        Ok(Sent(form_urlencoded::parse(&body).into_owned().collect()))
    }
}
