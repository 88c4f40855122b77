//! The names of what a recipe does.

use alloc::vec::Vec;

use super::cause::Cause;
use super::finding::Finding;
use super::recipe::{
    Around, Bools, Coded, Empties, Escape, Inner, Layout, Nested, Numbers, Order, Pair, Recipe,
    SignField, Texts,
};
use crate::profile::{ArrayStyle, Empty, Encoding, Hash, JsonStyle, Profile, SignType, Trim};

impl Recipe {
    /// What it does otherwise than the profile that was expected, the weightiest first.
    pub(super) fn findings(&self, expected: &Profile) -> Vec<Finding> {
        let mut found = Vec::new();
        let mut note = |wrong: bool, finding: Finding| {
            if wrong {
                found.push(finding);
            }
        };
        // A body that is signed as JSON differs in everything else as well; that is one mistake.
        if self.whole_json {
            note(true, Cause::JsonSigned.into());
            note(self.sign != SignField::Out, Cause::SignLeftIn.into());
            return found;
        }
        let built_query = self.names_encoded && self.nested == Nested::Bracketed;
        if built_query {
            note(true, Cause::HttpBuildQuery.into());
        }
        note(self.sign != SignField::Out, Cause::SignLeftIn.into());
        note(self.sign_type_added, Cause::SignTypeNotSent.into());
        found.extend(self.of_order());
        found.extend(self.of_values());
        if !built_query {
            found.extend(self.of_nesting());
        }
        found.extend(self.of_form(built_query));
        if let Some(name) = &self.without {
            found.push(Finding::quoted(Cause::FieldLeftOut, name));
        }
        if let Some((name, _)) = &self.respelled {
            found.push(Finding::quoted(Cause::NumberRespelled, name));
        }
        found.extend(switches(&self.profile, expected).filter(|_| !built_query));
        found
    }

    fn of_order(&self) -> Option<Finding> {
        Some(match self.order {
            Order::Sorted => return None,
            Order::Wire => Cause::NotSorted.into(),
            Order::FoldedLower | Order::FoldedUpper => Cause::SortedIgnoringCase.into(),
            Order::Descending => Cause::SortedDescending.into(),
            Order::AsPairs => Cause::SortedAsPairs.into(),
            Order::ByValue => Cause::SortedByValue.into(),
            Order::SignTypeLast => Cause::SignTypeLast.into(),
        })
    }

    fn of_values(&self) -> impl Iterator<Item = Finding> {
        let empties = (self.empties != Empties::AsProfile).then(|| Cause::EmptyKept.into());
        let nulls =
            (!self.nulls.is_empty()).then(|| Finding::quoted(Cause::NullAsText, self.nulls));
        let bools = match self.bools {
            Bools::Digits => None,
            Bools::Words | Bools::CapitalWords => Some(Cause::BoolAsText.into()),
            Bools::FalseBlank | Bools::FalseLeftOut => Some(Cause::FalseAsEmpty.into()),
        };
        let numbers = match self.numbers {
            Numbers::Php => None,
            Numbers::AsWritten => Some(Cause::NumberAsWritten.into()),
            Numbers::AllDigits => Some(Cause::NumberAllDigits.into()),
            Numbers::WithPoint => Some(Cause::NumberWithPoint.into()),
            Numbers::TwoPlaces | Numbers::AllTwoPlaces => Some(Cause::NumberTwoPlaces.into()),
        };
        let texts = match self.texts {
            Texts::AsIs => None,
            Texts::ZerosStripped => Some(Cause::TextAsNumber.into()),
            Texts::Quoted => Some(Cause::JsonNumbersQuoted.into()),
            Texts::Unquoted => Some(Cause::JsonNumbersUnquoted.into()),
        };
        [nulls, empties, bools, numbers, texts].into_iter().flatten()
    }

    fn of_nesting(&self) -> impl Iterator<Item = Finding> {
        let nested = match self.nested {
            Nested::Json => None,
            Nested::Bracketed | Nested::EmptyBracketed | Nested::Dotted => {
                Some(Cause::NestedAsQuery.into())
            }
            Nested::LeftOut => Some(Cause::NestedLeftOut.into()),
            Nested::Word(word) => Some(Finding::quoted(Cause::NestedNotEncoded, word)),
            Nested::Joined | Nested::JavaMap | Nested::PythonRepr => {
                Some(Cause::NestedNotEncoded.into())
            }
        };
        let inner = match self.inner {
            Inner::Plain => None,
            Inner::UrlEncoded => Some(Cause::NestedUrlEncoded.into()),
            Inner::Base64 => Some(Cause::NestedBase64.into()),
        };
        let sorted = self.sorted_deep.then(|| Cause::NestedSorted.into());
        let escape = match self.escape {
            Escape::AsProfile => None,
            Escape::SlashesAlone => Some(Cause::UnicodeNotEscaped.into()),
            Escape::UnicodeAlone => Some(Cause::SlashesNotEscaped.into()),
            Escape::Html | Escape::HtmlAndEquals => Some(Cause::JsonHtmlEscaped.into()),
        };
        let layout = (self.layout != Layout::Compact).then(|| Cause::JsonWithSpaces.into());
        let objects = self.objects_kept.then(|| Cause::JsonObjectsKept.into());
        [nested, inner, sorted, layout, escape, objects].into_iter().flatten()
    }

