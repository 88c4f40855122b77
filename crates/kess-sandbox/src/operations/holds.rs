//! Block money, and free it again.

use kess_types::Reference;
use serde::Serialize;

use crate::ledger::{Account, Posting};
use crate::refusal::Refusal;
use crate::reply::Data;
use crate::request::Request;
use crate::state::{Hold, State};

#[derive(Serialize)]
struct Blocked {
    transaction_ref: Reference,
}

pub(super) fn block_money(state: &mut State, request: &Request) -> Result<Data, Refusal> {
    let token = request.text("user_token")?;
    let owner = state.users.iter().find(|(_, user)| user.token == token);
    let Some((owner, _)) = owner else {
        return Err(Refusal::invalid("user_token")
            .because("no user has this token; GET /_sandbox/users lists them"));
    };
    let owner = owner.clone();
    let money = request.money()?;
    let (wallet, blocked) = (Account::Wallet(owner.clone()), Account::Blocked(owner.clone()));
    let posting = Posting::between("block_money", wallet, blocked, &money)?;
    state.ledger.admits(&posting)?;

    let transaction_ref = state.reference();
    state.ledger.post(transaction_ref.clone(), posting)?;
    let hold = Hold { owner, money, cancelled: false };
    state.holds.insert(transaction_ref.clone(), hold);
    Data::new(&Blocked { transaction_ref })
}

pub(super) fn cancel_block_money(state: &mut State, request: &Request) -> Result<Data, Refusal> {
    const FIELD: &str = "transaction_ref";
    let text = request.text(FIELD)?;
    let transaction_ref = Reference::new(text);
    let hold = state.holds.get(&transaction_ref);
    let Some(hold) = hold.filter(|_| transaction_ref.as_str() == text) else {
        return Err(Refusal::invalid(FIELD).because("nothing is blocked under this reference"));
    };
    if hold.cancelled {
        let text = "The transaction has already been cancelled.";
        return Err(Refusal::field(FIELD, text));
    }
    let (wallet, blocked) =
        (Account::Wallet(hold.owner.clone()), Account::Blocked(hold.owner.clone()));
    let posting = Posting::between("cancel_block_money", blocked, wallet, &hold.money)?;
    state.ledger.admits(&posting)?;

    let reference = state.reference();
    state.ledger.post(reference, posting)?;
    if let Some(hold) = state.holds.get_mut(&transaction_ref) {
        hold.cancelled = true;
    }
    Data::nothing()
}
