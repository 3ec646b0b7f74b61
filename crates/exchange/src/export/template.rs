//! Empty templates of the app's own sheets, to be filled in by people.

use domain::{Day, RecordKind};
use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, DataValidationRule, ExcelDateTime, Format, Note,
    ObjectMovement, Worksheet,
};

use super::cell::serial;
use super::error::ExportError;
use super::labels::Lang;
use super::sheet::{column_letters, columns_of, heading, height_for, number, page, text, workbook};
use super::style::{DATE_FORMAT, PALE, Styles, asked};
use super::template_examples::{EXAMPLES, example};
use crate::import::{TemplateColumn, ValueKind, template_columns};

/// Author of the notes; a template belongs to no shop.
const AUTHOR: &str = "Tidestock";
/// Last row the lists of allowed words reach to, counted from 0: all of the sheet.
const LAST_ROW: u32 = 1_048_575;
const MOMENT_FORMAT: &str = "yyyy-mm-dd hh:mm";
/// Currencies offered by the list; any other ISO 4217 code may be typed.
const CURRENCIES: [&str; 14] = [
    "USD", "CNY", "EUR", "GBP", "JPY", "AUD", "CAD", "HKD", "SGD", "THB", "MYR", "VND", "BRL",
    "AED",
];

/// The template of a kind as the bytes of an xlsx file. First sheet: the header row, each header
/// with a note, required ones in the strong colour, lists to choose words from, and
/// two example rows to overwrite. Second sheet: what each column means.
///
/// Columns of text are formatted as text over their whole length, so that a SKU `007` or a
/// barcode of nineteen digits survives being typed.
///
/// # Errors
/// [`ExportError::Workbook`] only.
pub fn template_workbook(kind: RecordKind, lang: Lang) -> Result<Vec<u8>, ExportError> {
    let mut workbook = workbook(AUTHOR, Day::default());
    let styles = Styles::new(lang);
    let columns = template_columns(kind);
    data_sheet(workbook.add_worksheet(), kind, columns, lang, &styles)?;
    guide_sheet(workbook.add_worksheet(), kind, columns, lang, &styles)?;
    Ok(workbook.save_to_buffer()?)
}

fn header(column: &TemplateColumn, lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => column.name_zh,
        Lang::En => column.name_en,
    }
}

/// What the column means in this kind: the kind's own sentence where there is one.
fn meaning(kind: RecordKind, column: &TemplateColumn, lang: Lang) -> String {
    let word = column.name_en;
    lang.known(&format!("column_{}_{word}", kind.word()))
        .unwrap_or_else(|| lang.label(&format!("column_{word}")))
}

/// What its cells hold, such as "a day, written 2026-11-24".
fn content(column: &TemplateColumn, lang: Lang) -> String {
    let key = match column.value {
        ValueKind::Text => "value_text",
        ValueKind::Whole => "value_whole",
        ValueKind::Decimal => "value_decimal",
        ValueKind::Money => "value_money",
        ValueKind::Currency => "value_currency",
        ValueKind::Day => "value_day",
        ValueKind::Moment => "value_moment",
        ValueKind::Share => "value_share",
        ValueKind::Flag => "value_flag",
        ValueKind::Country => "value_country",
        ValueKind::Countries => "value_countries",
        ValueKind::Word(words) => {
            let separator = lang.label("list_separator");
            let words = choices(words, lang).join(&separator);
            return lang.filled("value_word", &[("words", &words)]);
        }
    };
    lang.label(key)
}

fn choices(words: &[&str], lang: Lang) -> Vec<String> {
    words
        .iter()
        .map(|word| lang.label(&format!("word_{word}")))
        .collect()
}

fn data_sheet(
    sheet: &mut Worksheet,
    kind: RecordKind,
    columns: &[TemplateColumn],
    lang: Lang,
    styles: &Styles,
) -> Result<(), ExportError> {
    let title = lang.label(&format!("kind_{}", kind.word()));
    sheet.set_name(&title)?;
    page(sheet, lang, &title, (0, 0))?;
    sheet.set_screen_gridlines(true);
    sheet.set_freeze_panes(1, 0)?;
    sheet.set_row_height(0, 30)?;
    sheet.set_default_note_author(AUTHOR);
    let optional = styles
        .header
        .clone()
        .set_font_color(rust_xlsxwriter::Color::RGB(super::style::ACCENT))
        .set_background_color(rust_xlsxwriter::Color::RGB(PALE));
    for (position, column) in (0_u16..).zip(columns) {
        let name = header(column, lang);
        let format = column_format(column, styles);
        sheet.set_column_format(position, &format)?;
        let least = if column.value == ValueKind::Moment {
            18.0
        } else {
            13.0
        };
        let width = (columns_of(name) * 1.2 + 3.0).clamp(least, 30.0);
        sheet.set_column_width(position, width)?;
        let of_header = if column.required {
            &styles.header
        } else {
            &optional
        };
        text(sheet, 0, position, name, of_header)?;
        let note = format!(
            "{}\n{}\n{}",
            required(column, lang),
            meaning(kind, column, lang),
            content(column, lang)
        );
        let height = (height_for(&note, 34.0) * 1.4) as u32;
        let note = Note::new(note)
            .set_author(AUTHOR)
            .add_author_prefix(false)
            .set_width(260)
            .set_height(height)
            .set_font_name(lang.typeface())
            .set_font_size(9)
            .set_object_movement(ObjectMovement::DontMoveOrSizeWithCells);
        sheet.insert_note(0, position, &note)?;
        if let Some(rule) = validation(column, lang)? {
            sheet.add_data_validation(1, position, LAST_ROW, position, &rule)?;
        }
        for index in 0..EXAMPLES {
            let row = u32::try_from(index + 1).unwrap_or(1);
            write_example(sheet, row, position, kind, column, index, lang, &format)?;
        }
    }
    Ok(())
}

