//! The packing list: carton numbers, weights and volumes, reading its quantities from the order.

use rust_xlsxwriter::{Format, Worksheet};

use super::error::ExportError;
use super::order_columns::{Col, Place};
use super::sheet::{
    address, column_range, formula, heading, height_for, merged, number, page, text,
};
use super::style::{Styles, asked, decimal_format};
use super::supplier::{OrderedLine, SupplierOrder, measured};

/// Row of the header, counted from 0.
const HEADER: u32 = 3;
/// The first line's row.
const FIRST: u32 = HEADER + 1;

/// Key of the header's label and width in characters, in the order of the columns below.
const LOOK: [(&str, f64); 16] = [
    ("carton_numbers", 12.0),
    ("sku", 17.0),
    ("name_zh", 22.0),
    ("name_en", 22.0),
    ("hs_code", 13.0),
    ("cartons", 8.0),
    ("units_a_carton", 10.0),
    ("total_units", 10.0),
    ("net_kg_a_carton", 11.0),
    ("gross_kg_a_carton", 11.0),
    ("total_net_kg", 12.0),
    ("total_gross_kg_formula", 16.0),
    ("length_cm", 8.0),
    ("width_cm", 8.0),
    ("height_cm", 8.0),
    ("cbm_formula", 16.0),
];

const NUMBERS: u16 = 0;
const SKU: u16 = 1;
const NAME_ZH: u16 = 2;
const NAME_EN: u16 = 3;
const HS_CODE: u16 = 4;
const CARTONS: u16 = 5;
const PACK: u16 = 6;
const UNITS: u16 = 7;
const NET: u16 = 8;
const GROSS: u16 = 9;
const TOTAL_NET: u16 = 10;
const TOTAL_GROSS: u16 = 11;
const LENGTH: u16 = 12;
const HEIGHT: u16 = 14;
const CBM: u16 = 15;

/// Totals of the packing list: the cell each stands in, and its value now.
pub(crate) struct PackingTotals {
    /// Cubic metres.
    pub(crate) cubic_metres: (String, f64),
    /// Gross weight in kg.
    pub(crate) gross_kg: (String, f64),
}

/// Where the totals stand and what they come to; a line whose carton is not measured adds
/// nothing until the supplier has filled it in.
pub(crate) fn totals_of(lines: &[&OrderedLine], place: &Place) -> PackingTotals {
    let row = FIRST + place.count;
    PackingTotals {
        cubic_metres: (address(row, CBM), lines.iter().filter_map(|l| cbm(l)).sum()),
        gross_kg: (
            address(row, TOTAL_GROSS),
            lines
                .iter()
                .filter_map(|line| weight(line, line.carton.gross_kg))
                .sum(),
        ),
    }
}

fn cbm(line: &OrderedLine) -> Option<f64> {
    line.carton.cubic_metres(line.cartons()?)
}

fn weight(line: &OrderedLine, a_carton: Option<f64>) -> Option<f64> {
    Some(measured(a_carton)? * line.cartons()? as f64)
}

/// Fills the packing list's sheet.
pub(crate) fn packing_sheet(
    sheet: &mut Worksheet,
    order: &SupplierOrder,
    lines: &[&OrderedLine],
    place: &Place,
    styles: &Styles,
) -> Result<(), ExportError> {
    let lang = place.lang;
    sheet.set_name(&place.packing_sheet)?;
    page(sheet, lang, &order.number, (HEADER, HEADER))?;
    sheet.set_freeze_panes(FIRST, 0)?;
    let day = order.date.to_string();
    let subtitle = lang.filled(
        "packing_subtitle",
        &[
            ("number", &order.number),
            ("date", &day),
            ("supplier", &order.supplier),
            ("buyer", &order.buyer),
        ],
    );
    heading(sheet, styles, &lang.label("packing_title"), &subtitle, CBM)?;
    sheet.set_row_height(
        1,
        height_for(&subtitle, LOOK.iter().map(|look| look.1).sum()),
    )?;
    merged(
        sheet,
        2,
        0..=CBM,
        &lang.label("packing_note"),
        &styles.subtitle,
    )?;
    sheet.set_row_height(HEADER, 48)?;
    for (column, (key, width)) in (0_u16..).zip(LOOK) {
        sheet.set_column_width(column, width)?;
        text(sheet, HEADER, column, &lang.label(key), &styles.header)?;
    }
    let formats = Formats::of(styles);
    let mut cartons_before = 0_i64;
    for (index, line) in (0_u32..).zip(lines) {
        write_line(sheet, index, line, place, styles, &formats)?;
        numbers(sheet, index, line, &mut cartons_before, styles)?;
    }
    totals(sheet, lines, place, styles)
}

struct Formats {
    kilograms: Format,
    centimetres: Format,
    cubic_metres: Format,
}

impl Formats {
    fn of(styles: &Styles) -> Formats {
        Formats {
            kilograms: styles.number(&decimal_format(2)),
            centimetres: styles.number(&decimal_format(1)),
            cubic_metres: styles.number(&decimal_format(3)),
        }
    }
}

