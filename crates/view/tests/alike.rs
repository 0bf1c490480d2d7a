//! Telegrams that are nearly the same under other numbers are noted as alike; those that share no more than a run of words are not.

use chancery_archive::Writer;
use chancery_archive::import::{Options, Quiet, import};
use chancery_synth::Made;
use chancery_view::{Door, Reader};

/// A telegram of one paragraph.
fn telegram(number: u32, text: &str) -> String {
    format!(
        "R 121430Z MAR 76\nFM AMEMBASSY PORT ALDER\nTO SECSTATE WASHDC\nUNCLAS PORT ALDER {number:04}\n\nSUBJ: HARBOR\n\n1. {text}\n"
    )
}

#[test]
fn copies_with_a_few_other_words_are_alike() {
    let folder = tempfile::tempdir().unwrap();
    let input = folder.path().join("input");
    std::fs::create_dir_all(&input).unwrap();
    let mut made = Made::new(7904);
    let text = made.sentences(12, 12);
    // Letters misread in each fortieth word.
    let spoiled: Vec<String> = text
        .split(' ')
        .enumerate()
        .map(|(at, word)| if at % 40 == 7 { word.replace(['e', 'a'], "q") } else { word.to_owned() })
        .collect();
    let shared = text.split_inclusive(". ").next().unwrap().to_owned();
    let texts = [text.clone(), text, spoiled.join(" ")].into_iter();
    let others = (0..30).map(|_| format!("{shared}{}", made.sentences(12, 12)));
    for (number, text) in (1..).zip(texts.chain(others)) {
        std::fs::write(input.join(format!("{number}.txt")), telegram(number, &text)).unwrap();
    }
    let archive = folder.path().join("archive");
    let mut writer = Writer::open(&archive).unwrap();
    import(&mut writer, &Options { paths: vec![input], ..Options::default() }, &mut Quiet).unwrap();
    drop(writer);
    let view = Door::open(&archive).unwrap().view(Reader::Owner).unwrap();
    assert_eq!(view.alike("76PORTALDER1").unwrap(), ["76PORTALDER2", "76PORTALDER3"]);
    assert_eq!(view.alike("76PORTALDER3").unwrap(), ["76PORTALDER1", "76PORTALDER2"]);
    assert!(view.alike("76PORTALDER9").unwrap().is_empty());
}
