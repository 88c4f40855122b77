//! A running sandbox: start it, ask it, stop it.

use std::collections::BTreeMap;
use std::fmt;
use std::future::Future;
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;
use std::time::SystemTime;

use kess_sign::Profile;
use kess_types::{PaymentToken, UserId, UserToken};
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::clock::Clock;
use crate::gate::Gate;
use crate::gateway::Gateway;
use crate::ledger::Ledger;
use crate::seed::{self, Merchant};
use crate::server;
use crate::state::State;

/// The gateway, running in this process. Dropping it stops it.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> std::io::Result<()> {
/// use kess_sandbox::Sandbox;
///
/// let sandbox = Sandbox::start().await?;
/// let merchant = sandbox.merchant();
/// // … give the base URL and the merchant's credentials to the client under test …
/// assert!(sandbox.base_url().ends_with("/merchantapi/v1"));
/// assert!(sandbox.ledger().is_balanced());
/// # Ok(()) }
/// ```
pub struct Sandbox {
    addr: SocketAddr,
    gateway: Arc<Gateway>,
    /// Stops the server when it is used or dropped.
    stop: oneshot::Sender<()>,
    server: JoinHandle<io::Result<()>>,
}

/// How a sandbox is to be.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use kess_sandbox::Sandbox;
///
/// let sandbox = Sandbox::builder()
///     .seed(7)
///     .profile("array=json,trim=php".parse()?)
///     .service_name("pay_by_token", "update_wallet")
///     .start()
///     .await?;
/// # Ok(()) }
/// ```
#[must_use = "a sandbox is started by `start`"]
pub struct Builder {
    listen: SocketAddr,
    profile: Profile,
    seed: Option<u64>,
    renamed: BTreeMap<String, String>,
    clock: Clock,
    random_otps: bool,
}

impl Sandbox {
    /// Starts a sandbox on a port of its own at 127.0.0.1, with the default signing profile.
    ///
    /// # Errors
    ///
    /// There is no port to be had.
    pub async fn start() -> io::Result<Self> {
        Self::builder().start().await
    }

    /// A sandbox that differs from the default.
    pub fn builder() -> Builder {
        Builder {
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            profile: Profile::DEFAULT,
            seed: None,
            renamed: BTreeMap::new(),
            clock: Arc::new(SystemTime::now),
            random_otps: false,
        }
    }

    /// The address that a client posts to: `http://127.0.0.1:PORT/merchantapi/v1`.
    pub fn base_url(&self) -> String {
        format!("{}{}", self.gateway.origin(), server::BASE_PATH)
    }

    /// The address that it listens at.
    pub fn addr(&self) -> SocketAddr {
        self.addr
    }

    /// The credentials of its one merchant.
    pub fn merchant(&self) -> Merchant {
        seed::merchant()
    }

    /// The ledger as it is now.
    pub fn ledger(&self) -> Ledger {
        self.gateway.with(|state| state.ledger.clone())
    }

    /// The one-time password that the payer has received for a deposit, by the token that the
    /// deposit answered. `123456`, unless the sandbox draws them at random.
    pub fn otp<T: AsDepositToken + ?Sized>(&self, token: &T) -> Option<String> {
        let token = token.text();
        self.gateway.with(|state| state.deposits.get(token).map(|deposit| deposit.otp.clone()))
    }

    /// The token by which a user's money is blocked. The gateway's document does not say where it
    /// comes from; the sandbox tells it here, and at `/_sandbox/users`.
    pub fn user_token(&self, user_id: &str) -> Option<UserToken> {
        let user_id = UserId::new(user_id);
        self.gateway
            .with(|state| state.users.get(&user_id).map(|user| UserToken::new(user.token.as_str())))
    }

    /// Stops accepting, lets every request that is under way finish, and returns when the last
    /// one has.
    ///
    /// # Errors
    ///
    /// The server has failed before.
    pub fn shutdown(self) -> impl Future<Output = io::Result<()>> + Send {
        // The receiver is gone if the server has failed; joining says how.
        let _ = self.stop.send(());
        let server = self.server;
        async move { server.await.map_err(io::Error::other)? }
    }
}

