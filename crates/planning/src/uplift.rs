//! What an event brings: the multiplier of its days, from the shop's own past events.
//!
//! Of a past event each SKU tells what it sold and what it would have sold without (its base). The
//! multipliers are pulled from shop to category to SKU by adding some base units of the wider one's
//! multiplier (the mean of a gamma belief after Poisson sales: Gelman et al., Bayesian Data
//! Analysis, ch. 2). A deeper discount sells more by the price elasticity. Without a past event the
//! scale that the seller chose stands in for the shop; without either nothing is made up.

use std::collections::BTreeMap;

use domain::Text;

/// Base units by which a narrower multiplier is pulled to the wider one.
pub const PULL_UNITS: f64 = 20.0;
/// Spread of the logarithm between one event and the next, which no number of sales takes away.
pub const BETWEEN_EVENTS: f64 = 0.2;
/// Spread of a scale that the seller chose.
pub const OF_A_SCALE: f64 = 0.4;
/// Bounds of a multiplier.
const BOUNDS: (f64, f64) = (0.2, 20.0);

/// What one SKU did in one past event.
#[derive(Clone, Debug, PartialEq)]
pub struct Seen {
    /// SKU.
    pub sku: Text,
    /// Category.
    pub category: Option<Text>,
    /// Units sold in it.
    pub sold: f64,
    /// Units it would have sold without it.
    pub base: f64,
    /// Discount of it, 0–1, where known.
    pub discount: Option<f64>,
    /// Units sold in the fortnight after.
    pub after_sold: f64,
    /// Units it would have sold in that fortnight.
    pub after_base: f64,
}

/// Where a multiplier comes from, narrowest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// The SKU's own past events.
    Sku,
    /// Those of its category.
    Category,
    /// Those of the shop.
    Shop,
    /// The seller's scale.
    Scale,
}

impl Source {
    /// Its code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Source::Sku => "sku",
            Source::Category => "category",
            Source::Shop => "shop",
            Source::Scale => "scale",
        }
    }
}

/// What an event is expected to bring to a SKU.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Uplift {
    /// Demand on its days ÷ base: the middle one of what is believed.
    pub multiplier: f64,
    /// Standard deviation of its logarithm.
    pub spread: f64,
    /// Past events of the SKU itself.
    pub events: usize,
    /// Demand in the fortnight after ÷ base.
    pub after: f64,
    /// Where it comes from.
    pub source: Source,
}

#[derive(Clone, Copy, Default)]
struct Sums {
    sold: f64,
    base: f64,
    events: usize,
}

impl Sums {
    fn add(&mut self, sold: f64, base: f64) {
        self.sold += sold;
        self.base += base;
        self.events += 1;
    }

    fn pulled(self, to: f64) -> f64 {
        (self.sold + PULL_UNITS * to) / (self.base + PULL_UNITS)
    }
}

/// How much more a discount sells than another: ((1 − to) ÷ (1 − from))^elasticity.
fn deeper(from: Option<f64>, to: Option<f64>, elasticity: f64) -> f64 {
    let left = |discount: f64| 1.0 - discount.clamp(0.0, 0.9);
    match (from.filter(|d| d.is_finite()), to.filter(|d| d.is_finite())) {
        (Some(from), Some(to)) if elasticity.is_finite() => {
            (left(to) / left(from)).powf(elasticity.clamp(-5.0, 0.0))
        }
        _ => 1.0,
    }
}

/// The multipliers of SKUs, each with its category, for an event at `discount`. `None` where the
/// shop has no past event and the seller chose no scale.
#[must_use]
pub fn uplifts(
    seen: &[Seen],
    skus: &[(Text, Option<Text>)],
    discount: Option<f64>,
    elasticity: f64,
    scale: Option<f64>,
) -> Option<Vec<Uplift>> {
    let sound = |value: f64| value.is_finite() && value >= 0.0;
    let mut shop = Sums::default();
    let mut after = Sums::default();
    let mut categories: BTreeMap<&str, Sums> = BTreeMap::new();
    let mut own: BTreeMap<&str, Sums> = BTreeMap::new();
    for row in seen
        .iter()
        .filter(|row| sound(row.sold) && sound(row.base) && row.base > 0.0)
    {
        let sold = row.sold * deeper(row.discount, discount, elasticity);
        shop.add(sold, row.base);
        if let Some(category) = &row.category {
            categories.entry(category).or_default().add(sold, row.base);
        }
        own.entry(&row.sku).or_default().add(sold, row.base);
        if sound(row.after_sold) && sound(row.after_base) {
            after.add(row.after_sold, row.after_base);
        }
    }
    let scale = scale.filter(|scale| scale.is_finite() && *scale > 0.0);
    let wide = match (shop.events, scale) {
        (0, None) => return None,
        (0, Some(scale)) => scale,
        // The seller's scale is a belief like any other; the shop's own events weigh more.
        (_, Some(scale)) => shop.pulled(scale),
        (_, None) => shop.sold / shop.base,
    };
    let after = if after.events > 0 {
        after.pulled(1.0).clamp(0.2, 1.5)
    } else {
        1.0
    };
    Some(
        skus.iter()
            .map(|(sku, category)| {
                let of_category = category.as_deref().and_then(|name| categories.get(name));
                let of_sku = own.get(sku.as_ref());
                let parent = of_category.map_or(wide, |sums| sums.pulled(wide));
                let multiplier = of_sku.map_or(parent, |sums| sums.pulled(parent));
                let source = match (of_sku, of_category, shop.events) {
                    (Some(_), _, _) => Source::Sku,
                    (None, Some(_), _) => Source::Category,
                    (None, None, 0) => Source::Scale,
                    _ => Source::Shop,
                };
                let units = of_sku.copied().unwrap_or_default().sold + PULL_UNITS * parent;
                let between = if source == Source::Scale {
                    OF_A_SCALE
                } else {
                    BETWEEN_EVENTS
                };
                Uplift {
                    multiplier: multiplier.clamp(BOUNDS.0, BOUNDS.1),
                    spread: (between.powi(2) + 1.0 / units.max(1.0)).sqrt(),
                    events: of_sku.map_or(0, |sums| sums.events),
                    after,
                    source,
                }
            })
            .collect(),
    )
}

