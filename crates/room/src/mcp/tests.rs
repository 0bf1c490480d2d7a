//! As whom a call is made: what can only be tried inside the room, where visitors are made.

use super::{Server, Who, router};
use crate::room::{Room, Settings};
use crate::visitor::Visitor;
use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::http::{StatusCode, header};
use axum::middleware::{Next, from_fn};
use chancery_archive::Writer;
use chancery_archive::import::{self, Options, Quiet};
use chancery_view::{Door, Reader};
use http_body_util::BodyExt;
use rmcp::ServiceExt;
use rmcp::model::CallToolRequestParams;
use std::sync::Arc;
use tempfile::TempDir;
use tower::ServiceExt as _;

/// A room with one telegram, which is secret.
fn room() -> (TempDir, Arc<Room>) {
    let folder = tempfile::tempdir().unwrap();
    let source = folder.path().join("1.txt");
    let text = "P 121430Z MAR 07\nFM AMEMBASSY PORT ALDER\nTO SECSTATE WASHDC PRIORITY 5120\nS E C R E T PORT ALDER 000417\n\n\
                E.O. 12958: DECL: 03/12/2017\nTAGS: PREL\nSUBJECT: HARBOR\n\n1. (S) The kumquat is watched.\n";
    std::fs::write(&source, text).unwrap();
    let archive = folder.path().join("archive");
    let mut writer = Writer::open(&archive).unwrap();
    import::import(&mut writer, &Options { paths: vec![source], ..Options::default() }, &mut Quiet).unwrap();
    let room = Room::new(Door::open(&archive).unwrap(), None, None, Settings::default());
    (folder, room)
}

/// A request of a tool that reads the telegram.
fn asked(reader: Option<&str>, session: Option<&str>) -> Request {
    let call = r#"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"read_telegram","arguments":{"mrn":"07PORTALDER417"}}}"#;
    let mut request = Request::post("/mcp")
        .header(header::HOST, "localhost")
        .header(header::CONTENT_TYPE, "application/json")
        .header(header::ACCEPT, "application/json, text/event-stream");
    if let Some(reader) = reader {
        request = request.header("x-reader", reader);
    }
    if let Some(session) = session {
        request = request.header("mcp-session-id", session);
    }
    request.body(Body::from(call)).unwrap()
}

/// Stands for the layers of the room: whoever is named in a header asks.
async fn named(mut request: Request, next: Next) -> axum::response::Response {
    let name = request.headers().get("x-reader").map(|name| name.to_str().unwrap().to_owned());
    if let Some(name) = name {
        let reader = name.parse().map_or(Reader::Owner, Reader::cleared);
        request.extensions_mut().insert(Visitor::alone(reader));
    }
    next.run(request).await
}

#[tokio::test(flavor = "multi_thread")]
async fn each_request_is_answered_as_its_own_visitor() {
    let (_folder, room) = room();
    let router: Router = router(&room).layer(from_fn(named)).with_state(room);
    let ask = async |request: Request| {
        let response: axum::response::Response = router.clone().oneshot(request).await.unwrap();
        assert_eq!(response.status(), StatusCode::OK);
        assert!(response.headers().get("mcp-session-id").is_none());
        let body = response.into_body().collect().await.unwrap().to_bytes();
        String::from_utf8(body.to_vec()).unwrap()
    };
    assert!(ask(asked(Some("owner"), None)).await.contains("kumquat"));
    assert!(ask(asked(Some("SECRET"), None)).await.contains("kumquat"));
    // The name of a session gives nothing.
    for session in [None, Some("00000000-0000-0000-0000-000000000000")] {
        let answer = ask(asked(Some("UNCLASSIFIED"), session)).await;
        assert!(answer.contains("There is no such telegram") && !answer.contains("kumquat"), "{answer}");
        let answer = ask(asked(None, session)).await;
        assert!(answer.contains("Who asks is not known") && !answer.contains("kumquat"), "{answer}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_request_nobody_asks() {
    let (_folder, room) = room();
    let (near, far) = tokio::io::duplex(1 << 16);
    tokio::spawn(async move {
        let running = Server { room, who: Who::OfRequest }.serve(far).await.unwrap();
        running.waiting().await
    });
    let client = ().serve(near).await.unwrap();
    for tool in client.list_all_tools().await.unwrap() {
        let mut arguments = serde_json::Map::new();
        for name in tool.input_schema.get("required").and_then(|list| list.as_array()).into_iter().flatten() {
            arguments.insert(name.as_str().unwrap().to_owned(), "posts".into());
        }
        let call = CallToolRequestParams::new(tool.name.clone()).with_arguments(arguments);
        let result = client.call_tool(call).await.unwrap();
        assert_eq!(result.is_error, Some(true), "{}", tool.name);
        assert!(result.content[0].as_text().unwrap().text.starts_with("Who asks is not known"));
    }
    let read = rmcp::model::ReadResourceRequestParams::new("telegram://07PORTALDER417");
    assert!(client.read_resource(read).await.unwrap_err().to_string().contains("Who asks is not known"));
    client.cancel().await.unwrap();
}
