//! The templates that the export side writes, read back.

use std::ops::ControlFlow;

use domain::RecordKind;
use exchange::export::{Lang, template_workbook};
use exchange::import::{Event, Options, read, template_columns};

#[test]
fn every_template_is_read_back_as_its_kind_in_both_languages() {
    let folder = tempfile::tempdir().expect("a folder");
    for kind in RecordKind::ALL {
        for lang in [Lang::Zh, Lang::En] {
            let path = folder.path().join("template.xlsx");
            std::fs::write(&path, template_workbook(*kind, lang).expect("made")).expect("written");
            let (mut sheets, mut rows, mut failures, mut problems) = (0, 0, Vec::new(), Vec::new());
            read(&path, &Options::default(), &mut |event| {
                match event {
                    Event::SheetStart(info) => {
                        sheets += 1;
                        assert_eq!(info.kind, *kind);
                        assert_eq!(info.system, "template", "{kind:?} {lang:?}");
                        let roles: Vec<_> = info.columns.iter().filter_map(|c| c.role).collect();
                        let expected: Vec<_> =
                            template_columns(*kind).iter().map(|c| c.role).collect();
                        assert_eq!(roles, expected);
                    }
                    Event::Block { problems: told, .. } => problems.extend(told),
                    Event::SheetEnd { rows: all, .. } => rows += all,
                    Event::FileFailed { failure, .. } => failures.push(failure),
                    Event::Progress { .. } => {}
                }
                ControlFlow::Continue(())
            })
            .expect("the path is there");
            assert_eq!((sheets, rows), (1, 2), "{kind:?} {lang:?} {failures:?}");
            assert!(problems.is_empty(), "{kind:?} {lang:?} {problems:?}");
            assert!(failures.is_empty(), "{kind:?} {lang:?} {failures:?}");
        }
    }
}
