//! What a request asks for, read so that a mistake is a [`Problem`].

use crate::problem::Problem;
use aide::OperationInput;
use aide::generate::GenContext;
use aide::openapi::Operation;
use axum::extract::{FromRequestParts, Query};
use axum::http::request::Parts;
use schemars::JsonSchema;
use serde::de::DeserializeOwned;

/// The parameters behind the question mark.
#[derive(Clone, Debug)]
pub(crate) struct Asked<T>(pub(crate) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for Asked<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Asked<T>, Problem> {
        match Query::try_from_uri(&parts.uri) {
            Ok(Query(asked)) => Ok(Asked(asked)),
            Err(error) => Err(unread(&error.body_text())),
        }
    }
}

/// What the library says of parameters that it cannot read, in words for a person. It says `limit: invalid digit found in string`
/// behind a sentence of its own, and has a few sentences only; of another one the parameter's name is kept.
fn unread(said: &str) -> Problem {
    let said = said.strip_prefix("Failed to deserialize query string: ").unwrap_or(said);
    let (name, what) = match said.split_once(": ") {
        Some((name, what)) if !name.is_empty() && !name.contains([' ', '`']) => (Some(name), what),
        _ => (None, said),
    };
    let quoted = |text: &str| text.split('`').nth(1).map(str::to_owned);
    // What is expected stands behind the word in backquotes.
    let expected = || {
        let list = what.split_once("expected ")?.1;
        let words: Vec<&str> = list.split('`').skip(1).step_by(2).collect();
        (!words.is_empty()).then(|| words.join(", "))
    };
    let name = name.map(str::to_owned).or_else(|| quoted(what)).unwrap_or_default();
    let (detail, help) = if what.starts_with("unknown field") {
        let field = quoted(what).unwrap_or(name);
        (format!("there is no parameter `{field}` here"), expected().map(|list| format!("there are {list}")))
    } else if what.starts_with("missing field") {
        let field = quoted(what).unwrap_or(name);
        (
            format!("the parameter `{field}` is missing"),
            Some(format!("add `{field}=...` behind the question mark")),
        )
    } else if what.starts_with("unknown variant") {
        let value = quoted(what).unwrap_or_default();
        (format!("`{name}` cannot be `{value}`"), expected().map(|list| format!("it is one of {list}")))
    } else if what.starts_with("duplicate field") {
        let field = quoted(what).unwrap_or(name);
        (format!("the parameter `{field}` stands twice"), Some("leave one".to_owned()))
    } else if what.contains("digit") || what.contains("integer") || what.contains("number") {
        (
            format!("`{name}` is no whole number that fits"),
            Some(format!("write it in figures, as `{name}=20`")),
        )
    } else if what.contains("`true` or `false`") {
        (
            format!("`{name}` is neither `true` nor `false`"),
            Some(format!("write `{name}=true`, or leave it out")),
        )
    } else if name.is_empty() {
        ("the parameters behind the question mark cannot be read".to_owned(), None)
    } else {
        (format!("the parameter `{name}` cannot be read"), None)
    };
    Problem::wrong(detail).help(help.unwrap_or_else(|| ENCODED.to_owned()))
}

/// How an address says what it has no signs for.
const ENCODED: &str = "write what is no letter of ASCII and no figure as the bytes of its UTF-8, each a `%` and two hexadecimal figures";

impl<T: JsonSchema> OperationInput for Asked<T> {
    fn operation_input(ctx: &mut GenContext, operation: &mut Operation) {
        Query::<T>::operation_input(ctx, operation);
    }
}

/// The parts of a path that differ.
#[derive(Clone, Debug)]
pub(crate) struct Path<T>(pub(crate) T);

impl<S: Send + Sync, T: DeserializeOwned + Send> FromRequestParts<S> for Path<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Path<T>, Problem> {
        match axum::extract::Path::from_request_parts(parts, state).await {
            Ok(axum::extract::Path(asked)) => Ok(Path(asked)),
            Err(_) => {
                Err(Problem::wrong("this address cannot be read: a part of it is no text, or no number")
                    .help(ENCODED))
            }
        }
    }
}

impl<T: JsonSchema> OperationInput for Path<T> {
    fn operation_input(ctx: &mut GenContext, operation: &mut Operation) {
        axum::extract::Path::<T>::operation_input(ctx, operation);
    }
}

#[cfg(test)]
mod tests {
    use super::Asked;
    use axum::extract::FromRequestParts;
    use axum::http::Request;
    use serde::Deserialize;

    #[derive(Debug, Deserialize)]
    #[serde(rename_all = "kebab-case")]
    enum Order {
        Date,
        Relevance,
    }

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only whether it can be read is asked")]
    struct Wanted {
        q: String,
        limit: Option<usize>,
        sort: Option<Order>,
        all: Option<bool>,
    }

    #[tokio::test]
    async fn what_cannot_be_read_is_said_in_plain_words() {
        for (query, detail, help) in [
            ("q=a&limit=x", "`limit` is no whole number that fits", "write it in figures, as `limit=20`"),
            ("q=a&limit=-1", "`limit` is no whole number that fits", "write it in figures, as `limit=20`"),
            ("q=a&sort=up", "`sort` cannot be `up`", "it is one of date, relevance"),
            ("q=a&what=1", "there is no parameter `what` here", "there are q, limit, sort, all"),
            ("limit=1", "the parameter `q` is missing", "add `q=...` behind the question mark"),
            ("q=a&all=maybe", "`all` is neither `true` nor `false`", "write `all=true`, or leave it out"),
            ("q=a&q=b", "the parameter `q` stands twice", "leave one"),
        ] {
            let request = Request::builder().uri(format!("/search?{query}")).body(()).unwrap();
            let (mut parts, ()) = request.into_parts();
            let problem = Asked::<Wanted>::from_request_parts(&mut parts, &()).await.unwrap_err();
            assert_eq!(problem.status, 400);
            assert_eq!(problem.detail.as_deref(), Some(detail), "{query}");
            assert_eq!(problem.help.as_deref(), Some(help), "{query}");
        }
    }
}
