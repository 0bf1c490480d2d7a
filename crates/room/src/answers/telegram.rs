//! A telegram, in its forms.

use crate::problem::Problem;
use chancery_exports::{Collection, Context, Export, Form, Item, Look};
use chancery_registry::Registry;
use chancery_view::{Diff, Shown, View};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Which text of a telegram.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Named {
    /// The year, where the name is a post and a number alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub year: Option<u16>,
    /// Which of its texts, from 1; without it the one that comes first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(max = 4_294_967_295_u32))]
    pub variant: Option<usize>,
}

/// The key of a telegram that is meant by a name.
///
/// # Errors
/// That there is none, or several.
pub fn key(view: &View, name: &str, named: &Named) -> Result<String, Problem> {
    Ok(view.resolve(name, named.year)?)
}

/// Which two texts of a telegram are compared.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Two {
    /// The one, from 1.
    #[serde(default = "first")]
    pub one: usize,
    /// The other.
    #[serde(default = "second")]
    pub two: usize,
}

fn first() -> usize {
    1
}

fn second() -> usize {
    2
}

/// Two texts of a telegram, word by word.
///
/// # Errors
/// That there is no such telegram or text.
pub fn diff(view: &View, name: &str, Two { one, two }: Two) -> Result<Diff, Problem> {
    Ok(view.diff(&view.resolve(name, None)?, one, two)?)
}

pub(super) fn shown<T>(
    view: &View,
    name: &str,
    named: &Named,
    with: impl FnOnce(&Shown<'_>) -> T,
) -> Result<T, Problem> {
    let key = key(view, name, named)?;
    Ok(view.show(&key, named.variant, with)?)
}

/// The record, as JSON.
///
/// # Errors
/// That there is no such telegram or text.
pub fn record(view: &View, name: &str, named: &Named) -> Result<Vec<u8>, Problem> {
    written(view, name, named, "json")
}

/// The telegram, reflowed for reading.
///
/// # Errors
/// That there is no such telegram or text.
pub fn text(view: &View, name: &str, named: &Named) -> Result<Vec<u8>, Problem> {
    written(view, name, named, "text")
}

fn written(view: &View, name: &str, named: &Named, form: &str) -> Result<Vec<u8>, Problem> {
    let form = Form::by_id(form).ok_or_else(Problem::broke_down)?;
    let mut out = Vec::new();
    shown(view, name, named, |shown| form.write(shown.record, &Look::default(), &mut out))?
        .map_err(|_| Problem::broke_down())?;
    if !out.ends_with(b"\n") {
        out.push(b'\n');
    }
    Ok(out)
}

/// The telegram's bytes as they came, without what is hidden. The owner has them in the encoding in which they came, everybody else
/// in UTF-8.
///
/// # Errors
/// That there is no such telegram or text.
pub fn original(view: &View, name: &str, named: &Named) -> Result<Vec<u8>, Problem> {
    shown(view, name, named, |shown| shown.original.to_vec())
}

/// The telegram in a form of [`EXPORTS`](chancery_exports::EXPORTS) that is one file.
///
/// # Errors
/// That there is no such telegram or text.
pub(super) fn exported(view: &View, name: &str, named: &Named, export: &Export) -> Result<Vec<u8>, Problem> {
    let collections = view.collections()?;
    let mut out = Vec::new();
    shown(view, name, named, |shown| {
        let context = Context { title: Some(shown.key.to_owned()), ..super::context(view) };
        let mut writer = export.into_stream(&context, &mut out)?;
        writer.record(&item(shown, &collections))?;
        writer.finish()
    })?
    .map_err(|_| Problem::broke_down())?;
    Ok(out)
}

/// A telegram with what an export says beside it.
pub fn item<'a>(shown: &'a Shown<'_>, collections: &'a [&chancery_view::Collection]) -> Item<'a> {
    let name = shown.collections.first();
    let found = name.and_then(|name| collections.iter().find(|collection| collection.name == *name));
    let sender = shown.record.from.as_ref().and_then(|from| from.post.as_deref());
    Item {
        key: Some(shown.key),
        original: Some(shown.original),
        collection: found.map(|collection| Collection {
            name: collection.own_name().unwrap_or_default(),
            provenance: collection.provenance.as_deref(),
            licence: collection.licence.as_deref(),
        }),
        sender: sender.and_then(|code| Registry::builtin().post(code)).map(|post| super::called(post).into()),
        ..Item::new(shown.record)
    }
}
