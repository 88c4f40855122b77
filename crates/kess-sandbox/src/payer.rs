//! What a payer does in a browser: confirm a deposit, pay an order, activate an account.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::{get, post};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use kess_types::Reference;

use crate::body;
use crate::gateway::Gateway;
use crate::operations;
use crate::pages;
use crate::refusal::Refusal;
use crate::state::DepositStatus;
use crate::web;

pub(crate) fn routes() -> Router<Arc<Gateway>> {
    Router::new()
        .route("/payer/confirm", post(confirm))
        .route("/payer/activate/{activation}", get(scanned).post(activate))
        .route("/checkout/{token}", get(checkout).post(pay))
}

/// Takes the form that came as `html_confirm_payment`.
async fn confirm(State(gateway): State<Arc<Gateway>>, body: Body) -> Response {
    let form = match body::read(body).await {
        Ok(form) => form,
        Err(refusal) => return refused(&refusal),
    };
    let token = web::form_input(&form, "token");
    let otp = web::form_input(&form, "otp");
    gateway.with(|state| match operations::confirm(state, &token, otp.trim()) {
        Ok(confirmed) => back(&confirmed.reference, confirmed.redirect_url.as_deref()),
        Err(refusal) => match state.deposits.get(&token) {
            // Another try.
            Some(deposit) if deposit.status == DepositStatus::Pending => {
                let problem = refusal.diagnosis();
                let money = &deposit.money;
                let form = pages::confirmation(gateway.origin(), &token, money, Some(&problem));
                (refusal.status(), Html(form)).into_response()
            }
            _ => refused(&refusal),
        },
    })
}

async fn checkout(State(gateway): State<Arc<Gateway>>, Path(token): Path<String>) -> Response {
    gateway.with(|state| match state.pre_orders.get(&token) {
        Some(order) => {
            Html(pages::checkout(&order.description, &order.money, order.paid.is_some()))
                .into_response()
        }
        None => no_such_page(),
    })
}

async fn pay(State(gateway): State<Arc<Gateway>>, Path(token): Path<String>) -> Response {
    gateway.with(|state| {
        let Some(order) = state.pre_orders.get(&token) else {
            return no_such_page();
        };
        let redirect_url = order.redirect_url.clone();
        match operations::pay_at_checkout(state, &token) {
            Ok(reference) => back(&reference, redirect_url.as_deref()),
            Err(refusal) => refused(&refusal),
        }
    })
}

async fn scanned(State(gateway): State<Arc<Gateway>>, Path(activation): Path<String>) -> Response {
    if gateway.with(|state| operations::awaiting_activation(state, &activation)) {
        Html(pages::activation()).into_response()
    } else {
        no_such_page()
    }
}

async fn activate(State(gateway): State<Arc<Gateway>>, Path(activation): Path<String>) -> Response {
    if gateway.with(|state| operations::activate(state, &activation)) {
        let text = "The bank account is active.";
        Html(pages::message("Activated", text)).into_response()
    } else {
        no_such_page()
    }
}

/// Sends the payer back to the merchant with the result, or shows it where there is no way back.
fn back(reference: &Reference, redirect_url: Option<&str>) -> Response {
    let result = match pages::result_envelope(reference) {
        Ok(envelope) => STANDARD.encode(envelope),
        Err(refusal) => return refused(&refusal),
    };
    let Some(redirect_url) = redirect_url else {
        return Html(pages::result(&result)).into_response();
    };
    let location = web::with_parameter(redirect_url, "result", &result);
    (StatusCode::SEE_OTHER, [(header::LOCATION, location)]).into_response()
}

fn refused(refusal: &Refusal) -> Response {
    let page = pages::message("Refused", &refusal.diagnosis());
    (refusal.status(), Html(page)).into_response()
}

fn no_such_page() -> Response {
    let page = pages::message("Not found", "There is nothing to pay or confirm here.");
    (StatusCode::NOT_FOUND, Html(page)).into_response()
}
