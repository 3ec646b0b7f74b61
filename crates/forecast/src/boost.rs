//! Gradient boosted trees for counts: what all series together say of one, as a factor on the
//! recipe's mean.
//!
//! Quasi-Poisson with a log link and the recipe's mean as offset: a row with mean μ and variance V
//! has the weight μ ÷ V, so that the gradient in the log factor is (y − μ)·μ/V and the curvature
//! μ²/V (McCullagh and Nelder 1989, ch. 9). Trees are grown on histograms with Newton leaves
//! (Friedman 2001; Chen and Guestrin 2016). Nothing is drawn: the same rows give the same trees.
//!
//! Own code, because the crates that train without a C++ library offer no offset with a count loss.

use crate::features::{FEATURES, Row};

/// Bins of a feature.
const BINS: usize = 32;
/// Levels of splits of a tree.
const DEPTH: usize = 3;
/// Trees.
const TREES: usize = 60;
/// Share of a tree's answer that is taken.
const RATE: f64 = 0.1;
/// Curvature added to every leaf: the sum of μ²/V at which a leaf believes half of what it sees.
const RIDGE: f64 = 120.0;
/// Least curvature and rows of a leaf.
const LEAST_CURVATURE: f64 = 10.0;
const LEAST_ROWS: u32 = 40;
/// Bound of the log factor: trees may correct, not replace.
const MOST: f64 = 0.7;
/// Rows below which nothing is learned.
const FEWEST_SAMPLES: usize = 300;

/// A row with what the recipe foretold and what came.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Sample {
    pub row: Row,
    /// The recipe's mean, units.
    pub mean: f64,
    /// Its variance, units².
    pub variance: f64,
    /// What was sold, units.
    pub actual: f64,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Node {
    Leaf(f64),
    /// Rows whose feature is at or below the edge go to the node after this one, the others to
    /// the one named.
    Split {
        feature: usize,
        edge: f32,
        above: usize,
    },
}

/// Trained trees.
#[derive(Debug, Clone, PartialEq)]
pub struct Boosted {
    trees: Vec<Vec<Node>>,
}

impl Boosted {
    /// Trains on samples; `None` where they are too few to learn from.
    pub(crate) fn train(samples: &[Sample]) -> Option<Self> {
        let used: Vec<&Sample> = samples
            .iter()
            .filter(|s| s.mean > 0.0 && s.variance > 0.0 && s.actual.is_finite())
            .collect();
        if used.len() < FEWEST_SAMPLES {
            return None;
        }
        let edges: Vec<Vec<f32>> = (0..FEATURES).map(|f| edges(&used, f)).collect();
        let binned: Vec<[u8; FEATURES]> = used
            .iter()
            .map(|sample| {
                let mut bins = [0; FEATURES];
                for (feature, bin) in bins.iter_mut().enumerate() {
                    *bin = edges[feature].partition_point(|edge| *edge < sample.row[feature]) as u8;
                }
                bins
            })
            .collect();
        let mut score = vec![0.0; used.len()];
        let mut trees = Vec::with_capacity(TREES);
        for _ in 0..TREES {
            let slopes: Vec<(f64, f64)> = used
                .iter()
                .zip(&score)
                .map(|(sample, score)| {
                    let mean = sample.mean * f64::exp(*score);
                    let weight = sample.mean / sample.variance.max(sample.mean);
                    (weight * (sample.actual - mean), weight * mean)
                })
                .collect();
            let mut tree = Vec::new();
            let all: Vec<u32> = (0..used.len() as u32).collect();
            grow(&mut tree, &all, &binned, &slopes, &edges, DEPTH);
            for (sample, score) in used.iter().zip(&mut score) {
                *score = (*score + answer(&tree, &sample.row)).clamp(-MOST, MOST);
            }
            trees.push(tree);
        }
        Some(Self { trees })
    }

    /// Factor on the recipe's mean, within e^±0.7.
    pub(crate) fn factor(&self, row: &Row) -> f64 {
        self.trees
            .iter()
            .map(|tree| answer(tree, row))
            .sum::<f64>()
            .clamp(-MOST, MOST)
            .exp()
    }
}

/// Upper edges of a feature's bins but the last, at evenly spaced ranks.
fn edges(samples: &[&Sample], feature: usize) -> Vec<f32> {
    let mut values: Vec<f32> = samples.iter().map(|sample| sample.row[feature]).collect();
    values.sort_by(f32::total_cmp);
    let mut edges: Vec<f32> = (1..BINS)
        .map(|bin| values[bin * (values.len() - 1) / BINS])
        .collect();
    edges.dedup();
    edges
}

