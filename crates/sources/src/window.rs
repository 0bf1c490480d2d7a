//! A moving window over a stream: what was read and not yet cut off.

use bytes::{Bytes, BytesMut};
use std::io::{self, Read};

/// What is read at once. Fits into a core's second-level cache.
const CHUNK: usize = 256 << 10;

/// The largest read, for telegrams that do not fit into a chunk.
const LARGE_CHUNK: usize = 4 << 20;

/// A stream and the part of it that is in memory.
pub(crate) struct Window<'r> {
    reader: &'r mut dyn Read,
    buf: BytesMut,
    start: u64,
    ended: bool,
    error: Option<io::Error>,
    chunk: usize,
}

impl<'r> Window<'r> {
    /// A window over `reader`. `size` is how long the stream is, where that is known: a small member gets a small buffer.
    pub(crate) fn new(reader: &'r mut dyn Read, size: Option<u64>) -> Window<'r> {
        let chunk =
            size.map_or(CHUNK, |size| usize::try_from(size).unwrap_or(CHUNK).saturating_add(1).min(CHUNK));
        Window { reader, buf: BytesMut::new(), start: 0, ended: false, error: None, chunk }
    }

    /// What is in memory: it begins at [`start`](Window::start).
    pub(crate) fn data(&self) -> &[u8] {
        &self.buf
    }

    /// Where in the stream the window begins.
    pub(crate) fn start(&self) -> u64 {
        self.start
    }

    /// True when the stream has been read to its end (or to where it broke).
    pub(crate) fn ended(&self) -> bool {
        self.ended
    }

    /// True when reading failed: what is in memory is not followed by what the source has there.
    pub(crate) fn broken(&self) -> bool {
        self.error.is_some()
    }

    /// The error that ended the stream.
    pub(crate) fn take_error(&mut self) -> Option<io::Error> {
        self.error.take()
    }

    /// Reads on. False at the end.
    pub(crate) fn more(&mut self) -> bool {
        if self.ended {
            return false;
        }
        let len = self.buf.len();
        let want = if len < CHUNK { self.chunk } else { len.min(LARGE_CHUNK) };
        self.buf.resize(len + want, 0);
        let read = loop {
            match self.reader.read(&mut self.buf[len..]) {
                Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
                other => break other,
            }
        };
        self.chunk = CHUNK;
        match read {
            Ok(n) if n > 0 => {
                self.buf.truncate(len + n.min(want));
                return true;
            }
            Ok(_) => {}
            Err(e) => self.error = Some(e),
        }
        self.buf.truncate(len);
        self.ended = true;
        false
    }

    /// Reads until `n` bytes are in memory, or the end.
    pub(crate) fn fill(&mut self, n: usize) -> &[u8] {
        while self.buf.len() < n && self.more() {}
        &self.buf
    }

    /// Reads to the end, but not beyond `limit` bytes. False when there is more.
    pub(crate) fn fill_all(&mut self, limit: usize) -> bool {
        while self.buf.len() <= limit && self.more() {}
        self.buf.len() <= limit
    }

    /// Cuts the first `n` bytes off.
    pub(crate) fn take(&mut self, n: usize) -> Bytes {
        let n = n.min(self.buf.len());
        self.start += n as u64;
        if n == self.buf.len() && self.buf.capacity() > 2 * n && self.buf.capacity() <= CHUNK * 2 {
            // The last of a small file: do not let it hold a whole chunk.
            let copy = Bytes::copy_from_slice(&self.buf);
            self.buf.clear();
            return copy;
        }
        self.buf.split_to(n).freeze()
    }
}

/// A window can be read like the stream that it is: what is in memory comes first.
impl Read for Window<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if !self.buf.is_empty() {
            let n = out.len().min(self.buf.len());
            let part = self.buf.split_to(n);
            out[..n].copy_from_slice(&part);
            self.start += n as u64;
            return Ok(n);
        }
        if let Some(error) = self.error.take() {
            self.ended = true;
            return Err(error);
        }
        if self.ended {
            return Ok(0);
        }
        let n = self.reader.read(out)?;
        self.start += n as u64;
        Ok(n)
    }
}
