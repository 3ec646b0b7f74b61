//! The loop over files, sheets and rows.

use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use domain::Problem;

use super::cell::{Cell, Row};
use super::date::DateOrder;
use super::failure::ImportFailure;
use super::fields::{Fields, without_personal_text};
use super::markup::{Table, tables};
use super::plan::{Event, Options, Plan, SheetInfo, Sink};
use super::profile::Profile;
use super::recognise::{guess, recognise};
use super::role::Role;
use super::rows::Run;
use super::sniff::Format;
use super::source::{Source, list};
use super::template::GUIDE_SHEETS;
use super::text::TextRows;
use super::workbook::{Workbook, WorkbookRows};

/// Rows looked at before anything is decided.
const SAMPLE_ROWS: usize = 1_000;
/// Text in them that is enough.
const SAMPLE_BYTES: usize = 16 * 1024 * 1024;

/// Rows and columns of a preview.
const PREVIEW_ROWS: usize = 20;
const PREVIEW_COLUMNS: usize = 200;

/// A sheet's rows, from a text file or a workbook.
pub enum Rows<'a> {
    /// Records of a text file.
    Text(Box<TextRows>),
    /// Cells of a workbook.
    Book(WorkbookRows<'a>),
    /// Rows of a table in markup, and how many were read.
    Table(&'a Table, usize),
}

impl Rows<'_> {
    /// Reads the next row; `false` at the end.
    ///
    /// # Errors
    /// The file is damaged or ends too early.
    pub fn next(&mut self, row: &mut Row) -> Result<bool, ImportFailure> {
        match self {
            Rows::Text(rows) => rows.next(row),
            Rows::Book(rows) => rows.next(row),
            Rows::Table(table, next) => Ok(table.next(next, row)),
        }
    }
}

/// Something whose rows can be read from the top as often as needed.
pub(super) enum Opened<'a> {
    Text(&'a Source),
    Sheet(&'a mut Workbook, String),
    Table(&'a Table),
}

impl Opened<'_> {
    pub(super) fn rows(
        &mut self,
        counter: Option<Arc<AtomicU64>>,
    ) -> Result<Rows<'_>, ImportFailure> {
        match self {
            Opened::Text(source) => Ok(Rows::Text(Box::new(TextRows::open(source, counter)?))),
            Opened::Sheet(book, name) => Ok(Rows::Book(book.rows(name)?)),
            Opened::Table(table) => Ok(Rows::Table(table, 0)),
        }
    }

    fn sample(&mut self) -> Result<Vec<Row>, ImportFailure> {
        let mut rows = self.rows(None)?;
        let mut sample = Vec::new();
        let mut row = Row::default();
        let mut length = 0;
        while sample.len() < SAMPLE_ROWS && length < SAMPLE_BYTES && rows.next(&mut row)? {
            if !row.is_blank() {
                length += row.text_length();
                sample.push(row.clone());
            }
        }
        Ok(sample)
    }
}

/// Reads every sheet of a path in the order of file names and tabs. Files that cannot be read are
/// events; the rest is read all the same. `sink` answering `Break` ends the reading within one
/// block.
///
/// # Errors
/// The path itself does not exist or may not be read.
pub fn read(path: &Path, options: &Options, sink: Sink<'_>) -> Result<(), ImportFailure> {
    let files = list(path)?;
    let total = files
        .iter()
        .flatten()
        .map(Source::bytes_on_disk)
        .fold(0_u64, u64::saturating_add);
    let counter = Arc::new(AtomicU64::new(0));
    let mut finished = 0_u64;
    for file in files {
        let flow = match file {
            Err((file, failure)) => sink(Event::FileFailed {
                file,
                sheet: None,
                failure,
            }),
            Ok(source) => {
                let size = source.bytes_on_disk();
                let base = finished;
                finished += size;
                counter.store(0, Ordering::Relaxed);
                let progress = |counter: &AtomicU64| Event::Progress {
                    bytes_done: base + counter.load(Ordering::Relaxed).min(size),
                    bytes_total: total,
                };
                let flow = each_sheet(&source, &mut |sheet, name| {
                    read_sheet(sheet, &source, name, options, &counter, &progress, sink)
                });
                let flow = match flow {
                    Ok(flow) => flow,
                    Err(failure) => sink(Event::FileFailed {
                        file: source.name.clone(),
                        sheet: None,
                        failure,
                    }),
                };
                if flow.is_continue() {
                    sink(Event::Progress {
                        bytes_done: finished,
                        bytes_total: total,
                    })
                } else {
                    flow
                }
            }
        };
        if flow.is_break() {
            break;
        }
    }
    Ok(())
}

