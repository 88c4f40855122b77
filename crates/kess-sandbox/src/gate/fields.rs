//! Parameters: there, of their type, and opened where they were sealed.

use kess_sign::{Open, Params, Secret, Trim, Value};
use kess_types::{Amount, Currency, Date, Field, Kind, OperationInfo, Presence, Protection};
use rust_decimal::Decimal;

use super::sealed;
use crate::refusal::{Errors, Refusal, text};
use crate::request::{Fields, Given};
use crate::web;

/// The largest amount of a single operation.
const MOST: Decimal = Decimal::from_parts(0xd4a5_1000, 0xe8, 0, false, 0);

/// The parameter that the gateway's framework never trims.
const UNTRIMMED: &str = "password";

/// Every parameter that the operation knows, or everything that is wrong with them at once.
pub(super) fn read(
    operation: &OperationInfo,
    params: &Params,
    trim: Trim,
    key: &impl Open,
) -> Result<Fields, Refusal> {
    let mut fields = Fields::default();
    let mut errors = Errors::default();
    for field in operation.fields {
        let trim = match field.path {
            UNTRIMMED => Trim::Keep,
            _ => trim,
        };
        let value = params
            .at(field.path)
            .filter(|value| !is_empty(value) && scalar(value, trim).is_none_or(|t| !t.is_empty()));
        match value {
            None if field.presence == Presence::Required => {
                errors.add(field.path, text::required(field.path));
            }
            None => {}
            Some(value) => match given(field, value, trim, key) {
                Ok(given) => fields.insert(field.path, given),
                Err(text) => errors.add(field.path, text),
            },
        }
    }
    for path in operation.amounts() {
        if let Err(text) = rescale(operation, path, &mut fields) {
            errors.add(path, text);
        }
    }
    errors.into_result()?;
    Ok(fields)
}

/// Whether the framework counts a value as not given.
pub(super) fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Secret(secret) => secret.expose().is_empty(),
        Value::List(values) => values.is_empty(),
        Value::Object(object) => object.is_empty(),
        Value::Bool(_) | Value::Number(_) => false,
    }
}

pub(super) fn trimmed(text: &str, trim: Trim) -> &str {
    match trim {
        Trim::Keep => text,
        Trim::Php => kess_types::trim(text),
    }
}

/// The text of a string, or of a whole number.
fn scalar(value: &Value, trim: Trim) -> Option<String> {
    match value {
        Value::Number(number) => {
            let literal = number.literal().to_string();
            literal.parse::<i64>().is_ok().then_some(literal)
        }
        other => other.as_str().map(|text| trimmed(text, trim).to_owned()),
    }
}

/// A value of the field's kind, or the text that refuses it, which never repeats the value.
fn given(field: &Field, value: &Value, trim: Trim, key: &impl Open) -> Result<Given, String> {
    let path = field.path;
    let refuse = |rest: &str| format!("The {} {rest}", text::label(path));
    if field.protection == Protection::Sealed {
        return sealed::open(path, value, trim, key).map(Given::Text).map_err(refuse);
    }
    let scalar = scalar(value, trim);
    let as_text = || scalar.as_deref().ok_or_else(|| refuse("must be a string."));
    Ok(match field.kind {
        Kind::Amount => {
            let amount = decimal(value, trim).ok_or_else(|| refuse("must be a number."))?;
            // A fee may be nothing; what is paid may not.
            let zero = amount.is_zero() && field.presence == Presence::Optional;
            if amount <= Decimal::ZERO && !zero {
                return Err(refuse("must be greater than 0."));
            }
            if amount > MOST {
                return Err(refuse(&format!("may not be greater than {MOST}.")));
            }
            Given::Amount(amount)
        }
        Kind::Percent => match decimal(value, trim) {
            None => return Err(refuse("must be a number.")),
            Some(percent) if percent < Decimal::ZERO || percent > Decimal::ONE_HUNDRED => {
                return Err(refuse("must be between 0 and 100."));
            }
            Some(percent) => Given::Percent(percent),
        },
        Kind::Currency => Given::Currency(match as_text()? {
            "KHR" => Currency::Khr,
            "USD" => Currency::Usd,
            _ => return Err(text::invalid(path)),
        }),
        Kind::Integer => {
            let digits = scalar.as_deref().filter(|text| text.bytes().all(|b| b.is_ascii_digit()));
            let integer = digits.and_then(|text| text.parse().ok());
            Given::Integer(integer.ok_or_else(|| refuse("must be an integer."))?)
        }
        Kind::Date if as_text()?.parse::<Date>().is_err() => {
            return Err(refuse("is not a valid date."));
        }
        Kind::Url if !web::is_address(as_text()?) => {
            return Err(refuse("format is invalid."));
        }
        _ => Given::Text(Secret::new(as_text()?)),
    })
}

/// Text in plain decimal notation, or any JSON number.
fn decimal(value: &Value, trim: Trim) -> Option<Decimal> {
    let literal;
    let text = match value {
        Value::Number(number) => {
            literal = number.literal().to_string();
            literal.as_str()
        }
        other => {
            let text = trimmed(other.as_str()?, trim);
            let plain = text
                .trim_start_matches('-')
                .split('.')
                .all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()));
            plain.then_some(text)?
        }
    };
    text.parse().ok().map(Amount::decimal)
}

/// Brings an amount to the scale of its currency, which the parameter beside it names.
fn rescale(operation: &OperationInfo, path: &str, fields: &mut Fields) -> Result<(), String> {
    let beside = path.replace("amount", "currency");
    let currency = match fields.get(&beside) {
        Some(Given::Currency(currency)) => currency.clone(),
        // Wrong already, and said so; without one at all the smallest unit is a cent.
        None if operation.fields.iter().any(|field| field.path == beside) => return Ok(()),
        _ => Currency::Usd,
    };
    let scale = currency.scale().unwrap_or(2);
    let Some(Given::Amount(amount)) = fields.get_mut(path) else {
        return Ok(());
    };
    if amount.normalize().scale() > scale {
        let label = text::label(path);
        return Err(format!("The {label} may have at most {scale} decimal places in {currency}."));
    }
    amount.rescale(scale);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_amount_is_a_trillion() {
        assert_eq!(MOST.to_string(), "1000000000000");
    }

    #[test]
    fn amounts_are_plain_decimals() {
        let read = |json: &str| {
            let params = Params::from_json(format!("{{\"a\":{json}}}").as_bytes()).unwrap();
            decimal(params.get("a").unwrap(), Trim::Keep).map(|d| d.to_string())
        };
        assert_eq!(read("\"10.50\"").as_deref(), Some("10.50"));
        assert_eq!(read("10.50").as_deref(), Some("10.50"));
        assert_eq!(read("1e2").as_deref(), Some("100"));
        assert_eq!(read("\"-1\"").as_deref(), Some("-1"));
        for refused in [
            "\"1e2\"",
            "\" 1\"",
            "\"1_000\"",
            "\"+1\"",
            "\".5\"",
            "\"1.\"",
            "\"1,5\"",
            "true",
            "[1]",
            "1e300",
            "\"--1\"",
            "\"-\"",
            "1e-200",
        ] {
            assert_eq!(read(refused), None, "{refused}");
        }
    }
}
