//! The app's own templates: one table of columns a kind, the only place where the English and
//! Chinese headers stand side by side. The reader recognises them, the template writer prints them.

use domain::RecordKind;

use super::role::Role;

/// What the cells of a column hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueKind {
    /// Any text; SKUs and numbers of documents are text too and keep their leading zeros.
    Text,
    /// A whole number of units or days.
    Whole,
    /// A number with decimals: centimetres, kilograms, days, a rating.
    Decimal,
    /// An amount of money, a decimal without its currency.
    Money,
    /// An ISO 4217 code.
    Currency,
    /// A day.
    Day,
    /// A day with or without the time.
    Moment,
    /// A share: `0.2` or `20%`.
    Share,
    /// Yes or no: `1`/`0`, `yes`/`no`, `是`/`否`.
    Flag,
    /// A country: ISO 3166 alpha-2 code or name.
    Country,
    /// Countries with `;` between.
    Countries,
    /// One of a closed list of words.
    Word(&'static [&'static str]),
}

/// One column of a template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TemplateColumn {
    /// What the column means.
    pub role: Role,
    /// Header in English; equals `role.word()`.
    pub name_en: &'static str,
    /// Header in Chinese.
    pub name_zh: &'static str,
    /// Whether every row must fill it.
    pub required: bool,
    /// What its cells hold.
    pub value: ValueKind,
}

const fn need(
    role: Role,
    name_en: &'static str,
    name_zh: &'static str,
    value: ValueKind,
) -> TemplateColumn {
    TemplateColumn {
        role,
        name_en,
        name_zh,
        required: true,
        value,
    }
}

const fn may(
    role: Role,
    name_en: &'static str,
    name_zh: &'static str,
    value: ValueKind,
) -> TemplateColumn {
    TemplateColumn {
        role,
        name_en,
        name_zh,
        required: false,
        value,
    }
}

const SKU: TemplateColumn = need(Role::Sku, "sku", "SKU", ValueKind::Text);
const LOCATION: TemplateColumn = may(Role::Location, "location", "仓库", ValueKind::Text);
const SUPPLIER: TemplateColumn = may(Role::Supplier, "supplier", "供应商", ValueKind::Text);
const CATEGORY: TemplateColumn = may(Role::Category, "category", "分类", ValueKind::Text);
const CHANNEL: TemplateColumn = may(Role::Channel, "channel", "渠道", ValueKind::Text);
const CURRENCY: TemplateColumn = may(Role::Currency, "currency", "币种", ValueKind::Currency);
const UNIT_COST: TemplateColumn = may(Role::UnitCost, "unit_cost", "采购价", ValueKind::Money);
const QUANTITY: TemplateColumn = need(Role::Quantity, "quantity", "数量", ValueKind::Whole);
const LEAD_TIME: TemplateColumn = may(
    Role::LeadTimeDays,
    "lead_time_days",
    "交期(天)",
    ValueKind::Decimal,
);
const LEAD_TIME_SD: TemplateColumn = may(
    Role::LeadTimeSdDays,
    "lead_time_sd_days",
    "交期标准差(天)",
    ValueKind::Decimal,
);

const TRANSPORT: TemplateColumn = may(
    Role::Transport,
    "transport",
    "运输方式",
    ValueKind::Word(&["sea", "air", "rail", "express"]),
);

const PRODUCTS: &[TemplateColumn] = &[
    SKU,
    may(Role::Name, "name", "品名", ValueKind::Text),
    CATEGORY,
    SUPPLIER,
    UNIT_COST,
    may(
        Role::CostCurrency,
        "cost_currency",
        "采购币种",
        ValueKind::Currency,
    ),
    may(Role::Price, "price", "售价", ValueKind::Money),
    may(
        Role::PriceCurrency,
        "price_currency",
        "售价币种",
        ValueKind::Currency,
    ),
    LEAD_TIME,
    LEAD_TIME_SD,
    may(Role::Moq, "moq", "起订量", ValueKind::Whole),
    may(Role::PackSize, "pack_size", "箱规", ValueKind::Whole),
    may(
        Role::CartonLengthCm,
        "carton_length_cm",
        "箱长(cm)",
        ValueKind::Decimal,
    ),
    may(
        Role::CartonWidthCm,
        "carton_width_cm",
        "箱宽(cm)",
        ValueKind::Decimal,
    ),
    may(
        Role::CartonHeightCm,
        "carton_height_cm",
        "箱高(cm)",
        ValueKind::Decimal,
    ),
    may(
        Role::CartonWeightKg,
        "carton_weight_kg",
        "单箱毛重(kg)",
        ValueKind::Decimal,
    ),
    may(Role::HsCode, "hs_code", "海关编码", ValueKind::Text),
    may(
        Role::OriginCountry,
        "origin_country",
        "原产国",
        ValueKind::Country,
    ),
    may(Role::Barcode, "barcode", "条形码", ValueKind::Text),
    may(Role::Image, "image", "图片", ValueKind::Text),
    may(Role::LaunchedOn, "launched_on", "上架日期", ValueKind::Day),
    may(Role::LikeSku, "like_sku", "参考SKU", ValueKind::Text),
    may(
        Role::ShelfLifeDays,
        "shelf_life_days",
        "保质期(天)",
        ValueKind::Decimal,
    ),
];

