//! One SKU's stock through the days of a replay.

use crate::demand::sound;
use crate::replay::{ProfitParts, ReplaySku, ReplayTerms, View};

/// Most units an order of a replay may have: more is a mistake of the policy.
const MOST_UNITS: f64 = 1e9;

/// The stock of one SKU, what it saw, and what it earned on the scored days.
pub(crate) struct Stockroom<'a> {
    pub sku: &'a ReplaySku,
    pub sales: Vec<f64>,
    pub stocked: Vec<bool>,
    pub on_hand: f64,
    pub open: Vec<(usize, f64)>,
    orders: usize,
    pub profit: Vec<f64>,
    pub sold: f64,
    pub demanded: f64,
    pub value_days: f64,
    /// Parts of the profit: margin of what was sold, holding, loss on stock left.
    pub parts: ProfitParts,
    /// Scored evenings with nothing on hand.
    pub empty_days: usize,
}

impl<'a> Stockroom<'a> {
    pub fn new(sku: &'a ReplaySku, terms: &ReplayTerms) -> Stockroom<'a> {
        let start = terms.start;
        let sales = (0..start)
            .map(|day| {
                sku.seen_sales
                    .get(day)
                    .copied()
                    .unwrap_or_else(|| at(&sku.demand, day))
            })
            .collect();
        let stocked = (0..start).map(|day| sku.seen_stocked.get(day).copied().unwrap_or(true));
        let mut open: Vec<(usize, f64)> = sku
            .opening_orders
            .iter()
            .filter(|(_, units)| *units > 0.0)
            .map(|(day, units)| ((*day).max(start), units.min(MOST_UNITS)))
            .collect();
        open.sort_by_key(|(day, _)| *day);
        Stockroom {
            sku,
            sales,
            stocked: stocked.collect(),
            on_hand: sound(sku.opening),
            open,
            orders: 0,
            profit: vec![0.0; terms.score_to.saturating_sub(terms.score_from)],
            sold: 0.0,
            demanded: 0.0,
            value_days: 0.0,
            parts: ProfitParts::default(),
            empty_days: 0,
        }
    }

    fn lead(&self) -> usize {
        let leads = &self.sku.lead_days;
        leads
            .get(self.orders % leads.len().max(1))
            .copied()
            .unwrap_or(0)
    }

    pub fn receive(&mut self, day: usize) {
        let on_hand = &mut self.on_hand;
        self.open.retain(|(due, units)| {
            let arrived = *due <= day;
            if arrived {
                *on_hand += units;
            }
            !arrived
        });
    }

    pub fn view(&self, today: usize) -> View<'_> {
        let leads = &self.sku.lead_days;
        View {
            today,
            sales: &self.sales,
            stocked: &self.stocked,
            on_hand: self.on_hand,
            open_orders: &self.open,
            mean_lead_days: leads.iter().sum::<usize>() as f64 / leads.len().max(1) as f64,
            lead_days_of_this_order: self.lead(),
        }
    }

    pub fn order(&mut self, day: usize, units: f64) {
        let units = sound(units).min(MOST_UNITS).round();
        let due = day + self.lead();
        self.orders += 1;
        if units > 0.0 {
            self.open.push((due, units));
            self.open.sort_by_key(|(day, _)| *day);
            self.receive(day);
        }
    }

    pub fn sell(&mut self, day: usize, terms: &ReplayTerms) {
        let demand = at(&self.sku.demand, day);
        let sold = demand.min(self.on_hand);
        self.on_hand -= sold;
        self.sales.push(sold);
        self.stocked.push(self.on_hand > 0.0);
        if !(terms.score_from..terms.score_to).contains(&day) {
            return;
        }
        let (price, cost) = (self.sku.price, self.sku.unit_cost);
        let margin = price - cost;
        let value = self.on_hand * cost;
        let lost = margin.max(0.0) * (demand - sold);
        let last = day + 1 == terms.score_to;
        let today = ProfitParts {
            margin: margin * sold,
            holding: value * terms.holding_cost_rate / 365.0,
            left: if last {
                value * (1.0 - terms.end_value_rate)
            } else {
                0.0
            },
            lost_margin: lost,
        };
        self.parts.add(&today);
        self.profit[day - terms.score_from] +=
            today.margin - today.holding - today.left - terms.lost_sale_penalty * lost;
        self.sold += sold;
        self.demanded += demand;
        self.value_days += value;
        self.empty_days += usize::from(self.on_hand <= 0.0);
    }
}

fn at(demand: &[f64], day: usize) -> f64 {
    sound(demand.get(day).copied().unwrap_or(0.0))
}
