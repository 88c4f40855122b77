//! What people and tools do to the text of a key changes nothing about it.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use kess_sign::key::{KeyError, PrivateKey, PublicKey};
use proptest::prelude::*;

use crate::fixtures::read;

const FORMS: &[&str] = &["merchant.pkcs8.pem", "merchant.pkcs1.pem", "bundle.pem"];

/// Everything that the documentation of `kess_sign::key` says makes no difference.
#[derive(Clone, Debug)]
enum Mangling {
    Wrap(usize),
    Escape { carriage_return: bool },
    EscapeAgain,
    EscapeSlashes,
    EscapePluses,
    CarriageReturns,
    OneLine,
    Quote(char),
    Surround { before: String, after: String },
    ByteOrderMark,
    Encode,
}

fn mangling() -> impl Strategy<Value = Mangling> {
    prop_oneof![
        (1_usize..200).prop_map(Mangling::Wrap),
        any::<bool>().prop_map(|carriage_return| Mangling::Escape { carriage_return }),
        Just(Mangling::EscapeAgain),
        Just(Mangling::EscapeSlashes),
        Just(Mangling::EscapePluses),
        Just(Mangling::CarriageReturns),
        Just(Mangling::OneLine),
        prop::sample::select(vec!['"', '\'', '`', '”']).prop_map(Mangling::Quote),
        ("[ \t\n]{0,9}", "[ \t\n]{0,9}")
            .prop_map(|(before, after)| Mangling::Surround { before, after }),
        Just(Mangling::ByteOrderMark),
    ]
}

impl Mangling {
    fn apply(&self, text: &str) -> String {
        match self {
            Self::Wrap(width) => rewrapped(text, *width),
            Self::Escape { carriage_return: true } => text.replace('\n', r"\r\n"),
            Self::Escape { carriage_return: false } => text.replace('\n', r"\n"),
            Self::EscapeAgain => text.replace('\\', r"\\"),
            Self::EscapeSlashes => text.replace('/', r"\/"),
            Self::EscapePluses => text.replace('+', r"\u002b"),
            Self::CarriageReturns => text.replace('\n', "\r\n"),
            Self::OneLine => text.replace('\n', " "),
            Self::Quote(quote) => format!("{quote}{text}{quote}"),
            Self::Surround { before, after } => format!("{before}{text}{after}"),
            Self::ByteOrderMark => format!("\u{feff}{text}"),
            Self::Encode => STANDARD.encode(text),
        }
    }
}

/// PEM with lines of another length; other text as it is.
fn rewrapped(text: &str, width: usize) -> String {
    let mut wrapped = String::new();
    for line in text.split('\n') {
        let base64 =
            line.len() == 64 && line.chars().all(|c| c.is_ascii_alphanumeric() || "+/".contains(c));
        if !base64 {
            wrapped += line;
            wrapped.push('\n');
            continue;
        }
        for (index, c) in line.char_indices() {
            if index % width == 0 && index > 0 {
                wrapped.push('\n');
            }
            wrapped.push(c);
        }
        wrapped.push('\n');
    }
    wrapped
}

fn text(name: &str) -> String {
    String::from_utf8(read(&format!("keys/{name}"))).unwrap()
}

proptest! {
    #[test]
    fn a_mangled_key_is_the_same_key(
        name in prop::sample::select(FORMS),
        first in prop::collection::vec(mangling(), 0..6),
        encode in any::<bool>(),
        second in prop::collection::vec(mangling(), 0..4),
    ) {
        let key = PrivateKey::parse(&read("keys/merchant.pkcs8.pem")).unwrap();
        let all = first.iter().chain(encode.then_some(&Mangling::Encode)).chain(&second);
        let mangled = all.fold(text(name), |text, mangling| mangling.apply(&text));

        let parsed = PrivateKey::parse(mangled.as_bytes()).unwrap();
        prop_assert_eq!(parsed.as_pkcs1_der(), key.as_pkcs1_der());
        if name == "bundle.pem" {
            prop_assert_eq!(PublicKey::parse(mangled.as_bytes()).unwrap(), key.public_key());
        }
        let utf16 = format!("\u{feff}{mangled}");
        for bytes in [u16::to_le_bytes, u16::to_be_bytes] {
            let utf16: Vec<u8> = utf16.encode_utf16().flat_map(bytes).collect();
            prop_assert!(PrivateKey::parse(&utf16).is_ok());
        }
    }

    #[test]
    fn base64_without_armour_is_enough(width in 1_usize..100, quote in any::<bool>()) {
        let der = read("keys/merchant.spki.der");
        for base64 in [STANDARD.encode(&der), URL_SAFE_NO_PAD.encode(&der)] {
            let lines: Vec<&[u8]> = base64.as_bytes().chunks(width).collect();
            let mut text = lines.join(b"\r\n".as_slice());
            if quote {
                text.insert(0, b'"');
                text.push(b'"');
            }
            prop_assert!(PublicKey::parse(&text).is_ok());
        }
    }

    #[test]
    fn nothing_makes_reading_panic(
        bytes in prop::collection::vec(any::<u8>(), 0..300),
        name in prop::sample::select(vec![
            "bundle.pem", "bundle.encrypted.pem", "encrypted.legacy.pem", "certificate.der",
            "merchant.pkcs8.der", "merchant.spki.b64", "request.csr", "certificates.der.p7b",
            "store.p12", "mangled.json-twice.txt", "mangled.notepad-utf16be.pem",
        ]),
        at in any::<prop::sample::Index>(),
        cut in any::<prop::sample::Index>(),
    ) {
        let mut file = read(&format!("keys/{name}"));
        let at = at.index(file.len());
        let end = (at + bytes.len() % 9).min(file.len());
        file.splice(at..end, bytes.iter().copied().take(8));
        file.truncate(cut.index(file.len()) + file.len() / 2 + 1);
        for input in [bytes, file] {
            drop(PrivateKey::parse(&input));
            drop(PublicKey::parse(&input));
        }
    }
}

#[test]
fn a_path_is_not_a_key() {
    for path in ["/etc/kess/private.pem", "keys/private.pem", r"C:\keys\private.key", "~/key\n"] {
        assert_eq!(PrivateKey::parse(path.as_bytes()).unwrap_err(), KeyError::Path, "{path}");
    }
    insta::assert_snapshot!(KeyError::Path, @"this is the path of a file, not a key: give what is in the file");
}

#[test]
fn nothing_behind_a_key_that_was_refused_is_taken_in_its_stead() {
    let both = format!("{}{}", text("ec-p256.pkcs8.pem"), text("merchant.pkcs8.pem"));
    assert_eq!(PrivateKey::parse(both.as_bytes()).unwrap_err(), KeyError::NotRsa("an EC"));
    let both = format!("{}{}", text("ec-p256.pkcs8.pem"), text("merchant.spki.pem"));
    assert!(PublicKey::parse(both.as_bytes()).is_ok(), "which is not of the wanted kind");
    let both = format!("{}{}", text("other.spki.pem"), text("merchant.spki.pem"));
    let other = PublicKey::parse(&read("keys/other.spki.pem")).unwrap();
    assert_eq!(PublicKey::parse(both.as_bytes()).unwrap(), other, "the first");
}
