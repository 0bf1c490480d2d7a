//! By what name a telegram goes in an export.

use chancery_telegram::record::Record;
use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasher, RandomState};

/// The digits of a hash that stand for a telegram without a number.
const DIGITS: usize = 16;

/// The telegram's key: its canonical number (`06PARIS7904`); without one, `sha256:` and the first 16 digits of the hash of
/// its original; without that, its position in the export (`telegram-17`).
pub(crate) fn key(record: &Record<'_>, position: u64) -> String {
    if let Some(canonical) = record.mrn.as_ref().and_then(|mrn| mrn.canonical.as_deref())
        && !canonical.is_empty()
    {
        return canonical.to_owned();
    }
    match record.source.sha256.as_deref().and_then(|hash| hash.get(..DIGITS)) {
        Some(digits) => format!("sha256:{digits}"),
        None => format!("telegram-{position}"),
    }
}

/// A key that is a good file name and a good name in any format: ASCII letters, digits, `-` and `_`, not too long, none of
/// the names that Windows keeps for devices.
pub(crate) fn plain(key: &str) -> String {
    const LONGEST: usize = 80;
    const DEVICES: [&str; 6] = ["CON", "PRN", "AUX", "NUL", "COM", "LPT"];
    let mut name: String = key
        .chars()
        .take(LONGEST)
        .map(|c| if c.is_ascii_alphanumeric() || c == '_' { c } else { '-' })
        .collect();
    let bare = name.trim_end_matches(|c: char| c.is_ascii_digit()).to_ascii_uppercase();
    if name.is_empty() || DEVICES.contains(&bare.as_str()) {
        name.insert_str(0, "telegram-");
    }
    name
}

/// Makes keys unique in one export. It keeps a hash of each, not the key: two that happen to have the same hash get a
/// number too much, which harms nobody.
#[derive(Debug, Default)]
pub(crate) struct Keys {
    hasher: RandomState,
    given: HashSet<u64>,
    /// For a key that was given before, the last number behind it.
    repeated: HashMap<u64, u64>,
}

impl Keys {
    /// The key, if it was not given before; else with a number behind it: `06PARIS7904-2`. Upper and lower case do not
    /// make a difference, since they make none in the file names of some systems.
    pub(crate) fn unique(&mut self, key: String) -> String {
        let hash = self.hash(&key);
        if self.given.insert(hash) {
            return key;
        }
        let mut count = self.repeated.get(&hash).copied().unwrap_or(1);
        loop {
            count += 1;
            let next = format!("{key}-{count}");
            let own = self.hash(&next);
            if self.given.insert(own) {
                self.repeated.insert(hash, count);
                return next;
            }
        }
    }

    /// True for a key that was given.
    pub(crate) fn has(&self, key: &str) -> bool {
        self.given.contains(&self.hash(key))
    }

    fn hash(&self, key: &str) -> u64 {
        self.hasher.hash_one(key.to_ascii_uppercase())
    }
}

#[cfg(test)]
mod tests {
    use super::{Keys, plain};

    #[test]
    fn names_are_safe() {
        assert_eq!(plain("06PARIS7904"), "06PARIS7904");
        assert_eq!(plain("sha256:00ff"), "sha256-00ff");
        assert_eq!(plain("../../etc/passwd"), "------etc-passwd");
        assert_eq!(plain("com1"), "telegram-com1");
        assert_eq!(plain(""), "telegram-");
        assert_eq!(plain(&"é".repeat(500)).len(), 80);
    }

    #[test]
    fn keys_are_unique() {
        let mut keys = Keys::default();
        let given: Vec<String> =
            ["A", "a", "A-2", "A", "A-2"].into_iter().map(|key| keys.unique(key.to_owned())).collect();
        assert_eq!(given, ["A", "a-2", "A-2-2", "A-3", "A-2-3"]);
        assert!(keys.has("a-3") && !keys.has("B"));
    }
}
