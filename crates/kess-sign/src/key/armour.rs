//! PEM: the armour around the DER of a key, read generously.

use alloc::string::String;

use ::base64::Engine as _;
use ::base64::engine::general_purpose::STANDARD;

const BEGIN: &str = "-----BEGIN ";
const END: &str = "-----END ";
const DASHES: &str = "-----";

/// The label and the base64 of the first PEM block in a text that may hold more than it.
///
/// `None` where there is no block, `Some((label, None))` where it does not end.
pub(super) fn first_block(text: &str) -> Option<(&str, Option<&str>)> {
    let (_, rest) = text.split_once(BEGIN)?;
    let (label, rest) = rest.split_once(DASHES)?;
    Some((label.trim(), rest.split_once(END).map(|(base64, _)| base64)))
}

/// Writes a PEM block.
pub(super) fn pem(label: &str, der: &[u8]) -> String {
    let base64 = zeroize::Zeroizing::new(STANDARD.encode(der));
    let mut pem = String::with_capacity(base64.len() * 66 / 64 + 2 * label.len() + 64);
    pem.extend([BEGIN, label, DASHES, "\n"]);
    let mut rest = base64.as_str();
    while !rest.is_empty() {
        let (line, next) = rest.split_at(rest.len().min(64));
        pem.extend([line, "\n"]);
        rest = next;
    }
    pem.extend([END, label, DASHES, "\n"]);
    pem
}
