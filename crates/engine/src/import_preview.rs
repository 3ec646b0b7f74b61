//! How a sheet would be read, before anything is written: for the page where a seller corrects it.

use std::collections::{BTreeMap, HashMap};
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use domain::Problem;
use domain::record::Records;
use exchange::export::{Cell, Lang, Table, save, table_workbook};
use exchange::import::{
    Event, ImportFailure, Inspected, Options, Pick, RawRow, Role, SheetInfo, raw_rows,
    template_columns,
};

use crate::contract::FileWritten;
use crate::contract::mapping::{
    BadRowsRequest, KindRole, PreviewColumn, PreviewRequest, SheetLine, SheetPreview,
};
use crate::import_heads::{kind_of, known_skus};
use crate::import_read::stopped;
use crate::import_write::{columns, kept, reasons};
use crate::mapping::{Correction, column_names, complete, remembered, understood_as};
use crate::settings::Values;
use crate::{Engine, Failure, clock, sentences};

/// Lines shown as they stand in the file.
const LINES: usize = 20;
/// Rows shown as understood.
const ROWS: usize = 8;
/// Cells shown of a column.
const SAMPLES: usize = 3;
/// Bad rows written; a workbook of more is no help.
const BAD_ROWS: usize = 100_000;

/// A sheet with the seller's correction laid over it.
struct Seen {
    /// As it was understood by itself.
    own: SheetInfo,
    /// With the correction.
    info: SheetInfo,
    correction: Correction,
    /// Required columns that are still missing.
    missing: Vec<String>,
}

/// What reading the sheet gives.
#[derive(Default)]
struct Reading {
    first: Option<Records>,
    problems: Vec<Problem>,
    rows: u64,
    rejected: u64,
}

pub(crate) async fn preview(
    engine: &Engine,
    request: PreviewRequest,
) -> Result<SheetPreview, Failure> {
    let options = begin(engine).await?;
    let stop = engine.stop();
    let flag = Arc::clone(&stop);
    off_thread(&stop, move || look(&request, &options, &flag)).await
}

/// The rows that would be left out, as they stand in the file, with a column of reasons: corrected
/// there, the workbook can be dropped again.
pub(crate) async fn bad_rows(
    engine: &Engine,
    request: BadRowsRequest,
) -> Result<FileWritten, Failure> {
    let options = begin(engine).await?;
    let values = Values::read(engine).await?;
    let (shop, today) = (
        values.text("shop_name").to_owned(),
        clock::today(&values.zone()),
    );
    let stop = engine.stop();
    let flag = Arc::clone(&stop);
    off_thread(&stop, move || {
        let seen = see(&request.sheet, &options)?;
        let reading = read(&request.sheet, &seen, &options, &flag)?;
        let language = request.lang;
        let mut why: BTreeMap<u32, Vec<String>> = BTreeMap::new();
        for problem in reading.problems.iter().filter(|problem| problem.rejects) {
            let mut said = sentences::say(language, "problem", &problem.code, &problem.params);
            if let Some(column) = &problem.column {
                said = format!("{column}: {said}");
            }
            why.entry(problem.row).or_default().push(said);
            if why.len() > BAD_ROWS {
                break;
            }
        }
        why.remove(&0);
        let Some(last) = why.keys().next_back().copied() else {
            return Err(Failure::new("no_bad_rows"));
        };
        let rows = lines_of(&request.sheet, &mut |number| match number {
            number if why.contains_key(&number) => Pick::Take,
            number if number > last => Pick::Stop,
            _ => Pick::Leave,
        })?;
        let headers = seen.info.columns.iter().map(|column| column.header.clone());
        let width = seen.info.columns.len();
        let mut table = Table {
            name: sentences::text(language, "import", "bad_rows_sheet"),
            shop,
            as_of: today,
            headers: headers
                .chain([
                    sentences::text(language, "import", "bad_rows_row"),
                    sentences::text(language, "import", "bad_rows_reason"),
                ])
                .collect(),
            rows: Vec::with_capacity(rows.len()),
        };
        for row in rows {
            let mut cells: Vec<Cell> = row.cells.into_iter().take(width).map(Cell::Text).collect();
            cells.resize(width, Cell::Empty);
            cells.push(Cell::Integer(i64::from(row.number)));
            cells.push(Cell::Text(
                why.get(&row.number)
                    .map_or_else(String::new, |all| all.join("; ")),
            ));
            table.rows.push(cells);
        }
        let lang = match language {
            crate::contract::Language::Zh => Lang::Zh,
            crate::contract::Language::En => Lang::En,
        };
        save(Path::new(&request.file), &table_workbook(&table, lang)?)?;
        Ok(FileWritten { file: request.file })
    })
    .await
}

