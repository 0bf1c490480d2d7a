//! What each rule costs, beside reading: a table, the dearest first. What several rules share is paid by the first that asks.

use chancery_check::{Look, Settings, all, look};
use chancery_synth::Form;
use chancery_telegram::record::Attributes;
use chancery_telegram::{Options, Telegram};
use std::hint::black_box;
use std::time::{Duration, Instant};

fn main() {
    let options = Options::default();
    for form in Form::ALL {
        let texts: Vec<Vec<u8>> =
            chancery_synth::text(form, 7904, 4_000_000).into_iter().map(String::into_bytes).collect();
        let bytes: usize = texts.iter().map(Vec::len).sum();
        let start = Instant::now();
        let telegrams: Vec<Telegram<'_>> =
            texts.iter().map(|text| Telegram::read(text, Attributes::default(), &options)).collect();
        let read = start.elapsed();
        let looks: Vec<Look<'_, '_>> =
            telegrams.iter().map(|telegram| Look::new(telegram, &options)).collect();
        let mut costs: Vec<(Duration, String)> = Vec::new();
        for rule in all() {
            let settings = Settings { select: vec![rule.code.parse().unwrap()], ..Settings::default() };
            let start = Instant::now();
            for one in &looks {
                black_box(look(one, &settings));
            }
            costs.push((start.elapsed(), format!("{rule:?}")));
        }
        let floor = costs.iter().map(|cost| cost.0).min().unwrap_or_default();
        for cost in &mut costs {
            cost.0 -= floor;
        }
        let sum: Duration = costs.iter().map(|cost| cost.0).sum();
        println!("{}: {} telegrams, {bytes} bytes; read {read:?}, rules {sum:?}", form.name(), texts.len());
        costs.sort();
        for (cost, name) in costs.iter().rev().take(45) {
            println!("  {name:<32} {:6.1} % of reading", 100.0 * cost.as_secs_f64() / read.as_secs_f64());
        }
    }
}
