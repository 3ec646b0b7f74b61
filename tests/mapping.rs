//! A sheet is corrected once, and read so for ever.

mod workspace;

use serde_json::{Value, json};

use crate::workspace::{call, check, open, refused, write};

/// A purchase sheet with headers of its own: no system writes these. Row 4 has no quantity.
const OWN_SHEET: &str = "\
Vorgang,Teil,Menge x,Tag,Lieferort
P-1,LN2,48,2026-04-03,HH
P-1,TIP,100,2026-04-03,HH
P-2,PB10,none,2026-04-07,HH
";

const OWN_MAPPING: [(&str, &str); 5] = [
    ("Vorgang", "po_number"),
    ("Teil", "sku"),
    ("Menge x", "quantity"),
    ("Tag", "ordered_on"),
    ("Lieferort", "location"),
];

fn own_mapping() -> Value {
    let columns: Vec<Value> = OWN_MAPPING
        .iter()
        .map(|(header, role)| json!({ "header": header, "role": role }))
        .collect();
    json!({ "kind": "purchase_orders", "columns": columns })
}

#[tokio::test]
async fn a_sheet_nobody_knows_waits_and_once_corrected_is_read_for_ever() {
    let folder = tempfile::tempdir().expect("folder");
    let engine = open(folder.path()).await;
    let path = write(folder.path(), "einkauf.csv", OWN_SHEET);
    let asked = json!({ "paths": [path], "ask": true });

    let waiting = call(&engine, "import_files", asked.clone()).await["batches"][0].clone();
    assert!(waiting["question"].is_string(), "{waiting}");
    assert!(waiting["id"].is_null());
    assert_eq!(
        call(&engine, "workspace_status", json!({})).await["empty"],
        true
    );

    // A dry run says what would be read and remembers nothing.
    let with = |dry_run: bool| json!({ "paths": [path], "mapping": [own_mapping()], "remember": true, "dry_run": dry_run });
    let tried = call(&engine, "import_files", with(true)).await["batches"][0].clone();
    assert_eq!(
        (&tried["accepted"], &tried["rejected"]),
        (&json!(2), &json!(1))
    );
    let list = call(&engine, "mapping_list", json!({})).await;
    assert_eq!(list["mappings"], json!([]));

    let read = call(&engine, "import_files", with(false)).await["batches"][0].clone();
    assert_eq!(read["kind"], "purchase_orders");
    assert_eq!(
        (&read["accepted"], &read["rejected"]),
        (&json!(2), &json!(1))
    );
    assert_eq!(read["problems"][0]["row"], 4);

    // The next file with the same headers is read without a question and without a mapping.
    let next = OWN_SHEET.replace("P-", "Q-").replace("none", "7");
    let next = write(folder.path(), "einkauf_mai.csv", &next);
    let again = json!({ "paths": [next], "ask": true });
    let batch = call(&engine, "import_files", again.clone()).await["batches"][0].clone();
    assert!(batch["question"].is_null(), "{batch}");
    assert_eq!(
        (&batch["accepted"], &batch["rejected"]),
        (&json!(3), &json!(0))
    );
    assert!(
        batch["columns"]
            .as_array()
            .expect("columns")
            .iter()
            .all(|c| c["evidence"] == "mapping"),
        "{batch}"
    );

    // Forgotten, it waits again.
    let list = call(&engine, "mapping_list", json!({})).await;
    let fingerprint = &list["mappings"][0]["fingerprint"];
    assert_eq!(
        list["mappings"][0]["columns"]
            .as_array()
            .expect("columns")
            .len(),
        5
    );
    call(
        &engine,
        "mapping_remove",
        json!({ "fingerprint": fingerprint }),
    )
    .await;
    let batch = call(&engine, "import_files", again.clone()).await["batches"][0].clone();
    assert!(batch["question"].is_string(), "{batch}");
    let gone = refused(
        &engine,
        "mapping_remove",
        json!({ "fingerprint": fingerprint }),
    )
    .await;
    assert_eq!(gone.code, "no_such_mapping");

    // What the list says can be remembered again, in this workspace or another.
    let set = engine::mappings_of(&list).expect("reads");
    call(&engine, "mapping_set", json!({ "mappings": set })).await;
    let batch = call(&engine, "import_files", again).await["batches"][0].clone();
    assert_eq!(batch["unchanged"], 3, "{batch}");
    check(&engine).await;
}

#[tokio::test]
async fn a_mapping_that_names_what_is_not_there_is_refused() {
    let folder = tempfile::tempdir().expect("folder");
    let engine = open(folder.path()).await;
    let path = write(folder.path(), "einkauf.csv", OWN_SHEET);
    let with = |mapping: Value| json!({ "paths": [path], "mapping": [mapping] });
    let column = json!({ "columns": [{ "header": "Preis", "role": "unit_cost" }] });
    let failure = refused(&engine, "import_files", with(column)).await;
    assert_eq!(
        (failure.code.as_str(), &failure.params["column"]),
        ("unknown_column", &json!("Preis"))
    );
    let role = json!({ "columns": [{ "header": "Teil", "role": "colour" }] });
    assert_eq!(
        refused(&engine, "import_files", with(role)).await.code,
        "unknown_role"
    );
    let kind = json!({ "kind": "things" });
    assert_eq!(
        refused(&engine, "import_files", with(kind)).await.code,
        "unknown_kind"
    );
    let nameless = json!({ "mappings": [own_mapping()] });
    assert_eq!(
        refused(&engine, "mapping_set", nameless).await.code,
        "mapping_incomplete"
    );
    assert_eq!(
        call(&engine, "workspace_status", json!({})).await["empty"],
        true
    );
}

