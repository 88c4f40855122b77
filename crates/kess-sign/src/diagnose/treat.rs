//! The course of a diagnosis: the text of the signature, the key, the padding, the string.

use alloc::string::String;
use alloc::vec::Vec;

use rsa::traits::PublicKeyParts as _;

use super::cause::Cause;
use super::diagnosis::{Diagnosis, Verdict};
use super::finding::Finding;
use super::hash::HashKind;
use super::naming::switches;
use super::recipe::{Coded, Recipe, SignField};
use super::recover::{self, Recovered};
use super::search::{Found, Search};
use super::signature::{self, Reading};
use super::target::Target;
use super::write::{self, Ingredients};
use super::{Hints, NamedKey};
use crate::canonical::SIGN;
use crate::params::{Params, Secret, Value};
use crate::profile::{Hash, Profile};

pub(super) fn treat(
    params: &Params,
    keys: &[NamedKey],
    profile: &Profile,
    hints: &Hints,
) -> Diagnosis {
    let patient = Patient { params, profile, hints };
    let text = match params.get(SIGN) {
        None | Some(Value::Null) => return patient.hopeless(Verdict::Missing, Cause::NoSignature),
        Some(value) => match value.as_str().map(str::trim) {
            None => return patient.hopeless(Verdict::NotASignature, Cause::SignatureNotText),
            Some("") => return patient.hopeless(Verdict::Missing, Cause::NoSignature),
            Some(_) => value.as_str().unwrap_or_default(),
        },
    };
    let readings = signature::readings(text);
    for Reading { bytes, cause } in &readings {
        for (index, key) in keys.iter().enumerate() {
            let Some(mut recovered) = recover::recover(&key.key, bytes) else { continue };
            let of_text = cause.map(Finding::from);
            let of_key = (index > 0).then(|| Finding::about(Cause::OtherKey, key.name.as_str()));
            recovered.findings.splice(0..0, of_text.into_iter().chain(of_key));
            return patient.examine(recovered, Some(&key.name));
        }
    }
    patient.without_key(&readings, keys)
}

/// What there is to go by.
struct Patient<'a> {
    params: &'a Params,
    profile: &'a Profile,
    hints: &'a Hints,
}

