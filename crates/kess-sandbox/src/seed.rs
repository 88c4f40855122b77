//! What the sandbox starts with: the merchant, the banks. All of it is public knowledge.

use kess_types::{Currency, MerchantSecretKey, Money, Password};

const PRIVATE_KEY: &str = include_str!("keys/private.pem");
const PUBLIC_KEY: &str = include_str!("keys/public.pem");

const MERCHANT_ID: &str = "SANDBOX-MERCHANT";
const SECRET_KEY: &str = "sandbox-secret-key";
const USER_NAME: &str = "sandbox";
const PASSWORD: &str = "sandbox-password";
const SELLER_CODE: &str = "SANDBOX-SELLER";

/// The id of the merchant's API user, as in the gateway's document.
pub(crate) const API_USER: u64 = 219;

/// The id of the first user that is created, as in the gateway's document.
pub(crate) const FIRST_USER: u64 = 308;

/// The one-time password of every deposit, unless they are drawn at random.
pub(crate) const OTP: &str = "123456";

/// The bank account that has to be activated before anything can be deposited from it.
pub(crate) const ACCOUNT_TO_ACTIVATE: &str = "00099999999999";

/// What the merchant's wallet holds at first.
pub(crate) fn opening_balances() -> [Money; 2] {
    [Money::from_minor(520_623, Currency::Usd), Money::from_minor(20_000_000, Currency::Khr)]
}

/// The credentials of the sandbox's one merchant.
///
/// They are the same in every sandbox and stand in its source: they open nothing else.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Merchant {
    /// The header `merchant-id`.
    pub merchant_id: String,
    /// The header `merchant-secret-key`.
    pub secret_key: MerchantSecretKey,
    /// The API user's name, to log in with.
    pub user_name: String,
    /// The API user's password, to log in with.
    pub password: Password,
    /// The API user's id, whose wallet is the merchant's own.
    pub user_id: String,
    /// The one seller there is, for pre-orders.
    pub seller_code: String,
}

impl Merchant {
    /// The private key that signs, PEM: PKCS#8, 2048 bits. The sandbox opens sealed fields with it.
    pub fn private_key_pem(&self) -> &'static str {
        PRIVATE_KEY
    }

    /// The public key that seals, PEM. The sandbox verifies signatures with it.
    pub fn public_key_pem(&self) -> &'static str {
        PUBLIC_KEY
    }
}

pub(crate) fn merchant() -> Merchant {
    Merchant {
        merchant_id: MERCHANT_ID.to_owned(),
        secret_key: MerchantSecretKey::new(SECRET_KEY),
        user_name: USER_NAME.to_owned(),
        password: Password::new(PASSWORD),
        user_id: API_USER.to_string(),
        seller_code: SELLER_CODE.to_owned(),
    }
}

/// The id of the first bank, as in the gateway's document.
const FIRST_BANK: usize = 4;

/// Banks of Cambodia, by name; each with the file of a logo that does not exist.
const BANKS: [(&str, &str); 26] = [
    ("ACLEDA BANK Plc", "acleda"),
    ("ADVANCED BANK OF ASIA LIMITED", "aba"),
    ("AMK MICROFINANCE INSTITUTION Plc", "amk"),
    ("BRED BANK (CAMBODIA) Plc", "bred"),
    ("CAMBODIA ASIA BANK LTD", "cab"),
    ("CAMBODIA POST BANK Plc", "cpbank"),
    ("CAMBODIAN PUBLIC BANK Plc", "campu"),
    ("CANADIA BANK Plc", "canadia"),
    ("CHIP MONG COMMERCIAL BANK Plc", "chipmong"),
    ("CIMB BANK Plc", "cimb"),
    ("FOREIGN TRADE BANK OF CAMBODIA", "ftb"),
    ("HATTHA BANK Plc", "hattha"),
    ("HONG LEONG BANK (CAMBODIA) Plc", "hongleong"),
    ("J TRUST ROYAL BANK Plc", "jtrust"),
    ("KB PRASAC BANK Plc", "prasac"),
    ("LOLC (CAMBODIA) Plc", "lolc"),
    ("MAYBANK (CAMBODIA) Plc", "maybank"),
    ("PHILLIP BANK Plc", "phillip"),
    ("PRINCE BANK Plc", "prince"),
    ("RHB BANK (CAMBODIA) Plc", "rhb"),
    ("SACOMBANK (CAMBODIA) Plc", "sacombank"),
    ("SATHAPANA BANK Plc", "sathapana"),
    ("SHINHAN BANK (CAMBODIA) Plc", "shinhan"),
    ("VATTANAC BANK", "vattanac"),
    ("WING BANK (CAMBODIA) Plc", "wing"),
    ("WOORI BANK (CAMBODIA) Plc", "woori"),
];

/// A bank, as `list_banks` lists it.
pub(crate) struct Bank {
    pub(crate) id: usize,
    pub(crate) name: &'static str,
    pub(crate) logo: String,
}

/// Every bank, by id.
pub(crate) fn banks() -> impl ExactSizeIterator<Item = Bank> {
    BANKS.iter().enumerate().map(|(index, (name, file))| Bank {
        id: FIRST_BANK + index,
        name,
        logo: format!("banks/sandbox/{file}.png"),
    })
}
