//! Lead times learned from received purchase orders.
//!
//! Evidence is taken from the narrowest group and pulled to the wider one: transport of a
//! supplier → supplier → what the seller stated, or the shop's other receipts → the setting.
//! The pull is that of a normal mean with [`PSEUDO_RECEIPTS`] pseudo-observations of the wider
//! group (any text on hierarchical shrinkage): mean = (Σx + k·prior) ÷ (n + k), and variances
//! alike.

use std::collections::BTreeMap;

use domain::{Day, Text, Transport};

use crate::item::within;
use crate::reason::{self, Reason};

/// Receipts that the wider group counts for against a group's own. Three receipts of one supplier
/// weigh as much as everything known about the others.
pub const PSEUDO_RECEIPTS: f64 = 3.0;

/// The longest lead time believed, in days; longer ones are misread dates.
pub const LONGEST_LEAD_DAYS: f64 = 730.0;

/// Days a supplier makes and ships nothing, both ends included, such as Chinese New Year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Closure {
    /// First day closed.
    pub from: Day,
    /// Last day closed.
    pub to: Day,
}

/// One receipt of one purchase order line.
#[derive(Clone, Debug, PartialEq)]
pub struct Receipt {
    /// Supplier, where known.
    pub supplier: Option<Text>,
    /// Transport, where known.
    pub transport: Option<Transport>,
    /// Day ordered.
    pub ordered_on: Day,
    /// Day received.
    pub received_on: Day,
}

/// Where a lead time comes from, narrowest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LeadTimeSource {
    /// Receipts of this supplier by this transport.
    Transport,
    /// Receipts of this supplier.
    Supplier,
    /// Stated for the product or the supplier.
    Stated,
    /// Receipts of the shop's other suppliers.
    Shop,
    /// The setting.
    Setting,
}

/// A lead time as a distribution, with its evidence.
#[derive(Clone, Debug, PartialEq)]
pub struct LeadTime {
    /// Mean days from order to receipt.
    pub mean: f64,
    /// Standard deviation of one lead time, the uncertainty of the mean included.
    pub sd: f64,
    /// Receipts of the narrowest group used.
    pub receipts: usize,
    /// Receipts among them that were pulled in as outliers.
    pub outliers: usize,
    /// Where it comes from.
    pub source: LeadTimeSource,
}

impl LeadTime {
    /// A lead time stated by the seller; cut to 0–730 days.
    #[must_use]
    pub fn stated(mean: f64, sd: f64) -> LeadTime {
        LeadTime {
            mean,
            sd,
            receipts: 0,
            outliers: 0,
            source: LeadTimeSource::Stated,
        }
    }

    /// Mean and sd as the plan uses them: 0–730 days, no number becoming the default 35 ± 5.
    #[must_use]
    pub fn days(&self) -> (f64, f64) {
        let mean = within(self.mean, 0.0, LONGEST_LEAD_DAYS, 35.0);
        (mean, within(self.sd, 0.0, mean.max(1.0), 0.0))
    }

    /// The reason code of its source, and whether it had to be cut.
    #[must_use]
    pub fn reasons(&self) -> Vec<Reason> {
        let (mean, sd) = self.days();
        let source = match self.source {
            LeadTimeSource::Transport => reason::lead_time_of_transport(mean, sd, self.receipts),
            LeadTimeSource::Supplier => reason::lead_time_of_supplier(mean, sd, self.receipts),
            LeadTimeSource::Shop => reason::lead_time_of_shop(mean, sd, self.receipts),
            LeadTimeSource::Stated => reason::lead_time_stated(mean, sd),
            LeadTimeSource::Setting => reason::lead_time_assumed(mean, sd),
        };
        let mut reasons = vec![source];
        if mean != self.mean {
            reasons.push(reason::lead_time_capped(mean));
        }
        reasons
    }
}

/// Share of a lead time that the supplier itself takes, before the goods travel. A closure
/// lengthens only this part. An assumption, as receipts do not tell the parts apart.
pub const PRODUCTION_SHARE: f64 = 0.5;

