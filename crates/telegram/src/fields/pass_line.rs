//! stub
pub fn looks_like(_text: &str, _r: &chancery_registry::Registry) -> bool {
    true
}
