//! Why a signature does not hold: the names, and what to do about each.

use alloc::string::String;
use core::fmt;

/// Declares the causes: name in text, the sentence that names it, what to change. In a sentence,
/// braces hold the general word for what a diagnosis may know precisely.
macro_rules! causes {
    ($($cause:ident = $name:literal, $sentence:literal, $remedy:literal;)+) => {
        /// Why a signature does not hold.
        ///
        /// Its text form, [`Cause::as_str`], is stable. A [`Diagnosis`](super::Diagnosis) may have
        /// several.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Cause {
            $(#[doc = $sentence] $cause,)+
        }

        impl Cause {
            /// Every cause.
            pub const ALL: &[Self] = &[$(Self::$cause),+];

            /// The stable name.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$cause => $name,)+ }
            }

            /// What to change.
            pub const fn remedy(self) -> &'static str {
                match self { $(Self::$cause => $remedy,)+ }
            }

            pub(super) const fn template(self) -> &'static str {
                match self { $(Self::$cause => $sentence,)+ }
            }
        }
    };
}

causes! {
    // The text of the signature.
    NoSignature = "no-signature", "there is no `sign`",
        "put the base64 of the signature into `sign`";
    SignatureNotText = "signature-not-text", "`sign` is no text",
        "put the base64 of the signature into `sign`, as a string";
    SignatureNotBase64 = "signature-not-base64", "`sign` is neither base64 nor anything else that signatures are written in",
        "encode the signature's bytes in standard base64, once, and send all of it";
    SignatureHex = "signature-hex", "the signature is written in hexadecimal",
        "encode its bytes in base64 instead";
    SignatureHexInBase64 = "signature-hex-in-base64", "`sign` is the base64 of hexadecimal text",
        "encode the signature's bytes in base64, not their hexadecimal form";
    SignatureBase64Twice = "signature-base64-twice", "the signature is encoded in base64 twice",
        "encode it once; many libraries return base64 already";
    SignatureUrlSafe = "signature-url-safe", "the signature is in the URL-safe base64, with `-` and `_`",
        "use the standard alphabet, with `+` and `/`, and padding";
    SignatureUnpadded = "signature-unpadded", "the base64 of the signature lacks its `=` at the end",
        "keep the padding";
    SignatureWrapped = "signature-wrapped", "there are line breaks, blanks or quotes in the base64 of the signature",
        "encode it in one line (`openssl base64 -A`, `base64 -w0`, NO_WRAP)";
    SignaturePlusLost = "signature-plus-lost", "each `+` of the signature has become a space",
        "do not send the signature through anything that decodes forms or URLs; a JSON body needs no encoding";
    SignaturePercentEncoded = "signature-percent-encoded", "the signature is percent-encoded",
        "put the base64 into the JSON body as it is";
    SignatureReversed = "signature-reversed", "the bytes of the signature are in reverse order",
        "reverse them: CryptoAPI puts the least significant byte first, everybody else the last";
    SignatureLeadingZero = "signature-leading-zero", "the signature has lost a zero byte at its start, or gained one",
        "write it in exactly as many bytes as the key's modulus has";
    SignatureLength = "signature-length", "the signature does not have the length of the key's modulus: {it is too long or too short}",
        "sign with the private key whose public half KESS has, with RSA, and send the whole signature";

    // The key and the padding.
    OtherKey = "other-key", "the signature was made with another key: {one of those that are known}",
        "sign with the private key whose public half KESS has";
    NotRecovered = "not-recovered", "the signature was made with none of the known keys; or it is no signature but a ciphertext, or was changed on its way",
        "compare the two halves (`kess key inspect PRIVATE PUBLIC`); sign with the private key, and do not encrypt with the public one";
    EcSignature = "ec-signature", "the signature was made with an elliptic-curve or DSA key",
        "sign with an RSA key";
    DigestNotSigned = "digest-not-signed", "`sign` is a digest of the string, without any signature",
        "sign with the private key: RSA, PKCS#1 v1.5, SHA-256";
    PssPadding = "pss-padding", "the signature has PSS padding",
        "choose PKCS#1 v1.5 padding; phpseclib: `setSignatureMode(RSA::SIGNATURE_PKCS1)`";
    EncryptionPadding = "encryption-padding", "the digest was padded for encryption, not for a signature",
        "call the function that signs, not the one that encrypts with the private key";
    NoPadding = "no-padding", "the signature has no padding",
        "choose PKCS#1 v1.5 padding";
    StringEncrypted = "string-encrypted", "the string itself was encrypted with the private key; it was not hashed",
        "call the function that signs (`openssl_sign`, `RSA::sign`, `Signature`), not the one that encrypts";
    DigestInfoMissing = "digest-info-missing", "the digest was padded without the name of its hash (`DigestInfo`)",
        "let the library hash and sign in one call, or name the hash: `openssl pkeyutl -pkeyopt digest:sha256`, `SHA256withRSA` rather than `NONEwithRSA`";
    DigestInfoWithoutNull = "digest-info-without-null", "the name of the hash (`DigestInfo`) lacks its NULL",
        "let the library build it: SHA-256 is named by 30 31 30 0d 06 09 60 86 48 01 65 03 04 02 01 05 00 04 20";
    HexDigestEncrypted = "hex-digest-encrypted", "the digest was written as text and that was encrypted with the private key",
        "call the function that signs (`openssl_sign`), with the string itself";
    HashSha1 = "hash-sha1", "the hash is SHA-1",
        "sign with SHA-256; phpseclib: `setHash('sha256')`";
    HashSha256 = "hash-sha256", "the hash is SHA-256",
        "sign with SHA-1, which this profile expects";
    HashSha512 = "hash-sha512", "the hash is SHA-512",
        "sign with SHA-256: RSA2 is the name of that";
    HashMd5 = "hash-md5", "the hash is MD5; what string it is of cannot be told",
        "sign with SHA-256";
    HashOther = "hash-other", "the hash is {another one}",
        "sign with SHA-256";

    // The message.
    HashedTwice = "hashed-twice", "the digest of the string was signed as if it were the string: it was hashed twice",
        "hand the string to the function that signs; it hashes by itself";
    HashSignedHex = "hash-signed-hex", "the hexadecimal digest of the string was signed instead of the string",
        "hand the string to the function that signs; it hashes by itself";
    HashSignedBase64 = "hash-signed-base64", "the digest of the string, in base64, was signed instead of the string",
        "hand the string to the function that signs; it hashes by itself";
    Base64Signed = "base64-signed", "the base64 of the string was signed",
        "sign the string; base64 comes after";
    EmptyString = "empty-string", "nothing was signed: the empty string",
        "look at what your code hands to the function that signs";
    WordSigned = "word-signed", "the word {of a conversion that went wrong} was signed instead of the string",
        "look at what your code hands to the function that signs: it is no text";
    JsonSigned = "json-signed", "the body was signed as JSON",
        "sign `name=value` joined by `&`, sorted by name";

    // Which parameters.
    SignLeftIn = "sign-left-in", "`sign` was part of the string",
        "take `sign` out before you build the string";
    SignTypeLeftOut = "sign-type-left-out", "`sign_type` was left out of the string",
        "set `sign_type` before you build the string, and leave out `sign` alone";
    SignTypeSigned = "sign-type-signed", "`sign_type` was part of the string",
        "leave `sign_type` out of the string, as this profile does";
    SignTypeNotSent = "sign-type-not-sent", "`sign_type` was signed, but the body has none",
        "send `sign_type` in the body";
    FieldLeftOut = "field-left-out", "{a parameter} was left out of the string, or added to the body after signing",
        "build the string from everything that is sent, and sign last";
    FieldNotSent = "field-not-sent", "{a parameter} was signed, but the body has none",
        "send what you sign";
    PlaintextSigned = "plaintext-signed", "the plaintext of {an encrypted field} was signed",
        "encrypt first, then sign: the string has the ciphertext";
    EmptyKept = "empty-kept", "empty values were kept in the string",
        "leave out parameters that are null, an empty string, an empty list or an empty object";
    ZerosLeftOut = "zeros-left-out", "`0`, `\"0\"` and `false` were left out of the string, as PHP's `empty()` does",
        "leave out only null, empty text, empty lists and empty objects";
    ZerosKept = "zeros-kept", "`0`, `\"0\"` and `false` were kept in the string",
        "leave them out, as this profile does";

    // Order and form.
    NotSorted = "not-sorted", "the parameters are in the order of the body",
        "sort the names before joining";
    SortedIgnoringCase = "sorted-ignoring-case", "the names were sorted without regard to case",
        "compare names byte by byte, upper case before lower case (`strcmp`, StringComparer.Ordinal)";
    SortedDescending = "sorted-descending", "the names were sorted in descending order",
        "sort them in ascending order";
    SortedAsPairs = "sorted-as-pairs", "the finished `name=value` texts were sorted instead of the names",
        "sort the names, then put the values to them";
    SortedByValue = "sorted-by-value", "the parameters were sorted by their values",
        "sort them by their names (PHP: `ksort`, not `asort`)";
    SignTypeLast = "sign-type-last", "`sign_type` was appended after sorting",
        "set `sign_type` first, then sort";
    HttpBuildQuery = "http-build-query", "the string is that of `http_build_query`: names and values percent-encoded, lists and objects spread over several parameters",
        "join `name=value` yourself, values as they are, lists and objects as JSON in brackets";
    NamesUrlEncoded = "names-url-encoded", "names and values were percent-encoded",
        "put names and values into the string as they are";
    ValuesFormEncoded = "values-form-encoded", "the values were percent-encoded, a space as `+` (`urlencode`)",
        "put the values into the string as they are";
    ValuesRfc3986Encoded = "values-rfc3986-encoded", "the values were percent-encoded, a space as `%20` (`rawurlencode`)",
        "put the values into the string as they are";
    ValuesUrlEncoded = "values-url-encoded", "the values were percent-encoded as another language than PHP does (`encodeURIComponent`, `URLEncoder`, `quote`, `UrlEncode`)",
        "put the values into the string as they are";
    ValuesNotEncoded = "values-not-encoded", "the values are in the string as they are",
        "percent-encode them, as this profile does";
    WholeUrlEncoded = "whole-url-encoded", "the whole string was percent-encoded before it was signed",
        "sign the string as it is";
    ValuesTrimmed = "values-trimmed", "white space at the ends of values was cut off for the string, but is in the body",
        "trim the values before you build both, the string and the body";
    ValuesNotTrimmed = "values-not-trimmed", "white space at the ends of values is in the string",
        "trim the values before you build both, the string and the body";
    ValuesOnly = "values-only", "the string has the values without their names",
        "join `name=value`";
    ValuesQuoted = "values-quoted", "the values are in quotes",
        "join `name=value` without quotes";
    PairsWithoutEquals = "pairs-without-equals", "there is no `=` between a name and its value",
        "join `name=value`";
    JoinedByNothing = "joined-by-nothing", "nothing stands between the parameters",
        "join them by `&`";
    JoinedByComma = "joined-by-comma", "the parameters are joined by commas",
        "join them by `&`";
    JoinedOtherwise = "joined-otherwise", "the parameters are joined by {something else}",
        "join them by `&`";
    TrailingAmpersand = "trailing-ampersand", "there is an `&` at the end of the string",
        "put `&` between parameters alone";
    TrailingNewline = "trailing-newline", "there is a line end at the end of the string",
        "sign without it (`printf %s`, not `echo`)";
    TrailingCrlf = "trailing-crlf", "there is a line end, CR LF, at the end of the string",
        "sign without it";
    TrailingBlank = "trailing-blank", "there is a blank or a NUL around the string",
        "sign the string without it, and hand over its exact length";
    LeadingQuestionMark = "leading-question-mark", "there is a `?` at the start of the string",
        "sign without it";
    LeadingAmpersand = "leading-ampersand", "there is an `&` at the start of the string",
        "put `&` between parameters alone";
    ByteOrderMark = "byte-order-mark", "there is a byte order mark at the start of the string",
        "encode it in UTF-8 without one";
    KeyAppended = "key-appended", "a secret was put to the string, as gateways with MD5 signatures want it",
        "sign the parameters alone; the private key is the only secret in an RSA signature";
    StringQuoted = "string-quoted", "the string was put in quotes, as JSON, before it was signed",
        "sign its text, not its JSON";
    HtmlEscaped = "html-escaped", "the string was escaped for HTML",
        "sign the string as it is";
    CaseChanged = "case-changed", "the string was put in lower or upper case",
        "sign the string as it is";
    SpacesRemoved = "spaces-removed", "the spaces were taken out of the string",
        "sign the string as it is";
    LineEndsChanged = "line-ends-changed", "the line ends inside of values were changed",
        "sign the values exactly as they are sent";
    NotUtf8 = "not-utf8", "the string was turned to bytes as {something else}, not in UTF-8",
        "encode it in UTF-8 before signing (`getBytes(UTF_8)`, `Encoding.UTF8`)";

    // Values.
    NullAsText = "null-as-text", "null was put into the string as {a word}",
        "leave out parameters that are null";
    BoolAsText = "bool-as-text", "booleans are words in the string",
        "put `1` for true and `0` for false";
    FalseAsEmpty = "false-as-empty", "false became nothing in the string",
        "put `0` for false";
    NumberAsWritten = "number-as-written", "a number is in the string as it is written in the body",
        "sign a JSON number as PHP prints it, `10.5` for `10.50`; or send it as a string, which is signed as it is";
    NumberTwoPlaces = "number-two-decimals", "a number has two decimals in the string and not in the body",
        "send amounts as strings and sign the same text; a JSON number is signed as PHP prints it, `10.5`";
    NumberWithPoint = "number-with-point", "a whole number has `.0` in the string",
        "send amounts as strings and sign the same text; PHP prints a JSON number of `1.0` as `1`";
    NumberAllDigits = "number-all-digits", "a number has more than 14 digits in the string",
        "send it as a string and sign the same text; PHP prints 14 significant digits of a JSON number";
    NumberRespelled = "number-respelled", "the number in {a parameter} is written otherwise in the string than in the body",
        "make its text once, and put that into both";
    TextAsNumber = "text-as-number", "an amount that the body has as text, with zeros at its end, was signed as a number",
        "sign the same text that is sent";

    // Lists and objects.
    ObjectsNotBracketed = "objects-not-bracketed", "the JSON of an object is not in brackets",
        "put it in `[ ]`; the JSON of a list has them already";
    ObjectsBracketed = "objects-bracketed", "the JSON of an object is in brackets, once",
        "put lists and objects into the string as this profile does";
    ListsBracketedTwice = "lists-bracketed-twice", "the JSON of a list is in brackets twice",
        "put brackets around objects alone; the JSON of a list has them already";
    NestedSorted = "nested-sorted", "the names inside of an object were sorted",
        "sort the top level alone; inside, keep the order in which they are sent";
    NestedAsQuery = "nested-as-query", "a list or an object was spread over several parameters, such as `a[b]=c`",
        "put it in as one parameter: its JSON, in brackets";
    NestedLeftOut = "nested-left-out", "lists and objects were left out of the string",
        "put them in as JSON, in brackets";
    NestedNotEncoded = "nested-not-encoded", "a list or an object is in the string as {whatever the language prints}, not as JSON",
        "encode it as JSON, in brackets";
    NestedUrlEncoded = "nested-url-encoded", "the JSON inside of the brackets is percent-encoded",
        "put the JSON in as it is";
    NestedBase64 = "nested-base64", "the JSON inside of the brackets is in base64",
        "put the JSON in as it is";
    JsonNotEscaped = "json-not-escaped", "slashes and letters beyond ASCII are not escaped in the JSON",
        "write `/` as `\\/` and such letters as `\\uXXXX`, in lower case, as PHP's `json_encode` does";
    JsonEscaped = "json-escaped", "slashes and letters beyond ASCII are escaped in the JSON",
        "leave them as they are, as this profile does";
    SlashesNotEscaped = "slashes-not-escaped", "slashes are not escaped in the JSON",
        "write `/` as `\\/`, as PHP's `json_encode` does";
    UnicodeNotEscaped = "unicode-not-escaped", "letters beyond ASCII are not escaped in the JSON",
        "write them as `\\uXXXX`, in lower case, as PHP's `json_encode` does";
    JsonHtmlEscaped = "json-html-escaped", "`<`, `>`, `&` or `=` are escaped in the JSON, as Go and Gson do",
        "turn that off (`SetEscapeHTML(false)`, `disableHtmlEscaping()`), and escape `/` and letters beyond ASCII as PHP does";
    JsonWithSpaces = "json-with-spaces", "there is white space in the JSON",
        "write it without (Python: `separators=(',', ':')`)";
    JsonObjectsKept = "json-objects-kept", "an empty object, or one with the names 0, 1, …, is an object in the JSON",
        "write it as a list: PHP decodes both into the same array";
    JsonNumbersQuoted = "json-numbers-quoted", "numbers are in quotes in the JSON that was signed, but not in the body",
        "sign the same values that are sent";
    JsonNumbersUnquoted = "json-numbers-unquoted", "numeric text has no quotes in the JSON that was signed (`JSON_NUMERIC_CHECK`)",
        "sign the same values that are sent";

    // None of these.
    UnknownString = "unknown-string", "the string that was signed is none that a known mistake makes",
        "compare the expected string with yours, byte by byte, where your code hands it to the function that signs";
}

impl Cause {
    /// The sentence that names it.
    pub fn sentence(self) -> String {
        self.template().chars().filter(|c| !matches!(c, '{' | '}')).collect()
    }
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
