//! Landed cost from a template to the plan, and the what-if. The mug is that of
//! `crates/planning/tests/landed.rs`: 4.00, half a kilogram and 0.002 m³ a unit.

mod shop;

use engine::commands;
use serde_json::{Value, json};
use shop::{AS_OF, Shop, lines, reason};

const PRODUCTS: &str = "sku,supplier,unit_cost,cost_currency,price,price_currency,lead_time_days,\
                        lead_time_sd_days,pack_size,carton_length_cm,carton_width_cm,\
                        carton_height_cm,carton_weight_kg,hs_code,origin_country\n\
                        MUG,Ada,4,USD,12,USD,30,3,24,40,40,30,12,6912.00,CN\n";
const LOCATIONS: &str = "location,country,type,serves\nUS-1,US,third_party,US\n";
const RATES: &str = "cost_kind,programme,cost_basis,cost_rate,currency,from_country,to_country,\
                     hs_code,valid_from,valid_to,rate_note\n\
                     freight,,per_cbm,120,USD,,,,,,example\n\
                     duty,base,goods_percent,10%,,CN,US,6912,,,example\n\
                     duty,base,goods_percent,0.03,,,US,,,,example\n";

/// Two mugs a day for a year, one shop.
async fn shop() -> Shop {
    let shop = Shop::new().await;
    let mut orders = String::from(
        "order_id,ordered_at,sku,quantity,unit_price,currency,country,location,status,shipped_at\n",
    );
    for day in 0..365 {
        let on = domain::Day(20_240 + day).to_string();
        orders.push_str(&format!("o{day},{on},MUG,2,12,USD,US,US-1,shipped,{on}\n"));
    }
    let stock = format!("sku,location,on_hand,as_of\nMUG,US-1,40,{AS_OF}\n");
    shop.import(&[
        ("products.csv", PRODUCTS),
        ("locations.csv", LOCATIONS),
        ("orders.csv", &orders),
        ("stock.csv", &stock),
    ])
    .await;
    shop
}

fn number(value: &Value) -> f64 {
    value
        .as_str()
        .and_then(|text| text.parse().ok())
        .expect("a decimal text")
}

/// 4 + 120 · 0.002 + 0.10 · 4 = 4.64: the row for 6912 counts, not the one for all goods.
#[tokio::test]
async fn rates_from_a_file_reach_the_plan_and_go_with_its_undo() {
    let shop = shop().await;
    let before = shop.call("landed", json!({"as_of": AS_OF})).await;
    assert_eq!(before["rows"][0]["landed"], "4.0000");
    shop.import(&[("rates.csv", RATES)]).await;
    let report = shop.call("landed", json!({"as_of": AS_OF})).await;
    let row = &report["rows"][0];
    assert_eq!(
        (&row["landed"], &row["goods"]),
        (&json!("4.6400"), &json!("4.0000"))
    );
    assert_eq!(row["arrives_on"], "2026-07-01");
    assert!((row["margin"].as_f64().expect("known") - (1.0 - 4.64 / 12.0)).abs() < 1e-9);
    let plan = shop.plan().await;
    let line = lines(&plan, "MUG")[0];
    let units = line["quantity"].as_f64().expect("units");
    // The supplier is paid the price; the plan counts the landed cost.
    assert_eq!(line["unit_cost"], "4.00");
    assert!(reason(line, "lead_time_stated").is_some(), "{line}");
    assert!(
        (number(&line["freight"]) - 0.64 * units).abs() < 0.01,
        "{line}"
    );
    let all = shop.call("import_history", json!({})).await;
    let batch = all["batches"]
        .as_array()
        .expect("batches")
        .iter()
        .find(|b| b["kind"] == "cost_rates")
        .expect("read as rates");
    assert_eq!(batch["accepted"], 3);
    shop.call("import_undo", json!({"batch": batch["id"]}))
        .await;
    let after = shop.call("landed", json!({"as_of": AS_OF})).await;
    assert_eq!(after["rows"][0]["landed"], "4.0000");
}

/// 25 % more from 1 October: 1.00 a unit on 4.64. Two a day and holding at a quarter a year are
/// worth 365 · 1 ÷ (0.25 · 4.64) = 314.7 days, cut to 180: 360 units, whole packs of 24. The
/// price that keeps the margin is 12 · 5.64 ÷ 4.64.
#[tokio::test]
async fn a_tariff_from_a_day_on_says_what_to_buy_before_it() {
    let shop = shop().await;
    shop.import(&[("rates.csv", RATES)]).await;
    let tariff = json!({"kind": "duty", "programme": "added", "basis": "goods_percent",
        "rate": "25%", "from_country": "CN", "to_country": "US", "valid_from": "2026-10-01"});
    let asked = json!({"as_of": AS_OF, "rates": [tariff]});
    let found = shop.call("landed_what_if", asked).await;
    assert_eq!(found["changes_on"], "2026-10-01");
    let row = &found["rows"][0];
    assert_eq!(
        (&row["landed_now"], &row["landed_then"]),
        (&json!("4.6400"), &json!("5.6400"))
    );
    assert!((number(&row["price_needed"]) - 12.0 * 5.64 / 4.64).abs() < 1e-3);
    // Today's order arrives before the day and costs what it did.
    assert_eq!(row["order_now"], row["order_then"]);
    let early = &row["buy_early"];
    let units = early["units"].as_i64().expect("units");
    assert!(units % 24 == 0 && (300..=384).contains(&units), "{early}");
    // 30 ± 3 days and a share of 0.9: 34 days before 30 September.
    let by: domain::Day = early["order_by"]
        .as_str()
        .expect("a day")
        .parse()
        .expect("a day");
    let wanted: domain::Day = "2026-08-27".parse().expect("a day");
    assert!(by.since(wanted).abs() <= 3, "{by}");
    assert!(number(&found["early_gain"]) > 0.0);
    // Nothing was written.
    let rates = shop.call("cost_rates", json!({})).await;
    assert_eq!(rates["rates"].as_array().map(Vec::len), Some(3));
}

