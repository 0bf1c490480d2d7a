//! Made-up telegrams, as many as wanted, the same for the same seed.
//!
//! The forms are those of real telegrams: the teletype form of the late 2000s and the National Archives' text of 1973-79.
//! The contents are put together from word lists and mean nothing; the two posts PORT ALDER and GREYHAVEN do not exist.
//!
//! ```
//! use chancery_synth::{Form, telegram};
//!
//! let one = telegram(Form::Teletype, 7904, 0);
//! assert!(one.starts_with("VZCZC") && one.ends_with("NNNN\n"));
//! assert_eq!(one, telegram(Form::Teletype, 7904, 0));
//! ```

mod facts;
mod nara;
mod prose;
pub mod queries;
mod random;
mod tables;
mod teletype;
mod words;

mod made;

pub use made::Made;

use facts::Facts;
use random::Random;
use std::fmt;
use std::str::FromStr;

/// A form in which telegrams are made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// ACP 127 format lines and mixed-case text, 2001-09.
    Teletype,
    /// The National Archives' text of 1973-79: message text with page lines, then attributes.
    Nara,
}

impl Form {
    /// Both forms.
    pub const ALL: [Form; 2] = [Form::Teletype, Form::Nara];

    /// The form's name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Form::Teletype => "teletype",
            Form::Nara => "nara",
        }
    }
}

impl fmt::Display for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Form {
    type Err = String;

    fn from_str(name: &str) -> Result<Form, String> {
        let known = Form::ALL.into_iter().find(|form| form.name() == name);
        known.ok_or_else(|| format!("`{name}` is no form: teletype or nara"))
    }
}

/// The telegram number `index` of the row that `seed` begins. Sections of one telegram follow each other in it.
pub fn telegram(form: Form, seed: u64, index: u64) -> String {
    let mut random = Random::new(seed ^ index.wrapping_mul(0x9e37_79b9_7f4a_7c15));
    let serial = (seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32).wrapping_add(index);
    match form {
        Form::Teletype => teletype::write(&Facts::of_2006(&mut random, serial), &mut random),
        Form::Nara => nara::write(&Facts::of_1976(&mut random, serial), &mut random),
    }
}

/// `count` telegrams.
pub fn telegrams(form: Form, seed: u64, count: u64) -> impl Iterator<Item = String> {
    (0..count).map(move |index| telegram(form, seed, index))
}

/// As many telegrams as come to `bytes` bytes or just above.
pub fn text(form: Form, seed: u64, bytes: usize) -> Vec<String> {
    let mut length = 0;
    let below = move |telegram: &String| {
        let more = length < bytes;
        length += telegram.len();
        more
    };
    telegrams(form, seed, u64::MAX).take_while(below).collect()
}
