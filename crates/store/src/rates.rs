//! Exchange rates that come with an import.

use domain::Problem;
use domain::record::ExchangeRate;
use serde_json::Value;

use crate::StoreError;
use crate::row::{decimal, put};
use crate::write::{Import, Written};

impl Import {
    /// Writes the rates of a sheet. The base currency is worth one of itself: a row that says
    /// otherwise was written against another currency, and is left out.
    pub(crate) async fn exchange_rates(
        &mut self,
        batch: i64,
        rows: Vec<ExchangeRate>,
        written: &mut Written,
    ) -> Result<(), StoreError> {
        for row in rows {
            if row.currency == self.base_currency {
                if row.rate != rust_decimal::Decimal::ONE {
                    written.problems.push(
                        Problem::warning(row.row, Some("rate"), "rate_of_base_currency")
                            .with("currency", row.currency.code())
                            .with("value", row.rate.to_string()),
                    );
                }
                continue;
            }
            let key = [
                ("currency", Value::from(row.currency.code())),
                ("day", Value::from(row.date.0)),
            ];
            let columns = [("rate", decimal(Some(row.rate)))];
            written.count(put(&mut self.tx, "exchange_rate", &key, &columns, batch).await?);
        }
        Ok(())
    }
}
