//! The story: a merchant's first day with every operation of the gateway.

use std::time::Instant;

use kess_sandbox::Sandbox;
use kess_sdk::{
    BlockMoney, CancelBlockMoney, Client, ConfirmPayments, CreateUser, Currency,
    DepositByBankAccount, DepositByLocalCard, DepositByVisaMaster, Expiry, GeneratePreOrderToken,
    Login, Money, PayByToken, PaymentToken, TokenizeBankAccount, TokenizeLocalCard,
    TokenizeVisaMaster, Transfer, UnverifiedResult, UpdateUser, User, UserId,
};

use super::show::Show;
use super::{Stop, browser, builder};
use crate::exit::{Failure, chain};

/// The one-time password of the sandbox.
const OTP: &str = "123456";

/// What the refusals build on.
pub(crate) struct Told {
    pub(crate) client: Client,
    pub(crate) sokha: UserId,
    pub(crate) dara: UserId,
}

pub(crate) async fn tell(sandbox: &Sandbox, show: &mut Show) -> Result<Told, Stop> {
    let client = builder(sandbox)?.build()?;
    catalogue(sandbox, &client, show).await?;
    let (sokha, dara) = users(&client, show).await?;
    let instruments = tokenize(&client, show, &sokha).await?;
    deposits(sandbox, &client, show, &sokha, instruments).await?;
    wallets(sandbox, &client, show, &sokha, &dara).await?;
    Ok(Told { client, sokha, dara })
}

fn usd(cents: i64) -> Money {
    Money::from_minor(cents, Currency::Usd)
}

async fn catalogue(sandbox: &Sandbox, client: &Client, show: &mut Show) -> Result<(), Stop> {
    let merchant = sandbox.merchant();
    let login = Login::new(merchant.user_name, merchant.password);
    show.done("Log in", client.send(&login), |session| match &session.user {
        Some(user) => format!(
            "a token; user {} holds {} {}",
            user.id,
            user.balance.map(|balance| balance.to_string()).unwrap_or_default(),
            user.currency.as_ref().map_or("", |currency| currency.code()),
        ),
        None => "a token".to_owned(),
    })
    .await?;
    show.done("List the fees", client.list_fees(), |fees| {
        let channels: Vec<&str> = fees.channels.keys().map(String::as_str).collect();
        let rate = fees.exchange_rates.get("USD_KHR");
        let rate = rate.map(|riel| format!("; a dollar is {riel} riel")).unwrap_or_default();
        format!("channels {}{rate}", channels.join(", "))
    })
    .await?;
    let mut page = 1;
    loop {
        let title = format!("List the banks, page {page}");
        let call = client.list_banks().per_page(10).page(page);
        let banks = show
            .done(&title, call, |banks| {
                let first = banks.items.first().map_or("none", |bank| bank.name.as_str());
                let total = banks.total.unwrap_or_default();
                format!("{} of {total} banks, the first is {first}", banks.items.len())
            })
            .await?;
        if banks.last_page.is_none_or(|last| u64::from(page) >= last) {
            return Ok(());
        }
        page += 1;
    }
}

async fn users(client: &Client, show: &mut Show) -> Result<(UserId, UserId), Stop> {
    let described = |user: &User| {
        let phone = user.phone_number.as_deref().unwrap_or("none");
        let address = user.address.as_deref().unwrap_or("none");
        format!("user {}, phone {phone}, address {address}", user.id)
    };
    let sokha =
        CreateUser::with_phone("070222703", "សុខា", "ចាន់", "Sen Sok, Phnom Penh", Currency::Usd);
    let sokha = show.done("Create a user", client.create_user(&sokha), described).await?;
    let dara = CreateUser::with_email(
        "dara@shop.example",
        "Dara",
        "Kim",
        "Daun Penh, Phnom Penh",
        Currency::Usd,
    );
    let dara = show.done("Create another", client.create_user(&dara), described).await?;
    let moved = UpdateUser::new("070222703", "សុខា", "ចាន់", "Siem Reap", Currency::Usd);
    show.done("Update the first", client.update_user(&moved), described).await?;
    Ok((sokha.into_data().id, dara.into_data().id))
}

struct Instruments {
    local_card: PaymentToken,
    bank_account: PaymentToken,
    visa_card: PaymentToken,
}

async fn tokenize(client: &Client, show: &mut Show, owner: &UserId) -> Result<Instruments, Stop> {
    let card = TokenizeLocalCard::new(owner.clone(), "SOKHA CHAN", "4", "9704 0000 0000 0018");
    let call = client.tokenize_local_card(&card);
    let local_card = show.done("Tokenize a local card", call, |_| "a token".to_owned()).await?;

    let account = TokenizeBankAccount::new(owner.clone(), "SOKHA CHAN", "4", "00010221412688");
    let call = client.tokenize_bank_account(&account);
    let bank_account = show
        .done("Tokenize a bank account", call, |account| {
            let last = account.bank_number.as_deref().unwrap_or("unknown");
            format!("a token; the account ends in {last}")
        })
        .await?;

    let expiry = Expiry::new(2, 2030).map_err(|error| Failure::usage(chain(&error)))?;
    let card =
        TokenizeVisaMaster::new(owner.clone(), "4162 2102 0004 1730", "123", expiry, "SOKHA CHAN");
    let call = client.tokenize_visa_master(&card);
    let visa_card = show.done("Tokenize a Visa card", call, |_| "a token".to_owned()).await?;
    Ok(Instruments {
        local_card: local_card.into_data().token,
        bank_account: bank_account.into_data().token,
        visa_card: visa_card.into_data().token,
    })
}

