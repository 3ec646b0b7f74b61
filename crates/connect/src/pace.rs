//! How fast a system may be asked: a limiter of our own, the budget the system tells, and waits
//! that grow.

use std::num::NonZeroU32;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use backon::{BackoffBuilder, ExponentialBackoff, ExponentialBuilder};
use governor::clock::{Clock as _, DefaultClock};
use governor::{DefaultDirectRateLimiter, Quota, RateLimiter};

use crate::Clock;

/// Longest wait that is sat out inside a call; a longer one is told to the caller.
pub(crate) const LONGEST_WAIT: Duration = Duration::from_secs(60);

/// The pace a system allows by its documentation.
#[derive(Clone, Copy, Debug)]
pub struct Rate {
    /// Calls a second in the long run.
    pub per_second: NonZeroU32,
    /// Calls that may come at once.
    pub burst: NonZeroU32,
}

impl Rate {
    /// A pace; a zero counts as one.
    #[must_use]
    pub const fn new(per_second: u32, burst: u32) -> Rate {
        const fn at_least_one(number: u32) -> NonZeroU32 {
            match NonZeroU32::new(number) {
                Some(number) => number,
                None => NonZeroU32::MIN,
            }
        }
        Rate {
            per_second: at_least_one(per_second),
            burst: at_least_one(burst),
        }
    }
}

/// What a system says is left of its allowance, in its own units (calls, or points of a query).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Budget {
    /// Units left.
    pub left: f64,
    /// Units of a full allowance.
    pub of: f64,
    /// Units that come back a second.
    pub per_second: f64,
}

/// Holds calls to one system back.
pub struct Pace {
    limiter: DefaultDirectRateLimiter,
    reads: DefaultClock,
    budget: Mutex<Option<Budget>>,
    first_wait: Duration,
    attempts: usize,
}

impl Pace {
    /// A pace of `rate`, `attempts` tries of a call in all, the first wait between them
    /// `first_wait` and each next one twice as long, spread at random.
    #[must_use]
    pub fn new(rate: Rate, attempts: usize, first_wait: Duration) -> Pace {
        Pace {
            limiter: RateLimiter::direct(
                Quota::per_second(rate.per_second).allow_burst(rate.burst),
            ),
            reads: DefaultClock::default(),
            budget: Mutex::new(None),
            first_wait,
            attempts: attempts.max(1),
        }
    }

    /// Waits until another call is allowed.
    pub async fn ready(&self, clock: &dyn Clock) {
        while let Err(not_yet) = self.limiter.check() {
            clock.sleep(not_yet.wait_time_from(self.reads.now())).await;
        }
    }

    /// Waits until the budget told last should hold `cost` units.
    pub async fn afford(&self, clock: &dyn Clock, cost: f64) {
        let Some(budget) = self.budget() else { return };
        let short = cost.min(budget.of) - budget.left;
        if short > 0.0 && budget.per_second > 0.0 {
            let wait = Duration::from_secs_f64((short / budget.per_second).min(60.0));
            clock.sleep(wait).await;
        }
    }

    /// The budget told last.
    #[must_use]
    pub fn budget(&self) -> Option<Budget> {
        *self.budget.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Remembers what the system told.
    pub fn told(&self, budget: Budget) {
        *self.budget.lock().unwrap_or_else(PoisonError::into_inner) = Some(budget);
    }

    /// The waits between the tries of one call.
    pub(crate) fn waits(&self) -> ExponentialBackoff {
        ExponentialBuilder::default()
            .with_min_delay(self.first_wait)
            .with_max_delay(LONGEST_WAIT / 2)
            .with_max_times(self.attempts - 1)
            .with_jitter()
            .build()
    }
}
