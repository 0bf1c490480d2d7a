//! A commit: how everything since the last one is made to last, all of it or nothing.

use crate::catalogue;
use crate::error::{Error, Result};
use crate::index::{clean, commit_all, files, holds_segments};
use crate::journal;
use crate::originals::{Builder, Note};
use crate::stops::stop;
use crate::writer::{VERSION, Writer};
use rusqlite::params;
use serde_json::Value;
use std::collections::BTreeSet;

impl Writer {
    /// Makes everything since the last commit last, all of it or nothing, with a line in the journal. Gives the number of
    /// texts that telegrams of the archive have more than before.
    pub(crate) fn commit(&mut self, what: &str, details: Value) -> Result<u64> {
        self.commit_part(what, details, true)
    }

    /// As [`commit`](Writer::commit), of a change that may come in parts: behind the last one few segments are left.
    pub(crate) fn commit_part(&mut self, what: &str, details: Value, last: bool) -> Result<u64> {
        let sealed = self.seal(what, details, last);
        if sealed.is_err() {
            self.take_back();
        }
        let more = sealed?;
        self.settled()?;
        Ok(more)
    }

    /// The first half of a commit: up to the moment from which on it is there.
    pub(crate) fn seal(&mut self, what: &str, mut details: Value, last: bool) -> Result<u64> {
        self.begin()?;
        let more = self.renew()?;
        for (source, items) in std::mem::take(&mut self.taken) {
            self.connection
                .prepare_cached("UPDATE source SET items = ? WHERE id = ?")?
                .execute(params![items as i64, source])?;
        }
        self.keep_dictionary()?;
        self.note_sources()?;
        self.packs.sync()?;
        stop("pack-synced");
        for (stratum, mut meta) in commit_all(self.strata.values_mut(), self.threads, last)? {
            // All documents went to other strata: then it is not used.
            if !holds_segments(&meta) {
                meta.clear();
            }
            self.connection.execute("UPDATE stratum SET meta = ? WHERE id = ?", params![meta, stratum])?;
            files::record(&self.connection, &self.folder, stratum, &meta)?;
        }
        stop("segments-written");
        let (pack, length) = self.packs.end();
        // What the disk has now is not asked: a pack that lost its end must not pass for one that was always so.
        for (number, length) in self.packs.ends() {
            catalogue::put_pack(&self.connection, number, length)?;
        }
        let reading = catalogue::setting(&self.connection, catalogue::READING)?;
        match reading.as_deref() {
            None => catalogue::set(&self.connection, catalogue::READING, VERSION)?,
            Some(VERSION) => {}
            Some(_) => catalogue::set(&self.connection, catalogue::READING, "several")?,
        }
        if let Some(details) = details.as_object_mut() {
            details.insert("end".into(), serde_json::json!([pack, length]));
        }
        journal::append(&self.connection, what, details)?;
        stop("rows-written");
        self.connection.execute_batch("COMMIT")?;
        self.open = false;
        stop("committed");
        Ok(more)
    }

    /// The second half: what can be done again.
    pub(crate) fn settled(&mut self) -> Result<()> {
        journal::sync_file(&self.connection, &self.folder)?;
        stop("journal-written");
        if self.folder.try_own_segments()?.is_some() {
            for stratum in self.strata.values() {
                stratum.clean()?;
            }
        }
        stop("cleaned");
        Ok(())
    }

    /// Puts a copy of the dictionary into the packs, unless there is one: without it nothing there can be read.
    fn keep_dictionary(&mut self) -> Result<()> {
        let Some(dictionary) = &self.dictionary else { return Ok(()) };
        let name = journal::hash_of(dictionary.file());
        if catalogue::setting(&self.connection, catalogue::DICTIONARY)?.as_deref() == Some(&name) {
            return Ok(());
        }
        let mut builder = Builder::new(None).map_err(|error| self.cannot_compress(error))?;
        let blocks = builder.note(&Note::Dictionary, Some(dictionary.file())).and_then(|()| builder.finish());
        for block in blocks.map_err(|error| self.cannot_compress(error))? {
            self.packs.append(&block)?;
            stop("dictionary-kept");
        }
        catalogue::set(&self.connection, catalogue::DICTIONARY, &name)
    }

