//! What a person says about a sheet, the reasons told, and guesses where nothing is certain.

use std::collections::HashMap;
use std::path::PathBuf;

use crate::support::story;
use domain::RecordKind;
use exchange::import::{
    DateOrder, Inspected, LEAST_SCORE, Mapping, Options, REASON_CODES, Role, inspect,
};

fn write(name: &str, text: &str) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(name);
    std::fs::write(&path, text).expect("written");
    (folder, path)
}

fn only(path: &std::path::Path, options: &Options) -> Inspected {
    let mut seen = inspect(path, options).expect("the path is there");
    assert_eq!(seen.len(), 1);
    seen.remove(0)
}

fn mapping(kind: RecordKind, columns: &[(&str, Role)]) -> Mapping {
    Mapping {
        header_row: None,
        kind,
        columns: columns
            .iter()
            .map(|(name, role)| ((*name).to_owned(), *role))
            .collect(),
        date_order: None,
    }
}

#[test]
fn a_sheet_that_nothing_tells_is_guessed_and_a_mapping_is_remembered_by_its_fingerprint() {
    let (_folder, path) = write(
        "odd.csv",
        "Ref,Bits,Where\nX-1,5,North\nX-2,6,North\nX-3,9,South\n",
    );
    let seen = only(&path, &Options::default());
    assert_eq!(
        seen.outcome.expect_err("not known").code,
        "sheet_not_recognised"
    );
    let guess = seen.guess.expect("a guess");
    assert!(guess.score < LEAST_SCORE);
    let codes: Vec<&str> = guess.reasons.iter().map(|r| r.code.as_str()).collect();
    assert_eq!(codes, ["values_fit"]);
    let known = mapping(
        RecordKind::Stock,
        &[
            ("ref", Role::Sku),
            ("Bits", Role::OnHand),
            ("#3", Role::Location),
        ],
    );
    let options = Options {
        remembered: HashMap::from([(guess.fingerprint.clone(), known)]),
        ..Options::default()
    };
    let told = story(&path, &options);
    assert!(
        told.contains("sku: \"X-3\", location: Some(\"South\"), on_hand: 9"),
        "{told}"
    );
    // Another sheet is none of its business.
    let (_folder, other) = write("other.csv", "Ref,Pieces,Where\nX-1,5,North\n");
    assert!(story(&other, &options).contains("sheet_not_recognised"));
    // A kind asked for counts before what is remembered.
    let asked = Options {
        kind: Some(RecordKind::Orders),
        ..options
    };
    assert!(story(&path, &asked).contains("columns_missing"));
}

#[test]
fn a_mapping_without_what_the_kind_needs_is_refused() {
    let (_folder, path) = write("odd.csv", "Ref,Bits\nX-1,5\n");
    let options = Options {
        mapping: Some(mapping(RecordKind::Stock, &[("Ref", Role::Sku)])),
        ..Options::default()
    };
    let seen = only(&path, &options);
    let failure = seen.outcome.expect_err("incomplete");
    assert_eq!(failure.code, "columns_missing");
    assert_eq!(failure.params["missing"], "on_hand");
}

#[test]
fn a_corrected_column_keeps_the_habits_of_the_system() {
    let (_folder, path) = write(
        "orders.csv",
        "Name,Created at,Currency,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,Code\n\
         #1,2026-03-01 10:00:00 +0800,USD,1,Bag,25.00,BAG,B-9\n\
         #1,2026-03-01 10:00:00 +0800,,2,Mug,8.00,MUG,M-9\n",
    );
    let options = Options {
        zone: domain::ShopZone::fixed(480),
        mapping: Some(mapping(
            RecordKind::Orders,
            &[
                ("Name", Role::OrderId),
                ("Created at", Role::OrderedAt),
                ("Currency", Role::Currency),
                ("Code", Role::Sku),
                ("Lineitem quantity", Role::Quantity),
            ],
        )),
        ..Options::default()
    };
    let told = story(&path, &options);
    assert!(told.starts_with("sheet None shopify orders"), "{told}");
    // The currency stands on the order's first line only.
    assert!(
        told.contains("sku: \"M-9\", quantity: 2, currency: Some(USD)"),
        "{told}"
    );
}

#[test]
fn columns_named_as_places_or_days_are_read_as_such() {
    let (_folder, path) = write(
        "places.csv",
        "Ref,Ningbo,Berlin\nX-1,5,not stocked\nX-2,6,7\n",
    );
    let options = Options {
        mapping: Some(mapping(
            RecordKind::Stock,
            &[
                ("Ref", Role::Sku),
                ("Ningbo", Role::OnHand),
                ("Berlin", Role::OnHand),
            ],
        )),
        ..Options::default()
    };
    let told = story(&path, &options);
    assert!(
        told.contains("sku: \"X-2\", location: Some(\"Berlin\"), on_hand: 7"),
        "{told}"
    );
    let (_folder, path) = write("days.csv", "Ref,01/02/2026,02/02/2026\nX-1,5,0\nX-2,6,7\n");
    let mut by_day = mapping(
        RecordKind::Orders,
        &[
            ("Ref", Role::Sku),
            ("01/02/2026", Role::Quantity),
            ("02/02/2026", Role::Quantity),
        ],
    );
    by_day.date_order = Some(DateOrder::MonthFirst);
    let options = Options {
        mapping: Some(by_day),
        ..Options::default()
    };
    let told = story(&path, &options);
    assert!(told.contains("order_id: \"day:2026-01-02:\""), "{told}");
    assert!(told.contains("order_id: \"day:2026-02-02:\""), "{told}");
}

#[test]
fn the_answer_about_day_and_month_is_taken() {
    let (_folder, path) = write(
        "orders.csv",
        "order id,order date,sku,quantity\n1,03/04/2026,A-1,2\n2,05/04/2026,A-1,1\n",
    );
    let seen = only(&path, &Options::default());
    assert_eq!(seen.outcome.expect("known").open_dates, ["order date"]);
    let mut answer = mapping(
        RecordKind::Orders,
        &[
            ("order id", Role::OrderId),
            ("order date", Role::OrderedAt),
            ("sku", Role::Sku),
            ("quantity", Role::Quantity),
        ],
    );
    answer.date_order = Some(DateOrder::MonthFirst);
    let options = Options {
        mapping: Some(answer),
        ..Options::default()
    };
    // 2026-03-04 and 2026-05-04.
    let told = story(&path, &options);
    assert!(
        told.contains("Day(20516)") && told.contains("Day(20577)"),
        "{told}"
    );
    assert!(!told.contains("date_order_ambiguous"), "{told}");
}

#[test]
fn previews_hide_people() {
    let (_folder, path) = write(
        "orders.csv",
        "order id,order date,sku,quantity,buyer name,email\n1,2026-04-03,A-1,2,Ann Example,ann@example.com\n",
    );
    let seen = only(&path, &Options::default());
    assert_eq!(
        seen.preview[1],
        ["1", "2026-04-03", "A-1", "2", "•••", "•••"]
    );
}

#[test]
fn every_reason_has_a_sentence_in_both_languages() {
    for lang in ["zh-CN", "en"] {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../../locales")
            .join(lang)
            .join("recognition.json");
        let sentences: std::collections::BTreeMap<String, String> =
            serde_json::from_str(&std::fs::read_to_string(path).expect("there")).expect("flat");
        let codes: Vec<&str> = sentences.keys().map(String::as_str).collect();
        let mut expected = REASON_CODES.to_vec();
        expected.sort_unstable();
        assert_eq!(codes, expected, "{lang}");
    }
}
