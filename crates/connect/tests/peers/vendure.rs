//! Vendure, a real store. The shop in it is that of `shopify.rs`: 60 orders with 69 lines; of orders
//! 0 to 59 the cancelled ones are 5, 18, 31, 44, 57, of which 31 has two lines (31 mod 7 = 3), so
//! six lines; open are 58 with one line and 59 with two (59 mod 7 = 3). Order 17 names MUG-BLUE
//! twice, which Vendure makes one line: 68 lines, of which 68 − 6 − 3 = 59 were shipped.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use connect::{Again, Connected, From, Fulfilment, StockTarget, Stream};
use domain::OrderStatus;
use domain::record::{OrderLine, Records};
use serde_json::json;

use crate::peer::{Peer, all, open};

fn store(peer: &Peer) -> Box<dyn Connected> {
    open(
        "vendure",
        &[("address", &peer.address), ("username", "superadmin")],
        &[("password", "superadmin")],
    )
}

fn order_lines(pages: &[connect::Page]) -> BTreeMap<String, OrderLine> {
    let records = pages.iter().flat_map(|page| &page.records);
    records
        .filter_map(|records| match records {
            Records::Orders(lines) => Some(lines),
            _ => None,
        })
        .flatten()
        .map(|line| {
            (
                line.line_id.as_deref().unwrap_or_default().to_owned(),
                line.clone(),
            )
        })
        .collect()
}

#[tokio::test]
#[ignore = "npm run test:peers"]
async fn orders_catalogue_and_stock_come_whole() {
    let Some(peer) = Peer::start(&["vendure"]).await else {
        return;
    };
    let store = store(&peer);
    let store = store.as_ref();
    let pages = all(store, Stream::Orders, &From::default()).await;
    let lines = order_lines(&pages);
    assert_eq!(lines.len(), 68);
    let count = |status| {
        lines
            .values()
            .filter(|line| line.status == Some(status))
            .count()
    };
    assert_eq!(count(OrderStatus::Cancelled), 6);
    assert_eq!(count(OrderStatus::Open), 3);
    assert_eq!(count(OrderStatus::Shipped), 59);
    let codes: std::collections::BTreeSet<&str> =
        lines.values().map(|line| line.order_id.as_ref()).collect();
    assert_eq!(codes.len(), 60);
    let tea = lines.values().find(|line| line.sku.as_ref() == "TEA 250G");
    let tea = tea.expect("a SKU with a space");
    assert_eq!(tea.unit_price, Some("8.05".parse().expect("a number")));
    assert_eq!(tea.location.as_deref(), Some("Shenzhen 深圳仓"));

    // What changed since the last hour before the latest change: the latest at least, one call.
    let until = pages.iter().filter_map(|page| page.until).max();
    let since = until.map(|at| at - TimeDelta::hours(1));
    let from = From {
        since,
        ..From::default()
    };
    peer.clear_log().await;
    let again = all(store, Stream::Orders, &from).await;
    assert_eq!((again.len(), peer.log().await.len()), (1, 1));
    assert!((1..5).contains(&again[0].items), "{}", again[0].items);

    let products = all(store, Stream::Products, &From::default()).await;
    assert_eq!(products[0].records[0].len(), 5);
    let places = all(store, Stream::Locations, &From::default()).await;
    assert_eq!(places[0].records[0].len(), 2);
    let stock = all(store, Stream::Stock, &From::default()).await;
    let Records::Stock(counts) = &stock[0].records[0] else {
        panic!("no stock");
    };
    let red = counts.iter().find(|count| {
        count.sku.as_ref() == "MUG-RED" && count.location.as_deref() == Some("FBA-US")
    });
    assert_eq!(red.map(|count| count.on_hand), Some(40));
    // What open orders hold is not free to be sold.
    let open = |sku: &str| -> i64 {
        let of = lines
            .values()
            .filter(|line| line.status == Some(OrderStatus::Open));
        of.filter(|line| line.sku.as_ref() == sku)
            .map(|line| line.quantity)
            .sum()
    };
    for level in stock[0]
        .levels
        .iter()
        .filter(|level| level.location.starts_with("Shenzhen"))
    {
        let count = counts.iter().find(|count| {
            *count.sku == *level.sku && count.location.as_deref() == Some(&*level.location)
        });
        let on_hand = count.expect("its count").on_hand;
        assert_eq!(level.available, on_hand - open(&level.sku), "{}", level.sku);
    }

    let wrong = self::open(
        "vendure",
        &[("address", &peer.address), ("username", "superadmin")],
        &[("password", "wrong-password-77")],
    );
    let refused = wrong.identify().await.expect_err("a wrong password");
    assert_eq!(refused.code, "connect_key_refused");
    assert!(
        !format!("{refused:?}").contains("wrong-password"),
        "{refused:?}"
    );
}