fn required(column: &TemplateColumn, lang: Lang) -> String {
    lang.label(if column.required {
        "required"
    } else {
        "optional"
    })
}

fn column_format(column: &TemplateColumn, styles: &Styles) -> Format {
    let plain = styles.plain.clone();
    match column.value {
        ValueKind::Text | ValueKind::Currency | ValueKind::Country | ValueKind::Countries => {
            plain.set_num_format("@")
        }
        ValueKind::Day => plain.set_num_format(DATE_FORMAT),
        ValueKind::Moment => plain.set_num_format(MOMENT_FORMAT),
        ValueKind::Share => plain.set_num_format("0.0%"),
        ValueKind::Whole
        | ValueKind::Decimal
        | ValueKind::Money
        | ValueKind::Flag
        | ValueKind::Word(_) => plain,
    }
}

/// The rule that the spreadsheet program applies to typed cells. Closed lists refuse other
/// words; for currencies and days it only warns, since the reader understands more than it.
fn validation(column: &TemplateColumn, lang: Lang) -> Result<Option<DataValidation>, ExportError> {
    let rule = match column.value {
        ValueKind::Word(words) => {
            DataValidation::new().allow_list_strings(&choices(words, lang))?
        }
        ValueKind::Flag => {
            DataValidation::new().allow_list_strings(&choices(&["yes", "no"], lang))?
        }
        ValueKind::Currency => DataValidation::new()
            .allow_list_strings(&CURRENCIES)?
            .set_error_style(DataValidationErrorStyle::Information),
        ValueKind::Day => DataValidation::new()
            .allow_date(DataValidationRule::Between(
                ExcelDateTime::from_ymd(1990, 1, 1)?,
                ExcelDateTime::from_ymd(2100, 1, 1)?,
            ))
            .set_error_style(DataValidationErrorStyle::Warning),
        _ => return Ok(None),
    };
    let rule = rule
        .set_error_title(lang.label("validation_title"))?
        .set_error_message(content(column, lang))?;
    Ok(Some(rule))
}

#[expect(
    clippy::too_many_arguments,
    reason = "an example is placed by all of them"
)]
fn write_example(
    sheet: &mut Worksheet,
    row: u32,
    position: u16,
    kind: RecordKind,
    column: &TemplateColumn,
    index: usize,
    lang: Lang,
    format: &Format,
) -> Result<(), ExportError> {
    let format = asked(format);
    let Some(value) = example(kind, column.name_en, index, lang) else {
        return number(sheet, row, position, None, &format);
    };
    match column.value {
        ValueKind::Whole | ValueKind::Decimal | ValueKind::Money | ValueKind::Share => {
            number(sheet, row, position, value.parse().ok(), &format)
        }
        ValueKind::Day | ValueKind::Moment => number(sheet, row, position, moment(value), &format),
        ValueKind::Flag | ValueKind::Word(_) => {
            let word = lang.label(&format!("word_{value}"));
            text(sheet, row, position, &word, &format)
        }
        ValueKind::Text | ValueKind::Currency | ValueKind::Country | ValueKind::Countries => {
            text(sheet, row, position, value, &format)
        }
    }
}

/// The serial number of `2026-11-24` or `2026-11-24 09:30`.
fn moment(text: &str) -> Option<f64> {
    let (day, time) = text.split_once(' ').unwrap_or((text, "0:0"));
    let (hour, minute) = time.split_once(':')?;
    let (hour, minute): (f64, f64) = (hour.parse().ok()?, minute.parse().ok()?);
    Some(serial(day.parse().ok()?)? + (hour * 60.0 + minute) / 1_440.0)
}

/// The second sheet: every column with what it means.
fn guide_sheet(
    sheet: &mut Worksheet,
    kind: RecordKind,
    columns: &[TemplateColumn],
    lang: Lang,
    styles: &Styles,
) -> Result<(), ExportError> {
    const HEADER: u32 = 3;
    let look = [
        ("guide_column", 26.0),
        ("guide_required", 12.0),
        ("guide_meaning", 62.0),
        ("guide_content", 50.0),
        ("guide_example", 26.0),
    ];
    sheet.set_name(lang.label("guide_sheet"))?;
    let kind_name = lang.label(&format!("kind_{}", kind.word()));
    let title = lang.filled("guide_title", &[("kind", &kind_name)]);
    page(sheet, lang, &title, (HEADER, HEADER))?;
    heading(sheet, styles, &title, &lang.label("guide_note"), 4)?;
    sheet.set_row_height(1, 36)?;
    for (position, (key, width)) in (0_u16..).zip(look) {
        sheet.set_column_width(position, width)?;
        text(sheet, HEADER, position, &lang.label(key), &styles.header)?;
    }
    for (index, column) in (0_u16..).zip(columns) {
        let row = HEADER + 1 + u32::from(index);
        let shown = example(kind, column.name_en, 0, lang).unwrap_or_default();
        let shown = match column.value {
            ValueKind::Flag | ValueKind::Word(_) if !shown.is_empty() => {
                lang.label(&format!("word_{shown}"))
            }
            _ => shown.to_owned(),
        };
        let cells = [
            // With its letter, so that no reader takes this cell for a header of its own.
            format!("{} · {}", column_letters(index), header(column, lang)),
            required(column, lang),
            meaning(kind, column, lang),
            content(column, lang),
            shown,
        ];
        let mut height = 20.0_f64;
        for ((position, cell), (_, width)) in (0_u16..).zip(&cells).zip(look) {
            height = height.max(height_for(cell, width));
            text(sheet, row, position, cell, &styles.code)?;
        }
        sheet.set_row_height(row, height)?;
    }
    Ok(())
}
