//! Order lines of orders not seen before, in bulk.

use std::collections::BTreeSet;

use domain::record::OrderLine;
use domain::{Currency, Money, Text};
use futures_util::future::join;
use hashbrown::{HashMap, HashSet};
use sqlx::{QueryBuilder, Row, Sqlite};

use crate::row::Change;
use crate::series::Changes;
use crate::write::{Customers, Import};
use crate::{SalesLine, StoreError, Written};

/// Rows of one statement: 18 columns × 1,000 stay below SQLite's 32,766 variables.
const BLOCK: usize = 1_000;

/// A country or location as a row gives it.
pub(crate) type Said = (Option<Text>, Option<Text>);

/// A line ready to be written.
pub(crate) struct Ready {
    pub(crate) document: i64,
    pub(crate) line: i64,
    pub(crate) sku: i64,
    pub(crate) location: i64,
    pub(crate) customer: Option<i64>,
    pub(crate) price: Option<i64>,
    pub(crate) discount: Option<i64>,
    pub(crate) row: OrderLine,
}

impl Ready {
    /// The line as the sales series keeps it.
    fn sales(&self) -> SalesLine {
        let row = &self.row;
        SalesLine {
            ordered_on: row.ordered_on,
            shipped_on: row.shipped_on,
            status: row.status,
            quantity: row.quantity,
            amount: SalesLine::net(row.quantity, self.price, self.discount),
            destination: 0,
        }
    }
}

/// What rows are turned into lines with; everything they name has its number already.
pub(crate) struct Desk<'a> {
    pub(crate) skus: &'a HashMap<Text, i64>,
    pub(crate) locations: &'a HashMap<Said, i64>,
    pub(crate) base_currency: Currency,
    pub(crate) customers: &'a mut Customers,
}

impl Desk<'_> {
    pub(crate) fn prepare(
        &mut self,
        document: i64,
        line: i64,
        row: OrderLine,
    ) -> Result<Ready, StoreError> {
        // A row whose names were not gone through before is a fault of this file, not of the data.
        let unknown = || StoreError::Database("a row of an order has no number".to_owned());
        let sku = *self.skus.get(&row.sku).ok_or_else(unknown)?;
        let said = (row.location.clone(), row.country.clone());
        let location = *self.locations.get(&said).ok_or_else(unknown)?;
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
            customer: self.customers.number(row.customer_id.as_ref()),
            price: minor(row.unit_price),
            discount: minor(row.discount),
            row,
        })
    }
}

/// The orders of one sheet, while its rows come in.
pub(crate) struct OrderSheet {
    pub(crate) batch: i64,
    system: String,
    /// Orders of the system: number of the document, and that it was there before.
    documents: HashMap<Text, (i64, bool)>,
    first_document: i64,
    next_document: i64,
    lines_of: HashMap<i64, i64>,
    pub(crate) locations: HashMap<Said, i64>,
    /// Lines of orders known before that a row of the sheet speaks of already.
    pub(crate) taken: HashMap<i64, Vec<i64>>,
    /// Known orders of which something changed.
    pub(crate) changed: BTreeSet<i64>,
}

/// Orders not seen before, as they come.
struct Fresh<'a> {
    desk: Desk<'a>,
    series: &'a mut Changes,
    sheet: &'a mut OrderSheet,
    /// Rows of orders that were there before.
    known: HashMap<i64, Vec<OrderLine>>,
}

/// One block: the statements that write it.
struct Block {
    documents: Option<QueryBuilder<Sqlite>>,
    lines: QueryBuilder<Sqlite>,
    rows: usize,
}

impl Fresh<'_> {
    /// The next block of new lines; none where the rows are at their end.
    fn block(
        &mut self,
        rows: &mut std::vec::IntoIter<OrderLine>,
    ) -> Result<Option<Block>, StoreError> {
        let mut documents: Vec<(i64, Text)> = Vec::new();
        let mut lines: Vec<Ready> = Vec::with_capacity(BLOCK);
        for row in rows.by_ref() {
            let sheet = &mut *self.sheet;
            let document = match sheet.documents.get(&row.order_id) {
                Some((id, true)) => {
                    self.known.entry(*id).or_default().push(row);
                    continue;
                }
                Some((id, false)) => *id,
                None => {
                    let id = sheet.next_document;
                    sheet.next_document += 1;
                    sheet.documents.insert(row.order_id.clone(), (id, false));
                    documents.push((id, row.order_id.clone()));
                    id
                }
            };
            let line = sheet.lines_of.entry(document).or_insert(0);
            *line += 1;
            let ready = self.desk.prepare(document, *line, row)?;
            let market = ready.row.country.as_deref().unwrap_or_default();
            let currency = ready.row.currency.as_ref().map(Currency::code);
            self.series
                .added
                .entry((ready.sku, ready.location))
                .or_default()
                .add(market, currency, ready.sales());
            lines.push(ready);
            if lines.len() == BLOCK {
                break;
            }
        }
        if lines.is_empty() {
            return Ok(None);
        }
        Ok(Some(Block {
            documents: (!documents.is_empty()).then(|| self.write_documents(&documents)),
            lines: self.write_lines(&lines),
            rows: lines.len(),
        }))
    }

    fn write_documents(&self, documents: &[(i64, Text)]) -> QueryBuilder<Sqlite> {
        let mut insert = QueryBuilder::new("insert into document (id, kind, system, ref) ");
        insert.push_values(documents, |mut values, (id, reference)| {
            values
                .push_bind(*id)
                .push("'order'")
                .push_bind(self.sheet.system.clone());
            values.push_bind(reference.to_string());
        });
        insert
    }

    fn write_lines(&self, lines: &[Ready]) -> QueryBuilder<Sqlite> {
        let mut insert = QueryBuilder::new(
            "insert into order_line (document_id, line, line_key, sku_id, location_id,
             ordered_on, ordered_second, quantity, price_minor, discount_minor, currency,
             market, channel, customer, status, shipped_on, delivered_on, batch_id) ",
        );
        insert.push_values(lines, |mut values, line| {
            let row = &line.row;
            values.push_bind(line.document).push_bind(line.line);
            values.push_bind(row.line_id.as_deref().map(str::to_owned));
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
                .push_bind(row.country.as_deref().map(str::to_owned))
                .push_bind(row.channel.as_deref().map(str::to_owned));
            values
                .push_bind(line.customer)
                .push_bind(row.status.map(|status| status.word()));
            values.push_bind(row.shipped_on.map(|day| day.0));
            values
                .push_bind(row.delivered_on.map(|day| day.0))
                .push_bind(self.sheet.batch);
        });
        insert
    }
}

