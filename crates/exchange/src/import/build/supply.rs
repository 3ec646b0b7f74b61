//! Purchase orders, suppliers with their prices, locations, and what bundles are made of.

use domain::record::{BundlePart, Location, PurchaseOrderLine, Supplier, SupplierPrice};
use domain::{Currency, Day, Text};

use crate::import::cell::Row;
use crate::import::currency;
use crate::import::date::{DateOrder, parse_moment};
use crate::import::fields::{Fields, NoRecord};
use crate::import::role::Role;
use crate::import::word;

/// A text that stands above the table.
fn constant(f: &mut Fields<'_>, role: Role) -> Option<Text> {
    let value = f.plan.constant(role)?;
    Some(f.share(role, value))
}

/// A day that stands above the table.
fn constant_day(f: &Fields<'_>, role: Role) -> Option<Day> {
    let moment = parse_moment(f.plan.constant(role)?, DateOrder::DayFirst, &f.zone)?;
    moment.day.is_plausible().then_some(moment.day)
}

/// What the lines of one purchase order share; some systems give it on the first line only.
#[derive(Clone, Debug, Default)]
pub struct PurchaseHead {
    po_number: Option<Text>,
    ordered_on: Option<Day>,
    supplier: Option<Text>,
    location: Option<Text>,
    currency: Option<Currency>,
}

/// Reads one line of a purchase order. `head` carries the order's own fields to its lines.
pub fn purchase_order(
    f: &mut Fields<'_>,
    head: &mut PurchaseHead,
    row: &Row,
    out: &mut Vec<PurchaseOrderLine>,
) -> Result<(), NoRecord> {
    let po_number = match (f.filled(row, Role::PoNumber), head.po_number.clone()) {
        (None, Some(above)) if f.plan.habits.blank_continues => above,
        (None, _) if f.plan.constant(Role::PoNumber).is_some() => {
            constant(f, Role::PoNumber).unwrap_or_default()
        }
        _ => f.required_text(row, Role::PoNumber)?,
    };
    if head.po_number.as_ref() != Some(&po_number) {
        *head = PurchaseHead::default();
    }
    let ordered_on = match (f.filled(row, Role::OrderedOn), head.ordered_on) {
        (None, Some(above)) => above,
        (None, None) => match constant_day(f, Role::OrderedOn) {
            Some(day) => day,
            None => f.required_moment(row, Role::OrderedOn)?.day,
        },
        _ => f.required_moment(row, Role::OrderedOn)?.day,
    };
    *head = PurchaseHead {
        po_number: Some(po_number.clone()),
        ordered_on: Some(ordered_on),
        supplier: f
            .text(row, Role::Supplier)
            .or(head.supplier.take())
            .or_else(|| constant(f, Role::Supplier)),
        location: f
            .place(row)
            .or(head.location.take())
            .or_else(|| constant(f, Role::Location)),
        currency: f
            .currency(row, Role::Currency)
            .or(head.currency)
            .or_else(|| currency::parse(f.plan.constant(Role::Currency)?)),
    };
    let sku = f.sku(row)?;
    let quantity = f.required_units(row, Role::Quantity)?;
    if quantity <= 0 {
        return Err(f.reject(
            row,
            Role::Quantity,
            "quantity_not_positive",
            Some(quantity.to_string()),
        ));
    }
    let cost = f.amount(row, Role::UnitCost);
    out.push(PurchaseOrderLine {
        row: row.number,
        po_number,
        sku,
        quantity,
        ordered_on,
        supplier: head.supplier.clone(),
        location: head.location.clone(),
        unit_cost: cost.map(|(value, _)| value),
        currency: head.currency.or(cost.and_then(|(_, c)| c)),
        expected_on: f
            .day(row, Role::ExpectedOn)
            .or_else(|| constant_day(f, Role::ExpectedOn)),
        received_on: f
            .day(row, Role::ReceivedOn)
            .or(f.plan.habits.billed.then_some(ordered_on)),
        received_quantity: f.units(row, Role::ReceivedQuantity),
        transport: f.word(row, Role::Transport, word::transport),
        receipts: receipts(f, row),
    });
    Ok(())
}

