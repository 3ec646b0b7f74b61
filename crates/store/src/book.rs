//! From evidence to movements: reverse what no longer stands, book what is missing.

use std::collections::BTreeSet;

use sqlx::{AssertSqlSafe, SqliteConnection};

use crate::StoreError;

pub(crate) const SOURCES: [&str; 4] = [
    "wanted_from_orders",
    "wanted_from_returns",
    "wanted_from_purchases",
    "wanted_from_receipts",
];

const MOVEMENT: &str = "insert into stock_movement (document_id, line, sku_id, location_id, \
     occurred_on, kind, quantity, unit_cost_minor, cost_currency, batch_id";

/// Books the documents `changed` (compared with what stands) and `new` (nothing stands yet) as
/// part of batch `batch`.
pub(crate) async fn book(
    connection: &mut SqliteConnection,
    batch: i64,
    changed: &BTreeSet<i64>,
    new: &BTreeSet<i64>,
) -> Result<(), StoreError> {
    let c = connection;
    sqlx::query("create temp table if not exists affected (id integer primary key, is_new integer not null)")
        .execute(&mut *c)
        .await?;
    sqlx::query("delete from affected").execute(&mut *c).await?;
    let all: Vec<(i64, i64)> = changed
        .iter()
        .map(|id| (*id, 0))
        .chain(new.difference(changed).map(|id| (*id, 1)))
        .collect();
    for block in all.chunks(2_000) {
        let mut insert = sqlx::QueryBuilder::new("insert into affected (id, is_new) ");
        insert.push_values(block, |mut row, (id, is_new)| {
            row.push_bind(*id).push_bind(*is_new);
        });
        insert.build().execute(&mut *c).await?;
    }

    if !changed.is_empty() {
        // What a purchase order says decides whether its receipts move the stock.
        sqlx::query(
            "insert or ignore into affected (id, is_new) select r.document_id, 0
             from receipt_line r join affected a on a.id = r.purchase_id where a.is_new = 0",
        )
        .execute(&mut *c)
        .await?;
        let same = "w.document_id = m.document_id and w.line = m.line and w.kind = m.kind \
            and w.sku_id = m.sku_id and w.location_id = m.location_id \
            and w.occurred_on = m.occurred_on and w.quantity = m.quantity";
        let stands: Vec<String> = SOURCES
            .iter()
            .map(|source| format!("and not exists (select 1 from {source} w where {same})"))
            .collect();
        let reverse = format!(
            "{MOVEMENT}, reverses)
             select m.document_id, m.line, m.sku_id, m.location_id, m.occurred_on, m.kind,
                    -m.quantity, m.unit_cost_minor, m.cost_currency, ?, m.id
             from affected a join live_movement m on m.document_id = a.id
             where a.is_new = 0 {}",
            stands.join(" ")
        );
        sqlx::query(AssertSqlSafe(reverse))
            .bind(batch)
            .execute(&mut *c)
            .await?;
        for source in SOURCES {
            let missing = format!(
                "{MOVEMENT})
                 select w.document_id, w.line, w.sku_id, w.location_id, w.occurred_on, w.kind,
                        w.quantity, w.unit_cost_minor, w.cost_currency, ?
                 from affected a join {source} w on w.document_id = a.id
                 where a.is_new = 0
                   and not exists (select 1 from live_movement m where {same})"
            );
            sqlx::query(AssertSqlSafe(missing))
                .bind(batch)
                .execute(&mut *c)
                .await?;
        }
    }
    if !new.is_empty() {
        for source in SOURCES {
            let fresh = format!(
                "{MOVEMENT})
                 select w.document_id, w.line, w.sku_id, w.location_id, w.occurred_on, w.kind,
                        w.quantity, w.unit_cost_minor, w.cost_currency, ?
                 from affected a cross join {source} w on w.document_id = a.id where a.is_new = 1"
            );
            sqlx::query(AssertSqlSafe(fresh))
                .bind(batch)
                .execute(&mut *c)
                .await?;
        }
    }
    Ok(())
}
