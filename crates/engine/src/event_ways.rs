//! By which way the goods of an event still come in time, and what to do where none does.

use domain::{Day, Transport};
use planning::back_plan::Way;
use planning::demand::Demand;
use planning::lead_time::{Closure, LeadTime, LeadTimeSource};

use crate::contract::promotion::EventWay;
use crate::event_request::Event;
use crate::plan::Planned;

pub(crate) fn closures(planned: &Planned, at: usize) -> &[Closure] {
    planned.items[at]
        .supplier
        .as_ref()
        .and_then(|name| planned.settings.suppliers.get(name))
        .map_or(&[], |terms| &terms.closures)
}

/// The usual way, and the quicker or slower ones that receipts or price lists know.
pub(crate) fn ways(planned: &Planned, at: usize, event: &Event) -> Vec<EventWay> {
    let (snapshot, item) = (&*planned.snapshot, &planned.items[at]);
    let usual = snapshot.landing.way(item.supplier.as_deref());
    let mut known: Vec<(Option<Transport>, LeadTime)> = vec![(usual, item.lead_time.clone())];
    for transport in [
        Transport::Sea,
        Transport::Rail,
        Transport::Air,
        Transport::Express,
    ] {
        if usual == Some(transport) {
            continue;
        }
        let offered = item
            .offers
            .iter()
            .find(|offer| offer.transport == Some(transport));
        let learned = snapshot
            .lead_times
            .of(item.supplier.as_ref(), Some(transport), None);
        let is_learned = learned.source == LeadTimeSource::Transport && learned.receipts > 0;
        let own = snapshot.seen.iter().any(|seen| {
            seen.transport.as_deref() == Some(transport.word())
                && seen.supplier.as_deref() == item.supplier.as_deref()
        });
        if let Some(offer) = offered {
            known.push((Some(transport), offer.lead_time.clone()));
        } else if is_learned && own {
            known.push((Some(transport), learned));
        }
    }
    known
        .iter()
        .map(|(transport, lead_time)| {
            let way = Way {
                lead_time,
                closures: closures(planned, at),
                ports: match transport {
                    Some(Transport::Air | Transport::Express) => &[],
                    _ => &event.ports,
                },
            };
            let (lead_days, lead_sd_days) = lead_time.days();
            EventWay {
                transport: transport.map_or("", Transport::word).to_owned(),
                lead_days,
                lead_sd_days,
                latest_safe: way.latest(event.arrive_by, event.chance),
                chance_today: way.chance(snapshot.as_of, event.arrive_by),
                waits: way.waits(snapshot.as_of),
            }
        })
        .collect()
}

/// The way that still comes in time: the usual one, a quicker one, stock of another location that
/// nobody needs there, else selling before the goods come.
pub(crate) fn next_best(
    planned: &Planned,
    at: usize,
    order: i64,
    ways: &[EventWay],
    event: &Event,
) -> (&'static str, Option<Day>) {
    let as_of = planned.snapshot.as_of;
    if order == 0 {
        return ("enough", None);
    }
    let open = |way: &EventWay| way.latest_safe.filter(|day| *day >= as_of);
    if let Some(day) = ways.first().and_then(open) {
        return ("in_time", Some(day));
    }
    let quicker = ways
        .iter()
        .skip(1)
        .filter_map(|way| Some((open(way)?, way)))
        .max_by_key(|(day, _)| *day);
    if let Some((day, way)) = quicker {
        let code = if way.transport == "air" || way.transport == "express" {
            "by_air"
        } else {
            "in_time"
        };
        return (code, Some(day));
    }
    let own = &planned.items[at];
    let over = f64::from(event.ends_on.since(as_of) + 1);
    let is_spare = planned.items.iter().any(|item| {
        item.sku == own.sku
            && item.location != own.location
            && item.on_hand.unwrap_or(0)
                - item.allocated
                - item.demand.mean(0.0, over).ceil() as i64
                >= order.max(1)
    });
    (if is_spare { "move_stock" } else { "presale" }, None)
}
