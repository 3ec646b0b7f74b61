//! Indicators of a period, by SKU, location, category, supplier or market.

use std::collections::{BTreeMap, HashMap};

use domain::Day;
use planning::metrics::{Columns, SellThrough, Totals, Turnover};

use crate::contract::metrics::{
    MetricsBy, MetricsReport, MetricsRequest, MetricsRow, MetricsTrend, TrendRequest,
};
use crate::snapshot::{Place, Snapshot};
use crate::{Engine, Failure, morning, service, slow};

/// Sums of one row.
#[derive(Clone, Debug, Default)]
struct Sums {
    lines: i64,
    sold: i64,
    returned: i64,
    revenue: f64,
    cost: f64,
    has_cost: bool,
    /// Revenue − cost of what has both; none where nothing has.
    margin: Option<f64>,
    slow_value: f64,
    stock: Totals,
    has_stock: bool,
    on_hand_end: i64,
    received: i64,
}

pub(crate) async fn report(
    engine: &Engine,
    request: MetricsRequest,
) -> Result<MetricsReport, Failure> {
    let (from, to) = (
        morning::plausible(request.from)?,
        morning::plausible(request.to)?,
    );
    if from > to {
        return Err(Failure::new("bad_period")
            .with("from", from.to_string())
            .with("to", to.to_string()));
    }
    let snapshot = Snapshot::load(engine, to + 1).await?;
    let mut sums = of_period(&snapshot, from, to, request.by);
    let total = sums.total;
    let definition = snapshot.values.text("sell_through_definition").to_owned();
    let through = SellThrough::from_word(&definition).unwrap_or_default();
    let with_stock = request.by != MetricsBy::Market;
    let mut rows: Vec<MetricsRow> = std::mem::take(&mut sums.rows)
        .into_iter()
        .map(|(key, sums)| {
            let name = (request.by == MetricsBy::Sku).then(|| {
                snapshot
                    .skus
                    .binary_search_by(|sku| sku.code.cmp(&key))
                    .map_or_else(|_| key.clone(), |at| snapshot.name(at))
            });
            MetricsRow {
                name,
                ..row_of(&snapshot, key, &sums, through, with_stock)
            }
        })
        .collect();
    rows.sort_by(|a, b| {
        let revenue = |row: &MetricsRow| row.revenue.parse::<f64>().unwrap_or(0.0);
        revenue(b)
            .total_cmp(&revenue(a))
            .then_with(|| a.key.cmp(&b.key))
    });
    let mut total = row_of(&snapshot, "total".to_owned(), &total, through, true);
    total.order_fill = service::order_fill(engine, &snapshot, from, to).await?;
    let counted = engine.store().stocktakes(from, to).await?;
    total.stock_accuracy = service::accuracy(&snapshot, &counted, |_, _| true);
    if with_stock && !counted.is_empty() {
        for row in &mut rows {
            row.stock_accuracy = service::accuracy(&snapshot, &counted, |sku, location| {
                key_of(&snapshot, request.by, sku, location, "") == row.key
            });
        }
    }
    Ok(MetricsReport {
        from,
        to,
        currency: snapshot.base.to_string(),
        sell_through_definition: definition,
        rows,
        total,
        missing_rates: sums.missing,
    })
}

/// Key of the row that a SKU at a location belongs to.
fn key_of(snapshot: &Snapshot, by: MetricsBy, sku: usize, location: usize, market: &str) -> String {
    match by {
        MetricsBy::Sku => snapshot.skus[sku].code.clone(),
        MetricsBy::Location => snapshot.locations[location].code.clone(),
        MetricsBy::Category => snapshot.skus[sku].category.clone().unwrap_or_default(),
        MetricsBy::Supplier => snapshot.skus[sku].supplier.clone().unwrap_or_default(),
        MetricsBy::Market => market.to_owned(),
    }
}

struct Period {
    rows: BTreeMap<String, Sums>,
    total: Sums,
    missing: Vec<String>,
}

