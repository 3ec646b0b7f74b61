//! The purchase order itself: head, lines, live totals, signatures.

use domain::{Currency, Money};
use rust_xlsxwriter::{Format, Worksheet};

use super::cell::{amount, price as figure_of};
use super::error::ExportError;
use super::labels::Lang;
use super::order_columns::{Col, HEADER, Place};
use super::packing_sheet;
use super::paging::{self, Rows};
use super::picture;
use super::sheet::{
    address, date, formula, heading, height_for, merged, number, page, quoted, text,
};
use super::style::{Styles, asked, decimal_format, money_format, price_format};
use super::supplier::{OrderedLine, SupplierOrder};

/// Columns of the head: first label, first value, second label; the second value takes the rest.
const HEAD: [std::ops::RangeInclusive<u16>; 3] = [0..=1, 2..=5, 6..=7];

/// Height in points of a row that is given none.
const PLAIN_ROW: f64 = 15.0;
const HEADER_HEIGHT: f64 = 32.0;
const TOTALS_HEIGHT: f64 = 20.0;
/// Who signs, room for signature and stamp, and the date.
const SIGNATURE_HEIGHTS: [f64; 3] = [22.0, 44.0, 26.0];

/// Fills the order's sheet.
pub(crate) fn order_sheet(
    sheet: &mut Worksheet,
    order: &SupplierOrder,
    lines: &[&OrderedLine],
    place: &Place,
    styles: &Styles,
) -> Result<(), ExportError> {
    let lang = place.lang;
    sheet.set_name(&place.order_sheet)?;
    for (position, column) in (0_u16..).zip(&place.columns) {
        sheet.set_column_width(position, column.look().1)?;
    }
    page(sheet, lang, &order.number, (HEADER, HEADER))?;
    heading(
        sheet,
        styles,
        &lang.label("order_title"),
        &subtitle(order, lang),
        place.last_column(),
    )?;
    let mut heights = vec![30.0, PLAIN_ROW];
    heights.extend(head(sheet, order, place, styles)?);
    heights.resize(HEADER as usize, PLAIN_ROW);
    heights.push(HEADER_HEIGHT);
    header_row(sheet, order.currency, place, styles)?;
    let formats = LineFormats::of(order.currency, styles);
    for (index, line) in (0_u32..).zip(lines) {
        heights.push(write_line(sheet, index, line, place, styles, &formats)?);
    }
    let mut row = totals(sheet, order.currency, lines, place, styles)?;
    heights.extend([TOTALS_HEIGHT; 3]);
    if lines.iter().any(|line| has_blanks(line)) {
        row += 1;
        let sentence = lang.label("asked_cells");
        merged(
            sheet,
            row,
            0..=place.last_column(),
            &sentence,
            &styles.subtitle,
        )?;
    }
    signatures(sheet, row + 2, order, place, styles)?;
    heights.resize(row as usize + 2, PLAIN_ROW);
    heights.extend(SIGNATURE_HEIGHTS);
    let widths: Vec<f64> = place.columns.iter().map(|c| c.look().1).collect();
    let rows = Rows {
        heights,
        header: HEADER,
        first: place.first,
        keep_from: place.first + place.count,
    };
    paging::apply(sheet, paging::cut(&rows, &widths))
}

/// Who orders; nothing where the shop has no name yet.
fn subtitle(order: &SupplierOrder, lang: Lang) -> String {
    if order.buyer.trim().is_empty() {
        return String::new();
    }
    lang.filled("order_subtitle", &[("buyer", &order.buyer)])
}

fn has_blanks(line: &OrderedLine) -> bool {
    line.unit_price.is_none() || line.units_a_carton().is_none() || line.ready_on.is_none()
}

/// The head: who, what, when, on which terms; two fields a row. The heights of its rows.
fn head(
    sheet: &mut Worksheet,
    order: &SupplierOrder,
    place: &Place,
    styles: &Styles,
) -> Result<Vec<f64>, ExportError> {
    let unknown = String::new();
    let or_blank = |field: &Option<String>| field.clone().unwrap_or_else(|| unknown.clone());
    let delivery = order.delivery_by.map(|day| day.to_string());
    let rows = [
        [
            ("order_number", order.number.clone()),
            ("order_date", order.date.to_string()),
        ],
        [
            ("supplier", order.supplier.clone()),
            ("contact", or_blank(&order.contact)),
        ],
        [
            ("buyer", order.buyer.clone()),
            ("ship_to", or_blank(&order.ship_to)),
        ],
        [
            ("delivery_by", delivery.unwrap_or_default()),
            ("payment_terms", or_blank(&order.payment_terms)),
        ],
        [
            ("currency", order.currency.code().to_owned()),
            ("order_note", or_blank(&order.note)),
        ],
    ];
    let value_columns = [HEAD[1].clone(), *HEAD[2].end() + 1..=place.last_column()];
    let label_columns = [HEAD[0].clone(), HEAD[2].clone()];
    let mut heights = Vec::new();
    for (row, fields) in (2_u32..).zip(&rows) {
        let mut height = 20.0_f64;
        for (side, (key, value)) in fields.iter().enumerate() {
            let values = value_columns[side].clone();
            let width: f64 = values
                .clone()
                .filter_map(|column| place.columns.get(usize::from(column)))
                .map(|column| column.look().1)
                .sum();
            height = height.max(height_for(value, width));
            let label = place.lang.label(key);
            merged(
                sheet,
                row,
                label_columns[side].clone(),
                &label,
                &styles.label,
            )?;
            merged(sheet, row, values.clone(), value, &styles.field)?;
            let day = match *key {
                "order_date" => Some(order.date),
                "delivery_by" => order.delivery_by,
                _ => None,
            };
            if day.is_some() {
                date(sheet, row, *values.start(), day, &styles.field_date)?;
            }
        }
        sheet.set_row_height(row, height)?;
        heights.push(height);
    }
    Ok(heights)
}

