//! The plan as the window and the command line show it.

use std::collections::BTreeMap;

use domain::Day;
use planning::item::Item;
use planning::outlook::profit_range;
use planning::proposal::Line;

use crate::contract::Coded;
use crate::contract::plan::{Arithmetic, BudgetStep, Plan, PlanLine, PlanSupplier, TransferLine};
use crate::plan::{PlanDemand, Planned};
use crate::supply::carton_cbm;
use planning::demand::Demand;

/// An amount in base currency with its digits.
pub(crate) fn money(planned: &Planned, amount: f64) -> String {
    let digits = planned.snapshot.base.exponent() as usize;
    format!(
        "{:.digits$}",
        if amount.abs() < 1e-9 { 0.0 } else { amount }
    )
}

/// Whether a line is worth showing: something is or could be ordered, or the seller touched it.
fn is_shown(line: &PlanLine) -> bool {
    line.quantity > 0 || line.unlimited > 0 || line.edited || line.skipped.is_some()
}

/// Every line as it stands with the seller's hand on it, those without an order too.
fn all_lines(planned: &Planned) -> Vec<PlanLine> {
    planned
        .plan
        .lines
        .iter()
        .zip(&planned.items)
        .enumerate()
        .map(|(index, (line, item))| {
            let quantity = asked(planned, index).unwrap_or(line.quantity);
            line_of(
                planned,
                index,
                &line.with_quantity(item, quantity),
                line.quantity,
            )
        })
        .chain(planned.plan.quick.iter().map(|(index, part)| {
            let as_asked = quick_as_asked(planned, *index, part);
            let mut line = line_of(planned, *index, &as_asked, part.quantity);
            (line.quick, line.edited, line.locked) = (true, false, false);
            line
        }))
        .collect()
}

/// Units the seller asks for at a place, where he set or skipped them.
fn asked(planned: &Planned, index: usize) -> Option<i64> {
    let place = &planned.snapshot.places[index];
    let edit = planned.edits.get(&(place.sku, place.location))?;
    if edit.skipped.is_some() {
        return Some(0);
    }
    edit.quantity
}

/// The quick part of a place: the seller's own figure is for the whole, so it takes the part's
/// place.
fn quick_as_asked(planned: &Planned, index: usize, part: &Line) -> Line {
    let quantity = asked(planned, index).map_or(part.quantity, |_| 0);
    part.with_quantity(&planned.items[index], quantity)
}

/// The 80 % range of the profit of what is to be ordered, the seller's hand included.
fn range_of_profit(planned: &Planned) -> Option<[f64; 2]> {
    let (items, plan) = (&planned.items, &planned.plan);
    let main = plan.lines.iter().enumerate();
    let main = main.filter(|(index, _)| asked(planned, *index).is_none());
    let quick = plan.quick.iter().map(|(index, line)| (*index, line));
    let quick = quick.filter(|(index, _)| asked(planned, *index).is_none());
    let own: Vec<(usize, Line)> = (0..items.len())
        .filter_map(|index| Some((index, asked(planned, index)?)))
        .map(|(index, units)| (index, plan.lines[index].with_quantity(&items[index], units)))
        .collect();
    let own = own.iter().map(|(index, line)| (*index, line));
    let lines: Vec<(&Item<PlanDemand>, &Line)> = main
        .chain(quick)
        .chain(own)
        .filter(|(_, line)| line.quantity > 0)
        .map(|(index, line)| (&items[index], line))
        .collect();
    profit_range(&lines, planned.settings.seed)
}

