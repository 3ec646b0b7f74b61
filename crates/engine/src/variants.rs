//! The variants of a good in one go: a matrix of values, a pattern for the SKU.

use std::collections::{HashMap, HashSet};

use domain::record::{Product, Records};
use store::SkuRow;

use crate::contract::Coded;
use crate::contract::stocktake::{Variant, VariantAxis, Variants, VariantsRequest};
use crate::ordering::{begin, finish};
use crate::stocktake::coded;
use crate::{Engine, Failure, alias};

/// Most axes and most variants of one good.
const MOST_AXES: usize = 4;
const MOST_VARIANTS: usize = 2_000;
/// Longest SKU, characters, as an import takes it.
const LONGEST_SKU: usize = 128;

/// A value as it stands in the SKU and as people read it.
struct Named {
    code: String,
    label: String,
}

fn named(value: &str) -> Option<Named> {
    let (label, code) = value.split_once('=').unwrap_or((value, value));
    let (label, code) = (label.trim(), code.trim());
    let sound = !label.is_empty() && !code.is_empty();
    (sound && !value.chars().any(char::is_control)).then(|| Named {
        code: code.to_owned(),
        label: label.to_owned(),
    })
}

/// Every value of each axis with every value of the others, the last axis changing fastest.
fn matrix(axes: &[(String, Vec<Named>)]) -> Vec<Vec<&Named>> {
    axes.iter().fold(vec![Vec::new()], |rows, (_, values)| {
        rows.iter()
            .flat_map(|row| {
                values.iter().map(|value| {
                    let mut longer: Vec<&Named> = row.clone();
                    longer.push(value);
                    longer
                })
            })
            .collect()
    })
}

/// The axes as asked for, or why they make no matrix.
fn axes_of(request: &VariantsRequest) -> Result<Vec<(String, Vec<Named>)>, Failure> {
    if request.axes.is_empty() || request.axes.len() > MOST_AXES {
        return Err(Failure::new("variant_axes").with("most", MOST_AXES));
    }
    let mut axes: Vec<(String, Vec<Named>)> = Vec::new();
    for VariantAxis { name, values } in &request.axes {
        let name = name.trim().to_owned();
        let refused = || Failure::new("variant_axis").with("axis", name.as_str());
        let fresh = !name.is_empty() && !name.contains(['{', '}']);
        if !fresh || axes.iter().any(|(other, _)| *other == name) {
            return Err(refused());
        }
        if !request.pattern.contains(&format!("{{{name}}}")) {
            return Err(Failure::new("variant_pattern").with("axis", name.as_str()));
        }
        let values: Option<Vec<Named>> = values.iter().map(|value| named(value)).collect();
        let values = values
            .filter(|values| !values.is_empty())
            .ok_or_else(refused)?;
        axes.push((name, values));
    }
    let count = axes.iter().try_fold(1_usize, |product, (_, values)| {
        product.checked_mul(values.len())
    });
    if count.is_none_or(|count| count > MOST_VARIANTS) {
        return Err(Failure::new("too_many_variants").with("most", MOST_VARIANTS));
    }
    Ok(axes)
}

/// The pattern with each brace filled once; what a value holds is not read as a brace again.
fn filled(pattern: &str, axes: &[(String, Vec<Named>)], row: &[&Named]) -> String {
    let mut sku = String::new();
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once('{') {
        sku.push_str(before);
        let closed = after.split_once('}').and_then(|(name, after)| {
            let at = axes.iter().position(|(axis, _)| axis == name.trim())?;
            Some((row.get(at)?, after))
        });
        match closed {
            Some((value, after)) => {
                sku.push_str(&value.code);
                rest = after;
            }
            None => {
                sku.push('{');
                rest = after;
            }
        }
    }
    sku.push_str(rest);
    sku.trim().to_owned()
}

