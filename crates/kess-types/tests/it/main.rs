//! What kess-types promises, seen from outside.

#![allow(clippy::unwrap_used, clippy::panic)] // helpers of tests are tests

mod envelope;
mod lenient;
mod money;
mod operations;
mod payer;
mod probe;
mod secrets;
mod validation;
