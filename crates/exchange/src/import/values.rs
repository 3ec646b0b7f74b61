//! Counts, amounts, shares, currencies and words of a row's cells.

use domain::{Currency, Text};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::cell::{Cell, Row};
use super::fields::{Fields, NoRecord};
use super::number::{MOST_UNITS, NotWhole, parse_amount, parse_whole, whole};
use super::role::Role;
use super::{currency, word};

impl Fields<'_> {
    /// Units in a column.
    pub fn units_at(&self, row: &Row, column: usize) -> Result<Option<i64>, NotWhole> {
        let comma = self
            .plan
            .decimal_comma
            .get(column)
            .copied()
            .unwrap_or(false);
        match row.cell(column) {
            Cell::Empty => Ok(None),
            Cell::Text(text) => parse_whole(text.trim_start_matches('\''), comma).map(Some),
            Cell::Number(number) if number.fract() != 0.0 => Err(NotWhole::Fraction),
            Cell::Number(number) if number.abs() > MOST_UNITS as f64 => Err(NotWhole::TooLarge),
            Cell::Number(number) => Ok(Some(number as i64)),
            Cell::Flag(flag) => Ok(Some(i64::from(flag))),
            Cell::Moment(..) => Err(NotWhole::Unreadable),
        }
    }

    /// The problem of a cell that is no count.
    pub fn not_whole(&mut self, row: &Row, column: usize, why: NotWhole) -> NoRecord {
        let code = match why {
            NotWhole::Unreadable => "number_unreadable",
            NotWhole::Fraction => "quantity_not_whole",
            NotWhole::TooLarge => "quantity_too_large",
        };
        self.reject_at(row, column, code)
    }

    /// Units that every row needs.
    pub fn required_units(&mut self, row: &Row, role: Role) -> Result<i64, NoRecord> {
        let Some((column, _)) = self.filled(row, role) else {
            return Err(self.reject(row, role, "value_missing", None));
        };
        match self.units_at(row, column) {
            Ok(Some(units)) => Ok(units),
            Ok(None) => Err(self.reject(row, role, "value_missing", None)),
            Err(why) => Err(self.not_whole(row, column, why)),
        }
    }

    /// A whole number that may be missing; anything else is told and left out.
    pub fn units(&mut self, row: &Row, role: Role) -> Option<i64> {
        let (column, _) = self.filled(row, role)?;
        match self.units_at(row, column) {
            Ok(units) => units,
            Err(_) => {
                self.ignored_number(row, role, column);
                None
            }
        }
    }

    fn ignored_number(&mut self, row: &Row, role: Role, column: usize) {
        let plan = self.plan;
        self.warn(
            row.number,
            plan.header_of(role),
            "number_ignored",
            &row.display(column),
        );
    }

    /// An amount that may be missing, with the currency its cell or header names.
    pub fn amount(&mut self, row: &Row, role: Role) -> Option<(Decimal, Option<Currency>)> {
        let (column, cell) = self.filled(row, role)?;
        let header = self.plan.currency.get(column).copied().flatten();
        let comma = self
            .plan
            .decimal_comma
            .get(column)
            .copied()
            .unwrap_or(false);
        let read = match cell {
            Cell::Text(text) => parse_amount(text.trim_start_matches('\''), comma)
                .map(|amount| (amount.value, amount.currency.or(header))),
            Cell::Number(number) => Decimal::from_f64_retain(number)
                .map(|value| (value.round_dp(6).normalize(), header)),
            _ => None,
        };
        if read.is_none() {
            self.ignored_number(row, role, column);
        }
        read
    }

    /// A number that may be missing: days, centimetres, a share. `20%` is 0.2.
    pub fn decimal(&mut self, row: &Row, role: Role) -> Option<f64> {
        self.amount(row, role).and_then(|(value, _)| value.to_f64())
    }

    /// A number that cannot be negative.
    pub fn positive(&mut self, row: &Row, role: Role) -> Option<f64> {
        let value = self.decimal(row, role)?;
        if value < 0.0 {
            if let Some((column, _)) = self.filled(row, role) {
                self.ignored_number(row, role, column);
            }
            return None;
        }
        Some(value)
    }

    /// A share: `0.2`, `20%`, `8折`, and `20` in a column of percents.
    pub fn share_of(&mut self, row: &Row, role: Role) -> Option<f64> {
        if let Some((_, Cell::Text(text))) = self.filled(row, role)
            && let Some(share) = word::zhe(text)
        {
            return Some(share);
        }
        let value = self.positive(row, role)?;
        Some(if value > 1.0 { value / 100.0 } else { value })
    }

    /// A currency that may be missing.
    pub fn currency(&mut self, row: &Row, role: Role) -> Option<Currency> {
        let (column, cell) = self.filled(row, role)?;
        let Cell::Text(text) = cell else { return None };
        let found = currency::parse(text).or_else(|| text.parse().ok());
        if found.is_none() {
            let plan = self.plan;
            self.warn(
                row.number,
                plan.header_of(role),
                "word_ignored",
                &row.display(column),
            );
        }
        found
    }

    /// A yes or no that may be missing.
    pub fn flag(&mut self, row: &Row, role: Role) -> Option<bool> {
        let (column, cell) = self.filled(row, role)?;
        let found = match cell {
            Cell::Flag(flag) => Some(flag),
            Cell::Number(number) => Some(number != 0.0),
            Cell::Text(text) => word::flag(text),
            _ => None,
        };
        if found.is_none() {
            let plan = self.plan;
            self.warn(
                row.number,
                plan.header_of(role),
                "word_ignored",
                &row.display(column),
            );
        }
        found
    }

    /// A yes or no in a column; `None` where the cell is empty.
    pub fn flag_at(&self, row: &Row, column: usize) -> Result<Option<bool>, NotWhole> {
        match row.cell(column) {
            Cell::Text(text) => match word::flag(text) {
                Some(flag) => Ok(Some(flag)),
                None => self.units_at(row, column).map(|units| units.map(|u| u > 0)),
            },
            _ => self.units_at(row, column).map(|units| units.map(|u| u > 0)),
        }
    }

    /// A word of a closed list that may be missing.
    pub fn word<T>(&mut self, row: &Row, role: Role, read: fn(&str) -> Option<T>) -> Option<T> {
        let (column, cell) = self.filled(row, role)?;
        let found = match cell {
            Cell::Text(text) => read(text),
            _ => None,
        };
        if found.is_none() {
            let plan = self.plan;
            self.warn(
                row.number,
                plan.header_of(role),
                "word_ignored",
                &row.display(column),
            );
        }
        found
    }

    /// A country: its ISO code where it is known, else as written.
    pub fn country(&mut self, row: &Row, role: Role) -> Option<Text> {
        let text = self.text(row, role)?;
        Some(self.country_of(text))
    }

    /// The same for a text.
    pub fn country_of(&mut self, text: Text) -> Text {
        self.shared.country_of(text)
    }

    /// Whether a line is a fee; a code without three digits that once was a fee stays one.
    pub fn is_fee(&mut self, sku: &Text, name: Option<&Text>) -> bool {
        self.shared.is_fee(sku, name, self.plan.sku_habit)
    }

    /// Whole units of a decimal column such as a lead time written `35.0`.
    pub fn whole_of(value: Option<f64>) -> Option<i64> {
        value
            .and_then(Decimal::from_f64_retain)
            .and_then(|d| whole(d).ok())
    }
}
