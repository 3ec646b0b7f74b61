//! Suppliers' terms by hand: price breaks, several suppliers, sea and air, containers, one order
//! for several locations, shelf life, parts and bundles.

use domain::{Day, Transport};
use planning::bundles::{Component, assembled, say};
use planning::demand::{Demand, Deterministic, SteadyCount};
use planning::item::{Item, Objective, Rule, Settings, SupplierTerms};
use planning::lead_time::LeadTime;
use planning::offer::{Offer, PriceBreak};
use planning::plan::{Plan, plan};
use planning::proposal::Line;

const AS_OF: Day = Day(20_000);

/// The position rule, whose arithmetic can be followed by hand.
fn settings() -> Settings {
    let mut settings = Settings::new(AS_OF);
    settings.rule = Rule::Position;
    settings
}

fn offer(supplier: &str, prices: &[(i64, f64)], lead: f64) -> Offer {
    Offer {
        supplier: Some(supplier.into()),
        transport: None,
        prices: prices
            .iter()
            .map(|(min_quantity, unit_cost)| PriceBreak {
                min_quantity: *min_quantity,
                unit_cost: *unit_cost,
                quoted: None,
            })
            .collect(),
        freight: 0.0,
        price_share: 0.0,
        moq: 1,
        pack_size: 1,
        lead_time: LeadTime::stated(lead, 0.0),
        review_days: None,
    }
}

/// Two a day for sure, lead 28, weekly: price 10, cost 4.
fn steady(location: &str, on_hand: i64) -> Item<Deterministic> {
    let demand = Deterministic { per_day: 2.0 };
    let mut item = Item::new("A", location, demand, LeadTime::stated(28.0, 0.0));
    (item.price, item.unit_cost) = (Some(10.0), Some(4.0));
    item.on_hand = Some(on_hand);
    item.supplier = Some("Ada".into());
    item.stocked_days_since_sale = Some(0);
    item
}

fn with_offers(on_hand: i64, offers: Vec<Offer>) -> Item<Deterministic> {
    let mut item = steady("main", on_hand);
    item.offers = offers;
    item
}

fn one(item: Item<Deterministic>, settings: &Settings) -> Line {
    plan(&[item], settings, None).lines.remove(0)
}

fn has(line: &Line, code: &str) -> bool {
    line.reasons.iter().any(|reason| reason.code == code)
}

fn figure(line: &Line, code: &str, blank: &str) -> f64 {
    line.reasons
        .iter()
        .find(|reason| reason.code == code)
        .and_then(|reason| reason.params[blank].as_f64())
        .unwrap_or(f64::NAN)
}

/// 20 on hand, target 70: 50 are needed. From 60 on a unit costs 3.50: that saves 60 · 0.50, less
/// holding ten units for (50 + 10 ÷ 2) ÷ 2 days at 3.5·.25⁄365 a day.
#[test]
fn a_price_break_is_reached_for_where_it_saves_more() {
    let line = one(
        with_offers(20, vec![offer("Ada", &[(1, 4.0), (60, 3.5)], 28.0)]),
        &settings(),
    );
    assert_eq!((line.quantity, line.unit_cost), (60, Some(3.5)));
    let saved = 30.0 - 10.0 * 27.5 * 3.5 * 0.25 / 365.0;
    let gain = figure(&line, "raised_to_price_break", "gain");
    assert!((gain - saved).abs() < 1e-3, "{gain}");

    // Two cents on 400 units are 8.00; holding 350 of them for 112 days costs 107.
    let far = vec![offer("Ada", &[(1, 4.0), (400, 3.98)], 28.0)];
    let line = one(with_offers(20, far), &settings());
    assert_eq!((line.quantity, line.unit_cost), (50, Some(4.0)));
    // What is needed anyhow is bought at the price it reaches.
    let near = vec![offer("Ada", &[(1, 4.0), (30, 3.9), (45, 3.8)], 28.0)];
    let line = one(with_offers(20, near), &settings());
    assert_eq!((line.quantity, line.unit_cost), (50, Some(3.8)));
    assert_eq!(figure(&line, "price_break", "min_quantity"), 45.0);
}

#[test]
fn a_price_break_needs_no_selling_price() {
    let mut item = with_offers(20, vec![offer("Ada", &[(1, 4.0), (60, 3.5)], 28.0)]);
    item.price = None;
    assert_eq!(one(item.clone(), &settings()).quantity, 60);
    // A cent on 700 units is 7.00; holding 650 of them for half a year costs more.
    item.offers = vec![offer("Ada", &[(1, 4.0), (700, 3.99)], 28.0)];
    assert_eq!(one(item, &settings()).quantity, 50);
}

