//! Sales series: the order lines of a SKU at a location as one compact value.
//!
//! A projection of `order_line`, kept in the transaction that changes it: new lines are added to
//! what is there, places with a changed line are made anew. Every page and the plan read these few
//! thousand values instead of a million rows.

use std::collections::BTreeSet;

use domain::{Day, OrderStatus};
use hashbrown::HashMap;
use hashbrown::hash_map::Entry;
use serde::{Deserialize, Serialize};
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteConnection};

use crate::StoreError;
use crate::series_packed::{pack, unpack};

/// SKU's and location's number.
pub(crate) type Place = (i64, i64);

/// Rows of one statement that writes values of a few kilobytes.
const BLOCK: usize = 200;

/// A line of a customer order, as far as demand, money and stock need it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SalesLine {
    /// Day it was ordered.
    pub ordered_on: Day,
    /// Day it left, where known.
    pub shipped_on: Option<Day>,
    /// Its state, where the file says one.
    pub status: Option<OrderStatus>,
    /// Units; negative takes an earlier sale back.
    pub quantity: i64,
    /// Net amount, minor units of its currency: quantity × price − discount.
    pub amount: i64,
    /// Index into [`SalesSeries::destinations`].
    pub destination: u32,
}

/// Where lines went and what they were paid in.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Destination {
    /// Country; empty where unknown.
    pub market: String,
    /// Currency; none = the workspace's base.
    pub currency: Option<String>,
}

/// All order lines of a SKU at a location, oldest first.
#[derive(Clone, Debug)]
pub struct SalesSeries {
    /// SKU's number.
    pub sku: i64,
    /// Location's number.
    pub location: i64,
    /// What [`SalesLine::destination`] points to.
    pub destinations: Vec<Destination>,
    /// The lines, by day.
    pub lines: Vec<SalesLine>,
}

impl SalesLine {
    /// The net amount of a line; what would leave the range of whole numbers stays at its end.
    pub(crate) fn net(quantity: i64, price: Option<i64>, discount: Option<i64>) -> i64 {
        quantity
            .saturating_mul(price.unwrap_or(0))
            .saturating_sub(discount.unwrap_or(0))
    }

    /// Whether it tells of demand: everything but a cancelled line.
    #[must_use]
    pub fn counts(&self) -> bool {
        self.status != Some(OrderStatus::Cancelled)
    }

    /// The movement of stock it asks for: the day and the signed units. The same rule as the view
    /// `wanted_from_orders`; `check` holds the two together.
    #[must_use]
    pub fn movement(&self) -> Option<(Day, i64)> {
        let goes = match self.status {
            None | Some(OrderStatus::Shipped | OrderStatus::Refunded) => true,
            Some(OrderStatus::Open) => self.shipped_on.is_some(),
            Some(OrderStatus::Cancelled) => false,
        };
        if !goes || self.quantity == 0 {
            return None;
        }
        let day = match self.shipped_on {
            Some(shipped) if self.quantity > 0 => shipped,
            _ => self.ordered_on,
        };
        Some((day, -self.quantity))
    }

    /// Units sold and not shipped by the morning of `as_of`.
    #[must_use]
    pub fn allocated(&self, as_of: Day) -> i64 {
        let waits = match self.shipped_on {
            None => self.status == Some(OrderStatus::Open),
            Some(shipped) => shipped >= as_of && self.counts(),
        };
        if waits && self.ordered_on < as_of {
            self.quantity.max(0)
        } else {
            0
        }
    }
}

/// One place being gathered.
#[derive(Clone, Debug, Default)]
pub(crate) struct Gathered {
    destinations: Vec<Destination>,
    known: HashMap<Destination, u32>,
    lines: Vec<SalesLine>,
}

impl Gathered {
    /// Adds a line that went to `market` and was paid in `currency`.
    pub(crate) fn add(&mut self, market: &str, currency: Option<&str>, mut line: SalesLine) {
        line.destination = self.destination(market, currency);
        self.lines.push(line);
    }

