//! ShipStation: orders with a line an item. The user chooses the columns and their order; the
//! header "Markeplace" is ShipStation's own spelling.

use domain::RecordKind;

use super::{Habits, PLAIN, SHEET, Sheet, System};
use crate::import::role::Role;

/// ShipStation's exports.
pub static SYSTEM: System = System {
    name: "shipstation",
    title: "ShipStation",
    sheets: &[Sheet {
        kind: RecordKind::Orders,
        must: &["Order - Number", "Item - SKU|Item - Name", "Item - Qty"],
        columns: &[
            ("Order - Number", Role::OrderId),
            ("Date - Order Date", Role::OrderedAt),
            ("Date - Paid Date|Date - Payment Date", Role::OrderedAt),
            ("Date - Shipped Date", Role::ShippedAt),
            ("Item - SKU", Role::Sku),
            ("Item - Name", Role::Name),
            ("Options Value 1", Role::Options),
            ("Item - Qty", Role::Quantity),
            ("Item - Price", Role::UnitPrice),
            ("Order - Status", Role::Status),
            ("Market - Store Name", Role::Channel),
            (
                "Market - Markeplace Name|Market - Marketplace Name",
                Role::Channel,
            ),
            ("Ship To - Country", Role::Country),
            ("Order - Warehouse|Ship From - Name", Role::Location),
        ],
        habits: Habits {
            blank_continues: true,
            sku_from_name: true,
            ..PLAIN
        },
        ..SHEET
    }],
};
