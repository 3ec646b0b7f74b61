//! Every line of the plan with its stock, its demand and its reasons.

use std::collections::HashMap;

use domain::{Currency, Day, Money, UnitPrice};
use rust_xlsxwriter::{Format, Worksheet};

use super::cell::{amount, price};
use super::error::ExportError;
use super::internal::{InternalLine, InternalPlan};
use super::labels::Lang;
use super::sheet::{
    address, column_range, date, formula, heading, height_for, merged, number, page, quoted, text,
};
use super::style::{Styles, money_format, price_with_code_format};

const HEADER: u32 = 3;
const FIRST: u32 = HEADER + 1;

/// Columns in print order: label and width in characters.
const LOOK: [(&str, f64); 20] = [
    ("supplier", 18.0),
    ("sku", 15.0),
    ("name", 24.0),
    ("location", 12.0),
    ("plan_quantity", 9.0),
    ("plan_unit_cost", 13.0),
    ("plan_cost_in", 13.0),
    ("order_by", 11.5),
    ("expected_on", 11.5),
    ("on_hand", 8.5),
    ("allocated", 8.5),
    ("on_order", 8.5),
    ("position", 9.0),
    ("target", 9.0),
    ("covers_days", 9.0),
    ("demand_low", 9.0),
    ("demand_median", 9.0),
    ("demand_high", 9.0),
    ("expected_profit_in", 13.0),
    ("reasons", 62.0),
];
const SUPPLIER: u16 = 0;
const QUANTITY: u16 = 4;
const COST: u16 = 6;
const ON_HAND: u16 = 9;
const POSITION: u16 = 12;
const PROFIT: u16 = 18;
const LAST: u16 = 19;

/// Where the lines stand, for the summary's formulas.
pub(crate) struct LinesPlace {
    pub(crate) lang: Lang,
    /// Name of the sheet of lines.
    pub(crate) sheet: String,
    count: u32,
}

impl LinesPlace {
    pub(crate) fn of(plan: &InternalPlan, lang: Lang) -> LinesPlace {
        LinesPlace {
            lang,
            sheet: lang.label("lines_sheet"),
            count: u32::try_from(plan.lines.len()).unwrap_or(u32::MAX),
        }
    }

    /// The suppliers of all lines, as another sheet's formulas write it.
    pub(crate) fn suppliers(&self) -> String {
        self.range(SUPPLIER)
    }
    /// The quantities of all lines.
    pub(crate) fn quantities(&self) -> String {
        self.range(QUANTITY)
    }
    /// The costs of all lines.
    pub(crate) fn costs(&self) -> String {
        self.range(COST)
    }
    /// The expected profits of all lines.
    pub(crate) fn profits(&self) -> String {
        self.range(PROFIT)
    }

    fn range(&self, column: u16) -> String {
        let last = FIRST + self.count.saturating_sub(1);
        let range = column_range(FIRST, last, column);
        // The summary's formulas are copied down by people, so that the range stays fixed.
        let fixed: Vec<String> = range
            .split(':')
            .map(|cell| {
                let digits = cell.find(|c: char| c.is_ascii_digit()).unwrap_or(0);
                let (letters, row) = cell.split_at(digits);
                format!("${letters}${row}")
            })
            .collect();
        format!("{}!{}", quoted(&self.sheet), fixed.join(":"))
    }
}

/// Fills the sheet of lines.
pub(crate) fn lines_sheet(
    sheet: &mut Worksheet,
    plan: &InternalPlan,
    place: &LinesPlace,
    styles: &Styles,
) -> Result<(), ExportError> {
    let lang = place.lang;
    sheet.set_name(&place.sheet)?;
    let title = lang.label("lines_title");
    page(
        sheet,
        lang,
        &format!("{} · {title}", plan.shop),
        (HEADER, HEADER),
    )?;
    sheet.set_freeze_panes(FIRST, 2)?;
    let day = plan.as_of.to_string();
    let subtitle = lang.filled("plan_subtitle", &[("as_of", &day), ("shop", &plan.shop)]);
    heading(sheet, styles, &title, &subtitle, LAST)?;
    merged(
        sheet,
        2,
        0..=LAST,
        &lang.label("lines_note"),
        &styles.subtitle,
    )?;
    sheet.set_row_height(HEADER, 48)?;
    for (column, (key, width)) in (0_u16..).zip(LOOK) {
        let label = lang.filled(key, &[("currency", plan.base_currency.code())]);
        sheet.set_column_width(column, width)?;
        text(sheet, HEADER, column, &label, &styles.header)?;
    }
    let nobody = lang.label("no_supplier");
    let mut formats = LineFormats::of(plan.base_currency, styles);
    for (row, line) in (FIRST..).zip(&plan.lines) {
        write_line(sheet, row, line, &nobody, styles, &mut formats)?;
    }
    let last = FIRST + place.count.saturating_sub(1);
    sheet.autofilter(HEADER, 0, last, LAST)?;
    totals(sheet, last + 1, plan, place, styles)
}

struct LineFormats {
    base: Format,
    /// By currency and digits.
    unit_costs: HashMap<(Currency, u32), Format>,
}

