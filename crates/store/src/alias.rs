//! Several codes for one SKU: joining them, taking a join back, and what looks alike.

use std::collections::BTreeMap;

use sqlx::{Row, SqliteConnection};

use crate::alias_move::{self, Move};
use crate::{Import, Store, StoreError};

/// A code that is read as a SKU.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AliasRow {
    /// Its number.
    pub id: i64,
    /// The code as files write it.
    pub code: String,
    /// The SKU it is read as.
    pub sku: String,
    /// When they were joined, RFC 3339.
    pub joined_at: String,
    /// Rows moved when they were joined: a split puts them back.
    pub moved: u64,
    /// Rows read under the code since: they stay with the SKU after a split.
    pub rows_since: u64,
}

/// What joining or splitting moved.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Joined {
    /// The SKU the code is (or was) read as.
    pub sku: String,
    /// Rows moved.
    pub moved: u64,
    /// Counts of the same morning and place under both codes: the SKU's own stands.
    pub conflicts: u64,
    /// Rows that a split cannot tell from the SKU's own.
    pub stays: u64,
}

/// A SKU whose code looks like another's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lookalike {
    /// Equal for those that look alike.
    pub group: u32,
    /// Why: `letters` (case or width), `spelling` (spaces, hyphens, leading zeros), `barcode`.
    pub reason: &'static str,
    /// Code.
    pub code: String,
    /// Name.
    pub name: Option<String>,
    /// System whose file named it last.
    pub system: String,
    /// Order lines under it.
    pub orders: u64,
}

impl Store {
    /// All joined codes, by the SKU they are read as.
    ///
    /// # Errors
    /// The database refuses.
    pub async fn aliases(&self) -> Result<Vec<AliasRow>, StoreError> {
        let rows = sqlx::query(
            "select a.id, a.code, s.code, a.joined_at,
                    (select count(*) from sku_alias_moved m where m.alias_id = a.id
                         and m.entity not in ('sku', 'revision', 'sku_alias')), a.rows_since
             from sku_alias a join sku s on s.id = a.sku_id order by s.code, a.code",
        )
        .fetch_all(&self.pool)
        .await?;
        let whole = |count: i64| u64::try_from(count).unwrap_or(0);
        Ok(rows
            .iter()
            .map(|row| AliasRow {
                id: row.get(0),
                code: row.get(1),
                sku: row.get(2),
                joined_at: row.get(3),
                moved: whole(row.get(4)),
                rows_since: whole(row.get(5)),
            })
            .collect())
    }

    /// Reads `code` as the SKU `into` from now on, and moves what stands under it.
    ///
    /// # Errors
    /// `unknown_sku`, `alias_of_itself`, `alias_taken`, or the database refuses.
    pub async fn join_sku(&self, code: &str, into: &str, at: &str) -> Result<Joined, StoreError> {
        let mut tx = self.pool.begin_with("begin immediate").await?;
        let c = &mut *tx;
        let target = sqlx::query(
            "select s.id, s.code from sku s where s.batch_id is not null and s.code = ?1
             union all
             select s.id, s.code from sku_alias a join sku s on s.id = a.sku_id where a.code = ?1
             limit 1",
        )
        .bind(into)
        .fetch_optional(&mut *c)
        .await?;
        let Some(target) = target else {
            return Err(StoreError::Refused("unknown_sku"));
        };
        let (new, sku): (i64, String) = (target.get(0), target.get(1));
        if sku == code {
            return Err(StoreError::Refused("alias_of_itself"));
        }
        let taken: i64 = sqlx::query_scalar("select count(*) from sku_alias where code = ?")
            .bind(code)
            .fetch_one(&mut *c)
            .await?;
        if taken > 0 {
            return Err(StoreError::Refused("alias_taken"));
        }
        let batch = own_batch(c, code, &sku, "join", at).await?;
        let alias = sqlx::query(
            "insert into sku_alias (code, sku_id, joined_at, batch_id) values (?, ?, ?, ?)",
        )
        .bind(code)
        .bind(new)
        .bind(at)
        .bind(batch)
        .execute(&mut *c)
        .await?
        .last_insert_rowid();
        let mut joined = Joined {
            sku: sku.clone(),
            ..Joined::default()
        };
        if let Some(old) = sku_number(c, code).await? {
            let step = Move {
                alias,
                batch,
                old: (old, code),
                new: (new, &sku),
            };
            (joined.moved, joined.conflicts) = alias_move::there(c, &step).await?;
        }
        tx.commit().await?;
        Ok(joined)
    }

    /// Reads `code` as a SKU of its own again, and puts back what the join moved.
    ///
    /// # Errors
    /// `no_such_alias`, or the database refuses.
    pub async fn split_sku(&self, code: &str, at: &str) -> Result<Joined, StoreError> {
        let mut tx = self.pool.begin_with("begin immediate").await?;
        let c = &mut *tx;
        let found = sqlx::query(
            "select a.id, a.sku_id, s.code, a.rows_since from sku_alias a
             join sku s on s.id = a.sku_id where a.code = ?",
        )
        .bind(code)
        .fetch_optional(&mut *c)
        .await?;
        let Some(found) = found else {
            return Err(StoreError::Refused("no_such_alias"));
        };
        let (alias, new, sku): (i64, i64, String) = (found.get(0), found.get(1), found.get(2));
        let batch = own_batch(c, code, &sku, "split", at).await?;
        let mut joined = Joined {
            sku: sku.clone(),
            stays: u64::try_from(found.get::<i64, _>(3)).unwrap_or(0),
            ..Joined::default()
        };
        if let Some(old) = sku_number(c, code).await? {
            let step = Move {
                alias,
                batch,
                old: (old, code),
                new: (new, &sku),
            };
            joined.moved = alias_move::back(c, &step).await?;
        }
        sqlx::query("delete from sku_alias_moved where alias_id = ?")
            .bind(alias)
            .execute(&mut *c)
            .await?;
        sqlx::query("delete from sku_alias where id = ?")
            .bind(alias)
            .execute(&mut *c)
            .await?;
        tx.commit().await?;
        Ok(joined)
    }

