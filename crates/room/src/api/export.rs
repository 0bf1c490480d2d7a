//! All that a query finds, in one file that is sent while it is written.

use crate::answers;
use crate::asked::Asked;
use crate::http::Streamed;
use crate::problem::Problem;
use crate::room::Room;
use crate::visitor::Visitor;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use schemars::JsonSchema;
use serde::Deserialize;
use std::io::{self, Write};
use std::sync::Arc;
use tokio::sync::mpsc::{Sender, channel};
use tokio_stream::wrappers::ReceiverStream;

/// How many bytes are sent at once.
const PIECE: usize = 64 << 10;

/// How many pieces wait for a reader who is slow.
const AHEAD: usize = 4;

/// What is to be taken along.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Take {
    /// The query; nothing or `*` takes everything.
    #[serde(default)]
    q: String,
    /// The form: `jsonl`, `csv`, `parquet`, `html`, `bibtex` and so on.
    to: String,
}

pub(super) async fn export(
    State(room): State<Arc<Room>>,
    visitor: Visitor,
    Asked(Take { q, to }): Asked<Take>,
) -> Result<Response, Problem> {
    let export = answers::export(&to)?;
    // A mistake of the query is told before anything is sent.
    let asked = q.clone();
    room.look(&visitor, move |view| answers::facets(view, &asked)).await?;
    room.note(&visitor, "export", &format!("{to} {q}"));
    let (pieces, sent) = channel::<io::Result<Bytes>>(AHEAD);
    let asking = room.clone();
    tokio::spawn(async move {
        let end = pieces.clone();
        let out = Pieces { held: Vec::with_capacity(PIECE), pieces };
        let query = if q.trim().is_empty() { "*".to_owned() } else { q };
        let done = asking.take_time(&visitor, move |view| answers::stream(view, &query, export, out)).await;
        if done.is_err() {
            // What was sent is not whole: the connection breaks, so that nobody takes it for whole.
            let _ = end.send(Err(io::Error::other("the export broke off"))).await;
        }
    });
    let headers = [
        (header::CONTENT_TYPE, export.media_type.to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"telegrams.{}\"", export.extension)),
    ];
    let mut response = (headers, Body::from_stream(ReceiverStream::new(sent))).into_response();
    response.extensions_mut().insert(Streamed);
    Ok(response)
}

/// A stream that sends what is written to it.
struct Pieces {
    held: Vec<u8>,
    pieces: Sender<io::Result<Bytes>>,
}

impl Write for Pieces {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.held.extend_from_slice(bytes);
        if self.held.len() >= PIECE {
            self.flush()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.held.is_empty() {
            return Ok(());
        }
        let piece = Bytes::from(std::mem::replace(&mut self.held, Vec::with_capacity(PIECE)));
        self.pieces.blocking_send(Ok(piece)).map_err(|_| io::ErrorKind::BrokenPipe.into())
    }
}

impl Drop for Pieces {
    fn drop(&mut self) {
        let _ = self.flush();
    }
}
