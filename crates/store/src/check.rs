//! Verifying the file: is it whole, does the ledger follow from the evidence, do counts hold?

use std::collections::{HashMap, HashSet};

use sqlx::{AssertSqlSafe, Row};

use crate::{SalesLine, Store, StoreError};

/// One difference found.
pub type Difference = String;

/// One check.
#[derive(Clone, Debug)]
pub struct CheckRow {
    /// What was checked.
    pub name: &'static str,
    /// How many things were compared.
    pub compared: u64,
    /// What differs, at most ten.
    pub differences: Vec<Difference>,
}

impl Store {
    /// Runs every check.
    ///
    /// # Errors
    /// The file cannot be read at all.
    pub async fn check(&self) -> Result<Vec<CheckRow>, StoreError> {
        Ok(vec![
            self.check_file().await?,
            self.check_references().await?,
            self.check_reversals().await?,
            self.check_evidence().await?,
            self.check_counts().await?,
            self.check_series().await?,
            self.check_stock_rule().await?,
        ])
    }

    async fn check_file(&self) -> Result<CheckRow, StoreError> {
        let rows = sqlx::query("pragma integrity_check(10)")
            .fetch_all(&self.pool)
            .await?;
        let said: Vec<String> = rows.iter().map(|row| row.get(0)).collect();
        let pages: i64 = sqlx::query_scalar("pragma page_count")
            .fetch_one(&self.pool)
            .await?;
        Ok(CheckRow {
            name: "file",
            compared: u64::try_from(pages).unwrap_or(0),
            differences: said.into_iter().filter(|line| line != "ok").collect(),
        })
    }

    async fn check_references(&self) -> Result<CheckRow, StoreError> {
        let rows = sqlx::query("pragma foreign_key_check")
            .fetch_all(&self.pool)
            .await?;
        let tables: i64 =
            sqlx::query_scalar("select count(*) from sqlite_master where type = 'table'")
                .fetch_one(&self.pool)
                .await?;
        let differences = rows
            .iter()
            .take(10)
            .map(|row| format!("{} → {}", row.get::<String, _>(0), row.get::<String, _>(2)))
            .collect();
        Ok(CheckRow {
            name: "references",
            compared: u64::try_from(tables).unwrap_or(0),
            differences,
        })
    }

    /// A reversing row takes back exactly one movement, to the unit, on its day and at its place.
    async fn check_reversals(&self) -> Result<CheckRow, StoreError> {
        self.compare(
            "reversals",
            "select count(*) from stock_movement where reverses is not null",
            "select r.id from stock_movement r join stock_movement m on m.id = r.reverses
             where r.quantity <> -m.quantity or r.sku_id <> m.sku_id
                or r.location_id <> m.location_id or r.occurred_on <> m.occurred_on
                or r.kind <> m.kind or m.reverses is not null limit 10",
        )
        .await
    }

