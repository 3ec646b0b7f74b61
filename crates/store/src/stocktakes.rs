//! Counts by hand beside what the book said.

use domain::Day;
use sqlx::Row;

use crate::{Store, StoreError};

/// One line of a stocktake.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StocktakeLine {
    /// SKU's number.
    pub sku: i64,
    /// Location's number.
    pub location: i64,
    /// Morning of the count.
    pub counted_on: Day,
    /// Units counted.
    pub counted: i64,
    /// Units the book held on that morning, before the count put it right.
    pub book: i64,
}

impl Store {
    /// Lines of the stocktakes of a period, both days included. A count that opened the ledger has
    /// no book to be held against, and is left out.
    ///
    /// # Errors
    /// The database refuses.
    pub async fn stocktakes(&self, from: Day, to: Day) -> Result<Vec<StocktakeLine>, StoreError> {
        let rows = sqlx::query(
            "select t.sku_id, t.location_id, t.counted_on, t.counted,
                 t.counted - coalesce((
                     select sum(m.quantity) from stock_movement m
                     where m.sku_id = t.sku_id and m.location_id = t.location_id
                       and m.occurred_on = t.counted_on and m.kind = 'adjustment'
                       and m.kind in ('opening', 'receipt', 'transfer', 'adjustment', 'write_off')
                 ), 0)
             from stocktake t
             where t.counted_on between ? and ?
               and exists (select 1 from stock_count c where c.sku_id = t.sku_id
                               and c.location_id = t.location_id and c.as_of < t.counted_on)
             order by 1, 2, 3",
        )
        .bind(from.0)
        .bind(to.0)
        .fetch_all(&self.pool)
        .await?;
        Ok(rows
            .iter()
            .map(|row| StocktakeLine {
                sku: row.get(0),
                location: row.get(1),
                counted_on: Day(row.get(2)),
                counted: row.get(3),
                book: row.get(4),
            })
            .collect())
    }
}