/// Made in Vietnam it falls under the 3 % of all goods: 4 + 0.24 + 0.12 = 4.36.
#[tokio::test]
async fn another_origin_and_another_way() {
    let shop = shop().await;
    shop.import(&[("rates.csv", RATES)]).await;
    let asked = json!({"as_of": AS_OF, "routes": [{"origin": "vn"}]});
    let found = shop.call("landed_what_if", asked).await;
    assert_eq!(found["rows"][0]["landed_then"], "4.3600");
    assert!(number(&found["cost_a_year"]) < 0.0);
    let asked = json!({"as_of": AS_OF, "routes": [{"transport": "air"}]});
    let found = shop.call("landed_what_if", asked).await;
    // No rate tells sea from air, so nothing changes.
    assert_eq!(found["rows"], json!([]));
}

#[tokio::test]
async fn rates_by_hand_and_what_is_refused() {
    let shop = shop().await;
    let fee = json!({"kind": "fee", "basis": "per_unit", "rate": "0.5"});
    shop.call("cost_rate_set", fee.clone()).await;
    let again = json!({"kind": "fee", "basis": "per_unit", "rate": "0.75"});
    let rates = shop.call("cost_rate_set", again).await;
    assert_eq!(rates["rates"].as_array().map(Vec::len), Some(1));
    let report = shop.call("landed", json!({"as_of": AS_OF})).await;
    assert_eq!(report["rows"][0]["landed"], "4.7500");
    shop.call("cost_rate_remove", fee.clone()).await;
    let refused = [
        ("cost_rate_remove", fee, "unknown_cost_rate"),
        (
            "cost_rate_set",
            json!({"kind": "tax", "basis": "per_unit", "rate": "1"}),
            "bad_cost_kind",
        ),
        (
            "cost_rate_set",
            json!({"kind": "fee", "basis": "per_day", "rate": "1"}),
            "bad_cost_basis",
        ),
        (
            "cost_rate_set",
            json!({"kind": "fee", "basis": "per_unit", "rate": "-1"}),
            "bad_cost_rate",
        ),
        (
            "cost_rate_set",
            json!({"kind": "fee", "basis": "per_unit", "rate": "5%"}),
            "bad_cost_rate",
        ),
        (
            "cost_rate_set",
            json!({"kind": "duty", "basis": "cif_percent", "rate": "2.5"}),
            "cost_rate_not_a_share",
        ),
        (
            "cost_rate_set",
            json!({"kind": "duty", "basis": "cif_percent", "rate": "2%", "to_country": "USA"}),
            "bad_country",
        ),
        (
            "cost_rate_set",
            json!({"kind": "duty", "basis": "cif_percent", "rate": "2%", "valid_from": "2026-02-01", "valid_to": "2026-01-01"}),
            "cost_rate_ends_first",
        ),
        ("landed_what_if", json!({}), "nothing_to_change"),
        (
            "landed_what_if",
            json!({"routes": [{"sku": "MUG"}]}),
            "nothing_to_change",
        ),
        (
            "landed_what_if",
            json!({"routes": [{"transport": "camel"}]}),
            "bad_transport",
        ),
        ("landed", json!({"sku": "NONE"}), "unknown_sku"),
    ];
    for (name, request, code) in refused {
        let failure = commands::call(&shop.engine, name, request.clone()).await;
        assert_eq!(
            failure.err().map(|f| f.code).as_deref(),
            Some(code),
            "{request}"
        );
    }
}

/// A share that may mean two things is no share, and a word that is not known is no row.
#[tokio::test]
async fn rows_that_cannot_be_meant_are_listed_and_the_others_kept() {
    let shop = shop().await;
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("rates.csv");
    let rows = "cost_kind,cost_basis,cost_rate,valid_from,valid_to\n\
                duty,goods_percent,7.5,,\n\
                tithe,per_unit,1,,\n\
                fee,per_unit,many,,\n\
                fee,per_unit,1,2026-05-01,2026-04-01\n\
                关税,货值百分比,145%,,\n";
    std::fs::write(&path, rows).expect("written");
    let asked = json!({"paths": [path.display().to_string()], "dry_run": false});
    let report = shop.call("import_files", asked).await;
    let batch = &report["batches"][0];
    assert_eq!(
        (&batch["accepted"], &batch["rejected"]),
        (&json!(1), &json!(4)),
        "{batch}"
    );
    let codes: Vec<&str> = batch["problems"]
        .as_array()
        .expect("problems")
        .iter()
        .filter_map(|p| p["code"].as_str())
        .collect();
    assert_eq!(
        codes,
        [
            "rate_not_a_share",
            "word_unknown",
            "number_unreadable",
            "ends_before_start"
        ]
    );
    let rates = shop.call("cost_rates", json!({})).await;
    assert_eq!(rates["rates"][0]["rate"], "1.45");
}
