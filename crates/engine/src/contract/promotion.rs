//! Events: the calendar, an event planned backwards, kept plans of events and their review.

use domain::Day;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Codes of the events that the calendar computes.
pub use planning::event_calendar::CODES as EVENT_CODES;

/// Which part of the calendar is asked for.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct CalendarRequest {
    /// The morning; null = the workspace's own.
    #[ts(type = "string | null")]
    pub as_of: Option<Day>,
    /// Countries; empty = those the shop sold most to in the last year.
    pub markets: Vec<String>,
    /// Days ahead; null = 365.
    pub days: Option<u32>,
}

/// An event of the calendar.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct CalendarEvent {
    /// Number of the seller's own event or change; null where it is computed.
    pub id: Option<i64>,
    /// Code of a computed event; empty for an own one.
    pub code: String,
    /// Name; empty where the code has one.
    pub name: String,
    /// Country; empty = all.
    pub market: String,
    /// First day.
    #[ts(type = "string")]
    pub starts_on: Day,
    /// Last day.
    #[ts(type = "string")]
    pub ends_on: Day,
    /// The days are a rule of thumb to be checked.
    pub assumed: bool,
    /// Left out by the seller; sent to hide a computed one.
    pub hidden: bool,
    /// Day the main order is safe to begin: 120 days before.
    #[ts(type = "string | null")]
    pub main_order_from: Option<Day>,
    /// Day by which it is to be placed: 90 days before.
    #[ts(type = "string | null")]
    pub main_order_by: Option<Day>,
}

/// The calendar.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct PromotionCalendar {
    /// The morning.
    #[ts(type = "string")]
    pub as_of: Day,
    /// Countries it is for.
    pub markets: Vec<String>,
    /// By first day.
    pub events: Vec<CalendarEvent>,
}

/// An own event to take away.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct CalendarRemove {
    /// Its number.
    pub id: i64,
}

/// Thresholds of the test of a hot seller.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct HotThresholds {
    /// Least gross margin ÷ price.
    pub margin: f64,
    /// Least deliveries received.
    pub deliveries: u32,
    /// Most days of a replenishment.
    pub replenishment_days: f64,
    /// Least reviews that make a rating count.
    pub reviews: i64,
    /// Least rating.
    pub rating: f64,
}

impl Default for HotThresholds {
    fn default() -> HotThresholds {
        let usual = planning::hot_seller::Thresholds::default();
        HotThresholds {
            margin: usual.margin,
            deliveries: u32::try_from(usual.deliveries).unwrap_or(0),
            replenishment_days: usual.replenishment_days,
            reviews: usual.reviews,
            rating: usual.rating,
        }
    }
}

/// Days on which a port stands still.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct PortDays {
    /// First day.
    #[ts(type = "string")]
    pub from: Day,
    /// Last day.
    #[ts(type = "string")]
    pub to: Day,
}

/// An event as the seller wants it planned.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct EventRequest {
    /// The morning; null = the workspace's own.
    #[ts(type = "string | null")]
    pub as_of: Option<Day>,
    /// Name of an own event.
    pub name: String,
    /// Code of a computed one.
    pub code: String,
    /// Country; empty = all buyers.
    pub market: String,
    /// First day; null = the next one of the code.
    #[ts(type = "string | null")]
    pub starts_on: Option<Day>,
    /// Last day.
    #[ts(type = "string | null")]
    pub ends_on: Option<Day>,
    /// SKUs; empty = all, or those of the category.
    pub skus: Vec<String>,
    /// Category; empty = any.
    pub category: String,
    /// Only SKUs that the test of a hot seller does not rule out.
    pub hot_only: bool,
    /// Share taken off the price.
    pub discount: Option<f64>,
    /// Demand ÷ usual demand that the seller believes in; needed where there is no past event.
    pub scale: Option<f64>,
    /// Probabilities of low, middle and high; null = 30, 40 and 30 %.
    pub probabilities: Option<[f64; 3]>,
    /// Days after the event in which leftovers are sold at the usual price; null = 30.
    pub after_days: Option<u32>,
    /// Share taken off the price of what is left then; null = 0.5, an assumption.
    pub markdown: Option<f64>,
    /// Days before the event by which goods are to be there; null = 30.
    pub arrival_days: Option<u32>,
    /// How sure an order must be to come in time; null = 0.9.
    pub chance: Option<f64>,
    /// Days on which the port stands still.
    pub ports: Vec<PortDays>,
    /// Thresholds of the test of a hot seller.
    pub thresholds: Option<HotThresholds>,
}

