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
    /// Units ordered.
    pub quantity: i64,
    /// What a unit cost, minor units of `currency`.
    pub cost_minor: Option<i64>,
    /// Currency of it.
    pub currency: Option<String>,
}

/// Orders of a period.
#[derive(Clone, Copy, Debug, Default)]
pub struct OrderCounts {
    /// Orders.
    pub orders: i64,
    /// Orders with every line shipped, and every line covered by stock on the day of its order.
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
            "select (select min(first_on) from sales_series), (select max(last_on) from sales_series),
                 (select min(as_of) from stock_count), (select max(as_of) from stock_count),
                 (select min(ordered_on) from purchase_line),
                 (select count(*) from sku where batch_id is not null and is_fee = 0),
                 (select count(*) from document d where d.kind = 'order'
                      and exists (select 1 from order_line l where l.document_id = d.id))",
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

    /// Days that a stock history file speaks of, before `as_of`.
    ///
    /// # Errors
    /// The database refuses.
    pub async fn stock_flags(&self, as_of: Day) -> Result<Vec<StockFlag>> {
        let rows = sqlx::query(
            "select sku_id, location_id, day, coalesce(in_stock, on_hand > 0) from stock_history
             where day < ? and coalesce(in_stock, on_hand) is not null order by 1, 2, 3",
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

    /// Purchase order lines open on the morning of `as_of`.
    ///
    /// # Errors
    /// The database refuses.
    pub async fn open_purchases(&self, as_of: Day) -> Result<Vec<OpenPurchase>> {
        let received = crate::ordering::RECEIVED;
        let rows = sqlx::query(sqlx::AssertSqlSafe(format!(
            "select d.ref, p.sku_id, p.location_id, p.supplier, p.quantity - {received} as rest,
                 p.ordered_on, p.expected_on, p.transport
             from purchase_line p join document d on d.id = p.document_id
             where p.ordered_on < ?1 and rest > 0 order by p.ordered_on, d.ref"
        )))
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

    /// Purchase order lines received before `as_of`. One that came in parts counts once all of it
    /// is there, on the mean day of its units.
    ///
    /// # Errors
    /// The database refuses.
    pub async fn purchases_seen(&self, as_of: Day) -> Result<Vec<PurchaseSeen>> {
        let rows = sqlx::query(
            "select d.ref, p.sku_id, p.supplier, p.transport, p.ordered_on,
                 coalesce(p.received_on, r.received_on) as received, p.quantity, p.cost_minor,
                 p.currency
             from purchase_line p join document d on d.id = p.document_id
             left join (
                 select purchase_id, sku_id, location_id, sum(quantity) as units,
                     cast(round(sum(1.0 * quantity * received_on) / sum(quantity)) as integer)
                         as received_on
                 from receipt_line where received_on < ?1 group by 1, 2, 3) r
               on r.purchase_id = p.document_id and r.sku_id = p.sku_id
                 and r.location_id = p.location_id and r.units >= p.quantity
             where received < ?1 and received >= p.ordered_on order by received, d.ref",
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
                quantity: row.get(6),
                cost_minor: row.get(7),
                currency: row.get(8),
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

    /// Orders of a period and how many of them were shipped whole from stock. `short` lists SKU,
    /// location and day on which more was promised than there was.
    ///
    /// # Errors
    /// The database refuses.
    pub async fn order_counts(
        &self,
        from: Day,
        to: Day,
        short: &[(i64, i64, Day)],
    ) -> Result<OrderCounts> {
        let short: Vec<(i64, i64, i32)> = short.iter().map(|(s, l, day)| (*s, *l, day.0)).collect();
        let short = serde_json::to_string(&short)
            .map_err(|error| StoreError::Database(error.to_string()))?;
        let row = sqlx::query(
            "with short (sku_id, location_id, day) as materialized (
                 select value ->> 0, value ->> 1, value ->> 2 from json_each(?3))
             select count(*), coalesce(sum(whole), 0) from (
                 select min(coalesce(l.status, 'shipped') in ('shipped', 'refunded')
                            and s.day is null) as whole
                 from order_line l left join short s on s.sku_id = l.sku_id
                     and s.location_id = l.location_id and s.day = l.ordered_on
                 where l.ordered_on between ?1 and ?2 and l.quantity > 0
                   and coalesce(l.status, '') <> 'cancelled'
                 group by l.document_id)",
        )
        .bind(from.0)
        .bind(to.0)
        .bind(short)
        .fetch_one(&self.pool)
        .await?;
        Ok(OrderCounts {
            orders: row.get(0),
            shipped_whole: row.get(1),
        })
    }
}
