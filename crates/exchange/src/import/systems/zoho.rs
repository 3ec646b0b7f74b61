//! Zoho Inventory: items with their stock, sales orders, purchase orders. Every line carries the
//! order's own fields and its total.

use domain::RecordKind;

use super::{Habits, PLAIN, SHEET, Sheet, System};
use crate::import::role::Role;

const ITEM: &[&str] = &[
    "Item ID",
    "Item Name",
    "SKU",
    "Rate",
    "Purchase Rate|Stock On Hand",
];

/// Zoho's exports.
pub static SYSTEM: System = System {
    name: "zoho",
    title: "Zoho Inventory",
    sheets: &[
        Sheet {
            kind: RecordKind::Orders,
            must: &[
                "SalesOrder Number",
                "Order Date",
                "Item Name",
                "QuantityOrdered",
            ],
            columns: &[
                ("SalesOrder Number", Role::OrderId),
                ("Order Date", Role::OrderedAt),
                ("SKU", Role::Sku),
                ("Item Name", Role::Name),
                ("QuantityOrdered", Role::Quantity),
                ("QuantityCancelled", Role::CancelledQuantity),
                ("Item Price", Role::UnitPrice),
                ("Discount Amount", Role::Discount),
                ("Currency Code", Role::Currency),
                ("Shipping Country", Role::Country),
                ("Billing Country", Role::Country),
                ("Warehouse Name|Location Name", Role::Location),
                ("Sales Channel", Role::Channel),
                ("Customer ID", Role::CustomerId),
                ("Status", Role::Status),
            ],
            habits: Habits {
                sku_from_name: true,
                ..PLAIN
            },
            ..SHEET
        },
        Sheet {
            kind: RecordKind::Products,
            must: ITEM,
            columns: &[
                ("SKU", Role::Sku),
                ("Item Name", Role::Name),
                ("Rate", Role::Price),
                ("Purchase Rate", Role::UnitCost),
                ("Vendor|Preferred Vendor", Role::Supplier),
                ("HSN/SAC", Role::HsCode),
                ("Category Name|Category", Role::Category),
                ("UPC|EAN", Role::Barcode),
            ],
            habits: Habits {
                sku_from_name: true,
                picture_lines: true,
                ..PLAIN
            },
            ..SHEET
        },
        Sheet {
            kind: RecordKind::Stock,
            must: &["Item ID", "Item Name", "SKU", "Rate", "Stock On Hand"],
            columns: &[
                ("SKU", Role::Sku),
                ("Item Name", Role::Name),
                ("Stock On Hand", Role::OnHand),
                ("Warehouse Name|Location Name", Role::Location),
                ("Purchase Rate", Role::UnitCost),
            ],
            habits: Habits {
                sku_from_name: true,
                blank_is_none: true,
                ..PLAIN
            },
            also: true,
            ..SHEET
        },
        Sheet {
            kind: RecordKind::PurchaseOrders,
            confirmed: false,
            must: &[
                "Purchase Order Number",
                "Purchase Order Date",
                "Item Name",
                "QuantityOrdered|Quantity Ordered",
            ],
            columns: &[
                ("Purchase Order Number", Role::PoNumber),
                ("Purchase Order Date", Role::OrderedOn),
                ("Delivery Date|Expected Delivery Date", Role::ExpectedOn),
                ("Vendor Name", Role::Supplier),
                ("SKU", Role::Sku),
                ("Item Name", Role::Name),
                ("QuantityOrdered|Quantity Ordered", Role::Quantity),
                ("QuantityReceived|Quantity Received", Role::ReceivedQuantity),
                ("Item Price|Rate", Role::UnitCost),
                ("Currency Code", Role::Currency),
                ("Warehouse Name|Location Name", Role::Location),
            ],
            ..SHEET
        },
    ],
};
