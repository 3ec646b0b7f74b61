//! Reading what the engine computes with, as it was known on a morning.

use domain::Day;
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use crate::{Store, StoreError};

/// What a workspace holds.
#[derive(Clone, Copy, Debug, Default)]
pub struct Extent {
    /// First day with an order, count or purchase.
    pub first: Option<Day>,
    /// Last day with an order.
    pub last_order: Option<Day>,
    /// Last morning with a count.
    pub last_count: Option<Day>,
    /// SKUs described by a file.
    pub skus: u64,
    /// Customer orders.
    pub orders: u64,
}

/// Sales of a SKU at a location on a day; cancelled lines and fees left out.
#[derive(Clone, Copy, Debug)]
pub struct SalesDay {
    /// SKU's number.
    pub sku: i64,
    /// Location's number.
    pub location: i64,
    /// The day.
    pub day: Day,
    /// Units of its lines.
    pub units: i64,
    /// Units of its largest line.
    pub largest: i64,
    /// Units that credit lines of the day take back.
    pub taken_back: i64,
}

/// Sales of a SKU at a location to a market over a period, in one currency at one dated rate.
#[derive(Clone, Debug)]
pub struct MarketSales {
    /// SKU's number.
    pub sku: i64,
    /// Location's number.
    pub location: i64,
    /// Country; empty where unknown.
    pub market: String,
    /// Currency; none = the workspace's base.
    pub currency: Option<String>,
    /// Day of the rate that holds; none where it is base currency or no rate is there.
    pub rate_day: Option<Day>,
    /// Order lines.
    pub lines: i64,
    /// Units sold.
    pub sold: i64,
    /// Units taken back by credit lines and returns.
    pub returned: i64,
    /// Net amount, minor units.
    pub amount: i64,
    /// Whether the goods are a fee or a correction.
    pub is_fee: bool,
}

/// What moved on a day at a SKU and location whose ledger is open.
#[derive(Clone, Copy, Debug)]
pub struct StockDay {
    /// SKU's number.
    pub sku: i64,
    /// Location's number.
    pub location: i64,
    /// The day.
    pub day: Day,
    /// Change by counts, on its morning.
    pub counted: i64,
    /// Received from suppliers.
    pub received: i64,
    /// Sold: negative.
    pub sold: i64,
    /// Everything else: returns, transfers, write-offs.
    pub other: i64,
}

/// What a stock history file says of a day.
#[derive(Clone, Copy, Debug)]
pub struct StockFlag {
    /// SKU's number.
    pub sku: i64,
    /// Location's number.
    pub location: i64,
    /// The day.
    pub day: Day,
    /// Whether it kept stock to its end.
    pub in_stock: bool,
}

/// A purchase order line not wholly received.
#[derive(Clone, Debug)]
pub struct OpenPurchase {
    /// Purchase order number.
    pub po_number: String,
    /// SKU's number.
    pub sku: i64,
    /// Location's number.
    pub location: i64,
    /// Supplier.
    pub supplier: Option<String>,
    /// Units still to come.
    pub quantity: i64,
    /// Day ordered.
    pub ordered_on: Day,
    /// Day promised.
    pub expected_on: Option<Day>,
    /// How it travels.
    pub transport: Option<String>,
}

/// A purchase order line received: a lead time seen.
#[derive(Clone, Debug)]
pub struct PurchaseSeen {
    /// Purchase order number.
    pub po_number: String,
    /// SKU's number.
    pub sku: i64,
    /// Supplier.
    pub supplier: Option<String>,
    /// How it travelled.
    pub transport: Option<String>,
    /// Day ordered.
    pub ordered_on: Day,
    /// Day received.
    pub received_on: Day,
}

/// Orders of a period.
#[derive(Clone, Copy, Debug, Default)]
pub struct OrderCounts {
    /// Orders.
    pub orders: i64,
    /// Orders with every line shipped.
    pub shipped_whole: i64,
}

