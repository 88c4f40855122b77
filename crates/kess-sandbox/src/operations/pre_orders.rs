//! Generate pre-order tokens, and the payment of a pre-order on the checkout page.

use kess_types::Reference;
use serde::Serialize;

use crate::fees::{self, Channel};
use crate::ledger::Account;
use crate::refusal::{Refusal, text};
use crate::reply::Data;
use crate::request::Request;
use crate::seed;
use crate::state::{PreOrder, State, too_large};

#[derive(Serialize)]
struct PreOrderToken {
    pre_order_token: String,
    pre_order_url: String,
}

pub(super) fn generate(state: &mut State, request: &Request) -> Result<Data, Refusal> {
    let order = PreOrder {
        seller_code: request.text("seller_code")?.to_owned(),
        description: request.text("description")?.to_owned(),
        money: request.money()?,
        redirect_url: request.owned_text("redirect_url"),
        commission_rate: request.percent("commission_rate").unwrap_or_default(),
        paid: None,
    };
    let out_trade_no = request.text("out_trade_no")?;
    if state.out_trade_nos.contains(out_trade_no) {
        let text = text::taken("out_trade_no");
        return Err(Refusal::field("out_trade_no", text));
    }
    if order.seller_code != seed::merchant().seller_code {
        let seller = seed::merchant().seller_code;
        return Err(Refusal::invalid("seller_code")
            .because(format!("no such seller; the sandbox's one is {seller}")));
    }
    let token = state.token();
    let pre_order_url = format!("{}/checkout/{token}", request.origin);
    state.out_trade_nos.insert(out_trade_no.to_owned());
    state.pre_orders.insert(token.clone(), order);
    Data::new(&PreOrderToken { pre_order_token: token, pre_order_url })
}

/// The pre-order of a token, if it is still to be paid.
pub(super) fn unpaid<'a>(state: &'a State, token: &str) -> Result<&'a PreOrder, Refusal> {
    const FIELD: &str = "pre_order_token";
    let Some(order) = state.pre_orders.get(token) else {
        return Err(Refusal::invalid(FIELD).because("there is no such pre-order"));
    };
    match &order.paid {
        None => Ok(order),
        Some(reference) => Err(Refusal::field(FIELD, "The pre order has already been paid.")
            .because(format!("paid by {reference}"))),
    }
}

/// Pays a pre-order from outside, as a payer does who follows its URL and pays by card.
pub(crate) fn pay_at_checkout(state: &mut State, token: &str) -> Result<Reference, Refusal> {
    let order = unpaid(state, token)?;
    let fee = fees::pay_in(Channel::VisaMaster, &order.money).ok_or_else(too_large)?;
    let posting = State::payment(order, "checkout", Account::Outside, &fee)?;
    state.ledger.admits(&posting)?;
    let reference = state.reference();
    state.ledger.post(reference.clone(), posting)?;
    mark_paid(state, token, &reference);
    Ok(reference)
}

pub(super) fn mark_paid(state: &mut State, token: &str, reference: &Reference) {
    if let Some(order) = state.pre_orders.get_mut(token) {
        order.paid = Some(reference.clone());
    }
}
