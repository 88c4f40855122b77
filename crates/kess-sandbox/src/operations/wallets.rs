//! Pay by token, transfer.

use kess_types::{Money, Reference};
use serde::Serialize;

use super::pre_orders::{mark_paid, unpaid};
use crate::ledger::{Account, Leg, Posting, Unposted};
use crate::refusal::Refusal;
use crate::reply::Data;
use crate::request::Request;
use crate::state::{State, api_user};

#[derive(Serialize)]
struct Receipt {
    reference: Reference,
}

/// From the merchant's own wallet to the seller; there is no fee.
pub(super) fn pay_by_token(state: &mut State, request: &Request) -> Result<Data, Refusal> {
    const FIELD: &str = "pre_order_token";
    let token = request.text(FIELD)?;
    let order = unpaid(state, token)?;
    let none = Money::from_minor(0, order.money.currency.clone());
    let wallet = Account::Wallet(api_user());
    // The commission comes back to the wallet that pays; it must hold the whole price for all that.
    let price = Posting::between("", wallet.clone(), Account::Outside, &order.money)?;
    state.ledger.admits(&price).map_err(|e| refused(e, FIELD))?;
    let posting = State::payment(order, "pay_by_token", wallet, &none)?;
    state.ledger.admits(&posting).map_err(|e| refused(e, FIELD))?;

    let reference = state.reference();
    state.ledger.post(reference.clone(), posting)?;
    mark_paid(state, token, &reference);
    Data::new(&Receipt { reference })
}

/// From user to user. A fee is paid on top by who is debited, to the merchant's own wallet.
pub(super) fn transfer(state: &mut State, request: &Request) -> Result<Data, Refusal> {
    let from = state.user("from_user_id", request.text("from_user_id")?)?;
    let to = state.user("to_user_id", request.text("to_user_id")?)?;
    if from == to {
        return Err(Refusal::field(
            "to_user_id",
            "The to user id and from user id must be different.",
        ));
    }
    let money = request.money()?;
    let mut legs = vec![
        Leg::gives(Account::Wallet(from.clone()), &money),
        Leg::gains(Account::Wallet(to), &money),
    ];
    if let Some(fees) = fees(request)? {
        legs.push(Leg::gives(Account::Wallet(from), &fees));
        legs.push(Leg::gains(Account::Wallet(api_user()), &fees));
    }
    let posting = Posting::new("transfer", legs)?;
    state.ledger.admits(&posting)?;

    let reference = state.reference();
    state.ledger.post(reference.clone(), posting)?;
    Data::new(&Receipt { reference })
}

/// Both fields or neither.
fn fees(request: &Request) -> Result<Option<Money>, Refusal> {
    const AMOUNT: &str = "fees_amount";
    const CURRENCY: &str = "fees_currency";
    match (request.has(AMOUNT), request.has(CURRENCY)) {
        (false, false) => Ok(None),
        (true, true) => request.money_at(AMOUNT, CURRENCY).map(Some),
        (true, false) => Err(Refusal::field(
            CURRENCY,
            "The fees currency field is required when fees amount is present.",
        )),
        (false, true) => Err(Refusal::field(
            AMOUNT,
            "The fees amount field is required when fees currency is present.",
        )),
    }
}

/// "Insufficient balance." about the field that the request has, there being no amount in it.
fn refused(unposted: Unposted, field: &str) -> Refusal {
    match unposted {
        Unposted::Insufficient { .. } => {
            let why = unposted.to_string();
            Refusal::field(field, "Insufficient balance.").because(why)
        }
        other => other.into(),
    }
}
