//! White space around text.

/// Cuts off what the gateway's framework cuts off before it verifies a signature: space, tab,
/// line feed, carriage return, NUL and vertical tab. Typed requests send text without it.
pub fn trim(text: &str) -> &str {
    text.trim_matches([' ', '\t', '\n', '\r', '\0', '\x0b'])
}

/// [`trim`], without a copy where there is nothing to cut.
pub(crate) fn trimmed(text: impl Into<String>) -> String {
    let text = text.into();
    match trim(&text) {
        kept if kept.len() == text.len() => text,
        kept => kept.to_owned(),
    }
}
