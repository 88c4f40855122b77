//! Text that must not be shown: wiped when dropped, `[redacted]` in `Debug`, and on the wire only
//! by way of an operation.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serializer};
use zeroize::Zeroizing;

use crate::lenient;
use crate::text::trim;

/// The name of the newtype struct that a secret is serialised as: a serialiser that knows it keeps
/// the text out of sight.
pub const SECRET: &str = "$kess::secret";

/// A secret's text, shared by its clones.
#[derive(Clone)]
struct Hidden(Arc<Zeroizing<String>>);

impl fmt::Debug for Hidden {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

/// A type whose text an operation may put on the wire.
pub(crate) trait Expose {
    fn expose_text(&self) -> &str;
}

/// For `#[serde(serialize_with)]`: the one way by which a secret leaves its type.
pub(crate) fn on_the_wire<S: Serializer>(
    secret: &impl Expose,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.serialize_newtype_struct(SECRET, secret.expose_text())
}

/// The same, for a secret that may be left out.
pub(crate) fn optional<S: Serializer>(
    secret: &Option<impl Expose>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    match secret {
        Some(secret) => on_the_wire(secret, serializer),
        None => serializer.serialize_none(),
    }
}

macro_rules! secrets {
    ($($(#[$doc:meta])* $name:ident, $clean:expr;)*) => {$(
        $(#[$doc])*
        #[derive(Clone)]
        pub struct $name(Hidden);

        impl $name {
            /// Takes over the text.
            pub fn new(text: impl Into<String>) -> Self {
                let text = Zeroizing::new(text.into());
                let clean: fn(&str) -> String = $clean;
                Self(Hidden(Arc::new(Zeroizing::new(clean(&text)))))
            }

            /// The text itself. Whoever calls this answers for where it goes.
            pub fn expose(&self) -> &str {
                &self.0.0
            }
        }

        impl Expose for $name {
            fn expose_text(&self) -> &str {
                self.expose()
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
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

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                lenient::text(deserializer).map(Self::new)
            }
        }
    )*};
}

fn as_is(text: &str) -> String {
    text.to_owned()
}

fn trimmed(text: &str) -> String {
    trim(text).to_owned()
}

/// Card and account numbers are printed in groups; the groups are not part of the number.
fn ungrouped(text: &str) -> String {
    trim(text).replace([' ', '-'], "")
}

secrets! {
    /// The password of the API user. Taken as it is, white space included.
    Password, as_is;
    /// The merchant's secret key, which goes out as the header `merchant-secret-key`.
    MerchantSecretKey, trimmed;
    /// The token that a login returns and that every other call carries.
    SessionToken, trimmed;
    /// A card number. Spaces and hyphens between groups of digits are dropped.
    CardNumber, ungrouped;
    /// The security code of a card (CVV, CVC).
    SecurityCode, trimmed;
    /// A bank account number. Spaces and hyphens between groups of digits are dropped.
    BankNumber, ungrouped;
    /// The name on a card or an account.
    HolderName, trimmed;
    /// The token that stands for a card, an account or a deposit to confirm: who has it can
    /// charge it.
    PaymentToken, trimmed;
    /// The token of a pre-order: who has it can pay it.
    PreOrderToken, trimmed;
    /// The token of a user whose money is to be blocked.
    UserToken, trimmed;
    /// What the payer confirms with: a one-time password, a soft token or a password. Taken as it
    /// is, white space included.
    ConfirmationCode, as_is;
}