/// Days by which closures lengthen a lead time of `mean` days that starts on `ordered_on`: the
/// supplier works [`PRODUCTION_SHARE`] of it on open days only.
#[must_use]
pub fn closure_days(ordered_on: Day, mean: f64, closures: &[Closure]) -> (i32, Option<Closure>) {
    let work = (within(mean, 0.0, LONGEST_LEAD_DAYS, 0.0) * PRODUCTION_SHARE).ceil() as i32;
    standstill(ordered_on, ordered_on + work, closures)
}

/// Days by which closed days lengthen work that begins on `from` and would end on `to`, and the
/// first closure that does. Closures that overlap count once; those of a year and more are no
/// closures. Work that begins on a closed day waits even where it takes no time at all.
#[must_use]
pub(crate) fn standstill(from: Day, to: Day, closures: &[Closure]) -> (i32, Option<Closure>) {
    let mut sorted: Vec<Closure> = closures
        .iter()
        .copied()
        .filter(|closure| closure.from <= closure.to && closure.to.since(closure.from) < 366)
        .collect();
    sorted.sort_by_key(|closure| closure.from);
    let mut end = to;
    let mut shut_until = from - 1;
    let mut lost = 0;
    let mut first = None;
    for closure in sorted {
        let shut_from = closure.from.max(from).max(shut_until + 1);
        if shut_from > end || closure.to < shut_from {
            continue;
        }
        let days = closure.to.since(shut_from) + 1;
        lost += days;
        end = end + days;
        shut_until = closure.to;
        first = first.or(Some(closure));
    }
    (lost, first)
}

#[derive(Clone, Copy, Debug)]
struct Belief {
    mean: f64,
    variance: f64,
}

/// Lead times of the shop, by supplier and transport.
#[derive(Clone, Debug)]
pub struct LeadTimes {
    setting: Belief,
    shop: Vec<f64>,
    by_supplier: BTreeMap<Text, Vec<(Option<Transport>, f64)>>,
}

impl LeadTimes {
    /// Learns from receipts. A closure that fell into a receipt's lead time is taken out of it,
    /// so that Chinese New Year does not make every month slow. Receipts before their order, or
    /// more than 730 days after it, are misread dates and are left out.
    #[must_use]
    pub fn learn(
        receipts: &[Receipt],
        closures: &BTreeMap<Text, Vec<Closure>>,
        default_days: f64,
        default_sd_days: f64,
    ) -> LeadTimes {
        let mut shop = Vec::new();
        let mut by_supplier: BTreeMap<Text, Vec<(Option<Transport>, f64)>> = BTreeMap::new();
        for receipt in receipts {
            let days = f64::from(receipt.received_on.since(receipt.ordered_on));
            if !(0.0..=LONGEST_LEAD_DAYS).contains(&days) {
                continue;
            }
            let closed = receipt
                .supplier
                .as_ref()
                .and_then(|supplier| closures.get(supplier))
                .map_or(0.0, |list| {
                    // The observed time already holds the closure; its open part is shorter.
                    let (closed, _) = closure_days(receipt.ordered_on, days, list);
                    f64::from(closed).min(days)
                });
            let open = days - closed;
            shop.push(open);
            if let Some(supplier) = &receipt.supplier {
                by_supplier
                    .entry(supplier.clone())
                    .or_default()
                    .push((receipt.transport, open));
            }
        }
        let mean = within(default_days, 0.0, LONGEST_LEAD_DAYS, 35.0);
        let sd = within(default_sd_days, 0.0, LONGEST_LEAD_DAYS, 5.0);
        LeadTimes {
            setting: Belief {
                mean,
                variance: sd * sd,
            },
            shop,
            by_supplier,
        }
    }

