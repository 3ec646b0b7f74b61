//! From a stated target to an order, for every line of the little shop that was worked out by
//! hand (tests/testdata/little-shop/WORKED.md, 5).

use domain::Day;
use planning::demand::Deterministic;
use planning::item::{Item, Rule, Settings};
use planning::lead_time::LeadTime;
use planning::proposal::propose;
use serde_json::Value;

const EXPECTED: &str = include_str!("../../../tests/testdata/little-shop/expected/plan.json");

#[test]
fn a_stated_target_becomes_the_order_that_was_worked_out() {
    let mut settings = Settings::new(Day(20_570));
    settings.rule = Rule::Position;
    // Lead time 28 and review 7 days: the interval that the target covers.
    let interval = 28.0 + settings.review_days;
    let expected: Value = serde_json::from_str(EXPECTED).expect("json");
    let lines = expected["lines"].as_array().expect("lines");
    for line in lines {
        let units = |key: &str| line[key].as_i64().expect("units");
        let per_day = units("target") as f64 / interval;
        let mut item = Item::new(
            line["sku"].as_str().expect("a SKU"),
            line["location"].as_str().expect("a location"),
            Deterministic { per_day },
            LeadTime::stated(28.0, 0.0),
        );
        item.on_hand = Some(units("position"));
        item.stocked_days_since_sale = Some(0);
        (item.moq, item.pack_size) = (units("moq"), units("pack_size"));
        let found = propose(&item, &settings);
        assert_eq!(found.quantity, units("quantity"), "{line}");
        assert!(
            (found.target - units("target") as f64).abs() < 1e-6,
            "{line}"
        );
    }
    assert_eq!(lines.len(), 6);
}
