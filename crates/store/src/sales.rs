//! Reading sales and stock as the engine computes with them.

use std::collections::HashMap;

use domain::Day;
use sqlx::Row;

use crate::series_packed::unpack;
use crate::{SalesSeries, Store, StoreError};

/// Goods that came back, as a file of returns says.
#[derive(Clone, Debug)]
pub struct ReturnedGoods {
    /// SKU's number.
    pub sku: i64,
    /// Location's number.
    pub location: i64,
    /// Day they came back.
    pub returned_on: Day,
    /// Units.
    pub quantity: i64,
    /// Whether they can be sold again.
    pub resellable: bool,
    /// Country of the order they name; empty where unknown.
    pub market: String,
}

/// Movements of a SKU at a location on a day that no customer order or return caused.
#[derive(Clone, Copy, Debug)]
pub struct OtherMovement {
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
    /// Transfers and write-offs.
    pub other: i64,
}

impl Store {
    /// The order lines of every SKU and location, by SKU, then location.
    ///
    /// # Errors
    /// The database refuses, or a stored series cannot be read (`check` tells which).
    pub async fn sales_series(&self) -> Result<Vec<SalesSeries>, StoreError> {
        let rows = sqlx::query("select sku_id, location_id, lines from sales_series order by 1, 2")
            .fetch_all(&self.pool)
            .await?;
        rows.iter()
            .map(|row| {
                let (destinations, lines) = unpack(row.get::<&[u8], _>(2))?;
                Ok(SalesSeries {
                    sku: row.get(0),
                    location: row.get(1),
                    destinations,
                    lines,
                })
            })
            .collect()
    }

    /// All goods that came back, by day.
    ///
    /// # Errors
    /// The database refuses.
    pub async fn returned_goods(&self) -> Result<Vec<ReturnedGoods>, StoreError> {
        let rows = sqlx::query(
            "select r.sku_id, r.location_id, r.returned_on, r.quantity, r.resellable, coalesce((
                     select o.market from document od join order_line o on o.document_id = od.id
                     where od.ref = substr(rd.ref, 1, instr(rd.ref, char(31)) - 1)
                       and od.kind = 'order' limit 1), '')
             from return_line r join document rd on rd.id = r.document_id
             order by r.returned_on, r.document_id, r.line",
        )
        .fetch_all(&self.pool)
        .await?;
        Ok(rows
            .iter()
            .map(|row| ReturnedGoods {
                sku: row.get(0),
                location: row.get(1),
                returned_on: Day(row.get(2)),
                quantity: row.get(3),
                resellable: row.get::<i64, _>(4) != 0,
                market: row.get(5),
            })
            .collect())
    }

    /// The morning on which the ledger of a SKU at a location was opened: its first count up to
    /// `as_of`.
    ///
    /// # Errors
    /// The database refuses.
    pub async fn openings(&self, as_of: Day) -> Result<HashMap<(i64, i64), Day>, StoreError> {
        let rows = sqlx::query(
            "select sku_id, location_id, min(as_of) from stock_count where as_of <= ? group by 1, 2",
        )
        .bind(as_of.0)
        .fetch_all(&self.pool)
        .await?;
        Ok(rows
            .iter()
            .map(|row| ((row.get(0), row.get(1)), Day(row.get(2))))
            .collect())
    }

    /// Movements that no customer order or return caused, summed by SKU, location and day.
    ///
    /// # Errors
    /// The database refuses.
    pub async fn other_movements(&self) -> Result<Vec<OtherMovement>, StoreError> {
        let rows = sqlx::query(
            "select sku_id, location_id, occurred_on,
                 sum(case when kind in ('opening', 'adjustment') then quantity else 0 end),
                 sum(case when kind = 'receipt' then quantity else 0 end),
                 sum(case when kind in ('transfer', 'write_off') then quantity else 0 end)
             from stock_movement indexed by stock_movement_beside_sales
             where kind <> 'sale' and kind <> 'return'
             group by 1, 2, 3 order by 1, 2, 3",
        )
        .fetch_all(&self.pool)
        .await?;
        Ok(rows
            .iter()
            .map(|row| OtherMovement {
                sku: row.get(0),
                location: row.get(1),
                day: Day(row.get(2)),
                counted: row.get(3),
                received: row.get(4),
                other: row.get(5),
            })
            .collect())
    }
}
