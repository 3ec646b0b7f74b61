//! What an import changes is said, and what stands on it before it goes; one SKU may have several
//! codes; pictures find their products; a stopped import leaves nothing.

mod workspace;

use std::path::Path;
use std::sync::Arc;

use engine::Engine;
use serde_json::{Value, json};

use crate::workspace::{call, check, open, refused, write};

async fn import(engine: &Engine, path: &Path) -> Value {
    let report = call(engine, "import_files", json!({ "paths": [path] })).await;
    report["batches"][0].clone()
}

#[tokio::test]
async fn a_later_export_says_what_it_changed_and_undo_puts_it_back() {
    let folder = tempfile::tempdir().expect("folder");
    let engine = open(folder.path()).await;
    let products = "sku,name,unit_cost,cost_currency\nA,Lamp,4.40,USD\n";
    import(&engine, &write(folder.path(), "products.csv", products)).await;
    let head = "order_id,ordered_at,sku,quantity,unit_price,currency,status,shipped_at\n";
    let first =
        format!("{head}1001,2026-04-01,A,2,9.90,USD,open,\n1002,2026-04-01,A,1,9.90,USD,open,\n");
    import(&engine, &write(folder.path(), "week1.csv", &first)).await;
    let later = format!(
        "{head}1001,2026-04-01,A,2,8.50,USD,shipped,2026-04-03\n1002,2026-04-01,A,1,9.90,USD,open,\n"
    );
    let batch = import(&engine, &write(folder.path(), "week2.csv", &later)).await;
    assert_eq!(
        (&batch["accepted"], &batch["changed"], &batch["unchanged"]),
        (&json!(1), &json!(1), &json!(1))
    );

    let changes = call(&engine, "import_changes", json!({ "batch": batch["id"] })).await;
    assert_eq!(changes["rows"], 1);
    let mut said: Vec<(&str, &Value, &Value)> = changes["changes"]
        .as_array()
        .expect("changes")
        .iter()
        .map(|change| {
            assert_eq!(
                (&change["entity"], &change["name"], &change["sku"]),
                (&json!("order_line"), &json!("1001"), &json!("A"))
            );
            (
                change["field"].as_str().expect("field"),
                &change["before"],
                &change["after"],
            )
        })
        .collect();
    said.sort_by_key(|change| change.0);
    assert_eq!(
        said,
        [
            ("price", &json!("9.90"), &json!("8.50")),
            ("shipped_on", &Value::Null, &json!("2026-04-03")),
            ("status", &json!("open"), &json!("shipped")),
        ]
    );
    let effects = call(&engine, "import_effects", json!({ "batch": batch["id"] })).await;
    assert_eq!(
        effects["put_back"],
        json!([{ "entity": "order_line", "count": 1 }])
    );
    assert_eq!(effects["removed"], json!([]));
    call(&engine, "import_undo", json!({ "batch": batch["id"] })).await;
    let again = import(&engine, &folder.path().join("week1.csv")).await;
    assert_eq!(
        again["unchanged"], 2,
        "the earlier words stand again: {again}"
    );
    check(&engine).await;
}

#[tokio::test]
async fn what_stands_on_an_import_is_said_before_it_goes() {
    let folder = tempfile::tempdir().expect("folder");
    let engine = open(folder.path()).await;
    let products = "sku,name,unit_cost,cost_currency\nA,Lamp,4.40,USD\nB,Tent,9,USD\n";
    let products = import(&engine, &write(folder.path(), "products.csv", products)).await;
    let orders =
        "order_id,ordered_at,sku,quantity\n1,2026-04-01,A,2\n2,2026-04-02,A,1\n3,2026-04-02,C,1\n";
    let orders = import(&engine, &write(folder.path(), "orders.csv", orders)).await;
    let returns = "order_id,sku,quantity,returned_on\n1,A,1,2026-04-09\n";
    let returns = import(&engine, &write(folder.path(), "returns.csv", returns)).await;

    let effects = call(
        &engine,
        "import_effects",
        json!({ "batch": products["id"] }),
    )
    .await;
    assert_eq!(effects["removed"], json!([{ "entity": "sku", "count": 2 }]));
    let said = |effects: &Value| -> Vec<(String, i64, i64)> {
        effects["dependents"]
            .as_array()
            .expect("dependents")
            .iter()
            .map(|d| {
                let number = |key: &str| d[key].as_i64().expect("number");
                (
                    d["code"].as_str().expect("code").to_owned(),
                    number("batch"),
                    number("count"),
                )
            })
            .collect()
    };
    let id = |batch: &Value| batch["id"].as_i64().expect("number");
    assert_eq!(
        said(&effects),
        [
            ("order_line_of_sku".to_owned(), id(&orders), 2),
            ("return_line_of_sku".to_owned(), id(&returns), 1),
        ]
    );
    let effects = call(&engine, "import_effects", json!({ "batch": orders["id"] })).await;
    assert_eq!(
        said(&effects),
        [("return_line_of_order".to_owned(), id(&returns), 1)]
    );
    let effects = call(&engine, "import_effects", json!({ "batch": returns["id"] })).await;
    assert_eq!(effects["dependents"], json!([]));
    for batch in [&products, &orders, &returns] {
        call(&engine, "import_undo", json!({ "batch": batch["id"] })).await;
        check(&engine).await;
    }
    let gone = refused(
        &engine,
        "import_effects",
        json!({ "batch": products["id"] }),
    )
    .await;
    assert_eq!(gone.code, "no_such_batch");
}

