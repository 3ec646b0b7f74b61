//! The plan at a glance: by supplier, and the cash it needs week by week.

use std::collections::BTreeMap;

use domain::{Day, Money};
use rust_xlsxwriter::{
    Chart, ChartDataLabel, ChartFont, ChartFormat, ChartSolidFill, ChartType, Color, Worksheet,
};

use super::cell::amount;
use super::error::ExportError;
use super::internal::InternalPlan;
use super::internal_lines::{LinesPlace, total};
use super::sheet::{address, column_range, date, formula, heading, merged, number, page, text};
use super::style::{ACCENT, Styles, money_format};

const HEADER: u32 = 3;
const FIRST: u32 = HEADER + 1;
const LAST: u16 = 7;
/// Suppliers shown in the chart; the table has all of them.
const CHARTED: u32 = 15;

const LOOK: [(&str, f64); 8] = [
    ("supplier", 34.0),
    ("summary_lines", 9.0),
    ("summary_units", 12.0),
    ("summary_spend_in", 17.0),
    ("summary_share", 10.0),
    ("summary_order_by", 14.0),
    ("summary_expected_on", 14.0),
    ("expected_profit_in", 17.0),
];

/// What one supplier comes to.
#[derive(Default)]
struct Group {
    lines: u32,
    units: i128,
    costs: Vec<Option<Money>>,
    profits: Vec<Option<Money>>,
    order_by: Option<Day>,
    expected_on: Option<Day>,
}

/// Fills the summary's sheet.
pub(crate) fn summary_sheet(
    sheet: &mut Worksheet,
    plan: &InternalPlan,
    place: &LinesPlace,
    styles: &Styles,
) -> Result<(), ExportError> {
    let lang = place.lang;
    sheet.set_name(lang.label("summary_sheet"))?;
    let title = lang.label("summary_title");
    page(
        sheet,
        lang,
        &format!("{} · {title}", plan.shop),
        (HEADER, HEADER),
    )?;
    let day = plan.as_of.to_string();
    let subtitle = lang.filled("plan_subtitle", &[("as_of", &day), ("shop", &plan.shop)]);
    heading(sheet, styles, &title, &subtitle, LAST)?;
    merged(
        sheet,
        2,
        0..=LAST,
        &lang.label("internal_only"),
        &styles.subtitle,
    )?;
    sheet.set_row_height(HEADER, 32)?;
    for (column, (key, width)) in (0_u16..).zip(LOOK) {
        let label = lang.filled(key, &[("currency", plan.base_currency.code())]);
        sheet.set_column_width(column, width)?;
        text(sheet, HEADER, column, &label, &styles.header)?;
    }
    let groups = grouped(plan, &lang.label("no_supplier"));
    let count = u32::try_from(groups.len()).unwrap_or(u32::MAX);
    let total_row = FIRST + count;
    for (row, (supplier, group)) in (FIRST..).zip(&groups) {
        write_group(sheet, row, supplier, group, plan, place, styles, total_row)?;
    }
    totals(sheet, total_row, plan, place, styles)?;
    let chart_row = total_row + 2;
    spend_chart(sheet, chart_row, count, plan, place)?;
    cash(sheet, chart_row + 17, plan, place, styles)
}

/// Suppliers by what they cost, the costliest first; the order of names where costs are equal.
fn grouped(plan: &InternalPlan, nobody: &str) -> Vec<(String, Group)> {
    let mut groups: BTreeMap<String, Group> = BTreeMap::new();
    for line in &plan.lines {
        let group = groups.entry(line.supplier_or(nobody)).or_default();
        group.lines += 1;
        group.units += i128::from(line.quantity);
        group.costs.push(line.cost);
        group.profits.push(line.expected_profit);
        group.order_by = earlier(group.order_by, line.order_by);
        group.expected_on = group.expected_on.max(line.expected_on);
    }
    let mut groups: Vec<(String, Group)> = groups.into_iter().collect();
    groups.sort_by(|(_, a), (_, b)| {
        let spend = |group: &Group| total(group.costs.iter().copied());
        spend(b).total_cmp(&spend(a))
    });
    groups
}

fn earlier(one: Option<Day>, other: Option<Day>) -> Option<Day> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    }
}

