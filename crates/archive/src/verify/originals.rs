//! Every original against its hash; and the rows and documents that a catalogue and an index of them would have.

use super::{Kind, Problem, Report};
use crate::anew;
use crate::catalogue::{self, Came};
use crate::collections;
use crate::decisions::dates;
use crate::error::Result;
use crate::folder::Folder;
use crate::journal::{self, Line};
use crate::originals::{Dictionary, Reader};
use crate::renew::Job;
use crate::sight::Terms;
use crate::walk::{Extent, Found, Walk};
use rusqlite::{Connection, params};
use rustc_hash::FxHashSet;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What is gone through.
pub(super) struct Check<'c> {
    pub(super) folder: &'c Folder,
    pub(super) extent: &'c Extent,
    pub(super) dictionary: Option<Arc<Dictionary>>,
    /// The journal's lines.
    pub(super) lines: &'c [String],
}

/// What should be in the archive.
pub(super) struct Made {
    /// The rows.
    pub(super) connection: Connection,
    /// The telegrams of each stratum, in order.
    pub(super) strata: BTreeMap<String, Vec<i64>>,
    /// Whether all could be read: then the rows have the numbers that they have in the archive.
    pub(super) whole: bool,
}

impl Check<'_> {
    /// Goes through the packs. A place that was given up when it was found before is no problem any more.
    pub(super) fn run(&self, report: &mut Report, watch: &mut dyn FnMut(u64, u64)) -> Result<Made> {
        let connection = catalogue::create_apart(None)?;
        connection.execute_batch("BEGIN")?;
        let told =
            report.part(Kind::Journal, "journal.jsonl", |_| anew::from_journal(&connection, self.lines));
        let (collections, dates) = (collections::all(&connection)?, dates(&connection)?);
        let decisions = BTreeMap::new();
        let terms = Terms { collections: &collections, decisions: &decisions, dates };
        let walk =
            Walk { folder: self.folder, extent: self.extent, dictionary: self.dictionary.as_deref(), terms };
        let given_up = given_up(self.lines);
        let mut made = Made { connection, strata: BTreeMap::new(), whole: told.is_some() };
        let mut changed = BTreeSet::new();
        let total = self.extent.bytes();
        walk.run(&mut |found, done| {
            watch(done, total);
            let mut problem = None;
            let connection = &made.connection;
            match found {
                Found::Telegram(place, mut prepared) => {
                    let documents = std::mem::take(&mut prepared.documents);
                    let (telegram, came) = catalogue::put(connection, &prepared, place)?;
                    report.checked += u64::from(matches!(came, Came::First | Came::Further));
                    match came {
                        Came::Again => {}
                        Came::First if !prepared.section => {
                            for (view, _) in documents {
                                made.strata.entry(view.to_string()).or_default().push(telegram);
                            }
                        }
                        Came::First | Came::Further | Came::InAnother => {
                            changed.insert(telegram);
                        }
                    }
                }
                Found::Again(place, origin) => {
                    if !catalogue::put_again(connection, &origin, place)? {
                        let why = "the bytes that it refers to are lost";
                        problem = Some((
                            (place.pack, place.block),
                            Problem::altered(self.folder, place, &origin, why),
                        ));
                    }
                }
                Found::Altered(place, origin) => {
                    let why = "its bytes have another hash";
                    problem =
                        Some(((place.pack, place.block), Problem::altered(self.folder, place, &origin, why)));
                }
                Found::Source(note) => catalogue::put_source(connection, &note)?,
                Found::Dictionary(bytes) => {
                    catalogue::set(connection, catalogue::DICTIONARY, &journal::hash_of(&bytes))?;
                }
                Found::Damaged(place, error) => problem = Some((place, Problem::damaged_pack(&error))),
            }
            if let Some((place, problem)) = problem
                && !given_up.contains(&place)
            {
                made.whole = false;
                report.add(problem);
            }
            Ok(())
        })?;
        if !given_up.is_empty() {
            anew::lost_sources(&made.connection)?;
            anew::reopen_short_sources(&made.connection)?;
        }
        anew::mark_decided(&made.connection, &mut changed)?;
        self.again(&mut made, &changed, report)?;
        Ok(made)
    }

    /// What becomes of telegrams that do not follow from one text.
    fn again(&self, made: &mut Made, changed: &BTreeSet<i64>, report: &mut Report) -> Result<()> {
        for telegrams in made.strata.values_mut() {
            telegrams.retain(|telegram| !changed.contains(telegram));
        }
        let collections = collections::all(&made.connection)?;
        let originals = Reader::with(self.folder, self.dictionary.clone());
        let job = Job { originals: &originals, collections: &collections, dates: dates(&made.connection)? };
        for &telegram in changed {
            match job.again(&made.connection, telegram) {
                Ok(renewed) => {
                    made.connection
                        .prepare_cached("UPDATE telegram SET variants = ? WHERE id = ?")?
                        .execute(params![renewed.texts as i64, telegram])?;
                    for (view, _) in renewed.documents {
                        made.strata.entry(view.to_string()).or_default().push(telegram);
                    }
                }
                Err(error) => report.add(Problem::damaged_pack(&error)),
            }
        }
        for telegrams in made.strata.values_mut() {
            telegrams.sort_unstable();
        }
        Ok(())
    }
}

/// The beginnings of blocks that a rebuild could not read, and has said so.
fn given_up(lines: &[String]) -> FxHashSet<(u32, u64)> {
    let of = |text: &String| {
        let line: Line = serde_json::from_str(text).ok()?;
        serde_json::from_value::<Vec<(u32, u64)>>(line.details.get("given_up")?.clone()).ok()
    };
    lines.iter().filter_map(of).flatten().collect()
}
