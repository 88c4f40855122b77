//! What a payer sees: small pages that need nothing from anywhere else.

use kess_types::{Money, Reference};
use serde::Serialize;

use crate::refusal::Refusal;
use crate::reply::Data;

/// The form that confirms a deposit by its one-time password.
pub(crate) fn confirmation(
    origin: &str,
    token: &str,
    money: &Money,
    problem: Option<&str>,
) -> String {
    let problem = problem
        .map(|text| format!("<p><strong>{}</strong></p>\n", escaped(text)))
        .unwrap_or_default();
    let (origin, token) = (escaped(origin), escaped(token));
    page(
        "Confirm payment",
        &format!(
            "{problem}<form action=\"{origin}/payer/confirm\" method=\"post\">\n\
             <p>You are paying <strong>{money}</strong>.</p>\n\
             <input type=\"hidden\" name=\"token\" value=\"{token}\">\n\
             <label>One-time password\n\
             <input name=\"otp\" inputmode=\"numeric\" autocomplete=\"one-time-code\" required>\n\
             </label>\n\
             <button>Confirm</button>\n\
             </form>\n"
        ),
    )
}

/// An order to be paid, or one that has been.
pub(crate) fn checkout(description: &str, money: &Money, paid: bool) -> String {
    let action = if paid {
        "<p>This order has been paid.</p>\n"
    } else {
        "<form method=\"post\"><button>Pay with a card</button></form>\n"
    };
    let description = escaped(description);
    page("Checkout", &format!("<p>{description}</p>\n<p><strong>{money}</strong></p>\n{action}"))
}

/// What the QR code of a bank account leads to.
pub(crate) fn activation() -> String {
    let form = "<form method=\"post\"><button>Activate this account</button></form>\n";
    page("Activate bank account", form)
}

/// One sentence.
pub(crate) fn message(title: &str, text: &str) -> String {
    page(title, &format!("<p>{}</p>\n", escaped(text)))
}

/// The last page of a payment that has nowhere to go back to, as in the gateway's document: blank,
/// with the result in a hidden input.
pub(crate) fn result(base64: &str) -> String {
    format!(
        "<body>\n<form action=\"\" method=\"post\">\n\
         <input type=\"hidden\" class=\"result\" name=\"result\" id=\"result\" value=\"{base64}\" />\n\
         </form>\n</body>\n"
    )
}

/// The envelope that the payer's browser brings back.
pub(crate) fn result_envelope(reference: &Reference) -> Result<String, Refusal> {
    #[derive(Serialize)]
    struct Paid<'a> {
        transaction_ref: &'a Reference,
    }
    let paid = Paid { transaction_ref: reference };
    Data::new(&paid)?.envelope()
}

fn page(title: &str, body: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{title}</title>\n\
         <style>body{{font:16px/1.5 sans-serif;max-width:24rem;margin:3rem auto;padding:0 1rem}}\
         </style>\n</head>\n<body>\n<h1>{title}</h1>\n{body}\
         <p><small>KESS sandbox. No real money.</small></p>\n</body>\n</html>\n"
    )
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_merchant_writes_is_text() {
        let money = "1.00 USD".parse().unwrap();
        let page = checkout("<script>'&\"", &money, false);
        assert!(page.contains("<p>&lt;script&gt;&#39;&amp;&quot;</p>"));
    }
}
