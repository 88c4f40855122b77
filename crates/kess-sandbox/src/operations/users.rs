//! Create and update users.

use kess_types::{Currency, UserId};
use serde::{Serialize, Serializer};

use crate::clock;
use crate::refusal::{Errors, Refusal, text};
use crate::reply::Data;
use crate::request::Request;
use crate::state::{State, User};

/// As the gateway's document shows it: `full_name` holds the first name there.
#[derive(Serialize)]
struct View<'a> {
    #[serde(serialize_with = "number")]
    id: &'a UserId,
    email: Option<&'a str>,
    avatar: &'static str,
    created_at: String,
    updated_at: String,
    phone_number: Option<&'a str>,
    gender: Option<&'a str>,
    last_name: &'a str,
    full_name: &'a str,
    address: &'a str,
    birthday: Option<&'a str>,
    currency: &'a Currency,
}

/// The document shows ids as numbers.
fn number<S: Serializer>(id: &UserId, serializer: S) -> Result<S::Ok, S::Error> {
    match id.as_str().parse() {
        Ok(number) => serializer.serialize_u64(number),
        Err(_) => id.serialize(serializer),
    }
}

fn view(id: &UserId, user: &User) -> Result<Data, Refusal> {
    Data::new(&View {
        id,
        email: user.email.as_deref(),
        avatar: "users/default.png",
        created_at: clock::stamp(user.created_at),
        updated_at: clock::stamp(user.updated_at),
        phone_number: user.phone_number.as_deref(),
        gender: user.gender.as_deref(),
        last_name: &user.last_name,
        full_name: &user.first_name,
        address: &user.address,
        birthday: user.birthday.as_deref(),
        currency: &user.currency,
    })
}

pub(super) fn create_user(state: &mut State, request: &Request) -> Result<Data, Refusal> {
    let phone_number = request.owned_text("phone_number");
    let email = request.owned_text("email");
    let mut errors = Errors::default();
    if phone_number.is_none() && email.is_none() {
        errors.add("phone_number", "The phone number field is required when email is not present.");
        errors.add("email", "The email field is required when phone number is not present.");
    }
    if let Some(phone_number) = &phone_number
        && by_phone(state, phone_number).is_some()
    {
        errors.add("phone_number", text::taken("phone_number"));
    }
    if let Some(email) = &email {
        check_email(state, email, None, &mut errors);
    }
    errors.into_result()?;

    let user = User {
        email,
        phone_number,
        first_name: request.text("first_name")?.to_owned(),
        last_name: request.text("last_name")?.to_owned(),
        address: request.text("address")?.to_owned(),
        currency: request.currency("currency")?,
        birthday: request.owned_text("birthday"),
        gender: request.owned_text("gender"),
        created_at: request.now,
        updated_at: request.now,
        token: state.token(),
    };
    let data = user.clone();
    let id = state.add_user(user);
    view(&id, &data)
}

pub(super) fn update_user(state: &mut State, request: &Request) -> Result<Data, Refusal> {
    let Some(id) = by_phone(state, request.text("phone_number")?) else {
        return Err(Refusal::invalid("phone_number").because("no user has this phone number"));
    };
    if let Some(email) = request.optional_text("email") {
        let mut errors = Errors::default();
        check_email(state, email, Some(&id), &mut errors);
        errors.into_result()?;
    }
    let first_name = request.text("first_name")?.to_owned();
    let last_name = request.text("last_name")?.to_owned();
    let address = request.text("address")?.to_owned();
    let currency = request.currency("currency")?;
    let Some(user) = state.users.get_mut(&id) else {
        return Err(Refusal::invalid("phone_number"));
    };
    user.first_name = first_name;
    user.last_name = last_name;
    user.address = address;
    user.currency = currency;
    user.updated_at = request.now;
    // What is left out stays as it was.
    let replace = |place: &mut Option<String>, field| {
        if let Some(text) = request.owned_text(field) {
            *place = Some(text);
        }
    };
    replace(&mut user.email, "email");
    replace(&mut user.birthday, "birthday");
    replace(&mut user.gender, "gender");
    view(&id, user)
}

fn by_phone(state: &State, phone_number: &str) -> Option<UserId> {
    state
        .users
        .iter()
        .find(|(_, user)| user.phone_number.as_deref() == Some(phone_number))
        .map(|(id, _)| id.clone())
}

/// An address of this form that nobody but `owner` has.
fn check_email(state: &State, email: &str, owner: Option<&UserId>, errors: &mut Errors) {
    let plausible = email.split_once('@').is_some_and(|(local, domain)| {
        !local.is_empty() && !domain.is_empty() && !domain.contains('@')
    });
    if !plausible || email.contains(char::is_whitespace) {
        errors.add("email", "The email must be a valid email address.");
    }
    let taken = state.users.iter().any(|(id, user)| {
        Some(id) != owner
            && user.email.as_deref().is_some_and(|known| known.eq_ignore_ascii_case(email))
    });
    if taken {
        errors.add("email", text::taken("email"));
    }
}
