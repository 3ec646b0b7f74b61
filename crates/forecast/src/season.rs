//! Season: a week-of-year profile where there are two full years, else last year's shop total.
//!
//! The profile of a good leans on that of its category, and that on the shop's, each with the
//! weight of so many units: what sells for Christmas only is seen in its own sales, and what sells
//! one a week is not.

use std::collections::BTreeMap;

use crate::panel::{Panel, Tuning};
use crate::weeks::Weeks;

/// Weeks of the year that the profile tells apart.
const BINS: usize = 52;
/// Weeks of a full history for a profile: two years.
const PROFILE_WEEKS: usize = 104;
/// Half the width of the centred mean that a week is compared with: 53 weeks in all.
const HALF_YEAR: usize = 26;
/// Least weeks in stock behind a centred mean.
const LEAST_EXPOSURE: f64 = 13.0;
/// Series without season that the shop's profile is given beforehand: the weeks of a handful of
/// goods are no season.
const FLAT_SERIES: f64 = 3.0;
/// Speed of the level that last year's weeks are compared with.
const LAST_YEAR_SPEED: f64 = 0.2;
/// Weeks with a sale before last year's horizon that let a series into the comparison.
const LAST_YEAR_SOLD: usize = 4;
/// Bounds of last year's ratio before its power is taken.
const RATIO_BOUNDS: (f64, f64) = (0.4, 2.5);
/// Weeks ahead for which factors are kept: three years. Beyond them the factor is 1.
pub(crate) const WEEKS_AHEAD: usize = 157;

/// Rounds of ¼ ½ ¼ over a good's units before they are compared with its category's profile: a
/// good has few units a week, and its season lasts longer than one.
const PRODUCT_ROUNDS: usize = 3;

/// Where the season comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SeasonSource {
    /// Too little history, or switched off: every week is alike.
    None,
    /// The shop's total of the same weeks of last year, at half strength.
    LastYear,
    /// Week-of-year profile of shop, category and good.
    Profile,
}

/// Season factors of one good (or category, where goods are not told apart) and market phase.
#[derive(Debug, Clone)]
pub(crate) struct Factors {
    /// Factor of past weeks, aligned at the end like [`Weeks`].
    pub past: Vec<f32>,
    /// Factor of the weeks ahead, from the week of the decision.
    pub ahead: Vec<f64>,
}

/// Season of a shop.
#[derive(Debug, Clone)]
pub(crate) struct Season {
    pub source: SeasonSource,
    groups: Vec<Factors>,
    /// Group of each series.
    pub group_of: Vec<usize>,
}

impl Season {
    pub fn groups(&self) -> &[Factors] {
        &self.groups
    }

    /// Fits the season on the weeks before the decision.
    pub fn fit(panel: &Panel<'_>, weeks: &[Weeks], tuning: &Tuning, last_year: bool) -> Self {
        let longest = weeks.iter().map(Weeks::len).max().unwrap_or(0);
        let keys: Vec<(u32, Option<u32>, i32)> = panel
            .series
            .iter()
            .map(|s| {
                let shift = s.season_shift_days.rem_euclid(365);
                (s.category, s.product, shift)
            })
            .collect();
        if longest >= PROFILE_WEEKS {
            let profiles = Profiles::fit(panel, weeks, tuning);
            let mut index = BTreeMap::new();
            for key in &keys {
                let next = index.len();
                index.entry(*key).or_insert(next);
            }
            let mut groups = vec![
                Factors {
                    past: Vec::new(),
                    ahead: Vec::new()
                };
                index.len()
            ];
            for ((category, product, shift), group) in &index {
                let profile = profiles.of(*category, *product);
                groups[*group] = factors(profile, panel.as_of, *shift, longest);
            }
            let group_of = keys.iter().map(|key| index[key]).collect();
            return Self {
                source: SeasonSource::Profile,
                groups,
                group_of,
            };
        }
        let ahead = if last_year {
            last_year_factors(weeks, tuning.last_year_power)
        } else {
            None
        };
        let source = if ahead.is_some() {
            SeasonSource::LastYear
        } else {
            SeasonSource::None
        };
        let ahead = ahead.unwrap_or_else(|| vec![1.0; WEEKS_AHEAD]);
        let factors = Factors {
            past: vec![1.0; longest],
            ahead,
        };
        Self {
            source,
            groups: vec![factors],
            group_of: vec![0; weeks.len()],
        }
    }
}

