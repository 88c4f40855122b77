//! The KESS payment gateway on your own machine, in memory: for tests, and for `kess sandbox`.
//!
//! It answers as the gateway's document says, checks what the gateway would check, signatures and
//! sealed fields included, and keeps a ledger in which every riel has to come from somewhere. A
//! refusal says why in the header `x-sandbox-diagnosis`.
//!
//! ```
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> std::io::Result<()> {
//! use kess_sandbox::Sandbox;
//!
//! let sandbox = Sandbox::start().await?;
//! let (base_url, merchant) = (sandbox.base_url(), sandbox.merchant());
//! // … the client under test does its work with them …
//! assert!(sandbox.ledger().is_balanced());
//! println!("{}", sandbox.ledger());
//! sandbox.shutdown().await
//! # }
//! ```
//!
//! # How a request goes
//!
//! Method and path, size of the body, content type, the merchant's headers, JSON, `sign_type`,
//! `sign`, session token, service, parameters (there, of their type, sealed ones opened), and then
//! the operation. The first check that fails answers; wrong parameters are all named at once.
//!
//! # What is not simulated
//!
//! Notifications to `call_back_url`; exchange between currencies; the registration fee of a bank
//! account; expiry of cards; limits on how much or how often.

mod body;
mod clock;
mod fees;
mod gate;
mod gateway;
mod inspect;
mod ledger;
mod operations;
mod pages;
mod payer;
mod random;
mod refusal;
mod reply;
mod request;
mod sandbox;
mod seed;
mod server;
mod state;
mod web;

pub use ledger::{Account, Entry, Ledger, Leg};
pub use sandbox::{AsDepositToken, Builder, Sandbox};
pub use seed::Merchant;

/// Keeps the example in the README compiling.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
