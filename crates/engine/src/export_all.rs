//! Everything the workspace was told, as filled templates: a shop that leaves takes it along, and an
//! empty workspace that reads it has the same ledger.

use std::path::Path;

use domain::{Day, RecordKind};
use exchange::export::{Cell, Lang, Table, save, table_csv, table_workbook};
use exchange::import::{ValueKind, template_columns};
use store::Evidence;

use crate::contract::workspace::{ExportAllRequest, TableFormat};
use crate::contract::{FilesWritten, Language};
use crate::{Engine, Failure};

pub(crate) async fn all(
    engine: &Engine,
    request: ExportAllRequest,
) -> Result<FilesWritten, Failure> {
    let folder = Path::new(&request.out);
    let mut files = Vec::new();
    for kind in RecordKind::ALL {
        let evidence = engine.store().evidence(*kind).await?;
        if evidence.rows.is_empty() {
            continue;
        }
        let table = table(evidence, request.lang);
        let (bytes, ending) = match request.format {
            TableFormat::Csv => (table_csv(&table)?, "csv"),
            TableFormat::Xlsx => {
                let lang = match request.lang {
                    Language::Zh => Lang::Zh,
                    Language::En => Lang::En,
                };
                (table_workbook(&table, lang)?, "xlsx")
            }
        };
        let path = folder.join(format!("{}.{ending}", kind.word()));
        save(&path, &bytes)?;
        files.push(path.display().to_string());
    }
    if files.is_empty() {
        return Err(Failure::new("nothing_to_export"));
    }
    Ok(FilesWritten { files })
}

/// The rows under the headers of their template; what a template has no column for keeps the word
/// of its role, which the reader knows as well.
fn table(evidence: Evidence, language: Language) -> Table {
    let template = template_columns(evidence.kind);
    let known = |word: &String| template.iter().find(|column| column.name_en == word);
    let header = |word: &String| match (known(word), language) {
        (Some(column), Language::Zh) => column.name_zh.to_owned(),
        _ => word.clone(),
    };
    let values: Vec<Option<ValueKind>> = evidence
        .columns
        .iter()
        .map(|word| known(word).map(|column| column.value))
        .collect();
    let cells = |row: Vec<Option<String>>| {
        let cells = row.into_iter().zip(&values);
        cells.map(|(text, value)| cell(text, *value)).collect()
    };
    Table {
        name: evidence.kind.word().to_owned(),
        headers: evidence.columns.iter().map(header).collect(),
        rows: evidence.rows.into_iter().map(cells).collect(),
        ..Table::default()
    }
}

/// Units and days as such; amounts as text, which keeps every digit, and so do codes.
fn cell(text: Option<String>, value: Option<ValueKind>) -> Cell {
    let Some(text) = text else { return Cell::Empty };
    match value {
        Some(ValueKind::Whole | ValueKind::Flag) => match text.parse() {
            Ok(whole) => Cell::Integer(whole),
            Err(_) => Cell::Text(text),
        },
        Some(ValueKind::Day | ValueKind::Moment) => match text.parse::<Day>() {
            Ok(day) => Cell::Date(day),
            Err(_) => Cell::Text(text),
        },
        _ => Cell::Text(text),
    }
}
