//! The readers of containers: every format, and every wrapper around one.

use chancery_sources::{Format, Item, ItemError, Options, read_bytes};

/// Cuts the bytes as the format of this name, whatever they look like.
fn format(id: &str, src: &[u8]) {
    let format = Format::by_id(id).expect("a format of this name");
    check(src, &read_bytes("fuzz", src, Options { from: Some(format) }));
}

/// Reads the bytes behind the beginning by which a wrapper is known.
fn wrapper(magic: &[u8], at: usize, src: &[u8]) {
    let mut bytes = src.to_vec();
    bytes.resize(bytes.len().max(at + magic.len()), 0);
    bytes[at..at + magic.len()].copy_from_slice(magic);
    check(&bytes, &read_bytes("fuzz", &bytes, Options::default()));
}

/// Each item's original bytes are as long as its place, and what is wrong says so in words.
fn check(src: &[u8], items: &[Result<Item, ItemError>]) {
    for item in items {
        match item {
            Ok(item) => place(src, item),
            Err(error) => assert!(!error.to_string().is_empty()),
        }
    }
}

fn place(src: &[u8], item: &Item) {
    let source = item.source(true);
    assert_eq!(source.sha256.map(|hash| hash.len()), Some(64));
    let Some((start, end)) = item.span else {
        return;
    };
    assert!(start <= end, "{item:?} ends before it begins");
    assert_eq!(item.original().len() as u64, end - start, "{item:?} is of another length than its place");
    // Places in what a compressed file unpacks to may lie behind the end of the file.
    let inside = usize::try_from(start).ok().zip(usize::try_from(end).ok()).and_then(|(s, e)| src.get(s..e));
    if item.member.is_none() && item.format != "text" && inside.is_none() {
        let unpacked =
            [&b"\x1f\x8b"[..], b"BZh", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd"].iter().any(|m| src.starts_with(m));
        assert!(unpacked, "{item:?} lies outside its file");
    }
}

macro_rules! of_format {
    ($($name:ident $id:literal)*) => {
        $(
            #[doc = concat!("Any bytes, cut as `", $id, "`.")]
            pub fn $name(src: &[u8]) {
                format($id, src);
            }
        )*
    };
}

of_format! {
    teletype "teletype"
    nara "nara"
    smart "smart"
    text "text"
    jsonl "jsonl"
    cablegate_csv "cablegate-csv"
    cablegate_html "cablegate-html"
    frus_tei "frus-tei"
    pdf "pdf"
}

/// Any bytes behind the signature of a 7z archive, as they are, and with the two checksums made right that keep nearly all of them
/// from being read further.
pub fn sevenz(src: &[u8]) {
    let magic = b"7z\xbc\xaf\x27\x1c";
    wrapper(magic, 0, src);
    let mut bytes = src.to_vec();
    bytes.resize(bytes.len().max(32), 0);
    let number = |at: usize| u64::from_le_bytes(std::array::from_fn(|n| bytes[at + n]));
    let list = usize::try_from(number(12).saturating_add(32)).ok().and_then(|start| bytes.get(start..));
    let list = list.zip(usize::try_from(number(20)).ok()).and_then(|(list, size)| list.get(..size));
    if let Some(list) = list {
        let checksum = crc32fast::hash(list);
        bytes[28..32].copy_from_slice(&checksum.to_le_bytes());
    }
    let checksum = crc32fast::hash(&bytes[12..32]);
    bytes[8..12].copy_from_slice(&checksum.to_le_bytes());
    wrapper(magic, 0, &bytes);
}

/// Any bytes behind the signature of a zip archive's first member.
pub fn zip(src: &[u8]) {
    wrapper(b"PK\x03\x04", 0, src);
}

/// Any bytes around the mark of a tar header.
pub fn tar(src: &[u8]) {
    wrapper(b"ustar", 257, src);
}

/// Any bytes behind the signature of gzip.
pub fn gz(src: &[u8]) {
    wrapper(b"\x1f\x8b\x08", 0, src);
}

/// Any bytes behind the signature of xz.
pub fn xz(src: &[u8]) {
    wrapper(b"\xfd7zXZ\0", 0, src);
}

/// Any bytes behind the signature of bzip2.
pub fn bz2(src: &[u8]) {
    wrapper(b"BZh9", 0, src);
}

/// Any bytes behind the signature of zstd.
pub fn zst(src: &[u8]) {
    wrapper(b"\x28\xb5\x2f\xfd", 0, src);
}
