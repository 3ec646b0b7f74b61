//! Fitting a shop: weeks, season, speed, variance, and the state of each series.

use std::sync::Arc;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::classical::{self, Smoothed};
use crate::dispersion::Line;
use crate::events::{Effect, EventEffects, Events};
use crate::forecast::{EventSummary, Forecast, State};
use crate::launch::Launches;
use crate::level::{self, Levels, Mixed, SLOW, SPEEDS};
use crate::panel::{Method, Panel, Prior, Series, Settings, Tuning};
use crate::season::{Factors, Season, SeasonSource, WEEKS_AHEAD};
use crate::shape::{Lift, Shape};
use crate::weekday;
use crate::weeks::Weeks;

/// Levels and variances beyond it are cut: sums of units lose their digits there.
const LARGEST_LEVEL: f64 = 1e10;

/// Weeks ahead of a seasonal naive forecast: each series has a shape of its own there.
const NAIVE_WEEKS: usize = 65;

/// What a fit found out about the shop as a whole.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Diagnostics {
    /// Where the season comes from.
    pub season: SeasonSource,
    /// Speeds offered and the shop's mean relative squared error at each.
    pub speeds: Vec<(f64, f64)>,
    /// log(variance + .1) = first + second · log(level + .1).
    pub variance_line: (f64, f64),
    /// Shares of the weekdays; index = days since 1970-01-01 modulo 7 (0 is a Thursday).
    pub weekdays: [f64; 7],
    /// Series by method.
    pub methods: Vec<(Method, usize)>,
    /// How the shop answers to promotions and prices; `None` without any.
    pub events: Option<EventEffects>,
}

/// A fitted shop. Cheap to ask for any number of forecasts.
#[derive(Debug, Clone)]
pub struct Fitted {
    forecasts: Vec<Forecast>,
    diagnostics: Diagnostics,
}

/// Fits a panel. The result depends on the panel and the settings alone, not on the number of
/// threads: sums over series are taken in their order.
#[must_use]
pub fn fit(panel: &Panel<'_>, settings: &Settings) -> Fitted {
    let tuning = settings.tuning();
    let events = Events::fit(panel);
    let weeks: Vec<Weeks> = panel
        .series
        .par_iter()
        .zip(&events.of_series)
        .map(|(series, effect)| Weeks::of(series, panel.as_of, effect.as_ref()))
        .collect();
    let season = Season::fit(panel, &weeks, &tuning, settings.last_year_factor);
    let groups = season.groups();
    let levels: Vec<Levels> = weeks
        .par_iter()
        .zip(&season.group_of)
        .map(|(weeks, group)| Levels::of(weeks, &groups[*group].past))
        .collect();
    let shop = level::pooled_errors(&levels);
    let slow = tuning.slow_share.clamp(0.0, 1.0);
    let mixed: Vec<Mixed> = (0..weeks.len())
        .into_par_iter()
        .map(|index| {
            let weights = level::speed_weights(
                &levels[index],
                &shop,
                tuning.speed_pooling,
                tuning.speed_sharpness,
            );
            let mut mixed = level::mixed(
                &weeks[index],
                &groups[season.group_of[index]].past,
                &weights,
            );
            mixed.level = (1.0 - slow) * mixed.level + slow * levels[index].level[SLOW];
            mixed
        })
        .collect();
    let points: Vec<(f64, f64, u32)> = mixed
        .iter()
        .zip(&levels)
        .map(|(mixed, levels)| (mixed.level, mixed.error, levels.error_weeks))
        .collect();
    let line = Line::fit(&points);
    let launches = Launches::fit(panel, &weeks);
    let weekdays = weekday::shares(panel);
    let shapes: Vec<Arc<Shape>> = groups
        .iter()
        .map(|factors| Arc::new(Shape::new(factors, &weekdays, panel.as_of)))
        .collect();
    let flat = Arc::new(Shape::new(
        &Factors {
            past: Vec::new(),
            ahead: vec![1.0; WEEKS_AHEAD],
        },
        &weekdays,
        panel.as_of,
    ));
    let fitter = Fitter {
        settings,
        tuning,
        line,
        launches,
        flat,
        weekdays,
        as_of: panel.as_of,
    };
    let forecasts: Vec<Forecast> = (0..panel.series.len())
        .into_par_iter()
        .map(|index| {
            let group = season.group_of[index];
            let own = Own {
                series: &panel.series[index],
                weeks: &weeks[index],
                mixed: &mixed[index],
                error_weeks: levels[index].error_weeks,
                effect: events.of_series[index].as_ref(),
                prior: prior(panel, index, &weeks, &mixed, &tuning),
            };
            fitter.forecast_of(&own, &groups[group], &shapes[group])
        })
        .collect();
    let mut methods: Vec<(Method, usize)> = Vec::new();
    for forecast in &forecasts {
        match methods
            .iter_mut()
            .find(|(method, _)| *method == forecast.method())
        {
            Some((_, count)) => *count += 1,
            None => methods.push((forecast.method(), 1)),
        }
    }
    methods.sort_unstable();
    let diagnostics = Diagnostics {
        season: season.source,
        speeds: SPEEDS.iter().copied().zip(shop).collect(),
        variance_line: (line.intercept, line.slope),
        weekdays,
        methods,
        events: events.shop,
    };
    Fitted {
        forecasts,
        diagnostics,
    }
}