fn of_period(snapshot: &Snapshot, from: Day, to: Day, by: MetricsBy) -> Period {
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
    let mut period = Period {
        rows: BTreeMap::new(),
        total: Sums::default(),
        missing: Vec::new(),
    };
    for row in snapshot
        .sales
        .by_market(from, to, &snapshot.rates, snapshot.base)
    {
        // Fees and corrections are no goods: they have no place here, and are in no indicator.
        let Some((sku, location)) = sku_at
            .get(&row.sku)
            .copied()
            .zip(location_at.get(&row.location).copied())
        else {
            continue;
        };
        let money = row.amount;
        if money.is_none()
            && let Some(code) = row.currency
            && !period.missing.iter().any(|known| known == code)
        {
            period.missing.push(code.to_owned());
        }
        let cost = snapshot.unit_cost(sku);
        let key = key_of(snapshot, by, sku, location, row.market);
        for sums in [period.rows.entry(key).or_default(), &mut period.total] {
            sums.lines += row.lines;
            sums.sold += row.sold;
            sums.returned += row.returned;
            sums.revenue += money.unwrap_or(0.0);
            if let Some(cost) = cost {
                sums.has_cost = true;
                let goods = cost * (row.sold - row.returned) as f64;
                sums.cost += goods;
                // Money without a rate is unknown, not nothing: it has no margin.
                if let Some(money) = money {
                    *sums.margin.get_or_insert(0.0) += money - goods;
                }
            }
        }
    }
    if by != MetricsBy::Market || !snapshot.places.is_empty() {
        let slow = slow::values(snapshot);
        for (place, slow) in snapshot.places.iter().zip(slow) {
            let totals = stock_of(snapshot, place, from, to);
            let Some((totals, end, received)) = totals else {
                continue;
            };
            let key = key_of(snapshot, by, place.sku, place.location, "");
            let row = (by != MetricsBy::Market).then(|| period.rows.entry(key).or_default());
            for sums in row.into_iter().chain([&mut period.total]) {
                sums.stock += totals;
                sums.has_stock = true;
                sums.slow_value += slow;
                sums.on_hand_end += end;
                sums.received += received;
            }
        }
    }
    period.missing.sort();
    period
}

/// Stock figures of a place over the days its ledger was open; money in ten-thousandths of base.
fn stock_of(snapshot: &Snapshot, place: &Place, from: Day, to: Day) -> Option<(Totals, i64, i64)> {
    let opened = place.opened?;
    let start = from.max(opened);
    if start > to {
        return None;
    }
    let range = usize::try_from(start.since(place.first)).ok()?
        ..usize::try_from(to.since(place.first)).ok()? + 1;
    let on_hand = place.on_hand_end.get(range.clone())?;
    let cost = snapshot.unit_cost(place.sku).unwrap_or(0.0);
    let minor = |units: i64| (cost * 10_000.0 * units.max(0) as f64).round() as i64;
    let value: Vec<i64> = on_hand.iter().map(|units| minor(*units)).collect();
    let sold = &place.sold[range.clone()];
    let goods: Vec<i64> = sold.iter().map(|units| minor(*units)).collect();
    let on_sale = vec![true; on_hand.len()];
    let opening = if range.start == 0 {
        on_hand[0] + sold[0]
    } else {
        place.on_hand_end[range.start - 1]
    };
    let mut totals = Totals::of(
        &Columns {
            units_sold: sold,
            cost_of_goods: &goods,
            on_hand,
            stock_value: &value,
            received: &place.received[range.clone()],
            on_sale: &on_sale,
            opening,
            ..Columns::default()
        },
        on_hand.len(),
    );
    // Means are over the whole period: a ledger opened later had no stock before.
    totals.days = i64::from(to.since(from)) + 1;
    let received = place.received[range].iter().sum();
    Some((totals, on_hand.last().copied().unwrap_or(0), received))
}

