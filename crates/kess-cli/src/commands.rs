//! One module a command.

pub(crate) mod call;
pub(crate) mod canonical;
pub(crate) mod diagnose;
pub(crate) mod key;
mod lines;
pub(crate) mod result;
pub(crate) mod sandbox;
pub(crate) mod seal;
pub(crate) mod sign;
pub(crate) mod verify;
