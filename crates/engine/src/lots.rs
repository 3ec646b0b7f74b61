//! What is left of each receipt, first in first out.

use domain::Day;

use crate::snapshot::Place;

/// Lots of a place on the morning of the snapshot, oldest first: day received and units left.
/// Counts that found more than the book are lots of their morning; what left takes the oldest.
pub(crate) fn of(place: &Place) -> Vec<(Day, i64)> {
    let Some(on_hand) = place.on_hand.filter(|units| *units > 0) else {
        return Vec::new();
    };
    // First in, first out leaves the newest arrivals: walking back from this morning, each day's
    // arrivals are there until what is on hand is explained.
    let mut left = on_hand;
    let mut lots = Vec::new();
    let days = place.on_hand_end.len();
    for at in (0..days).rev() {
        if left == 0 {
            break;
        }
        let before = if at == 0 {
            0
        } else {
            place.on_hand_end[at - 1]
        };
        let sold = place.sold[at];
        let arrived = (place.on_hand_end[at] - before + sold.max(0))
            .max(place.received[at])
            .max(0);
        // Sales are dated by their order, arrivals by their receipt: only what the book shows as
        // received, or a rise of the stock, is an arrival.
        let arrived = if place.received[at] > 0 {
            place.received[at]
        } else if place.on_hand_end[at] > before {
            arrived.min(place.on_hand_end[at] - before)
        } else {
            0
        };
        let kept = arrived.min(left);
        if kept > 0 {
            lots.push((place.first + i32::try_from(at).unwrap_or(0), kept));
            left -= kept;
        }
    }
    if left > 0 {
        lots.push((place.opened.unwrap_or(place.first), left));
    }
    lots.reverse();
    lots
}
