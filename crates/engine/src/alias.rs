//! One SKU under several codes: the other code is replaced as rows come in.

use std::collections::HashMap;

use domain::Text;
use domain::record::Records;

use crate::contract::Nothing;
use crate::contract::alias::{
    Alias, Aliases, JoinRequest, Joined, LookalikeSku, Lookalikes, SplitRequest,
};
use crate::{Engine, Failure, clock};

/// What a code is read as.
#[derive(Clone, Debug)]
pub(crate) struct ReadAs {
    /// Number of the alias.
    pub alias: i64,
    pub sku: Text,
}

/// Every joined code of the workspace.
pub(crate) async fn read_as(engine: &Engine) -> Result<HashMap<Text, ReadAs>, Failure> {
    let rows = engine.store().aliases().await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let read_as = ReadAs {
                alias: row.id,
                sku: Text::from(row.sku),
            };
            (Text::from(row.code), read_as)
        })
        .collect())
}

/// Replaces joined codes by their SKU; how many rows each alias met.
pub(crate) fn apply(records: &mut Records, aliases: &HashMap<Text, ReadAs>) -> HashMap<i64, u64> {
    let mut met = HashMap::new();
    if aliases.is_empty() {
        return met;
    }
    let mut replace = |code: &mut Text| {
        if let Some(read_as) = aliases.get(code) {
            *code = Text::clone(&read_as.sku);
            *met.entry(read_as.alias).or_default() += 1;
        }
    };
    match records {
        Records::Products(rows) => {
            for row in rows {
                replace(&mut row.sku);
                row.like_sku.as_mut().map(&mut replace);
            }
        }
        Records::Orders(rows) => rows.iter_mut().for_each(|row| replace(&mut row.sku)),
        Records::Returns(rows) => rows.iter_mut().for_each(|row| replace(&mut row.sku)),
        Records::Stock(rows) => rows.iter_mut().for_each(|row| replace(&mut row.sku)),
        Records::StockHistory(rows) => rows.iter_mut().for_each(|row| replace(&mut row.sku)),
        Records::PurchaseOrders(rows) => rows.iter_mut().for_each(|row| replace(&mut row.sku)),
        Records::Marketing(rows) => rows.iter_mut().for_each(|row| replace(&mut row.sku)),
        Records::Stocktake(rows) => rows.iter_mut().for_each(|row| replace(&mut row.sku)),
        Records::SupplierPrices(rows) => rows.iter_mut().for_each(|row| replace(&mut row.sku)),
        Records::Bundles(rows) => {
            for row in rows {
                replace(&mut row.bundle_sku);
                replace(&mut row.component_sku);
            }
        }
        Records::Promotions(rows) => {
            for row in rows {
                row.sku.as_mut().map(&mut replace);
            }
        }
        Records::Suppliers(_)
        | Records::Locations(_)
        | Records::ExchangeRates(_)
        | Records::CostRates(_) => {}
    }
    met
}

pub(crate) async fn list(engine: &Engine, _: Nothing) -> Result<Aliases, Failure> {
    let store = engine.store();
    let aliases = store.aliases().await?;
    let mut suggestions: Vec<Lookalikes> = Vec::new();
    let mut group = None;
    for found in store.lookalikes().await? {
        let sku = LookalikeSku {
            sku: found.code,
            name: found.name.unwrap_or_default(),
            system: found.system,
            orders: found.orders,
        };
        match suggestions.last_mut() {
            Some(open) if group == Some(found.group) => open.skus.push(sku),
            _ => suggestions.push(Lookalikes {
                reason: found.reason.to_owned(),
                skus: vec![sku],
            }),
        }
        group = Some(found.group);
    }
    for suggestion in &mut suggestions {
        suggestion
            .skus
            .sort_by(|a, b| b.orders.cmp(&a.orders).then_with(|| a.sku.cmp(&b.sku)));
    }
    Ok(Aliases {
        aliases: aliases
            .into_iter()
            .map(|row| Alias {
                code: row.code,
                sku: row.sku,
                joined_at: row.joined_at,
                moved: row.moved,
                rows_since: row.rows_since,
            })
            .collect(),
        suggestions,
    })
}

pub(crate) async fn join(engine: &Engine, request: JoinRequest) -> Result<Joined, Failure> {
    let code = request.code.trim();
    if code.is_empty() {
        return Err(Failure::new("unknown_sku").with("sku", code));
    }
    let joined = engine
        .store()
        .join_sku(code, &request.sku, &clock::now())
        .await
        .map_err(|error| {
            Failure::from(error)
                .with("code", code)
                .with("sku", request.sku.as_str())
        })?;
    Ok(told(code, joined))
}

pub(crate) async fn split(engine: &Engine, request: SplitRequest) -> Result<Joined, Failure> {
    let code = request.code.trim();
    let joined = engine
        .store()
        .split_sku(code, &clock::now())
        .await
        .map_err(|error| Failure::from(error).with("code", code))?;
    Ok(told(code, joined))
}

fn told(code: &str, joined: store::Joined) -> Joined {
    Joined {
        code: code.to_owned(),
        sku: joined.sku,
        moved: joined.moved,
        conflicts: joined.conflicts,
        stays: joined.stays,
    }
}
