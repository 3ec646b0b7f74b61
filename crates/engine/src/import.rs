//! Files in: read on one thread, written by another, all sheets in one transaction.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use domain::Currency;
use exchange::import::Options;
use store::Watch;

use crate::contract::import::{Batch, ImportReport, ImportRequest, SheetName};
use crate::import_heads::{heads, inspected, kind_of, known_skus};
use crate::import_read::{Meter, Wanted, start, stopped};
use crate::import_write::{Bytes, Writing, waiting};
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
        .unwrap_or_else(|| clock::today(&values.zone()));
    let remembered = mapping::remembered(engine).await?;
    let mut options = Options {
        kind: request.kind.as_deref().map(kind_of).transpose()?,
        system: request.system.clone(),
        zone: values.zone(),
        remembered: mapping::mappings(&remembered),
        known_skus: known_skus(engine).await?,
        ..Options::default()
    };
    let mut report = ImportReport::default();
    let given: Vec<PathBuf> = request.paths.iter().map(PathBuf::from).collect();
    let (paths, of_pictures) = pictures::apart(engine, given).await?;
    let heads = heads(engine, &request, paths, &options).await?;
    let corrected = mapping::resolve(&request.mapping, &heads, &options)?;
    options.remembered.extend(mapping::mappings(&corrected));
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
        bytes: Bytes::default(),
        open: None,
    };
    let written = async {
        loop {
            let next = tokio::select! {
                next = sheets.recv() => next,
                () = stopped(&writing.watched.stop) => return Err(Failure::new("cancelled")),
            };
            let Some((path, outcome)) = next else { break };
            if let Some(batch) = writing.take(&mut import, path, outcome).await? {
                report.batches.push(with_path(batch, &paths[path]));
            }
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
        import.commit(&clock::now()).await?;
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
