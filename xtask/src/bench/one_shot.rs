//! The overview of a workspace as the window asks for it: a process of its own that opens the
//! workspace, asks once cold and several times warm, and prints the seconds.

use std::path::Path;
use std::process::Command;
use std::time::Instant;

use engine::Engine;
use serde_json::json;

use super::Bench;
use super::figure::{Figure, Held};
use super::process;
use crate::Outcome;

/// How often the warm overview is asked for.
const WARM: usize = 5;
/// Most seconds of a warm overview.
const WARM_LIMIT: f64 = 0.3;

/// What an overview took.
pub struct Overview {
    /// Seconds from opening the file to the first answer.
    cold: f64,
    /// Least seconds of a later answer.
    warm: f64,
    megabytes: f64,
}

impl Overview {
    /// The figures of the shop `shop`: cold is held to `limit` seconds.
    pub fn figures(&self, shop: &str, limit: f64, memory: Held) -> [Figure; 3] {
        [
            Figure::new(
                &format!("{shop}: overview, opened cold"),
                self.cold,
                Held::Seconds(limit),
            ),
            Figure::new(
                &format!("{shop}: overview, warm"),
                self.warm,
                Held::Seconds(WARM_LIMIT),
            ),
            Figure::new(&format!("{shop}: overview, memory"), self.megabytes, memory),
        ]
    }
}

/// Measures the overview of `workspace`, as often as `bench` asks for.
pub fn overview(bench: &Bench, workspace: &Path) -> Outcome<Overview> {
    let mut best = Overview {
        cold: f64::INFINITY,
        warm: f64::INFINITY,
        megabytes: 0.0,
    };
    for _ in 0..bench.runs {
        let mut command = Command::new(std::env::current_exe()?);
        command.arg("one-shot").arg(workspace);
        let run = process::run(command)?;
        let seconds = |key: &str| run.answer[key].as_f64().ok_or("no seconds were printed");
        best.cold = best.cold.min(seconds("cold")?);
        best.warm = best.warm.min(seconds("warm")?);
        best.megabytes = best.megabytes.max(run.megabytes);
    }
    Ok(best)
}

/// The measured process itself.
pub fn run(words: &[String]) -> Outcome<()> {
    let [workspace] = words else {
        return Err("one-shot needs a workspace".into());
    };
    let runtime = tokio::runtime::Runtime::new()?;
    runtime.block_on(async {
        let start = Instant::now();
        let engine = Engine::open(Path::new(workspace)).await?;
        engine::call(&engine, "overview", json!({})).await?;
        let cold = start.elapsed().as_secs_f64();
        let mut warm = f64::INFINITY;
        for _ in 0..WARM {
            let start = Instant::now();
            engine::call(&engine, "overview", json!({})).await?;
            warm = warm.min(start.elapsed().as_secs_f64());
        }
        engine.close().await;
        println!("{}", json!({ "cold": cold, "warm": warm }));
        Ok(())
    })
}
