//! A merchant from the environment.

use std::fs;
use std::path::PathBuf;

use kess_sign::key::{KeyError, PrivateKey, PublicKey};
use kess_types::{MerchantSecretKey, Password};
use zeroize::Zeroizing;

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
const PRIVATE_KEY: KeyVariables =
    KeyVariables { text: "KESS_PRIVATE_KEY", file: "KESS_PRIVATE_KEY_FILE" };
const PRIVATE_KEY_IS: &str =
    "the file with the private key that signs your requests; or set KESS_PRIVATE_KEY to the key";
const PUBLIC_KEY: KeyVariables =
    KeyVariables { text: "KESS_PUBLIC_KEY", file: "KESS_PUBLIC_KEY_FILE" };
const PASSPHRASE: &str = "KESS_PRIVATE_KEY_PASSPHRASE";

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
    /// | `KESS_PRIVATE_KEY_FILE` | the file with the private key that signs |
    /// | `KESS_PRIVATE_KEY` | that key itself, in place of a file |
    /// | `KESS_PRIVATE_KEY_PASSPHRASE` | its passphrase, if it is encrypted (feature `encrypted-keys`) |
    /// | `KESS_PUBLIC_KEY_FILE` | the file with the public key that encrypts, if it is not of the same pair |
    /// | `KESS_PUBLIC_KEY` | that key itself, in place of a file |
    ///
    /// Files and variables may hold a key in [any form](crate::key), with its line ends escaped,
    /// in quotes, on one line, or in base64. An empty variable is as good as none.
    ///
    /// # Errors
    ///
    /// The first variable that is missing, or that gives no usable key; a key that is given both
    /// as a file and itself.
    pub fn from_variables(variable: impl Fn(&str) -> Option<String>) -> Result<Self, ConfigError> {
        let required = |(name, what): (&'static str, &'static str)| {
            let value = variable(name).filter(|value| !value.trim().is_empty());
            value.ok_or(ConfigError::Missing { name, what })
        };
        let base_url = required(BASE_URL)?;
        let private_key = PRIVATE_KEY
            .read(&variable)?
            .ok_or(ConfigError::Missing { name: PRIVATE_KEY.file, what: PRIVATE_KEY_IS })?;
        let passphrase = variable(PASSPHRASE).map(Zeroizing::new);
        let passphrase = passphrase.as_deref().map(|line| line.trim_end_matches(['\r', '\n']));
        let private_key = private_key.parse(|bytes| match passphrase {
            None | Some("") => PrivateKey::parse(bytes),
            Some(passphrase) => PrivateKey::parse_encrypted(bytes, passphrase),
        })?;
        let mut merchant = Merchant::new(
            required(MERCHANT_ID)?.trim(),
            MerchantSecretKey::new(required(SECRET_KEY)?),
            required(USER_NAME)?.trim(),
            Password::new(required(PASSWORD)?),
            private_key,
        );
        if let Some(key) = PUBLIC_KEY.read(&variable)? {
            merchant = merchant.encryption_key(key.parse(PublicKey::parse)?);
        }
        Ok(Self::new(base_url.trim(), merchant))
    }
}

/// The two variables that a key may come by.
struct KeyVariables {
    /// The key itself.
    text: &'static str,
    /// The file that holds it.
    file: &'static str,
}

/// A key that was found, and where.
enum Source {
    Variable(&'static str, Zeroizing<Vec<u8>>),
    File(PathBuf, Zeroizing<Vec<u8>>),
}

impl KeyVariables {
    fn read(
        &self,
        variable: impl Fn(&str) -> Option<String>,
    ) -> Result<Option<Source>, ConfigError> {
        let set = |name| variable(name).map(Zeroizing::new).filter(|text| !text.trim().is_empty());
        match (set(self.text), set(self.file)) {
            (None, None) => Ok(None),
            (Some(_), Some(_)) => Err(ConfigError::BothSet { name: self.text, other: self.file }),
            (Some(text), None) => {
                Ok(Some(Source::Variable(self.text, Zeroizing::new(text.as_bytes().to_vec()))))
            }
            (None, Some(path)) => {
                let path = PathBuf::from(path.trim());
                match fs::read(&path) {
                    Ok(bytes) => Ok(Some(Source::File(path, Zeroizing::new(bytes)))),
                    Err(source) => Err(ConfigError::File { name: self.file, path, source }),
                }
            }
        }
    }
}

impl Source {
    fn parse<K>(self, parse: impl FnOnce(&[u8]) -> Result<K, KeyError>) -> Result<K, ConfigError> {
        let (Self::Variable(_, bytes) | Self::File(_, bytes)) = &self;
        parse(bytes).map_err(|source| match (source, self) {
            (KeyError::Encrypted, Self::Variable(place, _)) => {
                ConfigError::Passphrase { place: place.to_owned(), name: PASSPHRASE }
            }
            (KeyError::Encrypted, Self::File(path, _)) => {
                ConfigError::Passphrase { place: path.display().to_string(), name: PASSPHRASE }
            }
            (source, Self::Variable(name, _)) => ConfigError::KeyText { name, source },
            (source, Self::File(path, _)) => ConfigError::Key { path, source },
        })
    }
}
