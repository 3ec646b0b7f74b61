//! The same game as a seller plays it: files in, plan out, through the engine's commands alone.

use std::collections::HashMap;
use std::fs::File;
use std::path::PathBuf;

use engine::Engine;
use serde_json::{Value, json};

use super::data::Data;
use super::game::Game;
use crate::Outcome;

/// How in-stock marks are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Marks {
    /// One row a week, dated its Monday.
    Weekly,
    /// One row a day.
    Daily,
}

/// What the engine is told of the weeks of the game.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// What the stores sold, whatever the game's stock was: each Monday is planned in a copy of
    /// the history, opened by that Monday's count.
    Demand,
    /// What the game sold, in one workspace that receives, sells and counts week by week.
    Sold,
}

/// A workspace in a folder of its own.
pub struct Shop<'a> {
    data: &'a Data,
    folder: tempfile::TempDir,
    engine: Engine,
    marks: Marks,
    told: Told,
    files: usize,
    /// Orders placed so far: week of the game, units by series; the opening's two are weeks −2 and −1.
    placed: Vec<(i32, Vec<i64>)>,
}

/// Days between order and arrival.
const LEAD_DAYS: i32 = 14;

/// What every workspace of the game is set to: one unit short costs 1, one left over a week 0.2.
const SETTINGS: [(&str, &str); 5] = [
    ("holding_cost_rate", "10.4"),
    ("salvage_rate", "1"),
    ("review_days", "7"),
    ("default_lead_time_days", "14"),
    ("default_lead_time_sd_days", "0"),
];

