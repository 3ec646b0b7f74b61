//! Rows as understood: one type a kind of the app's templates, whatever system they came from.
//!
//! `row` is the row of the sheet as a spreadsheet program counts it (first line 1). Amounts are
//! decimals as written, with their currency beside them where the file names one; the store turns
//! them into minor units. A missing cell is `None`, never an empty text or zero.

use rust_decimal::Decimal;

use crate::{
    CostBasis, CostKind, Currency, Day, LocationType, OrderStatus, RecordKind, Text, Transport,
};

/// One SKU of the catalogue.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Product {
    /// Row of the sheet.
    pub row: u32,
    /// Stock keeping unit, exactly as written.
    pub sku: Text,
    /// What people call it.
    pub name: Option<Text>,
    /// Options of the variant such as colour and size, joined for reading.
    pub options: Option<Text>,
    /// Category.
    pub category: Option<Text>,
    /// Supplier's name.
    pub supplier: Option<Text>,
    /// Purchase cost of one unit.
    pub unit_cost: Option<Decimal>,
    /// Currency of `unit_cost`.
    pub cost_currency: Option<Currency>,
    /// Selling price of one unit.
    pub price: Option<Decimal>,
    /// Currency of `price`.
    pub price_currency: Option<Currency>,
    /// Days from order to receipt.
    pub lead_time_days: Option<f64>,
    /// Standard deviation of that.
    pub lead_time_sd_days: Option<f64>,
    /// Least quantity sold.
    pub moq: Option<i64>,
    /// Multiple in which it is sold: units a carton.
    pub pack_size: Option<i64>,
    /// Carton length, cm.
    pub carton_length_cm: Option<f64>,
    /// Carton width, cm.
    pub carton_width_cm: Option<f64>,
    /// Carton height, cm.
    pub carton_height_cm: Option<f64>,
    /// Gross weight of a full carton, kg.
    pub carton_weight_kg: Option<f64>,
    /// Harmonised System code.
    pub hs_code: Option<Text>,
    /// Country of origin.
    pub origin_country: Option<Text>,
    /// Barcode (GTIN), as text.
    pub barcode: Option<Text>,
    /// File name or address of a picture.
    pub image: Option<Text>,
    /// First day on sale.
    pub launched_on: Option<Day>,
    /// SKU whose history stands in for this one's.
    pub like_sku: Option<Text>,
    /// Days from receipt after which it can no longer be sold.
    pub shelf_life_days: Option<f64>,
    /// Whether the line names no goods: postage, fee, voucher, correction.
    pub is_fee: bool,
}

/// One line of a customer's order.
#[derive(Clone, Debug, PartialEq)]
pub struct OrderLine {
    /// Row of the sheet.
    pub row: u32,
    /// Order number as the system writes it.
    pub order_id: Text,
    /// Line number given by the system, where it gives one; otherwise lines of an order are told
    /// apart by SKU and their order of appearance.
    pub line_id: Option<Text>,
    /// Day of the order in the shop's timezone.
    pub ordered_on: Day,
    /// Second of that day, 0 where the file gives a day only.
    pub ordered_second: u32,
    /// Stock keeping unit.
    pub sku: Text,
    /// What the line calls the product.
    pub name: Option<Text>,
    /// Units; negative where the line takes back an earlier sale.
    pub quantity: i64,
    /// Price of one unit after line discounts are still to be taken off.
    pub unit_price: Option<Decimal>,
    /// Currency of `unit_price` and `discount`.
    pub currency: Option<Currency>,
    /// Amount taken off the whole line.
    pub discount: Option<Decimal>,
    /// Buyer's country: ISO 3166 alpha-2 where recognised, else as written.
    pub country: Option<Text>,
    /// Location the goods leave from.
    pub location: Option<Text>,
    /// Where it was sold: shop, marketplace, wholesale.
    pub channel: Option<Text>,
    /// Customer number or e-mail; hashed with the workspace's salt before it is stored.
    pub customer_id: Option<Text>,
    /// State; `None` in systems that export shipped orders only.
    pub status: Option<OrderStatus>,
    /// Day it left.
    pub shipped_on: Option<Day>,
    /// Day it arrived.
    pub delivered_on: Option<Day>,
    /// Whether the line names no goods: postage, fee, voucher, correction.
    pub is_fee: bool,
}

