//! The verbs of events: arguments, requests, and their answers for people.

use clap::{Args, Subcommand};
use domain::Day;
use engine::contract::Language;
use engine::contract::promotion::EVENT_CODES;
use engine::sentences::{say, text};
use serde_json::{Value, json};

use crate::arguments::day;
use crate::print::{filled, table};

/// What to do with events.
#[derive(Debug, Subcommand)]
pub enum PromotionVerb {
    /// List the events ahead.
    Calendar {
        /// The morning.
        #[arg(long, value_parser = day)]
        as_of: Option<Day>,
        /// Countries; without one those the shop sells most to.
        #[arg(long)]
        market: Vec<String>,
        /// Days ahead.
        #[arg(long)]
        days: Option<u32>,
    },
    /// Add an event of your own, or other days for a computed one.
    Event {
        /// Name; for a computed event its code, with --computed.
        name: String,
        /// First day.
        #[arg(long, value_parser = day)]
        from: Day,
        /// Last day.
        #[arg(long, value_parser = day)]
        to: Day,
        /// Country; without it all.
        #[arg(long, default_value = "")]
        market: String,
        /// NAME is the code of a computed event.
        #[arg(long)]
        computed: bool,
        /// Leave the computed event out.
        #[arg(long, requires = "computed")]
        hide: bool,
    },
    /// Take an own event or a change away.
    Forget {
        /// Its number.
        id: i64,
    },
    /// Plan an event backwards.
    Plan(EventWords),
    /// Plan it and keep the plan; with --id as a new version.
    Save {
        /// Number of the kept event.
        #[arg(long)]
        id: Option<i64>,
        #[command(flatten)]
        event: EventWords,
    },
    /// List the kept events.
    List,
    /// Show a kept event as it was answered.
    Show {
        /// Its number.
        id: i64,
        /// Version; without it the newest.
        #[arg(long)]
        version: Option<i64>,
    },
    /// Compare what was planned with what came.
    Review {
        /// Its number.
        id: i64,
        /// Version; without it the newest.
        #[arg(long)]
        version: Option<i64>,
        /// The morning.
        #[arg(long, value_parser = day)]
        as_of: Option<Day>,
    },
}

/// An event in words.
#[derive(Debug, Args)]
pub struct EventWords {
    /// Code of a computed event such as black_friday, or the name of an own one.
    event: String,
    /// The morning.
    #[arg(long, value_parser = day)]
    as_of: Option<Day>,
    /// Country; without it all buyers.
    #[arg(long, default_value = "")]
    market: String,
    /// First day; without it the next one of the code.
    #[arg(long, value_parser = day)]
    from: Option<Day>,
    /// Last day.
    #[arg(long, value_parser = day)]
    to: Option<Day>,
    /// One SKU only; may be given again.
    #[arg(long)]
    sku: Vec<String>,
    /// One category only.
    #[arg(long, default_value = "")]
    category: String,
    /// Leave out what the test of a hot seller says no to.
    #[arg(long)]
    hot_only: bool,
    /// Share taken off the price, such as 0.2.
    #[arg(long)]
    discount: Option<f64>,
    /// Demand ÷ usual demand that you believe in.
    #[arg(long)]
    scale: Option<f64>,
    /// Probabilities of low, middle and high, such as 0.3,0.4,0.3.
    #[arg(long, value_delimiter = ',', num_args = 3)]
    probabilities: Vec<f64>,
    /// Days in which leftovers are sold.
    #[arg(long)]
    after_days: Option<u32>,
    /// Share taken off the price of what is left then.
    #[arg(long)]
    markdown: Option<f64>,
    /// Days before the event by which goods are to be there.
    #[arg(long)]
    arrival_days: Option<u32>,
    /// How sure an order must be to come in time.
    #[arg(long)]
    chance: Option<f64>,
    /// Days on which the port stands still, such as 2026-10-20/2026-10-27; may be given again.
    #[arg(long, value_parser = span)]
    port: Vec<(Day, Day)>,
    /// Least margin of a hot seller.
    #[arg(long)]
    hot_margin: Option<f64>,
    /// Most days of a hot seller's replenishment.
    #[arg(long)]
    hot_days: Option<f64>,
    /// Deliveries that prove a supply.
    #[arg(long)]
    hot_deliveries: Option<u32>,
}