/// A movement of one SKU.
#[derive(Clone, Debug)]
pub struct MovementRow {
    /// Day.
    pub day: Day,
    /// Kind.
    pub kind: String,
    /// Signed units.
    pub quantity: i64,
    /// Location's number.
    pub location: i64,
    /// Document it came from.
    pub source: String,
    /// Batch that booked it.
    pub batch: i64,
    /// Takes back an earlier one.
    pub reverses: bool,
    /// Taken back by a later one.
    pub reversed: bool,
}

pub(crate) type Result<T> = std::result::Result<T, StoreError>;

pub(crate) fn day(row: &SqliteRow, index: usize) -> Option<Day> {
    row.get::<Option<i32>, _>(index).map(Day)
}

impl Store {
    /// What the workspace holds.
    ///
    /// # Errors
    /// The database refuses.
    pub async fn extent(&self) -> Result<Extent> {
        let row = sqlx::query(
            "select (select min(ordered_on) from order_line), (select max(ordered_on) from order_line),
                 (select min(as_of) from stock_count), (select max(as_of) from stock_count),
                 (select min(ordered_on) from purchase_line),
                 (select count(*) from sku where batch_id is not null and is_fee = 0),
                 (select count(distinct document_id) from order_line)",
        )
        .fetch_one(&self.pool)
        .await?;
        let whole = |index: usize| u64::try_from(row.get::<i64, _>(index)).unwrap_or(0);
        Ok(Extent {
            first: [day(&row, 0), day(&row, 2), day(&row, 4)]
                .into_iter()
                .flatten()
                .min(),
            last_order: day(&row, 1),
            last_count: day(&row, 3),
            skus: whole(5),
            orders: whole(6),
        })
    }

    /// Sales by SKU, location and day, for orders placed before `as_of`; in that order.
    ///
    /// # Errors
    /// The database refuses.
    pub async fn sales_days(&self, as_of: Day) -> Result<Vec<SalesDay>> {
        let rows = sqlx::query(
            "select l.sku_id, l.location_id, l.ordered_on,
                 sum(max(l.quantity, 0)), max(max(l.quantity, 0)), -sum(min(l.quantity, 0))
             from order_line l
             where l.ordered_on < ? and coalesce(l.status, '') <> 'cancelled'
               and l.sku_id in (select id from sku where is_fee = 0)
             group by 1, 2, 3 order by 1, 2, 3",
        )
        .bind(as_of.0)
        .fetch_all(&self.pool)
        .await?;
        Ok(rows
            .iter()
            .map(|row| SalesDay {
                sku: row.get(0),
                location: row.get(1),
                day: Day(row.get(2)),
                units: row.get(3),
                largest: row.get(4),
                taken_back: row.get(5),
            })
            .collect())
    }

    /// Sales of a period, both days included, by SKU, location, market and currency.
    ///
    /// # Errors
    /// The database refuses.
    pub async fn market_sales(&self, from: Day, to: Day, base: &str) -> Result<Vec<MarketSales>> {
        let rows = sqlx::query(
            "select l.sku_id, l.location_id, coalesce(l.market, ''), l.currency,
                 case when l.currency is null or l.currency = ?3 then null
                      else (select max(r.day) from exchange_rate r
                            where r.currency = l.currency and r.day <= l.ordered_on) end as rate_day,
                 count(*), sum(max(l.quantity, 0)), -sum(min(l.quantity, 0)),
                 sum(l.quantity * coalesce(l.price_minor, 0)
                     - coalesce(l.discount_minor, 0)), s.is_fee
             from order_line l join sku s on s.id = l.sku_id
             where l.ordered_on between ?1 and ?2 and coalesce(l.status, '') <> 'cancelled'
             group by 1, 2, 3, 4, 5
             union all
             select r.sku_id, r.location_id, coalesce((
                     select o.market from document rd join document od
                         on od.kind = 'order' and od.ref = substr(rd.ref, 1, instr(rd.ref, char(31)) - 1)
                     join order_line o on o.document_id = od.id where rd.id = r.document_id limit 1), ''),
                 null, null, 0, 0, r.quantity, 0, 0
             from return_line r where r.returned_on between ?1 and ?2",
        )
        .bind(from.0)
        .bind(to.0)
        .bind(base.to_owned())
        .fetch_all(&self.pool)
        .await?;
        Ok(rows
            .iter()
            .map(|row| MarketSales {
                sku: row.get(0),
                location: row.get(1),
                market: row.get(2),
                currency: row.get(3),
                rate_day: day(row, 4),
                lines: row.get(5),
                sold: row.get(6),
                returned: row.get(7),
                amount: row.get(8),
                is_fee: row.get::<i64, _>(9) != 0,
            })
            .collect())
    }

