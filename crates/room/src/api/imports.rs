//! Imports by programs: a file is the body of a request.

use crate::asked::{Asked, Path};
use crate::intake::{Job, file_name};
use crate::pages::allowed;
use crate::problem::Problem;
use crate::room::{Deed, Room};
use crate::visitor::Visitor;
use aide::axum::ApiRouter;
use aide::axum::routing::{get_with, post_with};
use axum::Json;
use axum::body::{Body, Bytes};
use axum::extract::{DefaultBodyLimit, State};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, StatusCode};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use tokio::fs::File;
use tokio::io::AsyncWriteExt;
use tokio_stream::StreamExt;

pub(super) fn router() -> ApiRouter<Arc<Room>> {
    ApiRouter::new()
        .api_route(
            "/import",
            get_with(imports, |op| {
                op.id("imports")
                    .tag("import")
                    .summary("Imports")
                    .description("Those that this user began, the newest first.")
            }),
        )
        .api_route(
            "/import/{id}",
            get_with(import, |op| {
                op.id("import").tag("import").summary("An import").description("How far it is.")
            }),
        )
}

/// Where a file is sent to: larger than anything else.
pub(super) fn large() -> ApiRouter<Arc<Room>> {
    let take = post_with(take, |op| {
        op.id("take")
            .tag("import")
            .summary("Import a file")
            .description(
                "The file is the body; it is worked on afterwards. How far it is, `/import/{id}` tells.",
            )
            .input::<Bytes>()
            .response::<202, Json<Job>>()
    });
    ApiRouter::new().api_route("/import", take).layer(DefaultBodyLimit::disable())
}

/// Imports.
#[derive(Serialize, JsonSchema)]
struct Imports {
    /// The newest first.
    imports: Vec<Job>,
}

async fn imports(State(room): State<Arc<Room>>, visitor: Visitor) -> Result<Json<Imports>, Problem> {
    Ok(Json(Imports { imports: allowed(&room, &visitor)?.of(&visitor) }))
}

/// Which import.
#[derive(Deserialize, JsonSchema)]
struct Which {
    /// Its number.
    id: u64,
}

async fn import(
    State(room): State<Arc<Room>>,
    visitor: Visitor,
    Path(Which { id }): Path<Which>,
) -> Result<Json<Job>, Problem> {
    allowed(&room, &visitor)?.one(&visitor, id).map(Json)
}

/// What is said of a file that is sent.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Brought {
    /// How it is called.
    #[serde(default)]
    name: String,
    /// Where its telegrams belong.
    collection: Option<String>,
}

async fn take(
    State(room): State<Arc<Room>>,
    visitor: Visitor,
    Asked(about): Asked<Brought>,
    headers: HeaderMap,
    body: Body,
) -> Result<(StatusCode, Json<Job>), Problem> {
    let jobs = allowed(&room, &visitor)?;
    // The parts of a form are wrapped, and what wraps them would be filed with them.
    if headers.get(CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"multipart/")) {
        return Err(Problem::wrong("the body is a form: it is to be the file itself")
            .help("send the file as the body, as `curl --data-binary @FILE` does"));
    }
    room.may_bring(&visitor, about.collection.as_deref()).await?;
    let folder = jobs.folder().await?;
    let failed = |error: std::io::Error| {
        tracing::error!(%error, "a file cannot be taken in");
        Problem::broke_down().help("the disk of the archive may be full")
    };
    let name = if about.name.is_empty() { "file".to_owned() } else { about.name };
    let mut file = File::create(folder.path().join(file_name(&name, 1))).await.map_err(failed)?;
    let mut pieces = body.into_data_stream();
    let mut is_empty = true;
    while let Some(piece) = pieces.next().await {
        let piece = piece.map_err(|_| Problem::wrong("the file broke off"))?;
        is_empty &= piece.is_empty();
        file.write_all(&piece).await.map_err(failed)?;
    }
    if is_empty {
        return Err(Problem::wrong("the body is empty: it is to be a file"));
    }
    file.flush().await.map_err(failed)?;
    room.note(&visitor, &Deed::Noted("import", name.clone()))?;
    let job = jobs.begin(&visitor, folder, vec![name], about.collection)?;
    Ok((StatusCode::ACCEPTED, Json(job)))
}
