//! The tools: one function each, from what is asked to an answer.

use super::answer::{Answer, Refused};
use super::asked::{
    Checking, Citing, Comparing, Drafting, Explaining, Form, LookingUp, Reading, Repairing, Telegram, Typed,
};
use super::page::Page;
use super::shorten::{Compared, fit, fits, keep};
use super::texts::{self, DraftWritten, TextChecked, TextMended};
use super::{Server, words};
use crate::answers::{self, FacetsFound, Mending, Named, References, Rows, Search, Style, Suggestions, Two};
use crate::problem::Problem;
use crate::room::Deed;
use chancery_check::RuleLine;
use chancery_view::find::Found;
use chancery_view::{Stats, View};
use rmcp::handler::server::tool::schema_for_output;
use rmcp::handler::server::wrapper::Parameters;
use rmcp::service::RequestContext;
use rmcp::{RoleServer, tool, tool_router};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

/// The most hits of an answer.
const MOST_HITS: usize = 100;

/// The most values of a facet beside hits, and of the years.
const MOST_VALUES: usize = 10;
const MOST_YEARS: usize = 40;

/// The longest text that is sent along, in bytes: as much as a request over HTTP can hold.
const LONGEST: usize = 1 << 20;

/// A context of a call, and what a tool gives.
type Context = RequestContext<RoleServer>;
type Answered<T> = Result<Answer<T>, Refused>;

/// A citation.
#[derive(Debug, Serialize, JsonSchema)]
struct Citation {
    /// The telegram.
    mrn: String,
    /// The form.
    to: Style,
    /// The citation.
    text: String,
}

