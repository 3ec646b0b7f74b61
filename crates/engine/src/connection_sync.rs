//! Reading what is new in a connected system into the ledger, by the path that files take.
//!
//! A block of pages is one transaction with the cursor that follows it: whatever stops the program,
//! the next run goes on where the rows end. Each run asks again for an hour before the last change
//! seen, since a system may show a change late; rows known already change nothing.

use std::collections::HashSet;

use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};
use connect::{Capability, Connected, From, Page, Stream};
use domain::Problem;
use domain::record::Records;
use store::{BatchRow, ConnectionRow, CursorRow, LevelRow, NewBatch, RemoteOrderRow, RunRow};

use crate::connection::{named, open_known, shown};
use crate::contract::connection::{KeyedRequest, Runs};
use crate::contract::import::Progress;
use crate::import_read::stopped;
use crate::import_write::kept;
use crate::settings::Values;
use crate::{Engine, Failure, clock};

/// Pages of one transaction.
const BLOCK: usize = 20;
/// How far behind the last change seen the next run begins.
const OVERLAP: TimeDelta = TimeDelta::hours(1);

pub(crate) async fn sync(engine: &Engine, request: KeyedRequest) -> Result<Runs, Failure> {
    engine.begin_long();
    let row = named(engine, &request.name).await?;
    let system = connect::system(&row.system)?;
    let connection = open_known(&row, &request.keys)?;
    let can = |stream: &Stream| {
        let mut all = system
            .capabilities
            .iter()
            .filter_map(|one: &Capability| one.stream());
        all.any(|one| one == *stream)
    };
    let mut runs = Vec::new();
    for stream in Stream::ALL.iter().filter(|stream| can(stream)) {
        let (run, outcome) = Pull {
            engine,
            row: &row,
            stream: *stream,
            run: RunRow::default(),
        }
        .run(connection.as_ref())
        .await?;
        runs.push(shown(run));
        outcome?;
    }
    // What waits is sent behind what was read, so that it is decided on the newest state.
    let mut keys = request.others;
    keys.insert(row.name.clone(), request.keys);
    crate::connection_send::send_after(engine, &keys).await?;
    Ok(Runs {
        name: row.name,
        runs,
    })
}

struct Pull<'a> {
    engine: &'a Engine,
    row: &'a ConnectionRow,
    stream: Stream,
    run: RunRow,
}

fn instant(text: Option<&String>) -> Option<DateTime<Utc>> {
    let text = text?;
    let at = DateTime::parse_from_rfc3339(text).ok()?;
    Some(at.with_timezone(&Utc))
}

fn written(at: Option<DateTime<Utc>>) -> Option<String> {
    at.map(|at| at.to_rfc3339_opts(SecondsFormat::Millis, true))
}

