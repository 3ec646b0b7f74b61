//! Pictures of past and expected demand for the lines that cost most.

use rust_xlsxwriter::{FormatAlign, Image, ObjectMovement, Workbook};

use super::cell::amount;
use super::chart::{HEIGHT, WIDTH, demand_chart_png};
use super::error::ExportError;
use super::internal::{InternalLine, InternalPlan};
use super::labels::Lang;
use super::picture::described;
use super::sheet::{heading, page, text};
use super::style::Styles;

/// Lines that get a picture: the costliest. More would make the file heavy to send.
const MOST_PICTURES: usize = 24;
/// Pixels drawn for each pixel shown.
const DENSITY: f64 = 2.0;
/// Pixels above a picture for its caption.
const CAPTION: u32 = 24;

/// Adds the sheet of pictures, two beside each other; none where no picture could be drawn.
pub(crate) fn charts_sheet(
    workbook: &mut Workbook,
    plan: &InternalPlan,
    lang: Lang,
    styles: &Styles,
) -> Result<(), ExportError> {
    let mut lines: Vec<&InternalLine> = plan.lines.iter().collect();
    let cost = |line: &InternalLine| line.cost.map_or(0.0, amount);
    lines.sort_by(|a, b| cost(b).total_cmp(&cost(a)));
    let pictures: Vec<(&InternalLine, Vec<u8>)> = lines
        .into_iter()
        .filter_map(|line| Some((line, line.chart.as_ref()?)))
        .take(MOST_PICTURES)
        .filter_map(|(line, chart)| Some((line, demand_chart_png(chart, lang)?)))
        .collect();
    if pictures.is_empty() {
        return Ok(());
    }
    let sheet = workbook.add_worksheet();
    sheet.set_name(lang.label("charts_sheet"))?;
    let title = lang.label("charts_title");
    page(sheet, lang, &format!("{} · {title}", plan.shop), (0, 1))?;
    heading(sheet, styles, &title, &lang.label("charts_note"), 2)?;
    let shown = (f64::from(WIDTH) / DENSITY, f64::from(HEIGHT) / DENSITY);
    for column in [0, 2] {
        sheet.set_column_width_pixels(column, shown.0 as u32 + 10)?;
    }
    sheet.set_column_width(1, 2.0)?;
    // Caption and picture share one row: a page break can never come between them.
    let of_caption = styles.plain.clone().set_bold().set_align(FormatAlign::Top);
    for (index, (line, png)) in pictures.iter().enumerate() {
        let row = 2 + u32::try_from(index / 2).unwrap_or(0);
        let column = if index % 2 == 0 { 0 } else { 2 };
        let name = line.name.as_deref();
        let parts = [Some(line.sku.as_str()), name, line.location.as_deref()];
        let caption: Vec<&str> = parts.into_iter().flatten().collect();
        let caption: String = caption.join(" · ").chars().take(80).collect();
        text(sheet, row, column, &caption, &of_caption)?;
        sheet.set_row_height_pixels(row, shown.1 as u32 + CAPTION + 12)?;
        let picture = Image::new_from_buffer(png)?
            .set_scale_width(1.0 / DENSITY)
            .set_scale_height(1.0 / DENSITY)
            .set_alt_text(described(&line.sku))
            .set_object_movement(ObjectMovement::MoveButDontSizeWithCells);
        sheet.insert_image_with_offset(row, column, &picture, 4, CAPTION)?;
    }
    Ok(())
}
