//! Buying before a cost rises: how much more is worth having on the way before the day, and how
//! late it can still be ordered.
//!
//! A unit bought early saves the rise and is held longer; the unit that sells u days after the
//! usual order would have arrived costs holding · cost · u ÷ 365 more. Units are worth it up to
//! t* = 365 · rise ÷ (holding rate · cost) days (the forward buy of a temporary price: Silver, Pyke
//! and Thomas 2017, ch. 4.8). With demand even over these days they gain rise · units ÷ 2.

/// What to buy early.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ForwardBuy {
    /// Days of demand that are worth buying early, beyond the usual order.
    pub days: f64,
    /// Units of it, whole packs.
    pub units: i64,
    /// Rise saved less the longer holding, base currency.
    pub gain: f64,
}

/// What is worth buying early of a unit that costs `cost` before a day and `rise` more after it.
/// `a_day` is the demand a day, `longest_days` the most days that are bought early (shelf life, or
/// what the seller dares). `None` where nothing is.
#[must_use]
pub fn forward_buy(
    cost: f64,
    rise: f64,
    holding_cost_rate: f64,
    a_day: f64,
    pack_size: i64,
    longest_days: f64,
) -> Option<ForwardBuy> {
    let sound = [cost, rise, a_day, longest_days]
        .iter()
        .all(|value| value.is_finite() && *value > 0.0);
    if !sound {
        return None;
    }
    let holding = if holding_cost_rate.is_finite() {
        holding_cost_rate.max(0.0)
    } else {
        0.0
    };
    let held_a_day = holding * cost / 365.0;
    let worth = if held_a_day > 0.0 {
        rise / held_a_day
    } else {
        f64::INFINITY
    };
    let days = worth.min(longest_days);
    let pack = pack_size.max(1);
    let wanted = (a_day * days).min(1e9) as i64;
    let units = wanted / pack * pack;
    if units == 0 {
        return None;
    }
    let days = units as f64 / a_day;
    Some(ForwardBuy {
        days,
        units,
        gain: units as f64 * (rise - held_a_day * days / 2.0),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Cost 10, rise 1, holding 0.25 a year: a unit costs 2.5 ÷ 365 = 0.006849 a day, so 146 days
    /// are worth it. Two a day are 292 units; in packs of 50 there are 250, which last 125 days and
    /// gain 250 · (1 − 0.006849 · 62.5) = 142.98.
    #[test]
    fn a_rise_of_a_tenth_is_worth_146_days() {
        let one = forward_buy(10.0, 1.0, 0.25, 2.0, 1, 730.0).expect("worth it");
        assert_eq!(one.units, 292);
        assert!((one.days - 146.0).abs() < 1e-9);
        assert!((one.gain - 146.0).abs() < 1e-9, "{one:?}");
        let packs = forward_buy(10.0, 1.0, 0.25, 2.0, 50, 730.0).expect("worth it");
        assert_eq!((packs.units, packs.days), (250, 125.0));
        assert!((packs.gain - 142.979).abs() < 1e-3, "{packs:?}");
        let fresh = forward_buy(10.0, 1.0, 0.25, 2.0, 1, 60.0).expect("worth it");
        assert_eq!(fresh.units, 120);
    }

    #[test]
    fn nothing_is_bought_early_for_no_rise_or_no_demand() {
        for (rise, a_day, longest) in [
            (0.0, 2.0, 90.0),
            (-1.0, 2.0, 90.0),
            (1.0, 0.0, 90.0),
            (1.0, 2.0, 0.0),
            (f64::NAN, 2.0, 90.0),
        ] {
            assert_eq!(forward_buy(10.0, rise, 0.25, a_day, 1, longest), None);
        }
        assert_eq!(forward_buy(10.0, 1.0, 0.25, 0.01, 500, 365.0), None);
        assert!(forward_buy(10.0, 1.0, 0.0, 1.0, 1, 90.0).is_some_and(|f| f.units == 90));
    }
}
