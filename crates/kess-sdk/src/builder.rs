//! Building a client: every switch in one place.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use kess_sign::{Blocks, Profile};
use kess_transport::{HeaderValue, HttpTransport, Roots, Transport};
use kess_types::OPERATIONS;

use crate::client::Client;
use crate::config::{ConfigError, Merchant};
use crate::pipeline::Pipeline;
use crate::session::Session;
use crate::settings::{AmountStyle, Settings, TokenPlacement};

/// Builds a [`Client`].
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let pem = include_bytes!("../tests/keys/private.pem");
/// use kess_sdk::{Client, Merchant, MerchantSecretKey, Password, key::PrivateKey};
/// use std::time::Duration;
///
/// let merchant = Merchant::new(
///     "merchant-id",
///     MerchantSecretKey::new("secret"),
///     "api-user",
///     Password::new("password"),
///     PrivateKey::parse(pem)?,
/// );
/// let client = Client::builder("https://clientdev.kesspay.io/merchantapi/v1", merchant)
///     .timeout(Duration::from_secs(20))
///     .retries(1)
///     .build()?;
/// # Ok(()) }
/// ```
#[derive(Debug)]
#[must_use]
pub struct Builder {
    merchant: Merchant,
    settings: Settings,
    network: Network,
    unknown_operation: Option<String>,
}

/// What carries the calls.
enum Network {
    Http(Box<kess_transport::Builder>),
    Own(Arc<dyn Transport>),
}

impl Builder {
    pub(crate) fn new(base_url: &str, merchant: Merchant) -> Self {
        let http = HttpTransport::builder(base_url)
            .user_agent(concat!("kess-sdk/", env!("CARGO_PKG_VERSION")));
        Self {
            merchant,
            settings: Settings::default(),
            network: Network::Http(Box::new(http)),
            unknown_operation: None,
        }
    }

    /// The signing profile. [`Profile::DEFAULT`] is our reading of the gateway's document.
    pub fn profile(self, profile: Profile) -> Self {
        self.set(|settings| settings.profile = profile)
    }

    /// Where the session's token goes; by default `authorization: Bearer`.
    pub fn token_placement(self, placement: TokenPlacement) -> Self {
        self.set(|settings| settings.token = placement)
    }

    /// Sends the login without a signature. The document wants every POST signed.
    pub fn unsigned_login(self) -> Self {
        self.set(|settings| settings.login_signed = false)
    }

    /// For how long a session is used where its token does not say when it expires; 25 minutes by
    /// default. A token that is refused is renewed whatever its age.
    pub fn session_age(self, age: Duration) -> Self {
        self.set(|settings| settings.session_age = age)
    }

    /// How amounts are written; by default as text.
    pub fn amounts(self, style: AmountStyle) -> Self {
        self.set(|settings| settings.amounts = style)
    }

    /// What happens to a sensitive field that is longer than the key can encrypt at once; by
    /// default it is an error.
    pub fn blocks(self, blocks: Blocks) -> Self {
        self.set(|settings| settings.blocks = blocks)
    }

    /// Calls an operation's service by another name, for a gateway that does. The document names
    /// two of them wrongly, so one day one of ours may turn out to be.
    pub fn service_name(self, operation: &str, service: impl Into<String>) -> Self {
        let service = service.into();
        self.known(operation)
            .set(|settings| drop(settings.services.insert(operation.to_owned(), service)))
    }

    /// Encrypts these fields of an operation instead of those that we read from the document;
    /// names of nested objects are joined by dots.
    pub fn sealed_fields<'a>(
        self,
        operation: &str,
        paths: impl IntoIterator<Item = &'a str>,
    ) -> Self {
        let paths = paths.into_iter().map(str::to_owned).collect();
        self.known(operation)
            .set(|settings| drop(settings.sealed.insert(operation.to_owned(), paths)))
    }

    /// Sends requests without checking them first.
    pub fn without_validation(self) -> Self {
        self.set(|settings| settings.validated = false)
    }

    /// How often an operation that reads is sent again after a passing failure, and any operation
    /// after one that is proven not to have been sent; 2 by default. `0` means one attempt on the
    /// wire, whatever happens.
    pub fn retries(self, retries: u32) -> Self {
        self.set(|settings| settings.retries = retries)
    }

    /// The clock that a token's expiry is read by.
    pub fn wall_clock(self, clock: fn() -> SystemTime) -> Self {
        self.set(|settings| settings.wall_clock = clock)
    }

    /// How long a connection may take to come about: the name, TCP and TLS together.
    pub fn connect_timeout(self, timeout: Duration) -> Self {
        self.http(|http| http.connect_timeout(timeout))
    }

    /// How long one attempt may take as a whole.
    pub fn timeout(self, timeout: Duration) -> Self {
        self.http(|http| http.timeout(timeout))
    }

    /// How long an answer may be, in bytes.
    pub fn max_response_bytes(self, bytes: usize) -> Self {
        self.http(|http| http.max_response_bytes(bytes))
    }

    /// Which certificate authorities are trusted; by default the operating system's.
    pub fn roots(self, roots: Roots) -> Self {
        self.http(|http| http.roots(roots))
    }

    /// Carries the calls by a transport of one's own, which may be a closure. The settings of the
    /// network do not apply then.
    pub fn transport(self, transport: impl Transport) -> Self {
        Self { network: Network::Own(Arc::new(transport)), ..self }
    }

    /// Builds the client. Nothing is sent.
    ///
    /// # Errors
    ///
    /// Whatever can be found out without sending anything: a bad key, URL, header value or name.
    pub fn build(self) -> Result<Client, ConfigError> {
        if let Some(operation) = self.unknown_operation {
            return Err(ConfigError::UnknownOperation(operation));
        }
        let (signer, sealer) = self.merchant.ready(self.settings.profile.hash)?;
        let header = |what, text: &str| match HeaderValue::from_str(text) {
            Ok(value) if !text.is_empty() => Ok(value),
            _ => Err(ConfigError::Unusable { what }),
        };
        let merchant_id = header("the merchant id", &self.merchant.id)?;
        let mut secret_key =
            header("the merchant's secret key", self.merchant.secret_key.expose())?;
        secret_key.set_sensitive(true);
        let transport = match self.network {
            Network::Http(http) => Arc::new(http.build()?),
            Network::Own(transport) => transport,
        };
        let session = Session::new(self.settings.session_age);
        Ok(Client::new(Pipeline {
            settings: self.settings,
            user_name: self.merchant.user_name,
            password: self.merchant.password,
            merchant_id,
            secret_key,
            signer,
            sealer,
            transport,
            session,
        }))
    }

    fn set(mut self, change: impl FnOnce(&mut Settings)) -> Self {
        change(&mut self.settings);
        self
    }

    fn http(self, change: impl FnOnce(kess_transport::Builder) -> kess_transport::Builder) -> Self {
        match self.network {
            Network::Http(http) => Self { network: Network::Http(Box::new(change(*http))), ..self },
            Network::Own(_) => self,
        }
    }

    /// Keeps the first name that no operation has, for `build` to refuse.
    fn known(mut self, operation: &str) -> Self {
        if !OPERATIONS.iter().any(|known| known.name == operation) {
            self.unknown_operation.get_or_insert_with(|| operation.to_owned());
        }
        self
    }
}

impl std::fmt::Debug for Network {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Http(_) => "Http",
            Self::Own(_) => "Own",
        })
    }
}
