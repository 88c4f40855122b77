//! Random requests, and PHP's word on each: the canonical string of `kess` against the oracle's.

use std::process::Command;
use std::time::{SystemTime, UNIX_EPOCH};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use crate::oracle;
use crate::peer::Peer;
use crate::run::{Result, cargo, root, say};

/// How many requests are under way at once; what is held in memory does not grow with their total.
const CHUNK: usize = 1000;

/// Each part of a signing profile, with its values.
const PROFILE: [(&str, &[&str]); 7] = [
    ("empty", &["null", "php"]),
    ("array", &["bracketed", "json", "always"]),
    ("json", &["php", "unescaped"]),
    ("encode", &["raw", "form", "rfc3986"]),
    ("hash", &["sha256", "sha1"]),
    ("sign_type", &["signed", "omitted"]),
    ("trim", &["keep", "php"]),
];

/// Compares `count` requests, from `seed` or from a fresh one that is printed.
pub(crate) fn run(count: u64, seed: Option<u64>) -> Result {
    let seed = seed.unwrap_or_else(fresh_seed);
    say(&format!("── {count} random requests, --seed {seed}"));
    cargo("build kess", "build --locked --package kess-cli")?;
    let mut php = Peer::start(oracle::php())?;
    let program = root().join("target/debug").join(format!("kess{}", std::env::consts::EXE_SUFFIX));
    let mut canonical = Command::new(program);
    canonical.args(["canonical", "--lines"]);
    let mut kess = Peer::start(canonical)?;

    let mut random = Random(seed);
    let (mut compared, mut refused) = (0, 0);
    while compared < count {
        let size = CHUNK.min(usize::try_from(count - compared).unwrap_or(CHUNK));
        let requests: Vec<Request> = (0..size).map(|_| Request::random(&mut random)).collect();
        let theirs = php.answers(requests.iter().map(Request::for_php).collect())?;
        let ours = kess.answers(requests.iter().map(Request::for_kess).collect())?;
        for ((request, theirs), ours) in requests.iter().zip(&theirs).zip(&ours) {
            refused += u64::from(agree(request, theirs, ours)?);
        }
        compared += size as u64;
    }
    say(&format!("── {compared} compared without a difference, {refused} of them refused by both"));
    if refused == 0 || refused * 2 > compared {
        return Err("the requests are not worth comparing: none, or most, are refused".into());
    }
    Ok(())
}

/// Whether both refuse; an error where the two differ.
fn agree(request: &Request, theirs: &str, ours: &str) -> Result<bool> {
    let parse =
        |answer: &str| serde_json::from_str::<Value>(answer).map_err(|e| format!("{e}: {answer}"));
    let (php, kess) = (parse(theirs)?, parse(ours)?);
    let php = php["canonical_b64"].as_str().and_then(|text| STANDARD.decode(text).ok());
    let kess = kess["canonical"].as_str().map(str::as_bytes);
    if php.as_deref() == kess {
        return Ok(php.is_none());
    }
    Err(format!(
        "PHP and kess differ\nprofile: {}\nparams:  {}\nPHP:     {}\nkess:    {ours}",
        request.profile,
        request.params,
        php.map_or_else(|| theirs.to_owned(), |php| String::from_utf8_lossy(&php).into_owned()),
    ))
}

fn fresh_seed() -> u64 {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(now.as_nanos() & u128::from(u64::MAX)).unwrap_or_default()
}

struct Request {
    params: String,
    profile: Value,
}

impl Request {
    fn random(random: &mut Random) -> Self {
        let profile = PROFILE.iter().map(|(part, values)| (*part, random.pick(values)));
        let profile: serde_json::Map<String, Value> =
            profile.map(|(part, value)| (part.to_owned(), value.into())).collect();
        let mut params = String::new();
        object(random, 0, &mut params);
        Self { params, profile: profile.into() }
    }

    fn for_php(&self) -> String {
        json!({"params_b64": STANDARD.encode(&self.params), "profile": self.profile}).to_string()
    }

    fn for_kess(&self) -> String {
        format!("{{\"params\":{},\"profile\":{}}}", self.params, self.profile)
    }
}

fn object(random: &mut Random, depth: u32, out: &mut String) {
    let numbered = random.one_in(6);
    out.push('{');
    for index in 0..random.below(if depth == 0 { 12 } else { 5 }) {
        separate(random, index, out);
        if numbered && !random.one_in(8) {
            *out += &format!("\"{index}\"");
        } else {
            key(random, out);
        }
        space(random, out);
        out.push(':');
        space(random, out);
        value(random, depth + 1, out);
    }
    out.push('}');
}

fn separate(random: &mut Random, index: u64, out: &mut String) {
    if index > 0 {
        out.push(',');
    }
    space(random, out);
}

fn space(random: &mut Random, out: &mut String) {
    if random.one_in(12) {
        *out += random.pick(&[" ", "\t", "\r", "   "]);
    }
}

