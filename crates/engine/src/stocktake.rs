//! A count by hand: what scanner and RFID reader read, and the count as a batch of its own.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use domain::gtin::{gtin14, sgtin};
use domain::record::{Records, Stocktake};
use planning::metrics::{CountedLine, stock_accuracy};
use serde_json::Map;
use store::SkuRow;

use crate::contract::Coded;
use crate::contract::stocktake::{
    CodeFound, CodeUnknown, CodesFound, CodesRequest, StocktakeBooked, StocktakeDifference,
    StocktakeRequest,
};
use crate::ordering::{begin, finish};
use crate::{Engine, Failure, alias, morning};

/// Most codes of one list: a reader passes a warehouse's tags many times over.
const MOST_CODES: usize = 500_000;
/// Longest code looked at, bytes.
const LONGEST_CODE: usize = 200;
/// Most units of a line.
const MOST_UNITS: i64 = 1_000_000_000;

/// What a code can be: SKUs by their own code, by a joined one, by barcode and by article number.
struct Register {
    skus: Vec<SkuRow>,
    by_code: HashMap<String, BTreeSet<usize>>,
    by_gtin: HashMap<String, BTreeSet<usize>>,
}

impl Register {
    async fn read(engine: &Engine) -> Result<Register, Failure> {
        let skus = engine.store().skus().await?;
        let mut by_code: HashMap<String, BTreeSet<usize>> = HashMap::new();
        let mut by_gtin: HashMap<String, BTreeSet<usize>> = HashMap::new();
        let at: HashMap<&str, usize> = skus
            .iter()
            .enumerate()
            .map(|(index, row)| (row.code.as_str(), index))
            .collect();
        for (index, row) in skus.iter().enumerate() {
            if let Some(barcode) = row.barcode.as_deref() {
                by_code.entry(barcode.to_owned()).or_default().insert(index);
                if let Some(gtin) = gtin14(barcode) {
                    by_gtin.entry(gtin).or_default().insert(index);
                }
            }
        }
        for (code, read_as) in alias::read_as(engine).await? {
            if let Some(index) = at.get(&*read_as.sku) {
                by_code.insert(code.to_string(), BTreeSet::from([*index]));
            }
        }
        // A SKU's own code is never another's barcode.
        for (index, row) in skus.iter().enumerate() {
            by_code.insert(row.code.clone(), BTreeSet::from([index]));
        }
        Ok(Register {
            skus,
            by_code,
            by_gtin,
        })
    }

    /// The SKU of a code, or why there is none.
    fn find(&self, code: &str) -> Result<usize, Coded> {
        let gtin = sgtin(code).map(|tag| tag.gtin).or_else(|| gtin14(code));
        let found = self
            .by_code
            .get(code)
            .or_else(|| self.by_gtin.get(gtin.as_deref()?));
        match (found, gtin) {
            (Some(found), _) if found.len() == 1 => {
                Ok(found.iter().next().copied().unwrap_or_default())
            }
            (Some(found), _) => {
                let skus: Vec<&str> = found.iter().map(|at| &*self.skus[*at].code).collect();
                Err(coded("ambiguous_code", "skus", &skus.join(", ")))
            }
            (None, Some(gtin)) => Err(coded("unknown_gtin", "gtin", &gtin)),
            (None, None) => Err(coded("unknown_code", "code", code)),
        }
    }
}

pub(crate) fn coded(code: &str, blank: &str, value: &str) -> Coded {
    let mut params = Map::new();
    params.insert(blank.to_owned(), value.into());
    Coded {
        code: code.to_owned(),
        params,
    }
}

fn name_of(row: &SkuRow) -> String {
    row.name.clone().unwrap_or_else(|| row.code.clone())
}

