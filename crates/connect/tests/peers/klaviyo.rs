//! Klaviyo against its official description.

use std::collections::BTreeMap;

use chrono::{TimeZone, Utc};
use connect::{Address, Event, EventLine};
use serde_json::{Value, json};

use crate::peer::{Peer, open};

#[tokio::test]
#[ignore = "npm run test:peers"]
async fn an_event_is_told_with_its_own_number() {
    let Some(peer) = Peer::start(&["klaviyo"]).await else {
        return;
    };
    let open = open(
        "klaviyo",
        &[("address", &peer.address)],
        &[("key", "pk_test_0123456789")],
    );
    open.identify().await.expect("an account");
    let events = open.events().expect("events");
    let mut event = Event {
        kind: "order_shipped".to_owned(),
        unique: "vendure/ORDER-1/shipped".to_owned(),
        at: Utc
            .with_ymd_and_hms(2026, 5, 4, 3, 2, 1)
            .single()
            .expect("a moment"),
        customer: Some(Address {
            name: "Elizabeth Swan".to_owned(),
            email: "swan@example.test".to_owned(),
            ..Address::default()
        }),
        facts: BTreeMap::from([("tracking_number".to_owned(), "1Z7".to_owned())]),
        lines: vec![EventLine {
            sku: "MUG-RED".to_owned(),
            quantity: 2,
        }],
    };
    peer.fail(json!({ "mode": "lost_answer", "match": "^POST" }))
        .await;
    events.send(&event).await.expect("taken");
    let log = peer.log().await;
    let told: Vec<Value> = log
        .iter()
        .filter(|one| one["path"] == "/api/events")
        .map(|one| serde_json::from_str(one["body"].as_str().unwrap_or("")).expect("json"))
        .collect();
    // Twice, with one number: it counts once.
    assert_eq!(told.len(), 2);
    assert_eq!(told[0], told[1]);
    let attributes = &told[0]["data"]["attributes"];
    assert_eq!(attributes["unique_id"], "vendure/ORDER-1/shipped");
    assert_eq!(attributes["time"], "2026-05-04T03:02:01Z");
    assert_eq!(
        attributes["metric"]["data"]["attributes"]["name"],
        "Order Shipped"
    );
    assert_eq!(
        attributes["profile"]["data"]["attributes"]["email"],
        "swan@example.test"
    );
    assert_eq!(
        attributes["properties"]["items"],
        json!([{ "sku": "MUG-RED", "quantity": 2 }])
    );

    event.customer = None;
    let refused = events.send(&event).await.expect_err("nobody");
    assert_eq!(refused.code, "connect_nobody_to_tell");
}
