//! Records as text, one cell a role, for a preview.

use domain::record::Records;
use domain::{Day, Text};

/// A row as pairs of role and text; what the row does not say is left out.
type Cells = Vec<(&'static str, String)>;

fn text(cells: &mut Cells, role: &'static str, value: Option<&Text>) {
    shown(cells, role, value);
}

fn shown<T: ToString>(cells: &mut Cells, role: &'static str, value: Option<T>) {
    if let Some(value) = value {
        cells.push((role, value.to_string()));
    }
}

fn yes_no(cells: &mut Cells, role: &'static str, value: Option<bool>) {
    shown(cells, role, value.map(u8::from));
}

/// The day, and the minute where the file gives one.
fn moment(day: Day, second: u32) -> String {
    match second {
        0 => day.to_string(),
        _ => format!("{day} {:02}:{:02}", second / 3600, second / 60 % 60),
    }
}

/// The first `most` records: the roles that any of them fills, and their cells in that order.
pub(crate) fn first(records: &Records, most: usize) -> (Vec<String>, Vec<Vec<String>>) {
    let rows: Vec<Cells> = match records {
        Records::Products(rows) => rows.iter().take(most).map(product).collect(),
        Records::Orders(rows) => rows.iter().take(most).map(order).collect(),
        Records::PurchaseOrders(rows) => rows.iter().take(most).map(purchase).collect(),
        Records::Suppliers(rows) => rows.iter().take(most).map(supplier).collect(),
        other => small(other, most),
    };
    let mut roles: Vec<&'static str> = Vec::new();
    for row in &rows {
        for (role, _) in row {
            if !roles.contains(role) {
                roles.push(role);
            }
        }
    }
    let cells = rows
        .into_iter()
        .map(|row| {
            let of = |role: &&str| {
                let found = row.iter().find(|(r, _)| r == role);
                found.map_or_else(String::new, |(_, text)| text.clone())
            };
            roles.iter().map(of).collect()
        })
        .collect();
    (roles.into_iter().map(str::to_owned).collect(), cells)
}

fn product(row: &domain::record::Product) -> Cells {
    let mut c = Cells::new();
    text(&mut c, "sku", Some(&row.sku));
    text(&mut c, "name", row.name.as_ref());
    text(&mut c, "options", row.options.as_ref());
    text(&mut c, "category", row.category.as_ref());
    text(&mut c, "supplier", row.supplier.as_ref());
    shown(&mut c, "unit_cost", row.unit_cost);
    shown(&mut c, "cost_currency", row.cost_currency);
    shown(&mut c, "price", row.price);
    shown(&mut c, "price_currency", row.price_currency);
    shown(&mut c, "lead_time_days", row.lead_time_days);
    shown(&mut c, "lead_time_sd_days", row.lead_time_sd_days);
    shown(&mut c, "moq", row.moq);
    shown(&mut c, "pack_size", row.pack_size);
    shown(&mut c, "carton_length_cm", row.carton_length_cm);
    shown(&mut c, "carton_width_cm", row.carton_width_cm);
    shown(&mut c, "carton_height_cm", row.carton_height_cm);
    shown(&mut c, "carton_weight_kg", row.carton_weight_kg);
    text(&mut c, "hs_code", row.hs_code.as_ref());
    text(&mut c, "origin_country", row.origin_country.as_ref());
    text(&mut c, "barcode", row.barcode.as_ref());
    text(&mut c, "image", row.image.as_ref());
    shown(&mut c, "launched_on", row.launched_on);
    text(&mut c, "like_sku", row.like_sku.as_ref());
    shown(&mut c, "shelf_life_days", row.shelf_life_days);
    c
}

fn order(row: &domain::record::OrderLine) -> Cells {
    let mut c = Cells::new();
    text(&mut c, "order_id", Some(&row.order_id));
    let ordered = moment(row.ordered_on, row.ordered_second);
    shown(&mut c, "ordered_at", Some(ordered));
    text(&mut c, "sku", Some(&row.sku));
    text(&mut c, "name", row.name.as_ref());
    shown(&mut c, "quantity", Some(row.quantity));
    shown(&mut c, "unit_price", row.unit_price);
    shown(&mut c, "currency", row.currency);
    shown(&mut c, "discount", row.discount);
    text(&mut c, "country", row.country.as_ref());
    text(&mut c, "location", row.location.as_ref());
    text(&mut c, "channel", row.channel.as_ref());
    // Who bought is kept as a hash; nothing else of it is shown.
    shown(
        &mut c,
        "customer_id",
        row.customer_id.as_ref().map(|_| "•••"),
    );
    shown(&mut c, "status", row.status.map(|status| status.word()));
    shown(&mut c, "shipped_at", row.shipped_on);
    shown(&mut c, "delivered_at", row.delivered_on);
    c
}

fn purchase(row: &domain::record::PurchaseOrderLine) -> Cells {
    let mut c = Cells::new();
    text(&mut c, "po_number", Some(&row.po_number));
    text(&mut c, "sku", Some(&row.sku));
    shown(&mut c, "quantity", Some(row.quantity));
    shown(&mut c, "ordered_on", Some(row.ordered_on));
    text(&mut c, "supplier", row.supplier.as_ref());
    text(&mut c, "location", row.location.as_ref());
    shown(&mut c, "unit_cost", row.unit_cost);
    shown(&mut c, "currency", row.currency);
    shown(&mut c, "expected_on", row.expected_on);
    shown(&mut c, "received_on", row.received_on);
    shown(&mut c, "received_quantity", row.received_quantity);
    shown(&mut c, "transport", row.transport.map(|t| t.word()));
    let parts = row.receipts.iter().flatten();
    let parts: Vec<String> = parts.map(|(day, units)| format!("{day} {units}")).collect();
    shown(
        &mut c,
        "receipts",
        (!parts.is_empty()).then(|| parts.join("; ")),
    );
    c
}

fn supplier(row: &domain::record::Supplier) -> Cells {
    let mut c = Cells::new();
    text(&mut c, "supplier", Some(&row.supplier));
    shown(&mut c, "lead_time_days", row.lead_time_days);
    shown(&mut c, "lead_time_sd_days", row.lead_time_sd_days);
    shown(&mut c, "review_days", row.review_days);
    shown(&mut c, "min_order_value", row.min_order_value);
    shown(&mut c, "currency", row.currency);
    shown(&mut c, "closed_from", row.closed_from);
    shown(&mut c, "closed_to", row.closed_to);
    text(&mut c, "contact", row.contact.as_ref());
    text(&mut c, "payment_terms", row.payment_terms.as_ref());
    text(&mut c, "country", row.country.as_ref());
    shown(&mut c, "max_cbm", row.max_cbm);
    c
}

/// Kinds of few columns.
fn small(records: &Records, most: usize) -> Vec<Cells> {
    let mut all = Vec::new();
    let mut row_of = |fill: &mut dyn FnMut(&mut Cells)| {
        let mut cells = Cells::new();
        fill(&mut cells);
        all.push(cells);
    };
    match records {
        Records::Returns(rows) => rows.iter().take(most).for_each(|row| {
            row_of(&mut |c| {
                text(c, "order_id", row.order_id.as_ref());
                text(c, "sku", Some(&row.sku));
                shown(c, "quantity", Some(row.quantity));
                shown(c, "returned_on", Some(row.returned_on));
                text(c, "location", row.location.as_ref());
                yes_no(c, "resellable", row.resellable);
            });
        }),
        Records::Stock(rows) => rows.iter().take(most).for_each(|row| {
            row_of(&mut |c| {
                text(c, "sku", Some(&row.sku));
                text(c, "name", row.name.as_ref());
                text(c, "location", row.location.as_ref());
                shown(c, "on_hand", Some(row.on_hand));
                shown(c, "as_of", row.as_of);
                shown(c, "unit_cost", row.unit_cost);
            });
        }),
        Records::StockHistory(rows) => rows.iter().take(most).for_each(|row| {
            row_of(&mut |c| {
                text(c, "sku", Some(&row.sku));
                text(c, "location", row.location.as_ref());
                shown(c, "date", Some(row.date));
                shown(c, "on_hand", row.on_hand);
                yes_no(c, "in_stock", row.in_stock);
            });
        }),
        Records::Locations(rows) => rows.iter().take(most).for_each(|row| {
            row_of(&mut |c| {
                text(c, "location", Some(&row.location));
                text(c, "country", row.country.as_ref());
                shown(c, "type", row.location_type.map(|kind| kind.word()));
                shown(c, "serves", Some(row.serves.join(";")));
                shown(
                    c,
                    "storage_cost_per_m3_month",
                    row.storage_cost_per_m3_month,
                );
            });
        }),
        Records::Promotions(rows) => rows.iter().take(most).for_each(|row| {
            row_of(&mut |c| {
                text(c, "promotion", Some(&row.promotion));
                shown(c, "starts_on", Some(row.starts_on));
                shown(c, "ends_on", Some(row.ends_on));
                text(c, "sku", row.sku.as_ref());
                text(c, "category", row.category.as_ref());
                shown(c, "discount", row.discount);
                text(c, "channel", row.channel.as_ref());
            });
        }),
        Records::Marketing(rows) => rows.iter().take(most).for_each(|row| {
            row_of(&mut |c| {
                text(c, "sku", Some(&row.sku));
                shown(c, "ctr", row.ctr);
                shown(c, "cvr", row.cvr);
                yes_no(c, "has_video", row.has_video);
                shown(c, "reviews", row.reviews);
                shown(c, "rating", row.rating);
            });
        }),
        Records::Stocktake(rows) => rows.iter().take(most).for_each(|row| {
            row_of(&mut |c| {
                text(c, "sku", Some(&row.sku));
                text(c, "location", row.location.as_ref());
                shown(c, "counted", Some(row.counted));
                shown(c, "counted_on", Some(row.counted_on));
            });
        }),
        Records::SupplierPrices(rows) => rows.iter().take(most).for_each(|row| {
            row_of(&mut |c| {
                text(c, "supplier", Some(&row.supplier));
                text(c, "sku", Some(&row.sku));
                shown(c, "min_quantity", Some(row.min_quantity));
                shown(c, "unit_cost", row.unit_cost);
                shown(c, "currency", row.currency);
                shown(c, "moq", row.moq);
                shown(c, "pack_size", row.pack_size);
                shown(c, "lead_time_days", row.lead_time_days);
                shown(c, "transport", row.transport.map(|t| t.word()));
                shown(c, "freight_per_unit", row.freight_per_unit);
            });
        }),
        Records::Bundles(rows) => rows.iter().take(most).for_each(|row| {
            row_of(&mut |c| {
                text(c, "bundle_sku", Some(&row.bundle_sku));
                text(c, "component_sku", Some(&row.component_sku));
                shown(c, "quantity", Some(row.quantity));
            });
        }),
        Records::ExchangeRates(rows) => rows.iter().take(most).for_each(|row| {
            row_of(&mut |c| {
                shown(c, "date", Some(row.date));
                shown(c, "currency", Some(row.currency.code()));
                shown(c, "rate", Some(row.rate));
            });
        }),
        Records::CostRates(rows) => rows.iter().take(most).for_each(|row| {
            row_of(&mut |c| {
                shown(c, "cost_kind", Some(row.kind.word()));
                text(c, "programme", row.programme.as_ref());
                shown(c, "cost_basis", Some(row.basis.word()));
                shown(c, "cost_rate", Some(row.rate));
                shown(c, "currency", row.currency);
                text(c, "from_country", row.origin.as_ref());
                text(c, "to_country", row.destination.as_ref());
                shown(c, "transport", row.transport.map(|t| t.word()));
                text(c, "hs_code", row.hs_code.as_ref());
                shown(c, "recoverable", row.recoverable);
                shown(c, "valid_from", row.valid_from);
                shown(c, "valid_to", row.valid_to);
                text(c, "rate_note", row.note.as_ref());
            });
        }),
        Records::Products(_)
        | Records::Orders(_)
        | Records::PurchaseOrders(_)
        | Records::Suppliers(_) => {}
    }
    all
}
