//! Which typeface of this computer can draw the words of a chart.

use std::sync::OnceLock;

use plotters::prelude::{BitMapBackend, IntoDrawingArea, IntoFont, Text, WHITE};

/// Typefaces with Chinese glyphs, by system: Linux, Windows, macOS; then whatever the system
/// takes for sans serif.
const FAMILIES: [&str; 6] = [
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Microsoft YaHei",
    "PingFang SC",
    "WenQuanYi Micro Hei",
    "sans-serif",
];

/// A typeface that draws text, and whether it knows Chinese.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Typeface {
    /// Name of the family.
    pub(crate) family: &'static str,
    /// Whether it has Chinese glyphs.
    pub(crate) chinese: bool,
}

/// The typeface for chart pictures; `None` where the computer has no font at all.
pub(crate) fn typeface() -> Option<Typeface> {
    static FOUND: OnceLock<Option<Typeface>> = OnceLock::new();
    *FOUND.get_or_init(|| {
        let chinese = FAMILIES
            .into_iter()
            .find(|family| distinct(family, "史", "潮"))
            .map(|family| Typeface {
                family,
                chinese: true,
            });
        chinese.or_else(|| {
            FAMILIES
                .into_iter()
                .find(|family| distinct(family, "1", "8"))
                .map(|family| Typeface {
                    family,
                    chinese: false,
                })
        })
    })
}

/// Whether two characters look different in a typeface. A missing glyph is drawn as the same
/// empty box whatever the character, and a missing typeface is silently replaced by another, so
/// looking is the one reliable test.
fn distinct(family: &str, one: &str, other: &str) -> bool {
    match (drawn(family, one), drawn(family, other)) {
        (Some(one), Some(other)) => one != other,
        _ => false,
    }
}

fn drawn(family: &str, character: &str) -> Option<Vec<u8>> {
    const SIDE: u32 = 40;
    let mut pixels = vec![0_u8; (SIDE * SIDE * 3) as usize];
    {
        let area = BitMapBackend::with_buffer(&mut pixels, (SIDE, SIDE)).into_drawing_area();
        area.fill(&WHITE).ok()?;
        let text = Text::new(character.to_owned(), (6, 6), (family, 24).into_font());
        area.draw(&text).ok()?;
        area.present().ok()?;
    }
    Some(pixels)
}
