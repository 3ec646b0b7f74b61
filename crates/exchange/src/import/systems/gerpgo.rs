//! 积加 (Gerpgo): stock by warehouse, goods, purchase order lines, orders of all platforms. No export
//! has been seen: the headers are the names of the public interface and the Chinese words for them.

use domain::RecordKind;

use super::{Habits, PLAIN, SHEET, Sheet, System};
use crate::import::role::Role;

/// 积加's exports.
pub static SYSTEM: System = System {
    name: "gerpgo",
    title: "积加",
    sheets: &[
        Sheet {
            kind: RecordKind::Stock,
            confirmed: false,
            must: &[
                "sku",
                "warehouseName|仓库名称",
                "inventoryQuantity|库存数量",
                "defectiveQuantity|次品数量|不良品数量",
            ],
            columns: &[
                ("sku", Role::Sku),
                ("skuName|产品名称", Role::Name),
                ("warehouseName|仓库名称", Role::Location),
                ("inventoryQuantity|库存数量", Role::OnHand),
            ],
            habits: Habits {
                sum_rows: true,
                ..PLAIN
            },
            ..SHEET
        },
        Sheet {
            kind: RecordKind::Products,
            confirmed: false,
            must: &[
                "sku",
                "productDeliveryDays|产品交期|交货天数",
                "customsCode|海关编码",
                "quote|采购报价|报价",
            ],
            columns: &[
                ("sku", Role::Sku),
                ("name|briefName|产品名称|产品简称", Role::Name),
                ("categoryName|品类|产品分类", Role::Category),
                ("quote|采购报价|报价", Role::UnitCost),
                ("productDeliveryDays|产品交期|交货天数", Role::LeadTimeDays),
                ("customsCode|海关编码", Role::HsCode),
                ("smallImageUrl|图片", Role::Image),
                ("packageL", Role::Other),
                ("packageW", Role::Other),
                ("packageH", Role::Other),
            ],
            ..SHEET
        },
        Sheet {
            kind: RecordKind::PurchaseOrders,
            confirmed: false,
            must: &[
                "code|采购订单号|采购单编码",
                "product|SKU",
                "orderQuantity|采购数量|下单数量",
                "expectDeliveryDate|预计交货日期|期望交货日期",
            ],
            columns: &[
                ("code|采购订单号|采购单编码", Role::PoNumber),
                ("createdAt|创建时间|下单时间|采购日期", Role::OrderedOn),
                ("supplierName|供应商名称|供应商", Role::Supplier),
                ("product|SKU", Role::Sku),
                ("productName|产品名称", Role::Name),
                ("orderQuantity|采购数量|下单数量", Role::Quantity),
                (
                    "inboundQuantity|入库数量|已入库数量",
                    Role::ReceivedQuantity,
                ),
                ("excludeTaxPrice|不含税单价|单价", Role::UnitCost),
                ("currency|币种", Role::Currency),
                (
                    "expectDeliveryDate|预计交货日期|期望交货日期",
                    Role::ExpectedOn,
                ),
                ("arrivalWarehouseName|到货仓库|仓库名称", Role::Location),
            ],
            ..SHEET
        },
        Sheet {
            kind: RecordKind::Orders,
            confirmed: false,
            must: &[
                "platformOrderId|平台订单号",
                "orderingTime|下单时间|订购时间",
                "buyQuantity|购买数量",
                "msku",
            ],
            columns: &[
                ("platformOrderId|平台订单号", Role::OrderId),
                ("platformOrderLineId", Role::LineId),
                ("orderingTime|下单时间|订购时间", Role::OrderedAt),
                ("sku", Role::Sku),
                ("msku", Role::Sku),
                ("skuName|产品名称|productName", Role::Name),
                ("buyQuantity|购买数量", Role::Quantity),
                ("productUnitPrice|产品单价|单价", Role::UnitPrice),
                ("currency|币种", Role::Currency),
                ("regionCnName|国家|国家/地区", Role::Country),
                ("erpShopName|店铺名称|店铺", Role::Channel),
                ("orderCancelStatusName|取消状态", Role::Other),
            ],
            ..SHEET
        },
    ],
};
