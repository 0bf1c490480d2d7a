//! What the room answers, for programs, tools and pages alike: one function an answer, from a view to an object.

mod citation;
mod references;
mod registry;
mod search;
mod taken;
mod telegram;

pub use citation::{called, chicago};
pub use references::{Reference, References, references};
pub use registry::{Rows, registry};
pub use search::{FacetsFound, Order, Search, Suggestions, facets, search, suggest, today};
pub use taken::{everything, export, stream, taken};
pub use telegram::{Named, cited, key, original, record, text};
