//! Everything that is refused before an operation is reached.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, UNIX_EPOCH};

use kess_sandbox::Sandbox;
use kess_sign::{Params, Profile, Unsigned};
use kess_types::{ListFees, Login, OPERATIONS, Presence};
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::http::{self, Answer};
use crate::shop::{ACTION, LOGIN, Shop};

async fn with_headers(shop: &Shop, headers: &[(&str, &str)]) -> Answer {
    let params = shop.params(&ListFees::new());
    let signed = Unsigned::new(params, &Profile::DEFAULT).sign(&shop.key).unwrap();
    http::send(shop.sandbox.addr(), "POST", ACTION, headers, &signed.body()).await
}

#[tokio::test]
async fn other_addresses_and_methods_are_refused_in_an_envelope() {
    let shop = Shop::open().await;
    let addr = shop.sandbox.addr();
    let answer = http::send(addr, "POST", "/login", &[], b"{}").await;
    answer.is_refusal(404, "path", "There is nothing at this address.");
    assert_eq!(
        answer.diagnosis(),
        "POST /login: the API is POST /merchantapi/v1/login and POST /merchantapi/v1/do-action"
    );
    for method in ["GET", "PUT", "DELETE"] {
        let answer = http::send(addr, method, ACTION, &[], b"{}").await;
        answer.is_refusal(405, "method", "The method is not supported at this address.");
        assert_eq!(answer.header("allow"), Some("POST"));
    }
}

#[tokio::test]
async fn a_large_body_is_refused_and_a_body_at_the_limit_is_read() {
    let shop = Shop::open().await;
    let limit = 256 * 1024;
    let body = vec![b' '; limit + 1];
    let answer = shop.post_body(ACTION, &body).await;
    answer.is_refusal(413, "body", "The body may not be greater than 262144 bytes.");
    let answer = shop.post_body(ACTION, &body[..limit]).await;
    assert_eq!(answer.status, 400);
    let answer = shop.post_body(ACTION, &vec![b' '; 3 * 1024 * 1024]).await;
    assert_eq!(answer.status, 413);
}

#[tokio::test]
async fn the_content_type_is_json() {
    let shop = Shop::open().await;
    let answer = with_headers(&shop, &[]).await;
    answer.is_refusal(415, "content-type", "The content type must be application/json.");
    let answer = with_headers(&shop, &[("content-type", "text/plain")]).await;
    assert_eq!(answer.status, 415);
    assert_eq!(answer.diagnosis(), "content-type is text/plain, not application/json");
    let headers = [("content-type", "Application/JSON; charset=utf-8")];
    assert_eq!(with_headers(&shop, &headers).await.status, 401);
}

#[tokio::test]
async fn the_merchants_headers_are_checked() {
    let shop = Shop::open().await;
    let json = ("content-type", "application/json");
    let id = ("merchant-id", shop.merchant.merchant_id.as_str());
    let answer = with_headers(&shop, &[json]).await;
    answer.is_refusal(401, "merchant-id", "The selected merchant id is invalid.");
    assert_eq!(answer.diagnosis(), "the header merchant-id is missing");
    let answer = with_headers(&shop, &[json, id]).await;
    answer.is_refusal(401, "merchant-secret-key", "The selected merchant secret key is invalid.");
    let answer = with_headers(&shop, &[json, id, ("merchant-secret-key", "guess")]).await;
    assert_eq!(answer.status, 401);
    assert_eq!(answer.diagnosis(), "the header merchant-secret-key is not the sandbox merchant's");
}

#[tokio::test]
async fn what_is_no_json_object_is_refused_with_its_place() {
    let shop = Shop::open().await;
    let answer = shop.post_body(ACTION, b"{\n  \"a\": 1,\n}").await;
    answer.is_refusal(400, "body", "expected a key in double quotes, at line 3, column 1");
    assert_eq!(shop.post_body(ACTION, b"[1]").await.status, 400);
    assert_eq!(shop.post_body(LOGIN, b"").await.status, 400);
}

