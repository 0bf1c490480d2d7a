//! What could not be read: for a person, for machines, and in a file.

use crate::message::Message;
use chancery_archive::Folder;
use chancery_sources::ItemError;
use serde::Serialize;
use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;

/// How many failures a JSON summary lists; the others it only counts, so that memory does not grow with a broken input.
pub(crate) const LISTED: usize = 10_000;

/// One thing that could not be read, for machines.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct FailureLine {
    pub(crate) file: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) member: Option<String>,
    pub(crate) error: String,
}

impl FailureLine {
    pub(crate) fn of(error: &ItemError) -> FailureLine {
        FailureLine {
            file: error.place.file.to_string(),
            member: error.place.member.as_ref().map(ToString::to_string),
            error: error.kind.to_string(),
        }
    }
}

/// Says what could not be read, where, and what can be done.
pub(crate) fn print(error: &ItemError) {
    let place = &error.place;
    let name = place.member.as_ref().unwrap_or(&place.file);
    let name = name.rsplit(['/', '\\']).next().filter(|name| !name.is_empty()).unwrap_or(name);
    let what =
        if name == "-" { "cannot read standard input".to_owned() } else { format!("cannot read `{name}`") };
    Message::new(what)
        .line("place", place.to_string())
        .line("cause", error.kind.to_string())
        .line("help", error.help())
        .print();
}

/// A list of failures, and a file of all of them, which is made with the first.
pub(crate) struct Failures {
    folder: PathBuf,
    file: Option<(PathBuf, BufWriter<fs::File>)>,
    listed: Vec<FailureLine>,
}

impl Failures {
    /// For an import into an archive.
    pub(crate) fn of(folder: &Folder) -> Failures {
        Failures { folder: folder.root().join("failures"), file: None, listed: Vec::new() }
    }

    /// Takes one down.
    pub(crate) fn add(&mut self, error: &ItemError) {
        let line = FailureLine::of(error);
        if let Err(error) = self.write(&line) {
            Message::new("cannot write the file of what failed").line("cause", error.to_string()).print();
        }
        if self.listed.len() < LISTED {
            self.listed.push(line);
        }
    }

    fn write(&mut self, line: &FailureLine) -> io::Result<()> {
        if self.file.is_none() {
            fs::create_dir_all(&self.folder)?;
            let name = jiff::Zoned::now().strftime("%Y-%m-%dT%H%M%S.jsonl").to_string();
            let path = self.folder.join(name);
            self.file = Some((path.clone(), BufWriter::new(fs::File::create(path)?)));
        }
        let Some((_, file)) = &mut self.file else { return Ok(()) };
        serde_json::to_writer(&mut *file, line)?;
        file.write_all(b"\n")
    }

    /// What was taken down, and where all of it is.
    pub(crate) fn end(self) -> (Vec<FailureLine>, Option<PathBuf>) {
        let path = self.file.and_then(|(path, mut file)| file.flush().ok().map(|()| path));
        (self.listed, path)
    }
}
