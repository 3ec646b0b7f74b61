//! A picture of a SKU's past sales and of the demand expected: bars, then a fan.

use domain::Day;
use image::{DynamicImage, RgbImage};
use plotters::prelude::{
    BitMapBackend, ChartBuilder, Color, DrawingArea, IntoDrawingArea, IntoFont, LineSeries,
    PathElement, Polygon, RGBColor, Rectangle, Text, WHITE,
};

use super::font::{Typeface, typeface};
use super::labels::Lang;
use super::picture::encoded;

/// Width of the picture in pixels; it is shown at half of it.
pub(crate) const WIDTH: u32 = 1_120;
/// Height of the picture in pixels.
pub(crate) const HEIGHT: u32 = 420;

const BAR: RGBColor = RGBColor(0x0a, 0x5f, 0x78);
const OUT_OF_STOCK: RGBColor = RGBColor(0xd5, 0xa0, 0x8c);
const FORECAST: RGBColor = RGBColor(0xc7, 0x6b, 0x1e);
const INK: RGBColor = RGBColor(0x33, 0x3d, 0x42);
const RULE: RGBColor = RGBColor(0xe3, 0xe8, 0xea);

/// What is drawn for one SKU at one location. Buckets of history and forecast should be of the
/// same length, or their heights cannot be compared.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DemandChart {
    /// Units sold by bucket.
    pub history: Vec<HistoryBar>,
    /// Units expected by bucket.
    pub forecast: Vec<ForecastPoint>,
}

/// Sales of one bucket.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct HistoryBar {
    /// First day.
    pub start: Day,
    /// Days of the bucket.
    pub days: i32,
    /// Units sold.
    pub units: f64,
    /// Whether stock lasted to the bucket's end; a bucket that ran out is drawn in another
    /// colour, since its sales are less than its demand.
    pub in_stock: bool,
}

/// Demand expected in one bucket.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ForecastPoint {
    /// First day.
    pub start: Day,
    /// Days of the bucket.
    pub days: i32,
    /// 5 % quantile, units.
    pub low: f64,
    /// Median, units.
    pub median: f64,
    /// 95 % quantile, units.
    pub high: f64,
}

/// The picture as PNG. `None` where there is nothing to draw or the computer has no font; the
/// workbook then goes without it. Words are left out where the font lacks Chinese.
#[must_use]
pub fn demand_chart_png(chart: &DemandChart, lang: Lang) -> Option<Vec<u8>> {
    let chart = drawable(chart)?;
    let typeface = typeface()?;
    let mut pixels = vec![0_u8; (WIDTH * HEIGHT * 3) as usize];
    {
        let area = BitMapBackend::with_buffer(&mut pixels, (WIDTH, HEIGHT)).into_drawing_area();
        draw(&area, &chart, typeface, lang).ok()?;
        area.present().ok()?;
    }
    let picture = RgbImage::from_raw(WIDTH, HEIGHT, pixels)?;
    encoded(&DynamicImage::ImageRgb8(picture))
}

/// The chart without what cannot be drawn: values that are not finite, buckets without days or
/// outside the calendar. At most 400 buckets of each, the nearest to today.
fn drawable(chart: &DemandChart) -> Option<DemandChart> {
    let fits = |start: Day, days: i32| start.is_plausible() && (1..=366).contains(&days);
    let mut history: Vec<HistoryBar> = chart
        .history
        .iter()
        .copied()
        .filter(|bar| fits(bar.start, bar.days) && (0.0..1e15).contains(&bar.units))
        .collect();
    history.sort_by_key(|bar| bar.start);
    history.drain(..history.len().saturating_sub(400));
    let mut forecast: Vec<ForecastPoint> = chart
        .forecast
        .iter()
        .copied()
        .filter(|point| {
            let values = [point.low, point.median, point.high];
            fits(point.start, point.days) && values.iter().all(|v| (0.0..1e15).contains(v))
        })
        .collect();
    forecast.sort_by_key(|point| point.start);
    forecast.truncate(400);
    let is_empty = history.is_empty() && forecast.is_empty();
    (!is_empty).then_some(DemandChart { history, forecast })
}

type Failure = Box<dyn std::error::Error + Send + Sync>;

