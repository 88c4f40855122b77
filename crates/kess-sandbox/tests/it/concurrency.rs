//! Many at once.

use std::sync::Arc;

use kess_types::{Currency, PayByToken, Transfer};
use tokio::sync::Barrier;
use tokio::task::JoinSet;

use crate::shop::{Shop, money};

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn an_order_that_many_pay_at_once_is_paid_once() {
    let shop = Arc::new(Shop::open().await);
    for round in 0..5 {
        let order = shop.pre_order(&round.to_string(), "1 USD").await;
        let start = Arc::new(Barrier::new(4));
        let mut payers = JoinSet::new();
        for _ in 0..4 {
            let (shop, start) = (Arc::clone(&shop), Arc::clone(&start));
            let pay = PayByToken::new(order.pre_order_token.clone());
            payers.spawn(async move {
                start.wait().await;
                shop.send(&pay).await.status
            });
        }
        let mut answers = payers.join_all().await;
        answers.sort_unstable();
        assert_eq!(answers, [200, 400, 400, 400]);
    }
    assert_eq!(shop.seller(&Currency::Usd), "5.00 USD");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_wallet_is_never_overdrawn() {
    let shop = Arc::new(Shop::open().await);
    let (one, two) = (shop.user("012").await.id, shop.user("013").await.id);
    shop.ok(&Transfer::new("219", one.clone(), money("10 USD"))).await;
    let mut transfers = JoinSet::new();
    for _ in 0..8 {
        let shop = Arc::clone(&shop);
        let transfer = Transfer::new(one.clone(), two.clone(), money("3 USD"));
        transfers.spawn(async move { shop.send(&transfer).await.status });
    }
    let answers = transfers.join_all().await;
    assert_eq!(answers.iter().filter(|status| **status == 200).count(), 3);
    assert_eq!(shop.wallet(one.as_str(), &Currency::Usd), "1.00 USD");
}
