//! Shopify. The shop behind the counterpart has 60 orders made by a fixed rule (`lib/shop.js`):
//! of orders 0 to 59, number i is cancelled where i mod 13 = 5 (5, 18, 31, 44, 57), refunded where
//! i mod 17 = 9 and not cancelled (9, 26, 43), open above 56 (58, 59), else shipped; every
//! i mod 7 = 3 has two lines (3, 10, 17, 24, 31, 38, 45, 52, 59: nine), so there are 69 lines.

use std::collections::BTreeSet;

use chrono::{TimeZone, Utc};
use connect::{Again, Connected, From, Fulfilment, Item, StockTarget, Stream};
use domain::OrderStatus;
use domain::record::{OrderLine, Records};
use serde_json::json;

use crate::peer::{Peer, all, open};

const TOKEN: &str = "shpat_peer0000000000000000000000000000";

fn shop(peer: &Peer) -> Box<dyn Connected> {
    open(
        "shopify",
        &[("address", &peer.address)],
        &[("token", TOKEN)],
    )
}

fn order_lines(pages: Vec<connect::Page>) -> Vec<OrderLine> {
    pages
        .into_iter()
        .flat_map(|page| page.records)
        .filter_map(|records| match records {
            Records::Orders(lines) => Some(lines),
            _ => None,
        })
        .flatten()
        .collect()
}

#[tokio::test]
#[ignore = "npm run test:peers"]
async fn every_order_comes_once_with_its_state() {
    let Some(peer) = Peer::start(&["shopify"]).await else {
        return;
    };
    let shop = shop(&peer);
    let shop = shop.as_ref();
    let who = shop.identify().await.expect("it is there");
    assert_eq!(who.name, "Peer shop 测试店");
    assert_eq!(who.currency, Some(domain::Currency::USD));

    peer.clear_log().await;
    let pages = all(shop, Stream::Orders, &From::default()).await;
    // 60 orders in pages of 30, and one call more for each of the three refunded ones.
    assert_eq!(peer.log().await.len(), 2 + 3);
    let problems: Vec<_> = pages.iter().flat_map(|page| &page.problems).collect();
    assert!(problems.is_empty(), "{problems:?}");
    let until = pages.iter().filter_map(|page| page.until).max();
    let lines = order_lines(pages);
    assert_eq!(lines.len(), 69);
    let orders = |status| -> BTreeSet<&str> {
        let of = lines.iter().filter(|line| line.status == Some(status));
        of.map(|line| line.order_id.as_ref()).collect()
    };
    // Refunded before anything left: the units never were a sale.
    assert_eq!(
        orders(OrderStatus::Cancelled),
        BTreeSet::from([
            "#1006", "#1019", "#1032", "#1045", "#1058", "#1010", "#1027", "#1044"
        ])
    );
    assert_eq!(
        orders(OrderStatus::Open),
        BTreeSet::from(["#1059", "#1060"])
    );
    assert_eq!(orders(OrderStatus::Shipped).len(), 50);
    assert!(lines.iter().all(|line| line.location.is_some()));
    let first = lines.iter().find(|line| line.order_id.as_ref() == "#1001");
    let first = first.expect("the first order");
    assert_eq!(first.ordered_on.to_string(), "2025-11-30");
    assert_eq!(first.country.as_deref(), Some("GB"));
    assert_eq!(first.location.as_deref(), Some("Shenzhen 深圳仓"));
    assert_eq!(first.channel.as_deref(), Some("web"));

    // Order #1003 was touched an hour after #1059 was, both on 2026-11-13; its like in the list is
    // the latest but for the last two.
    let since = until.expect("a latest change") - chrono::TimeDelta::hours(1);
    let again = all(
        shop,
        Stream::Orders,
        &From {
            since: Some(since),
            ..From::default()
        },
    )
    .await;
    assert_eq!(again.len(), 1);
    assert!(
        again[0].items >= 1 && again[0].items < 5,
        "{}",
        again[0].items
    );
    let budget = shop.budget().expect("the points");
    assert_eq!(budget.of, 2000.0);
}

#[tokio::test]
#[ignore = "npm run test:peers"]
async fn catalogue_locations_and_stock_come_whole() {
    let Some(peer) = Peer::start(&["shopify", "--no-bucket"]).await else {
        return;
    };
    let shop = shop(&peer);
    let shop = shop.as_ref();
    let places = all(shop, Stream::Locations, &From::default()).await;
    let Records::Locations(places) = &places[0].records[0] else {
        panic!("no locations");
    };
    let names: Vec<&str> = places.iter().map(|place| place.location.as_ref()).collect();
    assert_eq!(names, ["Shenzhen 深圳仓", "FBA-US"]);

    let products = all(shop, Stream::Products, &From::default()).await;
    let Records::Products(products) = &products[0].records[0] else {
        panic!("no products");
    };
    let tea = products.iter().find(|one| one.sku.as_ref() == "TEA 250G");
    let tea = tea.expect("a SKU with a space");
    assert_eq!(tea.unit_cost, Some("2.10".parse().expect("a number")));
    assert_eq!(tea.price, Some("8.05".parse().expect("a number")));
    assert_eq!(products.len(), 5);

    let stock = all(shop, Stream::Stock, &From::default()).await;
    let Records::Stock(counts) = &stock[0].records[0] else {
        panic!("no stock");
    };
    assert_eq!(counts.len(), 10);
    // What is promised to open orders is still there: 500 available, and what the open orders of
    // the Shenzhen warehouse (#1059, number 58) hold of it.
    let lines = order_lines(all(shop, Stream::Orders, &From::default()).await);
    for count in counts
        .iter()
        .filter(|count| count.location.as_deref() == Some("FBA-US"))
    {
        let available = match count.sku.as_ref() {
            "MUG-RED" => 40,
            "MUG-BLUE" => 25,
            "LAMP-01" => 0,
            "TEA 250G" => 120,
            _ => 3,
        };
        let held: i64 = lines
            .iter()
            .filter(|line| line.status == Some(OrderStatus::Open) && line.sku == count.sku)
            .filter(|line| line.location == count.location)
            .map(|line| line.quantity)
            .sum();
        assert_eq!(count.on_hand, available + held, "{}", count.sku);
    }
}