    /// Movements by SKU, location and day since each ledger was opened, as known on the morning of
    /// `as_of`: movements before it, counts up to and on it.
    ///
    /// # Errors
    /// The database refuses.
    pub async fn stock_days(&self, as_of: Day) -> Result<Vec<StockDay>> {
        let rows = sqlx::query(
            "select m.sku_id, m.location_id, m.occurred_on,
                 sum(case when m.kind in ('opening', 'adjustment') then m.quantity else 0 end),
                 sum(case when m.kind = 'receipt' then m.quantity else 0 end),
                 sum(case when m.kind = 'sale' then m.quantity else 0 end),
                 sum(case when m.kind in ('return', 'transfer', 'write_off')
                          then m.quantity else 0 end)
             from (select sku_id, location_id, min(as_of) as opened from stock_count
                   where as_of <= ?1 group by 1, 2) o
             join stock_movement m using (sku_id, location_id)
             where m.occurred_on >= o.opened
               and (m.occurred_on < ?1
                    or (m.occurred_on = ?1 and m.kind in ('opening', 'adjustment')))
             group by 1, 2, 3 order by 1, 2, 3",
        )
        .bind(as_of.0)
        .fetch_all(&self.pool)
        .await?;
        Ok(rows
            .iter()
            .map(|row| StockDay {
                sku: row.get(0),
                location: row.get(1),
                day: Day(row.get(2)),
                counted: row.get(3),
                received: row.get(4),
                sold: row.get(5),
                other: row.get(6),
            })
            .collect())
    }

    /// Days that a stock history file speaks of, before `as_of`.
    ///
    /// # Errors
    /// The database refuses.
    pub async fn stock_flags(&self, as_of: Day) -> Result<Vec<StockFlag>> {
        let rows = sqlx::query(
            "select sku_id, location_id, day, coalesce(in_stock, on_hand > 0) from stock_history
             where day < ? and coalesce(in_stock, on_hand) is not null",
        )
        .bind(as_of.0)
        .fetch_all(&self.pool)
        .await?;
        Ok(rows
            .iter()
            .map(|row| StockFlag {
                sku: row.get(0),
                location: row.get(1),
                day: Day(row.get(2)),
                in_stock: row.get::<i64, _>(3) != 0,
            })
            .collect())
    }

    /// Units sold before `as_of` and not shipped by then: SKU, location, units.
    ///
    /// # Errors
    /// The database refuses.
    pub async fn allocated(&self, as_of: Day) -> Result<Vec<(i64, i64, i64)>> {
        let rows = sqlx::query(
            "select sku_id, location_id, sum(quantity) from order_line
             where ordered_on < ?1 and quantity > 0
               and ((status = 'open' and shipped_on is null)
                    or (shipped_on >= ?1 and coalesce(status, '') <> 'cancelled'))
             group by 1, 2",
        )
        .bind(as_of.0)
        .fetch_all(&self.pool)
        .await?;
        Ok(rows
            .iter()
            .map(|row| (row.get(0), row.get(1), row.get(2)))
            .collect())
    }

