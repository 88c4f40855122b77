//! What scripts can rely on, seen from outside: the program, its streams and its exit codes.

#![allow(clippy::unwrap_used, clippy::panic)] // helpers of tests are tests

mod call;
mod demo;
mod diagnose;
mod keys;
mod program;
mod sign;
