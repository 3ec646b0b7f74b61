//! Writing a sheet as its rows come in.

use domain::record::{OrderLine, Records};

use crate::orders::OrderSheet;
use crate::series::Changes;
use crate::write::{Import, Written};
use crate::{NewBatch, StoreError};

/// A sheet being written: from [`Import::begin_sheet`] to [`Import::end_sheet`] or
/// [`Import::abandon_sheet`].
pub struct SheetWrite {
    batch: i64,
    system: String,
    orders: Option<OrderSheet>,
    /// Rows of a kind that is written as a whole: one row may speak of another.
    waiting: Option<Records>,
    written: Written,
}

impl SheetWrite {
    /// Number of the batch that the sheet becomes.
    #[must_use]
    pub fn batch(&self) -> i64 {
        self.batch
    }
}

impl Import {
    /// Starts a sheet as a batch of its own.
    ///
    /// # Errors
    /// The database refuses; the import is then to be dropped.
    pub async fn begin_sheet(&mut self, new: &NewBatch) -> Result<SheetWrite, StoreError> {
        sqlx::query("savepoint sheet")
            .execute(&mut *self.tx)
            .await?;
        let batch = self.add_batch(new).await?;
        Ok(self.sheet_of(batch, &new.system))
    }

    fn sheet_of(&mut self, batch: i64, system: &str) -> SheetWrite {
        self.made_skus = 0;
        SheetWrite {
            batch,
            system: system.to_owned(),
            orders: None,
            waiting: None,
            written: Written {
                watch: self.watch.clone(),
                ..Written::default()
            },
        }
    }

    /// Writes a block of the sheet's rows. Order lines go into the database at once; a million of
    /// other kinds would be unheard of, and they wait for the sheet's end.
    ///
    /// # Errors
    /// The database refuses; the import is then to be dropped.
    pub async fn write_block(
        &mut self,
        sheet: &mut SheetWrite,
        records: Records,
    ) -> Result<(), StoreError> {
        match (records, &mut sheet.waiting) {
            (Records::Orders(rows), _) => self.write_orders(sheet, rows).await?,
            (records, Some(waiting)) => waiting.append(records),
            (records, waiting) => *waiting = Some(records),
        }
        Ok(())
    }

    async fn write_orders(
        &mut self,
        sheet: &mut SheetWrite,
        rows: Vec<OrderLine>,
    ) -> Result<(), StoreError> {
        let mut orders = match sheet.orders.take() {
            Some(orders) => orders,
            None => self.begin_orders(sheet.batch, &sheet.system).await?,
        };
        self.order_lines(&mut orders, rows, &mut sheet.written)
            .await?;
        sheet.orders = Some(orders);
        Ok(())
    }

    /// Ends the sheet: books what its rows ask of the stock.
    ///
    /// # Errors
    /// The database refuses; the import is then to be dropped.
    pub async fn end_sheet(&mut self, sheet: SheetWrite) -> Result<Written, StoreError> {
        let written = self.finish(sheet).await?;
        sqlx::query("release sheet").execute(&mut *self.tx).await?;
        Ok(written)
    }

    /// Takes back what was written of a sheet that turned out to be damaged. Other sheets of the
    /// import stay.
    ///
    /// # Errors
    /// The database refuses; the import is then to be dropped.
    pub async fn abandon_sheet(&mut self, sheet: SheetWrite) -> Result<(), StoreError> {
        drop(sheet);
        self.series = Changes::default();
        sqlx::query("rollback to sheet")
            .execute(&mut *self.tx)
            .await?;
        sqlx::query("release sheet").execute(&mut *self.tx).await?;
        self.read_names().await
    }

    /// Writes all rows of batch `batch` at once and books what they ask of the stock.
    ///
    /// # Errors
    /// The database refuses; the import is then to be dropped.
    pub async fn write(
        &mut self,
        batch: i64,
        system: &str,
        records: Records,
    ) -> Result<Written, StoreError> {
        let mut sheet = self.sheet_of(batch, system);
        self.write_block(&mut sheet, records).await?;
        self.finish(sheet).await
    }

    async fn finish(&mut self, sheet: SheetWrite) -> Result<Written, StoreError> {
        let SheetWrite {
            batch,
            system,
            orders,
            waiting,
            mut written,
        } = sheet;
        if let Some(orders) = orders {
            self.end_orders(orders, &mut written).await?;
        }
        match waiting {
            // Written as they came.
            None | Some(Records::Orders(_)) => {}
            Some(Records::Products(rows)) => self.products(batch, rows, &mut written).await?,
            Some(Records::Suppliers(rows)) => self.suppliers(batch, rows, &mut written).await?,
            Some(Records::Locations(rows)) => self.location_rows(batch, rows, &mut written).await?,
            Some(Records::Promotions(rows)) => self.promotions(batch, rows, &mut written).await?,
            Some(Records::Marketing(rows)) => self.marketing(batch, rows, &mut written).await?,
            Some(Records::Returns(rows)) => {
                self.returns(batch, &system, rows, &mut written).await?;
            }
            Some(Records::PurchaseOrders(rows)) => {
                self.purchases(batch, rows, &mut written).await?
            }
            Some(Records::Stock(rows)) => self.stock_counts(batch, rows, &mut written).await?,
            Some(Records::StockHistory(rows)) => {
                self.stock_history(batch, rows, &mut written).await?;
            }
            Some(Records::Stocktake(rows)) => self.stocktake(batch, rows, &mut written).await?,
            Some(Records::SupplierPrices(rows)) => {
                self.supplier_prices(batch, rows, &mut written).await?;
            }
            Some(Records::Bundles(rows)) => self.bundles(batch, rows, &mut written).await?,
            Some(Records::ExchangeRates(rows)) => {
                self.exchange_rates(batch, rows, &mut written).await?;
            }
            Some(Records::CostRates(rows)) => self.cost_rates(batch, rows, &mut written).await?,
        }
        self.kept.absorb(std::mem::take(&mut self.series));
        if self.made_skus > 0 {
            written.note("skus_made", "count", self.made_skus);
        }
        Ok(written)
    }
}
