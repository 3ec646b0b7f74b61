//! The verbs of landed cost: arguments, requests, and their answers for people.

use clap::{Args, Subcommand};
use domain::Day;
use engine::contract::Language;
use engine::sentences::say;
use serde_json::{Value, json};

use crate::arguments::day;
use crate::print::{filled, table};

/// What to do with landed costs.
#[derive(Debug, Subcommand)]
pub enum LandedVerb {
    /// List the dated rates.
    Rates,
    /// Add a rate, or put it in the place of the one with the same words and first day.
    Set(RateWords),
    /// Take a rate away.
    Remove(RateWords),
    /// Show what a rate, another origin or another way would change, for the whole shop.
    WhatIf {
        /// The morning.
        #[arg(long, value_parser = day)]
        as_of: Option<Day>,
        /// The rate as for `set`, without it only the route changes.
        #[command(flatten)]
        rate: OptionalRate,
        /// Goods are made in this country instead.
        #[arg(long)]
        origin: Option<String>,
        /// Goods travel this way instead: sea, air, rail, express.
        #[arg(long)]
        by: Option<String>,
        /// Origin and way of one SKU only.
        #[arg(long)]
        sku: Option<String>,
        /// Origin and way of one category only.
        #[arg(long)]
        category: Option<String>,
        /// Origin and way of one supplier only.
        #[arg(long)]
        supplier: Option<String>,
        /// Most days of demand that are bought before the change.
        #[arg(long)]
        most_days_early: Option<f64>,
    },
}

/// A rate in words.
#[derive(Debug, Args)]
pub struct RateWords {
    /// freight, insurance, duty, brokerage, fee, vat.
    kind: String,
    /// per_kg, per_cbm, per_carton, per_unit, per_shipment, goods_percent, cif_percent.
    basis: String,
    /// Money, or a percentage such as 7.5%.
    rate: Option<String>,
    #[command(flatten)]
    about: About,
}

/// A rate in words that may be missing.
#[derive(Debug, Args)]
pub struct OptionalRate {
    /// freight, insurance, duty, brokerage, fee, vat.
    #[arg(long, requires = "basis", requires = "rate")]
    kind: Option<String>,
    /// per_kg, per_cbm, per_carton, per_unit, per_shipment, goods_percent, cif_percent.
    #[arg(long, requires = "kind")]
    basis: Option<String>,
    /// Money, or a percentage such as 7.5%.
    #[arg(long, requires = "kind")]
    rate: Option<String>,
    #[command(flatten)]
    about: About,
}

/// Which goods, routes and days a rate is for.
#[derive(Debug, Args)]
struct About {
    /// Name of the layer.
    #[arg(long, default_value = "")]
    programme: String,
    /// Currency of the money.
    #[arg(long, default_value = "")]
    currency: String,
    /// Country of origin.
    #[arg(long, default_value = "")]
    from_country: String,
    /// Country of arrival, or EU.
    #[arg(long, default_value = "")]
    to_country: String,
    /// sea, air, rail, express.
    #[arg(long, default_value = "")]
    transport: String,
    /// First digits of the HS code.
    #[arg(long, default_value = "")]
    hs_code: String,
    /// It is paid back.
    #[arg(long)]
    recoverable: bool,
    /// First day of arrival it holds for.
    #[arg(long, value_parser = day)]
    valid_from: Option<Day>,
    /// Last day of arrival it holds for.
    #[arg(long, value_parser = day)]
    valid_to: Option<Day>,
    /// Where it comes from.
    #[arg(long, default_value = "")]
    note: String,
}

fn rate(kind: &str, basis: &str, rate: &str, about: About) -> Value {
    json!({
        "kind": kind, "basis": basis, "rate": rate, "programme": about.programme,
        "currency": about.currency, "from_country": about.from_country,
        "to_country": about.to_country, "transport": about.transport, "hs_code": about.hs_code,
        "recoverable": about.recoverable, "valid_from": about.valid_from,
        "valid_to": about.valid_to, "note": about.note,
    })
}