/// What is known of one series.
struct Own<'a> {
    series: &'a Series<'a>,
    weeks: &'a Weeks,
    mixed: &'a Mixed,
    error_weeks: u32,
    effect: Option<&'a Effect>,
    prior: Option<Prior>,
}

/// Belief about a new good: the seller's, else what it is like, at that good's level of now.
fn prior(
    panel: &Panel<'_>,
    index: usize,
    weeks: &[Weeks],
    mixed: &[Mixed],
    tuning: &Tuning,
) -> Option<Prior> {
    let series = &panel.series[index];
    series.prior.or_else(|| {
        let like = series.like.filter(|like| like.series != index)?;
        let settled = weeks.get(like.series)?.kept >= tuning.settled_weeks;
        settled.then(|| Prior {
            mean_per_week: mixed[like.series].level * like.scale.clamp(0.0, 1e6),
            relative_sd: like.relative_sd,
        })
    })
}

/// What all series share when their states are made.
struct Fitter<'a> {
    settings: &'a Settings,
    tuning: Tuning,
    line: Line,
    launches: Launches,
    /// Shape without season.
    flat: Arc<Shape>,
    weekdays: [f64; 7],
    as_of: i32,
}

impl Fitter<'_> {
    fn forecast_of(&self, own: &Own<'_>, factors: &Factors, shape: &Arc<Shape>) -> Forecast {
        let weeks = own.weeks;
        let exposure = weeks.kept;
        if exposure < self.tuning.settled_weeks || weeks.total() <= 0.0 {
            return self.new_item(own, factors, shape);
        }
        let (fit, method, shape) = self.settled(own, shape);
        let state = State {
            method,
            level: fit.level.clamp(0.0, LARGEST_LEVEL),
            variance: self.line.pull(
                fit.level,
                fit.error,
                fit.weeks,
                self.tuning.variance_pooling,
            ),
            speed: fit.speed,
            level_variance: 0.0,
            in_stock_share: exposure / (weeks.len() as f64).max(1.0),
            weeks_used: exposure,
        };
        self.bounded(own, state, shape)
    }

    /// The forecast with every number of its state finite and within bounds, the price of now and
    /// the events ahead laid over it.
    fn bounded(&self, own: &Own<'_>, mut state: State, shape: Arc<Shape>) -> Forecast {
        let carried = own.effect.map_or(1.0, |effect| effect.carried);
        state.level = (state.level * carried).clamp(0.0, LARGEST_LEVEL);
        state.variance *= carried;
        state.level_variance *= carried * carried;
        let bound = LARGEST_LEVEL * LARGEST_LEVEL;
        for value in [&mut state.variance, &mut state.level_variance] {
            *value = if value.is_finite() {
                value.clamp(0.0, bound)
            } else {
                0.0
            };
        }
        state.in_stock_share = state.in_stock_share.clamp(0.0, 1.0);
        let lift = own
            .effect
            .and_then(|effect| Lift::new(&shape, &effect.ahead));
        Forecast {
            state,
            shape,
            lift: lift.map(Arc::new),
            events: own.effect.map(|effect| EventSummary {
                effects: effect.effects(),
                days: effect.days,
                units: effect.units,
                price_now: effect.carried,
            }),
            tuning: self.tuning,
        }
    }

    /// Level and shape of a series with enough history, by the method wanted for its category.
    fn settled(&self, own: &Own<'_>, shape: &Arc<Shape>) -> (Smoothed, Method, Arc<Shape>) {
        let recipe = Smoothed {
            level: own.mixed.level,
            error: own.mixed.error,
            speed: own.mixed.speed,
            weeks: own.error_weeks,
        };
        let flat = || Arc::clone(&self.flat);
        let wanted = self.settings.method_of(own.series.category);
        match wanted {
            Method::ExponentialSmoothing => {
                (classical::exponential_smoothing(own.weeks), wanted, flat())
            }
            Method::CrostonSba => (classical::croston_sba(own.weeks), wanted, flat()),
            Method::Tsb => (classical::tsb(own.weeks), wanted, flat()),
            Method::SeasonalNaive => match classical::seasonal_naive(own.weeks, NAIVE_WEEKS) {
                Some((fit, ahead)) => {
                    let factors = Factors {
                        past: Vec::new(),
                        ahead,
                    };
                    (
                        fit,
                        wanted,
                        Arc::new(Shape::new(&factors, &self.weekdays, self.as_of)),
                    )
                }
                None => (recipe, Method::SeasonLevelNb, Arc::clone(shape)),
            },
            Method::SeasonLevelNb | Method::NewItem | Method::Empty => {
                (recipe, Method::SeasonLevelNb, Arc::clone(shape))
            }
        }
    }

    fn new_item(&self, own: &Own<'_>, factors: &Factors, shape: &Arc<Shape>) -> Forecast {
        let (series, weeks) = (own.series, own.weeks);
        let exposure = weeks.kept;
        // How much more than Poisson a good of one unit a week scatters here.
        let scatter = self.line.at(1.0).clamp(1.0, 20.0);
        let belief =
            self.launches
                .belief(series.category, own.prior, weeks, &factors.past, scatter);
        let level = belief.level.clamp(0.0, LARGEST_LEVEL);
        // Something is known of a good that has sold, of one the seller has a belief about, and
        // of one that has not been on sale yet in a shop with launches.
        let awaited = exposure <= 0.0 && level > 0.0;
        let known = weeks.sold || own.prior.is_some() || awaited;
        let state = State {
            method: if known {
                Method::NewItem
            } else {
                Method::Empty
            },
            level,
            variance: self.line.at(level),
            speed: own.mixed.speed,
            level_variance: belief.variance,
            in_stock_share: exposure / (weeks.len() as f64).max(1.0),
            weeks_used: exposure,
        };
        self.bounded(own, state, Arc::clone(shape))
    }
}

impl Fitted {
    /// Forecast of the series at `index` of the panel; `None` beyond its end.
    #[must_use]
    pub fn forecast(&self, index: usize) -> Option<&Forecast> {
        self.forecasts.get(index)
    }

    /// Forecasts of all series, in the panel's order.
    #[must_use]
    pub fn forecasts(&self) -> &[Forecast] {
        &self.forecasts
    }

    /// The forecasts alone, in the panel's order.
    #[must_use]
    pub fn forecast_all(self) -> Vec<Forecast> {
        self.forecasts
    }

    /// What was found out about the shop.
    #[must_use]
    pub fn diagnostics(&self) -> &Diagnostics {
        &self.diagnostics
    }
}
