//! The plan: what to buy, how many, for which location, by when.

use std::collections::HashMap;
use std::sync::Arc;

use ::forecast::Purpose;
use domain::lot::Lot;
use domain::{Day, Text};
use planning::bundles::{self, Joint};
use planning::item::{Item, Objective, OpenOrder, Settings, SupplierTerms};
use planning::landed::Landed;
use planning::position::day_after;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use store::PlanEditRow;

use crate::forecast::{PlaceDemand, all};
use crate::snapshot::Snapshot;
use crate::supply::{self, Prices};
use crate::{Engine, Failure, calibration, landing, morning};

/// Days with stock and without a sale after which nothing is ordered by itself.
const NO_SALE_DAYS: i32 = 42;

/// Demand as the plan sees it: of the place itself, and of the bundles that need it as a part.
pub(crate) type PlanDemand = Joint<PlaceDemand>;

/// Everything a plan was made from and came to.
pub(crate) struct Planned {
    pub snapshot: Arc<Snapshot>,
    pub decided: Arc<Decided>,
    pub edits: HashMap<(usize, usize), PlanEditRow>,
    pub budget: Option<f64>,
}

pub(crate) async fn make(
    engine: &Engine,
    as_of: Option<Day>,
    budget: Option<&str>,
) -> Result<Planned, Failure> {
    let as_of = morning::of(engine, as_of).await?;
    let budget = budget.map(budget_of).transpose()?;
    let snapshot = Snapshot::load(engine, as_of).await?;
    let decided = decided(engine, &snapshot, budget).await?;
    let sku_at: HashMap<i64, usize> = snapshot
        .skus
        .iter()
        .enumerate()
        .map(|(i, sku)| (sku.id, i))
        .collect();
    let location_at: HashMap<i64, usize> = snapshot
        .locations
        .iter()
        .enumerate()
        .map(|(i, row)| (row.id, i))
        .collect();
    let edits = engine
        .store()
        .plan_edits(as_of)
        .await?
        .into_iter()
        .filter_map(|edit| {
            Some((
                (*sku_at.get(&edit.sku)?, *location_at.get(&edit.location)?),
                edit,
            ))
        })
        .collect();
    Ok(Planned {
        snapshot,
        decided,
        edits,
        budget,
    })
}

/// What a plan depends on besides the workspace: the morning, and the budget to the last bit.
pub(crate) type PlanKey = (Day, Option<u64>);

/// See [`decide`]; done once for as long as nothing changes.
async fn decided(
    engine: &Engine,
    snapshot: &Snapshot,
    budget: Option<f64>,
) -> Result<Arc<Decided>, Failure> {
    let key = (snapshot.as_of, budget.map(f64::to_bits));
    let shelf = &engine.kept().plans;
    let (known, version) = shelf.get(&engine.store(), &key).await?;
    if let Some(decided) = known {
        return Ok(decided);
    }
    let decided = Arc::new(share_out(prepared(engine, snapshot).await?, budget));
    shelf.put(version, key, &decided);
    Ok(decided)
}

/// See [`prepare`]; done once for as long as nothing changes, whatever the budget.
async fn prepared(engine: &Engine, snapshot: &Snapshot) -> Result<Arc<Prepared>, Failure> {
    let shelf = &engine.kept().prepared;
    let (known, version) = shelf.get(&engine.store(), &snapshot.as_of).await?;
    if let Some(prepared) = known {
        return Ok(prepared);
    }
    let minimums = minimums(engine).await?;
    let prepared = Arc::new(prepare(snapshot, &minimums, Correction::Learned));
    shelf.put(version, snapshot.as_of, &prepared);
    Ok(prepared)
}

/// The least stock the seller set, by the numbers of SKU and location.
pub(crate) async fn minimums(engine: &Engine) -> Result<HashMap<(i64, i64), i64>, Failure> {
    let rows = engine.store().minimums().await?;
    Ok(rows
        .into_iter()
        .map(|row| ((row.sku, row.location), row.minimum))
        .collect())
}

impl std::ops::Deref for Planned {
    type Target = Decided;
    fn deref(&self) -> &Decided {
        &self.decided
    }
}

/// What is decided on a morning, before the seller's hand.
pub(crate) struct Decided {
    prepared: Arc<Prepared>,
    pub plan: planning::plan::Plan,
}

impl std::ops::Deref for Decided {
    type Target = Prepared;
    fn deref(&self) -> &Prepared {
        &self.prepared
    }
}

/// What a plan decides from: every place with its demand, and the terms of the shop.
pub(crate) struct Prepared {
    pub items: Vec<Item<PlanDemand>>,
    pub settings: Settings,
}

/// Where the correction of the critical ratio comes from.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Correction {
    /// Played on the shop's past, up to the morning of the snapshot.
    Learned,
    /// Learned earlier: shift of the ratio on the logit scale.
    Known(f64),
}

/// Forecasts every place of the snapshot, in their order. `minimums` are by the numbers of SKU and
/// location. Nothing but the snapshot is read, so that a replay decides as the plan does.
pub(crate) fn prepare(
    snapshot: &Snapshot,
    minimums: &HashMap<(i64, i64), i64>,
    correction: Correction,
) -> Prepared {
    let mut settings = settings_of(snapshot);
    let forecasts = all(snapshot, Purpose::Orders);
    let prices = Prices::of(snapshot);
    let items: Vec<Item<PlaceDemand>> = forecasts
        .into_iter()
        .enumerate()
        .map(|(place, forecast)| {
            let demand = PlaceDemand::new(forecast);
            item_of(snapshot, place, demand, minimums, &prices)
        })
        .collect();
    let shift = match correction {
        Correction::Known(shift) => Some(shift),
        Correction::Learned => {
            calibration::of(snapshot, &items, &settings).map(|found| found.shift)
        }
    };
    if let Some(shift) = shift {
        settings.ratio_logit_shift = shift;
    }
    let items = bundles::assembled(items, &supply::components(snapshot));
    Prepared { items, settings }
}

