//! Exchange rates that come as a file: read, kept beside those set by hand, and taken back.

mod workspace;

use serde_json::{Value, json};
use workspace::{call, check, open, write};

async fn rates(engine: &engine::Engine) -> Vec<(String, String, String)> {
    let listed = call(engine, "rates_list", json!({})).await;
    let rates = listed["rates"].as_array().expect("rates");
    let text = |rate: &Value, name: &str| rate[name].as_str().expect("text").to_owned();
    let row = |rate| {
        (
            text(rate, "currency"),
            text(rate, "day"),
            text(rate, "rate"),
        )
    };
    rates.iter().map(row).collect()
}

fn row(currency: &str, day: &str, rate: &str) -> (String, String, String) {
    (currency.into(), day.into(), rate.into())
}

#[tokio::test]
async fn a_file_of_rates_is_understood_and_taken_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = open(folder.path()).await;
    let base = json!({ "key": "base_currency", "value": "CNY" });
    call(&engine, "settings_set", base).await;
    let by_hand = json!({ "currency": "GBP", "day": "2026-02-01", "rate": "9" });
    call(&engine, "rate_set", by_hand).await;
    let text = "日期,币种,汇率\n2026-01-01,EUR,8.20\n2026-02-01,英镑,9.31\n\
                2026-02-01,CNY,7.1\n2026-03-01,火星币,3\n";
    let file = write(folder.path(), "汇率.csv", text);
    let report = call(&engine, "import_files", json!({ "paths": [file] })).await;
    let batch = &report["batches"][0];
    assert_eq!(batch["kind"], "exchange_rates", "{report}");
    assert_eq!(
        (&batch["accepted"], &batch["rejected"]),
        (&json!(2), &json!(1)),
        "{report}"
    );
    let codes: Vec<&str> = (batch["problems"].as_array().expect("problems").iter())
        .filter_map(|problem| problem["code"].as_str())
        .collect();
    assert_eq!(codes, ["currency_unknown", "rate_of_base_currency"]);
    assert_eq!(
        rates(&engine).await,
        [
            row("EUR", "2026-01-01", "8.2"),
            row("GBP", "2026-02-01", "9.31")
        ]
    );
    // Once more changes nothing.
    let again = call(&engine, "import_files", json!({ "paths": [file] })).await;
    assert_eq!(again["batches"][0]["unchanged"], 2, "{again}");
    // Taken back, the rate that was set by hand is there again.
    call(&engine, "import_undo", json!({ "batch": batch["id"] })).await;
    assert_eq!(rates(&engine).await, [row("GBP", "2026-02-01", "9")]);
    check(&engine).await;
}