/// Day and units of each part that came; a cell that says anything else is told and left out.
fn receipts(f: &mut Fields<'_>, row: &Row) -> Option<Vec<(Day, i64)>> {
    let text = f.text(row, Role::Receipts)?;
    let part = |part: &str| {
        let (day, units) = part.trim().split_once(' ')?;
        let units: i64 = units.trim().parse().ok()?;
        let day = day.parse::<Day>().ok().filter(|day| day.is_plausible())?;
        (1..=1_000_000_000).contains(&units).then_some((day, units))
    };
    let parts: Option<Vec<(Day, i64)>> = text.split(';').map(part).collect();
    if parts.is_none() {
        let header = f.plan.header_of(Role::Receipts);
        f.warn(row.number, header, "word_ignored", &text);
    }
    parts
}

/// Reads one supplier.
pub fn supplier(f: &mut Fields<'_>, row: &Row, out: &mut Vec<Supplier>) -> Result<(), NoRecord> {
    let least = f.amount(row, Role::MinOrderValue);
    out.push(Supplier {
        row: row.number,
        supplier: f.required_text(row, Role::Supplier)?,
        lead_time_days: f.positive(row, Role::LeadTimeDays),
        lead_time_sd_days: f.positive(row, Role::LeadTimeSdDays),
        review_days: Fields::whole_of(f.positive(row, Role::ReviewDays)),
        min_order_value: least.map(|(value, _)| value),
        currency: f
            .currency(row, Role::Currency)
            .or(least.and_then(|(_, c)| c)),
        closed_from: f.day(row, Role::ClosedFrom),
        closed_to: f.day(row, Role::ClosedTo),
        contact: f.text(row, Role::Contact),
        payment_terms: f.text(row, Role::PaymentTerms),
        country: f.country(row, Role::Country),
        max_cbm: f.positive(row, Role::MaxCbm),
    });
    Ok(())
}

/// Reads what a supplier asks for a SKU from a quantity on; no quantity is any quantity.
pub fn supplier_price(
    f: &mut Fields<'_>,
    row: &Row,
    out: &mut Vec<SupplierPrice>,
) -> Result<(), NoRecord> {
    let cost = f.amount(row, Role::UnitCost);
    let freight = f.amount(row, Role::FreightPerUnit);
    let whole = |f: &mut Fields<'_>, role| Fields::whole_of(f.positive(row, role));
    out.push(SupplierPrice {
        row: row.number,
        supplier: f.required_text(row, Role::Supplier)?,
        sku: f.sku(row)?,
        min_quantity: whole(f, Role::MinQuantity).unwrap_or(1),
        unit_cost: cost.map(|(value, _)| value),
        currency: f
            .currency(row, Role::Currency)
            .or(cost.and_then(|(_, c)| c)),
        moq: whole(f, Role::Moq),
        pack_size: whole(f, Role::PackSize),
        lead_time_days: f.positive(row, Role::LeadTimeDays),
        transport: f.word(row, Role::Transport, word::transport),
        freight_per_unit: freight.map(|(value, _)| value),
    });
    Ok(())
}

/// Reads one part of a bundle.
pub fn bundle_part(
    f: &mut Fields<'_>,
    row: &Row,
    out: &mut Vec<BundlePart>,
) -> Result<(), NoRecord> {
    let bundle_sku = f.required_text(row, Role::BundleSku)?;
    let component_sku = f.required_text(row, Role::ComponentSku)?;
    let quantity = f.required_units(row, Role::Quantity)?;
    if quantity <= 0 {
        return Err(f.reject(
            row,
            Role::Quantity,
            "quantity_not_positive",
            Some(quantity.to_string()),
        ));
    }
    out.push(BundlePart {
        row: row.number,
        bundle_sku,
        component_sku,
        quantity,
    });
    Ok(())
}

/// Reads one location.
pub fn location(f: &mut Fields<'_>, row: &Row, out: &mut Vec<Location>) -> Result<(), NoRecord> {
    let location = f.required_text(row, Role::Location)?;
    let serves = f.text(row, Role::Serves).map_or_else(Vec::new, |list| {
        list.split([';', '；', '|', ',', '，', '、'])
            .map(str::trim)
            .filter(|name| !name.is_empty())
            .map(|name| {
                let shared = f.share(Role::Serves, name);
                f.country_of(shared)
            })
            .collect()
    });
    out.push(Location {
        row: row.number,
        location,
        country: f.country(row, Role::Country),
        location_type: f.word(row, Role::LocationType, word::location_type),
        serves,
        storage_cost_per_m3_month: f.amount(row, Role::StorageCost).map(|(value, _)| value),
    });
    Ok(())
}
