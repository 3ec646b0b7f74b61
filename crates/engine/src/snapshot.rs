//! The shop as it was known on a morning: what every page and the plan compute from.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use domain::lot::{Lot, Lots};
use domain::{Currency, Day, Text, Transport};
use planning::bulk::wholesale_limit;
use planning::lead_time::{Closure, LeadTime, LeadTimes, Receipt};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use store::{
    LocationRow, OpenPurchase, PromotionRow, PurchaseSeen, SalesSeries, SkuRow, SupplierRow,
};

use crate::landing::{self, Landing};
use crate::sales::{MarketSales, Sales};
use crate::settings::{Rates, Values};
use crate::stock_days::{StockDay, days_of_a_mark, sales_days, stock_days};
use crate::{Engine, Failure, kept_events, supply};

/// One SKU at one location.
#[derive(Clone, Debug, Default)]
pub(crate) struct Place {
    /// Index into [`Snapshot::skus`].
    pub sku: usize,
    /// Index into [`Snapshot::locations`].
    pub location: usize,
    /// Day of the first entry of the columns.
    pub first: Day,
    /// Units sold each day, as booked.
    pub sold: Vec<i64>,
    /// The same without same-day corrections and without what wholesale lines exceed.
    pub demand: Vec<f32>,
    /// 1 = kept stock to the end of the day.
    pub in_stock: Vec<u8>,
    /// Day from which the stock is known.
    pub opened: Option<Day>,
    /// Units on hand at the end of each day from `first` on; 0 before `opened`, empty without it.
    pub on_hand_end: Vec<i64>,
    /// Units received each day; empty without `opened`.
    pub received: Vec<i64>,
    /// Units on hand this morning, where a count is known.
    pub on_hand: Option<i64>,
    /// Sold, not shipped.
    pub allocated: i64,
    /// Open orders.
    pub open: Vec<OpenPurchase>,
    /// Lots on hand this morning, oldest first.
    pub lots: Vec<Lot>,
}

/// The shop on a morning.
pub(crate) struct Snapshot {
    pub as_of: Day,
    pub base: Currency,
    pub values: Values,
    pub rates: Rates,
    pub skus: Vec<SkuRow>,
    pub locations: Vec<LocationRow>,
    pub suppliers: HashMap<String, SupplierRow>,
    pub closures: BTreeMap<Text, Vec<Closure>>,
    /// What suppliers ask beside a SKU's own columns, and parts of bundles.
    pub terms: store::SupplyTerms,
    /// What it costs to bring goods in.
    pub landing: Landing,
    /// Units kept for planned events, by SKU and location.
    pub reserved: HashMap<(String, String), i64>,
    pub places: Vec<Place>,
    pub seen: Vec<PurchaseSeen>,
    pub lead_times: LeadTimes,
    pub promotions: Vec<PromotionRow>,
    /// Every order line of the shop, also later ones.
    pub sales: Arc<Sales>,
    /// Realised price of a unit in base currency over the last year, by SKU.
    prices: HashMap<usize, f64>,
}

impl Snapshot {
    /// The shop on the morning of `as_of`; made once for as long as nothing changes.
    pub(crate) async fn load(engine: &Engine, as_of: Day) -> Result<Arc<Snapshot>, Failure> {
        let shelf = &engine.kept().snapshots;
        let (known, version) = shelf.get(&engine.store(), &as_of).await?;
        if let Some(snapshot) = known {
            return Ok(snapshot);
        }
        let snapshot = Arc::new(Snapshot::make(engine, as_of).await?);
        shelf.put(version, as_of, &snapshot);
        Ok(snapshot)
    }

