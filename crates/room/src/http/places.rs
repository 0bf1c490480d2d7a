//! The room has so many places for connections. Who comes when all are taken gets that of the one who has said nothing for longest: a
//! connection that waits for its next request can be opened again, one that is being answered cannot.

use axum::body::{Body, Bytes, HttpBody};
use axum::http::Response;
use axum_server::accept::Accept;
use http_body::{Frame, SizeHint};
use std::collections::BTreeMap;
use std::io;
use std::net::IpAddr;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::sync::oneshot;
use tokio::time::Sleep;
use tower_service::Service;

/// How long bytes of an answer wait for who is to take them. Who takes nothing for so long is gone.
const PATIENCE: Duration = Duration::from_secs(60);

/// The places of a room.
#[derive(Clone, Debug)]
pub(super) struct Places {
    most: usize,
    most_of_one: usize,
    held: Arc<Mutex<Held>>,
}

/// Who has a place.
#[derive(Debug, Default)]
struct Held {
    /// Counts what happens, so that it is known what was before what.
    moment: u64,
    places: BTreeMap<u64, Place>,
}

#[derive(Debug)]
struct Place {
    from: IpAddr,
    /// Since when it waits for a request; none while one is answered.
    waits: Option<u64>,
    /// Its connection ends when this is let go of.
    _hold: oneshot::Sender<()>,
}

impl Places {
    pub(super) fn new(most: usize, most_of_one: usize) -> Places {
        Places { most: most.max(1), most_of_one: most_of_one.max(1), held: Arc::default() }
    }

    /// A place for a connection from an address, if need be that of another one.
    ///
    /// # Errors
    /// That all are being answered.
    fn take(&self, from: IpAddr) -> io::Result<(Seat, oneshot::Receiver<()>)> {
        // On this machine there may be a proxy, behind which are many.
        let is_here = from.to_canonical().is_loopback();
        let from = chancery_accounts::network(from);
        let mut held = self.held();
        let own = |place: &Place| place.from == from && !is_here;
        if held.places.values().filter(|place| own(place)).count() >= self.most_of_one {
            held.free(own)?;
        }
        if held.places.len() >= self.most {
            held.free(|_| true)?;
        }
        let (hold, gone) = oneshot::channel();
        let number = held.now();
        held.places.insert(number, Place { from, waits: Some(number), _hold: hold });
        Ok((Seat { number, held: self.held.clone() }, gone))
    }

    fn held(&self) -> MutexGuard<'_, Held> {
        lock(&self.held)
    }
}

fn lock(held: &Mutex<Held>) -> MutexGuard<'_, Held> {
    held.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Held {
    fn now(&mut self) -> u64 {
        self.moment += 1;
        self.moment
    }

    /// Ends the connection that has waited longest of some.
    fn free(&mut self, of: impl Fn(&Place) -> bool) -> io::Result<()> {
        let waiting = self.places.iter().filter(|(_, place)| of(place));
        let longest = waiting.filter_map(|(number, place)| Some((place.waits?, *number))).min();
        let (_, number) = longest.ok_or_else(|| io::Error::other("all places are taken"))?;
        self.places.remove(&number);
        Ok(())
    }
}

/// A place that is taken. It is free when this is dropped.
#[derive(Debug)]
struct Seat {
    number: u64,
    held: Arc<Mutex<Held>>,
}

impl Seat {
    fn change(&self, answering: bool) {
        let mut held = lock(&self.held);
        let now = held.now();
        if let Some(place) = held.places.get_mut(&self.number) {
            place.waits = (!answering).then_some(now);
        }
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        lock(&self.held).places.remove(&self.number);
    }
}

impl<S> Accept<TcpStream, S> for Places {
    type Stream = Seated;
    type Service = Attended<S>;
    type Future = std::future::Ready<io::Result<(Seated, Attended<S>)>>;

    fn accept(&self, stream: TcpStream, service: S) -> Self::Future {
        let taken = || {
            // Small answers go out at once.
            stream.set_nodelay(true)?;
            let (seat, gone) = self.take(stream.peer_addr()?.ip())?;
            Ok((seat, gone))
        };
        std::future::ready(taken().map(|(seat, gone)| {
            let seat = Arc::new(seat);
            let stream = Seated { stream, gone: Some(gone), stuck: None, _seat: seat.clone() };
            (stream, Attended { service, seat })
        }))
    }
}

/// A connection that has a place.
#[derive(Debug)]
pub(super) struct Seated {
    stream: TcpStream,
    /// Ready when another one gets the place.
    gone: Option<oneshot::Receiver<()>>,
    /// Runs while bytes wait for who is to take them.
    stuck: Option<Pin<Box<Sleep>>>,
    _seat: Arc<Seat>,
}