#[tool_router(vis = "pub(super)")]
impl Server {
    #[tool(
        title = "Search the telegrams",
        description = words::SEARCH,
        output_schema = schema_for_output::<Found>(),
        annotations(read_only_hint = true, destructive_hint = false, idempotent_hint = true, open_world_hint = false)
    )]
    async fn search(&self, Parameters(asked): Parameters<Search>, context: Context) -> Answered<Found> {
        Ok(Answer(self.look(&context, Deed::search(&asked.q), move |view| found(view, asked)).await?))
    }

    #[tool(
        title = "Read a telegram",
        description = words::READ,
        annotations(read_only_hint = true, destructive_hint = false, idempotent_hint = true, open_world_hint = false)
    )]
    async fn read_telegram(
        &self,
        Parameters(Reading { mrn, variant, form, offset }): Parameters<Reading>,
        context: Context,
    ) -> Result<Page, Refused> {
        let named = Named { variant, year: None };
        let page = self.look(&context, Deed::telegram(&mrn), move |view| {
            let read = match form {
                Form::Text => answers::text,
                Form::Record => answers::record,
                Form::Original => answers::original,
                Form::Findings => answers::findings,
            };
            Page::of(&read(view, &mrn, &named)?, offset)
        });
        Ok(page.await?)
    }

    #[tool(
        title = "Cite a telegram",
        description = "Gives the citation of a telegram: as a note in the manner of The Chicago Manual of Style, or as BibTeX, RIS or \
                       CSL-JSON for a bibliography. Add the number of the paragraph to what you quote.",
        output_schema = schema_for_output::<Citation>(),
        annotations(read_only_hint = true, destructive_hint = false, idempotent_hint = true, open_world_hint = false)
    )]
    async fn cite(
        &self,
        Parameters(Citing { mrn, to }): Parameters<Citing>,
        context: Context,
    ) -> Answered<Citation> {
        Ok(Answer(self.look(&context, Deed::telegram(&mrn), move |view| cited(view, &mrn, to)).await?))
    }

    #[tool(
        title = "References of a telegram",
        description = "Gives the references of a telegram both ways: what it refers to, as printed, with the number and whether the \
                       archive has it; and the telegrams that refer to it, the oldest first. `total` counts those that refer to it, \
                       also where fewer are listed; the query `ref:NUMBER` of `search` finds them all.",
        output_schema = schema_for_output::<References>(),
        annotations(read_only_hint = true, destructive_hint = false, idempotent_hint = true, open_world_hint = false)
    )]
    async fn references(
        &self,
        Parameters(Telegram { mrn }): Parameters<Telegram>,
        context: Context,
    ) -> Answered<References> {
        let look = self.look(&context, Deed::telegram(&mrn), move |view| {
            answers::references(view, &mrn, &Named::default())
        });
        Ok(Answer(fit(look.await?)))
    }

    #[tool(
        title = "Complete a query",
        description = "Proposes how the last word of a query may go on: posts, TAGS, captions, levels, fields, numbers of telegrams. \
                       Use it to find the right value for a field.",
        output_schema = schema_for_output::<Suggestions>(),
        annotations(read_only_hint = true, destructive_hint = false, idempotent_hint = true, open_world_hint = false)
    )]
    async fn suggest(
        &self,
        Parameters(Typed { q }): Parameters<Typed>,
        context: Context,
    ) -> Answered<Suggestions> {
        Ok(Answer(self.look(&context, Deed::Glance, move |view| answers::suggest(view, &q)).await?))
    }

    #[tool(
        title = "Count what a query finds",
        description = "Counts the telegrams that a query finds by sender, TAGS, level, year and caption, the most frequent value first \
                       and years in order. Counts are exact; where a list would be too long, its rarest values are left out.",
        output_schema = schema_for_output::<FacetsFound>(),
        annotations(read_only_hint = true, destructive_hint = false, idempotent_hint = true, open_world_hint = false)
    )]
    async fn facets(
        &self,
        Parameters(Typed { q }): Parameters<Typed>,
        context: Context,
    ) -> Answered<FacetsFound> {
        Ok(Answer(fit(self.look(&context, Deed::search(&q), move |view| answers::facets(view, &q)).await?)))
    }

    #[tool(
        title = "What the archive holds",
        description = "Counts all telegrams that can be seen, with the days of the oldest and the newest, by year, post, level, format, \
                       collection, TAGS and caption. Where a list would be too long, its rarest values are left out.",
        output_schema = schema_for_output::<Stats>(),
        annotations(read_only_hint = true, destructive_hint = false, idempotent_hint = true, open_world_hint = false)
    )]
    async fn stats(&self, context: Context) -> Answered<Stats> {
        Ok(Answer(fit(self.look(&context, Deed::Glance, |view| Ok(view.stats()?)).await?)))
    }

    #[tool(
        title = "Look up posts, TAGS, captions and abbreviations",
        description = "Gives the rows of a table of the registry in which a word stands, best first, each with its source. The tables: \
                       `posts`, `tags`, `captions`, `levels`, `orders`, `reasons`, `routing`, `addressees`, `offices`, `abbreviations`. \
                       `total` counts all rows that fit, also where fewer are given.",
        output_schema = schema_for_output::<Rows>(),
        annotations(read_only_hint = true, destructive_hint = false, idempotent_hint = true, open_world_hint = false)
    )]
    async fn look_up(
        &self,
        Parameters(LookingUp { kind, word }): Parameters<LookingUp>,
        context: Context,
    ) -> Answered<Rows> {
        Ok(Answer(fit(self.look(&context, Deed::Glance, move |_| answers::registry(&kind, &word)).await?)))
    }

    #[tool(
        title = "Compare two texts of a telegram",
        description = "Compares two copies of the same telegram word by word: runs of words that stand in both (`same`), in the first only \
                       (`out`), in the second only (`in`), or where one of them has a redaction (`redacted`, `restored`). Long runs \
                       lose their middle where the whole would be too long; `runs` counts all of them.",
        output_schema = schema_for_output::<Compared>(),
        annotations(read_only_hint = true, destructive_hint = false, idempotent_hint = true, open_world_hint = false)
    )]
    async fn compare(
        &self,
        Parameters(Comparing { mrn, one, two }): Parameters<Comparing>,
        context: Context,
    ) -> Answered<Compared> {
        let diff = self
            .look(&context, Deed::telegram(&mrn), move |view| answers::diff(view, &mrn, Two { one, two }));
        Ok(Answer(fit(Compared::of(diff.await?))))
    }

    #[tool(
        title = "Check the text of a telegram",
        description = words::CHECK,
        output_schema = schema_for_output::<TextChecked<'static>>(),
        annotations(read_only_hint = true, destructive_hint = false, idempotent_hint = true, open_world_hint = false)
    )]
    async fn check_text(
        &self,
        Parameters(Checking { text, date }): Parameters<Checking>,
        context: Context,
    ) -> Answered<Value> {
        let look = self.look(&context, Deed::Glance, move |_| {
            let date = answers::date(&date)?;
            answers::check(some(&text)?.as_bytes(), date, |telegram, findings, proposals| {
                texts::sent(&TextChecked::of(telegram, findings, proposals))
            })
        });
        Ok(Answer(look.await?))
    }

    #[tool(
        title = "Repair the text of a telegram",
        description = words::REPAIR,
        output_schema = schema_for_output::<TextMended<'static>>(),
        annotations(read_only_hint = true, destructive_hint = false, idempotent_hint = true, open_world_hint = false)
    )]
    async fn repair_text(
        &self,
        Parameters(Repairing { text, date, only, min_confidence, offset }): Parameters<Repairing>,
        context: Context,
    ) -> Answered<Value> {
        let look = self.look(&context, Deed::Glance, move |_| {
            let wanted = Mending { date, only, min_confidence }.read()?;
            answers::mend(some(&text)?.as_bytes(), &wanted, |mended| {
                texts::sent(&TextMended::of(mended, offset)?)
            })
        });
        Ok(Answer(look.await?))
    }

    #[tool(
        title = "Write a telegram from a draft",
        description = words::WRITE,
        output_schema = schema_for_output::<DraftWritten<'static>>(),
        annotations(read_only_hint = true, destructive_hint = false, idempotent_hint = true, open_world_hint = false)
    )]
    async fn write_telegram(
        &self,
        Parameters(Drafting { draft, to, offset }): Parameters<Drafting>,
        context: Context,
    ) -> Answered<Value> {
        let look = self.look(&context, Deed::Glance, move |view| {
            let draft = some(&draft)?;
            let (_, drafted) = answers::drafted_for(view, draft, to)?;
            texts::sent(&DraftWritten::of(draft, to, &drafted, offset)?)
        });
        Ok(Answer(look.await?))
    }

    #[tool(
        title = "Explain a rule of checking",
        description = "Explains a rule by its code or name, as the findings of `check_text`, `write_telegram` and `read_telegram` name it: what it \
                       says and why, what it leaves alone, when it applies and how grave it is then, where it stands in the handbooks, whether it \
                       can be repaired, and an invented telegram that breaks it and one that keeps it.",
        output_schema = schema_for_output::<RuleLine>(),
        annotations(read_only_hint = true, destructive_hint = false, idempotent_hint = true, open_world_hint = false)
    )]
    async fn explain_rule(
        &self,
        Parameters(Explaining { rule }): Parameters<Explaining>,
        context: Context,
    ) -> Answered<RuleLine> {
        let look = self.look(&context, Deed::Glance, move |_| answers::rule(&rule).map(RuleLine::of));
        Ok(Answer(look.await?))
    }
}

