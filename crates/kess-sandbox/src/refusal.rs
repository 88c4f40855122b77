//! What the gateway says no to, field by field, and why in words.

use std::fmt::Write as _;

use axum::http::StatusCode;

/// A request that was refused: an envelope without data, and a diagnosis for whoever debugs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Refusal {
    status: StatusCode,
    message: &'static str,
    errors: Errors,
    diagnosis: Option<String>,
}

/// Texts by field, in the order in which they were found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Errors(Vec<(String, Vec<String>)>);

impl Errors {
    /// Adds a text about a field.
    pub(crate) fn add(&mut self, field: &str, text: impl Into<String>) {
        match self.0.iter_mut().find(|(name, _)| name == field) {
            Some((_, texts)) => texts.push(text.into()),
            None => self.0.push((field.to_owned(), vec![text.into()])),
        }
    }

    /// Everything at once, if there is anything.
    pub(crate) fn into_result(self) -> Result<(), Refusal> {
        if self.0.is_empty() {
            return Ok(());
        }
        Err(Refusal {
            status: StatusCode::BAD_REQUEST,
            message: "Bad Request",
            errors: self,
            diagnosis: None,
        })
    }

    pub(crate) fn iter(&self) -> impl ExactSizeIterator<Item = &(String, Vec<String>)> {
        self.0.iter()
    }
}

impl Refusal {
    /// A refusal with a status of its own.
    pub(crate) fn new(
        status: StatusCode,
        message: &'static str,
        field: &str,
        text: impl Into<String>,
    ) -> Self {
        let mut errors = Errors::default();
        errors.add(field, text);
        Self { status, message, errors, diagnosis: None }
    }

    /// `400 Bad Request`, about one field.
    pub(crate) fn field(field: &str, text: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "Bad Request", field, text)
    }

    /// "The … field is required."
    pub(crate) fn required(field: &str) -> Self {
        Self::field(field, text::required(field))
    }

    /// "The selected … is invalid."
    pub(crate) fn invalid(field: &str) -> Self {
        Self::field(field, text::invalid(field))
    }

    /// What cannot happen, and must not bring the sandbox down if it does.
    pub(crate) fn internal(why: impl Into<String>) -> Self {
        let status = StatusCode::INTERNAL_SERVER_ERROR;
        Self::new(status, "Server Error", "sandbox", "The sandbox has a defect.").because(why)
    }

    /// The same, with a diagnosis that says more than the error does.
    pub(crate) fn because(self, diagnosis: impl Into<String>) -> Self {
        Self { diagnosis: Some(diagnosis.into()), ..self }
    }

    pub(crate) fn status(&self) -> StatusCode {
        self.status
    }

    pub(crate) fn message(&self) -> &'static str {
        self.message
    }

    pub(crate) fn errors(&self) -> &Errors {
        &self.errors
    }

    /// One line of why: the diagnosis, or the errors themselves where there is none.
    pub(crate) fn diagnosis(&self) -> String {
        if let Some(diagnosis) = &self.diagnosis {
            return diagnosis.clone();
        }
        let mut line = String::new();
        for (field, texts) in self.errors.iter() {
            let separator = if line.is_empty() { "" } else { "; " };
            // Writing to a string cannot fail.
            let _ = write!(line, "{separator}{field}: {}", texts.join(" "));
        }
        line
    }
}

/// The framework's own sentences.
pub(crate) mod text {
    /// "The … field is required."
    pub(crate) fn required(field: &str) -> String {
        format!("The {} field is required.", label(field))
    }

    /// "The selected … is invalid."
    pub(crate) fn invalid(field: &str) -> String {
        format!("The selected {} is invalid.", label(field))
    }

    /// "The … has already been taken."
    pub(crate) fn taken(field: &str) -> String {
        format!("The {} has already been taken.", label(field))
    }

    /// A field as the framework prints its name: `sourceOfFunds.card.securityCode` is
    /// "source of funds.card.security code".
    pub(crate) fn label(field: &str) -> String {
        let mut label = String::with_capacity(field.len() + 4);
        for c in field.chars() {
            match c {
                '_' => label.push(' '),
                upper if upper.is_ascii_uppercase() => {
                    label.push(' ');
                    label.push(upper.to_ascii_lowercase());
                }
                other => label.push(other),
            }
        }
        label
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_the_frameworks() {
        assert_eq!(text::label("out_trade_no"), "out trade no");
        assert_eq!(
            text::required("sourceOfFunds.card.securityCode"),
            "The source of funds.card.security code field is required."
        );
    }

    #[test]
    fn without_a_diagnosis_the_errors_speak() {
        let mut errors = Errors::default();
        errors.add("amount", text::required("amount"));
        errors.add("currency", text::invalid("currency"));
        errors.add("amount", "And more.");
        let refusal = errors.into_result().unwrap_err();
        assert_eq!(
            refusal.diagnosis(),
            "amount: The amount field is required. And more.; \
             currency: The selected currency is invalid."
        );
        assert_eq!(refusal.because("since").diagnosis(), "since");
    }
}