fn key(random: &mut Random, out: &mut String) {
    const KEYS: &[&str] = &[
        "a",
        "b",
        "A",
        "amount",
        "service",
        "sign",
        "sign_type",
        "",
        "0",
        "1",
        "01",
        "-1",
        "10",
        "9223372036854775808",
        "&",
        "=",
        "[",
        "a&b",
        "ក",
        "é",
        "\u{10ffff}",
        " a",
        "a\\u0000",
        "\\ud83d\\ude00",
        "/",
        "\\/",
        "a.b",
    ];
    if random.one_in(5) {
        string(random, out);
    } else {
        *out += &format!("\"{}\"", random.pick(KEYS));
    }
}

fn value(random: &mut Random, depth: u32, out: &mut String) {
    let nested = depth < 6;
    match random.below(12) {
        0 => *out += random.pick(&["null", "true", "false"]),
        1..=4 => number(random, out),
        5 | 6 if nested => object(random, depth, out),
        7 | 8 if nested => {
            out.push('[');
            for index in 0..random.below(5) {
                separate(random, index, out);
                value(random, depth + 1, out);
            }
            out.push(']');
        }
        _ => string(random, out),
    }
}

fn number(random: &mut Random, out: &mut String) {
    const ODD: &[&str] = &[
        "0",
        "-0",
        "-0.0",
        "0.0",
        "1e2",
        "1E+5",
        "10.50",
        "0.1",
        "0.30000000000000004",
        "1e14",
        "99999999999999.9",
        "100000000000005.0",
        "-755421096766405.0",
        "1e15",
        "1e16",
        "1e17",
        "0.0001",
        "0.00009999999999999999",
        "0.00001",
        "5e-324",
        "2.2250738585072014e-308",
        "1.7976931348623157e308",
        "1e-400",
        "9223372036854775807",
        "9223372036854775808",
        "-9223372036854775808",
        "-9223372036854775809",
        "18446744073709551616",
        "123456789012345678",
    ];
    let text = match random.below(6) {
        0 => random.pick(ODD).to_owned(),
        1 => random.below(100_000).to_string(),
        2 => i64::from_ne_bytes(random.next().to_ne_bytes()).to_string(),
        // Any double there is, as its shortest digits.
        3 => match f64::from_bits(random.next()) {
            float if float.is_finite() => format!("{float:e}"),
            _ => "0".to_owned(),
        },
        // Money, and longer literals than a double can tell apart.
        4 => format!("{}.{:02}", random.below(1_000_000), random.below(100)),
        _ => {
            let digits = |random: &mut Random| -> String {
                (0..=random.below(22))
                    .map(|_| char::from(b'0' + (random.next() % 10) as u8))
                    .collect()
            };
            let whole = digits(random);
            let whole = whole.trim_start_matches('0');
            let whole = if whole.is_empty() { "0" } else { whole };
            let sign = if random.one_in(4) { "-" } else { "" };
            let exponent = if random.one_in(3) {
                format!("e{}", random.below(80).cast_signed() - 40)
            } else {
                String::new()
            };
            format!("{sign}{whole}.{}{exponent}", digits(random))
        }
    };
    *out += &text;
}

fn string(random: &mut Random, out: &mut String) {
    const PIECES: &[&str] = &[
        "a",
        "Z",
        "7",
        "0",
        " ",
        "&",
        "=",
        "+",
        "%",
        "/",
        "\\/",
        "~",
        "-",
        "_",
        ".",
        "[",
        "]",
        "{",
        "\\\"",
        "\\\\",
        "\\b",
        "\\f",
        "\\n",
        "\\r",
        "\\t",
        "\\u0000",
        "\\u001f",
        "\\u000b",
        "\u{7f}",
        "\\u007f",
        "é",
        "ក",
        "ខ្មែរ",
        "\u{2028}",
        "\\u2029",
        "\u{feff}",
        "\\ufeff",
        "😀",
        "\\ud83d\\ude00",
        "\\uD83D\\uDE00",
        "\u{ffff}",
        "\\uFFFF",
        "\u{a0}",
        "'",
        "<",
        ">",
    ];
    out.push('"');
    for _ in 0..random.below(9) {
        *out += random.pick(PIECES);
    }
    if random.one_in(400) {
        // Half a pair, which both must refuse.
        *out += random.pick(&["\\ud800", "\\udc00", "\\ud800\\u0041", "\\udfff\\ud800"]);
    }
    out.push('"');
}

/// `SplitMix64`: enough to make requests, and the same everywhere.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound
    }

    fn one_in(&mut self, many: u64) -> bool {
        self.below(many) == 0
    }

    fn pick<'a>(&mut self, choices: &[&'a str]) -> &'a str {
        let index = usize::try_from(self.below(choices.len() as u64)).unwrap_or_default();
        choices[index]
    }
}
