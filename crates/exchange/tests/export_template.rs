//! The templates, read back by a spreadsheet reader and by the app's own importer.

mod export_support;

use std::ops::ControlFlow;

use calamine::Data;
use domain::RecordKind;
use exchange::export::{Lang, template_workbook};
use exchange::import::{Event, Options, ValueKind, read, template_columns};
use export_support::{all_text, part, sheets, text};

const BOTH: [Lang; 2] = [Lang::Zh, Lang::En];

#[test]
fn headers_are_the_importers_own_and_two_examples_follow() {
    for kind in RecordKind::ALL {
        for lang in BOTH {
            let bytes = template_workbook(*kind, lang).expect("a workbook");
            let sheets = sheets(&bytes);
            let range = &sheets[0].1;
            let columns = template_columns(*kind);
            for (position, column) in (0_u32..).zip(columns) {
                let header = match lang {
                    Lang::Zh => column.name_zh,
                    Lang::En => column.name_en,
                };
                assert_eq!(text(range, 0, position), header);
                if column.required {
                    for row in [1, 2] {
                        assert_ne!(text(range, row, position), "", "{kind:?} {header} {row}");
                    }
                }
                let filled = [1, 2].map(|row| text(range, row, position));
                assert!(
                    filled.iter().any(|cell| !cell.is_empty()),
                    "{kind:?} {header}"
                );
            }
            assert_eq!(range.height(), 3, "{kind:?}");
            // Every column is explained on the second sheet.
            let guide = &sheets[1].1;
            assert_eq!(
                guide.height(),
                2 + 1 + columns.len() + usize::from(guide.start() == Some((0, 0)))
            );
            assert!(
                !all_text(&bytes).contains('⟨'),
                "{kind:?} {lang:?} lacks a sentence"
            );
        }
    }
}

#[test]
fn every_header_has_a_note_and_closed_lists_can_be_chosen_from() {
    for kind in RecordKind::ALL {
        let bytes = template_workbook(*kind, Lang::Zh).expect("a workbook");
        let notes = part(&bytes, "xl/comments1.xml");
        assert_eq!(
            notes.matches("<comment ref=").count(),
            template_columns(*kind).len()
        );
        let sheet = part(&bytes, "xl/worksheets/sheet1.xml");
        let lists = template_columns(*kind)
            .iter()
            .filter(|column| {
                matches!(
                    column.value,
                    ValueKind::Word(_) | ValueKind::Flag | ValueKind::Currency
                )
            })
            .count();
        assert_eq!(sheet.matches("type=\"list\"").count(), lists, "{kind:?}");
    }
    let orders = template_workbook(RecordKind::Orders, Lang::Zh).expect("a workbook");
    let sheet = part(&orders, "xl/worksheets/sheet1.xml");
    assert!(sheet.contains("待发货,已发货,已取消,已退款"), "{sheet}");
    let notes = part(&orders, "xl/comments1.xml");
    assert!(notes.contains("必填") && notes.contains("选填"));
}

#[test]
fn required_headers_look_different() {
    let bytes = template_workbook(RecordKind::Stock, Lang::En).expect("a workbook");
    let sheet = part(&bytes, "xl/worksheets/sheet1.xml");
    let style = |address: &str| {
        let start = sheet
            .find(&format!("<c r=\"{address}\" s=\""))
            .expect("the cell");
        sheet[start..].split('"').nth(3).map(str::to_owned)
    };
    // sku*, location, on_hand*, as_of
    assert_eq!(style("A1"), style("C1"));
    assert_eq!(style("B1"), style("D1"));
    assert_ne!(style("A1"), style("B1"));
}

#[test]
fn codes_keep_their_zeros_and_days_are_days() {
    let bytes = template_workbook(RecordKind::Products, Lang::En).expect("a workbook");
    let range = &sheets(&bytes)[0].1;
    let column = |name: &str| {
        let position = template_columns(RecordKind::Products)
            .iter()
            .position(|column| column.name_en == name);
        position.expect("the column") as u32
    };
    let cell = |name: &str| range.get_value((2, column(name))).cloned();
    assert_eq!(cell("sku"), Some(Data::String("00731".to_owned())));
    assert_eq!(
        cell("barcode"),
        Some(Data::String("0690123456786".to_owned()))
    );
    assert_eq!(cell("unit_cost"), Some(Data::Float(8.2)));
    assert!(matches!(cell("launched_on"), Some(Data::DateTime(_))));
}

#[test]
fn a_template_imports_as_its_two_examples_and_nothing_else() {
    let folder = tempfile::tempdir().expect("a folder");
    for kind in RecordKind::ALL {
        for lang in BOTH {
            let path = folder.path().join(format!("{}-{lang:?}.xlsx", kind.word()));
            let bytes = template_workbook(*kind, lang).expect("a workbook");
            std::fs::write(&path, bytes).expect("it is written");
            let mut records = 0;
            let mut problems = Vec::new();
            let mut systems = Vec::new();
            read(&path, &Options::default(), &mut |event| {
                match event {
                    Event::SheetStart(info) => systems.push((info.system, info.kind)),
                    Event::Block {
                        records: block,
                        problems: found,
                        ..
                    } => {
                        assert_eq!(block.kind(), *kind);
                        records += block.len();
                        problems.extend(found);
                    }
                    _ => {}
                }
                ControlFlow::Continue(())
            })
            .expect("it is read");
            assert_eq!(systems, [("template".to_owned(), *kind)], "{lang:?}");
            assert_eq!(records, 2, "{kind:?} {lang:?}: {problems:?}");
            assert!(problems.is_empty(), "{kind:?} {lang:?}: {problems:?}");
        }
    }
}
