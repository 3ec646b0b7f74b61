//! Files in: read on one thread, written by another, all sheets in one transaction.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use domain::{Currency, RecordKind};
use exchange::import::{Inspected, Mapping, Options};
use store::Watch;

use crate::contract::import::{Batch, ImportReport, ImportRequest, SheetName};
use crate::import_preview::known_skus;
use crate::import_read::{Meter, Outcome, Wanted, start, stopped};
use crate::import_write::{Writing, failed, waiting};
use crate::mapping::Correction;
use crate::settings::Values;
use crate::{Engine, Failure, clock, mapping, pictures};

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
    let remembered = mapping::remembered(engine).await?;
    let mut options = Options {
        kind: request.kind.as_deref().map(kind_of).transpose()?,
        system: request.system.clone(),
        utc_offset_minutes: values.utc_offset(),
        remembered: mappings(&remembered),
        known_skus: known_skus(engine).await?,
        ..Options::default()
    };
    let mut report = ImportReport::default();
    let given: Vec<PathBuf> = request.paths.iter().map(PathBuf::from).collect();
    let (paths, of_pictures) = pictures::apart(engine, given).await?;
    let heads = heads(engine, &request, paths, &options).await?;
    let corrected = mapping::resolve(&request.mapping, &heads, &options)?;
    options.remembered.extend(mappings(&corrected));
    let heads = if corrected.is_empty() || !request.ask {
        heads
    } else {
        let paths = heads.into_iter().map(|head| head.path).collect();
        inspected(engine, paths, &options).await?
    };

    let imported_at = clock::now();
    let mut wanted = Vec::new();
    for head in &heads {
        let mut held = Vec::new();
        for sheet in head.sheets.iter().filter(|_| request.ask) {
            if let Some(batch) = waiting(sheet, &imported_at)
                && is_wanted(&request.only, &batch)
            {
                held.push(SheetName {
                    file: batch.file.clone(),
                    sheet: batch.sheet.clone(),
                });
                report.batches.push(with_path(batch, &head.path));
            }
        }
        if held.is_empty() || held.len() < head.sheets.len() {
            wanted.push(Wanted {
                path: head.path.clone(),
                only: request.only.clone(),
                held,
            });
        }
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
    let watched = Watch {
        stop: engine.stop(),
        ..Watch::default()
    };
    import.watch(&watched).await?;
    let paths: Vec<PathBuf> = wanted.iter().map(|wanted| wanted.path.clone()).collect();
    let meter = Meter::new(engine, &paths);
    let mut sheets = start(wanted, options, meter.clone(), engine.stop());
    let mut writing = Writing {
        aliases: crate::alias::read_as(engine).await?,
        systems: systems(remembered.iter().chain(&corrected)),
        imported_at,
        watched,
        meter,
        bytes: 0,
    };
    let written = async {
        loop {
            let next = tokio::select! {
                next = sheets.recv() => next,
                () = stopped(&writing.watched.stop) => return Err(Failure::new("cancelled")),
            };
            let Some((path, outcome)) = next else { break };
            let batch = match outcome {
                Outcome::Failed {
                    file,
                    sheet,
                    failure,
                } => failed(file, sheet, &failure, &writing.imported_at),
                Outcome::Sheet(sheet) => writing.sheet(&mut import, *sheet).await?,
            };
            report.batches.push(with_path(batch, &paths[path]));
        }
        if engine.is_cancelled() {
            return Err(Failure::new("cancelled"));
        }
        Ok(())
    }
    .await;
    // Whatever happened, the connection goes back as it was.
    import.unwatch().await?;
    if let Err(failure) = written {
        import.rollback().await?;
        return Err(failure);
    }
    if request.dry_run {
        import.rollback().await?;
        for batch in &mut report.batches {
            batch.id = None;
        }
    } else {
        import.commit().await?;
        if request.remember {
            mapping::remember(engine, &corrected, &report.batches).await?;
        }
    }
    if !of_pictures.is_empty() {
        let attached = pictures::attach_paths(engine, of_pictures, request.dry_run).await?;
        report.pictures = Some(attached);
    }
    report.seconds = watch.seconds();
    Ok(report)
}

fn mappings(corrections: &HashMap<String, Correction>) -> HashMap<String, Mapping> {
    corrections
        .iter()
        .map(|(fingerprint, correction)| (fingerprint.clone(), correction.mapping.clone()))
        .collect()
}

fn systems<'a>(
    corrections: impl Iterator<Item = (&'a String, &'a Correction)>,
) -> HashMap<String, String> {
    corrections
        .filter_map(|(fingerprint, c)| Some((fingerprint.clone(), c.system.clone()?)))
        .collect()
}

fn is_wanted(only: &[SheetName], batch: &Batch) -> bool {
    only.is_empty()
        || only
            .iter()
            .any(|name| name.file == batch.file && name.sheet == batch.sheet)
}

fn with_path(mut batch: Batch, path: &Path) -> Batch {
    batch.path = Some(path.display().to_string());
    batch
}

pub(crate) fn kind_of(word: &str) -> Result<RecordKind, Failure> {
    RecordKind::from_word(word).ok_or_else(|| Failure::new("unknown_kind").with("kind", word))
}

/// A path and what its sheets look like from their first rows.
pub(crate) struct Head {
    pub path: PathBuf,
    pub sheets: Vec<Inspected>,
}

/// The paths in the order of reading. Their sheets are looked at beforehand only where the order,
/// a correction or a question depends on it: opening a large workbook twice costs a second.
async fn heads(
    engine: &Engine,
    request: &ImportRequest,
    paths: Vec<PathBuf>,
    options: &Options,
) -> Result<Vec<Head>, Failure> {
    if paths.len() < 2 && request.mapping.is_empty() && !request.ask {
        let unseen = |path| Head {
            path,
            sheets: Vec::new(),
        };
        return Ok(paths.into_iter().map(unseen).collect());
    }
    let mut heads = inspected(engine, paths, options).await?;
    heads.sort_by_key(|head| rank(&head.sheets));
    Ok(heads)
}

/// Looks at the first rows of every sheet, beside whatever else runs.
pub(crate) async fn inspected(
    engine: &Engine,
    paths: Vec<PathBuf>,
    options: &Options,
) -> Result<Vec<Head>, Failure> {
    let (stop, options) = (engine.stop(), options.clone());
    let looked = tokio::task::spawn_blocking(move || {
        let look = |path: PathBuf| Head {
            // What cannot be read says so when it is read.
            sheets: exchange::import::inspect(&path, &options).unwrap_or_default(),
            path,
        };
        paths.into_iter().map(look).collect()
    });
    tokio::select! {
        heads = looked => heads.map_err(|_| Failure::new("cancelled")),
        () = stopped(&stop) => Err(Failure::new("cancelled")),
    }
}

/// Files that others refer to are read first: locations, suppliers, products; then what moves;
/// counts last, so that what they find missing is missing and not merely unread.
fn rank(sheets: &[Inspected]) -> usize {
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
    sheets
        .iter()
        .filter_map(|sheet| sheet.outcome.as_ref().ok())
        .map(|info| place(info.kind))
        .min()
        .unwrap_or(ORDER.len())
}