const ORDERS: &[TemplateColumn] = &[
    need(Role::OrderId, "order_id", "订单号", ValueKind::Text),
    need(Role::OrderedAt, "ordered_at", "下单时间", ValueKind::Moment),
    SKU,
    QUANTITY,
    may(Role::UnitPrice, "unit_price", "单价", ValueKind::Money),
    CURRENCY,
    may(Role::Discount, "discount", "优惠金额", ValueKind::Money),
    may(Role::Country, "country", "国家", ValueKind::Country),
    LOCATION,
    CHANNEL,
    may(Role::CustomerId, "customer_id", "客户编号", ValueKind::Text),
    may(
        Role::Status,
        "status",
        "状态",
        ValueKind::Word(&["open", "shipped", "cancelled", "refunded"]),
    ),
    may(Role::ShippedAt, "shipped_at", "发货时间", ValueKind::Moment),
    may(
        Role::DeliveredAt,
        "delivered_at",
        "签收时间",
        ValueKind::Moment,
    ),
];

const RETURNS: &[TemplateColumn] = &[
    may(Role::OrderId, "order_id", "订单号", ValueKind::Text),
    SKU,
    QUANTITY,
    need(Role::ReturnedOn, "returned_on", "退货日期", ValueKind::Day),
    LOCATION,
    may(Role::Resellable, "resellable", "可再售", ValueKind::Flag),
];

const STOCK: &[TemplateColumn] = &[
    SKU,
    LOCATION,
    need(Role::OnHand, "on_hand", "在库", ValueKind::Whole),
    may(Role::AsOf, "as_of", "截至日期", ValueKind::Day),
];

const STOCK_HISTORY: &[TemplateColumn] = &[
    SKU,
    LOCATION,
    need(Role::Date, "date", "日期", ValueKind::Day),
    may(Role::OnHand, "on_hand", "在库", ValueKind::Whole),
    may(Role::InStock, "in_stock", "有货", ValueKind::Flag),
];

const PURCHASE_ORDERS: &[TemplateColumn] = &[
    need(Role::PoNumber, "po_number", "采购单号", ValueKind::Text),
    SKU,
    QUANTITY,
    need(Role::OrderedOn, "ordered_on", "下单日期", ValueKind::Day),
    SUPPLIER,
    LOCATION,
    UNIT_COST,
    CURRENCY,
    may(
        Role::ExpectedOn,
        "expected_on",
        "预计到货日期",
        ValueKind::Day,
    ),
    may(Role::ReceivedOn, "received_on", "到货日期", ValueKind::Day),
    may(
        Role::ReceivedQuantity,
        "received_quantity",
        "到货数量",
        ValueKind::Whole,
    ),
    TRANSPORT,
];

const SUPPLIERS: &[TemplateColumn] = &[
    TemplateColumn {
        required: true,
        ..SUPPLIER
    },
    LEAD_TIME,
    LEAD_TIME_SD,
    may(
        Role::ReviewDays,
        "review_days",
        "订货周期(天)",
        ValueKind::Whole,
    ),
    may(
        Role::MinOrderValue,
        "min_order_value",
        "最低订货金额",
        ValueKind::Money,
    ),
    CURRENCY,
    may(
        Role::ClosedFrom,
        "closed_from",
        "停工开始日期",
        ValueKind::Day,
    ),
    may(Role::ClosedTo, "closed_to", "停工结束日期", ValueKind::Day),
    may(Role::Contact, "contact", "联系方式", ValueKind::Text),
    may(Role::Country, "country", "国家", ValueKind::Country),
    may(Role::MaxCbm, "max_cbm", "单柜容积(m³)", ValueKind::Decimal),
];

const LOCATIONS: &[TemplateColumn] = &[
    TemplateColumn {
        required: true,
        ..LOCATION
    },
    may(Role::Country, "country", "国家", ValueKind::Country),
    may(
        Role::LocationType,
        "type",
        "类型",
        ValueKind::Word(&["own", "third_party", "platform", "transit"]),
    ),
    may(Role::Serves, "serves", "服务国家", ValueKind::Countries),
    may(
        Role::StorageCost,
        "storage_cost_per_m3_month",
        "每立方米月仓储费",
        ValueKind::Money,
    ),
];

