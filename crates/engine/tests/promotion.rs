//! Events from the calendar to a kept plan and its review, on little shops with a known uplift.

mod shop;

use domain::Day;
use engine::commands;
use serde_json::{Value, json};
use shop::{AS_OF, Shop};

fn day(text: &str) -> Day {
    text.parse().expect("a day")
}

/// Four SKUs of one shop sell six a day from 1 June 2025 to 31 May 2026, and `lifted` a day in the
/// Black Friday of 2025 (28 November to 1 December) and in a spring sale (10 to 16 March), if these
/// are told. In the fortnights after they sell five.
async fn known(lifted: u32, promotions: bool) -> Shop {
    let shop = Shop::new().await;
    let events = [
        (day("2025-11-28"), day("2025-12-01")),
        (day("2026-03-10"), day("2026-03-16")),
    ];
    let mut orders = String::from(
        "order_id,ordered_at,sku,quantity,unit_price,currency,country,status,shipped_at\n",
    );
    let mut stock = String::from("sku,on_hand,as_of\n");
    for sku in ["A", "B", "C", "D"] {
        stock += &format!("{sku},50,{AS_OF}\n");
        for at in 0..365 {
            let on = day("2025-06-01") + at;
            let during = events.iter().any(|(from, to)| (*from..=*to).contains(&on));
            let after = events
                .iter()
                .any(|(_, to)| (1..=14).contains(&on.since(*to)));
            let units = if during {
                lifted
            } else if after {
                5
            } else {
                6
            };
            // One line a unit: nothing looks like wholesale.
            for line in 0..units {
                orders += &format!("{sku}-{at}-{line},{on},{sku},1,20,USD,US,shipped,{on}\n");
            }
        }
    }
    let products = "sku,category,supplier,unit_cost,cost_currency,price,price_currency,\
                    lead_time_days,lead_time_sd_days,pack_size\n\
                    A,toys,Ada,8,USD,20,USD,40,6,10\nB,toys,Ada,8,USD,20,USD,40,6,10\n\
                    C,toys,Ada,8,USD,20,USD,40,6,10\nD,toys,Ada,15,USD,20,USD,40,6,10\n";
    let mut files = vec![
        ("products.csv", products),
        ("orders.csv", &orders),
        ("stock.csv", &stock),
    ];
    let listed = "promotion,starts_on,ends_on,sku,category,discount\n\
                  Black Friday 2025,2025-11-28,2025-12-01,,toys,0.2\n\
                  Spring 2026,2026-03-10,2026-03-16,,toys,0.2\n";
    if promotions {
        files.push(("promotions.csv", listed));
    }
    shop.import(&files).await;
    shop
}

async fn planned(shop: &Shop, more: Value) -> Value {
    let mut asked =
        json!({"as_of": AS_OF, "code": "black_friday", "market": "US", "discount": 0.2});
    for (key, value) in more.as_object().expect("an object") {
        asked[key] = value.clone();
    }
    shop.call("promotion_plan", asked).await
}

/// 18 a day on a base of 6 is an uplift of 3, 9 one of 1.5. It is found from the shop's own Black
/// Friday alone, pulled by twenty units towards the shop's.
#[tokio::test]
async fn a_known_uplift_is_found_within_fifteen_percent() {
    for (lifted, truth) in [(18, 3.0), (9, 1.5)] {
        let shop = known(lifted, true).await;
        let plan = planned(&shop, json!({})).await;
        assert_eq!(
            (&plan["evidence"], &plan["past_events"]),
            (&json!("same_event"), &json!(1))
        );
        let rows = plan["rows"].as_array().expect("rows");
        assert_eq!(rows.len(), 4);
        for row in rows {
            let found = row["multiplier"].as_f64().expect("known");
            assert!((found / truth - 1.0).abs() < 0.15, "{found} for {truth}");
            assert_eq!(row["source"], "sku");
            // Five of six a day.
            let after = row["after"].as_f64().expect("known");
            assert!((after - 5.0 / 6.0).abs() < 0.1, "{after}");
        }
    }
}

