//! What kess-sdk promises, seen from outside.

#![allow(clippy::unwrap_used, clippy::panic)] // helpers of tests are tests

mod closure;
mod environment;
mod errors;
mod operations;
mod outcome;
mod pages;
mod retries;
mod sandbox;
mod session;
mod switches;
