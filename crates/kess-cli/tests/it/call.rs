//! `sandbox` and `call`.

use crate::program::{Sandbox, command, feed, run};

#[test]
fn the_sandbox_writes_what_a_merchant_needs_and_stops_when_told() {
    for signal in ["-INT", "-TERM"] {
        let mut sandbox = Sandbox::start();
        let names: Vec<String> = sandbox.variables().into_iter().map(|(name, _)| name).collect();
        assert_eq!(
            names,
            [
                "KESS_BASE_URL",
                "KESS_MERCHANT_ID",
                "KESS_MERCHANT_SECRET_KEY",
                "KESS_USER_NAME",
                "KESS_PASSWORD",
                "KESS_PRIVATE_KEY_FILE",
                "KESS_PUBLIC_KEY_FILE"
            ]
        );
        let (private, public) = (sandbox.file("private.pem"), sandbox.file("public.pem"));
        let pair =
            run(&["key", "inspect", private.to_str().unwrap(), public.to_str().unwrap()], b"");
        assert_eq!(pair.code, 0);
        assert_eq!(sandbox.stop(signal), Some(0), "{signal}");
    }
}

#[test]
fn an_address_in_use_is_told() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let refused = run(&["sandbox", "--listen", &address], b"");
    assert_eq!(refused.code, 2);
    assert!(refused.stderr.contains("cannot listen on"), "{}", refused.stderr);
}

#[test]
fn a_call_ends_with_the_code_of_its_outcome() {
    let sandbox = Sandbox::start();
    let done = sandbox.merchant(&["call", "list_banks", "per_page:=2", "page:=1"], b"");
    assert_eq!((done.code, done.stderr.as_str()), (0, ""));
    let banks: serde_json::Value = serde_json::from_str(&done.stdout).unwrap();
    assert_eq!(banks["data"].as_array().unwrap().len(), 2);

    let rejected = sandbox.merchant(
        &["call", "transfer", "from_user_id=219", "to_user_id=1", "amount=1", "currency=USD"],
        b"",
    );
    assert_eq!((rejected.code, rejected.stdout.as_str()), (1, ""));
    assert!(rejected.stderr.contains("transfer: rejected by the gateway"), "{}", rejected.stderr);

    let unconfigured = run(&["call", "list_banks"], b"");
    assert_eq!(unconfigured.code, 2);
    assert!(unconfigured.stderr.contains("KESS_BASE_URL is not set"), "{}", unconfigured.stderr);

    let mut variables = sandbox.variables();
    variables[0].1 = "http://127.0.0.1:9/merchantapi/v1".into();
    let not_sent =
        feed(command().envs(variables).args(["call", "list_banks", "--retries", "0"]), b"");
    assert_eq!(not_sent.code, 3, "{}", not_sent.stderr);
}

#[test]
fn an_answer_that_never_comes_is_an_unknown_outcome() {
    use std::io::{Read as _, Write as _};
    let gateway = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let base = format!("http://{}/v1", gateway.local_addr().unwrap());
    let sandbox = Sandbox::start();
    let mut variables = sandbox.variables();
    variables[0].1 = base;
    // Answers the login, and closes on the call that follows once it has read it.
    let server = std::thread::spawn(move || {
        let mut closed = 0;
        for connection in gateway.incoming().take(2) {
            let mut connection = connection.unwrap();
            let mut bytes = [0; 8192];
            while let Ok(read @ 1..) = connection.read(&mut bytes) {
                if bytes[..read].starts_with(b"POST /v1/login") {
                    let body = r#"{"success":true,"data":{"token":"t"}}"#;
                    let length = body.len();
                    let answer =
                        format!("HTTP/1.1 200 OK\r\ncontent-length: {length}\r\n\r\n{body}");
                    connection.write_all(answer.as_bytes()).unwrap();
                } else {
                    closed += 1;
                    break;
                }
            }
            if closed > 0 {
                break;
            }
        }
        closed
    });
    let unknown = feed(
        command().envs(variables).args([
            "call",
            "transfer",
            "from_user_id=1",
            "to_user_id=2",
            "amount=1",
            "currency=USD",
        ]),
        b"",
    );
    assert_eq!((unknown.code, unknown.stdout.as_str()), (4, ""), "{}", unknown.stderr);
    assert!(unknown.stderr.contains("hint: look the transaction up"), "{}", unknown.stderr);
    assert_eq!(server.join().unwrap(), 1, "it was sent once");
}

#[test]
fn secrets_come_from_files_variables_and_standard_input_only() {
    let sandbox = Sandbox::start();
    let user = sandbox.merchant(
        &[
            "call",
            "create_user",
            "phone_number=070222703",
            "first_name=A",
            "last_name=B",
            "address=C",
            "currency=USD",
        ],
        b"",
    );
    assert_eq!(user.code, 0, "{}", user.stderr);
    let user: serde_json::Value = serde_json::from_str(&user.stdout).unwrap();
    let user = format!("user_id={}", user["id"]);
    let account = ["call", "tokenize_bank_account", &user, "bank_id=4", "holder_name=@-"];

    let mut in_argv = account.to_vec();
    in_argv.push("bank_number=00010221412688");
    let refused = sandbox.merchant(&in_argv, b"SOK SAN");
    assert_eq!(refused.code, 2);
    assert!(refused.stderr.contains("`bank_number` is a secret"), "{}", refused.stderr);
    assert!(!refused.stderr.contains("00010221412688"));

    let number = sandbox.file("number");
    std::fs::write(&number, "00010221412688\n").unwrap();
    let mut by_file = account.to_vec();
    let parameter = format!("bank_number=@{}", number.display());
    by_file.extend([parameter.as_str(), "--show-signed"]);
    let done = sandbox.merchant(&by_file, b"SOK SAN\n");
    assert_eq!(done.code, 0, "{}", done.stderr);
    assert!(done.stdout.contains(r#""bank_number": "2688""#), "{}", done.stdout);
    assert!(done.stderr.contains("holder_name=[redacted]"), "{}", done.stderr);
    assert!(!done.stderr.contains("SOK SAN"), "{}", done.stderr);

    let mut by_variable = account.to_vec();
    by_variable.push("bank_number=env:ACCOUNT");
    let mut command = command();
    command.envs(sandbox.variables()).env("ACCOUNT", "00010221412688").args(by_variable);
    assert_eq!(feed(&mut command, b"SOK SAN").code, 0);
}

#[test]
fn parameters_come_as_a_whole_too_and_nest() {
    let sandbox = Sandbox::start();
    let done = sandbox.merchant(&["call", "list_banks", "--params", "-"], br#"{"per_page":1}"#);
    assert_eq!(done.code, 0, "{}", done.stderr);
    let nested =
        sandbox.merchant(&["call", "no_such_service", "a.b=1", "a.c:=[1]", "--show-signed"], b"");
    assert_eq!(nested.code, 1);
    assert!(
        nested.stderr.contains(r#"signed: a=[{"b":"1","c":[1]}]&service=no_such_service"#),
        "{}",
        nested.stderr
    );
    for parameters in [&["a"][..], &["a:={"], &["a=1", "a.b=2"]] {
        let mut arguments = vec!["call", "x"];
        arguments.extend(parameters);
        assert_eq!(sandbox.merchant(&arguments, b"").code, 2, "{parameters:?}");
    }
}
