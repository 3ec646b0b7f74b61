//! 1688 (Alibaba): what the shop has bought there. The headers are those that its pages print; no
//! export has been seen here.

use domain::RecordKind;

use super::{Habits, PLAIN, SHEET, Sheet, System};
use crate::import::role::Role;

/// 1688's exports.
pub static SYSTEM: System = System {
    name: "alibaba",
    title: "1688",
    sheets: &[Sheet {
        kind: RecordKind::PurchaseOrders,
        confirmed: false,
        must: &[
            "订单编号",
            "卖家公司名|卖家会员名",
            "货品标题",
            "数量",
            "单价(元)|单价",
        ],
        columns: &[
            ("订单编号", Role::PoNumber),
            ("订单付款时间", Role::OrderedOn),
            ("订单创建时间", Role::OrderedOn),
            ("卖家公司名", Role::Supplier),
            ("卖家会员名", Role::Supplier),
            ("单品货号|货号", Role::Sku),
            ("SKU ID", Role::Sku),
            ("货品标题", Role::Name),
            ("数量", Role::Quantity),
            ("单价(元)|单价", Role::UnitCost),
        ],
        habits: Habits {
            blank_continues: true,
            ..PLAIN
        },
        ..SHEET
    }],
};