#[expect(
    clippy::too_many_arguments,
    reason = "a row of the table is placed by all of them"
)]
fn write_group(
    sheet: &mut Worksheet,
    row: u32,
    supplier: &str,
    group: &Group,
    plan: &InternalPlan,
    place: &LinesPlace,
    styles: &Styles,
    total_row: u32,
) -> Result<(), ExportError> {
    let money = styles.number(&money_format(plan.base_currency));
    text(sheet, row, 0, supplier, &styles.text)?;
    // EXACT, since SUMIFS would read a name such as `=A*` as a pattern and ignore its case.
    let is_mine = format!("--EXACT({},{})", place.suppliers(), address(row, 0));
    let spend = total(group.costs.iter().copied());
    let all = total(plan.lines.iter().map(|line| line.cost));
    let share = if all > 0.0 { Some(spend / all) } else { None };
    let live = [
        (
            1,
            format!("=SUMPRODUCT({is_mine})"),
            Some(f64::from(group.lines)),
            &styles.integer,
        ),
        (
            2,
            format!("=SUMPRODUCT({is_mine},{})", place.quantities()),
            Some(group.units as f64),
            &styles.integer,
        ),
        (
            3,
            format!("=SUMPRODUCT({is_mine},{})", place.costs()),
            Some(spend),
            &money,
        ),
        (
            4,
            format!(
                "=IF({total}=0,\"\",{mine}/{total})",
                total = address(total_row, 3),
                mine = address(row, 3)
            ),
            share,
            &styles.percent,
        ),
        (
            7,
            format!("=SUMPRODUCT({is_mine},{})", place.profits()),
            Some(total(group.profits.iter().copied())),
            &money,
        ),
    ];
    for (column, live, value, format) in live {
        formula(sheet, row, column, &live, value, format)?;
    }
    date(sheet, row, 5, group.order_by, &styles.date)?;
    date(sheet, row, 6, group.expected_on, &styles.date)
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
    text(
        sheet,
        row,
        0,
        &place.lang.label("total"),
        &styles.total_label,
    )?;
    let money = styles.total_number(&money_format(plan.base_currency));
    let units: i128 = plan.lines.iter().map(|l| i128::from(l.quantity)).sum();
    let sums = [
        (1, plan.lines.len() as f64, &styles.total_integer),
        (2, units as f64, &styles.total_integer),
        (3, total(plan.lines.iter().map(|l| l.cost)), &money),
        (
            7,
            total(plan.lines.iter().map(|l| l.expected_profit)),
            &money,
        ),
    ];
    for (column, value, format) in sums {
        let live = format!("=SUM({})", column_range(FIRST, row - 1, column));
        formula(sheet, row, column, &live, Some(value), format)?;
    }
    Ok(())
}

/// Spend by supplier as a chart of the spreadsheet program's own: it follows the table when the
/// seller changes a quantity or a price.
fn spend_chart(
    sheet: &mut Worksheet,
    row: u32,
    suppliers: u32,
    plan: &InternalPlan,
    place: &LinesPlace,
) -> Result<(), ExportError> {
    let lang = place.lang;
    let name = lang.label("summary_sheet");
    let last = FIRST + suppliers.clamp(1, CHARTED) - 1;
    let title = lang.filled("chart_spend", &[("currency", plan.base_currency.code())]);
    let mut chart = Chart::new(ChartType::Bar);
    chart
        .add_series()
        .set_categories((name.as_str(), FIRST, 0, last, 0))
        .set_values((name.as_str(), FIRST, 3, last, 3))
        .set_format(
            ChartFormat::new().set_solid_fill(ChartSolidFill::new().set_color(Color::RGB(ACCENT))),
        )
        .set_gap(60)
        .set_data_label(
            ChartDataLabel::new()
                .show_value()
                .set_num_format(money_format(plan.base_currency)),
        );
    chart
        .title()
        .set_name(title.as_str())
        .set_font(ChartFont::new().set_name(lang.typeface()).set_size(12));
    chart.legend().set_hidden();
    // The costliest supplier stands on top, as in the table; the figures stand on the bars, so
    // that the axis of values has nothing left to say.
    chart.y_axis().set_reverse();
    chart.x_axis().set_hidden(true).set_major_gridlines(false);
    chart.set_width(880).set_height(310);
    sheet.insert_chart(row, 0, &chart)?;
    Ok(())
}

/// Cash by the week in which the orders have to be placed, and its running sum.
fn cash(
    sheet: &mut Worksheet,
    row: u32,
    plan: &InternalPlan,
    place: &LinesPlace,
    styles: &Styles,
) -> Result<(), ExportError> {
    let lang = place.lang;
    let mut weeks: BTreeMap<Day, (u32, f64)> = BTreeMap::new();
    for line in &plan.lines {
        if let (Some(day), Some(cost)) = (line.order_by, line.cost) {
            // An order that should have left already needs its cash now.
            let week = weeks.entry(monday(day.max(plan.as_of))).or_default();
            week.0 += 1;
            week.1 += amount(cost);
        }
    }
    if weeks.is_empty() {
        return Ok(());
    }
    let currency = [("currency", plan.base_currency.code())];
    let headers = ["cash_week", "summary_lines", "cash_in", "cash_running_in"];
    for (column, key) in (0_u16..).zip(headers) {
        text(
            sheet,
            row,
            column,
            &lang.filled(key, &currency),
            &styles.header,
        )?;
    }
    sheet.set_row_height(row, 32)?;
    let money = styles.number(&money_format(plan.base_currency));
    let mut running = 0.0;
    for (line, (week, (count, cash))) in (row + 1..).zip(&weeks) {
        running += cash;
        date(sheet, line, 0, Some(*week), &styles.date)?;
        number(sheet, line, 1, Some(f64::from(*count)), &styles.integer)?;
        number(sheet, line, 2, Some(*cash), &money)?;
        let range = column_range(row + 1, line, 2).replacen('C', "C$", 1);
        formula(
            sheet,
            line,
            3,
            &format!("=SUM({range})"),
            Some(running),
            &money,
        )?;
    }
    Ok(())
}

/// The Monday of a day's week; 1970-01-05 was one.
fn monday(day: Day) -> Day {
    day - day.0.saturating_sub(4).rem_euclid(7)
}
