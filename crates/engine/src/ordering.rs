//! From a plan to goods: mark as ordered, receive.
//!
//! An order becomes purchase order lines as an import would write them, a receipt becomes a
//! movement of its own day; each is a batch, so that undo takes it back like any file.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use domain::record::{PurchaseOrderLine, Records};
use domain::{Currency, Day, Money, Transport};
use store::{BatchRow, GoodsReceived, Import, NewBatch, PurchaseState};

use crate::contract::ordering::{
    OpenOrder, OpenOrderLine, OpenOrders, OrderRequest, Ordered, PlacedOrder, ReceiveRequest,
    Received,
};
use crate::contract::overview::AsOfRequest;
use crate::contract::plan::Plan;
use crate::plan::{self, Planned};
use crate::settings::Values;
use crate::snapshot::Snapshot;
use crate::versions::{FrozenLine, standing, version};
use crate::{Engine, Failure, clock, morning};

/// System of batches that the app itself made.
const SYSTEM: &str = "tidestock";
/// Most units of a line.
const MOST_UNITS: i64 = 1_000_000_000;

/// Number of the purchase order of a supplier and currency: its place among all that the catalogue
/// knows, so that the workbook and the order placed carry the same one, whatever else is bought.
pub(crate) fn po_number(snapshot: &Snapshot, supplier: &str, currency: &str) -> String {
    let base = snapshot.base.to_string();
    let known: BTreeSet<(&str, &str)> = snapshot
        .skus
        .iter()
        .map(|sku| {
            (
                sku.supplier.as_deref().unwrap_or_default(),
                sku.cost_currency.as_deref().unwrap_or(&base),
            )
        })
        .collect();
    let day = snapshot.as_of.to_string().replace('-', "");
    match known.iter().position(|pair| *pair == (supplier, currency)) {
        Some(at) => format!("PO-{day}-{:02}", at + 1),
        // A supplier that no SKU names comes from an offer: its letters tell it apart.
        None => {
            let letters: String = supplier.chars().filter(|c| c.is_alphanumeric()).collect();
            format!("PO-{day}-{}-{currency}", letters)
        }
    }
}

/// What the number of an order by the quicker way ends with, where an order is split.
const QUICK: &str = "-Q";

/// SKU, location and whether it is the quicker part of a split order.
type Key = (String, String, bool);

/// Units on purchase orders dated the plan's morning.
async fn ordered_on(engine: &Engine, snapshot: &Snapshot) -> Result<HashMap<Key, i64>, Failure> {
    let states = engine.store().purchase_states(snapshot.as_of + 1).await?;
    let mut ordered = HashMap::new();
    for state in states
        .into_iter()
        .filter(|s| s.ordered_on == snapshot.as_of)
    {
        let sku = snapshot.skus.iter().find(|row| row.id == state.sku);
        let location = snapshot
            .locations
            .iter()
            .find(|row| row.id == state.location);
        if let Some((sku, location)) = sku.zip(location) {
            let quick = state.po_number.ends_with(QUICK);
            let key = (sku.code.clone(), location.code.clone(), quick);
            *ordered.entry(key).or_insert(0) += state.quantity;
        }
    }
    Ok(ordered)
}

/// Tells which lines of the plan were ordered on its morning already.
pub(crate) async fn mark(
    engine: &Engine,
    planned: &Planned,
    plan: &mut Plan,
) -> Result<(), Failure> {
    let ordered = ordered_on(engine, &planned.snapshot).await?;
    for line in &mut plan.lines {
        let key = (line.sku.clone(), line.location.clone(), line.quick);
        line.ordered = ordered.get(&key).copied().unwrap_or(0);
    }
    Ok(())
}

/// Starts a batch that the app makes itself.
pub(crate) async fn begin(
    engine: &Engine,
    store: &store::Store,
    kind: &str,
    title: &str,
) -> Result<(Import, i64), Failure> {
    let values = Values::read(engine).await?;
    let mut salt = [0_u8; 16];
    getrandom::fill(&mut salt).map_err(|_| Failure::new("no_random"))?;
    let today = clock::today(&values.zone());
    let mut import = store
        .begin_import(today, values.base_currency(), salt)
        .await?;
    let batch = import
        .add_batch(&NewBatch {
            file: title.to_owned(),
            system: SYSTEM.to_owned(),
            kind: kind.to_owned(),
            imported_at: clock::now(),
            columns: "[]".to_owned(),
            ..NewBatch::default()
        })
        .await?;
    Ok((import, batch))
}

pub(crate) async fn finish(mut import: Import, batch: i64, rows: usize) -> Result<(), Failure> {
    let rows = u64::try_from(rows).unwrap_or(u64::MAX);
    import
        .finish_batch(&BatchRow {
            id: batch,
            rows,
            accepted: rows,
            problems: "[]".to_owned(),
            notes: "[]".to_owned(),
            ..BatchRow::default()
        })
        .await?;
    Ok(import.commit(&clock::now()).await?)
}