fn row_of(
    snapshot: &Snapshot,
    key: String,
    sums: &Sums,
    through: SellThrough,
    with_stock: bool,
) -> MetricsRow {
    let digits = snapshot.base.exponent() as usize;
    let text = |amount: f64| format!("{amount:.digits$}");
    let mut totals = sums.stock;
    // The cost of goods is that of what was sold and not taken back, as booked in sales.
    totals.units_sold = i128::from(sums.sold - sums.returned);
    totals.cost_of_goods = (sums.cost * 10_000.0).round() as i128;
    totals.slow_value = (sums.slow_value * 10_000.0).round() as i128;
    let stock =
        (with_stock && sums.has_stock).then(|| totals.indicators(through, Turnover::ByCost));
    let money = |value: Option<f64>| value.map(|minor| minor / 10_000.0);
    MetricsRow {
        key,
        name: None,
        order_lines: sums.lines,
        units_sold: sums.sold,
        units_returned: sums.returned,
        units_net: sums.sold - sums.returned,
        revenue: text(sums.revenue),
        cost_of_goods: sums.has_cost.then(|| text(sums.cost)),
        gross_margin: sums.margin.map(text),
        units_received: stock.map(|_| sums.received),
        on_hand_end: stock.map(|_| sums.on_hand_end),
        mean_stock_value: stock.and_then(|s| money(s.mean_stock_value)),
        end_stock_value: stock.map(|_| totals.ending_value as f64 / 10_000.0),
        turnover: stock.and_then(|s| s.turnover),
        days_of_inventory: stock.and_then(|s| s.days_of_inventory),
        sell_through_rate: stock.and_then(|s| s.sell_through),
        stockout_rate: stock.and_then(|s| s.stockout_rate),
        stockout_days: stock.map(|_| totals.days_out),
        dead_stock_share: stock.and_then(|s| s.dead_stock_share),
        active_sku_share: stock.and_then(|s| s.active_sku_share),
        gmroi: stock
            .and_then(|s| money(s.mean_stock_value))
            .zip(sums.margin)
            .and_then(|(value, margin)| (value > 0.0).then(|| margin / value)),
        order_fill: None,
        stock_accuracy: None,
    }
}

pub(crate) async fn trend(engine: &Engine, request: TrendRequest) -> Result<MetricsTrend, Failure> {
    let (from, to) = (
        morning::plausible(request.from)?,
        morning::plausible(request.to)?,
    );
    if from > to || !(1..=365).contains(&request.step_days) || to.since(from) > 3_660 {
        return Err(Failure::new("bad_period")
            .with("from", from.to_string())
            .with("to", to.to_string()));
    }
    let snapshot = Snapshot::load(engine, to + 1).await?;
    let step = i32::try_from(request.step_days).unwrap_or(7);
    let (mut days, mut points) = (Vec::new(), Vec::new());
    let mut end = to;
    while end >= from {
        let start = (end - (step - 1)).max(from);
        days.push(end);
        points.push(point(&snapshot, start, end));
        end = start - 1;
    }
    days.reverse();
    points.reverse();
    Ok(MetricsTrend {
        currency: snapshot.base.to_string(),
        days,
        points,
    })
}

/// The whole shop over a few days, from a snapshot taken later.
pub(crate) fn point(snapshot: &Snapshot, from: Day, to: Day) -> MetricsRow {
    let period = of_period(snapshot, from, to, MetricsBy::Location);
    let through = SellThrough::from_word(snapshot.values.text("sell_through_definition"));
    row_of(
        snapshot,
        to.to_string(),
        &period.total,
        through.unwrap_or_default(),
        true,
    )
}

/// Indicators of stock over a few days, from the snapshot alone.
pub(crate) fn stock_point(snapshot: &Snapshot, from: Day, to: Day) -> Option<StockPoint> {
    let mut sums = Totals::default();
    let mut any = false;
    for place in snapshot
        .places
        .iter()
        .filter(|place| place.opened.is_some())
    {
        if let Some((totals, _, _)) = stock_of(snapshot, place, from, to) {
            sums += totals;
            any = true;
        }
    }
    let through = SellThrough::from_word(snapshot.values.text("sell_through_definition"));
    any.then(|| StockPoint {
        value: sums.ending_value as f64 / 10_000.0,
        indicators: sums.indicators(through.unwrap_or_default(), Turnover::ByCost),
    })
}

/// See [`stock_point`].
pub(crate) struct StockPoint {
    /// Value of the stock at the end, base currency.
    pub value: f64,
    /// Indicators of the days.
    pub indicators: planning::metrics::Indicators,
}
