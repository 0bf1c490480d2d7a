//! The verbs that open the reading room.

pub(crate) mod serve;
