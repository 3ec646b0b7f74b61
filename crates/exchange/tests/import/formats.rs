//! Real exports and rows of headers met in public, where they lie beside the project.

use std::path::{Path, PathBuf};

use exchange::import::{Options, inspect};

fn formats() -> Option<PathBuf> {
    let shared = std::env::var_os("TIDESTOCK_SHARED").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared"),
        PathBuf::from,
    );
    let formats = shared.join("formats");
    if formats.is_dir() {
        return Some(formats);
    }
    eprintln!("skipped: {} is not there", formats.display());
    None
}

/// System and kind of each sheet of a file, or why it is not read.
fn understood(path: &Path) -> Vec<String> {
    inspect(path, &Options::default())
        .expect("the path is there")
        .into_iter()
        .map(|sheet| match sheet.outcome {
            Ok(info) => format!("{} {}", info.system, info.kind.word()),
            Err(failure) => failure.code,
        })
        .collect()
}

#[test]
fn every_file_is_told_by_its_content() {
    let Some(formats) = formats() else { return };
    for (file, expected) in [
        ("amazon/all_orders_by_order_date.txt", "amazon orders"),
        ("amazon/customer_returns.txt", "amazon returns"),
        ("amazon/fba_inventory_planning.txt", "amazon stock"),
        ("amazon/inventory_ledger_detail.txt", "sheet_adds_nothing"),
        (
            "amazon/inventory_ledger_summary.txt",
            "amazon stock_history",
        ),
        ("amazon/manage_fba_inventory.txt", "amazon stock"),
        ("amazon/reserved_inventory.txt", "sheet_adds_nothing"),
        ("amazon/restock_inventory.txt", "amazon stock"),
        ("dianxiaomi/order_export.headers.csv", "columns_missing"),
        (
            "dianxiaomi/product_sku_import_template.headers.csv",
            "dianxiaomi products",
        ),
        ("etsy/EtsySoldOrderItems2020.redacted.csv", "etsy orders"),
        (
            "lingxing/replenishment_advice_补货建议.headers.csv",
            "lingxing stock",
        ),
        ("mabang/daily_sales_by_sku_wide.csv", "mabang orders"),
        ("mabang/order_export.headers.csv", "mabang orders"),
        ("mabang/stock_sku.headers.csv", "mabang products"),
        ("shopify/inventory_export_2025_on_hand.csv", "shopify stock"),
        (
            "shopify/inventory_export_old_location_columns.csv",
            "shopify stock",
        ),
        (
            "shopify/orders_export_us_apparel.redacted.csv",
            "shopify orders",
        ),
        ("shopify/products_apparel.csv", "shopify products"),
        ("shopify/products_jewelry.csv", "shopify products"),
        ("tradegecko/products.headers.csv", "tradegecko products"),
        ("woocommerce/sample_products.csv", "woocommerce products"),
        ("xero/purchase_bills.headers.csv", "xero purchase_orders"),
        ("xero/sales_invoices.headers.csv", "xero orders"),
        ("zoho/item_export.csv", "zoho products"),
        ("zoho/sales_order_export.headers.csv", "zoho orders"),
    ] {
        let seen = understood(&formats.join(file));
        assert_eq!(seen.first().map(String::as_str), Some(expected), "{file}");
    }
}

/// Lists of headers, one a line, made into the sheet they describe.
#[test]
fn lists_of_headers_are_told_once_they_are_a_row() {
    let Some(formats) = formats() else { return };
    let folder = tempfile::tempdir().expect("a folder");
    for (file, expected) in [
        ("odoo/sale_order_import.headers.txt", "odoo orders"),
        (
            "shipstation/orders_export.headers.txt",
            "shipstation orders",
        ),
        ("tradegecko/sales_export.headers.txt", "tradegecko orders"),
        ("xero/inventory_items.headers.txt", "xero products"),
    ] {
        let list = std::fs::read_to_string(formats.join(file)).expect("readable");
        let names: Vec<&str> = list.lines().filter(|l| !l.starts_with('#')).collect();
        let path = folder.path().join("sheet.csv");
        std::fs::write(&path, names.join(",") + "\n").expect("written");
        assert_eq!(
            understood(&path).first().map(String::as_str),
            Some(expected),
            "{file}"
        );
    }
}
