//! From sales to demand through the commands: corrections are shown, promotions and beliefs enter
//! the forecast, scores are kept.

use std::fmt::Write;
use std::path::Path;

use domain::Day;
use engine::Engine;
use serde_json::{Value, json};

mod workspace;

use workspace::{call, import, open};

const AS_OF: Day = Day(20_100);

/// 300 days of a good that sells 2 a day in two lines, and 6 a day in two past promotions of ten
/// days; one line of 500 in between, one cancelled; three days of history without stock.
async fn shop(folder: &Path) -> Engine {
    let engine = open(folder).await;
    import(
        &engine,
        folder,
        "products",
        "sku,unit_cost,cost_currency,price,price_currency,like_sku\n\
         A,4.00,USD,10.00,USD,\nB,4.00,USD,10.00,USD,A\n",
    )
    .await;
    let mut orders = String::from("order_id,ordered_at,sku,quantity,unit_price,currency,status\n");
    for at in 1..=300 {
        let day = AS_OF - at;
        let units = if (100..110).contains(&at) || (200..210).contains(&at) {
            3
        } else {
            1
        };
        for line in 0..2 {
            let _ = writeln!(orders, "{at}/{line},{day},A,{units},10.00,USD,shipped");
        }
    }
    let (day, cancelled) = (AS_OF - 50, AS_OF - 40);
    let _ = writeln!(orders, "W,{day},A,500,10.00,USD,shipped");
    let _ = writeln!(orders, "C,{cancelled},A,7,10.00,USD,cancelled");
    import(&engine, folder, "orders", &orders).await;
    let mut history = String::from("sku,date,in_stock\n");
    for at in [150, 151, 152] {
        let _ = writeln!(history, "A,{},0", AS_OF - at);
    }
    import(&engine, folder, "stock_history", &history).await;
    let promotions = format!(
        "promotion,starts_on,ends_on,sku\nOne,{},{},A\nTwo,{},{},A\nNext,{},{},A\n",
        AS_OF - 209,
        AS_OF - 200,
        AS_OF - 109,
        AS_OF - 100,
        AS_OF + 10,
        AS_OF + 19,
    );
    import(&engine, folder, "promotions", &promotions).await;
    // A count makes the new good a place to plan for.
    import(
        &engine,
        folder,
        "stock",
        &format!("sku,on_hand,as_of\nB,0,{AS_OF}\n"),
    )
    .await;
    engine
}

async fn forecast(engine: &Engine, sku: &str) -> Value {
    let request = json!({ "as_of": AS_OF, "sku": sku, "horizon": 30 });
    call(engine, "forecast", request).await["series"][0].clone()
}

fn correction<'a>(series: &'a Value, code: &str) -> &'a Value {
    series["corrections"]
        .as_array()
        .expect("a list")
        .iter()
        .find(|correction| correction["reason"]["code"] == code)
        .unwrap_or_else(|| panic!("no {code} in {}", series["corrections"]))
}

fn number(value: &Value) -> f64 {
    value
        .as_f64()
        .unwrap_or_else(|| panic!("no number: {value}"))
}

#[tokio::test]
async fn every_correction_is_shown_and_wholesale_can_be_counted() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = shop(folder.path()).await;
    let series = forecast(&engine, "A").await;
    let stockout = correction(&series, "stockout_days");
    assert_eq!(stockout["reason"]["params"]["days"], 3);
    assert_eq!(number(&stockout["units"]), 6.0);
    let wholesale = correction(&series, "wholesale_lines");
    assert_eq!(
        (number(&wholesale["units"]), &wholesale["applied"]),
        (500.0, &json!(true))
    );
    assert_eq!(
        number(&correction(&series, "cancelled_lines")["units"]),
        7.0
    );
    let marked = &series["marked"];
    assert_eq!(marked[0]["reason"]["code"], "cancelled_line");
    assert_eq!(marked[1]["quantity"], 500);
    // 20 days at four more than the base.
    let events = correction(&series, "promotions_and_prices");
    assert!((number(&events["units"]) - 80.0).abs() < 15.0, "{events}");

    // Ten days of the horizon are promoted: 30 · 2, and some 10 · 4 on top.
    let parts = &series["parts"];
    assert!(
        (number(&parts["level_per_week"]) - 14.0).abs() < 1.0,
        "{parts}"
    );
    assert!((number(&parts["promotion"]) - 40.0).abs() < 12.0, "{parts}");
    assert!((number(&series["mean"]) - 100.0).abs() < 14.0, "{series}");

    let plan = call(&engine, "plan_get", json!({ "as_of": AS_OF })).await;
    let line = &plan["lines"][0];
    assert_eq!(line["sku"], "A");
    assert!(number(&line["arithmetic"]["promotion"]) > 25.0, "{line}");

    let count = json!({ "key": "wholesale_lines", "value": "count" });
    call(&engine, "settings_set", count).await;
    let counted = forecast(&engine, "A").await;
    assert_eq!(correction(&counted, "wholesale_lines")["applied"], false);
    assert!(number(&counted["mean"]) > number(&series["mean"]) + 5.0);
}

