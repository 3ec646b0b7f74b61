//! A split between a slow and a quick way: a part of the order comes sooner where the sales it
//! saves earn more than it costs extra.
//!
//! A quick unit either meets a sale that would be lost before the slow goods arrive, and earns its
//! margin, or it is still there when they arrive and stands in for one of them, at the extra cost
//! of the quick way and the holding until then. That is a newsvendor problem of its own: the
//! quick quantity is the quantile of the sales lost in between, at margin ÷ (margin + extra).

use crate::demand::{Demand, Sound};
use crate::item::{Item, Objective, Settings, within};
use crate::lead_time::closure_days;
use crate::offer::Offer;
use crate::packs::{MOST_ORDER, Packs, round_up};
use crate::policy::{Economics, Policy};
use crate::position::{Position, closures_of};
use crate::proposal::Line;
use crate::reason;
use crate::simulate::{FEWEST_PATHS, MOST_PATHS, quantile};

/// Steps in which the time until the slow goods arrive is simulated, at most.
const MOST_BLOCKS: f64 = 60.0;

/// The quick part of an order with all that later steps need to value it.
pub(crate) struct QuickPart<'a, D> {
    pub item: Item<&'a D>,
    pub line: Line,
}

/// Units of demand that are lost in `[from, to)` days with the stock and the orders there are, for
/// each path, ascending.
fn lost_sales<D: Demand>(
    demand: &D,
    position: &Position,
    (from, to): (f64, f64),
    settings: &Settings,
) -> Vec<f64> {
    let demand = Sound(demand);
    let paths = settings.paths.clamp(FEWEST_PATHS, MOST_PATHS);
    let block = (to / MOST_BLOCKS).max(1.0);
    let blocks = (to / block - 1e-9).ceil().max(1.0) as usize;
    let mut lost: Vec<f64> = (0..paths)
        .map(|k| {
            let path = demand.sample_path(block, blocks, settings.seed.wrapping_add(k as u64));
            let mut arrivals = position.arrivals.iter().peekable();
            let mut stock = position.available as f64;
            let mut lost = 0.0;
            for (i, units) in path.iter().enumerate() {
                let (starts, ends) = (i as f64 * block, (i as f64 + 1.0) * block);
                let middle = starts + block / 2.0;
                while let Some(next) = arrivals.next_if(|next| f64::from(next.day) < middle) {
                    stock += next.quantity as f64;
                }
                let units = units * ((to.min(ends) - starts) / block).clamp(0.0, 1.0);
                let short = (units - stock.max(0.0)).max(0.0);
                stock -= units - short;
                lost += short * ((ends.min(to) - starts.max(from)) / block).clamp(0.0, 1.0);
            }
            lost
        })
        .collect();
    lost.sort_by(f64::total_cmp);
    lost
}

/// What a quick unit earns and risks, and the sales it may save.
struct Window {
    lead_days: f64,
    lead_sd_days: f64,
    underage: f64,
    overage: f64,
    lost: Vec<f64>,
}

impl Window {
    fn sold(&self, units: f64) -> f64 {
        let sum: f64 = self.lost.iter().map(|lost| lost.min(units)).sum();
        sum / self.lost.len().max(1) as f64
    }

    fn gain(&self, units: f64) -> f64 {
        let sold = self.sold(units);
        self.underage * sold - self.overage * (units - sold)
    }

    /// The quantity of whole packs, at least the least one, that gains most.
    fn best(&self, packs: Packs) -> (i64, f64) {
        let ratio = self.underage / (self.underage + self.overage);
        let wanted = quantile(&self.lost, ratio).clamp(0.0, MOST_ORDER as f64) as i64;
        let up = round_up(wanted.max(1), packs.pack_size);
        [up, up - packs.pack_size]
            .into_iter()
            .map(|units| units.max(packs.least))
            .filter(|units| *units <= MOST_ORDER)
            .map(|units| (units, self.gain(units as f64)))
            .fold(
                (0, 0.0),
                |best, found| if found.1 > best.1 { found } else { best },
            )
    }
}

/// The quick part that gains most beside `base`, the line of the slow way, where one gains
/// anything. `item` is bought the slow way; `offers` are the other ways.
pub(crate) fn quick_part<'a, D: Demand>(
    item: &Item<&'a D>,
    base: &Line,
    offers: &[Offer],
    settings: &Settings,
) -> Option<QuickPart<'a, D>> {
    let policy = &base.sizing.policy;
    let money = policy.economics.as_ref()?;
    if !matches!(settings.objective, Objective::Profit) || base.sizing.refused {
        return None;
    }
    let slow_days = policy.lead_days;
    // Where the stock lasts until the slow goods arrive there is nothing to save.
    if base
        .days_of_supply
        .is_none_or(|days| days >= slow_days + 2.0 * policy.lead_sd_days)
    {
        return None;
    }
    let factor = within(settings.lost_sale_cost_factor, 0.0, 100.0, 1.0);
    let mut found: Option<(usize, usize, i64, f64, Window)> = None;
    for (at, offer) in offers.iter().enumerate() {
        let quick = offer.applied(item.clone(), offer.price_at(1));
        let (mean, sd) = quick.lead_time.days();
        let (closed, _) = closure_days(settings.as_of, mean, closures_of(&quick, settings));
        let lead_days = mean + f64::from(closed.max(0));
        if lead_days + 1.0 > slow_days {
            continue;
        }
        let mut lost = None;
        for (price_at, price) in offer.sound_prices() {
            let landed = offer.landed(price);
            let margin = (money.price - landed) * factor;
            if !landed.is_finite() || landed <= 0.0 || margin <= 0.0 {
                continue;
            }
            let held = landed * within(settings.holding_cost_rate, 0.0, 100.0, 0.25) / 365.0;
            let extra = (landed - money.unit_cost).max(0.0) + held * (slow_days - lead_days);
            let window = Window {
                lead_days,
                lead_sd_days: sd,
                underage: margin,
                overage: extra.max(landed * 1e-6),
                lost: lost
                    .get_or_insert_with(|| {
                        let span = (lead_days, slow_days);
                        lost_sales(item.demand, &base.position, span, settings)
                    })
                    .clone(),
            };
            let least = offer.moq.max(price.min_quantity);
            let (units, gain) = window.best(Packs::of(least, offer.pack_size));
            if units > 0 && found.as_ref().is_none_or(|best| gain > best.3) {
                found = Some((at, price_at, units, gain, window));
            }
        }
    }
    let (at, price, units, _, window) = found?;
    let quick = offers[at].applied(item.clone(), Some(price));
    let line = line_of(&quick, base, window, units, settings);
    Some(QuickPart { item: quick, line })
}

