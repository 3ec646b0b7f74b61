//! The replay through the command: figures that can be worked out, and what it refuses.

use std::fmt::Write;
use std::path::Path;

use domain::Day;
use engine::Engine;
use serde_json::{Value, json};

mod workspace;

use workspace::{call, import, open};

/// The first morning of the replays below.
const FROM: Day = Day(20_089);

/// Two goods: A sells 2 a day, B 3 every other day, from 300 days before `FROM` until `until` days
/// after it. No count is known, so every day kept stock. Each costs 4 and sells at 10; lead time 14
/// days.
async fn shop(folder: &Path, until: i32) -> Engine {
    let engine = open(folder).await;
    for (key, value) in [
        ("review_days", "7"),
        ("default_lead_time_days", "14"),
        ("default_lead_time_sd_days", "0"),
    ] {
        call(
            &engine,
            "settings_set",
            json!({ "key": key, "value": value }),
        )
        .await;
    }
    let products = "sku,unit_cost,cost_currency,price,price_currency,lead_time_days,lead_time_sd_days\n\
                    A,4.00,USD,10.00,USD,14,0\nB,4.00,USD,10.00,USD,14,0\n";
    import(&engine, folder, "products", products).await;
    sales(&engine, folder, -300..until).await;
    engine
}

async fn sales(engine: &Engine, folder: &Path, days: std::ops::Range<i32>) {
    let mut orders = String::from("order_id,ordered_at,sku,quantity,unit_price,currency\n");
    for at in days {
        let day = FROM + at;
        let _ = writeln!(orders, "A{at},{day},A,2,10.00,USD");
        if at % 2 == 0 {
            let _ = writeln!(orders, "B{at},{day},B,3,10.00,USD");
        }
    }
    import(engine, folder, "orders", &orders).await;
}

fn policy<'a>(report: &'a Value, name: &str) -> &'a Value {
    report["policies"]
        .as_array()
        .and_then(|all| all.iter().find(|policy| policy["name"] == name))
        .unwrap_or_else(|| panic!("no {name} in {report}"))
}

/// 182 days, of which lead time and review are cut at each end.
#[tokio::test]
async fn policies_meet_the_same_demand_over_the_same_days() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = shop(folder.path(), 182).await;
    let request = json!({ "from": FROM, "to": FROM + 181 });
    let report = call(&engine, "replay", request.clone()).await;
    // Lead 14 + review 7: scored from day 21 to day 160.
    assert_eq!(report["scored_from"], json!(FROM + 21));
    assert_eq!(report["scored_to"], json!(FROM + 160));
    assert_eq!(
        (&report["places"], &report["against"]),
        (&json!(2), &json!("habit"))
    );
    assert_eq!(report["opening_assumed"], 2);
    let names: Vec<&str> = report["policies"]
        .as_array()
        .expect("policies")
        .iter()
        .filter_map(|policy| policy["name"].as_str())
        .collect();
    assert_eq!(names, ["habit", "textbook", "plan", "foresight"]);

    // 140 days of 2, and 70 of 3: 490 units at a margin of 6.
    let limit = policy(&report, "foresight");
    assert_eq!(
        (&limit["fill_rate"], &limit["lost_sales"]),
        (&json!(1.0), &json!(0.0))
    );
    assert_eq!(limit["margin"], "2940.00");
    let money = |value: &Value| value.as_str().and_then(|text| text.parse::<f64>().ok());
    for name in names {
        let found = policy(&report, name);
        let parts = [
            &found["margin"],
            &found["holding"],
            &found["left"],
            &found["profit"],
        ];
        let [margin, holding, left, profit] = parts.map(|part| money(part).expect("an amount"));
        assert!((margin - holding - left - profit).abs() < 0.02, "{found}");
        assert!(
            money(&limit["profit"]) >= Some(profit),
            "{name} beats foresight"
        );
        let course = found["profit_by_week"].as_array().expect("weeks");
        assert_eq!(
            course.len(),
            report["weeks"].as_array().expect("weeks").len()
        );
        let last = course.last().and_then(Value::as_f64).expect("a sum");
        assert!((last - profit).abs() < 0.01, "{last} {profit}");
    }
    // A rate that never changes is learned: next to nothing may be lost.
    assert!(
        policy(&report, "plan")["fill_rate"].as_f64() > Some(0.99),
        "{report}"
    );
    assert_eq!(
        call(&engine, "replay", request).await,
        report,
        "twice the same"
    );
}

/// What happened after the last day changes nothing.
#[tokio::test]
async fn the_replay_is_blind_to_what_comes_later() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = shop(folder.path(), 120).await;
    let request = json!({ "from": FROM, "to": FROM + 119 });
    let before = call(&engine, "replay", request.clone()).await;
    sales(&engine, folder.path(), 120..200).await;
    let after = call(&engine, "replay", request).await;
    assert_eq!(before, after);
}

#[tokio::test]
async fn too_short_and_unknown_pasts_are_refused_by_name() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = shop(folder.path(), 60).await;
    for (from, to, code) in [
        (FROM, FROM + 26, "replay_too_short"),
        (FROM, FROM - 40, "replay_too_short"),
        (FROM - 800, FROM - 700, "replay_nothing_known"),
    ] {
        let refused = engine::call(&engine, "replay", json!({ "from": from, "to": to })).await;
        assert_eq!(refused.expect_err("is refused").code, code);
    }
    // Prices and costs are in dollars, of which these books know no rate.
    let books = json!({ "key": "base_currency", "value": "CNY" });
    call(&engine, "settings_set", books).await;
    let refused = engine::call(&engine, "replay", json!({ "from": FROM, "to": FROM + 59 })).await;
    let refused = refused.expect_err("is refused");
    assert_eq!(refused.code, "replay_without_money");
    assert_eq!(refused.params["count"], 2);
}
