//! Text files in any of the encodings that sellers' systems write, as UTF-8.

use std::io::{self, Read};

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Decoder, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

const CHUNK: usize = 128 * 1024;
/// How much text behind the first non-ASCII byte the decision rests on.
const SAMPLE: usize = 256 * 1024;

/// UTF-16 by the zeros that Latin text has in it, where no byte order mark stands.
#[must_use]
pub fn utf16_without_mark(head: &[u8]) -> Option<&'static Encoding> {
    let head = &head[..head.len().min(4096) & !1];
    if head.len() < 8 {
        return None;
    }
    let zeros = |first: usize| {
        head.iter()
            .skip(first)
            .step_by(2)
            .filter(|b| **b == 0)
            .count()
    };
    let (even, odd) = (zeros(0), zeros(1));
    let half = head.len() / 2;
    if odd * 10 >= half * 4 && even * 20 <= half {
        Some(UTF_16LE)
    } else if even * 10 >= half * 4 && odd * 20 <= half {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// Decides over a sample that holds non-ASCII bytes. `whole` says that the sample ends with the
/// file, so that a character cut off at its end counts as an error.
#[must_use]
pub fn decide(sample: &[u8], whole: bool) -> &'static Encoding {
    let valid = match std::str::from_utf8(sample) {
        Ok(_) => true,
        Err(error) => error.error_len().is_none() && !whole,
    };
    if valid || mostly_utf8(sample) {
        return UTF_8;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, whole);
    let guess = detector.guess(None, Utf8Detection::Deny);
    if guess == encoding_rs::GBK {
        return GB18030;
    }
    // Short Chinese texts look Western to the detector; the commonest 3,755 Chinese characters
    // have first bytes B0–D7, which Western pairs of accented letters rarely hit.
    if guess.is_single_byte() && common_chinese(sample) {
        return GB18030;
    }
    if guess.is_single_byte() && sample.iter().filter(|b| **b >= 0x80).count() < 8 {
        return WINDOWS_1252;
    }
    guess
}

/// A file of UTF-8 with a few broken bytes stays UTF-8: the bytes are shown as damaged.
fn mostly_utf8(sample: &[u8]) -> bool {
    let (mut good, mut bad) = (0_usize, 0_usize);
    for chunk in sample.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good > 20 * bad
}

fn common_chinese(sample: &[u8]) -> bool {
    let (mut common, mut pairs, mut i) = (0_usize, 0_usize, 0);
    while i < sample.len() {
        if sample[i] < 0x80 {
            i += 1;
            continue;
        }
        let Some(second) = sample.get(i + 1) else {
            break;
        };
        if *second < 0x40 {
            return false;
        }
        pairs += 1;
        common += usize::from((0xb0..=0xd7).contains(&sample[i]) && *second >= 0xa1);
        i += 2;
    }
    pairs > 0 && common * 10 >= pairs * 7
}

/// Decodes a stream to UTF-8. ASCII passes through until the first other byte; only then is the
/// encoding decided, over the text that follows it, however deep in the file it stands.
pub struct Utf8Reader<R> {
    inner: R,
    decoder: Option<Decoder>,
    raw: Vec<u8>,
    out: Vec<u8>,
    at: usize,
    done: bool,
    started: bool,
    /// What was decided, `None` while all was ASCII.
    pub encoding: Option<&'static Encoding>,
}

impl<R: Read> Utf8Reader<R> {
    /// Wraps a reader of bytes.
    pub fn new(inner: R) -> Utf8Reader<R> {
        Utf8Reader {
            inner,
            decoder: None,
            raw: Vec::with_capacity(CHUNK),
            out: Vec::with_capacity(CHUNK + 64),
            at: 0,
            done: false,
            started: false,
            encoding: None,
        }
    }

    /// Appends bytes until `raw` holds `want` or the stream ends.
    fn fill(&mut self, want: usize) -> io::Result<()> {
        while self.raw.len() < want && !self.done {
            let old = self.raw.len();
            self.raw.resize(want, 0);
            let n = self.inner.read(&mut self.raw[old..])?;
            self.raw.truncate(old + n);
            self.done = n == 0;
        }
        Ok(())
    }

