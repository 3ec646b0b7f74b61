//! One item, decided: which offer, at which price of it, how many, and whether a part comes by a
//! quicker way; shelf life and assembly included.

use crate::bundles::Assembly;
use crate::demand::{Demand, Sound};
use crate::item::{Item, Objective, Settings, within};
use crate::offer::{Offer, choose};
use crate::packs::MOST_ORDER;
use crate::proposal::{Line, propose};
use crate::reason::{self, Reason};
use crate::transport::{QuickPart, beside_quick, quick_part};

/// An item as it is bought, its line, and the quick part beside it.
pub(crate) struct Purchase<'a, D> {
    /// The item with the terms of the chosen offer.
    pub item: Item<&'a D>,
    pub line: Line,
    pub quick: Option<QuickPart<'a, D>>,
}

/// Whether the supplier's least quantity holds for this line, or for several lines together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Least {
    /// For this line.
    Alone,
    /// For all locations of the SKU together: `units` is what they order in all, as far as it is
    /// known, and sets the price.
    Together { units: i64 },
}

/// Decides one item.
pub(crate) fn decide<'a, D: Demand>(
    item: Item<&'a D>,
    settings: &Settings,
    least: Least,
) -> Purchase<'a, D> {
    let (item, spoiled) = without_spoiled(item, settings);
    let never_sold = item.stocked_days_since_sale.is_none();
    let mut purchase = decided(item, spoiled, settings, least);
    let line = &mut purchase.line;
    if never_sold && line.arithmetic.daily_demand > 0.0 {
        let why = reason::never_sold(line.arithmetic.daily_demand);
        line.reasons.insert(1.min(line.reasons.len()), why);
    }
    purchase
}

fn decided<'a, D: Demand>(
    item: Item<&'a D>,
    spoiled: Option<Reason>,
    settings: &Settings,
    least: Least,
) -> Purchase<'a, D> {
    if let Some(assembly) = item.assembly.clone() {
        let mut line = propose(&item, settings);
        make(&mut line, &item, &assembly);
        return Purchase {
            item,
            line,
            quick: None,
        };
    }
    let Some((at, cost, other)) = choose(&item, settings) else {
        let mut bought = item.clone();
        if least != Least::Alone {
            bought.moq = bought.pack_size;
        }
        let mut line = propose(&bought, settings);
        keep_fresh(&mut line, &bought);
        line.reasons.extend(spoiled);
        return Purchase {
            item: bought,
            line,
            quick: None,
        };
    };
    let offer = &item.offers[at];
    let best = |item: &Item<&'a D>| {
        let (bought, mut line) = at_best_price(item, offer, settings, least);
        keep_fresh(&mut line, &bought);
        (bought, line)
    };
    let (bought, mut line) = best(&item);
    let others: Vec<Offer> = item.offers.clone();
    let mut quick = quick_part(&bought, &line, &others, settings);
    if let Some(part) = &mut quick {
        part.line.offer = others
            .iter()
            .position(|o| o.supplier == part.line.supplier && o.transport == part.line.transport);
        line = beside_quick(&item, &part.line, |with_quick| best(with_quick).1);
    }
    line.offer = Some(at);
    if let (Some(cost), Some((other, other_cost))) = (cost, other) {
        line.reasons
            .push(chosen(offer, cost, &item.offers[other], other_cost));
    }
    line.reasons.extend(spoiled);
    Purchase {
        item: bought,
        line,
        quick,
    }
}

fn chosen(offer: &Offer, cost: f64, other: &Offer, other_cost: f64) -> Reason {
    match (&offer.supplier, &other.supplier) {
        (Some(supplier), Some(next)) if supplier != next => {
            reason::supplier_chosen(supplier, cost, next, other_cost)
        }
        _ => reason::transport_chosen(cost, other_cost),
    }
}

/// The line at the price of the offer that is worth most. A price that asks for more units than
/// are needed is a larger least quantity: it is taken where it saves more than holding the rest
/// costs.
fn at_best_price<'a, D: Demand>(
    item: &Item<&'a D>,
    offer: &Offer,
    settings: &Settings,
    least: Least,
) -> (Item<&'a D>, Line) {
    let at_price = |price: Option<usize>| {
        let mut bought = offer.applied(item.clone(), price);
        let asked = price.map_or(1, |at| offer.prices[at].min_quantity);
        bought.moq = match least {
            Least::Alone => offer.moq.max(asked),
            Least::Together { .. } => offer.pack_size,
        };
        let line = propose(&bought, settings);
        (bought, line)
    };
    if let Least::Together { units } = least {
        let price = offer.price_at(units);
        let (bought, mut line) = at_price(price);
        let reached = price.map(|at| &offer.prices[at]);
        if let Some(price) = reached.filter(|p| p.min_quantity > 1 && line.quantity > 0) {
            line.reasons
                .push(reason::price_break(price.min_quantity, price.unit_cost));
        }
        return (bought, line);
    }
    let mut prices = offer.sound_prices().map(|(at, _)| at);
    let (mut bought, mut line) = at_price(prices.next());
    let mut chosen = None;
    let first = line.clone();
    for at in prices {
        let (other, better) = at_price(Some(at));
        if better.quantity > 0 && gain_over(item, &line, &better, settings) > 0.0 {
            (bought, line, chosen) = (other, better, Some(at));
        }
    }
    if let Some(price) = chosen.map(|at| &offer.prices[at]) {
        let why = if (line.arithmetic.need as i64) < price.min_quantity {
            let gain = gain_over(item, &first, &line, settings);
            line.reasons.retain(|r| r.code != "raised_to_moq");
            reason::raised_to_price_break(line.arithmetic.need, line.quantity, gain)
        } else {
            reason::price_break(price.min_quantity, price.unit_cost)
        };
        line.reasons.insert(1.min(line.reasons.len()), why);
    }
    (bought, line)
}

