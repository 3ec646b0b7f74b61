//! TradeGecko, later QuickBooks Commerce: products with a line a variant, the product's own fields
//! on the first of them only; and sales by shipment. The sales export may lack an order number;
//! then each day is one order.

use domain::RecordKind;

use super::{Habits, PLAIN, SHEET, Sheet, System};
use crate::import::role::Role;

/// TradeGecko's exports.
pub static SYSTEM: System = System {
    name: "tradegecko",
    title: "TradeGecko / QuickBooks Commerce",
    sheets: &[
        Sheet {
            kind: RecordKind::Products,
            must: &["Product Name", "Variant SKU", "Retail Price", "Buy Price"],
            columns: &[
                ("Variant SKU", Role::Sku),
                ("Product Name", Role::Name),
                ("Option 1 Value", Role::Options),
                ("Option 2 Value", Role::Options),
                ("Option 3 Value", Role::Options),
                ("Product Type", Role::Category),
                ("Supplier", Role::Supplier),
                ("Buy Price", Role::UnitCost),
                ("Initial Cost Price", Role::UnitCost),
                ("Retail Price", Role::Price),
                ("Barcode", Role::Barcode),
            ],
            habits: Habits {
                blank_continues: true,
                ..PLAIN
            },
            ..SHEET
        },
        Sheet {
            kind: RecordKind::Stock,
            must: &[
                "Product Name",
                "Variant SKU",
                "Retail Price",
                "Stock On Hand|Stock",
            ],
            columns: &[
                ("Variant SKU", Role::Sku),
                ("Product Name", Role::Name),
                ("Stock On Hand", Role::OnHand),
                ("Stock", Role::OnHand),
            ],
            habits: Habits {
                blank_is_none: true,
                ..PLAIN
            },
            also: true,
            ..SHEET
        },
        Sheet {
            kind: RecordKind::Orders,
            must: &["Variant SKU", "Item Quantity", "Shipment Date"],
            columns: &[
                ("Order Number|Order #|Order ID", Role::OrderId),
                (
                    "Order Date|Issued Date|Issue Date|Created At",
                    Role::OrderedAt,
                ),
                ("Shipment Date", Role::OrderedAt),
                ("Variant SKU", Role::Sku),
                ("Item Product", Role::Name),
                ("Item Name", Role::Name),
                ("Item Quantity", Role::Quantity),
                ("Item Price|Price", Role::UnitPrice),
                ("Currency", Role::Currency),
                ("Ship To Country|Shipping Country", Role::Country),
            ],
            ..SHEET
        },
    ],
};
