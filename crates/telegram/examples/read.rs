//! Reads each file given as one telegram and prints its record.

use chancery_telegram::{Options, read, record::Attributes};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    for path in std::env::args().skip(1) {
        let bytes = std::fs::read(&path)?;
        let record = read(&bytes, Attributes::default(), &Options::default());
        println!("{}", serde_json::to_string_pretty(&record)?);
    }
    Ok(())
}
