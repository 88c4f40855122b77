//! What kess-sign promises, seen from outside.

mod fixtures;
mod keys;
mod laws;
mod params;
mod profile;
mod seal;
mod serialize;
