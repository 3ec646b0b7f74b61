//! Writing an import: one transaction, whatever number of sheets.

use std::collections::BTreeSet;
use std::sync::atomic::Ordering;

use domain::{Day, Problem, Text};
use hashbrown::HashMap;
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};
use sqlx::{Row, SqliteConnection};

use crate::own::OwnTransaction;
use crate::row::Change;
use crate::series::Changes;
use crate::{Store, StoreError, Watch};

/// What writing the rows of a sheet did.
#[derive(Clone, Debug, Default)]
pub struct Written {
    /// Rows that are new or changed something.
    pub accepted: u64,
    /// Rows known already.
    pub unchanged: u64,
    /// Doubts about single rows.
    pub problems: Vec<Problem>,
    /// What was noticed on the whole: code and blanks.
    pub notes: Vec<(String, Map<String, Value>)>,
    /// Who watches hears of every row.
    pub(crate) watch: Watch,
}

impl Written {
    pub(crate) fn count(&mut self, change: Change) {
        self.watch.rows.fetch_add(1, Ordering::Relaxed);
        match change {
            Change::Added | Change::Changed => self.accepted += 1,
            Change::Unchanged => self.unchanged += 1,
        }
    }

    pub(crate) fn note(&mut self, code: &str, name: &str, value: impl Into<Value>) {
        let mut params = Map::new();
        params.insert(name.to_owned(), value.into());
        self.notes.push((code.to_owned(), params));
    }
}

/// An import under way. Nothing of it is seen by others until [`Import::commit`]; dropped before
/// that, it leaves the workspace as it was.
pub struct Import {
    pub(crate) tx: OwnTransaction,
    /// The morning an undated count was taken.
    pub(crate) today: Day,
    /// Currency of a price that names none.
    pub(crate) base_currency: domain::Currency,
    pub(crate) skus: HashMap<Text, i64>,
    pub(crate) locations: HashMap<Text, i64>,
    /// Country → location that serves it.
    pub(crate) serves: HashMap<Text, i64>,
    pub(crate) customers: Customers,
    pub(crate) watch: Watch,
    /// What the order lines of the sheet under way change in the sales series.
    pub(crate) series: Changes,
    /// What those of earlier sheets change.
    pub(crate) kept: Changes,
    /// SKUs made because a row named them, in this batch.
    pub(crate) made_skus: u64,
}

/// Code of the location that stands for "not said" until a file names one.
const IMPLICIT_LOCATION: &str = "MAIN";

impl Store {
    /// Starts an import.
    ///
    /// # Errors
    /// Another program holds the file.
    pub async fn begin_import(
        &self,
        today: Day,
        base_currency: domain::Currency,
        fresh_salt: [u8; 16],
    ) -> Result<Import, StoreError> {
        let mut tx = OwnTransaction::begin(&self.options).await?;
        sqlx::query("insert or ignore into setting (key, value) values ('customer_salt', ?)")
            .bind(
                fresh_salt
                    .iter()
                    .map(|byte| format!("{byte:02x}"))
                    .collect::<String>(),
            )
            .execute(&mut *tx)
            .await?;
        let salt: String =
            sqlx::query_scalar("select value from setting where key = 'customer_salt'")
                .fetch_one(&mut *tx)
                .await?;
        let mut import = Import {
            tx,
            today,
            base_currency,
            skus: HashMap::new(),
            locations: HashMap::new(),
            serves: HashMap::new(),
            customers: Customers {
                salt: salt.into_bytes(),
                known: HashMap::new(),
            },
            series: Changes::default(),
            kept: Changes::default(),
            watch: Watch::default(),
            made_skus: 0,
        };
        import.read_names().await?;
        Ok(import)
    }
}

async fn pairs(
    connection: &mut SqliteConnection,
    sql: &'static str,
) -> Result<HashMap<Text, i64>, StoreError> {
    let rows = sqlx::query(sql).fetch_all(connection).await?;
    Ok(rows
        .iter()
        .map(|row| (Text::from(row.get::<String, _>(0)), row.get(1)))
        .collect())
}

impl Import {
    /// Makes the import last, with what it changes for the connections that take quantities.
    ///
    /// # Errors
    /// The disk is full or gone; nothing is written then.
    pub async fn commit(mut self, now: &str) -> Result<(), StoreError> {
        crate::outbox::queue_stock(&mut self.tx, now).await?;
        self.commit_block().await
    }

    /// Makes a part of a longer import last, whose end brings what it changes for others.
    ///
    /// # Errors
    /// The disk is full or gone; nothing is written then.
    pub async fn commit_block(mut self) -> Result<(), StoreError> {
        self.kept.write(&mut self.tx).await?;
        self.tx.commit().await
    }

    /// Takes the whole import back.
    ///
    /// # Errors
    /// The database refuses.
    pub async fn rollback(self) -> Result<(), StoreError> {
        self.tx.rollback().await
    }

    /// Reads the numbers of SKUs and locations as the file has them now.
    pub(crate) async fn read_names(&mut self) -> Result<(), StoreError> {
        self.skus = pairs(&mut self.tx, "select code, id from sku").await?;
        self.locations = pairs(&mut self.tx, "select code, id from location").await?;
        self.read_serves().await
    }

