//! Which morning an answer is for.

use domain::Day;

use crate::settings::Values;
use crate::{Engine, Failure, clock};

/// The morning asked for, else the workspace's own.
pub(crate) async fn of(engine: &Engine, asked: Option<Day>) -> Result<Day, Failure> {
    match asked {
        Some(day) => plausible(day),
        None => own(engine).await,
    }
}

/// The morning that pages describe: the day after the last order, or the morning of the last
/// count where that is later, and never later than today.
pub(crate) async fn own(engine: &Engine) -> Result<Day, Failure> {
    let extent = engine.store().extent().await?;
    let today = clock::today(&Values::read(engine).await?.zone());
    let after_order = extent.last_order.map(|day| day + 1);
    Ok(after_order
        .max(extent.last_count)
        .map_or(today, |day| day.min(today)))
}

/// A morning given by the caller must lie in the calendar.
pub(crate) fn plausible(day: Day) -> Result<Day, Failure> {
    if day.is_plausible() {
        Ok(day)
    } else {
        Err(Failure::new("bad_date").with("value", day.to_string()))
    }
}