    fn of_form(&self, built_query: bool) -> impl Iterator<Item = Finding> {
        let percent = self.percent.filter(|_| !self.names_encoded);
        let percent = percent.map(|_| Cause::ValuesUrlEncoded.into());
        let names = (self.names_encoded && !built_query).then(|| Cause::NamesUrlEncoded.into());
        let joiner = match self.joiner {
            "&" => None,
            "" => Some(Cause::JoinedByNothing.into()),
            "," => Some(Cause::JoinedByComma.into()),
            other => Some(Finding::quoted(Cause::JoinedOtherwise, other)),
        };
        let pair = match self.pair {
            Pair::Equals => None,
            Pair::Run | Pair::Colon => Some(Cause::PairsWithoutEquals.into()),
            Pair::ValueAlone => Some(Cause::ValuesOnly.into()),
            Pair::Quoted => Some(Cause::ValuesQuoted.into()),
        };
        // Without names, how the values are joined is beside the point.
        let joiner = joiner.filter(|_| self.pair != Pair::ValueAlone);
        [names, percent, pair, joiner, self.around.finding(), self.coded.finding()]
            .into_iter()
            .flatten()
    }
}

impl Around {
    fn finding(self) -> Option<Finding> {
        Some(match (self.before, self.after) {
            ("", "") => return None,
            (before, after) if before.contains("{}") || after.contains("{}") => {
                Cause::KeyAppended.into()
            }
            ("", "&") => Cause::TrailingAmpersand.into(),
            ("", "\n") => Cause::TrailingNewline.into(),
            ("", "\r\n") => Cause::TrailingCrlf.into(),
            ("?", _) => Cause::LeadingQuestionMark.into(),
            ("&", _) => Cause::LeadingAmpersand.into(),
            ("\u{feff}", _) => Cause::ByteOrderMark.into(),
            _ => Cause::TrailingBlank.into(),
        })
    }
}

impl Coded {
    fn finding(self) -> Option<Finding> {
        Some(match self {
            Self::Plain => return None,
            Self::Percent(_) => Cause::WholeUrlEncoded.into(),
            Self::Base64 => Cause::Base64Signed.into(),
            Self::HexDigest { .. } => Cause::HashSignedHex.into(),
            Self::RawDigest(_) => Cause::HashedTwice.into(),
            Self::Base64Digest(_) => Cause::HashSignedBase64.into(),
            Self::Utf16 { .. } => Finding::about(Cause::NotUtf8, "UTF-16"),
            Self::QuestionMarks => Finding::about(Cause::NotUtf8, "ASCII"),
            Self::Latin1 => Finding::about(Cause::NotUtf8, "ISO 8859-1"),
            Self::Utf8Twice => Finding::about(Cause::NotUtf8, "UTF-8 encoded twice"),
            Self::Html => Cause::HtmlEscaped.into(),
            Self::JsonString => Cause::StringQuoted.into(),
            Self::LowerCase | Self::UpperCase => Cause::CaseChanged.into(),
            Self::WithoutSpaces => Cause::SpacesRemoved.into(),
            Self::CarriageReturns | Self::NoCarriageReturns => Cause::LineEndsChanged.into(),
        })
    }
}

/// The switches in which two profiles differ, each named for what was done.
pub(super) fn switches(
    done: &Profile,
    expected: &Profile,
) -> impl Iterator<Item = Finding> + use<> {
    let empty = match done.empty {
        Empty::Null => Cause::ZerosKept,
        Empty::Php => Cause::ZerosLeftOut,
    };
    let array = match done.array {
        ArrayStyle::Bracketed => Cause::ObjectsBracketed,
        ArrayStyle::Json => Cause::ObjectsNotBracketed,
        ArrayStyle::Always => Cause::ListsBracketedTwice,
    };
    let json = match done.json {
        JsonStyle::Php => Cause::JsonEscaped,
        JsonStyle::Unescaped => Cause::JsonNotEscaped,
    };
    let encode = match done.encode {
        Encoding::Raw => Cause::ValuesNotEncoded,
        Encoding::Form => Cause::ValuesFormEncoded,
        Encoding::Rfc3986 => Cause::ValuesRfc3986Encoded,
    };
    let hash = match done.hash {
        Hash::Sha256 => Cause::HashSha256,
        Hash::Sha1 => Cause::HashSha1,
    };
    let sign_type = match done.sign_type {
        SignType::Signed => Cause::SignTypeSigned,
        SignType::Omitted => Cause::SignTypeLeftOut,
    };
    let trim = match done.trim {
        Trim::Keep => Cause::ValuesNotTrimmed,
        Trim::Php => Cause::ValuesTrimmed,
    };
    let differing: Vec<Finding> = [
        (hash, done.hash != expected.hash),
        (sign_type, done.sign_type != expected.sign_type),
        (encode, done.encode != expected.encode),
        (array, done.array != expected.array),
        (json, done.json != expected.json),
        (empty, done.empty != expected.empty),
        (trim, done.trim != expected.trim),
    ]
    .into_iter()
    .filter(|(_, differs)| *differs)
    .map(|(cause, _)| cause.into())
    .collect();
    differing.into_iter()
}
