//! What the room answers, for programs, tools and pages alike: one function an answer, from a view to an object.

mod checked;
mod citation;
mod draft;
mod like;
mod mended;
mod references;
mod registry;
mod rules;
mod search;
mod taken;
mod telegram;

pub(crate) use checked::{Checked, LIKELY, check, check_shown, date, findings, repaired};
pub use citation::{Style, called, chicago, cited};
pub use draft::{Drafted, To, drafted, now};
pub(crate) use draft::{WrittenDraft, draft_of, drafted_for, text_of};
pub use like::{InArchive, Like, like_query};
pub(crate) use mended::{Mended, Mending, mend};
pub use references::{Reference, References, references, references_of};
pub use registry::{Rows, registry};
pub use rules::{Rules, rule, rules};
pub use search::{FacetsFound, MOST_HITS, Search, Suggestions, facets, search, suggest, today};
pub use taken::{Form, List, context, everything, export, stream, table, taken};
pub use telegram::{Named, Two, diff, item, key, original, record, text};