/// Bea is 5 % dearer and three weeks sooner: a unit of Ada's is bound 21 days longer, which costs
/// 4·.25·21⁄365 = 0.06, less than 0.20.
#[test]
fn of_two_suppliers_the_one_that_costs_less_in_all() {
    let offers = vec![
        offer("Bea", &[(1, 4.2)], 7.0),
        offer("Ada", &[(1, 4.0)], 28.0),
    ];
    let line = one(with_offers(60, offers), &settings());
    assert_eq!((line.supplier.as_deref(), line.quantity), (Some("Ada"), 10));
    assert!(
        figure(&line, "supplier_chosen", "cost") < figure(&line, "supplier_chosen", "other_cost")
    );
    // At 4.03 she wins: 14 days are covered, for which 60 suffice.
    let offers = vec![
        offer("Bea", &[(1, 4.03)], 7.0),
        offer("Ada", &[(1, 4.0)], 28.0),
    ];
    let line = one(with_offers(60, offers), &settings());
    assert_eq!((line.supplier.as_deref(), line.quantity), (Some("Bea"), 0));
}

fn sea_and_air(air: f64) -> Vec<Offer> {
    let mut sea = offer("Ada", &[(1, 4.0)], 28.0);
    (sea.transport, sea.freight) = (Some(Transport::Sea), 0.5);
    let mut by_air = offer("Ada", &[(1, 4.0)], 8.0);
    (by_air.transport, by_air.freight) = (Some(Transport::Air), air);
    vec![sea, by_air]
}

/// 20 on hand last ten days; the ship comes on day 28, the plane on day 8: the 36 units of days
/// 10 to 28 would be lost. By air a unit earns 10 − 4 − 3 = 3, so all 36 fly; by sea come
/// the 14 of the week after.
#[test]
fn what_would_be_lost_flies_and_the_rest_sails() {
    let item = with_offers(20, sea_and_air(3.0));
    let plan = plan(&[item], &settings(), None);
    let sea = &plan.lines[0];
    let [(0, air)] = plan.quick.as_slice() else {
        panic!("one quick part: {:?}", plan.quick);
    };
    assert_eq!((sea.quantity, sea.transport), (14, Some(Transport::Sea)));
    assert_eq!((air.quantity, air.transport), (36, Some(Transport::Air)));
    assert_eq!((air.expected_on, sea.expected_on), (AS_OF + 8, AS_OF + 28));
    assert_eq!((air.unit_cost, air.freight), (Some(7.0), 3.0));
    let profit = air.expected_profit.expect("price and cost are known");
    assert!((profit - 36.0 * 3.0).abs() < 1e-3, "{profit}");
    assert!((figure(air, "quick_part", "margin") - 108.0).abs() < 1e-9);
    assert!(has(sea, "split_with_quick") && has(sea, "transport_chosen"));
    assert_eq!((sea.arithmetic.need, sea.arithmetic.budget), (50.0, -36.0));
    assert_eq!((sea.position.on_order, sea.arithmetic.on_order), (0, 0.0));
    assert!((plan.total_cost - (14.0 * 4.5 + 36.0 * 7.0)).abs() < 1e-9);
}

#[test]
fn nothing_flies_that_earns_nothing_in_the_air() {
    let flown = |air: f64, on_hand: i64, objective: Objective| {
        let mut settings = settings();
        settings.objective = objective;
        plan(&[with_offers(on_hand, sea_and_air(air))], &settings, None)
            .quick
            .len()
    };
    // At 6.00 freight a unit by air costs the price it sells at.
    assert_eq!(flown(6.0, 20, Objective::Profit), 0);
    assert_eq!(flown(5.9, 20, Objective::Profit), 1);
    // Stock that lasts until the ship comes.
    assert_eq!(flown(3.0, 57, Objective::Profit), 0);
    // Who asks for a service level does not count in money.
    assert_eq!(flown(3.0, 20, Objective::ServiceLevel(0.95)), 0);
}

/// Uncertain demand: the quick quantity is the quantile of what would be lost, so a higher
/// freight flies fewer.
#[test]
fn the_dearer_the_air_the_fewer_fly() {
    let flown = |air: f64| {
        let mut item = Item::new(
            "A",
            "main",
            SteadyCount::poisson(2.0),
            LeadTime::stated(28.0, 0.0),
        );
        (item.price, item.on_hand) = (Some(10.0), Some(20));
        item.offers = sea_and_air(air);
        let plan = plan(&[item], &settings(), None);
        plan.quick.first().map_or(0, |(_, line)| line.quantity)
    };
    let (cheap, dear, dearest) = (flown(1.0), flown(3.0), flown(5.0));
    assert!(
        cheap > dear && dear > dearest && dearest > 0,
        "{cheap} {dear} {dearest}"
    );
}

/// Each of 50 units of .02 m³ is a m³: two lines want 100 units, the container holds 1.5 m³. The
/// one that earns more in the room goes whole.
#[test]
fn the_container_takes_what_earns_most_in_it() {
    let mut settings = settings();
    let terms = SupplierTerms {
        max_cbm: Some(1.5),
        ..SupplierTerms::default()
    };
    settings.suppliers.insert("Ada".into(), terms);
    let mut dull = steady("main", 20);
    (dull.sku, dull.price, dull.unit_cbm) = ("B".into(), Some(8.0), Some(0.02));
    let mut good = steady("main", 20);
    good.unit_cbm = Some(0.02);
    let mut unmeasured = steady("main", 20);
    unmeasured.sku = "C".into();
    let plan = plan(&[dull, good, unmeasured], &settings, None);
    let quantities: Vec<i64> = plan.lines.iter().map(|line| line.quantity).collect();
    assert_eq!(quantities, [25, 50, 50]);
    assert_eq!(figure(&plan.lines[0], "cut_by_volume", "wanted"), 50.0);
    assert_eq!(plan.lines[0].arithmetic.budget, -25.0);
}