/// Plans every place, in their order, within the budget.
pub(crate) fn share_out(prepared: Arc<Prepared>, budget: Option<f64>) -> Decided {
    let mut plan = planning::plan::plan(&prepared.items, &prepared.settings, budget);
    bundles::say(&prepared.items, &mut plan.lines);
    Decided { prepared, plan }
}

fn budget_of(text: &str) -> Result<f64, Failure> {
    let refused = || Failure::new("bad_budget").with("value", text);
    let amount: Decimal = text.trim().parse().map_err(|_| refused())?;
    amount
        .to_f64()
        .filter(|amount| *amount >= 0.0)
        .ok_or_else(refused)
}

fn settings_of(snapshot: &Snapshot) -> Settings {
    let values = &snapshot.values;
    let mut suppliers: std::collections::BTreeMap<Text, SupplierTerms> = snapshot
        .closures
        .iter()
        .map(|(name, closures)| {
            (
                name.clone(),
                SupplierTerms {
                    min_order_value: None,
                    closures: closures.clone(),
                    ..SupplierTerms::default()
                },
            )
        })
        .collect();
    for row in snapshot.suppliers.values() {
        let least = row
            .min_order_value
            .as_ref()
            .and_then(|text| text.parse::<Decimal>().ok());
        let currency = row
            .currency
            .as_ref()
            .map_or(Ok(snapshot.base), |code| code.parse());
        let rate = currency
            .ok()
            .and_then(|code| snapshot.rates.of(code, snapshot.as_of));
        suppliers
            .entry(row.code.as_str().into())
            .or_default()
            .min_order_value = least
            .and_then(|least| least.to_f64())
            .zip(rate)
            .map(|(least, rate)| least * rate);
    }
    for (name, cbm) in &snapshot.terms.max_cbm {
        suppliers.entry(name.as_str().into()).or_default().max_cbm = Some(*cbm);
    }
    let level = values.text("service_level").parse().ok();
    Settings {
        objective: level.map_or(Objective::Profit, Objective::ServiceLevel),
        review_days: values.number("review_days"),
        holding_cost_rate: values.number("holding_cost_rate"),
        salvage_rate: values.number("salvage_rate"),
        lost_sale_cost_factor: values.number("lost_sale_cost_factor"),
        no_sale_days: NO_SALE_DAYS,
        suppliers,
        ..Settings::new(snapshot.as_of)
    }
}

fn item_of(
    snapshot: &Snapshot,
    index: usize,
    demand: PlaceDemand,
    minimums: &HashMap<(i64, i64), i64>,
    prices: &Prices<'_>,
) -> Item<PlaceDemand> {
    let place = &snapshot.places[index];
    let sku = &snapshot.skus[place.sku];
    let location = &snapshot.locations[place.location];
    let quoted = supply::quoted(snapshot, sku.unit_cost.as_ref(), sku.cost_currency.as_ref());
    let stocked = |from: usize| {
        place.in_stock[from..]
            .iter()
            .map(|kept| i32::from(*kept))
            .sum()
    };
    let stocked_since = match place.demand.iter().rposition(|units| *units > 0.0) {
        Some(at) => Some(stocked(at + 1)),
        // Stock that lies there and never sold says as much as stock that no longer sells.
        None => Some(stocked(0)).filter(|days| *days > 0 && place.opened.is_some()),
    };
    let terms = sku
        .supplier
        .as_ref()
        .and_then(|name| snapshot.suppliers.get(name));
    let shelf_life_days = snapshot.terms.shelf_life_days.get(&sku.code).copied();
    let lots_end = shelf_life_days.map_or_else(Vec::new, |days| {
        let ends = |lot: &Lot| (day_after(lot.received_on, days), lot.quantity);
        place.lots.iter().map(ends).collect()
    });
    let pack = sku.pack_size.unwrap_or(1).max(1) as f64;
    let unit_cbm = supply::carton_cbm(sku).map(|carton| carton / pack);
    let landed = landing::of_place(snapshot, &snapshot.landing, place.sku, place.location);
    Item {
        supplier: sku.supplier.as_deref().map(Text::from),
        on_hand: place.on_hand,
        allocated: place.allocated,
        open_orders: place
            .open
            .iter()
            .map(|open| OpenOrder {
                po_number: open.po_number.as_str().into(),
                quantity: open.quantity,
                ordered_on: open.ordered_on,
                expected_on: open.expected_on,
            })
            .collect(),
        price: snapshot.price(place.sku),
        unit_cost: landed.as_ref().map(|landed| landed.total),
        freight: landed.as_ref().map_or(0.0, Landed::extra),
        quoted,
        moq: sku.moq.unwrap_or(1).max(1),
        pack_size: sku.pack_size.unwrap_or(1).max(1),
        review_days: terms
            .and_then(|terms| terms.review_days)
            .map(|days| days as f64),
        minimum: minimums.get(&(sku.id, location.id)).copied(),
        offers: prices.offers(snapshot, &snapshot.landing, place.sku, place.location),
        shelf_life_days,
        lots_end,
        unit_cbm,
        stocked_days_since_sale: stocked_since,
        ..Item::new(
            &sku.code,
            &location.code,
            demand,
            snapshot.lead_time(place.sku),
        )
    }
}
