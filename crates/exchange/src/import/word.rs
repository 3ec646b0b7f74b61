//! Closed lists of words in files: yes and no, states of orders, transport, kinds of locations.

use domain::{CostBasis, CostKind, LocationType, OrderStatus, Transport};

use super::header::compact;

/// Yes or no; `None` for any other text.
#[must_use]
pub fn flag(text: &str) -> Option<bool> {
    // Columns of flags are long and of two words: these need no preparation.
    match text {
        "1" | "True" | "true" | "TRUE" => return Some(true),
        "0" | "False" | "false" | "FALSE" => return Some(false),
        _ => {}
    }
    match compact(text).as_str() {
        "1" | "yes" | "y" | "true" | "t" | "是" | "有" | "可" | "可售" | "良品" | "はい"
        | "有り" | "sellable" | "x" | "ja" | "oui" | "si" => Some(true),
        "0" | "no" | "n" | "false" | "f" | "否" | "无" | "無" | "不可" | "不良品" | "いいえ"
        | "无货" | "缺货" | "defective" | "damaged" | "customerdamaged" | "carrierdamaged"
        | "unsellable" | "nein" | "non" | "expired" | "warehousedamaged" => Some(false),
        _ => None,
    }
}

/// Cells of a stock sheet that say the SKU is not kept at the location.
#[must_use]
pub fn is_not_stocked(text: &str) -> bool {
    matches!(
        compact(text).as_str(),
        "notstocked" | "未入库" | "不备货" | "未备货"
    )
}

/// What a status word says about an order line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StatusWord {
    /// One of the four states.
    Is(OrderStatus),
    /// A word that says nothing about the state of the goods (`partially refunded`, `paid`).
    Silent,
}

/// The meaning of a status word; `None` where it is unknown.
#[must_use]
pub fn status(text: &str) -> Option<StatusWord> {
    use OrderStatus::{Cancelled, Open, Refunded, Shipped};
    let is = |status| Some(StatusWord::Is(status));
    let text = compact(text);
    // WordPress puts two letters before the states it keeps in its tables.
    match text.strip_prefix("wc").unwrap_or(&text) {
        "open"
        | "pendingpayment"
        | "waitsellersend"
        | "waitconfirmed"
        | "placed"
        | "pending"
        | "processing"
        | "unfulfilled"
        | "unshipped"
        | "awaitingshipment"
        | "awaitingpayment"
        | "awaitingfulfillment"
        | "onhold"
        | "hold"
        | "new"
        | "created"
        | "confirmed"
        | "approved"
        | "scheduled"
        | "partial"
        | "partiallyfulfilled"
        | "partiallyshipped"
        | "inprogress"
        | "待发货"
        | "未发货"
        | "待付款"
        | "待处理"
        | "配货中"
        | "待审核"
        | "已付款"
        | "待打单"
        | "待打单有货"
        | "待打单缺货"
        | "处理中"
        | "部分发货"
        | "未处理"
        | "未出荷"
        | "出荷待ち"
        | "readytoship"
        | "待配货" => is(Open),
        "shipped"
        | "fulfilled"
        | "completed"
        | "complete"
        | "delivered"
        | "done"
        | "closed"
        | "dispatched"
        | "invoiced"
        | "shippeddeliveredtobuyer"
        | "shippedpickedup"
        | "intransit"
        | "finished"
        | "已发货"
        | "已完成"
        | "已签收"
        | "已妥投"
        | "交易成功"
        | "交易完成"
        | "已收货"
        | "完成"
        | "运输中"
        | "出荷済み"
        | "出荷済"
        | "配達済み"
        | "发货完成"
        | "restocked"
        | "waitreceiverconfirm"
        | "平台发货"
        | "locked" => is(Shipped),
        "cancelled"
        | "canceled"
        | "cancel"
        | "trash"
        | "draft"
        | "quotation"
        | "quotationsent"
        | "checkoutdraft"
        | "已取消不发货"
        | "不发货"
        | "void"
        | "voided"
        | "failed"
        | "expired"
        | "rejected"
        | "已取消"
        | "取消"
        | "交易关闭"
        | "已关闭"
        | "已作废"
        | "作废"
        | "キャンセル"
        | "キャンセル済み" => is(Cancelled),
        "refunded"
        | "refund"
        | "returned"
        | "shippedreturnedtoseller"
        | "chargedback"
        | "已退款"
        | "退款"
        | "全额退款"
        | "已退货"
        | "返金済み"
        | "返品" => is(Refunded),
        "partiallyrefunded" | "partiallypaid" | "paid" | "authorized" | "部分退款" | "unpaid"
        | "refunding" => Some(StatusWord::Silent),
        _ => status_by_words(&text),
    }
}

