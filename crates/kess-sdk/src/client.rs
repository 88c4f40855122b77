//! The client.

use std::sync::Arc;

use kess_sign::Params;
use kess_types::{Effect, Operation, for_each_operation};

use crate::builder::Builder;
use crate::call::{Call, RawCall};
use crate::config::{ConfigError, Merchant};
use crate::pages::BankPages;
use crate::pipeline::Pipeline;

/// Calls the gateway. Cheap to clone; clones share the session and the connections.
#[derive(Clone)]
pub struct Client {
    pipeline: Arc<Pipeline>,
}

impl Client {
    /// Starts to build a client for a merchant, at the gateway's address.
    pub fn builder(base_url: &str, merchant: Merchant) -> Builder {
        Builder::new(base_url, merchant)
    }

    /// A client from the environment's variables: see [`Builder::from_variables`].
    pub fn from_env() -> Result<Self, ConfigError> {
        Builder::from_variables(|name| std::env::var(name).ok())?.build()
    }

    pub(crate) fn new(pipeline: Pipeline) -> Self {
        Self { pipeline: Arc::new(pipeline) }
    }

    /// Sends an operation, after logging in if there is no session yet.
    ///
    /// ```no_run
    /// # async fn example(client: kess_sdk::Client) -> Result<(), Box<dyn std::error::Error>> {
    /// use kess_sdk::{Outcome, Transfer};
    ///
    /// let transfer = Transfer::new("219", "308", "10.50 USD".parse()?);
    /// match client.send(&transfer).await {
    ///     Ok(receipt) => println!("done: {}", receipt.reference),
    ///     Err(error) if error.outcome() == Outcome::Unknown => println!("ask KESS: {error}"),
    ///     Err(error) => println!("no money moved: {error}"),
    /// }
    /// # Ok(()) }
    /// ```
    pub fn send<'a, O: Operation>(&'a self, request: &'a O) -> Call<'a, O> {
        Call::new(&self.pipeline, request)
    }

    /// Calls a service that has no operation here, with parameters of the caller's own: the same
    /// login, signature, encryption and errors. The effect decides what may be sent again.
    ///
    /// ```no_run
    /// # async fn example(client: kess_sdk::Client) -> Result<(), Box<dyn std::error::Error>> {
    /// use kess_sdk::{Effect, Params};
    ///
    /// let params = Params::from_json(br#"{"amount":"5","currency":"USD","bank_number":"000"}"#)?;
    /// let data = client
    ///     .call("withdraw_to_bank", params, Effect::MovesMoney)
    ///     .sealed(["bank_number"])
    ///     .await?;
    /// println!("{}", data.json());
    /// # Ok(()) }
    /// ```
    pub fn call(&self, service: impl Into<String>, params: Params, effect: Effect) -> RawCall<'_> {
        RawCall::new(&self.pipeline, service.into(), params, effect)
    }

    /// Lists the fees of every channel, and the exchange rates.
    pub fn list_fees(&self) -> Call<'static, kess_types::ListFees> {
        Call::owned(&self.pipeline, kess_types::ListFees::new())
    }

    /// Lists the banks whose cards and accounts can be used.
    ///
    /// ```no_run
    /// # async fn example(client: kess_sdk::Client) -> Result<(), kess_sdk::Error> {
    /// let first = client.list_banks().page(1).await?;
    /// let all = client.list_banks().per_page(50).all().await?;
    /// # Ok(()) }
    /// ```
    pub fn list_banks(&self) -> BankPages {
        BankPages::new(Arc::clone(&self.pipeline))
    }
}

/// A method for each operation that takes a request; the two that take none are written out above.
macro_rules! methods {
    ($($name:ident: $request:ident,)*) => {
        $(methods!(@ $name $request);)*
    };
    (@ list_fees $request:ident) => {};
    (@ list_banks $request:ident) => {};
    (@ $name:ident $request:ident) => {
        impl Client {
            #[doc = concat!("Sends [`", stringify!($request), "`](kess_types::", stringify!($request), "), whose page has an example.")]
            pub fn $name<'a>(
                &'a self,
                request: &'a kess_types::$request,
            ) -> Call<'a, kess_types::$request> {
                self.send(request)
            }
        }
    };
}
for_each_operation!(methods);

impl std::fmt::Debug for Client {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Client").finish_non_exhaustive()
    }
}
