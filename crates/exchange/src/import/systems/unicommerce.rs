//! Unicommerce (Uniware): sale order items and the inventory snapshot. No export has been seen: the
//! headers are the names of the public interface, as its exports spell them apart.

use domain::RecordKind;

use super::{Habits, PLAIN, SHEET, Sheet, System};
use crate::import::role::Role;

/// Unicommerce's exports.
pub static SYSTEM: System = System {
    name: "unicommerce",
    title: "Unicommerce",
    sheets: &[
        Sheet {
            kind: RecordKind::Orders,
            confirmed: false,
            must: &[
                "Sale Order Item Code|saleOrderItemCode",
                "Display Order Code|displayOrderCode|Sale Order Code|saleOrderCode",
                "Item SKU Code|itemSku|Item SKU",
            ],
            columns: &[
                ("Display Order Code|displayOrderCode", Role::OrderId),
                ("Sale Order Code|saleOrderCode", Role::OrderId),
                ("Sale Order Item Code|saleOrderItemCode", Role::LineId),
                (
                    "Order Date as dd/mm/yyyy hh:MM:ss|displayOrderDateTime|Order Date",
                    Role::OrderedAt,
                ),
                ("Created|created", Role::OrderedAt),
                ("Item SKU Code|itemSku|Item SKU", Role::Sku),
                ("Item Type Name|itemName|Item Name", Role::Name),
                ("Quantity|quantity", Role::Quantity),
                ("Selling Price|sellingPrice", Role::UnitPrice),
                ("Discount|discount", Role::Discount),
                ("Currency|currencyCode", Role::Currency),
                ("Channel Name|channel", Role::Channel),
                ("Facility|facilityCode", Role::Location),
                ("Sale Order Item Status|statusCode", Role::Status),
                ("Shipping Address Country", Role::Country),
                ("Dispatch Date", Role::ShippedAt),
            ],
            habits: Habits {
                one_unit_lines: true,
                ..PLAIN
            },
            ..SHEET
        },
        Sheet {
            kind: RecordKind::Stock,
            confirmed: false,
            must: &[
                "Item Type SKU Code|itemTypeSKU|Item SkuCode",
                "Inventory|inventory",
                "Open Sale|openSale",
                "Putaway Pending|putawayPending",
            ],
            columns: &[
                ("Item Type SKU Code|itemTypeSKU|Item SkuCode", Role::Sku),
                ("Item Type Name|Item Name", Role::Name),
                ("Facility|facilityCode", Role::Location),
                ("Inventory|inventory", Role::OnHand),
                ("Inventory Blocked|inventoryBlocked", Role::OnHand),
            ],
            habits: Habits {
                sum_on_hand: true,
                ..PLAIN
            },
            ..SHEET
        },
    ],
};