impl Patient<'_> {
    /// No key made anything of it.
    fn without_key(&self, readings: &[Reading], keys: &[NamedKey]) -> Diagnosis {
        // Hexadecimal digits are base64 of something as well, but nobody means that.
        let is_hex = |reading: &&Reading| reading.cause == Some(Cause::SignatureHex);
        let digest = readings.iter().find(is_hex).or(readings.first()).and_then(|reading| {
            let hash = HashKind::from_length(reading.bytes.len())?;
            Some(Target::Digest { hash, digest: reading.bytes.clone() })
        });
        if let Some(target) = digest {
            let findings = alloc::vec![Cause::DigestNotSigned.into()];
            return self.examine(Recovered { target, findings }, None);
        }
        let Some(first) = readings.first() else {
            return self.hopeless(Verdict::NotASignature, Cause::SignatureNotBase64);
        };
        if recover::is_two_integers(&first.bytes) {
            return self.hopeless(Verdict::NotASignature, Cause::EcSignature);
        }
        let expected = keys.first().map(|key| key.key.size());
        let fits = |reading: &Reading| Some(reading.bytes.len()) == expected;
        match expected {
            Some(expected) if !readings.iter().any(fits) => {
                let length = first.bytes.len();
                let subject = alloc::format!("{length} bytes, not {expected}");
                let finding = Finding::about(Cause::SignatureLength, subject);
                self.diagnosis(Verdict::NotASignature, alloc::vec![finding])
            }
            _ => self.hopeless(Verdict::NotASignature, Cause::NotRecovered),
        }
    }

    /// What was signed, and so what is wrong.
    fn examine(&self, recovered: Recovered, key: Option<&str>) -> Diagnosis {
        let Recovered { target, mut findings } = recovered;
        let hash = match &target {
            Target::Digest { hash: HashKind::Sha1, .. }
            | Target::Pss { hash: HashKind::Sha1, .. } => Hash::Sha1,
            Target::Digest { hash: HashKind::Sha256, .. }
            | Target::Pss { hash: HashKind::Sha256, .. } => Hash::Sha256,
            _ => self.profile.hash,
        };
        let done = Profile { hash, ..*self.profile };
        let of_form = findings.len();
        let mut signed = None;
        let mut under = None;
        let mut cut_short = false;
        if target.is_comparable() {
            let (found, exhausted) = self.search(&target, done);
            cut_short = exhausted && found.is_none();
            match found {
                Some(found) => {
                    under = found.profile;
                    findings.extend(found.findings);
                    signed = Some(found.text);
                }
                None => {
                    findings.extend(switches(&done, self.profile));
                    findings.push(Cause::UnknownString.into());
                }
            }
        }
        let verdict = verdict(&findings, of_form, under.is_some());
        let profile = under.filter(|_| verdict == Verdict::OtherProfile);
        let key = key.map(String::from);
        let diagnosis = self.diagnosis(verdict, findings);
        let string_holds = target.is_of(self.params.canonical(self.profile).as_bytes());
        Diagnosis { key, profile, signed, string_holds, cut_short, ..diagnosis }
    }

    fn search(&self, target: &Target, done: Profile) -> (Option<Signed>, bool) {
        let limit = 8 * self.params.to_json().len() + 4096;
        let secret = self.hints.secret.as_ref().map(Secret::expose);
        let from = Ingredients { params: self.params, secret, limit };
        let mut search = Search::new(target, from, done);
        // What the caller suspects comes before what anybody may have done.
        let valid = target.is_of(self.params.canonical(&done).as_bytes());
        if let Some(found) = (!valid).then(|| self.hinted(target, limit, done)).flatten() {
            return (Some(found), false);
        }
        let found = search.run();
        let signed = found.map(|found| match found {
            Found::Empty => Signed::word(Cause::EmptyString.into(), ""),
            Found::Word(word) => Signed::word(Finding::quoted(Cause::WordSigned, word), word),
            Found::Recipe(recipe) => self.signed(&recipe, self.params, Vec::new()),
        });
        (signed, search.is_exhausted())
    }

    /// The parameters as the hints say that they were, all at once and one by one.
    fn hinted(&self, target: &Target, limit: usize, done: Profile) -> Option<Signed> {
        let values = &self.hints.values;
        let one_by_one = values.iter().map(core::slice::from_ref);
        let sets = core::iter::once(values.as_slice()).chain(one_by_one);
        for set in sets.filter(|set| !set.is_empty()) {
            let mut params = self.params.clone();
            let mut findings = Vec::new();
            let mut sign = SignField::Out;
            for (path, value) in set {
                findings.extend(put(&mut params, path, value));
                if path == SIGN {
                    sign = SignField::Kept;
                }
            }
            let secret = self.hints.secret.as_ref().map(Secret::expose);
            let from = Ingredients { params: &params, secret, limit };
            let mut search = Search::new(target, from, done);
            if let Some(recipe) = search.of_profiles(sign).or_else(|| search.of_mistakes(sign)) {
                return Some(self.signed(&recipe, &params, findings));
            }
        }
        None
    }

    /// What a recipe made of the parameters, to show.
    fn signed(&self, recipe: &Recipe, params: &Params, mut findings: Vec<Finding>) -> Signed {
        let profile = findings.is_empty().then_some(recipe.profile);
        for finding in recipe.findings(self.profile) {
            let said = findings.iter().any(|known| known.cause == finding.cause);
            findings.extend((!said).then_some(finding));
        }
        let redacted = params.redacted();
        let limit = 8 * redacted.to_json().len() + 4096;
        let from = Ingredients { params: &redacted, secret: Some("[redacted]"), limit };
        let plain = || write::text(recipe, from);
        let named = |name: &str| alloc::format!("{name}({})", plain().as_str());
        let text = match recipe.coded {
            Coded::HexDigest { hash, .. } => named(&alloc::format!("hex({}", hash.name())) + ")",
            Coded::RawDigest(hash) => named(hash.name()),
            Coded::Base64Digest(hash) => named(&alloc::format!("base64({}", hash.name())) + ")",
            Coded::Base64 => named("base64"),
            Coded::Utf16 { .. } => named("UTF-16"),
            _ => String::from_utf8_lossy(&write::bytes(recipe, from)).into_owned(),
        };
        let only_switches = Recipe::new(recipe.profile).findings(self.profile) == findings;
        Signed { findings, text, profile: profile.filter(|_| only_switches) }
    }

    fn hopeless(&self, verdict: Verdict, cause: Cause) -> Diagnosis {
        self.diagnosis(verdict, alloc::vec![cause.into()])
    }

    fn diagnosis(&self, verdict: Verdict, findings: Vec<Finding>) -> Diagnosis {
        let expected = self.params.redacted().canonical(self.profile).as_str().into();
        Diagnosis {
            verdict,
            findings,
            key: None,
            profile: None,
            expected,
            signed: None,
            string_holds: false,
            cut_short: false,
        }
    }
}

/// The string that was signed.
struct Signed {
    findings: Vec<Finding>,
    /// It, to show.
    text: String,
    /// The profile that makes it, if nothing else is wrong with it.
    profile: Option<Profile>,
}

impl Signed {
    fn word(finding: Finding, word: &str) -> Self {
        Self { findings: alloc::vec![finding], text: word.into(), profile: None }
    }
}

/// Puts a hint into the parameters, and says what it would mean if it was signed.
fn put(params: &mut Params, path: &str, value: &Secret) -> Option<Finding> {
    let secret = Value::Secret(value.clone());
    if let Some(place) = params.at_mut(path) {
        *place = secret;
        let cause = if path == SIGN { Cause::SignLeftIn } else { Cause::PlaintextSigned };
        return Some(Finding::quoted(cause, path));
    }
    if path.contains('.') {
        return None;
    }
    params.insert(String::from(path), secret);
    Some(Finding::quoted(Cause::FieldNotSent, path))
}

fn verdict(findings: &[Finding], of_form: usize, by_profile: bool) -> Verdict {
    let only = |cause: Cause| findings.iter().all(|finding| finding.cause == cause);
    match findings {
        [] => Verdict::Valid,
        _ if of_form == 0 && by_profile => Verdict::OtherProfile,
        _ if only(Cause::OtherKey) => Verdict::OtherKey,
        _ if only(Cause::UnknownString) => Verdict::UnknownString,
        _ => Verdict::Mistake,
    }
}
