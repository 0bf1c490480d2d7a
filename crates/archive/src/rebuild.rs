//! Catalogue and index made anew from the originals and the journal.
//!
//! The new catalogue is written into a file beside the old one, the new segments of the index under names that the old list
//! does not have. Then one rename puts the new catalogue in the old one's place. A kill before it leaves the archive as it was, a
//! kill after it leaves it made anew.

use crate::anew;
use crate::catalogue;
use crate::collections;
use crate::decisions::dates;
use crate::error::{Error, Result};
use crate::folder::{Folder, Lock, sync_folder, write_whole};
use crate::import::Report;
use crate::journal::{self, Line};
use crate::originals::HEADER;
use crate::sight::Terms;
use crate::stops::stop;
use crate::verify::{Kind, Problem};
use crate::walk::{self, Extent, Found, Walk};
use crate::writer::Writer;
use rusqlite::Connection;
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What a rebuild made.
#[derive(Debug, Default)]
pub struct Rebuilt {
    /// Telegrams that the archive has.
    pub telegrams: u64,
    /// Originals that stand behind them.
    pub originals: u64,
    /// What could not be read any more. Sources that lost something come in again when they are imported again.
    pub lost: Vec<Problem>,
}

/// Makes catalogue and index anew. `watch` is told how many bytes of the packs are done, and of how many.
///
/// # Errors
/// [`Error::Busy`], or that something cannot be written. What cannot be read is in [`Rebuilt::lost`].
pub fn rebuild(root: impl Into<PathBuf>, watch: &mut dyn FnMut(u64, u64)) -> Result<Rebuilt> {
    let folder = Folder::open(root)?;
    let lock = folder.lock()?;
    folder.write_folders()?;
    locked(folder, lock, watch)
}

fn locked(folder: Folder, lock: Lock, watch: &mut dyn FnMut(u64, u64)) -> Result<Rebuilt> {
    let told = best_journal(&folder)?;
    let (dictionary, is_copy) =
        walk::dictionary(&folder, &Extent::all(&folder)?, catalogue::dictionary_name(&folder).as_deref());
    if let Some(dictionary) = dictionary.as_ref().filter(|_| is_copy) {
        write_whole(&folder.dictionary(), dictionary.file())?;
    }
    let end = end(&told.lines);
    let extent = Extent::committed(&folder, end, dictionary.as_ref())?;
    let path = folder.catalogue_anew();
    remove(&path)?;
    let connection = catalogue::create_apart(Some(&path))?;
    connection.execute_batch("BEGIN")?;
    anew::from_journal(&connection, &told.lines)?;
    if end != Some(extent.end()) {
        let named = walk::collections(&folder, &extent, dictionary.as_ref());
        anew::lost_collections(&connection, named)?;
    }
    let cut = told.cut(&folder, end.unwrap_or((1, HEADER.len() as u64)) < extent.end());
    if cut.is_some() {
        anew::close_collections(&connection)?;
    }
    for (number, &length) in (1..).zip(&extent.lengths) {
        catalogue::put_pack(&connection, number, length)?;
    }
    let dictionary = dictionary.map(Arc::new);
    let mut writer = Writer::onto(folder.clone(), connection, dictionary.clone(), extent.end(), lock)?;
    (writer.apart, writer.open) = (true, true);
    let (collections, dates) = (collections::all(&writer.connection)?, dates(&writer.connection)?);
    let decisions = BTreeMap::new();
    let terms = Terms { collections: &collections, decisions: &decisions, dates };
    let walk = Walk { folder: &folder, extent: &extent, dictionary: dictionary.as_deref(), terms };
    let mut lost = Vec::new();
    let mut given_up = Vec::new();
    let mut report = Report::default();
    let total = extent.bytes();
    walk.run(&mut |found, done| {
        watch(done, total);
        match found {
            Found::Telegram(place, prepared) => {
                for (stratum, document) in writer.add_item(*prepared, place, &mut report)? {
                    writer.stratum(&stratum)?.add(vec![document])?;
                }
            }
            Found::Again(place, origin) => {
                if !catalogue::put_again(&writer.connection, &origin, place)? {
                    given_up.push((place.pack, place.block));
                    lost.push(Problem::altered(
                        &folder,
                        place,
                        &origin,
                        "the bytes that it refers to are lost",
                    ));
                }
            }
            Found::Altered(place, origin) => {
                given_up.push((place.pack, place.block));
                lost.push(Problem::altered(&folder, place, &origin, "its bytes have another hash"));
            }
            Found::Source(note) => catalogue::put_source(&writer.connection, &note)?,
            Found::Dictionary(bytes) => {
                catalogue::set(&writer.connection, catalogue::DICTIONARY, &journal::hash_of(&bytes))?;
            }
            Found::Damaged(place, error) => {
                given_up.push(place);
                lost.push(Problem::damaged_pack(&error));
            }
        }
        Ok(())
    })?;
    anew::mark_decided(&writer.connection, &mut writer.changed)?;
    if !lost.is_empty() {
        anew::lost_sources(&writer.connection)?;
        anew::reopen_short_sources(&writer.connection)?;
    }
    lost.extend(cut);
    let count = |table: &str| -> Result<u64> {
        let sql = format!("SELECT count(*) FROM {table}");
        Ok(writer.connection.query_row(&sql, [], |row| row.get::<_, i64>(0))? as u64)
    };
    let rebuilt = Rebuilt { telegrams: count("telegram")?, originals: count("original")?, lost };
    let mut details = serde_json::json!({
        "what": "all", "telegrams": rebuilt.telegrams, "originals": rebuilt.originals, "lost": rebuilt.lost.len(),
    });
    if !given_up.is_empty() {
        details["given_up"] = serde_json::json!(given_up);
    }
    writer.seal("rebuild", details, true)?;
    swap(&mut writer, &folder, told.file_is_whole)?;
    Ok(rebuilt)
}

