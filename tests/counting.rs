//! A count by scanner and RFID reader, variants by matrix, an order under other terms.

use serde_json::json;

mod workspace;

use workspace::{call, check, import, open, refused};

/// Two lamps and a cup; the cup's barcode is the article of the EPC standard's worked example.
async fn shop(folder: &std::path::Path) -> engine::Engine {
    let engine = open(folder).await;
    let products = "sku,name,barcode,unit_cost,price,cost_currency,price_currency,supplier\n\
                    LN2,Lamp,4006381333931,4,10,USD,USD,Ningbo\n\
                    LN3,Lamp 3,036000291452,4,10,USD,USD,Ningbo\n\
                    LN4,Lamp 4,036000291452,4,10,USD,USD,Ningbo\n\
                    CUP,Cup,80614141123458,2,5,USD,USD,Ningbo\n";
    import(&engine, folder, "products", products).await;
    let stock = "sku,location,on_hand,as_of\nLN2,US,10,2026-01-05\nCUP,US,3,2026-01-05\n";
    import(&engine, folder, "stock", stock).await;
    engine
}

#[tokio::test]
async fn a_tag_counts_once_and_a_scan_each_time() {
    let folder = tempfile::tempdir().expect("folder");
    let engine = shop(folder.path()).await;
    let read = json!({ "codes": [
        "4006381333931", " LN2 ", "04006381333931",
        // One tag twice in two forms, and another of the same article.
        "3074257BF7194E4000001A85", "urn:epc:id:sgtin:0614141.812345.6789",
        "urn:epc:id:sgtin:0614141.812345.1",
        "036000291452", "nothing", "nothing", "96385074", "",
    ] });
    let found = call(&engine, "codes_find", read).await;
    assert_eq!(
        found["lines"],
        json!([
            { "sku": "LN2", "name": "Lamp", "units": 3 },
            { "sku": "CUP", "name": "Cup", "units": 2 },
        ])
    );
    assert_eq!(found["repeated"], 1);
    let unknown: Vec<_> = found["unknown"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|row| {
            (
                row["code"].as_str(),
                row["times"].as_i64(),
                row["problem"]["code"].as_str(),
            )
        })
        .collect();
    assert_eq!(
        unknown,
        [
            (Some("036000291452"), Some(1), Some("ambiguous_code")),
            (Some("nothing"), Some(2), Some("unknown_code")),
            (Some("96385074"), Some(1), Some("unknown_gtin")),
        ]
    );
}

/// The book has 10 lamps and 3 cups; 9 and 3 are counted: one line of two matches. The third was
/// never there: its count opens its ledger and is compared with nothing.
#[tokio::test]
async fn a_count_is_booked_held_against_the_book_and_taken_back() {
    let folder = tempfile::tempdir().expect("folder");
    let engine = shop(folder.path()).await;
    let lines = json!([
        { "sku": "LN2", "counted": 4 }, { "sku": "CUP", "counted": 3 },
        { "sku": "LN2", "counted": 5 }, { "sku": "LN3", "counted": 7 },
    ]);
    let count = json!({ "location": "US", "counted_on": "2026-01-12", "lines": lines });
    let booked = call(&engine, "stocktake_book", count).await;
    assert_eq!(
        (&booked["compared"], &booked["opened"]),
        (&json!(2), &json!(1))
    );
    assert_eq!(booked["accuracy"], 0.5);
    assert_eq!(
        booked["differences"],
        json!([{ "sku": "LN2", "name": "Lamp", "book": 10, "counted": 9 }])
    );
    let on_hand = async |sku: &str| {
        let table = call(&engine, "stock_list", json!({ "as_of": "2026-01-13" })).await;
        let rows = table["rows"].as_array().expect("rows").clone();
        rows.iter()
            .find(|row| row["sku"] == sku)
            .map(|row| row["on_hand"].clone())
    };
    assert_eq!(on_hand("LN2").await, Some(json!(9)));
    check(&engine).await;
    call(&engine, "import_undo", json!({ "batch": booked["batch"] })).await;
    assert_eq!(on_hand("LN2").await, Some(json!(10)));
    check(&engine).await;

    let refuse = async |location: &str, sku: &str, counted: i64| {
        let lines = json!([{ "sku": sku, "counted": counted }]);
        let count = json!({ "location": location, "counted_on": "2026-01-12", "lines": lines });
        refused(&engine, "stocktake_book", count).await.code
    };
    assert_eq!(refuse("Mars", "LN2", 1).await, "unknown_location");
    assert_eq!(refuse("US", "NO", 1).await, "unknown_sku");
    assert_eq!(refuse("US", "LN2", -1).await, "bad_quantity");
    let empty = json!({ "location": "US", "counted_on": "2026-01-12", "lines": [] });
    assert_eq!(
        refused(&engine, "stocktake_book", empty).await.code,
        "nothing_counted"
    );
}

