//! The command line's verbs, as scripts rely on them.

use std::path::PathBuf;

use clap::{Parser, Subcommand};
use domain::Day;
use engine::contract::Language;

use crate::connect_verbs::ConnectVerb;
use crate::import_verbs::{AliasVerb, MappingVerb};
use crate::landed_verbs::LandedVerb;
use crate::promotion_verbs::PromotionVerb;

/// Local-first inventory planning: from spreadsheets to the supplier's workbook.
#[derive(Debug, Parser)]
#[command(name = "tidestock", version, about)]
pub struct Arguments {
    /// The workspace's file, made on first use.
    #[arg(long, global = true, value_name = "FILE")]
    pub workspace: Option<PathBuf>,
    /// One JSON document on standard output, nothing else there.
    #[arg(long, global = true)]
    pub json: bool,
    /// Language of sentences and workbooks.
    #[arg(long, global = true, value_name = "zh|en", value_parser = language)]
    pub lang: Option<Language>,
    /// What to do.
    #[command(subcommand)]
    pub verb: Verb,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// Read files into the workspace.
    Import {
        /// Files, folders or zips.
        #[arg(required = true)]
        paths: Vec<PathBuf>,
        /// Overrules the kind found.
        #[arg(long)]
        kind: Option<String>,
        /// Overrules the system found.
        #[arg(long)]
        system: Option<String>,
        /// Read and report, write nothing.
        #[arg(long)]
        dry_run: bool,
        /// Corrected meanings of columns, as JSON; remembered for sheets with the same headers.
        #[arg(long, value_name = "FILE")]
        mapping: Option<PathBuf>,
        /// The morning on which undated counts were taken; today without it.
        #[arg(long, value_parser = day)]
        as_of: Option<Day>,
    },
    /// Take one import back, whole.
    Undo {
        /// Number of the import.
        batch: i64,
        /// Say what it would touch and what stands on it, change nothing.
        #[arg(long)]
        dry_run: bool,
    },
    /// Show what an import changed in earlier facts, field by field.
    Changes {
        /// Number of the import.
        batch: i64,
    },
    /// Corrected meanings of columns.
    Mapping {
        /// What to do.
        #[command(subcommand)]
        what: MappingVerb,
    },
    /// Other systems: connect them and read what is new.
    Connect {
        /// What to do.
        #[command(subcommand)]
        what: ConnectVerb,
    },
    /// One SKU under several codes.
    Alias {
        /// What to do.
        #[command(subcommand)]
        what: AliasVerb,
    },
    /// Attach pictures named by SKU to the products.
    Pictures {
        /// Pictures, folders or zips of them.
        #[arg(required = true)]
        paths: Vec<PathBuf>,
    },
    /// Change a setting.
    Set {
        /// Its key.
        key: String,
        /// Its value.
        value: String,
    },
    /// Show all settings.
    Settings,
    /// Add or replace a dated exchange rate: 1 CURRENCY = RATE of the base currency.
    Rate {
        /// Currency.
        currency: String,
        /// First day it holds.
        #[arg(value_parser = day)]
        day: Day,
        /// Units of base currency.
        rate: String,
    },
    /// Set the least stock of a SKU at a location; without UNITS take it away.
    Minimum {
        /// SKU.
        sku: String,
        /// Location.
        location: String,
        /// Units.
        units: Option<i64>,
    },
    /// Indicators of a period, both days included.
    Metrics {
        /// First day.
        #[arg(long, value_parser = day)]
        from: Day,
        /// Last day.
        #[arg(long, value_parser = day)]
        to: Day,
        /// What the rows are split by.
        #[arg(long, default_value = "sku", value_parser = ["sku", "location", "category", "supplier", "market"])]
        by: String,
    },
    /// Demand as a distribution.
    Forecast {
        /// The morning.
        #[arg(long, value_parser = day)]
        as_of: Option<Day>,
        /// One SKU only.
        #[arg(long)]
        sku: Option<String>,
        /// One location only.
        #[arg(long)]
        location: Option<String>,
        /// Days ahead.
        #[arg(long, required_unless_present = "scores")]
        horizon: Option<u32>,
        /// How each method would have foretold the shop's past, instead.
        #[arg(long)]
        scores: bool,
        /// With the scores: forecast by the winners from now on.
        #[arg(long, requires = "scores")]
        adopt: bool,
    },
    /// Say what you believe of a new good's demand; without an option it is forgotten.
    Estimate {
        /// SKU.
        sku: String,
        /// Units a week, all locations together.
        #[arg(long)]
        per_week: Option<f64>,
        /// Standard deviation of that number ÷ itself.
        #[arg(long)]
        spread: Option<f64>,
        /// SKU that it will sell like.
        #[arg(long)]
        like: Option<String>,
        /// Its demand ÷ that SKU's.
        #[arg(long)]
        scale: Option<f64>,
    },
    /// The purchase plan; with a word after it, what becomes of it.
    #[command(args_conflicts_with_subcommands = true)]
    Plan {
        /// What to do with it.
        #[command(subcommand)]
        what: Option<PlanVerb>,
        /// The morning.
        #[arg(long, value_parser = day)]
        as_of: Option<Day>,
        /// Money to spend, in base currency.
        #[arg(long)]
        budget: Option<String>,
    },
    /// Book goods of a purchase order that came, all that is open or one SKU of it.
    Receive {
        /// Purchase order number.
        po_number: String,
        /// Day they came; without it the workspace's own morning.
        #[arg(long, value_parser = day)]
        on: Option<Day>,
        /// One SKU only.
        #[arg(long, requires = "location", requires = "quantity")]
        sku: Option<String>,
        /// Where it came.
        #[arg(long, requires = "sku")]
        location: Option<String>,
        /// Units that came.
        #[arg(long, requires = "sku")]
        quantity: Option<i64>,
    },
    /// Landed cost of every SKU; with a word after it, its rates and what a change would do.
    #[command(args_conflicts_with_subcommands = true)]
    Landed {
        /// What to do.
        #[command(subcommand)]
        what: Option<LandedVerb>,
        /// The morning.
        #[arg(long, value_parser = day)]
        as_of: Option<Day>,
        /// One SKU only.
        #[arg(long)]
        sku: Option<String>,
    },
    /// Events: their calendar, planning backwards, kept plans and reviews.
    #[command(alias = "promo")]
    Promotion {
        /// What to do.
        #[command(subcommand)]
        what: PromotionVerb,
    },
    /// Purchase orders under way at the end of a day.
    OnOrder {
        /// The day.
        #[arg(long, value_parser = day)]
        as_of: Option<Day>,
    },
    /// Write workbooks.
    Export {
        /// What to write.
        #[command(subcommand)]
        what: Export,
    },
    /// What needs a decision.
    Alerts {
        /// The morning.
        #[arg(long, value_parser = day)]
        as_of: Option<Day>,
    },
    /// What the plan would have earned on the shop's own past, beside the shop's habit.
    Replay {
        /// First day; orders are placed from its morning on.
        #[arg(long, value_parser = day)]
        from: Day,
        /// Last day.
        #[arg(long, value_parser = day)]
        to: Day,
    },
    /// Load the demo shop into an empty workspace.
    Demo,
    /// Write an empty template to fill in.
    Template {
        /// Kind of its rows.
        kind: String,
        /// Where to write it.
        #[arg(long)]
        out: PathBuf,
        /// Language of headers and notes.
        #[arg(long, value_parser = language)]
        lang: Option<Language>,
    },
    /// Verify the ledger, every projection and the file itself.
    Check,
    /// Write a consistent copy while in use.
    Backup {
        /// Where to write it.
        #[arg(long)]
        out: PathBuf,
    },
    /// Go back to a copy.
    Restore {
        /// The copy.
        file: PathBuf,
    },
    /// List the imports.
    Imports,
    /// Say what the workspace holds.
    Status,
    /// Serve the window's interface on this computer.
    Serve {
        /// Port; 0 picks a free one.
        #[arg(long, default_value_t = 0)]
        port: u16,
    },
}

