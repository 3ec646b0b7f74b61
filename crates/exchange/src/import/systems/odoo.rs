//! Odoo: sales and purchase orders, products and stock, with the technical names of an
//! import-compatible export or the labels of a plain one. Continuation lines leave the order's
//! fields blank, and a product stands as `[CODE] Name`.
//!
//! Only the sales order's technical names have been met in a file; the others are the names of the
//! models' fields.

use domain::RecordKind;

use super::{Habits, PLAIN, SHEET, Sheet, System};
use crate::import::role::Role;

const LINES: Habits = Habits {
    blank_continues: true,
    bracketed_sku: true,
    ..PLAIN
};

/// Odoo's exports.
pub static SYSTEM: System = System {
    name: "odoo",
    title: "Odoo",
    sheets: &[
        Sheet {
            kind: RecordKind::Orders,
            must: &[
                "date_order|Order Date|订单日期",
                "order_line/product_id|order_line/product_id/default_code|Order Lines/Product|Order Lines/Product/Internal Reference|订单行/产品",
                "order_line/product_uom_qty|Order Lines/Quantity|订单行/数量",
            ],
            unless: &["order_line/date_planned", "date_planned"],
            columns: &[
                ("name|Order Reference|订单关联", Role::OrderId),
                ("date_order|Order Date|订单日期", Role::OrderedAt),
                (
                    "order_line/product_id/default_code|Order Lines/Product/Internal Reference",
                    Role::Sku,
                ),
                (
                    "order_line/product_id|Order Lines/Product|订单行/产品",
                    Role::Sku,
                ),
                (
                    "order_line/product_uom_qty|Order Lines/Quantity|订单行/数量",
                    Role::Quantity,
                ),
                (
                    "order_line/price_unit|Order Lines/Unit Price|订单行/单价",
                    Role::UnitPrice,
                ),
                ("order_line/name|Order Lines/Description", Role::Name),
                ("state|Status|状态", Role::Status),
                ("currency_id|Currency|币种", Role::Currency),
                ("warehouse_id|Warehouse|仓库", Role::Location),
                ("partner_id/country_id|Customer/Country", Role::Country),
                ("team_id|Sales Team", Role::Channel),
                // A share of the price, not an amount.
                ("order_line/discount|Order Lines/Discount (%)", Role::Other),
                ("partner_id|Customer|客户", Role::Personal),
            ],
            habits: LINES,
            ..SHEET
        },
        Sheet {
            kind: RecordKind::PurchaseOrders,
            confirmed: false,
            must: &[
                "partner_id|Vendor|供应商",
                "order_line/product_id|Order Lines/Product|订单行/产品",
                "order_line/product_qty|Order Lines/Quantity|订单行/数量",
            ],
            unless: &["order_line/product_uom_qty"],
            columns: &[
                ("name|Order Reference|订单关联", Role::PoNumber),
                ("partner_id|Vendor|供应商", Role::Supplier),
                (
                    "date_order|Order Deadline|Confirmation Date",
                    Role::OrderedOn,
                ),
                (
                    "order_line/date_planned|date_planned|Order Lines/Expected Arrival|Expected Arrival",
                    Role::ExpectedOn,
                ),
                (
                    "order_line/product_id|Order Lines/Product|订单行/产品",
                    Role::Sku,
                ),
                (
                    "order_line/product_qty|Order Lines/Quantity|订单行/数量",
                    Role::Quantity,
                ),
                (
                    "order_line/qty_received|Order Lines/Received Qty",
                    Role::ReceivedQuantity,
                ),
                (
                    "order_line/price_unit|Order Lines/Unit Price|订单行/单价",
                    Role::UnitCost,
                ),
                ("currency_id|Currency|币种", Role::Currency),
            ],
            habits: LINES,
            ..SHEET
        },
        Sheet {
            kind: RecordKind::Products,
            confirmed: false,
            must: &[
                "default_code|Internal Reference|内部参考",
                "list_price|Sales Price|销售价格",
                "standard_price|Cost|成本",
            ],
            columns: &[
                ("default_code|Internal Reference|内部参考", Role::Sku),
                ("name|Name|名称", Role::Name),
                ("list_price|Sales Price|销售价格", Role::Price),
                ("standard_price|Cost|成本", Role::UnitCost),
                ("barcode|Barcode|条码", Role::Barcode),
                ("categ_id|Product Category|产品类别", Role::Category),
            ],
            ..SHEET
        },
        Sheet {
            kind: RecordKind::Stock,
            confirmed: false,
            must: &[
                "default_code|Internal Reference|内部参考",
                "list_price|Sales Price|销售价格",
                "qty_available|Quantity On Hand|在手数量",
            ],
            columns: &[
                ("default_code|Internal Reference|内部参考", Role::Sku),
                ("name|Name|名称", Role::Name),
                ("qty_available|Quantity On Hand|在手数量", Role::OnHand),
            ],
            habits: Habits {
                blank_is_none: true,
                ..PLAIN
            },
            also: true,
            ..SHEET
        },
        Sheet {
            kind: RecordKind::Stock,
            confirmed: false,
            must: &[
                "product_id|Product|产品",
                "location_id|Location|位置",
                "quantity|inventory_quantity|Quantity|On Hand Quantity|数量",
                "reserved_quantity|Reserved Quantity|预留数量|available_quantity|Available Quantity",
            ],
            columns: &[
                ("product_id|Product|产品", Role::Sku),
                ("location_id|Location|位置", Role::Location),
                (
                    "quantity|inventory_quantity|Quantity|On Hand Quantity|数量",
                    Role::OnHand,
                ),
            ],
            habits: Habits {
                sum_rows: true,
                ..LINES
            },
            ..SHEET
        },
    ],
};
