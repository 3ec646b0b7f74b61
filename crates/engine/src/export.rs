//! Files out: a workbook for each supplier, one for the seller, and templates.

use std::collections::{BTreeMap, HashSet};
use std::path::Path;

use domain::{Currency, Money, UnitPrice};
use exchange::export::{
    Carton, DemandChart, ExportError, ForecastPoint, HistoryBar, InternalLine, InternalPlan, Lang,
    OrderedLine, SupplierOrder, file_name, internal_workbook, save, supplier_workbook,
    template_workbook, unique_name,
};
use planning::demand::Demand;
use rust_decimal::Decimal;

use crate::contract::plan::{ExportPlanRequest, PlanLine};
use crate::contract::workspace::TemplateRequest;
use crate::contract::{FileWritten, FilesWritten, Language};
use crate::plan::{self, Planned};
use crate::plan_view::view;
use crate::{Engine, Failure, ordering, pictures, sentences};

/// Lines whose demand is drawn in the internal workbook.
const CHARTS: usize = 20;

impl From<ExportError> for Failure {
    fn from(error: ExportError) -> Failure {
        let mut failure = Failure::new(error.code());
        failure.params = error.params().into_iter().collect();
        failure
    }
}

fn lang(language: Language) -> Lang {
    match language {
        Language::Zh => Lang::Zh,
        Language::En => Lang::En,
    }
}

pub(crate) async fn template(_: &Engine, request: TemplateRequest) -> Result<FileWritten, Failure> {
    let bytes = template_workbook(request.kind, lang(request.lang))?;
    save(Path::new(&request.file), &bytes)?;
    Ok(FileWritten { file: request.file })
}

pub(crate) async fn plan(
    engine: &Engine,
    request: ExportPlanRequest,
) -> Result<FilesWritten, Failure> {
    let planned = plan::make(engine, request.as_of, request.budget.as_deref()).await?;
    let language = lang(request.lang);
    let lines: Vec<PlanLine> = view(&planned)
        .lines
        .into_iter()
        .filter(|line| line.quantity > 0)
        .filter(|line| {
            request
                .supplier
                .as_ref()
                .is_none_or(|name| *name == line.supplier)
        })
        .collect();
    if lines.is_empty() {
        return Err(Failure::new("plan_empty"));
    }
    // A supplier is paid in one currency an order and ships an order to one location.
    let mut orders: BTreeMap<(String, String, String), Vec<&PlanLine>> = BTreeMap::new();
    for line in &lines {
        let currency = line
            .currency
            .clone()
            .unwrap_or_else(|| planned.snapshot.base.to_string());
        orders
            .entry((line.supplier.clone(), currency, line.location.clone()))
            .or_default()
            .push(line);
    }
    let mut by_supplier: BTreeMap<(String, String), Vec<&PlanLine>> = BTreeMap::new();
    for ((supplier, currency, _), of_location) in &orders {
        by_supplier
            .entry((supplier.clone(), currency.clone()))
            .or_default()
            .extend(of_location);
    }
    let folder = Path::new(&request.out);
    let mut names = HashSet::new();
    let mut files = Vec::new();
    // Everything is made before anything is written, so that a refusal leaves no half set.
    let mut made = Vec::new();
    for ((supplier, currency), of_supplier) in &by_supplier {
        let mut order = order(&planned, supplier, currency, of_supplier, request.lang);
        for line in &mut order.lines {
            line.picture = pictures::bytes_of(engine, &line.sku);
        }
        let title = if supplier.is_empty() {
            sentences::text(request.lang, "export", "no_supplier_file")
        } else {
            supplier.clone()
        };
        let name = unique_name(&file_name(&order.number, &title, "xlsx"), &mut names);
        made.push((name, supplier_workbook(&order, language)?));
    }
    if request.supplier.is_none() {
        let name = sentences::text(request.lang, "export", "internal_file");
        let number = format!("{}", planned.snapshot.as_of).replace('-', "");
        let bytes = internal_workbook(&internal(&planned, &lines, request.lang), language)?;
        made.push((
            unique_name(&file_name(&number, &name, "xlsx"), &mut names),
            bytes,
        ));
    }
    for (name, bytes) in made {
        let path = folder.join(name);
        save(&path, &bytes)?;
        files.push(path.display().to_string());
    }
    Ok(FilesWritten { files })
}

fn shop(planned: &Planned) -> String {
    planned.snapshot.values.text("shop_name").to_owned()
}

/// The line's price with every digit that was quoted.
fn unit_price(line: &PlanLine, currency: Currency) -> Option<UnitPrice> {
    let price = line.unit_cost.as_ref()?.parse().ok()?;
    Some(UnitPrice { price, currency })
}

fn decimal_money(text: Option<&String>, currency: Currency) -> Option<Money> {
    Money::from_decimal(text?.parse::<Decimal>().ok()?, currency)
}

