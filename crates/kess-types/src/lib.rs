//! The wire of the KESS payment gateway: one module per operation, the envelope of every answer,
//! money, ids and secrets.
//!
//! Written strictly, read leniently: what the gateway's document shows as a string is accepted as
//! a number and the other way round, an empty PHP array stands for an empty object, and a field
//! that nobody has heard of never fails a parse.
//!
//! There is no IO here, no cryptography and no clock; `kess-sdk` sends what this crate describes.
//!
//! ```
//! use kess_types::{Effect, Money, Operation, Transfer};
//!
//! let transfer = Transfer::new("219", "308", "10.50 USD".parse()?);
//! transfer.validate()?;
//! assert_eq!(Transfer::INFO.service, "transfer");
//! assert_eq!(Transfer::INFO.effect, Effect::MovesMoney);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod date;
mod envelope;
mod ids;
mod lenient;
mod money;
mod operation;
mod operations;
mod payer;
mod responses;
mod secret;
mod text;
mod validate;

pub use date::{Date, InvalidDate};
pub use envelope::{Envelope, FieldErrors, NotAnEnvelope, Unreadable};
pub use ids::{BankId, OutTradeNo, Reference, SellerCode, UserId};
pub use money::{Amount, Currency, InvalidMoney, Money};
pub use operation::{
    Effect, Endpoint, Field, Kind, OnTheWire, Operation, OperationInfo, Presence, Protection,
};
pub use operations::*;
pub use payer::{NoResult, UnverifiedResult};
pub use responses::{CardToken, Deposit, Nothing, Page, Receipt, TokenType, User};
pub use secret::{
    BankNumber, CardNumber, ConfirmationCode, HolderName, MerchantSecretKey, Password,
    PaymentToken, PreOrderToken, SECRET, SecurityCode, SessionToken, UserToken,
};
pub use text::trim;
pub use validate::InvalidField;
