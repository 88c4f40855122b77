//! Deposits, and their confirmation: no money moves before it.

use kess_types::{Money, Reference, UserId};
use serde::Serialize;

use super::pre_orders::{mark_paid, unpaid};
use crate::fees::{self, Channel};
use crate::ledger::{Account, Leg, Posting};
use crate::pages;
use crate::refusal::{Errors, Refusal};
use crate::reply::Data;
use crate::request::Request;
use crate::state::{Deposit, DepositStatus, InstrumentKind, State, TRIES, too_large};

/// The document shows `need_verify_trx` as a string; for accounts it is a bool here, since a
/// client has to cope with both.
#[derive(Serialize)]
struct Taken<V> {
    reference: Reference,
    token: String,
    token_type: &'static str,
    need_verify_trx: V,
    #[serde(skip_serializing_if = "Option::is_none")]
    html_confirm_payment: Option<String>,
}

/// Confirmed by a one-time password.
const OTP: &str = "1";

pub(super) fn by_local_card(state: &mut State, request: &Request) -> Result<Data, Refusal> {
    let (reference, token) = take(state, request, InstrumentKind::LocalCard)?;
    Data::new(&Taken {
        reference,
        token,
        token_type: OTP,
        need_verify_trx: "true",
        html_confirm_payment: None,
    })
}

pub(super) fn by_bank_account(state: &mut State, request: &Request) -> Result<Data, Refusal> {
    let (reference, token) = take(state, request, InstrumentKind::BankAccount)?;
    Data::new(&Taken {
        reference,
        token,
        token_type: OTP,
        need_verify_trx: true,
        html_confirm_payment: None,
    })
}

pub(super) fn by_visa_master(state: &mut State, request: &Request) -> Result<Data, Refusal> {
    let (reference, token) = take(state, request, InstrumentKind::VisaMaster)?;
    let money = request.money()?;
    Data::new(&Taken {
        html_confirm_payment: Some(pages::confirmation(request.origin, &token, &money, None)),
        reference,
        token,
        token_type: OTP,
        need_verify_trx: "true",
    })
}

/// Takes a deposit on, to be confirmed.
fn take(
    state: &mut State,
    request: &Request,
    kind: InstrumentKind,
) -> Result<(Reference, String), Refusal> {
    let owner = owner(state, request, kind)?;
    let money = request.money()?;
    let pre_order = request.owned_text("pre_order_token");
    if let Some(pre_order) = &pre_order {
        matches_order(&unpaid(state, pre_order)?.money, &money)?;
    }
    let channel = match kind {
        InstrumentKind::VisaMaster => Channel::VisaMaster,
        InstrumentKind::LocalCard | InstrumentKind::BankAccount => Channel::LocalBank,
    };
    let fee = fees::pay_in(channel, &money).ok_or_else(too_large)?;
    if fee.amount >= money.amount {
        let text = format!("The amount must be greater than the fee of {fee}.");
        return Err(Refusal::field("amount", text));
    }

    let reference = state.reference();
    let token = state.token();
    let deposit = Deposit {
        reference: reference.clone(),
        purpose: request.operation.name,
        owner,
        money,
        fee,
        pre_order,
        otp: state.otp(),
        wrong_tries: 0,
        status: DepositStatus::Pending,
    };
    state.deposits.insert(token.clone(), deposit);
    Ok((reference, token))
}

/// Who owns the card or the account, which must be of this kind, active, and the user's whom the
/// request names, if it names one.
fn owner(state: &State, request: &Request, kind: InstrumentKind) -> Result<UserId, Refusal> {
    let user = match request.optional_text("user_id") {
        Some(id) => Some(state.user("user_id", id)?),
        None => None,
    };
    let instrument = state
        .instruments
        .get(request.text("token")?)
        .filter(|instrument| instrument.kind == kind)
        .ok_or_else(|| {
            Refusal::invalid("token").because("no card or account of this kind has this token")
        })?;
    if user.is_some_and(|user| user != instrument.owner) {
        return Err(Refusal::invalid("token").because("the token belongs to another user"));
    }
    if instrument.activation.is_some() {
        return Err(Refusal::field("token", "The bank account is not active.")
            .because("open the qr_image of its tokenisation and activate it there"));
    }
    Ok(instrument.owner.clone())
}

