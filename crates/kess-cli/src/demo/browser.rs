//! As much of a browser as the payer's confirmation takes: fill in a form, and see where it leads.

use kess_sandbox::Sandbox;
use kess_sdk::transport::{HeaderValue, HttpTransport, Post, Transport as _};

/// Runs the confirmation's HTML: posts its form with the one-time password, and returns where the
/// browser is sent.
pub(crate) async fn confirm(sandbox: &Sandbox, html: &str, otp: &str) -> Result<String, String> {
    let origin = format!("http://{}", sandbox.addr());
    let action = attribute(html, "action=\"").ok_or("the HTML has no form")?;
    let path = action.strip_prefix(&origin).ok_or("the form leads elsewhere")?;
    let token = html
        .split("<input")
        .find(|input| input.contains("name=\"token\""))
        .and_then(|input| attribute(input, "value=\""))
        .ok_or("the form has no token")?;

    let transport = HttpTransport::builder(&origin).build().map_err(|error| error.to_string())?;
    let form = HeaderValue::from_static("application/x-www-form-urlencoded");
    let post = Post::new(path, format!("token={token}&otp={otp}"));
    let answer = transport.post(post.header(CONTENT_TYPE, form)).await;
    let answer = answer.map_err(|error| error.to_string())?;
    match answer.headers().get("location").and_then(|location| location.to_str().ok()) {
        Some(location) => Ok(location.to_owned()),
        None => Err(format!("the browser is shown a page with status {}", answer.status())),
    }
}

const CONTENT_TYPE: kess_sdk::transport::HeaderName =
    kess_sdk::transport::HeaderName::from_static("content-type");

fn attribute<'a>(html: &'a str, start: &str) -> Option<&'a str> {
    let (_, rest) = html.split_once(start)?;
    Some(rest.split_once('"')?.0)
}
