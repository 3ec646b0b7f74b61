//! Whole plans of little shops, worked out by hand.

use domain::Day;
use planning::demand::{Deterministic, SteadyCount};
use planning::item::{Item, Lane, OpenOrder, Rule, Settings, SupplierTerms};
use planning::lead_time::{Closure, LeadTime};
use planning::plan::plan;
use planning::proposal::{Line, propose};

const AS_OF: Day = Day(20_000);

/// The position rule, whose arithmetic can be followed by hand.
fn settings() -> Settings {
    let mut settings = Settings::new(AS_OF);
    settings.rule = Rule::Position;
    settings
}

/// Two a day for sure, lead 28, weekly: price 10, cost 4.
fn steady(sku: &str, on_hand: i64) -> Item<Deterministic> {
    let demand = Deterministic { per_day: 2.0 };
    let mut item = Item::new(sku, "main", demand, LeadTime::stated(28.0, 0.0));
    (item.price, item.unit_cost) = (Some(10.0), Some(4.0));
    item.on_hand = Some(on_hand);
    item.supplier = Some("Ada".into());
    item.stocked_days_since_sale = Some(0);
    item
}

fn order(quantity: i64, in_days: i32) -> OpenOrder {
    OpenOrder {
        po_number: "PO1".into(),
        quantity,
        ordered_on: AS_OF - 20,
        expected_on: Some(AS_OF + in_days),
    }
}

fn codes(line: &Line) -> Vec<&str> {
    line.reasons
        .iter()
        .map(|reason| reason.code.as_str())
        .collect()
}

/// Interval 35 days, target 70; 20 on hand and 15 on order: 35 are missing, in packs of 12 that
/// is 36. Stock lasts 17.5 days, the order takes 28.
#[test]
fn the_waterfall_of_a_line_by_hand() {
    let settings = settings();
    let mut item = steady("A", 20);
    item.open_orders = vec![order(15, 5)];
    item.pack_size = 12;
    let line = propose(&item, &settings);
    let sum = &line.arithmetic;
    assert_eq!(
        (sum.base_demand, sum.safety_stock, sum.target),
        (70.0, 0.0, 70.0)
    );
    assert_eq!((sum.available, sum.on_order, sum.need), (20.0, 15.0, 35.0));
    assert_eq!((sum.rounding, sum.order, line.quantity), (1.0, 36.0, 36));
    assert_eq!((line.reorder_point, line.order_by), (56.0, AS_OF));
    assert_eq!(line.expected_on, AS_OF + 28);
    assert_eq!(line.days_of_supply, Some(17.5));
    assert_eq!(line.stock_out_on(AS_OF), Some(AS_OF + 17));
    // 35 units earn 6 each, one is left: 4·½ + 4·.25·7⁄365.
    let profit = line.expected_profit.expect("price and cost are known");
    assert!((profit - (210.0 - 2.019_178)).abs() < 1e-4, "{profit}");
    let said = codes(&line);
    assert_eq!(
        said[..3],
        ["need", "stock_out_before_arrival", "rounded_up"]
    );
}

#[test]
fn a_position_above_the_reorder_point_may_wait() {
    let line = propose(&steady("A", 64), &settings());
    assert_eq!((line.quantity, line.order_by), (6, AS_OF + 4));
    let line = propose(&steady("A", 90), &settings());
    assert_eq!(
        (line.quantity, line.order_by, codes(&line)[0]),
        (0, AS_OF + 17, "enough_stock")
    );
    assert_eq!(line.arithmetic.surplus, 20.0);
}

#[test]
fn a_closed_factory_is_ordered_around() {
    let mut settings = settings();
    let closures = vec![Closure {
        from: AS_OF + 10,
        to: AS_OF + 19,
    }];
    settings.suppliers.insert(
        "Ada".into(),
        SupplierTerms {
            closures,
            ..SupplierTerms::default()
        },
    );
    let line = propose(&steady("A", 20), &settings);
    // Ten days longer: 90 units for 45 days.
    assert_eq!((line.quantity, line.expected_on), (70, AS_OF + 38));
    assert!(codes(&line).contains(&"supplier_closed"));
}