/// Factors of the weeks ahead from the shop's weeks of a year ago, or `None` with less than a
/// year and four weeks of history.
fn last_year_factors(weeks: &[Weeks], power: f64) -> Option<Vec<f64>> {
    let back = 52;
    // Sums over the panel by week ahead: what was sold, and what the level then foretold. One
    // more week at the front holds the week before last year's first.
    let mut sold = vec![0.0; back + 1];
    let mut level_then = vec![0.0; back + 1];
    for series in weeks {
        let Some(origin) = series
            .len()
            .checked_sub(back)
            .filter(|&v| v >= LAST_YEAR_SOLD)
        else {
            continue;
        };
        let before = series.sales[..origin].iter().filter(|&&s| s > 0.0).count();
        if before < LAST_YEAR_SOLD {
            continue;
        }
        let (mut top, mut bottom) = (0.0, 0.0);
        for (sales, open) in series.sales[..origin].iter().zip(&series.open) {
            top += LAST_YEAR_SPEED * (f64::from(*sales) - top);
            bottom += LAST_YEAR_SPEED * (f64::from(*open) - bottom);
        }
        let level = top / f64::max(bottom, 0.05);
        for ahead in 0..=back {
            sold[ahead] += f64::from(series.sales[origin - 1 + ahead]);
            level_then[ahead] += level * f64::from(series.open[origin - 1 + ahead]);
        }
    }
    if level_then.iter().sum::<f64>() <= 0.0 {
        return None;
    }
    let ratio: Vec<f64> = sold
        .iter()
        .zip(&level_then)
        .map(|(s, l)| if *l > 0.0 { s / l } else { 1.0 })
        .collect();
    let mut factors = vec![1.0; WEEKS_AHEAD];
    for (ahead, factor) in factors.iter_mut().enumerate().take(back - 1) {
        // Week `ahead` of last year stands at `ahead + 1`; the mean of it and its neighbours
        // forgives feasts that move by a week.
        let mean = (ratio[ahead] + ratio[ahead + 1] + ratio[ahead + 2]) / 3.0;
        *factor = mean.clamp(RATIO_BOUNDS.0, RATIO_BOUNDS.1).powf(power);
    }
    Some(factors)
}

/// Week-of-year profiles of the shop, its categories and its goods, each with mean 1.
struct Profiles {
    shop: [f64; BINS],
    categories: BTreeMap<u32, [f64; BINS]>,
    products: BTreeMap<u32, [f64; BINS]>,
}

/// Bin of a day of the shop's year, as a position whose whole part is the bin.
fn position(day: f64, shift: i32) -> f64 {
    (day - f64::from(shift)).rem_euclid(365.25) / 365.25 * BINS as f64
}

/// Day in the middle of the week that ends `ago` weeks before the decision (0: the last one).
fn middle(as_of: i32, ago: f64) -> f64 {
    f64::from(as_of) - 3.5 - 7.0 * ago
}

#[derive(Clone, Copy)]
struct Sums {
    sold: [f64; BINS],
    usual: [f64; BINS],
}

impl Sums {
    const ZERO: Self = Self {
        sold: [0.0; BINS],
        usual: [0.0; BINS],
    };
}

impl Profiles {
    fn fit(panel: &Panel<'_>, weeks: &[Weeks], tuning: &Tuning) -> Self {
        let flat = [1.0; BINS];
        let mut profiles = Self {
            shop: flat,
            categories: BTreeMap::new(),
            products: BTreeMap::new(),
        };
        // The centred mean is cut at both ends of the history and holds some seasons more
        // often than others there. The second round divides them out with the first's profile.
        for _ in 0..2 {
            profiles = profiles.refined(panel, weeks, tuning);
        }
        profiles
    }

    /// The profile of a good, else of its category, else the shop's.
    fn of(&self, category: u32, product: Option<u32>) -> &[f64; BINS] {
        product
            .and_then(|product| self.products.get(&product))
            .or_else(|| self.categories.get(&category))
            .unwrap_or(&self.shop)
    }