    fn destination(&mut self, market: &str, currency: Option<&str>) -> u32 {
        // Most lines go where the one before went.
        if let Some(last) = self.lines.last().map(|line| line.destination)
            && let Some(known) = self.destinations.get(last as usize)
            && known.market == market
            && known.currency.as_deref() == currency
        {
            return last;
        }
        let destination = Destination {
            market: market.to_owned(),
            currency: currency.map(str::to_owned),
        };
        let next = u32::try_from(self.destinations.len()).unwrap_or(u32::MAX);
        *self.known.entry(destination).or_insert_with_key(|new| {
            self.destinations.push(new.clone());
            next
        })
    }

    fn absorb(&mut self, more: Gathered) {
        for line in more.lines {
            if let Some(destination) = more.destinations.get(line.destination as usize) {
                self.add(&destination.market, destination.currency.as_deref(), line);
            }
        }
    }

    /// One form for one set of lines, in whatever order they came.
    fn settle(mut self) -> (Vec<Destination>, Vec<SalesLine>) {
        let mut order: Vec<usize> = (0..self.destinations.len()).collect();
        order.sort_by(|a, b| self.destinations[*a].cmp(&self.destinations[*b]));
        let mut place = vec![0_u32; order.len()];
        for (new, old) in order.iter().enumerate() {
            place[*old] = u32::try_from(new).unwrap_or(u32::MAX);
        }
        for line in &mut self.lines {
            line.destination = place[line.destination as usize];
        }
        self.lines.sort_unstable();
        let destinations = order
            .into_iter()
            .map(|at| self.destinations[at].clone())
            .collect();
        (destinations, self.lines)
    }
}

/// What an import changes in the series.
#[derive(Debug, Default)]
pub(crate) struct Changes {
    /// Lines of orders not seen before.
    pub added: HashMap<Place, Gathered>,
    /// Places where a line known before is not what it was.
    pub dirty: BTreeSet<Place>,
}

impl Changes {
    /// Takes in the changes of a further sheet.
    pub(crate) fn absorb(&mut self, more: Changes) {
        for (place, gathered) in more.added {
            match self.added.entry(place) {
                Entry::Vacant(free) => {
                    free.insert(gathered);
                }
                Entry::Occupied(known) => known.into_mut().absorb(gathered),
            }
        }
        self.dirty.extend(more.dirty);
    }

    /// Writes what was gathered.
    pub(crate) async fn write(self, c: &mut SqliteConnection) -> Result<(), StoreError> {
        let Changes { mut added, dirty } = self;
        added.retain(|place, _| !dirty.contains(place));
        let any: i64 = sqlx::query_scalar("select exists (select 1 from sales_series)")
            .fetch_one(&mut *c)
            .await?;
        let mut places: Vec<(Place, Gathered)> = added.into_iter().collect();
        places.sort_by_key(|(place, _)| *place);
        for block in places.chunks_mut(BLOCK) {
            let mut written = Vec::with_capacity(block.len());
            for (place, gathered) in block {
                let mut gathered = std::mem::take(gathered);
                if any != 0 {
                    merge(c, *place, &mut gathered).await?;
                }
                written.push(ready(*place, gathered)?);
            }
            put(c, &written).await?;
        }
        rebuild(c, &dirty).await
    }
}

/// Adds what is stored of a place to what was gathered.
async fn merge(
    c: &mut SqliteConnection,
    place: Place,
    gathered: &mut Gathered,
) -> Result<(), StoreError> {
    let known: Option<Vec<u8>> =
        sqlx::query_scalar("select lines from sales_series where sku_id = ? and location_id = ?")
            .bind(place.0)
            .bind(place.1)
            .fetch_optional(c)
            .await?;
    if let Some(bytes) = known {
        let (destinations, lines) = unpack(&bytes)?;
        gathered.absorb(Gathered {
            destinations,
            lines,
            ..Gathered::default()
        });
    }
    Ok(())
}

/// A series ready to be written.
struct Ready {
    place: Place,
    first: Day,
    last: Day,
    bytes: Vec<u8>,
}