/// The line of a quick part: the same demand, stock and target arithmetic, over the time until
/// the slow goods arrive.
fn line_of<D: Demand>(
    item: &Item<&D>,
    base: &Line,
    window: Window,
    units: i64,
    settings: &Settings,
) -> Line {
    let demand = Sound(item.demand);
    let until = base.sizing.policy.lead_days;
    let sold = window.sold(units as f64);
    let missed = window.sold(f64::INFINITY);
    let ratio = window.underage / (window.underage + window.overage);
    let need = quantile(&window.lost, ratio)
        .round()
        .clamp(0.0, MOST_ORDER as f64);
    // The supply at which the forecast misses as much as the paths lost: the order is then valued
    // by the same rule as every other.
    let short = |supply: f64| demand.shortage(until, window.lead_sd_days, supply);
    let (mut low, mut high) = (0.0, 1.0);
    while short(high) > missed && high < MOST_ORDER as f64 {
        (low, high) = (high, high * 2.0);
    }
    for _ in 0..40 {
        let middle = (low + high) / 2.0;
        if short(middle) > missed {
            low = middle;
        } else {
            high = middle;
        }
    }
    let mean_demand = demand.mean(0.0, until);
    let target = high + need;
    let base_money = base.sizing.policy.economics;
    let policy = Policy {
        lead_days: window.lead_days,
        lead_sd_days: window.lead_sd_days,
        review_days: until - window.lead_days,
        protection_days: until,
        ratio,
        economics: item
            .unit_cost
            .zip(base_money)
            .map(|(unit_cost, money)| Economics {
                price: money.price,
                unit_cost,
                underage: window.underage,
                overage: window.overage,
                holding_per_day: money.holding_per_day,
            }),
        mean_demand,
        target,
        simulate: true,
        refused: None,
        reasons: Vec::new(),
    };
    let parts = demand.parts(0.0, until);
    let mut line = base.clone();
    let on_order = line.position.arriving_before(until) as f64;
    let sum = &mut line.arithmetic;
    (sum.base_demand, sum.season, sum.promotion) = (parts.base, parts.season, parts.promotion);
    (sum.target, sum.safety_stock) = (target, target - mean_demand);
    (sum.on_order, sum.need, sum.budget) = (on_order, need, 0.0);
    sum.surplus = need - (target - sum.available - on_order);
    sum.rounding = units as f64 - need;
    (sum.protection_days, sum.lead_time_days) = (until, window.lead_days);
    (sum.lead_time_sd_days, sum.review_days) = (window.lead_sd_days, policy.review_days);
    (sum.daily_demand, sum.critical_ratio) = (mean_demand / until.max(1.0), ratio);
    (sum.underage, sum.overage) = (Some(window.underage), Some(window.overage));
    line.supplier.clone_from(&item.supplier);
    (line.unit_cost, line.quoted) = (item.unit_cost, item.quoted);
    (line.freight, line.transport) = (item.freight, item.transport);
    (line.order_by, line.target) = (settings.as_of, target);
    line.expected_on = settings.as_of + window.lead_days.round() as i32;
    line.unlimited = units;
    line.reasons = vec![reason::quick_part(
        units,
        window.underage * sold,
        window.overage * (units as f64 - sold),
    )];
    line.reasons.extend(item.lead_time.reasons());
    line.sizing.packs = Packs::of(item.moq, item.pack_size);
    line.sizing.policy = policy;
    line.sizing.need = need;
    line.set_quantity(item, units);
    line
}

/// Sizes the slow part again beside `quick`: its units count as on the way.
pub(crate) fn beside_quick<'a, D: Demand>(
    item: &Item<&'a D>,
    quick: &Line,
    decide: impl Fn(&Item<&'a D>) -> Line,
) -> Line {
    let units = quick.quantity;
    let mut with_quick = item.clone();
    with_quick.open_orders.push(crate::item::OpenOrder {
        po_number: "".into(),
        quantity: units,
        ordered_on: quick.expected_on,
        expected_on: Some(quick.expected_on),
    });
    let mut line = decide(&with_quick);
    // It is not on order yet: the need is whole, and the quick part takes its share of it.
    let moved = units as f64;
    line.position.on_order -= units;
    line.position.position -= units;
    line.arithmetic.on_order -= moved;
    line.arithmetic.need += moved;
    line.arithmetic.budget -= moved;
    line.reasons
        .insert(0, reason::split_with_quick(units, quick.expected_on));
    line
}
