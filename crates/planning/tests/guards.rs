//! No shop, however damaged its figures, gets an order that is absurd or a figure that is none.

use domain::{Day, Transport};
use planning::bundles::{Component, Joint, assembled};
use planning::demand::SteadyCount;
use planning::item::{Item, Lane, Objective, OpenOrder, Rule, Settings, SupplierTerms};
use planning::lead_time::{Closure, LeadTime, LeadTimeSource};
use planning::offer::{Offer, PriceBreak};
use planning::packs::MOST_ORDER;
use planning::plan::{Plan, plan};
use proptest::prelude::*;

fn wild() -> impl Strategy<Value = f64> {
    prop_oneof![
        4 => 0.0..200.0_f64,
        1 => Just(0.0),
        1 => Just(f64::NAN),
        1 => Just(f64::INFINITY),
        1 => Just(-7.5),
        1 => Just(1e12),
    ]
}

fn units() -> impl Strategy<Value = i64> {
    prop_oneof![
        4 => 0..500_i64,
        1 => Just(0),
        1 => Just(-40),
        1 => Just(1_000_000_000),
        1 => Just(i64::MAX),
        1 => Just(i64::MIN),
    ]
}

fn days() -> impl Strategy<Value = i32> {
    prop_oneof![4 => -90..120_i32, 1 => Just(-36_000), 1 => Just(36_000)]
}

prop_compose! {
    fn offer()(
        (supplier, transport) in (1..3_u8, proptest::option::of(0..4_usize)),
        prices in proptest::collection::vec((units(), wild()), 0..4),
        freight in wild(),
        (moq, pack_size) in (units(), units()),
        (mean, sd) in (prop_oneof![wild(), Just(400.0)], wild()),
        review_days in proptest::option::of(wild()),
    ) -> Offer {
        let mut prices: Vec<PriceBreak> = prices
            .into_iter()
            .map(|(min_quantity, unit_cost)| PriceBreak { min_quantity, unit_cost, quoted: None })
            .collect();
        prices.sort_by_key(|price| price.min_quantity);
        Offer {
            supplier: Some(format!("P{supplier}").into()),
            transport: transport.map(|at| Transport::ALL[at]),
            prices,
            freight,
            price_share: 0.0,
            moq,
            pack_size,
            lead_time: LeadTime::stated(mean, sd),
            review_days,
        }
    }
}

prop_compose! {
    fn item()(
        (sku, location, supplier) in (0..4_u8, 0..3_u8, 0..3_u8),
        (rate, spread) in (
            prop_oneof![3 => 0.0..30.0_f64, 1 => Just(0.0), 1 => Just(0.004), 1 => Just(1e8)],
            1.0..6.0_f64,
        ),
        (price, unit_cost) in (proptest::option::of(wild()), proptest::option::of(wild())),
        (on_hand, allocated) in (proptest::option::of(units()), units()),
        (moq, pack_size, minimum) in (units(), units(), proptest::option::of(units())),
        (mean, sd) in (prop_oneof![wild(), Just(400.0)], wild()),
        orders in proptest::collection::vec((units(), days(), proptest::option::of(days())), 0..4),
        (stopped, idle) in (any::<bool>(), proptest::option::of(0..100_i32)),
        review in proptest::option::of(wild()),
        offers in proptest::collection::vec(offer().boxed(), 0..3),
        (shelf_life, unit_cbm) in (proptest::option::of(wild()), proptest::option::of(wild())),
        lots in proptest::collection::vec((days(), units()), 0..3),
    ) -> Item<SteadyCount> {
        let demand = SteadyCount { per_day: rate, variance_to_mean: spread };
        let lead_time = LeadTime { mean, sd, receipts: 0, outliers: 0, source: LeadTimeSource::Shop };
        let mut item = Item::new(&format!("S{sku}"), &format!("L{location}"), demand, lead_time);
        item.supplier = (supplier > 0).then(|| format!("P{supplier}").into());
        (item.price, item.unit_cost) = (price, unit_cost);
        (item.on_hand, item.allocated) = (on_hand, allocated);
        (item.moq, item.pack_size, item.minimum) = (moq, pack_size, minimum);
        item.open_orders = orders
            .into_iter()
            .map(|(quantity, ordered, expected)| OpenOrder {
                po_number: "P".into(),
                quantity,
                ordered_on: Day(20_000 + ordered),
                expected_on: expected.map(|day| Day(20_000 + day)),
            })
            .collect();
        item.stopped = stopped;
        item.stocked_days_since_sale = idle;
        item.review_days = review;
        item.offers = offers;
        (item.shelf_life_days, item.unit_cbm) = (shelf_life, unit_cbm);
        item.lots_end = lots.into_iter().map(|(day, units)| (Day(20_000 + day), units)).collect();
        item
    }
}

