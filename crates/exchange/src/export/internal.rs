//! The workbook that stays with the seller: what to buy, why, and what it costs.

use domain::{Currency, Day, Money, UnitPrice};

use super::chart::DemandChart;
use super::error::ExportError;
use super::internal_charts::charts_sheet;
use super::internal_lines::{LinesPlace, lines_sheet};
use super::internal_summary::summary_sheet;
use super::labels::Lang;
use super::sheet::{MOST_LINES, workbook};
use super::style::Styles;

/// A purchase plan with everything the seller wants to check. Never for a supplier.
#[derive(Clone, Debug)]
pub struct InternalPlan {
    /// The shop's name.
    pub shop: String,
    /// The morning the plan was made.
    pub as_of: Day,
    /// What costs and profits are summed in.
    pub base_currency: Currency,
    /// The plan's lines, in the order in which they are printed.
    pub lines: Vec<InternalLine>,
}

/// One line of the plan.
#[derive(Clone, Debug, Default)]
pub struct InternalLine {
    /// Supplier's name; lines without one are grouped under "no supplier".
    pub supplier: Option<String>,
    /// Stock keeping unit.
    pub sku: String,
    /// Name.
    pub name: Option<String>,
    /// Location the goods are for.
    pub location: Option<String>,
    /// Units to buy.
    pub quantity: i64,
    /// Purchase cost of one unit in the supplier's currency.
    pub unit_cost: Option<UnitPrice>,
    /// Cost of the whole line in the base currency; unknown where a price or a rate is missing.
    pub cost: Option<Money>,
    /// Day by which to order.
    pub order_by: Option<Day>,
    /// Day the goods are expected.
    pub expected_on: Option<Day>,
    /// Units on hand.
    pub on_hand: i64,
    /// Units sold and not yet shipped.
    pub allocated: i64,
    /// Units ordered and not yet received.
    pub on_order: i64,
    /// Order-up-to level, units.
    pub target: Option<f64>,
    /// Days the order has to cover: lead time + review period.
    pub covers_days: Option<i64>,
    /// Demand over those days: 5 % quantile, units.
    pub demand_low: Option<f64>,
    /// Median, units.
    pub demand_median: Option<f64>,
    /// 95 % quantile, units.
    pub demand_high: Option<f64>,
    /// Profit the line is expected to bring, in the base currency.
    pub expected_profit: Option<Money>,
    /// Why, as finished sentences in the workbook's language.
    pub reasons: Vec<String>,
    /// What the line's picture shows.
    pub chart: Option<DemandChart>,
}

impl InternalLine {
    /// Inventory position: on hand − allocated + on order, units.
    #[must_use]
    pub fn position(&self) -> i64 {
        self.on_hand
            .saturating_sub(self.allocated)
            .saturating_add(self.on_order)
    }

    pub(crate) fn supplier_or(&self, nobody: &str) -> String {
        self.supplier
            .as_deref()
            .filter(|name| !name.trim().is_empty())
            .unwrap_or(nobody)
            .to_owned()
    }
}

/// The internal workbook as the bytes of an xlsx file: a summary by supplier with a native chart
/// and the cash needed week by week, every line with its reasons, and pictures of past and
/// expected demand for the costliest lines.
///
/// # Errors
/// [`ExportError::Nothing`] without a line, [`ExportError::MixedCurrencies`] where a cost or
/// profit is not in the base currency, [`ExportError::TooManyRows`].
pub fn internal_workbook(plan: &InternalPlan, lang: Lang) -> Result<Vec<u8>, ExportError> {
    check(plan)?;
    let mut workbook = workbook(&plan.shop, plan.as_of);
    let styles = Styles::new(lang);
    let place = LinesPlace::of(plan, lang);
    summary_sheet(workbook.add_worksheet(), plan, &place, &styles)?;
    lines_sheet(workbook.add_worksheet(), plan, &place, &styles)?;
    if plan.lines.iter().any(|line| line.chart.is_some()) {
        charts_sheet(&mut workbook, plan, lang, &styles)?;
    }
    Ok(workbook.save_to_buffer()?)
}

fn check(plan: &InternalPlan) -> Result<(), ExportError> {
    if plan.lines.is_empty() {
        return Err(ExportError::Nothing);
    }
    if plan.lines.len() > MOST_LINES {
        return Err(ExportError::TooManyRows {
            rows: plan.lines.len(),
            most: MOST_LINES,
        });
    }
    for line in &plan.lines {
        for money in [line.cost, line.expected_profit].into_iter().flatten() {
            if money.currency != plan.base_currency {
                return Err(ExportError::MixedCurrencies {
                    sku: line.sku.clone(),
                    expected: plan.base_currency.code().to_owned(),
                    found: money.currency.code().to_owned(),
                });
            }
        }
    }
    Ok(())
}
