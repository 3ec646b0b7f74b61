//! Fits a shop: season, speed, level and variance of every series, by the recipe.

use rayon::prelude::*;

use crate::future::{Forecast, Parts};
use crate::level::{Levels, SLOW, SPEEDS, choose_speed, pooled_errors};
use crate::panel::{Method, Panel, Settings, Tuning};
use crate::season::{Season, SeasonSource};
use crate::weekday;
use crate::weeks::Weeks;

/// Weeks a launch's level is worth as evidence against the pool of launches.
const LAUNCH_WEEKS: f64 = 4.0;
/// Relative deviation of the level of a good that has nothing but its category's launches.
const LAUNCH_SPREAD: f64 = 1.0;
/// Added to a variance before its logarithm, so that a series without errors has one.
const LEAST_VARIANCE: f64 = 0.1;

/// A shop fitted at the moment of the decision.
#[derive(Debug, Clone)]
pub struct Fitted {
    forecasts: Vec<Forecast>,
    source: SeasonSource,
    shop_speed: f64,
}

/// Fits all series of `panel`. Series are spread over the threads; the numbers do not depend on
/// how many there are.
#[must_use]
pub fn fit(panel: &Panel<'_>, settings: &Settings) -> Fitted {
    let tuning = settings.tuning();
    let weeks: Vec<Weeks> =
        panel.series.par_iter().map(|series| Weeks::of(series, panel.as_of)).collect();
    let season = Season::fit(panel, &weeks, &tuning, settings.last_year_factor);
    let weekday = weekday::shares(panel);
    let factors = season.groups();
    let levels: Vec<Levels> = weeks
        .par_iter()
        .enumerate()
        .map(|(i, weeks)| {
            let past = &factors[season.group_of[i]].past;
            if past.len() >= weeks.len() {
                Levels::of(weeks, past)
            } else {
                Levels::of(weeks, &vec![1.0; weeks.len()])
            }
        })
        .collect();
    let shop = pooled_errors(&levels);
    let shop_speed = (0..SPEEDS.len()).fold(SLOW, |best, i| if shop[i] < shop[best] { i } else { best });
    let speeds: Vec<usize> =
        levels.iter().map(|levels| choose_speed(levels, &shop, tuning.speed_pooling)).collect();
    let line = VarianceLine::fit(&levels, &speeds);
    let launch = launch_level(&weeks, tuning.settled_weeks);

    let forecasts = (0..weeks.len())
        .into_par_iter()
        .map(|i| {
            let ahead = &factors[season.group_of[i]].ahead;
            let base = Base {
                ahead: ahead.clone(),
                weekday,
                as_of: panel.as_of,
                season: season.source,
                tuning,
            };
            one(&weeks[i], &levels[i], speeds[i], &line, launch, panel.series[i].prior, base)
        })
        .collect();
    Fitted { forecasts, source: season.source, shop_speed: SPEEDS[shop_speed] }
}

impl Fitted {
    /// Forecast of series `index`, in the order of the panel.
    ///
    /// # Panics
    /// Never for an index of the panel.
    #[must_use]
    pub fn forecast(&self, index: usize) -> Forecast {
        self.forecasts[index].clone()
    }

    /// Forecasts of all series, in the order of the panel.
    #[must_use]
    pub fn forecast_all(self) -> Vec<Forecast> {
        self.forecasts
    }

    /// Where the season comes from.
    #[must_use]
    pub fn season(&self) -> SeasonSource {
        self.source
    }

    /// The speed (share of a new week in the level) with the least pooled one-step error.
    #[must_use]
    pub fn shop_speed(&self) -> f64 {
        self.shop_speed
    }
}

/// What all series share.
struct Base {
    ahead: Vec<f64>,
    weekday: [f64; 7],
    as_of: i32,
    season: SeasonSource,
    tuning: Tuning,
}

