//! What kess-sign promises, seen from outside.

#![allow(clippy::unwrap_used, clippy::panic)] // helpers of tests are tests

mod allocations;
mod backends;
#[cfg(feature = "diagnose")]
mod doctor;
mod fixtures;
mod keys;
mod laws;
mod params;
mod profile;
mod seal;
mod serialize;