impl<'a> Shop<'a> {
    /// A new workspace with everything known before the game's first Monday.
    pub async fn open(data: &'a Data, game: &Game, marks: Marks, told: Told) -> Outcome<Shop<'a>> {
        let folder = tempfile::tempdir()?;
        let engine = Engine::open(&folder.path().join("shop.db")).await?;
        let mut shop = Shop {
            data,
            folder,
            engine,
            marks,
            told,
            files: 0,
            placed: Vec::new(),
        };
        for (key, value) in SETTINGS {
            call(
                &shop.engine,
                "settings_set",
                json!({ "key": key, "value": value }),
            )
            .await?;
        }
        shop.catalogue().await?;
        shop.orders(0..game.window, |series, week| {
            data.series[series].sales[week]
        })
        .await?;
        shop.marks_of(0..game.window).await?;
        // An opening's orders were placed one and two weeks before it.
        for (week, coming) in [(-2, 0), (-1, 1)] {
            let units = game.stocks.iter().map(|stock| stock.coming[coming]);
            shop.placed.push((week, units.collect()));
        }
        if told == Told::Sold {
            let engine = &shop.engine;
            shop.count(engine, game, 0).await?;
            shop.purchases(engine, game, 0).await?;
        }
        Ok(shop)
    }

    /// Units to order before a week of the game, by series.
    pub async fn plan(&mut self, game: &Game, week: usize) -> Outcome<Vec<i64>> {
        let monday = self.data.monday(game.window + week);
        let request = json!({ "as_of": monday.to_string() });
        let answer = match self.told {
            Told::Sold => call(&self.engine, "plan_get", request).await?,
            Told::Demand => {
                let copy = self.folder.path().join(format!("monday-{week}.db"));
                call(
                    &self.engine,
                    "backup",
                    json!({ "file": copy.display().to_string() }),
                )
                .await?;
                let engine = Engine::open(&copy).await?;
                self.count(&engine, game, week).await?;
                self.purchases(&engine, game, week).await?;
                let answer = call(&engine, "plan_get", request).await?;
                engine.close().await;
                std::fs::remove_file(&copy)?;
                answer
            }
        };
        let transfers = answer["transfers"].as_array().map_or(0, Vec::len);
        if transfers > 0 {
            return Err(
                format!("{transfers} transfers: stores of the game cannot swap goods").into(),
            );
        }
        let wanted: HashMap<(&str, &str), i64> = answer["lines"]
            .as_array()
            .ok_or("a plan without lines")?
            .iter()
            .filter_map(|line| {
                Some((
                    (line["sku"].as_str()?, line["location"].as_str()?),
                    line["quantity"].as_i64()?,
                ))
            })
            .collect();
        Ok(self
            .data
            .series
            .iter()
            .map(|own| {
                let key = (own.product.as_str(), own.store.as_str());
                wanted.get(&key).copied().unwrap_or(0)
            })
            .collect())
    }

    /// Books a week that was played.
    pub async fn after(
        &mut self,
        game: &Game,
        week: usize,
        orders: &[i64],
        sold: &[i64],
    ) -> Outcome<()> {
        let at = game.window + week;
        self.placed.push((week as i32, orders.to_vec()));
        let data = self.data;
        match self.told {
            Told::Demand => {
                self.orders(at..at + 1, |series, week| data.series[series].sales[week])
                    .await?;
                self.marks_of(at..at + 1).await
            }
            Told::Sold => {
                self.orders(at..at + 1, |series, _| sold[series]).await?;
                self.absent(at).await?;
                let engine = &self.engine;
                self.purchases(engine, game, week + 1).await
            }
        }
    }

    async fn catalogue(&mut self) -> Outcome<()> {
        let data = self.data;
        let mut out = self.file("products")?;
        out.1
            .write_record(["sku", "category", "supplier", "unit_cost", "price"])?;
        let mut seen = std::collections::BTreeSet::new();
        for own in &data.series {
            if seen.insert(&own.product) {
                out.1
                    .write_record([&own.product, &own.department, "depot", "1", "2"])?;
            }
        }
        self.import(&self.engine, out).await?;
        let mut out = self.file("suppliers")?;
        out.1
            .write_record(["supplier", "lead_time_days", "lead_time_sd_days"])?;
        out.1.write_record(["depot", &LEAD_DAYS.to_string(), "0"])?;
        self.import(&self.engine, out).await
    }

    /// One order line a series and week, dated the Monday.
    async fn orders(
        &mut self,
        weeks: std::ops::Range<usize>,
        units: impl Fn(usize, usize) -> i64,
    ) -> Outcome<()> {
        let data = self.data;
        let mut out = self.file("orders")?;
        out.1
            .write_record(["order_id", "ordered_at", "sku", "location", "quantity"])?;
        for week in weeks {
            let monday = data.monday(week).to_string();
            for (index, own) in data.series.iter().enumerate() {
                let units = units(index, week);
                if units > 0 {
                    let id = format!("{week}-{index}");
                    let units = units.to_string();
                    out.1
                        .write_record([&id, &monday, &own.product, &own.store, &units])?;
                }
            }
        }
        self.import(&self.engine, out).await
    }

    async fn marks_of(&mut self, weeks: std::ops::Range<usize>) -> Outcome<()> {
        let data = self.data;
        let mut out = self.file("stock_history")?;
        out.1
            .write_record(["sku", "location", "date", "in_stock"])?;
        let days = if self.marks == Marks::Daily { 7 } else { 1 };
        for week in weeks {
            for day in 0..days {
                let date = (data.monday(week) + day).to_string();
                for own in &data.series {
                    let mark = if own.kept[week] { "1" } else { "0" };
                    out.1
                        .write_record([own.product.as_str(), &own.store, &date, mark])?;
                }
            }
        }
        self.import(&self.engine, out).await
    }

    /// Marks of the series that a week of the game had no goods for: the ledger cannot know.
    async fn absent(&mut self, week: usize) -> Outcome<()> {
        let data = self.data;
        let mut out = self.file("stock_history")?;
        out.1
            .write_record(["sku", "location", "date", "in_stock"])?;
        for day in 0..7 {
            let date = (data.monday(week) + day).to_string();
            for own in data.series.iter().filter(|own| !own.kept[week]) {
                out.1
                    .write_record([own.product.as_str(), &own.store, &date, "0"])?;
            }
        }
        self.import(&self.engine, out).await
    }

    /// The count of a Monday, before what is due has arrived.
    async fn count(&self, engine: &Engine, game: &Game, week: usize) -> Outcome<()> {
        let monday = self.data.monday(game.window + week).to_string();
        let mut out = self.numbered("stock", 1000 + week)?;
        out.1
            .write_record(["sku", "location", "on_hand", "as_of"])?;
        for (own, stock) in self.data.series.iter().zip(&game.stocks) {
            let units = stock.on_hand.to_string();
            out.1
                .write_record([&own.product, &own.store, &units, &monday])?;
        }
        self.import(engine, out).await
    }

    /// All orders placed before a Monday; those due before it have arrived.
    async fn purchases(&self, engine: &Engine, game: &Game, week: usize) -> Outcome<()> {
        let now = self.data.monday(game.window + week);
        let mut out = self.numbered("purchase_orders", 2000 + week)?;
        out.1.write_record([
            "po_number",
            "sku",
            "quantity",
            "ordered_on",
            "supplier",
            "location",
            "expected_on",
            "received_on",
            "received_quantity",
        ])?;
        for (placed, units) in &self.placed {
            let ordered = self.data.monday(game.window) + 7 * placed;
            let due = ordered + LEAD_DAYS;
            let arrived = due < now;
            if arrived && self.told == Told::Demand {
                continue;
            }
            for (own, units) in self
                .data
                .series
                .iter()
                .zip(units)
                .filter(|(_, units)| **units > 0)
            {
                let quantity = units.to_string();
                let (day, received) = if arrived {
                    (due.to_string(), quantity.clone())
                } else {
                    (String::new(), String::new())
                };
                out.1.write_record([
                    &format!("PO{placed}"),
                    &own.product,
                    &quantity,
                    &ordered.to_string(),
                    "depot",
                    &own.store,
                    &due.to_string(),
                    &day,
                    &received,
                ])?;
            }
        }
        self.import(engine, out).await
    }

    fn file(&mut self, kind: &'static str) -> Outcome<Table> {
        self.files += 1;
        self.numbered(kind, self.files)
    }

    fn numbered(&self, kind: &'static str, number: usize) -> Outcome<Table> {
        let path = self.folder.path().join(format!("{kind}-{number}.csv"));
        let out = csv::Writer::from_path(&path)?;
        Ok(Table(kind, out, path))
    }

    async fn import(&self, engine: &Engine, table: Table) -> Outcome<()> {
        let Table(kind, mut out, path) = table;
        out.flush()?;
        let request = json!({ "paths": [path.display().to_string()], "kind": kind });
        let report = call(engine, "import_files", request).await?;
        for batch in report["batches"].as_array().into_iter().flatten() {
            let problems = batch["problem_count"].as_u64().unwrap_or(0);
            if problems > 0 || !batch["failure"].is_null() {
                return Err(format!("{kind}: {batch:.600}").into());
            }
        }
        Ok(std::fs::remove_file(&path)?)
    }
}

/// A file being written: its kind, its writer, its path.
struct Table(&'static str, csv::Writer<File>, PathBuf);

async fn call(engine: &Engine, name: &str, request: Value) -> Outcome<Value> {
    engine::call(engine, name, request)
        .await
        .map_err(|failure| format!("{name}: {failure}").into())
}
