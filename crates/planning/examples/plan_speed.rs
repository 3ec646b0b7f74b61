//! How long the plan of a large shop takes, and what it asks of the forecast.
//!
//! `cargo run --release -p planning --example plan_speed [SKUS] [LOCATIONS]` plans 5,000 SKUs at 3
//! locations with a budget, suppliers' minimums, least quantities and transfers, and prints seconds,
//! questions a line by kind, and the most memory that was in use where the system tells it. The
//! demand answers from sums kept by interval, as the forecast does; what remains is the planning's
//! own share.

use std::io::Write;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use domain::Day;
use planning::demand::{Demand, SteadyCount};
use planning::item::{Item, Lane, Settings, SupplierTerms};
use planning::lead_time::LeadTime;
use planning::plan::plan;

static MEANS: AtomicU64 = AtomicU64::new(0);
static QUANTILES: AtomicU64 = AtomicU64::new(0);
static SHORTAGES: AtomicU64 = AtomicU64::new(0);
static PATHS: AtomicU64 = AtomicU64::new(0);

/// Probabilities of a count up to its far tail, and their sums, for one interval.
struct Sum {
    key: (u64, u64),
    cdf: Vec<f32>,
    shortage: Vec<f32>,
}

/// A steady demand that keeps the sums it was asked for.
struct Kept {
    steady: SteadyCount,
    sums: Mutex<Vec<Arc<Sum>>>,
}

impl Kept {
    fn sum(&self, days: f64, sd_days: f64) -> Arc<Sum> {
        let key = (days.to_bits(), sd_days.to_bits());
        let mut sums = self.sums.lock().expect("no thread stops here");
        if let Some(sum) = sums.iter().find(|sum| sum.key == key) {
            return Arc::clone(sum);
        }
        let mean = self.steady.mean(0.0, days);
        let spread = self.steady.per_day * sd_days;
        let sd = (mean * self.steady.variance_to_mean + spread * spread).sqrt();
        let most = (mean + 8.0 * sd).ceil().clamp(1.0, 5_000.0) as usize;
        let mut cdf = Vec::with_capacity(most + 1);
        let mut total = 0.0;
        for k in 0..=most {
            let z = (k as f64 - mean) / sd.max(1e-9);
            total += (-z * z / 2.0).exp();
            cdf.push(total);
        }
        cdf.iter_mut().for_each(|p| *p /= total.max(1e-300));
        let mut shortage = vec![0.0; most + 1];
        for k in (0..most).rev() {
            shortage[k] = shortage[k + 1] + 1.0 - cdf[k];
        }
        let narrow = |of: Vec<f64>| of.into_iter().map(|value| value as f32).collect();
        let sum = Arc::new(Sum {
            key,
            cdf: narrow(cdf),
            shortage: narrow(shortage),
        });
        if sums.len() < 4 {
            sums.push(Arc::clone(&sum));
        }
        sum
    }
}

impl Demand for Kept {
    fn mean(&self, from_day: f64, to_day: f64) -> f64 {
        MEANS.fetch_add(1, Ordering::Relaxed);
        self.steady.mean(from_day, to_day)
    }
    fn quantile(&self, days: f64, sd_days: f64, q: f64) -> f64 {
        QUANTILES.fetch_add(1, Ordering::Relaxed);
        let sum = self.sum(days, sd_days);
        sum.cdf.partition_point(|p| f64::from(*p) < q) as f64
    }
    fn shortage(&self, days: f64, sd_days: f64, units: f64) -> f64 {
        SHORTAGES.fetch_add(1, Ordering::Relaxed);
        let sum = self.sum(days, sd_days);
        let at = (units.max(0.0) as usize).min(sum.shortage.len() - 1);
        f64::from(sum.shortage[at])
    }
    fn sample_path(&self, block_days: f64, blocks: usize, seed: u64) -> Vec<f64> {
        PATHS.fetch_add(1, Ordering::Relaxed);
        let sum = self.sum(block_days, 0.0);
        let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
        (0..blocks)
            .map(|_| {
                state = state
                    .wrapping_mul(6_364_136_223_846_793_005)
                    .wrapping_add(1);
                let u = (state >> 11) as f64 / (1_u64 << 53) as f64;
                sum.cdf.partition_point(|p| f64::from(*p) < u) as f64
            })
            .collect()
    }
}

