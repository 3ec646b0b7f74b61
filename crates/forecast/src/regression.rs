//! A Poisson regression of event days on their features, around a parent's coefficients.

use std::collections::BTreeMap;

/// Features of a day.
pub(crate) const FEATURES: usize = 3;

/// Bounds of variance ÷ mean of an event's sales.
pub(crate) const SCATTER_BOUNDS: (f64, f64) = (1.5, 100.0);

/// Newton steps; the objective is concave and the steps are cut, so few are needed.
const STEPS: usize = 25;

/// Units and base of the days that share their features.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Cell {
    pub sold: f64,
    pub base: f64,
    /// Sum of base × log price.
    pub priced: f64,
}

/// Key: promotion, after, log price in steps.
pub(crate) type Cells = BTreeMap<(bool, bool, i16), Cell>;

impl Cell {
    fn features(&self, key: &(bool, bool, i16)) -> [f64; FEATURES] {
        features(key, self.priced / self.base)
    }
}

pub(crate) fn features(key: &(bool, bool, i16), log_price: f64) -> [f64; FEATURES] {
    let flag = |on: bool| f64::from(u8::from(on));
    [flag(key.0), log_price, flag(key.1)]
}

/// Posterior mode and covariance of the coefficients.
pub(crate) fn regress(
    cells: &Cells,
    parent: &[f64; FEATURES],
    deviation: &[f64; FEATURES],
    scatter: f64,
) -> ([f64; FEATURES], [[f64; FEATURES]; FEATURES]) {
    let mut beta = *parent;
    let mut inverse = [[0.0; FEATURES]; FEATURES];
    for _ in 0..STEPS {
        let mut gradient = [0.0; FEATURES];
        let mut hessian = [[0.0; FEATURES]; FEATURES];
        for k in 0..FEATURES {
            let precision = deviation[k].powi(-2);
            gradient[k] = (parent[k] - beta[k]) * precision;
            hessian[k][k] = precision;
        }
        for (key, cell) in cells {
            let x = cell.features(key);
            let mean = cell.base * dot(&x, &beta).clamp(-5.0, 5.0).exp();
            for i in 0..FEATURES {
                gradient[i] += x[i] * (cell.sold - mean) / scatter;
                for j in 0..FEATURES {
                    hessian[i][j] += x[i] * x[j] * mean / scatter;
                }
            }
        }
        inverse = inverted(&hessian);
        let mut largest: f64 = 0.0;
        for (row, beta) in inverse.iter().zip(&mut beta) {
            let step = dot(row, &gradient).clamp(-0.5, 0.5);
            *beta = (*beta + step).clamp(-8.0, 8.0);
            largest = largest.max(step.abs());
        }
        if largest < 1e-9 {
            break;
        }
    }
    (beta, inverse)
}

pub(crate) fn dot(a: &[f64; FEATURES], b: &[f64; FEATURES]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// Inverse of a positive definite matrix, by its cofactors.
fn inverted(m: &[[f64; FEATURES]; FEATURES]) -> [[f64; FEATURES]; FEATURES] {
    let cofactor = |i: usize, j: usize| {
        let (a, b) = ((i + 1) % 3, (i + 2) % 3);
        let (c, d) = ((j + 1) % 3, (j + 2) % 3);
        m[a][c] * m[b][d] - m[a][d] * m[b][c]
    };
    let determinant: f64 = (0..3).map(|j| m[0][j] * cofactor(0, j)).sum();
    let mut out = [[0.0; FEATURES]; FEATURES];
    for (i, row) in out.iter_mut().enumerate() {
        for (j, value) in row.iter_mut().enumerate() {
            *value = cofactor(j, i) / determinant;
        }
    }
    out
}

/// Variance ÷ mean of the series' cells around the shop's coefficients.
pub(crate) fn scatter(all: &[Cells], beta: &[f64; FEATURES]) -> f64 {
    let (mut sum, mut count) = (0.0, 0.0);
    for (key, cell) in all.iter().flatten() {
        let mean = cell.base * dot(&cell.features(key), beta).clamp(-5.0, 5.0).exp();
        if mean > 0.5 {
            sum += (cell.sold - mean).powi(2) / mean;
            count += 1.0;
        }
    }
    let found: f64 = if count > 0.0 { sum / count } else { 0.0 };
    if found.is_finite() {
        found.clamp(SCATTER_BOUNDS.0, SCATTER_BOUNDS.1)
    } else {
        SCATTER_BOUNDS.1
    }
}

pub(crate) fn merged<'a>(all: impl Iterator<Item = &'a Cells>) -> Cells {
    let mut sum = Cells::new();
    for (key, cell) in all.flatten() {
        let entry = sum.entry(*key).or_default();
        entry.sold += cell.sold;
        entry.base += cell.base;
        entry.priced += cell.priced;
    }
    sum
}