fn header_row(
    sheet: &mut Worksheet,
    currency: Currency,
    place: &Place,
    styles: &Styles,
) -> Result<(), ExportError> {
    sheet.set_row_height(HEADER, HEADER_HEIGHT)?;
    for (position, column) in (0_u16..).zip(&place.columns) {
        let label = place
            .lang
            .filled(column.look().0, &[("currency", currency.code())]);
        text(sheet, HEADER, position, &label, &styles.header)?;
    }
    Ok(())
}

struct LineFormats {
    price: Format,
    price_asked: Format,
    integer_asked: Format,
    date_asked: Format,
}

impl LineFormats {
    fn of(currency: Currency, styles: &Styles) -> LineFormats {
        let price = styles.number(&money_format(currency));
        LineFormats {
            price_asked: asked(&price),
            integer_asked: asked(&styles.integer),
            date_asked: asked(&styles.date),
            price,
        }
    }
}

/// Writes one line; the height of its row.
fn write_line(
    sheet: &mut Worksheet,
    index: u32,
    line: &OrderedLine,
    place: &Place,
    styles: &Styles,
    formats: &LineFormats,
) -> Result<f64, ExportError> {
    let row = place.first + index;
    let cell = |column: Col| address(row, place.column(column));
    let (quantity, pack, price) = (cell(Col::Quantity), cell(Col::Pack), cell(Col::Price));
    let mut height = 20.0_f64;
    for (position, column) in (0_u16..).zip(&place.columns) {
        let mut words = |content: &str, format: &Format| {
            height = height.max(height_for(content, column.look().1));
            text(sheet, row, position, content, format)
        };
        let or_blank = |field: &'_ Option<String>| field.clone().unwrap_or_default();
        match column {
            Col::No => {
                let number_of_line = Some(f64::from(index + 1));
                number(sheet, row, position, number_of_line, &styles.centred)?;
            }
            Col::Picture => {
                sheet.write_blank(row, position, &styles.text)?;
            }
            Col::Sku => words(&line.sku, &styles.code)?,
            Col::Name => words(&or_blank(&line.name), &styles.text)?,
            Col::Options => words(&or_blank(&line.options), &styles.text)?,
            Col::Barcode => words(&or_blank(&line.barcode), &styles.code)?,
            Col::Unit => {
                let unit = line.unit.clone();
                let unit = unit.unwrap_or_else(|| place.lang.label("piece"));
                words(&unit, &styles.centred)?;
            }
            Col::Quantity => {
                let units = Some(line.quantity as f64);
                number(sheet, row, position, units, &styles.integer)?;
            }
            Col::Pack => {
                let units = line.units_a_carton().map(|units| units as f64);
                let format = units.map_or(&formats.integer_asked, |_| &styles.integer);
                number(sheet, row, position, units, format)?;
            }
            Col::Cartons => {
                let cartons = line.cartons().map(|cartons| cartons as f64);
                let live = format!("=IF(N({pack})>0,ROUNDUP({quantity}/{pack},0),\"\")");
                formula(sheet, row, position, &live, cartons, &styles.integer)?;
            }
            Col::Price => match line.unit_price {
                None => number(sheet, row, position, None, &formats.price_asked)?,
                Some(quoted) => {
                    let format = styles.number(&price_format(quoted));
                    number(sheet, row, position, Some(figure_of(quoted)), &format)?;
                }
            },
            Col::Amount => {
                let value = line.amount()?.map(amount);
                // A price of fractions of a cent still makes whole cents a line, so that the printed
                // amounts add up to the printed total.
                let of_line = match line.unit_price {
                    Some(quoted) if quoted.digits() > quoted.currency.exponent() => {
                        format!("ROUND({quantity}*{price},{})", quoted.currency.exponent())
                    }
                    _ => format!("{quantity}*{price}"),
                };
                // A price still to be filled in must not make an amount of 0.
                let live = match value {
                    Some(_) => format!("={of_line}"),
                    None => format!("=IF({price}=\"\",\"\",{of_line})"),
                };
                formula(sheet, row, position, &live, value, &formats.price)?;
            }
            Col::Ready => {
                let format = line.ready_on.map_or(&formats.date_asked, |_| &styles.date);
                date(sheet, row, position, line.ready_on, format)?;
            }
            Col::Note => words(&or_blank(&line.note), &styles.text)?,
        }
    }
    let png = place.picture(index);
    if let Some(png) = png {
        height = height.max(f64::from(picture::SIDE + 6) * 0.75);
        sheet.set_row_height(row, height)?;
        let cell = (
            sheet_pixels(Col::Picture.look().1),
            (height / 0.75).round() as u32,
        );
        picture::place(sheet, row, place.column(Col::Picture), png, cell, &line.sku)?;
    }
    sheet.set_row_height(row, height)?;
    Ok(height)
}

