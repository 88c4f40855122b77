//! Numbers: the literal that stands on the wire, and the value that PHP reads from it.

use alloc::boxed::Box;
use core::fmt;

/// A JSON number: what PHP's `json_decode` makes of it, and the literal that it was written as.
///
/// The body carries the literal (`10.50`); the canonical string carries the value as PHP prints it
/// (`10.5`).
#[derive(Clone)]
pub struct Number {
    scalar: Scalar,
    /// Only where it differs from the plain decimal form of an integer.
    literal: Option<Box<str>>,
}

/// The value of a number in PHP.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Scalar {
    Integer(i64),
    Float(f64),
}

/// The text is not a JSON number, or is one that overflows to infinity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidNumber {
    /// Not a JSON number.
    #[error("not a JSON number")]
    Syntax,
    /// The number is larger than a double can hold; PHP would read infinity and could not sign it.
    #[error("the number is too large for a double and would become infinity")]
    Overflow,
}

impl Number {
    /// Reads a JSON number literal.
    pub fn from_literal(literal: &str) -> Result<Self, InvalidNumber> {
        if scan(literal.as_bytes()) != Some(literal.len()) {
            return Err(InvalidNumber::Syntax);
        }
        Self::from_scanned(literal)
    }

    /// Reads a literal whose grammar [`scan`] has checked.
    pub(super) fn from_scanned(literal: &str) -> Result<Self, InvalidNumber> {
        if let Ok(integer) = literal.parse::<i64>() {
            let plain = literal != "-0";
            return Ok(Self {
                scalar: Scalar::Integer(integer),
                literal: (!plain).then(|| literal.into()),
            });
        }
        // An integer beyond i64 becomes a float first, as it does in PHP.
        let float: f64 = literal.parse().map_err(|_| InvalidNumber::Syntax)?;
        if float.is_infinite() {
            return Err(InvalidNumber::Overflow);
        }
        Ok(Self { scalar: Scalar::Float(float), literal: Some(literal.into()) })
    }

    /// The literal as it stands in the body.
    pub fn literal(&self) -> impl fmt::Display + '_ {
        struct Literal<'a>(&'a Number);
        impl fmt::Display for Literal<'_> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                match (&self.0.literal, self.0.scalar) {
                    (Some(literal), _) => f.write_str(literal),
                    (None, Scalar::Integer(integer)) => integer.fmt(f),
                    (None, Scalar::Float(float)) => write!(f, "{float:?}"),
                }
            }
        }
        Literal(self)
    }

    /// An upper bound of the literal's length.
    pub(super) fn literal_bound(&self) -> usize {
        self.literal.as_ref().map_or(26, |literal| literal.len())
    }

    pub(crate) fn scalar(&self) -> Scalar {
        self.scalar
    }
}

/// How long the JSON number at the start of `text` is; `None` if there is none.
pub(super) fn scan(text: &[u8]) -> Option<usize> {
    let digits = |from: usize| text[from..].iter().take_while(|b| b.is_ascii_digit()).count();
    let mut end = usize::from(text.first() == Some(&b'-'));
    end += match text.get(end) {
        Some(b'0') => 1,
        Some(b'1'..=b'9') => digits(end),
        _ => return None,
    };
    if text.get(end) == Some(&b'.') {
        match digits(end + 1) {
            0 => return None,
            n => end += 1 + n,
        }
    }
    if matches!(text.get(end), Some(b'e' | b'E')) {
        let sign = usize::from(matches!(text.get(end + 1), Some(b'+' | b'-')));
        match digits(end + 1 + sign) {
            0 => return None,
            n => end += 1 + sign + n,
        }
    }
    Some(end)
}

impl From<i64> for Number {
    fn from(integer: i64) -> Self {
        Self { scalar: Scalar::Integer(integer), literal: None }
    }
}

impl TryFrom<f64> for Number {
    type Error = InvalidNumber;

    fn try_from(float: f64) -> Result<Self, InvalidNumber> {
        if !float.is_finite() {
            return Err(InvalidNumber::Overflow);
        }
        Ok(Self { scalar: Scalar::Float(float), literal: None })
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.literal(), f)
    }
}
