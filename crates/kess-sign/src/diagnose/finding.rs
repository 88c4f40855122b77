//! A cause, and what it is about in this body.

use alloc::string::String;

use super::cause::Cause;

/// A cause, with the field, key, hash or word that it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Finding {
    pub(super) cause: Cause,
    pub(super) subject: Option<String>,
}

impl Finding {
    pub(super) fn about(cause: Cause, subject: impl Into<String>) -> Self {
        Self { cause, subject: Some(subject.into()) }
    }

    /// About something that stands in the body or the string, which is quoted.
    pub(super) fn quoted(cause: Cause, subject: &str) -> Self {
        let visible = subject.replace('\n', "\\n");
        Self::about(cause, alloc::format!("`{visible}`"))
    }

    /// The sentence that names it: the general word in braces gives way to the subject.
    pub(super) fn sentence(&self) -> String {
        let sentence = self.cause.template();
        match (&self.subject, sentence.split_once('{'), sentence.split_once('}')) {
            (Some(subject), Some((before, _)), Some((_, after))) => {
                alloc::format!("{before}{subject}{after}")
            }
            _ => self.cause.sentence(),
        }
    }
}

impl From<Cause> for Finding {
    fn from(cause: Cause) -> Self {
        Self { cause, subject: None }
    }
}