/// Pixels of a column that is `characters` wide: seven a character and five for the edges.
fn sheet_pixels(characters: f64) -> u32 {
    (characters * 7.0 + 5.0) as u32
}

/// Totals as live formulas; returns the last row written.
fn totals(
    sheet: &mut Worksheet,
    currency: Currency,
    lines: &[&OrderedLine],
    place: &Place,
    styles: &Styles,
) -> Result<u32, ExportError> {
    let row = place.first + place.count;
    let money = styles.total_number(&money_format(currency));
    for column in 0..=place.last_column() {
        sheet.write_blank(row, column, &styles.total_label)?;
    }
    for line in row..row + 3 {
        sheet.set_row_height(line, TOTALS_HEIGHT)?;
    }
    let before = place.column(Col::Quantity) - 1;
    let label = place.lang.label("total");
    merged(sheet, row, 0..=before, &label, &styles.total_label)?;
    let quantity: i128 = lines.iter().map(|line| i128::from(line.quantity)).sum();
    let cartons: i128 = lines
        .iter()
        .filter_map(|line| line.cartons())
        .map(i128::from)
        .sum();
    let sums = [
        (Col::Quantity, quantity as f64, &styles.total_integer),
        (Col::Cartons, cartons as f64, &styles.total_integer),
        (Col::Amount, total_amount(lines, currency)?, &money),
    ];
    for (column, value, format) in sums {
        let live = format!("=SUM({})", place.range(column));
        formula(sheet, row, place.column(column), &live, Some(value), format)?;
    }
    let amount_column = place.column(Col::Amount);
    let packing = packing_sheet::totals_of(lines, place);
    let below = [
        ("total_cbm", packing.cubic_metres, decimal_format(3)),
        ("total_gross_kg", packing.gross_kg, decimal_format(2)),
    ];
    let mut last = row;
    for (key, (cell, value), digits) in below {
        last += 1;
        let label = place.lang.label(key);
        merged(
            sheet,
            last,
            0..=amount_column - 1,
            &label,
            &styles.total_label,
        )?;
        let live = format!("={}!{cell}", quoted(&place.packing_sheet));
        let format = styles.total_number(&digits);
        formula(sheet, last, amount_column, &live, Some(value), &format)?;
        for column in amount_column + 1..=place.last_column() {
            sheet.write_blank(last, column, &styles.total_label)?;
        }
    }
    Ok(last)
}

fn total_amount(lines: &[&OrderedLine], currency: Currency) -> Result<f64, ExportError> {
    let mut minor = 0_i64;
    for line in lines {
        let of_line = line.amount()?.map_or(0, |amount| amount.minor);
        minor = minor
            .checked_add(of_line)
            .ok_or_else(|| ExportError::AmountTooLarge {
                sku: line.sku.clone(),
            })?;
    }
    Ok(amount(Money { minor, currency }))
}

/// Both sides sign: name, a line to sign or stamp on, a line for the date.
fn signatures(
    sheet: &mut Worksheet,
    row: u32,
    order: &SupplierOrder,
    place: &Place,
    styles: &Styles,
) -> Result<(), ExportError> {
    let sides = [
        (0..=5_u16, "signature_buyer", &order.buyer),
        (
            7..=place.last_column(),
            "signature_supplier",
            &order.supplier,
        ),
    ];
    for (columns, key, name) in sides {
        let who = place.lang.filled(key, &[("name", name)]);
        merged(sheet, row, columns.clone(), who.trim_end(), &styles.plain)?;
        merged(sheet, row + 1, columns.clone(), "", &styles.signature)?;
        let when = place.lang.label("signature_date");
        merged(sheet, row + 2, columns, &when, &styles.signature)?;
    }
    for (line, height) in (row..).zip(SIGNATURE_HEIGHTS) {
        sheet.set_row_height(line, height)?;
    }
    Ok(())
}
