//! Amazon Seller Central: the tab separated "all orders" report, FBA stock, customer returns.
//!
//! `item-price` is what the buyer paid for all units of the line. Reports of single warehouse
//! events (the inventory ledger in detail) are not read: their sums are in the other reports.

use domain::RecordKind;

use super::{Habits, PLAIN, Sheet, System};
use crate::import::date::DateOrder;
use crate::import::role::Role;

/// Amazon's reports.
pub static SYSTEM: System = System {
    name: "amazon",
    confirmed: true,
    sheets: &[
        Sheet {
            kind: RecordKind::Orders,
            must: &[
                "amazon-order-id",
                "purchase-date",
                "sku",
                "quantity",
                "item-price",
            ],
            columns: &[
                ("amazon-order-id", Role::OrderId),
                ("order-item-id", Role::LineId),
                ("purchase-date", Role::OrderedAt),
                ("sku", Role::Sku),
                ("product-name", Role::Name),
                ("quantity", Role::Quantity),
                ("item-price", Role::LineTotal),
                ("currency", Role::Currency),
                ("item-promotion-discount", Role::Discount),
                ("ship-country", Role::Country),
                ("sales-channel", Role::Channel),
                ("item-status", Role::Status),
                ("order-status", Role::Status),
            ],
            habits: PLAIN,
        },
        Sheet {
            kind: RecordKind::Stock,
            must: &[
                "sku",
                "fnsku",
                "afn-fulfillable-quantity",
                "afn-warehouse-quantity",
            ],
            columns: &[
                ("sku", Role::Sku),
                ("product-name", Role::Name),
                ("afn-warehouse-quantity", Role::OnHand),
            ],
            habits: PLAIN,
        },
        Sheet {
            kind: RecordKind::StockHistory,
            must: &[
                "Date",
                "FNSKU",
                "MSKU",
                "Starting Warehouse Balance",
                "Ending Warehouse Balance",
            ],
            columns: &[
                ("Date", Role::Date),
                ("MSKU", Role::Sku),
                ("Ending Warehouse Balance", Role::OnHand),
                ("Location", Role::Location),
            ],
            habits: Habits {
                date_order: Some(DateOrder::MonthFirst),
                ..PLAIN
            },
        },
        Sheet {
            kind: RecordKind::Returns,
            must: &[
                "return-date",
                "order-id",
                "sku",
                "quantity",
                "detailed-disposition",
            ],
            columns: &[
                ("return-date", Role::ReturnedOn),
                ("order-id", Role::OrderId),
                ("sku", Role::Sku),
                ("quantity", Role::Quantity),
                ("fulfillment-center-id", Role::Location),
                ("detailed-disposition", Role::Resellable),
            ],
            habits: PLAIN,
        },
    ],
};
