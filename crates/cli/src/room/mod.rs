//! The verbs that open the reading room.

pub(crate) mod mcp;
pub(crate) mod serve;
