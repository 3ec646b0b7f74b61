//! From a plan to goods: frozen versions, open purchase orders, receipts in parts.

use std::collections::BTreeSet;

use domain::Day;
use serde_json::Value;
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use crate::reading::day;
use crate::row::put;
use crate::write::Import;
use crate::{Store, StoreError};

/// A plan as it stood when it was frozen.
#[derive(Clone, Debug, Default)]
pub struct PlanVersionRow {
    /// Its number; 0 before it is written.
    pub id: i64,
    /// The plan's morning.
    pub as_of: Day,
    /// What the seller calls it.
    pub name: String,
    /// Money it was made under, decimal text.
    pub budget: Option<String>,
    /// Its lines as JSON.
    pub plan: String,
    /// When, RFC 3339.
    pub frozen_at: String,
}

/// A line of a purchase order with what came of it.
#[derive(Clone, Debug)]
pub struct PurchaseState {
    /// Purchase order number.
    pub po_number: String,
    /// SKU's number.
    pub sku: i64,
    /// Location's number.
    pub location: i64,
    /// Supplier.
    pub supplier: Option<String>,
    /// Units ordered.
    pub quantity: i64,
    /// Units received before the morning asked for.
    pub received: i64,
    /// Day ordered.
    pub ordered_on: Day,
    /// Day promised.
    pub expected_on: Option<Day>,
    /// Day until which a file says what was received.
    pub told_until: Option<Day>,
}

/// Goods of one purchase order line that came on one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GoodsReceived {
    /// SKU's number.
    pub sku: i64,
    /// Location's number.
    pub location: i64,
    /// Units.
    pub quantity: i64,
}

/// Units of a purchase order line `p` received before `?1`: what its file says, and the receipts
/// after the day of which the file speaks (migration 0007 books by the same rule).
pub(crate) const RECEIVED: &str = "(case when p.received_on < ?1
             then coalesce(p.received_quantity, p.quantity) else 0 end
         + coalesce((select sum(r.quantity) from receipt_line r
                     where r.purchase_id = p.document_id and r.sku_id = p.sku_id
                       and r.location_id = p.location_id and r.received_on < ?1
                       and (p.received_on is null or r.received_on > p.received_on)), 0))";

impl Store {
    /// Keeps a plan as it stands; its number.
    ///
    /// # Errors
    /// The database refuses.
    pub async fn freeze_plan(&self, row: &PlanVersionRow) -> Result<i64, StoreError> {
        let done = sqlx::query(
            "insert into plan_version (as_of, name, budget, plan, frozen_at) values (?, ?, ?, ?, ?)",
        )
        .bind(row.as_of.0)
        .bind(&row.name)
        .bind(&row.budget)
        .bind(&row.plan)
        .bind(&row.frozen_at)
        .execute(&self.pool)
        .await?;
        Ok(done.last_insert_rowid())
    }

    /// All frozen plans, newest first.
    ///
    /// # Errors
    /// The database refuses.
    pub async fn plan_versions(&self) -> Result<Vec<PlanVersionRow>, StoreError> {
        let rows = sqlx::query(
            "select id, as_of, name, budget, plan, frozen_at from plan_version order by id desc",
        )
        .fetch_all(&self.pool)
        .await?;
        Ok(rows.iter().map(version).collect())
    }

    /// One frozen plan; none where there is none of that number.
    ///
    /// # Errors
    /// The database refuses.
    pub async fn plan_version(&self, id: i64) -> Result<Option<PlanVersionRow>, StoreError> {
        let row = sqlx::query(
            "select id, as_of, name, budget, plan, frozen_at from plan_version where id = ?",
        )
        .bind(id)
        .fetch_optional(&self.pool)
        .await?;
        Ok(row.as_ref().map(version))
    }

    /// Every line of the purchase orders placed before `as_of`, oldest first.
    ///
    /// # Errors
    /// The database refuses.
    pub async fn purchase_states(&self, as_of: Day) -> Result<Vec<PurchaseState>, StoreError> {
        let sql = format!(
            "select d.ref, p.sku_id, p.location_id, p.supplier, p.quantity, {RECEIVED},
                 p.ordered_on, p.expected_on, p.received_on
             from purchase_line p join document d on d.id = p.document_id
             where p.ordered_on < ?1 order by p.ordered_on, d.ref, p.line"
        );
        let rows = sqlx::query(sqlx::AssertSqlSafe(sql))
            .bind(as_of.0)
            .fetch_all(&self.pool)
            .await?;
        Ok(rows
            .iter()
            .map(|row| PurchaseState {
                po_number: row.get(0),
                sku: row.get(1),
                location: row.get(2),
                supplier: row.get(3),
                quantity: row.get(4),
                received: row.get(5),
                ordered_on: Day(row.get(6)),
                expected_on: day(row, 7),
                told_until: day(row, 8),
            })
            .collect())
    }
}

fn version(row: &SqliteRow) -> PlanVersionRow {
    PlanVersionRow {
        id: row.get(0),
        as_of: Day(row.get(1)),
        name: row.get(2),
        budget: row.get(3),
        plan: row.get(4),
        frozen_at: row.get(5),
    }
}

impl Import {
    /// Books goods of purchase order `po_number` that came on one day.
    ///
    /// # Errors
    /// The database refuses.
    pub async fn receive(
        &mut self,
        batch: i64,
        po_number: &str,
        received_on: Day,
        goods: &[GoodsReceived],
    ) -> Result<(), StoreError> {
        let (purchase, _) = self.document("purchase_order", "", po_number).await?;
        // Each receipt is a document of its own, so that each can be taken back alone.
        let reference = format!("{po_number}\u{1f}{batch}");
        let (document, _) = self.document("receipt", "", &reference).await?;
        for (line, row) in (1_i64..).zip(goods) {
            let key = [
                ("document_id", Value::from(document)),
                ("line", Value::from(line)),
            ];
            let columns = [
                ("purchase_id", Value::from(purchase)),
                ("sku_id", Value::from(row.sku)),
                ("location_id", Value::from(row.location)),
                ("received_on", Value::from(received_on.0)),
                ("quantity", Value::from(row.quantity)),
            ];
            put(&mut self.tx, "receipt_line", &key, &columns, batch).await?;
        }
        self.book(batch, &BTreeSet::from([document]), &BTreeSet::new())
            .await
    }
}
