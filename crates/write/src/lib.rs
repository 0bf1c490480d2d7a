//! Writes telegrams: from a draft, or a record, to the lines that go on the wire.
//!
//! ```
//! use chancery_write::{Draft, Form, Options, write};
//!
//! let text = "---\nfrom: AMEMBASSY PORT ALDER\nto: SECSTATE WASHDC 4410\ndate: 2004-09-08 10:15\nnumber: 1187\n\
//!     classification: UNCLAS\ntags: SENV, ECON\nsubject: HARBOR LIGHTS REPAIRED\nsignature: Weaver\n---\n\
//!     The harbor office finished the repair of nine lights.\n";
//! let (draft, problems) = Draft::parse(text);
//! assert!(problems.is_empty());
//! let written = write(&draft, Form::Teletype, &Options::default());
//! let telegram = written.text.unwrap();
//! assert!(telegram.contains("UNCLAS PORT ALDER 001187\n\nE.O. 12958: N/A\nTAGS: SENV, ECON\n"));
//! ```
//!
//! What a draft can say is in `docs/writing.md`. [`write()`] reads what it has written, and checks it: a [`Problem`] stands at
//! the draft's own line. [`same`] gives any telegram back as it was.

mod characters;
mod desk;
mod draft;
mod form;
mod known;
mod layout;
mod lossless;
mod message;
mod offers;
mod outputs;
mod problem;
mod read_back;
mod said;
mod write;

pub use characters::Characters;
pub use desk::{Word, add, levels, minute, skeleton};
pub use draft::{Classifier, Draft, KEYS, Paragraph, Part, Run, to_markdown};
pub use known::{Known, Nothing};
pub use lossless::same;
pub use offers::{Offer, addressees, captions, tags};
pub use outputs::{At, Places, ProblemLine};
pub use problem::{Problem, in_order};
pub use said::Said;
pub use write::{Form, Options, Written, write};
