//! Products, promotions and what the shop front says about a SKU.

use domain::Text;
use domain::record::{ExchangeRate, Marketing, Product, Promotion};
use rust_decimal::Decimal;

use crate::import::cell::{Cell, Row};
use crate::import::currency;
use crate::import::damaged::Damaged;
use crate::import::fields::{Fields, NoRecord};
use crate::import::role::Role;

/// What the lines of one product share; Shopify gives it on the product's first line only.
#[derive(Clone, Debug, Default)]
pub struct ProductHead {
    handle: Option<Text>,
    name: Option<Text>,
    category: Option<Text>,
    supplier: Option<Text>,
    image: Option<Text>,
}

/// Reads one product. `head` carries a product's own fields to the lines of its variants.
pub fn product(
    f: &mut Fields<'_>,
    head: &mut ProductHead,
    row: &Row,
    out: &mut Vec<Product>,
) -> Result<(), NoRecord> {
    let handle = f.text(row, Role::Handle);
    let continues = f.plan.habits.blank_continues && f.filled(row, Role::Name).is_none();
    if !continues && (handle.is_none() || handle != head.handle) {
        *head = ProductHead::default();
        head.handle = handle;
    }
    let name = f.text(row, Role::Name).or_else(|| head.name.clone());
    let category = f
        .text(row, Role::Category)
        .or_else(|| head.category.clone());
    let supplier = f
        .text(row, Role::Supplier)
        .or_else(|| head.supplier.clone());
    let image = f.text(row, Role::Image).or_else(|| head.image.clone());
    (head.name, head.category) = (name.clone(), category.clone());
    (head.supplier, head.image) = (supplier.clone(), image.clone());
    let blank = |f: &Fields<'_>, role: Role| {
        f.plan
            .columns(role)
            .iter()
            .all(|c| row.cell(*c) == Cell::Empty)
    };
    let options = f.options(row);
    let sku = if f.plan.habits.picture_lines && blank(f, Role::Sku) {
        if blank(f, Role::Price) {
            return Err(NoRecord::Skipped);
        }
        variant_name(f, row, name.as_ref(), options.as_ref())?
    } else {
        f.sku(row)?
    };
    let is_fee = f.is_fee(&sku, name.as_ref());
    let cost = f.amount(row, Role::UnitCost);
    let price = f.amount(row, Role::Price);
    let product = Product {
        row: row.number,
        sku,
        name,
        options,
        category,
        supplier,
        unit_cost: cost.map(|(value, _)| value),
        cost_currency: f
            .currency(row, Role::CostCurrency)
            .or(cost.and_then(|(_, c)| c)),
        price: price.map(|(value, _)| value),
        price_currency: f
            .currency(row, Role::PriceCurrency)
            .or(price.and_then(|(_, c)| c)),
        lead_time_days: f.positive(row, Role::LeadTimeDays),
        lead_time_sd_days: f.positive(row, Role::LeadTimeSdDays),
        moq: f.units(row, Role::Moq),
        pack_size: f.units(row, Role::PackSize),
        carton_length_cm: f.positive(row, Role::CartonLengthCm),
        carton_width_cm: f.positive(row, Role::CartonWidthCm),
        carton_height_cm: f.positive(row, Role::CartonHeightCm),
        carton_weight_kg: f.positive(row, Role::CartonWeightKg),
        hs_code: f.text(row, Role::HsCode),
        origin_country: f.country(row, Role::OriginCountry),
        barcode: barcode(f, row),
        image,
        launched_on: f.day(row, Role::LaunchedOn),
        like_sku: f.text(row, Role::LikeSku),
        shelf_life_days: f.positive(row, Role::ShelfLifeDays),
        is_fee,
    };
    let given = f.filled(row, Role::Sku).is_some();
    if f.plan.habits.sku_lists && given && product.sku.contains(',') {
        let list = Text::clone(&product.sku);
        let codes = list.split(',').map(str::trim).filter(|sku| !sku.is_empty());
        out.extend(codes.map(|sku| Product {
            sku: f.share(Role::Sku, sku),
            ..product.clone()
        }));
    } else {
        out.push(product);
    }
    Ok(())
}

