//! Listening: plain or with a certificate, with limits that keep slow and half-open connections from filling the room. It is HTTP/1.1
//! only: what makes the later ones fast is many requests at once, of which a page of this room has few, and each of their ways to wait
//! would need a limit of its own.

use super::places::Places;
use super::router;
use crate::room::Room;
use axum_server::tls_rustls::{RustlsAcceptor, RustlsConfig};
use axum_server::{Handle, Server};
use std::io;
use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

/// How long readers are waited for who are still being answered when the room closes.
const CLOSING: Duration = Duration::from_secs(10);

/// The most bytes of a request's first lines.
const HEADER_BYTES: usize = 64 << 10;

/// A certificate with its key.
#[derive(Clone, Debug)]
pub struct Certificate(RustlsConfig);

impl Certificate {
    /// Reads PEM files: the certificate with those that vouch for it, and its private key.
    ///
    /// # Errors
    /// When they cannot be read, or do not belong together.
    pub async fn load(chain: &Path, key: &Path) -> io::Result<Certificate> {
        let config = RustlsConfig::from_pem_file(chain, key).await?;
        let mut inner = (*config.get_inner()).clone();
        inner.alpn_protocols = vec![b"http/1.1".to_vec()];
        config.reload_from_config(Arc::new(inner));
        Ok(Certificate(config))
    }
}

/// Serves a room until `stop` is done; then answers what was asked, and ends.
///
/// # Errors
/// When the network cannot be used.
pub async fn serve(
    room: Arc<Room>,
    listener: TcpListener,
    certificate: Option<Certificate>,
    stop: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    listener.set_nonblocking(true)?;
    let handle: Handle<SocketAddr> = Handle::new();
    let closing = handle.clone();
    let stopping = tokio::spawn(async move {
        stop.await;
        closing.graceful_shutdown(Some(CLOSING));
    });
    let renewing = room.keep_fresh();
    let limits = room.settings().limits;
    let places = Places::new(limits.connections, limits.connections_of_one);
    let service = router(room).into_make_service_with_connect_info::<SocketAddr>();
    let served = match certificate {
        Some(Certificate(config)) => {
            let acceptor = RustlsAcceptor::new(config).handshake_timeout(limits.head).acceptor(places);
            limited(axum_server::from_tcp(listener)?.acceptor(acceptor), limits.head)
                .handle(handle)
                .serve(service)
                .await
        }
        None => {
            limited(axum_server::from_tcp(listener)?.acceptor(places), limits.head)
                .handle(handle)
                .serve(service)
                .await
        }
    };
    renewing.abort();
    stopping.abort();
    served
}

fn limited<A: axum_server::Address, B>(server: Server<A, B>, head: Duration) -> Server<A, B> {
    // Of one connection: a broken handshake, or no place; else the machine has no more to give.
    let failed = |from: Option<&A>, error: &io::Error| match from {
        Some(_) => tracing::debug!(%error, "a connection was not taken"),
        None => tracing::error!(%error, "no connection can be taken now"),
    };
    let mut server = server.http1_only().first_request_timeout(head).accept_error_handler(failed);
    server
        .http_builder()
        .http1()
        .timer(hyper_util::rt::TokioTimer::new())
        .header_read_timeout(head)
        .max_buf_size(HEADER_BYTES);
    server
}
