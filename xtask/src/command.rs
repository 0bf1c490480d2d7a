//! Running one step of a chore and keeping calm about it.

use crate::Outcome;
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Command, Stdio};
use std::sync::mpsc::{self, Sender};
use std::thread;
use std::time::Instant;

/// Runs `command` and prints one line about it; the command's own output only where it fails. Lines of the output that
/// `keep` wants are printed as they come.
pub(crate) fn step(
    title: &str,
    command: &mut Command,
    keep: fn(&str) -> bool,
) -> Result<Vec<String>, String> {
    let start = Instant::now();
    println!("{title} ...");
    // Broken standard output is the reader's choice; the step goes on.
    let _ = std::io::stdout().flush();
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| format!("{title}: cannot run {}: {error}", command.get_program().display()))?;
    let (sender, receiver) = mpsc::channel();
    let readers = [
        child.stdout.take().map(|out| lines_of(out, sender.clone())),
        child.stderr.take().map(|out| lines_of(out, sender)),
    ];
    let mut output = Vec::new();
    for line in receiver {
        if keep(&line) {
            println!("  {}", line.trim());
        }
        output.push(line);
    }
    for reader in readers.into_iter().flatten() {
        let _ = reader.join();
    }
    let status = child.wait().map_err(|error| format!("{title}: {error}"))?;
    let seconds = start.elapsed().as_secs_f64();
    if status.success() {
        println!("{title}: ok, {seconds:.1} s");
        return Ok(output);
    }
    for line in &output {
        println!("  {line}");
    }
    Err(format!("{title}: failed after {seconds:.1} s"))
}

/// A step whose output does not matter when it goes well.
pub(crate) fn quiet(title: &str, command: &mut Command) -> Outcome {
    step(title, command, |_| false)?;
    Ok(())
}

fn lines_of(out: impl Read + Send + 'static, sender: Sender<String>) -> thread::JoinHandle<()> {
    thread::spawn(move || {
        for line in BufReader::new(out).split(b'\n').map_while(Result::ok) {
            if sender.send(String::from_utf8_lossy(&line).trim_end().to_owned()).is_err() {
                return;
            }
        }
    })
}