pub(crate) async fn codes(engine: &Engine, request: CodesRequest) -> Result<CodesFound, Failure> {
    if request.codes.len() > MOST_CODES {
        return Err(Failure::new("too_many_codes").with("most", MOST_CODES));
    }
    let register = Register::read(engine).await?;
    let mut order: Vec<usize> = Vec::new();
    let mut units: HashMap<usize, i64> = HashMap::new();
    let mut unknown: Vec<CodeUnknown> = Vec::new();
    let mut unknown_at: HashMap<String, usize> = HashMap::new();
    let mut tags = HashSet::new();
    let mut repeated = 0;
    for code in &request.codes {
        let code: String = code.trim().chars().take(LONGEST_CODE).collect();
        if code.is_empty() {
            continue;
        }
        if let Some(tag) = sgtin(&code)
            && !tags.insert(tag)
        {
            repeated += 1;
            continue;
        }
        match register.find(&code) {
            Ok(sku) => {
                let known = units.entry(sku).or_insert(0);
                if *known == 0 {
                    order.push(sku);
                }
                *known += 1;
            }
            Err(problem) => match unknown_at.get(&code) {
                Some(at) => unknown[*at].times += 1,
                None => {
                    unknown_at.insert(code.clone(), unknown.len());
                    unknown.push(CodeUnknown {
                        code,
                        times: 1,
                        problem,
                    });
                }
            },
        }
    }
    let lines = order
        .into_iter()
        .map(|sku| CodeFound {
            sku: register.skus[sku].code.clone(),
            name: name_of(&register.skus[sku]),
            units: units.get(&sku).copied().unwrap_or_default(),
        })
        .collect();
    Ok(CodesFound {
        lines,
        unknown,
        repeated,
    })
}

pub(crate) async fn book(
    engine: &Engine,
    request: StocktakeRequest,
) -> Result<StocktakeBooked, Failure> {
    let counted_on = morning::of(engine, request.counted_on).await?;
    let store = engine.store();
    let location = store
        .locations()
        .await?
        .into_iter()
        .find(|row| row.code == request.location)
        .ok_or_else(|| {
            Failure::new("unknown_location").with("location", request.location.as_str())
        })?;
    let skus = store.skus().await?;
    let known: HashMap<&str, &SkuRow> = skus.iter().map(|row| (row.code.as_str(), row)).collect();
    let mut counts: BTreeMap<&str, i64> = BTreeMap::new();
    for line in &request.lines {
        if !known.contains_key(line.sku.as_str()) {
            return Err(Failure::new("unknown_sku").with("sku", line.sku.as_str()));
        }
        let sum = counts.entry(&line.sku).or_insert(0);
        let fits = |units: &i64| (0..=MOST_UNITS).contains(units);
        *sum = Some(line.counted)
            .filter(fits)
            .map(|units| units + *sum)
            .filter(fits)
            .ok_or_else(|| Failure::new("bad_quantity").with("value", line.counted))?;
    }
    if counts.is_empty() {
        return Err(Failure::new("nothing_counted"));
    }
    let rows = counts
        .iter()
        .map(|(sku, counted)| Stocktake {
            row: 0,
            sku: (*sku).into(),
            location: Some(location.code.as_str().into()),
            counted: *counted,
            counted_on,
        })
        .collect();
    let title = format!("{} {counted_on}", location.code);
    let (mut import, batch) = begin(engine, &store, "stocktake", &title).await?;
    import.write(batch, "", Records::Stocktake(rows)).await?;
    finish(import, batch, counts.len()).await?;

    let by_id: HashMap<i64, &SkuRow> = counts
        .keys()
        .filter_map(|sku| known.get(sku).map(|row| (row.id, *row)))
        .collect();
    let compared: Vec<_> = store
        .stocktakes(counted_on, counted_on)
        .await?
        .into_iter()
        .filter(|line| line.location == location.id)
        .filter_map(|line| Some((*by_id.get(&line.sku)?, line)))
        .collect();
    let lines: Vec<CountedLine> = compared
        .iter()
        .map(|(_, line)| CountedLine {
            booked: line.book,
            counted: line.counted,
            unit_cost: 0,
        })
        .collect();
    let mut differences: Vec<StocktakeDifference> = compared
        .iter()
        .filter(|(_, line)| line.book != line.counted)
        .map(|(row, line)| StocktakeDifference {
            sku: row.code.clone(),
            name: name_of(row),
            book: line.book,
            counted: line.counted,
        })
        .collect();
    differences.sort_by_key(|line| std::cmp::Reverse((line.counted - line.book).abs()));
    let whole = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    Ok(StocktakeBooked {
        batch,
        location: location.code,
        counted_on,
        compared: whole(lines.len()),
        opened: whole(counts.len().saturating_sub(lines.len())),
        accuracy: stock_accuracy(&lines).0,
        differences,
    })
}