#[tokio::test]
async fn a_preview_shows_rows_as_understood_and_the_bad_rows_come_as_a_workbook() {
    let folder = tempfile::tempdir().expect("folder");
    let engine = open(folder.path()).await;
    let path = write(folder.path(), "einkauf.csv", OWN_SHEET);
    let sheet = |mapping: Value| json!({ "path": path, "file": "einkauf.csv", "mapping": mapping });

    // Without a quantity nothing can be read, and that is said.
    let mut lacking = own_mapping();
    lacking["columns"][2]["role"] = Value::Null;
    let preview = call(&engine, "import_preview", sheet(lacking)).await;
    assert_eq!(preview["missing"], json!(["quantity"]));
    assert_eq!(preview["row_count"], 0);

    let preview = call(&engine, "import_preview", sheet(own_mapping())).await;
    assert_eq!(preview["missing"], json!([]));
    assert_eq!(
        (&preview["row_count"], &preview["rejected"]),
        (&json!(3), &json!(1))
    );
    assert_eq!(
        preview["shown_roles"],
        json!(["po_number", "sku", "quantity", "ordered_on", "location"])
    );
    assert_eq!(
        preview["rows"][1],
        json!(["P-1", "TIP", "100", "2026-04-03", "HH"])
    );
    assert_eq!(
        preview["columns"][1]["samples"],
        json!(["LN2", "TIP", "PB10"])
    );
    assert_eq!(preview["problems"][0]["row"], 4);
    assert_eq!(preview["lines"][0]["cells"][0], "Vorgang");
    assert_eq!(
        call(&engine, "workspace_status", json!({})).await["empty"],
        true
    );

    let out = folder.path().join("out.xlsx");
    let request = json!({ "sheet": sheet(own_mapping()), "file": out, "lang": "en" });
    call(&engine, "import_bad_rows", request).await;
    // The workbook has the sheet's own columns: read with the same mapping, its one row is the bad
    // one.
    let back =
        json!({ "path": out, "file": "out.xlsx", "sheet": "Left out", "mapping": own_mapping() });
    let back = call(&engine, "import_preview", back).await;
    assert_eq!(
        (&back["row_count"], &back["rejected"]),
        (&json!(1), &json!(1))
    );
    assert_eq!(back["lines"][1]["cells"][1], "PB10");
    assert_eq!(back["lines"][1]["cells"][5], "4");
    let reason = back["lines"][1]["cells"][6].as_str().expect("text");
    assert!(reason.starts_with("Menge x: "), "{reason}");

    let good = write(folder.path(), "good.csv", &OWN_SHEET.replace("none", "1"));
    let sheet = json!({ "path": good, "file": "good.csv", "mapping": own_mapping() });
    let request = json!({ "sheet": sheet, "file": out, "lang": "en" });
    assert_eq!(
        refused(&engine, "import_bad_rows", request).await.code,
        "no_bad_rows"
    );
}

#[tokio::test]
async fn dates_that_read_both_ways_are_asked_for_and_the_answer_is_kept() {
    let folder = tempfile::tempdir().expect("folder");
    let engine = open(folder.path()).await;
    let text = "order_id,ordered_at,sku,quantity\n1,03/04/2026,A,1\n2,05/04/2026,A,2\n";
    let path = write(folder.path(), "orders.csv", text);
    let ask = json!({ "paths": [path], "ask": true });
    let waiting = call(&engine, "import_files", ask).await["batches"][0].clone();
    assert_eq!(waiting["question"], "dates_open");
    let sheet = |order: &str| json!({ "path": path, "file": "orders.csv", "mapping": { "date_order": order } });
    for (order, day) in [("day_first", "2026-04-03"), ("month_first", "2026-03-04")] {
        let preview = call(&engine, "import_preview", sheet(order)).await;
        assert_eq!(preview["rows"][0][1], day);
    }
    let mapping = json!({ "date_order": "month_first" });
    let confirmed = json!({ "paths": [path], "ask": true, "remember": true, "mapping": [mapping] });
    let batch = call(&engine, "import_files", confirmed).await["batches"][0].clone();
    assert_eq!(batch["accepted"], 2, "{batch}");
    let next = write(
        folder.path(),
        "next.csv",
        &text.replace("\n1,", "\n3,").replace("\n2,", "\n4,"),
    );
    let ask = json!({ "paths": [next], "ask": true });
    let batch = call(&engine, "import_files", ask).await["batches"][0].clone();
    assert!(batch["question"].is_null(), "{batch}");
    let sku = call(
        &engine,
        "sku_detail",
        json!({ "sku": "A", "as_of": "2026-06-01" }),
    )
    .await;
    assert!(!sku.to_string().contains("2026-04-03"), "read day first");
}
