//! What a header means by the words in it, where it is none of the names in [`super::alias`]:
//! `Order Creation Date`, `SKU Reference No.`, `商家编码-规格维度`. Weaker than a name, and just as
//! useful for what it rules out: no phone number is ever taken for a SKU.

use super::header::{Header, half_width};
use super::role::Role;

/// The words of a header.
struct Words {
    /// Latin words in lower case, parts of `camelCase` apart.
    latin: Vec<String>,
    /// The whole header, half-width and in lower case, for scripts without spaces.
    text: String,
}

impl Words {
    fn of(header: &Header) -> Words {
        let text: String = header.text.chars().map(half_width).collect();
        let mut latin: Vec<String> = Vec::new();
        let mut word = String::new();
        let mut before_lower = false;
        for c in text.chars() {
            let letter = c.is_alphabetic() && (c as u32) < 0x2e80;
            if !letter || c.is_uppercase() && before_lower {
                latin.extend((!word.is_empty()).then(|| std::mem::take(&mut word)));
            }
            if letter {
                word.extend(c.to_lowercase());
            } else if c == '#' {
                latin.push("#".to_owned());
            }
            before_lower = letter && c.is_lowercase();
        }
        latin.extend((!word.is_empty()).then_some(word));
        Words {
            latin,
            text: text.to_lowercase(),
        }
    }

    /// Whether one of the words (`|` between) is there: a Latin one whole, another anywhere.
    fn has(&self, words: &str) -> bool {
        words.split('|').any(|word| {
            if word.is_ascii() || word.chars().all(|c| (c as u32) < 0x2e80) {
                self.latin.iter().any(|w| w == word)
            } else {
                self.text.contains(word)
            }
        })
    }
}

/// The role that the words of a header tell. `Other` is a column known to be of no use,
/// `Personal` one that must not be carried; `None` where the words say nothing.
#[must_use]
pub fn role(header: &Header) -> Option<Role> {
    if header.text.len() > 120 {
        return None;
    }
    let words = Words::of(header);
    personal(&words)
        .or_else(|| moment(&words))
        .or_else(|| useless(&words))
        .or_else(|| count(&words))
        .or_else(|| money(&words))
        .or_else(|| identity(&words))
        .or_else(|| label(&words))
}

/// Whether a column holds what people write freely, such as a buyer's note: it may name anybody.
#[must_use]
pub fn is_free_text(header: &Header) -> bool {
    let words = "comment|comments|note|notes|message|remark|remarks|备注|留言|メッセージ|備考";
    Words::of(header).has(words)
}

fn personal(w: &Words) -> Option<Role> {
    if w.has("country|pays|país|国家|国名") {
        return Some(Role::Country);
    }
    let direct = "phone|telephone|mobile|tel|fax|email|emails|mail|address|addr|street|zip|zipcode|\
                  postcode|postal|city|town|province|recipient|receiver|consignee|username|cashier|\
                  birthday|telefon|adresse|dirección|téléphone|kunde|client|cliente|plz|姓名|电话|手机|邮箱|邮件|地址|\
                  收件人|收货人|邮编|身份证|联系|昵称|旺旺|氏名|電話|住所|郵便|メール|送付先|届け先|注文者";
    let named =
        w.has("name|note|message|title") && !w.has("product|item|sku|warehouse|shop|store|channel");
    let who = "customer|buyer|bill|billing|to|from|shipping|ship|contact|user|guest|first|last|full|middle";
    (w.has(direct) || named && w.has(who)).then_some(Role::Personal)
}

fn moment(w: &Words) -> Option<Role> {
    if !w.has("date|time|at|on|datetime|datum|fecha|日期|时间|時間|日時") || w.has("lead|zone")
    {
        return None;
    }
    let planned = w.has(
        "estimated|expected|required|due|eta|promised|latest|by|预计|期望|要求|承诺|最晚|截止|予定",
    );
    let role = if w.has("cancel|cancelled|canceled|cancellation|取消") {
        Role::Cancelled
    } else if w.has("return|returned|refund|refunded|退货|退款|返品") {
        Role::ReturnedOn
    } else if planned {
        Role::ExpectedOn
    } else if w.has("ship|shipped|shipping|shipment|dispatch|dispatched|fulfilled|processed|发货|出库|出荷|発送|发运") {
        Role::ShippedAt
    } else if w.has("deliver|delivered|delivery|签收|妥投|配達|确认收货") {
        Role::DeliveredAt
    } else if w.has("receipt|arrival|arrived|到货|入库|入荷") {
        Role::ReceivedOn
    } else if w.has("update|updated|modified|completed|更新|修改|完成|审核|打印") {
        Role::Other
    } else if w.has("order|ordered|purchase|purchased|sale|sales|sold|creation|created|placed|paid|payment|transaction|received|invoice|document|bestell|pedido|commande|下单|付款|支付|订单|单据|成交|订购|销售|创建|注文|購入|売上") {
        Role::OrderedAt
    } else {
        return None;
    };
    Some(role)
}

