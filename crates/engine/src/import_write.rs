//! Writing a sheet, and what is said about it afterwards.

use std::collections::HashMap;

use domain::Text;
use exchange::import::{ImportFailure, Inspected, Reason, SURE_SCORE, SheetInfo};
use store::{BatchRow, NewBatch, Watch};

use crate::Failure;
use crate::alias::{self, ReadAs};
use crate::contract::Coded;
use crate::contract::import::{Batch, BatchProblem, ColumnRead};
use crate::import_read::{Meter, Outcome};

/// Problems kept with a batch; the rest are counted.
pub(crate) const PROBLEMS_KEPT: usize = 1_000;

/// What writing needs beside the sheets.
pub(crate) struct Writing {
    /// Codes that are read as another SKU.
    pub aliases: HashMap<Text, ReadAs>,
    /// Systems named by a correction, by fingerprint.
    pub systems: HashMap<String, String>,
    pub imported_at: String,
    pub watched: Watch,
    pub meter: Meter,
    /// Bytes of the paths gone through so far, and of the one under way.
    pub bytes: Bytes,
    /// The sheet whose rows come in.
    pub open: Option<OpenSheet>,
}

/// How much of an import is written.
#[derive(Default)]
pub(crate) struct Bytes {
    path: usize,
    before: u64,
    here: u64,
}

impl Bytes {
    /// `here` bytes of path number `path` are written; how many that makes in all.
    fn reach(&mut self, path: usize, here: u64) -> u64 {
        if path != self.path {
            self.before += std::mem::take(&mut self.here);
            self.path = path;
        }
        self.here = here.max(self.here);
        self.before + self.here
    }
}

/// A sheet of which rows were written and more may come.
pub(crate) struct OpenSheet {
    info: SheetInfo,
    columns: Vec<ColumnRead>,
    write: store::SheetWrite,
    problems: Problems,
    /// Rows each joined code met.
    met: HashMap<i64, u64>,
}

/// Problems of a sheet: counted, and the most telling of them kept.
#[derive(Default)]
struct Problems {
    count: u64,
    kept: Vec<domain::Problem>,
}

impl Problems {
    fn extend(&mut self, more: Vec<domain::Problem>) {
        self.count += u64::try_from(more.len()).unwrap_or(u64::MAX);
        self.kept.extend(more);
        // A file of which every row is wrong must not fill the memory.
        if self.kept.len() > 8 * PROBLEMS_KEPT {
            most_telling(&mut self.kept);
        }
    }
}

impl Writing {
    /// Takes what the reader sends; a batch where a sheet is at its end.
    pub(crate) async fn take(
        &mut self,
        import: &mut store::Import,
        path: usize,
        outcome: Outcome,
    ) -> Result<Option<Batch>, Failure> {
        match outcome {
            Outcome::Begin(info) => {
                self.open = Some(self.begin(import, *info).await?);
                Ok(None)
            }
            Outcome::Rows {
                mut records,
                problems,
                bytes,
            } => {
                if let Some(sheet) = &mut self.open {
                    for (alias, rows) in alias::apply(&mut records, &self.aliases) {
                        *sheet.met.entry(alias).or_default() += rows;
                    }
                    sheet.problems.extend(problems);
                    import.write_block(&mut sheet.write, records).await?;
                }
                // What the rows ask of the stock is booked at the sheet's end.
                self.meter.written(self.bytes.reach(path, bytes / 4 * 3));
                Ok(None)
            }
            Outcome::End {
                rows,
                rejected,
                bytes,
            } => {
                let batch = match self.open.take() {
                    Some(sheet) => Some(self.end(import, sheet, rows, rejected).await?),
                    None => None,
                };
                self.meter.written(self.bytes.reach(path, bytes));
                Ok(batch)
            }
            Outcome::Failed {
                file,
                sheet,
                failure,
            } => {
                if let Some(open) = self.open.take() {
                    import.abandon_sheet(open.write).await?;
                }
                Ok(Some(failed(file, sheet, &failure, &self.imported_at)))
            }
        }
    }

    async fn begin(
        &self,
        import: &mut store::Import,
        mut info: SheetInfo,
    ) -> Result<OpenSheet, Failure> {
        if let Some(system) = self.systems.get(&info.fingerprint) {
            info.system.clone_from(system);
        }
        let columns = columns(&info);
        let write = import
            .begin_sheet(&NewBatch {
                file: info.file.clone(),
                sheet: info.sheet.clone(),
                system: info.system.clone(),
                kind: info.kind.word().to_owned(),
                imported_at: self.imported_at.clone(),
                columns: json(&columns),
                fingerprint: Some(info.fingerprint.clone()),
                score: Some(info.score),
            })
            .await?;
        Ok(OpenSheet {
            info,
            columns,
            write,
            problems: Problems::default(),
            met: HashMap::new(),
        })
    }

