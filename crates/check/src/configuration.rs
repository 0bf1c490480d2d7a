//! What a user's settings say (`chancery.toml`): a text; files are for who reads them.

use crate::rule::Severity;
use crate::settings::{Selection, SelectionError, Settings};
use serde::Deserialize;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

/// From which severity on findings make a check fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Deny {
    /// From errors on.
    Error,
    /// From warnings on.
    Warning,
    /// From notes on.
    Note,
    /// Nothing does.
    None,
}

impl Deny {
    /// Every level.
    pub const ALL: [Deny; 4] = [Deny::Error, Deny::Warning, Deny::Note, Deny::None];

    /// The word in settings and on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Deny::Error => "error",
            Deny::Warning => "warning",
            Deny::Note => "note",
            Deny::None => "none",
        }
    }

    /// True where a finding of this severity is denied.
    pub fn holds(self, severity: Severity) -> bool {
        match self {
            Deny::Error => severity >= Severity::Error,
            Deny::Warning => severity >= Severity::Warning,
            Deny::Note => severity >= Severity::Note,
            Deny::None => false,
        }
    }
}

/// What a user's settings say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Configuration {
    /// Which rules are asked, and how grave they are.
    pub settings: Settings,
    /// What makes a check fail.
    pub deny: Option<Deny>,
    /// Files that add rows to tables of the registry: the table's name, and the path as it is written.
    pub registry: Vec<(String, String)>,
}

/// Settings that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConfigurationError {
    /// No TOML, or a key that there is not, with its place.
    Toml(Box<toml::de::Error>),
    /// A word that names no rule, and the key that it stands behind.
    Selection(&'static str, SelectionError),
}

impl fmt::Display for ConfigurationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ConfigurationError::Toml(error) => f.write_str(error.to_string().trim_end()),
            ConfigurationError::Selection(key, error) => write!(f, "{key}: {error}"),
        }
    }
}

impl std::error::Error for ConfigurationError {}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Written {
    check: Check,
    registry: BTreeMap<String, Vec<String>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Check {
    select: Vec<String>,
    ignore: Vec<String>,
    deny: Option<Deny>,
    severity: BTreeMap<String, Severity>,
}

/// ```
/// use chancery_check::{Configuration, Deny, by_code};
///
/// let text = "[check]\nignore = [\"SP010\"]\ndeny = \"warning\"\n\n[registry]\nposts = [\"our-posts.csv\"]\n";
/// let configuration: Configuration = text.parse()?;
/// assert_eq!(configuration.deny, Some(Deny::Warning));
/// assert!(!configuration.settings.asks(by_code("SP010").unwrap()));
/// assert_eq!(configuration.registry, [("posts".to_owned(), "our-posts.csv".to_owned())]);
///
/// let error = "[check]\nselect = [\"TX03\"]\n".parse::<Configuration>().unwrap_err();
/// assert!(error.to_string().starts_with("check.select: `TX03` is no rule"));
/// # Ok::<(), chancery_check::ConfigurationError>(())
/// ```
impl FromStr for Configuration {
    type Err = ConfigurationError;

    fn from_str(text: &str) -> Result<Configuration, ConfigurationError> {
        // Some editors begin a file with a byte order mark.
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let Written { check, registry } =
            toml::from_str(text).map_err(|error| ConfigurationError::Toml(Box::new(error)))?;
        let select = |key: &'static str, words: &[String]| -> Result<Vec<Selection>, ConfigurationError> {
            let parsed = words.iter().map(|word| word.parse::<Selection>());
            parsed.map(|word| word.map_err(|error| ConfigurationError::Selection(key, error))).collect()
        };
        let mut severities = Vec::new();
        for (word, severity) in check.severity {
            let selection =
                word.parse().map_err(|error| ConfigurationError::Selection("check.severity", error))?;
            severities.push((selection, severity));
        }
        // What names more rules comes first, so that what names fewer counts.
        severities.sort_by_key(|(selection, _): &(Selection, Severity)| {
            Reverse(crate::rules::all().filter(|rule| selection.holds(rule)).count())
        });
        let files =
            |(table, files): (String, Vec<String>)| files.into_iter().map(move |file| (table.clone(), file));
        Ok(Configuration {
            settings: Settings {
                select: select("check.select", &check.select)?,
                ignore: select("check.ignore", &check.ignore)?,
                severities,
            },
            deny: check.deny,
            registry: registry.into_iter().flat_map(files).collect(),
        })
    }
}
