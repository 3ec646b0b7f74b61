//! Correction of the critical ratio by replay on the shop's own past.
//!
//! The formula is the prior: a past in which everything sold in the end cannot show the price of
//! overstock. So the ratio moves only halfway toward the replay's best on the logit scale, and
//! upward only where the gain holds in each half of the past. The replay must charge stock left
//! at the end of each window.

use crate::policy::shifted;
use crate::reason::{self, Reason};

/// Shifts tried, on the logit scale: from about a third of the odds to three times them.
pub const SHIFTS: [f64; 9] = [-1.2, -0.9, -0.6, -0.3, 0.0, 0.3, 0.6, 0.9, 1.2];

/// A gain smaller than this share of the cost is noise, and the formula stays.
const LEAST_GAIN: f64 = 0.002;

/// A calibrated correction.
#[derive(Clone, Debug, PartialEq)]
pub struct Calibration {
    /// Shift to use as `Settings::ratio_logit_shift`.
    pub shift: f64,
    /// Shift with the least cost in the replay.
    pub best: f64,
    /// (shift, cost over all windows) of every shift tried.
    pub costs: Vec<(f64, f64)>,
    /// Why the shift is what it is.
    pub reason: Reason,
}

/// Calibrates. `cost_of` plays the past with a shift and gives the cost (or loss of profit; less
/// is better) of each window, in the order of time. `typical_ratio` is the shop's median critical
/// ratio, for the sentence only.
pub fn calibrate(typical_ratio: f64, mut cost_of: impl FnMut(f64) -> Vec<f64>) -> Calibration {
    let by_window: Vec<(f64, Vec<f64>)> = SHIFTS
        .iter()
        .map(|shift| (*shift, cost_of(*shift)))
        .collect();
    let windows = by_window
        .iter()
        .map(|(_, costs)| costs.len())
        .min()
        .unwrap_or(0);
    let total = |costs: &[f64]| costs.iter().take(windows).sum::<f64>();
    let costs: Vec<(f64, f64)> = by_window
        .iter()
        .map(|(shift, costs)| (*shift, total(costs)))
        .collect();
    let percent = |shift: f64| 100.0 * shifted(typical_ratio, shift);
    let kept = |best: f64, reason: Reason| Calibration {
        shift: 0.0,
        best,
        costs: costs.clone(),
        reason,
    };
    let sound = costs.iter().all(|(_, cost)| cost.is_finite());
    if windows < 2 || !sound {
        return kept(0.0, reason::ratio_not_tried(windows));
    }
    let formula = costs
        .iter()
        .find(|(shift, _)| *shift == 0.0)
        .map_or(0.0, |(_, cost)| *cost);
    let best = costs
        .iter()
        .min_by(|a, b| a.1.total_cmp(&b.1).then(a.0.abs().total_cmp(&b.0.abs())))
        .map_or((0.0, formula), |found| *found);
    if best.0 == 0.0 || formula - best.1 <= LEAST_GAIN * formula.abs() {
        return kept(best.0, reason::ratio_kept(percent(0.0)));
    }
    let half = windows / 2;
    let gains_in = |range: std::ops::Range<usize>| {
        let sum = |wanted: f64| {
            by_window
                .iter()
                .find(|(shift, _)| *shift == wanted)
                .map_or(0.0, |(_, costs)| costs[range.clone()].iter().sum::<f64>())
        };
        sum(best.0) < sum(0.0)
    };
    if best.0 > 0.0 && !(gains_in(0..half) && gains_in(half..windows)) {
        return kept(best.0, reason::ratio_rise_refused(percent(0.0)));
    }
    let shift = best.0 / 2.0;
    Calibration {
        shift,
        best: best.0,
        costs,
        reason: reason::ratio_moved_halfway(percent(0.0), percent(shift)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bowl(centre: f64) -> impl Fn(f64) -> f64 {
        move |shift| 100.0 + (shift - centre).powi(2) * 10.0
    }

    #[test]
    fn the_ratio_moves_halfway_down() {
        let cost = bowl(-0.6);
        let found = calibrate(0.8, |shift| vec![cost(shift); 4]);
        assert_eq!((found.best, found.shift), (-0.6, -0.3));
        assert_eq!(found.reason.code, "ratio_moved_halfway");
    }

    #[test]
    fn it_moves_up_only_where_both_halves_gain() {
        let up = bowl(0.9);
        assert_eq!(calibrate(0.8, |shift| vec![up(shift); 4]).shift, 0.45);
        let (flat, steep) = (bowl(-0.3), bowl(1.2));
        let mixed = calibrate(0.8, |shift| {
            vec![flat(shift), flat(shift), steep(shift), steep(shift) * 2.0]
        });
        assert!(mixed.best > 0.0);
        assert_eq!(
            (mixed.shift, mixed.reason.code.as_str()),
            (0.0, "ratio_rise_refused")
        );
    }

    #[test]
    fn too_little_evidence_keeps_the_formula() {
        assert_eq!(calibrate(0.8, |_| vec![5.0; 4]).reason.code, "ratio_kept");
        assert_eq!(
            calibrate(0.8, |shift| vec![shift]).reason.code,
            "ratio_not_tried"
        );
        assert_eq!(calibrate(0.8, |_| vec![f64::NAN; 3]).shift, 0.0);
    }
}
