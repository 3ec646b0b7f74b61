//! Suppliers' terms as the plan reads them: offers, holidays, containers, parts of bundles.

use std::collections::{BTreeMap, HashMap};

use domain::{Currency, Day, Text, Transport, UnitPrice};
use planning::bundles::Component;
use planning::calendar::{chinese_closures, with_defaults};
use planning::landed::{Goods, landed};
use planning::lead_time::{Closure, LeadTime};
use planning::offer::{Offer, PriceBreak};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use store::{SkuRow, SupplierPriceRow, SupplierRow, SupplyTerms};

use crate::landing::{self, Landing};
use crate::snapshot::Snapshot;

/// Days ahead for which default holidays are laid out: the longest lead time, and a year.
const HOLIDAYS_AHEAD: i32 = 730 + 365;

/// Adds the holidays of Chinese factories to the closures of suppliers that work in China and
/// stated none near them, for the days from `from` to well after `as_of`.
pub(crate) fn with_holidays(
    closures: &mut BTreeMap<Text, Vec<Closure>>,
    skus: &[SkuRow],
    suppliers: &HashMap<String, SupplierRow>,
    terms: &SupplyTerms,
    from: Day,
    as_of: Day,
) {
    let holidays = chinese_closures(from, as_of + HOLIDAYS_AHEAD);
    let mut votes: HashMap<&str, (usize, usize)> = suppliers
        .keys()
        .map(|name| (name.as_str(), (0, 0)))
        .collect();
    for row in &terms.prices {
        votes.entry(&row.supplier).or_default();
    }
    for sku in skus {
        let Some(supplier) = sku.supplier.as_deref() else {
            continue;
        };
        let (made, paid) = votes.entry(supplier).or_default();
        *made += usize::from(terms.origins.get(&sku.code).is_some_and(|o| o == "CN"));
        *paid += usize::from(sku.cost_currency.as_deref() == Some("CNY"));
    }
    for (name, (made, paid)) in votes {
        let row = suppliers.get(name);
        // Its own country decides; else the money it is paid in, else where its goods are made.
        let is_chinese = match terms.countries.get(name) {
            Some(country) => country == "CN",
            None => match row.and_then(|row| row.currency.as_deref()) {
                Some(currency) => currency == "CNY",
                None => made > 0 || paid > 0,
            },
        };
        if is_chinese {
            let own = closures.entry(name.into()).or_default();
            *own = with_defaults(own, &holidays);
        }
    }
}

/// What bundles are made of.
pub(crate) fn components(snapshot: &Snapshot) -> Vec<Component> {
    snapshot
        .terms
        .bundles
        .iter()
        .map(|row| Component {
            bundle: row.bundle.as_str().into(),
            part: row.part.as_str().into(),
            quantity: row.quantity,
        })
        .collect()
}

/// Prices of suppliers by SKU and way of buying.
pub(crate) struct Prices<'a> {
    of_sku: HashMap<&'a str, Vec<&'a [SupplierPriceRow]>>,
}

