//! The list of banks, page by page.

use futures_util::StreamExt as _;

use crate::closure::{Gateway, Reaction, done, refused};

fn page(number: u32, last: u32, banks: &[u32]) -> Reaction {
    let banks: Vec<String> =
        banks.iter().map(|id| format!(r#"{{"id":{id},"name":"Bank {id}"}}"#)).collect();
    done(&format!(r#"{{"current_page":{number},"last_page":{last},"data":[{}]}}"#, banks.join(",")))
}

#[tokio::test]
async fn every_bank_comes_once_and_pages_come_on_demand() {
    let gateway = Gateway::new([page(1, 3, &[1, 2]), page(2, 3, &[3, 4]), page(3, 3, &[5])]);
    let client = gateway.client();
    let mut banks = client.list_banks().per_page(2).stream();
    assert_eq!(banks.next().await.unwrap().unwrap().id.as_str(), "1");
    assert_eq!(gateway.posts("do-action").len(), 1);
    let rest: Vec<_> = banks.map(|bank| bank.unwrap().id.to_string()).collect().await;
    assert_eq!(rest, ["2", "3", "4", "5"]);
    let asked: Vec<_> = gateway
        .bodies("do-action")
        .iter()
        .map(|body| format!("{:?} {:?}", body.get("page").unwrap(), body.get("per_page").unwrap()))
        .collect();
    assert_eq!(asked, ["1 2", "2 2", "3 2"]);
}

#[tokio::test]
async fn a_list_ends_with_an_error_or_an_empty_page() {
    let gateway = Gateway::new([page(1, 2, &[1]), refused(400, r#"["no"]"#)]);
    let client = gateway.client();
    let mut banks = client.list_banks().stream();
    assert!(banks.next().await.unwrap().is_ok());
    assert!(banks.next().await.unwrap().is_err());
    assert!(banks.next().await.is_none());

    let endless = Gateway::new([page(1, 1_000_000, &[1]), page(2, 1_000_000, &[])]);
    assert_eq!(endless.client().list_banks().all().await.unwrap().len(), 1);
    assert_eq!(endless.posts("do-action").len(), 2);
}

#[tokio::test]
async fn one_page_can_be_had_alone() {
    let gateway = Gateway::new([page(7, 9, &[1, 2])]);
    let page = gateway.client().list_banks().page(7).await.unwrap();
    assert_eq!((page.current_page, page.items.len()), (Some(7), 2));
}