fn items(skus: usize, locations: usize) -> Vec<Item<Kept>> {
    (0..skus * locations)
        .map(|i| {
            let (sku, location) = (i / locations, i % locations);
            let demand = Kept {
                steady: SteadyCount {
                    per_day: 0.02 * 1.6_f64.powi((sku % 14) as i32) / (location + 1) as f64,
                    variance_to_mean: 1.0 + (sku % 5) as f64 / 2.0,
                },
                sums: Mutex::new(Vec::new()),
            };
            let lead = LeadTime::stated([7.0, 14.0, 35.0, 60.0][sku % 4], 5.0);
            let name = format!("SKU-{sku:05}");
            let mut item = Item::new(&name, &format!("L{location}"), demand, lead);
            item.supplier = Some(format!("Supplier {}", sku % 60).into());
            item.price = Some(8.0 + (sku % 17) as f64);
            item.unit_cost = Some(3.0 + (sku % 5) as f64);
            item.on_hand = Some((sku * 7 % 60) as i64);
            item.stocked_days_since_sale = Some(0);
            (item.pack_size, item.moq) = ([1, 6, 12, 24][sku % 4], [1, 12, 48, 48][sku % 4]);
            item
        })
        .collect()
}

/// Most memory in use, MB, where the system tells it.
fn peak() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    let kilobytes: f64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kilobytes / 1024.0)
}

fn main() -> std::io::Result<()> {
    let mut given = std::env::args()
        .skip(1)
        .map(|text| text.parse().unwrap_or(1));
    let (skus, locations) = (given.next().unwrap_or(5_000), given.next().unwrap_or(3));
    let items = items(skus, locations);
    let mut settings = Settings::new(Day(20_000));
    for i in 0..60 {
        let terms = SupplierTerms {
            min_order_value: Some(500.0),
            ..SupplierTerms::default()
        };
        let name = format!("Supplier {i}");
        settings.suppliers.insert(name.as_str().into(), terms);
    }
    settings.lanes = (0..locations)
        .flat_map(|a| (0..locations).map(move |b| (a, b)))
        .filter(|(a, b)| a != b)
        .map(|(a, b)| Lane {
            from: format!("L{a}").as_str().into(),
            to: format!("L{b}").as_str().into(),
            cost_per_unit: 0.5,
            days: 5.0,
        })
        .collect();
    let mut out = std::io::stdout();
    for budget in [None, Some(100_000.0)] {
        for count in [&MEANS, &QUANTILES, &SHORTAGES, &PATHS] {
            count.store(0, Ordering::Relaxed);
        }
        let started = Instant::now();
        let plan = plan(&items, &settings, budget);
        let seconds = started.elapsed().as_secs_f64();
        let lines = items.len() as f64;
        let a_line = |count: &AtomicU64| count.load(Ordering::Relaxed) as f64 / lines;
        writeln!(
            out,
            "{} lines, budget {budget:?}: {seconds:.2} s on {} threads; {} bought, {} transfers, cost {:.0}; \
             asked a line: mean {:.0}, quantile {:.0}, shortage {:.0}, path {:.0}",
            items.len(),
            rayon::current_num_threads(),
            plan.lines.iter().filter(|line| line.quantity > 0).count(),
            plan.transfers.len(),
            plan.total_cost,
            a_line(&MEANS),
            a_line(&QUANTILES),
            a_line(&SHORTAGES),
            a_line(&PATHS),
        )?;
    }
    if let Some(megabytes) = peak() {
        writeln!(out, "most memory {megabytes:.0} MB")?;
    }
    Ok(())
}