pub(crate) async fn order(engine: &Engine, request: OrderRequest) -> Result<Ordered, Failure> {
    let (row, frozen, planned) = match request.version {
        None => standing(engine, request.as_of, request.budget.as_deref()).await?,
        Some(number) => {
            let (row, frozen) = version(engine, number).await?;
            let planned = plan::make(engine, Some(row.as_of), None).await?;
            (row, frozen, planned)
        }
    };
    let as_of = row.as_of;
    let snapshot = &planned.snapshot;
    let known = ordered_on(engine, snapshot).await?;
    let is_ordered = |line: &FrozenLine| {
        known.contains_key(&(line.sku.clone(), line.location.clone(), line.quick))
    };
    let wanted: Vec<&FrozenLine> = frozen
        .lines
        .iter()
        .filter(|line| {
            let chosen = request.supplier.as_ref();
            line.quantity > 0 && chosen.is_none_or(|name| *name == line.supplier)
        })
        .collect();
    if wanted.is_empty() {
        return Err(Failure::new("plan_empty"));
    }
    let fresh: Vec<&FrozenLine> = wanted
        .into_iter()
        .filter(|line| !is_ordered(line))
        .collect();
    if fresh.is_empty() {
        return Err(Failure::new("already_ordered").with("as_of", as_of.to_string()));
    }
    let base = snapshot.base.to_string();
    let mut parts: BTreeMap<(&str, &str, bool), Vec<&FrozenLine>> = BTreeMap::new();
    for line in fresh {
        let currency = line.currency.as_deref().unwrap_or(&base);
        parts
            .entry((&line.supplier, currency, line.quick))
            .or_default()
            .push(line);
    }
    let (mut orders, mut rows) = (Vec::new(), Vec::new());
    for ((supplier, currency, quick), lines) in parts {
        let mut number = po_number(snapshot, supplier, currency);
        if quick {
            number.push_str(QUICK);
        }
        rows.extend(lines.iter().map(|line| purchase(&number, as_of, line)));
        orders.push(placed(number, supplier, currency, &lines));
    }
    let numbers: Vec<&str> = orders
        .iter()
        .map(|order| order.po_number.as_str())
        .collect();
    let store = engine.store();
    let (mut import, batch) = begin(engine, &store, "purchase_orders", &numbers.join(", ")).await?;
    let count = rows.len();
    import
        .write(batch, "", Records::PurchaseOrders(rows))
        .await?;
    finish(import, batch, count).await?;
    Ok(Ordered { batch, orders })
}

fn purchase(number: &str, as_of: Day, line: &FrozenLine) -> PurchaseOrderLine {
    let price = line.price();
    PurchaseOrderLine {
        row: 0,
        po_number: number.into(),
        sku: line.sku.as_str().into(),
        quantity: line.quantity,
        ordered_on: as_of,
        supplier: Some(line.supplier.as_str())
            .filter(|name| !name.is_empty())
            .map(Into::into),
        location: Some(line.location.as_str().into()),
        unit_cost: price.map(|price| price.price),
        currency: price.map(|price| price.currency),
        expected_on: Some(line.expected_on),
        received_on: None,
        received_quantity: None,
        transport: line.transport.as_deref().and_then(Transport::from_word),
        receipts: None,
    }
}

fn placed(number: String, supplier: &str, code: &str, lines: &[&FrozenLine]) -> PlacedOrder {
    let amount = code.parse::<Currency>().ok().and_then(|currency| {
        let minor = lines.iter().try_fold(0_i64, |sum, line| {
            sum.checked_add(line.price()?.times(line.quantity)?.minor)
        })?;
        Some(Money { minor, currency }.to_string())
    });
    PlacedOrder {
        po_number: number,
        supplier: supplier.to_owned(),
        lines: u32::try_from(lines.len()).unwrap_or(u32::MAX),
        units: lines.iter().map(|line| line.quantity).sum(),
        amount,
        currency: code.to_owned(),
    }
}

