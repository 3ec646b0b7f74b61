//! Xero: sales invoices as orders, bills as purchase orders, inventory items. Documents write dates
//! day first and are numbered "InvoiceNumber"; only invoices have a branding theme, only bills a
//! total. The parts of the item export beyond its first six columns have not been met in a file.

use domain::RecordKind;

use super::{Filter, Habits, PLAIN, SHEET, Sheet, System};
use crate::import::date::DateOrder;
use crate::import::role::Role;

const DAY_FIRST: Habits = Habits {
    date_order: Some(DateOrder::DayFirst),
    ..PLAIN
};

/// Lines without an item, such as postage and work, move no goods.
const ITEMS: &[Filter] = &[Filter {
    header: "InventoryItemCode",
    words: &[""],
    keep: false,
}];

/// Xero's exports.
pub static SYSTEM: System = System {
    name: "xero",
    title: "Xero",
    sheets: &[
        Sheet {
            kind: RecordKind::Orders,
            must: &[
                "*ContactName",
                "*InvoiceNumber",
                "*InvoiceDate",
                "InventoryItemCode",
                "BrandingTheme",
            ],
            columns: &[
                ("*InvoiceNumber", Role::OrderId),
                ("*InvoiceDate", Role::OrderedAt),
                ("InventoryItemCode", Role::Sku),
                ("*Description", Role::Name),
                ("*Quantity", Role::Quantity),
                ("*UnitAmount", Role::UnitPrice),
                ("Currency", Role::Currency),
                ("POCountry", Role::Country),
                // A share of the price, not an amount.
                ("Discount", Role::Other),
            ],
            filters: ITEMS,
            habits: DAY_FIRST,
            ..SHEET
        },
        Sheet {
            kind: RecordKind::PurchaseOrders,
            must: &[
                "*ContactName",
                "*InvoiceNumber",
                "*InvoiceDate",
                "InventoryItemCode",
                "Total",
            ],
            columns: &[
                ("*ContactName", Role::Supplier),
                ("*InvoiceNumber", Role::PoNumber),
                ("*InvoiceDate", Role::OrderedOn),
                ("*DueDate", Role::Other),
                ("InventoryItemCode", Role::Sku),
                ("*Quantity", Role::Quantity),
                ("*UnitAmount", Role::UnitCost),
                ("Currency", Role::Currency),
            ],
            filters: ITEMS,
            habits: DAY_FIRST,
            ..SHEET
        },
        Sheet {
            kind: RecordKind::Products,
            must: &["*ItemCode", "ItemName", "SalesUnitPrice"],
            columns: &[
                ("*ItemCode", Role::Sku),
                ("ItemName", Role::Name),
                ("SalesDescription", Role::Name),
                ("SalesUnitPrice", Role::Price),
                ("PurchasesUnitPrice", Role::UnitCost),
            ],
            ..SHEET
        },
        Sheet {
            kind: RecordKind::Stock,
            confirmed: false,
            must: &["*ItemCode", "ItemName", "SalesUnitPrice", "Quantity"],
            columns: &[
                ("*ItemCode", Role::Sku),
                ("ItemName", Role::Name),
                ("Quantity", Role::OnHand),
                ("PurchasesUnitPrice", Role::UnitCost),
            ],
            habits: Habits {
                blank_is_none: true,
                ..PLAIN
            },
            also: true,
            ..SHEET
        },
    ],
};
