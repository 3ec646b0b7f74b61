//! Seeded draws by key: the same key always gives the same number, in whatever order it is asked.

use rand_pcg::Pcg64Mcg;
use rand_pcg::rand_core::{Rng, SeedableRng};

use super::SEED;

/// 64 bits of a key: FNV-1a mixes the text with the seed, the generator spreads the result.
pub fn bits(key: &str) -> u64 {
    let hash = key
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64 ^ SEED, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
        });
    Pcg64Mcg::seed_from_u64(hash).next_u64()
}

/// A number in 0 ≤ x < 1 of a key.
pub fn unit(key: &str) -> f64 {
    (bits(key) >> 11) as f64 / (1_u64 << 53) as f64
}

/// A whole number in `low..=high` of a key.
pub fn whole(key: &str, low: i32, high: i32) -> i32 {
    let span = u64::from(high.abs_diff(low)) + 1;
    low + i32::try_from(bits(key) % span).unwrap_or(0)
}

/// A bell-shaped number of mean 0 and standard deviation 1 within ±3: the sum of twelve uniform
/// draws would be smoother, three are enough for a transit time.
pub fn bell(key: &str) -> f64 {
    let sum: f64 = (0..3).map(|turn| unit(&format!("{key}/{turn}"))).sum();
    (sum - 1.5) * 2.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_always_draws_the_same_and_keys_differ() {
        assert_eq!(bits("a"), bits("a"));
        assert_ne!(bits("a"), bits("b"));
        for turn in 0..1000 {
            let key = turn.to_string();
            assert!((0.0..1.0).contains(&unit(&key)));
            assert!((-2..=5).contains(&whole(&key, -2, 5)));
            assert!(bell(&key).abs() <= 3.0);
        }
    }
}
