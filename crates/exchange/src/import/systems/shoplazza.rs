//! Shoplazza 店匠: orders with a line an item, products with a line a variant. No export has been
//! seen: the headers are the names of the public interface and the words its pages use for them.

use domain::RecordKind;

use super::{Habits, PLAIN, SHEET, Sheet, System};
use crate::import::role::Role;

/// Shoplazza's exports.
pub static SYSTEM: System = System {
    name: "shoplazza",
    title: "Shoplazza 店匠",
    sheets: &[
        Sheet {
            kind: RecordKind::Orders,
            confirmed: false,
            must: &[
                "number|Order number|订单号|订单编号",
                "placed_at|Placed at|created_at|下单时间|订单创建时间",
                "product_title|Product title|商品名称|商品标题",
                "variant_title|Variant title|商品款式|款式|子款式|商品规格",
                "quantity|Product quantity|商品数量|购买数量",
            ],
            // Other shops of China call the code of a variant so.
            unless: &["规格编码|型号编码|商家编码"],
            columns: &[
                ("number|Order number|订单号|订单编号", Role::OrderId),
                ("placed_at|Placed at|下单时间|订单创建时间", Role::OrderedAt),
                ("created_at", Role::OrderedAt),
                ("sku|Product SKU|商品SKU|SKU", Role::Sku),
                ("product_title|Product title|商品名称|商品标题", Role::Name),
                (
                    "variant_title|Variant title|商品款式|款式|子款式|商品规格",
                    Role::Options,
                ),
                (
                    "quantity|Product quantity|商品数量|购买数量",
                    Role::Quantity,
                ),
                (
                    "price|Product price|商品单价|商品售价|商品价格",
                    Role::UnitPrice,
                ),
                ("currency|Currency|币种|货币", Role::Currency),
                (
                    "shipping_country|Shipping country|收货国家|收件国家|国家",
                    Role::Country,
                ),
                (
                    "financial_status|Payment status|支付状态|付款状态",
                    Role::PaymentStatus,
                ),
                (
                    "fulfillment_status|Fulfillment status|发货状态|物流状态",
                    Role::FulfilmentStatus,
                ),
                ("status|Order status|订单状态", Role::Status),
                ("canceled_at|取消时间", Role::Cancelled),
                ("source|source_name|来源|订单来源", Role::Channel),
            ],
            habits: Habits {
                blank_continues: true,
                sku_from_name: true,
                ..PLAIN
            },
            ..SHEET
        },
        Sheet {
            kind: RecordKind::Products,
            confirmed: false,
            must: &[
                "title|Title|商品标题|商品名称",
                "handle|Handle|商品链接|spu|SPU|商品SPU",
                "sku|SKU|商品SKU",
                "price|Price|售价|商品售价",
                "cost_price|Cost price|成本价",
                "option1|Option1|款式1|规格1",
            ],
            columns: &[
                ("handle|Handle|商品链接", Role::Handle),
                ("spu|SPU|商品SPU", Role::Handle),
                ("title|Title|商品标题|商品名称", Role::Name),
                ("sku|SKU|商品SKU", Role::Sku),
                ("option1|Option1|款式1|规格1", Role::Options),
                ("option2|Option2|款式2|规格2", Role::Options),
                ("option3|Option3|款式3|规格3", Role::Options),
                ("vendor|Vendor|供应商|品牌", Role::Supplier),
                ("price|Price|售价|商品售价", Role::Price),
                ("cost_price|Cost price|成本价", Role::UnitCost),
                ("barcode|Barcode|条形码|商品条形码", Role::Barcode),
                ("image|Image|图片|商品图片", Role::Image),
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
            confirmed: false,
            must: &[
                "title|Title|商品标题|商品名称",
                "handle|Handle|商品链接|spu|SPU|商品SPU",
                "sku|SKU|商品SKU",
                "option1|Option1|款式1|规格1",
                "inventory_quantity|Inventory quantity|库存|库存数量",
            ],
            columns: &[
                ("handle|Handle|商品链接", Role::Handle),
                ("title|Title|商品标题|商品名称", Role::Name),
                ("sku|SKU|商品SKU", Role::Sku),
                ("option1|Option1|款式1|规格1", Role::Options),
                ("option2|Option2|款式2|规格2", Role::Options),
                ("option3|Option3|款式3|规格3", Role::Options),
                (
                    "inventory_quantity|Inventory quantity|库存|库存数量",
                    Role::OnHand,
                ),
            ],
            habits: Habits {
                sku_from_name: true,
                blank_is_none: true,
                ..PLAIN
            },
            also: true,
            ..SHEET
        },
    ],
};