fn draw(
    area: &DrawingArea<BitMapBackend<'_>, plotters::coord::Shift>,
    chart: &DemandChart,
    typeface: Typeface,
    lang: Lang,
) -> Result<(), Failure> {
    area.fill(&WHITE).map_err(told)?;
    let starts = chart.history.iter().map(|bar| bar.start.0);
    let starts = starts.chain(chart.forecast.iter().map(|point| point.start.0));
    let first = starts.min().unwrap_or(0);
    let ends = chart.history.iter().map(|bar| bar.start.0 + bar.days);
    let ends = ends.chain(
        chart
            .forecast
            .iter()
            .map(|point| point.start.0 + point.days),
    );
    let last = ends.max().unwrap_or(1).max(first + 1);
    let heights = chart.history.iter().map(|bar| bar.units);
    let heights = heights.chain(chart.forecast.iter().map(|point| point.high));
    let top = heights.fold(0.0, f64::max).max(1.0) * 1.08;

    let label = (typeface.family, 24).into_font().color(&INK);
    let mut plot = ChartBuilder::on(area)
        .margin_top(44)
        .margin_right(30)
        .margin_bottom(8)
        .margin_left(8)
        .x_label_area_size(44)
        .y_label_area_size(84)
        .build_cartesian_2d(first..last, 0.0..top)
        .map_err(told)?;
    plot.configure_mesh()
        .disable_x_mesh()
        .bold_line_style(RULE)
        .light_line_style(WHITE)
        .axis_style(RULE)
        .x_labels(7)
        .y_labels(5)
        .x_label_formatter(&|day| Day(*day).date().format("%y-%m-%d").to_string())
        .y_label_formatter(&|units| short_number(*units))
        .label_style(label)
        .draw()
        .map_err(told)?;

    let bars = chart.history.iter().map(|bar| {
        let gap = i32::from(bar.days > 3);
        let colour = if bar.in_stock { BAR } else { OUT_OF_STOCK };
        let corners = [
            (bar.start.0, 0.0),
            (bar.start.0 + bar.days - gap, bar.units),
        ];
        Rectangle::new(corners, colour.filled())
    });
    plot.draw_series(bars).map_err(told)?;
    let middle = |point: &ForecastPoint| point.start.0 + point.days / 2;
    let upper = chart
        .forecast
        .iter()
        .map(|p| (middle(p), p.high.max(p.low)));
    let lower = chart.forecast.iter().rev().map(|p| (middle(p), p.low));
    let fan: Vec<(i32, f64)> = upper.chain(lower).collect();
    if chart.forecast.len() > 1 {
        let band = Polygon::new(fan, FORECAST.mix(0.22).filled());
        plot.draw_series(std::iter::once(band)).map_err(told)?;
    }
    let median = chart.forecast.iter().map(|p| (middle(p), p.median));
    plot.draw_series(LineSeries::new(median, FORECAST.stroke_width(4)))
        .map_err(told)?;
    if typeface.chinese || lang == Lang::En {
        legend(area, typeface, lang)?;
    }
    Ok(())
}

fn legend(
    area: &DrawingArea<BitMapBackend<'_>, plotters::coord::Shift>,
    typeface: Typeface,
    lang: Lang,
) -> Result<(), Failure> {
    let mut x = 92;
    let words = (typeface.family, 24).into_font().color(&INK);
    let entries = [
        ("chart_sales", BAR.filled(), false),
        ("chart_out_of_stock", OUT_OF_STOCK.filled(), false),
        ("chart_median", FORECAST.filled(), true),
        ("chart_range", FORECAST.mix(0.22).filled(), false),
    ];
    for (key, fill, is_line) in entries {
        if is_line {
            let line = PathElement::new(vec![(x, 24), (x + 26, 24)], FORECAST.stroke_width(4));
            area.draw(&line).map_err(told)?;
        } else {
            let swatch = Rectangle::new([(x, 15), (x + 26, 33)], fill);
            area.draw(&swatch).map_err(told)?;
        }
        let label = lang.label(key);
        let width = area.estimate_text_size(&label, &words).map_err(told)?.0;
        area.draw(&Text::new(label, (x + 36, 12), words.clone()))
            .map_err(told)?;
        x += 36 + i32::try_from(width).unwrap_or(200) + 40;
    }
    Ok(())
}

/// A figure for the axis: `1,200` as `1200`, above a hundred thousand in thousands.
fn short_number(units: f64) -> String {
    match units {
        u if u >= 1e8 => format!("{:.0}M", u / 1e6),
        u if u >= 1e5 => format!("{:.0}k", u / 1e3),
        u if u.fract().abs() < 1e-9 => format!("{u:.0}"),
        u => format!("{u:.1}"),
    }
}

fn told(error: impl std::error::Error) -> Failure {
    error.to_string().into()
}
