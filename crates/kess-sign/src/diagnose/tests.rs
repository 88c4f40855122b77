//! What cannot be seen from outside.

use alloc::collections::BTreeSet;
use alloc::string::String;
use std::fs;
use std::path::Path;

use super::profiles;
use super::recipe::Recipe;
use super::write::{self, Ingredients};
use crate::params::Params;
use crate::profile::Profile;

/// A mistake differs from the right string in itself alone only if the doctor writes the rest of
/// the string as the signer does.
#[test]
fn without_mistakes_the_string_is_the_canonical_one() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/signing");
    let mut compared = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let case = entry.unwrap().path();
        let Ok(json) = fs::read(case.join("params.json")) else { continue };
        let params = Params::from_json(&json).unwrap();
        for profile in profiles::nearest_first(Profile::DEFAULT) {
            let from = Ingredients { params: &params, secret: None, limit: 1 << 20 };
            let written = write::text(&Recipe::new(profile), from);
            let canonical = params.canonical(&profile);
            let name = case.file_name().unwrap().to_string_lossy().into_owned();
            assert_eq!(written.as_str(), canonical.as_str(), "{name}, {profile}");
            compared += 1;
        }
    }
    assert!(compared > 10_000, "only {compared} strings were compared");
}

#[test]
fn there_are_as_many_profiles_as_there_are_switches() {
    let all: BTreeSet<String> =
        profiles::nearest_first(Profile::DEFAULT).map(|p| alloc::format!("{p}")).collect();
    assert_eq!(all.len(), 3 * 2 * 2 * 2 * 3 * 2);
    assert_eq!(profiles::nearest_first(Profile::DEFAULT).next(), Some(Profile::DEFAULT));
}
