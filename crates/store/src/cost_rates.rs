//! What it costs to bring goods in: written by imports and by hand, and read.

use domain::record::CostRate;
use domain::{CostBasis, CostKind, Currency, Day, Transport};
use rust_decimal::Decimal;
use serde_json::Value;
use sqlx::Row;

use crate::reading::Result;
use crate::row::{Column, decimal, put, text};
use crate::write::Import;
use crate::{Store, StoreError, Written};

/// Columns that tell one rate from another.
fn key(row: &CostRate) -> [Column; 8] {
    let word = |text: Option<&domain::Text>| Value::from(text.map_or("", |text| text.as_ref()));
    [
        ("kind", Value::from(row.kind.word())),
        ("programme", word(row.programme.as_ref())),
        ("basis", Value::from(row.basis.word())),
        ("from_country", word(row.origin.as_ref())),
        ("to_country", word(row.destination.as_ref())),
        (
            "transport",
            Value::from(row.transport.map_or("", Transport::word)),
        ),
        ("hs_code", word(row.hs_code.as_ref())),
        (
            "valid_from",
            Value::from(row.valid_from.unwrap_or(Day::EARLIEST).0),
        ),
    ]
}

/// The same for binding: the texts in their order, and the first day.
fn key_texts(row: &CostRate) -> (Vec<String>, i32) {
    let words = key(row)
        .iter()
        .filter_map(|(_, value)| value.as_str().map(str::to_owned))
        .collect();
    (words, row.valid_from.unwrap_or(Day::EARLIEST).0)
}

impl Import {
    pub(crate) async fn cost_rates(
        &mut self,
        batch: i64,
        rows: Vec<CostRate>,
        written: &mut Written,
    ) -> std::result::Result<(), StoreError> {
        for row in rows {
            let columns = [
                ("rate", decimal(Some(row.rate))),
                ("currency", text(row.currency.map(|c| c.code().to_owned()))),
                (
                    "recoverable",
                    row.recoverable
                        .map_or(Value::Null, |flag| i64::from(flag).into()),
                ),
                (
                    "valid_to",
                    row.valid_to.map_or(Value::Null, |day| day.0.into()),
                ),
                ("note", text(row.note.as_ref())),
            ];
            written.count(put(&mut self.tx, "cost_rate", &key(&row), &columns, batch).await?);
        }
        Ok(())
    }
}

fn optional<T: From<String>>(text: String) -> Option<T> {
    (!text.is_empty()).then(|| T::from(text))
}

impl Store {
    /// Every rate, by kind, layer and first day. The field `row` is 0.
    ///
    /// # Errors
    /// The database refuses, or holds a word that no version wrote.
    pub async fn cost_rates(&self) -> Result<Vec<CostRate>> {
        let rows = sqlx::query(
            "select kind, programme, basis, from_country, to_country, transport, hs_code,
                 valid_from, rate, currency, recoverable, valid_to, note
             from cost_rate
             order by kind, programme, basis, from_country, to_country, transport, hs_code,
                 valid_from",
        )
        .fetch_all(&self.pool)
        .await?;
        rows.iter()
            .map(|row| {
                let kind: String = row.get(0);
                let basis: String = row.get(2);
                let rate: String = row.get(8);
                let odd = || StoreError::Database(format!("cost_rate: {kind} {basis} {rate}"));
                let valid_from = Day(row.get(7));
                let transport: String = row.get(5);
                Ok(CostRate {
                    row: 0,
                    kind: CostKind::from_word(&kind).ok_or_else(odd)?,
                    programme: optional(row.get(1)),
                    basis: CostBasis::from_word(&basis).ok_or_else(odd)?,
                    rate: rate.parse::<Decimal>().map_err(|_| odd())?,
                    currency: row
                        .get::<Option<String>, _>(9)
                        .and_then(|code| code.parse::<Currency>().ok()),
                    origin: optional(row.get(3)),
                    destination: optional(row.get(4)),
                    transport: Transport::from_word(&transport),
                    hs_code: optional(row.get(6)),
                    recoverable: row.get::<Option<i64>, _>(10).map(|flag| flag != 0),
                    valid_from: (valid_from != Day::EARLIEST).then_some(valid_from),
                    valid_to: row.get::<Option<i32>, _>(11).map(Day),
                    note: row.get::<Option<String>, _>(12).map(Into::into),
                })
            })
            .collect()
    }

    /// Writes a rate by hand: whole, in the place of one with the same key.
    ///
    /// # Errors
    /// The database refuses.
    pub async fn set_cost_rate(&self, row: &CostRate) -> Result<()> {
        let (words, day) = key_texts(row);
        let insert = sqlx::query(
            "insert or replace into cost_rate (kind, programme, basis, from_country, to_country,
                 transport, hs_code, valid_from, rate, currency, recoverable, valid_to, note)
             values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        );
        (words
            .into_iter()
            .fold(insert, |insert, word| insert.bind(word)))
        .bind(day)
        .bind(row.rate.normalize().to_string())
        .bind(row.currency.map(|c| c.code().to_owned()))
        .bind(row.recoverable.map(i64::from))
        .bind(row.valid_to.map(|day| day.0))
        .bind(row.note.as_deref().map(str::to_owned))
        .execute(&self.pool)
        .await?;
        Ok(())
    }

    /// Takes a rate away; whether it was there.
    ///
    /// # Errors
    /// The database refuses.
    pub async fn remove_cost_rate(&self, row: &CostRate) -> Result<bool> {
        let (words, day) = key_texts(row);
        let delete = sqlx::query(
            "delete from cost_rate where kind = ? and programme = ? and basis = ?
                 and from_country = ? and to_country = ? and transport = ? and hs_code = ?
                 and valid_from = ?",
        );
        let done = (words
            .into_iter()
            .fold(delete, |delete, word| delete.bind(word)))
        .bind(day)
        .execute(&self.pool)
        .await?;
        Ok(done.rows_affected() > 0)
    }
}