pub(crate) async fn make(engine: &Engine, request: VariantsRequest) -> Result<Variants, Failure> {
    if request.name.trim().is_empty() || request.name.chars().any(char::is_control) {
        return Err(Failure::new("variant_name"));
    }
    let axes = axes_of(&request)?;
    let store = engine.store();
    let skus = store.skus().await?;
    let like = match &request.like {
        Some(code) => Some(
            skus.iter()
                .find(|row| row.code == *code)
                .ok_or_else(|| Failure::new("unknown_sku").with("sku", code.as_str()))?,
        ),
        None => None,
    };
    // A scanner, a spreadsheet or a person does not tell `ln2-rd` from `LN2-RD`.
    let known: HashMap<String, &str> = skus
        .iter()
        .map(|row| (row.code.to_lowercase(), row.code.as_str()))
        .collect();
    let joined: HashMap<String, String> = alias::read_as(engine)
        .await?
        .into_iter()
        .map(|(code, read_as)| (code.to_lowercase(), read_as.sku.to_string()))
        .collect();
    let mut seen = HashSet::new();
    let mut variants = Vec::new();
    for row in matrix(&axes) {
        let sku = filled(request.pattern.trim(), &axes, &row);
        if sku.chars().count() > LONGEST_SKU || sku.chars().any(char::is_control) {
            return Err(Failure::new("variant_sku").with("sku", sku));
        }
        let lower = sku.to_lowercase();
        let clash: Option<Coded> = if let Some(other) = known.get(&lower) {
            Some(coded("sku_known", "sku", other))
        } else if let Some(other) = joined.get(&lower) {
            Some(coded("sku_joined", "sku", other))
        } else {
            (!seen.insert(lower)).then(|| coded("sku_twice", "sku", &sku))
        };
        let labels: Vec<&str> = row.iter().map(|value| value.label.as_str()).collect();
        let options = labels.join(" · ");
        variants.push(Variant {
            sku,
            options,
            clash,
        });
    }
    if request.dry_run {
        return Ok(Variants {
            batch: None,
            variants,
        });
    }
    if let Some(first) = variants.iter().find(|variant| variant.clash.is_some()) {
        return Err(Failure::new("variant_clash").with("sku", first.sku.as_str()));
    }
    let name = request.name.trim();
    let rows = variants
        .iter()
        .map(|variant| product(name, variant, like))
        .collect();
    let (mut import, batch) = begin(engine, &store, "products", name).await?;
    import.write(batch, "", Records::Products(rows)).await?;
    finish(import, batch, variants.len()).await?;
    Ok(Variants {
        batch: Some(batch),
        variants,
    })
}

/// A variant as an import would have read it. Barcode, picture and first day are its own.
fn product(name: &str, variant: &Variant, like: Option<&SkuRow>) -> Product {
    let text = |value: Option<&String>| value.map(|text| text.as_str().into());
    let mut product = Product {
        sku: variant.sku.as_str().into(),
        name: Some(format!("{name} {}", variant.options).into()),
        options: Some(variant.options.as_str().into()),
        ..Product::default()
    };
    if let Some(row) = like {
        let amount = |value: &Option<String>| value.as_deref().and_then(|text| text.parse().ok());
        let currency = |value: &Option<String>| value.as_deref().and_then(|text| text.parse().ok());
        product.category = text(row.category.as_ref());
        product.supplier = text(row.supplier.as_ref());
        product.unit_cost = amount(&row.unit_cost);
        product.cost_currency = currency(&row.cost_currency);
        product.price = amount(&row.price);
        product.price_currency = currency(&row.price_currency);
        product.lead_time_days = row.lead_time_days;
        product.lead_time_sd_days = row.lead_time_sd_days;
        product.moq = row.moq;
        product.pack_size = row.pack_size;
        product.carton_length_cm = row.carton_length_cm;
        product.carton_width_cm = row.carton_width_cm;
        product.carton_height_cm = row.carton_height_cm;
        product.carton_weight_kg = row.carton_weight_kg;
        product.hs_code = text(row.hs_code.as_ref());
        product.like_sku = Some(row.code.as_str().into());
    }
    product
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(pattern: &str, axes: &[(&str, &[&str])]) -> VariantsRequest {
        VariantsRequest {
            name: "Lamp".into(),
            pattern: pattern.into(),
            axes: axes
                .iter()
                .map(|(name, values)| VariantAxis {
                    name: (*name).into(),
                    values: values.iter().map(|value| (*value).into()).collect(),
                })
                .collect(),
            ..VariantsRequest::default()
        }
    }
    fn skus(request: &VariantsRequest) -> Result<Vec<String>, String> {
        let axes = axes_of(request).map_err(|failure| failure.code)?;
        let rows = matrix(&axes);
        Ok(rows
            .iter()
            .map(|row| filled(&request.pattern, &axes, row))
            .collect())
    }

    #[test]
    fn every_value_meets_every_other_and_codes_stand_in_the_sku() {
        let wanted = request(
            "LN2-{颜色}/{size}",
            &[("颜色", &["红=RD", "{size}"]), ("size", &["S", "L"])],
        );
        let found = ["LN2-RD/S", "LN2-RD/L", "LN2-{size}/S", "LN2-{size}/L"];
        assert_eq!(skus(&wanted), Ok(found.map(String::from).to_vec()));
    }

    #[test]
    fn what_makes_no_matrix() {
        let refused =
            |pattern: &str, axes: &[(&str, &[&str])]| skus(&request(pattern, axes)).unwrap_err();
        assert_eq!(refused("A", &[]), "variant_axes");
        assert_eq!(refused("A-{x}", &[("y", &["1"])]), "variant_pattern");
        assert_eq!(refused("A-{x}", &[("x", &[])]), "variant_axis");
        assert_eq!(refused("A-{x}", &[("x", &["="])]), "variant_axis");
        assert_eq!(
            refused("A-{x}{x}", &[("x", &["1"]), ("x", &["2"])]),
            "variant_axis"
        );
        let many: Vec<String> = (0..50).map(|n| n.to_string()).collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        assert_eq!(
            refused("{a}{b}", &[("a", &many), ("b", &many)]),
            "too_many_variants"
        );
    }
}
