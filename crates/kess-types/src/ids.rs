//! Identifiers: text of their own kind each, so that one cannot be passed for another.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::lenient;
use crate::text::trimmed;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(String);

        impl $name {
            /// Takes over the text, without white space around it.
            pub fn new(text: impl Into<String>) -> Self {
                Self(trimmed(text))
            }

            /// The text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self::new(text)
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self::new(text)
            }
        }

        impl From<u64> for $name {
            fn from(number: u64) -> Self {
                Self(number.to_string())
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                lenient::text(deserializer).map(Self::new)
            }
        }
    )*};
}

ids! {
    /// A user under the merchant's company: the owner of a wallet, a card or an account.
    UserId;
    /// A bank, as [`ListBanks`](crate::ListBanks) lists it.
    BankId;
    /// The merchant's own number of an order, unique for ever: the gateway refuses a second one,
    /// which makes it the only key by which a repeat can be told.
    OutTradeNo;
    /// A seller of the merchant, as registered with KESS.
    SellerCode;
    /// The gateway's reference of a transaction, such as `TR2007-98816440081055770`.
    Reference;
}
