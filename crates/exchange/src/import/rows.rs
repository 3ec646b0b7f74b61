//! The loop over the rows of one sheet, in blocks.

use std::ops::ControlFlow;

use domain::RecordKind;
use domain::record::Records;

use super::build::catalogue::{self, ProductHead};
use super::build::orders::{self, OrderHead};
use super::build::supply::PurchaseHead;
use super::build::{cost, stock, supply};
use super::cell::Row;
use super::failure::ImportFailure;
use super::fields::{Fields, NoRecord};
use super::groups::Groups;
use super::kinds::slots;
use super::plan::{Event, Plan, Sink};
use super::read::Rows;
use super::word;

/// Rows handed over together.
const BLOCK_ROWS: usize = 16_384;

/// Makes the records of one row.
type Build<'b, 'p, T> =
    &'b mut dyn FnMut(&mut Fields<'p>, &Row, &mut Vec<T>) -> Result<(), NoRecord>;

/// Reading one sheet's rows.
pub struct Run<'r, 's, 'p> {
    /// Where rows come from.
    pub rows: &'r mut Rows<'s>,
    /// Reads their cells.
    pub fields: Fields<'p>,
    /// Where blocks go.
    pub sink: Sink<'r>,
    /// Makes a progress event.
    pub tick: &'r dyn Fn() -> Event,
    /// Data rows so far.
    pub rows_read: u64,
    /// Those of them refused.
    pub rejected: u64,
}

impl<'p> Run<'_, '_, 'p> {
    /// Reads every row as a record of the kind.
    ///
    /// # Errors
    /// The file ends in the middle or is damaged; what was read before it has been handed over.
    pub fn kind(&mut self, kind: RecordKind) -> Result<ControlFlow<()>, ImportFailure> {
        match kind {
            RecordKind::Orders => {
                let mut head = OrderHead::default();
                self.all(
                    &mut |f, row, out| orders::line(f, &mut head, row, out),
                    Records::Orders,
                )
            }
            RecordKind::Products => {
                let mut head = ProductHead::default();
                self.all(
                    &mut |f, row, out| catalogue::product(f, &mut head, row, out),
                    Records::Products,
                )
            }
            RecordKind::Returns => self.all(&mut orders::returned, Records::Returns),
            RecordKind::Stock => {
                let mut known = stock::Known::default();
                self.all(
                    &mut |f, row, out| {
                        let from = out.len();
                        stock::count(f, row, out)?;
                        stock::merge(f, &mut known, out, from)
                    },
                    Records::Stock,
                )
            }
            RecordKind::StockHistory => {
                let mut known = stock::Known::default();
                self.all(
                    &mut |f, row, out| {
                        let from = out.len();
                        stock::history(f, row, out)?;
                        stock::merge(f, &mut known, out, from)
                    },
                    Records::StockHistory,
                )
            }
            RecordKind::PurchaseOrders => {
                let mut head = PurchaseHead::default();
                self.all(
                    &mut |f, row, out| supply::purchase_order(f, &mut head, row, out),
                    Records::PurchaseOrders,
                )
            }
            RecordKind::Suppliers => self.all(&mut supply::supplier, Records::Suppliers),
            RecordKind::Locations => self.all(&mut supply::location, Records::Locations),
            RecordKind::Promotions => self.all(&mut catalogue::promotion, Records::Promotions),
            RecordKind::Marketing => self.all(&mut catalogue::marketing, Records::Marketing),
            RecordKind::Stocktake => self.all(&mut stock::stocktake, Records::Stocktake),
            RecordKind::SupplierPrices => {
                self.all(&mut supply::supplier_price, Records::SupplierPrices)
            }
            RecordKind::Bundles => self.all(&mut supply::bundle_part, Records::Bundles),
            RecordKind::ExchangeRates => {
                self.all(&mut catalogue::exchange_rate, Records::ExchangeRates)
            }
            RecordKind::CostRates => self.all(&mut cost::cost_rate, Records::CostRates),
        }
    }

