//! Asking the issuer: one request at a time, by https, or by http on this machine. Redirects are not followed.

use http_body_util::{BodyExt, Full, Limited};
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use openidconnect::url::Url;
use openidconnect::{AsyncHttpClient, HttpRequest, HttpResponse};
use std::fmt;
use std::io;
use std::net::IpAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::crypto::ring::default_provider;
use tokio_rustls::rustls::pki_types::ServerName;
use tokio_rustls::rustls::{ClientConfig, RootCertStore};

/// How long an answer may take.
pub(super) const PATIENCE: Duration = Duration::from_secs(10);

/// The most bytes of an answer.
const MOST: usize = 1 << 20;

/// Whether a host is this machine.
pub(super) fn is_here(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    bare.eq_ignore_ascii_case("localhost")
        || bare.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

/// Whether what goes to a place cannot be read on the way.
pub(super) fn is_safe(url: &Url) -> bool {
    match url.scheme() {
        "https" => true,
        "http" => url.host_str().is_some_and(is_here),
        _ => false,
    }
}

/// Asks by HTTP. The certificates that vouch for others are those of the system.
#[derive(Clone)]
pub(super) struct Fetch {
    tls: TlsConnector,
}

impl Fetch {
    /// # Errors
    /// That there are no certificates, where some are `needed`.
    pub(super) fn new(needed: bool) -> io::Result<Fetch> {
        let mut roots = RootCertStore::empty();
        let (taken, _) = roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
        if needed && taken == 0 {
            return Err(io::Error::other(
                "this system has no certificates of authorities, by which the issuer could be known; install them (Debian: \
                 ca-certificates), or name a file of them in SSL_CERT_FILE",
            ));
        }
        let config = ClientConfig::builder_with_provider(Arc::new(default_provider()))
            .with_safe_default_protocol_versions()
            .map_err(io::Error::other)?
            .with_root_certificates(roots)
            .with_no_client_auth();
        Ok(Fetch { tls: TlsConnector::from(Arc::new(config)) })
    }
}

impl fmt::Debug for Fetch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Fetch")
    }
}

impl<'c> AsyncHttpClient<'c> for Fetch {
    type Error = io::Error;
    type Future = Pin<Box<dyn Future<Output = io::Result<HttpResponse>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(async move {
            match tokio::time::timeout(PATIENCE, asked(&self.tls, request)).await {
                Ok(answer) => answer,
                Err(_) => Err(io::ErrorKind::TimedOut.into()),
            }
        })
    }
}

async fn asked(tls: &TlsConnector, request: HttpRequest) -> io::Result<HttpResponse> {
    let url: Url = request.uri().to_string().parse().map_err(io::Error::other)?;
    if !is_safe(&url) {
        return Err(io::Error::other(format!("{} is not https", url.origin().ascii_serialization())));
    }
    let host = url.host_str().unwrap_or_default();
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    let stream = TcpStream::connect((bare, url.port_or_known_default().unwrap_or(443))).await?;
    let named = match url.port() {
        Some(port) => format!("{host}:{port}"),
        None => host.to_owned(),
    };
    let (mut parts, body) = request.into_parts();
    parts.uri =
        parts.uri.path_and_query().map_or("/", |path| path.as_str()).parse().map_err(io::Error::other)?;
    parts.headers.insert(hyper::header::HOST, named.parse().map_err(io::Error::other)?);
    let request = hyper::Request::from_parts(parts, Full::from(body));
    if url.scheme() == "http" {
        return sent(stream, request).await;
    }
    let name = ServerName::try_from(bare.to_owned()).map_err(io::Error::other)?;
    sent(tls.connect(name, stream).await?, request).await
}

async fn sent(
    stream: impl AsyncRead + AsyncWrite + Send + Unpin + 'static,
    request: hyper::Request<Full<hyper::body::Bytes>>,
) -> io::Result<HttpResponse> {
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await.map_err(io::Error::other)?;
    let answering = async {
        let answer = sender.send_request(request).await.map_err(io::Error::other)?;
        let (parts, body) = answer.into_parts();
        let body = Limited::new(body, MOST).collect().await.map_err(io::Error::other)?;
        Ok(HttpResponse::from_parts(parts, body.to_bytes().to_vec()))
    };
    // What is sent and what is read go through the connection, which ends with the answer.
    tokio::pin!(answering, connection);
    tokio::select! {
        answer = &mut answering => answer,
        ended = &mut connection => match ended {
            Ok(()) => answering.await,
            Err(error) => Err(io::Error::other(error)),
        },
    }
}
