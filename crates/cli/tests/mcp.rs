//! `chancery mcp`: it speaks on standard input and output, and ends with the input.

mod common;

use common::{chancery, import, said};
use std::fs;
use std::io::Write as _;
use std::process::Stdio;

const TELEGRAM: &str = "P 121430Z MAR 07\nFM AMEMBASSY PORT ALDER\nTO SECSTATE WASHDC PRIORITY 5120\nS E C R E T PORT ALDER 000417\n\n\
    E.O. 12958: DECL: 03/12/2017\nTAGS: PREL\nSUBJECT: HARBOR\n\n1. (S) The kumquat is watched.\n";

const ASKED: &str = concat!(
    r#"{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"a test","version":"1"}}}"#,
    "\n",
    r#"{"jsonrpc":"2.0","method":"notifications/initialized"}"#,
    "\n",
    r#"{"jsonrpc":"2.0","id":2,"method":"tools/list"}"#,
    "\n",
    r#"{"jsonrpc":"2.0","id":3,"method":"tools/call","params":{"name":"search","arguments":{"q":"kumquat"}}}"#,
    "\n",
);

#[test]
fn it_speaks_on_standard_output_and_ends_with_standard_input() {
    let folder = tempfile::tempdir().unwrap();
    let (sources, archive) = (folder.path().join("sources"), folder.path().join("archive"));
    fs::create_dir_all(&sources).unwrap();
    fs::write(sources.join("1.txt"), TELEGRAM).unwrap();
    let imported = import(&archive, &sources).output().unwrap();
    assert!(imported.status.success(), "{}", said(&imported));
    for (reader, total) in [(None, 1), (Some("UNCLASSIFIED"), 0)] {
        for asked in [ASKED, ""] {
            let mut command = chancery();
            command.arg("mcp").arg("--archive").arg(&archive);
            command.args(reader.map(|reader| ["--as", reader]).into_iter().flatten());
            command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
            let mut child = command.spawn().unwrap();
            child.stdin.take().unwrap().write_all(asked.as_bytes()).unwrap();
            let output = child.wait_with_output().unwrap();
            assert!(output.status.success() && output.stderr.is_empty(), "{}", said(&output));
            let lines = String::from_utf8(output.stdout).unwrap();
            let lines: Vec<serde_json::Value> =
                lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
            if asked.is_empty() {
                assert!(lines.is_empty(), "{lines:?}");
                continue;
            }
            let answer = |id: u64| &lines.iter().find(|line| line["id"] == id).unwrap()["result"];
            assert_eq!(lines.len(), 3, "{lines:?}");
            assert_eq!(answer(1)["protocolVersion"], "2025-06-18");
            assert_eq!(answer(1)["serverInfo"]["name"], "chancery");
            assert_eq!(answer(2)["tools"].as_array().unwrap().len(), 13);
            assert_eq!(answer(3)["structuredContent"]["total"], total, "{:?}", answer(3));
        }
    }
}

#[test]
fn without_an_archive_it_says_so_on_standard_error() {
    let folder = tempfile::tempdir().unwrap();
    let output = chancery().arg("mcp").arg("--archive").arg(folder.path()).output().unwrap();
    assert_eq!(output.status.code(), Some(3), "{}", said(&output));
    assert!(output.stdout.is_empty() && said(&output).starts_with("error:"), "{}", said(&output));
}
