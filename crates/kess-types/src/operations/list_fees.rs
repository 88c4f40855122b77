//! List fees.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;

use crate::lenient;
use crate::money::{Amount, Currency, Money};
use crate::operation::{Effect, Endpoint, Operation, OperationInfo};
use crate::validate::InvalidField;

/// Lists the fees of every channel, and the exchange rates.
///
/// (The gateway's document, "LIST FEES".)
///
/// ```
/// use kess_types::{ListFees, Operation};
///
/// assert_eq!(ListFees::INFO.service, "list_fees");
/// assert!(ListFees::new().validate().is_ok());
/// ```
#[derive(Clone, Copy, Debug, Default, Serialize)]
#[serde(remote = "Self")]
#[non_exhaustive]
pub struct ListFees {}

impl ListFees {
    /// All there are.
    pub fn new() -> Self {
        Self {}
    }
}

impl Operation for ListFees {
    type Response = Fees;

    const INFO: &'static OperationInfo = &OperationInfo {
        name: "list_fees",
        position: 2,
        heading: "LIST FEES",
        summary: "Lists the fees of every channel, and the exchange rates.",
        endpoint: Endpoint::DoAction,
        service: "list_fees",
        effect: Effect::Reads,
        fields: &[],
    };

    fn example() -> Self {
        Self::new()
    }

    fn validate(&self) -> Result<(), InvalidField> {
        Ok(())
    }

    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Self::serialize(self, serializer)
    }
}

/// Fees by channel, and exchange rates.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Fees {
    /// The fees of each channel, by the channel's name: `ACLBKHPP`, `VISA_MASTER` …
    pub channels: BTreeMap<String, ChannelFees>,
    /// Exchange rates by pair: `USD_KHR` is how many riel a dollar gives.
    pub exchange_rates: BTreeMap<String, Amount>,
}

/// The fees of a channel by kind: `fee_payin`, `fee_payout`, `fee_transfer`,
/// `register_cut_amount` …
pub type ChannelFees = BTreeMap<String, Fee>;

/// A fee.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fee {
    /// A fixed amount of a currency.
    Fixed(Money),
    /// So many in a hundred of the amount: `2.5` is 2.5 %.
    Percent(Amount),
    /// A bare number. The document does not say of what; its only one is zero.
    Bare(Amount),
    /// A shape that is not known, as its JSON.
    Other(String),
}

/// The key, among the channels, under which the document prints the exchange rates.
const EXCHANGE_RATE: &str = "EXCHANGE_RATE";

impl<'de> Deserialize<'de> for Fees {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        use serde::de::Error as _;

        #[derive(Deserialize)]
        struct Data {
            #[serde(rename = "FEE", default, deserialize_with = "lenient::map")]
            fee: BTreeMap<String, Box<RawValue>>,
            #[serde(rename = "EXCHANGE_RATE", default, deserialize_with = "lenient::map")]
            exchange_rate: BTreeMap<String, Amount>,
        }

        #[derive(Deserialize)]
        #[serde(transparent)]
        struct Map<T: serde::de::DeserializeOwned>(
            #[serde(deserialize_with = "lenient::map")] BTreeMap<String, T>,
        );

        let Data { fee, exchange_rate } = Data::deserialize(deserializer)?;
        let mut fees = Self { exchange_rates: exchange_rate, ..Self::default() };
        for (name, raw) in fee {
            let problem = |e| D::Error::custom(format_args!("FEE.{name}: {e}"));
            if name == EXCHANGE_RATE {
                let rates: Map<Amount> = serde_json::from_str(raw.get()).map_err(problem)?;
                fees.exchange_rates.extend(rates.0);
            } else {
                let channel: Map<Fee> = serde_json::from_str(raw.get()).map_err(problem)?;
                fees.channels.insert(name, channel.0);
            }
        }
        Ok(fees)
    }
}

impl<'de> Deserialize<'de> for Fee {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        struct Parts {
            amount: Option<Amount>,
            currency: Option<Currency>,
            amount_percentage: Option<Amount>,
        }

        let raw = Box::<RawValue>::deserialize(deserializer)?;
        if let Some(amount) = lenient::scalar_text(&raw).and_then(|text| text.parse().ok()) {
            return Ok(Self::Bare(amount));
        }
        Ok(match serde_json::from_str(raw.get()) {
            Ok(Parts { amount: Some(amount), currency: Some(currency), .. }) => {
                Self::Fixed(Money { amount, currency })
            }
            Ok(Parts { amount_percentage: Some(percent), .. }) => Self::Percent(percent),
            _ => Self::Other(raw.get().to_owned()),
        })
    }
}
