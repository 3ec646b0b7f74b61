//! Etsy: sold order items. Many shops there keep no SKUs; their items are known by name and
//! variation. Dates are written month first.

use domain::RecordKind;

use super::{Habits, PLAIN, Sheet, System};
use crate::import::date::DateOrder;
use crate::import::role::Role;

/// Etsy's exports.
pub static SYSTEM: System = System {
    name: "etsy",
    confirmed: true,
    sheets: &[Sheet {
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
    }],
};
