//! What headers are called in English, Chinese and Japanese, in the compared form of
//! [`super::header::compact`]. Earlier names of a role win over later ones.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::header::{Header, compact};
use super::role::Role;

/// Names beside those of the templates, `|` between.
const NAMES: &[(Role, &str)] = &[
    (
        Role::Sku,
        "sku|sku货号|供应商sku|卖家sku|商家sku|sygnatura|sygnaturasku|customlabel|customlabelsku|商家编码|商品sku|规格编码|型号编码|库存sku|本地sku|产品sku|variantsku|lineitemsku|itemsku|productsku|merchantsku|sellersku|msku|skucode|sku编码|sku码|sku编号|skuno|skunumber|stockcode|itemcode|productcode|inventoryitemcode|商品编码|产品编码|商品编号|产品编号|物料编码|物料编号|货号|款号|itemnumber|itemno|partnumber|partno|articlenumber|artikelnummer|商品コード|商品番号|品番|商品管理番号|平台sku|internalreference|defaultcode|productproductid|article|itemid|productid|品号|存货编码|商家编码|子sku|skuid|itemsku编码|product|skureferenceno|商家编码规格维度|外部系统编号|référenceproduit|référence|codeartículo|códigoartículo|códigoproducto|artnr|物料代码|存货代码|商品货号|subcode|sellerskuid|code|item|products",
    ),
    (
        Role::Name,
        "品名|商品名称|产品名称|中文名称|sku中文名|库存sku中文名称|商品名|productname|itemname|producttitle|lineitemname|title|description|itemdescription|productdescription|desc|itemdesc|商品标题|产品标题|标题|名称|货品名称|存货名称|商品中文名|商品名称中文|name|itemproduct|英文名称|产品|商品|goodsname|bezeichnung|artikel|designation|product|item|article|itemtitle|货品标题|物料名称|artikelbezeichnung|désignation|descripción|descrizione|descrição|produktname|nomduproduit|nombredelproducto|商品全名|títulodoanúncio|nazwaoferty|nazwa|skuname|sku名称|產品名稱|商品名稱",
    ),
    (
        Role::Options,
        "规格|产品规格|商品规格|商品型号|属性|颜色|尺码|尺寸规格|型号|option1value|option2value|option3value|variation|variations|variant|color|colour|size|variantname|itemoptions|規格|カラー|サイズ",
    ),
    (
        Role::Category,
        "分类|类目|品类|商品分类|产品分类|category|categories|producttype|type|productcategory|department|group|カテゴリ|カテゴリー|商品類別|大类|itemcategory|productgroup",
    ),
    (
        Role::Supplier,
        "supplier|供应商|供应商名称|供货商|厂家|工厂|vendor|vendorname|suppliername|manufacturer|仕入先|メーカー|供方|默认供应商|首选供应商|lieferant|fournisseur|proveedor|fornitore|卖家公司名|供应商简称",
    ),
    (
        Role::UnitCost,
        "采购价|采购单价|成本价|成本|进价|采购参考价|采购成本|单位成本|进货价|unitcost|cost|costprice|purchaseprice|purchaserate|buyprice|initialcostprice|costperitem|costprunit|averagecost|landedcost|purchasesunitprice|standardprice|仕入価格|原価|仕入単価|到岸成本|含税采购价|不含税采购价",
    ),
    (
        Role::CostCurrency,
        "采购币种|采购货币|成本币种|costcurrency|purchasecurrency",
    ),
    (
        Role::Price,
        "售价|销售价|零售价|标价|定价|price|sellingprice|regularprice|retailprice|variantprice|listprice|yourprice|rate|salesunitprice|saleprice|販売価格|価格|売価|参考售价|建议零售价|销售单价|rrp|msrp|srp|recommendedretailprice|cena|preço|prezzo|precio|prix|preis",
    ),
    (Role::PriceCurrency, "售价币种|pricecurrency"),
    (
        Role::LeadTimeDays,
        "交期|采购交期|交货周期|备货周期|生产周期|供货周期|采购周期|leadtimedays|leadtime|leadtimeindays|leaddays|リードタイム|納期日数|补货周期|到货周期",
    ),
    (
        Role::LeadTimeSdDays,
        "交期标准差|leadtimesddays|leadtimesd|leadtimestddev",
    ),
    (
        Role::Moq,
        "起订量|最小起订量|最少起订量|最低起订量|moq|minimumorderquantity|minorderqty|minorderquantity|最小発注数|最小采购量",
    ),
    (
        Role::PackSize,
        "箱规|单箱数量|每箱数量|装箱数|装箱量|单箱个数|装箱规格|packsize|casepack|cartonqty|unitspercarton|qtypercarton|packqty|casequantity|入数|包装数量|箱入数",
    ),
    (
        Role::CartonLengthCm,
        "箱长|外箱长|单箱长|包装长|cartonlengthcm|cartonlength|boxlength",
    ),
    (
        Role::CartonWidthCm,
        "箱宽|外箱宽|单箱宽|包装宽|cartonwidthcm|cartonwidth|boxwidth",
    ),
    (
        Role::CartonHeightCm,
        "箱高|外箱高|单箱高|包装高|cartonheightcm|cartonheight|boxheight",
    ),
    (
        Role::CartonWeightKg,
        "单箱毛重|单箱实重|箱重|单箱重量|外箱毛重|cartonweightkg|cartonweight|cartongrossweight|boxweight",
    ),
    (
        Role::HsCode,
        "海关编码|hscode|hs编码|hsnsac|hsn|tariffcode|报关编码|税则号|harmonizedcode",
    ),
    (
        Role::OriginCountry,
        "原产国|原产地|产地|origincountry|countryoforigin|coo|origin|原産国",
    ),
    (
        Role::Barcode,
        "条形码|条码|商品条形码|商品条码|产品条码|barcode|upc|ean|gtin|variantbarcode|jan|janコード|jancode|国际条码|upcean",
    ),
    (
        Role::Image,
        "图片|商品图片|产品图片|图片url|主图|图片链接|image|imageurl|imagesrc|images|picture|variantimage|商品画像|画像|photo",
    ),
    (
        Role::LaunchedOn,
        "上架日期|上架时间|上市日期|开售日期|launchedon|launchdate|firstsaledate|publishedat|availablefrom|発売日|releasedate",
    ),
    (Role::LikeSku, "参考sku|对标sku|likesku|referencesku"),
    (
        Role::OrderId,
        "订单号|订单编号|order#|单号|订单id|平台订单号|平台单号|交易编号|销售单号|主订单号|orderid|order|ordernumber|orderno|ordername|ordercode|amazonorderid|salesordernumber|salesorderid|salesorderno|ordernum|orderref|orderreference|invoice|invoiceno|invoicenumber|invoiceid|saleid|transactionid|receiptid|注文番号|注文id|受注番号|bestellnummer|订单|主订单编号|线上订单号|内部订单号|numérodecommande|númerodepedido|numerodipedido|receiptnumber|salesrecordno|documentnumber|orderreferencenumber|referencenum|auftragsnummer|单据编号|nºdevenda|numerzamówienia|idorder|númerodopedido",
    ),
    (
        Role::LineId,
        "lineid|orderlineid|lineitemid|orderitemid|子订单号|子单号|订单明细id|行号|linenumber|子订单编号",
    ),
    (
        Role::OrderedAt,
        "下单时间|下单日期|订单时间|订单日期|付款时间|支付时间|订单创建时间|订购时间|销售日期|销售时间|成交时间|交易时间|拍单时间|orderedat|orderdate|ordertime|orderdatetime|purchasedate|saledate|datepaid|paidat|paymentdate|orderplaced|placedat|createdat|datecreated|invoicedate|dateorder|transactiondate|solddate|注文日|注文日時|受注日|購入日|bestelldatum|orderplacedat|付款日期|创建时间|创建日期|datetime|timestamp|saletime|支付时间|订单付款时间|订单支付时间|datedecommande|fechadelpedido|fechadepedido|datadipedido|orderedon|ordercreationdate|ordercreatedat|createtime|createdtime|orderpaidtime|paidtime|注文確定日時|auftragsdatum|datedelacommande|soldat|receiveddate|单据日期|datadavenda|datazamówienia|dateadd|datadopedido",
    ),
    (
        Role::Quantity,
        "数量|商品数量|购买数量|订购数量|销售数量|销量|件数|产品数量|下单数量|采购数量|采购量|计划采购量|订货数量|退货数量|退款数量|quantity|qty|lineitemquantity|itemquantity|quantityordered|quantitypurchased|orderqty|orderedqty|orderquantity|units|unitssold|productuomqty|qtyordered|itemqty|数量個|個数|注文数|menge|anzahl|pcs|unitsordered|amountordered|soldqty|quantityinvoiced|returnquantity|returnedquantity|qtyreturned|quantité|cantidad|quantità|quantidade|商品数量件|productqty|qtysold|quantitysold|numberofunits|itemsordered|stückzahl|销售量|unidades|liczbasztuk|ilość|aantal|antal|件數|數量",
    ),
    (
        Role::UnitPrice,
        "单价|商品优惠后价格|商品单价|产品单价|成交单价|活动价格|unitprice|lineitemprice|itemprice|itemunitprice|priceunit|unitamount|priceperunit|priceeach|単価|einzelpreis|实际单价|prixunitaire|preciounitario|prezzounitario|stückpreis|productunitprice|salesprice|dealprice|soldfor|unitpriceexctax|preçounitáriodevendadoanúncio|preçounitário|cenajednostkowa|價格|單價",
    ),
    (
        Role::LineTotal,
        "总价|总金额|小计|商品总价|产品总价|行金额|销售额|销售金额|linetotal|itemtotal|lineamount|totalprice|subtotal|amount|金额|合计金额|金額|小計|extendedprice|linesubtotal|gesamtpreis|netsales|totalrevenue|producttotalprice|productsubtotal|montant|importe",
    ),
    (
        Role::Currency,
        "币种|货币|外币|货币名称|币种名称|币别|订单币种|currency|currencycode|currencyid|通貨|währung|货币单位|devise|moneda|valuta|ordercurrencycode|ordercurrency|waluta|幣別",
    ),
    (
        Role::Discount,
        "优惠金额|折扣金额|优惠|折扣|discount|discountamount|lineitemdiscount|itempromotiondiscount|itemdiscount|discounttotal|折扣比例|値引|割引|折扣率|discountpercent|discountrate",
    ),
    (
        Role::Country,
        "国家|国家地区|收货国家|收件国家|目的国|所属地区|买家国家|国家二字码|收件人国家|country|shipcountry|shippingcountry|shiptocountry|billingcountry|buyercountry|customercountry|countrycode|countrycodeshipping|destinationcountry|deliverycountry|国|国名|配送先国|market|marketplace|shiptocountrycode|land|pays|lieferland|paysdelivraison|paísdeenvío|país|paese|shiptocountry|deliverycountrycode|buyercountrycode|krajdostawy|paísdeentrega|kraj|國家",
    ),
    (
        Role::Location,
        "仓库|仓库名称|发货仓|发货仓库|收货仓库|目的仓|仓库代码|所在仓库|库房|库位|location|warehouse|warehousename|locationname|fulfillmentcenter|fulfillmentcenterid|fulfillmentlocation|stocklocation|store|storename|倉庫|拠点|facility|depot|site|branch|lager|almacén|entrepôt|magazzino|仓|仓位仓库|warehousecode|branchname|outlet",
    ),
    (
        Role::Channel,
        "渠道|平台|店铺|店铺名称|销售渠道|来源|channel|saleschannel|source|platform|shop|orderchannel|ordersource|sellingchannel|店舗|モール|markeplace|storechannel|店铺账号",
    ),
    (
        Role::CustomerId,
        "客户编号|客户id|买家id|买家编号|会员id|用户id|客户代码|customerid|customer|customerno|customernumber|customercode|buyerid|userid|clientid|顧客id|顧客番号|会員番号|partnerid|kundennummer|email|customeremail|buyeremail|买家邮箱|买家账号",
    ),
    (
        Role::Status,
        "状态|订单状态|发货状态|物流状态|平台状态|status|orderstatus|itemstatus|fulfillmentstatus|lineitemfulfillmentstatus|state|ステータス|注文ステータス|bestellstatus|statut|estado|stato|交易状态|currentstate|訂單狀態",
    ),
    (
        Role::PaymentStatus,
        "financialstatus|paymentstatus|付款状态|支付状态",
    ),
    (
        Role::Cancelled,
        "cancelled|canceled|cancelledat|canceledat|iscancelled|取消时间|是否取消|已取消|cancellationdate|キャンセル",
    ),
    (
        Role::ShippedAt,
        "发货时间|发货日期|出库时间|出货日期|shippedat|shipdate|dateshipped|shippeddate|shippedon|fulfilledat|dispatchdate|出荷日|发运时间|fulfillmentdate",
    ),
    (
        Role::DeliveredAt,
        "签收时间|妥投时间|送达时间|签收日期|deliveredat|deliverydate|delivereddate|datedelivered|配達日|deliveredon",
    ),
    (
        Role::ReturnedOn,
        "退货日期|退货时间|退款时间|退回日期|returnedon|returndate|returnedat|returneddate|refunddate|返品日|datereturned",
    ),
    (
        Role::Resellable,
        "可再售|可二次销售|是否可售|良品|resellable|restock|restocked|sellable|detaileddisposition|disposition|condition|商品状况|退货状态质量",
    ),
    (
        Role::OnHand,
        "在库|在库数量|库存|库存数量|库存数|库存量|现有库存|当前库存|实际库存|总库存|在库数|结存|结存数量|期末库存|onhand|onhandcurrent|onhandquantity|onhandqty|qtyonhand|quantityonhand|stockonhand|stock|stockquantity|stockqty|stocklevel|inventory|inventoryquantity|inventoryqty|currentstock|variantinventoryqty|endingwarehousebalance|afnwarehousequantity|endingbalance|在庫|在庫数|在庫数量|bestand|lagerbestand|totalstock|quantityinstock|openingstock|qtyinstock|fba库存|existencias|stocktotal|soh|期末结存数量|库存总数|giacenza|quantitéenstock|stockactuel|instockquantity|currentinventory|onhandstock|总可用库存|实物库存|物理库存|账面数量|账存数量|现存数量|现存量|现有数量",
    ),
    (
        Role::Available,
        "可用|可用库存|可用数量|可售|可售库存|可售数量|本地可用|available|availablequantity|availableqty|availablestock|qtyavailable|afnfulfillablequantity|quantityavailable|availablenoteditable|sellablequantity|free|uncommittedstock|可用量|利用可能数|disponible|可发库存|可配库存|可用库存数|disponibile|verfügbar|sellable|可用数|可用库存量",
    ),
    (
        Role::AsOf,
        "截至日期|库存日期|统计日期|快照日期|asof|snapshotdate|stockdate|inventorydate|asofdate|在庫日",
    ),
    (
        Role::Date,
        "日期|时间|date|day|day日|日付|datum|week|weekno|weeknumber|isoweek|calendarweek|周|周次|周数|第几周|週|kw|period|fecha|data|日時",
    ),
    (
        Role::Year,
        "年|年份|年度|isoyear|calendaryear|fiscalyear|yr|jahr|année|año|ano",
    ),
    (Role::InStock, "有货|是否有货|instock|isinstock|在庫有無"),
    (
        Role::PoNumber,
        "采购单号|采购订单号|采购单编号|采购计划编号|采购编号|采购订单编号|ponumber|po|pono|purchaseorder|purchaseordernumber|purchaseorderno|ordernumberpo|ponum|purchaseorderid|発注番号|発注書番号|purchaseid|采购单",
    ),
    (
        Role::OrderedOn,
        "采购日期|采购时间|采购下单日期|采购下单时间|orderedon|podate|purchaseorderdate|発注日",
    ),
    (
        Role::ExpectedOn,
        "预计到货日期|预计到货时间|期望到货时间|期望到货日期|预计到货|预计交期|交货日期|预计交货日期|预计入库日期|交货期限|expectedon|expecteddate|expecteddelivery|expecteddeliverydate|expectedarrival|eta|duedate|deliverydue|expectedshipmentdate|promiseddate|納期|入荷予定日|dateplanned|requireddate|货好时间|供应商出货时间货好时间|预计出货时间|交期日期|要求到货日期",
    ),
    (
        Role::ReceivedOn,
        "到货日期|到货时间|入库日期|入库时间|收货日期|收货时间|实际到货日期|receivedon|receiveddate|datereceived|receiptdate|receivedat|入荷日|入庫日",
    ),
    (
        Role::ReceivedQuantity,
        "到货数量|到货量|入库数量|收货数量|已到货数量|已入库数量|已收货数量|receivedquantity|receivedqty|qtyreceived|quantityreceived|入荷数|入庫数|已到货|已入库|receiptqty|已收数量|到货入库量",
    ),
    (Role::Receipts, "分批到货|partialreceipts"),
    (
        Role::Transport,
        "运输方式|物流方式|发货方式|头程方式|transport|transportmode|shippingmode|shipvia|transportmethod|輸送方法|freightmode",
    ),
    (
        Role::ReviewDays,
        "订货周期|采购频率|补货频率|下单周期|reviewdays|reviewperiod|reviewperioddays|ordercycle|発注間隔",
    ),
    (
        Role::MinOrderValue,
        "最低订货金额|最小订货金额|起订金额|minordervalue|minimumordervalue|minorderamount|最低発注金額",
    ),
    (
        Role::ClosedFrom,
        "停工开始日期|放假开始|停工开始|休假开始|closedfrom|closurestart|holidaystart",
    ),
    (
        Role::ClosedTo,
        "停工结束日期|放假结束|停工结束|休假结束|closedto|closureend|holidayend",
    ),
    (
        Role::Contact,
        "联系方式|联系人|供应商联系人|contact|contactperson|連絡先|担当者",
    ),
    (
        Role::PaymentTerms,
        "付款方式|付款条件|结算方式|账期|paymentterms|terms|支払条件",
    ),
    (
        Role::LocationType,
        "仓库类型|仓库属性|locationtype|warehousetype|倉庫種別|类型",
    ),
    (
        Role::Serves,
        "服务国家|覆盖国家|配送国家|发往国家|serves|servedcountries|markets|servescountries|対応国",
    ),
    (
        Role::StorageCost,
        "每立方米月仓储费|仓储费|仓租|storagecostperm3month|storagecost|storagefee|保管料",
    ),
    (
        Role::Promotion,
        "活动名称|活动|促销名称|促销活动|大促|promotion|promotionname|campaign|campaignname|event|eventname|キャンペーン|キャンペーン名",
    ),
    (
        Role::StartsOn,
        "开始日期|开始时间|活动开始时间|活动开始日期|startson|startdate|start|startsat|from|開始日",
    ),
    (
        Role::EndsOn,
        "结束日期|结束时间|活动结束时间|活动结束日期|endson|enddate|end|endsat|until|終了日",
    ),
    (
        Role::Ctr,
        "点击率|ctr|clickthroughrate|clickrate|クリック率",
    ),
    (
        Role::Cvr,
        "转化率|cvr|conversionrate|conversion|コンバージョン率|转换率",
    ),
    (Role::HasVideo, "有视频|是否有视频|视频|hasvideo|video|動画"),
    (
        Role::Reviews,
        "评论数|评价数|评论数量|review|reviews|reviewcount|numberofreviews|ratingcount|レビュー数",
    ),
    (
        Role::Rating,
        "评分|星级|平均评分|rating|averagerating|stars|starrating|評価",
    ),
    (
        Role::Rate,
        "汇率|兑换率|折算汇率|折算率|exchangerate|fxrate|conversionrate|为替レート|換算レート|レート|wechselkurs|kurs|tauxdechange|tipodecambio",
    ),
    (
        Role::Counted,
        "实盘数量|实盘数|实盘|盘点数量|实际数量|清点数量|counted|countedquantity|countedqty|physicalcount|実棚数|棚卸数",
    ),
    (
        Role::CountedOn,
        "盘点日期|盘点时间|countedon|countdate|counteddate|stocktakedate|棚卸日",
    ),
    (
        Role::Other,
        "asin|pricepointname|父asin|fnsku|parentasin|listingid|referenceid|eventtype|识别码|merchantorderid|licenseplatenumber|fulfillmentchannel|postalcode|zip|shippostalcode|shippingzip|taxtype|accountcode|unitssoldlast30days|unitsshippedt7|saleslast30days|recommendedreplenishmentqty|recommendedshipdate|3天销量|7天销量|14天销量|30天销量|60天销量|90天销量|日均销量",
    ),
    (
        Role::Personal,
        "customername|buyername|buyer|recipient|recipientname|phone|buyerphone|shippingname|billingname|shipname|address|address1|address2|shipaddress1|shipaddress2|shippingaddress1|billingaddress1|billingphone|shippingphone|收件人|收货人|收件人姓名|买家姓名|电话|手机|手机号|联系电话|收件人电话|地址|详细地址|收货地址|邮编|姓名|客户姓名|客户名称|氏名|お名前|電話番号|住所|郵便番号|emailaddress|邮箱",
    ),
];

