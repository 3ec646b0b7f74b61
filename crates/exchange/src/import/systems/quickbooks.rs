//! QuickBooks, online and desktop: reports by item. The item stands alone above its lines, in a
//! column without a header, and again in the line of their sum; what is said between belongs to
//! it. An item is known by its name: the reports give no SKU. Days are written as in the United
//! States unless the column says otherwise.

use domain::RecordKind;

use super::{Habits, PLAIN, SHEET, Sheet, System};
use crate::import::date::DateOrder;
use crate::import::groups::COLUMN_NAME;
use crate::import::role::Role;

const HABITS: Habits = Habits {
    date_order: Some(DateOrder::MonthFirst),
    ..PLAIN
};

/// QuickBooks' reports.
pub static SYSTEM: System = System {
    name: "quickbooks",
    title: "QuickBooks",
    sheets: &[
        // Sales by Product/Service Detail; Sales by Item Detail.
        Sheet {
            kind: RecordKind::Orders,
            must: &[
                COLUMN_NAME,
                "Transaction type|Type",
                "Num|No.",
                "Qty|Quantity",
                "Sales price|Rate",
            ],
            unless: &["Vendor", "Supplier", "Source Name"],
            columns: &[
                (COLUMN_NAME, Role::Sku),
                ("Num|No.", Role::OrderId),
                ("Transaction date|Date", Role::OrderedAt),
                ("Qty|Quantity", Role::Quantity),
                ("Sales price|Rate", Role::UnitPrice),
                ("Customer full name|Customer|Name", Role::CustomerId),
                (
                    "Memo/Description|Memo|Amount|Balance|Transaction type|Type",
                    Role::Other,
                ),
            ],
            habits: HABITS,
            ..SHEET
        },
        // Purchases by Product/Service Detail; Purchases by Item Detail. The lines are bills: the
        // goods have come.
        Sheet {
            kind: RecordKind::PurchaseOrders,
            must: &[
                COLUMN_NAME,
                "Transaction type|Type",
                "Num|No.",
                "Qty|Quantity",
                "Vendor|Supplier|Source Name",
            ],
            columns: &[
                (COLUMN_NAME, Role::Sku),
                ("Num|No.", Role::PoNumber),
                ("Transaction date|Date", Role::OrderedOn),
                ("Qty|Quantity", Role::Quantity),
                ("Rate|Cost Price|Cost", Role::UnitCost),
                ("Vendor|Supplier|Source Name", Role::Supplier),
                (
                    "Memo/Description|Memo|Amount|Balance|Transaction type|Type",
                    Role::Other,
                ),
            ],
            habits: Habits {
                billed: true,
                ..HABITS
            },
            ..SHEET
        },
    ],
};