fn span(text: &str) -> Result<(Day, Day), String> {
    let (from, to) = text.split_once('/').ok_or("FROM/TO")?;
    Ok((
        from.parse().map_err(|error| format!("{error}"))?,
        to.parse().map_err(|error| format!("{error}"))?,
    ))
}

/// Rows shown to people; JSON has all.
const SHOWN: usize = 40;

fn event(words: EventWords) -> Value {
    let is_code = EVENT_CODES.contains(&words.event.as_str());
    let mut thresholds = serde_json::Map::new();
    let mut put = |key: &str, value: Option<Value>| {
        if let Some(value) = value {
            thresholds.insert(key.to_owned(), value);
        }
    };
    put("margin", words.hot_margin.map(Value::from));
    put("replenishment_days", words.hot_days.map(Value::from));
    put("deliveries", words.hot_deliveries.map(Value::from));
    let ports: Vec<Value> = words
        .port
        .iter()
        .map(|(from, to)| json!({ "from": from, "to": to }))
        .collect();
    json!({
        "as_of": words.as_of, "market": words.market,
        "code": if is_code { words.event.as_str() } else { "" },
        "name": if is_code { "" } else { words.event.as_str() },
        "starts_on": words.from, "ends_on": words.to, "skus": words.sku,
        "category": words.category, "hot_only": words.hot_only, "discount": words.discount,
        "scale": words.scale,
        "probabilities": (words.probabilities.len() == 3).then_some(words.probabilities),
        "after_days": words.after_days, "markdown": words.markdown,
        "arrival_days": words.arrival_days, "chance": words.chance, "ports": ports,
        "thresholds": (!thresholds.is_empty()).then_some(thresholds),
    })
}

/// The engine's command and request.
pub fn request(verb: PromotionVerb) -> (&'static str, Value) {
    match verb {
        PromotionVerb::Calendar {
            as_of,
            market,
            days,
        } => (
            "promotion_calendar",
            json!({ "as_of": as_of, "markets": market, "days": days }),
        ),
        PromotionVerb::Event {
            name,
            from,
            to,
            market,
            computed,
            hide,
        } => {
            let (code, name) = if computed {
                (name, String::new())
            } else {
                (String::new(), name)
            };
            (
                "calendar_event_set",
                json!({
                    "code": code, "name": name, "market": market, "starts_on": from,
                    "ends_on": to, "hidden": hide,
                }),
            )
        }
        PromotionVerb::Forget { id } => ("calendar_event_remove", json!({ "id": id })),
        PromotionVerb::Plan(words) => ("promotion_plan", event(words)),
        PromotionVerb::Save { id, event: words } => {
            ("promotion_save", json!({ "id": id, "event": event(words) }))
        }
        PromotionVerb::List => ("promotion_list", json!({})),
        PromotionVerb::Show { id, version } => {
            ("promotion_open", json!({ "id": id, "version": version }))
        }
        PromotionVerb::Review { id, version, as_of } => (
            "promotion_review",
            json!({ "id": id, "version": version, "as_of": as_of }),
        ),
    }
}

