//! A copy of an archive as it is at one moment, while others write.

use crate::catalogue::{self, escaped, may_only_be_read};
use crate::error::{Error, Result};
use crate::folder::{Folder, LAYOUT, sync_folder, write_whole};
use crate::index::files;
use crate::journal;
use crate::verify::{Report, verify};
use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, OpenFlags};
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// Copies an archive into a folder that is empty or not there, and checks the copy.
///
/// It is made beside that folder, under its name with `.unfinished` behind it, and gets its name when it is whole and checked: so a
/// copy that was broken off is not taken for an archive. The writer of the archive goes on meanwhile.
///
/// # Errors
/// [`Error::NotEmpty`], or that something cannot be read or written. What is wrong with the copy is in the report, and then
/// it is left unfinished.
pub fn backup(root: impl Into<PathBuf>, to: &Path, watch: &mut dyn FnMut(u64, u64)) -> Result<Report> {
    let folder = Folder::open(root)?;
    let name = to.file_name().ok_or_else(|| Error::NotEmpty { path: to.to_path_buf() })?;
    if to.symlink_metadata().is_ok() && fs::read_dir(to).map_or(true, |mut inside| inside.next().is_some()) {
        return Err(Error::NotEmpty { path: to.to_path_buf() });
    }
    let mut unfinished = name.to_owned();
    unfinished.push(".unfinished");
    let copy = Folder::at(to.with_file_name(unfinished));
    if copy.root().exists() {
        fs::remove_dir_all(copy.root())
            .map_err(|error| Error::io(copy.root(), "delete what is left of an earlier one", error))?;
    }
    fs::create_dir_all(copy.root()).map_err(|error| Error::io(copy.root(), "make the folder", error))?;
    copy.write_folders()?;
    write(&folder, &copy, watch)?;
    room(&folder, &copy)?;
    // Of the moment of the copy: meanwhile another may have brought the archive to a newer layout.
    copy.write_card(journal::layout(&copy).unwrap_or(LAYOUT))?;
    let report = verify(copy.root(), &mut |_, _| {})?;
    if report.ok {
        fs::rename(copy.root(), to).map_err(|error| Error::io(to, "give the copy its name", error))?;
        sync_folder(to.parent().filter(|parent| parent != &Path::new("")).unwrap_or(Path::new(".")))?;
    }
    Ok(report)
}

fn write(folder: &Folder, copy: &Folder, watch: &mut dyn FnMut(u64, u64)) -> Result<()> {
    // Held until the segments are copied, so that none of them is deleted. What a writer puts in meanwhile has other names.
    let _held = folder.hold_segments()?;
    let connection = catalogue::open_reader(folder)?;
    connection.execute_batch("BEGIN")?;
    let head = journal::head(&connection)?;
    let lengths = lengths(&connection)?;
    let strata = connection
        .prepare("SELECT id FROM stratum WHERE meta <> ''")?
        .query_map([], |row| row.get(0))?
        .collect::<rusqlite::Result<Vec<i64>>>()?;
    let mut segments = Vec::new();
    for id in strata {
        segments
            .extend(files::recorded(&connection, id)?.into_iter().map(|(name, sum)| (id, name, sum.length)));
    }
    let total = lengths.iter().sum::<u64>() + segments.iter().map(|(_, _, length)| length).sum::<u64>();
    let mut done = 0;
    {
        let mut to = Connection::open(copy.catalogue())?;
        // In one step, so that it is the state that this connection reads.
        copy_database(&connection, &mut to, folder)?;
    }
    {
        let (to, _) = catalogue::open_writer(copy)?;
        journal::rewrite(&to, copy)?;
        catalogue::settle_into(&to, &copy.catalogue())?;
    }
    catalogue::sum::write(copy, head.seq)?;
    if let Ok(bytes) = fs::read(folder.dictionary()) {
        write_whole(&copy.dictionary(), &bytes)?;
    }
    for (id, name, length) in segments {
        let to = copy.stratum(id);
        fs::create_dir_all(&to).map_err(|error| Error::io(&to, "make the folder", error))?;
        copy_file(&folder.stratum(id).join(&name), &to.join(&name), length)?;
        sync_folder(&to)?;
        done += length;
        watch(done, total);
    }
    for (number, length) in (1..).zip(lengths).filter(|(_, length)| *length > 0) {
        // One without length was lost, and a rebuild has said so.
        copy_file(&folder.pack(number), &copy.pack(number), length)?;
        done += length;
        watch(done, total);
    }
    sync_folder(&copy.originals())?;
    sync_folder(&copy.index())
}

/// Copies all of a database in one step.
fn copy_database(from: &Connection, to: &mut Connection, folder: &Folder) -> Result<()> {
    match Backup::new(from, to)?.step(-1)? {
        StepResult::Done => Ok(()),
        _ => Err(Error::Busy { path: folder.root().to_path_buf() }),
    }
}

/// Copies the accounts, where there are any, as they are at one moment. The copy too is for its owner alone.
fn room(folder: &Folder, copy: &Folder) -> Result<()> {
    const DATABASE: &str = "room.sqlite";
    let from = folder.room().join(DATABASE);
    if !from.is_file() {
        return Ok(());
    }
    let read_only = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut connection = Connection::open_with_flags(&from, read_only)?;
    if let Err(error) = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(())) {
        let unsettled = folder.room().join("room.sqlite-wal").metadata().is_ok_and(|log| log.len() > 0);
        if !may_only_be_read(&error) || unsettled {
            return Err(error.into());
        }
        let address = format!("file:{}?immutable=1", escaped(&from));
        connection = Connection::open_with_flags(address, read_only | OpenFlags::SQLITE_OPEN_URI)?;
    }
    let (mut folders, mut files) = (fs::DirBuilder::new(), File::options());
    #[cfg(unix)]
    {
        std::os::unix::fs::DirBuilderExt::mode(&mut folders, 0o700);
        std::os::unix::fs::OpenOptionsExt::mode(&mut files, 0o600);
    }
    let to = copy.room().join(DATABASE);
    folders.create(copy.room()).map_err(|error| Error::io(&copy.room(), "make the folder", error))?;
    files.write(true).create_new(true).open(&to).map_err(|error| Error::io(&to, "make it", error))?;
    copy_database(&connection, &mut Connection::open(&to)?, folder)?;
    sync_folder(&copy.room())
}

fn lengths(connection: &Connection) -> Result<Vec<u64>> {
    let mut statement = connection.prepare("SELECT length FROM pack ORDER BY number")?;
    let rows = statement.query_map([], |row| row.get::<_, i64>(0))?;
    Ok(rows.map(|length| length.map(|length| length as u64)).collect::<rusqlite::Result<_>>()?)
}

/// Copies the beginning of a file, to the disk.
fn copy_file(from: &Path, to: &Path, length: u64) -> Result<()> {
    let source = File::open(from).map_err(|error| Error::io(from, "read it", error))?;
    let copied = File::create(to).and_then(|mut file| {
        let copied = io::copy(&mut source.take(length), &mut file)?;
        file.sync_all().map(|()| copied)
    });
    let copied = copied.map_err(|error| Error::io(to, "write it", error))?;
    if copied == length {
        return Ok(());
    }
    Err(Error::Damaged {
        what: from.display().to_string(),
        why: format!("{length} bytes were committed, {copied} are there"),
    })
}
