//! `/_sandbox`: what nobody sees of a real gateway.

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use kess_types::{Currency, Money, UserId};
use serde::Serialize;

use crate::gateway::Gateway;
use crate::ledger::{Account, Ledger};
use crate::refusal::Refusal;
use crate::reply::json_response;
use crate::state;

pub(crate) fn routes() -> Router<Arc<Gateway>> {
    Router::new()
        .route("/_sandbox/health", get(health))
        .route("/_sandbox/ledger", get(ledger))
        .route("/_sandbox/users", get(users))
        .route("/_sandbox/otps", get(otps))
}

#[derive(Serialize)]
struct Health {
    status: &'static str,
    version: &'static str,
}

#[derive(Serialize)]
struct LedgerView<'a> {
    balanced: bool,
    accounts: Vec<AccountView<'a>>,
    entries: Vec<EntryView<'a>>,
}

#[derive(Serialize)]
struct AccountView<'a> {
    account: String,
    balances: &'a [Money],
}

#[derive(Serialize)]
struct EntryView<'a> {
    reference: &'a str,
    purpose: &'a str,
    legs: Vec<LegView<'a>>,
}

#[derive(Serialize)]
struct LegView<'a> {
    account: String,
    #[serde(flatten)]
    money: &'a Money,
}

#[derive(Serialize)]
struct UserView<'a> {
    id: &'a str,
    name: String,
    phone_number: Option<&'a str>,
    email: Option<&'a str>,
    user_token: &'a str,
    available: Vec<Money>,
    blocked: Vec<Money>,
}

#[derive(Serialize)]
struct OtpView<'a> {
    token: &'a str,
    otp: &'a str,
    reference: &'a str,
    user_id: &'a str,
    #[serde(flatten)]
    money: &'a Money,
    status: &'static str,
}

async fn health() -> Response {
    json(&Health { status: "ok", version: env!("CARGO_PKG_VERSION") })
}

async fn ledger(State(gateway): State<Arc<Gateway>>) -> Response {
    let ledger = gateway.with(|state| state.ledger.clone());
    json(&LedgerView {
        balanced: ledger.is_balanced(),
        accounts: ledger
            .accounts()
            .map(|(account, balances)| AccountView { account: account.to_string(), balances })
            .collect(),
        entries: ledger
            .entries()
            .iter()
            .map(|entry| EntryView {
                reference: entry.reference.as_str(),
                purpose: entry.purpose,
                legs: entry
                    .legs
                    .iter()
                    .map(|leg| LegView { account: leg.account.to_string(), money: &leg.money })
                    .collect(),
            })
            .collect(),
    })
}

async fn users(State(gateway): State<Arc<Gateway>>) -> Response {
    gateway.with(|state| {
        let users: Vec<UserView> =
            state.users.iter().map(|(id, user)| user_view(&state.ledger, id, user)).collect();
        json(&users)
    })
}

fn user_view<'a>(ledger: &Ledger, id: &'a UserId, user: &'a state::User) -> UserView<'a> {
    let balances = |account: &Account| {
        [Currency::Khr, Currency::Usd]
            .iter()
            .map(|currency| ledger.balance(account, currency))
            .collect()
    };
    UserView {
        id: id.as_str(),
        name: format!("{} {}", user.first_name, user.last_name).trim().to_owned(),
        phone_number: user.phone_number.as_deref(),
        email: user.email.as_deref(),
        user_token: &user.token,
        available: balances(&Account::Wallet(id.clone())),
        blocked: balances(&Account::Blocked(id.clone())),
    }
}

async fn otps(State(gateway): State<Arc<Gateway>>) -> Response {
    gateway.with(|state| {
        let otps: Vec<OtpView> = state
            .deposits
            .iter()
            .map(|(token, deposit)| OtpView {
                token,
                otp: &deposit.otp,
                reference: deposit.reference.as_str(),
                user_id: deposit.owner.as_str(),
                money: &deposit.money,
                status: deposit.status.as_str(),
            })
            .collect();
        json(&otps)
    })
}

fn json(view: &impl Serialize) -> Response {
    match serde_json::to_string(view) {
        Ok(json) => json_response(StatusCode::OK, json),
        Err(error) => Refusal::internal(error.to_string()).into_response(),
    }
}
