//! A way to build the string that is signed: the right one, and every choice in which people's
//! code is known to differ from it.

use alloc::string::String;

use super::hash::HashKind;
use crate::profile::Profile;

/// One way to build the string. [`Recipe::new`] is the profile's own; each part that is set to
/// something else is a mistake, and has a name.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a mistake of its own")]
pub(super) struct Recipe {
    pub(super) profile: Profile,
    pub(super) whole_json: bool,
    pub(super) order: Order,
    pub(super) sign: SignField,
    pub(super) sign_type_added: bool,
    pub(super) empties: Empties,
    pub(super) nulls: &'static str,
    pub(super) bools: Bools,
    pub(super) numbers: Numbers,
    pub(super) texts: Texts,
    pub(super) nested: Nested,
    pub(super) inner: Inner,
    pub(super) escape: Escape,
    pub(super) layout: Layout,
    pub(super) sorted_deep: bool,
    pub(super) objects_kept: bool,
    pub(super) percent: Option<Percent>,
    pub(super) names_encoded: bool,
    pub(super) joiner: &'static str,
    pub(super) pair: Pair,
    pub(super) around: Around,
    pub(super) coded: Coded,
    pub(super) without: Option<String>,
    pub(super) respelled: Option<(String, String)>,
}

/// The order of the parameters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    Sorted,
    Wire,
    FoldedLower,
    FoldedUpper,
    Descending,
    AsPairs,
    ByValue,
    SignTypeLast,
}

/// What becomes of `sign`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SignField {
    Out,
    Blank,
    /// With the value that a hint says it had.
    Kept,
}

/// Which empty values are left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Empties {
    AsProfile,
    Kept,
    NullsLeftOut,
}

/// How `true` and `false` are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bools {
    Digits,
    Words,
    CapitalWords,
    FalseBlank,
    FalseLeftOut,
}

/// How a JSON number is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Numbers {
    Php,
    AsWritten,
    AllDigits,
    WithPoint,
    TwoPlaces,
    AllTwoPlaces,
}

/// What becomes of numbers and of text that looks like one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Texts {
    AsIs,
    ZerosStripped,
    /// In JSON: numbers in quotes.
    Quoted,
    /// In JSON: numeric text without quotes.
    Unquoted,
}

/// How a list or an object is put into the string.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Nested {
    Json,
    Bracketed,
    EmptyBracketed,
    Dotted,
    LeftOut,
    Word(&'static str),
    Joined,
    JavaMap,
    PythonRepr,
}

/// What is done to the JSON before the brackets are put around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Inner {
    Plain,
    UrlEncoded,
    Base64,
}

/// Which characters JSON escapes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Escape {
    AsProfile,
    SlashesAlone,
    UnicodeAlone,
    Html,
    HtmlAndEquals,
}

/// White space in JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Layout {
    Compact,
    Spaced,
    Pretty(usize),
}

/// Percent-encodings besides the two of PHP.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Percent {
    Form,
    Rfc3986,
    /// `encodeURIComponent` of JavaScript.
    Component,
    /// `URLEncoder` of Java, `URLSearchParams` of JavaScript.
    FormKeepingStar,
    /// `urllib.parse.quote` of Python, which keeps slashes.
    KeepingSlash,
    /// `HttpUtility.UrlEncode` of .NET, in lower case.
    LowerCase,
}

/// How a name and its value are put together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pair {
    Equals,
    Run,
    Colon,
    ValueAlone,
    Quoted,
}

/// What stands around the string; `{}` is the secret that the caller suspects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Around {
    pub(super) before: &'static str,
    pub(super) after: &'static str,
}

/// What is done to the whole string before it is hashed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Coded {
    Plain,
    Percent(Percent),
    Base64,
    HexDigest { hash: HashKind, upper: bool },
    RawDigest(HashKind),
    Base64Digest(HashKind),
    Utf16 { big_endian: bool, mark: bool },
    QuestionMarks,
    Latin1,
    Utf8Twice,
    Html,
    JsonString,
    LowerCase,
    UpperCase,
    WithoutSpaces,
    CarriageReturns,
    NoCarriageReturns,
}

impl Recipe {
    /// The profile's own.
    pub(super) fn new(profile: Profile) -> Self {
        Self {
            profile,
            whole_json: false,
            order: Order::Sorted,
            sign: SignField::Out,
            sign_type_added: false,
            empties: Empties::AsProfile,
            nulls: "",
            bools: Bools::Digits,
            numbers: Numbers::Php,
            texts: Texts::AsIs,
            nested: Nested::Json,
            inner: Inner::Plain,
            escape: Escape::AsProfile,
            layout: Layout::Compact,
            sorted_deep: false,
            objects_kept: false,
            percent: None,
            names_encoded: false,
            joiner: "&",
            pair: Pair::Equals,
            around: Around { before: "", after: "" },
            coded: Coded::Plain,
            without: None,
            respelled: None,
        }
    }
}
