//! All data written out and read into an empty workspace: ledger, indicators and plan are the same.

mod workspace;

use std::path::Path;

use engine::Engine;
use serde_json::{Value, json};
use workspace::{call, check, import, open, refused};

/// A small shop with everything in it that a file can bring: two systems with one order number,
/// goods that came in parts, a return, counts that disagree, closures, dear and cheap currencies.
async fn shop(folder: &Path) -> Engine {
    let engine = open(folder).await;
    let base = json!({ "key": "base_currency", "value": "USD" });
    call(&engine, "settings_set", base).await;
    let bring = async |kind: &str, text: &str| import(&engine, folder, kind, text).await;
    bring(
        "exchange_rates",
        "date,currency,rate\n2026-01-01,JPY,0.0065\n2026-01-01,CNY,0.14\n2026-03-01,CNY,0.1405\n",
    )
    .await;
    bring("locations", "location,country,type,serves,storage_cost_per_m3_month\nNorth,US,own,US;CA,40\nFBA,US,platform,,\n").await;
    bring("suppliers", "supplier,lead_time_days,lead_time_sd_days,review_days,min_order_value,currency,closed_from,closed_to,country\n\
        义乌厂,30,4,14,500,CNY,2026-02-10,2026-02-25,CN\n义乌厂,,,,,,2026-10-01,2026-10-07,\nOsaka,20,,,,JPY,,,JP\n").await;
    bring("products", "sku,name,category,supplier,unit_cost,cost_currency,price,price_currency,moq,pack_size,carton_weight_kg,launched_on,like_sku,options\n\
        007,\"Mug, white\",Kitchen,义乌厂,12.345,CNY,9.90,USD,24,12,9.8,2026-01-02,,\n\
        =BAG-1,\"Bag \"\"L\"\"\",Bags,Osaka,900,JPY,25,USD,,,,,007,Red / L\n\
        -SET,Set,,,,,30,USD,,,,,,\n").await;
    bring("supplier_prices", "supplier,sku,min_quantity,unit_cost,currency,moq,pack_size,lead_time_days,transport,freight_per_unit\n\
        义乌厂,007,1,12.345,CNY,,,,sea,0.8\n义乌厂,007,500,11.9,CNY,,,,,\n").await;
    bring(
        "bundles",
        "bundle_sku,component_sku,quantity\n-SET,007,2\n-SET,=BAG-1,1\n",
    )
    .await;
    bring("purchase_orders", "po_number,sku,quantity,ordered_on,supplier,location,unit_cost,currency,expected_on,received_on,received_quantity,transport\n\
        P1,007,200,2026-01-05,义乌厂,North,12.345,CNY,2026-02-05,2026-02-07,190,sea\n\
        P2,007,120,2026-03-20,义乌厂,North,12.345,CNY,2026-04-20,,,sea\n\
        P3,=BAG-1,60,2026-03-01,Osaka,North,900,JPY,2026-03-25,,,air\n").await;
    let mut orders = String::from(
        "order_id,ordered_at,sku,quantity,unit_price,currency,discount,country,location,channel,customer_id,status,shipped_at,delivered_at\n",
    );
    for day in 0..70 {
        let date = domain::Day("2026-02-01".parse::<domain::Day>().expect("a day").0 + day);
        orders += &format!(
            "A{day},{date} 09:30,007,{},9.90,USD,0.5,US,North,web,cust{},shipped,{date},\n",
            1 + day % 3,
            day % 9
        );
        orders += &format!(
            "B{day},{date},=BAG-1,1,3000,JPY,,JP,FBA,web,,{},,\n",
            if day % 10 == 0 {
                "cancelled"
            } else {
                "shipped"
            }
        );
    }
    orders += "A900,2026-04-10 23:59,007,3,9.90,USD,,US,North,web,c1,open,,\nA901,2026-04-10,007,-1,9.90,USD,,US,North,web,c1,refunded,,\n";
    bring("orders", &orders).await;
    // Another system with the number of an order of the first.
    let etsy = "Sale Date,Item Name,Quantity,Price,Discount Amount,Date Shipped,Ship Country,Order ID,Transaction ID,Currency,SKU\n\
                04/02/26,Mug,2,9.90,0,04/03/2026,France,A1,T1,USD,007\n";
    let file = workspace::write(folder, "etsy.csv", etsy);
    let report = call(&engine, "import_files", json!({ "paths": [file] })).await;
    assert_eq!(report["batches"][0]["accepted"], 1, "{report}");
    bring("returns", "order_id,sku,quantity,returned_on,location,resellable\nA3,007,1,2026-02-20,North,1\n,=BAG-1,2,2026-03-02,FBA,0\n").await;
    bring(
        "stock_history",
        "sku,location,date,on_hand,in_stock\n007,North,2026-02-03,5,1\n007,North,2026-02-04,0,0\n",
    )
    .await;
    bring("stock", "sku,location,on_hand,as_of\n007,North,60,2026-02-05\n=BAG-1,FBA,80,2026-02-01\n007,North,170,2026-03-15\n").await;
    bring(
        "stocktake",
        "sku,location,counted,counted_on\n007,North,100,2026-04-01\n",
    )
    .await;
    bring("promotions", "promotion,starts_on,ends_on,sku,category,discount,channel\nMay,2026-05-01,2026-05-07,,Kitchen,0.2,\nSpring,2026-03-10,2026-03-12,007,,0.15,web\n").await;
    bring(
        "marketing",
        "sku,ctr,cvr,has_video,reviews,rating\n007,0.031,0.02,1,120,4.6\n",
    )
    .await;
    for (on, quantity) in [("2026-03-26", 20), ("2026-04-02", 25)] {
        let lines = json!([{ "sku": "=BAG-1", "location": "North", "quantity": quantity }]);
        let received = json!({ "po_number": "P3", "received_on": on, "lines": lines });
        call(&engine, "goods_receive", received).await;
    }
    engine
}

