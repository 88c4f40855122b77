//! PEM: the armour around the DER of a key, read generously.

use alloc::string::String;

use ::base64::Engine as _;
use ::base64::engine::general_purpose::STANDARD;

const BEGIN: &str = "-----BEGIN";
const END: &str = "-----END";
const DASHES: &str = "-----";

/// Whether there is a PEM block in a text.
pub(super) fn is_in(text: &str) -> bool {
    text.contains(BEGIN)
}

/// One PEM block.
pub(super) struct Block<'a> {
    /// What it says it is.
    pub(super) label: String,
    /// What is between its two lines; `None` where it does not end.
    body: Option<&'a str>,
}

impl<'a> Block<'a> {
    /// Whether it is encrypted as OpenSSL did before PKCS#8 (RFC 1421).
    pub(super) fn has_legacy_encryption(&self) -> bool {
        self.body.is_some_and(|body| body.contains("Proc-Type:") && body.contains("ENCRYPTED"))
    }

    /// Its base64, without headers.
    pub(super) fn base64(&self) -> Option<&'a str> {
        let body = self.body?;
        match body.rfind(':') {
            None => Some(body),
            Some(last_header) => body[last_header..].split_once('\n').map(|(_, base64)| base64),
        }
    }
}

/// The PEM blocks in a text that may hold more than them.
pub(super) fn blocks(text: &str) -> impl Iterator<Item = Block<'_>> {
    let mut text = text;
    core::iter::from_fn(move || {
        let (_, begun) = text.split_once(BEGIN)?;
        let Some((label, rest)) = begun.split_once(DASHES) else {
            text = "";
            return Some(Block { label: short(begun), body: None });
        };
        let end = rest.find(DASHES).unwrap_or(rest.len());
        let (body, after) = rest.split_at(end);
        text = after;
        let body = after.starts_with(END).then_some(body);
        Some(Block { label: short(label), body })
    })
}

/// The words that a label is made of. What follows them where its dashes are missing is the key
/// itself, which must not get into an error.
fn short(label: &str) -> String {
    let is_word = |word: &&str| {
        word.len() <= 24 && word.bytes().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
    };
    let mut short = String::new();
    for word in label.split_ascii_whitespace().take_while(is_word).take(4) {
        short.extend([if short.is_empty() { "" } else { " " }, word]);
    }
    short
}

/// Writes a PEM block.
pub(super) fn pem(label: &str, der: &[u8]) -> String {
    let base64 = zeroize::Zeroizing::new(STANDARD.encode(der));
    let mut pem = String::with_capacity(base64.len() * 66 / 64 + 2 * label.len() + 64);
    pem.extend([BEGIN, " ", label, DASHES, "\n"]);
    let mut rest = base64.as_str();
    while !rest.is_empty() {
        let (line, next) = rest.split_at(rest.len().min(64));
        pem.extend([line, "\n"]);
        rest = next;
    }
    pem.extend([END, " ", label, DASHES, "\n"]);
    pem
}
