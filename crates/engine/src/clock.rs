//! The only place that reads the clock.

use chrono::{FixedOffset, SecondsFormat, Utc};
use domain::Day;

/// Now, as RFC 3339 in UTC.
#[expect(
    clippy::disallowed_methods,
    reason = "the clock is read here and nowhere else"
)]
pub(crate) fn now() -> String {
    Utc::now().to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// Today in the shop's timezone, `offset_minutes` east of UTC.
#[expect(
    clippy::disallowed_methods,
    reason = "the clock is read here and nowhere else"
)]
pub(crate) fn today(offset_minutes: i32) -> Day {
    let offset = FixedOffset::east_opt(offset_minutes.clamp(-840, 840) * 60);
    let now = Utc::now();
    Day::from_date(offset.map_or(now.date_naive(), |offset| {
        now.with_timezone(&offset).date_naive()
    }))
}

/// A tenth of a second: how often waiting work looks up, and tells how far it is.
pub(crate) async fn moment() {
    tokio::time::sleep(std::time::Duration::from_millis(100)).await;
}

/// A stopwatch for reports of long work.
pub(crate) struct Stopwatch(std::time::Instant);

impl Stopwatch {
    pub(crate) fn start() -> Stopwatch {
        Stopwatch(std::time::Instant::now())
    }

    pub(crate) fn seconds(&self) -> f64 {
        self.0.elapsed().as_secs_f64()
    }
}

/// The clock that connections are given.
pub(crate) struct ForConnections;

#[async_trait::async_trait]
impl connect::Clock for ForConnections {
    #[expect(
        clippy::disallowed_methods,
        reason = "the clock is read here and nowhere else"
    )]
    fn now(&self) -> chrono::DateTime<Utc> {
        Utc::now()
    }

    async fn sleep(&self, duration: std::time::Duration) {
        tokio::time::sleep(duration).await;
    }
}
