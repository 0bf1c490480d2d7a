//! The verbs that open the reading room.

mod intake;
pub(crate) mod mcp;
mod openid;
pub(crate) mod serve;

pub(crate) use openid::issuer;
