//! The telegrams of `data/exports/telegrams`, read, and what the tests do with them.

use chancery_exports::{Collection, Context, Export, Item, Table, Written};
use chancery_telegram::record::{Attributes, Record};
use chancery_telegram::{Options, read};
use sha2::{Digest, Sha256};
use std::fs;
use std::path::{Path, PathBuf};

/// The folder of the tests' data.
pub(crate) fn data() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/exports")
}

/// A telegram of the folder.
pub(crate) struct Case {
    /// The file's name.
    pub(crate) name: String,
    /// Its bytes.
    pub(crate) original: Vec<u8>,
    /// Names and values beside it.
    pub(crate) attributes: Vec<(String, String)>,
}

/// All of them, in the order of their names.
pub(crate) fn cases() -> Vec<Case> {
    let folder = data().join("telegrams");
    let mut names: Vec<PathBuf> = fs::read_dir(folder)
        .expect("a folder of telegrams")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    names.sort();
    names
        .iter()
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .map(|path| Case {
            name: path.file_name().expect("a name").to_string_lossy().into_owned(),
            original: fs::read(path).expect("a telegram"),
            attributes: fs::read_to_string(path.with_extension("attributes"))
                .unwrap_or_default()
                .lines()
                .filter_map(|line| line.split_once(": "))
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .collect(),
        })
        .collect()
}

impl Case {
    /// Its record, as a reader of folders gives it.
    pub(crate) fn record(&self) -> Record<'_> {
        let attributes =
            self.attributes.iter().map(|(n, v)| (n.as_str().into(), v.as_str().into())).collect();
        let mut record = read(&self.original, Attributes(attributes), &Options::default());
        record.source.format = "teletype".into();
        record.source.file = Some(self.name.as_str().into());
        let hash: String = Sha256::digest(&self.original).iter().map(|byte| format!("{byte:02x}")).collect();
        record.source.sha256 = Some(hash.into());
        record
    }
}

/// What is said of the export.
pub(crate) fn context(table: Table) -> Context {
    Context {
        title: Some("Lamps & ladders of Port Alder".to_owned()),
        description: Some("Six telegrams, all invented.".to_owned()),
        organization: Some("The harbor office of Port Alder".to_owned()),
        date: Some("2026-03-01".parse().expect("a date")),
        state: Some("0f3a9c".to_owned()),
        table,
        posts: true,
        fields: None,
    }
}

/// A telegram with all that can stand beside it.
pub(crate) fn item<'a>(record: &'a Record<'a>, original: &'a [u8]) -> Item<'a> {
    Item {
        original: Some(original),
        collection: Some(Collection {
            name: "Papers of the harbor office",
            provenance: Some("Town Archives of Port Alder, Box 7"),
            licence: Some("public domain"),
        }),
        sender: record
            .mrn
            .as_ref()
            .filter(|mrn| mrn.post == "GREYHAVEN")
            .map(|_| "Consulate Greyhaven".into()),
        url: record.mrn.as_ref().map(|_| "https://example.org/lamps?id=7&page={1}"),
        ..Item::new(record)
    }
}

/// All telegrams in a form, and how many they were.
pub(crate) fn stream(export: &Export, context: &Context) -> (Vec<u8>, Written) {
    let mut out = Vec::new();
    let mut writer = export.into_stream(context, &mut out).expect("a writer");
    for case in cases() {
        writer.record(&item(&case.record(), &case.original)).expect("a telegram is written");
    }
    let written = writer.finish().expect("an end");
    (out, written)
}