    /// The same, made anew for a caller that will change it.
    pub(crate) async fn make(engine: &Engine, as_of: Day) -> Result<Snapshot, Failure> {
        let store = engine.store();
        let values = Values::read(engine).await?;
        let base = values.base_currency();
        let rates = Rates::read(engine, base).await?;
        let skus: Vec<SkuRow> = store
            .skus()
            .await?
            .into_iter()
            .filter(|sku| !sku.is_fee)
            .collect();
        let locations = store.locations().await?;
        let sku_at: HashMap<i64, usize> = skus.iter().enumerate().map(|(i, s)| (s.id, i)).collect();
        let location_at: HashMap<i64, usize> = locations
            .iter()
            .enumerate()
            .map(|(i, l)| (l.id, i))
            .collect();
        let mut builder = Builder {
            as_of,
            sku_at,
            location_at,
            places: BTreeMap::new(),
        };

        let sales = Sales::load(engine).await?;
        for series in &sales.series {
            builder.sales(series);
        }
        builder.stock(&stock_days(
            &sales,
            &store.openings(as_of).await?,
            &store.other_movements().await?,
            as_of,
        ));
        for open in store.open_purchases(as_of).await? {
            if let Some(place) = builder.place(open.sku, open.location, as_of) {
                place.open.push(open);
            }
        }
        builder.flags(&store.stock_flags(as_of).await?);
        let places = builder.finish();

        let seen = store.purchases_seen(as_of).await?;
        let mut closures: BTreeMap<Text, Vec<Closure>> = BTreeMap::new();
        for closure in store.closures().await? {
            let closed = Closure {
                from: closure.from,
                to: closure.to,
            };
            closures
                .entry(closure.supplier.as_str().into())
                .or_default()
                .push(closed);
        }
        let suppliers = store
            .suppliers()
            .await?
            .into_iter()
            .map(|row| (row.code.clone(), row))
            .collect();
        let terms = store.supply_terms().await?;
        if values.text("factory_holidays") == "cn" {
            let first = seen.iter().map(|seen| seen.ordered_on).min();
            let from = first.map_or(as_of, |day| day.min(as_of));
            supply::with_holidays(&mut closures, &skus, &suppliers, &terms, from, as_of);
        }
        let lead_times = LeadTimes::learn(
            &receipts(&seen, &skus),
            &closures,
            values.number("default_lead_time_days"),
            values.number("default_lead_time_sd_days"),
        );
        let prices = realised(
            &sales.by_market(as_of - 365, as_of - 1, &rates, base),
            &skus,
        );
        let landing = Landing::new(&store.cost_rates().await?, &seen, &values, &rates, as_of);
        let mut reserved: HashMap<(String, String), i64> = HashMap::new();
        for (sku, location, units) in kept_events::reserved(engine, as_of).await? {
            *reserved.entry((sku, location)).or_default() += units;
        }
        Ok(Snapshot {
            as_of,
            reserved,
            landing,
            base,
            values,
            rates,
            skus,
            locations,
            suppliers,
            closures,
            terms,
            places,
            seen,
            lead_times,
            promotions: store.promotions().await?,
            sales,
            prices,
        })
    }

    /// Currencies of purchase costs that have no rate.
    pub(crate) fn costs_without_rate(&self) -> BTreeMap<String, usize> {
        let mut missing = BTreeMap::new();
        for (at, sku) in self.skus.iter().enumerate() {
            if let (Some(_), Some(code), None) =
                (&sku.unit_cost, &sku.cost_currency, self.unit_cost(at))
            {
                *missing.entry(code.clone()).or_default() += 1;
            }
        }
        missing
    }

    fn in_base(&self, amount: Option<&String>, currency: Option<&String>) -> Option<f64> {
        let amount: Decimal = amount?.parse().ok()?;
        let currency = currency.map_or(Ok(self.base), |code| code.parse()).ok()?;
        Some(amount.to_f64()? * self.rates.of(currency, self.as_of)?)
    }

    /// Cost of a unit in base currency.
    pub(crate) fn unit_cost(&self, sku: usize) -> Option<f64> {
        let row = &self.skus[sku];
        self.in_base(row.unit_cost.as_ref(), row.cost_currency.as_ref())
            .filter(|cost| *cost >= 0.0)
    }

    /// Landed cost of a unit at a location, base currency; the purchase cost where the shop keeps
    /// no rates.
    pub(crate) fn landed_cost(&self, sku: usize, location: usize) -> Option<f64> {
        landing::of_place(self, &self.landing, sku, location).map(|found| found.total)
    }