async fn deposits(
    sandbox: &Sandbox,
    client: &Client,
    show: &mut Show,
    owner: &UserId,
    instruments: Instruments,
) -> Result<(), Stop> {
    let described = |deposit: &kess_sdk::Deposit| {
        let then = match (&deposit.html_confirm_payment, deposit.need_verify_trx) {
            (Some(_), _) => "; to be confirmed in the payer's browser",
            (None, true) => "; to be confirmed by a one-time password",
            (None, false) => "",
        };
        format!("{}{then}", deposit.reference)
    };

    let deposit = DepositByLocalCard::new(instruments.local_card, usd(20_00));
    let call = client.deposit_by_local_card(&deposit);
    let deposit = show.done("Deposit by local card", call, described).await?;
    confirm(client, show, owner, deposit.token.clone()).await?;

    let riel = Money::from_minor(80_000, Currency::Khr);
    let deposit = DepositByBankAccount::new(owner.clone(), instruments.bank_account, riel);
    let call = client.deposit_by_bank_account(&deposit);
    let deposit = show.done("Deposit by bank account", call, described).await?;
    confirm(client, show, owner, deposit.token.clone()).await?;

    let order = GeneratePreOrderToken::new(
        "order-1",
        sandbox.merchant().seller_code,
        "Kampot pepper, 1 kg",
        usd(12_50),
    )
    .redirect_url("https://shop.example/paid?order=1")
    .commission_rate(5);
    let call = client.generate_pre_order_token(&order);
    let order = show.done("Make a pre-order", call, |_| "a token, and a page to pay at".to_owned());
    let order = order.await?;
    let deposit = DepositByVisaMaster::new("123", instruments.visa_card, usd(12_50))
        .pre_order_token(order.pre_order_token.clone());
    let call = client.deposit_by_visa_master(&deposit);
    let deposit = show.done("Pay it by Visa card", call, described).await?;
    in_the_browser(sandbox, show, deposit.html_confirm_payment.as_deref()).await
}

async fn confirm(
    client: &Client,
    show: &mut Show,
    owner: &UserId,
    token: Option<PaymentToken>,
) -> Result<(), Stop> {
    let token = token.ok_or_else(|| Failure::usage("the deposit returned no token"))?;
    let confirmation = ConfirmPayments::new(owner.clone(), token, OTP);
    let call = client.confirm_payments(&confirmation);
    show.done("Confirm it by OTP", call, |_| "nothing, which means done".to_owned()).await?;
    Ok(())
}

/// The payer confirms in a browser, which ends at the merchant's page with the result.
async fn in_the_browser(
    sandbox: &Sandbox,
    show: &mut Show,
    html: Option<&str>,
) -> Result<(), Stop> {
    let start = Instant::now();
    let location = browser::confirm(sandbox, html.unwrap_or_default(), OTP).await;
    let said = location.as_ref().map(|url| url.split("result=").next().unwrap_or_default());
    let said = said.map(|url| format!("the browser is sent to {url}result=…"));
    show.aside(
        "The payer confirms in a browser",
        "html_confirm_payment",
        start.elapsed(),
        said.map_err(Clone::clone),
    )?;
    let start = Instant::now();
    let result = location.map_err(|problem| Stop::from(Failure::usage(problem)))?;
    let result = UnverifiedResult::from_redirect_url(&result);
    let said = result.map(|result| result.to_string()).map_err(|error| error.to_string());
    show.aside("Decode the redirect result", "result", start.elapsed(), said)
}

async fn wallets(
    sandbox: &Sandbox,
    client: &Client,
    show: &mut Show,
    sokha: &UserId,
    dara: &UserId,
) -> Result<(), Stop> {
    let receipt = |receipt: &kess_sdk::Receipt| receipt.reference.to_string();
    let seller = sandbox.merchant().seller_code;
    let order = GeneratePreOrderToken::new("order-2", seller, "Palm sugar, 2 kg", usd(7_00));
    let call = client.generate_pre_order_token(&order);
    let order =
        show.done("Make another pre-order", call, |_| "a token, and a page to pay at".into());
    let payment = PayByToken::new(order.await?.pre_order_token.clone());
    show.done("Pay it from the wallet", client.pay_by_token(&payment), receipt).await?;

    let transfer = Transfer::new(sokha.clone(), dara.clone(), usd(5_00)).fees(usd(5));
    show.done("Transfer to another user", client.transfer(&transfer), receipt).await?;

    let token = sandbox.user_token(dara.as_str());
    let token = token.ok_or_else(|| Failure::usage("the sandbox has no token for the user"))?;
    let hold = BlockMoney::new(token, usd(3_00), "Deposit for room 7");
    let call = client.block_money(&hold);
    let hold = show.done("Block money", call, |hold| hold.transaction_ref.to_string()).await?;
    let release = CancelBlockMoney::new(hold.transaction_ref.clone());
    let call = client.cancel_block_money(&release);
    show.done("Cancel it", call, |_| "nothing, which means done".to_owned()).await?;
    Ok(())
}
