//! Request bodies, up to a limit.

use axum::body::Body;
use axum::http::StatusCode;
use bytes::{Buf as _, BytesMut};
use http_body_util::BodyExt as _;

use crate::refusal::Refusal;

/// What a body may hold.
pub(crate) const LIMIT: usize = 256 * 1024;

/// What is read of a body and thrown away, so that a client that is still sending gets to read
/// the refusal.
const DRAINED: usize = 16 * LIMIT;

pub(crate) async fn read(mut body: Body) -> Result<BytesMut, Refusal> {
    let mut bytes = BytesMut::new();
    let mut length = 0;
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|_| Refusal::field("body", "The body ended too early."))?;
        let Ok(data) = frame.into_data() else {
            continue;
        };
        length += data.remaining();
        if length > DRAINED {
            break;
        }
        if length <= LIMIT {
            bytes.extend_from_slice(&data);
        }
    }
    if length <= LIMIT {
        return Ok(bytes);
    }
    let text = format!("The body may not be greater than {LIMIT} bytes.");
    let (status, message) = (StatusCode::PAYLOAD_TOO_LARGE, "Payload Too Large");
    Err(Refusal::new(status, message, "body", text))
}
