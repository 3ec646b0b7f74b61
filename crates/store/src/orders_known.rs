//! Order lines of orders that were there before: an export that overlaps the last one brings them
//! again, and nearly all of them say what is known.

use std::collections::BTreeSet;

use domain::record::OrderLine;
use hashbrown::HashMap;
use serde_json::Value;
use sqlx::sqlite::SqliteRow;
use sqlx::{QueryBuilder, Row};

use crate::orders::{Desk, OrderSheet, Ready};
use crate::row::{Change, put, text};
use crate::write::Import;
use crate::{StoreError, Written};

/// Orders whose lines are read at once.
const BLOCK: usize = 1_000;

const STANDING: &str = "select document_id, line, line_key, sku_id, location_id, ordered_on,
     ordered_second, quantity, price_minor, discount_minor, currency, market, channel, customer,
     status, shipped_on, delivered_on from order_line where document_id in (";

impl Import {
    /// Brings known orders up to date: lines are matched by the system's line number, else by SKU
    /// and order of appearance, and what differs is changed.
    pub(crate) async fn known_lines(
        &mut self,
        sheet: &mut OrderSheet,
        known: HashMap<i64, Vec<OrderLine>>,
        written: &mut Written,
    ) -> Result<(), StoreError> {
        let mut known: Vec<(i64, Vec<OrderLine>)> = known.into_iter().collect();
        known.sort_by_key(|(document, _)| *document);
        let mut known = known.into_iter();
        loop {
            let block: Vec<(i64, Vec<OrderLine>)> = known.by_ref().take(BLOCK).collect();
            if block.is_empty() {
                return Ok(());
            }
            let mut select = QueryBuilder::new(STANDING);
            let mut documents = select.separated(", ");
            for (document, _) in &block {
                documents.push_bind(*document);
            }
            select.push(") order by document_id, line");
            let standing = select.build().fetch_all(&mut *self.tx).await?;
            let mut lines_of: HashMap<i64, Vec<&SqliteRow>> = HashMap::new();
            for line in &standing {
                lines_of.entry(line.get(0)).or_default().push(line);
            }
            for (document, rows) in block {
                let lines = lines_of.remove(&document).unwrap_or_default();
                self.known_order(sheet, document, rows, lines, written)
                    .await?;
            }
        }
    }

    /// Brings one order up to date.
    async fn known_order(
        &mut self,
        sheet: &mut OrderSheet,
        document: i64,
        rows: Vec<OrderLine>,
        standing: Vec<&SqliteRow>,
        written: &mut Written,
    ) -> Result<(), StoreError> {
        let mut places: BTreeSet<(i64, i64)> =
            (standing.iter().map(|line| (line.get(3), line.get(4)))).collect();
        let mut last: i64 = (standing.iter().map(|line| line.get(1))).max().unwrap_or(0);
        let taken = sheet.taken.entry(document).or_default();
        let mut free = standing;
        free.retain(|line| !taken.contains(&line.get(1)));
        let mut changed = false;
        for row in rows {
            let sku = self.skus.get(&row.sku).copied().unwrap_or_default();
            let found = free.iter().position(|line| {
                match (row.line_id.as_deref(), line.get::<Option<&str>, _>(2)) {
                    (Some(id), Some(key)) => id == key,
                    _ => line.get::<i64, _>(3) == sku,
                }
            });
            let standing = found.map(|place| free.remove(place));
            let line = match standing {
                Some(standing) => standing.get(1),
                None => {
                    last += 1;
                    last
                }
            };
            taken.push(line);
            let ready = Desk {
                skus: &self.skus,
                locations: &sheet.locations,
                base_currency: self.base_currency,
                customers: &mut self.customers,
            }
            .prepare(document, line, row)?;
            let change = if standing.is_some_and(|standing| says_the_same(&ready, standing)) {
                Change::Unchanged
            } else {
                let change = self.change_line(sheet.batch, &ready).await?;
                changed |= change != Change::Unchanged;
                places.insert((ready.sku, ready.location));
                change
            };
            written.count(change);
        }
        if changed {
            self.series.dirty.extend(places);
            sheet.changed.insert(document);
        }
        Ok(())
    }

    async fn change_line(&mut self, batch: i64, ready: &Ready) -> Result<Change, StoreError> {
        let row = &ready.row;
        let key = [
            ("document_id", Value::from(ready.document)),
            ("line", Value::from(ready.line)),
        ];
        let columns = [
            ("line_key", text(row.line_id.as_ref())),
            ("sku_id", Value::from(ready.sku)),
            ("location_id", Value::from(ready.location)),
            ("ordered_on", Value::from(row.ordered_on.0)),
            ("ordered_second", Value::from(row.ordered_second)),
            ("quantity", Value::from(row.quantity)),
            ("price_minor", ready.price.into()),
            ("discount_minor", ready.discount.into()),
            (
                "currency",
                row.currency
                    .map(|currency| currency.code().to_owned())
                    .into(),
            ),
            ("market", text(row.country.as_ref())),
            ("channel", text(row.channel.as_ref())),
            ("customer", ready.customer.into()),
            ("status", row.status.map(|status| status.word()).into()),
            ("shipped_on", row.shipped_on.map(|day| day.0).into()),
            ("delivered_on", row.delivered_on.map(|day| day.0).into()),
        ];
        put(&mut self.tx, "order_line", &key, &columns, batch).await
    }
}

/// Whether the row says nothing that the line does not say already. What it leaves out stays as it
/// is, so it says nothing against it.
fn says_the_same(ready: &Ready, line: &SqliteRow) -> bool {
    let row = &ready.row;
    let number = |said: Option<i64>, at: usize| {
        said.is_none_or(|said| line.get::<Option<i64>, _>(at) == Some(said))
    };
    let word = |said: Option<&str>, at: usize| {
        said.is_none_or(|said| line.get::<Option<&str>, _>(at) == Some(said))
    };
    word(row.line_id.as_deref(), 2)
        && number(Some(ready.sku), 3)
        && number(Some(ready.location), 4)
        && number(Some(row.ordered_on.0.into()), 5)
        && number(Some(row.ordered_second.into()), 6)
        && number(Some(row.quantity), 7)
        && number(ready.price, 8)
        && number(ready.discount, 9)
        && word(row.currency.as_ref().map(domain::Currency::code), 10)
        && word(row.country.as_deref(), 11)
        && word(row.channel.as_deref(), 12)
        && number(ready.customer, 13)
        && word(row.status.map(|status| status.word()), 14)
        && number(row.shipped_on.map(|day| day.0.into()), 15)
        && number(row.delivered_on.map(|day| day.0.into()), 16)
}
