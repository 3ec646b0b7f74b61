//! The plan as the window and the command line show it.

use std::collections::BTreeMap;

use domain::Day;
use planning::item::Item;
use planning::proposal::Line;
use planning::reason::Reason;

use crate::contract::Coded;
use crate::contract::plan::{Arithmetic, BudgetStep, Plan, PlanLine, PlanSupplier, TransferLine};
use crate::forecast::PlaceDemand;
use crate::plan::Planned;
use planning::demand::Demand;

/// An amount in base currency with its digits.
pub(crate) fn money(planned: &Planned, amount: f64) -> String {
    let digits = planned.snapshot.base.exponent() as usize;
    format!(
        "{:.digits$}",
        if amount.abs() < 1e-9 { 0.0 } else { amount }
    )
}

pub(crate) fn coded(reason: &Reason) -> Coded {
    Coded {
        code: reason.code.clone(),
        params: reason.params.clone(),
    }
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
        .map(|(index, (line, item))| line_of(planned, index, line, item))
        .collect()
}

fn line_of(planned: &Planned, index: usize, line: &Line, item: &Item<PlaceDemand>) -> PlanLine {
    let snapshot = &planned.snapshot;
    let place = &snapshot.places[index];
    let sku = &snapshot.skus[place.sku];
    let edit = planned.edits.get(&(place.sku, place.location));
    let skipped = edit.and_then(|edit| edit.skipped.clone());
    let own = edit.and_then(|edit| edit.quantity);
    let quantity = if skipped.is_some() {
        0
    } else {
        own.unwrap_or(line.quantity)
    };
    let pack = item.pack_size.max(1);
    let cartons = quantity.div_euclid(pack) + i64::from(quantity.rem_euclid(pack) != 0);
    let carton = sku
        .carton_length_cm
        .zip(sku.carton_width_cm)
        .zip(sku.carton_height_cm)
        .map(|((length, width), height)| length * width * height / 1e6);
    let quoted = item.quoted;
    let amount = quoted.map(|cost| domain::Money {
        minor: cost.minor.saturating_mul(quantity),
        currency: cost.currency,
    });
    let a = &line.arithmetic;
    let (lead, lead_sd) = (a.lead_time_days, a.lead_time_sd_days);
    let quantile = |q: f64| item.demand.quantile(a.protection_days, lead_sd, q);
    let as_ordered = line.with_quantity(item, quantity);
    PlanLine {
        sku: sku.code.clone(),
        name: snapshot.name(place.sku),
        location: snapshot.locations[place.location].code.clone(),
        supplier: sku.supplier.clone().unwrap_or_default(),
        quantity,
        proposed: line.quantity,
        unlimited: line.unlimited,
        moq: item.moq,
        pack_size: pack,
        cartons,
        cbm: carton.map(|volume| volume * cartons as f64),
        weight_kg: sku.carton_weight_kg.map(|weight| weight * cartons as f64),
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
        days_after: as_ordered.days_after,
        stockout_on: line
            .stock_out_on(snapshot.as_of)
            .filter(|day| *day < line.expected_on),
        expected_profit: as_ordered
            .expected_profit
            .filter(|_| quantity > 0)
            .map(|profit| money(planned, profit)),
        reasons: line.reasons.iter().map(coded).collect(),
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
        method: item.demand.forecast.method().code().to_owned(),
        edited: own.is_some(),
        locked: edit.is_some_and(|edit| edit.locked),
        skipped,
        note: edit.map(|edit| edit.note.clone()).unwrap_or_default(),
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
            reasons: transfer.reasons.iter().map(coded).collect(),
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
        profit_range: None,
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
        .items
        .iter()
        .find(|item| *item.sku == *line.sku && *item.location == *line.location)
        .and_then(|item| item.unit_cost)
        .unwrap_or(0.0)
}
