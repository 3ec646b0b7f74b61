//! Files in: read on one thread, written by another, all sheets in one transaction.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use domain::record::Records;
use domain::{Currency, Day, Problem, RecordKind};
use exchange::import::{Event, ImportFailure, Options, SheetInfo};
use store::{BatchRow, NewBatch};

use crate::contract::import::{
    Batch, BatchProblem, BatchRequest, ColumnRead, ImportHistory, ImportReport, ImportRequest,
    Progress, Undone,
};
use crate::contract::{Coded, Nothing};
use crate::settings::Values;
use crate::{Engine, Failure, clock};

/// Problems kept with a batch; the rest are counted.
const PROBLEMS_KEPT: usize = 1_000;

/// A sheet read to its end.
struct Sheet {
    info: SheetInfo,
    records: Option<Records>,
    problems: Vec<Problem>,
    rows: u64,
    rejected: u64,
}

/// What comes out of a file: sheets, or why not.
enum Outcome {
    Sheet(Box<Sheet>),
    Failed {
        file: String,
        sheet: Option<String>,
        failure: ImportFailure,
    },
}

pub(crate) async fn files(
    engine: &Engine,
    request: ImportRequest,
) -> Result<ImportReport, Failure> {
    files_with(engine, request, None).await
}

/// The same, and the base currency with its rates in the same transaction.
pub(crate) async fn files_with(
    engine: &Engine,
    request: ImportRequest,
    money: Option<(Currency, Vec<store::Rate>)>,
) -> Result<ImportReport, Failure> {
    let watch = clock::Stopwatch::start();
    engine.begin_long();
    let values = Values::read(engine).await?;
    let today = request
        .as_of
        .unwrap_or_else(|| clock::today(values.utc_offset()));
    let options = Options {
        kind: request.kind.as_deref().map(kind_of).transpose()?,
        system: request.system.clone(),
        utc_offset_minutes: values.utc_offset(),
        ..Options::default()
    };
    let mut paths: Vec<PathBuf> = request.paths.iter().map(PathBuf::from).collect();
    if paths.len() > 1 {
        paths.sort_by_key(|path| rank(path, &options));
    }
    let mut salt = [0_u8; 16];
    getrandom::fill(&mut salt).map_err(|_| Failure::new("no_random"))?;
    let store = engine.store();
    let mut import = store
        .begin_import(today, values.base_currency(), salt)
        .await?;
    if let Some((base, rates)) = &money {
        import.set_money(*base, rates).await?;
    }
    let mut report = ImportReport::default();
    let imported_at = clock::now();

    for path in &paths {
        let outcomes = read(engine, path, &options)?;
        if engine.is_cancelled() {
            import.rollback().await?;
            return Err(Failure::new("cancelled"));
        }
        for outcome in outcomes {
            let batch = match outcome {
                Outcome::Failed {
                    file,
                    sheet,
                    failure,
                } => failed(file, sheet, &failure, &imported_at),
                Outcome::Sheet(sheet) => write(&mut import, *sheet, &imported_at).await?,
            };
            report.batches.push(batch);
        }
    }
    if request.dry_run {
        import.rollback().await?;
        for batch in &mut report.batches {
            batch.id = None;
        }
    } else {
        import.commit().await?;
    }
    report.seconds = watch.seconds();
    Ok(report)
}

fn kind_of(word: &str) -> Result<RecordKind, Failure> {
    RecordKind::from_word(word).ok_or_else(|| Failure::new("unknown_kind").with("kind", word))
}

/// Files that others refer to are read first: locations, suppliers, products; then what moves;
/// counts last, so that what they find missing is missing and not merely unread.
fn rank(path: &Path, options: &Options) -> usize {
    const ORDER: [RecordKind; 6] = [
        RecordKind::Locations,
        RecordKind::Suppliers,
        RecordKind::Products,
        RecordKind::PurchaseOrders,
        RecordKind::Orders,
        RecordKind::Returns,
    ];
    let place = |kind| {
        ORDER
            .iter()
            .position(|known| *known == kind)
            .unwrap_or(ORDER.len())
    };
    exchange::import::inspect(path, options)
        .unwrap_or_default()
        .iter()
        .filter_map(|sheet| sheet.outcome.as_ref().ok())
        .map(|info| place(info.kind))
        .min()
        .unwrap_or(ORDER.len())
}

