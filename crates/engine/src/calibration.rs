//! How the shop's own past corrects the critical ratio of simulated orders.

use ::forecast::{Panel, Purpose, Series, fit};
use planning::calibrate::{Calibration, SHIFTS, calibrate};
use planning::item::{Item, Objective, Settings};
use planning::policy::{Economics, is_simulated};
use planning::rehearsal::{Course, Past, window_costs};

use crate::forecast::{Categories, PlaceDemand, plain_series};
use crate::snapshot::Snapshot;

/// Places whose past is played, at most: enough that the best ratio no longer moves, few enough
/// that a plan does not wait for it.
const MOST_PLACES: usize = 240;

/// The correction, where most of what is bought is ordered by simulation and there is a past to
/// play. `items` are those of `snapshot.places`, in their order. Promotions and prices are left
/// out: they move some weeks, and hardly the ratio.
pub(crate) fn of<D>(
    snapshot: &Snapshot,
    items: &[Item<D>],
    settings: &Settings,
) -> Option<Calibration> {
    if settings.objective != Objective::Profit {
        return None;
    }
    let mut priced = 0;
    let mut simulated = Vec::new();
    for (at, item) in items.iter().enumerate().take(snapshot.places.len()) {
        let review = item.review_days.unwrap_or(settings.review_days);
        let (lead, _) = item.lead_time.days();
        let Some(money) = Economics::of(item.price, item.unit_cost, settings, review) else {
            continue;
        };
        priced += 1;
        if money.underage > 0.0 && is_simulated(money.ratio(), lead, review) {
            simulated.push((at, money.ratio(), lead, review));
        }
    }
    if simulated.is_empty() || 2 * simulated.len() < priced {
        return None;
    }
    // Evenly over the list, so that no category is left out.
    let count = simulated.len().min(MOST_PLACES);
    let chosen: Vec<_> = (0..count)
        .map(|number| simulated[number * simulated.len() / count])
        .collect();
    let middle = |value: fn(&(usize, f64, f64, f64)) -> f64| {
        let mut values: Vec<f64> = chosen.iter().map(value).collect();
        values.sort_by(f64::total_cmp);
        values[values.len() / 2]
    };
    let (ratio, lead, review) = (middle(|c| c.1), middle(|c| c.2), middle(|c| c.3));
    let places: Vec<_> = chosen.iter().map(|c| &snapshot.places[c.0]).collect();
    let first_day = places.iter().map(|place| place.first).min()?;
    let course = Course::of(lead, review);
    let starts = course.starts(snapshot.as_of, first_day);
    if starts.len() < 2 {
        return None;
    }

    let mut categories = Categories::default();
    let series: Vec<Series<'_>> = places
        .iter()
        .map(|place| plain_series(snapshot, place, &mut categories))
        .collect();
    let past: Vec<Past<'_>> = chosen
        .iter()
        .zip(&places)
        .map(|(chosen, place)| Past {
            item: items[chosen.0].with_demand(()),
            first_day: place.first,
            demand: &place.demand,
            kept: &place.in_stock,
        })
        .collect();
    let forecast_settings = ::forecast::Settings {
        purpose: Purpose::Orders,
        ..::forecast::Settings::default()
    };
    let costs: Vec<Vec<f64>> = starts
        .iter()
        .map(|start| {
            window_costs(&past, settings, course, *start, |morning| {
                let panel = Panel {
                    as_of: morning.0,
                    series: series.clone(),
                };
                fit(&panel, &forecast_settings)
                    .forecast_all()
                    .into_iter()
                    .map(PlaceDemand::new)
                    .collect()
            })
        })
        .collect();
    Some(calibrate(ratio, |shift| {
        let at = SHIFTS.iter().position(|known| *known == shift);
        costs
            .iter()
            .filter_map(|window| window.get(at?).copied())
            .collect()
    }))
}