    /// The lead time of a supplier and transport. `stated` is what the seller wrote for the
    /// product, else for the supplier: (days, sd where given); it takes the place of the shop's
    /// other receipts as what the supplier's own are pulled to.
    #[must_use]
    pub fn of(
        &self,
        supplier: Option<&Text>,
        transport: Option<Transport>,
        stated: Option<(f64, Option<f64>)>,
    ) -> LeadTime {
        let (shop, shop_outliers) = tamed(&self.shop);
        let (mut belief, mut source, mut receipts, mut outliers) = match stated {
            Some((days, sd)) if days.is_finite() && days >= 0.0 => {
                let sd = sd.filter(|sd| *sd >= 0.0 && sd.is_finite());
                let usual = self.setting.variance.sqrt() / self.setting.mean.max(1.0);
                let sd = sd.unwrap_or(days * usual);
                let belief = Belief {
                    mean: days.min(LONGEST_LEAD_DAYS),
                    variance: sd * sd,
                };
                (belief, LeadTimeSource::Stated, 0, 0)
            }
            _ if shop.is_empty() => (self.setting, LeadTimeSource::Setting, 0, 0),
            _ => {
                let belief = pulled(&shop, self.setting);
                (belief, LeadTimeSource::Shop, shop.len(), shop_outliers)
            }
        };
        let own = supplier.and_then(|name| self.by_supplier.get(name));
        if let Some(own) = own {
            let all: Vec<f64> = own.iter().map(|(_, days)| *days).collect();
            let (all, cut) = tamed(&all);
            belief = pulled(&all, belief);
            (source, receipts, outliers) = (LeadTimeSource::Supplier, all.len(), cut);
            let same: Vec<f64> = own
                .iter()
                .filter(|(by, _)| transport.is_some() && *by == transport)
                .map(|(_, days)| *days)
                .collect();
            // One transport only: the group is the supplier's own, and counting it twice would
            // make it look surer than it is.
            if !same.is_empty() && same.len() < own.len() {
                let (same, cut) = tamed(&same);
                belief = pulled(&same, belief);
                (source, receipts, outliers) = (LeadTimeSource::Transport, same.len(), cut);
            } else if !same.is_empty() {
                source = LeadTimeSource::Transport;
            }
        }
        LeadTime {
            mean: belief.mean,
            sd: belief.variance.sqrt(),
            receipts,
            outliers,
            source,
        }
    }
}

/// Pulls a group's mean and variance to a wider belief; the uncertainty of the mean is added.
fn pulled(days: &[f64], prior: Belief) -> Belief {
    let n = days.len() as f64;
    let weight = n + PSEUDO_RECEIPTS;
    let sum: f64 = days.iter().sum();
    let mean = (sum + PSEUDO_RECEIPTS * prior.mean) / weight;
    let own_mean = if n > 0.0 { sum / n } else { prior.mean };
    let squares: f64 = days.iter().map(|d| (d - own_mean).powi(2)).sum();
    let variance = (squares + PSEUDO_RECEIPTS * prior.variance) / weight;
    Belief {
        mean,
        variance: variance * (1.0 + 1.0 / weight),
    }
}

/// Pulls outliers in to 3.5 robust standard deviations (1.4826 · median absolute deviation, at
/// least a tenth of the median and one day) of the median: a lost container is news, but one
/// container must not set the lead time. Returns the days and how many were pulled.
fn tamed(days: &[f64]) -> (Vec<f64>, usize) {
    if days.len() < 5 {
        return (days.to_vec(), 0);
    }
    let middle = median(days);
    let deviations: Vec<f64> = days.iter().map(|d| (d - middle).abs()).collect();
    let reach = 3.5 * (1.4826 * median(&deviations)).max(middle / 10.0).max(1.0);
    let (low, high) = ((middle - reach).max(0.0), middle + reach);
    let outliers = days.iter().filter(|d| **d < low || **d > high).count();
    (days.iter().map(|d| d.clamp(low, high)).collect(), outliers)
}

