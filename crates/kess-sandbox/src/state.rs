//! Everything the gateway remembers: plain data. What time it is, and where the gateway is, comes
//! with each request, so that the same requests in the same order always lead to the same state.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, SystemTime};

use kess_types::{Currency, Money, Reference, UserId};
use rust_decimal::Decimal;

use crate::ledger::{Account, Ledger, Leg, Posting, Unposted};
use crate::random::Random;
use crate::refusal::Refusal;
use crate::seed;

/// How long a login holds.
pub(crate) const SESSION_LIFETIME: Duration = Duration::from_secs(30 * 60);

/// How many wrong one-time passwords close a deposit.
pub(crate) const TRIES: u8 = 3;

/// The state.
#[derive(Clone)]
pub(crate) struct State {
    pub(crate) ledger: Ledger,
    pub(crate) users: BTreeMap<UserId, User>,
    /// When each session token was given out.
    pub(crate) sessions: BTreeMap<String, SystemTime>,
    pub(crate) pre_orders: BTreeMap<String, PreOrder>,
    pub(crate) out_trade_nos: BTreeSet<String>,
    pub(crate) instruments: BTreeMap<String, Instrument>,
    pub(crate) deposits: BTreeMap<String, Deposit>,
    pub(crate) holds: BTreeMap<Reference, Hold>,
    references: BTreeSet<Reference>,
    next_user: u64,
    random: Random,
    random_otps: bool,
}

/// A user under the merchant's company, or the merchant's own API user.
#[derive(Clone)]
pub(crate) struct User {
    pub(crate) email: Option<String>,
    pub(crate) phone_number: Option<String>,
    pub(crate) first_name: String,
    pub(crate) last_name: String,
    pub(crate) address: String,
    pub(crate) currency: Currency,
    pub(crate) birthday: Option<String>,
    pub(crate) gender: Option<String>,
    pub(crate) created_at: SystemTime,
    pub(crate) updated_at: SystemTime,
    /// What `block_money` takes.
    pub(crate) token: String,
}

/// An order to be paid, by its token.
#[derive(Clone)]
pub(crate) struct PreOrder {
    pub(crate) seller_code: String,
    pub(crate) description: String,
    pub(crate) money: Money,
    pub(crate) redirect_url: Option<String>,
    /// In percent.
    pub(crate) commission_rate: Decimal,
    /// What paid it.
    pub(crate) paid: Option<Reference>,
}

/// A card or an account, by its token. Its number is not kept.
#[derive(Clone)]
pub(crate) struct Instrument {
    pub(crate) kind: InstrumentKind,
    pub(crate) owner: UserId,
    /// The last part of the address at which it is activated, while it has to be.
    pub(crate) activation: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum InstrumentKind {
    LocalCard,
    BankAccount,
    VisaMaster,
}

/// A deposit, by the token that confirms it.
#[derive(Clone)]
pub(crate) struct Deposit {
    pub(crate) reference: Reference,
    pub(crate) purpose: &'static str,
    pub(crate) owner: UserId,
    pub(crate) money: Money,
    pub(crate) fee: Money,
    pub(crate) pre_order: Option<String>,
    pub(crate) otp: String,
    pub(crate) wrong_tries: u8,
    pub(crate) status: DepositStatus,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DepositStatus {
    Pending,
    Confirmed,
    Closed,
}

impl DepositStatus {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Confirmed => "confirmed",
            Self::Closed => "closed",
        }
    }
}

/// Money that is blocked, by its reference.
#[derive(Clone)]
pub(crate) struct Hold {
    pub(crate) owner: UserId,
    pub(crate) money: Money,
    pub(crate) cancelled: bool,
}

/// What a session token is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Session {
    Valid,
    Expired,
    Unknown,
}

impl State {
    /// The merchant's API user with its opening balances, and nothing else.
    pub(crate) fn new(seed: u64, random_otps: bool, now: SystemTime) -> Result<Self, Unposted> {
        let mut state = Self {
            ledger: Ledger::default(),
            users: BTreeMap::new(),
            sessions: BTreeMap::new(),
            pre_orders: BTreeMap::new(),
            out_trade_nos: BTreeSet::new(),
            instruments: BTreeMap::new(),
            deposits: BTreeMap::new(),
            holds: BTreeMap::new(),
            references: BTreeSet::new(),
            next_user: seed::FIRST_USER,
            random: Random::new(seed),
            random_otps,
        };
        let token = state.token();
        let merchant = User {
            email: None,
            phone_number: None,
            first_name: "rest api".to_owned(),
            last_name: String::new(),
            address: String::new(),
            currency: Currency::Usd,
            birthday: None,
            gender: None,
            created_at: now,
            updated_at: now,
            token,
        };
        state.users.insert(api_user(), merchant);
        let mut legs = Vec::new();
        for money in seed::opening_balances() {
            legs.push(Leg::gives(Account::Equity, &money));
            legs.push(Leg::gains(Account::Wallet(api_user()), &money));
        }
        let reference = state.reference();
        state.ledger.post(reference, Posting::new("opening balance", legs)?)?;
        Ok(state)
    }