async fn begin(engine: &Engine) -> Result<Options, Failure> {
    engine.begin_long();
    let values = Values::read(engine).await?;
    Ok(Options {
        zone: values.zone(),
        remembered: remembered(engine)
            .await?
            .into_iter()
            .map(|(fingerprint, correction)| (fingerprint, correction.mapping))
            .collect(),
        known_skus: known_skus(engine).await?,
        ..Options::default()
    })
}

/// Runs what reads files beside everything else; stops listening once the seller stops it.
async fn off_thread<T: Send + 'static>(
    stop: &AtomicBool,
    work: impl FnOnce() -> Result<T, Failure> + Send + 'static,
) -> Result<T, Failure> {
    tokio::select! {
        done = tokio::task::spawn_blocking(work) => {
            done.map_err(|_| Failure::new("cancelled"))?
        }
        () = stopped(stop) => Err(Failure::new("cancelled")),
    }
}

fn refused(failure: ImportFailure, file: &str) -> Failure {
    let code = match failure.code.as_str() {
        "file_not_found" => "file_not_found",
        _ => "sheet_unreadable",
    };
    let mut refused = Failure::new(code).with("file", file);
    refused
        .params
        .insert("reason".to_owned(), failure.code.into());
    refused
}

fn is_sheet(request: &PreviewRequest, file: &str, sheet: Option<&String>) -> bool {
    file == request.file && sheet == request.sheet.as_ref()
}

fn see(request: &PreviewRequest, options: &Options) -> Result<Seen, Failure> {
    let path = Path::new(&request.path);
    let find = |options: &Options| -> Result<Inspected, Failure> {
        exchange::import::inspect(path, options)
            .map_err(|failure| refused(failure, &request.file))?
            .into_iter()
            .find(|sheet| is_sheet(request, &sheet.file, sheet.sheet.as_ref()))
            .ok_or_else(|| Failure::new("file_not_found").with("file", request.file.as_str()))
    };
    let sheet = find(options)?;
    let own = match (&sheet.outcome, &sheet.guess) {
        (Ok(info), _) | (Err(_), Some(info)) => info.clone(),
        (Err(failure), None) => return Err(refused(failure.clone(), &request.file)),
    };
    let given = &request.mapping;
    let kind = given.kind.as_deref().map_or(Ok(own.kind), kind_of)?;
    let base = if kind == own.kind && given.header_row.is_none_or(|row| row == own.header_row) {
        own.clone()
    } else {
        understood_as(path, &sheet, kind, given.header_row, options).unwrap_or_else(|| own.clone())
    };
    let correction = complete(given, kind, &base)?;
    let asked = Options {
        mapping: Some(correction.mapping.clone()),
        remembered: HashMap::new(),
        ..options.clone()
    };
    let (info, missing) = match find(&asked)?.outcome {
        Ok(info) => (info, Vec::new()),
        Err(failure) => {
            let missing = failure.params.get("missing").and_then(|m| m.as_str());
            let missing = missing.unwrap_or_default().split(", ");
            let mut info = base;
            overlay(&mut info, &correction);
            (
                info,
                missing
                    .filter(|m| !m.is_empty())
                    .map(str::to_owned)
                    .collect(),
            )
        }
    };
    Ok(Seen {
        own,
        info,
        correction,
        missing,
    })
}

/// Shows the correction on a sheet that cannot be read by it yet.
fn overlay(info: &mut SheetInfo, correction: &Correction) {
    info.kind = correction.mapping.kind;
    for (name, column) in column_names(info).into_iter().zip(&mut info.columns) {
        let role = (correction.mapping.columns.iter())
            .find(|(other, _)| *other == name)
            .map(|(_, role)| *role);
        if role != column.role {
            "mapping".clone_into(&mut column.evidence);
            column.role = role;
        }
    }
}

fn lines_of(
    request: &PreviewRequest,
    pick: &mut dyn FnMut(u32) -> Pick,
) -> Result<Vec<RawRow>, Failure> {
    let path = Path::new(&request.path);
    raw_rows(path, &request.file, request.sheet.as_deref(), pick)
        .map_err(|failure| refused(failure, &request.file))
}