    fn choose(&mut self, encoding: &'static Encoding) {
        self.encoding = Some(encoding);
        self.decoder = Some(encoding.new_decoder_without_bom_handling());
    }

    fn refill(&mut self) -> io::Result<()> {
        self.out.clear();
        self.at = 0;
        self.fill(CHUNK)?;
        if !self.started {
            self.started = true;
            if let Some((encoding, mark)) = Encoding::for_bom(&self.raw) {
                self.raw.drain(..mark);
                self.choose(encoding);
            } else if let Some(encoding) = utf16_without_mark(&self.raw) {
                self.choose(encoding);
            }
        }
        if self.decoder.is_none() {
            if self.raw.is_ascii() {
                std::mem::swap(&mut self.out, &mut self.raw);
                self.raw.clear();
                return Ok(());
            }
            let first = self.raw.iter().position(|b| *b >= 0x80).unwrap_or(0);
            self.fill(first + SAMPLE)?;
            let encoding = decide(&self.raw[first..], self.done);
            self.choose(encoding);
        }
        let Some(decoder) = self.decoder.as_mut() else {
            return Ok(());
        };
        let most = decoder
            .max_utf8_buffer_length(self.raw.len())
            .unwrap_or(self.raw.len() * 3 + 16);
        self.out.resize(most, 0);
        let (_, _, written, _) = decoder.decode_to_utf8(&self.raw, &mut self.out, self.done);
        self.out.truncate(written);
        self.raw.clear();
        Ok(())
    }
}

impl<R: Read> Read for Utf8Reader<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.at == self.out.len() {
            if self.done {
                return Ok(0);
            }
            self.refill()?;
        }
        let n = buffer.len().min(self.out.len() - self.at);
        buffer[..n].copy_from_slice(&self.out[self.at..self.at + n]);
        self.at += n;
        Ok(n)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(bytes: &[u8]) -> String {
        let mut text = String::new();
        Utf8Reader::new(bytes)
            .read_to_string(&mut text)
            .expect("decoders never fail");
        text
    }

    const CHINESE: &str = "订单号,下单时间,SKU,数量\n1001,2026-08-24,A-1,3\n";

    #[test]
    fn every_encoding_of_the_same_text_gives_the_same_text() {
        assert_eq!(decoded(CHINESE.as_bytes()), CHINESE);
        assert_eq!(decoded(format!("\u{feff}{CHINESE}").as_bytes()), CHINESE);
        assert_eq!(decoded(&GB18030.encode(CHINESE).0), CHINESE);
        let le: Vec<u8> = CHINESE.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let be: Vec<u8> = CHINESE.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(decoded(&[&[0xff, 0xfe][..], &le].concat()), CHINESE);
        assert_eq!(decoded(&[&[0xfe, 0xff][..], &be].concat()), CHINESE);
        let latin = "Käufer;Größe;Prix\nJosé;élan;12,50\n";
        assert_eq!(decoded(&WINDOWS_1252.encode(latin).0), latin);
    }

    #[test]
    fn the_first_foreign_letter_may_stand_deep_in_the_file() {
        let mut text = "sku,name\n".to_owned();
        for i in 0..30_000 {
            text.push_str(&format!("A{i},plain name\n"));
        }
        text.push_str("B1,红色毛衣\nB2,蓝色的裤子\n");
        assert_eq!(decoded(&GB18030.encode(&text).0), text);
        assert_eq!(decoded(text.as_bytes()), text);
    }

    #[test]
    fn one_broken_byte_does_not_change_the_encoding_of_a_file() {
        let mut bytes = CHINESE.repeat(20).into_bytes();
        let at = bytes.len() - 30;
        bytes.insert(at, 0xff);
        let text = decoded(&bytes);
        assert!(text.starts_with("订单号"));
        assert_eq!(text.matches('\u{fffd}').count(), 1);
    }
}