/// On hand and units sold of every SKU on a morning.
async fn picture(engine: &Engine) -> Vec<(String, i64, i64)> {
    let table = call(engine, "stock_list", json!({ "as_of": "2026-05-01" })).await;
    let mut rows: Vec<_> = table["rows"]
        .as_array()
        .expect("rows")
        .iter()
        .map(|row| {
            let sold: i64 = row["weeks"]
                .as_array()
                .expect("weeks")
                .iter()
                .filter_map(Value::as_i64)
                .sum();
            (
                row["sku"].as_str().expect("sku").to_owned(),
                row["on_hand"].as_i64().expect("units"),
                sold,
            )
        })
        .filter(|(_, on_hand, sold)| *on_hand != 0 || *sold != 0)
        .collect();
    rows.sort();
    rows
}

#[tokio::test]
async fn two_codes_become_one_sku_and_two_again() {
    let folder = tempfile::tempdir().expect("folder");
    let engine = open(folder.path()).await;
    let file = |name: &str, text: &str| write(folder.path(), name, text);
    import(
        &engine,
        &file("products.csv", "sku,name\nLN2-OAK,Lantern\n"),
    )
    .await;
    import(
        &engine,
        &file(
            "stock.csv",
            "sku,on_hand,as_of\nLN2-OAK,50,2026-04-01\nln2-oak,7,2026-04-10\n",
        ),
    )
    .await;
    let shop = "order_id,ordered_at,sku,quantity,status\n1,2026-04-05,LN2-OAK,3,shipped\n2,2026-04-12,ln2-oak,2,shipped\n";
    import(&engine, &file("shop.csv", shop)).await;
    let before = picture(&engine).await;
    assert_eq!(
        before,
        [("LN2-OAK".to_owned(), 47, 3), ("ln2-oak".to_owned(), 5, 2)]
    );

    let aliases = call(&engine, "alias_list", json!({})).await;
    assert_eq!(aliases["suggestions"][0]["reason"], "letters");
    assert_eq!(
        aliases["suggestions"][0]["skus"]
            .as_array()
            .expect("skus")
            .len(),
        2
    );

    let join = json!({ "code": "ln2-oak", "sku": "LN2-OAK" });
    let joined = call(&engine, "alias_join", join.clone()).await;
    assert_eq!(joined["conflicts"], 0, "{joined}");
    // The count of 10 April is the SKU's now: 7 that morning, 2 sold after it.
    assert_eq!(picture(&engine).await, [("LN2-OAK".to_owned(), 5, 5)]);
    check(&engine).await;
    assert_eq!(
        refused(&engine, "alias_join", join).await.code,
        "alias_taken"
    );
    let itself = json!({ "code": "LN2-OAK", "sku": "ln2-oak" });
    assert_eq!(
        refused(&engine, "alias_join", itself).await.code,
        "alias_of_itself"
    );

    // The same file again changes nothing, and a new one is read under the SKU.
    let again = import(&engine, &folder.path().join("shop.csv")).await;
    assert_eq!(
        (&again["unchanged"], &again["accepted"]),
        (&json!(2), &json!(0)),
        "{again}"
    );
    let more = shop.replace("\n1,", "\n3,").replace("\n2,", "\n4,");
    let more = import(&engine, &file("more.csv", &more)).await;
    assert_eq!(
        picture(&engine).await,
        [("LN2-OAK".to_owned(), 3, 10)],
        "{more}"
    );
    call(&engine, "import_undo", json!({ "batch": more["id"] })).await;
    call(&engine, "import_undo", json!({ "batch": again["id"] })).await;

    let split = call(&engine, "alias_split", json!({ "code": "ln2-oak" })).await;
    assert_eq!(split["moved"], joined["moved"]);
    assert_eq!(picture(&engine).await, before);
    check(&engine).await;
    let none = call(&engine, "alias_list", json!({})).await;
    assert_eq!(none["aliases"], json!([]));
    assert_eq!(
        refused(&engine, "alias_split", json!({ "code": "ln2-oak" }))
            .await
            .code,
        "no_such_alias"
    );
}