#[tokio::test]
#[ignore = "npm run test:peers"]
async fn quantities_and_fulfilments_are_written_once() {
    let Some(peer) = Peer::start(&["vendure"]).await else {
        return;
    };
    let store = store(&peer);
    let stock = store.stock().expect("stock");
    let target = |available, expected| StockTarget {
        sku: "MUG-RED".to_owned(),
        location: "FBA-US".to_owned(),
        available,
        expected,
    };
    // Signing in and looking pass; the write is done and its answer lost.
    peer.fail(json!({ "mode": "lost_answer", "after": 2, "match": "^POST" }))
        .await;
    let lost = stock.set_stock(&[target(33, Some(40))], "k").await;
    assert!(lost.expect_err("no answer").maybe_done);
    let again = stock
        .set_stock(&[target(33, Some(40))], "k")
        .await
        .expect("found done");
    assert!(again.already);
    // Another figure than was known: left alone.
    let other = stock
        .set_stock(&[target(20, Some(40))], "k")
        .await
        .expect("an answer");
    let error = other.items[0].error.clone().expect("left alone");
    assert_eq!(
        (error.code, error.again),
        ("connect_stock_changed", Again::Later)
    );
    let counts = all(store.as_ref(), Stream::Stock, &From::default()).await;
    let red = counts[0]
        .levels
        .iter()
        .find(|one| one.sku == "MUG-RED" && one.location == "FBA-US");
    assert_eq!(red.map(|one| one.available), Some(33));

    let pages = all(store.as_ref(), Stream::Orders, &From::default()).await;
    let lines = order_lines(&pages);
    let open: Vec<&OrderLine> = lines
        .values()
        .filter(|line| line.status == Some(OrderStatus::Open))
        .collect();
    // Both open orders hold MUG-BLUE, of which the first location has none: some come in.
    let blue = StockTarget {
        sku: "MUG-BLUE".to_owned(),
        location: "Shenzhen 深圳仓".to_owned(),
        available: 5,
        expected: Some(-5),
    };
    let came = stock.set_stock(&[blue], "k").await.expect("an answer");
    assert_eq!(came.items[0].error, None);
    let red = open.iter().find(|line| line.sku.as_ref() == "MUG-RED");
    let order = red.expect("order 59 holds it").order_id.to_string();
    let remote = pages
        .iter()
        .flat_map(|page| &page.orders)
        .find(|one| one.order_id == order);
    let fulfilment = Fulfilment {
        order_id: order.clone(),
        remote_id: remote.expect("its id").remote_id.clone(),
        tracking_number: "1Z-TEST-7".to_owned(),
        carrier: "UPS".to_owned(),
        ..Fulfilment::default()
    };
    let orders = store.orders().expect("orders");
    peer.fail(json!({ "mode": "lost_answer", "after": 1, "match": "^POST" }))
        .await;
    let lost = orders.fulfil(&fulfilment).await.expect_err("no answer");
    assert!(lost.maybe_done);
    let again = orders
        .fulfil(&fulfilment)
        .await
        .expect("goes on where it ended");
    assert!(again.already);
    assert!(orders.fulfil(&fulfilment).await.expect("done").already);
    let pages = all(store.as_ref(), Stream::Orders, &From::default()).await;
    let of_order: Vec<OrderLine> = order_lines(&pages)
        .into_values()
        .filter(|line| line.order_id.as_ref() == order)
        .collect();
    assert!(
        of_order
            .iter()
            .all(|line| line.status == Some(OrderStatus::Shipped)),
        "{of_order:?}"
    );
    let parcels = pages
        .iter()
        .flat_map(|page| &page.orders)
        .find(|one| one.order_id == order);
    let parcels = parcels.map(|one| one.parcels.clone());
    assert_eq!(
        parcels,
        Some(vec![("1Z-TEST-7".to_owned(), "UPS".to_owned())])
    );
    let to = orders
        .destination(&fulfilment.remote_id)
        .await
        .expect("an address");
    assert_eq!((&*to.street, &*to.zip), ("1 High St", "LS1"));
}
