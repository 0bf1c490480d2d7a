//! A client of the Model Context Protocol asks an archive: every tool, over a pipe and over HTTP, as several readers.

use chancery_archive::Writer;
use chancery_archive::import::{self, Options, Quiet};
use chancery_room::{Room, Settings, mcp, router};
use chancery_view::{Door, Reader};
use rmcp::model::{CallToolRequestParams, CallToolResult, ReadResourceRequestParams};
use rmcp::service::RunningService;
use rmcp::transport::StreamableHttpClientTransport;
use rmcp::{RoleClient, ServiceExt};
use serde_json::{Value, json};
use std::fs;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use tempfile::TempDir;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

type Client = RunningService<RoleClient, ()>;

/// The most bytes of an answer.
const MOST: usize = 60_000;

fn telegram(number: u32, mark: &str, paragraphs: &[String]) -> String {
    format!(
        "P 121430Z MAR 07\nFM AMEMBASSY PORT ALDER\nTO SECSTATE WASHDC PRIORITY 5120\nS E C R E T PORT ALDER {number:06}\n\n\
         E.O. 12958: DECL: 03/12/2017\nTAGS: PREL\nSUBJECT: {mark}HARBOR\nREF: PORT ALDER 417\n\n{}\n",
        paragraphs.join("\n\n")
    )
}

/// Telegrams 417 to 419: a paragraph of one is hidden from readers below SECRET, one has two texts, one is long; and where it
/// says so 430, which is all hidden.
fn archive(with_hidden: bool) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: String| -> PathBuf {
        let path = folder.path().join(name);
        fs::write(&path, text).unwrap();
        path
    };
    let open = |text: &str| vec![format!("1. (U) {text}"), "2. (U) More of it.".to_owned()];
    let half = ["1. (U) Nine lights work.".to_owned(), "2. (S) The kumquat is watched.".to_owned()];
    let long: Vec<_> = (1..900)
        .map(|at| {
            format!(
                "{at}. (U) The delegation said \"{at}\" times that the harbor lights had to be mended soon."
            )
        })
        .collect();
    let mut paths = vec![
        write("1.txt", telegram(417, "(U) ", &half)),
        write("2.txt", telegram(418, "(U) ", &open("The pier was painted in green colors."))),
        write("3.txt", telegram(418, "(U) ", &open("The pier was painted in blue colors, they say."))),
        write("4.txt", telegram(419, "(U) ", &long)),
    ];
    if with_hidden {
        paths.push(write("5.txt", telegram(430, "(S) ", &["1. (S) The kumquat again.".to_owned()])));
    }
    let mut writer = Writer::open(folder.path().join("archive")).unwrap();
    import::import(&mut writer, &Options { paths, ..Options::default() }, &mut Quiet).unwrap();
    folder
}

fn room(folder: &TempDir, reader: &str) -> Arc<Room> {
    let reader = reader.parse().map_or(Reader::Owner, Reader::cleared);
    let door = Door::open(folder.path().join("archive")).unwrap();
    Room::new(door, None, None, Settings { reader, ..Settings::default() })
}

/// A client at the other end of a pipe.
async fn piped(folder: &TempDir, reader: &str) -> Client {
    let (near, far) = tokio::io::duplex(1 << 16);
    let (read, write) = tokio::io::split(far);
    tokio::spawn(mcp::serve(room(folder, reader), read, write));
    ().serve(near).await.unwrap()
}

/// Where a room is served over HTTP.
async fn listening(folder: &TempDir, reader: &str) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let room = room(folder, reader);
    tokio::spawn(async move { axum::serve(listener, router(room)).await });
    address
}

async fn over_http(folder: &TempDir, reader: &str) -> Client {
    let address = listening(folder, reader).await;
    ().serve(StreamableHttpClientTransport::from_uri(format!("http://{address}/mcp"))).await.unwrap()
}

async fn call(client: &Client, tool: &'static str, arguments: Value) -> CallToolResult {
    let arguments = arguments.as_object().unwrap().clone();
    let result = client.call_tool(CallToolRequestParams::new(tool).with_arguments(arguments)).await.unwrap();
    let length = serde_json::to_vec(&result).unwrap().len();
    assert!(length < MOST, "{tool} answers with {length} bytes");
    result
}

