//! The transport against a server on this machine that does as each test says.

#![allow(clippy::unwrap_used, clippy::panic)] // helpers of tests are tests

mod api;
mod cancel;
mod config;
mod connect;
mod faults;
mod limits;
mod reuse;
mod server;
