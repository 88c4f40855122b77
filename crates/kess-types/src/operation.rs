//! What an operation is: data that the SDK, the sandbox, the command and the docs read alike.

use serde::de::DeserializeOwned;
use serde::{Serialize, Serializer};

use crate::validate::InvalidField;

/// One operation of the gateway.
///
/// A request implements it; nothing else is needed to send one. Requests do not implement
/// [`Serialize`], since they hold secrets: [`OnTheWire`] is the one way to their parameters.
pub trait Operation: Send + Sync {
    /// What the gateway answers in `data`.
    type Response: DeserializeOwned + Send;

    /// Everything about the operation that is not in a single request.
    const INFO: &'static OperationInfo;

    /// A request with every parameter set, to values that the gateway's document prints or that
    /// are known to be for tests: what snapshots and generated descriptions are made of.
    fn example() -> Self
    where
        Self: Sized;

    /// Checks what can be checked before anything is sent.
    fn validate(&self) -> Result<(), InvalidField>;

    /// Writes the parameters, `service` left out, with every secret in clear.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error>;
}

/// A request as its parameters, with every secret in clear, each as a newtype struct named
/// [`SECRET`](crate::SECRET).
#[derive(Clone, Copy, Debug)]
pub struct OnTheWire<'a, O>(pub &'a O);

impl<O: Operation> Serialize for OnTheWire<'_, O> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Operation::serialize(self.0, serializer)
    }
}

/// What is known of an operation.
#[derive(Clone, Copy, Debug)]
pub struct OperationInfo {
    /// Its name here, which never changes, whatever the gateway calls the service.
    pub name: &'static str,
    /// Its place in the gateway's document, from 1.
    pub position: u8,
    /// Its heading in the gateway's document.
    pub heading: &'static str,
    /// What it does, in a sentence.
    pub summary: &'static str,
    /// Where it is posted.
    pub endpoint: Endpoint,
    /// The value of `service` that selects it; empty for the login, which has an address of its
    /// own.
    pub service: &'static str,
    /// What happens if it is done twice.
    pub effect: Effect,
    /// Its parameters.
    pub fields: &'static [Field],
}

impl OperationInfo {
    /// The paths of the parameters that are encrypted.
    pub fn sealed(&self) -> impl Iterator<Item = &'static str> {
        self.paths(|field| field.protection == Protection::Sealed)
    }

    /// The paths of the parameters that must not be shown, the encrypted ones included.
    pub fn secret(&self) -> impl Iterator<Item = &'static str> {
        self.paths(|field| field.protection != Protection::Clear)
    }

    /// The paths of the parameters that are amounts of money.
    pub fn amounts(&self) -> impl Iterator<Item = &'static str> {
        self.paths(|field| field.kind == Kind::Amount)
    }

    /// The paths of the parameters by which the gateway, or a person, can tell a request from
    /// every other.
    pub fn keys(&self) -> impl Iterator<Item = &'static str> {
        self.paths(|field| field.key)
    }

    fn paths(&self, wanted: fn(&Field) -> bool) -> impl Iterator<Item = &'static str> {
        self.fields.iter().filter(move |field| wanted(field)).map(|field| field.path)
    }
}

/// Where an operation is posted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Endpoint {
    /// `POST {base}/login`.
    Login,
    /// `POST {base}/do-action`, with `service` in the body.
    DoAction,
}

impl Endpoint {
    /// The last part of the address.
    pub const fn path(self) -> &'static str {
        match self {
            Self::Login => "login",
            Self::DoAction => "do-action",
        }
    }
}

/// What happens if a request is executed twice. Retries follow from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Effect {
    /// Nothing: it only reads.
    Reads,
    /// The gateway refuses the second one, by a field that must be unique.
    Keyed,
    /// Money or state moves a second time; nothing tells a repeat from a new request.
    MovesMoney,
}

impl Effect {
    /// The word for it in tables and output.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Reads => "reads",
            Self::Keyed => "keyed",
            Self::MovesMoney => "moves money",
        }
    }
}

/// One parameter of an operation.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// Its name on the wire; names of nested objects are joined by dots.
    pub path: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// Whether the document requires it.
    pub presence: Presence,
    /// What must not happen to it.
    pub protection: Protection,
    /// Whether the gateway, or a person, can tell the request by it.
    pub key: bool,
    /// What it means.
    pub summary: &'static str,
}

impl Field {
    /// A parameter that the document requires.
    pub const fn required(path: &'static str, kind: Kind, summary: &'static str) -> Self {
        Self {
            path,
            kind,
            presence: Presence::Required,
            protection: Protection::Clear,
            key: false,
            summary,
        }
    }

    /// A parameter that may be left out.
    pub const fn optional(path: &'static str, kind: Kind, summary: &'static str) -> Self {
        Self { presence: Presence::Optional, ..Self::required(path, kind, summary) }
    }

    /// The same, not to be shown.
    pub const fn secret(self) -> Self {
        Self { protection: Protection::Secret, ..self }
    }

    /// The same, encrypted and not to be shown.
    pub const fn sealed(self) -> Self {
        Self { protection: Protection::Sealed, ..self }
    }

    /// The same, a key of the request.
    pub const fn key(self) -> Self {
        Self { key: true, ..self }
    }
}

/// What a parameter holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Kind {
    /// Text.
    Text,
    /// An id.
    Id,
    /// A decimal amount of money.
    Amount,
    /// A currency code.
    Currency,
    /// A percentage: `5` is five in a hundred.
    Percent,
    /// A whole number.
    Integer,
    /// A day, `1996-12-01`.
    Date,
    /// An http or https URL.
    Url,
}

impl Kind {
    /// The word for it in tables and output.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Id => "id",
            Self::Amount => "amount",
            Self::Currency => "currency",
            Self::Percent => "percent",
            Self::Integer => "integer",
            Self::Date => "date",
            Self::Url => "URL",
        }
    }
}

/// Whether a parameter must be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Presence {
    /// It must.
    Required,
    /// It may be left out.
    Optional,
}

/// What must not happen to a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Protection {
    /// It can be shown.
    Clear,
    /// It goes out as it is, but is never shown.
    Secret,
    /// It goes out encrypted, and is never shown.
    Sealed,
}