    /// The number of a SKU; one that no file has described is made.
    pub(crate) async fn sku_id(
        &mut self,
        code: &Text,
        name: Option<&Text>,
        is_fee: bool,
        batch: i64,
    ) -> Result<i64, StoreError> {
        if let Some(id) = self.skus.get(code) {
            return Ok(*id);
        }
        let done =
            sqlx::query("insert into sku (code, name, is_fee, batch_id) values (?, ?, ?, ?)")
                .bind(code.as_ref())
                .bind(name.map(|name| name.to_string()))
                .bind(i64::from(is_fee))
                .bind(batch)
                .execute(&mut *self.tx)
                .await?;
        let id = done.last_insert_rowid();
        self.skus.insert(code.clone(), id);
        self.made_skus += 1;
        Ok(id)
    }

    /// The number of a location. Where none is said: the one that serves the country, else the
    /// only one, else the implicit one. The first name a file gives becomes the implicit one's.
    pub(crate) async fn location_id(
        &mut self,
        code: Option<&Text>,
        country: Option<&Text>,
        batch: i64,
    ) -> Result<i64, StoreError> {
        if let Some(code) = code {
            if let Some(id) = self.locations.get(code) {
                return Ok(*id);
            }
            let adopted: Option<i64> = sqlx::query_scalar(
                "update location set code = ?, implicit = 0, batch_id = ? where implicit = 1
                 and (select count(*) from location) = 1 returning id",
            )
            .bind(code.as_ref())
            .bind(batch)
            .fetch_optional(&mut *self.tx)
            .await?;
            let id = match adopted {
                Some(id) => {
                    self.locations.clear();
                    id
                }
                None => self.make_location(code, false, batch).await?,
            };
            self.locations.insert(code.clone(), id);
            return Ok(id);
        }
        if let Some(id) = country.and_then(|country| self.serves.get(country)) {
            return Ok(*id);
        }
        if let (1, Some(id)) = (self.locations.len(), self.locations.values().next()) {
            return Ok(*id);
        }
        let implicit = Text::from(IMPLICIT_LOCATION);
        if let Some(id) = self.locations.get(&implicit) {
            return Ok(*id);
        }
        let id = self.make_location(&implicit, true, batch).await?;
        self.locations.insert(implicit, id);
        Ok(id)
    }

    async fn make_location(
        &mut self,
        code: &Text,
        implicit: bool,
        batch: i64,
    ) -> Result<i64, StoreError> {
        let done = sqlx::query("insert into location (code, implicit, batch_id) values (?, ?, ?)")
            .bind(code.as_ref())
            .bind(i64::from(implicit))
            .bind(batch)
            .execute(&mut *self.tx)
            .await?;
        Ok(done.last_insert_rowid())
    }

    pub(crate) async fn read_serves(&mut self) -> Result<(), StoreError> {
        let rows =
            sqlx::query("select id, coalesce(country, ''), serves from location order by id desc")
                .fetch_all(&mut *self.tx)
                .await?;
        self.serves.clear();
        for row in &rows {
            let id: i64 = row.get(0);
            for country in row.get::<String, _>(2).split(';').filter(|c| !c.is_empty()) {
                self.serves.insert(Text::from(country), id);
            }
        }
        Ok(())
    }

    /// The document of a kind, system and reference; whether it is new.
    pub(crate) async fn document(
        &mut self,
        kind: &str,
        system: &str,
        reference: &str,
    ) -> Result<(i64, bool), StoreError> {
        let found: Option<i64> =
            sqlx::query_scalar("select id from document where kind = ? and system = ? and ref = ?")
                .bind(kind)
                .bind(system)
                .bind(reference)
                .fetch_optional(&mut *self.tx)
                .await?;
        if let Some(id) = found {
            return Ok((id, false));
        }
        let done = sqlx::query("insert into document (kind, system, ref) values (?, ?, ?)")
            .bind(kind)
            .bind(system)
            .bind(reference)
            .execute(&mut *self.tx)
            .await?;
        Ok((done.last_insert_rowid(), true))
    }

    /// Books what changed documents and counts ask of the stock.
    pub(crate) async fn book(
        &mut self,
        batch: i64,
        changed: &BTreeSet<i64>,
        new: &BTreeSet<i64>,
    ) -> Result<(), StoreError> {
        crate::book::book(&mut self.tx, batch, changed, new).await?;
        crate::counts::rebook_after(&mut self.tx, batch).await
    }
}

/// Customers as salted hashes.
pub(crate) struct Customers {
    salt: Vec<u8>,
    known: HashMap<Text, i64>,
}

impl Customers {
    /// A salted hash of a customer: enough to count repeat buyers, not enough to find one.
    pub(crate) fn number(&mut self, id: Option<&Text>) -> Option<i64> {
        let id = id?;
        if let Some(hash) = self.known.get(id) {
            return Some(*hash);
        }
        let mut hasher = Sha256::new();
        hasher.update(&self.salt);
        hasher.update(id.trim().to_lowercase().as_bytes());
        let digest = hasher.finalize();
        let mut first = [0_u8; 8];
        first.copy_from_slice(&digest[..8]);
        let hash = i64::from_be_bytes(first);
        self.known.insert(id.clone(), hash);
        Some(hash)
    }
}
