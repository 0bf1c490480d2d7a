//! One run over some inputs: finds out what each stream is, and hands it to the wrapper or the format that it needs.

use crate::encoding::Transcoded;
use crate::error::{At, ItemError, ItemErrorKind, Place};
use crate::formats::{self, HEAD};
use crate::item::Item;
use crate::limits::{Budget, MAX_DEPTH, Packed};
use crate::panics::callers_own;
use crate::window::Window;
use crate::{Options, foreign, wrappers};
use bytes::Bytes;
use std::cell::Cell;
use std::fs::File;
use std::io::{self, Read};
use std::ops::ControlFlow;
use std::rc::Rc;
use std::sync::Arc;

/// What a receiver of items says: go on, or stop.
pub type Flow = ControlFlow<()>;

/// A receiver of items.
pub type Sink<'a> = dyn FnMut(Result<Item, ItemError>) -> Flow + 'a;

/// A file, or a member of it, on its way through the wrappers.
#[derive(Clone, Debug)]
pub(crate) struct Location {
    pub(crate) file: Arc<str>,
    pub(crate) member: Option<Arc<str>>,
    /// How many wrappers are around it.
    pub(crate) depth: u8,
}

impl Location {
    fn of_file(name: &str) -> Location {
        Location { file: name.into(), member: None, depth: 0 }
    }

    /// A member of this archive.
    pub(crate) fn member(&self, name: &str) -> Location {
        let member = match &self.member {
            Some(outer) => format!("{outer} › {name}").into(),
            None => name.into(),
        };
        Location { file: self.file.clone(), member: Some(member), depth: self.depth + 1 }
    }

    /// What is in this compressed file: it has no name of its own.
    pub(crate) fn inside(&self) -> Location {
        Location { depth: self.depth + 1, ..self.clone() }
    }

    pub(crate) fn place(&self, at: Option<At>) -> Place {
        Place { file: self.file.clone(), member: self.member.clone(), at }
    }
}

pub(crate) struct Run<'a> {
    options: Options,
    sink: &'a mut Sink<'a>,
    /// True while the receiver has the floor: a panic then is its own.
    pub(crate) in_sink: Rc<Cell<bool>>,
    /// Of the file that is being read.
    pub(crate) budget: Rc<Budget>,
}

/// A receiver that marks the time in which it has the floor.
pub(crate) fn marking<'s>(
    mark: &Rc<Cell<bool>>,
    sink: &'s mut Sink<'s>,
) -> impl FnMut(Result<Item, ItemError>) -> Flow + use<'s> {
    let mark = mark.clone();
    move |found| {
        mark.set(true);
        let flow = callers_own(|| sink(found));
        mark.set(false);
        flow
    }
}

impl<'a> Run<'a> {
    pub(crate) fn new(options: Options, sink: &'a mut Sink<'_>, in_sink: Rc<Cell<bool>>) -> Run<'a> {
        Run { options, sink, in_sink, budget: Rc::default() }
    }

    pub(crate) fn fail(&mut self, place: Place, kind: ItemErrorKind) -> Flow {
        (self.sink)(Err(ItemError { place, kind }))
    }

    /// Reads a file from the disk.
    pub(crate) fn file(&mut self, name: &str, file: &File) -> Flow {
        self.budget = Rc::default();
        let size = file.metadata().ok().filter(|found| found.is_file()).map(|found| found.len());
        if let Some(size) = size {
            self.budget.set_packed(size);
        }
        // A device or a named pipe says nothing of its size and cannot be read from its end.
        let seekable = size.is_some().then_some(file);
        let mut reader = Packed::new(file, self.budget.clone());
        if size.is_some() {
            let mut file = file;
            return self.open(&mut file, size, &Location::of_file(name), seekable);
        }
        self.open(&mut reader, size, &Location::of_file(name), seekable)
    }

    /// Reads a pipe.
    pub(crate) fn stream_of(&mut self, name: &str, reader: &mut dyn Read) -> Flow {
        self.budget = Rc::default();
        let mut reader = Packed::new(reader, self.budget.clone());
        self.open(&mut reader, None, &Location::of_file(name), None)
    }

    /// Reads what is in memory.
    pub(crate) fn bytes(&mut self, name: &str, bytes: &[u8]) -> Flow {
        self.budget = Rc::default();
        self.budget.set_packed(bytes.len() as u64);
        let mut reader = bytes;
        self.open(&mut reader, Some(bytes.len() as u64), &Location::of_file(name), None)
    }

    /// Reads a stream of any kind. `file` is the file itself, where the stream is one: some archives are read from their end.
    pub(crate) fn open(
        &mut self,
        reader: &mut dyn Read,
        size: Option<u64>,
        location: &Location,
        file: Option<&File>,
    ) -> Flow {
        let mut window = Window::new(reader, size);
        window.fill(HEAD);
        if let Some(wrapper) = wrappers::of(window.data()) {
            if location.depth >= MAX_DEPTH {
                return self.fail(location.place(None), ItemErrorKind::TooDeep(MAX_DEPTH));
            }
            return (wrapper.open)(self, wrappers::Wrapped { window, file, location });
        }
        if let Some(what) = foreign::of(window.data()) {
            return self.fail(location.place(None), ItemErrorKind::Foreign(what));
        }
        if let Some(what) = foreign::index(window.data()) {
            return self.fail(location.place(None), ItemErrorKind::Index(what));
        }
        match Transcoded::read(&mut window) {
            None => self.cut(&mut window, location, None),
            Some(Ok(transcoded)) => {
                let text = transcoded.text();
                let mut inner = &text[..];
                let mut inside = Window::new(&mut inner, Some(text.len() as u64));
                inside.fill(HEAD);
                self.cut(&mut inside, location, Some(transcoded))?;
                self.ended(&mut window, location)
            }
            Some(Err(kind)) => self.fail(location.place(None), kind),
        }
    }

    /// Cuts a stream that no wrapper is around.
    fn cut(&mut self, window: &mut Window<'_>, location: &Location, transcoded: Option<Transcoded>) -> Flow {
        if window.data().is_empty() && !window.broken() {
            return self.fail(location.place(None), ItemErrorKind::Empty);
        }
        let format = formats::choose(window.data(), self.options.from);
        let mut emit = Emit {
            sink: self.sink,
            location,
            format: format.id,
            from: self.options.from,
            transcoded,
            container: None,
            next: None,
        };
        (format.cut)(window, &mut emit)?;
        while let Some(next) = emit.next.take() {
            emit.format = next.id;
            (next.cut)(window, &mut emit)?;
        }
        self.ended(window, location)
    }

    /// Reports what ended a stream, if it was not its end.
    pub(crate) fn ended(&mut self, window: &mut Window<'_>, location: &Location) -> Flow {
        let Some(error) = window.take_error() else { return Flow::Continue(()) };
        let at = Some(At::Byte(window.start() + window.data().len() as u64));
        let kind = self.kind(error, location);
        self.fail(location.place(at), kind)
    }

    /// What an error of reading means here.
    pub(crate) fn kind(&self, error: io::Error, location: &Location) -> ItemErrorKind {
        if let Some(unpacked) = self.budget.exceeded() {
            return ItemErrorKind::Bomb { ratio: crate::limits::MAX_RATIO, unpacked };
        }
        // Zstandard has no other way to say it.
        if location.depth > 0 && error.to_string().contains("too much memory") {
            return ItemErrorKind::TooMuchMemory(crate::limits::MAX_WINDOW);
        }
        match error.kind() {
            io::ErrorKind::OutOfMemory if location.depth > 0 => {
                ItemErrorKind::TooMuchMemory(crate::limits::MAX_DICTIONARY)
            }
            io::ErrorKind::UnexpectedEof if location.depth > 0 => ItemErrorKind::EndsEarly,
            io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput | io::ErrorKind::Other
                if location.depth > 0 =>
            {
                ItemErrorKind::Damaged(error.to_string())
            }
            _ => ItemErrorKind::Read(error),
        }
    }
}