/// Puts the new catalogue in the place of the old one.
fn swap(writer: &mut Writer, folder: &Folder, journal_is_whole: bool) -> Result<()> {
    let path = folder.catalogue_anew();
    let built = std::mem::replace(&mut writer.connection, Connection::open_in_memory()?);
    built.pragma_update(None, "synchronous", "FULL")?;
    built.pragma_update(None, "journal_mode", "WAL")?;
    catalogue::settle_into(&built, &path)?;
    built.close().map_err(|(_, error)| error)?;
    File::open(&path)
        .and_then(|file| file.sync_all())
        .map_err(|error| Error::io(&path, "make it last", error))?;
    stop("catalogue-built");
    {
        // The old log belongs to the old database. Nobody opens the one without the other meanwhile.
        let _own = folder.own_segments()?;
        catalogue::sum::remove(folder)?;
        for old in [folder.log(), folder.shared()] {
            remove(&old)?;
        }
        let to = folder.catalogue();
        fs::rename(&path, &to).map_err(|error| Error::io(&to, "put it in its place", error))?;
        sync_folder(folder.root())?;
    }
    stop("catalogue-swapped");
    writer.connection = catalogue::open_writer(folder)?.0;
    writer.apart = false;
    if !journal_is_whole || journal::sync_file(&writer.connection, folder).is_err() {
        journal::rewrite(&writer.connection, folder)?;
    }
    writer.settled()?;
    writer.clean()
}

fn remove(path: &Path) -> Result<()> {
    match fs::remove_file(path) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(Error::io(path, "delete it", error)),
    }
}

/// What is left of the journal.
struct Told {
    /// The lines that can be trusted.
    lines: Vec<String>,
    /// How many lines there are or were, as far as file, table and the catalogue's checksums show.
    known: usize,
    /// What is wrong with the first line that cannot be trusted.
    why: &'static str,
    /// Whether they are the catalogue's and the file knows of no commit more: then no line is lost that was committed, and what lies
    /// in the packs behind the last one never was.
    sure: bool,
    /// Whether the file has no line that cannot be trusted.
    file_is_whole: bool,
}

impl Told {
    /// That lines are lost. `behind` says that the packs go on behind the last line.
    fn cut(&self, folder: &Folder, behind: bool) -> Option<Problem> {
        let first = self.lines.len() + 1;
        let what = match self.known - self.lines.len() {
            0 if self.sure || !behind => return None,
            0 => "the packs go on behind its end: what lines told from there on is lost".to_owned(),
            count => format!("{}: what {count} lines told from there on is lost", self.why),
        };
        let mut problem =
            Problem::new(Kind::Journal, what, format!("{}, line {first}", folder.journal().display()));
        problem.help =
            "take the journal from a backup and run it again; else say anew who may read each collection, \
                        with `chancery collection set`: all are closed to all but the owner now"
                .into();
        Some(problem)
    }
}

/// The lines of the journal that can be trusted: the file's or the table's, whichever go on longer.
///
/// # Errors
/// That the file is there and cannot be read. A catalogue that cannot be read is why one is made anew.
fn best_journal(folder: &Folder) -> Result<Told> {
    let file = journal::in_file(folder)?;
    let table = catalogue::open_reader(folder).and_then(|connection| journal::lines(&connection, 0));
    let table: Vec<String> = table.unwrap_or_default().into_iter().map(|(line, _)| line).collect();
    let in_file = file.lines.len() + usize::from(file.half);
    // Deleted before each change: where there are more lines than they were written of, they are of a state before.
    let once = catalogue::sum::lines(folder).unwrap_or(0);
    let (known, half) = (table.len().max(in_file).max(once), "it is not whole");
    let ((file, why_file), (table, why_table)) = (whole(file.lines), whole(table));
    let file_is_whole = why_file.is_none();
    // A kill leaves the file one line short.
    let sure = why_table.is_none() && !table.is_empty() && (table.len() - 1..=table.len()).contains(&in_file);
    let (lines, why) = if table.len() >= file.len() { (table, why_table) } else { (file, why_file) };
    Ok(Told { lines, known, why: why.unwrap_or(half), sure, file_is_whole })
}

/// The beginning of a chain, as far as it is whole, and why it is not beyond that.
fn whole(mut lines: Vec<String>) -> (Vec<String>, Option<&'static str>) {
    let wrong = journal::check(&lines).err();
    if let Some((seq, _)) = wrong {
        lines.truncate(usize::try_from(seq - 1).unwrap_or(0));
    }
    (lines, wrong.map(|(_, why)| why))
}

/// The end of the packs at the last commit that the journal tells of.
fn end(lines: &[String]) -> Option<(u32, u64)> {
    let of = |text: &String| {
        let line: Line = serde_json::from_str(text).ok()?;
        let (pack, length): (u32, u64) = serde_json::from_value(line.details.get("end")?.clone()).ok()?;
        (pack > 0).then_some((pack, length))
    };
    lines.iter().rev().find_map(of)
}