/// A step towards the event.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct EventStep {
    /// `strategy`, `history`, `main_order`, `shipping`, `last_order`, `launch`.
    pub code: String,
    /// First day.
    #[ts(type = "string")]
    pub from: Day,
    /// Last day.
    #[ts(type = "string")]
    pub to: Day,
}

/// The test of a hot seller on one SKU: `yes`, `no` or `unknown`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct HotSeller {
    /// Margin.
    pub margin: String,
    /// Supply proven and quick.
    pub supply: String,
    /// Clicks, conversion, and a video or good reviews.
    pub market: String,
    /// All three.
    pub whole: String,
    /// Evidence that is missing: `margin`, `deliveries`, `ctr`, `cvr`, `video_or_reviews`.
    pub missing: Vec<String>,
    /// Gross margin ÷ price on the landed cost.
    pub margin_is: Option<f64>,
    /// Deliveries received.
    pub deliveries_are: u32,
    /// Mean days from order to receipt.
    pub replenishment_days_are: Option<f64>,
}

/// A way the goods can come.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct EventWay {
    /// `sea`, `air`, …; empty = the usual one, whatever it is.
    pub transport: String,
    /// Mean days from order to receipt.
    pub lead_days: f64,
    /// Their standard deviation.
    pub lead_sd_days: f64,
    /// Latest day on which an order is sure enough to come in time.
    #[ts(type = "string | null")]
    pub latest_safe: Option<Day>,
    /// Chance that an order of this morning comes in time.
    pub chance_today: f64,
    /// Days of closed factories and ports that it waits for.
    pub waits: i32,
}

/// One way the event may go.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct EventScenario {
    /// Its probability.
    pub probability: f64,
    /// Demand ÷ usual demand.
    pub multiplier: f64,
    /// Units demanded in the event's days.
    pub units: f64,
}

/// One SKU at one location in the event.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct EventRow {
    /// SKU.
    pub sku: String,
    /// Its name.
    pub name: String,
    /// Location.
    pub location: String,
    /// Supplier; empty where unknown.
    pub supplier: String,
    /// The test of a hot seller.
    pub hot: HotSeller,
    /// Units it would sell in these days without the event.
    pub base_units: f64,
    /// Demand ÷ usual demand, the middle one.
    pub multiplier: f64,
    /// Where it comes from: `sku`, `category`, `shop`, `scale`.
    pub source: String,
    /// Past events of the SKU itself.
    pub events: u32,
    /// Demand in the fortnight after ÷ usual demand.
    pub after: f64,
    /// Low, middle, high.
    pub scenarios: Vec<EventScenario>,
    /// Units to have when it begins, base and event; null where price or cost is unknown.
    pub units: Option<i64>,
    /// Those of them that are for the event alone.
    pub event_units: i64,
    /// Units of stock and open orders that are still there when it begins.
    pub there: i64,
    /// Units to order for the event, whole packs.
    pub order: i64,
    /// What they cost, base currency, decimal text.
    pub order_cost: String,
    /// Expected profit of the event with `units`, decimal text.
    pub profit: String,
    /// Units expected to be left after it.
    pub left: f64,
    /// Units expected to be missing.
    pub missed: f64,
    /// Units of this event that the promotion list has put into the usual plan already.
    pub in_plan: f64,
    /// Ways to come, the usual one first.
    pub ways: Vec<EventWay>,
    /// `enough` where nothing is to be ordered, `in_time`, `by_air`, `move_stock`, `presale`.
    pub best_way: String,
    /// Day on which to order by the best way; null where none comes in time.
    #[ts(type = "string | null")]
    pub order_by: Option<Day>,
}

/// Money that falls due in a week.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct CashWeek {
    /// Its first day.
    #[ts(type = "string")]
    pub week: Day,
    /// Base currency, decimal text.
    pub amount: String,
}