fn table() -> &'static HashMap<String, Vec<(Role, usize)>> {
    static TABLE: OnceLock<HashMap<String, Vec<(Role, usize)>>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table: HashMap<String, Vec<(Role, usize)>> = HashMap::new();
        for (role, names) in NAMES {
            let own = [role.word()];
            for (rank, name) in own.iter().copied().chain(names.split('|')).enumerate() {
                let roles = table.entry(compact(name)).or_default();
                if !roles.iter().any(|(known, _)| known == role) {
                    roles.push((*role, rank));
                }
            }
        }
        table
    })
}

/// The roles that a header's name can mean, each with its rank among the names of that role
/// (0 is the plainest). The whole header counts before what is left without its brackets.
#[must_use]
pub fn roles(header: &Header) -> &'static [(Role, usize)] {
    table()
        .get(&header.full)
        .or_else(|| table().get(&header.bare))
        .or_else(|| table().get(without_currency(&header.bare)))
        .map_or(&[], Vec::as_slice)
}

/// Whether a header's name can mean a role.
#[must_use]
pub fn is(header: &Header, role: Role) -> bool {
    roles(header).iter().any(|(known, _)| *known == role)
}

/// `priceusd` names a price in dollars.
fn without_currency(bare: &str) -> &str {
    match bare.char_indices().nth_back(2) {
        Some((at, _)) if at > 0 && super::currency::parse(&bare[at..]).is_some() => &bare[..at],
        _ => bare,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(header: &str) -> Option<Role> {
        roles(&Header::new(header)).first().map(|(role, _)| *role)
    }

    #[test]
    fn headers_of_three_languages_are_known() {
        for (header, role) in [
            ("*SKU\n（必填）", Role::Sku),
            ("订单编号", Role::OrderId),
            ("箱规(每箱数量)", Role::PackSize),
            ("単価", Role::UnitPrice),
            ("Order - Number", Role::OrderId),
            ("qty", Role::Quantity),
            ("Price (USD)", Role::Price),
            ("unit_price_usd", Role::UnitPrice),
            ("国家（地区）", Role::Country),
        ] {
            assert_eq!(first(header), Some(role), "{header}");
        }
        assert_eq!(first("杂项"), None);
    }
}
