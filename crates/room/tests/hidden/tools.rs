//! The Model Context Protocol over HTTP: every tool, every resource, and what is no call at all.

use crate::ask::{Answer, Ask};
use crate::asks::draft;
use crate::pair::{Names, Pair};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Two versions of the protocol, whose answers have two forms.
const VERSIONS: [Option<&str>; 2] = [None, Some("2025-06-18")];

fn call(pair: &Pair, version: Option<&str>, method: &str, params: &Value) -> Ask {
    let body = json!({"jsonrpc": "2.0", "id": 7, "method": method, "params": params});
    let ask = Ask::with("POST", "/mcp")
        .header("content-type", "application/json")
        .header("accept", "application/json, text/event-stream")
        .header("authorization", &pair.token)
        .body(body.to_string());
    match version {
        Some(version) => ask.header("mcp-protocol-version", version),
        None => ask,
    }
}

/// The arguments with which each tool is called.
fn arguments(names: &Names) -> Vec<(&'static str, Value)> {
    let mut all = vec![
        ("stats", json!({})),
        ("search", json!({"cursor": "0-0-0-0"})),
        ("search", json!({"limit": 5000})),
    ];
    for q in
        ["*", "harbor", "kumquat", "class:secret", "collection:vault", "from:PORTALDRE", "year:2007 -lights"]
    {
        for sort in ["relevance", "date", "-date"] {
            all.push(("search", json!({"q": q, "sort": sort, "limit": 100})));
        }
        all.push(("facets", json!({"q": q})));
        all.push(("suggest", json!({"q": q})));
    }
    for (kind, word) in [("posts", "paris"), ("tags", "PREL"), ("cats", "")] {
        all.push(("look_up", json!({"kind": kind, "word": word})));
    }
    for q in ["07GREY", "mrn:06PORT", "tag:(PTER OR PR"] {
        all.push(("suggest", json!({"q": q})));
    }
    let some = [&names.seen, &names.partly, &names.hidden].into_iter().flatten().map(String::as_str);
    for mrn in some.chain(["06NOWHERE1", "port alder 401"]) {
        for form in ["text", "record", "original", "findings"] {
            all.push(("read_telegram", json!({"mrn": mrn, "as": form})));
            all.push(("read_telegram", json!({"mrn": mrn, "as": form, "variant": 2})));
            all.push(("read_telegram", json!({"mrn": mrn, "as": form, "offset": 100})));
            all.push(("read_telegram", json!({"mrn": mrn, "as": form, "offset": 1_000_000})));
        }
        for to in ["chicago", "bibtex", "ris", "csl-json"] {
            all.push(("cite", json!({"mrn": mrn, "to": to})));
        }
        all.push(("references", json!({"mrn": mrn})));
        all.push(("compare", json!({"mrn": mrn})));
        all.push(("compare", json!({"mrn": mrn, "one": 2, "two": 3})));
        all.push(("compare", json!({"mrn": mrn, "one": 1, "two": 1})));
        all.push(("suggest", json!({"q": mrn})));
        let draft = draft("UNCLASSIFIED", mrn);
        all.push(("write_telegram", json!({"draft": draft})));
        all.push(("write_telegram", json!({"draft": draft, "to": "smart", "offset": 100})));
    }
    let text = "UNCLAS PORT ALDER 000417\nSIPDIS\nSIPDIS\n\n1. The harbor,s lights work again.\n";
    all.push(("check_text", json!({"text": text, "date": "2007"})));
    all.push(("repair_text", json!({"text": text, "only": "comma", "min_confidence": 0})));
    all.push(("repair_text", json!({"text": "", "only": "cats"})));
    for rule in ["CL003", "portion-above-overall", "XX999"] {
        all.push(("explain_rule", json!({"rule": rule})));
    }
    all
}

fn result(answer: &Answer) -> Value {
    let whole: Value = serde_json::from_slice(&answer.body).unwrap_or_else(|_| panic!("{answer:?}"));
    whole["result"].clone()
}

pub(crate) async fn all_the_same(pair: &Pair, names: &Names) {
    let listed = pair.same(&call(pair, VERSIONS[1], "tools/list", &json!({}))).await;
    let listed: BTreeSet<String> = result(&listed)["tools"]
        .as_array()
        .unwrap()
        .iter()
        .map(|tool| tool["name"].as_str().unwrap().to_owned())
        .collect();
    for version in VERSIONS {
        let mut answered = BTreeSet::new();
        for (tool, arguments) in arguments(names) {
            let params = json!({"name": tool, "arguments": arguments});
            let answer = pair.same(&call(pair, version, "tools/call", &params)).await;
            let result = result(&answer);
            if result.is_object() && result["isError"] != json!(true) {
                answered.insert(tool.to_owned());
            }
        }
        assert_eq!(answered, listed, "each tool is called, and answers");
        let some = [&names.seen, &names.partly, &names.hidden].into_iter().flatten();
        for name in some.map(String::as_str).chain(["06NOWHERE1", "%FF", "07PORTALDER401/"]) {
            for more in ["", "?offset=100", "?offset=1000000", "?page=1"] {
                let params = json!({"uri": format!("telegram://{name}{more}")});
                pair.same(&call(pair, version, "resources/read", &params)).await;
            }
        }
        let hello = json!({"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "a", "version": "1"}});
        for (method, params) in [
            ("initialize", hello),
            ("tools/list", json!({})),
            ("tools/call", json!({"name": "nothing"})),
            ("tools/call", json!({"name": "read_telegram", "arguments": {"mrn": 7}})),
            ("resources/list", json!({})),
            ("resources/templates/list", json!({})),
            ("resources/read", json!({"uri": "file:///etc/passwd"})),
            ("prompts/list", json!({})),
            ("ping", json!({})),
            ("nothing", json!({})),
        ] {
            pair.same(&call(pair, version, method, &params)).await;
        }
    }
    for body in ["", "{", "[]", "{\"jsonrpc\":\"2.0\"}"] {
        pair.same(&call(pair, None, "", &json!({})).body(body)).await;
    }
    for method in ["GET", "DELETE", "PUT", "HEAD", "OPTIONS"] {
        pair.same(&Ask::with(method, "/mcp").header("authorization", &pair.token)).await;
    }
}
