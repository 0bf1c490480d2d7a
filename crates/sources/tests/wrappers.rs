//! Archives and compressed files, whole and broken, built here.

use chancery_sources::{Item, ItemError, ItemErrorKind, Options, Sources, read_bytes};
use std::fs;
use std::io::{Cursor, Write};

const TELEGRAM: &str =
    "VZCZCQXO0231\nRR RUEHC\nDE RUEHQX #0417 0711436\nZNR UUUUU\nBT\nLAMPS\nBT\n#0417\nNNNN\n";

fn read(bytes: &[u8]) -> Vec<Result<Item, ItemError>> {
    read_bytes("traffic", bytes, Options::default())
}

fn telegrams(n: usize) -> Vec<(String, Vec<u8>)> {
    (0..n)
        .map(|n| (format!("2007/03/{n:04}.txt"), TELEGRAM.replace("0417", &format!("{n:04}")).into_bytes()))
        .collect()
}

fn gz(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn bz2(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn xz(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = lzma_rust2::XzWriter::new(Vec::new(), lzma_rust2::XzOptions::with_preset(3)).unwrap();
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn zst(bytes: &[u8]) -> Vec<u8> {
    zstd::encode_all(bytes, 3).unwrap()
}

fn tar(members: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut builder = tar::Builder::new(Vec::new());
    for (name, bytes) in members {
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        builder.append_data(&mut header, name, &bytes[..]).unwrap();
    }
    builder.into_inner().unwrap()
}

fn zip(members: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options =
        zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
    for (name, bytes) in members {
        writer.start_file(name.as_str(), options).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn sevenz(members: &[(String, Vec<u8>)], solid: bool) -> Vec<u8> {
    let mut writer = sevenz_rust2::ArchiveWriter::new(Cursor::new(Vec::new())).unwrap();
    if solid {
        let entries = members.iter().map(|(name, _)| sevenz_rust2::ArchiveEntry::new_file(name)).collect();
        let readers = members.iter().map(|(_, bytes)| Cursor::new(bytes.clone()).into()).collect();
        writer.push_archive_entries::<Cursor<Vec<u8>>>(entries, readers).unwrap();
    } else {
        for (name, bytes) in members {
            let entry = sevenz_rust2::ArchiveEntry::new_file(name);
            writer.push_archive_entry(entry, Some(Cursor::new(bytes.clone()))).unwrap();
        }
    }
    writer.finish().unwrap().into_inner()
}

fn members(found: &[Result<Item, ItemError>]) -> Vec<String> {
    found.iter().map(|item| item.as_ref().unwrap().member.as_deref().unwrap_or_default().to_owned()).collect()
}

#[test]
fn compressed_streams_are_opened() {
    for (name, packed) in [
        ("gz", gz(TELEGRAM.as_bytes())),
        ("bz2", bz2(TELEGRAM.as_bytes())),
        ("xz", xz(TELEGRAM.as_bytes())),
        ("zst", zst(TELEGRAM.as_bytes())),
    ] {
        let found = read(&packed);
        assert_eq!(found.len(), 1, "{name}");
        let item = found[0].as_ref().unwrap();
        assert_eq!(&item.bytes[..], TELEGRAM.as_bytes(), "{name}");
        assert_eq!(item.span, Some((0, TELEGRAM.len() as u64)), "{name}");
        // Streams put one after the other are one stream.
        let twice = [&packed[..], &packed[..]].concat();
        assert_eq!(read(&twice).into_iter().flatten().count(), 2, "{name} twice");
    }
}

#[test]
fn archives_give_their_members_in_order() {
    let telegrams = telegrams(20);
    let names: Vec<_> = telegrams.iter().map(|(name, _)| name.clone()).collect();
    for (kind, archive) in [
        ("tar", tar(&telegrams)),
        ("zip", zip(&telegrams)),
        ("7z", sevenz(&telegrams, false)),
        ("solid 7z", sevenz(&telegrams, true)),
    ] {
        let found = read(&archive);
        assert_eq!(members(&found), names, "{kind}");
        for (item, (_, bytes)) in found.iter().zip(&telegrams) {
            assert_eq!(&item.as_ref().unwrap().bytes[..], &bytes[..], "{kind}");
        }
    }
}

#[test]
fn nested_archives_are_opened_to_a_depth() {
    let inner = zip(&[("a.txt.gz".into(), gz(TELEGRAM.as_bytes()))]);
    let outer = gz(&tar(&[("inner.zip".into(), inner)]));
    let found = read(&outer);
    assert_eq!(members(&found), ["inner.zip › a.txt.gz"]);
    let mut deep = TELEGRAM.as_bytes().to_vec();
    for _ in 0..6 {
        deep = gz(&deep);
    }
    let found = read(&deep);
    assert!(matches!(&found[..], [Err(ItemError { kind: ItemErrorKind::TooDeep(4), .. })]), "{found:?}");
}

#[test]
fn hidden_members_and_folders_are_passed_over() {
    let telegram = TELEGRAM.as_bytes().to_vec();
    let names = ["a/.hidden", "__MACOSX/a.txt", ".git/x", "./a/b.txt"];
    let archive = tar(&names.map(|name| (name.to_owned(), telegram.clone())));
    assert_eq!(members(&read(&archive)), ["a/b.txt"]);
}

#[test]
fn a_file_that_ends_early_gives_what_is_whole_and_says_so() {
    let many: String =
        (0..2000).map(|n| TELEGRAM.replace("LAMPS", &format!("LAMPS {n} {}", n * n % 977))).collect();
    for (name, packed) in
        [("gz", gz(many.as_bytes())), ("zst", zst(many.as_bytes())), ("xz", xz(many.as_bytes()))]
    {
        let found = read(&packed[..packed.len() - packed.len() / 8]);
        let (good, bad): (Vec<_>, Vec<_>) = found.into_iter().partition(Result::is_ok);
        assert!(
            matches!(bad[0].as_ref().unwrap_err().kind, ItemErrorKind::EndsEarly | ItemErrorKind::Damaged(_)),
            "{name} {bad:?}"
        );
        assert_eq!(bad.len(), 1, "{name}");
        for item in good {
            assert!(
                item.unwrap().bytes.ends_with(b"NNNN\n"),
                "{name}: a torn telegram was given as a whole one"
            );
        }
    }
}

#[test]
fn the_last_member_of_a_torn_archive_is_not_whole() {
    let long = TELEGRAM.repeat(20).into_bytes();
    let archive = tar(&[("a.txt".into(), TELEGRAM.into()), ("b.txt".into(), long)]);
    let found = read(&archive[..512 + 512 + 512 + 700]);
    let whole: Vec<_> = found.iter().flatten().map(|item| item.bytes.ends_with(b"NNNN\n")).collect();
    assert!(whole.iter().all(|whole| *whole), "{found:?}");
    let errors: Vec<_> = found.iter().filter_map(|found| found.as_ref().err()).collect();
    assert!(matches!(errors[0].kind, ItemErrorKind::EndsEarly), "{errors:?}");
    assert_eq!(errors[0].place.member.as_deref(), Some("b.txt"));
}

#[test]
fn a_damaged_member_does_not_stop_the_others() {
    let telegrams = telegrams(5);
    let flipped = |mut archive: Vec<u8>, from: usize, span: usize| {
        for byte in &mut archive[from..from + span] {
            *byte ^= 0x55;
        }
        archive
    };
    // The data of the first member stand behind its header.
    let zipped = zip(&telegrams);
    let found = read(&flipped(zipped, 30 + telegrams[0].0.len() + 10, 8));
    assert_eq!(found.iter().filter(|item| item.is_ok()).count(), 4, "{found:?}");
    let error = found.into_iter().find_map(Result::err).unwrap();
    assert_eq!(error.place.member.as_deref(), Some("2007/03/0000.txt"));

    let packed = sevenz(&telegrams, false);
    let found = read(&flipped(packed, 32 + 20, 8));
    assert_eq!(found.iter().filter(|item| item.is_ok()).count(), 4, "{found:?}");
    let error = found.into_iter().find_map(Result::err).unwrap();
    assert_eq!(error.place.member.as_deref(), Some("2007/03/0000.txt"));
}

#[test]
fn an_unreadable_archive_is_one_error() {
    let archive = zip(&telegrams(3));
    for broken in
        [&archive[..archive.len() / 2], &sevenz(&telegrams(3), true)[..100], &b"7z\xbc\xaf\x27\x1c"[..]]
    {
        let found = read(broken);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].is_err());
    }
}

#[test]
fn a_bomb_is_stopped() {
    // 4 GiB of blanks would come out of these few kB.
    let layer = zst(&vec![b' '; 8 << 20]);
    let bomb = gz(&layer.repeat(512));
    assert!(bomb.len() < 200_000, "{}", bomb.len());
    let found = read(&bomb);
    assert!(
        matches!(
            &found.last(),
            Some(Err(ItemError { kind: ItemErrorKind::Bomb { .. } | ItemErrorKind::TooLong { .. }, .. }))
        ),
        "{found:?}"
    );
    let members: Vec<_> = (0..40).map(|n| (format!("{n}.txt"), vec![b'A'; 4 << 20])).collect();
    let found = read(&zst(&tar(&members)));
    assert!(
        matches!(&found.last(), Some(Err(ItemError { kind: ItemErrorKind::Bomb { .. }, .. }))),
        "{found:?}"
    );
}

#[test]
fn a_name_without_end_is_not_read_into_memory() {
    let mut header = tar::Header::new_gnu();
    header.set_path("././@LongLink").unwrap();
    header.set_entry_type(tar::EntryType::GNULongName);
    header.set_size(1 << 40);
    header.set_cksum();
    let mut archive = header.as_bytes().to_vec();
    archive.resize(4 << 20, b'n');
    let found = read(&archive);
    let [Err(error)] = &found[..] else { panic!("{found:?}") };
    assert!(matches!(&error.kind, ItemErrorKind::Damaged(what) if what.contains("too long")), "{error}");
    // Names of a real length, and large members that are passed over, go through.
    let name = format!("{}/a.txt", "1977PORTAL".repeat(40));
    let large = (".hidden".to_owned(), vec![b'x'; 3 << 20]);
    let found = read(&tar(&[large, (name.clone(), TELEGRAM.into())]));
    assert_eq!(members(&found), [name]);
}

#[test]
fn a_dictionary_without_measure_is_refused() {
    let mut packed = xz(TELEGRAM.as_bytes());
    // The first block's header: its size, its flags, LZMA2, and one byte for the dictionary, here of 4 GiB.
    assert_eq!(packed[14..16], [0x21, 0x01]);
    packed[16] = 40;
    let mut crc = flate2::Crc::new();
    crc.update(&packed[12..20]);
    packed[20..24].copy_from_slice(&crc.sum().to_le_bytes());
    let found = read(&packed);
    let [Err(error)] = &found[..] else { panic!("{found:?}") };
    assert!(matches!(error.kind, ItemErrorKind::TooMuchMemory(_)), "{error}");
}

#[test]
fn folders_are_walked_in_order_and_errors_do_not_stop_them() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::create_dir_all(at("b/.hidden")).unwrap();
    fs::write(at("b/2.txt"), TELEGRAM).unwrap();
    fs::write(at("b/1.gz"), &gz(TELEGRAM.as_bytes())[..40]).unwrap();
    fs::write(at("b/.hidden/x.txt"), TELEGRAM).unwrap();
    fs::write(at("a.7z"), sevenz(&telegrams(3), true)).unwrap();
    fs::write(at("c.zip"), zip(&telegrams(2))).unwrap();
    // The log of repairs is none of the telegrams; a file of that name alone is.
    fs::write(at("b/2.txt.repairs.jsonl"), "{\"text\": \"FM AMEMBASSY PORT ALDER\"}\n").unwrap();
    fs::write(at("b/3.repairs.jsonl"), "{\"text\": \"FM AMEMBASSY PORT ALDER\"}\n").unwrap();
    let found: Vec<_> = Sources::new([folder.path().to_path_buf(), at("missing.txt")], Options::default())
        .into_iter()
        .collect();
    let files: Vec<_> = found
        .iter()
        .map(|found| match found {
            Ok(item) => item.file.rsplit('/').next().unwrap().to_owned(),
            Err(error) => format!("error {}", error.place.file.rsplit('/').next().unwrap()),
        })
        .collect();
    assert_eq!(
        files,
        [
            "a.7z",
            "a.7z",
            "a.7z",
            "error 1.gz",
            "2.txt",
            "3.repairs.jsonl",
            "c.zip",
            "c.zip",
            "error missing.txt"
        ]
    );
}

#[test]
fn dropping_the_iterator_ends_the_reading() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("many.txt");
    fs::write(&path, TELEGRAM.repeat(20_000)).unwrap();
    let mut items = Sources::new([path], Options::default()).into_iter();
    assert!(items.next().unwrap().is_ok());
    drop(items);
}
