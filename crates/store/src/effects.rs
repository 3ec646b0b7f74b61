//! What taking a batch back would touch: its own rows, rows it changed, and what other batches
//! built on it since. Nothing is written.

use sqlx::Row;

use crate::undo::EVIDENCE;
use crate::{Store, StoreError};

/// Something of another batch that stands on this one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dependent {
    /// How it stands on it:
    /// - `order_line_of_sku`, `return_line_of_sku`, `purchase_line_of_sku`, `stock_count_of_sku`:
    ///   rows whose SKU this batch described or made; they stay, their SKU loses its description;
    /// - `return_line_of_order`: returns of orders that go;
    /// - `changed_later`: rows of this batch that the other changed since; they keep the later
    ///   word and become the other's;
    /// - `alias_of_sku`: codes joined to a SKU this batch described.
    pub code: &'static str,
    /// The other batch.
    pub batch: i64,
    /// Its file.
    pub file: String,
    /// Kind of its rows.
    pub kind: String,
    /// How many rows of it.
    pub count: u64,
}

/// What taking a batch back would touch.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UndoEffects {
    /// Rows that go, by table: `order_line`, `purchase_line`, `sku` …
    pub removed: Vec<(&'static str, u64)>,
    /// Rows of earlier batches that get back what they said before, by table.
    pub put_back: Vec<(String, u64)>,
    /// What other batches built on it.
    pub dependents: Vec<Dependent>,
}

/// Tables whose rows name a SKU, and what it is called when the SKU's batch is another.
const OF_SKU: [(&str, &str); 4] = [
    ("order_line", "order_line_of_sku"),
    ("return_line", "return_line_of_sku"),
    ("purchase_line", "purchase_line_of_sku"),
    ("stock_count", "stock_count_of_sku"),
];

/// A SKU that was there before the batch falls back to what it was; one that the batch made does
/// not.
const MADE_HERE: &str = "s.code not in (select json_extract(row_key, '$.code') from revision \
     where batch_id = ?1 and entity = 'sku')";

impl Store {
    /// What [`Store::undo`] of a batch would touch.
    ///
    /// # Errors
    /// There is none of that number, or it was taken back.
    pub async fn undo_effects(&self, batch: i64) -> Result<UndoEffects, StoreError> {
        let stands: Option<i64> = sqlx::query_scalar(
            "select id from batch where id = ? and undone = 0 and undoes is null",
        )
        .bind(batch)
        .fetch_optional(&self.pool)
        .await?;
        if stands.is_none() {
            return Err(StoreError::NoBatch(batch));
        }
        let mut effects = UndoEffects::default();
        // SKUs and locations stay, bare: the ledger may speak of them for ever.
        for table in EVIDENCE.into_iter().chain(["sku", "location"]) {
            let sql = format!("select count(*) from {table} where batch_id = ?");
            let count: i64 = sqlx::query_scalar(sqlx::AssertSqlSafe(sql))
                .bind(batch)
                .fetch_one(&self.pool)
                .await?;
            // A location stays: the ledger may speak of it for ever.
            if count > 0 && table != "location" {
                effects.removed.push((table, whole(count)));
            }
        }
        // Rows it changed carry its number too; those are put back, not removed.
        effects.put_back = sqlx::query(
            "select entity, count(*) from revision where batch_id = ? group by entity order by 1",
        )
        .bind(batch)
        .fetch_all(&self.pool)
        .await?
        .iter()
        .map(|row| (row.get(0), whole(row.get(1))))
        .collect();
        for (table, count) in &mut effects.removed {
            let changed = effects.put_back.iter().find(|(name, _)| name == table);
            *count = count.saturating_sub(changed.map_or(0, |(_, changed)| *changed));
        }
        effects.removed.retain(|(_, count)| *count > 0);
        for (table, code) in OF_SKU {
            let sql = format!(
                "select b.id, b.file, b.kind, count(*) from {table} t
                 join sku s on s.id = t.sku_id join batch b on b.id = t.batch_id
                 where s.batch_id = ?1 and t.batch_id <> ?1 and {MADE_HERE}
                 group by b.id order by b.id"
            );
            self.dependents(code, &sql, batch, &mut effects).await?;
        }
        let returned = "select b.id, b.file, b.kind, count(*) from return_line r
             join document d on d.id = r.document_id join batch b on b.id = r.batch_id
             join document o on o.kind = 'order' and o.system = d.system
                 and o.ref = substr(d.ref, 1, instr(d.ref, char(31)) - 1)
             where r.batch_id <> ?1
               and exists (select 1 from order_line l where l.document_id = o.id and l.batch_id = ?1)
             group by b.id order by b.id";
        self.dependents("return_line_of_order", returned, batch, &mut effects)
            .await?;
        let later = "select b.id, b.file, b.kind, count(*) from revision r
             join batch b on b.id = r.batch_id
             where r.batch_id > ?1 and json_extract(r.before, '$.batch_id') = ?1
             group by b.id order by b.id";
        self.dependents("changed_later", later, batch, &mut effects)
            .await?;
        let aliases = format!(
            "select b.id, b.file, b.kind, count(*) from sku_alias a
             join sku s on s.id = a.sku_id join batch b on b.id = a.batch_id
             where s.batch_id = ?1 and {MADE_HERE} group by b.id order by b.id"
        );
        self.dependents("alias_of_sku", &aliases, batch, &mut effects)
            .await?;
        Ok(effects)
    }

    async fn dependents(
        &self,
        code: &'static str,
        sql: &str,
        batch: i64,
        effects: &mut UndoEffects,
    ) -> Result<(), StoreError> {
        let rows = sqlx::query(sqlx::AssertSqlSafe(sql.to_owned()))
            .bind(batch)
            .fetch_all(&self.pool)
            .await?;
        effects.dependents.extend(rows.iter().map(|row| Dependent {
            code,
            batch: row.get(0),
            file: row.get(1),
            kind: row.get(2),
            count: whole(row.get(3)),
        }));
        Ok(())
    }
}

fn whole(count: i64) -> u64 {
    u64::try_from(count).unwrap_or(0)
}