#[test]
fn nothing_is_ordered_without_a_reason_to() {
    let refused = |change: &dyn Fn(&mut Item<Deterministic>)| {
        let mut item = steady("A", 0);
        change(&mut item);
        let line = propose(&item, &settings());
        assert_eq!(line.quantity, 0);
        codes(&line)[0].to_owned()
    };
    assert_eq!(refused(&|item| item.stopped = true), "stopped");
    assert_eq!(
        refused(&|item| item.stocked_days_since_sale = Some(42)),
        "no_recent_sale"
    );
    assert_eq!(refused(&|item| item.demand.per_day = 0.0), "no_demand");
    assert_eq!(
        refused(&|item| item.unit_cost = Some(10.0)),
        "cost_above_price"
    );
    assert_eq!(refused(&|item| item.demand.per_day = f64::NAN), "no_demand");
}

#[test]
fn missing_prices_fall_back_to_a_service_level() {
    let mut item = steady("A", 20);
    (item.price, item.unit_cost) = (None, None);
    let line = propose(&item, &settings());
    assert_eq!(
        (line.quantity, line.expected_profit, line.cost()),
        (50, None, None)
    );
    assert!(codes(&line).contains(&"price_missing") && codes(&line).contains(&"cost_missing"));
}

#[test]
fn a_minimum_of_the_seller_is_kept() {
    let mut item = steady("A", 5);
    item.demand.per_day = 0.0;
    item.minimum = Some(12);
    let line = propose(&item, &settings());
    assert_eq!((line.quantity, codes(&line)[0]), (7, "need"));
    assert!(codes(&line).contains(&"raised_to_minimum"));
    item.stopped = true;
    assert_eq!(propose(&item, &settings()).quantity, 0);
}

/// Two SKUs that each want 50 for 200 money; one earns 6 a unit, the other 1.
#[test]
fn money_goes_where_it_earns_most() {
    let mut dull = steady("B", 20);
    dull.price = Some(7.0);
    let items = [dull, steady("A", 20)];
    let quantities = |budget| {
        let plan = plan(&items, &settings(), budget);
        assert!(
            !budget
                .is_some_and(|budget: f64| !budget.is_nan() && plan.total_cost > budget.max(0.0))
        );
        plan.lines
            .iter()
            .map(|line| line.quantity)
            .collect::<Vec<_>>()
    };
    assert_eq!(quantities(None), [50, 50]);
    assert_eq!(quantities(Some(400.0)), [50, 50]);
    assert_eq!(quantities(Some(200.0)), [0, 50]);
    assert_eq!(quantities(Some(0.0)), [0, 0]);
    assert_eq!(quantities(Some(-5.0)), [0, 0]);
    assert_eq!(quantities(Some(f64::NAN)), [50, 50]);
    let cut = plan(&items, &settings(), Some(200.0));
    assert_eq!(codes(&cut.lines[0])[0], "cut_by_budget");
    assert_eq!((cut.total_unlimited, cut.total_cost), (400.0, 200.0));
    let rates: Vec<f64> = cut.curve.iter().map(|point| point.rate).collect();
    assert!(rates.windows(2).all(|pair| pair[0] >= pair[1]), "{rates:?}");
    assert!(
        (rates[0] - 1.5).abs() < 1e-9,
        "6 earned for 4 spent: {}",
        rates[0]
    );
}

#[test]
fn a_suppliers_minimum_is_met_or_its_order_left_out() {
    let with_minimum = |minimum| {
        let mut settings = settings();
        let terms = SupplierTerms {
            min_order_value: Some(minimum),
            ..SupplierTerms::default()
        };
        settings.suppliers.insert("Ada".into(), terms);
        let plan = plan(&[steady("A", 20)], &settings, None);
        (plan.lines[0].quantity, codes(&plan.lines[0])[0].to_owned())
    };
    assert_eq!(with_minimum(200.0).0, 50);
    assert_eq!(
        with_minimum(240.0),
        (60, "raised_to_supplier_minimum".into())
    );
    assert_eq!(with_minimum(1e7), (0, "below_supplier_minimum".into()));
}