fn two_places(moq: i64, on_hand: (i64, i64)) -> Plan {
    let mut items = [steady("east", on_hand.0), steady("west", on_hand.1)];
    items.iter_mut().for_each(|item| item.moq = moq);
    plan(&items, &settings(), None)
}

/// East needs 10, west 20: together they meet 30, and for 32 two more are bought. For 4,000 nobody
/// can be found.
#[test]
fn locations_meet_a_least_quantity_together() {
    let quantities = |plan: &Plan| (plan.lines[0].quantity, plan.lines[1].quantity);
    let met = two_places(30, (60, 50));
    assert_eq!(quantities(&met), (10, 20));
    assert!(has(&met.lines[0], "moq_shared"));
    let raised = two_places(32, (60, 50));
    let (east, west) = quantities(&raised);
    assert_eq!((east + west, east >= 10, west >= 20), (32, true, true));
    let refused = two_places(4_000, (60, 50));
    assert_eq!(quantities(&refused), (0, 0));
    assert_eq!(figure(&refused.lines[0], "below_shared_moq", "total"), 30.0);
    // Where only one needs anything the least quantity is its own.
    let alone = two_places(30, (60, 500));
    assert_eq!(
        (quantities(&alone), has(&alone.lines[0], "raised_to_moq")),
        ((30, 0), true)
    );
}

/// 30 units together reach the price of 3.00 that neither location reaches alone.
#[test]
fn locations_reach_a_price_together() {
    let mut items = [steady("east", 60), steady("west", 50)];
    for item in &mut items {
        item.offers = vec![offer("Ada", &[(1, 4.0), (30, 3.0)], 28.0)];
    }
    let plan = plan(&items, &settings(), None);
    let bought: Vec<_> = plan
        .lines
        .iter()
        .map(|line| (line.quantity, line.unit_cost))
        .collect();
    assert_eq!(bought, [(10, Some(3.0)), (20, Some(3.0))]);
    assert!(has(&plan.lines[0], "price_break"));
}

/// A budget of 60 pays for 15 of the 30 units that both locations have to order together.
#[test]
fn a_budget_below_a_shared_least_quantity_buys_nothing_of_it() {
    let mut items = [steady("east", 60), steady("west", 50)];
    items.iter_mut().for_each(|item| item.moq = 30);
    let plan = plan(&items, &settings(), Some(60.0));
    assert_eq!(plan.total_cost, 0.0);
    assert!(has(&plan.lines[1], "below_shared_moq"));
}

/// Ten days of shelf life after 28 days: 76 units sell by then, 60 are there.
#[test]
fn what_would_spoil_is_not_bought() {
    let mut item = steady("main", 60);
    (item.shelf_life_days, item.pack_size) = (Some(10.0), 20);
    let line = one(item.clone(), &settings());
    assert_eq!(
        (line.quantity, has(&line, "shelf_life_too_short")),
        (0, true)
    );
    (item.pack_size, item.minimum) = (1, Some(100));
    let line = one(item, &settings());
    assert_eq!(
        (line.quantity, figure(&line, "cut_by_shelf_life", "wanted")),
        (16, 40.0)
    );
}

/// Of 30 units that end in five days ten sell; the 20 left are no stock, and of the 30 that end in
/// 60 days all sell.
#[test]
fn stock_that_ends_before_it_sells_is_not_counted() {
    let mut item = steady("main", 60);
    item.shelf_life_days = Some(90.0);
    item.lots_end = vec![(AS_OF + 5, 30), (AS_OF + 60, 30)];
    let line = one(item, &settings());
    assert_eq!(
        (line.quantity, figure(&line, "stock_spoils", "units")),
        (30, 20.0)
    );
}

/// A box of two cups sells one a day, cups two a day by themselves: cups need four a day, of which
/// two go into boxes; the box itself is never bought.
#[test]
fn parts_are_bought_and_bundles_made() {
    let mut the_box = steady("main", 0);
    (the_box.sku, the_box.demand) = ("BOX".into(), Deterministic { per_day: 1.0 });
    let lines = [Component {
        bundle: "BOX".into(),
        part: "A".into(),
        quantity: 2,
    }];
    let items = assembled(vec![the_box, steady("main", 20)], &lines);
    assert_eq!(items[1].demand.mean(0.0, 35.0), 140.0);
    let mut plan = plan(&items, &settings(), None);
    say(&items, &mut plan.lines);
    assert_eq!((plan.lines[0].quantity, plan.lines[1].quantity), (0, 120));
    assert_eq!(figure(&plan.lines[1], "needed_for_bundles", "units"), 70.0);
    assert_eq!(figure(&plan.lines[0], "made_from_parts", "units"), 10.0);
    let sum = &plan.lines[0].arithmetic;
    assert_eq!(sum.need + sum.rounding + sum.budget, 0.0);
}
