//! What the doctor says.

use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;

use super::cause::Cause;
use super::finding::Finding;
use crate::profile::Profile;

/// What a signature turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Verdict {
    /// It holds.
    Valid,
    /// It would hold under another profile.
    OtherProfile,
    /// It was made with another known key, and holds under that.
    OtherKey,
    /// A known mistake was made, or several.
    Mistake,
    /// It was made with the key, over a string that no known mistake makes.
    UnknownString,
    /// It was made with none of the known keys, or is no signature at all.
    NotASignature,
    /// There is none.
    Missing,
}

impl Verdict {
    /// The stable name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Valid => "valid",
            Self::OtherProfile => "other-profile",
            Self::OtherKey => "other-key",
            Self::Mistake => "mistake",
            Self::UnknownString => "unknown-string",
            Self::NotASignature => "not-a-signature",
            Self::Missing => "missing",
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What is wrong with a signature, and what to change.
///
/// Every string in it is made of redacted parameters: what the caller concealed, and every hint,
/// is `[redacted]`. For people it is printed with `Display`, in several lines.
#[derive(Clone, Debug)]
pub struct Diagnosis {
    pub(super) verdict: Verdict,
    pub(super) findings: Vec<Finding>,
    pub(super) key: Option<String>,
    pub(super) profile: Option<Profile>,
    pub(super) expected: String,
    pub(super) signed: Option<String>,
    /// Whether it is the right string that was signed; redacted, another may look the same.
    pub(super) string_holds: bool,
    pub(super) cut_short: bool,
}

impl Diagnosis {
    /// What the signature turned out to be.
    pub fn verdict(&self) -> Verdict {
        self.verdict
    }

    /// The weightiest cause; none if the signature is valid.
    pub fn cause(&self) -> Option<Cause> {
        self.causes().next()
    }

    /// Every cause, the weightiest first.
    pub fn causes(&self) -> impl Iterator<Item = Cause> {
        self.findings.iter().map(|finding| finding.cause)
    }

    /// The name of the key that made the signature, as far as it is known.
    pub fn key(&self) -> Option<&str> {
        self.key.as_deref()
    }

    /// The profile under which the signature would hold, if that is all there is to it.
    pub fn profile(&self) -> Option<&Profile> {
        self.profile.as_ref()
    }

    /// What is wrong: one sentence, or one for each cause.
    pub fn message(&self) -> String {
        if self.findings.is_empty() {
            return "the signature is valid".to_string();
        }
        let sentences: Vec<String> = self.findings.iter().map(Finding::sentence).collect();
        let mut message = sentences.join("; and ");
        if self.cut_short {
            message.push_str(" (not every combination of mistakes was tried)");
        }
        message
    }

    /// What to change; empty if the signature is valid.
    pub fn remedy(&self) -> String {
        let mut remedies: Vec<&str> = Vec::new();
        for cause in self.causes() {
            if !remedies.contains(&cause.remedy()) {
                remedies.push(cause.remedy());
            }
        }
        let mut remedy = remedies.join("; ");
        if let Some(profile) = self.profile() {
            let profile = named(profile);
            remedy += &alloc::format!("; or, if it is the gateway that differs, use {profile}");
        }
        remedy
    }

    /// The string that should have been signed, redacted.
    pub fn expected(&self) -> &str {
        &self.expected
    }

    /// The string that was signed, redacted, where it was found; what was hashed or encoded as a
    /// whole stands in it as `hex(sha-256(…))` and the like.
    pub fn signed(&self) -> Option<&str> {
        self.signed.as_deref()
    }

    /// The offset of the first byte in which [`signed`](Self::signed) differs from
    /// [`expected`](Self::expected); none if they are the same, or the former is not known.
    pub fn first_difference(&self) -> Option<usize> {
        let signed = self.signed.as_deref()?;
        if signed == self.expected {
            return None;
        }
        let mut offset = 0;
        for (one, other) in self.expected.chars().zip(signed.chars()) {
            if one != other {
                break;
            }
            offset += one.len_utf8();
        }
        Some(offset)
    }
}

impl fmt::Display for Diagnosis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.findings.is_empty() {
            return f.write_str("valid");
        }
        let causes: Vec<&str> = self.causes().map(Cause::as_str).collect();
        writeln!(f, "not valid: {}", causes.join(", "))?;
        for finding in &self.findings {
            writeln!(f, "\n  {}", finding.sentence())?;
            writeln!(f, "  change    {}", finding.cause.remedy())?;
        }
        if let Some(profile) = &self.profile {
            writeln!(f, "\n  or, if it is the gateway that differs, use {}", named(profile))?;
        }
        if self.cut_short {
            writeln!(f, "\n  (not every combination of mistakes was tried)")?;
        }
        writeln!(f)?;
        if let Some(key) = &self.key {
            writeln!(f, "  key       {key}")?;
        }
        match (self.first_difference(), self.signed.as_deref()) {
            (Some(at), Some(signed)) => {
                let expected = self.expected.get(at..).unwrap_or_default();
                let after = self.expected.get(..at).unwrap_or_default();
                if after.is_empty() {
                    writeln!(f, "  the strings differ from the start (byte 0):")?;
                } else {
                    writeln!(f, "  the strings differ from byte {at} on, after {}", End(after))?;
                }
                writeln!(f, "  expected  {}", Start(expected))?;
                write!(f, "  signed    {}", Start(signed.get(at..).unwrap_or_default()))
            }
            (None, Some(_)) if self.string_holds => {
                write!(f, "  string    as expected: {}", Start(&self.expected))
            }
            (None, Some(_)) => {
                writeln!(f, "  the strings differ in what is redacted")?;
                write!(f, "  expected  {}", Start(&self.expected))
            }
            (_, None) => write!(f, "  expected  {}", Start(&self.expected)),
        }
    }
}

fn named(profile: &Profile) -> String {
    match profile.to_string().as_str() {
        "" => "the default profile".to_string(),
        text => alloc::format!("the profile `{text}`"),
    }
}

/// How much of a string is shown around the first difference.
const SHOWN: usize = 100;

/// The start of a string, with what cannot be seen made visible.
struct Start<'a>(&'a str);

impl fmt::Display for Start<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() {
            return f.write_str("(nothing more)");
        }
        self.0.chars().take(SHOWN).try_for_each(|c| visible(c, f))?;
        if self.0.chars().nth(SHOWN).is_some() {
            write!(f, "… ({} bytes)", self.0.len())?;
        }
        Ok(())
    }
}

/// The end of a string.
struct End<'a>(&'a str);

impl fmt::Display for End<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const BEFORE: usize = 24;
        let from = self.0.char_indices().rev().nth(BEFORE - 1).map_or(0, |(at, _)| at);
        f.write_str(if from > 0 { "…" } else { "" })?;
        self.0.get(from..).unwrap_or_default().chars().try_for_each(|c| visible(c, f))
    }
}

fn visible(c: char, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match c {
        '\n' => f.write_str("\\n"),
        '\r' => f.write_str("\\r"),
        '\t' => f.write_str("\\t"),
        '\u{feff}' => f.write_str("\\u{feff}"),
        c if c.is_control() => write!(f, "\\u{{{:x}}}", u32::from(c)),
        c => fmt::Write::write_char(f, c),
    }
}