fn write_line(
    sheet: &mut Worksheet,
    index: u32,
    line: &OrderedLine,
    place: &Place,
    styles: &Styles,
    formats: &Formats,
) -> Result<(), ExportError> {
    let row = FIRST + index;
    let carton = &line.carton;
    let mut height = height_for(&line.sku, LOOK[usize::from(SKU)].1);
    text(sheet, row, SKU, &line.sku, &styles.code)?;

    // One name is known; it goes under its own language and the supplier adds the other.
    let name = line.name.clone().unwrap_or_default();
    height = height.max(height_for(&name, LOOK[usize::from(NAME_ZH)].1));
    let (known, other) = if is_chinese(&name) {
        (NAME_ZH, NAME_EN)
    } else {
        (NAME_EN, NAME_ZH)
    };
    text(sheet, row, known, &name, &styles.text)?;
    sheet.write_blank(row, other, &asked(&styles.text))?;
    match &line.hs_code {
        Some(code) => text(sheet, row, HS_CODE, code, &styles.code)?,
        None => {
            sheet.write_blank(row, HS_CODE, &asked(&styles.code))?;
        }
    }

    let measures = [
        (NET, carton.net_kg, &formats.kilograms),
        (GROSS, carton.gross_kg, &formats.kilograms),
        (LENGTH, carton.length_cm, &formats.centimetres),
        (LENGTH + 1, carton.width_cm, &formats.centimetres),
        (HEIGHT, carton.height_cm, &formats.centimetres),
    ];
    for (column, measure, format) in measures {
        match measured(measure) {
            Some(measure) => number(sheet, row, column, Some(measure), format)?,
            None => number(sheet, row, column, None, &asked(format))?,
        }
    }

    let cartons = line.cartons().map(|cartons| cartons as f64);
    let pack = line.units_a_carton().map(|units| units as f64);
    let cell = |column: u16| address(row, column);
    let ordered = |column: Col| place.in_order(index, column);
    let times_cartons = |column: u16| {
        let (a_carton, cartons) = (cell(column), cell(CARTONS));
        format!("=IF(COUNT({a_carton},{cartons})=2,{a_carton}*{cartons},\"\")")
    };
    let (length, width, tall) = (cell(LENGTH), cell(LENGTH + 1), cell(HEIGHT));
    let count = cell(CARTONS);
    let volume = format!(
        "=IF(COUNT({length}:{tall},{count})=4,{length}*{width}*{tall}/1000000*{count},\"\")"
    );
    let packed = ordered(Col::Pack);
    let live = [
        (
            CARTONS,
            format!("={}", ordered(Col::Cartons)),
            cartons,
            &styles.integer,
        ),
        (
            PACK,
            format!("=IF({packed}=\"\",\"\",{packed})"),
            pack,
            &styles.integer,
        ),
        (
            UNITS,
            format!("={}", ordered(Col::Quantity)),
            Some(line.quantity as f64),
            &styles.integer,
        ),
        (
            TOTAL_NET,
            times_cartons(NET),
            weight(line, carton.net_kg),
            &formats.kilograms,
        ),
        (
            TOTAL_GROSS,
            times_cartons(GROSS),
            weight(line, carton.gross_kg),
            &formats.kilograms,
        ),
        (CBM, volume, cbm(line), &formats.cubic_metres),
    ];
    for (column, live, value, format) in live {
        formula(sheet, row, column, &live, value, format)?;
    }
    sheet.set_row_height(row, height)?;
    Ok(())
}

/// The line's carton numbers, such as `6-10`: they continue from line to line and move by
/// themselves when a quantity is changed. Once a line's cartons are unknown, the lines after it
/// keep counting from the known ones, and the numbers come right when the blank is filled.
fn numbers(
    sheet: &mut Worksheet,
    index: u32,
    line: &OrderedLine,
    before: &mut i64,
    styles: &Styles,
) -> Result<(), ExportError> {
    let row = FIRST + index;
    let count = address(row, CARTONS);
    let (column, first) = (&count[..1], FIRST + 1);
    let until = format!("SUM({column}${first}:{count})");
    let live =
        format!("=IF(N({count})<1,\"\",IF({count}=1,\"\",({until}-{count}+1)&\"-\")&{until})");
    let start = *before;
    let cartons = line.cartons().unwrap_or(0);
    let end = start.saturating_add(cartons);
    let shown = match cartons {
        0 => String::new(),
        1 => end.to_string(),
        _ => format!("{}-{end}", start + 1),
    };
    *before = end;
    let formula = rust_xlsxwriter::Formula::new(live).set_result(shown);
    sheet.write_formula_with_format(row, NUMBERS, formula, &styles.centred)?;
    Ok(())
}

fn totals(
    sheet: &mut Worksheet,
    lines: &[&OrderedLine],
    place: &Place,
    styles: &Styles,
) -> Result<(), ExportError> {
    let row = FIRST + place.count;
    for column in 0..=CBM {
        sheet.write_blank(row, column, &styles.total_label)?;
    }
    sheet.set_row_height(row, 20)?;
    let label = place.lang.label("total");
    merged(sheet, row, 0..=HS_CODE, &label, &styles.total_label)?;
    let sum = |of: &dyn Fn(&OrderedLine) -> Option<f64>| -> f64 {
        lines.iter().filter_map(|line| of(line)).sum()
    };
    let kilograms = styles.total_number(&decimal_format(2));
    let cubic = styles.total_number(&decimal_format(3));
    let sums = [
        (
            CARTONS,
            sum(&|l| l.cartons().map(|c| c as f64)),
            &styles.total_integer,
        ),
        (
            UNITS,
            sum(&|l| Some(l.quantity as f64)),
            &styles.total_integer,
        ),
        (TOTAL_NET, sum(&|l| weight(l, l.carton.net_kg)), &kilograms),
        (
            TOTAL_GROSS,
            sum(&|l| weight(l, l.carton.gross_kg)),
            &kilograms,
        ),
        (CBM, sum(&cbm), &cubic),
    ];
    for (column, value, format) in sums {
        let range = column_range(FIRST, row - 1, column);
        formula(
            sheet,
            row,
            column,
            &format!("=SUM({range})"),
            Some(value),
            format,
        )?;
    }
    Ok(())
}

/// Whether a name holds a Chinese character.
fn is_chinese(name: &str) -> bool {
    name.chars()
        .any(|character| matches!(character, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3134f}'))
}
