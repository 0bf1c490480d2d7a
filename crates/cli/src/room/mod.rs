//! The verbs that open the reading room.

mod intake;
pub(crate) mod mcp;
pub(crate) mod serve;