impl Seated {
    /// What came of sending; that it took too long.
    fn sent<T>(&mut self, cx: &mut Context<'_>, sent: Poll<io::Result<T>>) -> Poll<io::Result<T>> {
        if sent.is_ready() {
            self.stuck = None;
            return sent;
        }
        let stuck = self.stuck.get_or_insert_with(|| Box::pin(tokio::time::sleep(PATIENCE)));
        ready!(stuck.as_mut().poll(cx));
        Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
    }
}

impl AsyncRead for Seated {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        into: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        match &mut self.gone {
            Some(gone) => {
                if Pin::new(gone).poll(cx).is_ready() {
                    self.gone = None;
                    return Poll::Ready(Ok(()));
                }
            }
            // To the one at the other end it looks as if he had hung up.
            None => return Poll::Ready(Ok(())),
        }
        Pin::new(&mut self.stream).poll_read(cx, into)
    }
}

impl AsyncWrite for Seated {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let sent = Pin::new(&mut self.stream).poll_write(cx, bytes);
        self.sent(cx, sent)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let sent = Pin::new(&mut self.stream).poll_write_vectored(cx, bytes);
        self.sent(cx, sent)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}

/// Answers the requests of a connection, and keeps its place meanwhile.
#[derive(Clone, Debug)]
pub(super) struct Attended<S> {
    service: S,
    seat: Arc<Seat>,
}

impl<S, R> Service<R> for Attended<S>
where
    S: Service<R, Response = Response<Body>>,
    S::Future: Send + 'static,
{
    type Response = Response<Answer>;
    type Error = S::Error;
    type Future = Pin<Box<dyn Future<Output = Result<Response<Answer>, S::Error>> + Send>>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.service.poll_ready(cx)
    }

    fn call(&mut self, request: R) -> Self::Future {
        self.seat.change(true);
        let answering = Answering(self.seat.clone());
        let answer = self.service.call(request);
        Box::pin(async move { Ok(answer.await?.map(|body| Answer { body, _answering: answering })) })
    }
}

/// A request is being answered.
#[derive(Debug)]
struct Answering(Arc<Seat>);

impl Drop for Answering {
    fn drop(&mut self) {
        self.0.change(false);
    }
}

/// The body of an answer; the place is kept until it is sent.
#[derive(Debug)]
pub(super) struct Answer {
    body: Body,
    _answering: Answering,
}

impl HttpBody for Answer {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut self.body).poll_frame(cx)
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
    use super::Places;
    use std::net::IpAddr;

    fn address(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[test]
    fn the_one_that_waited_longest_makes_room() {
        let places = Places::new(2, 2);
        let here = address("127.0.0.1");
        let (first, mut first_gone) = places.take(here).unwrap();
        let (second, mut second_gone) = places.take(here).unwrap();
        // The first one asked something later than the second came.
        first.change(true);
        first.change(false);
        let (third, mut third_gone) = places.take(here).unwrap();
        assert!(
            second_gone
                .try_recv()
                .is_err_and(|error| error == tokio::sync::oneshot::error::TryRecvError::Closed)
        );
        for gone in [&mut first_gone, &mut third_gone] {
            assert!(
                gone.try_recv().is_err_and(|error| error == tokio::sync::oneshot::error::TryRecvError::Empty)
            );
        }
        // Nobody is sent away while he is answered.
        first.change(true);
        third.change(true);
        assert!(places.take(here).is_err());
        drop(second);
        assert!(places.take(here).is_err());
        drop(third);
        assert!(places.take(here).is_ok());
    }

    #[test]
    fn one_address_does_not_take_all_places() {
        let places = Places::new(10, 2);
        let held: Vec<_> = (0..5).map(|_| places.take(address("192.0.2.1")).unwrap()).collect();
        assert_eq!(places.held().places.len(), 2);
        let other = places.take(address("192.0.2.2")).unwrap();
        assert_eq!(places.held().places.len(), 3);
        let six: Vec<_> =
            (1..5).map(|at| places.take(address(&format!("2001:db8:1:2::{at}"))).unwrap()).collect();
        assert_eq!(places.held().places.len(), 5);
        let near: Vec<_> = (0..5).map(|_| places.take(address("::1")).unwrap()).collect();
        assert_eq!(places.held().places.len(), 10);
        drop((held, other, six, near));
        assert_eq!(places.held().places.len(), 0);
    }
}
