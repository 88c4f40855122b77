//! How a client behaves where the gateway's document leaves a choice.

use std::collections::HashMap;
use std::time::{Duration, SystemTime};

use kess_sign::{Blocks, Profile};
use kess_transport::HeaderName;
use kess_types::OperationInfo;

/// Where the session's token goes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum TokenPlacement {
    /// `authorization: Bearer <token>`.
    #[default]
    Bearer,
    /// A header of this name, with the token alone.
    Header(HeaderName),
    /// A parameter of this name in the body, which is signed like any other.
    Parameter(String),
    /// Nowhere.
    None,
}

/// How amounts of money are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AmountStyle {
    /// As JSON strings, `"10.50"`, which are signed as they stand.
    #[default]
    Text,
    /// As JSON numbers, `10.50`, which are signed as PHP prints them: `10.5`.
    Number,
}

/// Every switch, at its default.
#[derive(Clone, Debug)]
pub(crate) struct Settings {
    pub(crate) profile: Profile,
    pub(crate) token: TokenPlacement,
    pub(crate) login_signed: bool,
    pub(crate) session_age: Duration,
    pub(crate) amounts: AmountStyle,
    pub(crate) blocks: Blocks,
    pub(crate) services: HashMap<String, String>,
    pub(crate) sealed: HashMap<String, Vec<String>>,
    pub(crate) validated: bool,
    pub(crate) retries: u32,
    pub(crate) wall_clock: fn() -> SystemTime,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            profile: Profile::DEFAULT,
            token: TokenPlacement::default(),
            login_signed: true,
            session_age: Duration::from_secs(25 * 60),
            amounts: AmountStyle::default(),
            blocks: Blocks::default(),
            services: HashMap::new(),
            sealed: HashMap::new(),
            validated: true,
            retries: 2,
            wall_clock: SystemTime::now,
        }
    }
}

impl Settings {
    /// The value of `service` that selects an operation.
    pub(crate) fn service(&self, operation: &'static OperationInfo) -> &str {
        self.services.get(operation.name).map_or(operation.service, String::as_str)
    }

    /// The paths that are encrypted in an operation.
    pub(crate) fn sealed(&self, operation: &'static OperationInfo) -> Vec<&str> {
        match self.sealed.get(operation.name) {
            Some(paths) => paths.iter().map(String::as_str).collect(),
            None => operation.sealed().collect(),
        }
    }
}
