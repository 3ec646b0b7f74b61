//! Reading files on a thread of its own, sheet after sheet, while another writes what is there.

use std::collections::HashMap;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use domain::Problem;
use domain::record::Records;
use exchange::import::{Event, ImportFailure, Options, SheetInfo};
use tokio::sync::mpsc::{Receiver, channel};

use crate::contract::import::{Progress, SheetName};
use crate::{Engine, clock};

/// What comes out of a file, in order.
pub(crate) enum Outcome {
    /// A sheet begins; its rows follow until its end, or until it fails.
    Begin(Box<SheetInfo>),
    Rows {
        records: Records,
        problems: Vec<Problem>,
        /// Bytes of the path read by then.
        bytes: u64,
    },
    End {
        rows: u64,
        rejected: u64,
        bytes: u64,
    },
    /// Nothing more comes of the sheet, or of the file where it names none.
    Failed {
        file: String,
        sheet: Option<String>,
        failure: ImportFailure,
    },
}

/// Blocks of some thousand rows that wait to be written.
const BLOCKS_AHEAD: usize = 4;

/// One path of a request, and which of its sheets are wanted.
#[derive(Clone, Default)]
pub(crate) struct Wanted {
    pub path: PathBuf,
    /// These sheets only; empty = all.
    pub only: Vec<SheetName>,
    /// Not these.
    pub held: Vec<SheetName>,
}

impl Wanted {
    fn wants(&self, file: &str, sheet: Option<&String>) -> bool {
        let is = |name: &SheetName| name.file == file && name.sheet.as_ref() == sheet;
        (self.only.is_empty() || self.only.iter().any(is)) && !self.held.iter().any(is)
    }
}

/// How far an import is, in bytes: each byte is read once and written once.
#[derive(Clone)]
pub(crate) struct Meter {
    tell: Arc<dyn Fn(Progress) + Send + Sync>,
    state: Arc<Mutex<MeterState>>,
}

#[derive(Default)]
struct MeterState {
    subject: String,
    /// Bytes of each path: in all, and read.
    paths: HashMap<usize, (u64, u64)>,
    written: u64,
}

impl Meter {
    pub(crate) fn new(engine: &Engine, paths: &[PathBuf]) -> Meter {
        let size = |path: &PathBuf| std::fs::metadata(path).map_or(0, |meta| meta.len());
        let state = MeterState {
            paths: paths
                .iter()
                .map(size)
                .map(|size| (size, 0))
                .enumerate()
                .collect(),
            ..MeterState::default()
        };
        Meter {
            tell: engine.teller(),
            state: Arc::new(Mutex::new(state)),
        }
    }

    fn read(&self, path: usize, subject: &str, done: u64, total: u64) {
        self.update(|state| {
            state.paths.insert(path, (total, done));
            subject.clone_into(&mut state.subject);
        });
    }

    /// `bytes` in all are written, counted from the beginning of the import.
    pub(crate) fn written(&self, bytes: u64) {
        self.update(|state| state.written = bytes);
    }

    fn update(&self, change: impl FnOnce(&mut MeterState)) {
        let progress = {
            let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
            change(&mut state);
            let (total, read) = (state.paths.values())
                .fold((0_u64, 0_u64), |(a, b), (total, done)| {
                    (a.saturating_add(*total), b.saturating_add(*done))
                });
            Progress {
                stage: "import".to_owned(),
                subject: state.subject.clone(),
                done: read.saturating_add(state.written),
                total: total.saturating_mul(2),
            }
        };
        (self.tell)(progress);
    }
}

/// Reads every wanted sheet; the receiver gets the path's number beside each. Dropping it, or
/// setting `stop`, ends the thread at its next block.
pub(crate) fn start(
    paths: Vec<Wanted>,
    options: Options,
    meter: Meter,
    stop: Arc<AtomicBool>,
) -> Receiver<(usize, Outcome)> {
    // Reading may run some blocks ahead of writing, and memory holds no more than these.
    let (sender, receiver) = channel(BLOCKS_AHEAD);
    std::thread::spawn(move || {
        for (number, wanted) in paths.iter().enumerate() {
            let mut send = |outcome| sender.blocking_send((number, outcome)).is_ok();
            let told = |subject: &str, done, total| meter.read(number, subject, done, total);
            if !path(wanted, &options, &stop, &told, &mut send) {
                return;
            }
        }
    });
    receiver
}

/// Reads one path; whether to go on with the next.
fn path(
    wanted: &Wanted,
    options: &Options,
    stop: &AtomicBool,
    told: &dyn Fn(&str, u64, u64),
    send: &mut dyn FnMut(Outcome) -> bool,
) -> bool {
    let subject = (wanted.path.file_name())
        .map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let mut open = false;
    let mut bytes = 0;
    let mut listening = true;
    let read = exchange::import::read(&wanted.path, options, &mut |event| {
        match event {
            Event::SheetStart(info) => {
                open = wanted.wants(&info.file, info.sheet.as_ref());
                if open {
                    listening = send(Outcome::Begin(Box::new(info)));
                }
            }
            Event::Block {
                records, problems, ..
            } => {
                if open {
                    listening = send(Outcome::Rows {
                        records,
                        problems,
                        bytes,
                    });
                }
            }
            Event::SheetEnd { rows, rejected } => {
                if std::mem::take(&mut open) {
                    listening = send(Outcome::End {
                        rows,
                        rejected,
                        bytes,
                    });
                }
            }
            Event::FileFailed {
                file,
                sheet,
                failure,
            } => {
                open = false;
                if wanted.wants(&file, sheet.as_ref()) {
                    listening = send(Outcome::Failed {
                        file,
                        sheet,
                        failure,
                    });
                }
            }
            Event::Progress {
                bytes_done,
                bytes_total,
            } => {
                bytes = bytes_done.max(bytes);
                told(&subject, bytes, bytes_total);
            }
        }
        if stop.load(Ordering::Relaxed) || !listening {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    });
    if let Err(failure) = read {
        listening = send(Outcome::Failed {
            file: subject,
            sheet: None,
            failure,
        });
    }
    listening && !stop.load(Ordering::Relaxed)
}

/// Waits until the seller stops the work.
pub(crate) async fn stopped(stop: &AtomicBool) {
    while !stop.load(Ordering::Relaxed) {
        clock::moment().await;
    }
}
