//! Etsy: sold order items, and the list of listings. Many shops there keep no SKUs; their items are
//! known by name and variation. Dates are written month first. The export of sold orders has one
//! line an order and says nothing of its items.

use domain::RecordKind;

use super::{Habits, PLAIN, SHEET, Sheet, System};
use crate::import::date::DateOrder;
use crate::import::role::Role;

/// Etsy's exports.
pub static SYSTEM: System = System {
    name: "etsy",
    title: "Etsy",
    sheets: &[
        Sheet {
            kind: RecordKind::Orders,
            must: &[
                "Sale Date",
                "Item Name",
                "Quantity",
                "Price",
                "Transaction ID",
                "Listing ID",
            ],
            columns: &[
                ("Order ID", Role::OrderId),
                ("Transaction ID", Role::OrderId),
                ("Sale Date", Role::OrderedAt),
                ("SKU", Role::Sku),
                ("Item Name", Role::Name),
                ("Variations", Role::Options),
                ("Quantity", Role::Quantity),
                ("Price", Role::UnitPrice),
                ("Discount Amount", Role::Discount),
                ("Currency", Role::Currency),
                ("Ship Country", Role::Country),
                ("Date Shipped", Role::ShippedAt),
            ],
            habits: Habits {
                sku_from_name: true,
                date_order: Some(DateOrder::MonthFirst),
                ..PLAIN
            },
            ..SHEET
        },
        Sheet {
            kind: RecordKind::Orders,
            confirmed: false,
            must: &["Sale Date", "Order ID", "Number of Items", "Order Value"],
            columns: &[
                ("Order ID", Role::OrderId),
                ("Sale Date", Role::OrderedAt),
                ("SKU", Role::Sku),
                ("Number of Items", Role::Quantity),
                ("Order Value", Role::LineTotal),
                ("Currency", Role::Currency),
                ("Ship Country", Role::Country),
                ("Date Shipped", Role::ShippedAt),
            ],
            habits: Habits {
                date_order: Some(DateOrder::MonthFirst),
                ..PLAIN
            },
            told_by: Some("Order Items"),
            ..SHEET
        },
        Sheet {
            kind: RecordKind::Products,
            confirmed: false,
            must: &["TITLE", "PRICE", "CURRENCY_CODE", "QUANTITY", "SKU"],
            columns: &[
                ("SKU", Role::Sku),
                ("TITLE", Role::Name),
                ("PRICE", Role::Price),
                ("CURRENCY_CODE", Role::PriceCurrency),
                ("IMAGE1", Role::Image),
            ],
            habits: Habits {
                sku_lists: true,
                sku_from_name: true,
                picture_lines: true,
                ..PLAIN
            },
            ..SHEET
        },
    ],
};