    /// Puts into the pack how far the sources are that were worked on, so that it can be understood without the catalogue.
    fn note_sources(&mut self) -> Result<()> {
        let touched = std::mem::take(&mut self.touched);
        if touched.is_empty() {
            return Ok(());
        }
        let dictionary = self.dictionary.clone();
        let mut builder = Builder::new(dictionary.as_deref()).map_err(|error| self.cannot_compress(error))?;
        for source in touched {
            let note = Note::Source(catalogue::source_note(&self.connection, source)?);
            builder.note(&note, None).map_err(|error| self.cannot_compress(error))?;
        }
        for block in builder.finish().map_err(|error| self.cannot_compress(error))? {
            self.packs.append(&block)?;
            stop("sources-noted");
        }
        Ok(())
    }

    fn cannot_compress(&self, error: std::io::Error) -> Error {
        Error::io(&self.folder.originals(), "compress a block", error)
    }

    /// Deletes what earlier writers left that were broken off: files of the index that no list names.
    pub(crate) fn clean(&self) -> Result<()> {
        if self.folder.try_own_segments()?.is_none() {
            return Ok(());
        }
        let mut statement = self.connection.prepare_cached("SELECT id, meta FROM stratum")?;
        let rows = statement.query_map([], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?)))?;
        let mut named = BTreeSet::new();
        for row in rows {
            let (id, meta) = row?;
            clean(&self.folder.stratum(id), &meta)?;
            named.insert(self.folder.stratum(id));
        }
        let index = self.folder.index();
        let inside =
            std::fs::read_dir(&index).map_err(|error| Error::io(&index, "read the folder", error))?;
        for path in inside.flatten().map(|entry| entry.path()) {
            if path.is_dir() && !named.contains(&path) {
                let _ = std::fs::remove_dir_all(path);
            }
        }
        Ok(())
    }
}

