//! Seconds that reading a file takes, split into its parts: `cargo run --release -p exchange
//! --example import_speed -- FILE.csv.gz`.
#![allow(clippy::print_stdout)]

use std::io::Read;
use std::ops::ControlFlow;
use std::path::Path;
use std::time::Instant;

use exchange::import::{Event, Options, read};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("a file is needed")?;
    if path.ends_with(".gz") {
        let start = Instant::now();
        let mut bytes = Vec::new();
        flate2::read::MultiGzDecoder::new(std::fs::File::open(&path)?).read_to_end(&mut bytes)?;
        println!("decompressing {:.3} s", start.elapsed().as_secs_f64());
        let start = Instant::now();
        let mut reader = csv::Reader::from_reader(bytes.as_slice());
        let mut record = csv::StringRecord::new();
        let mut fields = 0;
        while reader.read_record(&mut record)? {
            fields += record.len();
        }
        println!(
            "csv fields {:.3} s ({fields})",
            start.elapsed().as_secs_f64()
        );
    }
    let start = Instant::now();
    let (mut rows, mut records, mut dropping) = (0, 0, 0.0);
    read(Path::new(&path), &Options::default(), &mut |event| {
        if let Event::Block {
            records: block,
            rows_read,
            ..
        } = event
        {
            rows += rows_read;
            records += block.len();
            let start = Instant::now();
            drop(block);
            dropping += start.elapsed().as_secs_f64();
        }
        ControlFlow::Continue(())
    })?;
    println!(
        "reading in all {:.3} s, of it dropping {dropping:.3} s: {rows} rows, {records} records",
        start.elapsed().as_secs_f64()
    );
    Ok(())
}
