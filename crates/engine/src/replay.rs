//! Replay: what policies would have earned on the shop's own past, blind to the future.

use planning::bootstrap::{Interval, difference, gap_closed};
use planning::habit::{fitted_habit, foresight, habit, textbook};
use planning::packs::Packs;
use planning::replay::{
    ReplayOutcome, ReplayPolicy as Policy, ReplaySku, ReplayTerms, View, replay,
};

use crate::contract::import::Progress;
use crate::contract::replay::{
    ReplayInterval, ReplayPolicy, ReplayReport, ReplayRequest, ReplayRow,
};
use crate::replay_policy::{ThePlan, in_packs};
use crate::replay_world::{World, review_step};
use crate::snapshot::{Snapshot, receipts};
use crate::{Engine, Failure, morning, plan};

/// Fewest days of a replay: what is ordered must arrive and be sold.
const LEAST_DAYS: i32 = 28;
/// Days of history that a habit can be fitted on, beyond twice the lead time and review.
const LEAST_FITTED: usize = 90;
/// Service level of the textbook.
const TEXTBOOK_LEVEL: f64 = 0.95;
/// Share of what was sold that must have been received for the real orders to stand beside the
/// others: with fewer, most purchase orders were not imported.
const LEAST_RECEIVED: f64 = 0.5;
/// Resamples of the bootstrap.
const RESAMPLES: usize = 2_000;
/// Bars of the resamples' histogram.
const BARS: usize = 36;
/// Seed of the bootstrap.
const SEED: u64 = 1;

