//! `chancery.toml`: a user's own rules about rules, and files that add to the registry.

use super::{Deny, unusable};
use crate::exit::Failure;
use chancery_check::{Selection, Settings, Severity};
use chancery_registry::Registry;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The settings' usual file, in the current folder.
const FILE: &str = "chancery.toml";

/// What the settings say.
#[derive(Debug)]
pub(crate) struct Config {
    pub(crate) settings: Settings,
    pub(crate) deny: Option<Deny>,
    /// The tables with what the settings add; none where they add nothing.
    own: Option<Registry>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Written {
    check: Check,
    /// Files to add, by table.
    registry: BTreeMap<String, Vec<PathBuf>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Check {
    select: Vec<String>,
    ignore: Vec<String>,
    deny: Option<Level>,
    severity: BTreeMap<String, Severity>,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Level {
    Error,
    Warning,
    Note,
    None,
}

impl Config {
    /// Reads the file that is named, else the usual one where it is there, else nothing.
    pub(crate) fn find(named: Option<&Path>) -> Result<Config, Failure> {
        let usual = Path::new(FILE);
        let Some(file) = named.or_else(|| usual.is_file().then_some(usual)) else {
            return Ok(Config { settings: Settings::default(), deny: None, own: None });
        };
        let text = fs::read_to_string(file).map_err(|error| unusable(file, error))?;
        let written: Written = toml::from_str(&text).map_err(|error| unusable(file, error))?;
        Config::of(written, file)
    }

    /// The tables, with what the settings add.
    pub(crate) fn registry(&self) -> &Registry {
        self.own.as_ref().unwrap_or(Registry::builtin())
    }

    fn of(written: Written, file: &Path) -> Result<Config, Failure> {
        let select = |words: &[String]| -> Result<Vec<Selection>, Failure> {
            words.iter().map(|word| word.parse().map_err(|error| unusable(file, error))).collect()
        };
        let check = written.check;
        let mut settings = Settings {
            select: select(&check.select)?,
            ignore: select(&check.ignore)?,
            severities: Vec::new(),
        };
        for (word, severity) in check.severity {
            settings.severities.push((word.parse().map_err(|error| unusable(file, error))?, severity));
        }
        // What names more rules comes first, so that what names fewer counts.
        settings.severities.sort_by_key(|(selection, _)| {
            std::cmp::Reverse(chancery_check::all().filter(|rule| selection.holds(rule)).count())
        });
        let mut own: Option<Registry> = None;
        for (table, files) in &written.registry {
            for name in files {
                // A path is meant from where the settings lie.
                let path = file.parent().unwrap_or(Path::new("")).join(name);
                let csv = fs::read_to_string(&path).map_err(|error| unusable(&path, error))?;
                let below = own.as_ref().unwrap_or(Registry::builtin());
                own = Some(below.with(table, &csv).map_err(|error| unusable(&path, error))?);
            }
        }
        let deny = check.deny.map(|level| match level {
            Level::Error => Deny::Error,
            Level::Warning => Deny::Warning,
            Level::Note => Deny::Note,
            Level::None => Deny::None,
        });
        Ok(Config { settings, deny, own })
    }
}
