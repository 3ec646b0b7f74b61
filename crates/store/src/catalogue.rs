//! Products, suppliers, locations, promotions and marketing rows.

use domain::record::{Location, Marketing, Product, Promotion, Supplier};
use serde_json::Value;

use crate::row::{Change, decimal, number, put, text};
use crate::write::Import;
use crate::{StoreError, Written};

fn currency(value: Option<domain::Currency>) -> Value {
    value.map_or(Value::Null, |currency| Value::from(currency.code()))
}

impl Import {
    pub(crate) async fn products(
        &mut self,
        batch: i64,
        rows: Vec<Product>,
        written: &mut Written,
    ) -> Result<(), StoreError> {
        for row in rows {
            let columns = [
                ("name", text(row.name)),
                ("options", text(row.options)),
                ("category", text(row.category)),
                ("supplier", text(row.supplier)),
                ("unit_cost", decimal(row.unit_cost)),
                ("cost_currency", currency(row.cost_currency)),
                ("price", decimal(row.price)),
                ("price_currency", currency(row.price_currency)),
                ("lead_time_days", number(row.lead_time_days)),
                ("lead_time_sd_days", number(row.lead_time_sd_days)),
                ("moq", row.moq.into()),
                ("pack_size", row.pack_size.into()),
                ("carton_length_cm", number(row.carton_length_cm)),
                ("carton_width_cm", number(row.carton_width_cm)),
                ("carton_height_cm", number(row.carton_height_cm)),
                ("carton_weight_kg", number(row.carton_weight_kg)),
                ("hs_code", text(row.hs_code)),
                ("origin_country", text(row.origin_country)),
                ("barcode", text(row.barcode)),
                ("image", text(row.image)),
                ("launched_on", row.launched_on.map(|day| day.0).into()),
                ("like_sku", text(row.like_sku)),
                ("shelf_life_days", number(row.shelf_life_days)),
                (
                    "is_fee",
                    if row.is_fee {
                        Value::from(1)
                    } else {
                        Value::Null
                    },
                ),
            ];
            let key = [("code", Value::from(row.sku.as_ref()))];
            let change = put(&mut self.tx, "sku", &key, &columns, batch).await?;
            if change == Change::Added {
                let id = sqlx::query_scalar("select id from sku where code = ?")
                    .bind(row.sku.as_ref())
                    .fetch_one(&mut *self.tx)
                    .await?;
                self.skus.insert(row.sku, id);
            }
            written.count(change);
        }
        Ok(())
    }

    pub(crate) async fn suppliers(
        &mut self,
        batch: i64,
        rows: Vec<Supplier>,
        written: &mut Written,
    ) -> Result<(), StoreError> {
        for row in rows {
            let columns = [
                ("lead_time_days", number(row.lead_time_days)),
                ("lead_time_sd_days", number(row.lead_time_sd_days)),
                ("review_days", row.review_days.into()),
                ("min_order_value", decimal(row.min_order_value)),
                ("currency", currency(row.currency)),
                ("contact", text(row.contact)),
                ("payment_terms", text(row.payment_terms)),
                ("country", text(row.country)),
                ("max_cbm", number(row.max_cbm)),
            ];
            let key = [("code", Value::from(row.supplier.as_ref()))];
            let mut change = put(&mut self.tx, "supplier", &key, &columns, batch).await?;
            if let (Some(from), Some(to)) = (row.closed_from, row.closed_to) {
                let key = [
                    ("supplier", Value::from(row.supplier.as_ref())),
                    ("closed_from", Value::from(from.0)),
                ];
                let columns = [("closed_to", Value::from(to.0))];
                let closure = put(&mut self.tx, "supplier_closure", &key, &columns, batch).await?;
                if change == Change::Unchanged {
                    change = closure;
                }
            }
            written.count(change);
        }
        Ok(())
    }

    pub(crate) async fn location_rows(
        &mut self,
        batch: i64,
        rows: Vec<Location>,
        written: &mut Written,
    ) -> Result<(), StoreError> {
        for row in rows {
            let known = self.locations.contains_key(&row.location);
            self.location_id(Some(&row.location), None, batch).await?;
            let serves = row.serves.join(";");
            let columns = [
                ("country", text(row.country)),
                ("type", row.location_type.map(|kind| kind.word()).into()),
                (
                    "serves",
                    if serves.is_empty() {
                        Value::Null
                    } else {
                        serves.into()
                    },
                ),
                (
                    "storage_cost_per_m3_month",
                    decimal(row.storage_cost_per_m3_month),
                ),
            ];
            let key = [("code", Value::from(row.location.as_ref()))];
            let change = put(&mut self.tx, "location", &key, &columns, batch).await?;
            written.count(if known { change } else { Change::Added });
        }
        self.read_serves().await
    }

    pub(crate) async fn promotions(
        &mut self,
        batch: i64,
        rows: Vec<Promotion>,
        written: &mut Written,
    ) -> Result<(), StoreError> {
        for row in rows {
            let key = [
                ("promotion", Value::from(row.promotion.as_ref())),
                ("starts_on", Value::from(row.starts_on.0)),
                ("sku", Value::from(row.sku.as_deref().unwrap_or(""))),
                (
                    "category",
                    Value::from(row.category.as_deref().unwrap_or("")),
                ),
            ];
            let columns = [
                ("ends_on", Value::from(row.ends_on.0)),
                ("discount", number(row.discount)),
                ("channel", text(row.channel)),
            ];
            written.count(put(&mut self.tx, "promotion", &key, &columns, batch).await?);
        }
        Ok(())
    }

    pub(crate) async fn marketing(
        &mut self,
        batch: i64,
        rows: Vec<Marketing>,
        written: &mut Written,
    ) -> Result<(), StoreError> {
        for row in rows {
            let key = [("sku", Value::from(row.sku.as_ref()))];
            let columns = [
                ("ctr", number(row.ctr)),
                ("cvr", number(row.cvr)),
                ("has_video", row.has_video.map(i64::from).into()),
                ("reviews", row.reviews.into()),
                ("rating", number(row.rating)),
            ];
            written.count(put(&mut self.tx, "marketing", &key, &columns, batch).await?);
        }
        Ok(())
    }
}
