//! The two example rows of each template: one little shop seen from every kind.

use domain::RecordKind;

use super::labels::Lang;

/// Example rows a template has.
pub(crate) const EXAMPLES: usize = 2;

/// An example column: its English header, the two cells in English, the two in Chinese where
/// they differ. Days are ISO, shares are fractions, words are those of the command line; an
/// empty cell stays empty.
struct Column(&'static str, [&'static str; 2], Option<[&'static str; 2]>);

const fn same(name: &'static str, cells: [&'static str; 2]) -> Column {
    Column(name, cells, None)
}

const fn both(
    name: &'static str,
    english: [&'static str; 2],
    chinese: [&'static str; 2],
) -> Column {
    Column(name, english, Some(chinese))
}

const SKU: Column = same("sku", ["MUG-WHITE", "00731"]);
const SUPPLIER: Column = both(
    "supplier",
    ["Jingdezhen Ceramics", "Shaoxing Linen"],
    ["景德镇陶瓷厂", "绍兴麻纺厂"],
);
const LOCATION: Column = both(
    "location",
    ["Ningbo", "UK warehouse"],
    ["宁波仓", "英国海外仓"],
);
const CATEGORY: Column = both("category", ["Kitchen", "Textiles"], ["厨房", "纺织"]);
const CHANNEL: Column = both("channel", ["Online shop", "Wholesale"], ["独立站", "批发"]);

const PRODUCTS: &[Column] = &[
    SKU,
    both(
        "name",
        ["Ceramic mug, white", "Linen tea towel"],
        ["白色陶瓷马克杯", "亚麻茶巾"],
    ),
    CATEGORY,
    SUPPLIER,
    same("unit_cost", ["12.5", "8.2"]),
    same("cost_currency", ["CNY", "CNY"]),
    same("price", ["12.9", "9.5"]),
    same("price_currency", ["USD", "USD"]),
    same("lead_time_days", ["35", "28"]),
    same("lead_time_sd_days", ["5", ""]),
    same("moq", ["100", "200"]),
    same("pack_size", ["24", "50"]),
    same("carton_length_cm", ["48", "60"]),
    same("carton_width_cm", ["36.5", "40"]),
    same("carton_height_cm", ["30", "35"]),
    same("carton_weight_kg", ["9.8", "6.4"]),
    same("hs_code", ["6912001000", "6302910000"]),
    same("origin_country", ["CN", "CN"]),
    same("barcode", ["6901234567892", "0690123456786"]),
    same("image", ["MUG-WHITE.jpg", ""]),
    same("launched_on", ["2026-03-01", "2026-09-15"]),
    same("like_sku", ["", "MUG-WHITE"]),
    same("shelf_life_days", ["", "720"]),
];

const ORDERS: &[Column] = &[
    same("order_id", ["1001", "1002"]),
    same("ordered_at", ["2026-11-02 09:30", "2026-11-03 18:05"]),
    SKU,
    same("quantity", ["2", "1"]),
    same("unit_price", ["12.9", "9.5"]),
    same("currency", ["USD", "USD"]),
    same("discount", ["1.5", ""]),
    same("country", ["US", "GB"]),
    LOCATION,
    CHANNEL,
    same("customer_id", ["C-2001", "C-2002"]),
    same("status", ["shipped", "open"]),
    same("shipped_at", ["2026-11-03 15:00", ""]),
    same("delivered_at", ["2026-11-09 11:20", ""]),
];

const RETURNS: &[Column] = &[
    same("order_id", ["1001", ""]),
    SKU,
    same("quantity", ["1", "1"]),
    same("returned_on", ["2026-11-15", "2026-11-16"]),
    LOCATION,
    same("resellable", ["yes", "no"]),
];

const STOCK: &[Column] = &[
    SKU,
    LOCATION,
    same("on_hand", ["320", "85"]),
    same("as_of", ["2026-11-24", "2026-11-24"]),
];

const STOCK_HISTORY: &[Column] = &[
    SKU,
    LOCATION,
    same("date", ["2026-11-01", "2026-11-01"]),
    same("on_hand", ["410", ""]),
    same("in_stock", ["", "no"]),
];

const PURCHASE_ORDERS: &[Column] = &[
    same("po_number", ["PO-2026-001", "PO-2026-002"]),
    SKU,
    same("quantity", ["480", "200"]),
    same("ordered_on", ["2026-09-20", "2026-11-10"]),
    SUPPLIER,
    LOCATION,
    same("unit_cost", ["12.5", "8.2"]),
    same("currency", ["CNY", "CNY"]),
    same("expected_on", ["2026-10-25", "2026-12-08"]),
    same("received_on", ["2026-10-28", ""]),
    same("received_quantity", ["480", ""]),
    same("transport", ["sea", "air"]),
];

const SUPPLIERS: &[Column] = &[
    SUPPLIER,
    same("lead_time_days", ["35", "28"]),
    same("lead_time_sd_days", ["5", "4"]),
    same("review_days", ["7", "14"]),
    same("min_order_value", ["3000", ""]),
    same("currency", ["CNY", "CNY"]),
    same("closed_from", ["2027-01-30", "2027-02-01"]),
    same("closed_to", ["2027-02-20", "2027-02-18"]),
    both(
        "contact",
        ["Ms Chen, WeChat jdz-chen", "linen@example.com"],
        ["陈小姐，微信 jdz-chen", "linen@example.com"],
    ),
    same("country", ["CN", "CN"]),
    same("max_cbm", ["68", "33"]),
];

const LOCATIONS: &[Column] = &[
    LOCATION,
    same("country", ["CN", "GB"]),
    same("type", ["own", "third_party"]),
    same("serves", ["US;CA;AU", "GB;IE"]),
    same("storage_cost_per_m3_month", ["4", "32"]),
];

const PROMOTIONS: &[Column] = &[
    both(
        "promotion",
        ["Black Friday 2026", "Christmas 2026"],
        ["2026 黑五", "2026 圣诞"],
    ),
    same("starts_on", ["2026-11-27", "2026-12-10"]),
    same("ends_on", ["2026-11-30", "2026-12-24"]),
    same("sku", ["MUG-WHITE", ""]),
    both("category", ["", "Textiles"], ["", "纺织"]),
    same("discount", ["0.2", "0.1"]),
    CHANNEL,
];

const MARKETING: &[Column] = &[
    SKU,
    same("ctr", ["0.032", "0.018"]),
    same("cvr", ["0.041", "0.022"]),
    same("has_video", ["yes", "no"]),
    same("reviews", ["128", "16"]),
    same("rating", ["4.7", "4.2"]),
];

const STOCKTAKE: &[Column] = &[
    SKU,
    LOCATION,
    same("counted", ["318", "85"]),
    same("counted_on", ["2026-11-24", "2026-11-24"]),
];

const SUPPLIER_PRICES: &[Column] = &[
    SUPPLIER,
    SKU,
    same("min_quantity", ["1", "500"]),
    same("unit_cost", ["12.5", "7.8"]),
    same("currency", ["CNY", "CNY"]),
    same("moq", ["100", "200"]),
    same("pack_size", ["24", "50"]),
    same("lead_time_days", ["42", "12"]),
    same("transport", ["sea", "air"]),
    same("freight_per_unit", ["1.6", "9.5"]),
];

const BUNDLES: &[Column] = &[
    same("bundle_sku", ["GIFT-SET", "GIFT-SET"]),
    same("component_sku", ["MUG-WHITE", "00731"]),
    same("quantity", ["2", "1"]),
];

const EXCHANGE_RATES: &[Column] = &[
    same("date", ["2026-11-01", "2026-11-01"]),
    same("currency", ["USD", "EUR"]),
    same("rate", ["7.1042", "8.2215"]),
];

const COST_RATES: &[Column] = &[
    same("cost_kind", ["freight", "duty"]),
    both(
        "programme",
        ["Forwarder A", "Base rate"],
        ["货代甲", "基础税率"],
    ),
    same("cost_basis", ["per_cbm", "goods_percent"]),
    same("cost_rate", ["120", "3.5%"]),
    same("currency", ["USD", ""]),
    same("from_country", ["CN", "CN"]),
    same("to_country", ["US", "US"]),
    same("transport", ["sea", ""]),
    same("hs_code", ["", "6912"]),
    same("recoverable", ["no", "no"]),
    same("valid_from", ["2026-11-01", "2026-11-01"]),
    same("valid_to", ["2027-01-31", ""]),
    both(
        "rate_note",
        [
            "Example of 2026-11-24, not a real rate",
            "Example of 2026-11-24, not a real rate",
        ],
        [
            "2026-11-24 的示例，不是真实费率",
            "2026-11-24 的示例，不是真实费率",
        ],
    ),
];

/// The example cell of a column; `None` where it stays empty. `name` is the English header,
/// `index` counts the example rows from 0.
pub(crate) fn example(
    kind: RecordKind,
    name: &str,
    index: usize,
    lang: Lang,
) -> Option<&'static str> {
    let columns = match kind {
        RecordKind::Products => PRODUCTS,
        RecordKind::Orders => ORDERS,
        RecordKind::Returns => RETURNS,
        RecordKind::Stock => STOCK,
        RecordKind::StockHistory => STOCK_HISTORY,
        RecordKind::PurchaseOrders => PURCHASE_ORDERS,
        RecordKind::Suppliers => SUPPLIERS,
        RecordKind::Locations => LOCATIONS,
        RecordKind::Promotions => PROMOTIONS,
        RecordKind::Marketing => MARKETING,
        RecordKind::Stocktake => STOCKTAKE,
        RecordKind::SupplierPrices => SUPPLIER_PRICES,
        RecordKind::Bundles => BUNDLES,
        RecordKind::ExchangeRates => EXCHANGE_RATES,
        RecordKind::CostRates => COST_RATES,
    };
    let column = columns.iter().find(|column| column.0 == name)?;
    let cells = match lang {
        Lang::Zh => column.2.as_ref().unwrap_or(&column.1),
        Lang::En => &column.1,
    };
    cells.get(index).copied().filter(|cell| !cell.is_empty())
}