    /// SKUs whose codes differ in case, width, spaces, hyphens or leading zeros only, or that
    /// share a barcode.
    ///
    /// # Errors
    /// The database refuses.
    pub async fn lookalikes(&self) -> Result<Vec<Lookalike>, StoreError> {
        let rows = sqlx::query(
            "select s.id, s.code, s.name, coalesce(s.barcode, ''), b.system from sku s
             join batch b on b.id = s.batch_id where s.is_fee = 0 order by s.code",
        )
        .fetch_all(&self.pool)
        .await?;
        let codes: Vec<String> = rows.iter().map(|row| row.get(1)).collect();
        let barcodes: Vec<String> = rows.iter().map(|row| row.get(3)).collect();
        let groups = alike(&codes, &barcodes);
        if groups.is_empty() {
            return Ok(Vec::new());
        }
        let sold: BTreeMap<i64, i64> =
            sqlx::query("select sku_id, count(*) from order_line group by sku_id")
                .fetch_all(&self.pool)
                .await?
                .iter()
                .map(|row| (row.get(0), row.get(1)))
                .collect();
        let mut found = Vec::new();
        for (group, (reason, members)) in (0_u32..).zip(groups) {
            for at in members {
                let row = &rows[at];
                let orders = sold.get(&row.get::<i64, _>(0)).copied().unwrap_or(0);
                found.push(Lookalike {
                    group,
                    reason,
                    code: row.get(1),
                    name: row.get(2),
                    system: row.get(4),
                    orders: u64::try_from(orders).unwrap_or(0),
                });
            }
        }
        Ok(found)
    }
}

impl Import {
    /// Notes that rows were read under a joined code.
    ///
    /// # Errors
    /// The database refuses.
    pub async fn count_alias(&mut self, alias: i64, rows: u64) -> Result<(), StoreError> {
        sqlx::query("update sku_alias set rows_since = rows_since + ? where id = ?")
            .bind(i64::try_from(rows).unwrap_or(i64::MAX))
            .bind(alias)
            .execute(&mut *self.tx)
            .await?;
        Ok(())
    }
}

async fn sku_number(c: &mut SqliteConnection, code: &str) -> Result<Option<i64>, StoreError> {
    Ok(sqlx::query_scalar("select id from sku where code = ?")
        .bind(code)
        .fetch_optional(c)
        .await?)
}

/// Movements need a batch to belong to; the list of imports leaves these out.
async fn own_batch(
    c: &mut SqliteConnection,
    code: &str,
    sku: &str,
    kind: &str,
    at: &str,
) -> Result<i64, StoreError> {
    let done = sqlx::query(
        "insert into batch (file, sheet, system, kind, imported_at) values (?, ?, '', ?, ?)",
    )
    .bind(code)
    .bind(sku)
    .bind(kind)
    .bind(at)
    .execute(c)
    .await?;
    Ok(done.last_insert_rowid())
}

/// A code as people compare it: half-width letters, one case.
fn letters(code: &str) -> String {
    code.trim()
        .chars()
        .map(|c| match c {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
            '\u{3000}' => ' ',
            c => c,
        })
        .flat_map(char::to_lowercase)
        .collect()
}

/// The same without spaces, marks and leading zeros.
fn spelling(code: &str) -> String {
    let plain: String = letters(code)
        .chars()
        .filter(|c| c.is_alphanumeric())
        .collect();
    plain.trim_start_matches('0').to_owned()
}

/// Groups of two and more that look alike, by the strictest reason that joins them.
fn alike(codes: &[String], barcodes: &[String]) -> Vec<(&'static str, Vec<usize>)> {
    let mut taken = vec![false; codes.len()];
    let mut groups = Vec::new();
    let keys: [(&'static str, Vec<String>); 3] = [
        ("letters", codes.iter().map(|code| letters(code)).collect()),
        (
            "spelling",
            codes.iter().map(|code| spelling(code)).collect(),
        ),
        ("barcode", barcodes.to_vec()),
    ];
    for (reason, keys) in keys {
        let mut same: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (at, key) in keys.iter().enumerate() {
            if !key.is_empty() && !taken[at] {
                same.entry(key).or_default().push(at);
            }
        }
        for members in same.into_values().filter(|members| members.len() > 1) {
            for at in &members {
                taken[*at] = true;
            }
            groups.push((reason, members));
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::alike;

    #[test]
    fn codes_that_differ_in_dress_only_look_alike() {
        let codes = [
            "LN2-OAK",
            "ln2-oak",
            "ＬＮ２－ＯＡＫ",
            "LN2 OAK",
            "007",
            "7",
            "X",
            "Y",
        ]
        .map(str::to_owned);
        let mut barcodes = vec![String::new(); 6];
        barcodes.extend(["4006381333931".to_owned(), "4006381333931".to_owned()]);
        assert_eq!(
            alike(&codes, &barcodes),
            [
                ("letters", vec![0, 1, 2]),
                ("spelling", vec![4, 5]),
                ("barcode", vec![6, 7]),
            ]
        );
    }
}
