//! Styles and scripts: inside the binary, under a name that changes with what is in them.

use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};
use std::sync::LazyLock;

/// Each with its name and media type.
const ASSETS: &[(&str, &str, &[u8])] = &[
    ("room.css", "text/css; charset=utf-8", include_bytes!("room.css")),
    ("room.js", "text/javascript; charset=utf-8", include_bytes!("room.js")),
    ("draft.js", "text/javascript; charset=utf-8", include_bytes!("draft.js")),
    ("icon.svg", "image/svg+xml", include_bytes!("icon.svg")),
];

/// What stands in the paths of all of them: a hash of them together.
static HASH: LazyLock<String> = LazyLock::new(|| {
    let mut hash = Sha256::new();
    for (name, _, bytes) in ASSETS {
        hash.update(name);
        hash.update(bytes);
    }
    hash.finalize().iter().take(6).map(|byte| format!("{byte:02x}")).collect()
});

/// The path of an asset: `/assets/0f1e2d3c4b5a/room.css`.
pub(crate) fn path(name: &str) -> String {
    format!("/assets/{}/{name}", *HASH)
}

/// Gives an asset. A browser that has it need not ask again.
pub(crate) async fn asset(Path((hash, name)): Path<(String, String)>) -> Response {
    let found = ASSETS.iter().find(|(known, ..)| *known == name).filter(|_| hash == *HASH);
    match found {
        Some((_, media_type, bytes)) => {
            let headers = [
                (header::CONTENT_TYPE, *media_type),
                (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
            ];
            (headers, *bytes).into_response()
        }
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
