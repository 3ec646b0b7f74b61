//! EasyPost against recorded exchanges of its test mode. The recordings keep no state: an id that is
//! sent gets the recorded answer.

use connect::{Address, Connected, Shipment, TrackingState};
use serde_json::Value;

use crate::peer::{Peer, open};

fn parcels(peer: &Peer, key: &str) -> Box<dyn Connected> {
    open(
        "easypost",
        &[
            ("address", &peer.address),
            ("from_name", "Jack Sparrow"),
            ("from_street", "388 Townsend St"),
            ("from_city", "San Francisco"),
            ("from_state", "CA"),
            ("from_zip", "94107"),
            ("from_country", "US"),
            ("from_phone", "5555555555"),
        ],
        &[("key", key)],
    )
}

#[tokio::test]
#[ignore = "npm run test:peers"]
async fn a_parcel_is_made_bought_and_followed() {
    let Some(peer) = Peer::start(&["easypost"]).await else {
        return;
    };
    let state = peer.state().await;
    let key = state["key"].as_str().expect("a key");
    let open = parcels(&peer, key);
    assert_eq!(
        open.identify().await.expect("an answer").name,
        "EasyPost (test)"
    );
    let shipping = open.shipping().expect("shipping");
    let begun = shipping
        .begin(&Shipment {
            reference: "vendure/ORDER-1".to_owned(),
            to: Address {
                name: "Elizabeth Swan".to_owned(),
                street: "179 N Harbor Dr".to_owned(),
                city: "Redondo Beach".to_owned(),
                state: "CA".to_owned(),
                zip: "90277".to_owned(),
                country: "US".to_owned(),
                ..Address::default()
            },
            weight_g: 436,
            size_mm: [254, 203, 101],
            ..Shipment::default()
        })
        .await
        .expect("rates");
    let begun = begun.remote_id.expect("its id");
    assert!(
        begun.starts_with("shp_") && begun.contains("/rate_"),
        "{begun}"
    );
    // The parcel as recorded, in ounces and inches: 436 g are 15.4 oz, 254 mm are 10 in.
    let log = peer.log().await;
    let made = log.iter().find(|one| one["path"] == "/v2/shipments");
    let body = made.and_then(|one| one["body"].as_str()).expect("a body");
    let body: Value = serde_json::from_str(body).expect("json");
    assert_eq!(body["shipment"]["parcel"]["weight"], 15.4);
    assert_eq!(body["shipment"]["parcel"]["length"], 10.0);

    let bought = shipping.finish(&begun).await.expect("a label");
    assert!(
        bought.facts["tracking_number"].starts_with("94001"),
        "{bought:?}"
    );
    assert_eq!(bought.facts["carrier"], "USPS");
    let buys = peer.log().await;
    let buys = buys.iter().filter(|one| {
        one["path"]
            .as_str()
            .is_some_and(|path| path.ends_with("/buy"))
    });
    assert_eq!(buys.count(), 1);

    // `EZ1000000001` is the test number of a parcel that was announced.
    let status = shipping
        .track("EZ1000000001", "USPS")
        .await
        .expect("a state");
    assert_eq!(status.state, TrackingState::Waiting);
}

#[tokio::test]
#[ignore = "npm run test:peers"]
async fn a_real_key_asks_nothing_until_it_is_switched() {
    let Some(peer) = Peer::start(&["easypost"]).await else {
        return;
    };
    let open = parcels(&peer, "EZAK-a-real-key");
    let refused = open.identify().await.expect_err("not switched");
    assert_eq!(refused.code, "connect_live_not_switched");
    assert!(peer.log().await.is_empty());
}
