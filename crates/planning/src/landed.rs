//! Landed cost: what a unit costs once it lies in the warehouse, by dated rates.
//!
//! landed = goods + freight + insurance + duty + brokerage + fees + import VAT that is not paid back
//!
//! Freight comes first, as insurance is a share of goods and freight; the customs value is the
//! price of the goods (FOB) or goods + freight + insurance (CIF), whichever the rate is counted by;
//! import VAT is charged on the customs value and the duty. Rates of one kind with different names
//! are layers that add up; of one name, the row counts that says most about the goods. Nothing is
//! assumed where a rate needs what is not known: the part is left out and named.

use domain::{CostBasis, CostKind, Day, Text, Transport};

/// Countries whose imports fall under a rate for `EU`.
const EU: [&str; 27] = [
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT",
    "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
];

/// One dated rate.
#[derive(Clone, Debug, PartialEq)]
pub struct Rate {
    /// What it is for.
    pub kind: CostKind,
    /// Its layer.
    pub programme: Text,
    /// What it is counted by.
    pub basis: CostBasis,
    /// Base currency, or a share for the percentages; not negative.
    pub amount: f64,
    /// Country the goods are made in; `None` = any.
    pub origin: Option<Text>,
    /// Country they are brought to, or `EU`; `None` = any.
    pub destination: Option<Text>,
    /// How they travel; `None` = any way.
    pub transport: Option<Transport>,
    /// First digits of the HS code; `None` = any goods.
    pub hs_code: Option<Text>,
    /// Whether it is paid back.
    pub recoverable: bool,
    /// First day of arrival it holds for.
    pub from: Option<Day>,
    /// Last day of arrival it holds for.
    pub to: Option<Day>,
}

/// What is brought in.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Goods<'a> {
    /// What the supplier is paid for a unit, base currency.
    pub price: f64,
    /// Gross weight of a unit, kg.
    pub kg: Option<f64>,
    /// Volume of a unit as it is packed, m³.
    pub cbm: Option<f64>,
    /// Units in a carton.
    pub units_per_carton: Option<f64>,
    /// HS code.
    pub hs_code: Option<&'a str>,
    /// Country it is made in.
    pub origin: Option<&'a str>,
    /// Country it is brought to.
    pub destination: Option<&'a str>,
    /// How it travels.
    pub transport: Option<Transport>,
    /// Freight of a unit that the supplier quotes, base currency: it takes the place of the
    /// freight rates.
    pub quoted_freight: Option<f64>,
    /// Value of a usual shipment, base currency, over which a flat fee is shared.
    pub shipment_value: Option<f64>,
}

/// What a rate would need and the goods do not say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Missing {
    /// Gross weight.
    Weight,
    /// Volume.
    Volume,
    /// Units in a carton.
    Carton,
    /// HS code.
    HsCode,
    /// Country of origin.
    Origin,
    /// Country of the location.
    Destination,
    /// How the goods travel.
    Transport,
    /// Value of a usual shipment.
    ShipmentValue,
}

impl Missing {
    /// Its code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Missing::Weight => "weight",
            Missing::Volume => "volume",
            Missing::Carton => "carton",
            Missing::HsCode => "hs_code",
            Missing::Origin => "origin",
            Missing::Destination => "destination",
            Missing::Transport => "transport",
            Missing::ShipmentValue => "shipment_value",
        }
    }
}

/// One part of a landed cost.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// What it is for.
    pub kind: CostKind,
    /// Its layer; empty for freight that the supplier quotes.
    pub programme: Text,
    /// What it is counted by.
    pub basis: CostBasis,
    /// The rate: base currency, or a share.
    pub rate: f64,
    /// Base currency a unit.
    pub amount: f64,
    /// Whether it is paid back; it is then no part of the total.
    pub recoverable: bool,
    /// Index of the rate; `None` for quoted freight.
    pub from_rate: Option<usize>,
}

/// The landed cost of a unit with its parts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Landed {
    /// What the supplier is paid.
    pub goods: f64,
    /// Everything else, in the order in which it is computed.
    pub parts: Vec<Part>,
    /// Landed cost, base currency: goods and every part that is not paid back.
    pub total: f64,
    /// Paid at the border and got back later; cash, no cost.
    pub recoverable: f64,
    /// What is not known and would be needed, each once.
    pub missing: Vec<Missing>,
}

