//! A connection that one long write has for itself.

use std::ops::{Deref, DerefMut};

use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{Connection, SqliteConnection};

use crate::StoreError;

/// A transaction on a connection of its own. Dropped, or closed by [`OwnTransaction::rollback`], it
/// leaves nothing behind: SQLite takes back what was not committed.
///
/// Foreign keys are not looked up on it: an import makes every row it names itself, and to ask for
/// each of a million rows whether four others exist takes longer than to write it. `check` asks for
/// all of them.
pub(crate) struct OwnTransaction(SqliteConnection);

impl OwnTransaction {
    pub(crate) async fn begin(options: &SqliteConnectOptions) -> Result<Self, StoreError> {
        let options = options.clone().foreign_keys(false);
        let mut connection = SqliteConnection::connect_with(&options).await?;
        sqlx::query("begin immediate")
            .execute(&mut connection)
            .await?;
        Ok(OwnTransaction(connection))
    }

    pub(crate) async fn commit(mut self) -> Result<(), StoreError> {
        sqlx::query("commit").execute(&mut self.0).await?;
        Ok(self.0.close().await?)
    }

    pub(crate) async fn rollback(self) -> Result<(), StoreError> {
        Ok(self.0.close().await?)
    }
}

impl Deref for OwnTransaction {
    type Target = SqliteConnection;
    fn deref(&self) -> &SqliteConnection {
        &self.0
    }
}

impl DerefMut for OwnTransaction {
    fn deref_mut(&mut self) -> &mut SqliteConnection {
        &mut self.0
    }
}
