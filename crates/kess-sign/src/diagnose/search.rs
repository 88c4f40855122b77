//! The search for the string that was signed.

use alloc::collections::BTreeSet;
use alloc::string::String;
use alloc::vec::Vec;

use zeroize::Zeroizing;

use super::mistakes::{self, Mistake};
use super::profiles;
use super::recipe::{Escape, Recipe, SignField};
use super::target::Target;
use super::write::{self, Ingredients};
use crate::canonical::SIGN;
use crate::params::{Number, Value};
use crate::profile::{JsonStyle, Profile};

/// How many bytes are written and hashed, in all: some tens of milliseconds.
const BUDGET: usize = 16 << 20;

/// How many parameters are tried one by one.
const FIELDS: usize = 24;

/// How many of the profiles that differ for a body are near enough to be tried with everything.
const NEAR: usize = 24;

/// What was signed.
pub(super) enum Found {
    /// The string that a recipe makes.
    Recipe(Recipe),
    /// Nothing at all.
    Empty,
    /// A word that a language prints of what is no text.
    Word(&'static str),
}

/// Goes through the candidates for one set of parameters.
pub(super) struct Search<'a> {
    target: &'a Target,
    from: Ingredients<'a>,
    profile: Profile,
    left: usize,
}

impl<'a> Search<'a> {
    pub(super) fn new(target: &'a Target, from: Ingredients<'a>, profile: Profile) -> Self {
        Self { target, from, profile, left: BUDGET }
    }

    /// Whether the search ended before everything was tried.
    pub(super) fn is_exhausted(&self) -> bool {
        self.left == 0
    }

    /// What was signed, if it is one of the strings that are known to be signed.
    pub(super) fn run(&mut self) -> Option<Found> {
        let base = Recipe::new(self.profile);
        let profiles = match self.profiles() {
            Ok(found) => return Some(Found::Recipe(Recipe::new(found))),
            Err(distinct) => distinct,
        };
        let (near, far) = profiles.split_at(profiles.len().min(NEAR));
        self.constants().or_else(|| {
            self.mistaken(near)
                .or_else(|| self.any(mistakes::bodies(&base)))
                .or_else(|| self.written_as_json(near))
                .or_else(|| self.field_by_field(near))
                .or_else(|| self.two_mistakes(near))
                .or_else(|| self.mistaken(far))
                .map(|recipe| Found::Recipe(self.plainer(recipe)))
        })
    }

    /// The strings of the profiles alone; and those with `sign` as it was, where a hint tells it.
    pub(super) fn of_profiles(&mut self, sign: SignField) -> Option<Recipe> {
        let profiles: Vec<Profile> = profiles::nearest_first(self.profile).collect();
        self.any(profiles.into_iter().map(|profile| Recipe { sign, ..Recipe::new(profile) }))
    }

    /// The strings of every mistake by itself, with `sign` as it was where a hint tells it.
    pub(super) fn of_mistakes(&mut self, sign: SignField) -> Option<Recipe> {
        let base = Recipe { sign, ..Recipe::new(self.profile) };
        let all = mistakes::all(self.from.secret.is_some());
        self.any(all.into_iter().map(|mistake| with(&base, &[mistake])))
    }

    /// The profile whose string was signed, or else those whose strings differ for this body.
    fn profiles(&mut self) -> Result<Profile, Vec<Profile>> {
        let mut distinct = Vec::new();
        let mut seen = BTreeSet::new();
        for profile in profiles::nearest_first(self.profile) {
            // The expected one is always tried, however long the body is.
            if self.left == 0 && !distinct.is_empty() {
                break;
            }
            let string = self.from.params.canonical(&profile);
            self.spend(string.as_bytes().len());
            if self.target.is_of(string.as_bytes()) {
                return Ok(profile);
            }
            if seen.insert(fingerprint(string.as_bytes())) {
                distinct.push(profile);
            }
        }
        Err(distinct)
    }

    fn constants(&self) -> Option<Found> {
        const WORDS: [&str; 10] = [
            "Array",
            "[object Object]",
            "null",
            "undefined",
            "None",
            "true",
            "false",
            "1",
            "{}",
            "[]",
        ];
        if self.target.is_of(b"") {
            return Some(Found::Empty);
        }
        WORDS.into_iter().find(|word| self.target.is_of(word.as_bytes())).map(Found::Word)
    }

    fn mistaken(&mut self, profiles: &[Profile]) -> Option<Recipe> {
        let all = mistakes::all(self.from.secret.is_some());
        self.any(profiles.iter().flat_map(|profile| {
            let base = Recipe::new(*profile);
            all.iter().map(move |mistake| with(&base, &[*mistake]))
        }))
    }

