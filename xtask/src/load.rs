//! `cargo xtask load`: how many telegrams and searches a second a reading room gives, and how long each takes; asked by `wrk`.

use crate::{Outcome, workspace};
use chancery_synth::queries::{KINDS, Words, one};
use clap::Args;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// Of which archive, and how long.
#[derive(Args, Debug)]
pub(crate) struct Arguments {
    /// An archive of made-up telegrams, half teletype and half of 1973-79, imported from what `synth` makes.
    archive: PathBuf,
    /// How many telegrams it has.
    #[arg(long, default_value_t = 1_000_000)]
    count: u64,
    /// How many seconds are measured of each.
    #[arg(long, default_value_t = 20)]
    seconds: u64,
    /// Connections at once.
    #[arg(long, default_value_t = 32)]
    connections: u64,
    /// Only what has this in its name.
    #[arg(long, default_value = "")]
    only: String,
}

/// How many different telegrams and queries are drawn from.
const NUMBERS: u64 = 20_000;
const QUERIES: u64 = 250;

/// What is asked for: its name, the path, the list, requests a second where not as many as can be.
const RUNS: [(&str, &str, &str, Option<u64>); 6] = [
    ("pages of telegrams", "/telegram/", "numbers", None),
    ("pages of telegrams, 500 a second", "/telegram/", "numbers", Some(500)),
    ("pages of results", "/search?q=", "queries", None),
    ("pages of results, 150 a second", "/search?q=", "queries", Some(150)),
    ("searches by the API", "/api/v1/search?q=", "queries", None),
    ("searches by the API, 150 a second", "/api/v1/search?q=", "queries", Some(150)),
];

/// Opens a room and asks it.
pub(crate) fn run(arguments: &Arguments) -> Outcome {
    let lists = workspace::target().join("load");
    fs::create_dir_all(&lists)?;
    fs::write(lists.join("numbers"), numbers(arguments.count))?;
    fs::write(lists.join("queries"), queries(arguments.count))?;
    let mut room = Room::open(&arguments.archive)?;
    println!("{:<36} {:>9} {:>10} {:>10} {:>10}  failed", "", "a second", "median", "99 of 100", "memory");
    for (name, path, list, rate) in RUNS.into_iter().filter(|(name, ..)| name.contains(&arguments.only)) {
        // Once before, so that files and caches are as they are after a while.
        let connections = arguments.connections;
        room.ask(path, &lists.join(list), connections, 3, rate)?;
        let said = room.ask(path, &lists.join(list), connections, arguments.seconds, rate)?;
        let value = |label: &str| {
            said.lines().find_map(|line| line.trim().strip_prefix(label)).unwrap_or("-").trim().to_owned()
        };
        println!(
            "{name:<36} {:>9} {:>10} {:>10} {:>10}  {}",
            value("Requests/sec:"),
            value("50%"),
            value("99%"),
            room.memory()?,
            value("Non-2xx or 3xx responses:"),
        );
    }
    Ok(())
}

fn numbers(count: u64) -> String {
    let number = |at: u64| {
        let text = one((at * 104_729 + 7) % count);
        let record = chancery_telegram::read(text.as_bytes(), Default::default(), &Default::default());
        record.mrn.and_then(|mrn| mrn.canonical).map(|mrn| mrn + "\n")
    };
    (0..NUMBERS.min(count)).filter_map(number).collect()
}

fn queries(count: u64) -> String {
    let kinds = |at: u64| KINDS.map(|(_, make)| encoded(&make(&mut Words::of(at, count))) + "\n");
    (0..QUERIES).flat_map(kinds).collect()
}

fn encoded(query: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric();
    query
        .bytes()
        .map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}

/// Without it wrk asks for nothing but the first page.
fn script() -> Result<PathBuf, Box<dyn std::error::Error>> {
    let path = workspace::root().join("benches/load/draw.lua");
    if path.is_file() { Ok(path) } else { Err(format!("{} is not there", path.display()).into()) }
}

/// A reading room that is open.
struct Room {
    process: Child,
    address: String,
}

impl Room {
    fn open(archive: &Path) -> Result<Room, Box<dyn std::error::Error>> {
        let program = workspace::target().join("release/chancery");
        let mut process = Command::new(&program)
            .args(["serve", "--quiet", "--listen", "127.0.0.1:0", "--archive"])
            .arg(archive)
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|error| {
                format!("cannot run {}: {error}; `cargo build --release` makes it", program.display())
            })?;
        let mut line = String::new();
        if let Some(errors) = process.stderr.take() {
            BufReader::new(errors).read_line(&mut line)?;
        }
        let address = line.trim().strip_prefix("listening on ").map(str::to_owned);
        // Whoever goes away here takes the room along.
        let room = Room { process, address: address.clone().unwrap_or_default() };
        address.map(|_| room).ok_or_else(|| format!("the room did not open: {line}").into())
    }

    /// What wrk says.
    fn ask(
        &mut self,
        path: &str,
        list: &Path,
        connections: u64,
        seconds: u64,
        rate: Option<u64>,
    ) -> Result<String, Box<dyn std::error::Error>> {
        let mut wrk = Command::new("wrk");
        wrk.args(["--latency", "--threads", "2", "--connections", &connections.to_string()]);
        wrk.args(["--duration", &format!("{seconds}s"), "--timeout", "30s", "--script"]);
        wrk.arg(script()?);
        wrk.arg(&self.address).arg("--").arg(path).arg(list);
        wrk.args(rate.map(|rate| (rate as f64 / connections as f64).to_string()));
        let done = wrk
            .output()
            .map_err(|error| format!("cannot run wrk: {error}; `apt-get install wrk` brings it"))?;
        let said = String::from_utf8_lossy(&done.stdout).into_owned();
        if done.status.success() {
            Ok(said)
        } else {
            Err(format!("wrk: {}", String::from_utf8_lossy(&done.stderr)).into())
        }
    }

    /// The most memory that the room had at once.
    fn memory(&self) -> Result<String, Box<dyn std::error::Error>> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.process.id()))?;
        let most = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
        let kilobytes: u64 = most.trim().trim_end_matches(" kB").parse()?;
        Ok(format!("{} MB", kilobytes / 1000))
    }
}

impl Drop for Room {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
