//! Five refusals that every merchant meets.

use kess_sandbox::Sandbox;
use kess_sdk::{
    BoxFuture, Client, Currency, GeneratePreOrderToken, Hash, ListFees, Login, Merchant, Money,
    Password, Signer, SignerError, TokenizeLocalCard, Transfer,
};
use kess_sign::key::{PrivateKey, PublicKey};
use kess_sign::{Sign, aws_lc};

use super::show::Show;
use super::story::Told;
use super::{Stop, builder};
use crate::exit::{Failure, chain};

pub(crate) async fn tell(sandbox: &Sandbox, show: &mut Show, told: &Told) -> Result<(), Stop> {
    let login = Login::new(sandbox.merchant().user_name, Password::new("wrong"));
    let call = told.client.send(&login);
    show.refused("A wrong password", call, "Invalid login user").await?;

    let tampered = tampered(sandbox)?;
    show.refused("A tampered signature", tampered.send(&ListFees::new()), "sign").await?;

    let careless =
        builder(sandbox)?.sealed_fields("tokenize_local_card", ["holder_name"]).build()?;
    let card = TokenizeLocalCard::new(told.sokha.clone(), "SOKHA CHAN", "4", "9704000000000018");
    let call = careless.tokenize_local_card(&card);
    show.refused("A card number that is not encrypted", call, "bank_code").await?;

    let seller = sandbox.merchant().seller_code;
    let price = Money::from_minor(100, Currency::Usd);
    let order = GeneratePreOrderToken::new("order-1", seller, "The same again", price);
    let call = told.client.generate_pre_order_token(&order);
    show.refused("An order number used twice", call, "already been taken").await?;

    let fortune = Money::from_minor(1_000_000_00, Currency::Usd);
    let transfer = Transfer::new(told.dara.clone(), told.sokha.clone(), fortune);
    show.refused("More than there is", told.client.transfer(&transfer), "balance").await
}

/// Signs, and flips a bit: not for the login, so that it is the call that is refused.
struct Tampering(aws_lc::PrivateKey);

impl Signer for Tampering {
    fn sign<'a>(
        &'a self,
        hash: Hash,
        message: &'a [u8],
    ) -> BoxFuture<'a, Result<Vec<u8>, SignerError>> {
        Box::pin(async move {
            let mut signature = Sign::sign(&self.0, hash, message)?;
            if let Some(byte) = signature.first_mut().filter(|_| is_call(message)) {
                *byte ^= 1;
            }
            Ok(signature)
        })
    }
}

fn is_call(message: &[u8]) -> bool {
    message.windows(8).any(|part| part == b"service=")
}

fn tampered(sandbox: &Sandbox) -> Result<Client, Stop> {
    let merchant = sandbox.merchant();
    let unusable = |error: &dyn std::error::Error| Stop::from(Failure::usage(chain(error)));
    let private = PrivateKey::parse(merchant.private_key_pem().as_bytes())
        .map_err(|error| unusable(&error))?;
    let public =
        PublicKey::parse(merchant.public_key_pem().as_bytes()).map_err(|error| unusable(&error))?;
    let signer = aws_lc::PrivateKey::new(&private).map_err(|error| unusable(&error))?;
    let merchant = Merchant::with_signer(
        merchant.merchant_id,
        merchant.secret_key,
        merchant.user_name,
        merchant.password,
        Tampering(signer),
        public,
    );
    Ok(Client::builder(&sandbox.base_url(), merchant).build()?)
}
