//! What the headers have to say.

use axum::http::{HeaderMap, StatusCode, header};

use crate::refusal::{Refusal, text};
use crate::seed::Merchant;
use crate::state::Session;

pub(super) fn content_type(headers: &HeaderMap) -> Result<(), Refusal> {
    let sent = value(headers, header::CONTENT_TYPE.as_str());
    let essence = sent.unwrap_or_default().split(';').next().unwrap_or_default().trim();
    if essence.eq_ignore_ascii_case("application/json") {
        return Ok(());
    }
    let status = StatusCode::UNSUPPORTED_MEDIA_TYPE;
    let text = "The content type must be application/json.";
    let why = match sent {
        None => "the header content-type is missing".to_owned(),
        Some(sent) => format!("content-type is {sent}, not application/json"),
    };
    Err(Refusal::new(status, "Unsupported Media Type", "content-type", text).because(why))
}

pub(super) fn merchant(headers: &HeaderMap, merchant: &Merchant) -> Result<(), Refusal> {
    let expected = [
        ("merchant-id", merchant.merchant_id.as_str()),
        ("merchant-secret-key", merchant.secret_key.expose()),
    ];
    for (name, expected) in expected {
        let why = match value(headers, name) {
            Some(sent) if sent == expected => continue,
            Some(_) => format!("the header {name} is not the sandbox merchant's"),
            None => format!("the header {name} is missing"),
        };
        let text = text::invalid(&name.replace('-', "_"));
        let status = StatusCode::UNAUTHORIZED;
        return Err(Refusal::new(status, "Unauthorized", name, text).because(why));
    }
    Ok(())
}

pub(super) fn session(
    headers: &HeaderMap,
    session: impl FnOnce(&str) -> Session,
) -> Result<(), Refusal> {
    let name = header::AUTHORIZATION.as_str();
    let why = match value(headers, name).map(bearer) {
        None => "the header authorization is missing: log in, then send `Bearer TOKEN`",
        Some(None) => "the header authorization is not of the form `Bearer TOKEN`",
        Some(Some(token)) => match session(token) {
            Session::Valid => return Ok(()),
            Session::Expired => "the token has expired, 30 minutes after its login: log in again",
            Session::Unknown => "the token was not given out by this sandbox",
        },
    };
    let text = "Unauthenticated.";
    Err(Refusal::new(StatusCode::UNAUTHORIZED, text, name, text).because(why))
}

fn value<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}

fn bearer(header: &str) -> Option<&str> {
    let (scheme, token) = header.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then_some(token.trim())
}