/// A sheet as understood from its head, or why it is not.
#[derive(Clone, Debug)]
pub struct Inspected {
    /// File, relative to the path given.
    pub file: String,
    /// Tab of a workbook.
    pub sheet: Option<String>,
    /// What was understood.
    pub outcome: Result<SheetInfo, ImportFailure>,
    /// The likeliest reading where the sheet is not understood, to be corrected by a person.
    pub guess: Option<SheetInfo>,
    /// The first rows as text, the header among them, for a preview. Cells of columns that hold
    /// people's names, phones, e-mails or addresses are dots.
    pub preview: Vec<Vec<String>>,
}

/// Understands every sheet of a path from its first rows, without reading on.
///
/// # Errors
/// The path itself does not exist or may not be read.
pub fn inspect(path: &Path, options: &Options) -> Result<Vec<Inspected>, ImportFailure> {
    let mut out = Vec::new();
    for file in list(path)? {
        let source = match file {
            Ok(source) => source,
            Err((file, failure)) => {
                out.push(Inspected {
                    file,
                    sheet: None,
                    outcome: Err(failure),
                    guess: None,
                    preview: Vec::new(),
                });
                continue;
            }
        };
        let all = each_sheet(&source, &mut |sheet, name| {
            let sample = sheet.and_then(|mut sheet| sheet.sample());
            let place = |mut info: SheetInfo| {
                info.file.clone_from(&source.name);
                info.sheet.clone_from(&name);
                info
            };
            let outcomes = match sample
                .as_ref()
                .map_err(Clone::clone)
                .and_then(|rows| understand(rows, options))
            {
                Ok(plans) => plans.into_iter().map(|p| Ok(place(p.info))).collect(),
                Err(failure) => vec![Err(failure)],
            };
            for outcome in outcomes {
                let guess = match (&outcome, &sample) {
                    (Err(_), Ok(rows)) => guess(rows, options).map(place),
                    _ => None,
                };
                let info = outcome.as_ref().ok().or(guess.as_ref());
                let preview = (sample.as_ref()).map_or_else(|_| Vec::new(), |r| preview(r, info));
                out.push(Inspected {
                    file: source.name.clone(),
                    sheet: name.clone(),
                    outcome,
                    guess,
                    preview,
                });
            }
            ControlFlow::Continue(())
        });
        if let Err(failure) = all {
            out.push(Inspected {
                file: source.name.clone(),
                sheet: None,
                outcome: Err(failure),
                guess: None,
                preview: Vec::new(),
            });
        }
    }
    Ok(out)
}

/// The first rows as text.
fn preview(rows: &[Row], info: Option<&SheetInfo>) -> Vec<Vec<String>> {
    let text = |row: &Row| {
        let cell = |column: usize| {
            let personal = info.is_some_and(|info| {
                row.number > info.header_row
                    && (info.columns.get(column)).is_some_and(|c| {
                        c.evidence == "personal" || c.role == Some(Role::CustomerId)
                    })
            });
            let text = row.display(column);
            if personal && !text.is_empty() {
                return "•••".to_owned();
            }
            without_personal_text(&text).to_owned()
        };
        (0..row.len().min(PREVIEW_COLUMNS)).map(cell).collect()
    };
    rows.iter().take(PREVIEW_ROWS).map(text).collect()
}

fn understand(sample: &[Row], options: &Options) -> Result<Vec<Plan>, ImportFailure> {
    if sample.is_empty() {
        return Err(ImportFailure::new("file_empty"));
    }
    recognise(sample, options)
}

/// What is done with each sheet, or with the note that it was left out, and its tab's name.
pub(super) type Visit<'v> =
    &'v mut dyn FnMut(Result<Opened<'_>, ImportFailure>, Option<String>) -> ControlFlow<()>;

/// Opens a source and hands over its sheets one by one. Hidden sheets and empty sheets of a
/// workbook are left out where there are others.
pub(super) fn each_sheet(
    source: &Source,
    visit: Visit<'_>,
) -> Result<ControlFlow<()>, ImportFailure> {
    if source.format == Format::Text {
        return Ok(visit(Ok(Opened::Text(source)), None));
    }
    if source.format == Format::Markup {
        for table in &tables(source)? {
            let flow = visit(Ok(Opened::Table(table)), table.name.clone());
            if flow.is_break() {
                return Ok(flow);
            }
        }
        return Ok(ControlFlow::Continue(()));
    }
    let mut book = Workbook::open(source)?;
    let sheets = book.sheets();
    if sheets.is_empty() {
        return Err(ImportFailure::new("file_empty"));
    }
    let mut visited = 0;
    for sheet in &sheets {
        if sheet.hidden {
            let note =
                ImportFailure::new("hidden_sheet_skipped").with("sheet", sheet.name.as_str());
            let flow = visit(Err(note), Some(sheet.name.clone()));
            if flow.is_break() {
                return Ok(flow);
            }
            continue;
        }
        let empty = Opened::Sheet(&mut book, sheet.name.clone())
            .sample()
            .is_ok_and(|rows| rows.is_empty());
        let guide = sheets.len() > 1 && GUIDE_SHEETS.contains(&sheet.name.as_str());
        if empty || guide {
            continue;
        }
        visited += 1;
        let flow = visit(
            Ok(Opened::Sheet(&mut book, sheet.name.clone())),
            Some(sheet.name.clone()),
        );
        if flow.is_break() {
            return Ok(flow);
        }
    }
    if visited == 0 {
        return Err(ImportFailure::new("file_empty"));
    }
    Ok(ControlFlow::Continue(()))
}

