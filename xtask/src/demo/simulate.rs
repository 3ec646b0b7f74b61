//! Stock and purchase orders of two years, made around the real sales.
//!
//! Each supplier's goods are looked at every second Monday. The habit is days of cover: the mean
//! sales of the last eight weeks times (quoted lead time + review + a cover that differs by SKU),
//! less what is on hand and on order, in whole packs and at least the minimum. The real sales
//! show that the shop did have the goods, so an order is raised where the habit would leave more
//! than a lean SKU's few days unserved before the next arrival. What is still short waits: an
//! order line ships on the first working day on which its units are there, so on hand never goes
//! below zero, and days out of stock come about where arrivals are late or the cover is lean.

use super::catalogue::Product;
use super::shop::{Order, Shop};
use super::supply::{self, LOCATIONS, SUPPLIERS};
use super::{AS_OF, OPENING, draw};

/// Orders up to this minute of a working day ship the same day.
const CUT_OFF: u32 = 13 * 60;

/// What became of an order line.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// Not shipped before the morning of the plan.
    Open,
    /// Left on a day.
    Shipped(i32),
    /// Taken back before it left.
    Cancelled,
    /// Left on a day and came back whole.
    Refunded(i32),
}

/// Goods that came back.
pub struct Returned {
    /// Index into the shop's orders.
    pub order: usize,
    /// Day.
    pub day: i32,
    /// Units.
    pub quantity: i64,
    /// Whether they went back on the shelf.
    pub resellable: bool,
}

/// One line of a purchase order.
pub struct Purchase {
    /// Day of the order.
    pub day: i32,
    /// Index into [`SUPPLIERS`].
    pub supplier: usize,
    /// Index into [`LOCATIONS`].
    pub location: usize,
    /// Index into the products.
    pub sku: usize,
    /// Units ordered.
    pub quantity: i64,
    /// Day of arrival, later than the plan's morning for open lines.
    pub arrives: i32,
    /// Units that came or will come on that day.
    pub arriving: i64,
}

/// Stock of one SKU at one location.
pub struct Shelf {
    /// Index into the products.
    pub sku: usize,
    /// Index into [`LOCATIONS`].
    pub location: usize,
    /// Day of the opening count; `None` where nothing was ever stocked.
    pub opened: Option<i32>,
    /// Units counted then.
    pub opening: i64,
    /// Units on the morning of the plan.
    pub on_hand: i64,
    /// Mornings since the opening.
    pub mornings: u32,
    /// Of these, with nothing on hand.
    pub empty_mornings: u32,
    lines: Vec<usize>,
    /// Units ordered by customers before each day, one entry more than there are days.
    ordered_before: Vec<i64>,
    launch: Option<i32>,
    on_order: i64,
    waiting: Vec<usize>,
    next_line: usize,
    /// Days of cover the habit adds, and whether the SKU is run lean.
    cover: f64,
    lean: bool,
}

/// The outcome of the two years.
pub struct Run {
    /// One for each SKU and location with a sale there.
    pub shelves: Vec<Shelf>,
    /// By order day, supplier and location.
    pub purchases: Vec<Purchase>,
    /// By day.
    pub returns: Vec<Returned>,
    /// One for each order line.
    pub fates: Vec<Fate>,
}

/// Lives through the two years day by day.
pub fn simulate(shop: &Shop<'_>, products: &[Product]) -> Run {
    let span = AS_OF.since(OPENING);
    let mut run = Run {
        shelves: shelves(shop, products, span),
        purchases: Vec::new(),
        returns: Vec::new(),
        fates: vec![Fate::Open; shop.orders.len()],
    };
    let mut next_back = 0;
    for day in 0..span {
        for shelf in &mut run.shelves {
            if shelf.opened.is_some() {
                shelf.mornings += 1;
                shelf.empty_mornings += u32::from(shelf.on_hand <= 0);
            }
            while let Some(line) = shelf
                .lines
                .get(shelf.next_line)
                .filter(|line| shop.orders[**line].day == day)
            {
                shelf.waiting.push(*line);
                shelf.next_line += 1;
            }
        }
        receive(&mut run, day);
        while let Some(back) = shop
            .taken_back
            .get(next_back)
            .filter(|back| back.day == day)
        {
            take_back(&mut run, shop, back.order, back.quantity, day);
            next_back += 1;
        }
        if day.rem_euclid(7) < 5 {
            for shelf in &mut run.shelves {
                ship(shelf, &shop.orders, &mut run.fates, day);
            }
        }
        for supplier in (0..SUPPLIERS.len()).filter(|supplier| supply::is_review(*supplier, day)) {
            for location in 0..LOCATIONS.len() {
                order(&mut run, shop, products, (supplier, location), day);
            }
        }
    }
    // What arrives on the morning of the plan or later is still under way; the count is taken
    // before anything else of that morning.
    run
}

