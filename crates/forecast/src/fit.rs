//! Fitting a shop: weeks, season, speed, variance, and the state of each series.

use std::sync::Arc;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::dispersion::Line;
use crate::events::{EventEffects, Events};
use crate::features::{self, Row};
use crate::forecast::Forecast;
use crate::launch::Launches;
use crate::level::{self, Levels, Mixed, SLOW, SPEEDS};
use crate::panel::{Method, Panel, Settings, Tuning};
use crate::season::{Factors, Season, SeasonSource, WEEKS_AHEAD};
use crate::shape::Shape;
use crate::state::{Fitter, Own, prior};
use crate::weekday;
use crate::weeks::Weeks;

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
    let prepared = Prepared::of(panel, settings);
    let forecasts = prepared.forecasts(settings);
    Fitted {
        diagnostics: prepared.diagnostics(&forecasts),
        forecasts,
    }
}

/// What all methods share on one morning.
pub(crate) struct Prepared<'p> {
    panel: &'p Panel<'p>,
    tuning: Tuning,
    weeks: Vec<Weeks>,
    season: Season,
    levels: Vec<Levels>,
    /// Mean relative error of the shop at each speed.
    shop: [f64; SPEEDS.len()],
    mixed: Vec<Mixed>,
    events: Events,
    line: Line,
    launches: Launches,
    weekdays: [f64; 7],
    shapes: Vec<Arc<Shape>>,
    /// Shape without season.
    flat: Arc<Shape>,
}

impl<'p> Prepared<'p> {
    /// Of the settings, `last_year_factor` and the constants are read.
    pub fn of(panel: &'p Panel<'p>, settings: &Settings) -> Self {
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
                // Steadiness is lent to quick levels; one that is slow already would only be
                // kept from its own speed.
                let slow = slow * ((mixed.speed - SPEEDS[SLOW]) / SPEEDS[SLOW + 1]).clamp(0.0, 1.0);
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
        let flat = Factors {
            past: Vec::new(),
            ahead: vec![1.0; WEEKS_AHEAD],
        };
        let flat = Arc::new(Shape::new(&flat, &weekdays, panel.as_of));
        Self {
            panel,
            tuning,
            weeks,
            season,
            levels,
            shop,
            mixed,
            events,
            line,
            launches,
            weekdays,
            shapes,
            flat,
        }
    }

    /// A forecast of each series, by the methods of the settings.
    pub fn forecasts(&self, settings: &Settings) -> Vec<Forecast> {
        let learned = settings.boosted.as_deref().map(|boosted| {
            self.rows()
                .iter()
                .map(|row| boosted.factor(row))
                .collect::<Vec<f64>>()
        });
        let fitter = Fitter {
            settings,
            tuning: self.tuning,
            line: self.line,
            launches: &self.launches,
            flat: &self.flat,
            weekdays: self.weekdays,
            as_of: self.panel.as_of,
        };
        (0..self.weeks.len())
            .into_par_iter()
            .map(|index| {
                let group = self.season.group_of[index];
                let own = Own {
                    series: &self.panel.series[index],
                    weeks: &self.weeks[index],
                    mixed: &self.mixed[index],
                    error_weeks: self.levels[index].error_weeks,
                    effect: self.events.of_series[index].as_ref(),
                    prior: prior(self.panel, index, &self.weeks, &self.mixed, &self.tuning),
                    learned: learned.as_ref().map(|factors| factors[index]),
                };
                fitter.forecast_of(&own, &self.season.groups()[group], &self.shapes[group])
            })
            .collect()
    }

    /// What the trees see of each series.
    pub fn rows(&self) -> Vec<Row> {
        features::rows(self.panel, &self.weeks, &self.levels, &self.mixed)
    }

    fn diagnostics(&self, forecasts: &[Forecast]) -> Diagnostics {
        let mut methods: Vec<(Method, usize)> = Vec::new();
        for forecast in forecasts {
            match methods
                .iter_mut()
                .find(|(method, _)| *method == forecast.method())
            {
                Some((_, count)) => *count += 1,
                None => methods.push((forecast.method(), 1)),
            }
        }
        methods.sort_unstable();
        Diagnostics {
            season: self.season.source,
            speeds: SPEEDS.iter().copied().zip(self.shop).collect(),
            variance_line: (self.line.intercept, self.line.slope),
            weekdays: self.weekdays,
            methods,
            events: self.events.shop,
        }
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
