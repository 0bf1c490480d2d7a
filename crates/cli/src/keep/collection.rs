//! `chancery collection`: where telegrams come from, and who may read them.

use super::{Place, Reading, refused, unusable};
use crate::exit::{Done, Outcome};
use anstyle::Style;
use chancery_archive::Writer;
use chancery_archive::access::Label;
use chancery_archive::collections::{Change, Collection};
use std::io::{self, Write};

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, clap::Subcommand)]
enum Verb {
    /// List the collections.
    List {
        #[command(flatten)]
        reading: Reading,
        /// For machines: one JSON object a line.
        #[arg(long)]
        json: bool,
    },
    /// Make a collection.
    Add(Setting),
    /// Change a collection: what readers see of its telegrams changes with it, at once.
    Set(Setting),
}

#[derive(Debug, clap::Args)]
struct Setting {
    /// Its name.
    #[arg(value_name = "NAME")]
    name: String,

    #[command(flatten)]
    place: Place,

    /// Where it comes from, in words.
    #[arg(long, value_name = "TEXT")]
    provenance: Option<String>,

    /// What may be done with it.
    #[arg(long, value_name = "TEXT")]
    licence: Option<String>,

    /// Whether its release declassified it: printed marks are then history.
    #[arg(long, value_name = "true|false")]
    released: Option<bool>,

    /// Who may read it: nobody below this level, whatever the marks say. `none` takes the limit away.
    #[arg(long, value_name = "LEVEL[//CAVEAT]|none", value_parser = level)]
    level: Option<Limit>,

    /// For machines: the collection as one JSON object.
    #[arg(long)]
    json: bool,
}

#[derive(Clone, Debug)]
struct Limit(Option<Label>);

fn level(text: &str) -> Result<Limit, String> {
    if text.eq_ignore_ascii_case("none") {
        return Ok(Limit(None));
    }
    text.parse().map(|label| Limit(Some(label))).map_err(|error| format!("{error}"))
}

pub(crate) fn run(args: &Args) -> Outcome {
    let mut out = anstream::stdout().lock();
    match &args.verb {
        Verb::List { reading, json } => {
            let view = reading.view()?;
            for collection in view.collections().map_err(refused)? {
                write(collection, *json, &mut out)?;
            }
        }
        Verb::Add(setting) => {
            let mut writer = Writer::open(setting.place.folder()).map_err(unusable)?;
            let made = writer.add_collection(&setting.name, &setting.change()).map_err(unusable)?;
            write(&made, setting.json, &mut out)?;
        }
        Verb::Set(setting) => {
            let folder = setting.place.folder();
            chancery_archive::Folder::open(&folder).map_err(unusable)?;
            let mut writer = Writer::open(folder).map_err(unusable)?;
            let set = writer.set_collection(&setting.name, &setting.change()).map_err(unusable)?;
            write(&set, setting.json, &mut out)?;
        }
    }
    Ok(Done::All)
}

impl Setting {
    fn change(&self) -> Change {
        Change {
            provenance: self.provenance.clone(),
            licence: self.licence.clone(),
            released: self.released,
            level: self.level.as_ref().map(|limit| limit.0),
        }
    }
}

fn write(collection: &Collection, json: bool, out: &mut impl Write) -> io::Result<()> {
    const BOLD: Style = Style::new().bold();
    if json {
        return writeln!(out, "{}", serde_json::to_string(collection)?);
    }
    write!(
        out,
        "{BOLD}{}{BOLD:#}  {}",
        collection.name,
        if collection.released { "released" } else { "not released" }
    )?;
    if let Some(level) = &collection.level {
        write!(out, ", readers from {level}")?;
    }
    writeln!(out)?;
    for (label, text) in [("provenance", &collection.provenance), ("licence", &collection.licence)] {
        if let Some(text) = text {
            writeln!(out, "  {label:<10}  {text}")?;
        }
    }
    Ok(())
}
