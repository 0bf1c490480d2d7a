//! The description of the API (OpenAPI 3.1), made from the code.

use crate::problem::Problem;
use crate::room::Room;
use aide::axum::ApiRouter;
use aide::openapi::{
    Info, MediaType, OpenApi, ReferenceOr, RequestBody, Response as Described, SchemaObject, SecurityScheme,
    StatusCode,
};
use aide::transform::{TransformOpenApi, TransformOperation};
use axum::Router;
use axum::body::Bytes;
use axum::http::header;
use axum::response::IntoResponse;
use axum::routing::get;
use chancery_exports::{EXPORTS, Table};
use schemars::{Schema, SchemaGenerator, json_schema};
use std::sync::Arc;

/// How a program shows whose it is.
const TOKEN: &str = "token";

/// Puts paths below a prefix, and their description beside them. Those to which much can be sent come back apart.
pub(super) fn with_description(
    prefix: &str,
    users: bool,
    paths: impl FnOnce() -> ApiRouter<Arc<Room>>,
    large: impl FnOnce() -> ApiRouter<Arc<Room>>,
) -> (Router<Arc<Room>>, Router<Arc<Room>>) {
    // Types are gathered while paths are made, and forgotten when a router is finished.
    aide::generate::extract_schemas(true);
    let mut apart = OpenApi::default();
    let large = ApiRouter::new().nest(prefix, large()).finish_api_with(&mut apart, |api| common(api, users));
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
    let router =
        ApiRouter::new().nest(prefix, paths()).finish_api_with(&mut openapi, |api| common(api, users));
    merge(&mut openapi, apart);
    let described = serde_json::to_vec_pretty(&openapi).unwrap_or_default();
    let described = Bytes::from(described);
    let router = router.route(
        &format!("{prefix}/openapi.json"),
        get(move || {
            let described = described.clone();
            async move { ([(header::CONTENT_TYPE, "application/json")], described).into_response() }
        }),
    );
    (router, large)
}

/// Puts what can be sent to a path beside what can be asked of it.
fn merge(openapi: &mut OpenApi, apart: OpenApi) {
    let paths = openapi.paths.get_or_insert_default();
    for (path, item) in apart.paths.unwrap_or_default().paths {
        let ReferenceOr::Item(item) = item else { continue };
        if let Some(ReferenceOr::Item(known)) = paths.paths.get_mut(&path) {
            known.post = item.post;
        } else {
            paths.paths.insert(path, ReferenceOr::Item(item));
        }
    }
    let schemas = apart.components.map(|components| components.schemas).unwrap_or_default();
    let own = &mut openapi.components.get_or_insert_default().schemas;
    for (name, schema) in schemas {
        let known = own.insert(name, schema.clone());
        debug_assert!(
            known.is_none_or(|known| known.json_schema == schema.json_schema),
            "two types of one name"
        );
    }
}

/// What holds for all paths.
fn common(api: TransformOpenApi<'_>, users: bool) -> TransformOpenApi<'_> {
    let api = api.default_response::<Problem>();
    if !users {
        return api;
    }
    let scheme = SecurityScheme::Http {
        scheme: "bearer".to_owned(),
        bearer_format: None,
        description: Some("A token that `chancery token add` made.".to_owned()),
        extensions: Default::default(),
    };
    api.security_scheme(TOKEN, scheme).security_requirement(TOKEN)
}

/// That a text is to be sent, and may not be empty.
pub(super) fn text_body<'o>(mut op: TransformOperation<'o>, what: &str) -> TransformOperation<'o> {
    let json_schema = json_schema!({ "type": "string", "minLength": 1 });
    let schema = SchemaObject { json_schema, external_docs: None, example: None };
    let text = MediaType { schema: Some(schema), ..MediaType::default() };
    op.inner_mut().request_body = Some(ReferenceOr::Item(RequestBody {
        description: Some(what.to_owned()),
        content: [("text/plain; charset=utf-8".to_owned(), text)].into_iter().collect(),
        required: true,
        ..RequestBody::default()
    }));
    op
}

/// That an answer is a file of one of these media types.
pub(super) fn file<'o>(
    mut op: TransformOperation<'o>,
    types: impl IntoIterator<Item = &'static str>,
) -> TransformOperation<'o> {
    let media = |name: &str| {
        // What is JSON is a value; everything else is characters or bytes.
        let is_json = name.ends_with("/json") || name.ends_with("+json");
        let json_schema = if is_json { json_schema!({}) } else { json_schema!({ "type": "string" }) };
        let schema = SchemaObject { json_schema, external_docs: None, example: None };
        MediaType { schema: Some(schema), ..MediaType::default() }
    };
    let described = Described {
        description: "a file".to_owned(),
        content: types.into_iter().map(|name| (name.to_owned(), media(name))).collect(),
        ..Described::default()
    };
    let responses = op.inner_mut().responses.get_or_insert_default();
    responses.responses.insert(StatusCode::Code(200), ReferenceOr::Item(described));
    op
}

/// The media types of exports that are one file.
pub(super) fn exports() -> impl Iterator<Item = &'static str> {
    EXPORTS.iter().filter(|export| !export.is_folder()).map(|export| export.media_type)
}

/// The names of the tables.
pub(super) fn tables(_: &mut SchemaGenerator) -> Schema {
    let names: Vec<&str> = Table::ALL.iter().map(|table| table.as_str()).collect();
    json_schema!({ "type": "string", "enum": names })
}

/// The names of exports that are one file.
pub(super) fn forms(_: &mut SchemaGenerator) -> Schema {
    let names: Vec<&str> =
        EXPORTS.iter().filter(|export| !export.is_folder()).map(|export| export.id).collect();
    json_schema!({ "type": "string", "enum": names })
}