fn ready(place: Place, gathered: Gathered) -> Result<Ready, StoreError> {
    let (destinations, lines) = gathered.settle();
    let day = |line: Option<&SalesLine>| line.map_or(Day::EARLIEST, |line| line.ordered_on);
    Ok(Ready {
        place,
        first: day(lines.first()),
        last: day(lines.last()),
        bytes: pack(&destinations, &lines)?,
    })
}

async fn put(c: &mut SqliteConnection, ready: &[Ready]) -> Result<(), StoreError> {
    if ready.is_empty() {
        return Ok(());
    }
    let mut insert = sqlx::QueryBuilder::new(
        "insert or replace into sales_series (sku_id, location_id, first_on, last_on, lines) ",
    );
    insert.push_values(ready, |mut values, series| {
        values
            .push_bind(series.place.0)
            .push_bind(series.place.1)
            .push_bind(series.first.0)
            .push_bind(series.last.0)
            .push_bind(&series.bytes);
    });
    insert.build().execute(c).await?;
    Ok(())
}

const LINES: &str = "select l.sku_id, l.location_id, l.ordered_on, l.shipped_on, l.status, \
     l.quantity, l.price_minor, l.discount_minor, coalesce(l.market, ''), l.currency from order_line l";

fn read_line(row: &SqliteRow) -> (Place, &str, Option<&str>, SalesLine) {
    let quantity: i64 = row.get(5);
    let status: Option<&str> = row.get(4);
    let line = SalesLine {
        ordered_on: Day(row.get(2)),
        shipped_on: crate::reading::day(row, 3),
        status: status.and_then(OrderStatus::from_word),
        quantity,
        amount: SalesLine::net(quantity, row.get(6), row.get(7)),
        destination: 0,
    };
    ((row.get(0), row.get(1)), row.get(8), row.get(9), line)
}

/// Makes the series of `places` anew from the order lines.
pub(crate) async fn rebuild(
    c: &mut SqliteConnection,
    places: &BTreeSet<Place>,
) -> Result<(), StoreError> {
    if places.is_empty() {
        return Ok(());
    }
    sqlx::query(
        "create temp table if not exists series_place
         (sku_id integer, location_id integer, primary key (sku_id, location_id)) without rowid",
    )
    .execute(&mut *c)
    .await?;
    sqlx::query("delete from series_place")
        .execute(&mut *c)
        .await?;
    let all: Vec<Place> = places.iter().copied().collect();
    for block in all.chunks(1_000) {
        let mut insert = sqlx::QueryBuilder::new("insert into series_place (sku_id, location_id) ");
        insert.push_values(block, |mut values, place| {
            values.push_bind(place.0).push_bind(place.1);
        });
        insert.build().execute(&mut *c).await?;
    }
    // One pass over the lines: an index by place would cost every import more than it saves here.
    let rows = sqlx::query(sqlx::AssertSqlSafe(format!(
        "{LINES} cross join series_place p
         where p.sku_id = l.sku_id and p.location_id = l.location_id"
    )))
    .fetch_all(&mut *c)
    .await?;
    let mut gathered: HashMap<Place, Gathered> = HashMap::new();
    for row in &rows {
        let (place, market, currency, line) = read_line(row);
        gathered
            .entry(place)
            .or_default()
            .add(market, currency, line);
    }
    drop(rows);
    sqlx::query(
        "delete from sales_series where (sku_id, location_id) in
             (select sku_id, location_id from series_place)",
    )
    .execute(&mut *c)
    .await?;
    let mut written = Vec::with_capacity(BLOCK);
    for (place, gathered) in gathered {
        written.push(ready(place, gathered)?);
        if written.len() == BLOCK {
            put(c, &written).await?;
            written.clear();
        }
    }
    put(c, &written).await
}

/// Makes every series anew: for a workspace from before they were kept.
pub(crate) async fn rebuild_all(c: &mut SqliteConnection) -> Result<(), StoreError> {
    let rows = sqlx::query(
        "select distinct sku_id, location_id from order_line
         union select sku_id, location_id from sales_series",
    )
    .fetch_all(&mut *c)
    .await?;
    let places = rows.iter().map(|row| (row.get(0), row.get(1))).collect();
    rebuild(c, &places).await
}

