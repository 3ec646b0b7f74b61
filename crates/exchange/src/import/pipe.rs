//! A reader fed by another thread, so that decompression runs beside parsing.

use std::io::{self, Read};
use std::sync::mpsc::{Receiver, sync_channel};

/// Reads what the feeding thread sends. Dropping it ends the thread at its next chunk.
pub struct PipeReader {
    chunks: Receiver<io::Result<Vec<u8>>>,
    current: Vec<u8>,
    at: usize,
}

impl PipeReader {
    /// Bytes of one chunk.
    pub const CHUNK: usize = 256 * 1024;
}

/// Starts `produce` on its own thread; it hands chunks to the closure it is given, which answers
/// `false` once nobody reads any more.
pub fn pipe(
    produce: impl FnOnce(&mut dyn FnMut(Vec<u8>) -> bool) -> io::Result<()> + Send + 'static,
) -> PipeReader {
    let (sender, chunks) = sync_channel(4);
    std::thread::spawn(move || {
        let mut send = |chunk| sender.send(Ok(chunk)).is_ok();
        if let Err(error) = produce(&mut send) {
            // Nobody is left to tell when the receiver is gone.
            let _ = sender.send(Err(error));
        }
    });
    PipeReader {
        chunks,
        current: Vec::new(),
        at: 0,
    }
}

impl Read for PipeReader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.at == self.current.len() {
            match self.chunks.recv() {
                Ok(Ok(chunk)) => {
                    self.current = chunk;
                    self.at = 0;
                }
                Ok(Err(error)) => return Err(error),
                Err(_) => return Ok(0),
            }
        }
        let n = buffer.len().min(self.current.len() - self.at);
        buffer[..n].copy_from_slice(&self.current[self.at..self.at + n]);
        self.at += n;
        Ok(n)
    }
}
