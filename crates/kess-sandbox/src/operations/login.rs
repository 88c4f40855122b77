//! Login.

use kess_types::Currency;
use serde::Serialize;

use crate::ledger::Account;
use crate::refusal::Refusal;
use crate::reply::{Data, Exact};
use crate::request::Request;
use crate::seed;
use crate::state::{State, api_user};

#[derive(Serialize)]
struct Session {
    token: String,
    user: ApiUser,
}

/// As the gateway's document shows it.
#[derive(Serialize)]
struct ApiUser {
    id: u64,
    avatar: &'static str,
    fk_soc: u32,
    time_zone: Option<String>,
    full_name: &'static str,
    balance: Exact,
    wallet_ref: &'static str,
    wallet_id: u32,
    currency: Currency,
}

pub(super) fn login(state: &mut State, request: &Request) -> Result<Data, Refusal> {
    let merchant = seed::merchant();
    let known = request.text("user_name")? == merchant.user_name
        && request.text("password")? == merchant.password.expose();
    if !known {
        return Err(Refusal::field("user_name_password", "Invalid login user")
            .because("user_name or password is not the sandbox merchant's"));
    }
    let currency = Currency::Usd;
    let balance = state.ledger.balance(&Account::Wallet(api_user()), &currency);
    Data::new(&Session {
        token: state.log_in(request.now),
        user: ApiUser {
            id: seed::API_USER,
            avatar: "default.png",
            fk_soc: 14,
            time_zone: None,
            full_name: "rest api",
            balance: Exact(balance.amount.decimal()),
            wallet_ref: "CW2001-00887",
            wallet_id: 887,
            currency,
        },
    })
}
