//! Megabytes a second on one core, telegram by telegram; beside them the floor: counting lines, splitting into words.

use chancery_synth::Form;
use chancery_telegram::record::Attributes;
use chancery_telegram::{Options, read, syntax};
use criterion::{BenchmarkGroup, Criterion, Throughput, criterion_group, criterion_main};
use std::hint::black_box;
use std::time::Duration;

/// Enough that no cache of the processor holds the text.
const BYTES: usize = 8_000_000;

fn benches(criterion: &mut Criterion) {
    for form in Form::ALL {
        let texts = chancery_synth::text(form, 7904, BYTES);
        let mut group = criterion.benchmark_group(form.name());
        let bytes = texts.iter().map(String::len).sum::<usize>();
        group.throughput(Throughput::BytesDecimal(bytes as u64));
        group.sample_size(20).warm_up_time(Duration::from_secs(1)).measurement_time(Duration::from_secs(4));
        let options = Options::default();
        of(&mut group, "lines (memchr)", &texts, |text| memchr::memchr_iter(b'\n', text.as_bytes()).count());
        of(&mut group, "words (split_ascii_whitespace)", &texts, |text| {
            text.split_ascii_whitespace().count()
        });
        of(&mut group, "syntax", &texts, |text| {
            syntax::parse(text.as_bytes(), options.registry).lines().len()
        });
        of(&mut group, "record", &texts, |text| {
            let record = read(text.as_bytes(), Attributes::default(), &options);
            black_box(&record).body.len()
        });
        let mut line = Vec::new();
        of(&mut group, "record as JSON line", &texts, |text| {
            line.clear();
            let record = read(text.as_bytes(), Attributes::default(), &options);
            // A failure would show as a length of nothing.
            record.write_json(&mut line).map_or(0, |()| line.len())
        });
        group.finish();
    }
}

/// Measures `read` on all texts, one after the other.
fn of(
    group: &mut BenchmarkGroup<'_, criterion::measurement::WallTime>,
    name: &str,
    texts: &[String],
    mut read: impl FnMut(&str) -> usize,
) {
    group.bench_function(name, |bencher| {
        bencher.iter(|| texts.iter().map(|text| read(black_box(text))).sum::<usize>());
    });
}

criterion_group!(all, benches);
criterion_main!(all);