impl Landed {
    /// What is added to the price of the goods.
    #[must_use]
    pub fn extra(&self) -> f64 {
        self.total - self.goods
    }

    /// Sum of the parts of a kind, paid back or not.
    #[must_use]
    pub fn of(&self, kind: CostKind) -> f64 {
        self.parts
            .iter()
            .filter(|part| part.kind == kind)
            .map(|part| part.amount)
            .sum()
    }
}

/// How one field of a rate meets the goods.
enum Fit {
    Any,
    Fits,
    Not,
    Unknown,
}

fn country_fit(rate: Option<&Text>, goods: Option<&str>) -> Fit {
    match (rate.map(AsRef::as_ref), goods) {
        (None, _) => Fit::Any,
        (Some(_), None) => Fit::Unknown,
        (Some(asked), Some(is)) if asked == is => Fit::Fits,
        (Some("EU"), Some(is)) if EU.contains(&is) => Fit::Fits,
        _ => Fit::Not,
    }
}

fn hs_fit(rate: Option<&Text>, goods: Option<&str>) -> Fit {
    let Some(prefix) = rate else { return Fit::Any };
    let digits: String = goods
        .unwrap_or("")
        .chars()
        .filter(char::is_ascii_digit)
        .collect();
    match digits.is_empty() {
        true => Fit::Unknown,
        false if digits.starts_with(prefix.as_ref()) => Fit::Fits,
        false => Fit::Not,
    }
}

fn transport_fit(rate: Option<Transport>, goods: Option<Transport>) -> Fit {
    match (rate, goods) {
        (None, _) => Fit::Any,
        (Some(_), None) => Fit::Unknown,
        (Some(asked), Some(is)) if asked == is => Fit::Fits,
        _ => Fit::Not,
    }
}

/// How much a rate says about the goods: the longer HS code, then the named country of arrival,
/// origin and transport, then the later beginning.
type Rank = (usize, u8, Option<Day>);

/// The rank of a rate that applies to goods arriving on a day; `Err` names what would have to be
/// known to tell, `Ok(None)` is a rate for other goods, routes or days.
fn rank(rate: &Rate, goods: &Goods<'_>, arrives_on: Day) -> Result<Option<Rank>, Missing> {
    let holds = rate.from.is_none_or(|from| from <= arrives_on)
        && rate.to.is_none_or(|to| arrives_on <= to)
        && rate.amount.is_finite()
        && rate.amount >= 0.0;
    let fits = [
        (
            country_fit(rate.destination.as_ref(), goods.destination),
            Missing::Destination,
        ),
        (
            country_fit(rate.origin.as_ref(), goods.origin),
            Missing::Origin,
        ),
        (
            transport_fit(rate.transport, goods.transport),
            Missing::Transport,
        ),
        (
            hs_fit(rate.hs_code.as_ref(), goods.hs_code),
            Missing::HsCode,
        ),
    ];
    // A field that rules the rate out does so even where another is unknown.
    if !holds || fits.iter().any(|(fit, _)| matches!(fit, Fit::Not)) {
        return Ok(None);
    }
    if let Some((_, missing)) = fits.iter().find(|(fit, _)| matches!(fit, Fit::Unknown)) {
        return Err(*missing);
    }
    let named = fits
        .iter()
        .take(3)
        .filter(|(fit, _)| matches!(fit, Fit::Fits));
    Ok(Some((
        rate.hs_code.as_ref().map_or(0, |hs| hs.len()),
        u8::try_from(named.count()).unwrap_or(0),
        rate.from,
    )))
}

/// The rates of a kind that apply: of each layer the one that says most; the first of equals.
fn applying(
    rates: &[Rate],
    kind: CostKind,
    goods: &Goods<'_>,
    arrives_on: Day,
    missing: &mut Vec<Missing>,
) -> Vec<usize> {
    let mut found: Vec<(usize, Rank)> = Vec::new();
    for (at, rate) in rates
        .iter()
        .enumerate()
        .filter(|(_, rate)| rate.kind == kind)
    {
        match rank(rate, goods, arrives_on) {
            Ok(Some(rank)) => {
                let same = |other: &(usize, Rank)| {
                    let other = &rates[other.0];
                    (&other.programme, other.basis) == (&rate.programme, rate.basis)
                };
                match found.iter_mut().find(|other| same(other)) {
                    Some(other) if rank > other.1 => *other = (at, rank),
                    Some(_) => {}
                    None => found.push((at, rank)),
                }
            }
            Ok(None) => {}
            Err(unknown) => missing.push(unknown),
        }
    }
    found.into_iter().map(|(at, _)| at).collect()
}

