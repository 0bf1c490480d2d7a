//! Answers that are sent while they are made.

use crate::problem::Problem;
use crate::room::{Deed, Room};
use crate::visitor::Visitor;
use axum::body::{Body, Bytes};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use chancery_view::View;
use std::io::{self, Write};
use std::sync::Arc;
use std::time::Duration;
use tokio::runtime::Handle;
use tokio::sync::mpsc::{Sender, channel};
use tokio_stream::wrappers::ReceiverStream;

/// How many bytes are sent at once.
const PIECE: usize = 64 << 10;

/// How many pieces wait for a reader who is slow.
const AHEAD: usize = 4;

/// How long a piece waits for its reader. Who takes nothing for so long is gone, and others want his turn.
const PATIENCE: Duration = Duration::from_secs(60);

/// Marks an answer that is sent piece by piece and has no tag.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Streamed;

/// An answer that work on the archive writes while it is sent, under a file's name.
///
/// # Errors
/// That the work could not begin: nothing was sent then.
pub(crate) async fn streamed(
    room: &Arc<Room>,
    visitor: &Visitor,
    deed: Deed,
    (media_type, name): (&str, &str),
    work: impl FnOnce(&View, Pieces) -> Result<(), Problem> + Send + 'static,
) -> Result<Response, Problem> {
    let (pieces, sent) = channel::<io::Result<Bytes>>(AHEAD);
    let end = pieces.clone();
    let out = Pieces { held: Vec::with_capacity(PIECE), pieces, runtime: Handle::current() };
    let working = room.take_time(visitor, deed, move |view| work(view, out)).await?;
    tokio::spawn(async move {
        if !matches!(working.await, Ok(Ok(()))) {
            // What was sent is not whole: the connection breaks, so that nobody takes it for whole.
            let _ = end.send(Err(io::Error::other("the answer broke off"))).await;
        }
    });
    let headers = [
        (header::CONTENT_TYPE, media_type.to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
    ];
    let mut response = (headers, Body::from_stream(ReceiverStream::new(sent))).into_response();
    response.extensions_mut().insert(Streamed);
    Ok(response)
}

/// A stream that sends what is written to it.
pub(crate) struct Pieces {
    held: Vec<u8>,
    pieces: Sender<io::Result<Bytes>>,
    runtime: Handle,
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
        let sending = self.pieces.send_timeout(Ok(piece), PATIENCE);
        self.runtime.block_on(sending).map_err(|_| io::ErrorKind::BrokenPipe.into())
    }
}

impl Drop for Pieces {
    fn drop(&mut self) {
        let _ = self.flush();
    }
}
