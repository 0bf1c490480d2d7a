//! On which line of its file a telegram begins, where the file holds several.

use chancery_sources::Item;
use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};
use std::sync::Mutex;

/// How far the lines of the file that is being read are counted: telegrams come in the order of the file, so each part of it
/// is gone through once, whatever the number of telegrams.
#[derive(Debug, Default)]
pub(crate) struct Lines(Mutex<Counted>);

#[derive(Debug, Default)]
struct Counted {
    file: String,
    /// Bytes and the line ends in them, at each place that was asked for lately.
    at: Vec<(u64, usize)>,
}

/// How many places are kept: more than telegrams are on their way at once.
const KEPT: usize = 4096;

impl Lines {
    /// How many lines of the file stand before the telegram. None of a member of an archive, nor of what cannot be read again:
    /// there the lines of the telegram are counted.
    pub(crate) fn before(&self, item: &Item) -> usize {
        let Some((start, _)) = item.span.filter(|&(start, _)| start > 0) else { return 0 };
        if item.member.is_some() || &*item.file == "-" {
            return 0;
        }
        let Ok(mut counted) = self.0.lock() else { return 0 };
        if counted.file != *item.file {
            *counted = Counted { file: item.file.to_string(), at: vec![(0, 0)] };
        }
        let known = counted.at.iter().rposition(|&(at, _)| at <= start).unwrap_or(0);
        let (from, lines) = counted.at.get(known).copied().unwrap_or_default();
        let Some(more) = count(&item.file, from, start) else { return 0 };
        if more > 0 {
            counted.at.insert(known + 1, (start, lines + more));
            if counted.at.len() > KEPT {
                counted.at.remove(1);
            }
        }
        lines + more
    }
}

fn count(file: &str, from: u64, to: u64) -> Option<usize> {
    let mut file = File::open(file).ok()?;
    file.seek(SeekFrom::Start(from)).ok()?;
    let mut left = BufReader::new(file.take(to - from));
    let mut lines = 0;
    let mut piece = [0; 64 << 10];
    loop {
        match left.read(&mut piece).ok()? {
            0 => return Some(lines),
            length => lines += memchr::memchr_iter(b'\n', &piece[..length]).count(),
        }
    }
}
