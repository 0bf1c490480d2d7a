//! Posts, TAGS, captions, levels, executive orders, routing indicators, addressees, offices and abbreviations of the
//! Department of State's telegrams: tables with a source in every row, compiled in, looked up without reading a file.
//!
//! ```
//! use chancery_registry::{Registry, TagKind};
//!
//! let registry = Registry::builtin();
//!
//! // A post by any spelling: case, blanks, full stops, apostrophes, hyphens and the kind of mission do not count.
//! assert_eq!(registry.post_named("AMEMBASSY PORT-OF-SPAIN").map(|post| post.code), Some("PORTOFSPAIN"));
//! assert_eq!(registry.post_near("BRASLIIA", 1).map(|post| post.code), Some("BRASILIA"));
//!
//! // A code of TAGS means what it meant in its year.
//! assert_eq!(registry.tag_at("PREL", 2005).map(|tag| tag.kind), Some(TagKind::Subject));
//!
//! // A caption and a level as they are printed.
//! assert_eq!(registry.caption("N O D I S").map(|caption| caption.caption), Some("NODIS"));
//! assert_eq!(registry.level("S E C R E T").map(|level| level.code), Some("S"));
//!
//! // An abbreviation, in all that it stands for.
//! assert_eq!(registry.abbreviation("g.o.g.").count(), 2);
//!
//! // Every table as rows of strings, to show and to search.
//! let offices = registry.table("offices").unwrap();
//! assert_eq!(offices.search("eur")[0][0], "EUR");
//! ```
//!
//! A user's own rows are laid over a table with [`Registry::with`].

mod abbreviation;
mod address;
mod error;
mod key;
mod look_up;
mod marking;
mod near;
mod post;
mod registry;
mod table;
mod tag;

pub use abbreviation::{Abbreviation, InText};
pub use address::{Addressee, Office, Prefix, Routing, is_collective, prefix};
pub use error::TableError;
pub use look_up::Cells;
pub use marking::{Caption, Level, Order, Reason};
pub use post::{Post, PostMatch};
pub use registry::Registry;
pub use table::Table;
pub use tag::{TagEntry, TagKind};
