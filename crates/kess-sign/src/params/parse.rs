//! JSON text to the tree, with the outcome that PHP's `json_decode` has.
//!
//! A parser of our own, because what matters here is what others throw away: the literal of a
//! number, the place of a repeated key, and correctly rounded floats whatever features some other
//! crate of the build turns on.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use super::number::{InvalidNumber, Number, scan};
use super::{MAX_DEPTH, Params, Value};

/// Why a text is not the JSON object of a request, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{kind}, at line {line}, column {column}")]
pub struct ParseError {
    kind: ParseErrorKind,
    line: usize,
    column: usize,
}

/// What is wrong with a JSON text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ParseErrorKind {
    /// The text is empty.
    Empty,
    /// The text is not UTF-8.
    NotUtf8,
    /// The text starts with a byte order mark, which PHP refuses.
    ByteOrderMark,
    /// The text is JSON, but not an object.
    NotAnObject,
    /// The text ends in the middle.
    Incomplete,
    /// Something else was expected here.
    Expected(&'static str),
    /// There is something after the object.
    TrailingText,
    /// A control character stands in a string without an escape.
    ControlCharacter,
    /// A `\` is followed by something that is no escape.
    InvalidEscape,
    /// Half of a UTF-16 surrogate pair stands alone.
    LoneSurrogate,
    /// A number is larger than a double can hold.
    NumberOverflow,
    /// Nesting goes beyond [`MAX_DEPTH`].
    TooDeep,
}

impl ParseError {
    /// What is wrong.
    pub fn kind(&self) -> ParseErrorKind {
        self.kind
    }

    /// The line, from 1.
    pub fn line(&self) -> usize {
        self.line
    }

    /// The column in bytes, from 1.
    pub fn column(&self) -> usize {
        self.column
    }

    fn at(text: &[u8], offset: usize, kind: ParseErrorKind) -> Self {
        let before = &text[..offset.min(text.len())];
        let line_start = before.iter().rposition(|&b| b == b'\n').map_or(0, |newline| newline + 1);
        Self {
            kind,
            line: 1 + before.iter().filter(|&&b| b == b'\n').count(),
            column: 1 + before.len() - line_start,
        }
    }
}

impl fmt::Display for ParseErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "the text is empty; expected a JSON object",
            Self::NotUtf8 => "the text is not valid UTF-8",
            Self::ByteOrderMark => "the text starts with a byte order mark; remove it",
            Self::NotAnObject => "expected a JSON object, `{…}`, at the top level",
            Self::Incomplete => "the JSON text ends too early",
            Self::Expected(what) => return write!(f, "expected {what}"),
            Self::TrailingText => "there is text after the JSON object",
            Self::ControlCharacter => "a control character in a string must be escaped",
            Self::InvalidEscape => "invalid escape in a string",
            Self::LoneSurrogate => "half of a UTF-16 surrogate pair stands alone",
            Self::NumberOverflow => "the number is too large for a double",
            Self::TooDeep => return write!(f, "nested more than {MAX_DEPTH} levels deep"),
        })
    }
}

/// A failure on the way down: the offset is turned into line and column once, at the top.
struct Failure {
    offset: usize,
    kind: ParseErrorKind,
}

pub(super) fn object(json: &[u8]) -> Result<Params, ParseError> {
    let fail = |offset, kind| Err(ParseError::at(json, offset, kind));
    let text = match core::str::from_utf8(json) {
        Ok(text) => text,
        Err(e) => return fail(e.valid_up_to(), ParseErrorKind::NotUtf8),
    };
    if text.starts_with('\u{feff}') {
        return fail(0, ParseErrorKind::ByteOrderMark);
    }
    let mut parser = Parser { text, at: 0 };
    match parser.document() {
        Ok(params) => Ok(params),
        Err(Failure { offset, kind }) => fail(offset, kind),
    }
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
}