/// The state that a longer text tells: `已发货，待签收`, `Awaiting Fulfillment`, `キャンセル確定`.
fn status_by_words(text: &str) -> Option<StatusWord> {
    use OrderStatus::{Cancelled, Open, Refunded, Shipped};
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    let is = |status| Some(StatusWord::Is(status));
    if has(&["partiallyrefund", "partialrefund", "部分退", "没有申请退款"]) {
        return Some(StatusWord::Silent);
    }
    if has(&[
        "cancel",
        "void",
        "stornier",
        "annul",
        "cancelad",
        "anulow",
        "取消",
        "关闭",
        "作废",
        "キャンセル",
    ]) {
        return is(Cancelled);
    }
    if has(&[
        "refund",
        "returned",
        "chargeback",
        "erstattet",
        "rembours",
        "reembols",
        "已退",
        "返金",
        "返品済",
    ]) {
        return is(Refunded);
    }
    if has(&[
        "已发货",
        "已签收",
        "已收货",
        "已完成",
        "发货完成",
        "发货成功",
        "交易成功",
        "発送済",
        "出荷済",
        "配達完了",
    ]) {
        return is(Shipped);
    }
    if has(&[
        "await",
        "unfulfil",
        "unship",
        "notship",
        "pending",
        "process",
        "ready",
        "partial",
        "prepar",
        "hold",
        "bearbeitung",
        "offen",
        "待",
        "未",
        "配货",
        "审核",
        "処理中",
        "準備",
        "待ち",
    ]) {
        return is(Open);
    }
    has(&[
        "ship",
        "deliver",
        "complet",
        "fulfil",
        "dispatch",
        "versendet",
        "versandt",
        "geliefert",
        "expédi",
        "livré",
        "enviad",
        "entreg",
        "wysłan",
        "dostarcz",
        "picked",
    ])
    .then_some(StatusWord::Is(Shipped))
}

/// A discount as Chinese shops write it: `8折` is 20 % off, `85折` 15 %.
#[must_use]
pub fn zhe(text: &str) -> Option<f64> {
    let number = text.trim().strip_suffix('折')?.trim();
    let value: f64 = number.parse().ok()?;
    let left = if value <= 10.0 {
        value / 10.0
    } else {
        value / 100.0
    };
    (number.len() <= 4 && (0.0..=1.0).contains(&left)).then(|| ((1.0 - left) * 1e6).round() / 1e6)
}

/// How goods travel.
#[must_use]
pub fn transport(text: &str) -> Option<Transport> {
    match compact(text).as_str() {
        "sea" | "ocean" | "ship" | "海运" | "海派" | "海卡" | "seafreight" | "船便" | "慢船"
        | "快船" | "oceanfreight" => Some(Transport::Sea),
        "air" | "airfreight" | "空运" | "空派" | "航空便" | "空卡" => Some(Transport::Air),
        "rail" | "train" | "铁路" | "铁运" | "铁派" | "中欧班列" | "鉄道" | "卡航" => {
            Some(Transport::Rail)
        }
        "express" | "courier" | "快递" | "国际快递" | "宅配便" | "dhl" | "ups" | "fedex"
        | "parcel" => Some(Transport::Express),
        _ => None,
    }
}