pub(crate) async fn report(
    engine: &Engine,
    request: ReplayRequest,
) -> Result<ReplayReport, Failure> {
    let (from, to) = (
        morning::plausible(request.from)?,
        morning::plausible(request.to)?,
    );
    if to.since(from) + 1 < LEAST_DAYS {
        return Err(Failure::new("replay_too_short")
            .with("from", from.to_string())
            .with("to", to.to_string())
            .with("days", LEAST_DAYS));
    }
    engine.begin_long();
    let past = Snapshot::make(engine, from).await?;
    let whole = Snapshot::load(engine, to + 1).await?;
    let minimums = plan::minimums(engine).await?;
    let world = World::build(&past, &whole);
    if world.skus.is_empty() {
        let without_money = world.left_out_without_money;
        return Err(if without_money > 0 {
            Failure::new("replay_without_money").with("count", without_money)
        } else {
            Failure::new("replay_nothing_known").with("from", from.to_string())
        });
    }
    let stage = Stage {
        engine,
        world: &world,
        terms: terms_of(&past, &world),
    };
    let packs: Vec<Packs> = world
        .actors
        .iter()
        .map(|actor| {
            let sku = &past.skus[past.places[actor.place].sku];
            Packs::of(sku.moq.unwrap_or(1), sku.pack_size.unwrap_or(1))
        })
        .collect();
    let review = stage.terms.review_days;
    let fitted = fitted_cover(&world, &stage.terms);
    let assumed = (world.longest_lead + 2 * review) as f64;
    let cover = fitted.unwrap_or(assumed);

    let mut played: Vec<(&'static str, ReplayOutcome)> = Vec::new();
    if let Some(skus) = really_ordered(&world, &stage.terms) {
        let nothing = &mut |views: &[View<'_>]| vec![0.0; views.len()];
        played.push(("actual", stage.play("actual", &skus, nothing)?));
    }
    let skus = &world.skus;
    let mut own = in_packs(&packs, habit(cover));
    played.push(("habit", stage.play("habit", skus, &mut own)?));
    let mut book = in_packs(&packs, textbook(review, TEXTBOOK_LEVEL));
    played.push(("textbook", stage.play("textbook", skus, &mut book)?));
    let known = receipts(&whole.seen, &whole.skus);
    let mut own_plan = ThePlan::new(past, &world, &known, &minimums);
    played.push(("plan", stage.play("plan", skus, &mut own_plan)?));
    let mut limit = foresight(skus, review);
    played.push(("foresight", stage.play("foresight", skus, &mut limit)?));
    Ok(stage.report(&request, &whole, &played, (cover, fitted.is_some())))
}

/// Scored from the arrival of the first orders to a lead time before the end, but at most a
/// quarter of the replay is cut at each side.
fn terms_of(past: &Snapshot, world: &World) -> ReplayTerms {
    let review = review_step(past.values.number("review_days"));
    let quarter = (world.end - world.start) / 4;
    let edge = (world.longest_lead + review).min(quarter);
    ReplayTerms {
        score_from: world.start + edge,
        score_to: world.end - edge,
        holding_cost_rate: past.values.number("holding_cost_rate"),
        ..ReplayTerms::new(world.start, world.end, review, 0)
    }
}

/// Days of cover that earned the most on the time before the replay, where there is enough of it.
fn fitted_cover(world: &World, terms: &ReplayTerms) -> Option<f64> {
    let edge = world.longest_lead + terms.review_days;
    let start = world.start.saturating_sub(365 + edge);
    if world.start - start < LEAST_FITTED + 2 * edge {
        return None;
    }
    let before = ReplayTerms {
        start,
        end: world.start,
        score_from: start + edge,
        score_to: world.start - edge,
        ..terms.clone()
    };
    // The stock of that morning is not known any more: each place starts with what its own sales
    // of the first weeks ask for, the same for every cover.
    let skus: Vec<ReplaySku> = world
        .skus
        .iter()
        .map(|sku| ReplaySku {
            demand: sku.demand[..world.start].to_vec(),
            opening: sku.demand[start..start + edge].iter().sum(),
            opening_orders: Vec::new(),
            ..sku.clone()
        })
        .collect();
    Some(fitted_habit(&skus, &before).0)
}

/// The places with what really came as their orders on the way, where enough is known of it.
fn really_ordered(world: &World, terms: &ReplayTerms) -> Option<Vec<ReplaySku>> {
    let received: f64 = world
        .actors
        .iter()
        .flat_map(|actor| &actor.really_received)
        .map(|(_, units)| units)
        .sum();
    let demanded: f64 = world
        .skus
        .iter()
        .flat_map(|sku| &sku.demand[terms.start..])
        .sum();
    if demanded <= 0.0 || received < LEAST_RECEIVED * demanded {
        return None;
    }
    let with_receipts = |(sku, actor): (&ReplaySku, &crate::replay_world::Actor)| ReplaySku {
        opening_orders: actor.really_received.clone(),
        ..sku.clone()
    };
    Some(
        world
            .skus
            .iter()
            .zip(&world.actors)
            .map(with_receipts)
            .collect(),
    )
}

/// A world with its terms, on which policies are played.
struct Stage<'a> {
    engine: &'a Engine,
    world: &'a World,
    terms: ReplayTerms,
}

impl Stage<'_> {
    fn play(
        &self,
        name: &str,
        skus: &[ReplaySku],
        policy: &mut dyn Policy,
    ) -> Result<ReplayOutcome, Failure> {
        replay(skus, &self.terms, policy, &mut |done, total| {
            // The others are over in a blink: their progress would only make the bar jump.
            if name == "plan" {
                self.engine.tell(Progress {
                    stage: String::from("replay"),
                    done: done as u64,
                    total: total as u64,
                    ..Progress::default()
                });
            }
            !self.engine.is_cancelled()
        })
        .ok_or_else(|| Failure::new("cancelled"))
    }

    fn report(
        &self,
        request: &ReplayRequest,
        whole: &Snapshot,
        played: &[(&'static str, ReplayOutcome)],
        (cover, habit_fitted): (f64, bool),
    ) -> ReplayReport {
        let (world, terms) = (self.world, &self.terms);
        let day = |at: usize| world.origin + at as i32;
        let by_sku = |name: &str| {
            played
                .iter()
                .find(|(played, _)| *played == name)
                .map(|(_, outcome)| outcome.profit_by_sku.as_slice())
        };
        let against = if by_sku("actual").is_some() {
            "actual"
        } else {
            "habit"
        };
        let profits = |name| by_sku(name).unwrap_or_default();
        let gain = difference(profits("plan"), profits(against), RESAMPLES, SEED);
        let closed = gap_closed(
            profits("habit"),
            profits("plan"),
            profits("foresight"),
            RESAMPLES,
            SEED,
        );
        let days = terms.score_to - terms.score_from;
        ReplayReport {
            from: request.from,
            to: request.to,
            scored_from: day(terms.score_from),
            scored_to: day(terms.score_to) - 1,
            currency: whole.base.to_string(),
            review_days: terms.review_days as u32,
            habit_cover_days: cover,
            habit_fitted,
            places: world.skus.len() as u32,
            left_out_new: world.left_out_new as u32,
            left_out_without_money: world.left_out_without_money as u32,
            opening_assumed: world.opening_assumed as u32,
            policies: played
                .iter()
                .map(|(name, outcome)| policy_of(name, outcome, whole))
                .collect(),
            against: against.to_owned(),
            gain: gain.as_ref().map(interval_of),
            gap_closed: closed.as_ref().map(interval_of),
            weeks: (0..days.div_ceil(7))
                .map(|week| day(terms.score_from + (7 * week + 7).min(days)) - 1)
                .collect(),
            rows: self.rows(whole, played, profits(against), profits("plan")),
        }
    }

    /// One row a place, the plan's largest gain first.
    fn rows(
        &self,
        whole: &Snapshot,
        played: &[(&'static str, ReplayOutcome)],
        against: &[f64],
        plan: &[f64],
    ) -> Vec<ReplayRow> {
        let of = |value: &dyn Fn(&ReplayOutcome) -> f64| -> Vec<f64> {
            played.iter().map(|(_, outcome)| value(outcome)).collect()
        };
        let mut order: Vec<usize> = (0..self.world.actors.len()).collect();
        let gain = |at: &usize| plan[*at] - against[*at];
        order.sort_by(|a, b| gain(b).total_cmp(&gain(a)).then(a.cmp(b)));
        order
            .into_iter()
            .map(|at| {
                let actor = &self.world.actors[at];
                let sku = &whole.skus[actor.sku];
                ReplayRow {
                    sku: sku.code.clone(),
                    name: whole.name(actor.sku),
                    location: whole.locations[actor.location].code.clone(),
                    demanded: played
                        .first()
                        .map_or(0.0, |(_, outcome)| outcome.demanded_by_sku[at]),
                    profit: of(&|outcome| outcome.profit_by_sku[at]),
                    lost_sales: of(&|outcome| {
                        outcome.demanded_by_sku[at] - outcome.sold_by_sku[at]
                    }),
                    mean_stock_value: of(&|outcome| outcome.stock_value_by_sku[at]),
                }
            })
            .collect()
    }
}

fn money(whole: &Snapshot, amount: f64) -> String {
    let digits = whole.base.exponent() as usize;
    // A sum of nothing is not to read −0.00.
    let amount = if amount.abs() < 1e-9 { 0.0 } else { amount };
    format!("{amount:.digits$}")
}

fn policy_of(name: &str, outcome: &ReplayOutcome, whole: &Snapshot) -> ReplayPolicy {
    let parts = outcome.parts;
    ReplayPolicy {
        name: name.to_owned(),
        profit: money(whole, outcome.profit()),
        fill_rate: outcome.fill_rate(),
        mean_stock_value: money(whole, outcome.mean_stock_value()),
        lost_sales: outcome.lost_sales(),
        lost_margin: money(whole, parts.lost_margin),
        margin: money(whole, parts.margin),
        holding: money(whole, parts.holding),
        left: money(whole, parts.left),
        empty_days: outcome.empty_days_by_sku.iter().sum::<usize>() as u64,
        profit_by_week: outcome.profit_by_week(),
    }
}

fn interval_of(found: &Interval) -> ReplayInterval {
    let sorted = &found.resamples;
    let from = sorted.first().copied().unwrap_or(found.estimate);
    let until = sorted.last().copied().unwrap_or(found.estimate);
    let bar_width = ((until - from) / BARS as f64).max(f64::MIN_POSITIVE);
    let mut bars = vec![0; BARS];
    for value in sorted {
        bars[(((value - from) / bar_width) as usize).min(BARS - 1)] += 1;
    }
    ReplayInterval {
        estimate: found.estimate,
        inner: found.inner,
        outer: found.outer,
        resamples: sorted.len() as u32,
        bars_from: from,
        bar_width,
        bars,
    }
}
