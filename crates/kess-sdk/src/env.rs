//! A merchant from the environment.

use std::fs;
use std::path::PathBuf;

use kess_sign::key::{KeyError, PrivateKey, PublicKey};
use kess_types::{MerchantSecretKey, Password};

use crate::builder::Builder;
use crate::config::{ConfigError, Merchant};

/// The variables, and what each is for.
const BASE_URL: (&str, &str) =
    ("KESS_BASE_URL", "the gateway's address, such as https://clientdev.kesspay.io/merchantapi/v1");
const MERCHANT_ID: (&str, &str) = ("KESS_MERCHANT_ID", "the merchant id that KESS gave you");
const SECRET_KEY: (&str, &str) =
    ("KESS_MERCHANT_SECRET_KEY", "the merchant secret key that KESS gave you");
const USER_NAME: (&str, &str) = ("KESS_USER_NAME", "the name of your API user");
const PASSWORD: (&str, &str) = ("KESS_PASSWORD", "the password of your API user");
const PRIVATE_KEY: (&str, &str) =
    ("KESS_PRIVATE_KEY_FILE", "the file with the private key that signs your requests");
const PUBLIC_KEY: &str = "KESS_PUBLIC_KEY_FILE";

impl Builder {
    /// Reads a merchant from variables such as those of the environment:
    ///
    /// | variable | |
    /// |---|---|
    /// | `KESS_BASE_URL` | the gateway's address |
    /// | `KESS_MERCHANT_ID` | merchant id |
    /// | `KESS_MERCHANT_SECRET_KEY` | merchant secret key |
    /// | `KESS_USER_NAME` | API user |
    /// | `KESS_PASSWORD` | its password |
    /// | `KESS_PRIVATE_KEY_FILE` | the private key that signs |
    /// | `KESS_PUBLIC_KEY_FILE` | the public key that encrypts, if it is not of the same pair |
    ///
    /// # Errors
    ///
    /// The first variable that is missing, or whose file holds no usable key.
    pub fn from_variables(variable: impl Fn(&str) -> Option<String>) -> Result<Self, ConfigError> {
        let required = |(name, what): (&'static str, &'static str)| {
            let value = variable(name).filter(|value| !value.trim().is_empty());
            value.ok_or(ConfigError::Missing { name, what })
        };
        let base_url = required(BASE_URL)?;
        let private_key = key(PRIVATE_KEY.0, &required(PRIVATE_KEY)?, PrivateKey::parse)?;
        let mut merchant = Merchant::new(
            required(MERCHANT_ID)?.trim(),
            MerchantSecretKey::new(required(SECRET_KEY)?),
            required(USER_NAME)?.trim(),
            Password::new(required(PASSWORD)?),
            private_key,
        );
        if let Some(path) = variable(PUBLIC_KEY).filter(|path| !path.trim().is_empty()) {
            merchant = merchant.encryption_key(key(PUBLIC_KEY, &path, PublicKey::parse)?);
        }
        Ok(Self::new(base_url.trim(), merchant))
    }
}

fn key<K>(
    name: &'static str,
    path: &str,
    parse: impl FnOnce(&[u8]) -> Result<K, KeyError>,
) -> Result<K, ConfigError> {
    let path = PathBuf::from(path.trim());
    match fs::read(&path) {
        Ok(bytes) => parse(&bytes).map_err(|source| ConfigError::Key { path, source }),
        Err(source) => Err(ConfigError::File { name, path, source }),
    }
}
