//! Texts shared between the rows of a sheet, and what was found out about them once.

use std::collections::HashMap;
use std::sync::Arc;

use domain::Text;
use hashbrown::HashSet;

use super::country;
use super::fee::{SkuHabit, is_fee};
use super::role::Role;

/// Texts kept to share between rows; beyond it sharing starts anew, so memory stays bounded.
const MOST_SHARED: usize = 400_000;

/// The shared texts of one sheet.
pub struct Shared {
    texts: HashSet<Text>,
    last: Vec<Option<Text>>,
    countries: HashMap<Text, Text>,
    fees: HashMap<(usize, usize), bool>,
    fee_codes: HashSet<Text>,
}

impl Default for Shared {
    fn default() -> Shared {
        Shared {
            texts: HashSet::new(),
            last: vec![None; Role::ALL.len()],
            countries: HashMap::new(),
            fees: HashMap::new(),
            fee_codes: HashSet::new(),
        }
    }
}

impl Shared {
    /// Shares a text with the rows before.
    pub fn share(&mut self, role: Role, text: &str) -> Text {
        let slot = role as usize;
        if let Some(last) = &self.last[slot]
            && **last == *text
        {
            return Arc::clone(last);
        }
        if self.texts.len() >= MOST_SHARED {
            self.texts.clear();
            // What was known by address is known no more.
            self.fees.clear();
            self.last.fill(None);
        }
        let shared = Arc::clone(self.texts.get_or_insert_with(text, |text| Arc::from(text)));
        self.last[slot] = Some(Arc::clone(&shared));
        shared
    }

    /// A country's ISO code where it is known, else the text itself.
    pub fn country_of(&mut self, text: Text) -> Text {
        if let Some(known) = self.countries.get(&text) {
            return Arc::clone(known);
        }
        let named = country::code(&text).map_or_else(|| Arc::clone(&text), Arc::from);
        if self.countries.len() < MOST_SHARED {
            self.countries.insert(text, Arc::clone(&named));
        }
        named
    }

    /// Whether a line is a fee; a code without three digits that once was a fee stays one.
    pub fn is_fee(&mut self, sku: &Text, name: Option<&Text>, habit: SkuHabit) -> bool {
        let address = |text: &Text| text.as_ptr() as usize;
        let key = (address(sku), name.map_or(0, address));
        if let Some(known) = self.fees.get(&key) {
            return *known;
        }
        let fee = is_fee(sku, name.map(|n| &**n), habit) || self.fee_codes.contains(sku);
        if fee && sku.bytes().filter(u8::is_ascii_digit).count() < 3 {
            self.fee_codes.insert(Arc::clone(sku));
        }
        if self.fees.len() < MOST_SHARED {
            self.fees.insert(key, fee);
        }
        fee
    }
}