#[tokio::test]
async fn a_new_good_follows_what_it_is_like_or_what_the_seller_says() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = shop(folder.path()).await;
    let week = |series: &Value| number(&series["mean"]) / 30.0 * 7.0;
    let like = forecast(&engine, "B").await;
    assert_eq!(like["method"], "new_item");
    assert!((week(&like) - 14.0).abs() < 1.5, "{}", week(&like));

    let half = json!({ "sku": "B", "like_sku": "A", "like_scale": 0.5 });
    call(&engine, "estimate_set", half).await;
    assert!((week(&forecast(&engine, "B").await) - 7.0).abs() < 0.8);

    let own = json!({ "sku": "B", "units_per_week": 21, "spread": 0.3 });
    call(&engine, "estimate_set", own).await;
    let told = forecast(&engine, "B").await;
    assert!((week(&told) - 21.0).abs() < 0.1, "{}", week(&told));
    assert!((number(&told["parts"]["level_sd"]) - 6.3).abs() < 0.1);

    call(&engine, "estimate_set", json!({ "sku": "B" })).await;
    assert_eq!(week(&forecast(&engine, "B").await), week(&like));
    for (request, code) in [
        (json!({ "sku": "none", "units_per_week": 1 }), "unknown_sku"),
        (json!({ "sku": "B", "like_sku": "B" }), "unknown_sku"),
        (json!({ "sku": "B", "units_per_week": -1 }), "bad_estimate"),
        (
            json!({ "sku": "B", "units_per_week": 1, "spread": 99 }),
            "bad_estimate",
        ),
    ] {
        let refused = engine::call(&engine, "estimate_set", request).await;
        assert_eq!(refused.expect_err("refused").code, code);
    }
}

#[tokio::test]
async fn scores_are_kept_and_a_handful_of_lines_chooses_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = shop(folder.path()).await;
    let request = json!({ "as_of": AS_OF });
    let scores = call(&engine, "forecast_scores", request.clone()).await;
    let shop = &scores["groups"][0];
    assert_eq!(shop["category"], Value::Null);
    let methods = shop["methods"].as_array().expect("a list");
    let used: Vec<&Value> = methods.iter().filter(|m| m["used"] == true).collect();
    assert_eq!(used.len(), 1);
    assert_eq!(used[0]["method"], "season_level_nb");
    assert_eq!(number(&used[0]["relative"]), 1.0);
    for score in methods {
        for key in ["pinball", "relative", "within_80", "within_95"] {
            assert!(number(&score[key]).is_finite(), "{score}");
        }
    }
    assert_eq!(call(&engine, "forecast_scores", request).await, scores);
    // What wins is what is used already: there is nothing to adopt, and adopting it changes nothing.
    assert_eq!(scores["adopted"], true);
    let adopted = json!({ "as_of": AS_OF, "adopt": true });
    assert_eq!(call(&engine, "forecast_scores", adopted).await, scores);
    let settings = call(&engine, "settings_get", json!({})).await;
    assert_eq!(settings["settings"]["forecast_methods"], "");
}

#[tokio::test]
async fn a_moment_becomes_a_day_of_the_shop_in_summer_and_in_winter() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = open(folder.path()).await;
    let strange = json!({ "key": "timezone", "value": "Mars/Olympus" });
    let failure = workspace::refused(&engine, "settings_set", strange).await;
    assert_eq!(failure.code, "bad_setting");
    let berlin = json!({ "key": "timezone", "value": "Europe/Berlin" });
    call(&engine, "settings_set", berlin).await;
    // Half past ten at night in Greenwich is half past eleven in Berlin's winter, and half past
    // midnight of the next day in its summer.
    let orders = "order_id,ordered_at,sku,quantity,unit_price,currency\n\
        1,2024-01-31T22:30:00Z,A,3,10.00,USD\n2,2024-07-31T22:30:00Z,A,5,10.00,USD\n";
    import(&engine, folder.path(), "orders", orders).await;
    for (from, to, units) in [
        ("2024-01-31", "2024-01-31", 3),
        ("2024-07-31", "2024-07-31", 0),
        ("2024-08-01", "2024-08-01", 5),
    ] {
        let period = json!({ "from": from, "to": to });
        let metrics = call(&engine, "metrics", period).await;
        assert_eq!(metrics["total"]["units_sold"], units, "{from}: {metrics}");
    }
}
