//! `demo`.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::program::run;

#[test]
fn every_operation_is_shown_and_every_refusal() {
    let ran = run(&["demo", "--json"], b"");
    assert_eq!(ran.code, 0, "{}{}", ran.stdout, ran.stderr);
    let lines: Vec<Value> =
        ran.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let (ledger, steps) = lines.split_last().unwrap();
    assert_eq!(ledger["balanced"], true);
    assert!(steps.iter().all(|step| step["as_it_should"] == true));

    let called: BTreeSet<&str> =
        steps.iter().map(|step| step["operation"].as_str().unwrap()).collect();
    let shown = |operation: &&kess_sdk::OperationInfo| called.contains(operation.name);
    assert!(kess_sdk::OPERATIONS.iter().copied().filter(|info| shown(info)).count() >= 17);
    let refused = steps.iter().filter(|step| step["outcome"] == "rejected").count();
    assert_eq!(refused, 5);
}

#[test]
fn nothing_secret_is_shown() {
    let ran = run(&["demo"], b"");
    assert_eq!(ran.code, 0);
    let shown = format!("{}{}", ran.stdout, ran.stderr);
    for secret in [
        "sandbox-password",
        "sandbox-secret-key",
        "4162210200041730",
        "9704000000000018",
        "00010221412688",
        "SOKHA CHAN",
        "123456",
    ] {
        assert!(!shown.contains(secret), "{secret}");
    }
    assert!(!shown.contains('\u{1b}'), "no colour where there is no terminal");
}