fn read(engine: &Engine, path: &Path, options: &Options) -> Result<Vec<Outcome>, Failure> {
    let mut outcomes = Vec::new();
    let mut open: Option<Sheet> = None;
    let subject = path
        .file_name()
        .map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let read = exchange::import::read(path, options, &mut |event| {
        match event {
            Event::SheetStart(info) => {
                open = Some(Sheet {
                    info,
                    records: None,
                    problems: Vec::new(),
                    rows: 0,
                    rejected: 0,
                });
            }
            Event::Block {
                records, problems, ..
            } => {
                if let Some(sheet) = &mut open {
                    sheet.problems.extend(problems);
                    match &mut sheet.records {
                        Some(known) => append(known, records),
                        None => sheet.records = Some(records),
                    }
                }
            }
            Event::SheetEnd { rows, rejected } => {
                if let Some(mut sheet) = open.take() {
                    sheet.rows = rows;
                    sheet.rejected = rejected;
                    outcomes.push(Outcome::Sheet(Box::new(sheet)));
                }
            }
            Event::FileFailed {
                file,
                sheet,
                failure,
            } => {
                open = None;
                outcomes.push(Outcome::Failed {
                    file,
                    sheet,
                    failure,
                });
            }
            Event::Progress {
                bytes_done,
                bytes_total,
            } => engine.tell(Progress {
                stage: "import".to_owned(),
                subject: subject.clone(),
                done: bytes_done,
                total: bytes_total,
            }),
        }
        if engine.is_cancelled() {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    });
    if let Err(failure) = read {
        outcomes.push(Outcome::Failed {
            file: subject,
            sheet: None,
            failure,
        });
    }
    Ok(outcomes)
}

/// Joins two blocks of one sheet.
fn append(known: &mut Records, more: Records) {
    match (known, more) {
        (Records::Products(a), Records::Products(b)) => a.extend(b),
        (Records::Orders(a), Records::Orders(b)) => a.extend(b),
        (Records::Returns(a), Records::Returns(b)) => a.extend(b),
        (Records::Stock(a), Records::Stock(b)) => a.extend(b),
        (Records::StockHistory(a), Records::StockHistory(b)) => a.extend(b),
        (Records::PurchaseOrders(a), Records::PurchaseOrders(b)) => a.extend(b),
        (Records::Suppliers(a), Records::Suppliers(b)) => a.extend(b),
        (Records::Locations(a), Records::Locations(b)) => a.extend(b),
        (Records::Promotions(a), Records::Promotions(b)) => a.extend(b),
        (Records::Marketing(a), Records::Marketing(b)) => a.extend(b),
        (Records::Stocktake(a), Records::Stocktake(b)) => a.extend(b),
        (Records::SupplierPrices(a), Records::SupplierPrices(b)) => a.extend(b),
        (Records::Bundles(a), Records::Bundles(b)) => a.extend(b),
        // A sheet has one kind; a block of another would be a fault of the reader.
        _ => {}
    }
}

fn failed(file: String, sheet: Option<String>, failure: &ImportFailure, at: &str) -> Batch {
    Batch {
        id: None,
        file,
        sheet,
        system: None,
        kind: None,
        rows: 0,
        accepted: 0,
        rejected: 0,
        unchanged: 0,
        problems: vec![BatchProblem {
            row: 0,
            column: None,
            code: failure.code.clone(),
            params: failure.params.clone(),
            rejects: true,
            message: String::new(),
        }],
        problem_count: 1,
        notes: Vec::new(),
        columns: Vec::new(),
        failure: Some(Coded {
            code: failure.code.clone(),
            params: failure.params.clone(),
        }),
        imported_at: at.to_owned(),
        undone: false,
    }
}

async fn write(
    import: &mut store::Import<'_>,
    mut sheet: Sheet,
    imported_at: &str,
) -> Result<Batch, Failure> {
    let info = &sheet.info;
    let columns: Vec<ColumnRead> = info
        .columns
        .iter()
        .map(|column| ColumnRead {
            header: column.header.clone(),
            role: column
                .role
                .and_then(|role| serde_json::to_value(role).ok()?.as_str().map(str::to_owned)),
            evidence: column.evidence.clone(),
        })
        .collect();
    let id = import
        .add_batch(&NewBatch {
            file: info.file.clone(),
            sheet: info.sheet.clone(),
            system: info.system.clone(),
            kind: info.kind.word().to_owned(),
            imported_at: imported_at.to_owned(),
            columns: json(&columns),
        })
        .await?;
    let written = match sheet.records.take() {
        Some(records) => import.write(id, &info.system, records).await?,
        None => store::Written::default(),
    };
    sheet.problems.extend(written.problems);
    sheet
        .problems
        .sort_by_key(|problem| (!problem.rejects, problem.row));
    let problem_count = u64::try_from(sheet.problems.len()).unwrap_or(u64::MAX);
    sheet.problems.truncate(PROBLEMS_KEPT);
    let problems: Vec<BatchProblem> = sheet.problems.into_iter().map(Into::into).collect();
    let notes: Vec<Coded> = written
        .notes
        .into_iter()
        .map(|(code, params)| Coded { code, params })
        .collect();
    let row = BatchRow {
        id,
        rows: sheet.rows,
        accepted: written.accepted,
        rejected: sheet.rejected,
        unchanged: written.unchanged,
        problem_count,
        problems: json(&problems),
        notes: json(&notes),
        file: info.file.clone(),
        sheet: info.sheet.clone(),
        system: info.system.clone(),
        kind: info.kind.word().to_owned(),
        columns: json(&columns),
        imported_at: imported_at.to_owned(),
        undone: false,
    };
    import.finish_batch(&row).await?;
    Ok(batch_of(row))
}

fn json<T: serde::Serialize>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_else(|_| "[]".to_owned())
}

