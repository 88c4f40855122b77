//! The signing profile: every choice that the gateway's document leaves open, as one value.

use alloc::string::{String, ToString};
use core::fmt;
use core::str::FromStr;

/// How the canonical string is built and hashed.
///
/// [`Profile::DEFAULT`] is our reading of the gateway's document; each part can be switched where
/// a gateway turns out to differ. The text form names the parts that differ from the default,
/// separated by commas:
///
/// ```
/// use kess_sign::{Empty, Profile};
///
/// let profile: Profile = "empty=php,trim=php".parse()?;
/// assert_eq!(profile.empty, Empty::Php);
/// assert_eq!(profile.to_string(), "empty=php,trim=php");
/// assert_eq!(Profile::DEFAULT.to_string(), "");
/// # Ok::<(), kess_sign::ProfileError>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Profile {
    /// Which values count as empty and are left out (D6).
    pub empty: Empty,
    /// How a list or an object is put into the string (D7).
    pub array: ArrayStyle,
    /// How JSON is written inside the string (D8).
    pub json: JsonStyle,
    /// How a value is encoded (D9).
    pub encode: Encoding,
    /// The hash that is signed (D10).
    pub hash: Hash,
    /// Whether `sign_type` is part of the string (D5).
    pub sign_type: SignType,
    /// Whether strings lose the white space around them (D15).
    pub trim: Trim,
}

/// The text of a signing profile cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ProfileError {
    /// A part is not of the form `name=value`.
    #[error("`{0}` is not of the form name=value")]
    Syntax(String),
    /// There is no such part.
    #[error("a signing profile has no part `{0}`; it has {names}", names = Profile::NAMES)]
    Name(String),
    /// The part has no such value.
    #[error("`{name}` cannot be `{value}`; it can be {values}")]
    Value {
        /// The part.
        name: &'static str,
        /// What was given.
        value: String,
        /// What could be.
        values: String,
    },
    /// A part is given twice.
    #[error("`{0}` is given twice")]
    Repeated(&'static str),
    /// The value exists, but this build does not include it.
    #[error("`hash=sha1` needs kess-sign with its feature `legacy-sha1`")]
    Sha1NotBuilt,
}

