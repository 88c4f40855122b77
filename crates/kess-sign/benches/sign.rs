//! What a signature costs: the canonical string alone, and the whole path beside the bare
//! private-key operation of the same backend. `cargo xtask bench` runs it beside PHP and Node.

#![allow(missing_docs)] // criterion's macros make functions of their own
#![allow(clippy::unwrap_used)] // a bench that cannot go on panics

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use kess_sign::{
    Blocks, Hash, Open, Params, Profile, Seal, Sign, Unsigned, Verify, aws_lc, key, open_text,
    rustcrypto, seal_text, verify,
};

const PRIVATE: &[u8] = include_bytes!("../tests/keys/private.pem");
const PUBLIC: &[u8] = include_bytes!("../tests/keys/public.pem");

/// A pre-order as a merchant sends it: twelve parameters.
const PRE_ORDER: &[u8] = include_bytes!("pre-order.json");

fn many(count: usize) -> Params {
    (0..count).map(|index| (format!("name{:06}", index * 7919 % count), "some value")).collect()
}

fn canonical(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("canonical");
    let pre_order = Params::from_json(PRE_ORDER).unwrap();
    group.bench_function("12 parameters", |bencher| {
        bencher.iter(|| black_box(&pre_order).canonical(&Profile::DEFAULT));
    });
    group.bench_function("12 parameters, from JSON", |bencher| {
        bencher
            .iter(|| Params::from_json(black_box(PRE_ORDER)).unwrap().canonical(&Profile::DEFAULT));
    });
    for count in [10, 1_000, 100_000] {
        let params = many(count);
        group.throughput(Throughput::Elements(count as u64));
        group.bench_with_input(
            BenchmarkId::new("parameters", count),
            &params,
            |bencher, params| {
                bencher.iter(|| params.canonical(&Profile::DEFAULT));
            },
        );
    }
    for (name, value) in [("plain", "a"), ("Khmer, nested", "\u{1780}")] {
        let text = value.repeat((1 << 20) / value.len());
        let params = match name {
            "plain" => Params::from_iter([("value", text)]),
            _ => Params::from_iter([("value", Params::from_iter([("inner", text)]))]),
        };
        group.throughput(Throughput::Bytes(1 << 20));
        group.bench_with_input(BenchmarkId::new("1 MiB", name), &params, |bencher, params| {
            bencher.iter(|| params.canonical(&Profile::DEFAULT));
        });
    }
    group.finish();
}

fn backend<K: Sign + Open, P: Verify + Seal>(
    criterion: &mut Criterion,
    name: &str,
    private: fn(&key::PrivateKey) -> K,
    public: fn(&key::PublicKey) -> P,
) {
    let parsed = key::PrivateKey::parse(PRIVATE).unwrap();
    let (private_key, public_key) =
        (private(&parsed), public(&key::PublicKey::parse(PUBLIC).unwrap()));
    let pre_order = Params::from_json(PRE_ORDER).unwrap();
    let unsigned = Unsigned::new(pre_order.clone(), &Profile::DEFAULT);
    let signed = unsigned.clone().sign(&private_key).unwrap();

    let mut group = criterion.benchmark_group(name);
    group.bench_function("bare private-key operation", |bencher| {
        bencher.iter(|| private_key.sign(Hash::Sha256, black_box(b"")).unwrap());
    });
    group.bench_function("sign: params to base64", |bencher| {
        bencher.iter(|| {
            let canonical = black_box(&pre_order).canonical(&Profile::DEFAULT);
            let signature = private_key.sign(Hash::Sha256, canonical.as_bytes()).unwrap();
            kess_sign::encode_signature(&signature)
        });
    });
    group.bench_function("sign: params to body", |bencher| {
        bencher.iter(|| {
            let unsigned = Unsigned::new(black_box(&pre_order).clone(), &Profile::DEFAULT);
            unsigned.sign(&private_key).unwrap().body()
        });
    });
    group.bench_function("verify", |bencher| {
        bencher
            .iter(|| verify(black_box(signed.params()), &Profile::DEFAULT, &public_key).unwrap());
    });
    group.bench_function("seal", |bencher| {
        bencher.iter(|| {
            seal_text(black_box("4162210200041730"), &public_key, Blocks::Single).unwrap()
        });
    });
    let sealed = seal_text("4162210200041730", &public_key, Blocks::Single).unwrap();
    group.bench_function("open", |bencher| {
        bencher.iter(|| open_text(black_box(&sealed), &private_key).unwrap());
    });
    group.bench_function("read a private key", |bencher| {
        bencher.iter(|| private(&key::PrivateKey::parse(black_box(PRIVATE)).unwrap()));
    });
    group.finish();
}

fn backends(criterion: &mut Criterion) {
    backend(
        criterion,
        "aws_lc",
        |key| aws_lc::PrivateKey::new(key).unwrap(),
        |key| aws_lc::PublicKey::new(key).unwrap(),
    );
    backend(
        criterion,
        "rustcrypto",
        |key| rustcrypto::PrivateKey::new(key).unwrap(),
        |key| rustcrypto::PublicKey::new(key).unwrap(),
    );
}

criterion_group!(benches, canonical, backends);
criterion_main!(benches);
