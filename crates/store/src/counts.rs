//! Counts: the first opens the ledger of a SKU at a location, a later one that disagrees books an
//! adjustment. On the morning of a count the ledger holds what was counted, always: when an older
//! order is imported later, the adjustments after it are booked anew.

use std::collections::BTreeMap;

use domain::Day;
use sqlx::{Row, SqliteConnection};

use crate::StoreError;

/// A SKU at a location.
type Place = (i64, i64);
/// A movement a count asks for: kind and quantity.
type Wanted = (&'static str, i64);

/// Re-books the counts of every SKU and location that batch `batch` moved or counted.
pub(crate) async fn rebook_after(
    connection: &mut SqliteConnection,
    batch: i64,
) -> Result<(), StoreError> {
    let c = connection;
    touch_none(c).await?;
    let counted: i64 = sqlx::query_scalar(
        "select exists (select 1 from stock_count)
             or exists (select 1 from stock_movement where kind in ('opening', 'adjustment'))",
    )
    .fetch_one(&mut *c)
    .await?;
    if counted == 0 {
        return Ok(());
    }
    sqlx::query(
        "insert or ignore into touched
         select sku_id, location_id from stock_movement where batch_id = ?1
         union select sku_id, location_id from stock_count where batch_id = ?1
         union select json_extract(row_key, '$.sku_id'), json_extract(row_key, '$.location_id')
               from revision where batch_id = ?1 and entity = 'stock_count'",
    )
    .bind(batch)
    .execute(&mut *c)
    .await?;
    rebook_touched(c, batch).await
}

/// Empties the temporary table `touched`, which names the SKUs and locations whose counts are to be
/// booked again.
pub(crate) async fn touch_none(c: &mut SqliteConnection) -> Result<(), StoreError> {
    sqlx::query(
        "create temp table if not exists touched
         (sku_id integer, location_id integer, primary key (sku_id, location_id))",
    )
    .execute(&mut *c)
    .await?;
    sqlx::query("delete from touched").execute(&mut *c).await?;
    Ok(())
}

/// Re-books the counts of what stands in the temporary table `touched`.
pub(crate) async fn rebook_touched(
    connection: &mut SqliteConnection,
    batch: i64,
) -> Result<(), StoreError> {
    let c = connection;
    let wanted = wanted(c).await?;
    let live = sqlx::query(
        "select m.id, m.sku_id, m.location_id, m.occurred_on, m.kind, m.quantity
         from live_movement m join touched t using (sku_id, location_id)
         where m.kind in ('opening', 'adjustment')",
    )
    .fetch_all(&mut *c)
    .await?;
    let mut missing = wanted;
    for row in &live {
        let (id, sku, location): (i64, i64, i64) = (row.get(0), row.get(1), row.get(2));
        let (day, kind, quantity): (i32, String, i64) = (row.get(3), row.get(4), row.get(5));
        let key = (sku, location, day);
        if missing
            .get(&key)
            .is_some_and(|(k, q)| *k == kind && *q == quantity)
        {
            missing.remove(&key);
            continue;
        }
        sqlx::query(
            "insert into stock_movement (document_id, line, sku_id, location_id, occurred_on, kind,
                 quantity, batch_id, reverses)
             select document_id, line, sku_id, location_id, occurred_on, kind, -quantity, ?, id
             from stock_movement where id = ?",
        )
        .bind(batch)
        .bind(id)
        .execute(&mut *c)
        .await?;
    }
    for ((sku, location, day), (kind, quantity)) in missing {
        let document = count_document(c, Day(day)).await?;
        sqlx::query(
            "insert into stock_movement (document_id, line, sku_id, location_id, occurred_on, kind,
                 quantity, batch_id) values (?, ?, ?, ?, ?, ?, ?, ?)",
        )
        .bind(document)
        // One count a morning of a SKU at a location: the two numbers are its line.
        .bind(sku * 65_536 + location)
        .bind(sku)
        .bind(location)
        .bind(day)
        .bind(kind)
        .bind(quantity)
        .bind(batch)
        .execute(&mut *c)
        .await?;
    }
    Ok(())
}