    /// What the evidence asks for is what stands in the ledger, no more and no less.
    async fn check_evidence(&self) -> Result<CheckRow, StoreError> {
        let columns = "document_id, line, sku_id, location_id, occurred_on, kind, quantity";
        let wanted = crate::book::SOURCES
            .map(|view| format!("select {columns} from {view}"))
            .join(" union all ");
        let live = format!(
            "select {columns} from live_movement where kind in ('sale', 'return', 'receipt')"
        );
        let differences = format!(
            "select document_id || '/' || line from (
                 select * from (select * from ({wanted}) except {live})
                 union all select * from ({live} except select * from ({wanted}))) limit 10"
        );
        let mut row = self
            .compare(
                "ledger",
                "select count(*) from stock_movement",
                "select id from stock_movement where 0",
            )
            .await?;
        row.differences = sqlx::query(AssertSqlSafe(differences))
            .fetch_all(&self.pool)
            .await?
            .iter()
            .map(|row| row.get(0))
            .collect();
        Ok(row)
    }

    /// On the morning of every count the ledger holds what was counted.
    async fn check_counts(&self) -> Result<CheckRow, StoreError> {
        self.compare(
            "counts",
            "select count(*) from stock_count",
            "select c.sku_id from stock_count c
             join (select sku_id, location_id, min(as_of) as opened from stock_count group by 1, 2) o
                 using (sku_id, location_id)
             left join stock_movement m on m.sku_id = c.sku_id and m.location_id = c.location_id
                 and m.occurred_on >= o.opened
                 and (m.occurred_on < c.as_of
                      or (m.occurred_on = c.as_of and m.kind in ('opening', 'adjustment')))
             group by c.sku_id, c.location_id, c.as_of, c.on_hand
             having coalesce(sum(m.quantity), 0) <> c.on_hand limit 10",
        )
        .await
    }

    /// The sales series say what the order lines say.
    async fn check_series(&self) -> Result<CheckRow, StoreError> {
        let mut connection = self.pool.acquire().await?;
        let mut wanted = crate::series::expected(&mut connection).await?;
        let compared = u64::try_from(wanted.len()).unwrap_or(0);
        let rows = sqlx::query("select sku_id, location_id, lines from sales_series order by 1, 2")
            .fetch_all(&mut *connection)
            .await?;
        let mut differences: Vec<Difference> = rows
            .iter()
            .filter_map(|row| {
                let place: (i64, i64) = (row.get(0), row.get(1));
                let same = wanted
                    .remove(&place)
                    .is_some_and(|bytes| bytes == row.get::<&[u8], _>(2));
                (!same).then(|| format!("#{} @{}", place.0, place.1))
            })
            .collect();
        let mut missing: Vec<_> = wanted.into_keys().collect();
        missing.sort_unstable();
        differences.extend(
            missing
                .iter()
                .map(|place| format!("#{} @{}", place.0, place.1)),
        );
        differences.truncate(10);
        Ok(CheckRow {
            name: "series",
            compared,
            differences,
        })
    }

    /// Stock computed from the sales series moves on the days, by the units, of the ledger.
    async fn check_stock_rule(&self) -> Result<CheckRow, StoreError> {
        let rows = sqlx::query(
            "select m.sku_id, m.location_id, m.occurred_on, sum(m.quantity)
             from stock_movement m join document d on d.id = m.document_id
             where d.kind = 'order' group by 1, 2, 3",
        )
        .fetch_all(&self.pool)
        .await?;
        let compared = u64::try_from(rows.len()).unwrap_or(0);
        let mut open: HashMap<(i64, i64, i32), i64> = rows
            .iter()
            .map(|row| ((row.get(0), row.get(1), row.get(2)), row.get(3)))
            .collect();
        let fees = sqlx::query("select id from sku where is_fee = 1")
            .fetch_all(&self.pool)
            .await?;
        let fees: HashSet<i64> = fees.iter().map(|row| row.get(0)).collect();
        for series in self.sales_series().await? {
            if fees.contains(&series.sku) {
                continue;
            }
            for (day, units) in series.lines.iter().filter_map(SalesLine::movement) {
                *open
                    .entry((series.sku, series.location, day.0))
                    .or_default() -= units;
            }
        }
        let mut different: Vec<_> = open.into_iter().filter(|(_, rest)| *rest != 0).collect();
        different.sort_unstable();
        Ok(CheckRow {
            name: "stock",
            compared,
            differences: different
                .iter()
                .take(10)
                .map(|((sku, location, day), rest)| format!("#{sku} @{location} {day}: {rest}"))
                .collect(),
        })
    }

    async fn compare(
        &self,
        name: &'static str,
        count: &'static str,
        differences: &'static str,
    ) -> Result<CheckRow, StoreError> {
        let compared: i64 = sqlx::query_scalar(count).fetch_one(&self.pool).await?;
        let rows = sqlx::query(differences).fetch_all(&self.pool).await?;
        Ok(CheckRow {
            name,
            compared: u64::try_from(compared).unwrap_or(0),
            differences: rows
                .iter()
                .map(|row| format!("#{}", row.get::<i64, _>(0)))
                .collect(),
        })
    }
}
