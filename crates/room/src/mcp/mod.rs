//! The Model Context Protocol: an archive as tools for assistants, over standard input and output or over HTTP.
//!
//! A tool asks as the visitor of its call and of no other: over standard input and output there is one; over HTTP the layers of the
//! room put one into each request, and no session outlives a request.

mod answer;
mod asked;
mod page;
mod resource;
mod shorten;
#[cfg(test)]
mod tests;
mod texts;
mod tools;
mod words;

use crate::problem::Problem;
use crate::room::{Deed, Room};
use crate::visitor::Visitor;
use axum::Router;
use axum::http::request::Parts;
use chancery_view::View;
use rmcp::model::{
    Implementation, ListResourceTemplatesResult, PaginatedRequestParams, ProtocolVersion,
    ReadResourceRequestParams, ReadResourceResponse, ServerCapabilities, ServerConfig,
};
use rmcp::service::{RequestContext, ServerInitializeError};
use rmcp::transport::streamable_http_server::session::never::NeverSessionManager;
use rmcp::transport::streamable_http_server::{StreamableHttpServerConfig, StreamableHttpService};
use rmcp::{ErrorData, RoleServer, ServerHandler, ServiceExt, tool_handler};
use std::io;
use std::sync::Arc;
use tokio::io::{AsyncRead, AsyncWrite};

/// The room, as a client of the protocol meets it.
#[derive(Clone)]
struct Server {
    room: Arc<Room>,
    who: Who,
}

/// As whom a call is made.
#[derive(Clone)]
enum Who {
    /// As the one at the other end.
    Alone(Visitor),
    /// As the one whom the room's layers put into the HTTP request.
    OfRequest,
}

impl Server {
    /// The visitor of a call.
    fn visitor(&self, context: &RequestContext<RoleServer>) -> Result<Visitor, Problem> {
        match &self.who {
            Who::Alone(visitor) => Ok(visitor.clone()),
            Who::OfRequest => {
                let parts = context.extensions.get::<Parts>();
                let visitor = parts.and_then(|parts| parts.extensions.get::<Visitor>());
                visitor.cloned().ok_or_else(Problem::no_visitor)
            }
        }
    }

    /// Asks the archive as the visitor of a call.
    async fn look<T: Send + 'static>(
        &self,
        context: &RequestContext<RoleServer>,
        deed: Deed,
        work: impl FnOnce(&View) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        self.room.look(&self.visitor(context)?, deed, work).await
    }
}

#[tool_handler]
impl ServerHandler for Server {
    fn get_info(&self) -> ServerConfig {
        let capabilities = ServerCapabilities::builder().enable_tools().enable_resources().build();
        let mut own = Implementation::new("chancery", env!("CARGO_PKG_VERSION"));
        own.title = Some("Chancery, an archive of diplomatic telegrams".to_owned());
        ServerConfig::new(capabilities).with_server_info(own).with_instructions(words::INSTRUCTIONS)
    }

    async fn list_resource_templates(
        &self,
        _: Option<PaginatedRequestParams>,
        _: RequestContext<RoleServer>,
    ) -> Result<ListResourceTemplatesResult, ErrorData> {
        Ok(ListResourceTemplatesResult::with_all_items(vec![resource::template()]))
    }

    async fn read_resource(
        &self,
        request: ReadResourceRequestParams,
        context: RequestContext<RoleServer>,
    ) -> Result<ReadResourceResponse, ErrorData> {
        let newest =
            context.protocol_version().is_some_and(|version| version >= ProtocolVersion::V_2026_07_28);
        let wanted = resource::Wanted::of(&request.uri);
        let read = match wanted {
            Ok(wanted) => {
                let deed = Deed::telegram(&request.uri);
                self.look(&context, deed, move |view| wanted.read(view)).await
            }
            Err(problem) => Err(problem),
        };
        read.map(|contents| resource::answered(contents, newest)).map_err(resource::refused)
    }
}

/// Serves a room to the one at the other end of a pipe, as the room's reader, until he ends it.
///
/// # Errors
/// When the other end does not speak the protocol, or the pipe breaks.
pub async fn serve<R, W>(room: Arc<Room>, read: R, write: W) -> io::Result<()>
where
    R: AsyncRead + Send + Unpin + 'static,
    W: AsyncWrite + Send + Unpin + 'static,
{
    let renewing = room.keep_fresh();
    let visitor = Visitor::alone(room.settings().reader);
    let served = match (Server { room, who: Who::Alone(visitor) }).serve((read, write)).await {
        Ok(running) => running.waiting().await.map(|_| ()).map_err(io::Error::other),
        // Whoever hangs up before he has said anything wants nothing.
        Err(ServerInitializeError::ConnectionClosed(_)) => Ok(()),
        Err(error) => Err(io::Error::other(error)),
    };
    renewing.abort();
    served
}

/// Serves a room over standard input and output, until standard input ends.
///
/// # Errors
/// As [`serve`].
pub async fn stdio(room: Arc<Room>) -> io::Result<()> {
    serve(room, tokio::io::stdin(), tokio::io::stdout()).await
}

/// The path of the protocol over HTTP. It has to lie within the layers that say who asks and for whom a request is meant.
pub(crate) fn router(room: &Arc<Room>) -> Router<Arc<Room>> {
    let config = StreamableHttpServerConfig::default()
        // A session would be open to whoever knows its name. Without sessions each call is made as the visitor of its request.
        .with_legacy_session_mode(false)
        .with_json_response(true)
        .with_max_request_body_bytes(room.settings().limits.body)
        // The room's own guard compares hosts and origins, also with the names that `--host` gives.
        .disable_allowed_hosts()
        .disable_allowed_origins();
    let server = Server { room: room.clone(), who: Who::OfRequest };
    let service = StreamableHttpService::new(
        move || Ok(server.clone()),
        Arc::new(NeverSessionManager::default()),
        config,
    );
    Router::new().route_service("/mcp", service)
}