impl Builder {
    /// Where to listen; port 0 takes a free one. The merchant's credentials are public: listen at
    /// a loopback address unless the network is one's own.
    pub fn listen(self, listen: SocketAddr) -> Self {
        Self { listen, ..self }
    }

    /// The signing profile that requests are verified under.
    pub fn profile(self, profile: Profile) -> Self {
        Self { profile, ..self }
    }

    /// Makes ids, tokens, references and one-time passwords the same in every run. (The time
    /// stamps of users are the clock's.)
    pub fn seed(self, seed: u64) -> Self {
        Self { seed: Some(seed), ..self }
    }

    /// Calls an operation by another service name, as some gateways do: the name that it has by
    /// default is unknown then.
    pub fn service_name(
        mut self,
        operation: impl Into<String>,
        service: impl Into<String>,
    ) -> Self {
        self.renamed.insert(operation.into(), service.into());
        self
    }

    /// Tells the time, in place of the system's clock: to let a session expire without waiting.
    pub fn clock(self, clock: impl Fn() -> SystemTime + Send + Sync + 'static) -> Self {
        Self { clock: Arc::new(clock), ..self }
    }

    /// Draws a one-time password of six digits for every deposit, in place of `123456`.
    pub fn random_otps(self) -> Self {
        Self { random_otps: true, ..self }
    }

    /// Starts it, on the tokio runtime that this is called in.
    ///
    /// # Errors
    ///
    /// The address cannot be listened at; a renamed operation does not exist, or its name is taken.
    pub async fn start(self) -> io::Result<Sandbox> {
        let gate = Gate::new(seed::merchant(), self.profile, &self.renamed)?;
        let seed = match self.seed {
            Some(seed) => seed,
            None => getrandom::u64().map_err(io::Error::other)?,
        };
        let state = State::new(seed, self.random_otps, (self.clock)()).map_err(io::Error::other)?;

        let listener = TcpListener::bind(self.listen).await?;
        let addr = listener.local_addr()?;
        let origin = format!("http://{}", reachable(addr));
        let gateway = Arc::new(Gateway::new(gate, state, self.clock, origin));
        let router = server::router(Arc::clone(&gateway));
        let (stop, stopped) = oneshot::channel();
        let server = axum::serve(listener, router).with_graceful_shutdown(async move {
            // Sent or dropped: either way it is the end.
            let _ = stopped.await;
        });
        Ok(Sandbox { addr, gateway, stop, server: tokio::spawn(server.into_future()) })
    }
}

/// Where this machine reaches what listens at `addr`.
fn reachable(addr: SocketAddr) -> SocketAddr {
    let ip = match addr.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    SocketAddr::new(ip, addr.port())
}

impl fmt::Debug for Sandbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sandbox").field("addr", &self.addr).finish_non_exhaustive()
    }
}

impl fmt::Debug for Builder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Builder")
            .field("listen", &self.listen)
            .field("profile", &self.profile)
            .field("seed", &self.seed)
            .field("renamed", &self.renamed)
            .field("random_otps", &self.random_otps)
            .finish_non_exhaustive()
    }
}

/// A deposit's token: [`PaymentToken`], or its text. Nothing else implements it.
pub trait AsDepositToken: sealed::Sealed {
    /// The token's text.
    #[doc(hidden)]
    fn text(&self) -> &str;
}

impl AsDepositToken for PaymentToken {
    fn text(&self) -> &str {
        self.expose()
    }
}

impl AsDepositToken for str {
    fn text(&self) -> &str {
        self
    }
}

impl AsDepositToken for String {
    fn text(&self) -> &str {
        self
    }
}

mod sealed {
    pub trait Sealed {}
    impl Sealed for super::PaymentToken {}
    impl Sealed for str {}
    impl Sealed for String {}
}
