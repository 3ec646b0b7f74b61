//! The floor under every import: the same rows put into a table by SQLite's plainest binding.

use std::path::Path;

use rusqlite::types::{ToSqlOutput, Value, ValueRef};
use rusqlite::{Connection, ToSql, params_from_iter};

use super::process::Took;
use super::{Bench, synthetic};
use crate::Outcome;

/// A cell as SQLite keeps it.
struct Cell<'a>(&'a str, bool);

impl ToSql for Cell<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        let Cell(text, whole) = *self;
        Ok(match text.parse::<i64>() {
            Ok(number) if whole => ToSqlOutput::Owned(Value::Integer(number)),
            _ => ToSqlOutput::Borrowed(ValueRef::Text(text.as_bytes())),
        })
    }
}

/// What it takes to insert `rows` into a new database at `file`, in one transaction, by one prepared
/// statement run once a row, without an index. `whole` names the columns kept as integers; the
/// others are text. The rows are in memory: reading them is no part of it.
pub fn took(
    file: &Path,
    columns: &[String],
    whole: &[&str],
    rows: &[csv::StringRecord],
) -> Outcome<Took> {
    for ending in ["", "-journal"] {
        let mut name = file.as_os_str().to_owned();
        name.push(ending);
        // The first time there is none.
        let _ = std::fs::remove_file(name);
    }
    let is_whole: Vec<bool> = columns
        .iter()
        .map(|name| whole.contains(&name.as_str()))
        .collect();
    let declared: Vec<String> = columns
        .iter()
        .zip(&is_whole)
        .map(|(name, whole)| format!("\"{name}\" {}", if *whole { "integer" } else { "text" }))
        .collect();
    let blanks = vec!["?"; columns.len()].join(", ");

    let work = || {
        let mut connection = Connection::open(file)?;
        connection.execute(&format!("create table row ({})", declared.join(", ")), [])?;
        let transaction = connection.transaction()?;
        {
            let mut insert = transaction.prepare(&format!("insert into row values ({blanks})"))?;
            for row in rows {
                let cells = row
                    .iter()
                    .zip(&is_whole)
                    .map(|(text, whole)| Cell(text, *whole));
                insert.execute(params_from_iter(cells))?;
            }
        }
        transaction.commit()?;
        connection.close().map_err(|(_, error)| error)?;
        Ok(())
    };
    Ok(Took::of(work)?.0)
}

/// Reads a table of text whole: its header and its rows.
pub fn table(reader: impl std::io::Read) -> Outcome<(Vec<String>, Vec<csv::StringRecord>)> {
    let mut reader = csv::Reader::from_reader(reader);
    let columns = reader.headers()?.iter().map(str::to_owned).collect();
    let rows = reader.records().collect::<Result<_, _>>()?;
    Ok((columns, rows))
}

/// What a fixed piece of work takes, by which runs on different machines can be compared.
pub fn yardstick(bench: &Bench) -> Outcome<Took> {
    let mut text = Vec::new();
    synthetic::orders(&mut text, 100_000)?;
    let (columns, rows) = table(text.as_slice())?;
    let mut least = Took::FOREVER;
    for _ in 0..bench.runs.max(3) {
        let file = bench.path("yardstick.db");
        least = least.least(took(&file, &columns, synthetic::WHOLE, &rows)?);
    }
    Ok(least)
}