/// Where a format puts what it cuts.
pub(crate) struct Emit<'e> {
    sink: &'e mut (dyn FnMut(Result<Item, ItemError>) -> Flow + 'e),
    pub(crate) location: &'e Location,
    pub(crate) format: &'static str,
    /// The format that the caller named.
    pub(crate) from: Option<&'static formats::Format>,
    transcoded: Option<Transcoded>,
    /// A file whose text was taken out of it: where it begins, and its bytes.
    container: Option<(u64, Bytes)>,
    /// The form of the rest of the stream, where a format stopped because it is another one.
    pub(crate) next: Option<&'static formats::Format>,
}

impl Emit<'_> {
    /// Cuts a text that was taken out of a file, as another format. Each item's original is the file.
    pub(crate) fn inside(
        &mut self,
        format: &'static formats::Format,
        start: u64,
        file: Bytes,
        cut: impl FnOnce(&mut Emit<'_>) -> Flow,
    ) -> Flow {
        let Emit { sink, location, from, .. } = self;
        let container = Some((start, file));
        let (transcoded, next) = (None, None);
        cut(&mut Emit { sink: *sink, location, format: format.id, from: *from, transcoded, container, next })
    }

    /// An item of these bytes, which lie at `start` in the stream.
    pub(crate) fn item(&self, start: u64, bytes: Bytes) -> Item {
        let end = start + bytes.len() as u64;
        Item {
            format: self.format,
            file: self.location.file.clone(),
            member: self.location.member.clone(),
            id: None,
            span: Some((start, end)),
            bytes,
            original: None,
            encoding: None,
            attributes: Vec::new(),
            attributes_at: None,
            date: None,
            parts: Vec::new(),
        }
    }

    /// An item whose text is not what is stored: `original` lies at `start` in the stream.
    pub(crate) fn rendered(&self, start: u64, original: Bytes, text: Bytes) -> Item {
        let span = Some((start, start + original.len() as u64));
        Item { span, original: Some(original), encoding: Some("UTF-8"), ..self.item(start, text) }
    }

    pub(crate) fn send(&mut self, mut item: Item) -> Flow {
        if let Some(transcoded) = &mut self.transcoded
            && let Some((start, end)) = item.span
        {
            let (span, original) = transcoded.original(start, end);
            item.span = Some(span);
            item.original = Some(original);
            item.encoding = Some(transcoded.encoding());
        }
        if let Some((start, file)) = &self.container {
            item.span = Some((*start, start + file.len() as u64));
            item.original = Some(file.clone());
            item.encoding = Some("UTF-8");
        }
        (self.sink)(Ok(item))
    }

    pub(crate) fn fail(&mut self, at: Option<At>, kind: ItemErrorKind) -> Flow {
        (self.sink)(Err(ItemError { place: self.location.place(at), kind }))
    }
}