/// Goods a customer sent back.
#[derive(Clone, Debug, PartialEq)]
pub struct Return {
    /// Row of the sheet.
    pub row: u32,
    /// The order they belong to.
    pub order_id: Option<Text>,
    /// Stock keeping unit.
    pub sku: Text,
    /// Units, positive.
    pub quantity: i64,
    /// Day they came back.
    pub returned_on: Day,
    /// Where they came back to.
    pub location: Option<Text>,
    /// Whether they can be sold again; only then do they enter the stock.
    pub resellable: Option<bool>,
}

/// A count of what is there.
#[derive(Clone, Debug, PartialEq)]
pub struct StockCount {
    /// Row of the sheet.
    pub row: u32,
    /// Stock keeping unit.
    pub sku: Text,
    /// Location.
    pub location: Option<Text>,
    /// Units on hand; negative where the system oversold.
    pub on_hand: i64,
    /// The morning the count was taken; `None` = today.
    pub as_of: Option<Day>,
    /// Purchase cost of one unit, where a stock sheet carries it.
    pub unit_cost: Option<Decimal>,
    /// What the sheet calls the product.
    pub name: Option<Text>,
}

/// What was there on a past day.
#[derive(Clone, Debug, PartialEq)]
pub struct StockHistory {
    /// Row of the sheet.
    pub row: u32,
    /// Stock keeping unit.
    pub sku: Text,
    /// Location.
    pub location: Option<Text>,
    /// The day.
    pub date: Day,
    /// Units at the end of the day.
    pub on_hand: Option<i64>,
    /// Whether the day kept stock to its end; `false`: it ended empty and its sales are less than
    /// its demand.
    pub in_stock: Option<bool>,
}

/// One line of an order at a supplier.
#[derive(Clone, Debug, PartialEq)]
pub struct PurchaseOrderLine {
    /// Row of the sheet.
    pub row: u32,
    /// Purchase order number.
    pub po_number: Text,
    /// Stock keeping unit.
    pub sku: Text,
    /// Units ordered.
    pub quantity: i64,
    /// Day of the order.
    pub ordered_on: Day,
    /// Supplier's name.
    pub supplier: Option<Text>,
    /// Location the goods go to.
    pub location: Option<Text>,
    /// Purchase cost of one unit.
    pub unit_cost: Option<Decimal>,
    /// Currency of `unit_cost`.
    pub currency: Option<Currency>,
    /// Day promised.
    pub expected_on: Option<Day>,
    /// Day received.
    pub received_on: Option<Day>,
    /// Units received so far; `None` with a `received_on` means all of them.
    pub received_quantity: Option<i64>,
    /// How the goods travel.
    pub transport: Option<Transport>,
    /// What came in parts after `received_on`: day and units of each.
    pub receipts: Option<Vec<(Day, i64)>>,
}

/// Who sells to the shop.
#[derive(Clone, Debug, PartialEq)]
pub struct Supplier {
    /// Row of the sheet.
    pub row: u32,
    /// Name, the key.
    pub supplier: Text,
    /// Days from order to receipt.
    pub lead_time_days: Option<f64>,
    /// Standard deviation of that.
    pub lead_time_sd_days: Option<f64>,
    /// Days between two orders.
    pub review_days: Option<i64>,
    /// Least money an order must come to.
    pub min_order_value: Option<Decimal>,
    /// Currency the supplier is paid in.
    pub currency: Option<Currency>,
    /// First day of a closure such as Chinese New Year.
    pub closed_from: Option<Day>,
    /// Last day of it.
    pub closed_to: Option<Day>,
    /// How to reach them.
    pub contact: Option<Text>,
    /// Payment terms printed on the order.
    pub payment_terms: Option<Text>,
    /// Country it works in: its holidays follow from it.
    pub country: Option<Text>,
    /// Most volume of one order, m³: what a container holds.
    pub max_cbm: Option<f64>,
}

/// What a supplier asks for a SKU from a quantity on, by one way of transport.
#[derive(Clone, Debug, PartialEq)]
pub struct SupplierPrice {
    /// Row of the sheet.
    pub row: u32,
    /// Supplier's name.
    pub supplier: Text,
    /// Stock keeping unit.
    pub sku: Text,
    /// Least units of an order at this price.
    pub min_quantity: i64,
    /// Purchase cost of one unit.
    pub unit_cost: Option<Decimal>,
    /// Currency of `unit_cost` and `freight_per_unit`.
    pub currency: Option<Currency>,
    /// Least quantity sold.
    pub moq: Option<i64>,
    /// Multiple in which it is sold.
    pub pack_size: Option<i64>,
    /// Days from order to receipt.
    pub lead_time_days: Option<f64>,
    /// How the goods travel.
    pub transport: Option<Transport>,
    /// Freight of one unit.
    pub freight_per_unit: Option<Decimal>,
}

