//! What readers drop into the room comes into the archive.

use chancery_archive::Writer;
use chancery_archive::import::{Options, Report, Watch, import};
use chancery_room::{Intake, MOST_FAILURES, Progress};
use chancery_sources::ItemError;
use std::path::{Path, PathBuf};

/// Imports into an archive's folder.
pub(crate) struct Bring {
    folder: PathBuf,
    incoming: PathBuf,
}

impl Bring {
    /// Into the archive of a folder; `beside` is where the room keeps what is its own.
    pub(crate) fn into(folder: &Path, beside: PathBuf) -> Bring {
        Bring { folder: folder.to_path_buf(), incoming: beside.join("incoming") }
    }
}

impl Intake for Bring {
    fn place(&self) -> PathBuf {
        self.incoming.clone()
    }

    fn bring_in(
        &self,
        folder: &Path,
        collection: Option<&str>,
        told: &dyn Fn(Progress),
    ) -> Result<(), String> {
        let mut writer = Writer::open(&self.folder).map_err(|error| error.to_string())?;
        let options = Options {
            paths: vec![folder.to_path_buf()],
            collection: collection.map(str::to_owned),
            from: None,
            threads: None,
            commit: None,
        };
        let mut telling = Telling { told, progress: Progress::default(), folder };
        let report = import(&mut writer, &options, &mut telling).map_err(|error| error.to_string())?;
        telling.tell(&report);
        if report.stopped {
            return Err("the room was closed before the import was done; send the files again".to_owned());
        }
        Ok(())
    }
}

/// Tells the room how far an import is.
struct Telling<'t> {
    told: &'t dyn Fn(Progress),
    progress: Progress,
    folder: &'t Path,
}

impl Telling<'_> {
    fn tell(&mut self, report: &Report) {
        self.progress.telegrams = report.telegrams;
        self.progress.new = Some(report.new);
        self.progress.known = Some(report.known);
        self.progress.variants = Some(report.variants);
        (self.told)(self.progress.clone());
    }
}

impl Watch for Telling<'_> {
    fn progress(&mut self, report: &Report, _: u64, _: Option<u64>) {
        self.tell(report);
    }

    fn failed(&mut self, error: &ItemError) {
        if self.progress.failures.len() < MOST_FAILURES {
            // The folder in which the files lay meanwhile is nobody's business.
            let folder = format!("{}/", self.folder.display());
            self.progress.failures.push(error.to_string().replace(&folder, ""));
        }
    }

    fn committed(&mut self, report: &Report) {
        self.tell(report);
    }

    fn stop(&self) -> bool {
        crate::interrupt::asked()
    }
}