impl Parser<'_> {
    fn document(&mut self) -> Result<Params, Failure> {
        self.skip_whitespace();
        match self.peek() {
            None => return self.fail(ParseErrorKind::Empty),
            Some(b'{') => {}
            Some(_) => return self.fail(ParseErrorKind::NotAnObject),
        }
        let params = self.object(1)?;
        self.skip_whitespace();
        match self.peek() {
            None => Ok(params),
            Some(_) => self.fail(ParseErrorKind::TrailingText),
        }
    }

    fn value(&mut self, depth: usize) -> Result<Value, Failure> {
        match self.peek() {
            Some(b'"') => self.string().map(Value::String),
            Some(b'{') => self.object(depth + 1).map(Value::Object),
            Some(b'[') => self.list(depth + 1).map(Value::List),
            Some(b'-' | b'0'..=b'9') => self.number(),
            _ if self.eat("true") => Ok(Value::Bool(true)),
            _ if self.eat("false") => Ok(Value::Bool(false)),
            _ if self.eat("null") => Ok(Value::Null),
            _ => self.expected("a value"),
        }
    }

    fn object(&mut self, depth: usize) -> Result<Params, Failure> {
        self.open(depth)?;
        let mut entries = Vec::new();
        if self.closes(b'}') {
            return Ok(Params::new());
        }
        loop {
            if self.peek() != Some(b'"') {
                return self.expected("a key in double quotes");
            }
            let name = self.string()?;
            self.skip_whitespace();
            if !self.eat(":") {
                return self.expected("`:` after the key");
            }
            self.skip_whitespace();
            entries.push((name.into(), self.value(depth)?));
            if self.closes(b'}') {
                return Ok(Params::from_entries(entries));
            }
            if !self.eat(",") {
                return self.expected("`,` or `}`");
            }
            self.skip_whitespace();
        }
    }

    fn list(&mut self, depth: usize) -> Result<Vec<Value>, Failure> {
        self.open(depth)?;
        let mut values = Vec::new();
        if self.closes(b']') {
            return Ok(values);
        }
        loop {
            values.push(self.value(depth)?);
            if self.closes(b']') {
                return Ok(values);
            }
            if !self.eat(",") {
                return self.expected("`,` or `]`");
            }
            self.skip_whitespace();
        }
    }

    fn open(&mut self, depth: usize) -> Result<(), Failure> {
        if depth > MAX_DEPTH {
            return self.fail(ParseErrorKind::TooDeep);
        }
        self.at += 1;
        self.skip_whitespace();
        Ok(())
    }

    fn closes(&mut self, bracket: u8) -> bool {
        self.skip_whitespace();
        let closes = self.peek() == Some(bracket);
        self.at += usize::from(closes);
        closes
    }

    fn number(&mut self) -> Result<Value, Failure> {
        let rest = &self.text[self.at..];
        let Some(length) = scan(rest.as_bytes()) else {
            return self.expected("a number");
        };
        match Number::from_scanned(&rest[..length]) {
            Ok(number) => {
                self.at += length;
                Ok(Value::Number(number))
            }
            Err(InvalidNumber::Overflow) => self.fail(ParseErrorKind::NumberOverflow),
            Err(InvalidNumber::Syntax) => self.expected("a number"),
        }
    }

    fn string(&mut self) -> Result<String, Failure> {
        self.at += 1;
        let mut string = String::new();
        loop {
            let rest = &self.text[self.at..];
            let plain = rest.bytes().position(|b| b == b'"' || b == b'\\' || b < 0x20);
            let Some(plain) = plain else {
                self.at = self.text.len();
                return self.fail(ParseErrorKind::Incomplete);
            };
            string.push_str(&rest[..plain]);
            self.at += plain;
            match rest.as_bytes()[plain] {
                b'"' => {
                    self.at += 1;
                    return Ok(string);
                }
                b'\\' => string.push(self.escape()?),
                _ => return self.fail(ParseErrorKind::ControlCharacter),
            }
        }
    }

    fn escape(&mut self) -> Result<char, Failure> {
        let Some(&escaped) = self.text.as_bytes().get(self.at + 1) else {
            return self.fail(ParseErrorKind::Incomplete);
        };
        let plain = match escaped {
            b'"' | b'\\' | b'/' => char::from(escaped),
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => return self.unicode_escape(),
            _ => return self.fail(ParseErrorKind::InvalidEscape),
        };
        self.at += 2;
        Ok(plain)
    }

    fn unicode_escape(&mut self) -> Result<char, Failure> {
        let start = self.at;
        let fail = |kind| Err(Failure { offset: start, kind });
        let Some(unit) = self.code_unit() else {
            return fail(ParseErrorKind::InvalidEscape);
        };
        let code = match unit {
            0xd800..=0xdbff => match self.code_unit() {
                Some(low @ 0xdc00..=0xdfff) => 0x1_0000 + ((unit - 0xd800) << 10) + (low - 0xdc00),
                _ => return fail(ParseErrorKind::LoneSurrogate),
            },
            unit => unit,
        };
        // What is left out of `char` by now is a low surrogate.
        char::from_u32(code).map_or_else(|| fail(ParseErrorKind::LoneSurrogate), Ok)
    }

    /// Reads `\uXXXX`.
    fn code_unit(&mut self) -> Option<u32> {
        let digits = self.text.get(self.at..self.at + 6)?.strip_prefix("\\u")?;
        if !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
            return None;
        }
        self.at += 6;
        u32::from_str_radix(digits, 16).ok()
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn eat(&mut self, token: &str) -> bool {
        let eats = self.text[self.at..].starts_with(token);
        self.at += if eats { token.len() } else { 0 };
        eats
    }

    fn skip_whitespace(&mut self) {
        let rest = &self.text.as_bytes()[self.at..];
        self.at += rest.iter().take_while(|b| matches!(b, b' ' | b'\t' | b'\n' | b'\r')).count();
    }

    fn expected<T>(&self, what: &'static str) -> Result<T, Failure> {
        self.fail(match self.peek() {
            Some(_) => ParseErrorKind::Expected(what),
            None => ParseErrorKind::Incomplete,
        })
    }

    fn fail<T>(&self, kind: ParseErrorKind) -> Result<T, Failure> {
        Err(Failure { offset: self.at, kind })
    }
}
