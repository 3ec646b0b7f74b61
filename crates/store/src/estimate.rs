//! What the seller believes of a good's demand, by hand.

use crate::{Store, StoreError};

/// A belief about the demand of a SKU over all its locations.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DemandEstimate {
    /// Units a week.
    pub units_per_week: Option<f64>,
    /// Standard deviation of that number ÷ itself.
    pub spread: Option<f64>,
    /// Good it sells like; goes before the one of the file.
    pub like_sku: Option<String>,
    /// Its demand ÷ that good's.
    pub like_scale: Option<f64>,
}

impl Store {
    /// Replaces what is believed of a SKU; nothing believed takes the row away.
    ///
    /// # Errors
    /// The database refuses.
    pub async fn set_estimate(
        &self,
        sku: i64,
        estimate: &DemandEstimate,
    ) -> Result<(), StoreError> {
        let mut connection = self.pool.acquire().await?;
        if *estimate == DemandEstimate::default() {
            sqlx::query("delete from demand_estimate where sku_id = ?")
                .bind(sku)
                .execute(&mut *connection)
                .await?;
            return Ok(());
        }
        sqlx::query(
            "insert into demand_estimate (sku_id, units_per_week, spread, like_sku, like_scale)
             values (?, ?, ?, ?, ?)
             on conflict (sku_id) do update set units_per_week = excluded.units_per_week,
                 spread = excluded.spread, like_sku = excluded.like_sku,
                 like_scale = excluded.like_scale",
        )
        .bind(sku)
        .bind(estimate.units_per_week)
        .bind(estimate.spread)
        .bind(&estimate.like_sku)
        .bind(estimate.like_scale)
        .execute(&mut *connection)
        .await?;
        Ok(())
    }
}
