//! Names brought to one spelling, so that `St. John's`, `ST JOHNS` and `STJOHNS` are the same.

use rustc_hash::FxHashMap;

/// The longest key; a longer name is in no table.
const LONGEST: usize = 72;

/// A name without case, blanks, punctuation and accents. Lies on the stack.
pub(crate) struct Key {
    bytes: [u8; LONGEST],
    len: usize,
}

impl Key {
    /// The key of a name; none where nothing is left of it or it is longer than any name in the tables.
    pub(crate) fn new(name: &str) -> Option<Key> {
        let mut key = Key { bytes: [0; LONGEST], len: 0 };
        if name.is_ascii() && name.len() <= LONGEST {
            let mut len = 0;
            for &byte in name.as_bytes() {
                let capital = CAPITALS[usize::from(byte & 0x7f)];
                key.bytes[len] = capital;
                len += usize::from(capital != 0);
            }
            key.len = len;
        } else if name.is_ascii() {
            for &byte in name.as_bytes() {
                if byte.is_ascii_alphanumeric() {
                    key.push(byte.to_ascii_uppercase())?;
                }
            }
        } else {
            for c in name.chars() {
                match c {
                    _ if c.is_ascii_alphanumeric() => key.push(c.to_ascii_uppercase() as u8)?,
                    _ if c.is_ascii() || c.is_whitespace() || ('\u{2010}'..='\u{2027}').contains(&c) => {}
                    _ => key.push(fold(c))?,
                }
            }
        }
        (key.len > 0).then_some(key)
    }

    fn push(&mut self, byte: u8) -> Option<()> {
        *self.bytes.get_mut(self.len)? = byte;
        self.len += 1;
        Some(())
    }

    /// The key's bytes: `A-Z`, `0-9`, and `?` for a letter of another script.
    pub(crate) fn as_bytes(&self) -> &[u8] {
        &self.bytes[..self.len]
    }
}

/// What each character of ASCII is in a key; 0 for what keys leave out.
const CAPITALS: [u8; 128] = {
    let mut capitals = [0; 128];
    let mut byte = 0;
    while byte < 128 {
        if (byte as u8).is_ascii_alphanumeric() {
            capitals[byte] = (byte as u8).to_ascii_uppercase();
        }
        byte += 1;
    }
    capitals
};

/// The beginnings of a table's keys, to tell most names that are in no table before a whole key is made.
#[derive(Clone, Debug)]
pub(crate) struct Heads([u64; 64]);

impl Default for Heads {
    fn default() -> Heads {
        Heads([0; 64])
    }
}

impl Heads {
    pub(crate) fn of<'k>(keys: impl Iterator<Item = &'k [u8]>) -> Heads {
        let mut heads = Heads::default();
        for key in keys {
            let at = |i: usize| key.get(i).copied().unwrap_or(0);
            let bit = Heads::bit([at(0), at(1), at(2)]);
            heads.0[bit / 64] |= 1 << (bit % 64);
        }
        heads
    }

    /// The ends of keys, for [`Heads::may_hold_end`].
    pub(crate) fn of_ends<'k>(keys: impl Iterator<Item = &'k [u8]>) -> Heads {
        let mut heads = Heads::default();
        for key in keys {
            let at = |i: usize| key.len().checked_sub(i + 1).and_then(|i| key.get(i)).copied().unwrap_or(0);
            let bit = Heads::bit([at(0), at(1), at(2)]);
            heads.0[bit / 64] |= 1 << (bit % 64);
        }
        heads
    }

    /// False where no key ends as the name does.
    pub(crate) fn may_hold_end(&self, name: &str) -> bool {
        self.may_hold_bytes(name.as_bytes().iter().rev())
    }

    /// False where no key begins as the name does.
    pub(crate) fn may_hold(&self, name: &str) -> bool {
        self.may_hold_bytes(name.as_bytes().iter())
    }

    #[inline]
    fn may_hold_bytes<'n>(&self, bytes: impl Iterator<Item = &'n u8>) -> bool {
        let mut head = [0; 3];
        let mut len = 0;
        for &byte in bytes {
            if !byte.is_ascii() {
                return true;
            }
            head[len] = CAPITALS[usize::from(byte & 0x7f)];
            len += usize::from(head[len] != 0);
            if len == 3 {
                break;
            }
        }
        let bit = Heads::bit(head);
        self.0[bit / 64] & 1 << (bit % 64) != 0
    }

    fn bit(head: [u8; 3]) -> usize {
        (usize::from(head[0]) * 961 + usize::from(head[1]) * 31 + usize::from(head[2])) % 4096
    }
}

/// The base letter of an accented one.
fn fold(c: char) -> u8 {
    match c {
        'à'..='å' | 'À'..='Å' | 'ā' | 'ă' | 'ą' => b'A',
        'ç' | 'Ç' | 'ć' | 'č' => b'C',
        'è'..='ë' | 'È'..='Ë' | 'ē' | 'ę' | 'ě' => b'E',
        'ì'..='ï' | 'Ì'..='Ï' | 'ı' | 'İ' => b'I',
        'ñ' | 'Ñ' | 'ń' | 'ň' => b'N',
        'ò'..='ö' | 'Ò'..='Ö' | 'ø' | 'Ø' | 'ő' => b'O',
        'ş' | 'š' | 'ś' | 'Š' | 'Ş' => b'S',
        'ù'..='ü' | 'Ù'..='Ü' | 'ű' => b'U',
        'ý' | 'ÿ' | 'Ý' => b'Y',
        'ž' | 'ź' | 'ż' | 'Ž' => b'Z',
        _ => b'?',
    }
}

/// Rows by key.
pub(crate) type Keys<T> = FxHashMap<Box<[u8]>, T>;

/// The row of a name.
pub(crate) fn find<T: Copy>(keys: &Keys<T>, name: &str) -> Option<T> {
    keys.get(Key::new(name)?.as_bytes()).copied()
}

/// Adds a name, unless one that came before has it.
pub(crate) fn add<T>(keys: &mut Keys<T>, name: &str, row: T) {
    if let Some(key) = Key::new(name) {
        keys.entry(key.as_bytes().into()).or_insert(row);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(name: &str) -> Option<String> {
        Key::new(name).map(|key| String::from_utf8_lossy(key.as_bytes()).into_owned())
    }

    #[test]
    fn spellings_are_one() {
        for name in ["St. John's", "ST JOHNS", "st\u{2019}john-s", "STJOHNS"] {
            assert_eq!(key(name).as_deref(), Some("STJOHNS"));
        }
        assert_eq!(key("São Paulo"), key("SAO PAULO"));
        assert_eq!(key(" .-"), None);
        assert_eq!(key(&"A".repeat(73)), None);
        assert_ne!(key("Киев"), key(""));
    }
}
