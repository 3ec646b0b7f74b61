//! 数跨境BI: sales a day and goods, as a report of it would list them. Neither an export nor an
//! interface has been seen: the headers are the words such reports use, and where they differ the
//! general recognition carries the sheet.

use domain::RecordKind;

use super::{Habits, PLAIN, SHEET, Sheet, System};
use crate::import::role::Role;

/// 数跨境BI's exports.
pub static SYSTEM: System = System {
    name: "shukuajing",
    title: "数跨境BI",
    sheets: &[Sheet {
        kind: RecordKind::Orders,
        confirmed: false,
        must: &[
            "统计日期|日期",
            "平台",
            "店铺名称|店铺",
            "商品SKU|SKU",
            "销量|商品销量",
            "毛利率|利润率",
        ],
        columns: &[
            ("统计日期|日期", Role::OrderedAt),
            ("商品SKU|SKU", Role::Sku),
            ("商品名称|品名", Role::Name),
            ("销量|商品销量", Role::Quantity),
            ("销售额|商品销售额", Role::LineTotal),
            ("币种", Role::Currency),
            ("国家|国家/地区|站点", Role::Country),
            ("店铺名称|店铺", Role::Channel),
            ("平台", Role::Channel),
        ],
        habits: Habits {
            daily: true,
            ..PLAIN
        },
        ..SHEET
    }],
};
