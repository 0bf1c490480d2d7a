//! What can go wrong with a file, a member or a row, and what to do about it.

use std::fmt;
use std::io;
use std::sync::Arc;

/// A telegram, row, member or file that could not be read. The rest of the input can.
#[derive(Debug, thiserror::Error)]
#[error("{place}: {kind}")]
pub struct ItemError {
    /// Where it is.
    pub place: Place,
    /// What is wrong with it.
    #[source]
    pub kind: ItemErrorKind,
}

impl ItemError {
    /// What a person can do about it.
    pub fn help(&self) -> &'static str {
        self.kind.help()
    }
}

/// Where something is: file, member, and the byte or line in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The file, as given or found; `-` for standard input.
    pub file: Arc<str>,
    /// The member inside an archive; nested members are joined with ` › `.
    pub member: Option<Arc<str>>,
    /// The spot in it.
    pub at: Option<At>,
}

/// A spot in a file or member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum At {
    /// A byte, counted from 0.
    Byte(u64),
    /// A line, counted from 1, and the byte where it begins.
    Line {
        /// The line.
        line: u64,
        /// The byte where it begins.
        byte: u64,
    },
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &*self.file {
            "-" => f.write_str("standard input")?,
            file => f.write_str(file)?,
        }
        if let Some(member) = &self.member {
            write!(f, " › {member}")?;
        }
        match self.at {
            Some(At::Byte(byte)) => write!(f, ", byte {byte}"),
            Some(At::Line { line, byte }) => write!(f, ", line {line} (byte {byte})"),
            None => Ok(()),
        }
    }
}

/// What is wrong with something that could not be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ItemErrorKind {
    /// The file cannot be opened. Usual causes: a wrong path, missing rights.
    #[error("cannot be opened: {0}")]
    Open(#[source] io::Error),
    /// Reading failed on the way. Usual cause: a disk or network that gave up.
    #[error("cannot be read: {0}")]
    Read(#[source] io::Error),
    /// A compressed file or archive ends early. Usual cause: a download that was broken off.
    #[error("the compressed data ends early")]
    EndsEarly,
    /// A compressed file or archive, or one member of it, does not decompress or fails its checksum.
    #[error("the compressed data is damaged: {0}")]
    Damaged(String),
    /// An archive or member that needs a password.
    #[error("is encrypted")]
    Encrypted,
    /// An archive in an archive in an archive, deeper than [`MAX_DEPTH`](crate::limits::MAX_DEPTH).
    #[error("archives are nested more than {0} deep")]
    TooDeep(u8),
    /// More data comes out than an honest archive of this size holds.
    #[error("unpacks to more than {ratio} times its size (stopped after {unpacked} bytes)")]
    Bomb {
        /// The limit that was passed.
        ratio: u64,
        /// How many bytes had come out.
        unpacked: u64,
    },
    /// A compressor's window is larger than [`MAX_WINDOW`](crate::limits::MAX_WINDOW).
    #[error("needs more than {0} bytes of memory to unpack")]
    TooMuchMemory(u64),
    /// One telegram, row or line that is longer than [`MAX_ITEM`](crate::limits::MAX_ITEM).
    #[error("is longer than {limit} bytes; {what}")]
    TooLong {
        /// The limit.
        limit: usize,
        /// What was done about it.
        what: &'static str,
    },
    /// A row of a table that is not like the others.
    #[error("broken row: {0}")]
    Row(String),
    /// A line that is not the JSON object it should be.
    #[error("broken line: {0}")]
    Json(String),
    /// XML that is not well formed.
    #[error("broken XML: {0}")]
    Xml(String),
    /// A PDF that cannot be read.
    #[error("broken PDF: {0}")]
    Pdf(String),
    /// A PDF of pictures.
    #[error("the PDF has no text layer")]
    NoTextLayer,
    /// A page without a telegram's text.
    #[error("the page holds no telegram text")]
    NoTelegramText,
    /// A table or page that lists telegrams and holds none.
    #[error("is an index of telegrams without their texts ({0})")]
    Index(&'static str),
    /// A file of another kind: a picture, a program, a database.
    #[error("is {0}, not text")]
    Foreign(&'static str),
    /// A text of no known form in which nothing of a telegram was recognised.
    #[error("has nothing in it that looks like a telegram")]
    Unrecognised,
    /// Nothing in it, or blanks only.
    #[error("is empty")]
    Empty,
    /// The reading of a container broke down. This is a fault of the program.
    #[error("reading broke down inside {0}")]
    BrokeDown(&'static str),
}

impl ItemErrorKind {
    /// What a person can do about it.
    pub fn help(&self) -> &'static str {
        match self {
            ItemErrorKind::Open(_) => "check the path and your rights to it",
            ItemErrorKind::Read(_) => "check the disk or the connection, then run it again",
            ItemErrorKind::EndsEarly => {
                "the copy is incomplete: compare it with its published size or checksum, or fetch it again"
            }
            ItemErrorKind::Damaged(_) => "compare the file with its published checksum, or fetch it again",
            ItemErrorKind::Encrypted => "unpack it with its password first, then give the unpacked files",
            ItemErrorKind::TooDeep(_) => "unpack the outer archives first, then give the inner one",
            ItemErrorKind::Bomb { .. } => {
                "if you trust its source, unpack it with another program, then give the unpacked files"
            }
            ItemErrorKind::TooMuchMemory(_) => "unpack it with another program, then give the unpacked files",
            ItemErrorKind::TooLong { .. } => {
                "cut the file into telegrams first, or name its format with `--from`"
            }
            ItemErrorKind::Row(_) => "look at the row's quotes and commas; the rows after it were read",
            ItemErrorKind::Json(_) => {
                "each line has to be one JSON object with a string `text`; the lines after it were read"
            }
            ItemErrorKind::Xml(_) => {
                "check the file with an XML validator; the documents after it were read where found"
            }
            ItemErrorKind::Pdf(_) => "open it with a PDF reader and save it again, or extract its text",
            ItemErrorKind::NoTextLayer => "run optical character recognition over it, then give the text",
            ItemErrorKind::NoTelegramText => "give the page with the telegram itself",
            ItemErrorKind::Index(_) => "fetch the telegrams that it lists, then give those",
            ItemErrorKind::Foreign(_) => "leave it out, or extract its text first",
            ItemErrorKind::Unrecognised => {
                "leave it out; if it is one all the same, name its format: `--from text`"
            }
            ItemErrorKind::Empty => "leave it out, or fetch it again",
            ItemErrorKind::BrokeDown(_) => {
                "report it, with the file if you may share it; the other files were read"
            }
        }
    }
}