fn rows(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

/// Name of an event: its own, else that of its code.
fn named(row: &Value, language: Language) -> String {
    match row["code"].as_str().unwrap_or_default() {
        "" => row["name"].as_str().unwrap_or_default().to_owned(),
        code => text(language, "promotion", &format!("event.{code}")),
    }
}

fn plan_lines(answer: &Value, language: Language) -> Vec<String> {
    let said = |key: &str, params: &Value| say(language, "promotion", key, &filled(params));
    let mut head = answer.clone();
    head["event"] = named(answer, language).into();
    let mut lines = vec![said("cli_head", &head)];
    for step in rows(&answer["steps"]) {
        let mut step = step.clone();
        let code = step["code"].as_str().unwrap_or_default().to_owned();
        step["step"] = text(language, "promotion", &format!("step.{code}")).into();
        lines.push(said("cli_step", &step));
    }
    if answer["chance_at_90"].is_number() {
        let percent = |key: &str| format!("{:.0}%", answer[key].as_f64().unwrap_or(0.0) * 100.0);
        let chances =
            json!({ "at_120": percent("chance_at_120"), "at_90": percent("chance_at_90") });
        lines.push(said("cli_safe_line", &chances));
    }
    if answer["moved_days"].as_i64().unwrap_or(0) > 0 {
        lines.push(said("cli_moved", answer));
    }
    lines.push(said(
        &format!("evidence.{}", answer["evidence"].as_str().unwrap_or("none")),
        answer,
    ));
    let shown: Vec<Value> = rows(&answer["rows"])
        .take(SHOWN)
        .map(|row| {
            let mut row = row.clone();
            let of = |row: &Value, key: &str| row["hot"][key].clone();
            row["hot_margin"] = of(&row, "margin");
            row["hot_supply"] = of(&row, "supply");
            row["hot_market"] = of(&row, "market");
            for way in ["sea", "air"] {
                let found = rows(&row["ways"]).find(|w| w["transport"] == way).cloned();
                row[format!("{way}_by")] = found.map_or(Value::Null, |w| w["latest_safe"].clone());
            }
            row["chance_today"] = row["ways"][0]["chance_today"].clone();
            row
        })
        .collect();
    lines.extend(table(
        &Value::from(shown),
        &[
            "sku",
            "location",
            "hot_margin",
            "hot_supply",
            "hot_market",
            "base_units",
            "multiplier",
            "source",
            "units",
            "event_units",
            "there",
            "order",
            "order_cost",
            "profit",
            "sea_by",
            "air_by",
            "chance_today",
            "best_way",
        ],
    ));
    let more = rows(&answer["rows"]).count().saturating_sub(SHOWN);
    if more > 0 {
        lines.push(said("cli_rest", &json!({ "count": more })));
    }
    lines.push(said("cli_sum", answer));
    for week in rows(&answer["cash"]) {
        let mut week = week.clone();
        week["currency"] = answer["currency"].clone();
        lines.push(said("cli_cash", &week));
    }
    lines
}

/// The answer as lines of text; `None` for another command's.
pub fn lines(command: &str, answer: &Value, language: Language) -> Option<Vec<String>> {
    let said = |key: &str, params: &Value| say(language, "promotion", key, &filled(params));
    let with_names = |list: &Value| -> Value {
        rows(list)
            .map(|row| {
                let mut row = row.clone();
                row["event"] = named(&row, language).into();
                row
            })
            .collect::<Vec<_>>()
            .into()
    };
    Some(match command {
        "promotion_calendar" | "calendar_event_set" | "calendar_event_remove" => table(
            &with_names(&answer["events"]),
            &[
                "event",
                "market",
                "starts_on",
                "ends_on",
                "main_order_from",
                "main_order_by",
                "assumed",
                "hidden",
                "id",
            ],
        ),
        "promotion_plan" => plan_lines(answer, language),
        "promotion_open" => plan_lines(&answer["plan"], language),
        "promotion_save" => vec![said("cli_saved", answer)],
        "promotion_list" => table(
            &with_names(&answer["events"]),
            &[
                "id",
                "version",
                "event",
                "market",
                "starts_on",
                "ends_on",
                "order_units",
                "order_cost",
                "currency",
                "saved_at",
            ],
        ),
        "promotion_review" => {
            let mut lines = table(
                &answer["rows"],
                &[
                    "sku",
                    "location",
                    "expected",
                    "sold",
                    "days_out",
                    "left",
                    "left_cost",
                    "multiplier_expected",
                    "multiplier_was",
                    "next_time",
                ],
            );
            lines.push(said("cli_review", answer));
            lines
        }
        _ => return None,
    })
}
