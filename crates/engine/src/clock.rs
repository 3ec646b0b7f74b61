//! The only place that reads the clock.

use chrono::{SecondsFormat, Utc};
use domain::{Day, ShopZone};

/// Now, as RFC 3339 in UTC.
#[expect(
    clippy::disallowed_methods,
    reason = "the clock is read here and nowhere else"
)]
pub(crate) fn now() -> String {
    Utc::now().to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// Today by the shop's clock.
#[expect(
    clippy::disallowed_methods,
    reason = "the clock is read here and nowhere else"
)]
pub(crate) fn today(zone: &ShopZone) -> Day {
    let now = Utc::now();
    let local = zone.local(now.timestamp()).div_euclid(86_400);
    i32::try_from(local).map_or(Day::from_date(now.date_naive()), Day)
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