/// Units of a part that go into one bundle.
#[derive(Clone, Debug, PartialEq)]
pub struct BundlePart {
    /// Row of the sheet.
    pub row: u32,
    /// SKU of the bundle.
    pub bundle_sku: Text,
    /// SKU of the part.
    pub component_sku: Text,
    /// Units of it, positive.
    pub quantity: i64,
}

/// One dated rate of what it costs to bring goods in.
#[derive(Clone, Debug, PartialEq)]
pub struct CostRate {
    /// Row of the sheet.
    pub row: u32,
    /// What it is for.
    pub kind: CostKind,
    /// Name that tells layers of a kind apart, such as a tariff programme.
    pub programme: Option<Text>,
    /// What it is counted by.
    pub basis: CostBasis,
    /// Money, or a share where the basis is a percentage: 0.025 = 2.5 %.
    pub rate: Decimal,
    /// Currency of the money.
    pub currency: Option<Currency>,
    /// Country the goods are made in; none = any.
    pub origin: Option<Text>,
    /// Country they are brought to, or `EU`; none = any.
    pub destination: Option<Text>,
    /// How they travel; none = any way.
    pub transport: Option<Transport>,
    /// First digits of the Harmonised System code; none = any goods.
    pub hs_code: Option<Text>,
    /// Whether it is paid back, as import VAT to a registered importer.
    pub recoverable: Option<bool>,
    /// First day of arrival it holds for.
    pub valid_from: Option<Day>,
    /// Last day of arrival it holds for.
    pub valid_to: Option<Day>,
    /// Where it comes from; an example says so here.
    pub note: Option<Text>,
}

/// A warehouse.
#[derive(Clone, Debug, PartialEq)]
pub struct Location {
    /// Row of the sheet.
    pub row: u32,
    /// Name, the key.
    pub location: Text,
    /// Country it stands in.
    pub country: Option<Text>,
    /// Who runs it.
    pub location_type: Option<LocationType>,
    /// Countries it serves.
    pub serves: Vec<Text>,
    /// Storage cost of a cubic metre a month, in base currency.
    pub storage_cost_per_m3_month: Option<Decimal>,
}

/// A promotion, planned or past: one line for each SKU or category it covers.
#[derive(Clone, Debug, PartialEq)]
pub struct Promotion {
    /// Row of the sheet.
    pub row: u32,
    /// Name.
    pub promotion: Text,
    /// First day.
    pub starts_on: Day,
    /// Last day.
    pub ends_on: Day,
    /// SKU it covers; neither SKU nor category = the whole shop.
    pub sku: Option<Text>,
    /// Category it covers.
    pub category: Option<Text>,
    /// Share taken off the price, 0.2 = 20 % off.
    pub discount: Option<f64>,
    /// Where it runs.
    pub channel: Option<Text>,
}

/// What the shop front says about a SKU.
#[derive(Clone, Debug, PartialEq)]
pub struct Marketing {
    /// Row of the sheet.
    pub row: u32,
    /// Stock keeping unit.
    pub sku: Text,
    /// Click-through rate, 0–1.
    pub ctr: Option<f64>,
    /// Conversion rate, 0–1.
    pub cvr: Option<f64>,
    /// Whether there is a video.
    pub has_video: Option<bool>,
    /// Number of reviews.
    pub reviews: Option<i64>,
    /// Mean rating, 0–5.
    pub rating: Option<f64>,
}

/// A count made to check the book.
#[derive(Clone, Debug, PartialEq)]
pub struct Stocktake {
    /// Row of the sheet.
    pub row: u32,
    /// Stock keeping unit.
    pub sku: Text,
    /// Location.
    pub location: Option<Text>,
    /// Units counted.
    pub counted: i64,
    /// The morning it was counted.
    pub counted_on: Day,
}

/// What one unit of a currency is worth from a day on.
#[derive(Clone, Debug, PartialEq)]
pub struct ExchangeRate {
    /// Row of the sheet.
    pub row: u32,
    /// First day it holds.
    pub date: Day,
    /// The currency.
    pub currency: Currency,
    /// One unit of it in the shop's base currency, above zero.
    pub rate: Decimal,
}

