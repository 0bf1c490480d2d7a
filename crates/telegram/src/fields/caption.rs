//! stub
pub fn is_caption(text: &str, _r: &chancery_registry::Registry) -> bool {
    matches!(text, "SIPDIS" | "SENSITIVE" | "EXDIS" | "NODIS" | "LIMDIS" | "STADIS" | "NOFORN")
}