/// One way the event may go.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scenario {
    /// Its probability.
    pub probability: f64,
    /// Demand of its days ÷ base.
    pub multiplier: f64,
}

/// Low, middle and high: the 10, 50 and 90 % quantiles of the multiplier, by default at 30, 40 and
/// 30 %, which keep mean and variance (Swanson's rule: Hurst, Brown and Swanson 2000).
/// Probabilities are scaled to a sum of 1; nonsense becomes the default.
#[must_use]
pub fn scenarios(uplift: &Uplift, probabilities: [f64; 3]) -> [Scenario; 3] {
    let sound = probabilities.iter().all(|p| p.is_finite() && *p >= 0.0);
    let sum: f64 = probabilities.iter().sum();
    let shares = if sound && sum > 0.0 {
        probabilities.map(|p| p / sum)
    } else {
        [0.3, 0.4, 0.3]
    };
    let at =
        |z: f64| (uplift.multiplier * (z * uplift.spread).exp()).clamp(BOUNDS.0, 2.0 * BOUNDS.1);
    let [low, middle, high] = [at(-1.281_552), at(0.0), at(1.281_552)];
    [
        Scenario {
            probability: shares[0],
            multiplier: low,
        },
        Scenario {
            probability: shares[1],
            multiplier: middle,
        },
        Scenario {
            probability: shares[2],
            multiplier: high,
        },
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(sku: &str, category: &str, sold: f64, base: f64) -> Seen {
        Seen {
            sku: sku.into(),
            category: Some(category.into()),
            sold,
            base,
            discount: Some(0.2),
            after_sold: base * 0.8,
            after_base: base,
        }
    }

    /// A: 60 sold on a base of 20; B of the same category: 20 on 20; the shop is at 80 ÷ 40 = 2.
    /// The category pulls its own 80 ÷ 40 to that: 2. A: (60 + 40) ÷ 40 = 2.5. C of the category
    /// has none: 2. The fortnight after: (32 + 20) ÷ (40 + 20) = 0.866667.
    #[test]
    fn pulled_from_shop_to_category_to_sku_by_hand() {
        let past = [seen("A", "toys", 60.0, 20.0), seen("B", "toys", 20.0, 20.0)];
        let skus = [
            ("A".into(), Some("toys".into())),
            ("C".into(), Some("toys".into())),
            ("D".into(), None),
        ];
        let found = uplifts(&past, &skus, Some(0.2), -1.0, None).expect("there were events");
        assert!((found[0].multiplier - 2.5).abs() < 1e-9, "{found:?}");
        assert!((found[1].multiplier - 2.0).abs() < 1e-9);
        assert_eq!(
            found.iter().map(|u| u.source).collect::<Vec<_>>(),
            [Source::Sku, Source::Category, Source::Shop]
        );
        assert!((found[0].after - 52.0 / 60.0).abs() < 1e-9);
    }

    /// From 20 to 36 % off the price left falls from 0.8 to 0.64, that is by 0.8; at an elasticity of
    /// −2 demand rises by 0.8^−2 = 1.5625: D, of the shop, from 2 to 3.125.
    #[test]
    fn a_deeper_discount_sells_more() {
        let past = [seen("A", "toys", 60.0, 20.0), seen("B", "toys", 20.0, 20.0)];
        let found = uplifts(&past, &[("D".into(), None)], Some(0.36), -2.0, None).expect("known");
        assert!((found[0].multiplier - 3.125).abs() < 1e-9, "{found:?}");
    }

    #[test]
    fn without_history_the_scale_and_without_that_nothing() {
        let sku = [("A".into(), None)];
        assert_eq!(uplifts(&[], &sku, None, -1.0, None), None);
        assert_eq!(uplifts(&[], &sku, None, -1.0, Some(0.0)), None);
        let found = uplifts(&[], &sku, None, -1.0, Some(3.0)).expect("a scale");
        assert_eq!((found[0].multiplier, found[0].source), (3.0, Source::Scale));
        let nothing = Seen {
            base: 0.0,
            ..seen("A", "toys", 5.0, 0.0)
        };
        assert_eq!(uplifts(&[nothing], &sku, None, -1.0, None), None);
    }

    #[test]
    fn three_scenarios_whose_probabilities_sum_to_one() {
        let uplift = Uplift {
            multiplier: 2.0,
            spread: 0.25,
            events: 1,
            after: 1.0,
            source: Source::Sku,
        };
        let found = scenarios(&uplift, [1.0, 2.0, 1.0]);
        assert_eq!(found.map(|s| s.probability), [0.25, 0.5, 0.25]);
        // 2 · e^(1.281552 · 0.25) = 2.755
        assert!((found[2].multiplier - 2.755).abs() < 1e-3, "{found:?}");
        let nonsense = scenarios(&uplift, [f64::NAN, 0.0, 0.0]);
        assert_eq!(nonsense.map(|s| s.probability), [0.3, 0.4, 0.3]);
    }
}
