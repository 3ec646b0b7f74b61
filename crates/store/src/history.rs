//! What was in stock on past days: a row a day of every SKU and location, so many of them.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use domain::record::StockHistory;
use serde_json::Value;
use sqlx::{QueryBuilder, Row};

use crate::row::{Change, put};
use crate::write::Import;
use crate::{StoreError, Written};

/// Rows of one statement.
const BLOCK: usize = 1_000;

/// SKU's number, location's number, day.
type Key = (i64, i64, i32);
/// Units on hand and whether there was stock, where the row says either.
type Said = (Option<i64>, Option<i64>);

impl Import {
    /// New days are written in blocks; a day known before is compared and keeps what it replaces.
    pub(crate) async fn stock_history(
        &mut self,
        batch: i64,
        rows: Vec<StockHistory>,
        written: &mut Written,
    ) -> Result<(), StoreError> {
        let mut known = self.known_days().await?;
        let mut fresh: Vec<(Key, Said)> = Vec::with_capacity(BLOCK);
        for row in rows {
            let sku = self.sku_id(&row.sku, None, false, batch).await?;
            let location = self.location_id(row.location.as_ref(), None, batch).await?;
            let key = (sku, location, row.date.0);
            let said = (row.on_hand, row.in_stock.map(i64::from));
            match known.entry(key) {
                Entry::Vacant(place) => {
                    place.insert(said);
                    fresh.push((key, said));
                    written.count(Change::Added);
                    if fresh.len() == BLOCK {
                        self.write_days(batch, &fresh).await?;
                        fresh.clear();
                    }
                }
                Entry::Occupied(place) if says_the_same(said, *place.get()) => {
                    written.count(Change::Unchanged);
                }
                Entry::Occupied(mut place) => {
                    // The day may be one of this very file, still to be written.
                    self.write_days(batch, &fresh).await?;
                    fresh.clear();
                    let known = place.get_mut();
                    *known = (said.0.or(known.0), said.1.or(known.1));
                    written.count(self.change_day(batch, key, said).await?);
                }
            }
        }
        self.write_days(batch, &fresh).await
    }

    async fn known_days(&mut self) -> Result<HashMap<Key, Said>, StoreError> {
        let rows =
            sqlx::query("select sku_id, location_id, day, on_hand, in_stock from stock_history")
                .fetch_all(&mut *self.tx)
                .await?;
        Ok(rows
            .iter()
            .map(|row| {
                let key = (row.get(0), row.get(1), row.get(2));
                (key, (row.get(3), row.get(4)))
            })
            .collect())
    }

    async fn write_days(&mut self, batch: i64, days: &[(Key, Said)]) -> Result<(), StoreError> {
        if days.is_empty() {
            return Ok(());
        }
        let mut insert = QueryBuilder::new(
            "insert into stock_history (sku_id, location_id, day, on_hand, in_stock, batch_id) ",
        );
        insert.push_values(days, |mut values, ((sku, location, day), said)| {
            values
                .push_bind(*sku)
                .push_bind(*location)
                .push_bind(*day)
                .push_bind(said.0)
                .push_bind(said.1)
                .push_bind(batch);
        });
        insert.build().execute(&mut *self.tx).await?;
        Ok(())
    }

    async fn change_day(
        &mut self,
        batch: i64,
        (sku, location, day): Key,
        said: Said,
    ) -> Result<Change, StoreError> {
        let key = [
            ("sku_id", Value::from(sku)),
            ("location_id", Value::from(location)),
            ("day", Value::from(day)),
        ];
        let columns = [("on_hand", said.0.into()), ("in_stock", said.1.into())];
        put(&mut self.tx, "stock_history", &key, &columns, batch).await
    }
}

/// What is not said leaves what is known.
fn says_the_same(said: Said, known: Said) -> bool {
    let same = |said: Option<i64>, known| said.is_none() || said == known;
    same(said.0, known.0) && same(said.1, known.1)
}

#[cfg(test)]
mod tests {
    use super::says_the_same;

    #[test]
    fn a_gap_says_nothing_against_what_is_known() {
        assert!(says_the_same((None, Some(1)), (Some(4), Some(1))));
        assert!(!says_the_same((Some(3), None), (Some(4), Some(1))));
        assert!(!says_the_same((Some(3), None), (None, Some(1))));
    }
}
