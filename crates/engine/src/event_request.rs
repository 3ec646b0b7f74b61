//! An event as the seller asked for it, with every choice made and every number in range.

use domain::Day;
use planning::back_plan::{ARRIVAL_DAYS, SAFE_CHANCE};
use planning::hot_seller::Thresholds;
use planning::lead_time::Closure;

use crate::calendar::{market, next_of};
use crate::contract::promotion::EventRequest;
use crate::{Engine, Failure, morning};

/// Leftovers are sold at the usual price for so many days, where the caller names none.
const AFTER_DAYS: u32 = 30;
/// What is left after that is marked down by this share of the price: an assumption.
const MARKDOWN: f64 = 0.5;

/// The event with every choice made and every number in range.
pub(crate) struct Event {
    pub name: String,
    pub code: String,
    pub market: String,
    pub starts_on: Day,
    pub ends_on: Day,
    pub discount: Option<f64>,
    pub scale: Option<f64>,
    pub probabilities: [f64; 3],
    pub after_days: f64,
    pub markdown: f64,
    pub arrive_by: Day,
    pub chance: f64,
    pub ports: Vec<Closure>,
    pub thresholds: Thresholds,
}

fn refused(name: &str, value: impl Into<serde_json::Value>) -> Failure {
    Failure::new("bad_event")
        .with("field", name)
        .with("value", value)
}

fn within(name: &str, value: f64, low: f64, high: f64) -> Result<f64, Failure> {
    if value.is_finite() && (low..=high).contains(&value) {
        Ok(value)
    } else {
        Err(refused(name, value))
    }
}

pub(crate) async fn understood(
    engine: &Engine,
    request: &EventRequest,
    as_of: Day,
) -> Result<Event, Failure> {
    let market = market(&request.market)?;
    let code = request.code.trim().to_owned();
    let name: String = request.name.trim().chars().take(200).collect();
    let (starts_on, ends_on) = match (request.starts_on, code.is_empty()) {
        (Some(from), _) => (from, request.ends_on.unwrap_or(from)),
        (None, false) => next_of(engine, &code, &market, as_of).await?,
        (None, true) => return Err(Failure::new("event_without_day")),
    };
    if code.is_empty() && name.is_empty() {
        return Err(Failure::new("event_without_name"));
    }
    for day in [starts_on, ends_on] {
        morning::plausible(day)?;
    }
    if ends_on < starts_on || ends_on.since(starts_on) > 120 {
        return Err(Failure::new("bad_period")
            .with("from", starts_on.to_string())
            .with("to", ends_on.to_string()));
    }
    if starts_on <= as_of {
        return Err(Failure::new("event_past")
            .with("starts_on", starts_on.to_string())
            .with("as_of", as_of.to_string()));
    }
    let share = |name: &str, value: Option<f64>| {
        value
            .map(|value| within(name, value, 0.0, 0.95))
            .transpose()
    };
    let probabilities = request.probabilities.unwrap_or([0.3, 0.4, 0.3]);
    let sum: f64 = probabilities.iter().sum();
    if probabilities.iter().any(|p| !(0.0..=1.0).contains(p)) || (sum - 1.0).abs() > 0.01 {
        return Err(Failure::new("bad_probabilities").with("sum", sum));
    }
    let arrival = request
        .arrival_days
        .map_or(f64::from(ARRIVAL_DAYS), f64::from);
    let hot = request.thresholds.clone().unwrap_or_default();
    let thresholds = Thresholds {
        margin: within("margin", hot.margin, 0.0, 1.0)?,
        deliveries: hot.deliveries as usize,
        replenishment_days: within("replenishment_days", hot.replenishment_days, 0.0, 730.0)?,
        reviews: hot.reviews,
        rating: within("rating", hot.rating, 0.0, 5.0)?,
    };
    Ok(Event {
        discount: share("discount", request.discount)?,
        scale: request
            .scale
            .map(|scale| within("scale", scale, 0.2, 20.0))
            .transpose()?,
        probabilities,
        after_days: within(
            "after_days",
            f64::from(request.after_days.unwrap_or(AFTER_DAYS)),
            0.0,
            365.0,
        )?,
        markdown: share("markdown", request.markdown)?.unwrap_or(MARKDOWN),
        arrive_by: starts_on - within("arrival_days", arrival, 0.0, 180.0)? as i32,
        chance: within("chance", request.chance.unwrap_or(SAFE_CHANCE), 0.5, 0.99)?,
        ports: request
            .ports
            .iter()
            .map(|p| Closure {
                from: p.from,
                to: p.to,
            })
            .collect(),
        thresholds,
        name,
        code,
        market,
        starts_on,
        ends_on,
    })
}
