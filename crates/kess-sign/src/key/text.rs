//! A key as text: what editors, shells and configuration files do to it, undone.

use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

use base64::Engine as _;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use zeroize::Zeroizing;

/// Padding is lost on the way through an environment variable now and then.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// Undoes, in this order, what happens to the text of a key on its way here:
///
/// 1. UTF-16 of either byte order becomes UTF-8 (Windows Notepad, `PowerShell`'s `>`). Bytes that
///    are no text become replacement characters, since text around the armour does not matter.
/// 2. Backslash escapes are resolved, however often they were escaped: `\n` and `\r` (and `\\n`)
///    become white space, `\/` (PHP's JSON) a slash, `\u002b` (.NET's JSON) a plus, and a
///    backslash before anything else goes away. Neither PEM nor base64 has a backslash of its own.
/// 3. [`bare`] takes white space, byte order marks and quotes off both ends.
///
/// Line ends and how often the text is wrapped do not matter from here on.
pub(super) fn normalise(input: &[u8]) -> Zeroizing<String> {
    unescape(&decode(input))
}

/// A text without the quotes, white space and marks around it.
pub(super) fn bare(text: &str) -> &str {
    text.trim_matches(|c| invisible(c) || matches!(c, '"' | '\'' | '`' | '“' | '”' | '‘' | '’'))
}

/// Base64 with white space anywhere, in the standard alphabet or that of URLs, padded or not.
pub(super) fn decode_base64(text: &str) -> Option<Zeroizing<Vec<u8>>> {
    let mut compact = Zeroizing::new(String::with_capacity(text.len()));
    compact.extend(text.chars().filter(|&c| !invisible(c)).map(|c| match c {
        '-' => '+',
        '_' => '/',
        c => c,
    }));
    let mut bytes = Zeroizing::new(vec![0; compact.len() / 4 * 3 + 3]);
    let length = BASE64.decode_slice(compact.as_bytes(), &mut bytes).ok()?;
    bytes.truncate(length);
    Some(bytes)
}

/// White space, and what is as invisible: a byte order mark, a zero-width space.
fn invisible(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}')
}

fn decode(input: &[u8]) -> Zeroizing<String> {
    match input {
        [0xff, 0xfe, text @ ..] => decode_utf16(text, u16::from_le_bytes),
        [0xfe, 0xff, text @ ..] => decode_utf16(text, u16::from_be_bytes),
        // PEM and base64 begin in ASCII, so a zero tells the order where no mark does.
        [1..=0xff, 0, ..] => decode_utf16(input, u16::from_le_bytes),
        [0, 1..=0xff, ..] => decode_utf16(input, u16::from_be_bytes),
        _ => {
            let mut text = Zeroizing::new(String::with_capacity(input.len() * 3));
            for chunk in input.utf8_chunks() {
                text.push_str(chunk.valid());
                if !chunk.invalid().is_empty() {
                    text.push(char::REPLACEMENT_CHARACTER);
                }
            }
            text
        }
    }
}

fn decode_utf16(input: &[u8], unit: fn([u8; 2]) -> u16) -> Zeroizing<String> {
    // A string that grows leaves what it held behind; one of this size does not grow.
    let mut text = Zeroizing::new(String::with_capacity(input.len() * 3 / 2 + 3));
    let units = input.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    text.extend(char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)));
    text
}

fn unescape(text: &str) -> Zeroizing<String> {
    let mut plain = Zeroizing::new(String::with_capacity(text.len()));
    let mut rest = text;
    while let Some((before, escape)) = rest.split_once('\\') {
        plain.push_str(before);
        let escape = escape.trim_start_matches('\\');
        rest = escape;
        if let Some(after) = escape.strip_prefix(['n', 'r', 't']) {
            plain.push('\n');
            rest = after;
        } else if let Some((code, after)) = unicode(escape) {
            plain.push(code);
            rest = after;
        }
    }
    plain.push_str(rest);
    plain
}

/// `uXXXX`, and what follows it.
fn unicode(escape: &str) -> Option<(char, &str)> {
    let (digits, rest) = escape.strip_prefix('u')?.split_at_checked(4)?;
    let code = u32::from_str_radix(digits, 16).ok()?;
    Some((char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER), rest))
}