    /// Selling price of a unit in base currency: what was paid over the last year, else the
    /// catalogue's.
    pub(crate) fn price(&self, sku: usize) -> Option<f64> {
        let row = &self.skus[sku];
        self.prices
            .get(&sku)
            .copied()
            .or_else(|| self.in_base(row.price.as_ref(), row.price_currency.as_ref()))
            .filter(|price| *price > 0.0)
    }

    /// Name of a SKU; its code where it has none.
    pub(crate) fn name(&self, sku: usize) -> String {
        let row = &self.skus[sku];
        let name = row.name.clone().unwrap_or_else(|| row.code.clone());
        match &row.options {
            Some(options) if !name.contains(options.as_str()) => format!("{name} {options}"),
            _ => name,
        }
    }

    /// Lead time of a SKU's supplier, with what the seller stated for either.
    pub(crate) fn lead_time(&self, sku: usize) -> LeadTime {
        let row = &self.skus[sku];
        let supplier = row.supplier.as_deref();
        let terms = supplier.and_then(|name| self.suppliers.get(name));
        let stated = row
            .lead_time_days
            .map(|days| (days, row.lead_time_sd_days))
            .or_else(|| terms.and_then(|t| Some((t.lead_time_days?, t.lead_time_sd_days))));
        self.lead_times
            .of(supplier.map(Text::from).as_ref(), None, stated)
    }
}

/// What was received, as lead times are learned from it: a purchase that names no supplier came
/// from the SKU's own.
pub(crate) fn receipts(seen: &[PurchaseSeen], skus: &[SkuRow]) -> Vec<Receipt> {
    let supplier_of: HashMap<i64, Option<&str>> = skus
        .iter()
        .map(|sku| (sku.id, sku.supplier.as_deref()))
        .collect();
    seen.iter()
        .map(|seen| Receipt {
            supplier: seen
                .supplier
                .as_deref()
                .or_else(|| supplier_of.get(&seen.sku).copied().flatten())
                .map(Text::from),
            transport: seen.transport.as_deref().and_then(Transport::from_word),
            ordered_on: seen.ordered_on,
            received_on: seen.received_on,
        })
        .collect()
}