/// `Title - Option / Option` for a variant without SKU, as its order lines are called.
fn variant_name(
    f: &mut Fields<'_>,
    row: &Row,
    name: Option<&Text>,
    options: Option<&Text>,
) -> Result<Text, NoRecord> {
    let Some(name) = name else {
        return Err(f.reject(row, Role::Sku, "sku_missing", None));
    };
    let sku = match options {
        Some(options) => f.share(Role::Sku, &format!("{name} - {options}")),
        None => name.clone(),
    };
    f.warn(
        row.number,
        f.plan.header_of(Role::Sku),
        "sku_from_name",
        &sku,
    );
    Ok(sku)
}

fn barcode(f: &mut Fields<'_>, row: &Row) -> Option<Text> {
    let code = f.text(row, Role::Barcode)?;
    if Damaged::of_text(&code).is_some() {
        f.warn(
            row.number,
            f.plan.header_of(Role::Barcode),
            "barcode_damaged",
            &code,
        );
        return None;
    }
    Some(code)
}

/// Reads one line of a promotion.
pub fn promotion(f: &mut Fields<'_>, row: &Row, out: &mut Vec<Promotion>) -> Result<(), NoRecord> {
    let promotion = f.required_text(row, Role::Promotion)?;
    let starts_on = f.required_moment(row, Role::StartsOn)?.day;
    let ends_on = f.required_moment(row, Role::EndsOn)?.day;
    if ends_on < starts_on {
        return Err(f.reject(
            row,
            Role::EndsOn,
            "ends_before_start",
            Some(ends_on.to_string()),
        ));
    }
    out.push(Promotion {
        row: row.number,
        promotion,
        starts_on,
        ends_on,
        sku: f.text(row, Role::Sku),
        category: f.text(row, Role::Category),
        discount: f.share_of(row, Role::Discount),
        channel: f.text(row, Role::Channel),
    });
    Ok(())
}

/// Reads what the shop front says about a SKU.
pub fn marketing(f: &mut Fields<'_>, row: &Row, out: &mut Vec<Marketing>) -> Result<(), NoRecord> {
    out.push(Marketing {
        row: row.number,
        sku: f.sku(row)?,
        ctr: f.share_of(row, Role::Ctr),
        cvr: f.share_of(row, Role::Cvr),
        has_video: f.flag(row, Role::HasVideo),
        reviews: f.units(row, Role::Reviews),
        rating: f.positive(row, Role::Rating),
    });
    Ok(())
}

/// Reads one exchange rate.
pub fn exchange_rate(
    f: &mut Fields<'_>,
    row: &Row,
    out: &mut Vec<ExchangeRate>,
) -> Result<(), NoRecord> {
    let date = f.required_moment(row, Role::Date)?.day;
    let named = f.filled(row, Role::Currency).map(|(at, _)| row.display(at));
    let known = |text: &String| currency::parse(text).or_else(|| text.parse().ok());
    let Some(currency) = named.as_ref().and_then(known) else {
        let shown = named;
        let code = match shown {
            Some(_) => "currency_unknown",
            None => "value_missing",
        };
        return Err(f.reject(row, Role::Currency, code, shown));
    };
    let rate = f.amount(row, Role::Rate).map(|(value, _)| value);
    let Some(rate) = rate.filter(|rate| *rate > Decimal::ZERO) else {
        let shown = f.filled(row, Role::Rate).map(|(at, _)| row.display(at));
        let code = match shown {
            Some(_) => "number_unreadable",
            None => "value_missing",
        };
        return Err(f.reject(row, Role::Rate, code, shown));
    };
    out.push(ExchangeRate {
        row: row.number,
        date,
        currency,
        rate,
    });
    Ok(())
}
