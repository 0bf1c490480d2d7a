//! Reads made-up telegrams, so that `cargo xtask instructions` can count what that costs; prints how many bytes they have.

use chancery_synth::Form;
use chancery_telegram::record::Attributes;
use chancery_telegram::{Options, read, syntax};

/// What is counted, and nothing else.
#[inline(never)]
fn counted(texts: &[String], work: fn(&str) -> usize) -> usize {
    texts.iter().map(|text| work(text)).sum()
}

fn parse(text: &str) -> usize {
    syntax::parse(text.as_bytes(), Options::default().registry).lines().len()
}

fn record(text: &str) -> usize {
    read(text.as_bytes(), Attributes::default(), &Options::default()).body.len()
}

fn words(text: &str) -> usize {
    text.split_ascii_whitespace().count()
}

fn main() -> Result<(), &'static str> {
    let [form, part] = [1, 2].map(|at| std::env::args().nth(at).unwrap_or_default());
    let form = Form::ALL.into_iter().find(|known| known.name() == form).ok_or("no such form")?;
    let work = match part.as_str() {
        "words" => words,
        "syntax" => parse,
        "record" => record,
        _ => return Err("count `words`, `syntax` or `record`"),
    };
    let texts = chancery_synth::text(form, 7904, 800_000);
    // What is made once, at the first telegram, is not counted.
    let warm = texts.iter().take(1).map(|text| record(text)).sum::<usize>();
    let found = counted(&texts, work);
    println!("{} bytes, {warm} and {found}", texts.iter().map(String::len).sum::<usize>());
    Ok(())
}
