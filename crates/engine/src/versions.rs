//! Plans as the seller froze them, and what differs between two of them.

use std::collections::BTreeMap;

use domain::{Day, UnitPrice};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use store::PlanVersionRow;

use crate::contract::Nothing;
use crate::contract::ordering::{
    CompareRequest, ComparedLine, FreezeRequest, PlanComparison, PlanVersion, PlanVersions,
};
use crate::contract::plan::{Plan, PlanLine};
use crate::plan::{self, Planned};
use crate::plan_view::view;
use crate::{Engine, Failure, clock};

/// A plan as it is kept. Fields may be added, never renamed: old versions must stay readable.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Frozen {
    pub currency: String,
    pub total_cost: String,
    pub expected_profit: String,
    pub lines: Vec<FrozenLine>,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct FrozenLine {
    pub sku: String,
    pub name: String,
    pub location: String,
    pub supplier: String,
    pub quantity: i64,
    pub unit_cost: Option<String>,
    pub currency: Option<String>,
    pub amount: Option<String>,
    pub amount_base: Option<String>,
    pub expected_on: Day,
    pub note: String,
    pub transport: Option<String>,
    pub quick: bool,
}

impl Frozen {
    fn of(plan: &Plan) -> Frozen {
        Frozen {
            currency: plan.currency.clone(),
            total_cost: plan.total_cost.clone(),
            expected_profit: plan.expected_profit.clone(),
            lines: plan
                .lines
                .iter()
                .filter(|line| line.quantity > 0)
                .map(FrozenLine::of)
                .collect(),
        }
    }
}

impl FrozenLine {
    fn of(line: &PlanLine) -> FrozenLine {
        FrozenLine {
            sku: line.sku.clone(),
            name: line.name.clone(),
            location: line.location.clone(),
            supplier: line.supplier.clone(),
            quantity: line.quantity,
            unit_cost: line.unit_cost.clone(),
            currency: line.currency.clone(),
            amount: line.amount.clone(),
            amount_base: line.amount_base.clone(),
            expected_on: line.expected_on,
            note: line.note.clone(),
            transport: line.transport.clone(),
            quick: line.quick,
        }
    }

    pub fn price(&self) -> Option<UnitPrice> {
        Some(UnitPrice {
            price: self.unit_cost.as_ref()?.parse().ok()?,
            currency: self.currency.as_ref()?.parse().ok()?,
        })
    }
}

fn version_of(row: &PlanVersionRow, frozen: &Frozen) -> PlanVersion {
    PlanVersion {
        version: row.id,
        as_of: row.as_of,
        name: row.name.clone(),
        budget: row.budget.clone(),
        frozen_at: row.frozen_at.clone(),
        lines: u32::try_from(frozen.lines.len()).unwrap_or(u32::MAX),
        currency: frozen.currency.clone(),
        total_cost: frozen.total_cost.clone(),
        expected_profit: frozen.expected_profit.clone(),
    }
}

fn thawed(row: &PlanVersionRow) -> Result<Frozen, Failure> {
    serde_json::from_str(&row.plan)
        .map_err(|error| Failure::new("version_unreadable").with("detail", error.to_string()))
}

pub(crate) async fn version(
    engine: &Engine,
    number: i64,
) -> Result<(PlanVersionRow, Frozen), Failure> {
    let row = engine.store().plan_version(number).await?;
    let row = row.ok_or_else(|| Failure::new("no_such_version").with("version", number))?;
    let frozen = thawed(&row)?;
    Ok((row, frozen))
}

/// The plan as it stands, in the form of a version that was not kept.
pub(crate) async fn standing(
    engine: &Engine,
    as_of: Option<Day>,
    budget: Option<&str>,
) -> Result<(PlanVersionRow, Frozen, Planned), Failure> {
    let planned = plan::make(engine, as_of, budget).await?;
    let frozen = Frozen::of(&view(&planned));
    let row = PlanVersionRow {
        as_of: planned.snapshot.as_of,
        budget: budget.map(str::to_owned),
        frozen_at: clock::now(),
        ..PlanVersionRow::default()
    };
    Ok((row, frozen, planned))
}

pub(crate) async fn freeze(
    engine: &Engine,
    request: FreezeRequest,
) -> Result<PlanVersion, Failure> {
    let (mut row, frozen, _) = standing(engine, request.as_of, request.budget.as_deref()).await?;
    row.name = request.name.trim().chars().take(200).collect();
    row.plan = serde_json::to_string(&frozen)
        .map_err(|error| Failure::new("bad_response").with("detail", error.to_string()))?;
    row.id = engine.store().freeze_plan(&row).await?;
    Ok(version_of(&row, &frozen))
}

pub(crate) async fn versions(engine: &Engine, _: Nothing) -> Result<PlanVersions, Failure> {
    let rows = engine.store().plan_versions().await?;
    let versions = rows
        .iter()
        .map(|row| Ok(version_of(row, &thawed(row)?)))
        .collect::<Result<_, Failure>>()?;
    Ok(PlanVersions { versions })
}

pub(crate) async fn compare(
    engine: &Engine,
    request: CompareRequest,
) -> Result<PlanComparison, Failure> {
    let (before_row, before) = version(engine, request.before).await?;
    let (after_row, after) = match request.after {
        Some(number) => version(engine, number).await?,
        None => {
            let as_of = request.as_of.or(Some(before_row.as_of));
            let (row, frozen, _) = standing(engine, as_of, request.budget.as_deref()).await?;
            (row, frozen)
        }
    };
    let mut pairs: BTreeMap<(&str, &str, bool), [Option<&FrozenLine>; 2]> = BTreeMap::new();
    for (side, frozen) in [&before, &after].into_iter().enumerate() {
        for line in &frozen.lines {
            let key = (line.sku.as_str(), line.location.as_str(), line.quick);
            pairs.entry(key).or_default()[side] = Some(line);
        }
    }
    // Sums of two base currencies cannot be taken from each other.
    let same_money = before.currency == after.currency;
    let cost = |line: Option<&FrozenLine>| match line {
        None => Some(Decimal::ZERO),
        Some(line) => line.amount_base.as_ref()?.parse::<Decimal>().ok(),
    };
    let mut lines: Vec<ComparedLine> = pairs
        .into_values()
        .filter_map(|[left, right]| {
            let named = right.or(left)?;
            let units = |line: Option<&FrozenLine>| line.map_or(0, |line| line.quantity);
            (units(left) != units(right)).then(|| ComparedLine {
                sku: named.sku.clone(),
                name: named.name.clone(),
                location: named.location.clone(),
                quick: named.quick,
                supplier: named.supplier.clone(),
                before: units(left),
                after: units(right),
                cost_change: cost(right)
                    .zip(cost(left))
                    .filter(|_| same_money)
                    .map(|(right, left)| (right - left).to_string()),
            })
        })
        .collect();
    lines.sort_by_key(|line| std::cmp::Reverse((line.after - line.before).abs()));
    Ok(PlanComparison {
        before: version_of(&before_row, &before),
        after: version_of(&after_row, &after),
        lines,
    })
}