prop_compose! {
    fn settings()(
        (review, holding, salvage, factor) in (wild(), wild(), wild(), wild()),
        objective in prop_oneof![
            3 => Just(Objective::Profit),
            1 => wild().prop_map(Objective::ServiceLevel),
        ],
        rule in prop_oneof![Just(Rule::Auto), Just(Rule::Position), Just(Rule::Simulate)],
        (shift, longest, minimum) in (wild(), wild(), wild()),
        max_cbm in proptest::option::of(wild()),
        (cost, days, closed) in (wild(), wild(), -20..60_i32),
    ) -> Settings {
        let mut settings = Settings::new(Day(20_000));
        settings.review_days = review;
        settings.holding_cost_rate = holding;
        settings.salvage_rate = salvage;
        settings.lost_sale_cost_factor = factor;
        (settings.objective, settings.rule) = (objective, rule);
        (settings.ratio_logit_shift, settings.max_cover_days) = (shift, longest);
        settings.paths = 16;
        let closures = vec![Closure { from: Day(20_000 + closed), to: Day(20_015 + closed) }];
        let terms = SupplierTerms { min_order_value: Some(minimum), closures, max_cbm };
        settings.suppliers.insert("P1".into(), terms);
        settings.lanes = vec![Lane {
            from: "L0".into(),
            to: "L1".into(),
            cost_per_unit: cost,
            days,
        }];
        settings
    }
}

