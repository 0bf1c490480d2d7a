//! What checking and proposing repairs cost beside reading, on one core. Telegrams are checked sixty-four at once, as
//! `chancery check` does: `check` of telegrams that are read already, `read-and-check` of texts.

use chancery_check::{Look, Settings, looks, repair};
use chancery_synth::Form;
use chancery_telegram::record::Attributes;
use chancery_telegram::{Options, Telegram};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use std::hint::black_box;
use std::path::Path;
use std::time::Duration;

/// How many telegrams are checked at once.
const GROUP: usize = 64;

/// Enough that no cache of the processor holds the text.
const BYTES: usize = 4_000_000;

fn benches(criterion: &mut Criterion) {
    for form in Form::ALL {
        let texts = chancery_synth::text(form, 7904, BYTES).into_iter().map(String::into_bytes).collect();
        group(criterion, form.name(), texts);
    }
    group(criterion, "samples", samples());
}

/// The real telegrams of the project's samples, as often as makes a measure.
fn samples() -> Vec<Vec<u8>> {
    let mut texts = Vec::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples");
    let mut folders = vec![root];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "txt") {
                texts.extend(std::fs::read(path));
            }
        }
    }
    texts.sort();
    texts
}

fn group(criterion: &mut Criterion, name: &str, texts: Vec<Vec<u8>>) {
    let mut group = criterion.benchmark_group(name);
    let bytes = texts.iter().map(Vec::len).sum::<usize>();
    group.throughput(Throughput::BytesDecimal(bytes as u64));
    group.sample_size(20).warm_up_time(Duration::from_secs(1)).measurement_time(Duration::from_secs(4));
    let options = Options::default();
    let settings = Settings::default();
    let telegrams: Vec<Telegram<'_>> =
        texts.iter().map(|text| Telegram::read(text, Attributes::default(), &options)).collect();
    group.bench_function("read", |bencher| {
        bencher.iter(|| {
            let read =
                |text: &'_ [u8]| Telegram::read(text, Attributes::default(), &options).record.body.len();
            texts.iter().map(|text| read(black_box(text))).sum::<usize>()
        });
    });
    group.bench_function("propose", |bencher| {
        let propose = |telegram| repair::propose(&Look::new(telegram, &options)).len();
        bencher.iter(|| telegrams.iter().map(|telegram| propose(black_box(telegram))).sum::<usize>());
    });
    let check = |telegrams: &[Telegram<'_>]| {
        let look = |telegram| Look::new(telegram, &options);
        let found = looks(&telegrams.iter().map(look).collect::<Vec<_>>(), &settings);
        found.iter().map(Vec::len).sum::<usize>()
    };
    group.bench_function("check", |bencher| {
        bencher.iter(|| telegrams.chunks(GROUP).map(|telegrams| check(black_box(telegrams))).sum::<usize>());
    });
    group.bench_function("read-and-check", |bencher| {
        let both = |texts: &[Vec<u8>]| {
            let read = |text| Telegram::read(text, Attributes::default(), &options);
            check(&texts.iter().map(|text| read(text.as_slice())).collect::<Vec<_>>())
        };
        bencher.iter(|| texts.chunks(GROUP).map(|texts| both(black_box(texts))).sum::<usize>());
    });
    group.finish();
}

criterion_group!(all, benches);
criterion_main!(all);
