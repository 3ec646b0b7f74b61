//! Order lines: new orders in bulk, known ones line by line.

use std::collections::{BTreeSet, HashMap};

use domain::record::OrderLine;
use domain::{Money, Text};
use serde_json::Value;
use sqlx::{QueryBuilder, Row};

use crate::row::{Change, put, text};
use crate::write::Import;
use crate::{Destination, SalesLine, StoreError, Written};

/// Rows of one statement: 17 columns × 1,000 stay below SQLite's 32,766 variables.
const BLOCK: usize = 1_000;

/// A line ready to be written.
struct Ready {
    document: i64,
    line: i64,
    sku: i64,
    location: i64,
    customer: Option<i64>,
    price: Option<i64>,
    discount: Option<i64>,
    row: OrderLine,
}

impl Ready {
    /// The line as the sales series keeps it.
    fn sales(&self) -> (Destination, SalesLine) {
        let row = &self.row;
        let destination = Destination {
            market: row.country.as_deref().unwrap_or_default().to_owned(),
            currency: row.currency.map(|currency| currency.code().to_owned()),
        };
        let line = SalesLine {
            ordered_on: row.ordered_on,
            shipped_on: row.shipped_on,
            status: row.status,
            quantity: row.quantity,
            amount: SalesLine::net(row.quantity, self.price, self.discount),
            destination: 0,
        };
        (destination, line)
    }
}

