//! Suppliers' terms from file to plan: price lists, transports, bundles, containers, shelf life.

mod shop;

use engine::commands;
use serde_json::{Value, json};
use shop::{AS_OF, Shop, lines, reason};

/// A shop of one location: every SKU has sold two a day for ninety days and holds so many units.
async fn steady(skus: &[(&str, i64)]) -> Shop {
    let shop = Shop::new().await;
    let mut orders = String::from("order_id,ordered_at,sku,quantity,unit_price,currency,status\n");
    let mut stock = String::from("sku,location,on_hand,as_of\n");
    for (sku, on_hand) in skus {
        for day in 0..90 {
            let date = date(day);
            orders += &format!("{sku}-{day},{date},{sku},2,10,USD,shipped\n");
        }
        stock += &format!("{sku},main,{on_hand},{AS_OF}\n");
    }
    shop.import(&[("orders.csv", &orders), ("stock.csv", &stock)])
        .await;
    shop
}

/// The day `day` days after 2026-03-03.
fn date(day: u32) -> String {
    let (month, of_month) = match day {
        0..=28 => (3, day + 3),
        29..=58 => (4, day - 28),
        59..=89 => (5, day - 58),
        _ => panic!("ninety days only"),
    };
    format!("2026-{month:02}-{of_month:02}")
}

const PRODUCTS: &str = "sku,supplier,unit_cost,cost_currency,lead_time_days,lead_time_sd_days\n";

/// Two suppliers in two currencies: Bea's 20 yuan are 2.80 dollars, Ada asks 4.00.
#[tokio::test]
async fn a_price_list_is_read_and_the_better_supplier_chosen() {
    let shop = steady(&[("A", 10)]).await;
    let products = format!("{PRODUCTS}A,Ada,4,USD,30,3\n");
    let prices = "supplier,sku,min_quantity,unit_cost,currency,moq,pack_size,lead_time_days\n\
                  Bea,A,1,20,CNY,10,10,30\n\
                  Bea,A,500,19.9,CNY,10,10,30\n";
    shop.import(&[("products.csv", &products), ("prices.csv", prices)])
        .await;
    let rate = json!({"currency": "CNY", "day": "2026-01-01", "rate": "0.14"});
    shop.call("rate_set", rate).await;
    let plan = shop.plan().await;
    let found = lines(&plan, "A");
    assert_eq!(found.len(), 1, "{plan}");
    let line = found[0];
    assert_eq!(
        (&line["supplier"], &line["unit_cost"]),
        (&json!("Bea"), &json!("20.00"))
    );
    assert_eq!(
        (&line["currency"], &line["pack_size"]),
        (&json!("CNY"), &json!(10))
    );
    let why = reason(line, "supplier_chosen").expect("it says so");
    assert_eq!(
        (&why["supplier"], &why["other"]),
        (&json!("Bea"), &json!("Ada"))
    );
    let range = plan["profit_range"].as_array().expect("a range");
    let profit: f64 = plan["expected_profit"]
        .as_str()
        .expect("text")
        .parse()
        .expect("a number");
    assert!(
        range[0].as_f64() < Some(profit) && range[1].as_f64() > range[0].as_f64(),
        "{plan}"
    );

    // Taken back, the price list leaves the plan as it was.
    let history = shop.call("import_history", json!({})).await;
    let batches = history["batches"].as_array().expect("batches");
    let batch = batches
        .iter()
        .find(|batch| batch["kind"] == "supplier_prices");
    let id = batch.expect("the price list")["id"].clone();
    shop.call("import_undo", json!({"batch": id})).await;
    let plan = shop.plan().await;
    assert_eq!(lines(&plan, "A")[0]["supplier"], "Ada");
}

/// Ten on hand last five days, the ship takes forty, the plane six.
#[tokio::test]
async fn what_would_be_lost_comes_by_air() {
    let shop = steady(&[("A", 10)]).await;
    let products = format!("{PRODUCTS}A,Ada,4,USD,40,2\n");
    let prices = "supplier,sku,min_quantity,unit_cost,currency,lead_time_days,transport,freight_per_unit\n\
                  Ada,A,1,4,USD,40,sea,0.3\n\
                  Ada,A,1,4,USD,6,air,2\n";
    shop.import(&[("products.csv", &products), ("prices.csv", prices)])
        .await;
    let plan = shop.plan().await;
    let found = lines(&plan, "A");
    assert_eq!(found.len(), 2, "{plan}");
    let by = |way: &str| {
        let mut ways = found.iter().filter(|line| line["transport"] == way);
        *ways.next().expect("a line of this way")
    };
    let (sea, air) = (by("sea"), by("air"));
    assert_eq!(
        (&sea["quick"], &air["quick"]),
        (&json!(false), &json!(true))
    );
    let units = air["quantity"].as_i64().expect("units");
    assert!((40..=80).contains(&units), "{units} fly for 34 days of two");
    assert!(reason(air, "quick_part").is_some() && reason(sea, "split_with_quick").is_some());
    assert_eq!(
        air["freight"],
        format!("{units}.00").replace(&units.to_string(), &(2 * units).to_string())
    );
    // The seller's own figure is for the whole.
    let edit = json!({"as_of": AS_OF, "sku": "A", "location": "main", "quantity": 30});
    let edited = shop.call("plan_edit", edit).await;
    let bought: i64 = lines(&edited, "A")
        .iter()
        .map(|line| line["quantity"].as_i64().expect("units"))
        .sum();
    assert_eq!(bought, 30);
}

