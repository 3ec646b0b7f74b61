//! A planner's desk: a workspace of its own, fed by files and asked for its plan, as a script
//! would do it. Played by the world as a policy.

use std::collections::BTreeMap;
use std::path::PathBuf;

use domain::Day;
use engine::Engine;
use planning::replay::{ReplayPolicy, View};
use serde_json::{Value, json};
use tokio::runtime::Runtime;

use crate::Outcome;

/// What the desk is told of a good.
#[derive(Clone, Debug)]
pub struct Product {
    /// Its code.
    pub sku: String,
    /// Selling price.
    pub price: f64,
    /// Cost of a unit.
    pub unit_cost: f64,
    /// Mean and standard deviation of the lead time, days.
    pub lead: (f64, f64),
}

/// A workspace that plans.
pub struct Desk {
    runtime: Runtime,
    engine: Engine,
    folder: tempfile::TempDir,
    first: Day,
    products: Vec<Product>,
    /// Days whose sales have been imported.
    until: usize,
    /// Orders placed: (SKU, day of arrival) → (number, day ordered, units, received).
    orders: BTreeMap<(usize, usize), Placed>,
    /// What went wrong first; a policy has no other way to say it.
    pub failure: Option<String>,
}

struct Placed {
    number: String,
    ordered: i64,
    units: f64,
    received: bool,
}

impl Desk {
    /// Opens a new workspace with its settings and products. Day 0 of every view is `first`.
    pub fn open(first: Day, products: Vec<Product>, settings: &[(&str, &str)]) -> Outcome<Desk> {
        let runtime = Runtime::new()?;
        let folder = tempfile::tempdir()?;
        let engine = runtime
            .block_on(Engine::open(&folder.path().join("desk.db")))
            .map_err(|failure| failure.to_string())?;
        let desk = Desk {
            runtime,
            engine,
            folder,
            first,
            products,
            until: 0,
            orders: BTreeMap::new(),
            failure: None,
        };
        for (key, value) in settings {
            desk.call("settings_set", json!({ "key": key, "value": value }))?;
        }
        let mut table = vec![String::from(
            "sku,unit_cost,cost_currency,price,price_currency,lead_time_days,lead_time_sd_days",
        )];
        for product in &desk.products {
            let (lead, sd) = product.lead;
            table.push(format!(
                "{},{:.2},USD,{:.2},USD,{lead},{sd}",
                product.sku, product.unit_cost, product.price
            ));
        }
        desk.import("products", &table)?;
        Ok(desk)
    }

    fn call(&self, command: &str, request: Value) -> Outcome<Value> {
        self.runtime
            .block_on(engine::call(&self.engine, command, request))
            .map_err(|failure| format!("{command}: {failure}").into())
    }

    fn import(&self, kind: &str, table: &[String]) -> Outcome<()> {
        if table.len() < 2 {
            return Ok(());
        }
        let file: PathBuf = self.folder.path().join(format!("{kind}.csv"));
        std::fs::write(&file, table.join("\n"))?;
        let report = self.call("import_files", json!({ "paths": [file], "kind": kind }))?;
        let batch = &report["batches"][0];
        if batch["rejected"] != 0 {
            return Err(format!("{kind}: {}", batch["problems"][0]).into());
        }
        Ok(())
    }

    fn day(&self, at: usize) -> Day {
        self.first + i32::try_from(at).unwrap_or(i32::MAX)
    }

    /// Files of what happened since the last review, and of what is there this morning.
    fn feed(&mut self, views: &[View<'_>]) -> Outcome<()> {
        let today = views.first().map_or(0, |view| view.today);
        let mut orders = vec![String::from(
            "order_id,ordered_at,sku,quantity,unit_price,currency",
        )];
        let mut history = vec![String::from("sku,date,in_stock")];
        for (product, view) in self.products.iter().zip(views) {
            for at in self.until..today {
                let (sku, day) = (&product.sku, self.day(at));
                if view.sales[at] > 0.0 {
                    let (units, price) = (view.sales[at], product.price);
                    orders.push(format!("{sku}/{day},{day},{sku},{units},{price:.2},USD"));
                }
                if !view.stocked[at] {
                    history.push(format!("{sku},{day},0"));
                }
            }
        }
        self.until = today;
        self.import("orders", &orders)?;
        self.import("stock_history", &history)?;

        let mut purchases = vec![String::from(
            "po_number,sku,quantity,ordered_on,received_on,received_quantity",
        )];
        let mut counts = vec![String::from("sku,on_hand,as_of")];
        let this_morning = self.day(today);
        for (sku, view) in views.iter().enumerate() {
            for (due, units) in view.open_orders {
                self.orders.entry((sku, *due)).or_insert_with(|| Placed {
                    number: format!("P{sku}-{due}"),
                    // Not its own order: on the way before the desk was opened.
                    ordered: *due as i64 - self.products[sku].lead.0.round() as i64,
                    units: *units,
                    received: false,
                });
            }
            counts.push(format!(
                "{},{},{this_morning}",
                self.products[sku].sku, view.on_hand
            ));
        }
        for ((sku, due), placed) in &mut self.orders {
            if placed.received {
                continue;
            }
            placed.received = *due <= today;
            let ordered = self.first + i32::try_from(placed.ordered)?;
            // What comes this morning is in this morning's count, so it came before it.
            let due = self.first + i32::try_from((*due).min(today - 1))?;
            let receipt = if placed.received {
                format!("{due},{}", placed.units)
            } else {
                String::from(",")
            };
            purchases.push(format!(
                "{},{},{},{ordered},{receipt}",
                placed.number, self.products[*sku].sku, placed.units
            ));
        }
        self.import("purchase_orders", &purchases)?;
        self.import("stock", &counts)
    }

    fn decide(&mut self, views: &[View<'_>]) -> Outcome<Vec<f64>> {
        self.feed(views)?;
        let today = views.first().map_or(0, |view| view.today);
        let plan = self.call("plan_get", json!({ "as_of": self.day(today) }))?;
        let at: BTreeMap<&str, usize> = self
            .products
            .iter()
            .enumerate()
            .map(|(index, product)| (product.sku.as_str(), index))
            .collect();
        let mut quantities = vec![0.0; views.len()];
        for line in plan["lines"].as_array().into_iter().flatten() {
            let sku = line["sku"].as_str().and_then(|sku| at.get(sku));
            if let Some((sku, units)) = sku.zip(line["quantity"].as_f64()) {
                quantities[*sku] = units;
            }
        }
        for (sku, units) in quantities
            .iter()
            .enumerate()
            .filter(|(_, units)| **units > 0.0)
        {
            let due = today + views[sku].lead_days_of_this_order;
            self.orders.insert(
                (sku, due),
                Placed {
                    number: format!("R{sku}-{today}"),
                    ordered: today as i64,
                    units: *units,
                    received: false,
                },
            );
        }
        Ok(quantities)
    }
}

impl ReplayPolicy for Desk {
    fn order(&mut self, views: &[View<'_>]) -> Vec<f64> {
        if self.failure.is_some() {
            return vec![0.0; views.len()];
        }
        self.decide(views).unwrap_or_else(|failure| {
            self.failure = Some(failure.to_string());
            vec![0.0; views.len()]
        })
    }
}
