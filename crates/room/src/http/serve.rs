//! Listening: plain or with a certificate, with limits that keep slow and half-open connections from filling the room.

use super::router;
use crate::room::Room;
use axum_server::tls_rustls::RustlsConfig;
use axum_server::{Handle, Server};
use std::io;
use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

/// How long the lines of a request may take to come.
const HEADERS: Duration = Duration::from_secs(10);

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
        RustlsConfig::from_pem_file(chain, key).await.map(Certificate)
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
    let service = router(room).into_make_service_with_connect_info::<SocketAddr>();
    let served = match certificate {
        Some(Certificate(config)) => {
            let mut server = axum_server::from_tcp_rustls(listener, config)?.handle(handle);
            limit(&mut server);
            server.serve(service).await
        }
        None => {
            let mut server = axum_server::from_tcp(listener)?.handle(handle);
            limit(&mut server);
            server.serve(service).await
        }
    };
    renewing.abort();
    stopping.abort();
    served
}

fn limit<A: axum_server::Address, B>(server: &mut Server<A, B>) {
    server
        .http_builder()
        .http1()
        .timer(hyper_util::rt::TokioTimer::new())
        .header_read_timeout(HEADERS)
        .max_buf_size(HEADER_BYTES);
}
