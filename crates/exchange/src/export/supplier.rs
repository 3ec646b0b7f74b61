//! The workbook that goes to one supplier: a purchase order and its packing list.
//!
//! It holds what the supplier needs and nothing else: the types below have no field for a
//! margin, a forecast, a stock or another supplier, so none can slip in.

use domain::{Currency, Day, Money, UnitPrice};

use super::error::ExportError;
use super::labels::Lang;
use super::order_columns::Place;
use super::order_sheet::order_sheet;
use super::packing_sheet::packing_sheet;
use super::sheet::{MOST_LINES, workbook};
use super::style::Styles;

/// An order at one supplier.
#[derive(Clone, Debug)]
pub struct SupplierOrder {
    /// Our number of the order.
    pub number: String,
    /// Day of the order.
    pub date: Day,
    /// Supplier's name.
    pub supplier: String,
    /// Who to reach at the supplier, and how.
    pub contact: Option<String>,
    /// The shop's name: the buyer, and the author in the document's properties.
    pub buyer: String,
    /// Location the goods go to, with its address where known.
    pub ship_to: Option<String>,
    /// Day by which the goods must have been handed over.
    pub delivery_by: Option<Day>,
    /// Payment terms.
    pub payment_terms: Option<String>,
    /// What every price of the order is in.
    pub currency: Currency,
    /// Remarks on the whole order.
    pub note: Option<String>,
    /// What is ordered; lines without a positive quantity are left out.
    pub lines: Vec<OrderedLine>,
}

/// One SKU of an order.
#[derive(Clone, Debug, Default)]
pub struct OrderedLine {
    /// Stock keeping unit, exactly as the shop writes it.
    pub sku: String,
    /// Name.
    pub name: Option<String>,
    /// Options of the variant such as colour and size.
    pub options: Option<String>,
    /// Barcode (GTIN), as text.
    pub barcode: Option<String>,
    /// Harmonised System code, as text.
    pub hs_code: Option<String>,
    /// What a unit is called; "piece" in the workbook's language where unknown.
    pub unit: Option<String>,
    /// Units ordered.
    pub quantity: i64,
    /// Units a carton; unknown or below one leaves the carton columns to the supplier.
    pub pack_size: Option<i64>,
    /// Price of one unit, in the order's currency.
    pub unit_price: Option<UnitPrice>,
    /// Day the goods are ready to ship.
    pub ready_on: Option<Day>,
    /// Remark on the line.
    pub note: Option<String>,
    /// Picture as the bytes of a PNG, JPEG or WebP file; one that cannot be read is left out.
    pub picture: Option<Vec<u8>>,
    /// The carton it is packed in.
    pub carton: Carton,
}

/// Measures of a full carton; what is unknown is left to the supplier.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Carton {
    /// Length, cm.
    pub length_cm: Option<f64>,
    /// Width, cm.
    pub width_cm: Option<f64>,
    /// Height, cm.
    pub height_cm: Option<f64>,
    /// Gross weight of one full carton, kg.
    pub gross_kg: Option<f64>,
    /// Net weight of one full carton, kg.
    pub net_kg: Option<f64>,
}

impl Carton {
    /// Volume of `cartons` cartons in cubic metres: length × width × height (cm) ÷ 10⁶ × cartons.
    #[must_use]
    pub fn cubic_metres(&self, cartons: i64) -> Option<f64> {
        let [length, width, height] = [self.length_cm, self.width_cm, self.height_cm].map(measured);
        Some(length? * width? * height? / 1e6 * cartons as f64)
    }
}

/// A measure that can be used: finite and above zero.
pub(crate) fn measured(measure: Option<f64>) -> Option<f64> {
    measure.filter(|measure| measure.is_finite() && *measure > 0.0)
}

impl OrderedLine {
    /// Units a carton, where known.
    #[must_use]
    pub fn units_a_carton(&self) -> Option<i64> {
        self.pack_size.filter(|pack| *pack > 0)
    }

    /// Cartons needed: quantity ÷ units a carton, rounded up.
    #[must_use]
    pub fn cartons(&self) -> Option<i64> {
        let pack = self.units_a_carton()?;
        Some(self.quantity / pack + i64::from(self.quantity % pack > 0))
    }

    /// Quantity × unit price, rounded once; `None` where the price is unknown.
    ///
    /// # Errors
    /// [`ExportError::AmountTooLarge`] where it does not fit.
    pub fn amount(&self) -> Result<Option<Money>, ExportError> {
        let Some(price) = self.unit_price else {
            return Ok(None);
        };
        price
            .times(self.quantity)
            .map(Some)
            .ok_or_else(|| ExportError::AmountTooLarge {
                sku: self.sku.clone(),
            })
    }
}

/// The workbook for one supplier, as the bytes of an xlsx file: the order, print-ready on A4
/// landscape, and the packing list that reads its quantities from it.
///
/// # Errors
/// [`ExportError::Nothing`] without a line to order, [`ExportError::MixedCurrencies`] where a
/// line is priced in another currency, [`ExportError::AmountTooLarge`],
/// [`ExportError::TooManyRows`].
pub fn supplier_workbook(order: &SupplierOrder, lang: Lang) -> Result<Vec<u8>, ExportError> {
    let lines: Vec<&OrderedLine> = order
        .lines
        .iter()
        .filter(|line| line.quantity > 0)
        .collect();
    check(order, &lines)?;
    let mut workbook = workbook(&order.buyer, order.date);
    let styles = Styles::new(lang);
    let place = Place::of(&lines, lang);
    order_sheet(workbook.add_worksheet(), order, &lines, &place, &styles)?;
    packing_sheet(workbook.add_worksheet(), order, &lines, &place, &styles)?;
    Ok(workbook.save_to_buffer()?)
}

fn check(order: &SupplierOrder, lines: &[&OrderedLine]) -> Result<(), ExportError> {
    if lines.is_empty() {
        return Err(ExportError::Nothing);
    }
    if lines.len() > MOST_LINES {
        return Err(ExportError::TooManyRows {
            rows: lines.len(),
            most: MOST_LINES,
        });
    }
    for line in lines {
        line.amount()?;
        match line.unit_price {
            Some(price) if price.currency != order.currency => {
                return Err(ExportError::MixedCurrencies {
                    sku: line.sku.clone(),
                    expected: order.currency.code().to_owned(),
                    found: price.currency.code().to_owned(),
                });
            }
            _ => {}
        }
    }
    Ok(())
}
