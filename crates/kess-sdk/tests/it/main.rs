//! What kess-sdk promises, seen from outside.

mod closure;
mod environment;
mod errors;
mod operations;
mod outcome;
mod pages;
mod retries;
mod session;
mod switches;