fn useless(w: &Words) -> Option<Role> {
    let never = "tax|vat|gst|fee|fees|commission|weight|width|height|length|volume|tracking|carrier|url|link|\
                 note|notes|comment|comments|remark|remarks|tag|tags|reorder|restock|forecast|recommended|impressions|clicks|spend|sessions|views|acos|roas|reserved|\
                 committed|allocated|incoming|inbound|virtual|damaged|defective|unsellable|margin|profit|rank|parent|\
                 refund|refunded|policy|visible|coupon|\
                 运费|邮费|税|佣金|手续费|重量|备注|链接|快递|运单|物流|退款|售后|毛利|利润|占用|锁定|待发|在途|次品|\
                 不良|预警|安全|箱数|序号|期初|收入数量|发出数量|退货量|运送|送料|手数料";
    // `unit_price_tax_incl` is a price.
    let with_tax = w.has("price|amount|total|cost")
        && w.has("incl|inc|included|inclusive|excl|exc|ex|excluding|without");
    if with_tax && !w.has("shipping|fee|fees|commission|refund") {
        return None;
    }
    let cost_of_sending =
        w.has("shipping|freight|delivery") && w.has("cost|price|rate|charge|amount");
    (w.has(never) || cost_of_sending).then_some(Role::Other)
}

fn count(w: &Words) -> Option<Role> {
    let stock = w.has("stock|inventory|soh|onhand|existencias|bestand|库存|在库|在庫|结存")
        || w.has("on") && w.has("hand");
    let count = w.has("qty|quantity|quantities|units|pcs|pieces|menge|cantidad|quantité|quantidade|数量|件数|個数|销量|出货量");
    let per_pack = w.has("carton|case|pack|box|装箱|箱规|每箱|入数");
    if !stock && !count {
        return None;
    }
    let limit = w.has("out") && w.has("of")
        || w.has(
            "limit|safety|threshold|low|notify|max|maximum|level|manage|managed|track|tracked|is|allow",
        );
    let role = if limit {
        Role::Other
    } else if w.has("min|minimum|moq|起订") {
        Role::Moq
    } else if per_pack {
        Role::PackSize
    } else if w.has("cancel|cancelled|canceled|取消") {
        Role::CancelledQuantity
    } else if w.has("received|receipt|到货|入库|已收") {
        Role::ReceivedQuantity
    } else if w.has("returned|return|total|out|issued|退货|出库") {
        Role::Other
    } else if w.has("available|可用|可发|可售|sellable|free") {
        Role::Available
    } else if stock && w.has("value|amount|status|cost|days|alert|金额|天数|状态|成本|日期")
    {
        Role::Other
    } else if stock {
        Role::OnHand
    } else {
        Role::Quantity
    };
    Some(role)
}

fn money(w: &Words) -> Option<Role> {
    let price = w.has("price|preis|prix|precio|rate|价|価格|単価|单价");
    let total =
        w.has("total|subtotal|amount|revenue|sales|sum|金额|总价|小计|合计|金額|小計|销售额");
    if w.has("discount|优惠|折扣|値引|rabatt") {
        let of_line = w.has("line|item|seller|商品") && !w.has("code|type|percent|platform");
        return Some(if of_line { Role::Discount } else { Role::Other });
    }
    if w.has("cost|采购价|进价|成本|仕入")
        || w.has("supply|supplier|vendor|purchase|buy|wholesale") && price
    {
        let unit = !total && !w.has("goods|order");
        return Some(if unit { Role::UnitCost } else { Role::Other });
    }
    if price {
        let asked = w.has("retail|list|original|compare|market|原价|标价|零售");
        let unit =
            w.has("unit|deal|item|selling|sale|sold|each|einzel|unitaire|unitario|单价|単価");
        return Some(match (unit, asked) {
            (true, false) => Role::UnitPrice,
            (false, false) if !total => Role::Price,
            (_, true) => Role::Price,
            _ => Role::LineTotal,
        });
    }
    if total {
        let of_line = w.has("line|item|product|sku|net|gross|revenue|商品|行|明细")
            && !w.has("order|订单|实付");
        return Some(if of_line {
            Role::LineTotal
        } else {
            Role::Other
        });
    }
    None
}

