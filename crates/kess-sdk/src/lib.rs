//! Client of the KESS payment gateway.
//!
//! ```no_run
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! use kess_sdk::{Client, GeneratePreOrderToken};
//!
//! let client = Client::from_env()?;
//! let order = GeneratePreOrderToken::new("order-1", "SELLER", "Coffee", "2.50 USD".parse()?)
//!     .redirect_url("https://shop.example/paid");
//! let order = client.send(&order).await?;
//! println!("pay at {}", order.pre_order_url.as_deref().unwrap_or("the counter"));
//! # Ok(()) }
//! ```
//!
//! # What became of it
//!
//! The gateway has no idempotency key, so the one question after a failure is whether the request
//! was executed. [`Error::outcome`] answers it: [`Outcome::NotExecuted`], [`Outcome::Rejected`],
//! [`Outcome::Unknown`], or [`Outcome::Executed`] where the gateway said yes in words that could
//! not be read. Nothing that may have happened is ever sent again; what is proven not to have been
//! sent is, as often as [`Builder::retries`] allows, and so are operations that only read.
//!
//! # Switches
//!
//! The gateway's document leaves much open. Each choice made here has a switch on [`Builder`], so
//! that a merchant whose gateway answers differently can follow it the same day.

mod backend;
mod builder;
mod call;
mod client;
mod config;
mod env;
mod error;
mod outcome;
mod pages;
mod pipeline;
mod reply;
mod retry;
mod session;
mod settings;
mod signer;

pub use builder::Builder;
pub use call::{Call, RawCall};
pub use client::Client;
pub use config::{ConfigError, Merchant};
pub use error::{Error, ErrorKind};
pub use outcome::Outcome;
pub use pages::BankPages;
pub use reply::{Raw, Reply};
pub use settings::{AmountStyle, TokenPlacement};
pub use signer::{Signer, SignerError};

pub use kess_sign::{Blocks, Hash, Params, Profile, Value, key};
pub use kess_transport::{self as transport, BoxFuture, Reached, Roots, StatusCode, Transport};
pub use kess_types::*;

/// The READMEs' examples compile.
#[cfg(doctest)]
#[doc = include_str!("../../../README.md")]
#[doc = include_str!("../README.md")]
struct Readme;
