//! Writing a sheet, and what is said about it afterwards.

use std::collections::HashMap;
use std::sync::atomic::Ordering;

use domain::Text;
use exchange::import::{ImportFailure, Inspected, Reason, SURE_SCORE, SheetInfo};
use store::{BatchRow, NewBatch, Watch};

use crate::alias::{self, ReadAs};
use crate::contract::Coded;
use crate::contract::import::{Batch, BatchProblem, ColumnRead};
use crate::import_read::{Meter, Sheet};
use crate::{Failure, clock};

/// Problems kept with a batch; the rest are counted.
pub(crate) const PROBLEMS_KEPT: usize = 1_000;

/// What writing needs beside the sheet.
pub(crate) struct Writing {
    /// Codes that are read as another SKU.
    pub aliases: HashMap<Text, ReadAs>,
    /// Systems named by a correction, by fingerprint.
    pub systems: HashMap<String, String>,
    pub imported_at: String,
    pub watched: Watch,
    pub meter: Meter,
    /// Bytes of the sheets written so far.
    pub bytes: u64,
}

impl Writing {
    /// Writes a sheet as a batch of its own.
    pub(crate) async fn sheet(
        &mut self,
        import: &mut store::Import,
        mut sheet: Sheet,
    ) -> Result<Batch, Failure> {
        if let Some(system) = self.systems.get(&sheet.info.fingerprint) {
            sheet.info.system.clone_from(system);
        }
        let info = &sheet.info;
        let columns = columns(info);
        let id = import
            .add_batch(&NewBatch {
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
        let written = match sheet.records.take() {
            Some(mut records) => {
                for (alias, rows) in alias::apply(&mut records, &self.aliases) {
                    import.count_alias(alias, rows).await?;
                }
                self.watched.rows.store(0, Ordering::Relaxed);
                let write = import.write(id, &info.system, records);
                let mut write = std::pin::pin!(write);
                loop {
                    tokio::select! {
                        written = &mut write => break written?,
                        () = clock::moment() => self.tell(&sheet),
                    }
                }
            }
            None => store::Written::default(),
        };
        self.bytes += sheet.bytes;
        self.meter.written(self.bytes);
        sheet.problems.extend(written.problems);
        let changed = import.changed_by(id).await?;
        let problem_count = u64::try_from(sheet.problems.len()).unwrap_or(u64::MAX);
        let problems = kept(std::mem::take(&mut sheet.problems));
        let notes: Vec<Coded> = written
            .notes
            .into_iter()
            .map(|(code, params)| Coded { code, params })
            .collect();
        let info = sheet.info;
        let reasons = reasons(&info.reasons);
        let row = BatchRow {
            id,
            rows: sheet.rows,
            accepted: written.accepted,
            rejected: sheet.rejected,
            unchanged: written.unchanged,
            changed,
            problem_count,
            problems: json(&problems),
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

    /// Tells how far the sheet is, in bytes of its file.
    fn tell(&self, sheet: &Sheet) {
        let rows = self.watched.rows.load(Ordering::Relaxed).min(sheet.rows);
        let share = u128::from(sheet.bytes) * u128::from(rows) / u128::from(sheet.rows.max(1));
        self.meter
            .written(self.bytes + u64::try_from(share).unwrap_or(0));
    }
}

/// The first problems, those that cost a row before the others.
pub(crate) fn kept(mut problems: Vec<domain::Problem>) -> Vec<BatchProblem> {
    problems.sort_by_key(|problem| (!problem.rejects, problem.row));
    problems.truncate(PROBLEMS_KEPT);
    problems.into_iter().map(Into::into).collect()
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