/// Some buyers live in Britain: in every scenario of an event of the United States, the others'
/// demand is multiplied and theirs is not.
#[tokio::test]
async fn buyers_of_other_markets_take_part_in_no_scenario() {
    let shop = known(6, true).await;
    let mut orders = String::from(
        "order_id,ordered_at,sku,quantity,unit_price,currency,country,status,shipped_at\n",
    );
    for at in 0..365 {
        let on = day("2025-06-01") + at;
        orders += &format!("G-{at},{on},A,2,20,USD,GB,shipped,{on}\n");
    }
    shop.import(&[("more.csv", &orders)]).await;
    let all = planned(&shop, json!({"market": "", "scale": 3.0})).await;
    let ours = planned(&shop, json!({"scale": 3.0})).await;
    let share = ours["market_share"].as_f64().expect("known");
    assert!((0.8..1.0).contains(&share), "{share}");
    let scenarios = |plan: &Value| -> Vec<f64> {
        let rows = plan["rows"].as_array().expect("rows");
        let row = rows.iter().find(|row| row["sku"] == "A").expect("a row");
        let three = row["scenarios"].as_array().expect("three");
        three
            .iter()
            .map(|one| one["multiplier"].as_f64().expect("known"))
            .collect()
    };
    let (all, ours) = (scenarios(&all), scenarios(&ours));
    assert!(all[0] < all[1] && all[1] < all[2], "{all:?}");
    for (all, ours) in all.iter().zip(&ours) {
        assert!(
            (ours - (1.0 + share * (all - 1.0))).abs() < 1e-9,
            "{ours} of {all} at {share}"
        );
    }
}

/// Black Friday 2026 is 27 November; the line is the article's. Lead times of 40 ± 6 days reach
/// the arrival of 28 October with a chance of 0.9 when ordered 48 days before.
#[tokio::test]
async fn the_line_of_black_friday_and_its_latest_days() {
    let shop = known(18, true).await;
    let plan = planned(&shop, json!({})).await;
    assert_eq!(
        (&plan["starts_on"], &plan["ends_on"]),
        (&json!("2026-11-27"), &json!("2026-11-30"))
    );
    assert_eq!(
        (&plan["arrive_by"], &plan["moved_days"]),
        (&json!("2026-10-28"), &json!(0))
    );
    let months: Vec<&str> = plan["steps"]
        .as_array()
        .expect("steps")
        .iter()
        .map(|step| &step["to"].as_str().expect("a day")[..7])
        .collect();
    assert_eq!(
        months,
        [
            "2026-06", "2026-07", "2026-08", "2026-10", "2026-11", "2026-11"
        ]
    );
    let row = &plan["rows"][0];
    let latest = day(row["ways"][0]["latest_safe"].as_str().expect("a day"));
    assert!(latest.since(day("2026-09-10")).abs() <= 3, "{latest}");
    assert_eq!(row["best_way"], "in_time");
    assert!(plan["chance_at_90"].as_f64().expect("known") > 0.99);
    // A slow supplier moves the main order ahead of the line: 130 days of lead time and more.
    let slow = "sku,supplier,lead_time_days,lead_time_sd_days\nA,Ada,130,0\n";
    shop.import(&[("slow.csv", slow)]).await;
    let plan = planned(&shop, json!({"skus": ["A"]})).await;
    assert!(plan["moved_days"].as_i64().expect("days") > 60, "{plan}");
    assert!(plan["chance_at_90"].as_f64().expect("known") < 0.01);
    // For an event in four weeks it is too late, and the next best is said.
    let own = json!({
        "skus": ["A"], "code": "", "name": "Own", "starts_on": "2026-06-29", "scale": 2.0,
    });
    let late = planned(&shop, own).await;
    assert_eq!(late["rows"][0]["best_way"], "presale");
    assert_eq!(late["rows"][0]["order_by"], Value::Null);
}

/// A margin of 60 % and one of 25 %; the supply is not proven by any receipt, and nothing is known
/// of clicks.
#[tokio::test]
async fn hot_sellers_are_told_in_three_dimensions() {
    let shop = known(18, true).await;
    let plan = planned(&shop, json!({})).await;
    let of = |sku: &str| {
        plan["rows"]
            .as_array()
            .expect("rows")
            .iter()
            .find(|row| row["sku"] == sku)
            .expect("there")["hot"]
            .clone()
    };
    assert_eq!(
        (&of("A")["margin"], &of("A")["whole"]),
        (&json!("yes"), &json!("unknown"))
    );
    assert_eq!(
        of("A")["missing"],
        json!(["deliveries", "ctr", "cvr", "video_or_reviews"])
    );
    assert_eq!(
        (&of("D")["margin"], &of("D")["whole"]),
        (&json!("no"), &json!("no"))
    );
    let only = planned(&shop, json!({"hot_only": true})).await;
    assert_eq!(
        (only["rows"].as_array().map(Vec::len), &only["not_hot"]),
        (Some(3), &json!(1))
    );
    let easy = planned(
        &shop,
        json!({"hot_only": true, "thresholds": {"margin": 0.0}}),
    )
    .await;
    assert_eq!(easy["not_hot"], 0);
}

