//! What a reader may see of a telegram: the one place that decides.
//!
//! A telegram is cut into portions ([`portions`]), each with a [`Label`] and the [`Rule`] that gave it. A [`Reader`] sees
//! the portions whose label lies at or below his; [`seen`] and [`seen_text`] give him the telegram as an archive without
//! the rest would hold it. [`views`] says in how many ways a telegram can be seen, [`explain`] why a portion is shown or
//! not. No storage and no clock: what is known beside the text comes in as [`Facts`]. The rules in plain words are in
//! `docs/access.md`.
//!
//! ```
//! use chancery_archive::access::{Facts, Reader, portions, seen, seen_text};
//! use chancery_telegram::{Options, read, record::Attributes};
//!
//! let text = b"R 121430Z MAR 07\nFM AMEMBASSY PORT ALDER\nTO SECSTATE WASHDC 5120\n\
//!     S E C R E T PORT ALDER 000417\n\nSUBJECT: (U) HARBOR LIGHTS\n\n\
//!     1. (U) Nine lights work again.\n\n2. (S) The tenth is watched.\n";
//! let options = Options { spans: true, ..Options::default() };
//! let record = read(text, Attributes::default(), &options);
//! let portions = portions(&record, text, options.registry, &Facts::default());
//!
//! let public: Reader = "UNCLASSIFIED".parse().unwrap();
//! let view = seen(&record, text, &options, &portions, &public).unwrap();
//! assert_eq!(view.body.len(), 1);
//! assert_eq!(view.classification.unwrap().level.unwrap().as_str(), "UNCLASSIFIED");
//! assert_eq!(view.mrn.unwrap().canonical.as_deref(), Some("07PORTALDER417"));
//! assert!(!seen_text(text, &portions, &public).unwrap().windows(7).any(|w| w == b"watched"));
//! ```

mod caveats;
mod date;
mod explain;
mod facts;
mod id;
mod label;
mod lists;
mod marks;
mod near;
mod portion;
mod reader;
mod rules;
mod seen;
mod tiles;
mod views;
mod visible;

pub use caveats::{Caveats, Meaning};
pub use date::{Lapse, lapse};
pub use explain::{Explanation, explain};
pub use facts::{Decision, Facts};
pub use id::{Place, PortionId, PortionIdError};
pub use label::{Label, LabelError};
pub use portion::{Portion, Rule, labels, portions};
pub use reader::Reader;
pub use rules::uniform;
pub use seen::{seen, seen_text};
pub use views::{MOST_VIEWS, ViewKey, ViewKeyError, views};