fn shelves(shop: &Shop<'_>, products: &[Product], span: i32) -> Vec<Shelf> {
    let mut shelves = Vec::new();
    for (sku, product) in products.iter().enumerate() {
        for location in 0..LOCATIONS.len() {
            let lines: Vec<usize> = (0..shop.orders.len())
                .filter(|at| shop.orders[*at].sku == sku && shop.orders[*at].location == location)
                .collect();
            if !lines.is_empty() {
                shelves.push(shelf(shop, product, sku, location, lines, span));
            }
        }
    }
    shelves
}

fn shelf(
    shop: &Shop<'_>,
    product: &Product,
    sku: usize,
    location: usize,
    lines: Vec<usize>,
    span: i32,
) -> Shelf {
    let days = usize::try_from(span).unwrap_or(0);
    let mut ordered_before = vec![0_i64; days + 1];
    for line in &lines {
        let order = &shop.orders[*line];
        let gone = shop.taken_back.iter().any(|back| {
            back.order == *line && back.day == order.day && back.quantity == order.quantity
        });
        if !gone {
            ordered_before[usize::try_from(order.day).unwrap_or(0) + 1] += order.quantity;
        }
    }
    for day in 0..days {
        ordered_before[day + 1] += ordered_before[day];
    }
    let first = shop.orders[lines[0]].day;
    let key = format!("{}/{location}", product.sku);
    let review = if supply::is_review(product.supplier, 0) {
        0
    } else {
        supply::next_review(product.supplier, 0)
    };
    let arrives = supply::arrival(product.supplier, location, review);
    // Goods that sell later than the first order could arrive are bought for their launch.
    let launch = (first > arrives + 3).then(|| {
        (0..first)
            .rev()
            .find(|day| {
                supply::is_review(product.supplier, *day)
                    && supply::arrival(product.supplier, location, *day) <= first - 3
            })
            .unwrap_or(review)
    });
    let lean = draw::unit(&format!("lean/{key}")) < 0.55;
    let mut shelf = Shelf {
        sku,
        location,
        opened: None,
        opening: 0,
        on_hand: 0,
        mornings: 0,
        empty_mornings: 0,
        lines,
        ordered_before,
        launch,
        on_order: 0,
        waiting: Vec::new(),
        next_line: 0,
        cover: f64::from(if lean {
            draw::whole(&format!("cover/{key}"), 4, 16)
        } else {
            draw::whole(&format!("cover/{key}"), 20, 45)
        }),
        lean,
    };
    if launch.is_none() {
        let extra = draw::whole(&format!("opening/{key}"), 2, 30);
        shelf.opened = Some(0);
        shelf.opening = shelf.ordered(0, arrives + extra).max(i64::from(draw::whole(
            &format!("least/{key}"),
            0,
            6,
        )));
        shelf.on_hand = shelf.opening;
    }
    shelf
}

impl Shelf {
    /// Units customers ordered from day `from` until before day `to`.
    fn ordered(&self, from: i32, to: i32) -> i64 {
        let at = |day: i32| {
            let day = usize::try_from(day)
                .unwrap_or(0)
                .min(self.ordered_before.len() - 1);
            self.ordered_before[day]
        };
        at(to) - at(from)
    }
}

fn receive(run: &mut Run, day: i32) {
    for purchase in run
        .purchases
        .iter()
        .filter(|purchase| purchase.arrives == day)
    {
        let of =
            |shelf: &&mut Shelf| shelf.sku == purchase.sku && shelf.location == purchase.location;
        if let Some(shelf) = run.shelves.iter_mut().find(of) {
            shelf.opened.get_or_insert(day);
            shelf.on_hand += purchase.arriving;
            shelf.on_order -= purchase.arriving;
        }
    }
}

fn take_back(run: &mut Run, shop: &Shop<'_>, line: usize, quantity: i64, day: i32) {
    let order = &shop.orders[line];
    let Some(shelf) = run
        .shelves
        .iter_mut()
        .find(|shelf| shelf.sku == order.sku && shelf.location == order.location)
    else {
        return;
    };
    match run.fates[line] {
        Fate::Open if quantity == order.quantity => {
            run.fates[line] = Fate::Cancelled;
            shelf.waiting.retain(|waiting| *waiting != line);
        }
        // A part of what has not left yet: the template has no word for it, the line stays whole.
        Fate::Open | Fate::Cancelled | Fate::Refunded(_) => {}
        Fate::Shipped(left) => {
            let resellable = draw::unit(&format!("resellable/{line}")) < 0.8;
            if quantity == order.quantity {
                run.fates[line] = Fate::Refunded(left);
            }
            shelf.on_hand += if resellable { quantity } else { 0 };
            run.returns.push(Returned {
                order: line,
                day,
                quantity,
                resellable,
            });
        }
    }
}

