//! Randomness that can be repeated: ids, tokens and references follow from one seed.

/// `SplitMix64`. Nothing here has to be hard to guess: the sandbox's keys are public anyway.
#[derive(Clone)]
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Hexadecimal digits, in lower case.
    pub(crate) fn hex(&mut self, length: usize) -> String {
        self.text("0123456789abcdef", length)
    }

    /// Decimal digits.
    pub(crate) fn digits(&mut self, length: usize) -> String {
        self.text("0123456789", length)
    }

    fn text(&mut self, alphabet: &str, length: usize) -> String {
        // A little biased where the alphabet's size is no power of two, which harms nobody.
        let draw = |_| {
            let wide = u128::from(self.next()) * alphabet.len() as u128;
            let index = usize::try_from(wide >> 64).unwrap_or_default();
            alphabet.as_bytes().get(index).copied().map(char::from)
        };
        (0..length).filter_map(draw).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_text_and_another_seed_another() {
        let draw = |seed| {
            let mut random = Random::new(seed);
            (random.hex(32), random.digits(17))
        };
        assert_eq!(draw(7), draw(7));
        assert_ne!(draw(7), draw(8));
        let (hex, digits) = draw(7);
        assert_eq!((hex.len(), digits.len()), (32, 17));
        assert!(hex.bytes().all(|b| b.is_ascii_hexdigit()));
        assert!(digits.bytes().all(|b| b.is_ascii_digit()));
    }
}