#[tokio::test]
async fn bundles_are_made_and_their_parts_bought() {
    let shop = steady(&[("BOX", 0), ("CUP", 10)]).await;
    let products = format!("{PRODUCTS}CUP,Ada,4,USD,30,3\nBOX,Ada,5,USD,30,3\n");
    shop.import(&[("products.csv", &products)]).await;
    let before = shop.plan().await;
    let units = |plan: &Value, sku: &str| -> i64 {
        let found = lines(plan, sku);
        found
            .iter()
            .map(|line| line["quantity"].as_i64().expect("units"))
            .sum()
    };
    assert!(units(&before, "BOX") > 0);
    let bundles = "bundle_sku,component_sku,quantity\nBOX,CUP,3\n";
    shop.import(&[("bundles.csv", bundles)]).await;
    let after = shop.plan().await;
    assert_eq!(units(&after, "BOX"), 0);
    // Two cups a day by themselves and six for boxes.
    let (few, many) = (units(&before, "CUP"), units(&after, "CUP"));
    assert!(many > 3 * few && many < 6 * few, "{few} {many}");
    let why = reason(lines(&after, "CUP")[0], "needed_for_bundles").expect("it says so");
    assert_eq!(why["bundles"], 1);
}

#[tokio::test]
async fn container_shelf_life_and_service_level_are_settings_of_the_order() {
    let shop = steady(&[("A", 10), ("B", 10)]).await;
    let products = "sku,supplier,unit_cost,cost_currency,lead_time_days,lead_time_sd_days,pack_size,\
                    carton_length_cm,carton_width_cm,carton_height_cm,shelf_life_days\n\
                    A,Ada,4,USD,30,3,1,100,50,20,\n\
                    B,Bea,4,USD,30,3,1,,,,5\n";
    let suppliers = "supplier,currency,country,max_cbm\nAda,USD,DE,1.2\nBea,USD,DE,\n";
    shop.import(&[("products.csv", products), ("suppliers.csv", suppliers)])
        .await;
    let plan = shop.plan().await;
    // 1.2 cubic metres hold twelve cartons of a tenth.
    let a = lines(&plan, "A")[0];
    assert_eq!(a["quantity"], 12, "{a}");
    assert!(reason(a, "cut_by_volume").is_some());
    let b = lines(&plan, "B")[0];
    assert!(reason(b, "cut_by_shelf_life").is_some(), "{b}");

    let level = json!({"key": "service_level", "value": "0.95"});
    shop.call("settings_set", level).await;
    let plan = shop.plan().await;
    let said = reason(lines(&plan, "B")[0], "target_at_service_level").expect("it says so");
    assert_eq!(said["percent"], 95.0);
    for bad in ["2", "many"] {
        let request = json!({"key": "service_level", "value": bad});
        let refused = commands::call(&shop.engine, "settings_set", request).await;
        assert!(refused.is_err(), "{bad}");
    }
    let money = json!({"key": "service_level", "value": ""});
    shop.call("settings_set", money).await;
    let plan = shop.plan().await;
    assert!(reason(lines(&plan, "B")[0], "target_at_ratio").is_some());
}

/// Ordered on 1 June with 300 days to go, production runs into the October week; 1 to 7 October
/// 2026 are seven days. A German supplier works on.
#[tokio::test]
async fn a_chinese_factory_rests_and_may_be_told_not_to() {
    let shop = steady(&[("A", 10)]).await;
    let products = format!("{PRODUCTS}A,Ada,4,USD,300,3\n");
    let chinese = "supplier,currency,country\nAda,USD,CN\n";
    shop.import(&[("products.csv", &products), ("suppliers.csv", chinese)])
        .await;
    let closed = |plan: &Value| reason(lines(plan, "A")[0], "supplier_closed").cloned();
    let found = closed(&shop.plan().await).expect("it rests");
    assert_eq!(
        (&found["closed_from"], &found["days"]),
        (&json!("2026-10-01"), &json!(7))
    );
    let none = json!({"key": "factory_holidays", "value": "none"});
    shop.call("settings_set", none).await;
    assert_eq!(closed(&shop.plan().await), None);
    let cn = json!({"key": "factory_holidays", "value": "cn"});
    shop.call("settings_set", cn).await;
    shop.import(&[("suppliers.csv", "supplier,country\nAda,DE\n")])
        .await;
    assert_eq!(closed(&shop.plan().await), None);
}