fn identity(w: &Words) -> Option<Role> {
    let number = w.has(
        "id|no|nr|num|number|code|ref|reference|#|numéro|número|nummer|号|编号|編號|番号|编码|代码",
    );
    if w.has("sku|商家编码|货号|款号|品番|商品コード") && !w.has("platform|平台|spu")
    {
        return Some(Role::Sku);
    }
    if !number {
        return None;
    }
    if w.has("line|row|position|子订单|明细|行号") {
        return Some(Role::LineId);
    }
    if w.has("customer|buyer|member|客户|会员|買い手") {
        return Some(Role::CustomerId);
    }
    if w.has("supplier|vendor|供应商|batch|lot|批次|registration|seller|shop|store|店铺") {
        return Some(Role::Other);
    }
    if w.has("po|采购单|采购订单|発注") || w.has("purchase") && w.has("order") {
        return Some(Role::PoNumber);
    }
    if w.has(
        "order|invoice|receipt|document|transaction|commande|pedido|bestell|订单|单号|注文|受注",
    ) {
        return Some(Role::OrderId);
    }
    w.has(
        "item|product|article|artikel|part|material|artículo|produit|商品|货品|物料|产品|存货|规格",
    )
    .then_some(Role::Sku)
}

fn label(w: &Words) -> Option<Role> {
    if w.has("status|stato|statut|estado|状态|ステータス") {
        return Some(if w.has("payment|paid|financial|付款|支付") {
            Role::PaymentStatus
        } else if w.has("shipping|shipment|fulfillment|fulfilment|delivery|发货|配送") {
            Role::FulfilmentStatus
        } else if w.has("stock|return|invoice|sub|substatus|库存|退") {
            Role::Other
        } else {
            Role::Status
        });
    }
    let rules: [(&str, Role); 9] = [
        ("currency|devise|moneda|币种|货币|通貨", Role::Currency),
        (
            "variant|variation|option|options|colour|color|size|规格|颜色|尺码|属性",
            Role::Options,
        ),
        ("supplier|vendor|供应商|供货商|厂家|仕入先", Role::Supplier),
        (
            "warehouse|depot|branch|facility|almacén|entrepôt|lager|仓库|倉庫",
            Role::Location,
        ),
        ("channel|marketplace|platform|渠道|平台|店铺", Role::Channel),
        ("category|分类|类目|カテゴリ", Role::Category),
        ("barcode|upc|ean|gtin|条码|条形码", Role::Barcode),
        ("image|picture|photo|图片|主图|画像", Role::Image),
        (
            "bezeichnung|désignation|descripción|商品名|货品名|物料名|品名|标题",
            Role::Name,
        ),
    ];
    if let Some((_, role)) = rules.iter().find(|(words, _)| w.has(words)) {
        return Some(*role);
    }
    let thing = w.has("product|item|goods|sku|article|composite");
    (thing && w.has("name|title|description")).then_some(Role::Name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_tell_roles() {
        for (header, expected) in [
            ("Order Creation Date", Some(Role::OrderedAt)),
            ("Estimated Ship Out Date", Some(Role::ExpectedOn)),
            ("SKU Reference No.", Some(Role::Sku)),
            ("Parent SKU Reference No.", Some(Role::Other)),
            ("Customer Phone Number", Some(Role::Personal)),
            ("shippingPhone", Some(Role::Personal)),
            ("Buyer Name", Some(Role::Personal)),
            ("Shipping country", Some(Role::Country)),
            ("Product Qty", Some(Role::Quantity)),
            ("Product Unit Price", Some(Role::UnitPrice)),
            ("sellerDiscountTotal", Some(Role::Discount)),
            ("商家编码-规格维度", Some(Role::Sku)),
            ("期末结存数量", Some(Role::OnHand)),
            ("期初结存数量", Some(Role::Other)),
            ("可发库存", Some(Role::Available)),
            ("收货人手机", Some(Role::Personal)),
            ("快递单号", Some(Role::Other)),
            ("Order Total", Some(Role::Other)),
            ("Receipt Qty", Some(Role::ReceivedQuantity)),
            ("Supplier Code", Some(Role::Other)),
            ("Bits", None),
            ("a", None),
        ] {
            assert_eq!(role(&Header::new(header)), expected, "{header}");
        }
    }
}
