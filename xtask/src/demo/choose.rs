//! Which SKUs the demo shop sells: a mix of characters, so that every kind of decision occurs.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::source::Line;
use super::{AS_OF, OPENING, draw};

/// How a SKU sold over the two years.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Character {
    /// One of the three with the most order lines.
    BestSeller,
    /// Sold in nearly every week of both years, the second much like the first.
    Steady,
    /// Four fifths of its units went out from September to December.
    Seasonal,
    /// Its last half year sold at least 1.8 times the same half a year before.
    Rising,
    /// A good seller whose last sale is two to ten months back.
    Ending,
    /// Less than one line a week, for years.
    Slow,
    /// First sold within the last 200 days.
    New,
}

impl Character {
    /// The word used in the manifest.
    pub fn word(self) -> &'static str {
        match self {
            Character::BestSeller => "best_seller",
            Character::Steady => "steady",
            Character::Seasonal => "seasonal",
            Character::Rising => "rising",
            Character::Ending => "ending",
            Character::Slow => "slow",
            Character::New => "new",
        }
    }
}

/// SKUs of each character, 120 in all.
const WANTED: [(Character, usize); 7] = [
    (Character::BestSeller, 3),
    (Character::Steady, 33),
    (Character::Seasonal, 18),
    (Character::Rising, 20),
    (Character::Ending, 14),
    (Character::Slow, 18),
    (Character::New, 14),
];

/// A SKU of the demo shop.
pub struct Chosen {
    /// Stock code.
    pub sku: String,
    /// Its most frequent description.
    pub name: String,
    /// Why it was taken.
    pub character: Character,
}

#[derive(Default)]
struct Past {
    lines: usize,
    units: i64,
    autumn: i64,
    last_half: i64,
    same_half: i64,
    last_year: i64,
    weeks: HashSet<i32>,
    names: HashMap<String, usize>,
    first: Option<i32>,
    last: i32,
}

/// Chooses the SKUs, ordered by stock code. Within a character the seeded draw decides, so that
/// no one picked the pretty ones.
pub fn choose(lines: &[Line]) -> Vec<Chosen> {
    let mut pasts: BTreeMap<&str, Past> = BTreeMap::new();
    for line in lines.iter().filter(|line| line.is_sale()) {
        pasts.entry(&line.sku).or_default().add(line);
    }
    pasts.retain(|_, past| has_a_name(&past.name()));
    let mut by_lines: Vec<(&str, usize)> =
        pasts.iter().map(|(sku, past)| (*sku, past.lines)).collect();
    by_lines.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    let best: HashSet<&str> = by_lines
        .iter()
        .take(WANTED[0].1)
        .map(|(sku, _)| *sku)
        .collect();

    let mut chosen = Vec::new();
    for (character, wanted) in WANTED {
        let mut fitting: Vec<(&str, &Past)> = pasts
            .iter()
            .filter(|(sku, past)| {
                let own = if best.contains(*sku) {
                    Some(Character::BestSeller)
                } else {
                    past.character()
                };
                own == Some(character)
            })
            .map(|(sku, past)| (*sku, past))
            .collect();
        fitting.sort_by_key(|(sku, _)| draw::bits(&format!("choose/{sku}")));
        chosen.extend(fitting.into_iter().take(wanted).map(|(sku, past)| Chosen {
            sku: sku.to_owned(),
            name: past.name(),
            character,
        }));
    }
    chosen.sort_by(|a, b| a.sku.cmp(&b.sku));
    chosen
}

impl Past {
    fn add(&mut self, line: &Line) {
        let day = line.day.since(OPENING);
        let ago = AS_OF.since(line.day);
        // Months of the moved dates are those of the real ones but for two days.
        let month = line
            .day
            .to_string()
            .get(5..7)
            .and_then(|m| m.parse::<u32>().ok())
            .unwrap_or(1);
        self.lines += 1;
        self.units += line.quantity;
        self.autumn += if month >= 9 { line.quantity } else { 0 };
        self.last_year += if ago <= 365 { line.quantity } else { 0 };
        self.last_half += if ago <= 182 { line.quantity } else { 0 };
        self.same_half += if (365..547).contains(&ago) {
            line.quantity
        } else {
            0
        };
        self.weeks.insert(day.div_euclid(7));
        *self.names.entry(line.name.clone()).or_default() += 1;
        self.first = Some(self.first.map_or(day, |first| first.min(day)));
        self.last = self.last.max(day);
    }

    fn name(&self) -> String {
        let most = self
            .names
            .iter()
            .max_by(|a, b| a.1.cmp(b.1).then(b.0.cmp(a.0)));
        most.map(|(name, _)| name.clone()).unwrap_or_default()
    }

    fn character(&self) -> Option<Character> {
        let span = AS_OF.since(OPENING);
        let first = self.first?;
        let silent = span - self.last;
        let age = span - first;
        let year_before = self.units - self.last_year;
        let ratio = self.last_year as f64 / year_before.max(1) as f64;
        if age <= 200 {
            (self.lines >= 40 && silent < 45).then_some(Character::New)
        } else if (60..=300).contains(&silent) {
            (self.lines >= 150).then_some(Character::Ending)
        } else if self.lines >= 150
            && self.autumn * 5 >= self.units * 4
            && first < 330
            && silent < 60
        {
            Some(Character::Seasonal)
        } else if self.same_half >= 100
            && self.last_half * 5 >= self.same_half * 9
            && (150..1500).contains(&self.lines)
            && silent < 30
        {
            Some(Character::Rising)
        } else if self.weeks.len() >= 92 && (0.75..=1.3).contains(&ratio) && self.lines < 1600 {
            Some(Character::Steady)
        } else {
            ((40..=110).contains(&self.lines) && first < 200 && silent < 120)
                .then_some(Character::Slow)
        }
    }
}

/// Whether a description reads as the name of goods: the source marks its own corrections in
/// lower case or with question marks.
fn has_a_name(name: &str) -> bool {
    name.len() >= 6 && !name.contains('?') && !name.chars().any(char::is_lowercase)
}