    fn all<T>(
        &mut self,
        build: Build<'_, 'p, T>,
        wrap: fn(Vec<T>) -> Records,
    ) -> Result<ControlFlow<()>, ImportFailure> {
        let header_row = self.fields.plan.info.header_row;
        let mut groups = self.fields.plan.group.map(Groups::new);
        let mut row = Row::default();
        let mut block: Vec<T> = Vec::with_capacity(BLOCK_ROWS + 64);
        let mut in_block = 0;
        let end = loop {
            match self.rows.next(&mut row) {
                Ok(true) => {}
                Ok(false) => break Ok(()),
                Err(failure) => break Err(failure),
            }
            if row.number <= header_row || row.is_blank() {
                continue;
            }
            if groups.as_mut().is_some_and(|groups| !groups.take(&mut row)) {
                continue;
            }
            if self.fields.is_filtered(&row) {
                continue;
            }
            let noted = self.fields.problems.len();
            match build(&mut self.fields, &row, &mut block) {
                Ok(()) => in_block += 1,
                Err(NoRecord::Skipped) => {}
                Err(NoRecord::Rejected) => {
                    if let Some(code) = no_data(self.fields.plan, &row) {
                        self.fields.problems.truncate(noted);
                        self.fields.warn(row.number, None, code, &first_text(&row));
                    } else {
                        in_block += 1;
                        self.rejected += 1;
                    }
                }
            }
            // Rows to be added to one another are kept together until the last is there.
            let full = in_block as usize >= BLOCK_ROWS || block.len() >= BLOCK_ROWS;
            if full && !self.fields.plan.habits.sum_rows {
                let full = std::mem::replace(&mut block, Vec::with_capacity(BLOCK_ROWS + 64));
                if self.hand_over(wrap(full), &mut in_block).is_break() {
                    return Ok(ControlFlow::Break(()));
                }
            }
        };
        self.fields.finish();
        if (!block.is_empty() || in_block > 0 || !self.fields.problems.is_empty())
            && self.hand_over(wrap(block), &mut in_block).is_break()
        {
            return Ok(ControlFlow::Break(()));
        }
        end.map(|()| ControlFlow::Continue(()))
    }

    fn hand_over(&mut self, records: Records, in_block: &mut u64) -> ControlFlow<()> {
        self.rows_read += *in_block;
        let event = Event::Block {
            records,
            problems: std::mem::take(&mut self.fields.problems),
            rows_read: std::mem::take(in_block),
        };
        (self.sink)(event)?;
        (self.sink)((self.tick)())
    }
}

fn first_text(row: &Row) -> String {
    (0..row.len())
        .map(|i| row.display(i))
        .find(|text| !text.is_empty())
        .unwrap_or_default()
}

/// Why a refused row is no data at all: sums at the bottom, or the header once more where files
/// were joined.
fn no_data(plan: &Plan, row: &Row) -> Option<&'static str> {
    if word::is_total(first_text(row).trim_end_matches([':', '：'])) {
        return Some("summary_row_skipped");
    }
    // eBay counts its lines below them.
    if (0..row.len()).any(|i| row.display(i).ends_with("record(s) downloaded")) {
        return Some("text_line_skipped");
    }
    let same = (0..row.len())
        .filter(|i| {
            let text = row.display(*i);
            !text.is_empty() && plan.headers.get(*i).is_some_and(|h| h.text == text)
        })
        .count();
    if same >= 2 {
        return Some("header_repeated");
    }
    let filled: Vec<(usize, String)> = (0..row.len())
        .map(|i| (i, row.display(i)))
        .filter(|(_, text)| !text.is_empty())
        .collect();
    let wordy = |text: &str| text.contains(' ') && !text.bytes().any(|b| b.is_ascii_digit());
    let named = plan.headers.iter().filter(|h| !h.text.is_empty()).count();
    let is_text = |(column, text): &(usize, String)| {
        let role = plan.info.columns.get(*column).and_then(|c| c.role);
        let needed = |role| {
            slots(plan.info.kind)
                .iter()
                .any(|s| s.required && s.role == role)
        };
        role.is_none_or(|role| needed(role) && wordy(text))
    };
    // `2 record(s) downloaded`, `Seller ID : shop`: lines of text around the table.
    if named >= 6 && filled.len() <= 2 && filled.iter().all(is_text) {
        return Some("text_line_skipped");
    }
    // Some exports explain each column in the line below its header.
    let explains = row.number <= plan.info.header_row + 2
        && filled.len() >= 3
        && filled.iter().all(|(_, text)| {
            wordy(text) || text.chars().any(|c| matches!(c, '，' | '。' | '：' | '、'))
        });
    explains.then_some("text_line_skipped")
}