impl<'a> Prices<'a> {
    pub(crate) fn of(snapshot: &'a Snapshot) -> Prices<'a> {
        let mut of_sku: HashMap<&str, Vec<&[SupplierPriceRow]>> = HashMap::new();
        let same_way = |a: &SupplierPriceRow, b: &SupplierPriceRow| {
            (&a.supplier, &a.sku, &a.transport) == (&b.supplier, &b.sku, &b.transport)
        };
        for rows in snapshot.terms.prices.chunk_by(same_way) {
            of_sku.entry(&rows[0].sku).or_default().push(rows);
        }
        Prices { of_sku }
    }

    /// The ways to buy a SKU; none where its own columns say all there is. The product's own
    /// supplier and cost stand beside the others unless that supplier gave a price list.
    pub(crate) fn offers(
        &self,
        snapshot: &Snapshot,
        landing: &Landing,
        sku: usize,
        location: usize,
    ) -> Vec<Offer> {
        let row = &snapshot.skus[sku];
        let Some(lists) = self.of_sku.get(row.code.as_str()) else {
            return Vec::new();
        };
        let mut offers: Vec<Offer> = lists
            .iter()
            .map(|rows| offer(snapshot, landing, (sku, location), rows))
            .collect();
        let listed = |name: &str| lists.iter().any(|rows| rows[0].supplier == name);
        if let (Some(name), Some(unit_cost)) = (&row.supplier, snapshot.unit_cost(sku))
            && !listed(name)
        {
            let lead_time = snapshot.lead_time(sku);
            let (freight, price_share) = brought_in(
                snapshot,
                landing,
                (sku, location),
                (name, None),
                &lead_time,
                None,
            );
            offers.push(Offer {
                supplier: Some(name.as_str().into()),
                transport: None,
                prices: vec![PriceBreak {
                    min_quantity: 1,
                    unit_cost,
                    quoted: quoted(snapshot, row.unit_cost.as_ref(), row.cost_currency.as_ref()),
                }],
                freight,
                price_share,
                moq: row.moq.unwrap_or(1).max(1),
                pack_size: row.pack_size.unwrap_or(1).max(1),
                lead_time,
                review_days: review_days(snapshot, name),
            });
        }
        offers
    }
}

/// Volume of a full carton, m³, where its measures are known.
pub(crate) fn carton_cbm(sku: &SkuRow) -> Option<f64> {
    let (length, width) = sku.carton_length_cm.zip(sku.carton_width_cm)?;
    Some(length * width * sku.carton_height_cm? / 1e6)
}

fn review_days(snapshot: &Snapshot, supplier: &str) -> Option<f64> {
    let terms = snapshot.suppliers.get(supplier)?;
    terms.review_days.map(|days| days as f64)
}

/// A price as it is quoted; base currency where none is named.
pub(crate) fn quoted(
    snapshot: &Snapshot,
    price: Option<&String>,
    currency: Option<&String>,
) -> Option<UnitPrice> {
    let price: Decimal = price?.parse().ok()?;
    let currency: Currency = currency
        .map_or(Ok(snapshot.base), |code| code.parse())
        .ok()?;
    Some(UnitPrice { price, currency })
}

fn in_base(snapshot: &Snapshot, price: UnitPrice) -> Option<f64> {
    let rate = snapshot.rates.of(price.currency, snapshot.as_of)?;
    Some(price.price.to_f64()? * rate)
}

/// What is added to the price of a unit until it lies at the location, as money and as a share of
/// the price: every rate is one or the other, so two prices tell both.
fn brought_in(
    snapshot: &Snapshot,
    landing: &Landing,
    place: (usize, usize),
    (supplier, transport): (&str, Option<Transport>),
    lead_time: &LeadTime,
    quoted_freight: Option<f64>,
) -> (f64, f64) {
    let arrives = landing::arrival(snapshot, lead_time);
    let at = |price: f64| {
        let goods = landing.goods(snapshot, place, Some(supplier), transport, price);
        let goods = Goods {
            quoted_freight,
            ..goods
        };
        landed(&goods, &landing.rates, arrives).extra()
    };
    let fixed = at(0.0);
    (fixed, at(1.0) - fixed)
}

/// One price list of a SKU: a supplier by one way of transport.
fn offer(
    snapshot: &Snapshot,
    landing: &Landing,
    (sku, location): (usize, usize),
    rows: &[SupplierPriceRow],
) -> Offer {
    let product = &snapshot.skus[sku];
    let supplier = &rows[0].supplier;
    let terms = snapshot.suppliers.get(supplier);
    let is_own = product.supplier.as_deref() == Some(supplier.as_str());
    let transport = rows[0].transport.as_deref().and_then(Transport::from_word);
    let currency = |row: &SupplierPriceRow| {
        let own = row.currency.clone();
        own.or_else(|| terms.and_then(|terms| terms.currency.clone()))
    };
    let prices = rows
        .iter()
        .filter_map(|row| {
            let quoted = quoted(snapshot, row.unit_cost.as_ref(), currency(row).as_ref())?;
            Some(PriceBreak {
                min_quantity: row.min_quantity.max(1),
                unit_cost: in_base(snapshot, quoted)?,
                quoted: Some(quoted),
            })
        })
        .collect();
    let freight = rows.iter().find_map(|row| {
        let freight = row.freight_per_unit.as_ref()?;
        in_base(
            snapshot,
            quoted(snapshot, Some(freight), currency(row).as_ref())?,
        )
    });
    let first = |of: fn(&SupplierPriceRow) -> Option<i64>| rows.iter().find_map(of);
    let own = |value: Option<i64>| value.filter(|_| is_own);
    let stated = rows
        .iter()
        .find_map(|row| row.lead_time_days)
        .map(|days| (days, None))
        .or_else(|| {
            let days = product.lead_time_days.filter(|_| is_own)?;
            Some((days, product.lead_time_sd_days))
        })
        .or_else(|| terms.and_then(|t| Some((t.lead_time_days?, t.lead_time_sd_days))));
    let name = Text::from(supplier.as_str());
    let lead_time = snapshot.lead_times.of(Some(&name), transport, stated);
    let way = (supplier.as_str(), transport);
    let (freight, price_share) =
        brought_in(snapshot, landing, (sku, location), way, &lead_time, freight);
    Offer {
        lead_time,
        supplier: Some(name),
        transport,
        prices,
        freight,
        price_share,
        moq: first(|row| row.moq)
            .or(own(product.moq))
            .unwrap_or(1)
            .max(1),
        pack_size: first(|row| row.pack_size)
            .or(own(product.pack_size))
            .unwrap_or(1)
            .max(1),
        review_days: review_days(snapshot, supplier),
    }
}