    fn written_as_json(&mut self, profiles: &[Profile]) -> Option<Recipe> {
        // For a body that writes no JSON these are the same strings again.
        let nested = |value: &Value| matches!(value, Value::List(_) | Value::Object(_));
        if !self.from.params.iter().any(|(_, value)| nested(value)) {
            return None;
        }
        self.any(profiles.iter().flat_map(|profile| mistakes::inner_json(&Recipe::new(*profile))))
    }

    /// One parameter left out, or its number written otherwise.
    fn field_by_field(&mut self, profiles: &[Profile]) -> Option<Recipe> {
        let base = Recipe::new(self.profile);
        let mut changes = Vec::new();
        for (name, value) in self.from.params.iter().filter(|(name, _)| *name != SIGN).take(FIELDS)
        {
            changes.push(Recipe { without: Some(name.into()), ..base.clone() });
            changes.extend(
                spellings(value)
                    .into_iter()
                    .map(|text| Recipe { respelled: Some((name.into(), text)), ..base.clone() }),
            );
        }
        self.any(profiles.iter().flat_map(|profile| {
            changes.iter().map(|recipe| Recipe { profile: *profile, ..recipe.clone() })
        }))
    }

    fn two_mistakes(&mut self, profiles: &[Profile]) -> Option<Recipe> {
        for profile in profiles {
            let base = Recipe::new(*profile);
            let effective = self.effective(&base);
            for (index, second) in effective.iter().enumerate() {
                let firsts = effective.iter().take(index).filter(|first| !first.excludes(*second));
                let pairs: Vec<Recipe> =
                    firsts.map(|first| with(&base, &[*first, *second])).collect();
                if let Some(found) = self.any(pairs.into_iter()) {
                    return Some(found);
                }
            }
        }
        None
    }

    /// The same string by a likelier way: where there is nothing that HTML would escape, Go's JSON
    /// is anybody's.
    fn plainer(&self, recipe: Recipe) -> Recipe {
        if !matches!(recipe.escape, Escape::Html | Escape::HtmlAndEquals) {
            return recipe;
        }
        let profile = Profile { json: JsonStyle::Unescaped, ..recipe.profile };
        let plain = Recipe { profile, escape: Escape::AsProfile, ..recipe.clone() };
        if self.target.is_of(&write::bytes(&plain, self.from)) { plain } else { recipe }
    }

    /// The mistakes that make another string of this body.
    fn effective(&mut self, base: &Recipe) -> Vec<Mistake> {
        let mut seen = BTreeSet::from([fingerprint(&write::bytes(base, self.from))]);
        let mut effective = Vec::new();
        for mistake in mistakes::all(self.from.secret.is_some()) {
            if self.left == 0 {
                break;
            }
            let bytes = write::bytes(&with(base, &[mistake]), self.from);
            self.spend(bytes.len());
            if seen.insert(fingerprint(&bytes)) {
                effective.push(mistake);
            }
        }
        effective
    }

    fn any(&mut self, recipes: impl Iterator<Item = Recipe>) -> Option<Recipe> {
        for recipe in recipes {
            if self.left == 0 {
                return None;
            }
            let bytes = write::bytes(&recipe, self.from);
            self.spend(bytes.len());
            if self.target.is_of(&bytes) {
                return Some(recipe);
            }
        }
        None
    }

    fn spend(&mut self, bytes: usize) {
        // What a candidate costs besides its length: a fixed sum, and one for each parameter.
        let besides = 256 + 128 * self.from.params.len();
        self.left = self.left.saturating_sub(bytes + besides);
    }
}

fn with(base: &Recipe, made: &[Mistake]) -> Recipe {
    let mut recipe = base.clone();
    for mistake in made {
        mistake.apply(&mut recipe);
    }
    recipe
}

/// The same number, written otherwise.
fn spellings(value: &Value) -> Vec<String> {
    let literal: Zeroizing<String> = Zeroizing::new(match value {
        Value::Number(number) => alloc::format!("{}", number.literal()),
        // Longer ones are card and account numbers, and nobody's amount.
        Value::String(text) if text.len() <= 18 => text.clone(),
        _ => return Vec::new(),
    });
    if Number::from_literal(&literal).is_err() || literal.contains(['e', 'E']) {
        return Vec::new();
    }
    let short = write::without_zeros(&literal);
    let (whole, fraction) = short.split_once('.').unwrap_or((short, ""));
    let mut spelled: Vec<String> = [0, 1, 2, 3, 4]
        .into_iter()
        .filter(|places| *places >= fraction.len())
        .map(|places| {
            let point = if places == 0 { "" } else { "." };
            alloc::format!("{whole}{point}{fraction:0<places$}")
        })
        .collect();
    // In the smallest unit.
    if fraction.len() <= 2 {
        let minor = alloc::format!("{whole}{fraction:0<2}");
        spelled.push(String::from(minor.trim_start_matches('0')));
    }
    spelled.retain(|text| *text != *literal && !text.is_empty());
    spelled
}

/// FNV-1a: enough to leave out what was tried already.
fn fingerprint(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