/// What ordering `other` is worth more than ordering `line`, base currency. The units that are
/// needed later would be bought later, at the higher price: the larger order saves the difference
/// on all of its units, holds those beyond the smaller order until they sell, and loses what is
/// not salvaged of those that do not sell within a year. Where the smaller order is none, all that
/// the larger one earns counts.
fn gain_over<D: Demand>(item: &Item<&D>, line: &Line, other: &Line, settings: &Settings) -> f64 {
    if line.quantity == 0 {
        let counts = matches!(settings.objective, Objective::Profit);
        return other.expected_profit.filter(|_| counts).unwrap_or(0.0);
    }
    let (Some(before), Some(after)) = (line.unit_cost, other.unit_cost) else {
        return 0.0;
    };
    let a_day = line.arithmetic.daily_demand.max(1e-9);
    let (few, many) = (line.quantity as f64, other.quantity as f64);
    let added = (many - few).max(0.0);
    let holding = after * within(settings.holding_cost_rate, 0.0, 100.0, 0.25) / 365.0;
    let supply = line.arithmetic.available + line.arithmetic.on_order;
    let sells = (Sound(item.demand).mean(0.0, 365.0) - supply).max(few);
    let lost = after * (1.0 - within(settings.salvage_rate, 0.0, 1.0, 0.5));
    let days = (few + added / 2.0) / a_day;
    (before - after) * many - holding * added * days.min(365.0) - lost * (many - sells).max(0.0)
}

/// A line of goods that are made, not bought: nothing is ordered, its parts are.
fn make<D: Demand>(line: &mut Line, item: &Item<D>, assembly: &Assembly) {
    line.arithmetic.budget -= line.quantity as f64;
    line.unlimited = 0;
    line.sizing.refused = true;
    line.sizing.most = 0;
    line.supplier = None;
    line.set_quantity(item, 0);
    let why = match (&assembly.unknown, &assembly.scarce) {
        (Some(part), _) => reason::part_unknown(part),
        (None, Some(part)) => reason::made_from_parts(assembly.can_make, part),
        (None, None) => reason::made_from_parts(assembly.can_make, ""),
    };
    line.reasons.insert(0, why);
}

/// Holds an order to what sells within the shelf life after its arrival, on the mean forecast.
fn keep_fresh<D: Demand>(line: &mut Line, item: &Item<D>) {
    let Some(days) = item
        .shelf_life_days
        .filter(|days| days.is_finite() && *days > 0.0)
    else {
        return;
    };
    let policy = &line.sizing.policy;
    let (arrives, ends) = (policy.lead_days, policy.lead_days + days);
    let demand = Sound(&item.demand);
    // What is there or comes sooner sells first; what is lost until then the order cannot serve.
    let position = &line.position;
    let sooner = position.arriving_before(arrives);
    let later = position.arriving_before(ends) - sooner;
    let left = (position.available + sooner) as f64 - demand.mean(0.0, arrives);
    let room = demand.mean(arrives, ends) - left.max(0.0) - later as f64;
    let pack = line.sizing.packs.pack_size;
    let most = (room.clamp(0.0, MOST_ORDER as f64) as i64) / pack * pack;
    line.sizing.most = most;
    let wanted = line.quantity;
    if wanted <= most {
        return;
    }
    let least = line.sizing.packs.least;
    let (quantity, why) = if most < least {
        (0, reason::shelf_life_too_short(least.min(MOST_ORDER), days))
    } else {
        (most, reason::cut_by_shelf_life(wanted, most, days))
    };
    line.arithmetic.rounding += (quantity - wanted) as f64;
    line.unlimited = quantity;
    line.reasons.insert(0, why);
    line.set_quantity(item, quantity);
}

/// The item without the stock that its shelf life ends before it sells. `spoils` on the item are
/// the lots by the day they end; the oldest is sold first.
fn without_spoiled<'a, D: Demand>(
    mut item: Item<&'a D>,
    settings: &Settings,
) -> (Item<&'a D>, Option<Reason>) {
    let (Some(days), Some(on_hand)) = (item.shelf_life_days, item.on_hand) else {
        return (item, None);
    };
    let demand = Sound(item.demand);
    // First in, first out: by the end of a lot's life everything older is gone as well, so what
    // is left of the lots up to it is their sum less the demand and less what spoiled before.
    let (mut lots, mut spoiled) = (0.0, 0.0_f64);
    for (ends, units) in &item.lots_end {
        lots += (*units).clamp(0, MOST_ORDER) as f64;
        let left = f64::from(ends.since(settings.as_of).max(0));
        spoiled = spoiled.max(lots - demand.mean(0.0, left));
    }
    let units = (spoiled.floor().clamp(0.0, MOST_ORDER as f64) as i64).min(on_hand.max(0));
    if units == 0 || !days.is_finite() {
        return (item, None);
    }
    item.on_hand = Some(on_hand - units);
    (item, Some(reason::stock_spoils(units, days)))
}
