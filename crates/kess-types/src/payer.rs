//! What comes back by way of the payer's browser. Nothing of it is signed.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use serde::Deserialize;

use crate::envelope::Envelope;
use crate::ids::Reference;
use crate::lenient;

/// The result that the payer's browser brought back. **It proves nothing.**
///
/// It is not signed: whoever can load the redirect URL can make one up. Take the reference from
/// it, ask the gateway, and act on what the gateway says.
///
/// (The gateway's document, "`html_confirm_payment`".)
///
/// ```
/// use kess_types::UnverifiedResult;
///
/// let url = "https://shop.example/back?order=7&result=eyJzdWNjZXNzIjp0cnVlLCJjb2RlIjoyMDAsIm1lc3\
///            NhZ2UiOiJPSyIsImRhdGEiOnsidHJhbnNhY3Rpb25fcmVmIjoiVFItNjM0In19";
/// let result = UnverifiedResult::from_redirect_url(url)?;
/// assert!(result.claims_success());
/// assert_eq!(result.transaction_ref().map(|r| r.as_str()), Some("TR-634"));
/// # Ok::<(), kess_types::NoResult>(())
/// ```
#[derive(Clone, Debug)]
pub struct UnverifiedResult {
    envelope: Envelope,
    transaction_ref: Option<Reference>,
}

#[derive(Deserialize)]
struct Data {
    #[serde(default, deserialize_with = "lenient::optional_text")]
    transaction_ref: Option<String>,
}

impl UnverifiedResult {
    /// Reads the `result` of a redirect URL, among whatever other parameters it has.
    pub fn from_redirect_url(url: &str) -> Result<Self, NoResult> {
        let (_, query) = url.split_once('?').ok_or(NoResult::NoParameter)?;
        let query = query.split_once('#').map_or(query, |(query, _)| query);
        let result = query
            .split('&')
            .filter_map(|parameter| parameter.split_once('='))
            .find(|(name, _)| *name == "result")
            .ok_or(NoResult::NoParameter)?
            .1;
        Self::from_base64(&percent_decoded(result).ok_or(NoResult::NotBase64)?)
    }

    /// Reads the hidden `result` input of the final page, which a web view ends on where the
    /// pre-order has no redirect URL.
    pub fn from_page(html: &str) -> Result<Self, NoResult> {
        let value = hidden_input(html).ok_or(NoResult::NoInput)?;
        Self::from_base64(&value)
    }

    /// Reads the base64 itself: standard or URL-safe, padded or not, and with a `+` that has
    /// turned into a space on its way.
    pub fn from_base64(text: &str) -> Result<Self, NoResult> {
        let standard: String = text
            .trim_end_matches(['=', '\r', '\n'])
            .chars()
            .map(|c| match c {
                ' ' | '-' => '+',
                '_' => '/',
                other => other,
            })
            .collect();
        let json = STANDARD_NO_PAD.decode(standard).map_err(|_| NoResult::NotBase64)?;
        let envelope =
            Envelope::parse(&json).map_err(|e| NoResult::NotAnEnvelope(e.to_string()))?;
        let transaction_ref = envelope
            .data::<Option<Data>>()
            .ok()
            .flatten()
            .and_then(|data| data.transaction_ref)
            .map(Reference::new);
        Ok(Self { envelope, transaction_ref })
    }

    /// Whether it says that the payment went through. Ask the gateway.
    pub fn claims_success(&self) -> bool {
        self.envelope.success()
    }

    /// The reference to ask the gateway about.
    pub fn transaction_ref(&self) -> Option<&Reference> {
        self.transaction_ref.as_ref()
    }

    /// The whole envelope.
    pub fn envelope(&self) -> &Envelope {
        &self.envelope
    }
}

/// There is no readable result.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NoResult {
    /// The URL has no parameter `result`.
    #[error("the URL has no parameter `result`")]
    NoParameter,
    /// The page has no input named `result`.
    #[error("the page has no input named `result`")]
    NoInput,
    /// The result is not base64.
    #[error("the result is not base64")]
    NotBase64,
    /// The base64 holds no envelope.
    #[error("the result holds no envelope: {0}")]
    NotAnEnvelope(String),
}

/// `%41` to `A`. A `+` stays: base64 has one of its own.
fn percent_decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let digits = after.get(..2).filter(|digits| digits.iter().all(u8::is_ascii_hexdigit))?;
        bytes.push(u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?);
        rest = &after[2..];
    }
    String::from_utf8(bytes).ok()
}

/// The value of the first `<input>` whose name or id is `result`.
fn hidden_input(html: &str) -> Option<String> {
    let mut rest = html;
    while let Some(start) = find_ignoring_case(rest, "<input") {
        rest = &rest[start + "<input".len()..];
        let attributes = Attributes { rest };
        let mut is_result = false;
        let mut value = None;
        for (name, content) in attributes {
            let named = name.eq_ignore_ascii_case("name") || name.eq_ignore_ascii_case("id");
            is_result |= named && content == "result";
            if name.eq_ignore_ascii_case("value") {
                value = Some(content);
            }
        }
        if is_result {
            return value.map(without_entities);
        }
    }
    None
}

fn find_ignoring_case(text: &str, tag: &str) -> Option<usize> {
    let mut starts = text.char_indices().map(|(start, _)| start);
    starts.find(|&start| {
        text.get(start..start + tag.len()).is_some_and(|found| found.eq_ignore_ascii_case(tag))
    })
}

/// The attributes of a tag, up to its `>`.
struct Attributes<'a> {
    rest: &'a str,
}

impl<'a> Iterator for Attributes<'a> {
    type Item = (&'a str, &'a str);

    fn next(&mut self) -> Option<Self::Item> {
        let rest = self.rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
        let end = rest.find(|c: char| c.is_ascii_whitespace() || matches!(c, '=' | '>' | '/'))?;
        let (name, rest) = rest.split_at(end);
        if name.is_empty() && rest.starts_with('>') {
            return None;
        }
        let after_name = rest.trim_start();
        let Some(value) = after_name.strip_prefix('=') else {
            self.rest = rest;
            return Some((name, ""));
        };
        let value = value.trim_start();
        let (value, rest) = match value.chars().next()? {
            quote @ ('"' | '\'') => value[1..].split_once(quote)?,
            _ => value.split_at(value.find(|c: char| c.is_ascii_whitespace() || c == '>')?),
        };
        self.rest = rest;
        Some((name, value))
    }
}

/// The entities that an encoder may have made of the characters of base64.
fn without_entities(value: &str) -> String {
    const ENTITIES: [(&str, &str); 9] = [
        ("&#43;", "+"),
        ("&#x2B;", "+"),
        ("&#x2b;", "+"),
        ("&#47;", "/"),
        ("&#x2F;", "/"),
        ("&#x2f;", "/"),
        ("&#61;", "="),
        ("&#x3D;", "="),
        ("&#x3d;", "="),
    ];
    ENTITIES.iter().fold(value.to_owned(), |text, (entity, plain)| text.replace(entity, plain))
}

impl fmt::Display for UnverifiedResult {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let claim = if self.claims_success() { "success" } else { "failure" };
        let reference = self.transaction_ref.as_ref().map_or("no reference", Reference::as_str);
        write!(f, "unverified: claims {claim}, {reference}")
    }
}
