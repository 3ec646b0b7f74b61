//! Amazon Seller Central: orders, returns and FBA stock. Most reports are tab separated; the ledger
//! and the settlement are also given with the headers of the seller's language.
//!
//! - `item-price` is what the buyer paid for all units of the line.
//! - Amazon's warehouses are one place, [`FBA`]: most of its stock reports do not tell them apart.
//! - On hand is what can be sold, or will be after a move between warehouses: fulfillable and
//!   reserved. Unsellable units are not counted.
//! - The ledger in detail and the list of reserved units repeat parts of other reports and are left
//!   out unless a person asks for their kind.

use domain::RecordKind;

use super::{FBA, Filter, Habits, PLAIN, SHEET, Sheet, System};
use crate::import::date::DateOrder;
use crate::import::role::Role;

const AT_FBA: Habits = Habits {
    place: Some(FBA),
    ..PLAIN
};
const ORDER: Habits = Habits {
    place_by_shipper: true,
    ..PLAIN
};
const LEDGER: Habits = Habits {
    date_order: Some(DateOrder::MonthFirst),
    sum_rows: true,
    ..AT_FBA
};

const DATE: &str = "Date|Datum|Fecha|Data|日期|日付";
const DISPOSITION: &str = "Disposition|Zustand|Disposición|Disposizione|库存属性|商品の状態";
const SELLABLE: &[Filter] = &[Filter {
    header: DISPOSITION,
    words: &[
        "sellable",
        "verkaufsfähig",
        "vendible",
        "vendibile",
        "可售",
        "販売可",
    ],
    keep: true,
}];