/// West has 400 for 70 wanted, East nothing: moving for 0.10 a unit beats a purchase, moving for
/// 50 does not.
#[test]
fn surplus_is_moved_before_more_is_bought() {
    let mut west = steady("A", 400);
    west.location = "west".into();
    let mut east = steady("A", 0);
    east.location = "east".into();
    let items = [west, east];
    let with_lane = |cost_per_unit| {
        let mut settings = settings();
        settings.lanes = vec![Lane {
            from: "west".into(),
            to: "east".into(),
            cost_per_unit,
            days: 5.0,
        }];
        plan(&items, &settings, None)
    };
    let moved = with_lane(0.1);
    assert_eq!(moved.transfers.len(), 1);
    assert_eq!(
        (moved.transfers[0].quantity, moved.transfers[0].arrives_on),
        (70, AS_OF + 5)
    );
    assert_eq!(moved.lines[1].quantity, 0);
    assert_eq!(codes(&moved.lines[1])[0], "covered_by_transfer");
    let bought = with_lane(50.0);
    assert_eq!((bought.transfers.len(), bought.lines[1].quantity), (0, 70));
}

#[test]
fn uncertain_demand_gets_safety_stock_by_its_margin() {
    let line = |price| {
        let demand = SteadyCount {
            per_day: 2.0,
            variance_to_mean: 2.0,
        };
        let mut item = Item::new("A", "main", demand, LeadTime::stated(28.0, 5.0));
        (item.price, item.unit_cost, item.on_hand) = (Some(price), Some(4.0), Some(0));
        propose(&item, &settings())
    };
    assert!(line(20.0).arithmetic.safety_stock > line(10.0).arithmetic.safety_stock);
    assert!(line(4.5).arithmetic.safety_stock < 0.0);
}

/// 20 on hand are gone on day 10 and the lead time is 28: only the week from day 28 to 35 can
/// still be served by this order, 14 units, and next week's order serves the next.
#[test]
fn what_is_lost_before_arrival_is_not_bought_under_the_simulated_rule() {
    let mut settings = settings();
    settings.rule = Rule::Auto;
    let line = propose(&steady("A", 20), &settings);
    // 70 to cover − 20 on hand − 36 that nobody can be sold before day 28 = 14.
    assert_eq!((line.quantity, line.arithmetic.surplus), (14, -36.0));
    assert_eq!((line.target, line.arithmetic.safety_stock), (70.0, 0.0));
    // On hand lasts 10 days; what arrives on day 28 lasts 7.
    assert_eq!(
        (line.days_of_supply, line.days_after),
        (Some(10.0), Some(35.0))
    );
    assert!(codes(&line).contains(&"simulated"));
}

/// Bea's one line of 200 is under her minimum of 300, and raising it does not fit the budget of
/// 400: her money goes to Ada, whose second line could not be paid before.
#[test]
fn money_of_a_dropped_supplier_goes_to_the_others() {
    let mut settings = settings();
    let terms = SupplierTerms {
        min_order_value: Some(300.0),
        ..SupplierTerms::default()
    };
    settings.suppliers.insert("Bea".into(), terms);
    let mut bea = steady("B", 20);
    bea.supplier = Some("Bea".into());
    bea.price = Some(9.0);
    let mut dull = steady("C", 20);
    dull.price = Some(7.0);
    let items = [steady("A", 20), bea, dull];
    let plan = plan(&items, &settings, Some(400.0));
    let quantities: Vec<i64> = plan.lines.iter().map(|line| line.quantity).collect();
    assert_eq!((quantities, plan.total_cost), (vec![50, 0, 50], 400.0));
    assert_eq!(codes(&plan.lines[1])[0], "below_supplier_minimum");
}