impl Pull<'_> {
    /// Runs the stream to its end; the run is in the log whatever comes.
    async fn run(
        mut self,
        connection: &dyn Connected,
    ) -> Result<(RunRow, Result<(), Failure>), Failure> {
        let store = self.engine.store();
        let word = self.stream.word();
        self.run.stream = word.to_owned();
        self.run.started_at = clock::now();
        self.run.id = store
            .begin_run(self.row.id, word, &self.run.started_at)
            .await?;
        let stop = self.engine.stop();
        // A transaction that is dropped in its middle leaves nothing behind.
        let outcome = tokio::select! {
            outcome = self.pages(connection) => outcome,
            () = stopped(&stop) => Err(Failure::new("cancelled")),
        };
        self.run.finished_at = Some(clock::now());
        if let Err(failure) = &outcome {
            self.run.failure = serde_json::to_string(failure).ok();
        }
        store.log_run(&self.run).await?;
        Ok((self.run, outcome))
    }

    async fn pages(&mut self, connection: &dyn Connected) -> Result<(), Failure> {
        let values = Values::read(self.engine).await?;
        let word = self.stream.word();
        let mut cursor = self.engine.store().cursor(self.row.id, word).await?;
        loop {
            let mut from = From {
                since: instant(cursor.since.as_ref()).and_then(|at| at.checked_sub_signed(OVERLAP)),
                page: cursor.page.clone(),
                zone: values.zone(),
            };
            let mut block = Vec::new();
            let mut seen = instant(cursor.seen.as_ref());
            loop {
                let page = match connection.pull(self.stream, &from).await {
                    // A page of an earlier run may not be known any more: from its beginning then.
                    Err(error)
                        if cursor.page.is_some()
                            && block.is_empty()
                            && error.code == "connect_rejected" =>
                    {
                        cursor.page = None;
                        from.page = None;
                        connection.pull(self.stream, &from).await?
                    }
                    other => other?,
                };
                seen = seen.max(page.until);
                from.page.clone_from(&page.next);
                self.run.pages += 1;
                self.run.items += i64::try_from(page.items).unwrap_or(i64::MAX);
                self.engine.tell(Progress {
                    stage: word.to_owned(),
                    subject: self.row.name.clone(),
                    done: u64::try_from(self.run.items).unwrap_or(0),
                    total: 0,
                });
                block.push(page);
                if from.page.is_none() || block.len() == BLOCK {
                    break;
                }
            }
            cursor.page = from.page;
            cursor.seen = written(seen);
            let last = cursor.page.is_none();
            if last {
                cursor.since = cursor.seen.take().or(cursor.since);
            }
            self.write(block, &cursor, &values).await?;
            if last {
                return Ok(());
            }
        }
    }

    /// Writes a block and the cursor behind it in one transaction.
    async fn write(
        &mut self,
        block: Vec<Page>,
        cursor: &CursorRow,
        values: &Values,
    ) -> Result<(), Failure> {
        let mut salt = [0_u8; 16];
        getrandom::fill(&mut salt).map_err(|_| Failure::new("no_random"))?;
        let today = clock::today(&values.zone());
        let store = self.engine.store();
        let mut import = store
            .begin_import(today, values.base_currency(), salt)
            .await?;
        let levels: Vec<LevelRow> = (block.iter().flat_map(|page| &page.levels))
            .map(|level| LevelRow {
                sku: level.sku.clone(),
                location: level.location.clone(),
                available: level.available,
            })
            .collect();
        import.set_levels(self.row.id, &levels).await?;
        let (records, orders, mut problems) = joined(block);
        import.remote_orders(self.row.id, &orders).await?;
        for mut records in records {
            if let Records::Stock(rows) = records {
                let (opening, differs) = import.against_ledger(rows).await?;
                self.run.differs += differs;
                records = Records::Stock(opening);
            }
            let aliases = crate::alias::read_as(self.engine).await?;
            for (alias, rows) in crate::alias::apply(&mut records, &aliases) {
                import.count_alias(alias, rows).await?;
            }
            let count = u64::try_from(records.len()).unwrap_or(u64::MAX);
            let kind = records.kind().word();
            let imported_at = clock::now();
            let id = import
                .add_batch(&NewBatch {
                    file: self.row.name.clone(),
                    system: self.row.source.clone(),
                    kind: kind.to_owned(),
                    imported_at: imported_at.clone(),
                    columns: "[]".to_owned(),
                    ..NewBatch::default()
                })
                .await?;
            let done = import.write(id, &self.row.source, records).await?;
            let mut told = std::mem::take(&mut problems);
            let rejected = u64::try_from(told.len()).unwrap_or(u64::MAX);
            told.extend(done.problems);
            self.run.accepted += i64::try_from(done.accepted).unwrap_or(i64::MAX);
            self.run.unchanged += i64::try_from(done.unchanged).unwrap_or(i64::MAX);
            self.run.rejected += i64::try_from(rejected).unwrap_or(i64::MAX);
            if done.accepted == 0 && told.is_empty() {
                import.forget_batch(id).await?;
                continue;
            }
            let changed = import.changed_by(id).await?;
            let problem_count = u64::try_from(told.len()).unwrap_or(u64::MAX);
            import
                .finish_batch(&BatchRow {
                    id,
                    rows: count.saturating_add(rejected),
                    accepted: done.accepted,
                    rejected,
                    unchanged: done.unchanged,
                    changed,
                    problem_count,
                    problems: serde_json::to_string(&kept(told)).unwrap_or_else(|_| "[]".into()),
                    notes: "[]".to_owned(),
                    ..BatchRow::default()
                })
                .await?;
        }
        import
            .set_cursor(self.row.id, self.stream.word(), cursor)
            .await?;
        // What the stock of others is to become is asked once, behind the last block.
        if cursor.page.is_some() {
            return Ok(import.commit_block().await?);
        }
        Ok(import.commit(&clock::now()).await?)
    }
}

/// Rows of a block by kind. An order that changed while it was read stands on two pages: the later
/// one counts.
fn joined(block: Vec<Page>) -> (Vec<Records>, Vec<RemoteOrderRow>, Vec<Problem>) {
    let mut seen = HashSet::new();
    let (mut orders, mut problems) = (Vec::new(), Vec::new());
    let (mut lines, mut returns) = (Vec::new(), Vec::new());
    let mut others: Vec<Records> = Vec::new();
    for page in block.into_iter().rev() {
        problems.extend(page.problems);
        let mut of_page = HashSet::new();
        let mut is_new = |order: &str| {
            !seen.contains(order) && {
                of_page.insert(order.to_owned());
                true
            }
        };
        for records in page.records {
            match records {
                Records::Orders(rows) => {
                    lines.extend(rows.into_iter().filter(|row| is_new(&row.order_id)));
                }
                Records::Returns(rows) => returns.extend(
                    rows.into_iter()
                        .filter(|row| row.order_id.as_ref().is_none_or(|order| is_new(order))),
                ),
                other => others.push(other),
            }
        }
        for order in page.orders {
            if is_new(&order.order_id) {
                orders.push(RemoteOrderRow {
                    parcels: serde_json::to_string(&order.parcels).unwrap_or_else(|_| "[]".into()),
                    updated: order.updated.to_rfc3339_opts(SecondsFormat::Millis, true),
                    order_id: order.order_id,
                    remote_id: order.remote_id,
                });
            }
        }
        seen.extend(of_page);
    }
    let mut records = Vec::new();
    if !lines.is_empty() {
        records.push(Records::Orders(lines));
    }
    if !returns.is_empty() {
        records.push(Records::Returns(returns));
    }
    records.extend(others.into_iter().filter(|rows| !rows.is_empty()));
    (records, orders, problems)
}