/// What a workspace says of itself, without the numbers of its batches.
async fn story(engine: &Engine) -> Vec<(&'static str, Value)> {
    check(engine).await;
    let as_of = json!({ "as_of": "2026-04-12" });
    let year = json!({ "from": "2026-01-01", "to": "2026-04-11" });
    let mut told = Vec::new();
    for (name, request) in [
        ("rates_list", json!({})),
        ("stock_list", as_of.clone()),
        ("metrics", year),
        ("orders_open", as_of.clone()),
        ("plan_get", as_of),
    ] {
        told.push((name, call(engine, name, request).await));
    }
    for sku in ["007", "=BAG-1"] {
        let request = json!({ "sku": sku, "as_of": "2026-04-12" });
        let detail = call(engine, "sku_detail", request).await;
        told.push(("sku_detail", detail));
    }
    told
}

/// Takes out what names a batch, and the order in which batches came.
fn without_batches(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            for name in ["batch", "batch_id", "source", "document", "file", "row"] {
                fields.remove(name);
            }
            fields.values_mut().for_each(without_batches);
            // Movements of one day stand in the order in which they were booked.
            if let Some(Value::Array(movements)) = fields.get_mut("movements") {
                movements.sort_by_key(Value::to_string);
            }
        }
        Value::Array(items) => items.iter_mut().for_each(without_batches),
        _ => {}
    }
}

/// Where two answers differ.
fn differences(a: &Value, b: &Value, path: &str, found: &mut Vec<String>) {
    match (a, b) {
        (Value::Object(a), Value::Object(b)) if a.len() == b.len() => {
            for (name, value) in a {
                let other = b.get(name).unwrap_or(&Value::Null);
                differences(value, other, &format!("{path}.{name}"), found);
            }
        }
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
            for (at, (one, other)) in a.iter().zip(b).enumerate() {
                differences(one, other, &format!("{path}[{at}]"), found);
            }
        }
        _ if a == b => {}
        _ => found.push(format!("{path}: {a} became {b}")),
    }
}

#[tokio::test]
async fn an_empty_workspace_that_reads_what_was_exported_is_the_same_shop() {
    let first = tempfile::tempdir().expect("a folder");
    let shop = shop(first.path()).await;
    let expected = story(&shop).await;
    for (format, lang) in [("csv", "en"), ("xlsx", "zh")] {
        let folder = tempfile::tempdir().expect("a folder");
        let out = folder.path().join("all");
        let request = json!({ "out": out, "format": format, "lang": lang });
        let written = call(&shop, "export_all", request).await;
        assert_eq!(
            written["files"].as_array().map(Vec::len),
            Some(14),
            "{written}"
        );
        let copy = open(folder.path()).await;
        let base = json!({ "key": "base_currency", "value": "USD" });
        call(&copy, "settings_set", base).await;
        let report = call(&copy, "import_files", json!({ "paths": [out] })).await;
        for batch in report["batches"].as_array().expect("batches") {
            assert_eq!(batch["rejected"], 0, "{batch}");
            assert_eq!(batch["system"], "template", "{batch}");
        }
        for ((name, mut a), (_, mut b)) in expected.clone().into_iter().zip(story(&copy).await) {
            without_batches(&mut a);
            without_batches(&mut b);
            let mut found = Vec::new();
            differences(&a, &b, name, &mut found);
            assert!(found.is_empty(), "{format}: {found:#?}");
        }
    }
}

#[tokio::test]
async fn an_empty_workspace_has_nothing_to_export() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = open(folder.path()).await;
    let request = json!({ "out": folder.path(), "format": "csv", "lang": "en" });
    assert_eq!(
        refused(&engine, "export_all", request).await.code,
        "nothing_to_export"
    );
}
