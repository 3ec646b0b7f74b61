//! 领星: replenishment advice as a count of FBA stock, stock by warehouse, purchase orders, orders.
//!
//! - Rows of the advice marked 是 or 共享库存 are sums of other rows of the same sheet.
//! - FBA stock is 可售, 待调仓 and 调仓中 of one MSKU in one shop; goods sold under several MSKUs are
//!   added. 本地可用 is repeated on each of them and is left to the export of the warehouse.
//! - Several values of one cell (在途详情) are split by `|`; what is on its way comes from purchase
//!   orders.
//! - Only the advice's headers have been met in a file; the other sheets are built from the labels
//!   of the public interface.

use domain::RecordKind;

use super::{FBA, Filter, Habits, PLAIN, SHEET, Sheet, System};
use crate::import::role::Role;

const SUMS: &[Filter] = &[
    Filter {
        header: "欧洲/北美汇总行|汇总行",
        words: &["是", "共享库存"],
        keep: false,
    },
    Filter {
        header: "店铺",
        words: &["共享库存"],
        keep: false,
    },
    Filter {
        header: "国家（地区）|国家",
        words: &["共享库存"],
        keep: false,
    },
];

/// 领星's exports.
pub static SYSTEM: System = System {
    name: "lingxing",
    title: "领星",
    sheets: &[
        Sheet {
            kind: RecordKind::Stock,
            must: &["MSKU", "FNSKU", "SKU", "可售", "待调仓", "调仓中"],
            unless: &["仓库", "仓库名", "共享类型"],
            columns: &[
                ("SKU", Role::Sku),
                ("MSKU", Role::Sku),
                ("品名", Role::Name),
                ("可售", Role::OnHand),
                ("待调仓", Role::OnHand),
                ("调仓中", Role::OnHand),
                ("FBA库存", Role::Other),
                ("本地可用", Role::Other),
            ],
            filters: SUMS,
            habits: Habits {
                place: Some(FBA),
                sum_on_hand: true,
                sum_rows: true,
                ..PLAIN
            },
            ..SHEET
        },
        Sheet {
            kind: RecordKind::Stock,
            confirmed: false,
            must: &["MSKU", "FNSKU", "FBA可售", "待调仓", "调仓中"],
            columns: &[
                ("SKU", Role::Sku),
                ("MSKU", Role::Sku),
                ("品名", Role::Name),
                ("FBA可售", Role::OnHand),
                ("待调仓", Role::OnHand),
                ("调仓中", Role::OnHand),
                ("待发货", Role::OnHand),
            ],
            filters: &[Filter {
                header: "共享类型",
                words: &["共享库存", "是"],
                keep: false,
            }],
            habits: Habits {
                place: Some(FBA),
                sum_on_hand: true,
                sum_rows: true,
                ..PLAIN
            },
            ..SHEET
        },
        Sheet {
            kind: RecordKind::Stock,
            confirmed: false,
            must: &["仓库|仓库名|仓库名称", "SKU", "可用量", "锁定量"],
            columns: &[
                ("仓库|仓库名|仓库名称", Role::Location),
                ("SKU", Role::Sku),
                ("品名", Role::Name),
                ("可用量", Role::OnHand),
                ("锁定量", Role::OnHand),
                ("待检待上架量|待检量", Role::OnHand),
                ("单位库存成本|采购单价", Role::UnitCost),
            ],
            habits: Habits {
                sum_on_hand: true,
                sum_rows: true,
                ..PLAIN
            },
            ..SHEET
        },
        Sheet {
            kind: RecordKind::PurchaseOrders,
            confirmed: false,
            must: &["采购单号", "SKU", "实际采购量|采购量"],
            columns: &[
                ("采购单号", Role::PoNumber),
                ("下单时间", Role::OrderedOn),
                ("创建时间", Role::OrderedOn),
                ("供应商", Role::Supplier),
                ("SKU", Role::Sku),
                ("品名", Role::Name),
                ("实际采购量|采购量", Role::Quantity),
                ("到货入库量|入库量|到货量", Role::ReceivedQuantity),
                ("含税单价|单价", Role::UnitCost),
                ("采购币种|币种", Role::Currency),
                ("期待到货时间|预计到货时间", Role::ExpectedOn),
                ("仓库名称|仓库名|采购仓库|仓库", Role::Location),
            ],
            ..SHEET
        },
        Sheet {
            kind: RecordKind::Orders,
            confirmed: false,
            must: &["系统单号|亚马逊订单号", "订购时间", "MSKU", "数量"],
            columns: &[
                ("平台单号|平台订单号|亚马逊订单号", Role::OrderId),
                ("系统单号", Role::OrderId),
                ("订购时间", Role::OrderedAt),
                ("SKU|本地SKU", Role::Sku),
                ("MSKU", Role::Sku),
                ("品名|本地品名", Role::Name),
                ("数量", Role::Quantity),
                ("单价", Role::UnitPrice),
                ("商品金额", Role::LineTotal),
                ("折扣", Role::Discount),
                ("币种", Role::Currency),
                ("订单国家|国家", Role::Country),
                ("发货仓库|仓库", Role::Location),
                ("订单来源|店铺名称|店铺|销售渠道", Role::Channel),
                ("订单状态|系统订单状态|状态", Role::Status),
                ("发货时间|发货日期", Role::ShippedAt),
            ],
            ..SHEET
        },
    ],
};
