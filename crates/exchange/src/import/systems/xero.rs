//! Xero: sales invoices as orders and bills as purchase orders. Both write dates day first and
//! number their documents "InvoiceNumber"; only invoices have a branding theme, only bills a total.

use domain::RecordKind;

use super::{Habits, PLAIN, Sheet, System};
use crate::import::date::DateOrder;
use crate::import::role::Role;

const DAY_FIRST: Habits = Habits {
    date_order: Some(DateOrder::DayFirst),
    ..PLAIN
};

/// Xero's exports.
pub static SYSTEM: System = System {
    name: "xero",
    confirmed: true,
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
            ],
            habits: DAY_FIRST,
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
            habits: DAY_FIRST,
        },
    ],
};
