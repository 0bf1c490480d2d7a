//! Lists of members of 7z archives, honest and not, written here byte by byte.

use chancery_sources::limits::{MAX_DICTIONARY, MAX_LIST, MAX_MEMBERS};
use chancery_sources::{Item, ItemError, ItemErrorKind, Options, read_bytes};
use std::io::{Cursor, Write};

const TELEGRAM: &str =
    "VZCZCQXO0231\nRR RUEHC\nDE RUEHQX #0417 0711436\nZNR UUUUU\nBT\nLAMPS\nBT\n#0417\nNNNN\n";

/// What a list may claim: too much for its bytes, for any memory, for any number of bytes.
const CLAIMS: [u64; 3] = [1 << 20, 1 << 33, 1 << 62];

/// An archive with these packed bytes and this list.
fn archive(packed: &[u8], list: &[u8]) -> Vec<u8> {
    let mut place = (packed.len() as u64).to_le_bytes().to_vec();
    place.extend((list.len() as u64).to_le_bytes());
    place.extend(crc(list).to_le_bytes());
    let start = [&b"7z\xbc\xaf\x27\x1c\x00\x04"[..], &crc(&place).to_le_bytes(), &place].concat();
    [&start[..], packed, list].concat()
}

fn crc(bytes: &[u8]) -> u32 {
    let mut crc = flate2::Crc::new();
    crc.update(bytes);
    crc.sum()
}

/// A number in its longest form.
fn number(n: u64) -> Vec<u8> {
    [&[0xff][..], &n.to_le_bytes()].concat()
}

/// Joins bytes and numbers.
macro_rules! list {
    ($($part:expr),* $(,)?) => { [$(&$part[..]),*].concat() };
}

/// An archive with these contents, whose list is packed with LZMA2.
fn packed_list(contents: &[u8], list: &[u8]) -> Vec<u8> {
    let mut writer = lzma_rust2::Lzma2Writer::new(Vec::new(), lzma_rust2::Lzma2Options::with_preset(1));
    writer.write_all(list).unwrap();
    let packed = writer.finish().unwrap();
    let how = list![
        [0x17, 0x06],
        number(contents.len() as u64),
        [0x01, 0x09],
        number(packed.len() as u64),
        [0x00, 0x07, 0x0b, 0x01, 0x00, 0x01, 0x21, 0x21, 0x01, 28, 0x0c],
        number(list.len() as u64),
        [0x00, 0x00],
    ];
    archive(&[contents, &packed].concat(), &how)
}

fn read(bytes: &[u8]) -> Vec<Result<Item, ItemError>> {
    read_bytes("1977.7z", bytes, Options::default())
}

/// What is wrong with an archive, which has to be one thing.
fn refusal(what: &str, bytes: &[u8]) -> ItemErrorKind {
    let mut found = read(bytes);
    assert_eq!(found.len(), 1, "{what}: {found:?}");
    match found.remove(0) {
        Err(error) => error.kind,
        Ok(item) => panic!("{what}: gave {item:?}"),
    }
}

fn is_refused(what: &str, bytes: &[u8]) {
    match refusal(what, bytes) {
        ItemErrorKind::Damaged(message) => {
            assert!(message.starts_with("its list of members"), "{what}: {message}");
        }
        other => panic!("{what}: {other:?}"),
    }
}

/// A list of one copied block of these many bytes, up to what is said of the members in it.
fn one_block(size: u8) -> Vec<u8> {
    list![
        [0x01, 0x04, 0x06, 0x00, 0x01, 0x09, size, 0x00],
        [0x07, 0x0b, 0x01, 0x00, 0x01, 0x01, 0x00, 0x0c, size, 0x00, 0x08],
    ]
}

#[test]
fn a_list_written_by_hand_is_read() {
    let size = TELEGRAM.len() as u8;
    let list = list![one_block(size), [0x00, 0x00, 0x05, 0x01, 0x11, 0x05, 0x00], b"a\0\0\0", [0x00, 0x00]];
    let contents = TELEGRAM.as_bytes();
    for (what, archive) in [("plain", archive(contents, &list)), ("packed", packed_list(contents, &list))] {
        let found = read(&archive);
        let item = found[0].as_ref().unwrap_or_else(|error| panic!("{what}: {error}"));
        assert_eq!(item.member.as_deref(), Some("a"), "{what}");
        assert_eq!(item.bytes, contents, "{what}");
    }
}

#[test]
fn what_claims_more_than_its_bytes_could_hold_is_refused() {
    for n in CLAIMS.map(number) {
        let block = |coder: &[u8]| list![[0x01, 0x04, 0x07, 0x0b, 0x01, 0x00], coder, [0x00; 12]];
        for (what, list) in [
            ("members", list![[0x01, 0x05], n, [0x00; 12]]),
            ("packed streams", list![[0x01, 0x04, 0x06, 0x00], n, [0x09], [0x00; 12]]),
            ("blocks", list![[0x01, 0x04, 0x07, 0x0b], n, [0x00; 12]]),
            ("coders", block(&n)),
            ("properties of a coder", block(&list![[0x01, 0x21, 0x21], n])),
            ("streams into a coder", block(&list![[0x01, 0x11, 0x00], n, [0x01]])),
            ("streams out of a coder", block(&list![[0x01, 0x11, 0x00, 0x01], n])),
            ("members in a block", list![one_block(1), [0x0d], n, [0x00; 12]]),
            ("members of unknown length", list![one_block(1), [0x0d, 0x03, 0x00, 0x00, 0x00]]),
            ("names", list![[0x01, 0x05, 0x01, 0x11], n, [0x00; 12]]),
            ("a property to pass over", list![[0x01, 0x05, 0x01, 0x19], n, [0x00; 12]]),
            ("properties of the archive", list![[0x01, 0x02, 0x01], n, [0x00; 12]]),
        ] {
            is_refused(what, &archive(b"x", &list));
            is_refused(&format!("packed: {what}"), &packed_list(b"x", &list));
        }
    }
}

