//! List fees, list banks.

use kess_types::{Currency, Money};
use rust_decimal::Decimal;
use serde::Serialize;

use crate::fees;
use crate::refusal::Refusal;
use crate::reply::{Data, Exact};
use crate::request::Request;
use crate::seed::{self, Bank};
use crate::state::State;

#[derive(Serialize)]
struct Fees {
    #[serde(rename = "FEE")]
    fee: Channels,
}

#[derive(Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
struct Channels {
    aclbkhpp: LocalBank,
    tokke_seller: Seller,
    visa_master: Card,
    exchange_rate: Rates,
}

#[derive(Serialize)]
struct LocalBank {
    fee_payout: Fixed,
    fee_payin: Fixed,
    register_cut_amount: Fixed,
}

#[derive(Serialize)]
struct Seller {
    fee_transfer: Exact,
}

#[derive(Serialize)]
struct Card {
    fee_payin: Percentage,
}

#[derive(Serialize)]
struct Percentage {
    amount_percentage: Exact,
}

#[derive(Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
struct Rates {
    usd_khr: Exact,
    khr_usd: Exact,
}

/// Money whose amount is a number, as in the gateway's document.
#[derive(Serialize)]
struct Fixed {
    amount: Exact,
    currency: Currency,
}

impl From<Money> for Fixed {
    fn from(Money { amount, currency }: Money) -> Self {
        Self { amount: Exact(amount.decimal()), currency }
    }
}

pub(super) fn list_fees(_: &mut State, _: &Request) -> Result<Data, Refusal> {
    Data::new(&Fees {
        fee: Channels {
            aclbkhpp: LocalBank {
                fee_payout: fees::local_bank().into(),
                fee_payin: fees::local_bank().into(),
                register_cut_amount: fees::registration().into(),
            },
            tokke_seller: Seller { fee_transfer: Exact(Decimal::ZERO) },
            visa_master: Card {
                fee_payin: Percentage { amount_percentage: Exact(fees::visa_master_percent()) },
            },
            exchange_rate: Rates {
                usd_khr: Exact(fees::usd_khr()),
                khr_usd: Exact(fees::khr_usd()),
            },
        },
    })
}

/// The framework's page object.
#[derive(Serialize)]
struct Paginated<T> {
    current_page: u64,
    data: Vec<T>,
    from: Option<u64>,
    last_page: u64,
    per_page: u64,
    to: Option<u64>,
    total: u64,
}

#[derive(Serialize)]
struct BankItem {
    id: usize,
    name: &'static str,
    region: &'static str,
    city: &'static str,
    logo: String,
}

impl From<Bank> for BankItem {
    fn from(Bank { id, name, logo }: Bank) -> Self {
        Self { id, name, region: "Cambodia", city: "Phnom Penh", logo }
    }
}

const PER_PAGE: u64 = 20;
const MOST_PER_PAGE: u64 = 100;

pub(super) fn list_banks(_: &mut State, request: &Request) -> Result<Data, Refusal> {
    let per_page = request.integer("per_page").unwrap_or(PER_PAGE);
    let page = request.integer("page").unwrap_or(1);
    if per_page == 0 {
        return Err(Refusal::field("per_page", "The per page must be at least 1."));
    }
    if per_page > MOST_PER_PAGE {
        let text = format!("The per page may not be greater than {MOST_PER_PAGE}.");
        return Err(Refusal::field("per_page", text));
    }
    if page == 0 {
        return Err(Refusal::field("page", "The page must be at least 1."));
    }
    let banks = seed::banks();
    let total = banks.len() as u64;
    let skipped = (page - 1).saturating_mul(per_page);
    let data: Vec<BankItem> = banks
        .skip(usize::try_from(skipped).unwrap_or(usize::MAX))
        .take(usize::try_from(per_page).unwrap_or(usize::MAX))
        .map(BankItem::from)
        .collect();
    let shown = data.len() as u64;
    Data::new(&Paginated {
        current_page: page,
        from: (shown > 0).then(|| skipped + 1),
        to: (shown > 0).then(|| skipped + shown),
        last_page: total.div_ceil(per_page),
        data,
        per_page,
        total,
    })
}
