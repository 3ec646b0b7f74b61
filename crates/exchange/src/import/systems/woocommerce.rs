//! WooCommerce: the product export of its core, and orders as export plugins write them (the core
//! has no export of orders). Headers follow the language of the site.
//!
//! A variable product is the parent of its variations and is not sold itself; a grouped one is a
//! list, an external one is sold by somebody else. Plugins differ in their headers and in whether
//! an order's fields stand on each of its lines.

use domain::RecordKind;

use super::{Filter, Habits, PLAIN, SHEET, Sheet, System};
use crate::import::role::Role;

const SELLABLE: &[Filter] = &[Filter {
    header: "Type|Typ|Tipo|类型|タイプ",
    words: &["variable", "grouped", "external"],
    keep: false,
}];

const SKU: &str = "SKU|UGS|Artikelnummer";
const NAME: &str = "Name|Nom|Nombre|Nome|名称|名前";
const PRICE: &str = "Regular price|Tarif régulier|Regulärer Preis|Precio normal|常规售价|通常価格";

/// WooCommerce's exports.
pub static SYSTEM: System = System {
    name: "woocommerce",
    title: "WooCommerce",
    sheets: &[
        Sheet {
            kind: RecordKind::Products,
            must: &["ID", "Type|Typ|Tipo|类型|タイプ", SKU, NAME, PRICE],
            columns: &[
                (SKU, Role::Sku),
                (NAME, Role::Name),
                (PRICE, Role::Price),
                (
                    "Cost of goods|Cost price|Meta: _wc_cog_cost",
                    Role::UnitCost,
                ),
                (
                    "Categories|Catégories|Kategorien|Categorías|分类|カテゴリー",
                    Role::Category,
                ),
                ("Images|Bilder|Imágenes|图片|画像", Role::Image),
                ("GTIN, UPC, EAN, or ISBN", Role::Barcode),
                ("Brands", Role::Supplier),
            ],
            filters: SELLABLE,
            habits: Habits {
                sku_from_name: true,
                picture_lines: true,
                ..PLAIN
            },
            ..SHEET
        },
        Sheet {
            kind: RecordKind::Stock,
            must: &[
                "ID",
                "Type|Typ|Tipo|类型|タイプ",
                SKU,
                NAME,
                "Stock|Lager|Bestand|Inventario|库存|在庫",
            ],
            columns: &[
                (SKU, Role::Sku),
                (NAME, Role::Name),
                ("Stock|Lager|Bestand|Inventario|库存|在庫", Role::OnHand),
            ],
            filters: SELLABLE,
            habits: Habits {
                sku_from_name: true,
                blank_is_none: true,
                ..PLAIN
            },
            also: true,
            ..SHEET
        },
        Sheet {
            kind: RecordKind::Orders,
            must: &[
                "Order Number|order_number|Order ID|order_id",
                "Order Status|order_status|status",
                "Order Date|order_date|date",
                "Item Name|item_name|Product Name|Item SKU|item_sku|SKU",
                "Item Quantity|item_quantity|Quantity|Quantity (- Refund)|qty",
            ],
            // Other shops use these plain names too; these belong to WordPress.
            unless: &["Lineitem name", "Item Price (USD)"],
            columns: &[
                ("Order Number|order_number", Role::OrderId),
                ("Order ID|order_id", Role::OrderId),
                ("Order Date|order_date|date", Role::OrderedAt),
                ("Order Status|order_status|status", Role::Status),
                ("SKU|Item SKU|item_sku|Product SKU", Role::Sku),
                ("Item Name|item_name|Product Name", Role::Name),
                ("Quantity (- Refund)", Role::Quantity),
                ("Item Quantity|item_quantity|Quantity|qty", Role::Quantity),
                ("Item Cost|Item Price|item_price", Role::UnitPrice),
                (
                    "Order Line Total|Item Total|item_total|Order Line Subtotal",
                    Role::LineTotal,
                ),
                ("Currency|Order Currency|order_currency", Role::Currency),
                (
                    "Country Code (Shipping)|Shipping Country|shipping_country",
                    Role::Country,
                ),
                (
                    "Country Code (Billing)|Billing Country|billing_country",
                    Role::Country,
                ),
                ("Customer User ID|customer_id|Customer ID", Role::CustomerId),
                (
                    "Email (Billing)|Billing Email|billing_email",
                    Role::CustomerId,
                ),
                (
                    "Completed Date|completed_date|Date Completed",
                    Role::ShippedAt,
                ),
                ("Order Total|Order Total Amount|order_total", Role::Other),
                ("Order Total Tax Amount", Role::Other),
                ("Cart Discount Amount|discount_total", Role::Other),
            ],
            habits: Habits {
                blank_continues: true,
                sku_from_name: true,
                ..PLAIN
            },
            ..SHEET
        },
    ],
};
