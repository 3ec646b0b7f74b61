//! The rates of landed cost as the plan reads them, and what a SKU says of itself to them.

use std::collections::HashMap;

use domain::record::CostRate;
use domain::{CostBasis, Currency, Day, Text, Transport};
use planning::landed::{Goods, Landed, Rate, landed};
use planning::lead_time::LeadTime;
use planning::position::day_after;
use rust_decimal::prelude::ToPrimitive;
use store::PurchaseSeen;

use crate::settings::{Rates, Values};
use crate::snapshot::Snapshot;
use crate::supply::carton_cbm;

/// Rates in base currency, and what is known of the shop's shipments.
pub(crate) struct Landing {
    pub rates: Vec<Rate>,
    /// Currencies of rates without an exchange rate; those rates are left out.
    pub without_exchange: Vec<String>,
    /// Value of a usual shipment in base currency, and whether the seller said so himself.
    pub shipment_value: Option<(f64, bool)>,
    /// How most of a supplier's goods came.
    ways: HashMap<Text, Transport>,
}

/// Rates as the arithmetic reads them; those in a currency that cannot be turned into base are
/// left out and named.
pub(crate) fn in_base(
    rows: &[CostRate],
    exchange: &Rates,
    base: Currency,
    as_of: Day,
) -> (Vec<Rate>, Vec<String>) {
    let mut without = Vec::new();
    let mut rates = Vec::with_capacity(rows.len());
    for row in rows {
        let is_share = matches!(row.basis, CostBasis::GoodsPercent | CostBasis::CifPercent);
        let currency = row.currency.unwrap_or(base);
        let factor = if is_share {
            Some(1.0)
        } else {
            exchange.of(currency, as_of)
        };
        let Some(amount) = factor.zip(row.rate.to_f64()).map(|(by, rate)| by * rate) else {
            without.push(currency.to_string());
            continue;
        };
        rates.push(Rate {
            kind: row.kind,
            programme: row.programme.clone().unwrap_or_else(|| "".into()),
            basis: row.basis,
            amount,
            origin: row.origin.clone(),
            destination: row.destination.clone(),
            transport: row.transport,
            hs_code: row.hs_code.clone(),
            recoverable: row.recoverable.unwrap_or(false),
            from: row.valid_from,
            to: row.valid_to,
        });
    }
    without.sort();
    without.dedup();
    (rates, without)
}

impl Landing {
    pub(crate) fn new(
        rows: &[CostRate],
        seen: &[PurchaseSeen],
        values: &Values,
        exchange: &Rates,
        as_of: Day,
    ) -> Landing {
        let (rates, without_exchange) = in_base(rows, exchange, values.base_currency(), as_of);
        let stated = values.text("usual_shipment_value").parse::<f64>().ok();
        Landing {
            rates,
            without_exchange,
            shipment_value: match stated {
                Some(value) => Some((value, true)),
                None => usual_shipment(seen, exchange, values.base_currency())
                    .map(|value| (value, false)),
            },
            ways: ways(seen),
        }
    }

    /// The same with other rates.
    pub(crate) fn with_rates(&self, rates: Vec<Rate>) -> Landing {
        Landing {
            rates,
            without_exchange: self.without_exchange.clone(),
            shipment_value: self.shipment_value,
            ways: self.ways.clone(),
        }
    }

    /// How the goods of a supplier usually come.
    pub(crate) fn way(&self, supplier: Option<&str>) -> Option<Transport> {
        self.ways.get(supplier?).copied()
    }

    /// What a SKU says of itself on the way to a location. `price` is in base currency.
    pub(crate) fn goods<'a>(
        &self,
        snapshot: &'a Snapshot,
        (sku, location): (usize, usize),
        supplier: Option<&str>,
        transport: Option<Transport>,
        price: f64,
    ) -> Goods<'a> {
        let row = &snapshot.skus[sku];
        let pack = row
            .pack_size
            .filter(|pack| *pack > 0)
            .map(|pack| pack as f64);
        let per_unit = |carton: Option<f64>| Some(carton? / pack.unwrap_or(1.0));
        let own = supplier.or(row.supplier.as_deref());
        let origin = snapshot
            .terms
            .origins
            .get(&row.code)
            .or_else(|| snapshot.terms.countries.get(own?));
        Goods {
            price,
            kg: per_unit(row.carton_weight_kg),
            cbm: per_unit(carton_cbm(row)),
            units_per_carton: pack,
            hs_code: row.hs_code.as_deref(),
            origin: origin.map(String::as_str),
            destination: snapshot.locations[location].country.as_deref(),
            transport: transport.or_else(|| self.way(own)),
            quoted_freight: None,
            shipment_value: self.shipment_value.map(|(value, _)| value),
        }
    }
}

/// The day an order of this morning arrives, by the mean lead time.
pub(crate) fn arrival(snapshot: &Snapshot, lead_time: &LeadTime) -> Day {
    day_after(snapshot.as_of, lead_time.days().0)
}

/// Landed cost of a unit of a SKU at a location as the catalogue's own columns say it; `None`
/// without a purchase cost.
pub(crate) fn of_place(
    snapshot: &Snapshot,
    landing: &Landing,
    sku: usize,
    location: usize,
) -> Option<Landed> {
    let price = snapshot.unit_cost(sku)?;
    let arrives = arrival(snapshot, &snapshot.lead_time(sku));
    let goods = landing.goods(snapshot, (sku, location), None, None, price);
    Some(landed(&goods, &landing.rates, arrives))
}

/// Median value of a purchase order, base currency. A shop without one has no usual shipment.
fn usual_shipment(seen: &[PurchaseSeen], exchange: &Rates, base: Currency) -> Option<f64> {
    let mut orders: HashMap<&str, f64> = HashMap::new();
    for line in seen {
        let currency = line.currency.as_deref().map_or(Ok(base), str::parse).ok();
        let one_minor = currency
            .and_then(|currency| exchange.course(currency))
            .map(|course| course.per_minor_unit(line.ordered_on));
        let value = line
            .cost_minor
            .zip(one_minor)
            .map(|(minor, rate)| minor as f64 * rate * line.quantity as f64);
        *orders.entry(line.po_number.as_str()).or_default() += value.unwrap_or(0.0);
    }
    let mut values: Vec<f64> = orders.into_values().filter(|value| *value > 0.0).collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied()
}

/// How most receipts of each supplier came; the first of equals in the order of the words.
fn ways(seen: &[PurchaseSeen]) -> HashMap<Text, Transport> {
    let mut counts: HashMap<&str, Vec<(Transport, usize)>> = HashMap::new();
    for line in seen {
        let way = line.transport.as_deref().and_then(Transport::from_word);
        let Some((supplier, way)) = line.supplier.as_deref().zip(way) else {
            continue;
        };
        let own = counts.entry(supplier).or_default();
        match own.iter_mut().find(|(known, _)| *known == way) {
            Some((_, count)) => *count += 1,
            None => own.push((way, 1)),
        }
    }
    counts
        .into_iter()
        .filter_map(|(supplier, mut own)| {
            own.sort_by_key(|(way, count)| (std::cmp::Reverse(*count), *way));
            Some((supplier.into(), own.first()?.0))
        })
        .collect()
}
