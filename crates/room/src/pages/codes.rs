//! The pages of posts and TAGS codes: what they are, and their telegrams over time.

use super::frame::{Frame, page};
use super::link;
use super::shelf::{Counted, shelf};
use super::timeline::{Timeline, timeline};
use super::words::{self, counted};
use crate::answers;
use crate::asked::Path;
use crate::problem::Problem;
use crate::room::{Deed, Room};
use crate::visitor::Visitor;
use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use chancery_registry::{Cells, Post, Registry, Table};
use chancery_view::View;
use std::sync::Arc;

pub(super) fn router() -> Router<Arc<Room>> {
    Router::new().route("/post/{code}", get(post)).route("/tags/{code}", get(tag))
}

#[derive(Template)]
#[template(path = "code.html")]
struct Code {
    frame: Frame,
    code: String,
    name: String,
    about: Vec<Vec<(String, String)>>,
    sets: Vec<Set>,
}

/// Telegrams in which the code stands in one way.
struct Set {
    title: &'static str,
    total: String,
    link: String,
    timeline: Option<Timeline>,
    others: Vec<(&'static str, Vec<Counted>)>,
}

async fn post(State(room): State<Arc<Room>>, visitor: Visitor, Path(code): Path<String>) -> Response {
    let frame = Frame::of(&visitor);
    if let Some(post) = other_name(&code) {
        return Redirect::to(&format!("/post/{}", link::encoded(post.code))).into_response();
    }
    let own = frame.clone();
    let look = room.look(&visitor, Deed::Glance, move |view| {
        let code = code.to_uppercase();
        let about = rows("posts", &code);
        let name = Registry::builtin().post(&code).map_or_else(|| code.clone(), answers::called);
        let from = link::field("from", &code);
        let to = format!("({} OR {})", link::field("to", &code), link::field("info", &code));
        let sets = [set(view, "Sent from here", &from, true)?, set(view, "Sent to here", &to, false)?];
        known(&about, &sets)?;
        Ok(Code { frame: own, name, code, about, sets: sets.into_iter().flatten().collect() })
    });
    page(frame, look.await)
}

async fn tag(State(room): State<Arc<Room>>, visitor: Visitor, Path(code): Path<String>) -> Response {
    let frame = Frame::of(&visitor);
    let own = frame.clone();
    let look = room.look(&visitor, Deed::Glance, move |view| {
        let code = code.to_uppercase();
        let about = rows("tags", &code);
        let name = words::tag(&code).unwrap_or_else(|| code.clone());
        let sets = [set(view, "", &link::field("tag", &code), false)?];
        known(&about, &sets).map_err(|problem| match meant(&code) {
            Some(meant) => problem.help(meant),
            None => problem,
        })?;
        Ok(Code { frame: own, name, code, about, sets: sets.into_iter().flatten().collect() })
    });
    page(frame, look.await)
}

/// The post of a name that is no code: `EMBASSY PARIS`, `buenos aires`.
fn other_name(name: &str) -> Option<&'static Post> {
    let registry = Registry::builtin();
    let named = || registry.post_named(name);
    named()
        .filter(|post| !post.code.eq_ignore_ascii_case(name) && registry.post(&name.to_uppercase()).is_none())
}

/// TAGS in whose meaning a word stands, for who asks for a subject by its word.
fn meant(word: &str) -> Option<String> {
    const MOST: usize = 5;
    let registry = Registry::builtin();
    let table = registry.table("tags")?;
    let rows = registry.look_up(table, word).into_iter().take(MOST);
    let codes: Vec<String> =
        rows.filter_map(|row| Some(format!("`{}` ({})", row.first()?, row.get(1)?))).collect();
    (!codes.is_empty()).then(|| format!("subjects have codes: {}", codes.join(", ")))
}

/// Neither a list nor a telegram has the code: there is no page.
fn known(about: &[Vec<(String, String)>], sets: &[Option<Set>]) -> Result<(), Problem> {
    if about.is_empty() && sets.iter().all(Option::is_none) { Err(Problem::nothing()) } else { Ok(()) }
}

/// The rows of a table with a code: their columns, for a person.
fn rows(name: &str, code: &str) -> Vec<Vec<(String, String)>> {
    let Some(table) = Registry::builtin().table(name) else { return Vec::new() };
    table
        .rows()
        .filter(|row| row.first().is_some_and(|first| *first == code))
        .map(|row| columns(name, table, row))
        .collect()
}

fn columns(name: &str, table: &Table, row: &[&'static str]) -> Vec<(String, String)> {
    let cells = table.columns().iter().zip(row).filter(|(_, cell)| !cell.is_empty());
    let cell = |(column, cell): (&&'static str, &&'static str)| {
        let value = if Cells::is_list(column) {
            Cells::values(cell).collect::<Vec<_>>().join(", ")
        } else {
            (*cell).to_owned()
        };
        (called(name, column), value)
    };
    cells.map(cell).collect()
}

/// A column of a table, in words.
fn called(table: &str, column: &str) -> String {
    let words = match column {
        "code" => "Code",
        "name" if table == "posts" => "Name",
        "name" => "What it means",
        "kind" => "Kind",
        "scheme" => "List of codes",
        "iso3166" | "country_iso3166" => "Country (ISO 3166)",
        "nara_code" => "Code in the files of 1973-79",
        "routing_indicators" => "Routing indicators",
        "lat" => "Latitude",
        "lon" => "Longitude",
        "time_zone" => "Time zone",
        "variants" => "Also printed as",
        "successor" => "Followed by",
        "valid_from" => "From",
        "valid_to" => "Until",
        "source" => "Source of this row",
        other => return other.replace('_', " "),
    };
    words.to_owned()
}

/// What a query finds, at a glance. A value that no query can hold finds nothing.
fn set(view: &View, title: &'static str, query: &str, sent: bool) -> Result<Option<Set>, Problem> {
    let found = match answers::facets(view, query) {
        Ok(found) if found.total > 0 => found,
        Ok(_) => return Ok(None),
        Err(problem) if !problem.mistakes.is_empty() => return Ok(None),
        Err(problem) => return Err(problem),
    };
    let facets = &found.facets;
    let mut others = vec![("Subjects", shelf(query, "relevance", "tag", &facets.tag, 10))];
    if !sent {
        others.insert(0, ("From", shelf(query, "relevance", "from", &facets.from, 10)));
    }
    others.push(("Levels", shelf(query, "relevance", "class", &facets.level, 10)));
    Ok(Some(Set {
        title,
        total: counted(found.total, "telegram", "telegrams"),
        link: link::search(query, "date", 1),
        timeline: timeline(query, "date", &facets.year),
        others,
    }))
}

#[cfg(test)]
mod tests {
    use super::{meant, other_name, rows};
    use chancery_registry::Registry;

    #[test]
    fn names_lead_to_codes() {
        let code = |name| other_name(name).map(|post| post.code);
        assert_eq!(code("EMBASSY PARIS"), Some("PARIS"));
        assert_eq!(code("buenos aires"), Some("BUENOSAIRES"));
        assert_eq!((code("paris"), code("NOWHERE")), (None, None));
        assert!(meant("TERRORISM").unwrap().contains("`PTER`"));
        assert_eq!(meant("XYZZY"), None);
    }

    #[test]
    fn every_column_of_a_code_has_words_of_its_own() {
        for (table, code) in [("posts", "PARIS"), ("tags", "PREL")] {
            assert!(!rows(table, code).is_empty());
            for column in Registry::builtin().table(table).unwrap().columns() {
                assert!(super::called(table, column).starts_with(char::is_uppercase), "{table}: {column}");
            }
        }
    }
}
