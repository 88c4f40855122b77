//! The gateway over HTTP.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, Method, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use kess_types::Endpoint;

use crate::body;
use crate::gateway::Gateway;
use crate::refusal::Refusal;
use crate::reply::Data;
use crate::{inspect, payer};

/// Where the gateway's API is, as on the gateway itself.
pub(crate) const BASE_PATH: &str = "/merchantapi/v1";

pub(crate) fn router(gateway: Arc<Gateway>) -> Router {
    let path = |endpoint: Endpoint| format!("{BASE_PATH}/{}", endpoint.path());
    Router::new()
        .route(&path(Endpoint::Login), post(login))
        .route(&path(Endpoint::DoAction), post(do_action))
        .merge(payer::routes())
        .merge(inspect::routes())
        .fallback(not_found)
        .method_not_allowed_fallback(method_not_allowed)
        .with_state(gateway)
}

async fn login(
    State(gateway): State<Arc<Gateway>>,
    headers: HeaderMap,
    body: Body,
) -> Result<Data, Refusal> {
    let body = body::read(body).await?;
    gateway.answer(Endpoint::Login, &headers, &body)
}

async fn do_action(
    State(gateway): State<Arc<Gateway>>,
    headers: HeaderMap,
    body: Body,
) -> Result<Data, Refusal> {
    let body = body::read(body).await?;
    gateway.answer(Endpoint::DoAction, &headers, &body)
}

async fn not_found(method: Method, uri: Uri) -> Refusal {
    let (status, text) = (StatusCode::NOT_FOUND, "There is nothing at this address.");
    Refusal::new(status, "Not Found", "path", text).because(format!(
        "{method} {}: the API is POST {BASE_PATH}/login and POST {BASE_PATH}/do-action",
        uri.path()
    ))
}

async fn method_not_allowed(method: Method, uri: Uri) -> Response {
    let status = StatusCode::METHOD_NOT_ALLOWED;
    let text = "The method is not supported at this address.";
    Refusal::new(status, "Method Not Allowed", "method", text)
        .because(format!("{method} {}: see the header allow", uri.path()))
        .into_response()
}
