//! Envelopes: what an operation answers, as HTTP.

use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use rust_decimal::Decimal;
use serde::ser::SerializeMap as _;
use serde::{Serialize, Serializer};
use serde_json::value::{RawValue, to_raw_value};

use crate::refusal::{Errors, Refusal};

/// The header that says in one line why a request was refused.
const DIAGNOSIS: HeaderName = HeaderName::from_static("x-sandbox-diagnosis");

/// No diagnosis is longer than this.
const DIAGNOSIS_LIMIT: usize = 1000;

/// The `data` of an envelope, as JSON text: a number in it keeps every digit that it was given.
#[derive(Clone, Debug)]
pub(crate) struct Data(Box<RawValue>);

impl Data {
    pub(crate) fn new(data: &impl Serialize) -> Result<Self, Refusal> {
        to_raw_value(data).map(Self).map_err(|e| Refusal::internal(e.to_string()))
    }

    /// PHP's empty array, which is how the gateway answers nothing.
    pub(crate) fn nothing() -> Result<Self, Refusal> {
        Self::new(&[(); 0])
    }

    /// The whole envelope.
    pub(crate) fn envelope(&self) -> Result<String, Refusal> {
        let envelope = Envelope {
            success: true,
            code: StatusCode::OK.as_u16(),
            message: "OK",
            data: Some(&self.0),
            error: None,
        };
        serde_json::to_string(&envelope).map_err(|e| Refusal::internal(e.to_string()))
    }
}

#[derive(Serialize)]
struct Envelope<'a> {
    success: bool,
    code: u16,
    message: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    data: Option<&'a RawValue>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<&'a Errors>,
}

impl Serialize for Errors {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.iter().len()))?;
        for (field, texts) in self.iter() {
            map.serialize_entry(field, texts)?;
        }
        map.end()
    }
}

/// A decimal as a JSON number, exact: it never becomes a float on the way.
pub(crate) struct Exact(pub(crate) Decimal);

impl Serialize for Exact {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        RawValue::from_string(self.0.to_string())
            .map_err(serde::ser::Error::custom)?
            .serialize(serializer)
    }
}

impl IntoResponse for Data {
    fn into_response(self) -> Response {
        match self.envelope() {
            Ok(json) => json_response(StatusCode::OK, json),
            Err(refusal) => refusal.into_response(),
        }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let envelope = Envelope {
            success: false,
            code: self.status().as_u16(),
            message: self.message(),
            data: None,
            error: Some(self.errors()),
        };
        let json = serde_json::to_string(&envelope).unwrap_or_default();
        let mut response = json_response(self.status(), json);
        if let Ok(line) = HeaderValue::from_str(&one_line(&self.diagnosis())) {
            response.headers_mut().insert(DIAGNOSIS, line);
        }
        response
    }
}

/// Any JSON, outside an envelope.
pub(crate) fn json_response(status: StatusCode, json: String) -> Response {
    let content_type = [(header::CONTENT_TYPE, "application/json")];
    (status, content_type, json).into_response()
}

/// Printable ASCII, not too much of it: a request must not be able to write headers.
fn one_line(text: &str) -> String {
    text.chars()
        .take(DIAGNOSIS_LIMIT)
        .map(|c| match c {
            ' '..='~' => c,
            _ => '?',
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_keep_their_digits() {
        let balance: Decimal = "79228162514264337593543950.33".parse().unwrap();
        let data = Data::new(&Exact(balance)).unwrap();
        assert_eq!(
            data.envelope().unwrap(),
            r#"{"success":true,"code":200,"message":"OK","data":79228162514264337593543950.33}"#
        );
    }

    #[test]
    fn a_diagnosis_is_one_ascii_line() {
        assert_eq!(one_line("a\r\nx-evil: 1 \u{1780}"), "a??x-evil: 1 ?");
        assert_eq!(one_line(&"a".repeat(5000)).len(), DIAGNOSIS_LIMIT);
    }
}
