//! The sandbox over HTTP: what it answers, what it refuses, and that money is never lost.

#![allow(clippy::unwrap_used, clippy::panic)] // helpers of tests are tests

mod concurrency;
mod deposits;
mod gate;
mod http;
mod inspect;
mod laws;
mod orders;
mod parameters;
mod payer;
mod shop;
mod tokens;
mod users;
mod wallets;
