//! Telegrams as resources: `telegram://06PARIS7904` is the text of one.

use super::answer::said;
use super::page::Page;
use crate::answers::{self, Named};
use crate::problem::Problem;
use axum::http::StatusCode;
use chancery_view::View;
use percent_encoding::percent_decode_str;
use rmcp::ErrorData;
use rmcp::model::{CacheScope, ReadResourceResponse, ReadResourceResult, ResourceContents, ResourceTemplate};

/// How the address of a telegram begins.
const SCHEME: &str = "telegram://";

/// What is said of the resources.
pub(super) fn template() -> ResourceTemplate {
    ResourceTemplate::new("telegram://{mrn}", "telegram")
        .with_title("A telegram")
        .with_description(
            "The text of a telegram by its number, as `telegram://06PARIS7904`, reflowed for reading. A long one comes in pages: \
             `telegram://06PARIS7904?offset=50000` goes on.",
        )
        .with_mime_type("text/plain")
}

/// A telegram whose text is wanted.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Wanted {
    uri: String,
    mrn: String,
    offset: usize,
}

impl Wanted {
    /// What an address names.
    ///
    /// # Errors
    /// That it is no address of a telegram.
    pub(super) fn of(uri: &str) -> Result<Wanted, Problem> {
        let wrong = || Problem::nothing().help("the address of a telegram is `telegram://06PARIS7904`");
        let rest = uri.strip_prefix(SCHEME).ok_or_else(wrong)?;
        let (name, query) = rest.split_once('?').map_or((rest, None), |(name, query)| (name, Some(query)));
        let offset = match query {
            None => 0,
            Some(query) => query.strip_prefix("offset=").and_then(|at| at.parse().ok()).ok_or_else(wrong)?,
        };
        // Some clients put a slash behind what they take for the name of a host.
        let mrn = percent_decode_str(name.trim_end_matches('/')).decode_utf8().map_err(|_| wrong())?;
        Ok(Wanted { uri: uri.to_owned(), mrn: mrn.into_owned(), offset })
    }

    /// Its text, or the page of it that is wanted.
    ///
    /// # Errors
    /// That there is no such telegram.
    pub(super) fn read(&self, view: &View) -> Result<Vec<ResourceContents>, Problem> {
        let text = answers::text(view, &self.mrn, &Named::default())?;
        let page = Page::of(&text, self.offset)?;
        let name = self.uri.split('?').next().unwrap_or_default();
        let about = page.about(|next| format!("read {name}?offset={next}"));
        let contents = [Some(page.text), about].into_iter().flatten();
        Ok(contents
            .map(|text| ResourceContents::text(text, &self.uri).with_mime_type("text/plain"))
            .collect())
    }
}

/// The answer; clients of the newest protocol are told that it is for one reader only, and not to be kept.
pub(super) fn answered(contents: Vec<ResourceContents>, newest: bool) -> ReadResourceResponse {
    let result = ReadResourceResult::new(contents);
    if newest { result.with_ttl_ms(0).with_cache_scope(CacheScope::Private).into() } else { result.into() }
}

/// Why there is none.
pub(super) fn refused(problem: Problem) -> ErrorData {
    let data = serde_json::to_value(&problem).ok();
    let message = said(&problem);
    match problem.status() {
        StatusCode::NOT_FOUND => ErrorData::resource_not_found(message, data),
        status if status.is_client_error() => ErrorData::invalid_params(message, data),
        _ => ErrorData::internal_error(message, data),
    }
}

#[cfg(test)]
mod tests {
    use super::Wanted;

    #[test]
    fn addresses_name_telegrams() {
        let read = |uri: &str| Wanted::of(uri).ok().map(|wanted| (wanted.mrn, wanted.offset));
        assert_eq!(read("telegram://06PARIS7904"), Some(("06PARIS7904".into(), 0)));
        assert_eq!(read("telegram://06PARIS7904/"), Some(("06PARIS7904".into(), 0)));
        assert_eq!(read("telegram://06%20PARIS%207904?offset=12"), Some(("06 PARIS 7904".into(), 12)));
        for wrong in [
            "06PARIS7904",
            "file:///etc/passwd",
            "telegram://06PARIS7904?page=2",
            "telegram://06PARIS7904?offset=-1",
            "telegram://%FF",
        ] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }
}
