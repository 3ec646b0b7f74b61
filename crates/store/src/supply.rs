//! Purchase orders, returns and counts.

use std::collections::{BTreeSet, HashMap};

use domain::record::{PurchaseOrderLine, Return, StockCount, Stocktake};
use domain::{Money, Problem, Text};
use serde_json::Value;
use sqlx::Row;

use crate::row::{Change, put, text};
use crate::write::Import;
use crate::{StoreError, Written};

impl Import {
    /// A purchase order line is known by its number, SKU and location; a later row updates it.
    pub(crate) async fn purchases(
        &mut self,
        batch: i64,
        rows: Vec<PurchaseOrderLine>,
        written: &mut Written,
    ) -> Result<(), StoreError> {
        let mut changed = BTreeSet::new();
        for row in rows {
            let sku = self.sku_id(&row.sku, None, false, batch).await?;
            let location = self.location_id(row.location.as_ref(), None, batch).await?;
            let (document, _) = self.document("purchase_order", "", &row.po_number).await?;
            let currency = row.currency.unwrap_or(self.base_currency);
            let cost = row
                .unit_cost
                .and_then(|cost| Money::from_decimal(cost, currency));
            let line = self
                .line_of("purchase_line", document, sku, location)
                .await?;
            let key = [
                ("document_id", Value::from(document)),
                ("line", Value::from(line)),
            ];
            let columns = [
                ("sku_id", Value::from(sku)),
                ("location_id", Value::from(location)),
                ("quantity", Value::from(row.quantity)),
                ("ordered_on", Value::from(row.ordered_on.0)),
                ("supplier", text(row.supplier)),
                ("cost_minor", cost.map(|cost| cost.minor).into()),
                // With every digit: a unit may cost a fraction of a cent.
                (
                    "unit_cost",
                    crate::row::decimal(row.unit_cost.filter(|_| cost.is_some())),
                ),
                (
                    "currency",
                    cost.map(|cost| cost.currency.code().to_owned()).into(),
                ),
                ("expected_on", row.expected_on.map(|day| day.0).into()),
                ("received_on", row.received_on.map(|day| day.0).into()),
                ("received_quantity", row.received_quantity.into()),
                (
                    "transport",
                    row.transport.map(|transport| transport.word()).into(),
                ),
            ];
            let change = put(&mut self.tx, "purchase_line", &key, &columns, batch).await?;
            if change != Change::Unchanged {
                changed.insert(document);
            }
            written.count(change);
            for (on, quantity) in row.receipts.into_iter().flatten() {
                let goods = (document, sku, location);
                let receipt = self.part_received(batch, &row.po_number, goods, on, quantity);
                changed.extend(receipt.await?);
            }
        }
        self.book(batch, &changed, &BTreeSet::new()).await
    }

    /// Books what a file says came of a purchase order on a day, less what is known of that day.
    async fn part_received(
        &mut self,
        batch: i64,
        po_number: &str,
        (purchase, sku, location): (i64, i64, i64),
        on: domain::Day,
        quantity: i64,
    ) -> Result<Option<i64>, StoreError> {
        let known: i64 = sqlx::query_scalar(
            "select coalesce(sum(quantity), 0) from receipt_line where purchase_id = ?
             and sku_id = ? and location_id = ? and received_on = ?",
        )
        .bind(purchase)
        .bind(sku)
        .bind(location)
        .bind(on.0)
        .fetch_one(&mut *self.tx)
        .await?;
        if quantity <= known {
            return Ok(None);
        }
        let reference = format!("{po_number}\u{1f}{batch}\u{1f}{sku}\u{1f}{location}\u{1f}{on}");
        let (document, _) = self.document("receipt", "", &reference).await?;
        let key = [
            ("document_id", Value::from(document)),
            ("line", Value::from(1)),
        ];
        let columns = [
            ("purchase_id", Value::from(purchase)),
            ("sku_id", Value::from(sku)),
            ("location_id", Value::from(location)),
            ("received_on", Value::from(on.0)),
            ("quantity", Value::from(quantity - known)),
        ];
        put(&mut self.tx, "receipt_line", &key, &columns, batch).await?;
        Ok(Some(document))
    }

