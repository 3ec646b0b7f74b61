//! The plan as a policy of the replay: the same decisions as on a real morning, from a snapshot
//! that knows the past alone.

use std::collections::HashMap;
use std::sync::Arc;

use domain::Day;
use planning::lead_time::{LeadTimes, Receipt};
use planning::packs::Packs;
use planning::replay::{ReplayPolicy, View};
use store::OpenPurchase;

use crate::plan::{self, Correction};
use crate::replay_world::{Actor, World};
use crate::snapshot::{Place, Snapshot};

/// The plan, deciding from `shop`, which is moved from morning to morning.
pub(crate) struct ThePlan<'a> {
    /// The shop as it was known on the first morning; its places are replaced by the replay's.
    pub shop: Snapshot,
    /// What was received up to the replay's end; read only up to the morning of a decision.
    pub receipts: &'a [Receipt],
    pub minimums: &'a HashMap<(i64, i64), i64>,
    /// Of the critical ratio.
    correction: Correction,
    actors: &'a [Actor],
    origin: Day,
    /// The places on the first morning.
    before: Vec<Place>,
    /// Orders on the way by place: day of arrival, day ordered, day promised.
    promised: Vec<Vec<(usize, Day, Option<Day>)>>,
}

impl<'a> ThePlan<'a> {
    pub(crate) fn new(
        shop: Snapshot,
        world: &'a World,
        receipts: &'a [Receipt],
        minimums: &'a HashMap<(i64, i64), i64>,
    ) -> ThePlan<'a> {
        ThePlan {
            before: world
                .actors
                .iter()
                .map(|actor| shop.places[actor.place].clone())
                .collect(),
            shop,
            receipts,
            minimums,
            correction: Correction::Learned,
            actors: &world.actors,
            origin: world.origin,
            promised: world.actors.iter().map(|a| a.promised.clone()).collect(),
        }
    }

    /// The place as it stands on the morning of the view.
    fn place(&self, at: usize, view: &View<'_>) -> Place {
        let (before, actor) = (&self.before[at], &self.actors[at]);
        let from = actor.offset.min(view.sales.len());
        let sales = &view.sales[from..];
        let ordered = |due: usize| {
            let known = self.promised[at].iter().find(|(day, ..)| *day == due);
            known.map_or((self.shop.as_of, None), |(_, day, expected)| {
                (*day, *expected)
            })
        };
        Place {
            sku: before.sku,
            location: before.location,
            opened: before.opened,
            first: before.first.max(self.origin),
            sold: sales.iter().map(|units| units.round() as i64).collect(),
            demand: sales.iter().map(|units| *units as f32).collect(),
            in_stock: view.stocked[from..]
                .iter()
                .map(|kept| u8::from(*kept))
                .collect(),
            on_hand_end: vec![0; sales.len()],
            received: vec![0; sales.len()],
            on_hand: Some(view.on_hand.round() as i64),
            allocated: 0,
            open: view
                .open_orders
                .iter()
                .map(|(due, units)| {
                    let (ordered_on, expected_on) = ordered(*due);
                    OpenPurchase {
                        po_number: String::new(),
                        sku: self.shop.skus[before.sku].id,
                        location: self.shop.locations[before.location].id,
                        supplier: None,
                        quantity: units.round() as i64,
                        ordered_on,
                        expected_on,
                        transport: None,
                    }
                })
                .collect(),
            ..Place::default()
        }
    }
}

impl ReplayPolicy for ThePlan<'_> {
    fn order(&mut self, views: &[View<'_>]) -> Vec<f64> {
        let Some(today) = views.first().map(|view| view.today) else {
            return Vec::new();
        };
        self.shop.as_of = self.origin + today as i32;
        let known: Vec<Receipt> = self
            .receipts
            .iter()
            .filter(|receipt| receipt.received_on < self.shop.as_of)
            .cloned()
            .collect();
        let default = |key: &str| self.shop.values.number(key);
        self.shop.lead_times = LeadTimes::learn(
            &known,
            &self.shop.closures,
            default("default_lead_time_days"),
            default("default_lead_time_sd_days"),
        );
        self.shop.places = views
            .iter()
            .enumerate()
            .map(|(at, view)| self.place(at, view))
            .collect();
        let prepared = Arc::new(plan::prepare(&self.shop, self.minimums, self.correction));
        // Learned on the first morning, from the days before it: to play the past again on every
        // morning would take longer than the replay itself.
        self.correction = Correction::Known(prepared.settings.ratio_logit_shift);
        let decided = plan::share_out(prepared, None);
        let quantities: Vec<f64> = decided
            .plan
            .lines
            .iter()
            .map(|line| line.quantity as f64)
            .collect();
        for ((promised, view), units) in self.promised.iter_mut().zip(views).zip(&quantities) {
            promised.retain(|(due, ..)| *due > today);
            if *units > 0.0 {
                // The supplier promises nothing: the plan counts on its own lead time.
                promised.push((today + view.lead_days_of_this_order, self.shop.as_of, None));
            }
        }
        quantities
    }
}

/// Another policy's orders in whole packs of at least the least quantity, as suppliers sell them.
pub(crate) fn in_packs<'a>(
    packs: &'a [Packs],
    mut policy: impl FnMut(&[View<'_>]) -> Vec<f64> + 'a,
) -> impl FnMut(&[View<'_>]) -> Vec<f64> + 'a {
    move |views| {
        let mut quantities = policy(views);
        for (units, packs) in quantities.iter_mut().zip(packs) {
            if *units >= 0.5 {
                let pack = packs.pack_size.max(1) as f64;
                let whole = (units.round() / pack).ceil() * pack;
                *units = whole.max(packs.least as f64);
            } else {
                *units = 0.0;
            }
        }
        quantities
    }
}
