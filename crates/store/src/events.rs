//! The seller's own events, and kept plans of events.

use domain::Day;
use sqlx::Row;

use crate::Store;
use crate::reading::Result;

/// An event of the seller's own, or his change of a computed one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CalendarEventRow {
    /// Its number; 0 = new.
    pub id: i64,
    /// Code of the computed event; empty = own.
    pub code: String,
    /// Country; empty = all.
    pub market: String,
    /// Name.
    pub name: String,
    /// First day.
    pub starts_on: Day,
    /// Last day.
    pub ends_on: Day,
    /// Left out.
    pub hidden: bool,
}

/// One version of a kept plan of an event.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EventPlanRow {
    /// Number of the event.
    pub id: i64,
    /// Version, from 1.
    pub version: i64,
    /// What was asked, JSON.
    pub request: String,
    /// What was answered, JSON.
    pub answer: String,
    /// Moment it was kept.
    pub saved_at: String,
}

fn plan(row: &sqlx::sqlite::SqliteRow) -> EventPlanRow {
    EventPlanRow {
        id: row.get(0),
        version: row.get(1),
        request: row.get(2),
        answer: row.get(3),
        saved_at: row.get(4),
    }
}

impl Store {
    /// Own events and changes, by first day.
    ///
    /// # Errors
    /// The database refuses.
    pub async fn calendar_events(&self) -> Result<Vec<CalendarEventRow>> {
        let rows = sqlx::query(
            "select id, code, market, name, starts_on, ends_on, hidden from calendar_event
             order by starts_on, id",
        )
        .fetch_all(&self.pool)
        .await?;
        Ok(rows
            .iter()
            .map(|row| CalendarEventRow {
                id: row.get(0),
                code: row.get(1),
                market: row.get(2),
                name: row.get(3),
                starts_on: Day(row.get(4)),
                ends_on: Day(row.get(5)),
                hidden: row.get::<i64, _>(6) != 0,
            })
            .collect())
    }

    /// Writes one; in the place of the one with its number, or of the same code, market, name and
    /// first day.
    ///
    /// # Errors
    /// The database refuses.
    pub async fn set_calendar_event(&self, row: &CalendarEventRow) -> Result<()> {
        sqlx::query(
            "insert or replace into calendar_event
                 (id, code, market, name, starts_on, ends_on, hidden) values (?, ?, ?, ?, ?, ?, ?)",
        )
        .bind((row.id != 0).then_some(row.id))
        .bind(&row.code)
        .bind(&row.market)
        .bind(&row.name)
        .bind(row.starts_on.0)
        .bind(row.ends_on.0)
        .bind(i64::from(row.hidden))
        .execute(&self.pool)
        .await?;
        Ok(())
    }

    /// Takes one away; whether it was there.
    ///
    /// # Errors
    /// The database refuses.
    pub async fn remove_calendar_event(&self, id: i64) -> Result<bool> {
        let done = sqlx::query("delete from calendar_event where id = ?")
            .bind(id)
            .execute(&self.pool)
            .await?;
        Ok(done.rows_affected() > 0)
    }

    /// Keeps a plan of an event: the next version of `id`, or the first of a new one. Returns
    /// number and version.
    ///
    /// # Errors
    /// The database refuses.
    pub async fn save_event_plan(
        &self,
        id: Option<i64>,
        request: &str,
        answer: &str,
        saved_at: &str,
    ) -> Result<(i64, i64)> {
        let row = sqlx::query(
            "insert into event_plan (event_id, version, request, answer, saved_at)
             select e.id, (select coalesce(max(version), 0) + 1 from event_plan p
                           where p.event_id = e.id), ?2, ?3, ?4
             from (select coalesce(?1, (select coalesce(max(event_id), 0) + 1 from event_plan)) as id) e
             returning event_id, version",
        )
        .bind(id)
        .bind(request)
        .bind(answer)
        .bind(saved_at)
        .fetch_one(&self.pool)
        .await?;
        Ok((row.get(0), row.get(1)))
    }

    /// The newest version of every kept event.
    ///
    /// # Errors
    /// The database refuses.
    pub async fn event_plans(&self) -> Result<Vec<EventPlanRow>> {
        let rows = sqlx::query(
            "select event_id, version, request, answer, saved_at from event_plan p
             where version = (select max(version) from event_plan q where q.event_id = p.event_id)
             order by event_id desc",
        )
        .fetch_all(&self.pool)
        .await?;
        Ok(rows.iter().map(plan).collect())
    }

    /// One version of a kept event, the newest where none is named.
    ///
    /// # Errors
    /// The database refuses.
    pub async fn event_plan(&self, id: i64, version: Option<i64>) -> Result<Option<EventPlanRow>> {
        let row = sqlx::query(
            "select event_id, version, request, answer, saved_at from event_plan
             where event_id = ?1 and (?2 is null or version = ?2) order by version desc limit 1",
        )
        .bind(id)
        .bind(version)
        .fetch_optional(&self.pool)
        .await?;
        Ok(row.as_ref().map(plan))
    }

    /// What is known of the marketing of each SKU.
    ///
    /// # Errors
    /// The database refuses.
    pub async fn marketing_rows(&self) -> Result<Vec<MarketingRow>> {
        let rows = sqlx::query("select sku, ctr, cvr, has_video, reviews, rating from marketing")
            .fetch_all(&self.pool)
            .await?;
        Ok(rows
            .iter()
            .map(|row| MarketingRow {
                sku: row.get(0),
                ctr: row.get(1),
                cvr: row.get(2),
                has_video: row.get::<Option<i64>, _>(3).map(|flag| flag != 0),
                reviews: row.get(4),
                rating: row.get(5),
            })
            .collect())
    }
}

/// What is known of the marketing of a SKU.
#[derive(Clone, Debug, Default, PartialEq)]
#[allow(missing_docs)] // The fields are the columns of `domain::record::Marketing`.
pub struct MarketingRow {
    pub sku: String,
    pub ctr: Option<f64>,
    pub cvr: Option<f64>,
    pub has_video: Option<bool>,
    pub reviews: Option<i64>,
    pub rating: Option<f64>,
}
