//! A reading room that is open, and who asks it.

use super::chancery;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, ChildStderr, Command, ExitStatus, Stdio};

/// A room that the program serves on a port that was free.
pub(crate) struct Serving {
    child: Child,
    errors: BufReader<ChildStderr>,
    /// Where it said to listen: `http://127.0.0.1:41234`.
    pub(crate) address: String,
}

/// What was answered.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    headers: String,
    pub(crate) body: String,
}

impl Serving {
    pub(crate) fn open(archive: &Path, words: &[&str]) -> Serving {
        let mut command = chancery();
        command.args(["serve", "--listen", "127.0.0.1:0", "--archive"]).arg(archive).args(words);
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        let mut errors = BufReader::new(child.stderr.take().unwrap());
        let mut line = String::new();
        errors.read_line(&mut line).unwrap();
        let address = line.trim().strip_prefix("listening on ").unwrap_or_else(|| panic!("it said: {line}"));
        Serving { child, errors, address: address.to_owned() }
    }

    /// Asks it to end, and gives how it ended and what it said.
    #[cfg(unix)]
    pub(crate) fn end(mut self) -> (ExitStatus, String) {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
        let mut said = String::new();
        self.errors.read_to_string(&mut said).unwrap();
        (self.child.wait().unwrap(), said)
    }

    /// Ends it at once, as a computer that loses power.
    pub(crate) fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    pub(crate) fn get(&self, path: &str, headers: &[&str]) -> Reply {
        ask("GET", &format!("{}{path}", self.address), headers, "")
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Reply {
    /// The values of a header, in its order.
    pub(crate) fn all(&self, name: &str) -> Vec<&str> {
        let lines = self.headers.lines().filter_map(|line| line.split_once(": "));
        lines.filter(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value).collect()
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.all(name).first().copied().unwrap_or_default()
    }
}

/// Asks by HTTP/1.0: the answer ends with the connection.
pub(crate) fn ask(method: &str, address: &str, headers: &[&str], body: &str) -> Reply {
    let rest = address.strip_prefix("http://").unwrap_or_else(|| panic!("{address}"));
    let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let path = if path.is_empty() { "/" } else { path };
    let mut stream = TcpStream::connect(host).unwrap();
    let headers: String = headers.iter().map(|header| format!("{header}\r\n")).collect();
    let length = body.len();
    write!(
        stream,
        "{method} {path} HTTP/1.0\r\nHost: {host}\r\nContent-Length: {length}\r\n{headers}\r\n{body}"
    )
    .unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    let answer = String::from_utf8_lossy(&answer).replace("\r\n", "\n");
    let (head, body) = answer.split_once("\n\n").unwrap_or_else(|| panic!("{address}: {answer}"));
    let (first, headers) = head.split_once('\n').unwrap();
    let status = first.split(' ').nth(1).unwrap().parse().unwrap();
    Reply { status, headers: headers.to_owned(), body: body.to_owned() }
}