const PROMOTIONS: &[TemplateColumn] = &[
    need(Role::Promotion, "promotion", "活动名称", ValueKind::Text),
    need(Role::StartsOn, "starts_on", "开始日期", ValueKind::Day),
    need(Role::EndsOn, "ends_on", "结束日期", ValueKind::Day),
    TemplateColumn {
        required: false,
        ..SKU
    },
    CATEGORY,
    may(Role::Discount, "discount", "折扣比例", ValueKind::Share),
    CHANNEL,
];

const MARKETING: &[TemplateColumn] = &[
    SKU,
    may(Role::Ctr, "ctr", "点击率", ValueKind::Share),
    may(Role::Cvr, "cvr", "转化率", ValueKind::Share),
    may(Role::HasVideo, "has_video", "有视频", ValueKind::Flag),
    may(Role::Reviews, "reviews", "评论数", ValueKind::Whole),
    may(Role::Rating, "rating", "评分", ValueKind::Decimal),
];

const STOCKTAKE: &[TemplateColumn] = &[
    SKU,
    LOCATION,
    need(Role::Counted, "counted", "实盘数量", ValueKind::Whole),
    need(Role::CountedOn, "counted_on", "盘点日期", ValueKind::Day),
];

const SUPPLIER_PRICES: &[TemplateColumn] = &[
    TemplateColumn {
        required: true,
        ..SUPPLIER
    },
    SKU,
    need(
        Role::MinQuantity,
        "min_quantity",
        "起订价数量",
        ValueKind::Whole,
    ),
    TemplateColumn {
        required: true,
        ..UNIT_COST
    },
    CURRENCY,
    may(Role::Moq, "moq", "起订量", ValueKind::Whole),
    may(Role::PackSize, "pack_size", "箱规", ValueKind::Whole),
    LEAD_TIME,
    TRANSPORT,
    may(
        Role::FreightPerUnit,
        "freight_per_unit",
        "单件运费",
        ValueKind::Money,
    ),
];

const BUNDLES: &[TemplateColumn] = &[
    need(Role::BundleSku, "bundle_sku", "组合SKU", ValueKind::Text),
    need(
        Role::ComponentSku,
        "component_sku",
        "部件SKU",
        ValueKind::Text,
    ),
    QUANTITY,
];

const EXCHANGE_RATES: &[TemplateColumn] = &[
    need(Role::Date, "date", "日期", ValueKind::Day),
    TemplateColumn {
        required: true,
        ..CURRENCY
    },
    need(Role::Rate, "rate", "汇率", ValueKind::Decimal),
];

const COST_RATES: &[TemplateColumn] = &[
    need(
        Role::CostKind,
        "cost_kind",
        "费用类型",
        ValueKind::Word(&["freight", "insurance", "duty", "brokerage", "fee", "vat"]),
    ),
    may(Role::Programme, "programme", "费用名称", ValueKind::Text),
    need(
        Role::CostBasis,
        "cost_basis",
        "计费方式",
        ValueKind::Word(&[
            "per_kg",
            "per_cbm",
            "per_carton",
            "per_unit",
            "per_shipment",
            "goods_percent",
            "cif_percent",
        ]),
    ),
    need(Role::CostRate, "cost_rate", "费率", ValueKind::Text),
    CURRENCY,
    may(
        Role::FromCountry,
        "from_country",
        "货源国",
        ValueKind::Country,
    ),
    may(Role::ToCountry, "to_country", "到达国", ValueKind::Country),
    TRANSPORT,
    may(Role::HsCode, "hs_code", "海关编码", ValueKind::Text),
    may(Role::Recoverable, "recoverable", "可抵扣", ValueKind::Flag),
    may(Role::ValidFrom, "valid_from", "生效日期", ValueKind::Day),
    may(Role::ValidTo, "valid_to", "失效日期", ValueKind::Day),
    may(Role::RateNote, "rate_note", "费率说明", ValueKind::Text),
];

/// Tabs on which the template writer explains the columns; they hold no data.
pub const GUIDE_SHEETS: [&str; 2] = ["填写说明", "How to fill in"];

/// The columns of a kind's template, in the order in which the template prints them.
#[must_use]
pub fn template_columns(kind: RecordKind) -> &'static [TemplateColumn] {
    match kind {
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
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn english_headers_are_the_words_of_the_roles() {
        for kind in RecordKind::ALL {
            for column in template_columns(*kind) {
                assert_eq!(column.name_en, column.role.word(), "{kind:?}");
            }
        }
    }

    #[test]
    fn no_two_columns_of_a_template_share_a_header() {
        for kind in RecordKind::ALL {
            let columns = template_columns(*kind);
            for (i, a) in columns.iter().enumerate() {
                for b in &columns[i + 1..] {
                    assert_ne!(a.name_en, b.name_en, "{kind:?}");
                    assert_ne!(a.name_zh, b.name_zh, "{kind:?}");
                }
            }
        }
    }
}
