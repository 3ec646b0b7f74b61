//! Product pictures made fit for a sheet.

use std::io::Cursor;

use image::{DynamicImage, ImageFormat};
use rust_xlsxwriter::{Image, ObjectMovement, Worksheet};

use super::cell::printable;
use super::error::ExportError;
use crate::pictures::shrunk;

/// Side of the square a picture is fitted into on the sheet, in pixels.
pub(crate) const SIDE: u32 = 64;
/// Pixels stored for each pixel shown, for sharp print.
const DENSITY: u32 = 3;
/// Decodes, shrinks and encodes a picture anew. `None` for what is no PNG, JPEG or WebP, or is
/// larger than a camera makes. Encoding anew also leaves behind what a photo knows: place, time,
/// camera and the editor's remarks.
pub(crate) fn thumbnail(bytes: &[u8]) -> Option<Vec<u8>> {
    let small = shrunk(bytes, SIDE * DENSITY)?;
    encoded(&DynamicImage::ImageRgba8(small.to_rgba8()))
}

/// The picture as PNG.
pub(crate) fn encoded(picture: &DynamicImage) -> Option<Vec<u8>> {
    let mut png = Vec::new();
    picture
        .write_to(&mut Cursor::new(&mut png), ImageFormat::Png)
        .ok()?;
    Some(png)
}

/// Puts a picture in the middle of a cell `cell` pixels wide and high, shrunk to fit a margin of
/// two pixels and never enlarged beyond the square of [`SIDE`].
pub(crate) fn place(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    png: &[u8],
    cell: (u32, u32),
    alt_text: &str,
) -> Result<(), ExportError> {
    let picture = Image::new_from_buffer(png)?;
    let (width, height) = (picture.width().max(1.0), picture.height().max(1.0));
    let (room_across, room_down) = (
        f64::from(cell.0.saturating_sub(4).min(SIDE)),
        f64::from(cell.1.saturating_sub(4).min(SIDE)),
    );
    let scale = (room_across / width).min(room_down / height);
    let offset = |room: u32, size: f64| ((f64::from(room) - size * scale) / 2.0).max(0.0) as u32;
    let offsets = (offset(cell.0, width), offset(cell.1, height));
    let picture = picture
        .set_scale_width(scale)
        .set_scale_height(scale)
        .set_alt_text(described(alt_text))
        .set_object_movement(ObjectMovement::MoveAndSizeWithCells);
    sheet.insert_image_with_offset(row, column, &picture, offsets.0, offsets.1)?;
    Ok(())
}

/// A picture's description for those who cannot see it; it goes into XML like any other text.
pub(crate) fn described(text: &str) -> String {
    let short: String = text.chars().take(120).collect();
    printable(&short).replace('\n', " ")
}