fn read_sheet(
    opened: Result<Opened<'_>, ImportFailure>,
    source: &Source,
    sheet: Option<String>,
    options: &Options,
    counter: &Arc<AtomicU64>,
    progress: &dyn Fn(&AtomicU64) -> Event,
    sink: Sink<'_>,
) -> ControlFlow<()> {
    let failed = |failure| Event::FileFailed {
        file: source.name.clone(),
        sheet: sheet.clone(),
        failure,
    };
    let mut opened = match opened {
        Ok(opened) => opened,
        Err(failure) => return sink(failed(failure)),
    };
    let plans = opened
        .sample()
        .and_then(|sample| understand(&sample, options));
    let plans = match plans {
        Ok(plans) => plans,
        Err(failure) => return sink(failed(failure)),
    };
    for mut plan in plans {
        let doubts = match settle_dates(&mut plan, &mut opened) {
            Ok(doubts) => doubts,
            Err(failure) => return sink(failed(failure)),
        };
        plan.info.file.clone_from(&source.name);
        plan.info.sheet.clone_from(&sheet);
        sink(Event::SheetStart(plan.info.clone()))?;
        // A second reading starts at the top again, and so does the count of its bytes.
        counter.store(0, Ordering::Relaxed);
        let mut rows = match opened.rows(Some(Arc::clone(counter))) {
            Ok(rows) => rows,
            Err(failure) => return sink(failed(failure)),
        };
        let tick = || progress(counter);
        let mut run = Run {
            rows: &mut rows,
            fields: Fields::new(&plan, options),
            sink: &mut *sink,
            tick: &tick,
            rows_read: 0,
            rejected: 0,
        };
        run.fields.problems = doubts;
        let end = run.kind(plan.info.kind);
        let (rows, rejected) = (run.rows_read, run.rejected);
        match end {
            Ok(ControlFlow::Break(())) => return ControlFlow::Break(()),
            Ok(ControlFlow::Continue(())) => sink(Event::SheetEnd { rows, rejected })?,
            Err(failure) => return sink(failed(failure)),
        }
    }
    ControlFlow::Continue(())
}

/// Reads a whole sheet where its first rows leave the order of day and month open; where the whole
/// sheet leaves it open too, one warning says which order was taken.
fn settle_dates(plan: &mut Plan, opened: &mut Opened<'_>) -> Result<Vec<Problem>, ImportFailure> {
    if plan.open_dates.is_empty() {
        return Ok(Vec::new());
    }
    let mut profiles = vec![Profile::default(); plan.open_dates.len()];
    let mut rows = opened.rows(None)?;
    let mut row = Row::default();
    while rows.next(&mut row)? {
        for (column, profile) in plan.open_dates.iter().zip(&mut profiles) {
            if let Cell::Text(text) = row.cell(*column) {
                profile.note_order(text);
            }
        }
        if profiles.iter().all(|p| p.day_first + p.month_first > 0) {
            break;
        }
    }
    // Two date columns of one sheet are written alike: what one settles holds for the other.
    let day: u32 = profiles.iter().map(|p| p.day_first).sum();
    let month: u32 = profiles.iter().map(|p| p.month_first).sum();
    let mut doubts = Vec::new();
    for (column, profile) in plan.open_dates.clone().into_iter().zip(&profiles) {
        let (day, month) = match (profile.day_first, profile.month_first) {
            (0, 0) => (day, month),
            own => own,
        };
        let Some(order) = plan.date_order.get_mut(column) else {
            continue;
        };
        if day == 0 && month == 0 {
            let taken = match order {
                DateOrder::DayFirst => "dd/mm",
                DateOrder::MonthFirst => "mm/dd",
            };
            let header = plan.headers.get(column).map(|h| h.text.as_str());
            doubts.push(Problem::warning(0, header, "date_order_ambiguous").with("taken", taken));
        } else {
            *order = if month > day {
                DateOrder::MonthFirst
            } else {
                DateOrder::DayFirst
            };
        }
    }
    Ok(doubts)
}