fn assert_sane(items: &[Item<Joint<SteadyCount>>], plan: &Plan, budget: Option<f64>) {
    let mut figures = vec![plan.total_cost, plan.total_unlimited, plan.expected_profit];
    figures.extend(
        plan.curve
            .iter()
            .flat_map(|point| [point.spent, point.rate, point.profit]),
    );
    let quick = plan.quick.iter().map(|(at, line)| (&items[*at], line));
    for (item, line) in items.iter().zip(&plan.lines).chain(quick) {
        let sum = &line.arithmetic;
        figures.extend([
            sum.base_demand,
            sum.season,
            sum.promotion,
            sum.safety_stock,
            sum.target,
            sum.available,
            sum.on_order,
            sum.surplus,
            sum.need,
            sum.rounding,
            sum.budget,
            sum.order,
            sum.daily_demand,
            sum.critical_ratio,
            line.reorder_point,
            line.target,
        ]);
        figures.extend(
            [line.days_of_supply, line.days_after, line.expected_profit]
                .into_iter()
                .flatten(),
        );
        let scale = 1.0 + sum.target.abs() + sum.available.abs() + sum.on_order.abs();
        let target = sum.base_demand + sum.season + sum.promotion + sum.safety_stock;
        assert!((target - sum.target).abs() <= 1e-6 * scale, "{sum:?}");
        let need = sum.target - sum.available - sum.on_order + sum.surplus;
        assert!((need - sum.need).abs() <= 1e-6 * scale, "{sum:?}");
        assert!(
            (sum.need + sum.rounding + sum.budget - sum.order).abs() <= 1e-6 * scale,
            "{sum:?}"
        );

        let quantity = line.quantity;
        assert!((0..=MOST_ORDER).contains(&quantity), "{quantity}");
        let bought_by = line.offer.map(|at| &item.offers[at]);
        let pack = bought_by.map_or(item.pack_size, |offer| offer.pack_size);
        let pack = pack.max(1);
        assert!(
            quantity == 0 || quantity % pack == 0,
            "{quantity} in packs of {pack}"
        );
        // What several locations order of a SKU at one supplier is one order.
        let order: i64 = items
            .iter()
            .zip(&plan.lines)
            .filter(|(other, _)| other.sku == item.sku)
            .filter(|(_, other)| {
                other.supplier == line.supplier && other.transport == line.transport
            })
            .map(|(_, other)| other.quantity)
            .fold(0, i64::saturating_add)
            .max(quantity);
        let least = bought_by.map_or(item.moq, Offer::least);
        assert!(quantity == 0 || order >= least, "{order} under {least}");
        assert!(item.assembly.is_none() || quantity == 0);
        assert!(!item.stopped || quantity == 0);
        assert!(!line.reasons.is_empty());
        for reason in &line.reasons {
            assert!(
                reason.params.values().all(|value| !value.is_null()),
                "{reason:?}"
            );
        }
    }
    assert!(
        figures.iter().all(|figure| figure.is_finite()),
        "{figures:?}"
    );
    for total in &plan.suppliers {
        let mut own = plan
            .lines
            .iter()
            .chain(plan.quick.iter().map(|(_, line)| line))
            .filter(|line| line.supplier == total.supplier);
        let costed = own.all(|line| line.quantity == 0 || line.unit_cost.is_some());
        let minimum = total.minimum.unwrap_or(0.0);
        assert!(!costed || total.cost >= minimum * (1.0 - 1e-9), "{total:?}");
    }
    if let Some(budget) = budget.filter(|budget| !budget.is_nan()) {
        assert!(plan.total_cost <= budget.max(0.0) * (1.0 + 1e-9) + 1e-9);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn random_shops_get_sane_plans(
        items in proptest::collection::vec(item().boxed(), 0..8),
        parts in proptest::collection::vec((0..4_u8, 0..5_u8, units()), 0..3),
        settings in settings().boxed(),
        budget in proptest::option::of(wild()),
    ) {
        let parts: Vec<Component> = parts
            .into_iter()
            .map(|(bundle, part, quantity)| Component {
                bundle: format!("S{bundle}").into(),
                part: format!("S{part}").into(),
                quantity,
            })
            .collect();
        let items = assembled(items, &parts);
        let plan = plan(&items, &settings, budget);
        prop_assert_eq!(plan.lines.len(), items.len());
        assert_sane(&items, &plan, budget);
    }
}

#[test]
fn the_plan_is_the_same_on_any_number_of_threads() {
    let items: Vec<_> = (0..300_i64)
        .map(|i| {
            let demand = SteadyCount {
                per_day: 0.1 + i as f64 / 40.0,
                variance_to_mean: 1.5,
            };
            let lead = LeadTime::stated(10.0 + (i % 40) as f64, 4.0);
            let mut item = Item::new(
                &format!("S{}", i / 2),
                ["a", "b"][i as usize % 2],
                demand,
                lead,
            );
            (item.price, item.unit_cost) = (Some(9.0 + (i % 7) as f64), Some(6.0));
            item.on_hand = Some(i % 50);
            item
        })
        .collect();
    let mut settings = Settings::new(Day(20_000));
    settings.lanes = vec![Lane {
        from: "a".into(),
        to: "b".into(),
        cost_per_unit: 0.2,
        days: 4.0,
    }];
    let on = |threads: usize| {
        rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .expect("a pool")
            .install(|| plan(&items, &settings, Some(20_000.0)))
    };
    let one = on(1);
    assert!(one.lines.iter().any(|line| line.quantity > 0));
    assert_eq!(one, on(8));
}
