//! The description of the API (OpenAPI 3.1), made from the code.

use crate::problem::Problem;
use crate::room::Room;
use aide::axum::ApiRouter;
use aide::openapi::{Info, OpenApi};
use aide::transform::TransformOpenApi;
use axum::body::Bytes;
use axum::http::header;
use axum::response::IntoResponse;
use axum::routing::get;
use axum::{Json, Router};
use std::sync::Arc;

/// Puts paths below a prefix, and their description beside them.
pub(super) fn with_description(prefix: &str, paths: ApiRouter<Arc<Room>>) -> Router<Arc<Room>> {
    aide::generate::extract_schemas(true);
    let mut openapi = OpenApi {
        info: Info {
            title: "Chancery".to_owned(),
            description: Some(
                "Diplomatic telegrams of an archive, as the reader who asks may see them. What is hidden is not there.".to_owned(),
            ),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            ..Info::default()
        },
        ..OpenApi::default()
    };
    let router = ApiRouter::new().nest(prefix, paths).finish_api_with(&mut openapi, common);
    let described = serde_json::to_vec_pretty(&openapi).unwrap_or_default();
    let described = Bytes::from(described);
    router.route(
        &format!("{prefix}/openapi.json"),
        get(move || {
            let described = described.clone();
            async move { ([(header::CONTENT_TYPE, "application/json")], described).into_response() }
        }),
    )
}

/// What holds for all paths.
fn common(api: TransformOpenApi<'_>) -> TransformOpenApi<'_> {
    api.default_response::<Json<Problem>>()
}
