//! One measured figure and what it is held to.

use super::process::Took;

/// What a figure is divided by.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Held {
    /// Seconds of the bare work, measured in the same run; the highest ratio allowed and the one
    /// hoped for.
    Reference {
        /// What the bare work took.
        took: Took,
        /// Highest ratio allowed.
        bar: f64,
        /// Ratio hoped for.
        goal: f64,
    },
    /// Most seconds allowed.
    Seconds(f64),
    /// Most megabytes allowed.
    Megabytes(f64),
    /// Least of something a second.
    Rate(f64),
}

/// One measured figure.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// What was measured, unique among the figures.
    pub name: String,
    /// Seconds, megabytes or things a second, as `held` says.
    pub value: f64,
    /// Seconds of the processors behind a time.
    pub cpu: Option<f64>,
    /// What it is held to.
    pub held: Held,
}

impl Figure {
    /// A time as a multiple of the bare work.
    pub fn multiple(name: &str, took: Took, bare: Took, bar: f64, goal: f64) -> Figure {
        let held = Held::Reference {
            took: bare,
            bar,
            goal,
        };
        Figure {
            cpu: Some(took.cpu),
            ..Figure::new(name, took.wall, held)
        }
    }

    /// A time held to `limit` seconds.
    pub fn seconds(name: &str, took: Took, limit: f64) -> Figure {
        Figure {
            cpu: Some(took.cpu),
            ..Figure::new(name, took.wall, Held::Seconds(limit))
        }
    }

    /// A figure held to `held`.
    pub fn new(name: &str, value: f64, held: Held) -> Figure {
        Figure {
            name: name.to_owned(),
            value,
            cpu: None,
            held,
        }
    }

    /// The part of what is allowed for absolute limits, the multiple of the bare work otherwise;
    /// smaller is better in every case.
    pub fn ratio(&self) -> f64 {
        match self.held {
            Held::Reference { took, .. } => self.value / took.wall,
            Held::Seconds(limit) | Held::Megabytes(limit) => self.value / limit,
            Held::Rate(least) => least / self.value,
        }
    }

    /// The same ratio by seconds of the processors, where both are known.
    pub fn cpu_ratio(&self) -> Option<f64> {
        match self.held {
            Held::Reference { took, .. } => Some(self.cpu? / took.cpu).filter(|r| r.is_finite()),
            _ => None,
        }
    }

    /// The highest ratio allowed.
    pub fn bar(&self) -> f64 {
        match self.held {
            Held::Reference { bar, .. } => bar,
            _ => 1.0,
        }
    }
}

/// Prints the figures as one table.
pub fn print_table(figures: &[Figure]) {
    let line = |cells: [String; 7]| {
        let [name, value, cpu, held, ratio, bar, verdict] = cells;
        println!(
            "| {name:<46} | {value:>14} | {cpu:>13} | {held:>20} | {ratio:>6} | {bar:>12} | {verdict:<5} |"
        );
    };
    line(
        [
            "figure",
            "measured",
            "of processors",
            "held to",
            "ratio",
            "bar (goal)",
            "",
        ]
        .map(str::to_owned),
    );
    line(["---", "---:", "---:", "---:", "---:", "---:", "---"].map(str::to_owned));
    for figure in figures {
        let (value, held, bar) = match figure.held {
            Held::Reference { took, bar, goal } => (
                format!("{:.3} s", figure.value),
                format!("bare work {:.3} s", took.wall),
                format!("{bar} ({goal})"),
            ),
            Held::Seconds(limit) => (
                format!("{:.3} s", figure.value),
                format!("{limit} s"),
                "1".to_owned(),
            ),
            Held::Megabytes(limit) => (
                format!("{:.0} MB", figure.value),
                format!("{limit} MB"),
                "1".to_owned(),
            ),
            Held::Rate(least) => (
                format!("{:.0} a second", figure.value),
                format!("{least:.0} a second"),
                "1".to_owned(),
            ),
        };
        let verdict = if figure.ratio() <= figure.bar() {
            "holds"
        } else {
            "over"
        };
        let cpu = match (figure.cpu, figure.cpu_ratio()) {
            (Some(cpu), Some(ratio)) => format!("{cpu:.2} s ({ratio:.2})"),
            (Some(cpu), None) => format!("{cpu:.2} s"),
            _ => String::new(),
        };
        line([
            figure.name.clone(),
            value,
            cpu,
            held,
            format!("{:.2}", figure.ratio()),
            bar,
            verdict.to_owned(),
        ]);
    }
}
