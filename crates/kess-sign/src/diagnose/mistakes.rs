//! The mistakes that are tried, the likeliest first.

use alloc::vec::Vec;

use super::hash::HashKind;
use super::recipe::{
    Around, Bools, Coded, Empties, Escape, Inner, Layout, Nested, Numbers, Order, Pair, Percent,
    Recipe, SignField, Texts,
};
use crate::profile::{JsonStyle, Profile, SignType};

/// One change to a recipe.
#[derive(Clone, Copy, Debug)]
pub(super) enum Mistake {
    Order(Order),
    SignBlank,
    SignTypeAdded,
    Empties(Empties),
    Nulls(&'static str),
    Bools(Bools),
    Numbers(Numbers),
    Texts(Texts),
    Nested(Nested),
    Inner(Inner),
    Escape(Escape),
    Layout(Layout),
    SortedDeep,
    ObjectsKept,
    Percent(Percent),
    HttpBuildQuery(Percent),
    NamesEncoded(Percent),
    Joiner(&'static str),
    Pair(Pair),
    /// Two that come together.
    PairJoined(Pair, &'static str),
    Around(&'static str, &'static str),
    Coded(Coded),
}

impl Mistake {
    pub(super) fn apply(self, recipe: &mut Recipe) {
        match self {
            Self::Order(order) => recipe.order = order,
            Self::SignBlank => recipe.sign = SignField::Blank,
            Self::SignTypeAdded => recipe.sign_type_added = true,
            Self::Empties(empties) => recipe.empties = empties,
            Self::Nulls(text) => recipe.nulls = text,
            Self::Bools(bools) => recipe.bools = bools,
            Self::Numbers(numbers) => recipe.numbers = numbers,
            Self::Texts(texts) => recipe.texts = texts,
            Self::Nested(nested) => recipe.nested = nested,
            Self::Inner(inner) => recipe.inner = inner,
            Self::Escape(escape) => recipe.escape = escape,
            Self::Layout(layout) => recipe.layout = layout,
            Self::SortedDeep => recipe.sorted_deep = true,
            Self::ObjectsKept => recipe.objects_kept = true,
            Self::Percent(percent) => recipe.percent = Some(percent),
            Self::HttpBuildQuery(percent) => {
                recipe.names_encoded = true;
                recipe.nested = Nested::Bracketed;
                recipe.percent = Some(percent);
            }
            Self::NamesEncoded(percent) => {
                recipe.names_encoded = true;
                recipe.percent = Some(percent);
            }
            Self::Joiner(joiner) => recipe.joiner = joiner,
            Self::Pair(pair) => recipe.pair = pair,
            Self::PairJoined(pair, joiner) => {
                recipe.pair = pair;
                recipe.joiner = joiner;
            }
            Self::Around(before, after) => recipe.around = Around { before, after },
            Self::Coded(coded) => recipe.coded = coded,
        }
    }

    /// Whether the two cannot be made at once, since they decide the same.
    pub(super) fn excludes(self, other: Self) -> bool {
        core::mem::discriminant(&self) == core::mem::discriminant(&other)
            || (self.encodes() && other.encodes())
    }

    fn encodes(self) -> bool {
        matches!(
            self,
            Self::Percent(_) | Self::HttpBuildQuery(_) | Self::NamesEncoded(_) | Self::Nested(_)
        )
    }
}

/// Every mistake by itself, the likeliest first.
pub(super) fn all(secret: bool) -> Vec<Mistake> {
    use Mistake as M;
    let mut all = Vec::with_capacity(128);
    all.extend([
        M::Order(Order::Wire),
        M::SignBlank,
        M::SignTypeAdded,
        M::Empties(Empties::Kept),
        M::Empties(Empties::NullsLeftOut),
        M::Nulls("null"),
        M::Nulls("None"),
        M::Nulls("NULL"),
        M::Nulls("undefined"),
        M::Nulls("nil"),
        M::Bools(Bools::Words),
        M::Bools(Bools::CapitalWords),
        M::Bools(Bools::FalseBlank),
        M::Bools(Bools::FalseLeftOut),
        // A literal of many digits is both of these, and the second says less.
        M::Numbers(Numbers::AllDigits),
        M::Numbers(Numbers::AsWritten),
        M::Numbers(Numbers::TwoPlaces),
        M::Numbers(Numbers::AllTwoPlaces),
        M::Numbers(Numbers::WithPoint),
        M::Texts(Texts::ZerosStripped),
    ]);
    // How each language's JSON differs from PHP's.
    all.extend([
        M::Escape(Escape::UnicodeAlone),
        M::Escape(Escape::SlashesAlone),
        M::Escape(Escape::Html),
        M::Escape(Escape::HtmlAndEquals),
        M::SortedDeep,
        M::Layout(Layout::Spaced),
        M::Layout(Layout::Pretty(4)),
        M::Layout(Layout::Pretty(2)),
        M::ObjectsKept,
        M::Texts(Texts::Quoted),
        M::Texts(Texts::Unquoted),
        M::Inner(Inner::UrlEncoded),
        M::Inner(Inner::Base64),
        M::Nested(Nested::Bracketed),
        M::Nested(Nested::EmptyBracketed),
        M::Nested(Nested::Dotted),
        M::Nested(Nested::LeftOut),
        M::Nested(Nested::Word("Array")),
        M::Nested(Nested::Word("[object Object]")),
        M::Nested(Nested::Joined),
        M::Nested(Nested::JavaMap),
        M::Nested(Nested::PythonRepr),
    ]);
    all.extend([
        M::Order(Order::FoldedLower),
        M::Order(Order::FoldedUpper),
        M::Order(Order::Descending),
        M::Order(Order::AsPairs),
        M::Order(Order::SignTypeLast),
        M::Order(Order::ByValue),
        M::Percent(Percent::Component),
        M::Percent(Percent::FormKeepingStar),
        M::Percent(Percent::KeepingSlash),
        M::Percent(Percent::LowerCase),
        M::NamesEncoded(Percent::Form),
        M::NamesEncoded(Percent::Rfc3986),
        M::NamesEncoded(Percent::Component),
        M::HttpBuildQuery(Percent::Form),
        M::HttpBuildQuery(Percent::Rfc3986),
        M::PairJoined(Pair::ValueAlone, ""),
        M::Pair(Pair::ValueAlone),
        M::PairJoined(Pair::ValueAlone, "|"),
        M::PairJoined(Pair::ValueAlone, ","),
        M::PairJoined(Pair::Run, ""),
        M::Joiner(""),
        M::Joiner(","),
        M::Joiner("&amp;"),
        M::Joiner("\n"),
        M::Joiner("|"),
        M::Joiner(";"),
        M::Joiner(", "),
        M::Pair(Pair::Quoted),
        M::Pair(Pair::Run),
        M::Pair(Pair::Colon),
    ]);
    if secret {
        all.extend(APPENDED.map(|(before, after)| M::Around(before, after)));
    }
    all.extend(AROUND.map(|(before, after)| M::Around(before, after)));
    all.extend(CODED.map(M::Coded));
    for hash in HashKind::COMPUTED {
        all.extend([
            M::Coded(Coded::HexDigest { hash, upper: false }),
            M::Coded(Coded::HexDigest { hash, upper: true }),
            M::Coded(Coded::RawDigest(hash)),
            M::Coded(Coded::Base64Digest(hash)),
        ]);
    }
    all
}

const APPENDED: [(&str, &str); 7] = [
    ("", "&key={}"),
    ("", "{}"),
    ("", "&{}"),
    ("{}", ""),
    ("{}", "{}"),
    ("key={}&", ""),
    ("", "&secret_key={}"),
];

const AROUND: [(&str, &str); 11] = [
    ("", "&"),
    ("", "\n"),
    ("", "\r\n"),
    ("?", ""),
    ("&", ""),
    ("\u{feff}", ""),
    ("", " "),
    ("", "\0"),
    (" ", ""),
    ("?", "&"),
    ("\n", "\n"),
];

const CODED: [Coded; 21] = [
    Coded::Percent(Percent::Form),
    Coded::Percent(Percent::Rfc3986),
    Coded::Percent(Percent::Component),
    Coded::Percent(Percent::FormKeepingStar),
    Coded::Percent(Percent::KeepingSlash),
    Coded::Percent(Percent::LowerCase),
    Coded::Base64,
    Coded::Html,
    Coded::JsonString,
    Coded::QuestionMarks,
    Coded::Latin1,
    Coded::Utf8Twice,
    Coded::Utf16 { big_endian: false, mark: false },
    Coded::Utf16 { big_endian: true, mark: false },
    Coded::Utf16 { big_endian: false, mark: true },
    Coded::Utf16 { big_endian: true, mark: true },
    Coded::LowerCase,
    Coded::UpperCase,
    Coded::WithoutSpaces,
    Coded::CarriageReturns,
    Coded::NoCarriageReturns,
];

/// Every way in which a body is written as JSON, for those who sign the body itself.
pub(super) fn bodies(base: &Recipe) -> impl Iterator<Item = Recipe> + use<> {
    let orders = [(Order::Wire, false), (Order::Sorted, false), (Order::Sorted, true)];
    let signs = [
        (SignField::Out, SignType::Signed),
        (SignField::Blank, SignType::Signed),
        (SignField::Out, SignType::Omitted),
    ];
    let empties = [Empties::Kept, Empties::AsProfile];
    let numbers = [Numbers::AsWritten, Numbers::Php];
    let escaped = [JsonStyle::Unescaped, JsonStyle::Php];
    let mut recipes = Vec::with_capacity(2048);
    for (order, sorted_deep) in orders {
        for (sign, sign_type) in signs {
            for empties in empties {
                for numbers in numbers {
                    for json in escaped {
                        let profile = Profile { json, sign_type, ..base.profile };
                        let body = Recipe { profile, order, sign, sorted_deep, ..base.clone() };
                        let body = Recipe { whole_json: true, empties, numbers, ..body };
                        // Escapes of their own do not depend on the profile's.
                        let once = json == JsonStyle::Unescaped;
                        recipes.extend(
                            styles(&body).filter(|style| once || style.escape == Escape::AsProfile),
                        );
                    }
                }
            }
        }
    }
    recipes.into_iter()
}

/// Every way in which lists and objects are written as JSON inside the string.
pub(super) fn inner_json(base: &Recipe) -> impl Iterator<Item = Recipe> + use<> {
    let orders = [Order::Sorted, Order::Wire];
    let numbers = [Numbers::Php, Numbers::AsWritten];
    let mut recipes = Vec::with_capacity(128);
    for order in orders {
        for sorted_deep in [false, true] {
            for numbers in numbers {
                recipes.extend(styles(&Recipe { order, numbers, sorted_deep, ..base.clone() }));
            }
        }
    }
    recipes.into_iter()
}

fn styles(base: &Recipe) -> impl Iterator<Item = Recipe> {
    let layouts = [Layout::Compact, Layout::Spaced, Layout::Pretty(4), Layout::Pretty(2)];
    let escapes = [
        Escape::AsProfile,
        Escape::UnicodeAlone,
        Escape::SlashesAlone,
        Escape::Html,
        Escape::HtmlAndEquals,
    ];
    layouts.into_iter().flat_map(move |layout| {
        escapes.into_iter().flat_map(move |escape| {
            [false, true].map(|objects_kept| Recipe {
                escape,
                layout,
                objects_kept,
                ..base.clone()
            })
        })
    })
}
