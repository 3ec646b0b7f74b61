//! Everything the workspace was told, as rows of the app's own templates: written out and read
//! into an empty workspace they make the same ledger.

use domain::{Currency, Money, RecordKind};
use sqlx::{AssertSqlSafe, Column, Row};

use crate::{Store, StoreError};

/// All rows of a kind as text.
#[derive(Clone, Debug, PartialEq)]
pub struct Evidence {
    /// What they are.
    pub kind: RecordKind,
    /// Words of the columns' roles, as templates name them in English.
    pub columns: Vec<String>,
    /// Cells; `None` where nothing is known.
    pub rows: Vec<Vec<Option<String>>>,
}

/// Order numbers of two systems can be the same; such an order is told apart by its system.
const ORDER: &str = "case when d.ref in (select ref from document where kind = 'order'
     group by ref having count(*) > 1) then d.system || ':' || d.ref else d.ref end";

/// The rows of a kind. A column that ends in `_minor` is money in the minor units of the currency
/// in the row's `currency`. Rows stand in the order in which they are to be read again.
fn query(kind: RecordKind) -> String {
    let day = |column: &str| format!("date({column} * 86400, 'unixepoch')");
    match kind {
        RecordKind::ExchangeRates => format!(
            "select {} as date, currency, rate from exchange_rate order by day, currency",
            day("day")
        ),
        RecordKind::Locations => "select code as location, country, type, nullif(serves, '') as serves,
             storage_cost_per_m3_month from location order by id"
            .to_owned(),
        // A supplier stands once more for each further closure.
        RecordKind::Suppliers => format!(
            "select s.code as supplier, s.lead_time_days, s.lead_time_sd_days, s.review_days,
                 s.min_order_value, s.currency, {} as closed_from, {} as closed_to, s.contact,
                 s.payment_terms, s.country, s.max_cbm
             from supplier s left join supplier_closure c on c.supplier = s.code
             order by s.id, c.closed_from",
            day("c.closed_from"),
            day("c.closed_to")
        ),
        RecordKind::Products => format!(
            "select code as sku, name, options, category, supplier, unit_cost, cost_currency, price,
                 price_currency, lead_time_days, lead_time_sd_days, moq, pack_size, carton_length_cm,
                 carton_width_cm, carton_height_cm, carton_weight_kg, hs_code, origin_country,
                 barcode, image, {} as launched_on, like_sku, shelf_life_days
             from sku where is_fee = 0 order by id",
            day("launched_on")
        ),
        RecordKind::SupplierPrices => "select supplier, sku, min_quantity, unit_cost, currency, moq,
             pack_size, lead_time_days, nullif(transport, '') as transport, freight_per_unit
             from supplier_price order by supplier, sku, transport, min_quantity"
            .to_owned(),
        // A share above one is written as per cent, so that it is read as one again.
        RecordKind::CostRates => format!(
            "select kind as cost_kind, nullif(programme, '') as programme, basis as cost_basis,
                 case when basis like '%percent' and cast(rate as real) > 1
                     then printf('%.10g', cast(rate as real) * 100) || '%' else rate end
                     as cost_rate,
                 currency, nullif(from_country, '') as from_country,
                 nullif(to_country, '') as to_country, nullif(transport, '') as transport,
                 nullif(hs_code, '') as hs_code,
                 case recoverable when 1 then 'yes' when 0 then 'no' end as recoverable,
                 case when valid_from > {} then {} end as valid_from, {} as valid_to,
                 note as rate_note
             from cost_rate order by kind, programme, basis, valid_from",
            domain::Day::EARLIEST.0,
            day("valid_from"),
            day("valid_to")
        ),
        RecordKind::Bundles => {
            "select bundle_sku, component_sku, quantity from bundle_part order by 1, 2".to_owned()
        }
        RecordKind::PurchaseOrders => purchases(),
        RecordKind::Orders => format!(
            "select {ORDER} as order_id,
                 strftime('%Y-%m-%d %H:%M:%S', l.ordered_on * 86400 + l.ordered_second, 'unixepoch')
                     as ordered_at,
                 s.code as sku, s.name, l.line_key as line_id, l.quantity,
                 l.price_minor as unit_price_minor, l.currency, l.discount_minor, l.market as country,
                 p.code as location, l.channel, 'c' || l.customer as customer_id, l.status,
                 {} as shipped_at, {} as delivered_at
             from order_line l join document d on d.id = l.document_id
             join sku s on s.id = l.sku_id join location p on p.id = l.location_id
             order by l.document_id, l.line",
            day("l.shipped_on"),
            day("l.delivered_on")
        ),
        RecordKind::Returns => format!(
            "select nullif(substr(d.ref, 1, instr(d.ref, char(31)) - 1), '') as order_id,
                 s.code as sku, r.quantity, {} as returned_on, p.code as location, r.resellable
             from return_line r join document d on d.id = r.document_id
             join sku s on s.id = r.sku_id join location p on p.id = r.location_id
             order by r.document_id, r.line",
            day("r.returned_on")
        ),
        RecordKind::StockHistory => format!(
            "select s.code as sku, p.code as location, {} as date, h.on_hand, h.in_stock
             from stock_history h join sku s on s.id = h.sku_id
             join location p on p.id = h.location_id order by h.day, s.id, p.id",
            day("h.day")
        ),
        RecordKind::Stock => format!(
            "select s.code as sku, p.code as location, c.on_hand, {} as as_of
             from stock_count c join sku s on s.id = c.sku_id
             join location p on p.id = c.location_id order by c.as_of, s.id, p.id",
            day("c.as_of")
        ),
        RecordKind::Stocktake => format!(
            "select s.code as sku, p.code as location, t.counted, {} as counted_on
             from stocktake t join sku s on s.id = t.sku_id
             join location p on p.id = t.location_id order by t.counted_on, s.id, p.id",
            day("t.counted_on")
        ),
        RecordKind::Promotions => format!(
            "select promotion, {} as starts_on, {} as ends_on, nullif(sku, '') as sku,
                 nullif(category, '') as category, discount, channel
             from promotion order by starts_on, promotion, sku, category",
            day("starts_on"),
            day("ends_on")
        ),
        RecordKind::Marketing => {
            "select sku, ctr, cvr, has_video, reviews, rating from marketing order by sku".to_owned()
        }
    }
}

