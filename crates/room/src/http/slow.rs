//! A body that comes too slowly is not waited for.

use axum::body::{Body, Bytes, HttpBody};
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use http_body::{Frame, SizeHint};
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::time::{Instant, Sleep};

/// How long a body may take beside what its bytes take.
const BODY: Duration = Duration::from_secs(30);

/// How long a byte may take: 1 KiB a second is slower than any line on which a page could be read.
const BYTE: Duration = Duration::from_micros(977);

/// Gives the body of a request a time.
pub(super) async fn slow(request: Request, next: Next) -> Response {
    next.run(request.map(|body| if body.is_end_stream() { body } else { Body::new(Timed::new(body, BODY)) }))
        .await
}

/// A body that ends with an error when its time is over.
struct Timed {
    body: Body,
    end: Instant,
    waiting: Pin<Box<Sleep>>,
}

impl Timed {
    fn new(body: Body, time: Duration) -> Timed {
        let end = Instant::now() + time;
        Timed { body, end, waiting: Box::pin(tokio::time::sleep_until(end)) }
    }
}

impl HttpBody for Timed {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let frame = Pin::new(&mut self.body).poll_frame(cx);
        if let Poll::Ready(Some(Ok(frame))) = &frame
            && let Some(bytes) = frame.data_ref()
        {
            self.end += BYTE * u32::try_from(bytes.len()).unwrap_or(u32::MAX);
        }
        if frame.is_pending() {
            let end = self.end;
            if self.waiting.deadline() != end {
                self.waiting.as_mut().reset(end);
            }
            if self.waiting.as_mut().poll(cx).is_ready() {
                return Poll::Ready(Some(Err(axum::Error::new(io::Error::from(io::ErrorKind::TimedOut)))));
            }
        }
        frame
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

#[cfg(test)]
mod tests {
    use super::Timed;
    use axum::body::{Body, Bytes};
    use http_body_util::BodyExt;
    use std::convert::Infallible;
    use std::time::Duration;
    use tokio_stream::StreamExt;

    #[tokio::test]
    async fn what_is_there_comes_whole_and_what_does_not_come_is_not_waited_for() {
        let piece = || Ok::<_, Infallible>(Bytes::from_static(b"title=Harbors"));
        let whole = tokio_stream::iter((0..1000).map(move |_| piece()));
        let whole = Timed::new(Body::from_stream(whole), Duration::from_secs(60)).collect().await.unwrap();
        assert_eq!(whole.to_bytes().len(), 13_000);
        let begun = tokio_stream::once(piece()).chain(tokio_stream::pending());
        assert!(Timed::new(Body::from_stream(begun), Duration::from_millis(20)).collect().await.is_err());
    }
}
