//! What a tool gives back: an object, also as text; pages of a text; or why there is none.

use super::page::Page;
use crate::problem::Problem;
use rmcp::ErrorData;
use rmcp::handler::server::tool::IntoCallToolResult;
use rmcp::model::{CallToolResponse, CallToolResult, ContentBlock};
use serde::Serialize;

/// An object of the API, as it is there.
pub(super) struct Answer<T>(pub(super) T);

impl<T: Serialize> IntoCallToolResult for Answer<T> {
    fn into_call_tool_result(self) -> Result<CallToolResponse, ErrorData> {
        // Through text, so that numbers have the digits that they have in the API.
        let text = serde_json::to_string(&self.0);
        let Ok((text, object)) =
            text.and_then(|text| serde_json::from_str(&text).map(|object| (text, object)))
        else {
            return Refused(Problem::broke_down()).into_call_tool_result();
        };
        let mut result = CallToolResult::success(vec![ContentBlock::text(text)]);
        result.structured_content = Some(object);
        Ok(result.into())
    }
}

impl IntoCallToolResult for Page {
    fn into_call_tool_result(self) -> Result<CallToolResponse, ErrorData> {
        let about =
            self.about(|next| format!("call this tool again with the same arguments and `offset` {next}"));
        let blocks = [Some(self.text), about].into_iter().flatten().map(ContentBlock::text);
        Ok(CallToolResult::success(blocks.collect()).into())
    }
}

/// Why there is no answer.
pub(super) struct Refused(pub(super) Problem);

impl From<Problem> for Refused {
    fn from(problem: Problem) -> Refused {
        Refused(problem)
    }
}

impl IntoCallToolResult for Refused {
    fn into_call_tool_result(self) -> Result<CallToolResponse, ErrorData> {
        let mut result = CallToolResult::error(vec![ContentBlock::text(said(&self.0))]);
        result.structured_content = serde_json::to_value(&self.0).ok();
        Ok(result.into())
    }
}

/// A problem in words: title, what is wrong, what helps.
pub(super) fn said(problem: &Problem) -> String {
    let mut text = problem.title.to_string();
    let mut add = |line: String| {
        text.push('\n');
        text.push_str(&line);
    };
    if problem.mistakes.is_empty() {
        problem.detail.iter().for_each(|detail| add(detail.to_string()));
    }
    for wrong in &problem.mistakes {
        add(format!("{} (bytes {} to {} of the query)", wrong.message, wrong.span.0, wrong.span.1));
        wrong.help.iter().for_each(|help| add(format!("help: {help}")));
    }
    problem.help.iter().for_each(|help| add(format!("help: {help}")));
    if !problem.meant.is_empty() {
        add(format!("one of these may be meant: {}", problem.meant.join(", ")));
    }
    if let Some(seconds) = problem.retry_after {
        add(format!("ask again after {seconds} seconds"));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::said;
    use crate::problem::{Problem, Wrong};

    #[test]
    fn a_problem_is_said_with_all_that_helps() {
        let problem = Problem {
            meant: vec!["74PARIS12".into(), "75PARIS12".into()],
            ..Problem::wrong("what is wrong").help("what helps")
        };
        assert_eq!(
            said(&problem),
            "The request cannot be read\nwhat is wrong\nhelp: what helps\none of these may be meant: 74PARIS12, 75PARIS12"
        );
        let wrong = Wrong { span: (0, 4), message: "no field".into(), help: Some("another".into()) };
        let problem = Problem { mistakes: vec![wrong], ..Problem::wrong("no field") };
        assert_eq!(
            said(&problem),
            "The request cannot be read\nno field (bytes 0 to 4 of the query)\nhelp: another"
        );
    }
}
