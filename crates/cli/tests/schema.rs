//! Records keep to the committed JSON Schema.

use chancery_sources::{Options, Sources};
use chancery_telegram::record::json_schema;
use std::path::Path;

#[test]
fn records_keep_to_the_schema() {
    let schema = jsonschema::options().should_validate_formats(true).build(&json_schema()).unwrap();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let paths = [root.join("tests/data"), root.join("../../samples")];
    let mut read = 0;
    for item in Sources::new(paths, Options::default()).into_iter().flatten() {
        let options = chancery_telegram::Options { spans: true, ..Default::default() };
        let mut record = chancery_telegram::read(&item.bytes, item.record_attributes(), &options);
        record.source = item.source(true);
        let value = serde_json::to_value(&record).unwrap();
        let wrong: Vec<String> =
            schema.iter_errors(&value).map(|error| format!("{}: {error}", error.instance_path())).collect();
        assert!(wrong.is_empty(), "{:?}: {}", record.source, wrong.join("; "));
        read += 1;
    }
    assert!(read >= 4);
    for wrong in [r#"{"schema": "chancery/telegram/1"}"#, r#"{"schema": 1, "source": {"format": "text"}}"#] {
        let value = serde_json::from_str(wrong).unwrap();
        assert!(!schema.is_valid(&value), "{wrong}");
    }
}