impl Import<'_> {
    /// Writes order lines. An order not seen before is added whole; of a known order, lines are
    /// matched by the system's line number, else by SKU and order of appearance, and what differs
    /// is changed (an order cancelled since).
    pub(crate) async fn orders(
        &mut self,
        batch: i64,
        system: &str,
        rows: Vec<OrderLine>,
        written: &mut Written,
    ) -> Result<(), StoreError> {
        let mut documents = self.known_orders(system).await?;
        let next: i64 = sqlx::query_scalar("select coalesce(max(id), 0) + 1 from document")
            .fetch_one(&mut *self.tx)
            .await?;
        let mut fresh: Vec<(i64, Text)> = Vec::new();
        let mut known_rows: HashMap<i64, Vec<OrderLine>> = HashMap::new();
        let mut lines_of: HashMap<i64, i64> = HashMap::new();
        let mut ready: Vec<Ready> = Vec::with_capacity(BLOCK);
        let mut new = BTreeSet::new();
        // Documents are numbered as they appear and written before the lines that name them.
        let mut waiting: Vec<Ready> = Vec::new();
        for row in rows {
            let document = match documents.get(&row.order_id) {
                Some((id, true)) => {
                    known_rows.entry(*id).or_default().push(row);
                    continue;
                }
                Some((id, false)) => *id,
                None => {
                    let id = next + i64::try_from(fresh.len()).unwrap_or(i64::MAX);
                    documents.insert(row.order_id.clone(), (id, false));
                    fresh.push((id, row.order_id.clone()));
                    new.insert(id);
                    id
                }
            };
            let line = lines_of.entry(document).or_insert(0);
            *line += 1;
            let line = *line;
            let prepared = self.prepare(batch, document, line, row).await?;
            written.accepted += 1;
            waiting.push(prepared);
            if waiting.len() == BLOCK {
                self.write_documents(system, &mut fresh, next, &mut new)
                    .await?;
                std::mem::swap(&mut ready, &mut waiting);
                self.write_lines(batch, &ready).await?;
                ready.clear();
            }
        }
        self.write_documents(system, &mut fresh, next, &mut new)
            .await?;
        self.write_lines(batch, &waiting).await?;

        let mut changed = BTreeSet::new();
        for (document, rows) in known_rows {
            if self.known_order(batch, document, rows, written).await? {
                changed.insert(document);
            }
        }
        self.book(batch, &changed, &new).await?;
        self.note_shortages(batch, written).await
    }

    /// Orders of a system: reference → number of the document, and that it was there before.
    async fn known_orders(
        &mut self,
        system: &str,
    ) -> Result<HashMap<Text, (i64, bool)>, StoreError> {
        let rows = sqlx::query("select ref, id from document where kind = 'order' and system = ?")
            .bind(system)
            .fetch_all(&mut *self.tx)
            .await?;
        Ok(rows
            .iter()
            .map(|row| (Text::from(row.get::<String, _>(0)), (row.get(1), true)))
            .collect())
    }

    async fn write_documents(
        &mut self,
        system: &str,
        fresh: &mut [(i64, Text)],
        first: i64,
        new: &mut BTreeSet<i64>,
    ) -> Result<(), StoreError> {
        let written: i64 = sqlx::query_scalar("select coalesce(max(id), 0) + 1 from document")
            .fetch_one(&mut *self.tx)
            .await?;
        let start = usize::try_from(written - first).unwrap_or(0);
        let Some(rest) = fresh.get(start..) else {
            return Ok(());
        };
        for block in rest.chunks(BLOCK) {
            let mut insert = QueryBuilder::new("insert into document (id, kind, system, ref) ");
            insert.push_values(block, |mut values, (id, reference)| {
                values
                    .push_bind(*id)
                    .push("'order'")
                    .push_bind(system.to_owned());
                values.push_bind(reference.to_string());
            });
            insert.build().execute(&mut *self.tx).await?;
            new.extend(block.iter().map(|(id, _)| *id));
        }
        Ok(())
    }

    async fn prepare(
        &mut self,
        batch: i64,
        document: i64,
        line: i64,
        row: OrderLine,
    ) -> Result<Ready, StoreError> {
        let sku = self
            .sku_id(&row.sku, row.name.as_ref(), row.is_fee, batch)
            .await?;
        let location = self
            .location_id(row.location.as_ref(), row.country.as_ref(), batch)
            .await?;
        let currency = row.currency.unwrap_or(self.base_currency);
        let minor = |amount: Option<rust_decimal::Decimal>| {
            amount
                .and_then(|amount| Money::from_decimal(amount, currency))
                .map(|money| money.minor)
        };
        Ok(Ready {
            document,
            line,
            sku,
            location,
            customer: self.customer(row.customer_id.as_ref()),
            price: minor(row.unit_price),
            discount: minor(row.discount),
            row,
        })
    }

    async fn write_lines(&mut self, batch: i64, lines: &[Ready]) -> Result<(), StoreError> {
        for line in lines {
            let (destination, sales) = line.sales();
            self.series
                .added
                .entry((line.sku, line.location))
                .or_default()
                .add(destination, sales);
        }
        for block in lines.chunks(BLOCK) {
            let mut insert = QueryBuilder::new(
                "insert into order_line (document_id, line, line_key, sku_id, location_id,
                 ordered_on, ordered_second, quantity, price_minor, discount_minor, currency,
                 market, channel, customer, status, shipped_on, delivered_on, batch_id) ",
            );
            insert.push_values(block, |mut values, line| {
                let row = &line.row;
                values.push_bind(line.document).push_bind(line.line);
                values.push_bind(row.line_id.as_deref());
                values.push_bind(line.sku).push_bind(line.location);
                values
                    .push_bind(row.ordered_on.0)
                    .push_bind(row.ordered_second);
                values
                    .push_bind(row.quantity)
                    .push_bind(line.price)
                    .push_bind(line.discount);
                values.push_bind(row.currency.map(|currency| currency.code().to_owned()));
                values
                    .push_bind(row.country.as_deref())
                    .push_bind(row.channel.as_deref());
                values
                    .push_bind(line.customer)
                    .push_bind(row.status.map(|status| status.word()));
                values.push_bind(row.shipped_on.map(|day| day.0));
                values
                    .push_bind(row.delivered_on.map(|day| day.0))
                    .push_bind(batch);
            });
            insert.build().execute(&mut *self.tx).await?;
        }
        Ok(())
    }

    /// Brings a known order up to date; whether anything of it changed.
    async fn known_order(
        &mut self,
        batch: i64,
        document: i64,
        rows: Vec<OrderLine>,
        written: &mut Written,
    ) -> Result<bool, StoreError> {
        let lines = sqlx::query(
            "select line, line_key, sku_id, location_id from order_line
             where document_id = ? order by line",
        )
        .bind(document)
        .fetch_all(&mut *self.tx)
        .await?;
        let mut free: Vec<(i64, Option<String>, i64)> = lines
            .iter()
            .map(|row| (row.get(0), row.get(1), row.get(2)))
            .collect();
        let mut places: BTreeSet<(i64, i64)> =
            lines.iter().map(|row| (row.get(2), row.get(3))).collect();
        let mut last = free.iter().map(|(line, _, _)| *line).max().unwrap_or(0);
        let mut changed = false;
        for row in rows {
            let sku = self
                .sku_id(&row.sku, row.name.as_ref(), row.is_fee, batch)
                .await?;
            let found = free
                .iter()
                .position(|(_, key, known_sku)| match (&row.line_id, key) {
                    (Some(id), Some(key)) => id.as_ref() == key,
                    _ => *known_sku == sku,
                });
            let line = match found {
                Some(place) => free.remove(place).0,
                None => {
                    last += 1;
                    last
                }
            };
            let ready = self.prepare(batch, document, line, row).await?;
            let row = &ready.row;
            let key = [
                ("document_id", Value::from(document)),
                ("line", Value::from(line)),
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
            let change = put(&mut self.tx, "order_line", &key, &columns, batch).await?;
            changed |= change != Change::Unchanged;
            places.insert((ready.sku, ready.location));
            written.count(change);
        }
        if changed {
            self.series.dirty.extend(places);
        }
        Ok(changed)
    }

    /// Says where an order sold more than the ledger holds: it is booked all the same.
    async fn note_shortages(
        &mut self,
        batch: i64,
        written: &mut Written,
    ) -> Result<(), StoreError> {
        let opened: i64 = sqlx::query_scalar("select exists (select 1 from stock_count)")
            .fetch_one(&mut *self.tx)
            .await?;
        if opened == 0 {
            return Ok(());
        }
        let short: i64 = sqlx::query_scalar(
            "select count(*) from (
                 select m.sku_id, m.location_id from stock_movement m
                 join (select sku_id, location_id, min(as_of) as opened from stock_count
                       group by 1, 2) o using (sku_id, location_id)
                 where m.occurred_on >= o.opened
                   and (m.sku_id, m.location_id) in
                       (select sku_id, location_id from stock_movement where batch_id = ?)
                 group by 1, 2 having sum(m.quantity) < 0)",
        )
        .bind(batch)
        .fetch_one(&mut *self.tx)
        .await?;
        if short > 0 {
            written.note("sold_more_than_stock", "count", short);
        }
        Ok(())
    }
}
