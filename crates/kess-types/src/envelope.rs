//! The envelope of every answer: `success`, `code`, `message`, and `data` or `error`.

use std::fmt;

use serde::de::{DeserializeOwned, IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use crate::lenient;

/// What the gateway answered.
///
/// ```
/// use kess_types::{Envelope, Receipt};
///
/// let body = br#"{"success":true,"code":"200","message":"OK","data":{"reference":"TR2007-98"}}"#;
/// let envelope = Envelope::parse(body)?;
/// assert!(envelope.success());
/// assert_eq!(envelope.data::<Receipt>()?.reference.as_str(), "TR2007-98");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct Envelope {
    success: bool,
    code: Option<i64>,
    message: Option<String>,
    data: Option<Box<RawValue>>,
    errors: FieldErrors,
}

impl Envelope {
    /// Reads the body of an answer.
    ///
    /// # Errors
    ///
    /// Anything that is not one complete JSON object with a readable `success`.
    pub fn parse(body: &[u8]) -> Result<Self, NotAnEnvelope> {
        serde_json::from_slice(body).map_err(|e| NotAnEnvelope(e.to_string()))
    }

    /// Whether the gateway did what it was asked.
    pub fn success(&self) -> bool {
        self.success
    }

    /// The gateway's code: 200, 400 …
    pub fn code(&self) -> Option<i64> {
        self.code
    }

    /// The gateway's message: `OK`, `Bad Request` …
    pub fn message(&self) -> Option<&str> {
        self.message.as_deref()
    }

    /// What is wrong with which field, where the gateway refused.
    pub fn errors(&self) -> &FieldErrors {
        &self.errors
    }

    /// `data` as it came.
    pub fn raw_data(&self) -> Option<&RawValue> {
        self.data.as_deref()
    }

    /// `data` as the operation promises it.
    ///
    /// # Errors
    ///
    /// It is not what the operation promises; the error says at which path. Every operation
    /// promises an object, and nothing, however PHP prints it, stands for an empty one.
    pub fn data<T: DeserializeOwned>(&self) -> Result<T, Unreadable> {
        const EMPTY: &str = "{}";
        let json = match &self.data {
            Some(data) if !lenient::is_nothing(data) => data.get(),
            _ => EMPTY,
        };
        if json.starts_with('[') {
            // serde would take a list for the fields of a struct, one after the other.
            let problem = "expected an object, found a list".to_owned();
            return Err(Unreadable { path: ".".to_owned(), problem });
        }
        let deserializer = &mut serde_json::Deserializer::from_str(json);
        serde_path_to_error::deserialize(deserializer).map_err(|error| Unreadable {
            path: error.path().to_string(),
            problem: without_position(error.inner()),
        })
    }
}

/// What serde says, without the line and column, which count from the start of `data` and would
/// mislead.
fn without_position(error: &serde_json::Error) -> String {
    let text = error.to_string();
    match text.rsplit_once(" at line ") {
        Some((problem, _)) => problem.to_owned(),
        None => text,
    }
}

/// The body of an answer is no envelope.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the body is no envelope: {0}")]
pub struct NotAnEnvelope(String);

/// `data` is not what the operation promises.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`data` is not what the operation promises, at `{path}`: {problem}")]
pub struct Unreadable {
    path: String,
    problem: String,
}

/// What the gateway says is wrong, by field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FieldErrors {
    messages: Vec<(Option<String>, String)>,
}

impl FieldErrors {
    /// The first message about a field.
    pub fn get(&self, field: &str) -> Option<&str> {
        self.iter().find(|(name, _)| *name == Some(field)).map(|(_, message)| message)
    }

    /// Each message with the field that it is about, if it is about one.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (Option<&str>, &str)> {
        self.messages.iter().map(|(field, message)| (field.as_deref(), message.as_str()))
    }

    /// Whether there is no message.
    pub fn is_empty(&self) -> bool {
        self.messages.is_empty()
    }

    /// Whatever shape it has: a map of lists, a map of text, a list, text.
    fn from_json(json: &serde_json::Value) -> Self {
        let mut messages = Vec::new();
        collect(None, json, &mut messages);
        Self { messages }
    }
}

fn collect(
    field: Option<&str>,
    json: &serde_json::Value,
    messages: &mut Vec<(Option<String>, String)>,
) {
    use serde_json::Value;
    let owned = || field.map(str::to_owned);
    match json {
        Value::Null => {}
        Value::String(text) => messages.push((owned(), text.clone())),
        Value::Bool(_) | Value::Number(_) => messages.push((owned(), json.to_string())),
        Value::Array(values) => values.iter().for_each(|value| collect(field, value, messages)),
        Value::Object(fields) => {
            for (name, value) in fields {
                let path = field.map_or_else(|| name.clone(), |field| format!("{field}.{name}"));
                collect(Some(&path), value, messages);
            }
        }
    }
}

impl fmt::Display for FieldErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, (field, message)) in self.iter().enumerate() {
            let separator = if index > 0 { "; " } else { "" };
            match field {
                Some(field) => write!(f, "{separator}{field}: {message}")?,
                None => write!(f, "{separator}{message}")?,
            }
        }
        Ok(())
    }
}

impl fmt::Debug for Envelope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Envelope")
            .field("success", &self.success)
            .field("code", &self.code)
            .field("message", &self.message)
            .field("errors", &self.errors)
            .finish_non_exhaustive()
    }
}

/// By hand, since a key that PHP or a proxy repeats must not fail the parse: the last one counts.
impl<'de> Deserialize<'de> for Envelope {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(EnvelopeVisitor)
    }
}

struct EnvelopeVisitor;

impl<'de> Visitor<'de> for EnvelopeVisitor {
    type Value = Envelope;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object with `success`")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Envelope, A::Error> {
        use serde::de::Error as _;
        let mut success = None;
        let mut code = None;
        let mut message = None;
        let mut data = None;
        let mut errors = FieldErrors::default();
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "success" => success = Some(map.next_value::<Text>()?.0),
                "code" => {
                    code = map.next_value::<Text>()?.0.and_then(|text| text.parse().ok());
                }
                "message" => message = map.next_value::<Text>()?.0,
                "data" => data = map.next_value::<Option<Box<RawValue>>>()?,
                "error" => errors = FieldErrors::from_json(&map.next_value()?),
                _ => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        let success = success.ok_or_else(|| A::Error::missing_field("success"))?;
        let success = success
            .and_then(|text| lenient::parse_boolean(&text))
            .ok_or_else(|| A::Error::custom("`success` is neither true nor false"))?;
        Ok(Envelope { success, code, message, data, errors })
    }
}

/// A scalar as text; anything else, and `null`, as nothing.
struct Text(Option<String>);

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = Box::<RawValue>::deserialize(deserializer)?;
        Ok(Self(lenient::scalar_text(&raw)))
    }
}
