//! Text to words, beside the floor: the same text split at blanks.

use chancery_archive::words::words;
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use std::hint::black_box;

const CAPITALS: &str = "2. FOREIGN MINISTER TOLD AMBASSADOR THAT GOVERNMENT'S POSITION ON FISHERIES AGREEMENT HAD NOT \
    CHANGED SINCE TALKS IN PORT ALDER. HE SAID EXPERTS, CONFERENCE WOULD MEET IN GREYHAVEN ON MARCH 12, AND THAT \
    U.S. PARTICIPATION WOULD BE WELCOME. EMBASSY HAS REPORTED 1,200 TONS OF COUNTER-PART GRAIN IN STORAGE. ";

const SENTENCES: &str = "The Foreign Minister told the Ambassador that the government's position on the fisheries \
    agreement had not changed since the talks in Port Alder. He said the experts' conference would meet in Greyhaven \
    on March 12, and that U.S. participation would be welcome. It has 1,200 tons of counter-part grain in storage. ";

fn bench(c: &mut Criterion) {
    let mut group = c.benchmark_group("words");
    for (name, unit) in [("capitals", CAPITALS), ("sentences", SENTENCES)] {
        let text = unit.repeat(200);
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function(name, |b| {
            b.iter(|| {
                let mut sum = 0usize;
                words(black_box(&text), &mut |word| sum += word.text.len() + word.position as usize);
                sum
            });
        });
        group.bench_function(format!("{name}, floor: split at blanks"), |b| {
            b.iter(|| black_box(&text).split(' ').map(str::len).sum::<usize>());
        });
    }
    group.finish();
}

criterion_group!(benches, bench);
criterion_main!(benches);
