//! Users: created, changed, unique.

use std::time::{Duration, UNIX_EPOCH};

use kess_sandbox::Sandbox;
use kess_sign::Profile;
use kess_types::{CreateUser, Currency, Operation, UpdateUser};
use serde_json::json;

use crate::shop::Shop;

#[tokio::test]
async fn a_user_is_answered_as_in_the_document() {
    let builder = Sandbox::builder().clock(|| UNIX_EPOCH + Duration::from_secs(1_596_363_642));
    let shop = Shop::at(builder, Profile::DEFAULT).await;
    let answer = shop.send(&CreateUser::example()).await;
    assert_eq!(
        answer.json()["data"],
        json!({
            "id": 308, "email": "rithy@example.com", "avatar": "users/default.png",
            "created_at": "2020-08-02 17:20:42", "updated_at": "2020-08-02 17:20:42",
            "phone_number": "070222703", "gender": "m", "last_name": "Kin", "full_name": "Rithy",
            "address": "Sen Sok, Phnom Penh", "birthday": "1996-12-01", "currency": "USD",
        })
    );
    let next = shop.user("012").await;
    assert_eq!(next.id.as_str(), "309");
    assert_eq!(next.email, None);
}

#[tokio::test]
async fn phone_and_email_are_unique() {
    let shop = Shop::open().await;
    shop.ok(&CreateUser::example()).await;
    let answer = shop.send(&CreateUser::example()).await;
    assert_eq!(answer.status, 400);
    assert_eq!(
        answer.json()["error"],
        json!({
            "phone_number": ["The phone number has already been taken."],
            "email": ["The email has already been taken."],
        })
    );
    let other = CreateUser::with_email("RITHY@example.com", "A", "B", "C", Currency::Khr);
    let answer = shop.send(&other).await;
    answer.is_refusal(400, "email", "The email has already been taken.");
}

#[tokio::test]
async fn phone_or_email_is_required() {
    let shop = Shop::open().await;
    let answer = shop
        .act(&json!({
            "service": "create_user", "first_name": "a", "last_name": "b", "address": "c",
            "currency": "USD", "email": "",
        }))
        .await;
    assert_eq!(
        answer.json()["error"],
        json!({
            "phone_number": ["The phone number field is required when email is not present."],
            "email": ["The email field is required when phone number is not present."],
        })
    );
    let other = CreateUser::with_email("nobody", "A", "B", "C", Currency::Khr);
    let answer = shop.send(&other).await;
    answer.is_refusal(400, "email", "The email must be a valid email address.");
}

#[tokio::test]
async fn an_update_changes_what_it_names_and_keeps_the_rest() {
    let shop = Shop::open().await;
    shop.ok(&CreateUser::example()).await;
    let update = UpdateUser::new("070222703", "Dara", "Chan", "Siem Reap", Currency::Khr);
    let user = shop.ok(&update.clone().gender("f")).await;
    assert_eq!(user.id.as_str(), "308");
    assert_eq!(user.full_name.as_deref(), Some("Dara"));
    assert_eq!(user.last_name.as_deref(), Some("Chan"));
    assert_eq!(user.address.as_deref(), Some("Siem Reap"));
    assert_eq!(user.currency, Some(Currency::Khr));
    assert_eq!(user.gender.as_deref(), Some("f"));
    assert_eq!(user.email.as_deref(), Some("rithy@example.com"));
    assert_eq!(user.birthday.as_deref(), Some("1996-12-01"));
    // Their own e-mail address is not taken.
    shop.ok(&update.email("rithy@example.com")).await;
}

#[tokio::test]
async fn an_update_of_nobody_or_to_anothers_email_is_refused() {
    let shop = Shop::open().await;
    shop.ok(&CreateUser::example()).await;
    shop.user("012").await;
    let update = |phone| UpdateUser::new(phone, "A", "B", "C", Currency::Usd);
    let answer = shop.send(&update("099")).await;
    answer.is_refusal(400, "phone_number", "The selected phone number is invalid.");
    let answer = shop.send(&update("012").email("rithy@example.com")).await;
    answer.is_refusal(400, "email", "The email has already been taken.");
}