fn realised(sales: &[MarketSales<'_>], skus: &[SkuRow]) -> HashMap<usize, f64> {
    let at: HashMap<i64, usize> = skus.iter().enumerate().map(|(i, s)| (s.id, i)).collect();
    let mut sums: HashMap<usize, (f64, i64)> = HashMap::new();
    for row in sales.iter().filter(|row| row.sold > 0) {
        let Some((sku, money)) = at.get(&row.sku).zip(row.amount) else {
            continue;
        };
        let sum = sums.entry(*sku).or_default();
        sum.0 += money;
        sum.1 += row.sold - row.returned;
    }
    sums.into_iter()
        .filter(|(_, (money, units))| *money > 0.0 && *units > 0)
        .map(|(sku, (money, units))| (sku, money / units as f64))
        .collect()
}

/// Gathers the columns of every place.
struct Builder {
    as_of: Day,
    sku_at: HashMap<i64, usize>,
    location_at: HashMap<i64, usize>,
    places: BTreeMap<(usize, usize), Place>,
}

impl Builder {
    /// The place of a SKU and location, made where it is new; its columns begin no later than
    /// `day`. None for a SKU that was taken back or names no goods.
    fn place(&mut self, sku: i64, location: i64, day: Day) -> Option<&mut Place> {
        let sku = *self.sku_at.get(&sku)?;
        let location = *self.location_at.get(&location)?;
        let day = day.min(self.as_of);
        let place = self.places.entry((sku, location)).or_insert_with(|| Place {
            sku,
            location,
            first: day,
            ..Place::default()
        });
        let missing = usize::try_from(place.first.since(day)).unwrap_or(0);
        if missing > 0 {
            place.first = day;
            place.sold.splice(0..0, std::iter::repeat_n(0, missing));
            place.demand.splice(0..0, std::iter::repeat_n(0.0, missing));
        }
        let days = usize::try_from(self.as_of.since(place.first)).unwrap_or(0);
        place.sold.resize(days, 0);
        place.demand.resize(days, 0.0);
        Some(place)
    }

    /// Sales and what is allocated of one SKU at one location.
    fn sales(&mut self, series: &SalesSeries) {
        let as_of = self.as_of;
        let known = series.lines.partition_point(|line| line.ordered_on < as_of);
        let days = sales_days(&series.lines[..known]);
        let Some(first) = days.first() else {
            return;
        };
        let Some(place) = self.place(series.sku, series.location, first.day) else {
            return;
        };
        place.allocated = series.lines[..known].iter().fold(0, |sum: i64, line| {
            sum.saturating_add(line.allocated(as_of))
        });
        let largest: Vec<i64> = days.iter().map(|day| day.largest).collect();
        let limit = wholesale_limit(&largest);
        for row in &days {
            let Ok(at) = usize::try_from(row.day.since(place.first)) else {
                continue;
            };
            place.sold[at] = row.units;
            let mut units = row.units - row.taken_back.min(row.units);
            // The largest line of a day tells nothing of next month where it is wholesale.
            if limit.is_some_and(|limit| row.largest > limit.most) {
                units = (units - row.largest).max(0);
            }
            place.demand[at] = units as f32;
        }
    }

    fn stock(&mut self, rows: &[StockDay]) {
        for of_place in rows.chunk_by(|a, b| a.sku == b.sku && a.location == b.location) {
            let (opening, as_of) = (of_place[0], self.as_of);
            let Some(place) = self.place(opening.sku, opening.location, opening.day) else {
                continue;
            };
            let days = place.sold.len();
            let mut change = vec![0_i64; days + 1];
            let mut counted = vec![0_i64; days + 1];
            place.received = vec![0; days];
            for row in of_place {
                let Ok(at) = usize::try_from(row.day.since(place.first)) else {
                    continue;
                };
                counted[at] = row.counted;
                if row.day < as_of {
                    change[at] = row.received + row.sold + row.other;
                    place.received[at] = row.received;
                }
            }
            let mut lots = Lots::default();
            for row in of_place {
                // A count is taken in the morning; goods come before goods leave.
                lots.book(row.day, row.counted);
                lots.book(row.day, row.received);
                lots.book(row.day, row.other.max(0));
                lots.book(row.day, row.sold + row.other.min(0));
            }
            place.lots = lots.left();
            let mut balance = 0_i64;
            place.on_hand_end = Vec::with_capacity(days);
            for at in 0..days {
                balance += counted[at] + change[at];
                place.on_hand_end.push(balance);
            }
            place.on_hand = Some(balance + counted[days]);
            place.opened = Some(opening.day);
        }
    }

    fn flags(&mut self, rows: &[store::StockFlag]) {
        for place in self.places.values_mut() {
            let opened = place.opened.map_or(usize::MAX, |day| {
                usize::try_from(day.since(place.first)).unwrap_or(0)
            });
            place.in_stock = (0..place.sold.len())
                .map(|at| {
                    u8::from(at < opened || place.on_hand_end.get(at).is_none_or(|end| *end > 0))
                })
                .collect();
        }
        for of_place in rows.chunk_by(|a, b| a.sku == b.sku && a.location == b.location) {
            let first = of_place[0];
            let key = self
                .sku_at
                .get(&first.sku)
                .copied()
                .zip(self.location_at.get(&first.location).copied());
            let Some(place) = key.and_then(|key| self.places.get_mut(&key)) else {
                continue;
            };
            let days: Vec<Day> = of_place.iter().map(|row| row.day).collect();
            let spoken_for = days_of_a_mark(&days);
            for row in of_place {
                for day in 0..spoken_for {
                    let Ok(at) = usize::try_from((row.day + day).since(place.first)) else {
                        continue;
                    };
                    if let Some(flag) = place.in_stock.get_mut(at) {
                        *flag = u8::from(row.in_stock);
                    }
                }
            }
        }
    }

    fn finish(self) -> Vec<Place> {
        self.places
            .into_values()
            .map(|mut place| {
                let days = place.sold.len();
                place.in_stock.resize(days, 1);
                if place.opened.is_some() {
                    place.on_hand_end.resize(days, 0);
                    place.received.resize(days, 0);
                }
                place
            })
            .collect()
    }
}
