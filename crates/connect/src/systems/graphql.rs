//! What the GraphQL systems share.

use serde_json::{Value, json};

use crate::{Again, Answer, ConnectError, Method, Repeat, Request};

/// A call that asks `query` with `variables`.
pub(crate) fn request(path: &str, query: &str, variables: &Value, repeat: Repeat) -> Request {
    let body = json!({ "query": query, "variables": variables });
    Request::json(Method::Post, path, &body, repeat)
}

/// The code of an error of a GraphQL answer.
pub(crate) fn code(error: &Value) -> &str {
    error["extensions"]["code"].as_str().unwrap_or_default()
}

/// The data of an answer. An error beside data is left to the reader only where `tolerated` knows
/// its code; `data: null` and every other error refuse.
pub(crate) fn data(answer: &Answer, tolerated: &[&str]) -> Result<Value, ConnectError> {
    let mut body = answer.json()?;
    let errors = match body["errors"].take() {
        Value::Array(errors) => errors,
        Value::Null => Vec::new(),
        other => vec![json!({ "message": other })],
    };
    let data = body["data"].take();
    let serious = errors
        .iter()
        .find(|error| data.is_null() || !tolerated.contains(&code(error)));
    if let Some(error) = serious {
        let refused = match code(error) {
            "ACCESS_DENIED" | "FORBIDDEN" | "UNAUTHENTICATED" => "connect_key_refused",
            _ => "connect_rejected",
        };
        let words = error["message"]
            .as_str()
            .map_or_else(|| error["message"].to_string(), str::to_owned);
        let coded = ConnectError::new(refused)
            .with("status", answer.status)
            .detail(words);
        return Err(match code(error) {
            "INTERNAL_SERVER_ERROR" => coded.again(Again::Later),
            _ => coded,
        });
    }
    if data.is_null() {
        return Err(ConnectError::bad_answer("data: null").again(Again::Later));
    }
    Ok(data)
}

/// A text of an answer; empty where there is none.
pub(crate) fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}
