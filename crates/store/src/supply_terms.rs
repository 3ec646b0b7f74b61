//! What suppliers ask for a SKU, and what bundles are made of: written and read.

use std::collections::HashMap;

use domain::record::{BundlePart, SupplierPrice};
use serde_json::Value;
use sqlx::Row;

use crate::reading::Result;
use crate::row::{decimal, number, put, text};
use crate::write::Import;
use crate::{Store, StoreError, Written};

/// What a supplier asks for a SKU from a quantity on, by one way of transport.
#[derive(Clone, Debug, Default, PartialEq)]
#[allow(missing_docs)] // The fields are the columns of `domain::record::SupplierPrice`.
pub struct SupplierPriceRow {
    pub supplier: String,
    pub sku: String,
    pub transport: Option<String>,
    pub min_quantity: i64,
    pub unit_cost: Option<String>,
    pub currency: Option<String>,
    pub moq: Option<i64>,
    pub pack_size: Option<i64>,
    pub lead_time_days: Option<f64>,
    pub freight_per_unit: Option<String>,
}

/// Units of a part that go into one bundle.
#[derive(Clone, Debug, PartialEq)]
pub struct BundlePartRow {
    /// SKU of the bundle.
    pub bundle: String,
    /// SKU of the part.
    pub part: String,
    /// Units of it.
    pub quantity: i64,
}

/// Terms that stand beside a SKU's and a supplier's other columns.
#[derive(Clone, Debug, Default)]
pub struct SupplyTerms {
    /// Prices, least quantity first within supplier, SKU and transport.
    pub prices: Vec<SupplierPriceRow>,
    /// Parts of bundles.
    pub bundles: Vec<BundlePartRow>,
    /// Shelf life in days by SKU.
    pub shelf_life_days: HashMap<String, f64>,
    /// Country where the goods of a SKU are made.
    pub origins: HashMap<String, String>,
    /// Most volume of one order by supplier, m³.
    pub max_cbm: HashMap<String, f64>,
    /// Country by supplier.
    pub countries: HashMap<String, String>,
}

impl Import {
    pub(crate) async fn supplier_prices(
        &mut self,
        batch: i64,
        rows: Vec<SupplierPrice>,
        written: &mut Written,
    ) -> std::result::Result<(), StoreError> {
        for row in rows {
            let transport = row.transport.map_or("", |transport| transport.word());
            let key = [
                ("supplier", Value::from(row.supplier.as_ref())),
                ("sku", Value::from(row.sku.as_ref())),
                ("transport", Value::from(transport)),
                ("min_quantity", Value::from(row.min_quantity)),
            ];
            let currency = row.currency.map(|currency| currency.code().to_owned());
            let columns = [
                ("unit_cost", decimal(row.unit_cost)),
                ("currency", text(currency)),
                ("moq", row.moq.into()),
                ("pack_size", row.pack_size.into()),
                ("lead_time_days", number(row.lead_time_days)),
                ("freight_per_unit", decimal(row.freight_per_unit)),
            ];
            written.count(put(&mut self.tx, "supplier_price", &key, &columns, batch).await?);
        }
        Ok(())
    }

    pub(crate) async fn bundles(
        &mut self,
        batch: i64,
        rows: Vec<BundlePart>,
        written: &mut Written,
    ) -> std::result::Result<(), StoreError> {
        for row in rows {
            let key = [
                ("bundle_sku", Value::from(row.bundle_sku.as_ref())),
                ("component_sku", Value::from(row.component_sku.as_ref())),
            ];
            let columns = [("quantity", Value::from(row.quantity))];
            written.count(put(&mut self.tx, "bundle_part", &key, &columns, batch).await?);
        }
        Ok(())
    }
}

impl Store {
    /// Everything of [`SupplyTerms`].
    ///
    /// # Errors
    /// The database refuses.
    pub async fn supply_terms(&self) -> Result<SupplyTerms> {
        let prices = sqlx::query(
            "select supplier, sku, transport, min_quantity, unit_cost, currency, moq, pack_size,
                 lead_time_days, freight_per_unit
             from supplier_price order by supplier, sku, transport, min_quantity",
        )
        .fetch_all(&self.pool)
        .await?
        .iter()
        .map(|row| {
            let transport: String = row.get(2);
            SupplierPriceRow {
                supplier: row.get(0),
                sku: row.get(1),
                transport: (!transport.is_empty()).then_some(transport),
                min_quantity: row.get(3),
                unit_cost: row.get(4),
                currency: row.get(5),
                moq: row.get(6),
                pack_size: row.get(7),
                lead_time_days: row.get(8),
                freight_per_unit: row.get(9),
            }
        })
        .collect();
        let bundles = sqlx::query(
            "select bundle_sku, component_sku, quantity from bundle_part
             order by bundle_sku, component_sku",
        )
        .fetch_all(&self.pool)
        .await?
        .iter()
        .map(|row| BundlePartRow {
            bundle: row.get(0),
            part: row.get(1),
            quantity: row.get(2),
        })
        .collect();
        let mut terms = SupplyTerms {
            prices,
            bundles,
            ..SupplyTerms::default()
        };
        let skus = sqlx::query(
            "select code, shelf_life_days, origin_country from sku
             where batch_id is not null
                 and (shelf_life_days is not null or origin_country is not null)",
        );
        for row in skus.fetch_all(&self.pool).await? {
            let code: String = row.get(0);
            if let Some(days) = row.get(1) {
                terms.shelf_life_days.insert(code.clone(), days);
            }
            if let Some(country) = row.get(2) {
                terms.origins.insert(code, country);
            }
        }
        let suppliers = sqlx::query(
            "select code, max_cbm, country from supplier
             where max_cbm is not null or country is not null",
        );
        for row in suppliers.fetch_all(&self.pool).await? {
            let code: String = row.get(0);
            if let Some(cbm) = row.get(1) {
                terms.max_cbm.insert(code.clone(), cbm);
            }
            if let Some(country) = row.get(2) {
                terms.countries.insert(code, country);
            }
        }
        Ok(terms)
    }
}