pub(crate) async fn open_orders(
    engine: &Engine,
    request: AsOfRequest,
) -> Result<OpenOrders, Failure> {
    let as_of = morning::of(engine, request.as_of).await?;
    let store = engine.store();
    // What happened on the day itself counts: an order placed this morning is under way.
    let states = store.purchase_states(as_of + 1).await?;
    let names: HashMap<i64, (String, Option<String>)> = store
        .skus()
        .await?
        .into_iter()
        .map(|row| (row.id, (row.code, row.name)))
        .collect();
    let locations: HashMap<i64, String> = store
        .locations()
        .await?
        .into_iter()
        .map(|row| (row.id, row.code))
        .collect();
    let mut orders: BTreeMap<String, OpenOrder> = BTreeMap::new();
    for state in states {
        let Some((sku, name)) = names.get(&state.sku) else {
            continue;
        };
        let rest = (state.quantity - state.received).max(0);
        let order = orders
            .entry(state.po_number.clone())
            .or_insert_with(|| OpenOrder {
                po_number: state.po_number.clone(),
                supplier: state.supplier.clone().unwrap_or_default(),
                ordered_on: state.ordered_on,
                expected_on: None,
                days_late: 0,
                rest: 0,
                lines: Vec::new(),
            });
        if rest > 0 {
            order.expected_on = order.expected_on.max(state.expected_on);
            order.rest += rest;
        }
        order.lines.push(OpenOrderLine {
            sku: sku.clone(),
            name: name.clone().unwrap_or_else(|| sku.clone()),
            location: locations.get(&state.location).cloned().unwrap_or_default(),
            ordered: state.quantity,
            received: state.received,
            rest,
        });
    }
    let mut orders: Vec<OpenOrder> = orders
        .into_values()
        .filter(|order| order.rest > 0)
        .map(|mut order| {
            let late = order.expected_on.map_or(0, |day| as_of.since(day));
            order.days_late = u32::try_from(late).unwrap_or(0);
            order
        })
        .collect();
    orders.sort_by_key(|order| (order.expected_on.is_none(), order.expected_on));
    Ok(OpenOrders { as_of, orders })
}

pub(crate) async fn receive(engine: &Engine, request: ReceiveRequest) -> Result<Received, Failure> {
    let received_on = morning::of(engine, request.received_on).await?;
    let store = engine.store();
    let states: Vec<PurchaseState> = store
        .purchase_states(Day::LATEST)
        .await?
        .into_iter()
        .filter(|state| state.po_number == request.po_number)
        .collect();
    let po = request.po_number.as_str();
    let Some(ordered_on) = states.iter().map(|state| state.ordered_on).min() else {
        return Err(Failure::new("no_such_purchase_order").with("po_number", po));
    };
    if received_on < ordered_on {
        return Err(Failure::new("received_before_ordered")
            .with("po_number", po)
            .with("ordered_on", ordered_on.to_string()));
    }
    // A file that speaks of a later day has spoken of this one too.
    if let Some(told) = states.iter().filter_map(|state| state.told_until).max()
        && received_on <= told
    {
        return Err(Failure::new("received_by_file")
            .with("po_number", po)
            .with("told_until", told.to_string()));
    }
    let rest = |state: &PurchaseState| (state.quantity - state.received).max(0);
    let goods = if request.lines.is_empty() {
        states
            .iter()
            .filter(|state| rest(state) > 0)
            .map(|state| GoodsReceived {
                sku: state.sku,
                location: state.location,
                quantity: rest(state),
            })
            .collect()
    } else {
        named_goods(&store, &request, &states).await?
    };
    if goods.is_empty() {
        return Err(Failure::new("nothing_to_receive").with("po_number", po));
    }
    let units: i64 = goods.iter().map(|row: &GoodsReceived| row.quantity).sum();
    let left: i64 = states
        .iter()
        .map(|state| {
            let came = goods
                .iter()
                .find(|row| (row.sku, row.location) == (state.sku, state.location))
                .map_or(0, |row| row.quantity);
            (rest(state) - came).max(0)
        })
        .sum();
    let (mut import, batch) = begin(engine, &store, "receipts", po).await?;
    import.receive(batch, po, received_on, &goods).await?;
    finish(import, batch, goods.len()).await?;
    Ok(Received {
        batch,
        po_number: request.po_number,
        received_on,
        units,
        rest: left,
    })
}

/// The lines of a receipt, each one of the purchase order and still open by its own file.
async fn named_goods(
    store: &store::Store,
    request: &ReceiveRequest,
    states: &[PurchaseState],
) -> Result<Vec<GoodsReceived>, Failure> {
    let (skus, locations) = (store.skus().await?, store.locations().await?);
    let mut goods: Vec<GoodsReceived> = Vec::new();
    for line in &request.lines {
        if !(1..=MOST_UNITS).contains(&line.quantity) {
            return Err(Failure::new("bad_quantity").with("value", line.quantity));
        }
        let unknown = || {
            Failure::new("not_on_purchase_order")
                .with("po_number", request.po_number.as_str())
                .with("sku", line.sku.as_str())
                .with("location", line.location.as_str())
        };
        let sku = skus.iter().find(|row| row.code == line.sku);
        let location = locations.iter().find(|row| row.code == line.location);
        let (sku, location) = sku.zip(location).ok_or_else(unknown)?;
        let key = (sku.id, location.id);
        if !states
            .iter()
            .any(|state| (state.sku, state.location) == key)
        {
            return Err(unknown());
        }
        match goods.iter_mut().find(|row| (row.sku, row.location) == key) {
            Some(row) => row.quantity += line.quantity,
            None => goods.push(GoodsReceived {
                sku: key.0,
                location: key.1,
                quantity: line.quantity,
            }),
        }
    }
    Ok(goods)
}