/// Base of four days 24 and an uplift of about 3: what is wanted lies near its highest scenario, as a
/// unit gains 8 and what is left replaces later orders; the base part is not counted for the event.
#[tokio::test]
async fn quantities_keep_base_and_event_apart_and_are_not_slow_afterwards() {
    let shop = known(18, true).await;
    let asked = json!({"as_of": AS_OF, "code": "black_friday", "market": "US", "discount": 0.2});
    let plan = planned(&shop, json!({})).await;
    let row = &plan["rows"][0];
    let (units, event) = (
        row["units"].as_i64().expect("units"),
        row["event_units"].as_i64().expect("units"),
    );
    let base = row["base_units"].as_f64().expect("units");
    assert!((base - 24.0).abs() < 4.0, "{base}");
    assert_eq!(units - event, base.ceil() as i64);
    let high = row["scenarios"][2]["units"].as_f64().expect("units");
    assert!((units as f64 - high.ceil()).abs() <= 1.0, "{row}");
    assert_eq!(row["order"].as_i64().expect("units") % 10, 0);
    let cash: f64 = plan["cash"]
        .as_array()
        .expect("weeks")
        .iter()
        .map(|week| {
            week["amount"]
                .as_str()
                .expect("money")
                .parse::<f64>()
                .expect("a number")
        })
        .sum();
    let cost: f64 = plan["order_cost"]
        .as_str()
        .expect("money")
        .parse()
        .expect("a number");
    assert!((cash - cost).abs() < 0.01);

    let saved = shop
        .call("promotion_save", json!({"id": null, "event": asked}))
        .await;
    assert_eq!((&saved["id"], &saved["version"]), (&json!(1), &json!(1)));
    let again = shop
        .call("promotion_save", json!({"id": 1, "event": asked}))
        .await;
    assert_eq!((&again["id"], &again["version"]), (&json!(1), &json!(2)));
    let list = shop.call("promotion_list", json!({})).await;
    assert_eq!(list["events"].as_array().map(Vec::len), Some(1));
    let opened = shop
        .call("promotion_open", json!({"id": 1, "version": 1}))
        .await;
    assert_eq!(
        (&opened["versions"], &opened["request"]["code"]),
        (&json!(2), &json!("black_friday"))
    );
    assert_eq!(opened["plan"]["rows"][0]["units"], plan["rows"][0]["units"]);
}

/// The article's week after: 200 units lie there a week after the event, nothing sells, and they
/// were bought for it. Without the kept plan they are slow, with it they are not.
#[tokio::test]
async fn stock_of_a_kept_event_is_not_slow() {
    let shop = known(18, true).await;
    let fee = "sku,category,unit_cost,cost_currency,price,price_currency\nE,toys,8,USD,20,USD\n";
    let count = format!("sku,on_hand,as_of\nE,60,2025-06-01\nE,60,{AS_OF}\n");
    shop.import(&[("e.csv", fee), ("count.csv", &count)]).await;
    let slow = |alerts: &Value| {
        alerts["alerts"]
            .as_array()
            .expect("alerts")
            .iter()
            .filter(|alert| {
                alert["sku"] == "A"
                    && alert["rule"]
                        .as_str()
                        .is_some_and(|r| r.starts_with("slow"))
            })
            .count()
    };
    let more = format!("sku,on_hand,as_of\nA,60,{AS_OF}\n");
    shop.import(&[("more.csv", &more)]).await;
    shop.call(
        "settings_set",
        json!({"key": "slow_sold_30_days", "value": "100000"}),
    )
    .await;
    let before = shop.call("alerts", json!({"as_of": AS_OF})).await;
    assert!(slow(&before) > 0, "{before}");
    let asked = json!({"as_of": AS_OF, "code": "black_friday", "market": "US", "scale": 3.0});
    let saved = shop
        .call("promotion_save", json!({"event": asked, "id": null}))
        .await;
    assert!(saved["order_units"].as_i64().expect("units") > 0);
    let after = shop.call("alerts", json!({"as_of": AS_OF})).await;
    assert_eq!(slow(&after), 0, "{after}");
}

/// Planned on the morning of 1 October 2025 with the seller's scale of 2, reviewed in the next year:
/// 18 a day were sold for four days, that is 72.
#[tokio::test]
async fn a_review_sets_what_came_beside_what_was_planned() {
    let shop = known(18, true).await;
    let asked =
        json!({"as_of": "2025-10-01", "code": "black_friday", "market": "US", "scale": 2.0});
    shop.call("promotion_save", json!({"id": null, "event": asked}))
        .await;
    let early = json!({"id": 1, "version": null, "as_of": "2025-11-29"});
    let refused = commands::call(&shop.engine, "promotion_review", early).await;
    assert_eq!(
        refused.err().map(|f| f.code).as_deref(),
        Some("event_not_over")
    );
    let review = shop
        .call(
            "promotion_review",
            json!({"id": 1, "version": null, "as_of": AS_OF}),
        )
        .await;
    let row = &review["rows"][0];
    assert_eq!(
        (&row["sold"], &row["next_time"]),
        (&json!(72), &json!("more"))
    );
    assert!(review["hit"].as_f64().expect("known") < 0.8, "{review}");
    assert!(
        (row["multiplier_was"].as_f64().expect("known") - 3.0).abs() < 0.5,
        "{row}"
    );
}