impl LineFormats {
    fn of(base: Currency, styles: &Styles) -> LineFormats {
        LineFormats {
            base: styles.number(&money_format(base)),
            unit_costs: HashMap::new(),
        }
    }
}

enum Value<'a> {
    Text(&'a str),
    Code(&'a str),
    Units(Option<f64>),
    Day(Option<Day>),
    Base(Option<Money>),
}

fn write_line(
    sheet: &mut Worksheet,
    row: u32,
    line: &InternalLine,
    nobody: &str,
    styles: &Styles,
    formats: &mut LineFormats,
) -> Result<(), ExportError> {
    let supplier = line.supplier_or(nobody);
    let reasons = match line.reasons.as_slice() {
        [one] => one.clone(),
        many => many
            .iter()
            .map(|reason| format!("• {reason}"))
            .collect::<Vec<_>>()
            .join("\n"),
    };
    let units = |units: i64| Value::Units(Some(units as f64));
    let values = [
        (SUPPLIER, Value::Text(&supplier)),
        (1, Value::Code(&line.sku)),
        (2, Value::Text(line.name.as_deref().unwrap_or_default())),
        (3, Value::Text(line.location.as_deref().unwrap_or_default())),
        (QUANTITY, units(line.quantity)),
        (COST, Value::Base(line.cost)),
        (7, Value::Day(line.order_by)),
        (8, Value::Day(line.expected_on)),
        (ON_HAND, units(line.on_hand)),
        (10, units(line.allocated)),
        (11, units(line.on_order)),
        (13, Value::Units(line.target)),
        (14, Value::Units(line.covers_days.map(|days| days as f64))),
        (15, Value::Units(line.demand_low)),
        (16, Value::Units(line.demand_median)),
        (17, Value::Units(line.demand_high)),
        (PROFIT, Value::Base(line.expected_profit)),
        (LAST, Value::Text(&reasons)),
    ];
    let mut height = 20.0_f64;
    for (column, value) in values {
        match value {
            Value::Text(content) => {
                height = height.max(height_for(content, LOOK[usize::from(column)].1));
                text(sheet, row, column, content, &styles.text)?;
            }
            Value::Code(content) => {
                height = height.max(height_for(content, LOOK[usize::from(column)].1));
                text(sheet, row, column, content, &styles.code)?;
            }
            Value::Units(value) => number(sheet, row, column, value, &styles.integer)?,
            Value::Day(day) => date(sheet, row, column, day, &styles.date)?,
            Value::Base(money) => {
                number(sheet, row, column, money.map(amount), &formats.base)?;
            }
        }
    }
    unit_cost(sheet, row, line.unit_cost, styles, formats)?;
    let cell = |column: u16| address(row, column);
    let (on_hand, allocated) = (cell(ON_HAND), cell(ON_HAND + 1));
    let live = format!("={on_hand}-{allocated}+{}", cell(ON_HAND + 2));
    let position = Some(line.position() as f64);
    formula(sheet, row, POSITION, &live, position, &styles.integer)?;
    sheet.set_row_height(row, height)?;
    Ok(())
}

/// The cost of one unit, in the supplier's own currency and carrying its code.
fn unit_cost(
    sheet: &mut Worksheet,
    row: u32,
    cost: Option<UnitPrice>,
    styles: &Styles,
    formats: &mut LineFormats,
) -> Result<(), ExportError> {
    let Some(cost) = cost else {
        return number(sheet, row, COST - 1, None, &styles.integer);
    };
    let format = formats
        .unit_costs
        .entry((cost.currency, cost.digits()))
        .or_insert_with(|| styles.number(&price_with_code_format(cost)));
    number(sheet, row, COST - 1, Some(price(cost)), format)
}

fn totals(
    sheet: &mut Worksheet,
    row: u32,
    plan: &InternalPlan,
    place: &LinesPlace,
    styles: &Styles,
) -> Result<(), ExportError> {
    for column in 0..=LAST {
        sheet.write_blank(row, column, &styles.total_label)?;
    }
    let label = place.lang.label("total");
    merged(sheet, row, 0..=QUANTITY - 1, &label, &styles.total_label)?;
    let money = styles.total_number(&money_format(plan.base_currency));
    let units: i128 = plan.lines.iter().map(|l| i128::from(l.quantity)).sum();
    let sums = [
        (QUANTITY, units as f64, &styles.total_integer),
        (COST, total(plan.lines.iter().map(|l| l.cost)), &money),
        (
            PROFIT,
            total(plan.lines.iter().map(|l| l.expected_profit)),
            &money,
        ),
    ];
    for (column, value, format) in sums {
        // SUBTOTAL follows the filter: choose a supplier and the totals are its own.
        let range = column_range(FIRST, row - 1, column);
        let live = format!("=SUBTOTAL(109,{range})");
        formula(sheet, row, column, &live, Some(value), format)?;
    }
    Ok(())
}

/// Sum of the known amounts, as a spreadsheet number.
pub(crate) fn total(amounts: impl Iterator<Item = Option<Money>>) -> f64 {
    amounts.flatten().map(amount).sum()
}