impl Drop for Writer {
    /// Leaves the archive at rest: the database whole in its file, and checksums of it. Where this cannot be done, since
    /// somebody reads an older state just now or the disk is full, nothing is lost, and the next writer does it.
    fn drop(&mut self) {
        if self.open {
            let _ = self.connection.execute_batch("ROLLBACK");
        }
        if self.apart {
            return;
        }
        let Ok(head) = journal::head(&self.connection) else { return };
        if head.seq > 0 && !self.folder.sum().exists() && catalogue::settle(&self.connection) {
            let _ = catalogue::sum::write(&self.folder, head.seq);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::collections::Change;
    use crate::error::Error;
    use crate::folder::Folder;
    use crate::import::{Options, Quiet, import};
    use crate::journal;
    use crate::verify::{Kind, verify};
    use crate::writer::Writer;
    use crate::{backup, rebuild};
    use chancery_synth::{Form, telegrams};
    use rusqlite::Connection;
    use std::fs::{self, File};

    #[test]
    fn lengths_of_packs_are_those_that_were_written() {
        let folder = tempfile::tempdir().unwrap();
        let (root, from) = (folder.path().join("archive"), folder.path().join("a.txt"));
        fs::write(&from, telegrams(Form::Teletype, 1, 24).map(|text| text + "\n").collect::<String>())
            .unwrap();
        let mut writer = Writer::open(&root).unwrap();
        writer.packs.full = 8 << 10;
        let options = Options { paths: vec![from], commit: Some(16 << 10), ..Options::default() };
        import(&mut writer, &options, &mut Quiet).unwrap();
        let places = Folder::open(&root).unwrap();
        let on_disk = |number: usize| places.pack(number as u32).metadata().unwrap().len();
        let should = lengths(&writer.connection);
        assert!(should.len() > 2, "{should:?}");
        assert_eq!((1..=should.len()).map(on_disk).collect::<Vec<_>>(), should);
        // A commit after the first pack lost its end does not make that right.
        File::options().write(true).open(places.pack(1)).unwrap().set_len(should[0] - 10).unwrap();
        writer.add_collection("new", &Change::default()).unwrap();
        assert_eq!(lengths(&writer.connection), should);
        drop(writer);
        let report = verify(&root, &mut |_, _| {}).unwrap();
        assert!(report.problems.iter().any(|problem| problem.kind == Kind::Original), "{report:?}");
        // A rebuild puts down what is left: of that pack, and where it is gone altogether.
        for gone in [false, true] {
            if gone {
                fs::remove_file(places.pack(1)).unwrap();
            }
            let rebuilt = rebuild(&root, &mut |_, _| {}).unwrap();
            assert!(!rebuilt.lost.is_empty() && rebuilt.telegrams > 0, "{rebuilt:?}");
            let left = if gone { 0 } else { should[0] - 10 };
            let connection = Connection::open(places.catalogue()).unwrap();
            assert_eq!(lengths(&connection)[..2], [left, should[1]]);
            assert_eq!(verify(&root, &mut |_, _| {}).unwrap().problems, []);
            let copy = folder.path().join(format!("copy-{gone}"));
            assert!(backup(&root, &copy, &mut |_, _| {}).unwrap().ok);
        }
    }

    #[test]
    fn a_change_that_cannot_be_committed_is_not_committed_with_the_next() {
        let folder = tempfile::tempdir().unwrap();
        let (root, from) = (folder.path().join("archive"), folder.path().join("a.txt"));
        fs::write(&from, telegrams(Form::Teletype, 1, 4).map(|text| text + "\n").collect::<String>())
            .unwrap();
        let options = Options { paths: vec![from], ..Options::default() };
        let released = Change { released: Some(true), ..Change::default() };
        let mut writer = Writer::open(&root).unwrap();
        writer.add_collection("main", &Change::default()).unwrap();
        // A change that is refused before anything was done spoils nothing.
        assert!(matches!(writer.add_collection("main", &released), Err(Error::Refused(_))));
        let seq = journal::head(&writer.connection).unwrap().seq;
        for import_fails in [false, true] {
            writer
                .connection
                .execute_batch(
                    "CREATE TEMP TRIGGER full BEFORE INSERT ON journal BEGIN SELECT RAISE(ABORT, 'no room'); END",
                )
                .unwrap();
            if import_fails {
                assert!(import(&mut writer, &options, &mut Quiet).is_err());
            } else {
                assert!(writer.set_collection("main", &released).is_err());
            }
            writer.connection.execute_batch("DROP TRIGGER full").unwrap();
            assert!(matches!(writer.add_collection("next", &Change::default()), Err(Error::TakenBack)));
            assert!(matches!(import(&mut writer, &options, &mut Quiet), Err(Error::TakenBack)));
            drop(writer);
            assert_eq!(verify(&root, &mut |_, _| {}).unwrap().problems, []);
            writer = Writer::open(&root).unwrap();
            assert!(writer.collections().unwrap().iter().all(|collection| !collection.released));
            assert_eq!(journal::head(&writer.connection).unwrap().seq, seq);
        }
        let report = import(&mut writer, &options, &mut Quiet).unwrap();
        assert!(report.new >= 4 && report.new == report.telegrams, "{report:?}");
    }

    fn lengths(connection: &Connection) -> Vec<u64> {
        let mut statement = connection.prepare("SELECT length FROM pack ORDER BY number").unwrap();
        let rows = statement.query_map([], |row| row.get::<_, i64>(0)).unwrap();
        rows.map(|length| length.unwrap() as u64).collect()
    }
}
