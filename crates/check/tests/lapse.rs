//! When markings lapse: a table of invented lines (markings-and-indexing 2.4).

use chancery_check::Look;
use chancery_check::lapse::lapse;
use chancery_telegram::{Options, Telegram, record::Attributes};

#[test]
fn markings_lapse_as_their_orders_say() {
    let mut wrong = String::new();
    let mut lines = 0;
    for row in include_str!("data/lapse.txt").lines().filter(|row| !row.is_empty() && !row.starts_with('#')) {
        let [sent, class, below, expected] = row.splitn(4, " | ").collect::<Vec<_>>()[..] else {
            panic!("four columns: {row}");
        };
        let below = below.replace(" / ", "\n").replace("\n/ ", "\n\n");
        let text = format!(
            "R {sent}\nFM AMEMBASSY PORT ALDER\nTO SECSTATE WASHDC 5120\n\n{class}\n\n{below}\nSUBJECT: HARBOR LIGHTS\n\n\
             1. THEY WORK.\nWEAVER\n"
        );
        let options = Options::default();
        let telegram = Telegram::read(text.as_bytes(), Attributes::default(), &options);
        let found = lapse(&Look::new(&telegram, &options)).to_string();
        if found != expected {
            wrong += &format!("{sent} | {class} | {below}\n  expected {expected}\n  found    {found}\n");
        }
        lines += 1;
    }
    assert!(lines > 30 && wrong.is_empty(), "\n{wrong}");
}