/// Adds the node for `rows` and what lies under it.
fn grow(
    tree: &mut Vec<Node>,
    rows: &[u32],
    binned: &[[u8; FEATURES]],
    slopes: &[(f64, f64)],
    edges: &[Vec<f32>],
    depth: usize,
) {
    let mut bins = vec![[(0.0_f64, 0.0_f64, 0_u32); BINS]; FEATURES];
    let (mut slope, mut curvature) = (0.0, 0.0);
    for &row in rows {
        let (g, h) = slopes[row as usize];
        slope += g;
        curvature += h;
        if depth > 0 {
            for (bins, bin) in bins.iter_mut().zip(binned[row as usize]) {
                let bin = &mut bins[bin as usize];
                bin.0 += g;
                bin.1 += h;
                bin.2 += 1;
            }
        }
    }
    let gain = |g: f64, h: f64| g * g / (h + RIDGE);
    let mut best = (0.0, None);
    for (feature, bins) in bins.iter().enumerate().filter(|_| depth > 0) {
        let (mut g, mut h, mut count) = (0.0, 0.0, 0);
        for (bin, _) in edges[feature].iter().enumerate() {
            g += bins[bin].0;
            h += bins[bin].1;
            count += bins[bin].2;
            let rest = rows.len() as u32 - count;
            if count.min(rest) < LEAST_ROWS || h.min(curvature - h) < LEAST_CURVATURE {
                continue;
            }
            let won = gain(g, h) + gain(slope - g, curvature - h) - gain(slope, curvature);
            if won > best.0 {
                best = (won, Some((feature, bin)));
            }
        }
    }
    let Some((feature, bin)) = best.1 else {
        tree.push(Node::Leaf(RATE * slope / (curvature + RIDGE)));
        return;
    };
    let (below, above): (Vec<u32>, Vec<u32>) = rows
        .iter()
        .partition(|row| usize::from(binned[**row as usize][feature]) <= bin);
    let at = tree.len();
    tree.push(Node::Leaf(0.0));
    grow(tree, &below, binned, slopes, edges, depth - 1);
    tree[at] = Node::Split {
        feature,
        edge: edges[feature][bin],
        above: tree.len(),
    };
    grow(tree, &above, binned, slopes, edges, depth - 1);
}

fn answer(tree: &[Node], row: &Row) -> f64 {
    let mut at = 0;
    loop {
        match tree.get(at) {
            Some(Node::Leaf(value)) => return *value,
            Some(Node::Split {
                feature,
                edge,
                above,
            }) => {
                at = if row[*feature] <= *edge {
                    at + 1
                } else {
                    *above
                }
            }
            None => return 0.0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Boosted, Sample};
    use crate::features::FEATURES;

    /// 2,000 rows whose demand is 1.5 times the recipe's where the first feature is above 0, and
    /// 0.8 times where it is not; the second feature says nothing.
    fn samples(high: f64, low: f64) -> Vec<Sample> {
        (0..2000_u32)
            .map(|index| {
                let mut row = [0.0; FEATURES];
                row[0] = (index % 40) as f32 - 20.0;
                row[1] = (index % 7) as f32;
                let mean = 20.0 + f64::from(index % 13);
                let factor = if row[0] > 0.0 { high } else { low };
                Sample {
                    row,
                    mean,
                    variance: 3.0 * mean,
                    actual: mean * factor,
                }
            })
            .collect()
    }

    #[test]
    fn a_factor_that_is_there_is_found_on_either_side() {
        let trees = Boosted::train(&samples(1.5, 0.8)).expect("enough rows");
        let mut row = [0.0; FEATURES];
        row[0] = 10.0;
        assert!(
            (trees.factor(&row) - 1.5).abs() < 0.05,
            "{}",
            trees.factor(&row)
        );
        row[0] = -10.0;
        assert!(
            (trees.factor(&row) - 0.8).abs() < 0.05,
            "{}",
            trees.factor(&row)
        );
    }

    #[test]
    fn trees_correct_within_bounds_and_are_the_same_again() {
        let wild = samples(1e6, 0.0);
        let trees = Boosted::train(&wild).expect("enough rows");
        for value in [f32::NEG_INFINITY, -1.0, 0.0, 1e30, f32::NAN] {
            let factor = trees.factor(&[value; FEATURES]);
            assert!((0.49..=2.02).contains(&factor), "{factor}");
        }
        assert_eq!(Some(trees), Boosted::train(&wild));
        assert_eq!(None, Boosted::train(&wild[..200]));
    }
}