/// The object that a tool gives.
async fn object(client: &Client, tool: &'static str, arguments: Value) -> Value {
    let result = call(client, tool, arguments).await;
    assert_ne!(result.is_error, Some(true), "{result:?}");
    let object = result.structured_content.unwrap();
    assert_eq!(serde_json::from_str::<Value>(&result.content[0].as_text().unwrap().text).unwrap(), object);
    object
}

/// The text that a tool gives.
async fn text(client: &Client, tool: &'static str, arguments: Value) -> String {
    let result = call(client, tool, arguments).await;
    assert_ne!(result.is_error, Some(true), "{result:?}");
    result.content[0].as_text().unwrap().text.clone()
}

async fn resource(client: &Client, uri: &str) -> String {
    match client.read_resource(ReadResourceRequestParams::new(uri)).await {
        Ok(result) => serde_json::to_string(&result).unwrap(),
        Err(error) => error.to_string(),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_tool_is_described_and_answers() {
    let folder = archive(true);
    for client in [piped(&folder, "owner").await, over_http(&folder, "owner").await] {
        let about = client.peer_info().unwrap();
        assert!(about.instructions.as_ref().unwrap().contains("06PARIS7904, paragraph 3"));
        let mut tools = client.list_all_tools().await.unwrap();
        tools.sort_by(|a, b| a.name.cmp(&b.name));
        let names: Vec<_> = tools.iter().map(|tool| tool.name.as_ref()).collect();
        let expected = [
            "check_text",
            "cite",
            "compare",
            "explain_rule",
            "facets",
            "look_up",
            "read_telegram",
            "references",
            "repair_text",
            "search",
            "stats",
            "suggest",
            "write_telegram",
        ];
        assert_eq!(names, expected);
        for tool in &tools {
            assert!(tool.title.is_some() && tool.description.as_ref().unwrap().ends_with('.'), "{tool:?}");
            assert_eq!(tool.annotations.as_ref().unwrap().read_only_hint, Some(true));
            assert_eq!(tool.output_schema.is_none(), tool.name == "read_telegram");
            let described = tool.input_schema.get("properties").and_then(Value::as_object);
            for (name, property) in described.into_iter().flatten() {
                assert!(property.get("description").is_some(), "{}: {name}", tool.name);
            }
        }
        let templates = client.list_all_resource_templates().await.unwrap();
        assert_eq!(templates[0].uri_template, "telegram://{mrn}");

        let found = object(&client, "search", json!({"q": "kumquat", "sort": "date"})).await;
        assert_eq!(found["total"], 2);
        let page = object(&client, "search", json!({"q": "*", "limit": 1})).await;
        let next = object(&client, "search", json!({"q": "*", "limit": 1, "cursor": page["next"]})).await;
        assert_ne!(page["hits"][0]["mrn"], next["hits"][0]["mrn"]);
        let read = text(&client, "read_telegram", json!({"mrn": "07PORTALDER417"})).await;
        assert!(read.contains("kumquat"), "{read}");
        let record = text(&client, "read_telegram", json!({"mrn": "07PORTALDER417", "as": "record"})).await;
        assert_eq!(serde_json::from_str::<Value>(&record).unwrap()["mrn"]["canonical"], "07PORTALDER417");
        let mut originals = String::new();
        for variant in [1, 2] {
            let asked = json!({"mrn": "07PORTALDER418", "as": "original", "variant": variant});
            originals.push_str(&text(&client, "read_telegram", asked).await);
        }
        assert!(originals.contains("blue colors") && originals.contains("green colors"));
        let note = object(&client, "cite", json!({"mrn": "port alder 417"})).await;
        assert!(note["text"].as_str().unwrap().contains("telegram 07PORTALDER417"), "{note}");
        for (to, begin) in [("bibtex", "@"), ("ris", "TY  -"), ("csl-json", "[")] {
            let cited = object(&client, "cite", json!({"mrn": "07PORTALDER417", "to": to})).await;
            assert!(cited["text"].as_str().unwrap().starts_with(begin), "{cited}");
        }
        let references = object(&client, "references", json!({"mrn": "07PORTALDER418"})).await;
        assert_eq!(references["to"][0]["mrn"], "07PORTALDER417");
        assert_eq!(references["to"][0]["here"], true);
        let suggested = object(&client, "suggest", json!({"q": "from:par"})).await;
        assert!(!suggested["suggestions"].as_array().unwrap().is_empty());
        let facets = object(&client, "facets", json!({"q": "lights"})).await;
        assert_eq!(facets["facets"]["year"][0], json!({"value": "2007", "count": 2}));
        assert_eq!(object(&client, "stats", json!({})).await["telegrams"], 4);
        let tag = object(&client, "look_up", json!({"kind": "tags", "word": "PREL"})).await;
        assert_eq!(tag["rows"][0]["code"], "PREL");
        let posts = object(&client, "look_up", json!({"kind": "posts"})).await;
        assert!(posts["total"].as_u64().unwrap() > posts["rows"].as_array().unwrap().len() as u64);
        let compared = object(&client, "compare", json!({"mrn": "07PORTALDER418"})).await;
        assert!(compared["words"].as_array().unwrap().iter().any(|run| run[0] == "out"), "{compared}");
        assert!(resource(&client, "telegram://07PORTALDER417").await.contains("kumquat"));
        assert!(resource(&client, "telegram://07PORTALDER9").await.contains("There is no such telegram"));
        client.cancel().await.unwrap();
    }
}

fn draft(level: &str, reference: &str, text: &str) -> String {
    format!(
        "---\nfrom: AMEMBASSY PARIS\nto: SECSTATE WASHDC\ndate: 2007-03-12 14:30\nnumber: 417\nclassification: {level}\n\
         tags: PREL\nsubject: HARBOR\nreferences: {reference}\nsignature: WEAVER\n---\n{text}"
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn texts_that_are_sent_along_are_checked_repaired_and_written() {
    let folder = archive(false);
    let client = piped(&folder, "owner").await;
    let broken = telegram(417, "", &["1. (U) The harbor,s lights work again.".to_owned()]);
    let checked = object(&client, "check_text", json!({"text": broken})).await;
    assert_eq!(checked["record"]["mrn"]["canonical"], "07PORTALDER417");
    assert_eq!(checked["repairs"][0]["kind"], "comma");
    let mended = object(&client, "repair_text", json!({"text": broken})).await;
    assert!(mended["text"].as_str().unwrap().contains("harbor's lights"), "{mended}");
    let asked = json!({"text": broken, "only": "tags,spaced", "min_confidence": 0.5});
    assert_eq!(object(&client, "repair_text", asked).await["text"], broken);
    let rule = object(&client, "explain_rule", json!({"rule": "cl003"})).await;
    assert_eq!(rule["name"], "portion-above-overall");

    let asked = json!({"draft": draft("UNCLASSIFIED", "07PORTALDER417", "The lights work.\n")});
    let written = object(&client, "write_telegram", asked).await;
    assert_eq!(written["good"], true, "{written}");
    assert!(written["telegram"].as_str().unwrap().contains("\nUNCLAS PARIS 000417\n"), "{written}");
    let warned = &written["findings"][0];
    assert_eq!((&warned["severity"], &warned["line"]), (&json!("warning"), &json!(9)), "{written}");
    assert_eq!(warned["message"], "07PORTALDER417 is SECRET, above this telegram's UNCLASSIFIED");
    client.cancel().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn long_texts_that_are_sent_along_come_back_in_parts() {
    let folder = archive(false);
    let client = piped(&folder, "owner").await;
    let many: Vec<_> = (1..900)
        .map(|at| format!("{at}. (X) The harbor,s lights\u{1}\u{1}, the experts, conference."))
        .collect();
    let long = telegram(419, "", &many);
    let checked = object(&client, "check_text", json!({"text": long})).await;
    let counts = ["found", "proposed"].map(|name| checked[name].as_u64().unwrap());
    let given = ["findings", "repairs"].map(|name| checked[name].as_array().unwrap().len() as u64);
    assert!(
        checked["record"].is_null() && counts[0] + counts[1] > given[0] + given[1],
        "{counts:?} {given:?}"
    );
    let draft = draft("UNCLASSIFIED", "STATE 1", &many.join("\n\n").replace("(X) ", ""));
    for (tool, field, mut asked) in [
        ("repair_text", "text", json!({"text": long, "min_confidence": 1})),
        ("write_telegram", "telegram", json!({"draft": draft, "to": "smart"})),
    ] {
        let (mut all, mut parts) = (String::new(), 0);
        loop {
            let part = object(&client, tool, asked.clone()).await;
            all.push_str(part[field].as_str().unwrap());
            parts += 1;
            let Some(next) = part["next"].as_u64() else { break };
            asked["offset"] = next.into();
        }
        assert!(parts > 2 && all.contains("899. "), "{tool}: {parts} parts");
        assert!(tool != "repair_text" || all == long);
    }
    client.cancel().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn long_texts_come_in_pages() {
    let folder = archive(false);
    let client = piped(&folder, "owner").await;
    for form in ["text", "record", "original"] {
        let (mut offset, mut pages, mut all) = (0, 0, String::new());
        loop {
            let asked = json!({"mrn": "07PORTALDER419", "as": form, "offset": offset});
            let result = call(&client, "read_telegram", asked).await;
            let blocks: Vec<_> = result.content.iter().map(|block| &block.as_text().unwrap().text).collect();
            all.push_str(blocks[0]);
            pages += 1;
            let Some((_, next)) = blocks[1].split_once("and `offset` ") else { break };
            offset = next.trim_end_matches('.').parse().unwrap();
        }
        assert!(
            pages > 1 && all.contains("\"1\"") | all.contains("\\\"1\\\"") && all.contains("899"),
            "{form}"
        );
        if form == "record" {
            assert_eq!(serde_json::from_str::<Value>(&all).unwrap()["mrn"]["canonical"], "07PORTALDER419");
        }
    }
    let first = resource(&client, "telegram://07PORTALDER419").await;
    let (_, next) = first.split_once("read telegram://07PORTALDER419?offset=").unwrap();
    let next: String = next.chars().take_while(char::is_ascii_digit).collect();
    let second = resource(&client, &format!("telegram://07PORTALDER419?offset={next}")).await;
    assert!(second.contains(&format!("These were bytes {next} to ")));
    client.cancel().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_is_said_with_what_helps() {
    let folder = archive(false);
    let client = piped(&folder, "owner").await;
    for (tool, arguments, said) in [
        ("search", json!({"q": "form:PARIS"}), "The query has a mistake\nthere is no field `form`"),
        ("search", json!({"limit": 5000}), "`limit` is at most 1000"),
        ("search", json!({"cursor": "0-0-0-0"}), "The cursor cannot be used"),
        (
            "read_telegram",
            json!({"mrn": "06PARIS7904"}),
            "There is no such telegram\nthere is no telegram `06PARIS7904`",
        ),
        ("read_telegram", json!({"mrn": "07PORTALDER417", "variant": 3}), "There is no such text of it"),
        ("read_telegram", json!({"mrn": "07PORTALDER417", "offset": 1_000_000}), "`offset` is 1000000"),
        ("look_up", json!({"kind": "cats"}), "help: the tables are posts"),
        ("compare", json!({"mrn": "07PORTALDER417"}), "There is no such text of it"),
        ("check_text", json!({"text": ""}), "the text is empty"),
        ("check_text", json!({"text": "UNCLAS", "date": "soon"}), "The request cannot be read"),
        ("check_text", json!({"text": "A".repeat((1 << 20) + 1)}), "help: it has 1048577 bytes"),
        ("repair_text", json!({"text": "UNCLAS", "only": "cats"}), "help: the kinds are comma"),
        ("repair_text", json!({"text": "UNCLAS", "min_confidence": 2}), "a number from 0 to 1"),
        ("repair_text", json!({"text": "UNCLAS", "offset": 9}), "`offset` is 9"),
        ("write_telegram", json!({"draft": ""}), "the text is empty"),
        ("explain_rule", json!({"rule": "XX999"}), "There is no such rule"),
    ] {
        let result = call(&client, tool, arguments.clone()).await;
        let text = &result.content[0].as_text().unwrap().text;
        assert!(result.is_error == Some(true) && text.contains(said), "{tool} {arguments}: {text}");
        assert!(result.structured_content.unwrap()["status"].is_u64());
    }
    client.cancel().await.unwrap();
}

/// All that a reader is told about a telegram and around it.
async fn told(client: &Client, number: &str) -> String {
    let mut all = String::new();
    for (tool, arguments) in [
        ("search", json!({"q": "kumquat"})),
        ("search", json!({"q": "*", "sort": "date", "limit": 100})),
        ("search", json!({"q": format!("mrn:{number}")})),
        ("search", json!({"q": "ref:07PORTALDER417"})),
        ("read_telegram", json!({"mrn": number})),
        ("read_telegram", json!({"mrn": number, "as": "record", "variant": 2})),
        ("read_telegram", json!({"mrn": number, "as": "original"})),
        ("read_telegram", json!({"mrn": number, "offset": 1_000_000})),
        ("read_telegram", json!({"mrn": "07PORTALDER417"})),
        ("read_telegram", json!({"mrn": "07PORTALDER417", "as": "original"})),
        ("cite", json!({"mrn": number})),
        ("cite", json!({"mrn": number, "to": "ris"})),
        ("references", json!({"mrn": number})),
        ("references", json!({"mrn": "07PORTALDER417"})),
        ("suggest", json!({"q": number})),
        ("suggest", json!({"q": "07PORTALDER4"})),
        ("facets", json!({"q": "*"})),
        ("stats", json!({})),
        ("compare", json!({"mrn": number})),
        ("write_telegram", json!({"draft": draft("UNCLASSIFIED", number, "The lights work.\n")})),
    ] {
        let result = call(client, tool, arguments).await;
        all.push_str(&serde_json::to_string(&result).unwrap());
        all.push('\n');
    }
    all.push_str(&resource(client, &format!("telegram://{number}")).await);
    all
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_hidden_and_what_is_not_there_give_the_same() {
    let (with, without) = (archive(true), archive(false));
    for reader in ["UNCLASSIFIED", "CONFIDENTIAL"] {
        // Over a pipe and over HTTP results are told in the forms of two versions of the protocol.
        let pairs = [
            [piped(&without, reader).await, piped(&with, reader).await],
            [over_http(&without, reader).await, over_http(&with, reader).await],
        ];
        for [client_without, client_with] in pairs {
            let expected = told(&client_without, "07PORTALDER430").await;
            assert!(!expected.contains("is watched") && !expected.contains("kumquat again"));
            let is = told(&client_with, "07PORTALDER430").await;
            for (is, should) in is.lines().zip(expected.lines()) {
                assert_eq!(is, should, "{reader}");
            }
            assert_eq!(is, expected);
            // A number that no archive has gives the same, but for itself.
            let other = told(&client_with, "07PORTALDER431").await;
            assert_eq!(other.replace("ALDER431", "ALDER430"), expected);
            client_without.cancel().await.unwrap();
            client_with.cancel().await.unwrap();
        }
    }
    assert!(told(&piped(&with, "SECRET").await, "07PORTALDER430").await.contains("kumquat again"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_foreign_host_and_a_foreign_page_are_refused() {
    let folder = archive(false);
    let address = listening(&folder, "owner").await;
    let ask = async |host: &str, more: &str, method: &str| {
        let body = r#"{"jsonrpc":"2.0","id":1,"method":"tools/list"}"#;
        let mut stream = TcpStream::connect(address).await.unwrap();
        let request = format!(
            "{method} /mcp HTTP/1.1\r\nHost: {host}\r\n{more}Connection: close\r\nContent-Type: application/json\r\n\
             Accept: application/json, text/event-stream\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        );
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.unwrap();
        answer
    };
    let own = address.to_string();
    let answer = ask(&own, "", "POST").await;
    assert!(answer.starts_with("HTTP/1.1 200") && answer.contains("read_telegram"), "{answer}");
    assert!(answer.contains("content-security-policy") && !answer.contains("mcp-session-id"), "{answer}");
    assert!(ask(&own, &format!("Origin: http://{own}\r\n"), "POST").await.starts_with("HTTP/1.1 200"));
    for host in ["evil.example", &format!("evil.example:{}", address.port())] {
        let answer = ask(host, "", "POST").await;
        assert!(answer.starts_with("HTTP/1.1 421") && !answer.contains("read_telegram"), "{answer}");
    }
    for more in ["Origin: http://evil.example\r\n", "Origin: null\r\n", "Sec-Fetch-Site: cross-site\r\n"] {
        let answer = ask(&own, more, "POST").await;
        assert!(answer.starts_with("HTTP/1.1 403") && !answer.contains("read_telegram"), "{answer}");
    }
    // There are no sessions to listen to or to end.
    for method in ["GET", "DELETE"] {
        assert!(ask(&own, "", method).await.starts_with("HTTP/1.1 405"), "{method}");
    }
}