/// The median; 0 of nothing.
pub(crate) fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let n = sorted.len();
    match n {
        0 => 0.0,
        _ if n % 2 == 1 => sorted[n / 2],
        _ => (sorted[n / 2 - 1] + sorted[n / 2]) / 2.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn receipt(supplier: &str, transport: Option<Transport>, days: i32) -> Receipt {
        Receipt {
            supplier: Some(supplier.into()),
            transport,
            ordered_on: Day(1000),
            received_on: Day(1000 + days),
        }
    }

    fn learn(receipts: &[Receipt]) -> LeadTimes {
        LeadTimes::learn(receipts, &BTreeMap::new(), 35.0, 5.0)
    }

    #[test]
    fn nothing_known_is_the_setting() {
        let lead = learn(&[]).of(Some(&"A".into()), None, None);
        assert_eq!((lead.mean, lead.sd, lead.receipts), (35.0, 5.0, 0));
        assert_eq!(lead.source, LeadTimeSource::Setting);
    }

    /// Three receipts of 20 days beside the setting's 35 (three pseudo-receipts): the shop is at
    /// 27.5, and the supplier, whose three are the same, at (60 + 3·27.5) ÷ 6 = 23.75.
    #[test]
    fn own_receipts_are_pulled_to_the_wider_group_by_hand() {
        let times = learn(&[
            receipt("A", None, 20),
            receipt("A", None, 20),
            receipt("A", None, 20),
        ]);
        let own = times.of(Some(&"A".into()), None, None);
        assert!((own.mean - 23.75).abs() < 1e-9, "{}", own.mean);
        assert_eq!((own.source, own.receipts), (LeadTimeSource::Supplier, 3));
        let other = times.of(Some(&"B".into()), None, None);
        assert!((other.mean - 27.5).abs() < 1e-9);
        assert_eq!(other.source, LeadTimeSource::Shop);
    }

    #[test]
    fn many_receipts_outweigh_what_was_stated() {
        let receipts: Vec<_> = (0..30).map(|i| receipt("A", None, 49 + i % 3)).collect();
        let lead = learn(&receipts).of(Some(&"A".into()), None, Some((20.0, None)));
        // (30·50 + 3·20) ÷ 33
        assert!((lead.mean - 47.2727).abs() < 1e-3, "{}", lead.mean);
        assert!(lead.sd < 3.0, "{}", lead.sd);
    }

    #[test]
    fn transports_are_told_apart() {
        let receipts: Vec<_> = (0..12)
            .map(|_| receipt("A", Some(Transport::Sea), 40))
            .chain((0..12).map(|_| receipt("A", Some(Transport::Air), 10)))
            .collect();
        let times = learn(&receipts);
        let of = |transport| times.of(Some(&"A".into()), Some(transport), None);
        assert!(of(Transport::Sea).mean > 36.0 && of(Transport::Air).mean < 15.0);
        assert_eq!(of(Transport::Air).receipts, 12);
        assert_eq!(of(Transport::Rail).source, LeadTimeSource::Supplier);
    }

    #[test]
    fn one_lost_container_does_not_set_the_lead_time() {
        let mut receipts: Vec<_> = (0..9).map(|i| receipt("A", None, 29 + i % 3)).collect();
        receipts.push(receipt("A", None, 300));
        receipts.push(receipt("A", None, -4));
        let lead = learn(&receipts).of(Some(&"A".into()), None, Some((30.0, Some(3.0))));
        assert_eq!((lead.receipts, lead.outliers), (10, 1));
        assert!(lead.mean < 32.0 && lead.sd < 6.0, "{lead:?}");
    }

    /// Ten days of work from day 0; closed on 5–11 (seven days): the order is seven days late.
    #[test]
    fn closures_stop_the_supplier_not_the_ship() {
        let closed = [Closure {
            from: Day(5),
            to: Day(11),
        }];
        assert_eq!(closure_days(Day(0), 20.0, &closed), (7, Some(closed[0])));
        assert_eq!(closure_days(Day(8), 20.0, &closed).0, 4);
        assert_eq!(closure_days(Day(12), 20.0, &closed).0, 0);
        assert_eq!(closure_days(Day(-20), 20.0, &closed).0, 0);
        let overlapping = [
            closed[0],
            Closure {
                from: Day(10),
                to: Day(12),
            },
        ];
        assert_eq!(closure_days(Day(0), 20.0, &overlapping).0, 8);
        let nonsense = [Closure {
            from: Day(9),
            to: Day(2),
        }];
        assert_eq!(closure_days(Day(0), f64::NAN, &nonsense).0, 0);
    }

    #[test]
    fn wild_lead_times_are_cut() {
        assert_eq!(LeadTime::stated(f64::NAN, f64::NAN).days(), (35.0, 0.0));
        assert_eq!(LeadTime::stated(-3.0, 2.0).days().0, 0.0);
        assert_eq!(LeadTime::stated(1e9, 2.0).days(), (730.0, 2.0));
        assert_eq!(LeadTime::stated(1e9, 2.0).reasons().len(), 2);
    }
}
