//! Reads JSON Lines `{"text", "date"}` and prints a record a line.
use chancery_telegram::{Options, read, record::Attributes};
use std::io::BufRead;
fn main() {
    for line in std::io::stdin().lock().lines() {
        let v: serde_json::Value = serde_json::from_str(&line.unwrap()).unwrap();
        let date = v["date"].as_str().and_then(|d| d.parse().ok());
        let text = v["text"].as_str().unwrap();
        let r = read(text.as_bytes(), Attributes::default(), &Options { date, ..Options::default() });
        println!("{}", serde_json::to_string(&r).unwrap());
    }
}
