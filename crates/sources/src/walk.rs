//! Files, folders and standard input.

use crate::error::{ItemError, ItemErrorKind, Place};
use crate::run::{Flow, Run};
use std::fs;
use std::path::{Path, PathBuf};

/// Reads a path: `-` is standard input; a folder is walked in sorted order, hidden files and folders and logs of repairs left
/// out, links to folders not followed (they may lead back).
pub(crate) fn read(path: &Path, run: &mut Run<'_>) -> Flow {
    if path == Path::new("-") {
        return run.stream_of("-", &mut std::io::stdin().lock());
    }
    for found in Files::of([path.to_path_buf()]) {
        match found {
            Ok(path) => match fs::File::open(&path) {
                Ok(file) => run.file(&path.to_string_lossy(), &file)?,
                Err(e) => run.fail(place(&path), ItemErrorKind::Open(e))?,
            },
            Err(error) => run.fail(error.place, error.kind)?,
        }
    }
    Flow::Continue(())
}

/// The files of some paths, one after the other, as [`Sources`](crate::Sources) reads them; `-` is given as it is.
#[derive(Debug)]
pub struct Files {
    /// What is still to be looked at, last first, and whether it was named by the user.
    waiting: Vec<(PathBuf, bool)>,
}

impl Files {
    /// Of these paths.
    pub fn of(paths: impl IntoIterator<Item = PathBuf>) -> Files {
        let mut waiting: Vec<_> = paths.into_iter().map(|path| (path, true)).collect();
        waiting.reverse();
        Files { waiting }
    }
}

impl Iterator for Files {
    type Item = Result<PathBuf, ItemError>;

    fn next(&mut self) -> Option<Self::Item> {
        while let Some((path, named)) = self.waiting.pop() {
            if named && path == Path::new("-") {
                return Some(Ok(path));
            }
            let found = if named { fs::metadata(&path) } else { metadata_inside(&path) };
            match found {
                Ok(found) if found.is_dir() => match entries(&path) {
                    Ok(inside) => self.waiting.extend(inside.into_iter().rev().map(|path| (path, false))),
                    Err(e) => {
                        return Some(Err(ItemError { place: place(&path), kind: ItemErrorKind::Open(e) }));
                    }
                },
                Ok(found) if found.file_type().is_symlink() => {}
                Ok(_) => return Some(Ok(path)),
                Err(e) => return Some(Err(ItemError { place: place(&path), kind: ItemErrorKind::Open(e) })),
            }
        }
        None
    }
}

/// Follows a link to a file; a link to a folder stays a link.
fn metadata_inside(path: &Path) -> std::io::Result<fs::Metadata> {
    let itself = fs::symlink_metadata(path)?;
    if !itself.file_type().is_symlink() {
        return Ok(itself);
    }
    let target = fs::metadata(path)?;
    Ok(if target.is_dir() { itself } else { target })
}

fn entries(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if !entry.file_name().as_encoded_bytes().starts_with(b".") {
            paths.push(entry.path());
        }
    }
    paths.sort();
    // What was repaired in a file is no other telegram.
    paths.retain(|path| !is_log_of_repairs(path));
    Ok(paths)
}

/// True for `a.txt.repairs.jsonl` beside `a.txt`.
fn is_log_of_repairs(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str());
    name.and_then(|name| name.strip_suffix(".repairs.jsonl"))
        .is_some_and(|of| path.with_file_name(of).is_file())
}

fn place(path: &Path) -> Place {
    Place { file: path.to_string_lossy().into(), member: None, at: None }
}