/// Rows of one sheet, all of one kind.
#[derive(Clone, Debug, PartialEq)]
pub enum Records {
    /// See [`Product`].
    Products(Vec<Product>),
    /// See [`OrderLine`].
    Orders(Vec<OrderLine>),
    /// See [`Return`].
    Returns(Vec<Return>),
    /// See [`StockCount`].
    Stock(Vec<StockCount>),
    /// See [`StockHistory`].
    StockHistory(Vec<StockHistory>),
    /// See [`PurchaseOrderLine`].
    PurchaseOrders(Vec<PurchaseOrderLine>),
    /// See [`Supplier`].
    Suppliers(Vec<Supplier>),
    /// See [`Location`].
    Locations(Vec<Location>),
    /// See [`Promotion`].
    Promotions(Vec<Promotion>),
    /// See [`Marketing`].
    Marketing(Vec<Marketing>),
    /// See [`Stocktake`].
    Stocktake(Vec<Stocktake>),
    /// See [`SupplierPrice`].
    SupplierPrices(Vec<SupplierPrice>),
    /// See [`BundlePart`].
    Bundles(Vec<BundlePart>),
    /// See [`ExchangeRate`].
    ExchangeRates(Vec<ExchangeRate>),
    /// See [`CostRate`].
    CostRates(Vec<CostRate>),
}

impl Records {
    /// What the rows are.
    #[must_use]
    pub fn kind(&self) -> RecordKind {
        match self {
            Records::Products(_) => RecordKind::Products,
            Records::Orders(_) => RecordKind::Orders,
            Records::Returns(_) => RecordKind::Returns,
            Records::Stock(_) => RecordKind::Stock,
            Records::StockHistory(_) => RecordKind::StockHistory,
            Records::PurchaseOrders(_) => RecordKind::PurchaseOrders,
            Records::Suppliers(_) => RecordKind::Suppliers,
            Records::Locations(_) => RecordKind::Locations,
            Records::Promotions(_) => RecordKind::Promotions,
            Records::Marketing(_) => RecordKind::Marketing,
            Records::Stocktake(_) => RecordKind::Stocktake,
            Records::SupplierPrices(_) => RecordKind::SupplierPrices,
            Records::Bundles(_) => RecordKind::Bundles,
            Records::ExchangeRates(_) => RecordKind::ExchangeRates,
            Records::CostRates(_) => RecordKind::CostRates,
        }
    }

    /// Takes in the rows of another block of the same sheet. A sheet has one kind: a block of
    /// another is left out.
    pub fn append(&mut self, more: Records) {
        match (self, more) {
            (Records::Products(a), Records::Products(b)) => a.extend(b),
            (Records::Orders(a), Records::Orders(b)) => a.extend(b),
            (Records::Returns(a), Records::Returns(b)) => a.extend(b),
            (Records::Stock(a), Records::Stock(b)) => a.extend(b),
            (Records::StockHistory(a), Records::StockHistory(b)) => a.extend(b),
            (Records::PurchaseOrders(a), Records::PurchaseOrders(b)) => a.extend(b),
            (Records::Suppliers(a), Records::Suppliers(b)) => a.extend(b),
            (Records::Locations(a), Records::Locations(b)) => a.extend(b),
            (Records::Promotions(a), Records::Promotions(b)) => a.extend(b),
            (Records::Marketing(a), Records::Marketing(b)) => a.extend(b),
            (Records::Stocktake(a), Records::Stocktake(b)) => a.extend(b),
            (Records::SupplierPrices(a), Records::SupplierPrices(b)) => a.extend(b),
            (Records::Bundles(a), Records::Bundles(b)) => a.extend(b),
            (Records::ExchangeRates(a), Records::ExchangeRates(b)) => a.extend(b),
            (Records::CostRates(a), Records::CostRates(b)) => a.extend(b),
            _ => {}
        }
    }

    /// How many rows there are.
    #[must_use]
    pub fn len(&self) -> usize {
        match self {
            Records::Products(rows) => rows.len(),
            Records::Orders(rows) => rows.len(),
            Records::Returns(rows) => rows.len(),
            Records::Stock(rows) => rows.len(),
            Records::StockHistory(rows) => rows.len(),
            Records::PurchaseOrders(rows) => rows.len(),
            Records::Suppliers(rows) => rows.len(),
            Records::Locations(rows) => rows.len(),
            Records::Promotions(rows) => rows.len(),
            Records::Marketing(rows) => rows.len(),
            Records::Stocktake(rows) => rows.len(),
            Records::SupplierPrices(rows) => rows.len(),
            Records::Bundles(rows) => rows.len(),
            Records::ExchangeRates(rows) => rows.len(),
            Records::CostRates(rows) => rows.len(),
        }
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}
