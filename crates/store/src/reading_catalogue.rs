//! Reading the catalogue: SKUs, locations, suppliers, promotions.

use domain::Day;
use sqlx::Row;

use crate::Store;
use crate::reading::{Result, day};

/// A SKU of the catalogue.
#[derive(Clone, Debug, Default)]
#[allow(missing_docs)] // The fields are the columns of `domain::record::Product`.
pub struct SkuRow {
    pub id: i64,
    pub code: String,
    pub name: Option<String>,
    pub options: Option<String>,
    pub category: Option<String>,
    pub supplier: Option<String>,
    pub unit_cost: Option<String>,
    pub cost_currency: Option<String>,
    pub price: Option<String>,
    pub price_currency: Option<String>,
    pub lead_time_days: Option<f64>,
    pub lead_time_sd_days: Option<f64>,
    pub moq: Option<i64>,
    pub pack_size: Option<i64>,
    pub carton_length_cm: Option<f64>,
    pub carton_width_cm: Option<f64>,
    pub carton_height_cm: Option<f64>,
    pub carton_weight_kg: Option<f64>,
    pub hs_code: Option<String>,
    pub barcode: Option<String>,
    pub image: Option<String>,
    pub launched_on: Option<Day>,
    pub is_fee: bool,
    /// Good it sells like, by the file.
    pub like_sku: Option<String>,
    /// What the seller believes of its demand.
    pub estimate: crate::estimate::DemandEstimate,
}

/// A location.
#[derive(Clone, Debug)]
pub struct LocationRow {
    /// Its number.
    pub id: i64,
    /// Name.
    pub code: String,
    /// Country it stands in.
    pub country: Option<String>,
}

/// A supplier.
#[derive(Clone, Debug, Default)]
#[allow(missing_docs)] // The fields are the columns of `domain::record::Supplier`.
pub struct SupplierRow {
    pub code: String,
    pub lead_time_days: Option<f64>,
    pub lead_time_sd_days: Option<f64>,
    pub review_days: Option<i64>,
    pub min_order_value: Option<String>,
    pub currency: Option<String>,
    pub contact: Option<String>,
    pub payment_terms: Option<String>,
}

/// A closure of a supplier, both days included.
#[derive(Clone, Debug)]
pub struct Closure {
    /// Supplier.
    pub supplier: String,
    /// First day.
    pub from: Day,
    /// Last day.
    pub to: Day,
}

/// One promotion's line.
#[derive(Clone, Debug)]
pub struct PromotionRow {
    /// Name.
    pub promotion: String,
    /// First day.
    pub starts_on: Day,
    /// Last day.
    pub ends_on: Day,
    /// Share taken off the price, where the file says.
    pub discount: Option<f64>,
    /// SKU; empty = not by SKU.
    pub sku: String,
    /// Category; empty = not by category.
    pub category: String,
}

impl Store {
    /// The catalogue: SKUs that a file described or that have sold.
    ///
    /// # Errors
    /// The database refuses.
    pub async fn skus(&self) -> Result<Vec<SkuRow>> {
        let rows = sqlx::query(
            "select id, code, name, options, category, supplier, unit_cost, cost_currency, price,
                 price_currency, lead_time_days, lead_time_sd_days, moq, pack_size,
                 carton_length_cm, carton_width_cm, carton_height_cm, carton_weight_kg, hs_code,
                 barcode, image, launched_on, is_fee, sku.like_sku,
                 e.units_per_week, e.spread, e.like_sku, e.like_scale
             from sku left join demand_estimate e on e.sku_id = sku.id
             where batch_id is not null order by code",
        )
        .fetch_all(&self.pool)
        .await?;
        Ok(rows
            .iter()
            .map(|row| SkuRow {
                id: row.get(0),
                code: row.get(1),
                name: row.get(2),
                options: row.get(3),
                category: row.get(4),
                supplier: row.get(5),
                unit_cost: row.get(6),
                cost_currency: row.get(7),
                price: row.get(8),
                price_currency: row.get(9),
                lead_time_days: row.get(10),
                lead_time_sd_days: row.get(11),
                moq: row.get(12),
                pack_size: row.get(13),
                carton_length_cm: row.get(14),
                carton_width_cm: row.get(15),
                carton_height_cm: row.get(16),
                carton_weight_kg: row.get(17),
                hs_code: row.get(18),
                barcode: row.get(19),
                image: row.get(20),
                launched_on: day(row, 21),
                is_fee: row.get::<i64, _>(22) != 0,
                like_sku: row.get(23),
                estimate: crate::estimate::DemandEstimate {
                    units_per_week: row.get(24),
                    spread: row.get(25),
                    like_sku: row.get(26),
                    like_scale: row.get(27),
                },
            })
            .collect())
    }

    /// Locations by name.
    ///
    /// # Errors
    /// The database refuses.
    pub async fn locations(&self) -> Result<Vec<LocationRow>> {
        let rows = sqlx::query("select id, code, country from location order by code")
            .fetch_all(&self.pool)
            .await?;
        Ok(rows
            .iter()
            .map(|row| LocationRow {
                id: row.get(0),
                code: row.get(1),
                country: row.get(2),
            })
            .collect())
    }

    /// Suppliers by name.
    ///
    /// # Errors
    /// The database refuses.
    pub async fn suppliers(&self) -> Result<Vec<SupplierRow>> {
        let rows = sqlx::query(
            "select code, lead_time_days, lead_time_sd_days, review_days, min_order_value,
                 currency, contact, payment_terms from supplier order by code",
        )
        .fetch_all(&self.pool)
        .await?;
        Ok(rows
            .iter()
            .map(|row| SupplierRow {
                code: row.get(0),
                lead_time_days: row.get(1),
                lead_time_sd_days: row.get(2),
                review_days: row.get(3),
                min_order_value: row.get(4),
                currency: row.get(5),
                contact: row.get(6),
                payment_terms: row.get(7),
            })
            .collect())
    }

    /// Closures of suppliers.
    ///
    /// # Errors
    /// The database refuses.
    pub async fn closures(&self) -> Result<Vec<Closure>> {
        let rows = sqlx::query(
            "select supplier, closed_from, closed_to from supplier_closure order by 1, 2",
        )
        .fetch_all(&self.pool)
        .await?;
        Ok(rows
            .iter()
            .map(|row| Closure {
                supplier: row.get(0),
                from: Day(row.get(1)),
                to: Day(row.get(2)),
            })
            .collect())
    }

    /// Promotions, every line.
    ///
    /// # Errors
    /// The database refuses.
    pub async fn promotions(&self) -> Result<Vec<PromotionRow>> {
        let rows =
            sqlx::query("select promotion, starts_on, sku, category, ends_on, discount from promotion order by 2, 1")
                .fetch_all(&self.pool)
                .await?;
        Ok(rows
            .iter()
            .map(|row| PromotionRow {
                promotion: row.get(0),
                starts_on: Day(row.get(1)),
                sku: row.get(2),
                category: row.get(3),
                ends_on: Day(row.get(4)),
                discount: row.get(5),
            })
            .collect())
    }
}