fn read(
    request: &PreviewRequest,
    seen: &Seen,
    options: &Options,
    stop: &AtomicBool,
) -> Result<Reading, Failure> {
    let mut reading = Reading::default();
    if !seen.missing.is_empty() {
        return Ok(reading);
    }
    let options = Options {
        mapping: Some(seen.correction.mapping.clone()),
        ..options.clone()
    };
    let (mut mine, mut failed) = (false, None);
    exchange::import::read(Path::new(&request.path), &options, &mut |event| {
        match event {
            Event::SheetStart(info) => mine = is_sheet(request, &info.file, info.sheet.as_ref()),
            Event::Block {
                records, problems, ..
            } if mine => {
                reading.problems.extend(problems);
                // A preview shows the first rows; the others are only counted.
                match &mut reading.first {
                    Some(known) if known.len() < ROWS => known.append(records),
                    Some(_) => {}
                    None => reading.first = Some(records),
                }
            }
            Event::SheetEnd { rows, rejected } if mine => {
                (reading.rows, reading.rejected) = (rows, rejected);
                return ControlFlow::Break(());
            }
            Event::FileFailed {
                file,
                sheet,
                failure,
            } if is_sheet(request, &file, sheet.as_ref()) => {
                failed = Some(failure);
                return ControlFlow::Break(());
            }
            _ => {}
        }
        if stop.load(Ordering::Relaxed) {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    })
    .map_err(|failure| refused(failure, &request.file))?;
    match failed {
        Some(failure) => Err(refused(failure, &request.file)),
        None => Ok(reading),
    }
}

fn look(
    request: &PreviewRequest,
    options: &Options,
    stop: &AtomicBool,
) -> Result<SheetPreview, Failure> {
    let seen = see(request, options)?;
    let reading = read(request, &seen, options, stop)?;
    let mut taken = 0;
    let lines = lines_of(request, &mut |number| {
        // Enough to show the top of the file and samples below a header that stands far down.
        taken += 1;
        if taken > LINES && number > seen.info.header_row + 8 {
            Pick::Stop
        } else {
            Pick::Take
        }
    })?;
    let info = &seen.info;
    let personal: Vec<bool> = (info.columns.iter())
        .map(|c| c.evidence == "personal" || c.role == Some(Role::CustomerId))
        .collect();
    let lines: Vec<SheetLine> = lines
        .into_iter()
        .map(|row| SheetLine {
            row: row.number,
            cells: row
                .cells
                .into_iter()
                .enumerate()
                .map(|(at, cell)| {
                    let hidden = row.number > info.header_row
                        && !cell.is_empty()
                        && personal.get(at) == Some(&true);
                    if hidden { "•••".to_owned() } else { cell }
                })
                .collect(),
        })
        .collect();
    let samples = |at: usize| -> Vec<String> {
        lines
            .iter()
            .filter(|line| line.row > info.header_row)
            .filter_map(|line| line.cells.get(at).filter(|cell| !cell.is_empty()))
            .take(SAMPLES)
            .cloned()
            .collect()
    };
    let preview_columns = column_names(info)
        .into_iter()
        .zip(columns(info))
        .enumerate()
        .map(|(at, (name, read))| PreviewColumn {
            name,
            read,
            samples: samples(at),
        })
        .collect();
    let (shown_roles, rows) = (reading.first.as_ref()).map_or_else(Default::default, |records| {
        crate::record_cells::first(records, ROWS)
    });
    let problem_count = u64::try_from(reading.problems.len()).unwrap_or(u64::MAX);
    Ok(SheetPreview {
        file: request.file.clone(),
        sheet: request.sheet.clone(),
        fingerprint: seen.own.fingerprint.clone(),
        header_row: info.header_row,
        system: info.system.clone(),
        kind: info.kind.word().to_owned(),
        score: seen.own.score,
        reasons: reasons(&seen.own.reasons),
        roles: roles(info),
        columns: preview_columns,
        missing: seen.missing,
        open_dates: info.open_dates.clone(),
        lines: lines.into_iter().take(LINES).collect(),
        shown_roles,
        rows,
        row_count: reading.rows,
        rejected: reading.rejected,
        problems: kept(reading.problems),
        problem_count,
    })
}

/// The template's columns of the kind, and what the sheet's columns are beyond them.
fn roles(info: &SheetInfo) -> Vec<KindRole> {
    let mut roles: Vec<KindRole> = template_columns(info.kind)
        .iter()
        .map(|column| KindRole {
            role: column.role.word().to_owned(),
            required: column.required,
        })
        .collect();
    for role in info.columns.iter().filter_map(|column| column.role) {
        if !roles.iter().any(|known| known.role == role.word()) {
            roles.push(KindRole {
                role: role.word().to_owned(),
                required: false,
            });
        }
    }
    roles
}