/// A line as it stands: `line.quantity` is what is to be ordered, `proposed` what the plan says.
fn line_of(planned: &Planned, index: usize, line: &Line, proposed: i64) -> PlanLine {
    let (snapshot, item) = (&planned.snapshot, &planned.items[index]);
    let place = &snapshot.places[index];
    let sku = &snapshot.skus[place.sku];
    let edit = planned.edits.get(&(place.sku, place.location));
    let skipped = edit.and_then(|edit| edit.skipped.clone());
    let own = edit.and_then(|edit| edit.quantity);
    let quantity = line.quantity;
    let offer = line.offer.and_then(|at| item.offers.get(at));
    let (moq, pack) = offer.map_or((item.moq, item.pack_size), |offer| {
        (offer.least(), offer.pack_size)
    });
    let pack = pack.max(1);
    let cartons = quantity.div_euclid(pack) + i64::from(quantity.rem_euclid(pack) != 0);
    // Measured is the carton of the catalogue; another supplier's packs are as many units of it.
    let share = pack as f64 / item.pack_size.max(1) as f64;
    let carton = carton_cbm(sku).map(|cbm| cbm * share);
    let quoted = line.quoted;
    // Rounded once, after multiplying: a unit may cost a fraction of a cent.
    let amount = quoted.and_then(|cost| cost.times(quantity));
    let a = &line.arithmetic;
    let (lead, lead_sd) = (a.lead_time_days, a.lead_time_sd_days);
    let quantile = |q: f64| item.demand.quantile(a.protection_days, lead_sd, q);
    PlanLine {
        sku: sku.code.clone(),
        name: snapshot.name(place.sku),
        location: snapshot.locations[place.location].code.clone(),
        supplier: line.supplier.as_deref().unwrap_or_default().to_owned(),
        quantity,
        proposed,
        unlimited: line.unlimited,
        moq,
        pack_size: pack,
        cartons,
        cbm: carton.map(|volume| volume * cartons as f64),
        weight_kg: sku
            .carton_weight_kg
            .map(|weight| weight * share * cartons as f64),
        unit_cost: quoted.map(|cost| cost.to_string()),
        currency: quoted.map(|cost| cost.currency.to_string()),
        amount: amount.map(|amount| amount.to_string()),
        amount_base: line
            .unit_cost
            .map(|cost| money(planned, cost * quantity as f64)),
        order_by: line.order_by,
        expected_on: line.expected_on,
        on_hand: place.on_hand.unwrap_or(0),
        allocated: place.allocated,
        on_order: line.position.on_order,
        reorder_point: whole(line.reorder_point.ceil()),
        target: whole(line.target.round()),
        days_before: line.days_of_supply,
        days_after: line.days_after,
        stockout_on: line
            .stock_out_on(snapshot.as_of)
            .filter(|day| *day < line.expected_on),
        expected_profit: line
            .expected_profit
            .filter(|_| quantity > 0)
            .map(|profit| money(planned, profit)),
        reasons: line.reasons.iter().map(Coded::from).collect(),
        arithmetic: Arithmetic {
            base_demand: a.base_demand,
            season: a.season,
            promotion: a.promotion,
            safety_stock: a.safety_stock,
            target: a.target,
            available: a.available,
            on_order: a.on_order,
            surplus: a.surplus,
            need: a.need,
            rounding: a.rounding,
            budget: a.budget,
            order: a.order,
            protection_days: a.protection_days,
            lead_time_days: lead,
            lead_time_sd_days: lead_sd,
            review_days: a.review_days,
            daily_demand: a.daily_demand,
            critical_ratio: a.critical_ratio,
            underage: a.underage.unwrap_or(0.0),
            overage: a.overage.unwrap_or(0.0),
            demand_quantiles: [quantile(0.05), quantile(0.5), quantile(0.8), quantile(0.95)],
        },
        method: item.demand.own.forecast.method().code().to_owned(),
        edited: own.is_some(),
        locked: edit.is_some_and(|edit| edit.locked),
        skipped,
        note: edit.map(|edit| edit.note.clone()).unwrap_or_default(),
        ordered: 0,
        transport: line.transport.map(|way| way.word().to_owned()),
        freight: (line.freight > 0.0).then(|| money(planned, line.freight * quantity as f64)),
        quick: false,
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "units are held far below 2⁵³ by the plan"
)]
fn whole(units: f64) -> i64 {
    units as i64
}

/// Cost of a line in base currency, 0 where unknown.
fn cost(line: &PlanLine) -> f64 {
    line.amount_base
        .as_ref()
        .and_then(|text| text.parse().ok())
        .unwrap_or(0.0)
}

fn profit(line: &PlanLine) -> f64 {
    line.expected_profit
        .as_ref()
        .and_then(|text| text.parse().ok())
        .unwrap_or(0.0)
}

