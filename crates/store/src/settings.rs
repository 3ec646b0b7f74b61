//! Settings, rates, minimum stocks and the seller's edits of the plan.

use std::collections::BTreeMap;

use domain::{Currency, Day};
use sqlx::{Row, SqliteConnection};

use crate::{Import, Store, StoreError};

/// A dated exchange rate: 1 `currency` = `rate` base units from `day` on.
#[derive(Clone, Debug, PartialEq)]
pub struct Rate {
    /// Currency.
    pub currency: Currency,
    /// First day it holds.
    pub day: Day,
    /// Base units, decimal text.
    pub rate: String,
}

/// A least stock the seller wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MinimumStock {
    /// SKU's number.
    pub sku: i64,
    /// Location's number.
    pub location: i64,
    /// Units.
    pub minimum: i64,
}

/// The seller's hand on a line of the plan of one morning.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PlanEditRow {
    /// SKU's number.
    pub sku: i64,
    /// Location's number.
    pub location: i64,
    /// Units, where he set them.
    pub quantity: Option<i64>,
    /// Stays when the budget moves.
    pub locked: bool,
    /// Why it is left out.
    pub skipped: Option<String>,
    /// Note for the supplier.
    pub note: String,
}

impl Store {
    /// Settings that were set.
    ///
    /// # Errors
    /// The database refuses.
    pub async fn settings(&self) -> Result<BTreeMap<String, String>, StoreError> {
        let rows = sqlx::query("select key, value from setting")
            .fetch_all(&self.pool)
            .await?;
        Ok(rows.iter().map(|row| (row.get(0), row.get(1))).collect())
    }

    /// Sets one.
    ///
    /// # Errors
    /// The database refuses.
    pub async fn set(&self, key: &str, value: &str) -> Result<(), StoreError> {
        set(&mut *self.pool.acquire().await?, key, value).await
    }

    /// All rates, by currency and day.
    ///
    /// # Errors
    /// The database refuses.
    pub async fn rates(&self) -> Result<Vec<Rate>, StoreError> {
        let rows = sqlx::query("select currency, day, rate from exchange_rate order by 1, 2")
            .fetch_all(&self.pool)
            .await?;
        rows.iter()
            .map(|row| {
                let currency = row.get::<String, _>(0).parse::<Currency>();
                Ok(Rate {
                    currency: currency.map_err(|error| StoreError::Database(error.to_string()))?,
                    day: Day(row.get(1)),
                    rate: row.get(2),
                })
            })
            .collect()
    }

    /// Adds or replaces a rate.
    ///
    /// # Errors
    /// The database refuses.
    pub async fn set_rate(&self, rate: &Rate) -> Result<(), StoreError> {
        set_rate(&mut *self.pool.acquire().await?, rate).await
    }

    /// All minimum stocks.
    ///
    /// # Errors
    /// The database refuses.
    pub async fn minimums(&self) -> Result<Vec<MinimumStock>, StoreError> {
        let rows = sqlx::query("select sku_id, location_id, minimum from minimum_stock")
            .fetch_all(&self.pool)
            .await?;
        Ok(rows
            .iter()
            .map(|row| MinimumStock {
                sku: row.get(0),
                location: row.get(1),
                minimum: row.get(2),
            })
            .collect())
    }

    /// Sets or takes away a minimum; whether SKU and location exist.
    ///
    /// # Errors
    /// The database refuses.
    pub async fn set_minimum(
        &self,
        sku: &str,
        location: &str,
        minimum: Option<i64>,
    ) -> Result<bool, StoreError> {
        let done = match minimum {
            Some(minimum) => sqlx::query(
                "insert into minimum_stock (sku_id, location_id, minimum)
                 select s.id, l.id, ?3 from sku s, location l where s.code = ?1 and l.code = ?2
                 on conflict (sku_id, location_id) do update set minimum = ?3",
            )
            .bind(sku)
            .bind(location)
            .bind(minimum),
            None => sqlx::query(
                "delete from minimum_stock where sku_id = (select id from sku where code = ?1)
                     and location_id = (select id from location where code = ?2)",
            )
            .bind(sku)
            .bind(location),
        };
        Ok(done.execute(&self.pool).await?.rows_affected() > 0 || minimum.is_none())
    }

    /// The seller's edits of the plan of a morning.
    ///
    /// # Errors
    /// The database refuses.
    pub async fn plan_edits(&self, as_of: Day) -> Result<Vec<PlanEditRow>, StoreError> {
        let rows = sqlx::query(
            "select sku_id, location_id, quantity, locked, skipped, note from plan_edit
             where as_of = ?",
        )
        .bind(as_of.0)
        .fetch_all(&self.pool)
        .await?;
        Ok(rows
            .iter()
            .map(|row| PlanEditRow {
                sku: row.get(0),
                location: row.get(1),
                quantity: row.get(2),
                locked: row.get::<i64, _>(3) != 0,
                skipped: row.get(4),
                note: row.get(5),
            })
            .collect())
    }

    /// Writes one edit; one that says nothing is taken away.
    ///
    /// # Errors
    /// The database refuses.
    pub async fn set_plan_edit(&self, as_of: Day, edit: &PlanEditRow) -> Result<(), StoreError> {
        let says_nothing = edit.quantity.is_none()
            && !edit.locked
            && edit.skipped.is_none()
            && edit.note.is_empty();
        if says_nothing {
            sqlx::query("delete from plan_edit where as_of = ? and sku_id = ? and location_id = ?")
                .bind(as_of.0)
                .bind(edit.sku)
                .bind(edit.location)
                .execute(&self.pool)
                .await?;
            return Ok(());
        }
        sqlx::query(
            "insert into plan_edit (as_of, sku_id, location_id, quantity, locked, skipped, note)
             values (?1, ?2, ?3, ?4, ?5, ?6, ?7)
             on conflict (as_of, sku_id, location_id) do update
             set quantity = ?4, locked = ?5, skipped = ?6, note = ?7",
        )
        .bind(as_of.0)
        .bind(edit.sku)
        .bind(edit.location)
        .bind(edit.quantity)
        .bind(i64::from(edit.locked))
        .bind(&edit.skipped)
        .bind(&edit.note)
        .execute(&self.pool)
        .await?;
        Ok(())
    }
}

impl Import {
    /// Sets the base currency and its rates together with what is imported: all of it comes to
    /// last, or none.
    ///
    /// # Errors
    /// The database refuses.
    pub async fn set_money(&mut self, base: Currency, rates: &[Rate]) -> Result<(), StoreError> {
        set(&mut self.tx, "base_currency", base.code()).await?;
        for rate in rates {
            set_rate(&mut self.tx, rate).await?;
        }
        self.base_currency = base;
        Ok(())
    }
}

async fn set(c: &mut SqliteConnection, key: &str, value: &str) -> Result<(), StoreError> {
    sqlx::query(
        "insert into setting (key, value) values (?1, ?2)
         on conflict (key) do update set value = ?2",
    )
    .bind(key)
    .bind(value)
    .execute(c)
    .await?;
    Ok(())
}

async fn set_rate(c: &mut SqliteConnection, rate: &Rate) -> Result<(), StoreError> {
    sqlx::query(
        "insert into exchange_rate (currency, day, rate) values (?1, ?2, ?3)
         on conflict (currency, day) do update set rate = ?3, batch_id = null",
    )
    .bind(rate.currency.code().to_owned())
    .bind(rate.day.0)
    .bind(&rate.rate)
    .execute(c)
    .await?;
    Ok(())
}
