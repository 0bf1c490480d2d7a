//! A BagIt 1.0 bag (RFC 8493): the originals, their records, and checksums of all, as archives hand over what they keep.
//!
//! ```text
//! bagit.txt  bag-info.txt  manifest-sha256.txt  manifest-sha512.txt  tagmanifest-sha256.txt  tagmanifest-sha512.txt
//! data/06PARIS7904.txt     the bytes of an original
//! data/records.jsonl       a record a telegram; its source.sha256 is its original's in manifest-sha256.txt
//! ```
//! A telegram whose original the caller does not give has its record only.

use crate::export::{Begin, Context, Entry, Export, Sink};
use crate::keys::{Keys, plain};
use crate::{ExportError, Look, jsonl};
use chancery_telegram::record::SentAt;
use sha2::{Digest, Sha256, Sha512};
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// The form.
pub static EXPORT: Export = Export {
    id: "bagit",
    title: "BagIt 1.0, a folder with originals, records and checksums",
    extension: "",
    media_type: "",
    tables: &[],
    begin: Begin::Folder(|context, folder| Ok(Box::new(Bag::begin(context, folder)?))),
};

const DECLARATION: &str = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";
const RECORDS: &str = "data/records.jsonl";
const MANIFESTS: [&str; 2] = ["manifest-sha256.txt", "manifest-sha512.txt"];
const TAG_MANIFESTS: [&str; 2] = ["tagmanifest-sha256.txt", "tagmanifest-sha512.txt"];

struct Bag {
    folder: PathBuf,
    context: Context,
    names: Keys,
    records: Hashing,
    manifests: [Hashing; 2],
    /// What the payload is made of, for `Payload-Oxum`.
    octets: u64,
    files: u64,
    telegrams: u64,
    line: Vec<u8>,
}

/// A file whose checksums are taken while it is written.
struct Hashing {
    out: BufWriter<File>,
    sums: Sums,
    octets: u64,
}

#[derive(Clone, Default)]
struct Sums(Sha256, Sha512);

impl Sums {
    fn of(bytes: &[u8]) -> [String; 2] {
        let mut sums = Sums::default();
        sums.update(bytes);
        sums.finish()
    }

    fn update(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
        self.1.update(bytes);
    }

    fn finish(self) -> [String; 2] {
        [hex(&self.0.finalize()), hex(&self.1.finalize())]
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

impl Hashing {
    fn new(path: &Path) -> io::Result<Hashing> {
        Ok(Hashing { out: BufWriter::new(File::create_new(path)?), sums: Sums::default(), octets: 0 })
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.sums.update(bytes);
        self.octets += bytes.len() as u64;
        self.out.write_all(bytes)
    }

    /// Puts it on the disk; gives its checksums.
    fn finish(&mut self) -> io::Result<[String; 2]> {
        self.out.flush()?;
        self.out.get_ref().sync_all()?;
        Ok(std::mem::take(&mut self.sums).finish())
    }
}

impl Bag {
    fn begin(context: &Context, folder: &Path) -> Result<Bag, ExportError> {
        fs::create_dir(folder.join("data"))?;
        Ok(Bag {
            folder: folder.to_owned(),
            context: context.clone(),
            names: Keys::default(),
            records: Hashing::new(&folder.join(RECORDS))?,
            manifests: [Hashing::new(&folder.join(MANIFESTS[0]))?, Hashing::new(&folder.join(MANIFESTS[1]))?],
            octets: 0,
            files: 0,
            telegrams: 0,
            line: Vec::new(),
        })
    }

    /// The names are ours and have nothing in them that a manifest would have to escape.
    fn listed(&mut self, name: &str, sums: &[String; 2]) -> io::Result<()> {
        for (manifest, sum) in self.manifests.iter_mut().zip(sums) {
            manifest.write(format!("{sum}  {name}\n").as_bytes())?;
        }
        Ok(())
    }

    /// `bag-info.txt`: labels of RFC 8493, section 2.2.2.
    fn info(&self) -> String {
        let of = |text: &Option<String>| text.clone().unwrap_or_default();
        let count = if self.telegrams == 1 { "telegram" } else { "telegrams" };
        let description = self.context.description.clone().unwrap_or_else(|| {
            format!("{} diplomatic {count}: originals and their records (data/records.jsonl)", self.telegrams)
        });
        let date = self.context.date.map(|date| SentAt::Day(date).to_string());
        let state = self.context.state.as_ref().map(|state| format!("archive state {state}"));
        let state = state.unwrap_or_default();
        let mut text = String::new();
        for (label, value) in [
            ("Source-Organization", of(&self.context.organization)),
            ("External-Description", description),
            ("External-Identifier", of(&self.context.title)),
            ("Internal-Sender-Identifier", state),
            ("Bagging-Date", date.unwrap_or_default()),
            ("Payload-Oxum", format!("{}.{}", self.octets, self.files)),
            ("Bag-Software-Agent", concat!("chancery ", env!("CARGO_PKG_VERSION")).to_owned()),
        ] {
            // A value stands on one line.
            let value = crate::words::unwrapped(&value);
            if !value.is_empty() {
                let _ = writeln!(text, "{label}: {value}");
            }
        }
        text
    }
}

impl Sink for Bag {
    fn record(&mut self, entry: &Entry<'_>) -> Result<u64, ExportError> {
        let mut files = 0;
        if let Some(original) = entry.item.original {
            let name = format!("data/{}.txt", self.names.unique(plain(&entry.key)));
            let mut file = File::create_new(self.folder.join(&name))?;
            file.write_all(original)?;
            self.listed(&name, &Sums::of(original))?;
            self.octets += original.len() as u64;
            files += 1;
        }
        self.line.clear();
        let look = Look { colour: false, fields: self.context.fields.as_ref() };
        jsonl::write(entry.item.record, &look, &mut self.line)?;
        self.records.write(&self.line)?;
        self.files += files;
        self.telegrams += 1;
        Ok(files)
    }

    fn finish(mut self: Box<Self>) -> Result<(), ExportError> {
        self.octets += self.records.octets;
        self.files += 1;
        let records = self.records.finish()?;
        self.listed(RECORDS, &records)?;
        let mut tags = vec![
            ("bagit.txt", whole(&self.folder.join("bagit.txt"), DECLARATION)?),
            ("bag-info.txt", whole(&self.folder.join("bag-info.txt"), &self.info())?),
        ];
        for (name, manifest) in MANIFESTS.into_iter().zip(&mut self.manifests) {
            tags.push((name, manifest.finish()?));
        }
        for (index, name) in TAG_MANIFESTS.into_iter().enumerate() {
            let lines: String = tags.iter().map(|(tag, sums)| format!("{}  {tag}\n", sums[index])).collect();
            whole(&self.folder.join(name), &lines)?;
        }
        Ok(())
    }
}

/// Writes a file of a few lines.
fn whole(path: &Path, text: &str) -> io::Result<[String; 2]> {
    let mut file = Hashing::new(path)?;
    file.write(text.as_bytes())?;
    file.finish()
}