impl Import {
    /// Makes ready for the orders of a sheet.
    pub(crate) async fn begin_orders(
        &mut self,
        batch: i64,
        system: &str,
    ) -> Result<OrderSheet, StoreError> {
        let documents = self.known_orders(system).await?;
        let first: i64 = sqlx::query_scalar("select coalesce(max(id), 0) + 1 from document")
            .fetch_one(&mut *self.tx)
            .await?;
        Ok(OrderSheet {
            batch,
            system: system.to_owned(),
            documents,
            first_document: first,
            next_document: first,
            lines_of: HashMap::new(),
            locations: HashMap::new(),
            taken: HashMap::new(),
            changed: BTreeSet::new(),
        })
    }

    /// Writes order lines. An order not seen before is added whole; of a known order, lines are
    /// matched by the system's line number, else by SKU and order of appearance, and what differs
    /// is changed (an order cancelled since).
    pub(crate) async fn order_lines(
        &mut self,
        sheet: &mut OrderSheet,
        rows: Vec<OrderLine>,
        written: &mut Written,
    ) -> Result<(), StoreError> {
        self.name_everything(sheet.batch, &rows, &mut sheet.locations)
            .await?;
        let locations = std::mem::take(&mut sheet.locations);
        let mut fresh = Fresh {
            desk: Desk {
                skus: &self.skus,
                locations: &locations,
                base_currency: self.base_currency,
                customers: &mut self.customers,
            },
            series: &mut self.series,
            sheet,
            known: HashMap::new(),
        };
        let mut rows = rows.into_iter();
        let mut next = fresh.block(&mut rows)?;
        while let Some(mut block) = next {
            if let Some(documents) = &mut block.documents {
                documents.build().execute(&mut *self.tx).await?;
            }
            // The database's thread writes this block while this one prepares the next.
            let write = block.lines.build().execute(&mut *self.tx);
            let (done, prepared) = join(write, async { fresh.block(&mut rows) }).await;
            done?;
            for _ in 0..block.rows {
                written.count(Change::Added);
            }
            next = prepared?;
        }
        let known = fresh.known;
        sheet.locations = locations;
        self.known_lines(sheet, known, written).await
    }

    /// Books what the orders of the sheet ask of the stock.
    pub(crate) async fn end_orders(
        &mut self,
        sheet: OrderSheet,
        written: &mut Written,
    ) -> Result<(), StoreError> {
        let new: BTreeSet<i64> = (sheet.first_document..sheet.next_document).collect();
        self.book(sheet.batch, &sheet.changed, &new).await?;
        self.note_shortages(sheet.batch, written).await
    }

    /// Gives a number to every SKU and location that the rows name; new ones are made.
    async fn name_everything(
        &mut self,
        batch: i64,
        rows: &[OrderLine],
        locations: &mut HashMap<Said, i64>,
    ) -> Result<(), StoreError> {
        let mut unknown: Vec<&OrderLine> = Vec::new();
        let mut seen: HashSet<&Text> = HashSet::new();
        let mut said: Vec<Said> = Vec::new();
        for row in rows {
            if !self.skus.contains_key(&row.sku) && seen.insert(&row.sku) {
                unknown.push(row);
            }
            let place = (row.location.clone(), row.country.clone());
            if !locations.contains_key(&place) {
                locations.insert(place.clone(), 0);
                said.push(place);
            }
        }
        for row in unknown {
            self.sku_id(&row.sku, row.name.as_ref(), row.is_fee, batch)
                .await?;
        }
        for (location, country) in said {
            let id = self
                .location_id(location.as_ref(), country.as_ref(), batch)
                .await?;
            locations.insert((location, country), id);
        }
        Ok(())
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
