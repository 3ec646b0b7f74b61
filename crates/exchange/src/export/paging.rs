//! Where the pages of a printed sheet end, so that signatures do not stand on a page alone.
//!
//! Measures are points. Excel and LibreOffice draw a column of `n` characters `7n + 5` pixels wide
//! at 96 pixels an inch, and a row as high as it is told.

use rust_xlsxwriter::Worksheet;

use super::error::ExportError;

/// A4 landscape less the margins of [`super::sheet::page`].
const PAGE_WIDTH: f64 = 841.9 - (0.4 + 0.4) * 72.0;
const PAGE_HEIGHT: f64 = 595.3 - (0.45 + 0.6) * 72.0;
/// Programs round rows and fonts differently; a page is taken for a little shorter than it is.
const ROOM: f64 = 0.96;
/// A sheet this much higher than a page is printed smaller rather than on two.
const SHRINK: f64 = 1.2;
/// Lines that go to the last page together with the totals.
const COMPANY: u32 = 2;

/// Heights of a sheet's rows.
pub(crate) struct Rows {
    /// Every row from the first one on.
    pub(crate) heights: Vec<f64>,
    /// The table's header, repeated on every page.
    pub(crate) header: u32,
    /// First row of the table.
    pub(crate) first: u32,
    /// First row after the table's lines: totals and what follows stay on one page, with a line.
    pub(crate) keep_from: u32,
}

/// How a sheet is cut into pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cut {
    /// All of it fits on one page.
    Natural,
    /// So many pages, a little smaller.
    Pages(u16),
    /// Where the paper ends, but never after a row from this one on. Excel ignores a break in a
    /// sheet that is fitted to pages, and by its measures needs none here; LibreOffice, whose
    /// columns may be wider, keeps it.
    Before(u32),
}

/// The cut of a sheet whose columns are `widths` characters wide.
pub(crate) fn cut(rows: &Rows, widths: &[f64]) -> Cut {
    let width: f64 = widths.iter().map(|w| (w * 7.0 + 5.0) * 0.75).sum();
    let scale = (PAGE_WIDTH / width.max(1.0)).min(1.0);
    let page = PAGE_HEIGHT / scale * ROOM;
    let whole: f64 = rows.heights.iter().sum();
    if whole <= page {
        return Cut::Natural;
    }
    if whole <= page * SHRINK {
        return Cut::Pages(1);
    }
    let header = rows.heights.get(rows.header as usize).copied();
    // Page of each row.
    let (mut pages, mut here, mut used) = (Vec::new(), 0_u16, 0.0);
    for height in &rows.heights {
        if used + height > page && used > 0.0 {
            here = here.saturating_add(1);
            used = header.unwrap_or(0.0);
        }
        used += height;
        pages.push(here);
    }
    // The last page must hold the end and a line of the table; else one page less is taken.
    let last_line = rows.keep_from.saturating_sub(1) as usize;
    if here > 0 && pages.get(last_line) != Some(&here) {
        return Cut::Pages(here);
    }
    let before = rows.keep_from.saturating_sub(COMPANY);
    Cut::Before(before.max(rows.first + 1).min(rows.keep_from))
}

/// Applies the cut to a sheet that is set to fit the page's width.
pub(crate) fn apply(sheet: &mut Worksheet, cut: Cut) -> Result<(), ExportError> {
    match cut {
        Cut::Natural => {}
        Cut::Pages(pages) => {
            sheet.set_print_fit_to_pages(1, pages);
        }
        Cut::Before(row) => {
            sheet.set_page_breaks(&[row])?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Ten rows of head of 20 points, `lines` of 20, five rows of end of 40.
    fn rows(lines: usize) -> Rows {
        let mut heights = vec![20.0; 10 + lines];
        heights.extend([40.0; 5]);
        Rows {
            heights,
            header: 9,
            first: 10,
            keep_from: 10 + lines as u32,
        }
    }

    // 125 characters in one column: 660 points, narrower than the page, so nothing is scaled:
    // 498.9 points a page after the room that is kept.
    const NARROW: [f64; 1] = [125.0];

    #[test]
    fn a_short_order_is_left_alone() {
        // 200 + 4 × 20 + 200 = 480.
        assert_eq!(cut(&rows(4), &NARROW), Cut::Natural);
    }

    #[test]
    fn a_little_too_long_is_printed_smaller() {
        // 200 + 5 × 20 + 200 = 500.
        assert_eq!(cut(&rows(5), &NARROW), Cut::Pages(1));
    }

    #[test]
    fn the_end_of_a_long_order_has_lines_beside_it() {
        // Page 1 ends after 24 rows (480); the 14 lines fill it exactly, and the end would stand
        // alone: all of it goes on one page.
        assert_eq!(cut(&rows(14), &NARROW), Cut::Pages(1));
        // With 20 lines, six of them are on page 2 anyway, with 20 + 120 + 200 points.
        assert_eq!(cut(&rows(20), &NARROW), Cut::Before(28));
        // With 36, page 2 holds the last 22 after the repeated header and the end does not fit.
        assert_eq!(cut(&rows(36), &NARROW), Cut::Pages(2));
    }

    #[test]
    fn a_wide_table_is_measured_as_it_is_printed() {
        // 250 characters are 1,316.25 points, of which 59.6 % fits: a page then holds 837 points.
        // 41 rows of 20 fill it to 820, and the end would stand alone on the next.
        assert_eq!(cut(&rows(31), &[250.0]), Cut::Pages(1));
        assert_eq!(cut(&rows(40), &[250.0]), Cut::Before(48));
    }
}