#[tokio::test]
async fn what_cannot_be_planned_is_said() {
    let shop = known(6, false).await;
    let refused = [
        // No promotion is known and no scale is given.
        (
            json!({"as_of": AS_OF, "code": "black_friday", "market": "US"}),
            "event_needs_scale",
        ),
        (
            json!({"as_of": AS_OF, "code": "black_friday", "market": "DE", "scale": 2.0}),
            "market_without_sales",
        ),
        (json!({"as_of": AS_OF, "code": "doomsday"}), "unknown_event"),
        (json!({"as_of": AS_OF, "name": "Own"}), "event_without_day"),
        (
            json!({"as_of": AS_OF, "starts_on": "2026-09-01"}),
            "event_without_name",
        ),
        (
            json!({"as_of": AS_OF, "name": "Own", "starts_on": "2026-05-01", "scale": 2.0}),
            "event_past",
        ),
        (
            json!({"as_of": AS_OF, "name": "Own", "starts_on": "2026-09-05", "ends_on": "2026-09-01"}),
            "bad_period",
        ),
        (
            json!({"as_of": AS_OF, "name": "Own", "starts_on": "2026-09-01", "scale": 0.0}),
            "bad_event",
        ),
        (
            json!({"as_of": AS_OF, "name": "Own", "starts_on": "2026-09-01", "scale": 2.0, "discount": 1.2}),
            "bad_event",
        ),
        (
            json!({"as_of": AS_OF, "name": "Own", "starts_on": "2026-09-01", "scale": 2.0, "probabilities": [0.5, 0.5, 0.5]}),
            "bad_probabilities",
        ),
        (
            json!({"as_of": AS_OF, "name": "Own", "starts_on": "2026-09-01", "scale": 2.0, "skus": ["NONE"]}),
            "unknown_sku",
        ),
        (
            json!({"as_of": AS_OF, "name": "Own", "starts_on": "2026-09-01", "scale": 2.0, "category": "none"}),
            "event_without_goods",
        ),
    ];
    for (request, code) in refused {
        let failure = commands::call(&shop.engine, "promotion_plan", request.clone()).await;
        assert_eq!(
            failure.err().map(|f| f.code).as_deref(),
            Some(code),
            "{request}"
        );
    }
    let scaled = planned(&shop, json!({"scale": 2.0})).await;
    assert_eq!(
        (&scaled["evidence"], &scaled["rows"][0]["source"]),
        (&json!("none"), &json!("scale"))
    );
}

/// An own event is listed with its safe line; a computed one is moved, and put back.
#[tokio::test]
async fn the_calendar_is_the_sellers_to_change() {
    let shop = known(6, false).await;
    let own = json!({"name": "Shop birthday", "starts_on": "2026-09-10", "ends_on": "2026-09-12"});
    shop.call("calendar_event_set", own).await;
    let moved = json!({"code": "prime_day", "market": "US", "starts_on": "2026-07-07", "ends_on": "2026-07-10"});
    shop.call("calendar_event_set", moved).await;
    let ask = json!({"as_of": AS_OF, "markets": ["US"], "days": 365});
    let calendar = shop.call("promotion_calendar", ask.clone()).await;
    let find = |calendar: &Value, key: &str, word: &str| {
        calendar["events"]
            .as_array()
            .expect("events")
            .iter()
            .find(|event| event[key] == word)
            .cloned()
            .unwrap_or(Value::Null)
    };
    let birthday = find(&calendar, "name", "Shop birthday");
    // 120 and 90 days before 10 September.
    assert_eq!(
        (&birthday["main_order_from"], &birthday["main_order_by"]),
        (&json!("2026-05-13"), &json!("2026-06-12"))
    );
    let prime = find(&calendar, "code", "prime_day");
    assert_eq!(
        (&prime["starts_on"], &prime["assumed"]),
        (&json!("2026-07-07"), &json!(false))
    );
    shop.call("calendar_event_remove", json!({"id": prime["id"]}))
        .await;
    let calendar = shop.call("promotion_calendar", ask).await;
    // The second Tuesday of July 2026 is the 14th.
    assert_eq!(
        find(&calendar, "code", "prime_day")["starts_on"],
        "2026-07-14"
    );
    let backwards = json!({"name": "X", "starts_on": "2026-09-10", "ends_on": "2026-09-01"});
    let refused = commands::call(&shop.engine, "calendar_event_set", backwards).await;
    assert_eq!(refused.err().map(|f| f.code).as_deref(), Some("bad_period"));
}
