//! The plug is pulled: an import is killed at each named stop and at hundreds of moments, and started again. What it had reported as
//! committed is there, and in the end the archive is the one that an undisturbed import makes.

mod common;

use common::{answers, assert_same, chancery, import_by, said, sources};
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::thread;
use std::time::{Duration, Instant};

/// The steps between which a kill may come; `crates/archive/src/stops.rs` has what they are.
const STOPS: &[(&str, &[u32])] = &[
    ("block-appended", &[1, 5]),
    ("dictionary-kept", &[1]),
    ("sources-noted", &[1, 3]),
    ("pack-synced", &[1, 2, 5]),
    ("segments-written", &[1, 2, 5]),
    ("rows-written", &[1, 2, 5]),
    ("committed", &[1, 2, 5]),
    ("journal-written", &[1, 2, 5]),
    ("cleaned", &[1, 2, 5]),
];

/// One test after the other: how long an import takes is measured.
static ALONE: Mutex<()> = Mutex::new(());

/// Kills at moments of the clock.
const KILLS: u32 = 200;

/// How many originals were new with the last commit that was told, of an import's words.
fn told(words: &str) -> u64 {
    let lines =
        words.lines().filter_map(|line| line.strip_prefix("committed ")?.split(' ').nth(1)?.parse().ok());
    lines.max().unwrap_or(0)
}

/// How many originals an archive has after a kill.
fn there(archive: &Path) -> u64 {
    let output = chancery().args(["stats", "--json", "--archive"]).arg(archive).output().unwrap();
    assert!(output.status.success(), "{}", said(&output));
    let stats: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    stats["originals"].as_u64().unwrap()
}

/// What an undisturbed import makes, and how long it takes.
fn peace(folder: &Path, import: impl Fn(&Path) -> Command) -> (String, Duration) {
    let archive = folder.join("peace");
    let begun = Instant::now();
    let output = import(&archive).output().unwrap();
    let took = begun.elapsed();
    assert!(output.status.success(), "{}", said(&output));
    assert!(said(&output).lines().count() > 5, "too few commits to be killed between: {}", said(&output));
    (answers(&archive), took)
}

#[test]
fn at_each_stop() {
    let _alone = ALONE.lock();
    let folder = tempfile::tempdir().unwrap();
    let from = folder.path().join("from");
    // Enough for a dictionary to be learnt.
    sources(&from, 180);
    let large = |archive: &Path| import_by(archive, &from, 250_000);
    let (should, _) = peace(folder.path(), large);
    for (stop, counts) in STOPS {
        for count in *counts {
            let what = format!("{stop}:{count}");
            let archive = folder.path().join(format!("{stop}-{count}"));
            let killed = large(&archive).env("CHANCERY_STOP", &what).output().unwrap();
            assert!(killed.status.code().is_none(), "{what} was not reached: {}", said(&killed));
            if told(&said(&killed)) > 0 {
                assert!(there(&archive) >= told(&said(&killed)), "{what}: what was told is not there");
            }
            let again = large(&archive).output().unwrap();
            assert!(again.status.success(), "{what}: {}", said(&again));
            assert_same(&answers(&archive), &should, &what);
            std::fs::remove_dir_all(archive).unwrap();
        }
    }
}

#[test]
fn at_any_moment() {
    let _alone = ALONE.lock();
    let folder = tempfile::tempdir().unwrap();
    let from = folder.path().join("from");
    sources(&from, 32);
    let begun = Instant::now();
    let import = |archive: &Path| import_by(archive, &from, 60_000);
    let (should, took) = peace(folder.path(), import);
    let mut seed = 0x9e37_79b9_7f4a_7c15_u64;
    let mut next = |below: u64| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        seed % below
    };
    let (mut kills, mut archives) = (0, 0);
    while kills < KILLS {
        archives += 1;
        let archive = folder.path().join(format!("killed-{archives}"));
        let mut reported = 0;
        loop {
            let mut child = import(&archive).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
            let stderr = child.stderr.take().unwrap();
            let words = thread::spawn(move || {
                let mut words = String::new();
                for line in BufReader::new(stderr).lines().map_while(Result::ok) {
                    words.push_str(&line);
                    words.push('\n');
                }
                words
            });
            thread::sleep(Duration::from_micros(next(took.as_micros() as u64 / 2)));
            let _ = child.kill();
            let mut out = String::new();
            child.stdout.take().unwrap().read_to_string(&mut out).unwrap();
            let status = child.wait().unwrap();
            let words = words.join().unwrap();
            reported += told(&words);
            if status.code().is_some() {
                assert!(status.success(), "{words}");
                break;
            }
            kills += 1;
            if kills % 20 == 0 && reported > 0 {
                assert!(there(&archive) >= reported, "what was told is not there after kill {kills}");
            }
        }
        // At the end, and after each kill on the way there, it is the archive that was made in peace.
        assert_same(&answers(&archive), &should, &format!("archive {archives}, after {kills} kills"));
        std::fs::remove_dir_all(archive).unwrap();
    }
    println!("{kills} kills, {archives} archives, {:.1} s", begun.elapsed().as_secs_f64());
}