    fn refined(&self, panel: &Panel<'_>, weeks: &[Weeks], tuning: &Tuning) -> Self {
        let mut shop = Sums::ZERO;
        let mut categories: BTreeMap<u32, Sums> = BTreeMap::new();
        let mut products: BTreeMap<u32, (u32, Sums)> = BTreeMap::new();
        let mut used: f64 = 0.0;
        let mut sales_sum = Vec::new();
        let mut open_sum = Vec::new();
        for (series, weeks) in panel.series.iter().zip(weeks) {
            let count = weeks.len();
            if weeks.exposure() < LEAST_EXPOSURE || !weeks.sold {
                continue;
            }
            used += 1.0;
            let category = categories.entry(series.category).or_insert(Sums::ZERO);
            let mut product = series.product.map(|product| {
                let own = products.entry(product);
                &mut own.or_insert((series.category, Sums::ZERO)).1
            });
            let known = self.of(series.category, series.product);
            let place = |week: usize| {
                position(
                    middle(panel.as_of, (count - 1 - week) as f64),
                    series.season_shift_days,
                ) as usize
                    % BINS
            };
            sales_sum.clear();
            open_sum.clear();
            let (mut sales_total, mut open_total) = (0.0, 0.0);
            sales_sum.push(0.0);
            open_sum.push(0.0);
            for week in 0..count {
                sales_total += f64::from(weeks.sales[week]);
                open_total += f64::from(weeks.open[week]) * known[place(week)];
                sales_sum.push(sales_total);
                open_sum.push(open_total);
            }
            for week in 0..count {
                let from = week.saturating_sub(HALF_YEAR);
                let to = (week + HALF_YEAR + 1).min(count);
                let exposure = open_sum[to] - open_sum[from];
                if exposure < LEAST_EXPOSURE {
                    continue;
                }
                let usual =
                    (sales_sum[to] - sales_sum[from]) / exposure * f64::from(weeks.open[week]);
                let bin = place(week);
                let both = [&mut shop, &mut *category];
                for sums in both.into_iter().chain(product.as_deref_mut()) {
                    sums.sold[bin] += f64::from(weeks.sales[week]);
                    sums.usual[bin] += usual;
                }
            }
        }
        let flat = [1.0; BINS];
        let per_series = shop.usual.iter().sum::<f64>() / (BINS as f64 * used.max(1.0));
        let shop_profile = smoothed(&ratio(&shop, &flat, (FLAT_SERIES * per_series).max(1e-9)));
        let categories: BTreeMap<u32, [f64; BINS]> = categories
            .iter()
            .map(|(key, sums)| {
                let own = ratio(sums, &shop_profile, tuning.season_pooling);
                (*key, smoothed(&own))
            })
            .collect();
        let products = products
            .iter()
            .map(|(key, (category, sums))| {
                let parent = categories.get(category).unwrap_or(&shop_profile);
                (*key, of_product(sums, parent, tuning.product_pooling))
            })
            .collect();
        Self {
            shop: shop_profile,
            categories,
            products,
        }
    }
}

/// The profile of a good: its category's × (units sold ÷ units that the category's profile would
/// have sold), both smoothed, the ratio pulled toward 1 with the weight of `pooling` units.
fn of_product(sums: &Sums, parent: &[f64; BINS], pooling: f64) -> [f64; BINS] {
    let (mut sold, mut usual) = (sums.sold, sums.usual);
    for (usual, parent) in usual.iter_mut().zip(parent) {
        *usual *= parent;
    }
    for _ in 0..PRODUCT_ROUNDS {
        (sold, usual) = (kernel(&sold), kernel(&usual));
    }
    let flat = Sums { sold, usual };
    let own = ratio(&flat, &[1.0; BINS], pooling.max(1e-9));
    let mut profile = *parent;
    for (value, own) in profile.iter_mut().zip(own) {
        *value *= own;
    }
    scaled(profile)
}

/// The factors of past and future weeks that a profile says.
fn factors(profile: &[f64; BINS], as_of: i32, shift: i32, past: usize) -> Factors {
    let value = |day: f64| profile[position(day, shift) as usize % BINS];
    Factors {
        past: (0..past)
            .map(|week| value(middle(as_of, (past - 1 - week) as f64)) as f32)
            .collect(),
        ahead: (0..WEEKS_AHEAD)
            .map(|week| value(middle(as_of, -1.0 - week as f64)))
            .collect(),
    }
}

/// Sold ÷ usual, each bin pulled toward `parent` with the weight `pooling` in usual units.
fn ratio(sums: &Sums, parent: &[f64; BINS], pooling: f64) -> [f64; BINS] {
    let mut out = *parent;
    for bin in 0..BINS {
        let value = (sums.sold[bin] + pooling * parent[bin]) / (sums.usual[bin] + pooling);
        out[bin] = if value.is_finite() {
            value.clamp(0.05, 20.0)
        } else {
            1.0
        };
    }
    out
}

/// Smoothed around the year by ¼ ½ ¼ and scaled to mean 1.
fn smoothed(profile: &[f64; BINS]) -> [f64; BINS] {
    scaled(kernel(profile))
}

/// One round of ¼ ½ ¼ around the year.
fn kernel(profile: &[f64; BINS]) -> [f64; BINS] {
    let mut out = [0.0; BINS];
    for bin in 0..BINS {
        let before = profile[(bin + BINS - 1) % BINS];
        let after = profile[(bin + 1) % BINS];
        out[bin] = 0.25 * before + 0.5 * profile[bin] + 0.25 * after;
    }
    out
}

/// Scaled to mean 1; flat where there is nothing.
fn scaled(profile: [f64; BINS]) -> [f64; BINS] {
    let mean = profile.iter().sum::<f64>() / BINS as f64;
    if mean > 0.0 && mean.is_finite() {
        profile.map(|value| value / mean)
    } else {
        [1.0; BINS]
    }
}