fn batch_of(row: BatchRow) -> Batch {
    Batch {
        id: Some(row.id),
        file: row.file,
        sheet: row.sheet,
        system: Some(row.system),
        kind: Some(row.kind),
        rows: row.rows,
        accepted: row.accepted,
        rejected: row.rejected,
        unchanged: row.unchanged,
        problems: serde_json::from_str(&row.problems).unwrap_or_default(),
        problem_count: row.problem_count,
        notes: serde_json::from_str(&row.notes).unwrap_or_default(),
        columns: serde_json::from_str(&row.columns).unwrap_or_default(),
        failure: None,
        imported_at: row.imported_at,
        undone: row.undone,
    }
}

pub(crate) async fn history(engine: &Engine, _: Nothing) -> Result<ImportHistory, Failure> {
    let batches = engine.store().batches().await?;
    let batches = batches
        .into_iter()
        .map(|row| Batch {
            problems: Vec::new(),
            columns: Vec::new(),
            ..batch_of(row)
        })
        .collect();
    Ok(ImportHistory { batches })
}

pub(crate) async fn batch(engine: &Engine, request: BatchRequest) -> Result<Batch, Failure> {
    Ok(batch_of(engine.store().batch(request.batch).await?))
}

pub(crate) async fn undo(engine: &Engine, request: BatchRequest) -> Result<Undone, Failure> {
    let removed = engine.store().undo(request.batch, &clock::now()).await?;
    Ok(Undone {
        batch: request.batch,
        removed,
    })
}

/// A morning given by the caller must lie in the calendar.
pub(crate) fn plausible(day: Day) -> Result<Day, Failure> {
    if day.is_plausible() {
        Ok(day)
    } else {
        Err(Failure::new("bad_date").with("value", day.to_string()))
    }
}
