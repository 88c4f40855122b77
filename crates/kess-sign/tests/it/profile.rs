//! The text form of a signing profile.

use kess_sign::{ArrayStyle, Empty, Profile};

#[test]
fn text_names_what_differs_from_the_default() {
    let profile: Profile = " array=always , empty=php,".parse().unwrap();
    assert_eq!((profile.array, profile.empty), (ArrayStyle::Always, Empty::Php));
    assert_eq!(profile.to_string(), "empty=php,array=always");
    assert_eq!("".parse::<Profile>().unwrap(), Profile::DEFAULT);
    assert_eq!("hash=sha256".parse::<Profile>().unwrap(), Profile::DEFAULT);
}

#[test]
fn mistakes_are_told_with_what_could_be() {
    let error = |text: &str| text.parse::<Profile>().unwrap_err().to_string();
    insta::assert_snapshot!(error("empty"), @"`empty` is not of the form name=value");
    insta::assert_snapshot!(error("arrays=json"), @"a signing profile has no part `arrays`; it has `empty` `array` `json` `encode` `hash` `sign_type` `trim` ");
    insta::assert_snapshot!(error("array=jsn"), @"`array` cannot be `jsn`; it can be bracketed or json or always");
    insta::assert_snapshot!(error("trim=php,trim=keep"), @"`trim` is given twice");
    #[cfg(not(feature = "legacy-sha1"))]
    insta::assert_snapshot!(error("hash=sha1"), @"`hash=sha1` needs kess-sign with its feature `legacy-sha1`");
}
