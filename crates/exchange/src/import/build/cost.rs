//! What it costs to bring goods in.

use domain::record::CostRate;
use domain::{CostBasis, Currency, Text};
use rust_decimal::Decimal;

use crate::import::cell::{Cell, Row};
use crate::import::fields::{Fields, NoRecord};
use crate::import::number::parse_amount;
use crate::import::role::Role;
use crate::import::word;

/// Reads one rate. A share is written `2.5%` or `0.025`: a plain number above one is refused, as it
/// may mean either.
pub fn cost_rate(f: &mut Fields<'_>, row: &Row, out: &mut Vec<CostRate>) -> Result<(), NoRecord> {
    let kind = listed(f, row, Role::CostKind, word::cost_kind)?;
    let basis = listed(f, row, Role::CostBasis, word::cost_basis)?;
    let (rate, currency) = match basis {
        CostBasis::GoodsPercent | CostBasis::CifPercent => (share(f, row)?, None),
        _ => {
            let Some((rate, currency)) = number(f, row) else {
                return Err(refused(f, row, Role::CostRate, "number_unreadable"));
            };
            (rate, currency)
        }
    };
    if rate.is_sign_negative() || rate > Decimal::from(10_000_000) {
        return Err(refused(f, row, Role::CostRate, "number_unreadable"));
    }
    let (valid_from, valid_to) = (f.day(row, Role::ValidFrom), f.day(row, Role::ValidTo));
    if valid_from.zip(valid_to).is_some_and(|(from, to)| to < from) {
        return Err(refused(f, row, Role::ValidTo, "ends_before_start"));
    }
    let hs_code = f.text(row, Role::HsCode).and_then(|code| {
        let digits: String = code.chars().filter(char::is_ascii_digit).collect();
        (!digits.is_empty()).then(|| Text::from(digits))
    });
    out.push(CostRate {
        row: row.number,
        kind,
        programme: f.text(row, Role::Programme),
        basis,
        rate,
        currency: f.currency(row, Role::Currency).or(currency),
        origin: f.country(row, Role::FromCountry),
        destination: f.country(row, Role::ToCountry),
        transport: f.word(row, Role::Transport, word::transport),
        hs_code,
        recoverable: f.flag(row, Role::Recoverable),
        valid_from,
        valid_to,
        note: f.text(row, Role::RateNote),
    });
    Ok(())
}

fn refused(f: &mut Fields<'_>, row: &Row, role: Role, code: &str) -> NoRecord {
    let value = f.filled(row, role).map(|(column, _)| row.display(column));
    f.reject(row, role, code, value)
}

/// A word of a closed list without which the row says nothing.
fn listed<T>(
    f: &mut Fields<'_>,
    row: &Row,
    role: Role,
    read: fn(&str) -> Option<T>,
) -> Result<T, NoRecord> {
    let text = f.required_text(row, role)?;
    read(&text).ok_or_else(|| f.reject(row, role, "word_unknown", Some(text.to_string())))
}

/// The number of a rate with the currency beside it; a share where it is written as per cent.
fn number(f: &Fields<'_>, row: &Row) -> Option<(Decimal, Option<Currency>)> {
    match f.filled(row, Role::CostRate)?.1 {
        Cell::Text(text) => parse_amount(text, false).map(|amount| (amount.value, amount.currency)),
        Cell::Number(number) => {
            Decimal::from_f64_retain(number).map(|value| (value.round_dp(9).normalize(), None))
        }
        _ => None,
    }
}

fn share(f: &mut Fields<'_>, row: &Row) -> Result<Decimal, NoRecord> {
    let says_percent = match f.filled(row, Role::CostRate) {
        Some((_, Cell::Text(text))) => text.contains(['%', '％']),
        _ => false,
    };
    match number(f, row) {
        Some((value, _)) if says_percent || value <= Decimal::ONE => Ok(value),
        Some(_) => Err(refused(f, row, Role::CostRate, "rate_not_a_share")),
        None => Err(refused(f, row, Role::CostRate, "number_unreadable")),
    }
}