#[tokio::test]
async fn a_join_survives_the_undo_of_what_it_moved() {
    let folder = tempfile::tempdir().expect("folder");
    let engine = open(folder.path()).await;
    let file = |name: &str, text: &str| write(folder.path(), name, text);
    import(&engine, &file("products.csv", "sku,name\nA,Lamp\n")).await;
    let count = "sku,on_hand,as_of\nA,50,2026-04-01\na,40,2026-04-01\n";
    let stock = import(&engine, &file("stock.csv", count)).await;
    let orders = "order_id,ordered_at,sku,quantity,status\n1,2026-04-05,a,3,shipped\n";
    let orders = import(&engine, &file("orders.csv", orders)).await;
    let joined = call(&engine, "alias_join", json!({ "code": "a", "sku": "A" })).await;
    assert_eq!(joined["conflicts"], 1, "both were counted that morning");
    assert_eq!(picture(&engine).await, [("A".to_owned(), 47, 3)]);
    call(&engine, "import_undo", json!({ "batch": orders["id"] })).await;
    assert_eq!(picture(&engine).await, [("A".to_owned(), 50, 0)]);
    check(&engine).await;
    call(&engine, "alias_split", json!({ "code": "a" })).await;
    assert_eq!(
        picture(&engine).await,
        [("A".to_owned(), 50, 0), ("a".to_owned(), 40, 0)]
    );
    check(&engine).await;
    call(&engine, "import_undo", json!({ "batch": stock["id"] })).await;
    assert!(picture(&engine).await.is_empty());
    check(&engine).await;
}

/// A PNG of one pixel, red.
const RED: &[u8] = &[
    0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, b'I', b'H', b'D', b'R', 0, 0, 0,
    1, 0, 0, 0, 1, 8, 2, 0, 0, 0, 0x90, 0x77, 0x53, 0xde, 0, 0, 0, 0x0c, b'I', b'D', b'A', b'T',
    0x78, 0x9c, 0x63, 0xf8, 0xcf, 0xc0, 0, 0, 3, 1, 1, 0, 0xc9, 0xfe, 0x92, 0xef, 0, 0, 0, 0, b'I',
    b'E', b'N', b'D', 0xae, 0x42, 0x60, 0x82,
];

#[tokio::test]
async fn pictures_find_their_products_and_lie_beside_the_workspace() {
    let folder = tempfile::tempdir().expect("folder");
    let engine = open(folder.path()).await;
    let products = "sku,name\nLN2-OAK,Lantern\nA/B,Bracket\n";
    import(&engine, &write(folder.path(), "products.csv", products)).await;
    let stock = "sku,on_hand,as_of\nLN2-OAK,5,2026-04-01\nA/B,5,2026-04-01\n";
    import(&engine, &write(folder.path(), "stock.csv", stock)).await;
    let photos = folder.path().join("photos");
    std::fs::create_dir(&photos).expect("folder");
    for name in ["ln2-oak_1.png", "A_B.png", "nobody.png"] {
        std::fs::write(photos.join(name), RED).expect("written");
    }
    std::fs::write(photos.join("LN2-OAK (2).jpg"), b"not a picture").expect("written");

    let report = call(&engine, "import_files", json!({ "paths": [photos] })).await;
    assert_eq!(report["batches"], json!([]), "pictures are no tables");
    assert_eq!(
        report["pictures"],
        json!({ "attached": 2, "unmatched": ["nobody.png"], "unreadable": [] })
    );
    let kept = std::fs::read_dir(folder.path().join("shop.db.pictures")).expect("folder");
    assert_eq!(kept.count(), 2);
    let shown = call(
        &engine,
        "pictures_get",
        json!({ "skus": ["A/B", "LN2-OAK", "X"] }),
    )
    .await;
    let shown = shown["pictures"].as_object().expect("pictures");
    assert_eq!(shown.len(), 2);
    assert!(
        shown["A/B"]
            .as_str()
            .expect("address")
            .starts_with("data:image/jpeg;base64,")
    );
    let table = call(&engine, "stock_list", json!({ "as_of": "2026-05-01" })).await;
    assert!(
        table["rows"]
            .as_array()
            .expect("rows")
            .iter()
            .all(|row| row["image"].is_string())
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stopped_import_leaves_nothing_and_the_next_one_works() {
    let folder = tempfile::tempdir().expect("folder");
    let engine = Arc::new(open(folder.path()).await);
    let mut text = "order_id,ordered_at,sku,quantity\n".to_owned();
    for order in 0..20_000 {
        text.push_str(&format!("{order},2026-04-01,S{},1\n", order % 50));
    }
    let path = write(folder.path(), "orders.csv", &text);
    let (heard, mut hears) = tokio::sync::mpsc::unbounded_channel();
    engine.on_progress(move |progress| {
        // Told more often than asked for; only the first matters.
        let _ = heard.send(progress);
    });
    let stopper = Arc::clone(&engine);
    let stop = tokio::spawn(async move {
        let first = hears.recv().await.expect("progress is told");
        call(&stopper, "cancel", json!({})).await;
        first
    });
    let failure = refused(&engine, "import_files", json!({ "paths": [path] })).await;
    assert_eq!(failure.code, "cancelled");
    let first = stop.await.expect("stopped");
    assert_eq!(
        first.total,
        2 * u64::try_from(text.len()).expect("size"),
        "read once, written once"
    );
    assert_eq!(
        call(&engine, "workspace_status", json!({})).await["empty"],
        true
    );
    let batch = import(&engine, &path).await;
    assert_eq!(batch["accepted"], 20_000);
    check(&engine).await;
}