/// An event planned backwards.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct EventPlan {
    /// The morning.
    #[ts(type = "string")]
    pub as_of: Day,
    /// Base currency.
    pub currency: String,
    /// Name; empty where the code has one.
    pub name: String,
    /// Code of a computed event.
    pub code: String,
    /// Country.
    pub market: String,
    /// First day.
    #[ts(type = "string")]
    pub starts_on: Day,
    /// Last day.
    #[ts(type = "string")]
    pub ends_on: Day,
    /// Day by which the goods are to be there.
    #[ts(type = "string")]
    pub arrive_by: Day,
    /// The steps.
    pub steps: Vec<EventStep>,
    /// Days by which the main order comes earlier than 90 days before.
    pub moved_days: i32,
    /// Least chance over the goods that an order 120 days before comes in time.
    pub chance_at_120: Option<f64>,
    /// The same 90 days before.
    pub chance_at_90: Option<f64>,
    /// Which past events were used: `same_event`, `all_promotions`, `none`.
    pub evidence: String,
    /// How many there were.
    pub past_events: u32,
    /// Share of the locations' buyers that the market has.
    pub market_share: f64,
    /// The goods, most profit first.
    pub rows: Vec<EventRow>,
    /// Left out because the test of a hot seller says no.
    pub not_hot: u32,
    /// Money by week of the orders.
    pub cash: Vec<CashWeek>,
    /// Cost of all orders, decimal text.
    pub order_cost: String,
    /// Expected profit, decimal text.
    pub profit: String,
}

/// An event to keep.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct SaveEventRequest {
    /// Number of the kept event it is a new version of; null = a new one.
    pub id: Option<i64>,
    /// The event.
    pub event: EventRequest,
}

/// A kept event.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct SavedEvent {
    /// Its number.
    pub id: i64,
    /// Version, from 1.
    pub version: i64,
    /// Name; empty where the code has one.
    pub name: String,
    /// Code of a computed event.
    pub code: String,
    /// Country.
    pub market: String,
    /// First day.
    #[ts(type = "string")]
    pub starts_on: Day,
    /// Last day.
    #[ts(type = "string")]
    pub ends_on: Day,
    /// Moment it was kept.
    pub saved_at: String,
    /// Units to order.
    pub order_units: i64,
    /// Cost of the orders, decimal text.
    pub order_cost: String,
    /// Currency of it.
    pub currency: String,
}

/// Kept events.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct SavedEvents {
    /// The newest version of each, latest event first.
    pub events: Vec<SavedEvent>,
}

/// A kept event to open.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct OpenEventRequest {
    /// Its number.
    pub id: i64,
    /// Version; null = the newest.
    pub version: Option<i64>,
}

/// A kept event to review.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct ReviewRequest {
    /// Its number.
    pub id: i64,
    /// Version; null = the newest.
    pub version: Option<i64>,
    /// The morning; null = the workspace's own.
    #[ts(type = "string | null")]
    pub as_of: Option<Day>,
}

/// A kept event with what was asked and what was answered then.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct OpenedEvent {
    /// The event.
    pub saved: SavedEvent,
    /// How many versions there are.
    pub versions: i64,
    /// What was asked: sent again it goes on from there.
    pub request: EventRequest,
    /// What was answered.
    pub plan: EventPlan,
}

/// The review of one SKU at one location.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct ReviewRow {
    /// SKU.
    pub sku: String,
    /// Its name.
    pub name: String,
    /// Location.
    pub location: String,
    /// Units expected to be demanded.
    pub expected: f64,
    /// Units sold.
    pub sold: i64,
    /// Expected ÷ sold; null where nothing was sold.
    pub hit: Option<f64>,
    /// Days of the event that ended empty.
    pub days_out: u32,
    /// Units on hand when it was over; null where no count is known.
    pub left: Option<i64>,
    /// Cost of those beyond what the days after were to take, decimal text.
    pub left_cost: Option<String>,
    /// Multiplier that was expected.
    pub multiplier_expected: f64,
    /// Multiplier that was.
    pub multiplier_was: Option<f64>,
    /// What to do differently: `more`, `less`, `in_stock`, `keep`.
    pub next_time: String,
}

/// The review of a kept event.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct EventReview {
    /// The event.
    pub saved: SavedEvent,
    /// The morning of the review.
    #[ts(type = "string")]
    pub as_of: Day,
    /// Base currency.
    pub currency: String,
    /// By SKU and location, the largest miss first.
    pub rows: Vec<ReviewRow>,
    /// Expected ÷ sold over all.
    pub hit: Option<f64>,
    /// Share of the rows that were within a quarter of what was expected.
    pub hit_rate: Option<f64>,
}
