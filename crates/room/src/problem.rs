//! Why there is no answer: a problem as RFC 9457 has it. What is hidden and what is not there make the same one.

use aide::OperationOutput;
use aide::generate::GenContext;
use aide::openapi::{MediaType, Operation, Response as Described, SchemaObject};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use chancery_view::Error;
use chancery_view::query::Mistake;
use schemars::JsonSchema;
use serde::Serialize;

/// A problem (RFC 9457, section 3). `docs/room.md` lists the kinds.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Problem {
    /// What kind of problem: `/problems/no-telegram`.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// The kind, in words.
    pub title: &'static str,
    /// The status of the answer.
    pub status: u16,
    /// What is wrong with this request.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<Box<str>>,
    /// What a person can do about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<Box<str>>,
    /// The mistakes of a query, each with its place.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(default)]
    pub mistakes: Vec<Wrong>,
    /// Numbers of which one may be meant.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(default)]
    pub meant: Vec<String>,
    /// After how many seconds to ask again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retry_after: Option<u16>,
}

/// A mistake of a query.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Wrong {
    /// Where it begins and ends in the query, in bytes.
    pub span: (usize, usize),
    /// What is wrong.
    pub message: String,
    /// What may be meant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
}

impl Problem {
    /// A problem of a kind.
    pub fn new(status: StatusCode, kind: &'static str, title: &'static str) -> Problem {
        Problem {
            kind,
            title,
            status: status.as_u16(),
            detail: None,
            help: None,
            mistakes: Vec::new(),
            meant: Vec::new(),
            retry_after: None,
        }
    }

    /// With what is wrong in this case.
    pub fn detail(self, detail: impl Into<String>) -> Problem {
        Problem { detail: Some(detail.into().into()), ..self }
    }

    /// With what can be done.
    pub fn help(self, help: impl Into<String>) -> Problem {
        Problem { help: Some(help.into().into()), ..self }
    }

    /// The request asks for something in a wrong way.
    pub fn wrong(detail: impl Into<String>) -> Problem {
        Problem::new(StatusCode::BAD_REQUEST, "/problems/request", "The request cannot be read")
            .detail(detail)
    }

    /// There is nothing at this place.
    pub fn nothing() -> Problem {
        Problem::new(StatusCode::NOT_FOUND, "/problems/nothing-here", "There is nothing here")
    }

    /// There is something at this place, but not to be asked in this way.
    pub(crate) fn no_method() -> Problem {
        Problem::new(StatusCode::METHOD_NOT_ALLOWED, "/problems/method", "This cannot be done here")
            .help("the header Allow says what can")
    }

    /// More was sent than is taken.
    pub(crate) fn too_large() -> Problem {
        Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "/problems/too-large", "That was too much at once")
    }

    /// There is no such telegram for this reader.
    pub fn no_telegram(name: &str) -> Problem {
        Problem::new(StatusCode::NOT_FOUND, "/problems/no-telegram", "There is no such telegram")
            .detail(format!("there is no telegram `{name}`"))
            .help("give its number as `06PARIS7904`, or search for words of it")
    }

    /// All turns are taken.
    pub(crate) fn busy() -> Problem {
        let problem = Problem::new(StatusCode::SERVICE_UNAVAILABLE, "/problems/busy", "The room is full");
        Problem { retry_after: Some(5), ..problem.help("ask again in a moment") }
    }

    /// One asks too fast.
    pub(crate) fn too_fast(seconds: u64) -> Problem {
        let problem = Problem::new(StatusCode::TOO_MANY_REQUESTS, "/problems/too-fast", "Too many requests");
        Problem {
            retry_after: Some(u16::try_from(seconds).unwrap_or(u16::MAX)),
            ..problem.help("ask again in a moment")
        }
    }

    /// The answer took too long.
    pub(crate) fn too_long() -> Problem {
        Problem::new(StatusCode::SERVICE_UNAVAILABLE, "/problems/too-long", "The answer took too long")
            .help("ask for less: fewer words that stand nearly everywhere")
    }

    /// The program broke down.
    pub(crate) fn broke_down() -> Problem {
        Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "/problems/broke-down", "The program broke down")
            .help("this is a mistake of the program: please report it")
    }

    /// A handler was reached past the layers that say who asks.
    pub(crate) fn no_visitor() -> Problem {
        Problem::new(StatusCode::UNAUTHORIZED, "/problems/log-in", "Who asks is not known")
            .help("log in, or send a token: `Authorization: Bearer ...`")
    }

    /// A form that none of the visitor's own pages made.
    pub(crate) fn foreign() -> Problem {
        Problem::new(StatusCode::FORBIDDEN, "/problems/foreign", "Another site asks")
            .help("do this on the room's own pages; if you were there, load the page again")
    }

    /// There is no place for folders: the archive's folder cannot be written.
    pub(crate) fn no_folders() -> Problem {
        Problem::new(StatusCode::NOT_FOUND, "/problems/no-folders", "There are no folders here")
            .help("the archive can only be read, so nothing can be kept beside it")
    }

    /// He may not do this.
    pub(crate) fn not_allowed(detail: &str) -> Problem {
        Problem::new(StatusCode::FORBIDDEN, "/problems/not-allowed", "This is not yours to do").detail(detail)
    }

    /// The status of the answer.
    pub fn status(&self) -> StatusCode {
        StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }
}