    /// Purchase order lines open on the morning of `as_of`.
    ///
    /// # Errors
    /// The database refuses.
    pub async fn open_purchases(&self, as_of: Day) -> Result<Vec<OpenPurchase>> {
        let rows = sqlx::query(
            "select d.ref, p.sku_id, p.location_id, p.supplier,
                 p.quantity - case when p.received_on < ?1
                     then coalesce(p.received_quantity, p.quantity) else 0 end as rest,
                 p.ordered_on, p.expected_on, p.transport
             from purchase_line p join document d on d.id = p.document_id
             where p.ordered_on < ?1 and rest > 0 order by p.ordered_on, d.ref",
        )
        .bind(as_of.0)
        .fetch_all(&self.pool)
        .await?;
        Ok(rows
            .iter()
            .map(|row| OpenPurchase {
                po_number: row.get(0),
                sku: row.get(1),
                location: row.get(2),
                supplier: row.get(3),
                quantity: row.get(4),
                ordered_on: Day(row.get(5)),
                expected_on: day(row, 6),
                transport: row.get(7),
            })
            .collect())
    }

    /// Purchase order lines received before `as_of`.
    ///
    /// # Errors
    /// The database refuses.
    pub async fn purchases_seen(&self, as_of: Day) -> Result<Vec<PurchaseSeen>> {
        let rows = sqlx::query(
            "select d.ref, p.sku_id, p.supplier, p.transport, p.ordered_on, p.received_on
             from purchase_line p join document d on d.id = p.document_id
             where p.received_on < ? and p.received_on >= p.ordered_on order by p.received_on, d.ref",
        )
        .bind(as_of.0)
        .fetch_all(&self.pool)
        .await?;
        Ok(rows
            .iter()
            .map(|row| PurchaseSeen {
                po_number: row.get(0),
                sku: row.get(1),
                supplier: row.get(2),
                transport: row.get(3),
                ordered_on: Day(row.get(4)),
                received_on: Day(row.get(5)),
            })
            .collect())
    }

    /// Every movement of a SKU, oldest first.
    ///
    /// # Errors
    /// The database refuses.
    pub async fn movements(&self, sku: i64) -> Result<Vec<MovementRow>> {
        let rows = sqlx::query(
            "select m.occurred_on, m.kind, m.quantity, m.location_id, d.ref, m.batch_id,
                 m.reverses is not null,
                 exists (select 1 from stock_movement r where r.reverses = m.id)
             from stock_movement m join document d on d.id = m.document_id
             where m.sku_id = ?
             order by m.occurred_on, m.kind not in ('opening', 'adjustment'), m.id",
        )
        .bind(sku)
        .fetch_all(&self.pool)
        .await?;
        Ok(rows
            .iter()
            .map(|row| MovementRow {
                day: Day(row.get(0)),
                kind: row.get(1),
                quantity: row.get(2),
                location: row.get(3),
                source: row.get(4),
                batch: row.get(5),
                reverses: row.get::<i64, _>(6) != 0,
                reversed: row.get::<i64, _>(7) != 0,
            })
            .collect())
    }

    /// Orders of a period and how many of them were shipped whole.
    ///
    /// # Errors
    /// The database refuses.
    pub async fn order_counts(&self, from: Day, to: Day) -> Result<OrderCounts> {
        let row = sqlx::query(
            "select count(*), coalesce(sum(whole), 0) from (
                 select min(coalesce(status, 'shipped') in ('shipped', 'refunded')) as whole
                 from order_line where ordered_on between ? and ? and quantity > 0
                   and coalesce(status, '') <> 'cancelled'
                 group by document_id)",
        )
        .bind(from.0)
        .bind(to.0)
        .fetch_one(&self.pool)
        .await?;
        Ok(OrderCounts {
            orders: row.get(0),
            shipped_whole: row.get(1),
        })
    }
}