/// What the counts of the touched places ask for, zero adjustments left out.
async fn wanted(c: &mut SqliteConnection) -> Result<BTreeMap<(i64, i64, i32), Wanted>, StoreError> {
    let counts = sqlx::query(
        "select sku_id, location_id, as_of, on_hand from stock_count
         join touched using (sku_id, location_id) order by 1, 2, 3",
    )
    .fetch_all(&mut *c)
    .await?;
    let mut by_place: BTreeMap<Place, Vec<(i32, i64)>> = BTreeMap::new();
    for row in &counts {
        by_place
            .entry((row.get(0), row.get(1)))
            .or_default()
            .push((row.get(2), row.get(3)));
    }
    let moves = sqlx::query(
        "select m.sku_id, m.location_id, m.occurred_on, sum(m.quantity)
         from stock_movement m join touched t using (sku_id, location_id)
         where m.kind not in ('opening', 'adjustment') group by 1, 2, 3 order by 1, 2, 3",
    )
    .fetch_all(&mut *c)
    .await?;
    let mut moved: BTreeMap<Place, Vec<(i32, i64)>> = BTreeMap::new();
    for row in &moves {
        moved
            .entry((row.get(0), row.get(1)))
            .or_default()
            .push((row.get(2), row.get(3)));
    }
    let mut wanted = BTreeMap::new();
    for (place, counts) in by_place {
        let moves = moved.remove(&place).unwrap_or_default();
        for (day, kind, quantity) in movements_of_counts(&counts, &moves) {
            wanted.insert((place.0, place.1, day), (kind, quantity));
        }
    }
    Ok(wanted)
}

/// The movements that make the ledger agree with `counts` (day, on hand), given the other
/// movements (day, sum); both ascending by day. A count is taken in the morning, before the
/// movements of its day.
pub(crate) fn movements_of_counts(
    counts: &[(i32, i64)],
    moves: &[(i32, i64)],
) -> Vec<(i32, &'static str, i64)> {
    let mut wanted = Vec::with_capacity(counts.len());
    let mut rest = moves;
    let mut balance: Option<i64> = None;
    for (day, on_hand) in counts {
        let before = rest.partition_point(|(moved_on, _)| moved_on < day);
        let sum: i64 = rest[..before].iter().map(|(_, quantity)| quantity).sum();
        rest = &rest[before..];
        match balance {
            None => wanted.push((*day, "opening", *on_hand)),
            Some(opening) if opening + sum != *on_hand => {
                wanted.push((*day, "adjustment", on_hand - opening - sum));
            }
            Some(_) => {}
        }
        balance = Some(*on_hand);
    }
    wanted
}

async fn count_document(c: &mut SqliteConnection, day: Day) -> Result<i64, StoreError> {
    let reference = day.to_string();
    sqlx::query("insert or ignore into document (kind, system, ref) values ('count', '', ?)")
        .bind(&reference)
        .execute(&mut *c)
        .await?;
    let id = sqlx::query_scalar(
        "select id from document where kind = 'count' and system = '' and ref = ?",
    )
    .bind(&reference)
    .fetch_one(c)
    .await?;
    Ok(id)
}

#[cfg(test)]
mod tests {
    use super::movements_of_counts;

    #[test]
    fn the_first_count_opens_and_a_later_one_adjusts() {
        // Before the opening 5 were sold: history. 100 on the morning of day 10; that day 30 are
        // sold, on day 12 50 arrive; on the morning of day 15 the book says 120 and 115 are there;
        // on the morning of day 20 nothing has moved and 115 are there.
        let counts = [(10, 100), (15, 115), (20, 115)];
        let moves = [(3, -5), (10, -30), (12, 50)];
        assert_eq!(
            movements_of_counts(&counts, &moves),
            [(10, "opening", 100), (15, "adjustment", -5)]
        );
    }
}
