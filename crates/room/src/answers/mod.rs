//! What the room answers, for programs, tools and pages alike: one function an answer, from a view to an object.

mod citation;
mod references;
mod registry;
mod search;
mod telegram;

pub use citation::{chicago, note};
pub use references::{Reference, References, references};
pub use registry::{Rows, registry};
pub use search::{FacetsFound, MOST_HITS, Order, Search, Suggestions, facets, search, suggest, today};
pub use telegram::{Named, cited, key, original, record, text};