/// What came in parts stands in one cell, day and units of each; what a file itself says was
/// received by then is not among it.
fn purchases() -> String {
    let came = "select group_concat(came, '; ') from (
             select date(r.received_on * 86400, 'unixepoch') || ' ' || sum(r.quantity) as came
             from receipt_line r where r.purchase_id = p.document_id and r.sku_id = p.sku_id
                 and r.location_id = p.location_id
                 and (p.received_on is null or r.received_on > p.received_on)
             group by r.received_on order by r.received_on)";
    format!(
        "select d.ref as po_number, s.code as sku, p.quantity,
             date(p.ordered_on * 86400, 'unixepoch') as ordered_on, p.supplier, l.code as location,
             p.unit_cost, p.currency, date(p.expected_on * 86400, 'unixepoch') as expected_on,
             date(p.received_on * 86400, 'unixepoch') as received_on, p.received_quantity,
             p.transport, ({came}) as receipts
         from purchase_line p join document d on d.id = p.document_id
         join sku s on s.id = p.sku_id join location l on l.id = p.location_id
         order by p.document_id, p.line"
    )
}

impl Store {
    /// All rows of a kind.
    ///
    /// # Errors
    /// The database refuses.
    pub async fn evidence(&self, kind: RecordKind) -> Result<Evidence, StoreError> {
        let found = sqlx::query(AssertSqlSafe(query(kind)))
            .fetch_all(&self.pool)
            .await?;
        let named: Vec<String> = (found.first())
            .map(|row| row.columns().iter().map(|c| c.name().to_owned()).collect())
            .unwrap_or_default();
        let currency = named.iter().position(|name| name == "currency");
        let rows = found
            .iter()
            .map(|row| {
                let cells = (0..named.len()).map(|at| text(row, at));
                let mut cells = cells.collect::<Result<Vec<_>, StoreError>>()?;
                let paid: Option<Currency> = currency
                    .and_then(|at| cells[at].as_ref())
                    .and_then(|code| code.parse().ok());
                for (name, cell) in named.iter().zip(&mut cells) {
                    if name.ends_with("_minor") {
                        *cell = amount(cell.as_deref(), paid);
                    }
                }
                Ok(cells)
            })
            .collect::<Result<_, StoreError>>()?;
        let plain = |name: &String| name.strip_suffix("_minor").unwrap_or(name).to_owned();
        Ok(Evidence {
            kind,
            columns: named.iter().map(plain).collect(),
            rows,
        })
    }
}

/// Minor units as a decimal, without the currency that stands beside them.
fn amount(minor: Option<&str>, currency: Option<Currency>) -> Option<String> {
    let minor = minor?.parse().ok()?;
    let money = Money {
        minor,
        currency: currency?,
    };
    Some(money.to_decimal().to_string())
}

/// A cell of any type as text; a fraction without loss.
fn text(row: &sqlx::sqlite::SqliteRow, at: usize) -> Result<Option<String>, StoreError> {
    if let Ok(whole) = row.try_get::<Option<i64>, _>(at) {
        return Ok(whole.map(|value| value.to_string()));
    }
    if let Ok(real) = row.try_get::<Option<f64>, _>(at) {
        return Ok(real.map(|value| value.to_string()));
    }
    Ok(row.try_get::<Option<String>, _>(at)?)
}
