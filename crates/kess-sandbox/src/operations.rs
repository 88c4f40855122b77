//! What the operations do, a file for each group of the gateway's document.
//!
//! A handler checks everything first and changes the state after, so that an operation happens
//! entirely or not at all.

mod catalogue;
mod deposits;
mod holds;
mod instruments;
mod login;
mod pre_orders;
mod users;
mod wallets;

pub(crate) use deposits::confirm;
pub(crate) use instruments::{activate, awaiting_activation};
pub(crate) use pre_orders::pay_at_checkout;

use crate::refusal::Refusal;
use crate::reply::Data;
use crate::request::Request;
use crate::state::State;

type Handler = fn(&mut State, &Request) -> Result<Data, Refusal>;

const HANDLERS: &[(&str, Handler)] = &[
    ("block_money", holds::block_money),
    ("cancel_block_money", holds::cancel_block_money),
    ("confirm_payments", deposits::confirm_payments),
    ("create_user", users::create_user),
    ("deposit_by_bank_account", deposits::by_bank_account),
    ("deposit_by_local_card", deposits::by_local_card),
    ("deposit_by_visa_master", deposits::by_visa_master),
    ("generate_pre_order_token", pre_orders::generate),
    ("list_banks", catalogue::list_banks),
    ("list_fees", catalogue::list_fees),
    ("login", login::login),
    ("pay_by_token", wallets::pay_by_token),
    ("tokenize_bank_account", instruments::bank_account),
    ("tokenize_local_card", instruments::local_card),
    ("tokenize_visa_master", instruments::visa_master),
    ("transfer", wallets::transfer),
    ("update_user", users::update_user),
];

/// Does what the request asks.
pub(crate) fn execute(state: &mut State, request: &Request) -> Result<Data, Refusal> {
    let name = request.operation.name;
    match handler(name) {
        Some(handler) => handler(state, request),
        None => Err(Refusal::field(
            "service",
            format!("The operation {name} is not simulated by the sandbox."),
        )),
    }
}

fn handler(name: &str) -> Option<Handler> {
    HANDLERS.iter().find(|(known, _)| *known == name).map(|(_, handler)| *handler)
}

#[cfg(test)]
mod tests {
    use std::time::UNIX_EPOCH;

    use kess_types::{Endpoint, OPERATIONS, OperationInfo};

    use super::*;

    #[test]
    fn every_documented_operation_is_simulated() {
        let known = |name: &str| OPERATIONS.iter().any(|operation| operation.name == name);
        assert!(HANDLERS.iter().all(|(name, _)| known(name)));
        assert!(HANDLERS.len() >= 17);
    }

    #[test]
    fn an_operation_without_a_handler_says_so() {
        const FUTURE: &OperationInfo = &OperationInfo {
            name: "withdraw",
            endpoint: Endpoint::DoAction,
            service: "withdraw",
            fields: &[],
            ..*OPERATIONS[0]
        };
        let mut state = State::new(1, false, UNIX_EPOCH).unwrap();
        let request = Request {
            operation: FUTURE,
            fields: crate::request::Fields::default(),
            now: UNIX_EPOCH,
            origin: "",
        };
        let refusal = execute(&mut state, &request).unwrap_err();
        assert_eq!(
            refusal.diagnosis(),
            "service: The operation withdraw is not simulated by the sandbox."
        );
    }
}
