//! Shops whose figures say little or nonsense: each SKU gets a defined answer with its reason, and
//! no figure is absurd or none at all.

mod shop;

use serde_json::{Value, json};
use shop::{AS_OF, Shop, lines, reason};

/// Every number of the answer is one: JSON writes what is none as null, which stands only where
/// the contract allows it.
fn assert_numbers(line: &Value) {
    let arithmetic = line["arithmetic"].as_object().expect("arithmetic");
    for (name, value) in arithmetic {
        let is_sound = |value: &Value| value.as_f64().is_some_and(|v| v.abs() < 1e13);
        let sound = match value.as_array() {
            Some(values) => values.iter().all(is_sound),
            None => is_sound(value),
        };
        assert!(sound, "{name} of {}: {value}", line["sku"]);
    }
    for reason in line["reasons"].as_array().expect("reasons") {
        let params = reason["params"].as_object().expect("params");
        assert!(params.values().all(|value| !value.is_null()), "{reason}");
    }
}

/// Days of 2025 and 2026 as ISO, `days` before 2026-06-01.
fn before(days: i32) -> String {
    (domain::Day(20_605) - days).to_string()
}

const PRODUCTS: &str = "sku,supplier,unit_cost,cost_currency,price,price_currency,lead_time_days,lead_time_sd_days,moq\n";

async fn damaged() -> Shop {
    assert_eq!(before(0), AS_OF);
    let shop = Shop::new().await;
    let mut products = String::from(PRODUCTS);
    let mut orders = String::from("order_id,ordered_at,sku,quantity,unit_price,currency,status\n");
    let mut stock = String::from("sku,location,on_hand,as_of\n");
    let mut sell = |sku: &str, days_before: i32, units: i64| {
        let date = before(days_before);
        orders += &format!("{sku}-{days_before},{date},{sku},{units},10,USD,shipped\n");
    };
    let mut good = |sku: &str, cost: f64, lead: i32, moq: i64, on_hand: i64| {
        products += &format!("{sku},Ada,{cost},USD,10,USD,{lead},3,{moq}\n");
        stock += &format!("{sku},main,{on_hand},{AS_OF}\n");
    };
    good("STEADY", 4.0, 30, 1, 10);
    good("ONE-SALE", 4.0, 30, 1, 0);
    good("NO-SALE", 4.0, 30, 1, 0);
    good("NEVER-THERE", 4.0, 30, 1, 0);
    good("ALL-ZEROS", 4.0, 30, 1, 0);
    good("THREE-DAYS", 4.0, 30, 1, 5);
    good("YEAR-MISSING", 4.0, 30, 1, 5);
    good("NEGATIVE", 4.0, 30, 1, -20);
    good("LOSS", 11.0, 30, 1, 0);
    good("NO-LEAD", 4.0, 0, 1, 3);
    good("LONG-LEAD", 4.0, 400, 1, 3);
    good("BILLION", 4.0, 30, 1, 5);
    good("TEN-YEARS", 4.0, 30, 9_000, 5);
    for day in 1..=120 {
        for sku in [
            "STEADY",
            "NEGATIVE",
            "LOSS",
            "NO-LEAD",
            "LONG-LEAD",
            "BILLION",
            "TEN-YEARS",
        ] {
            sell(sku, day, 2);
        }
    }
    sell("ONE-SALE", 200, 1);
    (1..=3).for_each(|day| sell("THREE-DAYS", day, 4));
    (1..=60).for_each(|day| sell("YEAR-MISSING", day, 2));
    (430..=490).for_each(|day| sell("YEAR-MISSING", day, 2));
    sell("BILLION", 150, 1_000_000_000);
    stock += &format!("ALL-ZEROS,main,5,{}\n", before(200));
    let mut never = String::from("sku,location,date,in_stock\n");
    for day in 1..=90 {
        never += &format!("NEVER-THERE,main,{},0\n", before(day));
    }
    shop.import(&[("never.csv", &never)]).await;
    shop.import(&[
        ("products.csv", &products),
        ("orders.csv", &orders),
        ("stock.csv", &stock),
    ])
    .await;
    shop
}

#[tokio::test]
async fn each_damage_has_its_answer() {
    let shop = damaged().await;
    let plan = shop.plan().await;
    for line in plan["lines"].as_array().expect("lines") {
        assert_numbers(line);
    }
    let units = |sku: &str| -> i64 {
        let found = lines(&plan, sku);
        found
            .iter()
            .map(|line| line["quantity"].as_i64().expect("units"))
            .sum()
    };
    let says = |sku: &str, code: &str| {
        lines(&plan, sku)
            .iter()
            .any(|line| reason(line, code).is_some())
    };
    // Stock lasts five days and the order takes thirty: what is lost until then is not bought, and
    // the week the order covers takes two a day. Every other figure is measured by this one.
    let steady = units("STEADY");
    assert!((7..=30).contains(&steady), "{steady}");

    // One sale in two hundred days is no demand to speak of.
    assert!(units("ONE-SALE") <= 3, "{}", units("ONE-SALE"));
    // What was never there to be sold is judged by the shop's other goods, and says so.
    for sku in ["NO-SALE", "NEVER-THERE"] {
        assert!(units(sku) <= 30, "{sku}: {}", units(sku));
        assert!(units(sku) == 0 || says(sku, "never_sold"), "{sku}");
    }
    // What lay there for months and did not sell is not bought.
    assert_eq!(units("ALL-ZEROS"), 0);
    // Three good days of four are believed with care.
    assert!(
        (0..=100).contains(&units("THREE-DAYS")),
        "{}",
        units("THREE-DAYS")
    );
    assert!(
        (5..=60).contains(&units("YEAR-MISSING")),
        "{}",
        units("YEAR-MISSING")
    );
    // Less than nothing is read as nothing.
    assert!(says("NEGATIVE", "negative_on_hand"));
    let negative = units("NEGATIVE");
    assert!((7..=40).contains(&negative), "{negative} and {steady}");
    assert_eq!(units("LOSS"), 0, "every sale would lose money");
    assert!(says("NO-LEAD", "lead_time_stated") && units("NO-LEAD") <= 30);
    let long = units("LONG-LEAD");
    assert!((5..=120).contains(&long), "{long} for 400 days of waiting");
    let billion = units("BILLION");
    assert!(
        (5..=60).contains(&billion),
        "{billion}: one misread line is no demand"
    );
    assert_eq!(units("TEN-YEARS"), 0, "9,000 last twelve years");
    let total: f64 = plan["total_cost"]
        .as_str()
        .expect("text")
        .parse()
        .expect("a number");
    assert!(total > 0.0 && total < 100_000.0, "{total}");
    assert!(plan["profit_range"][0].as_f64() <= plan["profit_range"][1].as_f64());
}

/// The other pages answer for the same shop.
#[tokio::test]
async fn nothing_else_stumbles_over_it() {
    let shop = damaged().await;
    for name in ["overview", "alerts", "stock_list"] {
        shop.call(name, json!({"as_of": AS_OF})).await;
    }
    let request = json!({"as_of": AS_OF, "sku": "TEN-YEARS", "location": "main"});
    let answer = shop.call("plan_explain", request).await;
    let changes = answer["sensitivities"].as_array().expect("changes");
    assert!(
        changes
            .iter()
            .all(|change| change["profit_change"].is_f64()),
        "{answer}"
    );
}
