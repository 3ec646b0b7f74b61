//! What the forecast is made from: daily columns of numbers, and the settings.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::boost::Boosted;

/// A belief about the demand of a new good before it has a history of its own: a like SKU
/// scaled, a launch curve, or the seller's estimate.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Prior {
    /// Expected demand, units a week.
    pub mean_per_week: f64,
    /// Standard deviation of that expectation ÷ its mean: 1 says "within a factor of two or so".
    pub relative_sd: f64,
}

/// A good that sells like another series of the panel.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Like {
    /// Index of the other series.
    pub series: usize,
    /// Demand of the new good ÷ demand of the other.
    pub scale: f64,
    /// Standard deviation of that scale ÷ itself.
    pub relative_sd: f64,
}

/// One SKU at one location, day by day.
#[derive(Debug, Clone, Copy, Default)]
pub struct Series<'a> {
    /// Day of `sales[0]`, days since 1970-01-01.
    pub first_day: i32,
    /// Units sold each day, cleaned of cancelled orders and bulk lines. Negative and
    /// non-finite values count as 0.
    pub sales: &'a [f32],
    /// 1: stock lasted to the end of the day. 0: out of stock or sold out, so that what was
    /// sold is less than the demand. Days beyond the end of the slice count as 1.
    pub in_stock: &'a [u8],
    /// Group whose season and launches are pooled, any number.
    pub category: u32,
    /// Good that it is, any number, the same at every location: its season is pooled over them.
    /// Without it the season is its category's.
    pub product: Option<u32>,
    /// Days by which the year of this series' market runs late: 183 for a southern market.
    pub season_shift_days: i32,
    /// Day on which it went on sale, where known. Without it the first sale is taken.
    pub launched_on: Option<i32>,
    /// Belief for a good with little history; without it the launches of its category speak.
    pub prior: Option<Prior>,
    /// The good it is like, for a good with little history and no belief.
    pub like: Option<Like>,
    /// 1 on days of a promotion, from `first_day` on and also ahead of the decision, where
    /// promotions are planned. Days beyond the end of the slice have none.
    pub promotion: &'a [u8],
    /// Price ÷ usual price of each day; 1 where it is the usual one or unknown. Ahead of the
    /// decision it is read on days of a promotion only: what the promotion will cost.
    pub price_ratio: &'a [f32],
}

/// All series of a shop at the moment of the decision.
#[derive(Debug, Clone, Default)]
pub struct Panel<'a> {
    /// Morning of the decision, days since 1970-01-01. Days from it on are never read.
    pub as_of: i32,
    /// One per SKU and location. Days of a series that are not in its slice are not observed.
    pub series: Vec<Series<'a>>,
}

/// What the distribution is for. The two differ a little in the recipe (mixing of the slow
/// level, width of the variance), by what was measured to pay for each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// To be shown and scored by pinball loss.
    #[default]
    Forecast,
    /// To be ordered from.
    Orders,
}

/// How a series was forecast; the window names it by its code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// Season × exponentially weighted level, negative binomial: the recipe.
    SeasonLevelNb,
    /// The same weeks of last year, scaled by nothing.
    SeasonalNaive,
    /// Simple exponential smoothing with the series' own best speed, without season.
    ExponentialSmoothing,
    /// Croston's method with the Syntetos–Boylan correction.
    CrostonSba,
    /// Teunter–Syntetos–Babai: smoothed chance of a sale × smoothed size.
    Tsb,
    /// The recipe, corrected by boosted trees that learn from all series together.
    BoostedTrees,
    /// Little history: category launches or the seller's belief, narrowing as sales arrive.
    NewItem,
    /// Never sold.
    Empty,
}

impl Method {
    /// The methods that can be chosen; the other two follow from lack of history.
    pub const CANDIDATES: [Self; 6] = [
        Self::SeasonLevelNb,
        Self::SeasonalNaive,
        Self::ExponentialSmoothing,
        Self::CrostonSba,
        Self::Tsb,
        Self::BoostedTrees,
    ];

