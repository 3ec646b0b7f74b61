//! 店小秘: orders, and the import template of goods, which it exports in the same shape. The user
//! chooses the columns of the order export; only the first three have been met in a file.
//! Lengths are those of the goods, not of a carton.

use domain::RecordKind;

use super::{Habits, PLAIN, SHEET, Sheet, System};
use crate::import::role::Role;

/// 店小秘's exports.
pub static SYSTEM: System = System {
    name: "dianxiaomi",
    title: "店小秘",
    sheets: &[
        Sheet {
            kind: RecordKind::Orders,
            must: &["订单号", "SKU", "产品规格"],
            columns: &[
                ("订单号", Role::OrderId),
                ("付款时间", Role::OrderedAt),
                ("下单时间", Role::OrderedAt),
                ("SKU", Role::Sku),
                ("商品SKU", Role::Sku),
                ("产品名称|中文名称|标题", Role::Name),
                ("产品规格", Role::Options),
                ("产品数量|商品数量|数量", Role::Quantity),
                ("产品售价|产品单价|单价", Role::UnitPrice),
                ("币种|币种缩写", Role::Currency),
                ("国家二字码|收件国家|国家", Role::Country),
                ("发货仓库|仓库", Role::Location),
                ("店铺账号|店铺名称|店铺", Role::Channel),
                ("平台渠道|平台", Role::Channel),
                ("订单状态|状态", Role::Status),
                ("发货时间", Role::ShippedAt),
            ],
            habits: Habits {
                blank_continues: true,
                ..PLAIN
            },
            ..SHEET
        },
        Sheet {
            kind: RecordKind::Products,
            must: &[
                "*SKU (必填)|SKU",
                "平台SKU",
                "采购参考价 （RMB）|采购参考价",
            ],
            columns: &[
                ("*SKU (必填)|SKU", Role::Sku),
                ("平台SKU", Role::Other),
                ("中文名称", Role::Name),
                ("英文名称", Role::Name),
                (
                    "图片URL （必须以http://或https：//开头）|图片URL",
                    Role::Image,
                ),
                ("采购参考价 （RMB）|采购参考价", Role::UnitCost),
                ("海关编码", Role::HsCode),
                ("长（cm）", Role::Other),
                ("宽（cm）", Role::Other),
                ("高（cm）", Role::Other),
                ("用途", Role::Other),
                ("材质", Role::Other),
            ],
            ..SHEET
        },
    ],
};