/// The engine's command and request.
pub fn request(verb: LandedVerb) -> (&'static str, Value) {
    let words = |words: RateWords, without: &str| {
        let number = words.rate.as_deref().unwrap_or(without);
        rate(&words.kind, &words.basis, number, words.about)
    };
    match verb {
        LandedVerb::Rates => ("cost_rates", json!({})),
        LandedVerb::Set(named) => ("cost_rate_set", words(named, "")),
        // Which number it has says nothing about which rate it is.
        LandedVerb::Remove(named) => ("cost_rate_remove", words(named, "0")),
        LandedVerb::WhatIf {
            as_of,
            rate: named,
            origin,
            by,
            sku,
            category,
            supplier,
            most_days_early,
        } => {
            let OptionalRate {
                kind,
                basis,
                rate: number,
                about,
            } = named;
            let rates: Vec<Value> = kind
                .into_iter()
                .map(|kind| {
                    (
                        kind,
                        basis.clone().unwrap_or_default(),
                        number.clone().unwrap_or_default(),
                    )
                })
                .zip([about])
                .map(|((kind, basis, number), about)| rate(&kind, &basis, &number, about))
                .collect();
            let routes: Vec<Value> = (origin.is_some() || by.is_some())
                .then(|| {
                    json!({
                        "origin": origin.unwrap_or_default(), "transport": by.unwrap_or_default(),
                        "sku": sku.unwrap_or_default(), "category": category.unwrap_or_default(),
                        "supplier": supplier.unwrap_or_default(),
                    })
                })
                .into_iter()
                .collect();
            (
                "landed_what_if",
                json!({
                    "as_of": as_of, "rates": rates, "routes": routes,
                    "most_days_early": most_days_early,
                }),
            )
        }
    }
}

/// The answer as lines of text; `None` for another command's.
pub fn lines(command: &str, answer: &Value, language: Language) -> Option<Vec<String>> {
    let said = |key: &str, params: &Value| say(language, "cli", key, &filled(params));
    Some(match command {
        "cost_rates" | "cost_rate_set" | "cost_rate_remove" => {
            if answer["rates"].as_array().is_none_or(Vec::is_empty) {
                return Some(vec![said("cost_rates_none", &json!({}))]);
            }
            table(
                &answer["rates"],
                &[
                    "kind",
                    "programme",
                    "basis",
                    "rate",
                    "currency",
                    "from_country",
                    "to_country",
                    "transport",
                    "hs_code",
                    "valid_from",
                    "valid_to",
                    "note",
                ],
            )
        }
        "landed" => {
            let mut rows = Vec::new();
            for row in answer["rows"].as_array().into_iter().flatten() {
                let mut row = row.clone();
                let sum = |kinds: &[&str]| -> f64 {
                    let parts = row["parts"].as_array().into_iter().flatten();
                    parts
                        .filter(|part| kinds.contains(&part["kind"].as_str().unwrap_or_default()))
                        .filter(|part| part["recoverable"] == false)
                        .filter_map(|part| part["amount"].as_str()?.parse::<f64>().ok())
                        .fold(0.0, |sum, amount| sum + amount)
                };
                let (freight, duty) = (sum(&["freight", "insurance"]), sum(&["duty", "vat"]));
                let fees = sum(&["brokerage", "fee"]);
                row["freight"] = format!("{freight:.4}").into();
                row["duty"] = format!("{duty:.4}").into();
                row["fees"] = format!("{fees:.4}").into();
                let gaps: Vec<&str> = row["missing"]
                    .as_array()
                    .into_iter()
                    .flatten()
                    .filter_map(Value::as_str)
                    .collect();
                row["missing"] = gaps.join(" ").into();
                rows.push(row);
            }
            let mut lines = table(
                &Value::from(rows),
                &[
                    "sku",
                    "location",
                    "arrives_on",
                    "goods",
                    "freight",
                    "duty",
                    "fees",
                    "landed",
                    "margin",
                    "missing",
                ],
            );
            lines.push(said("landed_of", answer));
            if answer["rates"] == 0 {
                lines.push(said("cost_rates_none", &json!({})));
            }
            lines
        }
        "landed_what_if" => {
            let rows: Vec<Value> = answer["rows"]
                .as_array()
                .into_iter()
                .flatten()
                .map(|row| {
                    let mut row = row.clone();
                    row["buy_early"] = row["buy_early"]["units"].clone();
                    row
                })
                .collect();
            let mut lines = table(
                &Value::from(rows),
                &[
                    "sku",
                    "location",
                    "landed_now",
                    "landed_then",
                    "margin_now",
                    "margin_then",
                    "price_needed",
                    "order_now",
                    "order_then",
                    "buy_early",
                ],
            );
            lines.push(said("what_if_sum", answer));
            if answer["changes_on"].is_string() {
                lines.push(said("what_if_early", answer));
            }
            lines
        }
        _ => return None,
    })
}