#[tokio::test]
async fn variants_are_shown_checked_made_and_taken_back() {
    let folder = tempfile::tempdir().expect("folder");
    let engine = shop(folder.path()).await;
    let request = |pattern: &str, dry_run: bool| {
        json!({
            "name": "Lamp", "pattern": pattern, "like": "LN2", "dry_run": dry_run,
            "axes": [
                { "name": "colour", "values": ["Red=RD", "Oak"] },
                { "name": "size", "values": ["2", "3"] },
            ],
        })
    };
    // `ln{size}` meets LN2 and LN3, and each of them twice, as it leaves the colour out.
    let refusal = refused(&engine, "variants_make", request("ln{size}", true)).await;
    assert_eq!(refusal.code, "variant_pattern");
    let clashing = json!({
        "name": "Lamp", "pattern": "ln{size}", "dry_run": true,
        "axes": [{ "name": "size", "values": ["2", "9", "9"] }],
    });
    let shown = call(&engine, "variants_make", clashing.clone()).await;
    let clashes: Vec<_> = shown["variants"]
        .as_array()
        .expect("variants")
        .iter()
        .map(|row| row["clash"]["code"].as_str())
        .collect();
    assert_eq!(clashes, [Some("sku_known"), None, Some("sku_twice")]);
    let mut booked = clashing;
    booked["dry_run"] = json!(false);
    let refusal = refused(&engine, "variants_make", booked).await;
    assert_eq!(refusal.code, "variant_clash");

    let made = call(
        &engine,
        "variants_make",
        request("LN-{colour}-{size}", false),
    )
    .await;
    let skus: Vec<_> = made["variants"]
        .as_array()
        .expect("variants")
        .iter()
        .map(|row| (row["sku"].as_str(), row["options"].as_str()))
        .collect();
    assert_eq!(skus[0], (Some("LN-RD-2"), Some("Red · 2")));
    assert_eq!(skus[3], (Some("LN-Oak-3"), Some("Oak · 3")));
    let again = call(
        &engine,
        "variants_make",
        request("LN-{colour}-{size}", true),
    )
    .await;
    assert_eq!(again["variants"][0]["clash"]["code"], "sku_known");
    call(&engine, "import_undo", json!({ "batch": made["batch"] })).await;
    let again = call(
        &engine,
        "variants_make",
        request("LN-{colour}-{size}", true),
    )
    .await;
    assert_eq!(again["variants"][0]["clash"], json!(null));
    check(&engine).await;
}

#[tokio::test]
async fn other_terms_are_answered_and_not_kept() {
    let folder = tempfile::tempdir().expect("folder");
    let engine = shop(folder.path()).await;
    let mut orders =
        String::from("order_id,ordered_at,sku,quantity,unit_price,currency,location,status\n");
    for day in 6..=31 {
        orders.push_str(&format!(
            "O{day},2026-01-{day:02},LN2,1,10,USD,US,shipped\n"
        ));
    }
    import(&engine, folder.path(), "orders", &orders).await;
    let ask = async |terms: serde_json::Value| {
        let mut request = json!({ "as_of": "2026-02-01", "sku": "LN2", "location": "US" });
        for (key, value) in terms.as_object().expect("terms") {
            request[key] = value.clone();
        }
        call(&engine, "sku_terms", request).await
    };
    let same = ask(json!({})).await;
    assert_eq!(same["now"], same["then"]);
    let later = ask(json!({ "lead_time_days": 90.0 })).await;
    assert_eq!(later["now"], same["now"]);
    assert_eq!(later["then"]["lead_time_days"], 90.0);
    assert!(later["then"]["target"].as_f64() > same["now"]["target"].as_f64());
    let surer = ask(json!({ "service": 0.99 })).await;
    assert_eq!(surer["then"]["service"], 0.99);
    let bad = json!({ "as_of": "2026-02-01", "sku": "LN2", "location": "US", "price": 0.0 });
    assert_eq!(refused(&engine, "sku_terms", bad).await.code, "bad_terms");
}
