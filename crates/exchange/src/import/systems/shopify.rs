//! Shopify: orders, products, inventory in the current layout (a line a location) and in the old
//! one (a column a location, "not stocked" where it is not kept).
//!
//! An order has one line an item; the order's own fields stand on its first line only. Shops
//! without SKUs know a variant by its line item name, `Title - Option 1 / Option 2`, which the
//! product and inventory exports give in parts.

use domain::RecordKind;

use super::{Habits, PLAIN, SHEET, Sheet, System};
use crate::import::role::Role;

/// Shopify's exports.
pub static SYSTEM: System = System {
    name: "shopify",
    title: "Shopify",
    sheets: &[
        Sheet {
            kind: RecordKind::Orders,
            must: &["Name", "Created at", "Lineitem quantity", "Lineitem name"],
            columns: &[
                ("Name", Role::OrderId),
                ("Created at", Role::OrderedAt),
                ("Paid at", Role::OrderedAt),
                ("Lineitem sku", Role::Sku),
                ("Lineitem name", Role::Name),
                ("Lineitem quantity", Role::Quantity),
                ("Lineitem price", Role::UnitPrice),
                ("Lineitem discount", Role::Discount),
                ("Currency", Role::Currency),
                ("Shipping Country", Role::Country),
                ("Billing Country", Role::Country),
                ("Location", Role::Location),
                ("Source", Role::Channel),
                ("Email", Role::CustomerId),
                ("Financial Status", Role::PaymentStatus),
                ("Lineitem fulfillment status", Role::FulfilmentStatus),
                ("Fulfillment Status", Role::FulfilmentStatus),
                ("Cancelled at", Role::Cancelled),
                ("Fulfilled at", Role::ShippedAt),
                ("Payment Method", Role::TestOrder),
            ],
            habits: Habits {
                sku_from_name: true,
                ..PLAIN
            },
            ..SHEET
        },
        Sheet {
            kind: RecordKind::Products,
            must: &["Handle", "Title", "Variant Price"],
            columns: &[
                ("Handle", Role::Handle),
                ("Title", Role::Name),
                ("Variant SKU", Role::Sku),
                ("Option1 Value", Role::Options),
                ("Option2 Value", Role::Options),
                ("Option3 Value", Role::Options),
                ("Type", Role::Category),
                ("Product Category", Role::Category),
                ("Vendor", Role::Supplier),
                ("Cost per item", Role::UnitCost),
                ("Variant Price", Role::Price),
                ("Variant Barcode", Role::Barcode),
                ("Variant Image", Role::Image),
                ("Image Src", Role::Image),
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
            must: &["Handle", "SKU", "Location", "On hand (current)"],
            columns: &[
                ("Handle", Role::Handle),
                ("Title", Role::Name),
                ("Option1 Value", Role::Options),
                ("Option2 Value", Role::Options),
                ("Option3 Value", Role::Options),
                ("SKU", Role::Sku),
                ("Location", Role::Location),
                ("On hand (current)", Role::OnHand),
            ],
            habits: Habits {
                sku_from_name: true,
                ..PLAIN
            },
            ..SHEET
        },
        Sheet {
            kind: RecordKind::Stock,
            must: &["Handle", "SKU", "Location", "On hand"],
            columns: &[
                ("Handle", Role::Handle),
                ("Title", Role::Name),
                ("Option1 Value", Role::Options),
                ("Option2 Value", Role::Options),
                ("Option3 Value", Role::Options),
                ("SKU", Role::Sku),
                ("Location", Role::Location),
                ("On hand", Role::OnHand),
            ],
            habits: Habits {
                sku_from_name: true,
                ..PLAIN
            },
            ..SHEET
        },
        Sheet {
            kind: RecordKind::Stock,
            must: &["Handle", "Title", "Option1 Name", "SKU", "COO"],
            columns: &[
                ("Handle", Role::Handle),
                ("Title", Role::Name),
                ("Option1 Name", Role::Other),
                ("Option1 Value", Role::Options),
                ("Option2 Name", Role::Other),
                ("Option2 Value", Role::Options),
                ("Option3 Name", Role::Other),
                ("Option3 Value", Role::Options),
                ("SKU", Role::Sku),
                ("HS Code", Role::Other),
                ("COO", Role::Other),
            ],
            habits: Habits {
                sku_from_name: true,
                location_columns: true,
                ..PLAIN
            },
            ..SHEET
        },
    ],
};
