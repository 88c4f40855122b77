//! Tokenise cards and accounts.

use kess_types::UserId;
use serde::Serialize;

use crate::refusal::{Errors, Refusal, text};
use crate::reply::Data;
use crate::request::Request;
use crate::seed;
use crate::state::{Instrument, InstrumentKind, State};

#[derive(Serialize)]
struct CardToken {
    token: String,
}

#[derive(Serialize)]
struct AccountToken {
    token: String,
    bank_number: String,
    qr_image: Option<String>,
    need_verify: bool,
}

pub(super) fn local_card(state: &mut State, request: &Request) -> Result<Data, Refusal> {
    let owner = state.user("user_id", request.text("user_id")?)?;
    bank(request)?;
    let token = add(state, InstrumentKind::LocalCard, owner, None);
    Data::new(&CardToken { token })
}

pub(super) fn visa_master(state: &mut State, request: &Request) -> Result<Data, Refusal> {
    let owner = state.user("user_id", request.text("user_id")?)?;
    expiry(request)?;
    let token = add(state, InstrumentKind::VisaMaster, owner, None);
    Data::new(&CardToken { token })
}

/// One account number has to be activated by its QR code; all others are active at once.
pub(super) fn bank_account(state: &mut State, request: &Request) -> Result<Data, Refusal> {
    let owner = state.user("user_id", request.text("user_id")?)?;
    bank(request)?;
    let number = request.text("bank_number")?;
    let start = number.len().saturating_sub(4);
    let last_four = number.get(start..).unwrap_or_default().to_owned();
    let need_verify = number == seed::ACCOUNT_TO_ACTIVATE;

    let activation = need_verify.then(|| state.token());
    let qr_image = activation
        .as_ref()
        .map(|activation| format!("{}/payer/activate/{activation}", request.origin));
    let token = add(state, InstrumentKind::BankAccount, owner, activation);
    Data::new(&AccountToken { token, bank_number: last_four, qr_image, need_verify })
}

fn add(
    state: &mut State,
    kind: InstrumentKind,
    owner: UserId,
    activation: Option<String>,
) -> String {
    let token = state.token();
    let instrument = Instrument { kind, owner, activation };
    state.instruments.insert(token.clone(), instrument);
    token
}

fn bank(request: &Request) -> Result<(), Refusal> {
    let id = request.text("bank_id")?;
    if seed::banks().any(|bank| bank.id.to_string() == id) {
        Ok(())
    } else {
        Err(Refusal::invalid("bank_id").because("there is no such bank: see list_banks"))
    }
}

/// A month and a year of four digits. An expired card is taken, as in the gateway's document.
fn expiry(request: &Request) -> Result<(), Refusal> {
    const MONTH: &str = "sourceOfFunds.card.expiry.month";
    const YEAR: &str = "sourceOfFunds.card.expiry.year";
    let number = |path| {
        let text = request.text(path)?;
        let digits = text.bytes().all(|b| b.is_ascii_digit());
        Ok::<_, Refusal>(digits.then(|| (text.len(), text.parse::<u16>().ok())))
    };
    let mut errors = Errors::default();
    if !matches!(number(MONTH)?, Some((1..=2, Some(1..=12)))) {
        errors.add(MONTH, text::invalid(MONTH));
    }
    if !matches!(number(YEAR)?, Some((4, Some(_)))) {
        errors.add(YEAR, text::invalid(YEAR));
    }
    errors.into_result()
}

/// Whether an account waits to be activated at this address.
pub(crate) fn awaiting_activation(state: &State, activation: &str) -> bool {
    state
        .instruments
        .values()
        .any(|instrument| instrument.activation.as_deref() == Some(activation))
}

/// Activates an account, as its owner does who scans the QR code.
pub(crate) fn activate(state: &mut State, activation: &str) -> bool {
    let mut instruments = state.instruments.values_mut();
    let waiting =
        instruments.find(|instrument| instrument.activation.as_deref() == Some(activation));
    waiting.is_some_and(|instrument| {
        instrument.activation = None;
        true
    })
}
