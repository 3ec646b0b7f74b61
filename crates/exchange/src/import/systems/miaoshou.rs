//! 妙手: orders. No export has been seen: the headers are the names of the public interface and the
//! Chinese words for them.

use domain::RecordKind;

use super::{Habits, PLAIN, SHEET, Sheet, System};
use crate::import::role::Role;

/// 妙手's exports.
pub static SYSTEM: System = System {
    name: "miaoshou",
    title: "妙手",
    sheets: &[Sheet {
        kind: RecordKind::Orders,
        confirmed: false,
        must: &[
            "platformOrderSn|平台订单号|平台订单编号",
            "appPackageNo|opOrderPackageId|包裹号|妙手包裹号",
            "quantity|商品数量|产品数量|数量",
        ],
        columns: &[
            ("platformOrderSn|平台订单号|平台订单编号", Role::OrderId),
            ("gmtOrderStart|下单时间", Role::OrderedAt),
            ("gmtPay|付款时间", Role::OrderedAt),
            ("platformOuterSkuId|商家SKU|平台SKU编码", Role::Sku),
            ("商品SKU|SKU", Role::Sku),
            ("platformSkuId|平台SKU", Role::Sku),
            ("title|商品标题|商品名称|产品名称", Role::Name),
            ("skuSubName|商品规格|产品规格", Role::Options),
            ("quantity|商品数量|产品数量|数量", Role::Quantity),
            (
                "discountedPrice|originalPrice|商品单价|单价",
                Role::UnitPrice,
            ),
            ("currency|币种", Role::Currency),
            ("site|站点|国家", Role::Country),
            ("shopName|店铺名称|店铺", Role::Channel),
            ("platform|平台", Role::Channel),
            ("appPackageStatus|包裹状态|订单状态", Role::Status),
            ("gmtDelivery|发货时间", Role::ShippedAt),
            ("发货仓库|仓库", Role::Location),
        ],
        habits: Habits {
            blank_continues: true,
            ..PLAIN
        },
        ..SHEET
    }],
};
