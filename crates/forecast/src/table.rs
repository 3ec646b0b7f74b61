//! Quantiles of a distribution tabulated over the normal deviate, for drawing many values.

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
    /// `ends[k]`: deviate up to which the value is `first + k`; `guide[c]`: index of the first
    /// end that can hold a deviate of cell c.
    Whole {
        first: f64,
        ends: Vec<f32>,
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
            Kind::Whole { first, ends, guide } => {
                let mut index = usize::from(guide[place as usize]);
                while index < ends.len() && f64::from(ends[index]) < z {
                    index += 1;
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

fn whole(source: &CountDistribution) -> Kind {
    let first = source.at_z(-EDGE);
    let mut ends: Vec<f32> = Vec::new();
    // One walk over the values: the distribution function gives each value's last deviate.
    source.walk(first, |below| {
        ends.push(normal::quantile(below) as f32);
        below < 0.99997 && ends.len() < MOST_VALUES
    });
    let mut guide = Vec::with_capacity(CELLS);
    let mut index = 0_usize;
    for cell in 0..CELLS {
        let start = -EDGE + 2.0 * EDGE / CELLS as f64 * cell as f64;
        while index < ends.len() && f64::from(ends[index]) < start {
            index += 1;
        }
        guide.push(index.min(usize::from(u16::MAX)) as u16);
    }
    Kind::Whole { first, ends, guide }
}

fn smooth(source: &CountDistribution) -> Kind {
    const POINTS: usize = 65;
    let step = 2.0 * EDGE / (POINTS - 1) as f64;
    Kind::Smooth {
        values: (0..POINTS)
            .map(|point| source.at_z(-EDGE + step * point as f64))
            .collect(),
    }
}
