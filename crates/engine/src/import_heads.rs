//! What files look like from their first rows, before they are read.

use std::path::PathBuf;

use domain::{RecordKind, Text};
use exchange::import::{Inspected, KnownSkus, Options};

use crate::contract::import::ImportRequest;
use crate::import_read::stopped;
use crate::{Engine, Failure};

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
pub(crate) async fn heads(
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

/// Files that others refer to are read first: exchange rates, locations, suppliers, products; then what moves;
/// counts last, so that what they find missing is missing and not merely unread.
fn rank(sheets: &[Inspected]) -> usize {
    const ORDER: [RecordKind; 7] = [
        RecordKind::ExchangeRates,
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

/// SKUs of the shop, by which a long number that a spreadsheet program has cut short is found
/// again.
///
/// # Errors
/// The database refuses.
pub(crate) async fn known_skus(engine: &Engine) -> Result<KnownSkus, Failure> {
    let skus = engine.store().skus().await?;
    Ok(KnownSkus::new(
        skus.into_iter().map(|sku| Text::from(sku.code)),
    ))
}
