//! `chancery.toml`: a user's own rules about rules, and files that add to the registry.

use super::unusable;
use crate::exit::Failure;
use crate::message::{Message, did_you_mean, nearest};
use chancery_check::{Configuration, Deny, Settings};
use chancery_registry::Registry;
use chancery_sources::Item;
use chancery_telegram::{DateHint, Options};
use std::fs;
use std::path::{Path, PathBuf};

/// The settings' usual file, in the current folder.
const FILE: &str = "chancery.toml";

/// Which settings count: what every verb asks that knows them.
#[derive(Debug, Default, clap::Args)]
pub(crate) struct Named {
    /// The settings, where they do not lie in `chancery.toml` of the current folder.
    #[arg(long = "config", value_name = "FILE")]
    config: Option<PathBuf>,
}

/// What the settings say.
#[derive(Debug)]
pub(crate) struct Config {
    /// Where they stand; nowhere where there are none.
    pub(crate) file: Option<PathBuf>,
    pub(crate) settings: Settings,
    pub(crate) deny: Option<Deny>,
    /// The tables with what the settings add; none where they add nothing.
    own: Option<Registry>,
}

impl Named {
    /// Reads the file that is named, else the usual one where it is there, else nothing.
    pub(crate) fn read(&self) -> Result<Config, Failure> {
        let usual = Path::new(FILE);
        let Some(file) = self.config.as_deref().or_else(|| usual.is_file().then_some(usual)) else {
            return Ok(Config { file: None, settings: Settings::default(), deny: None, own: None });
        };
        let text = fs::read_to_string(file).map_err(|error| unusable(file, error))?;
        let configuration: Configuration = text.parse().map_err(|error| unusable(file, error))?;
        let mut own: Option<Registry> = None;
        for (table, name) in &configuration.registry {
            if Registry::builtin().table(table).is_none() {
                return Err(no_table(file, table));
            }
            // A path is meant from where the settings lie.
            let path = file.parent().unwrap_or(Path::new("")).join(name);
            let csv = fs::read_to_string(&path).map_err(|error| unusable(&path, error))?;
            let below = own.as_ref().unwrap_or(Registry::builtin());
            own = Some(below.with(table, &csv).map_err(|error| unusable(&path, error))?);
        }
        let Configuration { settings, deny, .. } = configuration;
        Ok(Config { file: Some(file.to_owned()), settings, deny, own })
    }
}

/// A table that there is not: a slip in the settings, not in the file that they name.
fn no_table(file: &Path, table: &str) -> Failure {
    let names: Vec<&str> = Registry::builtin().tables().iter().map(|known| known.name()).collect();
    let near = nearest(table, names.iter().copied());
    let help =
        if near.is_empty() { format!("name one of {}", names.join(", ")) } else { did_you_mean(&near) };
    Failure::Usage(
        Message::new(format!("cannot use the settings in `{}`", file.display()))
            .line("cause", format!("the registry has no table `{table}`"))
            .line("help", help),
    )
}

impl Config {
    /// The tables, with what the settings add.
    pub(crate) fn registry(&self) -> &Registry {
        self.own.as_ref().unwrap_or(Registry::builtin())
    }

    /// How a telegram is read: with its own date, else with that which was given for all.
    pub(crate) fn options(&self, item: &Item, date: Option<DateHint>) -> Options<'_> {
        Options { date: item.date_hint().or(date), registry: self.registry(), ..Options::default() }
    }
}