fn ship(shelf: &mut Shelf, orders: &[Order], fates: &mut [Fate], day: i32) {
    let Shelf {
        waiting, on_hand, ..
    } = shelf;
    waiting.retain(|line| {
        let order = &orders[*line];
        let ready = order.day < day || order.minute <= CUT_OFF;
        let leaves = ready && order.quantity <= *on_hand;
        if leaves {
            *on_hand -= order.quantity;
            fates[*line] = Fate::Shipped(day);
        }
        !leaves
    });
}

/// The review of a supplier's goods for one location: one purchase order, or none.
fn order(
    run: &mut Run,
    shop: &Shop<'_>,
    products: &[Product],
    (supplier, location): (usize, usize),
    day: i32,
) {
    let next = supply::next_review(supplier, day);
    let mut wanted: Vec<(usize, i64)> = run
        .shelves
        .iter()
        .enumerate()
        .filter(|(_, shelf)| shelf.location == location && products[shelf.sku].supplier == supplier)
        .map(|(at, shelf)| {
            let allocated = shelf
                .waiting
                .iter()
                .map(|line| shop.orders[*line].quantity)
                .sum();
            (
                at,
                quantity(shelf, &products[shelf.sku], allocated, day, next),
            )
        })
        .filter(|(_, quantity)| *quantity > 0)
        .collect();
    top_up(&mut wanted, run, products, supplier);
    let arrives = supply::arrival(supplier, location, day);
    for (at, quantity) in wanted {
        let shelf = &mut run.shelves[at];
        let product = &products[shelf.sku];
        let half = quantity / 2 / product.pack * product.pack;
        let arriving = if supply::is_partial(supplier, location, day) {
            half
        } else {
            quantity
        };
        shelf.on_order += quantity;
        run.purchases.push(Purchase {
            day,
            supplier,
            location,
            sku: shelf.sku,
            quantity,
            arrives,
            arriving,
        });
    }
}

/// Units to order now, 0 for none.
fn quantity(shelf: &Shelf, product: &Product, allocated: i64, day: i32, next: i32) -> i64 {
    let (supplier, location) = (product.supplier, shelf.location);
    let key = format!("{}/{location}/{day}", product.sku);
    let covered = supply::arrival(supplier, location, next).min(AS_OF.since(OPENING));
    if let Some(launch) = shelf.launch.filter(|_| shelf.opened.is_none()) {
        if day != launch {
            return 0;
        }
        let hope = 0.8 + 0.9 * draw::unit(&format!("hope/{key}"));
        let first_weeks = shelf.ordered(0, covered).max(1) as f64 * hope;
        return in_packs(first_weeks.ceil() as i64, product, true);
    }
    let position = shelf.on_hand - allocated + shelf.on_order;
    let rate = shelf.ordered(day - 55, day + 1) as f64 / 56.0;
    let quoted = f64::from(SUPPLIERS[supplier].quoted);
    let review = f64::from(supply::REVIEW_DAYS);
    let point = rate * (quoted + review);
    let up_to = rate * (quoted + review + shelf.cover);
    let habit = if (position as f64) < point {
        (up_to - position as f64).ceil() as i64
    } else {
        0
    };
    let gap = if shelf.lean {
        quiet_days(shelf, covered, rate)
    } else {
        0
    };
    let needed = shelf.ordered(day + 1, covered - gap) - position;
    if habit >= needed {
        in_packs(habit, product, true)
    } else {
        in_packs(needed, product, gap == 0)
    }
}

/// How many of the last days before an arrival a lean SKU may be empty: the longest stretch up to
/// three weeks in which hardly anything was ordered.
fn quiet_days(shelf: &Shelf, covered: i32, rate: f64) -> i32 {
    (3..=21)
        .rev()
        .find(|days| {
            (shelf.ordered(covered - days, covered) as f64) < 0.25 * rate * f64::from(*days) + 2.0
        })
        .unwrap_or(0)
}

/// Whole packs and at least the minimum; nothing stays nothing.
fn in_packs(units: i64, product: &Product, up: bool) -> i64 {
    if units <= 0 {
        return 0;
    }
    let packs = if up {
        (units + product.pack - 1) / product.pack
    } else {
        (units / product.pack).max(1)
    };
    (packs * product.pack).max(product.moq)
}

/// Adds packs, line after line, until the supplier's least order value is reached.
fn top_up(wanted: &mut [(usize, i64)], run: &Run, products: &[Product], supplier: usize) {
    let least = i64::from(SUPPLIERS[supplier].min_order) * 100;
    let product = |at: usize| &products[run.shelves[at].sku];
    let value = |lines: &[(usize, i64)]| -> i64 {
        lines
            .iter()
            .map(|(at, quantity)| quantity * product(*at).cost * 9 / 10)
            .sum()
    };
    while !wanted.is_empty() && value(wanted) < least {
        for line in wanted.iter_mut() {
            line.1 += product(line.0).pack;
        }
    }
}