/// A text that is sent along.
fn some(text: &str) -> Result<&str, Problem> {
    match text.len() {
        0 => Err(Problem::wrong("the text is empty")),
        length if length > LONGEST => {
            Err(Problem::too_large().help(format!("it has {length} bytes; at most {LONGEST} are taken")))
        }
        _ => Ok(text),
    }
}

/// A page of hits that is not too long: with fewer hits, if need be, and the cursor behind them.
fn found(view: &View, mut asked: Search) -> Result<Found, Problem> {
    // Beyond the most that can be asked for at all, the answer says so.
    if asked.limit <= answers::MOST_HITS {
        asked.limit = asked.limit.min(MOST_HITS);
    }
    loop {
        let mut found = answers::search(view, &asked)?;
        for list in [&mut found.facets.from, &mut found.facets.tag, &mut found.facets.caption] {
            keep(list, MOST_VALUES);
        }
        keep(&mut found.facets.year, MOST_YEARS);
        if asked.limit <= 1 || fits(&found) {
            return Ok(found);
        }
        asked.limit /= 2;
    }
}

fn cited(view: &View, mrn: &str, to: Style) -> Result<Citation, Problem> {
    let named = Named::default();
    let text = answers::cited(view, mrn, &named, to)?;
    Ok(Citation { mrn: answers::key(view, mrn, &named)?, to, text })
}