#[tokio::test]
async fn sign_type_is_rsa2() {
    let shop = Shop::open().await;
    let answer = shop.post_body(ACTION, br#"{"service":"list_fees"}"#).await;
    answer.is_refusal(400, "sign_type", "The sign type field is required.");
    let body = br#"{"service":"list_fees","sign_type":"MD5"}"#;
    let answer = shop.post_body(ACTION, body).await;
    answer.is_refusal(400, "sign_type", "The selected sign type is invalid.");
}

#[tokio::test]
async fn every_wrong_signature_gets_one_text_and_its_own_diagnosis() {
    let shop = Shop::open().await;
    let cases = [
        (r#"{"sign_type":"RSA2","a":"secret"}"#, "sign is missing"),
        (r#"{"sign_type":"RSA2","sign":null}"#, "sign is missing"),
        (r#"{"sign_type":"RSA2","sign":7}"#, "sign is not text"),
        (r#"{"sign_type":"RSA2","sign":"***"}"#, "sign is not base64 (3 bytes)"),
        (
            r#"{"sign_type":"RSA2","sign":"AAAA","a":"secret"}"#,
            "sign mismatch: the canonical string has 23 bytes under the default profile; the \
             key, the profile or the body is another than what was signed",
        ),
    ];
    for path in [LOGIN, ACTION] {
        for (body, diagnosis) in cases {
            let answer = shop.post_body(path, body.as_bytes()).await;
            answer.is_refusal(400, "sign", "invalid sign");
            assert_eq!(answer.diagnosis(), diagnosis);
            assert!(!answer.diagnosis().contains("secret"));
        }
    }
}

#[tokio::test]
async fn a_body_that_was_changed_on_its_way_is_refused() {
    let shop = Shop::open().await;
    let params = Params::from_json(br#"{"service":"list_banks","page":1}"#).unwrap();
    let signed = Unsigned::new(params, &Profile::DEFAULT).sign(&shop.key).unwrap();
    let body = String::from_utf8(signed.body().to_vec()).unwrap();
    assert_eq!(shop.post_body(ACTION, body.as_bytes()).await.status, 200);
    // Numbers are signed by value, the order of parameters is not signed at all.
    let same = body.replace("\"page\":1", "\"page\":1.0");
    let answer = shop.post_body(ACTION, same.as_bytes()).await;
    answer.is_refusal(400, "page", "The page must be an integer.");
    let other = body.replace("\"page\":1", "\"page\":2");
    let answer = shop.post_body(ACTION, other.as_bytes()).await;
    answer.is_refusal(400, "sign", "invalid sign");
}

#[tokio::test]
async fn the_profile_decides_what_is_signed() {
    let profile: Profile = "trim=php,sign_type=omitted,array=json".parse().unwrap();
    let mut shop = Shop::at(Sandbox::builder(), profile).await;
    let padded = json!({"service": " list_banks ", "per_page": " 5 ", "x": {"y": [1]}});
    let answer = shop.act(&padded).await;
    assert_eq!(answer.json()["data"]["per_page"], 5);
    shop.profile = Profile::DEFAULT;
    let answer = shop.act(&padded).await;
    answer.is_refusal(400, "sign", "invalid sign");
    assert!(answer.diagnosis().contains("under the profile array=json"));
}

#[tokio::test]
async fn white_space_is_part_of_a_value_unless_the_profile_trims() {
    let shop = Shop::open().await;
    let answer = shop.act(&json!({"service": "list_banks "})).await;
    answer.is_refusal(400, "service", "The selected service is invalid.");
    let transfer = json!({
        "service": "transfer", "from_user_id": " 219", "to_user_id": "308", "amount": "1",
        "currency": "USD",
    });
    let answer = shop.act(&transfer).await;
    answer.is_refusal(400, "from_user_id", "The selected from user id is invalid.");
}

#[tokio::test]
async fn an_action_needs_a_session_and_a_login_does_not() {
    let mut shop = Shop::closed(Sandbox::builder(), Profile::DEFAULT).await;
    let unauthenticated = |answer: &Answer, why: &str| {
        answer.is_refusal(401, "authorization", "Unauthenticated.");
        assert_eq!(answer.json()["message"], "Unauthenticated.");
        assert_eq!(answer.diagnosis(), why);
    };
    let answer = shop.send(&ListFees::new()).await;
    unauthenticated(&answer, "the token was not given out by this sandbox");
    shop.token = shop.log_in().await;
    shop.ok(&ListFees::new()).await;

    let mut headers = shop.headers();
    let authorization = headers.pop().unwrap().1;
    let mut headers: Vec<(&str, &str)> = headers.iter().map(|(n, v)| (*n, v.as_str())).collect();
    let answer = with_headers(&shop, &headers).await;
    unauthenticated(
        &answer,
        "the header authorization is missing: log in, then send `Bearer TOKEN`",
    );
    headers.push(("authorization", "Basic abc"));
    let answer = with_headers(&shop, &headers).await;
    unauthenticated(&answer, "the header authorization is not of the form `Bearer TOKEN`");
    headers.pop();
    let lower = authorization.replace("Bearer", "bearer");
    headers.push(("authorization", &lower));
    assert_eq!(with_headers(&shop, &headers).await.status, 200);
}

#[tokio::test]
async fn a_session_ends_after_half_an_hour() {
    let seconds = Arc::new(AtomicU64::new(1_600_000_000));
    let clock = Arc::clone(&seconds);
    let builder = Sandbox::builder()
        .clock(move || UNIX_EPOCH + Duration::from_secs(clock.load(Ordering::SeqCst)));
    let mut shop = Shop::at(builder, Profile::DEFAULT).await;
    seconds.fetch_add(30 * 60 - 1, Ordering::SeqCst);
    shop.ok(&ListFees::new()).await;
    seconds.fetch_add(1, Ordering::SeqCst);
    let answer = shop.send(&ListFees::new()).await;
    answer.is_refusal(401, "authorization", "Unauthenticated.");
    assert!(answer.diagnosis().contains("has expired"));
    shop.token = shop.log_in().await;
    shop.ok(&ListFees::new()).await;
}

#[tokio::test]
async fn login_tells_who_logged_in() {
    let shop = Shop::open().await;
    let answer = shop.send(&shop.login()).await;
    // The balance is a number, to the last digit, as in the document.
    assert!(answer.body.contains("\"balance\":5206.23,"), "{}", answer.body);
    let user = &answer.json()["data"]["user"];
    assert_eq!(user["id"], 219);
    assert_eq!(user["currency"], "USD");
    assert!(user["time_zone"].is_null());
    let session = shop.ok(&shop.login()).await;
    assert_eq!(session.user.unwrap().balance.unwrap().to_string(), "5206.23");
}

#[tokio::test]
async fn a_wrong_login_is_refused_in_the_documents_words() {
    let shop = Shop::open().await;
    let name = shop.merchant.user_name.as_str();
    for login in [Login::new(name, "guess"), Login::new("stranger", "guess")] {
        let answer = shop.send(&login).await;
        answer.is_refusal(400, "user_name_password", "Invalid login user");
        assert!(!answer.diagnosis().contains("guess"));
    }
}

#[tokio::test]
async fn the_service_must_be_known() {
    let shop = Shop::open().await;
    let answer = shop.act(&json!({"page": 1})).await;
    answer.is_refusal(400, "service", "The service field is required.");
    for service in [json!("withdraw"), json!("login"), json!(7), json!(["a"])] {
        let answer = shop.act(&json!({"service": service})).await;
        answer.is_refusal(400, "service", "The selected service is invalid.");
        assert!(answer.diagnosis().contains("transfer"));
    }
}

#[tokio::test]
async fn services_can_have_other_names() {
    let builder = Sandbox::builder()
        .service_name("list_fees", "fees")
        .service_name("list_banks", "list_fees");
    let shop = Shop::at(builder, Profile::DEFAULT).await;
    let answer = shop.act(&json!({"service": "fees"})).await;
    assert!(answer.json()["data"]["FEE"].is_object());
    let answer = shop.act(&json!({"service": "list_fees"})).await;
    assert!(answer.json()["data"]["current_page"].is_number());
    let answer = shop.act(&json!({"service": "list_banks"})).await;
    assert_eq!(answer.status, 400);
}

#[tokio::test]
async fn names_that_cannot_be_are_refused_at_the_start() {
    let start = |operation, service| Sandbox::builder().service_name(operation, service).start();
    let error = start("withdraw", "x").await.unwrap_err();
    assert!(error.to_string().contains("no operation `withdraw`"));
    let error = start("login", "x").await.unwrap_err();
    assert!(error.to_string().contains("no operation `login`"));
    let error = start("list_fees", "list_banks").await.unwrap_err();
    assert!(error.to_string().contains("cannot both be"), "{error}");
}

#[tokio::test]
async fn every_operation_names_what_it_lacks() {
    let shop = Shop::open().await;
    for operation in OPERATIONS {
        let (path, body) = match operation.service {
            "" => (LOGIN, "{}".to_owned()),
            service => (ACTION, json!({"service": service}).to_string()),
        };
        let answer = shop.post(path, Params::from_json(body.as_bytes()).unwrap()).await;
        let required = operation.fields.iter().filter(|field| field.presence == Presence::Required);
        for field in required {
            assert_eq!(answer.error(field.path).len(), 1, "{}", answer.body);
            assert!(answer.error(field.path)[0].ends_with(" field is required."));
        }
    }
}

#[tokio::test]
async fn a_sandbox_stops_when_it_is_told_to_and_when_it_is_dropped() {
    let sandbox = Sandbox::start().await.unwrap();
    let addr = sandbox.addr();
    assert_eq!(http::get(addr, "/_sandbox/health").await.status, 200);
    sandbox.shutdown().await.unwrap();
    assert!(TcpStream::connect(addr).await.is_err());

    let sandbox = Sandbox::start().await.unwrap();
    let addr = sandbox.addr();
    drop(sandbox);
    // The listener goes with the server's task, which has to be given a turn.
    while TcpStream::connect(addr).await.is_ok() {
        tokio::task::yield_now().await;
    }
}

/// A client that keeps its connection open does not keep the sandbox alive.
#[tokio::test]
async fn an_idle_connection_ends_with_the_sandbox() {
    for told in [true, false] {
        let sandbox = Sandbox::start().await.unwrap();
        let mut stream = TcpStream::connect(sandbox.addr()).await.unwrap();
        let request = b"GET /_sandbox/health HTTP/1.1\r\nhost: sandbox\r\n\r\n";
        stream.write_all(request).await.unwrap();
        assert!(stream.read(&mut [0; 1024]).await.unwrap() > 0);
        if told {
            sandbox.shutdown().await.unwrap();
        } else {
            drop(sandbox);
        }
        let mut rest = Vec::new();
        stream.read_to_end(&mut rest).await.unwrap();
    }
}

#[tokio::test]
async fn it_listens_where_it_is_told_to() {
    let taken = Sandbox::start().await.unwrap();
    let error = Sandbox::builder().listen(taken.addr()).start().await;
    assert_eq!(error.unwrap_err().kind(), std::io::ErrorKind::AddrInUse);
    let everywhere = "0.0.0.0:0".parse().unwrap();
    let sandbox = Sandbox::builder().listen(everywhere).start().await.unwrap();
    let port = sandbox.addr().port();
    assert_eq!(sandbox.base_url(), format!("http://127.0.0.1:{port}/merchantapi/v1"));
}
