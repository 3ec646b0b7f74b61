//! How sure a replay's comparison is: paired bootstrap over SKUs (Efron's percentile interval).

use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64Mcg;
use rayon::prelude::*;

use crate::simulate::quantile;

/// An estimate with an interval.
#[derive(Clone, Debug, PartialEq)]
pub struct Interval {
    /// The estimate on the SKUs as they are.
    pub estimate: f64,
    /// Ends of the 80 % interval.
    pub inner: [f64; 2],
    /// Ends of the 95 % interval.
    pub outer: [f64; 2],
    /// The resampled estimates, sorted.
    pub resamples: Vec<f64>,
}

/// Share of the gap between habit and foresight that a plan closes: (plan − habit) ÷ (foresight −
/// habit), profits by SKU. SKUs are drawn with replacement, the same ones for all three.
///
/// `None` where foresight does not earn more than the habit, or in no resample. It says nothing
/// of another year: all SKUs share the same months, so the interval is rather too narrow.
#[must_use]
pub fn gap_closed(
    habit: &[f64],
    plan: &[f64],
    foresight: &[f64],
    resamples: usize,
    seed: u64,
) -> Option<Interval> {
    let n = habit.len().min(plan.len()).min(foresight.len());
    let of = |pick: &mut dyn FnMut() -> usize| {
        let (mut gain, mut gap) = (0.0, 0.0);
        for _ in 0..n {
            let i = pick();
            gain += plan[i] - habit[i];
            gap += foresight[i] - habit[i];
        }
        (gap > 0.0).then_some(gain / gap)
    };
    let mut next = 0..n;
    let estimate = of(&mut || next.next().unwrap_or(0))?;
    resampled(estimate, n, resamples, seed, |pick| of(pick))
}

/// Difference of two outcomes' sums (`a` − `b`) by SKU, with its interval. `None` without SKUs.
#[must_use]
pub fn difference(a: &[f64], b: &[f64], resamples: usize, seed: u64) -> Option<Interval> {
    let n = a.len().min(b.len());
    let estimate = (0..n).map(|i| a[i] - b[i]).sum();
    resampled(estimate, n, resamples, seed, |pick| {
        Some((0..n).map(|_| pick()).map(|i| a[i] - b[i]).sum())
    })
}

fn resampled(
    estimate: f64,
    n: usize,
    resamples: usize,
    seed: u64,
    of: impl Fn(&mut dyn FnMut() -> usize) -> Option<f64> + Sync,
) -> Option<Interval> {
    if n == 0 || !estimate.is_finite() {
        return None;
    }
    // One generator a resample: the numbers do not depend on the number of threads.
    let mut found: Vec<f64> = (0..resamples.clamp(1, 100_000))
        .into_par_iter()
        .filter_map(|k| {
            let mut random = Pcg64Mcg::seed_from_u64(seed.wrapping_add(k as u64));
            of(&mut || random.random_range(0..n))
        })
        .filter(|value| value.is_finite())
        .collect();
    if found.is_empty() {
        return None;
    }
    found.sort_by(f64::total_cmp);
    Some(Interval {
        estimate,
        inner: [quantile(&found, 0.1), quantile(&found, 0.9)],
        outer: [quantile(&found, 0.025), quantile(&found, 0.975)],
        resamples: found,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_skus_leave_no_doubt() {
        let found = gap_closed(&[10.0; 5], &[14.0; 5], &[20.0; 5], 200, 1).expect("a gap");
        assert_eq!((found.estimate, found.outer), (0.4, [0.4, 0.4]));
    }

    #[test]
    fn no_gap_is_no_share() {
        assert_eq!(gap_closed(&[10.0], &[14.0], &[10.0], 200, 1), None);
        assert_eq!(gap_closed(&[], &[], &[], 200, 1), None);
        assert_eq!(difference(&[], &[], 10, 1), None);
        assert_eq!(difference(&[f64::NAN], &[1.0], 10, 1), None);
    }

    /// Differences +2 and −1 half and half over 400 SKUs: sum 200, standard error 1.5 · √400 = 30.
    #[test]
    fn the_interval_has_the_width_of_the_standard_error() {
        let a: Vec<f64> = (0..400)
            .map(|i| if i % 2 == 0 { 2.0 } else { -1.0 })
            .collect();
        let found = difference(&a, &[0.0; 400], 4000, 7).expect("SKUs");
        assert_eq!(found.estimate, 200.0);
        let [low, high] = found.outer;
        assert!((low - (200.0 - 58.8)).abs() < 6.0 && (high - (200.0 + 58.8)).abs() < 6.0);
        assert!(found.inner[0] > low && found.inner[1] < high);
    }
}
