//! The paths of one telegram.

use super::describe::file;
use crate::answers::{self, Checked, Named, References, Style, Two};
use crate::asked::{Asked, Path};
use crate::problem::Problem;
use crate::room::{Deed, Room};
use crate::visitor::Visitor;
use aide::axum::ApiRouter;
use aide::axum::routing::get_with;
use aide::transform::TransformOperation;
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderName, header};
use chancery_telegram::record::Record;
use chancery_view::Diff;
use schemars::JsonSchema;
use serde::Deserialize;
use std::sync::Arc;

/// The paths below `/telegrams/{mrn}`.
pub(super) fn router() -> ApiRouter<Arc<Room>> {
    ApiRouter::new()
        .api_route(
            "/telegrams/{mrn}",
            get_with(record, |op| {
                let op = op
                    .id("telegram")
                    .tag("telegrams")
                    .summary("The record")
                    .description("All that the telegram says.");
                op.response::<200, Json<Record<'static>>>()
            }),
        )
        .api_route(
            "/telegrams/{mrn}/text",
            get_with(text, |op| {
                let op =
                    op.id("text").tag("telegrams").summary("The text").description("Reflowed for reading.");
                op.response::<200, String>()
            }),
        )
        .api_route(
            "/telegrams/{mrn}/original",
            get_with(original, |op| {
                let op = op.id("original").tag("telegrams").summary("The original");
                let op = op.description("Byte for byte as it came, without what is hidden from this reader.");
                file(op, ["text/plain; charset=utf-8", "application/octet-stream"])
            }),
        )
        .api_route(
            "/telegrams/{mrn}/findings",
            get_with(findings, |op| {
                let op = op.id("findings").tag("telegrams").summary("What the rules say");
                let op = op.description(
                    "Its text, as this reader sees it, read and checked: the record, what the rules find, and what could be repaired.",
                );
                op.response::<200, Json<Checked<'static>>>()
            }),
        )
        .api_route("/telegrams/{mrn}/references", get_with(references, about_references))
        .api_route(
            "/telegrams/{mrn}/diff",
            get_with(diff, |op| {
                op.id("diff")
                    .tag("telegrams")
                    .summary("Two texts of it")
                    .description("Compared word by word.")
            }),
        )
        .api_route(
            "/telegrams/{mrn}/alike",
            get_with(alike, |op| {
                op.id("alike")
                    .tag("telegrams")
                    .summary("Near-identical texts")
                    .description("Under other numbers.")
            }),
        )
        .api_route(
            "/telegrams/{mrn}/cite",
            get_with(cite, |op| {
                let op = op.id("cite").tag("telegrams").summary("A citation");
                let op = op.description(
                    "As BibTeX, RIS or CSL-JSON, or as a note in the manner of The Chicago Manual of Style.",
                );
                file(op, Style::ALL.map(Style::media_type))
            }),
        )
}

fn about_references(op: TransformOperation<'_>) -> TransformOperation<'_> {
    op.id("references")
        .tag("telegrams")
        .summary("References")
        .description("What it refers to, and what refers to it.")
}

/// Which telegram.
#[derive(Debug, Deserialize, JsonSchema)]
struct Mrn {
    /// Its number, as `06PARIS7904`; or a post and a number of which there is one alone.
    mrn: String,
}

type Bytes = ([(HeaderName, &'static str); 1], Vec<u8>);

async fn record(
    State(room): State<Arc<Room>>,
    visitor: Visitor,
    Path(Mrn { mrn }): Path<Mrn>,
    Asked(named): Asked<Named>,
) -> Result<Bytes, Problem> {
    let bytes =
        room.look(&visitor, Deed::telegram(&mrn), move |view| answers::record(view, &mrn, &named)).await?;
    Ok(([(header::CONTENT_TYPE, "application/json")], bytes))
}

async fn text(
    State(room): State<Arc<Room>>,
    visitor: Visitor,
    Path(Mrn { mrn }): Path<Mrn>,
    Asked(named): Asked<Named>,
) -> Result<Bytes, Problem> {
    let bytes =
        room.look(&visitor, Deed::telegram(&mrn), move |view| answers::text(view, &mrn, &named)).await?;
    Ok(([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], bytes))
}

async fn original(
    State(room): State<Arc<Room>>,
    visitor: Visitor,
    Path(Mrn { mrn }): Path<Mrn>,
    Asked(named): Asked<Named>,
) -> Result<Bytes, Problem> {
    let bytes =
        room.look(&visitor, Deed::telegram(&mrn), move |view| answers::original(view, &mrn, &named)).await?;
    // The owner has the bytes in the encoding in which they came.
    let media_type = if std::str::from_utf8(&bytes).is_ok() {
        "text/plain; charset=utf-8"
    } else {
        "application/octet-stream"
    };
    Ok(([(header::CONTENT_TYPE, media_type)], bytes))
}

async fn findings(
    State(room): State<Arc<Room>>,
    visitor: Visitor,
    Path(Mrn { mrn }): Path<Mrn>,
    Asked(named): Asked<Named>,
) -> Result<Bytes, Problem> {
    let bytes =
        room.look(&visitor, Deed::telegram(&mrn), move |view| answers::findings(view, &mrn, &named)).await?;
    Ok(([(header::CONTENT_TYPE, "application/json")], bytes))
}

async fn references(
    State(room): State<Arc<Room>>,
    visitor: Visitor,
    Path(Mrn { mrn }): Path<Mrn>,
    Asked(named): Asked<Named>,
) -> Result<Json<References>, Problem> {
    room.look(&visitor, Deed::telegram(&mrn), move |view| answers::references(view, &mrn, &named))
        .await
        .map(Json)
}

async fn diff(
    State(room): State<Arc<Room>>,
    visitor: Visitor,
    Path(Mrn { mrn }): Path<Mrn>,
    Asked(two): Asked<Two>,
) -> Result<Json<Diff>, Problem> {
    let look = room.look(&visitor, Deed::telegram(&mrn), move |view| answers::diff(view, &mrn, two));
    look.await.map(Json)
}

/// Telegrams that say nearly the same.
#[derive(Debug, serde::Serialize, JsonSchema)]
struct Alike {
    /// Their numbers.
    alike: Vec<String>,
}

async fn alike(
    State(room): State<Arc<Room>>,
    visitor: Visitor,
    Path(Mrn { mrn }): Path<Mrn>,
    Asked(super::Nothing {}): Asked<super::Nothing>,
) -> Result<Json<Alike>, Problem> {
    let look =
        room.look(&visitor, Deed::telegram(&mrn), move |view| Ok(view.alike(&view.resolve(&mrn, None)?)?));
    Ok(Json(Alike { alike: look.await? }))
}

/// In which form.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Form {
    /// `bibtex`, `ris`, `csl-json`, or `chicago` for a note.
    #[serde(default = "bibtex")]
    to: Style,
}

fn bibtex() -> Style {
    Style::Bibtex
}

async fn cite(
    State(room): State<Arc<Room>>,
    visitor: Visitor,
    Path(Mrn { mrn }): Path<Mrn>,
    Asked(Form { to }): Asked<Form>,
) -> Result<Bytes, Problem> {
    let text = room
        .look(&visitor, Deed::telegram(&mrn), move |view| answers::cited(view, &mrn, &Named::default(), to))
        .await?;
    Ok(([(header::CONTENT_TYPE, to.media_type())], text.into_bytes()))
}