    /// Stable code of the method.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::SeasonLevelNb => "season_level_nb",
            Self::SeasonalNaive => "seasonal_naive",
            Self::ExponentialSmoothing => "exponential_smoothing",
            Self::CrostonSba => "croston_sba",
            Self::Tsb => "tsb",
            Self::BoostedTrees => "boosted_trees",
            Self::NewItem => "new_item",
            Self::Empty => "empty",
        }
    }
}

/// A method and its share in the mean and the variance; the rest is the recipe's.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Choice {
    /// The method.
    pub method: Method,
    /// Its share, 0–1.
    pub weight: f64,
}

impl Choice {
    /// A method alone.
    #[must_use]
    pub const fn alone(method: Method) -> Self {
        Self {
            method,
            weight: 1.0,
        }
    }
}

impl Default for Choice {
    fn default() -> Self {
        Self::alone(Method::SeasonLevelNb)
    }
}

/// Constants of the recipe. The defaults were measured on two open data sets (a daily gift
/// shop and weekly groceries); docs/FORECAST.md has the figures.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Tuning {
    /// Share of the slow level (speed .1 a week) in the mean, 0–1.
    pub slow_share: f64,
    /// Factor on the standard deviation.
    pub width: f64,
    /// Share of the shop in the choice of a series' speed, 0–1.
    pub speed_pooling: f64,
    /// How sharply the better speeds are preferred: a speed whose relative squared error is
    /// worse by 1 ÷ this has 1 ÷ e of the weight.
    pub speed_sharpness: f64,
    /// Share of the shop's line in a series' variance, 0–1.
    pub variance_pooling: f64,
    /// Power on last year's factor: ½ believes half of it.
    pub last_year_power: f64,
    /// Strength of the shop's week-of-year profile in a category's, in units of weekly means.
    pub season_pooling: f64,
    /// Strength of a category's profile in a good's, in units.
    pub product_pooling: f64,
    /// Largest weight of the normal in the mixture with the negative binomial.
    pub normal_weight: f64,
    /// Mean at which half of that weight is reached.
    pub normal_half_mean: f64,
    /// Weeks in stock from which a series stands on its own.
    pub settled_weeks: f64,
}

impl Tuning {
    /// The constants for a purpose.
    #[must_use]
    pub const fn of(purpose: Purpose) -> Self {
        let (slow_share, width, speed_pooling) = match purpose {
            Purpose::Forecast => (0.0, 0.87, 0.5),
            Purpose::Orders => (0.3, 1.0, 0.8),
        };
        Self {
            slow_share,
            width,
            speed_pooling,
            speed_sharpness: 15.0,
            variance_pooling: 0.2,
            last_year_power: 0.5,
            season_pooling: 20.0,
            product_pooling: 15.0,
            normal_weight: 0.5,
            normal_half_mean: 20.0,
            settled_weeks: 8.0,
        }
    }
}

impl Default for Tuning {
    fn default() -> Self {
        Self::of(Purpose::Forecast)
    }
}

/// Settings of a fit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// What the distribution is for.
    pub purpose: Purpose,
    /// With less than two years of history, scale the horizon by the shop's total of the
    /// same weeks of last year at half strength. An assumption the seller can switch off.
    pub last_year_factor: bool,
    /// Method for series with enough history.
    pub choice: Choice,
    /// The same by category, where the backtest found one that wins clearly.
    pub category_choices: Vec<(u32, Choice)>,
    /// The trees, for a choice of [`Method::BoostedTrees`]; without them it is the recipe.
    #[serde(skip)]
    pub boosted: Option<Arc<Boosted>>,
    /// Constants in place of those of the purpose, for experiments.
    pub tuning: Option<Tuning>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            purpose: Purpose::Forecast,
            last_year_factor: true,
            choice: Choice::default(),
            category_choices: Vec::new(),
            boosted: None,
            tuning: None,
        }
    }
}

impl Settings {
    /// Constants in force.
    #[must_use]
    pub fn tuning(&self) -> Tuning {
        self.tuning.unwrap_or_else(|| Tuning::of(self.purpose))
    }

    /// Choice for a category's settled series.
    #[must_use]
    pub fn choice_of(&self, category: u32) -> Choice {
        self.category_choices
            .iter()
            .find(|(key, _)| *key == category)
            .map_or(self.choice, |(_, choice)| *choice)
    }
}