fn order(
    planned: &Planned,
    supplier: &str,
    currency: &str,
    lines: &[&PlanLine],
    language: Language,
) -> SupplierOrder {
    let snapshot = &planned.snapshot;
    let terms = snapshot.suppliers.get(supplier);
    let number = ordering::po_number(snapshot, supplier, currency);
    let currency: Currency = currency.parse().unwrap_or(snapshot.base);
    let locations: std::collections::BTreeSet<&str> =
        lines.iter().map(|line| line.location.as_str()).collect();
    let several = locations.len() > 1;
    let ordered = lines
        .iter()
        .map(|line| {
            let sku = snapshot
                .skus
                .binary_search_by(|sku| sku.code.cmp(&line.sku))
                .ok()
                .map(|at| &snapshot.skus[at]);
            // Where an order is split by transport, each part says its own.
            let way = line.transport.as_ref().filter(|_| line.quick);
            let parts: Vec<String> = several
                .then(|| line.location.clone())
                .into_iter()
                .chain(way.map(|w| sentences::text(language, "export", &format!("transport_{w}"))))
                .chain(Some(line.note.clone()).filter(|note| !note.is_empty()))
                .collect();
            let remark = Some(parts.join(" · ")).filter(|remark| !remark.is_empty());
            OrderedLine {
                sku: line.sku.clone(),
                name: sku.and_then(|sku| sku.name.clone()),
                options: sku.and_then(|sku| sku.options.clone()),
                barcode: sku.and_then(|sku| sku.barcode.clone()),
                hs_code: sku.and_then(|sku| sku.hs_code.clone()),
                unit: None,
                quantity: line.quantity,
                // A line bought by an offer is packed as the offer says; one unit a pack is what the
                // plan takes where nothing is known.
                pack_size: Some(line.pack_size)
                    .filter(|pack| *pack > 1)
                    .or_else(|| sku.and_then(|sku| sku.pack_size)),
                unit_price: unit_price(line, currency),
                ready_on: None,
                note: remark,
                picture: None,
                carton: Carton {
                    length_cm: sku.and_then(|sku| sku.carton_length_cm),
                    width_cm: sku.and_then(|sku| sku.carton_width_cm),
                    height_cm: sku.and_then(|sku| sku.carton_height_cm),
                    gross_kg: sku.and_then(|sku| sku.carton_weight_kg),
                    net_kg: None,
                },
            }
        })
        .collect();
    SupplierOrder {
        number,
        date: snapshot.as_of,
        supplier: supplier.to_owned(),
        contact: terms.and_then(|terms| terms.contact.clone()),
        buyer: shop(planned),
        ship_to: Some(locations.into_iter().collect::<Vec<_>>().join(", ")),
        delivery_by: lines.iter().map(|line| line.expected_on).min(),
        payment_terms: terms.and_then(|terms| terms.payment_terms.clone()),
        currency,
        note: None,
        lines: ordered,
    }
}

fn internal(planned: &Planned, lines: &[PlanLine], language: Language) -> InternalPlan {
    let base = planned.snapshot.base;
    let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    InternalPlan {
        shop: shop(planned),
        as_of: planned.snapshot.as_of,
        base_currency: base,
        lines: lines
            .iter()
            .enumerate()
            .map(|(rank, line)| {
                let a = &line.arithmetic;
                let currency = line.currency.as_ref().and_then(|code| code.parse().ok());
                InternalLine {
                    supplier: some(&line.supplier),
                    sku: line.sku.clone(),
                    name: some(&line.name),
                    location: some(&line.location),
                    quantity: line.quantity,
                    unit_cost: currency.and_then(|c| unit_price(line, c)),
                    cost: decimal_money(line.amount_base.as_ref(), base),
                    order_by: Some(line.order_by),
                    expected_on: Some(line.expected_on),
                    on_hand: line.on_hand,
                    allocated: line.allocated,
                    on_order: line.on_order,
                    target: Some(a.target),
                    covers_days: Some(a.protection_days.round() as i64),
                    demand_low: Some(a.demand_quantiles[0]),
                    demand_median: Some(a.demand_quantiles[1]),
                    demand_high: Some(a.demand_quantiles[3]),
                    expected_profit: decimal_money(line.expected_profit.as_ref(), base),
                    reasons: line
                        .reasons
                        .iter()
                        .map(|reason| {
                            sentences::say(language, "reason", &reason.code, &reason.params)
                        })
                        .collect(),
                    chart: (rank < CHARTS).then(|| chart(planned, line)).flatten(),
                }
            })
            .collect(),
    }
}

fn chart(planned: &Planned, line: &PlanLine) -> Option<DemandChart> {
    let snapshot = &planned.snapshot;
    let at = planned
        .items
        .iter()
        .position(|item| *item.sku == *line.sku && *item.location == *line.location)?;
    let (place, item) = (&snapshot.places[at], &planned.items[at]);
    let weeks = place.sold.len() / 7;
    let history = (0..weeks.min(26))
        .rev()
        .map(|back| {
            let end = place.sold.len() - back * 7;
            HistoryBar {
                start: place.first + i32::try_from(end - 7).unwrap_or(0),
                days: 7,
                units: place.sold[end - 7..end].iter().sum::<i64>() as f64,
                in_stock: place.in_stock[end - 7..end].iter().all(|kept| *kept == 1),
            }
        })
        .collect();
    let forecast = (0..12)
        .map(|week| {
            let (from, to) = (f64::from(week) * 7.0, f64::from(week + 1) * 7.0);
            let mean = item.demand.mean(from, to);
            // The spread of one week stands for each: the fan shows weeks, not their sum.
            let first = item.demand.mean(0.0, 7.0).max(1e-9);
            ForecastPoint {
                start: snapshot.as_of + week * 7,
                days: 7,
                low: item.demand.quantile(7.0, 0.0, 0.05) * mean / first,
                median: item.demand.quantile(7.0, 0.0, 0.5) * mean / first,
                high: item.demand.quantile(7.0, 0.0, 0.95) * mean / first,
            }
        })
        .collect();
    Some(DemandChart { history, forecast })
}