    /// Ends a sheet and notes what became of it.
    async fn end(
        &self,
        import: &mut store::Import,
        sheet: OpenSheet,
        rows: u64,
        rejected: u64,
    ) -> Result<Batch, Failure> {
        let OpenSheet {
            info,
            columns,
            write,
            mut problems,
            met,
        } = sheet;
        let id = write.batch();
        for (alias, rows) in met {
            import.count_alias(alias, rows).await?;
        }
        let written = import.end_sheet(write).await?;
        problems.extend(written.problems);
        let changed = import.changed_by(id).await?;
        let notes: Vec<Coded> = written
            .notes
            .into_iter()
            .map(|(code, params)| Coded { code, params })
            .collect();
        let reasons = reasons(&info.reasons);
        let row = BatchRow {
            id,
            rows,
            accepted: written.accepted,
            rejected,
            unchanged: written.unchanged,
            changed,
            problem_count: problems.count,
            problems: json(&kept(problems.kept)),
            notes: json(&notes),
            file: info.file,
            sheet: info.sheet,
            system: info.system,
            kind: info.kind.word().to_owned(),
            columns: json(&columns),
            imported_at: self.imported_at.clone(),
            undone: false,
            fingerprint: Some(info.fingerprint),
            score: Some(info.score),
        };
        import.finish_batch(&row).await?;
        Ok(Batch {
            reasons,
            ..batch_of(row)
        })
    }
}

/// The first problems, those that cost a row before the others.
pub(crate) fn kept(mut problems: Vec<domain::Problem>) -> Vec<BatchProblem> {
    most_telling(&mut problems);
    problems.into_iter().map(Into::into).collect()
}

fn most_telling(problems: &mut Vec<domain::Problem>) {
    problems.sort_by_key(|problem| (!problem.rejects, problem.row));
    problems.truncate(PROBLEMS_KEPT);
}

pub(crate) fn columns(info: &SheetInfo) -> Vec<ColumnRead> {
    info.columns
        .iter()
        .map(|column| ColumnRead {
            header: column.header.clone(),
            role: column.role.map(|role| role.word().to_owned()),
            evidence: column.evidence.clone(),
        })
        .collect()
}

pub(crate) fn reasons(reasons: &[Reason]) -> Vec<Coded> {
    reasons
        .iter()
        .map(|reason| Coded {
            code: reason.code.clone(),
            params: reason.params.clone(),
        })
        .collect()
}

fn json<T: serde::Serialize>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_else(|_| "[]".to_owned())
}

/// A sheet that could not be read.
pub(crate) fn failed(
    file: String,
    sheet: Option<String>,
    failure: &ImportFailure,
    at: &str,
) -> Batch {
    Batch {
        file,
        sheet,
        problems: vec![BatchProblem {
            row: 0,
            column: None,
            code: failure.code.clone(),
            params: failure.params.clone(),
            rejects: true,
            message: String::new(),
        }],
        problem_count: 1,
        failure: Some(Coded {
            code: failure.code.clone(),
            params: failure.params.clone(),
        }),
        imported_at: at.to_owned(),
        ..Batch::default()
    }
}

/// A sheet that the seller should look at before it is read; `None` where it is clear, or where
/// nothing that the seller says would help.
pub(crate) fn waiting(sheet: &Inspected, at: &str) -> Option<Batch> {
    let (question, info) = match &sheet.outcome {
        Ok(info) if info.score < SURE_SCORE => ("unsure", info),
        Ok(info) if !info.open_dates.is_empty() => ("dates_open", info),
        Ok(_) => return None,
        Err(failure) => match failure.code.as_str() {
            "sheet_not_recognised" => ("not_recognised", sheet.guess.as_ref()?),
            "columns_missing" => ("columns_missing", sheet.guess.as_ref()?),
            _ => return None,
        },
    };
    Some(Batch {
        file: sheet.file.clone(),
        sheet: sheet.sheet.clone(),
        fingerprint: Some(info.fingerprint.clone()),
        score: Some(info.score),
        reasons: reasons(&info.reasons),
        question: Some(question.to_owned()),
        system: Some(info.system.clone()),
        kind: Some(info.kind.word().to_owned()),
        columns: columns(info),
        imported_at: at.to_owned(),
        ..Batch::default()
    })
}

pub(crate) fn batch_of(row: BatchRow) -> Batch {
    Batch {
        id: Some(row.id),
        file: row.file,
        path: None,
        sheet: row.sheet,
        fingerprint: row.fingerprint,
        score: row.score,
        reasons: Vec::new(),
        question: None,
        system: Some(row.system),
        kind: Some(row.kind),
        rows: row.rows,
        accepted: row.accepted,
        changed: row.changed,
        rejected: row.rejected,
        unchanged: row.unchanged,
        problems: serde_json::from_str(&row.problems).unwrap_or_default(),
        problem_count: row.problem_count,
        notes: serde_json::from_str(&row.notes).unwrap_or_default(),
        columns: serde_json::from_str(&row.columns).unwrap_or_default(),
        failure: None,
        imported_at: row.imported_at,
        undone: row.undone,
    }
}
