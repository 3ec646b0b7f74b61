//! What customers bought: the order lines of the whole shop in memory, and sums over them.

use std::collections::HashMap;
use std::sync::Arc;

use domain::{Currency, Day};
use store::{ReturnedGoods, SalesSeries};

use crate::settings::Rates;
use crate::{Engine, Failure};

/// The order lines and returns of the shop.
pub(crate) struct Sales {
    /// By SKU's number, then location's.
    pub series: Vec<SalesSeries>,
    pub returns: Vec<ReturnedGoods>,
}

/// Sales of a SKU at a location to a market over a period, in one currency.
#[derive(Clone, Debug)]
pub(crate) struct MarketSales<'a> {
    /// SKU's number.
    pub sku: i64,
    /// Location's number.
    pub location: i64,
    /// Country; empty where unknown.
    pub market: &'a str,
    /// Currency; none = the workspace's base.
    pub currency: Option<&'a str>,
    /// Order lines.
    pub lines: i64,
    /// Units sold.
    pub sold: i64,
    /// Units taken back by credit lines and returns.
    pub returned: i64,
    /// Net amount in base currency, each line at the rate of its day; none where its currency has
    /// no rate.
    pub amount: Option<f64>,
}

impl Sales {
    /// The lines as they stand; read once for as long as nothing changes.
    pub(crate) async fn load(engine: &Engine) -> Result<Arc<Sales>, Failure> {
        let store = engine.store();
        let (known, version) = engine.kept().sales.get(&store, &()).await?;
        if let Some(sales) = known {
            return Ok(sales);
        }
        let sales = Arc::new(Sales {
            series: store.sales_series().await?,
            returns: store.returned_goods().await?,
        });
        engine.kept().sales.put(version, (), &sales);
        Ok(sales)
    }

    /// Sums of the lines ordered and goods returned in a period, both days included.
    pub(crate) fn by_market<'a>(
        &'a self,
        from: Day,
        to: Day,
        rates: &Rates,
        base: Currency,
    ) -> Vec<MarketSales<'a>> {
        let mut courses: HashMap<Option<&str>, Option<crate::settings::Course>> = HashMap::new();
        let mut all = Vec::new();
        for series in &self.series {
            let start = series.lines.partition_point(|line| line.ordered_on < from);
            let end = series.lines.partition_point(|line| line.ordered_on <= to);
            if start == end {
                continue;
            }
            let mut sums: Vec<MarketSales<'a>> = series
                .destinations
                .iter()
                .map(|to| MarketSales {
                    sku: series.sku,
                    location: series.location,
                    market: &to.market,
                    currency: to.currency.as_deref(),
                    lines: 0,
                    sold: 0,
                    returned: 0,
                    amount: Some(0.0),
                })
                .collect();
            for to in &series.destinations {
                courses.entry(to.currency.as_deref()).or_insert_with(|| {
                    let currency = to.currency.as_deref().map_or(Ok(base), str::parse).ok()?;
                    rates.course(currency)
                });
            }
            let own: Vec<Option<&crate::settings::Course>> = series
                .destinations
                .iter()
                .map(|to| {
                    courses
                        .get(&to.currency.as_deref())
                        .and_then(Option::as_ref)
                })
                .collect();
            for line in series.lines[start..end].iter().filter(|line| line.counts()) {
                let at = line.destination as usize;
                let (Some(sum), Some(course)) = (sums.get_mut(at), own.get(at)) else {
                    continue;
                };
                sum.lines += 1;
                sum.sold = sum.sold.saturating_add(line.quantity.max(0));
                sum.returned = sum.returned.saturating_sub(line.quantity.min(0));
                sum.amount = sum.amount.zip(*course).map(|(amount, course)| {
                    amount + line.amount as f64 * course.per_minor_unit(line.ordered_on)
                });
            }
            all.extend(sums.into_iter().filter(|sum| sum.lines > 0));
        }
        all.extend(
            self.returns
                .iter()
                .filter(|row| (from..=to).contains(&row.returned_on))
                .map(|row| MarketSales {
                    sku: row.sku,
                    location: row.location,
                    market: &row.market,
                    currency: None,
                    lines: 0,
                    sold: 0,
                    returned: row.quantity,
                    amount: Some(0.0),
                }),
        );
        all
    }
}