fn matches_order(order: &Money, money: &Money) -> Result<(), Refusal> {
    let mut errors = Errors::default();
    if order.currency != money.currency {
        errors.add("currency", "The currency does not match the pre order.");
    }
    if order.amount.decimal() != money.amount.decimal() {
        errors.add("amount", "The amount does not match the pre order.");
    }
    errors.into_result()
}

pub(super) fn confirm_payments(state: &mut State, request: &Request) -> Result<Data, Refusal> {
    let user = state.user("user_id", request.text("user_id")?)?;
    let token = request.text("token")?;
    if let Some(deposit) = state.deposits.get(token)
        && deposit.owner != user
    {
        return Err(Refusal::invalid("user_id").because("the deposit belongs to another user"));
    }
    confirm(state, token, request.text("password")?)?;
    Data::nothing()
}

/// A deposit that has just been confirmed.
pub(crate) struct Confirmed {
    pub(crate) reference: Reference,
    /// Where the payer's browser goes.
    pub(crate) redirect_url: Option<String>,
}

/// Confirms a deposit by its one-time password: the money moves.
pub(crate) fn confirm(state: &mut State, token: &str, otp: &str) -> Result<Confirmed, Refusal> {
    let Some(deposit) = state.deposits.get_mut(token) else {
        return Err(Refusal::invalid("token").because("no deposit is confirmed by this token"));
    };
    match deposit.status {
        DepositStatus::Pending => {}
        DepositStatus::Confirmed => {
            let text = "The payment has already been confirmed.";
            return Err(Refusal::field("token", text));
        }
        DepositStatus::Closed => {
            return Err(Refusal::field("token", "The payment has been closed.")
                .because(format!("closed after {TRIES} wrong one-time passwords")));
        }
    }
    if deposit.otp != otp {
        deposit.wrong_tries += 1;
        let left = TRIES.saturating_sub(deposit.wrong_tries);
        if left == 0 {
            deposit.status = DepositStatus::Closed;
        }
        return Err(Refusal::field("password", "The password is incorrect.")
            .because(format!("wrong one-time password, {left} tries left")));
    }
    let deposit = deposit.clone();
    let order = match &deposit.pre_order {
        Some(token) => Some(unpaid(state, token)?),
        None => None,
    };
    let redirect_url = order.and_then(|order| order.redirect_url.clone());
    let posting = match order {
        Some(order) => State::payment(order, deposit.purpose, Account::Outside, &deposit.fee)?,
        None => top_up(&deposit)?,
    };
    state.ledger.post(deposit.reference.clone(), posting)?;

    if let Some(order) = &deposit.pre_order {
        mark_paid(state, order, &deposit.reference);
    }
    if let Some(deposit) = state.deposits.get_mut(token) {
        deposit.status = DepositStatus::Confirmed;
    }
    Ok(Confirmed { reference: deposit.reference, redirect_url })
}

/// Into the owner's wallet, less the fee.
fn top_up(deposit: &Deposit) -> Result<Posting, Refusal> {
    let Money { amount, currency } = &deposit.money;
    let net = amount.decimal().checked_sub(deposit.fee.amount.decimal()).ok_or_else(too_large)?;
    let legs = vec![
        Leg::gives(Account::Outside, &deposit.money),
        Leg::gains(Account::Fees, &deposit.fee),
        Leg::gains(Account::Wallet(deposit.owner.clone()), &Money::new(net, currency.clone())),
    ];
    Ok(Posting::new(deposit.purpose, legs)?)
}