/// Declares the parts: each an enum whose first value is the default, with its name in text.
macro_rules! parts {
    ($(
        $(#[$doc:meta])*
        $part:ident: $type:ident {
            $(#[$first_doc:meta])* $first:ident = $first_text:literal,
            $($(#[$value_doc:meta])* $value:ident = $text:literal,)+
        }
    )+) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
            pub enum $type {
                $(#[$first_doc])*
                #[default]
                $first,
                $($(#[$value_doc])* $value,)+
            }

            impl $type {
                const TEXTS: &[&str] = &[$first_text, $($text),+];

                /// The value in the text form of a profile.
                pub const fn as_str(self) -> &'static str {
                    match self {
                        Self::$first => $first_text,
                        $(Self::$value => $text,)+
                    }
                }

                fn from_text(text: &str) -> Option<Self> {
                    match text {
                        $first_text => Some(Self::$first),
                        $($text => Some(Self::$value),)+
                        _ => None,
                    }
                }
            }
        )+

        impl Profile {
            /// Our reading of the gateway's document.
            pub const DEFAULT: Self = Self { $($part: $type::$first),+ };

            /// Sets one part by its names in text.
            ///
            /// ```
            /// # use kess_sign::{ArrayStyle, Profile};
            /// let mut profile = Profile::DEFAULT;
            /// profile.set("array", "always")?;
            /// assert_eq!(profile.array, ArrayStyle::Always);
            /// # Ok::<(), kess_sign::ProfileError>(())
            /// ```
            pub fn set(&mut self, name: &str, value: &str) -> Result<(), ProfileError> {
                match name {
                    $(stringify!($part) => {
                        self.$part = $type::from_text(value).ok_or_else(|| ProfileError::Value {
                            name: stringify!($part),
                            value: value.into(),
                            values: $type::TEXTS.join(" or "),
                        })?;
                    })+
                    _ => return Err(ProfileError::Name(name.into())),
                }
                self.hash.available()
            }

            /// Each part and its value, in the order of the documentation.
            pub fn parts(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
                [$((stringify!($part), self.$part.as_str())),+].into_iter()
            }

            const NAMES: &str = concat!($("`", stringify!($part), "` ",)+);
        }
    };
}

parts! {
    /// Which values count as empty and are left out of the canonical string (D6).
    empty: Empty {
        /// `null`, `""`, `[]` and `{}`.
        Null = "null",
        /// What PHP's `empty()` says: `0`, `0.0`, `"0"` and `false` besides.
        Php = "php",
    }

    /// How a list or an object is put into the canonical string (D7).
    array: ArrayStyle {
        /// JSON in brackets, a list not bracketed twice: `[1,2]`, `[{"a":1}]`.
        Bracketed = "bracketed",
        /// Plain JSON: `[1,2]`, `{"a":1}`.
        Json = "json",
        /// JSON in brackets, always: `[[1,2]]`, `[{"a":1}]`.
        Always = "always",
    }

    /// How JSON is written inside the canonical string (D8).
    json: JsonStyle {
        /// As PHP's `json_encode` does: `\/`, and `\uXXXX` for whatever is not ASCII.
        Php = "php",
        /// With `JSON_UNESCAPED_SLASHES` and `JSON_UNESCAPED_UNICODE`.
        Unescaped = "unescaped",
    }

    /// How a value is encoded in the canonical string (D9). Names are never encoded.
    encode: Encoding {
        /// As it is.
        Raw = "raw",
        /// As PHP's `urlencode` does: a space becomes `+`, `A-Za-z0-9-_.` stay.
        Form = "form",
        /// As PHP's `rawurlencode` does: a space becomes `%20`, `A-Za-z0-9-_.~` stay.
        Rfc3986 = "rfc3986",
    }

    /// The hash that is signed (D10).
    hash: Hash {
        /// SHA-256, which is what "RSA2" means everywhere.
        Sha256 = "sha256",
        /// SHA-1, phpseclib 2's own default. Legacy: needs the feature `legacy-sha1`.
        Sha1 = "sha1",
    }

    /// Whether `sign_type` is part of the canonical string (D5).
    sign_type: SignType {
        /// It is signed like any other parameter.
        Signed = "signed",
        /// It is left out, as `sign` is.
        Omitted = "omitted",
    }

    /// Whether strings lose the white space around them before anything else happens (D15).
    trim: Trim {
        /// They are taken as they are.
        Keep = "keep",
        /// Space, tab, line feed, carriage return, NUL and vertical tab are cut off both ends of
        /// every string, nested ones too, as Laravel's default filters do.
        Php = "php",
    }
}

impl Hash {
    fn available(self) -> Result<(), ProfileError> {
        match self {
            Self::Sha1 if !cfg!(feature = "legacy-sha1") => Err(ProfileError::Sha1NotBuilt),
            _ => Ok(()),
        }
    }
}

impl FromStr for Profile {
    type Err = ProfileError;

    fn from_str(text: &str) -> Result<Self, ProfileError> {
        let mut profile = Self::DEFAULT;
        let mut seen = alloc::vec::Vec::new();
        for part in text.split(',').map(str::trim).filter(|part| !part.is_empty()) {
            let Some((name, value)) = part.split_once('=') else {
                return Err(ProfileError::Syntax(part.to_string()));
            };
            let name = name.trim();
            profile.set(name, value.trim())?;
            let known = Self::DEFAULT.parts().map(|(known, _)| known).find(|known| *known == name);
            if let Some(known) = known {
                if seen.contains(&known) {
                    return Err(ProfileError::Repeated(known));
                }
                seen.push(known);
            }
        }
        Ok(profile)
    }
}

impl fmt::Display for Profile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let differing =
            self.parts().zip(Self::DEFAULT.parts()).filter(|(part, default)| part != default);
        for (index, ((name, value), _)) in differing.enumerate() {
            let comma = if index > 0 { "," } else { "" };
            write!(f, "{comma}{name}={value}")?;
        }
        Ok(())
    }
}