    /// A token of 32 hexadecimal digits, as in the gateway's document.
    pub(crate) fn token(&mut self) -> String {
        self.random.hex(32)
    }

    /// A reference that was never given out before.
    pub(crate) fn reference(&mut self) -> Reference {
        loop {
            let reference = Reference::new(format!("TR2011-{}", self.random.digits(17)));
            if self.references.insert(reference.clone()) {
                return reference;
            }
        }
    }

    pub(crate) fn otp(&mut self) -> String {
        if self.random_otps { self.random.digits(6) } else { seed::OTP.to_owned() }
    }

    /// Takes in a user and says which id they got.
    pub(crate) fn add_user(&mut self, user: User) -> UserId {
        let id = UserId::from(self.next_user);
        self.next_user += 1;
        self.users.insert(id.clone(), user);
        id
    }

    /// The user whose id stands in `field`.
    pub(crate) fn user(&self, field: &str, id: &str) -> Result<UserId, Refusal> {
        // An id takes itself as text without white space around it; what was sent must be exact.
        let user = UserId::new(id);
        if user.as_str() == id && self.users.contains_key(&user) {
            Ok(user)
        } else {
            Err(Refusal::invalid(field).because("there is no user of this id"))
        }
    }

    pub(crate) fn session(&self, token: &str, now: SystemTime) -> Session {
        match self.sessions.get(token) {
            None => Session::Unknown,
            Some(since) if expired(*since, now) => Session::Expired,
            Some(_) => Session::Valid,
        }
    }

    /// Starts a session. Expired ones stay known for a while, so that their end can be told from
    /// a token that never was.
    pub(crate) fn log_in(&mut self, now: SystemTime) -> String {
        const KEPT: usize = 1000;
        if self.sessions.len() >= KEPT {
            self.sessions.retain(|_, since| !expired(*since, now));
        }
        let token = self.random.hex(64);
        self.sessions.insert(token.clone(), now);
        token
    }

    /// The legs that pay a pre-order: `from` gives the price, the fee goes off it, the merchant
    /// gets the commission on the rest, the seller what remains.
    pub(crate) fn payment(
        order: &PreOrder,
        purpose: &'static str,
        from: Account,
        fee: &Money,
    ) -> Result<Posting, Refusal> {
        let minus = |money: &Money, part: &Money| {
            let rest =
                money.amount.decimal().checked_sub(part.amount.decimal()).ok_or_else(too_large)?;
            Ok::<_, Refusal>(Money::new(rest, money.currency.clone()))
        };
        let after_fee = minus(&order.money, fee)?;
        let commission =
            crate::fees::share(&after_fee, order.commission_rate).ok_or_else(too_large)?;
        let net = minus(&after_fee, &commission)?;
        let legs = vec![
            Leg::gives(from, &order.money),
            Leg::gains(Account::Fees, fee),
            Leg::gains(Account::Wallet(api_user()), &commission),
            Leg::gains(Account::Seller(order.seller_code.as_str().into()), &net),
        ];
        Ok(Posting::new(purpose, legs)?)
    }
}

fn expired(since: SystemTime, now: SystemTime) -> bool {
    now.duration_since(since).is_ok_and(|age| age >= SESSION_LIFETIME)
}

/// The merchant's API user.
pub(crate) fn api_user() -> UserId {
    UserId::from(seed::API_USER)
}

pub(crate) fn too_large() -> Refusal {
    Refusal::from(Unposted::TooLarge)
}

impl From<Unposted> for Refusal {
    fn from(unposted: Unposted) -> Self {
        let why = unposted.to_string();
        match unposted {
            Unposted::Insufficient { .. } => Self::field("amount", "Insufficient balance."),
            Unposted::TooLarge => Self::field("amount", "The amount is too large."),
            Unposted::Unbalanced(_) | Unposted::Repeated(_) => return Self::internal(why),
        }
        .because(why)
    }
}