/// Places of the lines of the documents in the temporary table `affected`.
pub(crate) async fn places_of_affected(c: &mut SqliteConnection) -> Result<Vec<Place>, StoreError> {
    let rows = sqlx::query(
        "select distinct l.sku_id, l.location_id from affected a
         join order_line l on l.document_id = a.id",
    )
    .fetch_all(c)
    .await?;
    Ok(rows.iter().map(|row| (row.get(0), row.get(1))).collect())
}

/// What the series would be were they made anew, by place: for `check`.
pub(crate) async fn expected(
    c: &mut SqliteConnection,
) -> Result<HashMap<Place, Vec<u8>>, StoreError> {
    use futures_util::TryStreamExt;
    let mut gathered: HashMap<Place, Gathered> = HashMap::new();
    let mut rows = sqlx::query(sqlx::AssertSqlSafe(LINES)).fetch(c);
    while let Some(row) = rows.try_next().await? {
        let (place, market, currency, line) = read_line(&row);
        gathered
            .entry(place)
            .or_default()
            .add(market, currency, line);
    }
    gathered
        .into_iter()
        .map(|(place, gathered)| Ok((place, ready(place, gathered)?.bytes)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{Destination, Gathered, SalesLine, pack, unpack};
    use domain::{Day, OrderStatus};

    fn line(day: i32, quantity: i64) -> SalesLine {
        SalesLine {
            ordered_on: Day(day),
            shipped_on: None,
            status: None,
            quantity,
            amount: quantity * 250,
            destination: 0,
        }
    }

    fn to(market: &str) -> Destination {
        Destination {
            market: market.to_owned(),
            currency: None,
        }
    }

    #[test]
    fn lines_come_back_as_they_were_in_whatever_order_they_came() {
        let shipped = SalesLine {
            shipped_on: Some(Day(18_003)),
            status: Some(OrderStatus::Refunded),
            ..line(18_001, 3)
        };
        let mut one = Gathered::default();
        one.add("FR", None, shipped);
        one.add("", None, line(17_990, -2));
        let mut other = Gathered::default();
        other.add("", None, line(17_990, -2));
        other.add("FR", None, shipped);
        let (destinations, lines) = one.settle();
        let bytes = pack(&destinations, &lines).unwrap();
        let (again, others) = other.settle();
        assert_eq!(bytes, pack(&again, &others).unwrap());
        let (read, back) = unpack(&bytes).unwrap();
        assert_eq!(read, [to(""), to("FR")]);
        assert_eq!(back[0], line(17_990, -2));
        assert_eq!(
            back[1],
            SalesLine {
                destination: 1,
                ..shipped
            }
        );
    }

    #[test]
    fn a_line_moves_stock_on_the_day_it_shipped_and_waits_until_then() {
        let open = SalesLine {
            status: Some(OrderStatus::Open),
            ..line(100, 5)
        };
        assert_eq!(open.movement(), None);
        assert_eq!(open.allocated(Day(101)), 5);
        assert_eq!(open.allocated(Day(100)), 0);
        let sent = SalesLine {
            shipped_on: Some(Day(103)),
            status: Some(OrderStatus::Shipped),
            ..open
        };
        assert_eq!(sent.movement(), Some((Day(103), -5)));
        assert_eq!((sent.allocated(Day(103)), sent.allocated(Day(104))), (5, 0));
        let cancelled = SalesLine {
            status: Some(OrderStatus::Cancelled),
            ..sent
        };
        assert_eq!(cancelled.movement(), None);
        assert_eq!(cancelled.allocated(Day(101)), 0);
        let back = SalesLine {
            quantity: -2,
            ..sent
        };
        assert_eq!(back.movement(), Some((Day(100), 2)));
    }

    #[test]
    fn an_amount_beyond_whole_numbers_stays_at_their_end() {
        assert_eq!(SalesLine::net(i64::MAX, Some(5), Some(1)), i64::MAX - 1);
        assert_eq!(SalesLine::net(3, Some(250), Some(50)), 700);
        assert_eq!(SalesLine::net(-2, Some(250), None), -500);
    }
}