/// What a cost of bringing goods in is for.
#[must_use]
pub fn cost_kind(text: &str) -> Option<CostKind> {
    match compact(text).as_str() {
        "freight" | "shipping" | "运费" | "头程" | "头程运费" => Some(CostKind::Freight),
        "insurance" | "保险" | "保险费" | "保费" => Some(CostKind::Insurance),
        "duty" | "tariff" | "customsduty" | "关税" => Some(CostKind::Duty),
        "brokerage" | "clearance" | "customsclearance" | "清关费" | "清关" | "报关费" => {
            Some(CostKind::Brokerage)
        }
        "fee" | "fees" | "other" | "费用" | "其他费用" | "杂费" => Some(CostKind::Fee),
        "vat" | "gst" | "importvat" | "importgst" | "进口增值税" | "增值税" => {
            Some(CostKind::Vat)
        }
        _ => None,
    }
}

/// What a cost is counted by.
#[must_use]
pub fn cost_basis(text: &str) -> Option<CostBasis> {
    match compact(text).as_str() {
        "perkg" | "kg" | "每公斤" | "按公斤" | "按重量" => Some(CostBasis::PerKg),
        "percbm" | "cbm" | "perm3" | "每立方米" | "按立方米" | "按体积" => {
            Some(CostBasis::PerCbm)
        }
        "percarton" | "carton" | "每箱" | "按箱" => Some(CostBasis::PerCarton),
        "perunit" | "unit" | "每件" | "按件" => Some(CostBasis::PerUnit),
        "pershipment" | "shipment" | "perorder" | "每票" | "按票" => {
            Some(CostBasis::PerShipment)
        }
        "goodspercent" | "fob" | "货值百分比" | "按货值" => Some(CostBasis::GoodsPercent),
        "cifpercent" | "cif" | "到岸价百分比" | "按到岸价" => Some(CostBasis::CifPercent),
        _ => None,
    }
}

/// Who runs a location.
#[must_use]
pub fn location_type(text: &str) -> Option<LocationType> {
    match compact(text).as_str() {
        "own" | "self" | "warehouse" | "自有" | "自有仓" | "本地仓" | "自营仓" | "国内仓"
        | "自社" => Some(LocationType::Own),
        "thirdparty" | "3pl" | "海外仓" | "第三方" | "第三方仓" | "第三方海外仓" | "三方仓" => {
            Some(LocationType::ThirdParty)
        }
        "platform" | "fba" | "平台仓" | "平台" | "fba仓" | "wfs" | "marketplace" => {
            Some(LocationType::Platform)
        }
        "transit" | "在途" | "在途仓" | "中转仓" | "中转" => Some(LocationType::Transit),
        _ => None,
    }
}

/// Whether a word says that an order only tried the shop out: `(for testing) Bogus Gateway`.
#[must_use]
pub fn is_test(text: &str) -> bool {
    let text = compact(text);
    [
        "fortesting",
        "bogusgateway",
        "testorder",
        "测试订单",
        "测试单",
        "テスト注文",
    ]
    .iter()
    .any(|word| text.contains(word))
        || matches!(text.as_str(), "test" | "测试" | "テスト")
}

/// Whether a text is what stands at the head of a line of sums.
#[must_use]
pub fn is_total(text: &str) -> bool {
    if text.len() > 40 {
        return false;
    }
    matches!(
        compact(text).as_str(),
        "total"
            | "totals"
            | "grandtotal"
            | "subtotal"
            | "sum"
            | "summary"
            | "合计"
            | "总计"
            | "小计"
            | "汇总"
            | "总数"
            | "合計"
            | "総計"
            | "小計"
            | "共计"
            | "gesamt"
            | "summe"
            | "本页合计"
            | "总合计"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_several_languages_are_one_state() {
        for (text, expected) in [
            ("Partially shipped", OrderStatus::Open),
            ("已发货", OrderStatus::Shipped),
            ("Canceled", OrderStatus::Cancelled),
            ("已退款", OrderStatus::Refunded),
        ] {
            assert_eq!(status(text), Some(StatusWord::Is(expected)), "{text}");
        }
        assert_eq!(status("paid"), Some(StatusWord::Silent));
        assert_eq!(status("whatever"), None);
        assert_eq!(flag("是"), Some(true));
        assert_eq!(flag("maybe"), None);
        assert!(is_total("合 计"));
        assert!(!is_total("Total Eclipse T-shirt"));
    }
}