/// The landed cost of a unit that arrives on a day.
#[must_use]
pub fn landed(goods: &Goods<'_>, rates: &[Rate], arrives_on: Day) -> Landed {
    let sound = |value: Option<f64>| value.filter(|value| value.is_finite() && *value > 0.0);
    let price = sound(Some(goods.price)).unwrap_or(0.0);
    let mut found = Landed {
        goods: price,
        ..Landed::default()
    };
    if let Some(freight) = goods.quoted_freight.filter(|f| f.is_finite() && *f >= 0.0) {
        found.parts.push(Part {
            kind: CostKind::Freight,
            programme: Text::from(""),
            basis: CostBasis::PerUnit,
            rate: freight,
            amount: freight,
            recoverable: false,
            from_rate: None,
        });
    }
    for kind in [
        CostKind::Freight,
        CostKind::Insurance,
        CostKind::Duty,
        CostKind::Brokerage,
        CostKind::Fee,
        CostKind::Vat,
    ] {
        if kind == CostKind::Freight && !found.parts.is_empty() {
            continue;
        }
        let mut missing = Vec::new();
        let chosen = applying(rates, kind, goods, arrives_on, &mut missing);
        let cif = price + found.of(CostKind::Freight) + found.of(CostKind::Insurance);
        let taxed = if kind == CostKind::Vat {
            found.of(CostKind::Duty)
        } else {
            0.0
        };
        for at in chosen {
            let rate = &rates[at];
            let amount = match rate.basis {
                CostBasis::PerKg => sound(goods.kg)
                    .ok_or(Missing::Weight)
                    .map(|kg| rate.amount * kg),
                CostBasis::PerCbm => sound(goods.cbm)
                    .ok_or(Missing::Volume)
                    .map(|cbm| rate.amount * cbm),
                CostBasis::PerCarton => sound(goods.units_per_carton)
                    .ok_or(Missing::Carton)
                    .map(|units| rate.amount / units),
                CostBasis::PerUnit => Ok(rate.amount),
                CostBasis::PerShipment => sound(goods.shipment_value)
                    .ok_or(Missing::ShipmentValue)
                    .map(|value| rate.amount * price / value),
                CostBasis::GoodsPercent => Ok(rate.amount * (price + taxed)),
                CostBasis::CifPercent => Ok(rate.amount * (cif + taxed)),
            };
            match amount {
                Ok(amount) => found.parts.push(Part {
                    kind,
                    programme: Text::clone(&rate.programme),
                    basis: rate.basis,
                    rate: rate.amount,
                    amount,
                    recoverable: rate.recoverable,
                    from_rate: Some(at),
                }),
                Err(unknown) => missing.push(unknown),
            }
        }
        found.missing.extend(missing);
    }
    found.missing.sort_unstable();
    found.missing.dedup();
    let sum = |paid_back: bool| -> f64 {
        let parts = found
            .parts
            .iter()
            .filter(|part| part.recoverable == paid_back);
        parts.map(|part| part.amount).sum()
    };
    let (cost, recoverable) = (sum(false), sum(true));
    found.total = price + cost;
    found.recoverable = recoverable;
    found
}

/// Price at which the margin stays the same share of it: landed cost ÷ (1 − margin). `None` where
/// the margin is no share below one, or the price or cost is not known.
#[must_use]
pub fn price_for_same_margin(price: f64, landed_now: f64, landed_then: f64) -> Option<f64> {
    let sound = price.is_finite() && price > 0.0 && landed_now.is_finite() && landed_now > 0.0;
    // margin = 1 − landed ÷ price, so landed' ÷ (1 − margin) = price · landed' ÷ landed.
    sound.then(|| price * landed_then / landed_now)
}
