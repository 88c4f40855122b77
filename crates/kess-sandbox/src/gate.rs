//! What stands between a request and an operation: every check, in order, in one place.

mod fields;
mod headers;
mod sealed;
mod signature;

use std::collections::BTreeMap;
use std::error::Error;
use std::io;

use axum::http::HeaderMap;
use kess_sign::rustcrypto::{PrivateKey, PublicKey};
use kess_sign::{Params, Profile, key};
use kess_types::{Endpoint, OPERATIONS, OperationInfo};

use crate::refusal::Refusal;
use crate::request::Fields;
use crate::seed::Merchant;
use crate::state::Session;

/// The parameter that selects an operation.
const SERVICE: &str = "service";

/// The checks, and what they check against.
pub(crate) struct Gate {
    merchant: Merchant,
    profile: Profile,
    verifier: PublicKey,
    opener: PrivateKey,
    /// What is behind `do-action`, by service name.
    services: BTreeMap<String, &'static OperationInfo>,
}

impl Gate {
    /// Reads the merchant's keys, and renames services.
    ///
    /// # Errors
    ///
    /// A renamed operation that does not exist, or two operations of one name.
    pub(crate) fn new(
        merchant: Merchant,
        profile: Profile,
        renamed: &BTreeMap<String, String>,
    ) -> io::Result<Self> {
        let private = key::PrivateKey::parse(merchant.private_key_pem().as_bytes());
        let public = key::PublicKey::parse(merchant.public_key_pem().as_bytes());
        Ok(Self {
            opener: PrivateKey::new(&private.map_err(invalid)?).map_err(invalid)?,
            verifier: PublicKey::new(&public.map_err(invalid)?).map_err(invalid)?,
            services: services(renamed)?,
            merchant,
            profile,
        })
    }

    /// The operation that is asked for and its parameters, or why not. `session` says what a
    /// session token is worth.
    pub(crate) fn admit(
        &self,
        endpoint: Endpoint,
        headers: &HeaderMap,
        body: &[u8],
        session: impl FnOnce(&str) -> Session,
    ) -> Result<(&'static OperationInfo, Fields), Refusal> {
        headers::content_type(headers)?;
        headers::merchant(headers, &self.merchant)?;
        let params = json(body)?;
        signature::sign_type(&params)?;
        signature::sign(&params, &self.profile, &self.verifier)?;
        if endpoint == Endpoint::DoAction {
            headers::session(headers, session)?;
        }
        let operation = self.operation(endpoint, &params)?;
        let fields = fields::read(operation, &params, self.profile.trim, &self.opener)?;
        Ok((operation, fields))
    }

    fn operation(
        &self,
        endpoint: Endpoint,
        params: &Params,
    ) -> Result<&'static OperationInfo, Refusal> {
        if endpoint == Endpoint::Login {
            let login = |info: &&&OperationInfo| info.endpoint == Endpoint::Login;
            let login = OPERATIONS.iter().find(login).copied();
            return login.ok_or_else(|| Refusal::internal("there is no operation to log in with"));
        }
        let Some(service) = params.get(SERVICE).filter(|value| !fields::is_empty(value)) else {
            return Err(Refusal::required(SERVICE));
        };
        let service = fields::trimmed(service.as_str().unwrap_or_default(), self.profile.trim);
        self.services.get(service).copied().ok_or_else(|| {
            let known: Vec<&str> = self.services.keys().map(String::as_str).collect();
            let known = known.join(", ");
            Refusal::invalid(SERVICE).because(format!("no such service; there are: {known}"))
        })
    }
}

fn json(body: &[u8]) -> Result<Params, Refusal> {
    Params::from_json(body).map_err(|error| {
        Refusal::field("body", error.to_string()).because(format!("not a JSON object: {error}"))
    })
}

fn services(
    renamed: &BTreeMap<String, String>,
) -> io::Result<BTreeMap<String, &'static OperationInfo>> {
    let actions = || OPERATIONS.iter().copied().filter(|info| info.endpoint == Endpoint::DoAction);
    if let Some(stranger) =
        renamed.keys().find(|name| !actions().any(|info| info.name == name.as_str()))
    {
        let problem = format!("there is no operation `{stranger}` whose service has a name");
        return Err(invalid(problem));
    }
    let mut services = BTreeMap::new();
    for info in actions() {
        let service = renamed.get(info.name).map_or(info.service, String::as_str).to_owned();
        if let Some(other) = services.insert(service.clone(), info) {
            let (one, other) = (other.name, info.name);
            let problem = format!("`{one}` and `{other}` cannot both be the service `{service}`");
            return Err(invalid(problem));
        }
    }
    Ok(services)
}

fn invalid(problem: impl Into<Box<dyn Error + Send + Sync>>) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, problem)
}
