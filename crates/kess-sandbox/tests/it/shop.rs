//! A merchant with a sandbox of its own: signs, seals, sends. When it goes, the ledger has to be
//! balanced.

use kess_sandbox::{Account, Builder, Merchant, Sandbox};
use kess_sign::rustcrypto::{PrivateKey, PublicKey};
use kess_sign::{Blocks, Params, Profile, Unsigned, key, seal_text, to_params};
use kess_types::{
    CreateUser, Currency, Endpoint, Envelope, GeneratePreOrderToken, Login, Money, OnTheWire,
    Operation, PreOrder, User,
};
use serde_json::Value;

use crate::http::{self, Answer};

pub(crate) const LOGIN: &str = "/merchantapi/v1/login";
pub(crate) const ACTION: &str = "/merchantapi/v1/do-action";

pub(crate) struct Shop {
    pub(crate) sandbox: Sandbox,
    pub(crate) merchant: Merchant,
    pub(crate) profile: Profile,
    pub(crate) key: PrivateKey,
    pub(crate) seal: PublicKey,
    pub(crate) token: String,
}

impl Shop {
    /// A merchant who has logged in.
    pub(crate) async fn open() -> Self {
        Self::at(Sandbox::builder(), Profile::DEFAULT).await
    }

    pub(crate) async fn at(builder: Builder, profile: Profile) -> Self {
        let mut shop = Self::closed(builder, profile).await;
        shop.token = shop.log_in().await;
        shop
    }

    /// A merchant who has not logged in.
    pub(crate) async fn closed(builder: Builder, profile: Profile) -> Self {
        let sandbox = builder.profile(profile).start().await.unwrap();
        let merchant = sandbox.merchant();
        let private = key::PrivateKey::parse(merchant.private_key_pem().as_bytes()).unwrap();
        let public = key::PublicKey::parse(merchant.public_key_pem().as_bytes()).unwrap();
        Self {
            sandbox,
            profile,
            key: PrivateKey::new(&private).unwrap(),
            seal: PublicKey::new(&public).unwrap(),
            merchant,
            token: "guess".to_owned(),
        }
    }

    pub(crate) fn login(&self) -> Login {
        Login::new(self.merchant.user_name.as_str(), self.merchant.password.clone())
    }

    pub(crate) async fn log_in(&self) -> String {
        let session = self.ok(&self.login()).await;
        session.token.expose().to_owned()
    }

    /// The parameters of an operation, sealed but not signed.
    pub(crate) fn params<O: Operation>(&self, operation: &O) -> Params {
        let mut params = to_params(&OnTheWire(operation)).unwrap();
        params.seal(O::INFO.sealed(), &self.seal, Blocks::Single).unwrap();
        if O::INFO.endpoint == Endpoint::DoAction {
            params.insert("service", O::INFO.service);
        }
        params
    }

    pub(crate) fn sealed(&self, text: &str) -> String {
        seal_text(text, &self.seal, Blocks::Single).unwrap()
    }

    /// The headers of every call.
    pub(crate) fn headers(&self) -> Vec<(&str, String)> {
        vec![
            ("content-type", "application/json".to_owned()),
            ("merchant-id", self.merchant.merchant_id.clone()),
            ("merchant-secret-key", self.merchant.secret_key.expose().to_owned()),
            ("authorization", format!("Bearer {}", self.token)),
        ]
    }

    /// Signs and posts.
    pub(crate) async fn post(&self, path: &str, params: Params) -> Answer {
        let signed = Unsigned::new(params, &self.profile).sign(&self.key).unwrap();
        self.post_body(path, &signed.body()).await
    }

    pub(crate) async fn post_body(&self, path: &str, body: &[u8]) -> Answer {
        let headers = self.headers();
        let headers: Vec<(&str, &str)> =
            headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
        http::send(self.sandbox.addr(), "POST", path, &headers, body).await
    }

    /// Posts an action that is written as JSON.
    pub(crate) async fn act(&self, action: &Value) -> Answer {
        let params = Params::from_json(action.to_string().as_bytes()).unwrap();
        self.post(ACTION, params).await
    }

    pub(crate) async fn send<O: Operation>(&self, operation: &O) -> Answer {
        let path = match O::INFO.endpoint {
            Endpoint::Login => LOGIN,
            Endpoint::DoAction => ACTION,
        };
        self.post(path, self.params(operation)).await
    }

    /// Sends what has to succeed.
    pub(crate) async fn ok<O: Operation>(&self, operation: &O) -> O::Response {
        let answer = self.send(operation).await;
        assert_eq!(answer.status, 200, "{} {}", O::INFO.name, answer.body);
        let envelope = Envelope::parse(answer.body.as_bytes()).unwrap();
        assert!(envelope.success());
        assert_eq!((envelope.code(), envelope.message()), (Some(200), Some("OK")));
        envelope.data().unwrap()
    }

    /// A user whose phone number is this.
    pub(crate) async fn user(&self, phone_number: &str) -> User {
        let (address, currency) = ("Phnom Penh", Currency::Usd);
        self.ok(&CreateUser::with_phone(phone_number, "Sok", "San", address, currency)).await
    }

    pub(crate) fn order(&self, out_trade_no: &str, price: &str) -> GeneratePreOrderToken {
        let seller = self.merchant.seller_code.as_str();
        GeneratePreOrderToken::new(out_trade_no, seller, "Coffee", money(price))
    }

    pub(crate) async fn pre_order(&self, out_trade_no: &str, price: &str) -> PreOrder {
        self.ok(&self.order(out_trade_no, price)).await
    }

    pub(crate) fn wallet(&self, user: &str, currency: &Currency) -> String {
        self.balance(&Account::Wallet(user.into()), currency)
    }

    pub(crate) fn seller(&self, currency: &Currency) -> String {
        let code = self.merchant.seller_code.as_str();
        self.balance(&Account::Seller(code.into()), currency)
    }

    pub(crate) fn balance(&self, account: &Account, currency: &Currency) -> String {
        self.sandbox.ledger().balance(account, currency).to_string()
    }
}

impl Drop for Shop {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            assert!(self.sandbox.ledger().is_balanced());
        }
    }
}

pub(crate) fn money(text: &str) -> Money {
    text.parse().unwrap()
}