/// What becomes of a plan.
#[derive(Debug, Subcommand)]
pub enum PlanVerb {
    /// Set a line's quantity by hand; without UNITS give it back to the plan.
    Set {
        /// SKU.
        sku: String,
        /// Location.
        location: String,
        /// Units.
        units: Option<i64>,
        /// The morning.
        #[arg(long, value_parser = day)]
        as_of: Option<Day>,
    },
    /// Keep the plan as it stands.
    Freeze {
        /// The morning.
        #[arg(long, value_parser = day)]
        as_of: Option<Day>,
        /// Money to spend, in base currency.
        #[arg(long)]
        budget: Option<String>,
        /// What to call it.
        #[arg(long, default_value = "")]
        name: String,
    },
    /// List the frozen plans.
    Versions,
    /// Show what differs between a frozen plan and another, or the plan as it stands.
    Compare {
        /// Number of the earlier version.
        before: i64,
        /// Number of the later one.
        after: Option<i64>,
    },
    /// Mark the plan's lines as ordered: they become open purchase orders, which `undo` takes back.
    Order {
        /// The morning.
        #[arg(long, value_parser = day)]
        as_of: Option<Day>,
        /// Money to spend, in base currency.
        #[arg(long)]
        budget: Option<String>,
        /// One supplier only.
        #[arg(long)]
        supplier: Option<String>,
        /// The lines of this frozen version.
        #[arg(long, conflicts_with_all = ["as_of", "budget"])]
        version: Option<i64>,
    },
}

/// What to write.
#[derive(Debug, Subcommand)]
pub enum Export {
    /// All data as filled templates, which an empty workspace can read again.
    All {
        /// Folder to write into.
        #[arg(long)]
        out: PathBuf,
        /// csv or xlsx.
        #[arg(long, default_value = "csv", value_parser = ["csv", "xlsx"])]
        format: String,
        /// Language of the headers.
        #[arg(long, value_parser = language)]
        lang: Option<Language>,
    },
    /// One workbook a supplier, and the internal one.
    Plan {
        /// The morning.
        #[arg(long, value_parser = day)]
        as_of: Option<Day>,
        /// Money to spend, in base currency.
        #[arg(long)]
        budget: Option<String>,
        /// Folder to write into.
        #[arg(long)]
        out: PathBuf,
        /// Language of the workbooks.
        #[arg(long, value_parser = language)]
        lang: Option<Language>,
    },
}

/// A day as it is written.
pub fn day(text: &str) -> Result<Day, domain::day::NotADay> {
    text.parse()
}

fn language(text: &str) -> Result<Language, String> {
    match text.to_lowercase().as_str() {
        "zh" | "zh-cn" => Ok(Language::Zh),
        "en" => Ok(Language::En),
        _ => Err("zh, en".to_owned()),
    }
}