/// Amazon's reports.
pub static SYSTEM: System = System {
    name: "amazon",
    title: "Amazon",
    sheets: &[
        Sheet {
            kind: RecordKind::Orders,
            must: &[
                "amazon-order-id",
                "purchase-date",
                "sku",
                "quantity|quantity-shipped|quantity-purchased",
            ],
            columns: &[
                ("amazon-order-id", Role::OrderId),
                ("order-item-id|amazon-order-item-id", Role::LineId),
                ("purchase-date", Role::OrderedAt),
                ("shipment-date", Role::ShippedAt),
                ("sku", Role::Sku),
                ("product-name", Role::Name),
                (
                    "quantity|quantity-shipped|quantity-purchased",
                    Role::Quantity,
                ),
                ("item-price", Role::LineTotal),
                ("currency", Role::Currency),
                ("item-promotion-discount", Role::Discount),
                ("ship-country", Role::Country),
                ("sales-channel", Role::Channel),
                ("item-status", Role::Status),
                ("order-status", Role::Status),
                ("fulfillment-channel", Role::Location),
            ],
            habits: ORDER,
            ..SHEET
        },
        // The settlement has a line an amount: price, tax, each fee.
        Sheet {
            kind: RecordKind::Orders,
            must: &[
                "settlement-id",
                "amount-type",
                "amount-description",
                "sku",
                "quantity-purchased",
            ],
            columns: &[
                ("order-id", Role::OrderId),
                ("posted-date-time", Role::OrderedAt),
                ("posted-date", Role::OrderedAt),
                ("sku", Role::Sku),
                ("quantity-purchased", Role::Quantity),
                ("amount", Role::LineTotal),
                ("currency", Role::Currency),
                ("marketplace-name", Role::Channel),
            ],
            confirmed: false,
            told_by: Some("All Orders"),
            ..SHEET
        },
        // Orders to be shipped by the seller.
        Sheet {
            kind: RecordKind::Orders,
            must: &[
                "order-id",
                "order-item-id",
                "purchase-date",
                "sku",
                "quantity-purchased",
            ],
            columns: &[
                ("order-id", Role::OrderId),
                ("order-item-id", Role::LineId),
                ("purchase-date", Role::OrderedAt),
                ("sku", Role::Sku),
                ("product-name", Role::Name),
                ("quantity-purchased", Role::Quantity),
                ("item-price", Role::LineTotal),
                ("currency", Role::Currency),
                ("item-promotion-discount", Role::Discount),
                ("ship-country", Role::Country),
                ("sales-channel", Role::Channel),
            ],
            confirmed: false,
            ..SHEET
        },
        // The date range report: sales and refunds with fees, below some lines of explanation.
        Sheet {
            kind: RecordKind::Orders,
            must: &[
                "date/time|Datum/Uhrzeit|date/heure|fecha y hora|Data/Ora:|日付/時間",
                "type|Typ|tipo|トランザクションの種類",
                "order id|Bestellnummer|numéro de la commande|número de pedido|Numero ordine|注文番号",
                "sku",
                "quantity|Menge|quantité|cantidad|Quantità|数量",
                "product sales|Umsätze|ventes de produits|ventas de productos|Vendite|商品売上",
            ],
            columns: &[
                (
                    "date/time|Datum/Uhrzeit|date/heure|fecha y hora|Data/Ora:|日付/時間",
                    Role::OrderedAt,
                ),
                (
                    "order id|Bestellnummer|numéro de la commande|número de pedido|Numero ordine|注文番号",
                    Role::OrderId,
                ),
                ("sku", Role::Sku),
                (
                    "description|Beschreibung|descripción|Descrizione|説明",
                    Role::Name,
                ),
                (
                    "quantity|Menge|quantité|cantidad|Quantità|数量",
                    Role::Quantity,
                ),
                (
                    "product sales|Umsätze|ventes de produits|ventas de productos|Vendite|商品売上",
                    Role::LineTotal,
                ),
                (
                    "marketplace|web de Amazon|Amazon 出品サービス",
                    Role::Channel,
                ),
                (
                    "fulfillment|fulfilment|Versand|traitement|gestión logística|Gestione|フルフィルメント",
                    Role::Location,
                ),
            ],
            filters: &[Filter {
                header: "type|Typ|tipo|トランザクションの種類",
                words: &[
                    "order",
                    "bestellung",
                    "commande",
                    "pedido",
                    "ordine",
                    "注文",
                ],
                keep: true,
            }],
            habits: ORDER,
            confirmed: false,
            ..SHEET
        },
        Sheet {
            kind: RecordKind::Stock,
            must: &[
                "sku",
                "fnsku",
                "afn-fulfillable-quantity",
                "afn-reserved-quantity",
            ],
            columns: &[
                ("sku", Role::Sku),
                ("product-name", Role::Name),
                ("afn-fulfillable-quantity", Role::OnHand),
                ("afn-reserved-quantity", Role::OnHand),
            ],
            habits: Habits {
                sum_on_hand: true,
                ..AT_FBA
            },
            ..SHEET
        },
        Sheet {
            kind: RecordKind::Stock,
            must: &[
                "Merchant SKU",
                "FNSKU",
                "Units Sold Last 30 Days",
                "Available",
                "FC transfer",
            ],
            columns: &[
                ("Merchant SKU", Role::Sku),
                ("Product Name", Role::Name),
                ("Available", Role::OnHand),
                ("FC transfer", Role::OnHand),
                ("FC Processing", Role::OnHand),
                ("Customer Order", Role::OnHand),
                ("Supplier", Role::Other),
                ("Price", Role::Other),
            ],
            habits: Habits {
                sum_on_hand: true,
                ..AT_FBA
            },
            ..SHEET
        },
        Sheet {
            kind: RecordKind::Stock,
            must: &["snapshot-date", "sku", "available", "inv-age-0-to-90-days"],
            columns: &[
                ("snapshot-date", Role::AsOf),
                ("sku", Role::Sku),
                ("product-name", Role::Name),
                ("available", Role::OnHand),
                ("Total Reserved Quantity", Role::OnHand),
            ],
            habits: Habits {
                sum_on_hand: true,
                ..AT_FBA
            },
            ..SHEET
        },
        Sheet {
            kind: RecordKind::Stock,
            must: &["sku", "fnsku", "reserved_qty", "reserved_customerorders"],
            columns: &[
                ("sku", Role::Sku),
                ("product-name", Role::Name),
                ("reserved_qty", Role::OnHand),
            ],
            habits: AT_FBA,
            told_by: Some("Manage FBA Inventory"),
            ..SHEET
        },
        Sheet {
            kind: RecordKind::StockHistory,
            must: &[
                DATE,
                "FNSKU",
                "MSKU",
                "Starting Warehouse Balance|Anfangsbestand im Lager|期初仓库余额|倉庫の期首残高",
                "Ending Warehouse Balance|Endbestand im Lager|期末仓库余额|倉庫の期末残高",
            ],
            columns: &[
                (DATE, Role::Date),
                ("MSKU", Role::Sku),
                (
                    "Ending Warehouse Balance|Endbestand im Lager|期末仓库余额|倉庫の期末残高",
                    Role::OnHand,
                ),
                ("Location", Role::Other),
            ],
            filters: SELLABLE,
            habits: LEDGER,
            ..SHEET
        },
        Sheet {
            kind: RecordKind::Orders,
            must: &[
                DATE,
                "FNSKU",
                "MSKU",
                "Event Type|Ereignistyp|事件类型|イベントタイプ",
                "Quantity|Menge|数量",
            ],
            columns: &[
                (DATE, Role::OrderedAt),
                ("MSKU", Role::Sku),
                ("Title", Role::Name),
                ("Quantity|Menge|数量", Role::Quantity),
                ("Reference ID", Role::Other),
                ("Country", Role::Other),
            ],
            filters: &[Filter {
                header: "Event Type|Ereignistyp|事件类型|イベントタイプ",
                words: &["shipments", "customershipments"],
                keep: true,
            }],
            habits: Habits {
                negative_is_sold: true,
                ..LEDGER
            },
            told_by: Some("All Orders, Customer Returns, Inventory Ledger (summary)"),
            ..SHEET
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
                ("detailed-disposition", Role::Resellable),
            ],
            habits: AT_FBA,
            ..SHEET
        },
        // Listings with what the seller keeps himself.
        Sheet {
            kind: RecordKind::Products,
            must: &["item-name", "listing-id", "seller-sku", "price", "quantity"],
            columns: &[
                ("seller-sku", Role::Sku),
                ("item-name", Role::Name),
                ("price", Role::Price),
                ("image-url", Role::Image),
            ],
            confirmed: false,
            ..SHEET
        },
        Sheet {
            kind: RecordKind::Stock,
            must: &["item-name", "listing-id", "seller-sku", "price", "quantity"],
            columns: &[
                ("seller-sku", Role::Sku),
                ("item-name", Role::Name),
                ("quantity", Role::OnHand),
            ],
            habits: Habits {
                blank_is_none: true,
                ..PLAIN
            },
            confirmed: false,
            also: true,
            ..SHEET
        },
    ],
};
