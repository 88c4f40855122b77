//! Whether the request is signed, and by whom.

use kess_sign::{Params, Profile, RSA2, SIGN, SIGN_TYPE, Value, Verify, VerifyError, verify};

use super::fields;
use crate::refusal::Refusal;

pub(super) fn sign_type(params: &Params) -> Result<(), Refusal> {
    match params.get(SIGN_TYPE) {
        Some(value) if value.as_str() == Some(RSA2) => Ok(()),
        Some(value) if !fields::is_empty(value) => {
            Err(Refusal::invalid(SIGN_TYPE).because("sign_type is not RSA2"))
        }
        _ => Err(Refusal::required(SIGN_TYPE).because("sign_type is missing; it must be RSA2")),
    }
}

/// One text for every reason: the reason goes into the diagnosis, and nothing secret with it.
pub(super) fn sign(params: &Params, profile: &Profile, key: &impl Verify) -> Result<(), Refusal> {
    let Err(error) = verify(params, profile, key) else {
        return Ok(());
    };
    let why = match error {
        VerifyError::Missing => "sign is missing".to_owned(),
        VerifyError::NotText => "sign is not text".to_owned(),
        VerifyError::NotBase64(_) => {
            let length = params.get(SIGN).and_then(Value::as_str).map_or(0, str::len);
            format!("sign is not base64 ({length} bytes)")
        }
        VerifyError::Mismatch => {
            let length = params.canonical(profile).as_bytes().len();
            let profile = match profile.to_string() {
                default if default.is_empty() => "the default profile".to_owned(),
                other => format!("the profile {other}"),
            };
            format!(
                "sign mismatch: the canonical string has {length} bytes under {profile}; the \
                 key, the profile or the body is another than what was signed"
            )
        }
        other => format!("sign cannot be verified: {other}"),
    };
    Err(Refusal::field(SIGN, "invalid sign").because(why))
}
