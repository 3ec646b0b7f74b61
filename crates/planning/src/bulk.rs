//! Wholesale lines: single order lines so large that they tell nothing of next month's demand.

use crate::lead_time::median;

/// Lines needed before any is called unusual.
pub const LEAST_LINES: usize = 8;

/// A line must be at least this large to be called wholesale: a customer who takes six of one
/// thing is no business buyer.
pub const LEAST_WHOLESALE: i64 = 10;

/// What is usual for a SKU's order lines.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WholesaleLimit {
    /// Largest line that still counts as ordinary demand, units.
    pub most: i64,
    /// Median line, units.
    pub usual: i64,
}

/// The limit above which a line of a SKU is wholesale; `None` where there are too few lines to
/// know.
///
/// Robust z-score on the log scale (Iglewicz and Hoaglin's modified z-score, cut at 3.5): a line
/// is out where ln(quantity) > median + 3.5 · 1.4826 · MAD, the MAD being at least ln 2 ÷ 1.4826
/// so that a SKU always sold by ones may sell by tens. Line sizes are skewed; on the log scale
/// they are nearly symmetric. Lines under ten units are never out.
#[must_use]
pub fn wholesale_limit(quantities: &[i64]) -> Option<WholesaleLimit> {
    let logs: Vec<f64> = quantities
        .iter()
        .filter(|q| **q > 0)
        .map(|q| (*q as f64).ln())
        .collect();
    if logs.len() < LEAST_LINES {
        return None;
    }
    let middle = median(&logs);
    let deviations: Vec<f64> = logs.iter().map(|log| (log - middle).abs()).collect();
    let spread = (1.4826 * median(&deviations)).max(std::f64::consts::LN_2);
    let most = (middle + 3.5 * spread).exp();
    Some(WholesaleLimit {
        most: (most as i64).max(LEAST_WHOLESALE),
        usual: middle.exp().round() as i64,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// All ones: e^(3.5 · ln 2) = 11.3. Median 4 with lines of 2 and 8: MAD ln 2, spread 1.028,
    /// limit 4 · e^3.597 = 146.
    #[test]
    fn limits_by_hand() {
        let of = |lines: &[i64]| wholesale_limit(lines).map(|limit| (limit.most, limit.usual));
        assert_eq!(of(&[1; 8]), Some((11, 1)));
        assert_eq!(of(&[2, 2, 2, 4, 4, 4, 8, 8, 8]), Some((145, 4)));
        assert_eq!(of(&[1; 7]), None);
        assert_eq!(of(&[-1; 20]), None);
    }

    #[test]
    fn one_giant_does_not_hide_itself() {
        let mut lines = vec![1, 2, 1, 3, 2, 1, 2, 1, 2];
        lines.push(1_000_000_000);
        let limit = wholesale_limit(&lines).expect("enough lines");
        assert!(limit.most < 40, "{limit:?}");
    }
}