fn one(
    weeks: &Weeks,
    levels: &Levels,
    speed: usize,
    line: &VarianceLine,
    launch: f64,
    prior: Option<crate::panel::Prior>,
    base: Base,
) -> Forecast {
    let tuning = base.tuning;
    let exposure = weeks.exposure();
    let settled = tuning.settled_weeks.max(1.0);
    let a = SPEEDS[speed];
    let own = (1.0 - tuning.slow_share) * levels.level[speed] + tuning.slow_share * levels.level[SLOW];
    let believed = prior.map_or(
        (if weeks.sold || exposure > 0.0 { launch } else { 0.0 }, LAUNCH_SPREAD),
        |prior| (prior.mean_per_week.max(0.0), prior.relative_sd.max(0.0)),
    );
    // A series with few weeks in stock is pulled to what is believed of a launch; its own mean,
    // not its smoothed level, speaks, since smoothing has no footing yet.
    let (level, method, level_sd) = if exposure >= settled {
        (own, Method::SeasonLevelNb, 0.0)
    } else if !weeks.sold && prior.is_none() && exposure <= 0.0 {
        (0.0, Method::Empty, 0.0)
    } else {
        let mean = if exposure > 0.0 { weeks.total() / exposure } else { 0.0 };
        let share = exposure / (exposure + LAUNCH_WEEKS);
        let level = share * mean + (1.0 - share) * believed.0;
        (level, Method::NewItem, (1.0 - share) * believed.0 * believed.1)
    };
    let level = if level.is_finite() { level.max(0.0) } else { 0.0 };
    let own_variance = if levels.error_weeks > 0 { levels.error[speed] } else { f64::NAN };
    let variance = line.pulled(own_variance, level, tuning.variance_pooling).max(level);
    Forecast::new(
        Parts {
            method,
            level_per_week: level,
            level_sd,
            speed: a,
            weekly_variance: variance,
            weeks_in_stock: exposure,
            censored_units: weeks.censored,
            season: base.season,
        },
        base.ahead,
        base.weekday,
        base.as_of,
        tuning,
    )
}

/// Mean level of the first weeks of the shop's series: what is believed of a new good.
fn launch_level(weeks: &[Weeks], settled: f64) -> f64 {
    let mut levels: Vec<f64> = weeks
        .iter()
        .filter(|weeks| weeks.sold && weeks.exposure() >= settled)
        .map(|weeks| {
            let first = weeks.len().min(8);
            let open: f64 = weeks.open[..first].iter().map(|open| f64::from(*open)).sum();
            let sold: f64 = weeks.sales[..first].iter().map(|sales| f64::from(*sales)).sum();
            sold / open.max(1.0)
        })
        .collect();
    levels.sort_by(f64::total_cmp);
    levels.get(levels.len() / 2).copied().unwrap_or(0.0)
}

/// The shop's straight line of log variance over log level, by least squares.
struct VarianceLine {
    intercept: f64,
    slope: f64,
}

impl VarianceLine {
    fn fit(levels: &[Levels], speeds: &[usize]) -> VarianceLine {
        let points: Vec<(f64, f64)> = levels
            .iter()
            .zip(speeds)
            .filter(|(levels, speed)| levels.error_weeks > 0 && levels.level[**speed] > 0.0)
            .map(|(levels, speed)| {
                ((levels.level[*speed] + LEAST_VARIANCE).ln(), (levels.error[*speed] + LEAST_VARIANCE).ln())
            })
            .filter(|(x, y)| x.is_finite() && y.is_finite())
            .collect();
        let n = points.len() as f64;
        if points.len() < 3 {
            // Too few to fit: the variance of a count, a little wider than the Poisson's.
            return VarianceLine { intercept: 0.5, slope: 1.2 };
        }
        let (mx, my) = (
            points.iter().map(|p| p.0).sum::<f64>() / n,
            points.iter().map(|p| p.1).sum::<f64>() / n,
        );
        let sxx: f64 = points.iter().map(|p| (p.0 - mx) * (p.0 - mx)).sum();
        let sxy: f64 = points.iter().map(|p| (p.0 - mx) * (p.1 - my)).sum();
        let slope = if sxx > 1e-9 { (sxy / sxx).clamp(0.0, 2.0) } else { 1.2 };
        VarianceLine { intercept: my - slope * mx, slope }
    }

    /// A series' own variance pulled `share` of the way to the line on the log scale; the line
    /// alone where it has none.
    fn pulled(&self, own: f64, level: f64, share: f64) -> f64 {
        let line = self.intercept + self.slope * (level + LEAST_VARIANCE).ln();
        let log = if own.is_finite() {
            (1.0 - share) * (own + LEAST_VARIANCE).ln() + share * line
        } else {
            line
        };
        (log.exp() - LEAST_VARIANCE).clamp(0.0, 1e24)
    }
}
