//! Quantiles of a distribution tabulated over the normal deviate, for drawing many values.

use std::sync::LazyLock;

use crate::count::CountDistribution;
use crate::normal;

/// Deviates covered by the table; beyond them the distribution itself is asked.
const EDGE: f64 = 4.0;
/// Cells of the guide: width 1/16 of a deviation.
const CELLS: usize = 128;
/// Whole values tabulated at most.
const MOST_VALUES: usize = 2000;

/// Fast `at_z` of one distribution.
#[derive(Debug, Clone)]
pub(crate) struct Table {
    /// Asked beyond the edge of the table.
    source: CountDistribution,
    kind: Kind,
}

#[derive(Debug, Clone)]
enum Kind {
    /// `reach[k]`: probability of `first + k` or less; `guide[c]`: index of the least value that
    /// reaches the start of cell c.
    Whole {
        first: f64,
        reach: Vec<f64>,
        guide: Vec<u16>,
    },
    /// Values at evenly spaced deviates, joined by lines.
    Smooth { values: Vec<f64> },
}

impl Table {
    pub fn new(source: CountDistribution) -> Self {
        let kind = if source.is_whole() {
            whole(&source)
        } else {
            smooth(&source)
        };
        Self { source, kind }
    }

    pub fn at_z(&self, z: f64) -> f64 {
        let place = (z + EDGE) * (CELLS as f64 / (2.0 * EDGE));
        if !(0.0..CELLS as f64).contains(&place) {
            return self.source.at_z(z);
        }
        match &self.kind {
            Kind::Whole {
                first,
                reach,
                guide,
            } => {
                let cell = place as usize;
                let (mut index, last) = (usize::from(guide[cell]), usize::from(guide[cell + 1]));
                // Most cells lie within one value; the probability is needed in the others only.
                if index < last {
                    let q = normal::cdf(z);
                    while index < last && reach[index] < q {
                        index += 1;
                    }
                }
                first + index as f64
            }
            Kind::Smooth { values } => {
                let step = place * (values.len() - 1) as f64 / CELLS as f64;
                let cell = step as usize;
                values[cell] + (step - cell as f64) * (values[cell + 1] - values[cell])
            }
        }
    }
}

/// Φ at the starts of the cells and at the end of the last.
static STARTS: LazyLock<[f64; CELLS + 1]> = LazyLock::new(|| {
    std::array::from_fn(|cell| normal::cdf(-EDGE + 2.0 * EDGE / CELLS as f64 * cell as f64))
});

fn whole(source: &CountDistribution) -> Kind {
    let first = source.at_z(-EDGE);
    let mut reach: Vec<f64> = Vec::new();
    // One walk over the values: the distribution function gives each value's last probability.
    source.walk(first, |below| {
        reach.push(below);
        below < STARTS[CELLS] && reach.len() < MOST_VALUES
    });
    let mut guide = Vec::with_capacity(CELLS + 1);
    let mut index = 0_usize;
    for start in STARTS.iter() {
        while index + 1 < reach.len() && reach[index] < *start {
            index += 1;
        }
        guide.push(index as u16);
    }
    Kind::Whole {
        first,
        reach,
        guide,
    }
}

fn smooth(source: &CountDistribution) -> Kind {
    const POINTS: usize = 33;
    let step = 2.0 * EDGE / (POINTS - 1) as f64;
    Kind::Smooth {
        values: (0..POINTS)
            .map(|point| source.at_z(-EDGE + step * point as f64))
            .collect(),
    }
}
