//! Files, folders and standard input.

use crate::error::{ItemErrorKind, Place};
use crate::run::{Flow, Run};
use std::fs;
use std::path::{Path, PathBuf};

/// Reads a path: `-` is standard input; a folder is walked in sorted order, hidden files and folders left out, links to
/// folders not followed (they may lead back).
pub(crate) fn read(path: &Path, run: &mut Run<'_>) -> Flow {
    if path == Path::new("-") {
        return run.stream_of("-", &mut std::io::stdin().lock());
    }
    let mut waiting = vec![path.to_path_buf()];
    let mut first = true;
    while let Some(path) = waiting.pop() {
        let found = if first { fs::metadata(&path) } else { metadata_inside(&path) };
        match found {
            Ok(found) if found.is_dir() => match entries(&path) {
                Ok(mut inside) => {
                    inside.reverse();
                    waiting.append(&mut inside);
                }
                Err(e) => failed(run, &path, ItemErrorKind::Open(e))?,
            },
            Ok(found) if found.file_type().is_symlink() => {}
            Ok(_) => match fs::File::open(&path) {
                Ok(file) => run.file(&path.to_string_lossy(), &file)?,
                Err(e) => failed(run, &path, ItemErrorKind::Open(e))?,
            },
            Err(e) => failed(run, &path, ItemErrorKind::Open(e))?,
        }
        first = false;
    }
    Flow::Continue(())
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
    Ok(paths)
}

fn failed(run: &mut Run<'_>, path: &Path, kind: ItemErrorKind) -> Flow {
    run.fail(Place { file: path.to_string_lossy().into(), member: None, at: None }, kind)
}
