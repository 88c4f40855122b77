//! Sealed fields: opened, and what comes out looked at.

use std::ops::RangeInclusive;

use kess_sign::{CryptoError, Open, OpenError, Secret, Trim, Value, open_text};

use super::fields::trimmed;

const NOT_ENCRYPTED: &str = "must be encrypted.";

/// One text for whatever goes wrong once there is a ciphertext: were wrong padding told from
/// wrong digits, the sandbox would teach how to build a padding oracle.
const NOT_DECRYPTED: &str = "could not be decrypted.";

/// What a sealed field holds when it is opened.
enum Form {
    Digits(RangeInclusive<usize>),
    Name,
}

fn form(path: &str) -> Form {
    match path {
        "bank_code" => Form::Digits(8..=19),
        "bank_number" => Form::Digits(4..=34),
        "sourceOfFunds.card.number" => Form::Digits(12..=19),
        "security_code" | "sourceOfFunds.card.securityCode" => Form::Digits(3..=4),
        _ => Form::Name,
    }
}

/// The plaintext, or how the text that refuses it ends.
pub(super) fn open(
    path: &str,
    value: &Value,
    trim: Trim,
    key: &impl Open,
) -> Result<Secret, &'static str> {
    let sealed = trimmed(value.as_str().ok_or(NOT_ENCRYPTED)?, trim);
    match open_text(sealed, key) {
        // Both can be seen from outside, without the key.
        Err(OpenError::NotBase64 | OpenError::Crypto(CryptoError::CiphertextLength { .. })) => {
            Err(NOT_ENCRYPTED)
        }
        // A ciphertext for another key opens to random bytes, now and then even to text.
        Ok(plaintext) if form(path).admits(plaintext.expose()) => Ok(plaintext),
        _ => Err(NOT_DECRYPTED),
    }
}

impl Form {
    fn admits(&self, text: &str) -> bool {
        match self {
            Self::Digits(lengths) => {
                lengths.contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())
            }
            Self::Name => {
                text.chars().count() >= 2
                    && text.chars().any(char::is_alphabetic)
                    && !text.chars().any(char::is_control)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms() {
        assert!(form("bank_number").admits("00010221412688"));
        assert!(!form("bank_number").admits("123"));
        assert!(!form("sourceOfFunds.card.number").admits("4162 2102 0004 1730"));
        assert!(form("security_code").admits("1234"));
        assert!(form("holder_name").admits("សុខ សាន"));
        assert!(!form("holder_name").admits("SOK\0SAN"));
        assert!(!form("holder_name").admits("42"));
    }

    /// A field that gets sealed in the table of operations needs a form here.
    #[test]
    fn every_sealed_field_is_known() {
        let known = [
            "bank_code",
            "bank_number",
            "holder_name",
            "security_code",
            "sourceOfFunds.card.number",
            "sourceOfFunds.card.securityCode",
        ];
        for operation in kess_types::OPERATIONS {
            for path in operation.sealed() {
                assert!(known.contains(&path), "{}: {path}", operation.name);
            }
        }
    }
}