#[tokio::test]
#[ignore = "npm run test:peers"]
async fn quantities_are_written_once_and_refused_item_by_item() {
    let Some(peer) = Peer::start(&["shopify", "--no-bucket"]).await else {
        return;
    };
    let shop = shop(&peer);
    let stock = shop.stock().expect("stock");
    let target = |sku: &str, location: &str, available| StockTarget {
        sku: sku.to_owned(),
        location: location.to_owned(),
        available,
        expected: None,
    };
    let wanted = [
        target("MUG-RED", "FBA-US", 33),
        target("NO-SUCH", "FBA-US", 1),
    ];
    // The write is done, its answer is lost: the next try must find it done.
    peer.fail(json!({ "mode": "lost_answer", "after": 2, "match": "^POST" }))
        .await;
    let done = stock.set_stock(&wanted, "key-1").await.expect("an answer");
    assert_eq!(done.items.len(), 2);
    let missing = done
        .items
        .iter()
        .find(|one| one.item.starts_with("NO-SUCH"));
    let error = missing.and_then(|one| one.error.clone()).expect("refused");
    assert_eq!(error.code, "connect_no_such_item");
    let again = stock.set_stock(&wanted, "key-1").await.expect("an answer");
    assert!(again.already);
    let state = peer.state().await;
    assert_eq!(state["stock"]["MUG-RED"]["1002"], 33);
    assert_eq!(state["changes"].as_array().map(Vec::len), Some(1));
}

#[tokio::test]
#[ignore = "npm run test:peers"]
async fn a_fulfilment_is_told_once_though_its_answer_is_lost() {
    let Some(peer) = Peer::start(&["shopify", "--no-bucket"]).await else {
        return;
    };
    let shop = shop(&peer);
    let pages = all(shop.as_ref(), Stream::Orders, &From::default()).await;
    let remote = pages.iter().flat_map(|page| &page.orders);
    let remote = remote
        .into_iter()
        .find(|one| one.order_id == "#1060")
        .expect("an open order");
    let lines = order_lines(pages.clone());
    let items = lines
        .iter()
        .filter(|line| line.order_id.as_ref() == "#1060")
        .map(|line| Item {
            sku: line.sku.to_string(),
            quantity: line.quantity,
        })
        .collect();
    let fulfilment = Fulfilment {
        order_id: remote.order_id.clone(),
        remote_id: remote.remote_id.clone(),
        items,
        tracking_number: "1Z-TEST-7".to_owned(),
        carrier: "UPS".to_owned(),
        tracking_url: None,
    };
    let orders = shop.orders().expect("orders");
    peer.fail(json!({ "mode": "lost_answer", "after": 1, "match": "^POST" }))
        .await;
    let lost = orders.fulfil(&fulfilment).await.expect_err("no answer");
    assert!(lost.maybe_done, "{lost:?}");
    assert_eq!(lost.again, Again::Later);
    let again = orders.fulfil(&fulfilment).await.expect("found done");
    assert!(again.already);
    let state = peer.state().await;
    let shipped = state["changes"].as_array().expect("a list");
    assert_eq!(
        shipped.len(),
        2,
        "each of its two lines left once: {shipped:?}"
    );
    let to = orders
        .destination(&remote.remote_id)
        .await
        .expect("an address");
    assert_eq!(to.email, "buyer59@example.test");
    assert_eq!(format!("{to:?}"), "Address(…)");
}

#[tokio::test]
#[ignore = "npm run test:peers"]
async fn faults_pass_and_wrong_keys_are_told_without_the_key() {
    let Some(peer) = Peer::start(&["shopify", "--throttle", "3"]).await else {
        return;
    };
    let shop_ = shop(&peer);
    peer.fail(json!({ "status": 503, "times": 2 })).await;
    peer.fail(json!({ "mode": "cut", "after": 1 })).await;
    peer.fail(json!({ "mode": "bad_json", "after": 3 })).await;
    let whole = From::default();
    let mut count = 0;
    // A page cut in its middle is no page; the pull is simply asked again.
    let mut from = whole.clone();
    loop {
        match shop_.pull(Stream::Orders, &from).await {
            Ok(page) => {
                count += order_lines(vec![page.clone()]).len();
                from.page = page.next;
                if from.page.is_none() {
                    break;
                }
            }
            Err(error) => assert_eq!(error.code, "connect_bad_answer", "{error}"),
        }
    }
    assert_eq!(count, 69);

    let wrong = open(
        "shopify",
        &[("address", &peer.address)],
        &[("token", "shpat_wrong-key-77")],
    );
    let refused = wrong.identify().await.expect_err("a wrong key");
    assert_eq!(refused.code, "connect_key_refused");
    assert!(
        !format!("{refused:?}").contains("wrong-key-77"),
        "{refused:?}"
    );
    // A time that no page of it has reached: nothing, in one call.
    let future = Utc.with_ymd_and_hms(2030, 1, 1, 0, 0, 0).single();
    let none = all(
        shop_.as_ref(),
        Stream::Orders,
        &From {
            since: future,
            ..From::default()
        },
    )
    .await;
    assert_eq!((none.len(), none[0].items), (1, 0));
}
