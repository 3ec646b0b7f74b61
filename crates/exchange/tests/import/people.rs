//! Personal data of buyers never reaches a record, a problem or a preview.

use crate::support::{inputs, story, testdata};
use exchange::import::{Options, inspect};

/// What the golden files say about people who buy.
const PEOPLE: &[&str] = &[
    "Ann Example",
    "Bob Example",
    "Cid Example",
    "A Person",
    "Anna Beispiel",
    "Anne Exemple",
    "ann@example.com",
    "first@example.com",
    "hanako@example.jp",
    "anna@example.de",
    "555 01",
    "1 Main Street",
    "For Ann",
    "please ring",
    "13800000000",
    "花子",
    "山田",
    "李四",
];

#[test]
fn names_mails_phones_and_addresses_of_buyers_stay_in_the_file() {
    let mut met = 0;
    for input in inputs() {
        let name = input
            .file_name()
            .expect("a file")
            .to_string_lossy()
            .into_owned();
        // Whom to ask at a supplier is what a list of suppliers is for.
        if name == "suppliers_zh.csv" {
            continue;
        }
        let bytes = std::fs::read(&input).expect("readable");
        let text = String::from_utf8_lossy(&bytes);
        let told = story(&input, &Options::default());
        let seen = inspect(&input, &Options::default()).expect("the path is there");
        let previews = format!("{:?}", seen.iter().map(|s| &s.preview).collect::<Vec<_>>());
        for person in PEOPLE {
            met += usize::from(text.contains(person));
            assert!(!told.contains(person), "{person} of {name} in {told}");
            assert!(
                !previews.contains(person) || !seen.iter().all(|s| s.outcome.is_ok()),
                "{person} of {name} in {previews}"
            );
        }
    }
    assert!(met > 60, "the golden files name only {met} people");
}

#[test]
fn buyers_stay_the_same_buyer_without_their_mail() {
    let told = story(&testdata().join("shopify/orders.csv"), &Options::default());
    let keys: Vec<&str> = told
        .match_indices("customer_id: Some(\"")
        .map(|(at, found)| &told[at + found.len()..at + found.len() + 23])
        .collect();
    assert_eq!(keys.len(), 4);
    assert_eq!(keys[0], keys[1]);
    assert_ne!(keys[1], keys[2]);
    assert!(keys.iter().all(|key| key.starts_with("person-")));
}
