//! Making anew what can be made anew.

use super::{Kind, Report, verify};
use crate::catalogue;
use crate::error::Result;
use crate::folder::{Folder, LAYOUT, write_whole};
use crate::journal;
use crate::rebuild::rebuild;
use crate::walk::{self, Extent};
use crate::writer::Writer;
use std::fs;
use std::path::PathBuf;

/// What was wrong, and what is left of it.
#[derive(Clone, Debug)]
pub struct Repaired {
    /// What was found before.
    pub before: Report,
    /// What is found after.
    pub after: Report,
}

/// Checks an archive, makes anew what is damaged and derived, and checks it again.
///
/// The card, the checksums and the index are made anew; the dictionary is taken from its copy in the packs; the journal's
/// file is written from the catalogue; the catalogue is made from the packs and the journal. Originals that are damaged are
/// given up: the journal says so, and their sources come in again when they are imported again.
///
/// # Errors
/// Those of [`verify`], and that something cannot be written.
pub fn repair(root: impl Into<PathBuf>, watch: &mut dyn FnMut(u64, u64)) -> Result<Repaired> {
    let root = root.into();
    let mut before = verify(&root, watch)?;
    if before.ok {
        return Ok(Repaired { after: before.clone(), before });
    }
    let folder = Folder::at(&root);
    if before.has(&[Kind::Card]) {
        folder.write_card(journal::layout(&folder).unwrap_or(LAYOUT))?;
    }
    if before.has(&[Kind::Dictionary])
        && let (Some(dictionary), true) =
            walk::dictionary(&folder, &Extent::all(&folder)?, catalogue::dictionary_name(&folder).as_deref())
    {
        write_whole(&folder.dictionary(), dictionary.file())?;
    }
    if before.has(&[Kind::Catalogue, Kind::Original]) {
        // Where the catalogue is lost it shows only now that the journal is cut.
        let lost = rebuild(&root, watch)?.lost.into_iter();
        lost.filter(|problem| problem.kind == Kind::Journal).for_each(|problem| before.add(problem));
    } else {
        let _ = fs::remove_file(folder.sum());
        if before.has(&[Kind::Journal]) {
            let _lock = folder.lock()?;
            journal::rewrite(&catalogue::open_writer(&folder)?.0, &folder)?;
        }
        let mut writer = Writer::open(&root)?;
        if before.has(&[Kind::Index]) {
            writer.reindex()?;
        }
    }
    let after = verify(&root, watch)?;
    Ok(Repaired { before, after })
}
