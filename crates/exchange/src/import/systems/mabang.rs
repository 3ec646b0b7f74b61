//! 马帮: orders, sales with one column a day, and the list of stock SKUs. SKUs are often numbers of
//! nineteen digits. A sample order of TikTok leaves the warehouse like any other and stays.

use domain::RecordKind;

use super::{Habits, PLAIN, SHEET, Sheet, System};
use crate::import::role::Role;

/// 马帮's exports.
pub static SYSTEM: System = System {
    name: "mabang",
    title: "马帮",
    sheets: &[
        Sheet {
            kind: RecordKind::Orders,
            must: &[
                "订单编号",
                "SKU",
                "商品数量",
                "付款时间",
                "交易编号|店铺财务编码",
            ],
            columns: &[
                ("订单编号", Role::OrderId),
                ("付款时间", Role::OrderedAt),
                ("SKU", Role::Sku),
                ("库存SKU", Role::Sku),
                ("商品名称|库存SKU中文名称", Role::Name),
                ("商品数量", Role::Quantity),
                ("商品单价|商品售价", Role::UnitPrice),
                ("币种", Role::Currency),
                ("所属地区", Role::Country),
                ("发货仓库|仓库名称|仓库", Role::Location),
                ("店铺名称|店铺", Role::Channel),
                ("店铺财务编码", Role::Channel),
                ("状态|订单状态", Role::Status),
                ("发货时间", Role::ShippedAt),
                ("交易编号", Role::Other),
            ],
            habits: Habits {
                blank_continues: true,
                ..PLAIN
            },
            ..SHEET
        },
        Sheet {
            kind: RecordKind::Orders,
            must: &["库存SKU", "SKU中文名"],
            columns: &[
                ("库存SKU", Role::Sku),
                ("SKU中文名", Role::Name),
                ("店铺", Role::Channel),
                ("仓库|仓库名称", Role::Location),
            ],
            habits: Habits {
                day_columns: true,
                ..PLAIN
            },
            ..SHEET
        },
        Sheet {
            kind: RecordKind::Products,
            must: &["库存SKU", "库存SKU中文名称"],
            unless: &["订单编号"],
            columns: &[
                ("库存SKU", Role::Sku),
                ("库存SKU中文名称", Role::Name),
                ("库存SKU英文名称", Role::Name),
                ("统一成本价|成本价|最新采购价", Role::UnitCost),
                ("商品目录|一级目录", Role::Category),
                ("默认供应商|供应商", Role::Supplier),
                ("图片|库存SKU图片", Role::Image),
            ],
            ..SHEET
        },
    ],
};
