//! The committed JSON Schema is the one that the types give.

use std::fs;
use std::path::Path;

#[test]
fn the_committed_schema_is_that_of_the_types() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/schemas/telegram-1.schema.json");
    let made = format!("{:#}\n", chancery_telegram::record::json_schema());
    if std::env::var_os("CHANCERY_BLESS").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, &made).unwrap();
        println!("blessed docs/schemas/telegram-1.schema.json");
    }
    let committed = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        committed == made,
        "docs/schemas/telegram-1.schema.json is old: run `cargo xtask bless` and read the difference"
    );
}
