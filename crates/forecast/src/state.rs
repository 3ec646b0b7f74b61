//! The state of one series: level, spread and shape, by the method wanted for its group.

use std::sync::Arc;

use crate::classical::{self, Smoothed};
use crate::dispersion::Line;
use crate::events::Effect;
use crate::forecast::{EventSummary, Forecast, State};
use crate::launch::Launches;
use crate::level::Mixed;
use crate::panel::{Choice, Method, Panel, Prior, Series, Settings, Tuning};
use crate::season::Factors;
use crate::shape::{Lift, Shape};
use crate::weeks::Weeks;

/// Levels and variances beyond it are cut: sums of units lose their digits there.
const LARGEST_LEVEL: f64 = 1e10;

/// Weeks ahead of a seasonal naive forecast: each series has a shape of its own there.
const NAIVE_WEEKS: usize = 65;

/// What is known of one series.
pub(crate) struct Own<'a> {
    pub series: &'a Series<'a>,
    pub weeks: &'a Weeks,
    pub mixed: &'a Mixed,
    pub error_weeks: u32,
    pub effect: Option<&'a Effect>,
    pub prior: Option<Prior>,
    /// What the trees multiply its mean with, where they were asked.
    pub learned: Option<f64>,
}

/// Belief about a new good: the seller's, else what it is like, at that good's level of now.
pub(crate) fn prior(
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
pub(crate) struct Fitter<'a> {
    pub settings: &'a Settings,
    pub tuning: Tuning,
    pub line: Line,
    pub launches: &'a Launches,
    /// Shape without season.
    pub flat: &'a Arc<Shape>,
    pub weekdays: [f64; 7],
    pub as_of: i32,
}

impl Fitter<'_> {
    /// The forecast of one series. `factors` and `shape` are those of its season's group.
    pub fn forecast_of(&self, own: &Own<'_>, factors: &Factors, shape: &Arc<Shape>) -> Forecast {
        let weeks = own.weeks;
        let exposure = weeks.kept;
        if exposure < self.tuning.settled_weeks || weeks.total() <= 0.0 {
            return self.new_item(own, factors, shape);
        }
        let (fit, choice, shape) = self.settled(own, shape);
        let state = State {
            method: choice.method,
            method_weight: choice.weight,
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

    /// Level and shape of a series with enough history, by the choice made for its category.
    fn settled(&self, own: &Own<'_>, shape: &Arc<Shape>) -> (Smoothed, Choice, Arc<Shape>) {
        let recipe = Smoothed {
            level: own.mixed.level,
            error: own.mixed.error,
            speed: own.mixed.speed,
            weeks: own.error_weeks,
        };
        let choice = self.settings.choice_of(own.series.category);
        let weight = choice.weight.clamp(0.0, 1.0);
        let Some((other, other_shape)) = self.by_method(choice.method, own, &recipe, shape) else {
            return (recipe, Choice::default(), Arc::clone(shape));
        };
        if weight >= 1.0 {
            return (other, choice, other_shape);
        }
        let mix = |a: f64, b: f64| (1.0 - weight) * a + weight * b;
        let level = mix(recipe.level, other.level);
        let mixed = Smoothed {
            level,
            error: mix(recipe.error, other.error),
            speed: mix(recipe.speed, other.speed),
            weeks: recipe.weeks.max(other.weeks),
        };
        if Arc::ptr_eq(shape, &other_shape) || level <= 0.0 {
            return (mixed, choice, Arc::clone(shape));
        }
        let parts = [
            (&**shape, (1.0 - weight) * recipe.level / level),
            (&*other_shape, weight * other.level / level),
        ];
        (mixed, choice, Arc::new(Shape::blended(&parts)))
    }

    /// Level and shape by a method; `None` where it is the recipe or cannot be had.
    fn by_method(
        &self,
        method: Method,
        own: &Own<'_>,
        recipe: &Smoothed,
        shape: &Arc<Shape>,
    ) -> Option<(Smoothed, Arc<Shape>)> {
        let flat = |fit: Smoothed| Some((fit, Arc::clone(self.flat)));
        match method {
            Method::ExponentialSmoothing => flat(classical::exponential_smoothing(own.weeks)),
            Method::CrostonSba => flat(classical::croston_sba(own.weeks)),
            Method::Tsb => flat(classical::tsb(own.weeks)),
            Method::SeasonalNaive => {
                let (fit, ahead) = classical::seasonal_naive(own.weeks, NAIVE_WEEKS)?;
                let factors = Factors {
                    past: Vec::new(),
                    ahead,
                };
                let shape = Shape::new(&factors, &self.weekdays, self.as_of);
                Some((fit, Arc::new(shape)))
            }
            Method::BoostedTrees => {
                let factor = own.learned?;
                // The spread stays the recipe's: scaled with the mean, it lost on both open sets.
                let fit = Smoothed {
                    level: recipe.level * factor,
                    ..*recipe
                };
                Some((fit, Arc::clone(shape)))
            }
            Method::SeasonLevelNb | Method::NewItem | Method::Empty => None,
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
            method_weight: 1.0,
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