impl From<Error> for Problem {
    fn from(error: Error) -> Problem {
        match error {
            Error::Query(mistakes) => {
                let wrong = |mistake: &Mistake| Wrong {
                    span: (mistake.span.start, mistake.span.end),
                    message: mistake.message.clone(),
                    help: mistake.help.clone(),
                };
                let problem =
                    Problem::new(StatusCode::BAD_REQUEST, "/problems/query", "The query has a mistake");
                let list: Vec<Wrong> = mistakes.list.iter().map(wrong).collect();
                let detail = list.first().map(|first| first.message.clone().into());
                Problem { mistakes: list, detail, ..problem }
            }
            Error::NoTelegram { name } => Problem::no_telegram(&name),
            Error::Several { .. } | Error::NoVariant { .. } | Error::Cursor => {
                let (status, kind, title) = match &error {
                    Error::Several { .. } => {
                        (StatusCode::CONFLICT, "/problems/several", "Several telegrams have this number")
                    }
                    Error::NoVariant { .. } => {
                        (StatusCode::NOT_FOUND, "/problems/no-text", "There is no such text of it")
                    }
                    _ => (StatusCode::BAD_REQUEST, "/problems/cursor", "The cursor cannot be used"),
                };
                let help = match &error {
                    Error::Several { .. } => "choose one of these".to_owned(),
                    Error::NoVariant { count, .. } => format!("its texts are numbered from 1 to {count}"),
                    _ => "begin again without a cursor".to_owned(),
                };
                let problem = Problem::new(status, kind, title).detail(error.to_string()).help(help);
                match error {
                    Error::Several { keys, .. } => Problem { meant: keys, ..problem },
                    _ => problem,
                }
            }
            // What is wrong with the archive is the business of the one who runs it; it may name what others must not see.
            error => {
                tracing::error!(%error, "the archive cannot be read");
                Problem::new(
                    StatusCode::INTERNAL_SERVER_ERROR,
                    "/problems/archive",
                    "The archive cannot be read",
                )
                .help("whoever runs this room finds the cause in its log")
            }
        }
    }
}

impl From<chancery_accounts::Error> for Problem {
    fn from(error: chancery_accounts::Error) -> Problem {
        if error.is_fault() {
            tracing::error!(%error, "the accounts cannot be used");
            return Problem::new(
                StatusCode::INTERNAL_SERVER_ERROR,
                "/problems/accounts",
                "The accounts cannot be used",
            )
            .help("whoever runs this room finds the cause in its log");
        }
        if error.is_missing() {
            return Problem::nothing().detail(error.to_string());
        }
        Problem::wrong(error.to_string())
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let body = serde_json::to_vec(&self).unwrap_or_default();
        let mut response = (self.status(), body).into_response();
        response.extensions_mut().insert(self.clone());
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        if let Some(seconds) = self.retry_after {
            headers.insert(header::RETRY_AFTER, seconds.into());
        }
        if self.status() == StatusCode::UNAUTHORIZED {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response
    }
}

impl OperationOutput for Problem {
    type Inner = Problem;

    fn operation_response(ctx: &mut GenContext, _: &mut Operation) -> Option<Described> {
        let schema = SchemaObject {
            json_schema: ctx.schema.subschema_for::<Problem>(),
            external_docs: None,
            example: None,
        };
        let media = MediaType { schema: Some(schema), ..MediaType::default() };
        Some(Described {
            description: "a problem (RFC 9457)".to_owned(),
            content: [("application/problem+json".to_owned(), media)].into_iter().collect(),
            ..Described::default()
        })
    }
}