/// The whole plan.
pub(crate) fn view(planned: &Planned) -> Plan {
    let snapshot = &planned.snapshot;
    let lines: Vec<PlanLine> = all_lines(planned).into_iter().filter(is_shown).collect();
    let mut groups: BTreeMap<String, Vec<PlanLine>> = BTreeMap::new();
    for line in lines {
        groups.entry(line.supplier.clone()).or_default().push(line);
    }
    let mut parts: Vec<(PlanSupplier, Vec<PlanLine>)> = groups
        .into_iter()
        .map(|(name, mut lines)| {
            lines.sort_by(|a, b| {
                profit(b)
                    .total_cmp(&profit(a))
                    .then_with(|| b.quantity.cmp(&a.quantity))
                    .then_with(|| a.sku.cmp(&b.sku))
            });
            (supplier_of(planned, &name, &lines), lines)
        })
        .collect();
    parts.sort_by_key(|(part, _)| {
        (
            part.lines == 0,
            part.order_by.unwrap_or(Day::LATEST),
            part.supplier.clone(),
        )
    });

    let transfers = planned
        .plan
        .transfers
        .iter()
        .map(|transfer| TransferLine {
            sku: transfer.sku.to_string(),
            name: snapshot
                .skus
                .iter()
                .position(|sku| *sku.code == *transfer.sku)
                .map_or_else(|| transfer.sku.to_string(), |at| snapshot.name(at)),
            from: transfer.from.to_string(),
            to: transfer.to.to_string(),
            quantity: transfer.quantity,
            saves: money(planned, transfer.gain),
            reasons: transfer.reasons.iter().map(Coded::from).collect(),
        })
        .collect();
    let (suppliers, groups): (Vec<_>, Vec<_>) = parts.into_iter().unzip();
    let lines: Vec<PlanLine> = groups.into_iter().flatten().collect();
    let mut warnings: Vec<Coded> = snapshot
        .costs_without_rate()
        .into_iter()
        .map(|(currency, skus)| {
            let mut found = warning("rate_missing", skus);
            found.params.insert("currency".to_owned(), currency.into());
            found
        })
        .collect();
    let without_cost = lines
        .iter()
        .filter(|line| line.quantity > 0 && line.unit_cost.is_none())
        .count();
    if without_cost > 0 {
        warnings.push(warning("lines_without_cost", without_cost));
    }
    let uncounted = snapshot
        .places
        .iter()
        .filter(|place| place.on_hand.is_none())
        .count();
    if uncounted > 0 {
        warnings.push(warning("places_without_count", uncounted));
    }
    Plan {
        as_of: snapshot.as_of,
        currency: snapshot.base.to_string(),
        transfers,
        suppliers,
        total_cost: money(planned, lines.iter().map(cost).sum()),
        total_unlimited: money(planned, planned.plan.total_unlimited),
        expected_profit: money(planned, lines.iter().map(profit).sum()),
        profit_range: range_of_profit(planned),
        lines_out_before_arrival: u32::try_from(
            lines
                .iter()
                .filter(|line| line.stockout_on.is_some())
                .count(),
        )
        .unwrap_or(u32::MAX),
        budget: planned.budget.map(|budget| money(planned, budget)),
        curve: planned
            .plan
            .curve
            .iter()
            .map(|point| BudgetStep {
                spent: point.spent,
                rate: point.rate,
            })
            .collect(),
        warnings,
        lines,
    }
}

fn warning(code: &str, count: usize) -> Coded {
    let mut params = serde_json::Map::new();
    params.insert("count".to_owned(), count.into());
    Coded {
        code: code.to_owned(),
        params,
    }
}

fn supplier_of(planned: &Planned, name: &str, lines: &[PlanLine]) -> PlanSupplier {
    let bought: Vec<&PlanLine> = lines.iter().filter(|line| line.quantity > 0).collect();
    let currency = bought.first().and_then(|line| line.currency.clone());
    let one_currency = currency.is_some() && bought.iter().all(|line| line.currency == currency);
    let foreign: rust_decimal::Decimal = bought
        .iter()
        .filter_map(|line| line.amount.as_ref()?.parse::<rust_decimal::Decimal>().ok())
        .sum();
    let held: Vec<&PlanLine> = lines
        .iter()
        .filter(|line| line.proposed < line.unlimited && !line.edited)
        .collect();
    let count = |lines: usize| u32::try_from(lines).unwrap_or(u32::MAX);
    let lead = lines.first().map_or((0.0, 0.0), |line| {
        (
            line.arithmetic.lead_time_days,
            line.arithmetic.lead_time_sd_days,
        )
    });
    PlanSupplier {
        supplier: name.to_owned(),
        lines: count(bought.len()),
        units: bought.iter().map(|line| line.quantity).sum(),
        cost: money(planned, bought.iter().map(|line| cost(line)).sum()),
        lines_without_cost: count(bought.iter().filter(|l| l.amount_base.is_none()).count()),
        cost_foreign: one_currency.then(|| foreign.to_string()),
        currency: currency.filter(|_| one_currency),
        order_by: bought.iter().map(|line| line.order_by).min(),
        lead_time_days: lead.0,
        lead_time_sd_days: lead.1,
        cbm: bought.iter().filter_map(|line| line.cbm).sum(),
        weight_kg: bought.iter().filter_map(|line| line.weight_kg).sum(),
        min_order_value: planned
            .snapshot
            .suppliers
            .get(name)
            .and_then(|row| row.min_order_value.clone()),
        held_back: money(
            planned,
            held.iter()
                .map(|line| {
                    let one = planned_unit_cost(planned, line);
                    one * (line.unlimited - line.proposed) as f64
                })
                .sum(),
        ),
        lines_held_back: count(held.len()),
    }
}

fn planned_unit_cost(planned: &Planned, line: &PlanLine) -> f64 {
    planned
        .plan
        .lines
        .iter()
        .find(|known| *known.sku == *line.sku && *known.location == *line.location)
        .and_then(|known| known.unit_cost)
        .unwrap_or(0.0)
}
