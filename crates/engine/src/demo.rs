//! The demo shop, carried inside the program.

use domain::{Currency, Day};

use crate::contract::Nothing;
use crate::contract::import::ImportRequest;
use crate::contract::workspace::DemoLoaded;
use crate::{Engine, Failure, import};

/// Files in the order they are read; the opening before the count.
const FILES: [(&str, &[u8]); 9] = [
    (
        "suppliers.csv",
        include_bytes!("../../../demo/suppliers.csv"),
    ),
    (
        "locations.csv",
        include_bytes!("../../../demo/locations.csv"),
    ),
    ("products.csv", include_bytes!("../../../demo/products.csv")),
    (
        "opening_stock.csv",
        include_bytes!("../../../demo/opening_stock.csv"),
    ),
    (
        "purchase_orders.csv",
        include_bytes!("../../../demo/purchase_orders.csv"),
    ),
    (
        "orders.csv.gz",
        include_bytes!("../../../demo/orders.csv.gz"),
    ),
    ("returns.csv", include_bytes!("../../../demo/returns.csv")),
    ("stock.csv", include_bytes!("../../../demo/stock.csv")),
    (
        "promotions.csv",
        include_bytes!("../../../demo/promotions.csv"),
    ),
];
const RATES: &str = include_str!("../../../demo/exchange_rates.csv");
const MANIFEST: &str = include_str!("../../../demo/manifest.json");

#[derive(serde::Deserialize)]
struct Manifest {
    as_of: Day,
    base_currency: Currency,
}

pub(crate) async fn load(engine: &Engine, _: Nothing) -> Result<DemoLoaded, Failure> {
    let store = engine.store();
    let extent = store.extent().await?;
    if extent.orders > 0 || extent.skus > 0 {
        return Err(Failure::new("workspace_not_empty"));
    }
    let broken = |detail: String| Failure::new("demo_damaged").with("detail", detail);
    let manifest: Manifest =
        serde_json::from_str(MANIFEST).map_err(|error| broken(error.to_string()))?;
    let folder = tempfile::tempdir().map_err(|_| Failure::new("no_temporary_folder"))?;
    let mut rates = Vec::new();
    for line in RATES.lines().skip(1) {
        let mut cells = line.split(',');
        if let (Some(day), Some(currency), Some(rate)) = (cells.next(), cells.next(), cells.next())
        {
            let day = day.parse().map_err(|_| broken(line.to_owned()))?;
            let currency = currency.parse().map_err(|_| broken(line.to_owned()))?;
            rates.push(store::Rate {
                currency,
                day,
                rate: rate.trim().to_owned(),
            });
        }
    }
    let mut paths = Vec::new();
    for (name, bytes) in FILES {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).map_err(|_| Failure::new("disk_full"))?;
        paths.push(path.display().to_string());
    }
    let request = ImportRequest {
        paths,
        as_of: Some(manifest.as_of),
        ..ImportRequest::default()
    };
    let report = import::files_with(engine, request, Some((manifest.base_currency, rates))).await?;
    if let Some(batch) = report.batches.iter().find(|batch| batch.failure.is_some()) {
        return Err(broken(batch.file.clone()));
    }
    let extent = store.extent().await?;
    Ok(DemoLoaded {
        as_of: manifest.as_of,
        skus: extent.skus,
        orders: extent.orders,
    })
}