    /// The line of a document that holds a SKU at a location, or the next free one.
    async fn line_of(
        &mut self,
        table: &'static str,
        document: i64,
        sku: i64,
        location: i64,
    ) -> Result<i64, StoreError> {
        let sql = format!(
            "select coalesce(
                 (select line from {table} where document_id = ?1 and sku_id = ?2 and location_id = ?3),
                 (select coalesce(max(line), 0) + 1 from {table} where document_id = ?1))"
        );
        let line = sqlx::query_scalar(sqlx::AssertSqlSafe(sql))
            .bind(document)
            .bind(sku)
            .bind(location)
            .fetch_one(&mut *self.tx)
            .await?;
        Ok(line)
    }

    /// A return is known by its order, SKU and day; equal rows of one file are so many returns.
    pub(crate) async fn returns(
        &mut self,
        batch: i64,
        system: &str,
        rows: Vec<Return>,
        written: &mut Written,
    ) -> Result<(), StoreError> {
        let mut changed = BTreeSet::new();
        let mut seen: HashMap<(Text, Text, i32), u32> = HashMap::new();
        for row in rows {
            let order = row.order_id.clone().unwrap_or_else(|| Text::from(""));
            let times = seen
                .entry((order.clone(), row.sku.clone(), row.returned_on.0))
                .or_default();
            *times += 1;
            let reference = format!(
                "{order}\u{1f}{}\u{1f}{}\u{1f}{times}",
                row.sku, row.returned_on
            );
            let sku = self.sku_id(&row.sku, None, false, batch).await?;
            let location = match (&row.location, &row.order_id) {
                (None, Some(order)) => match self.location_of_order(system, order, sku).await? {
                    Some(location) => location,
                    None => self.location_id(None, None, batch).await?,
                },
                (location, _) => self.location_id(location.as_ref(), None, batch).await?,
            };
            let (document, _) = self.document("return", system, &reference).await?;
            let key = [
                ("document_id", Value::from(document)),
                ("line", Value::from(1)),
            ];
            let columns = [
                ("sku_id", Value::from(sku)),
                ("location_id", Value::from(location)),
                ("returned_on", Value::from(row.returned_on.0)),
                ("quantity", Value::from(row.quantity)),
                (
                    "resellable",
                    Value::from(i64::from(row.resellable.unwrap_or(true))),
                ),
            ];
            let change = put(&mut self.tx, "return_line", &key, &columns, batch).await?;
            if change != Change::Unchanged {
                changed.insert(document);
            }
            written.count(change);
        }
        self.book(batch, &changed, &BTreeSet::new()).await
    }

    async fn location_of_order(
        &mut self,
        system: &str,
        order: &str,
        sku: i64,
    ) -> Result<Option<i64>, StoreError> {
        let location = sqlx::query_scalar(
            "select l.location_id from document d join order_line l on l.document_id = d.id
             where d.kind = 'order' and d.system = ? and d.ref = ? and l.sku_id = ? limit 1",
        )
        .bind(system)
        .bind(order)
        .bind(sku)
        .fetch_optional(&mut *self.tx)
        .await?;
        Ok(location)
    }

    pub(crate) async fn stock_counts(
        &mut self,
        batch: i64,
        rows: Vec<StockCount>,
        written: &mut Written,
    ) -> Result<(), StoreError> {
        let mut seen: HashMap<(i64, i64, i32), i64> = HashMap::new();
        for row in rows {
            let sku = self
                .sku_id(&row.sku, row.name.as_ref(), false, batch)
                .await?;
            let location = self.location_id(row.location.as_ref(), None, batch).await?;
            let as_of = row.as_of.unwrap_or(self.today);
            if let Some(other) = seen.insert((sku, location, as_of.0), row.on_hand)
                && other != row.on_hand
            {
                written.problems.push(
                    Problem::warning(row.row, None, "count_contradicts")
                        .with("sku", row.sku.as_ref())
                        .with("other", other)
                        .with("on_hand", row.on_hand),
                );
            }
            let key = [
                ("sku_id", Value::from(sku)),
                ("location_id", Value::from(location)),
                ("as_of", Value::from(as_of.0)),
            ];
            let columns = [("on_hand", Value::from(row.on_hand))];
            let mut change = put(&mut self.tx, "stock_count", &key, &columns, batch).await?;
            if let Some(cost) = row.unit_cost {
                let key = [("code", Value::from(row.sku.as_ref()))];
                let known: Option<String> =
                    sqlx::query_scalar("select unit_cost from sku where id = ?")
                        .bind(sku)
                        .fetch_one(&mut *self.tx)
                        .await?;
                // A stock sheet's cost fills a gap; it never overrules the catalogue.
                if known.is_none() {
                    let columns = [("unit_cost", crate::row::decimal(Some(cost)))];
                    let cost = put(&mut self.tx, "sku", &key, &columns, batch).await?;
                    if change == Change::Unchanged {
                        change = cost;
                    }
                }
            }
            written.count(change);
        }
        self.book(batch, &BTreeSet::new(), &BTreeSet::new()).await?;
        let adjusted = sqlx::query(
            "select count(*), coalesce(sum(abs(quantity)), 0) from live_movement
             where batch_id = ? and kind = 'adjustment'",
        )
        .bind(batch)
        .fetch_one(&mut *self.tx)
        .await?;
        let places: i64 = adjusted.get(0);
        if places > 0 {
            written.note("adjustments_booked", "count", places);
        }
        Ok(())
    }

    pub(crate) async fn stocktake(
        &mut self,
        batch: i64,
        rows: Vec<Stocktake>,
        written: &mut Written,
    ) -> Result<(), StoreError> {
        for row in rows {
            let sku = self.sku_id(&row.sku, None, false, batch).await?;
            let location = self.location_id(row.location.as_ref(), None, batch).await?;
            let place = [
                ("sku_id", Value::from(sku)),
                ("location_id", Value::from(location)),
                ("counted_on", Value::from(row.counted_on.0)),
            ];
            let columns = [("counted", Value::from(row.counted))];
            let change = put(&mut self.tx, "stocktake", &place, &columns, batch).await?;
            // A stocktake is a count as well: what it finds is what is there.
            let count = [
                place[0].clone(),
                place[1].clone(),
                ("as_of", Value::from(row.counted_on.0)),
            ];
            let columns = [("on_hand", Value::from(row.counted))];
            put(&mut self.tx, "stock_count", &count, &columns, batch).await?;
            written.count(change);
        }
        self.book(batch, &BTreeSet::new(), &BTreeSet::new()).await
    }
}