#[test]
fn what_would_keep_its_reader_busy_for_ever_is_refused() {
    let backwards = number((-11i64).cast_unsigned());
    is_refused("a property", &archive(b"", &list![[0x01, 0x05, 0x01, 0x19], backwards, [0x00; 12]]));
    let copies = |n: u8| {
        [
            &[0x01, 0x04, 0x06, 0x00, 0x01, 0x09, 0x01, 0x00, 0x07, 0x0b, 0x01, 0x00, n][..],
            &[0x01, 0x00].repeat(n.into()),
        ]
        .concat()
    };
    let rest = [0x0c, 0x01, 0x01, 0x01, 0x00, 0x08, 0x00, 0x00, 0x05, 0x01, 0x00, 0x00];
    for (what, binds) in [
        ("a circle of two", [0x00, 0x01, 0x01, 0x00]),
        ("a coder that feeds itself", [0x01, 0x01, 0x00, 0x02]),
        ("an output taken twice", [0x01, 0x00, 0x01, 0x01]),
    ] {
        is_refused(what, &archive(b"x", &list![copies(3), binds, rest]));
    }
}

#[test]
fn what_would_take_too_much_memory_is_refused() {
    for n in CLAIMS {
        let how = |size: u64, dictionary: u8| {
            list![
                [0x17, 0x06, 0x00, 0x01, 0x09, 0x01, 0x00],
                [0x07, 0x0b, 0x01, 0x00, 0x01, 0x21, 0x21, 0x01, dictionary, 0x0c],
                number(size),
                [0x00, 0x00],
            ]
        };
        let found = refusal("the size of a packed list", &archive(b"\0", &how(n, 20)));
        match n {
            // There the packed bytes have to tell.
            0..=MAX_LIST => assert!(matches!(found, ItemErrorKind::EndsEarly), "{found:?}"),
            _ => assert!(matches!(found, ItemErrorKind::TooMuchMemory(MAX_LIST)), "{found:?}"),
        }
        let found = refusal("a dictionary of 4 GiB", &archive(b"\0", &how(1, 40)));
        assert!(matches!(found, ItemErrorKind::TooMuchMemory(MAX_DICTIONARY)), "{found:?}");
        let mut longer = archive(b"", &[0x01, 0x00]);
        longer[20..28].copy_from_slice(&n.to_le_bytes());
        let checksum = crc(&longer[12..32]);
        longer[8..12].copy_from_slice(&checksum.to_le_bytes());
        let found = refusal("the size of the list", &longer);
        assert!(matches!(found, ItemErrorKind::EndsEarly), "{found:?}");
    }
    // A list that has all its bytes, and unpacks from few.
    let members = MAX_MEMBERS + 1;
    let names = vec![0; 2 * members as usize];
    let list = list![
        [0x01, 0x05],
        number(members),
        [0x0e],
        number(members.div_ceil(8)),
        vec![0xff; members.div_ceil(8) as usize],
        [0x11],
        number(1 + names.len() as u64),
        [0x00],
        names,
        [0x00, 0x00],
    ];
    let packed = packed_list(b"x", &list);
    assert!(packed.len() < 4096, "{}", packed.len());
    is_refused("more members than we take", &packed);
}

#[test]
fn an_archive_that_was_never_finished_ends_early() {
    let found = refusal("no start", &[&b"7z\xbc\xaf\x27\x1c"[..], &[0; 26], TELEGRAM.as_bytes()].concat());
    assert!(matches!(found, ItemErrorKind::EndsEarly), "{found:?}");
}

/// The list of so many members is packed itself, as in every real archive.
#[test]
fn a_list_of_many_members_is_read() {
    for solid in [true, false] {
        let names: Vec<_> = (0..3000).map(|n| format!("1977/{:02}/1977PORTAL{n:05}.txt", n % 12)).collect();
        let mut writer = sevenz_rust2::ArchiveWriter::new(Cursor::new(Vec::new())).unwrap();
        // A small dictionary, for speed: each block makes its own.
        let lzma = sevenz_rust2::encoder_options::Lzma2Options::from_level(0);
        writer.set_content_methods(vec![lzma.into()]);
        if solid {
            let entries = names.iter().map(|name| sevenz_rust2::ArchiveEntry::new_file(name)).collect();
            let readers = names.iter().map(|_| Cursor::new(TELEGRAM.as_bytes()).into()).collect();
            writer.push_archive_entries(entries, readers).unwrap();
        } else {
            for name in names.iter().take(300) {
                let entry = sevenz_rust2::ArchiveEntry::new_file(name);
                writer.push_archive_entry(entry, Some(Cursor::new(TELEGRAM.as_bytes()))).unwrap();
            }
        }
        let archive = writer.finish().unwrap().into_inner();
        let found = read(&archive);
        assert_eq!(found.len(), if solid { 3000 } else { 300 });
        for (item, name) in found.iter().zip(&names) {
            assert_eq!(item.as_ref().unwrap().member.as_deref(), Some(&name[..]));
        }
    }
}
