//! Signing in, asking, and pages that no change can slip past.

use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};
use serde_json::{Value, json};

use super::items;
use crate::systems::graphql::{self, text};
use crate::{Clock, ConnectError, From, Http, Limits, Page, Rate, Repeat, Settings};

const PATH: &str = "/admin-api";
/// Items of a page; the API gives no more than 100.
const TAKE: usize = 50;
const TOKEN: &str = "vendure-auth-token";

pub(super) struct Client {
    http: Http,
    username: String,
    password: String,
    /// The location that orders leave from, where it was said or looked up.
    place: Mutex<String>,
    token: Mutex<Option<String>>,
}

impl Client {
    pub(super) fn new(
        settings: &Settings,
        limits: Limits,
        clock: Arc<dyn Clock>,
    ) -> Result<Client, ConnectError> {
        let rate = Rate::new(20, 20);
        Ok(Client {
            http: Http::new(settings.text("address"), settings, rate, limits, clock)?,
            username: settings.text("username").trim().to_owned(),
            password: settings.key("password").to_owned(),
            place: Mutex::new(settings.text("location").trim().to_owned()),
            token: Mutex::new(None),
        })
    }

    pub(super) fn host(&self) -> &str {
        self.http.host()
    }

    async fn sign_in(&self) -> Result<String, ConnectError> {
        let query = "mutation($username: String!, $password: String!) {
            login(username: $username, password: $password) {
                __typename ... on ErrorResult { errorCode message }
            }
        }";
        let variables = json!({ "username": self.username, "password": self.password });
        let request = graphql::request(PATH, query, &variables, Repeat::Freely);
        let answer = self.http.call(&request).await?.expect_success()?;
        let data = graphql::data(&answer, &[]).map_err(|error| self.http.clean(error))?;
        let login = &data["login"];
        if text(&login["__typename"]) != "CurrentUser" {
            let refused = ConnectError::new("connect_key_refused").with("status", answer.status);
            return Err(self.http.clean(refused.detail(text(&login["message"]))));
        }
        let token = answer.header(TOKEN).map(str::to_owned);
        token.ok_or_else(|| ConnectError::bad_answer(TOKEN))
    }

    /// Asks a query and answers with its data; signs in before the first one, and again where the
    /// store has forgotten the token.
    pub(super) async fn ask(
        &self,
        query: &str,
        variables: Value,
        repeat: Repeat,
    ) -> Result<Value, ConnectError> {
        for last in [false, true] {
            let known = (self.token.lock())
                .unwrap_or_else(PoisonError::into_inner)
                .clone();
            let token = match known {
                Some(token) => token,
                None => {
                    let token = self.sign_in().await?;
                    *self.token.lock().unwrap_or_else(PoisonError::into_inner) =
                        Some(token.clone());
                    token
                }
            };
            let request = graphql::request(PATH, query, &variables, repeat)
                .header("authorization", format!("Bearer {token}"));
            let answer = self.http.call(&request).await?.expect_success()?;
            match graphql::data(&answer, &[]).map_err(|error| self.http.clean(error)) {
                Err(error) if error.code == "connect_key_refused" && !last => {
                    *self.token.lock().unwrap_or_else(PoisonError::into_inner) = None;
                }
                other => return other,
            }
        }
        Err(ConnectError::new("connect_key_refused"))
    }

    /// Asks a mutation whose answer, under `name`, can be an error by its type.
    pub(super) async fn change(
        &self,
        query: &str,
        name: &str,
        variables: Value,
    ) -> Result<Value, ConnectError> {
        let mut data = self.ask(query, variables, Repeat::IfRefused).await?;
        let result = data[name].take();
        let code = text(&result["errorCode"]);
        if !code.is_empty() {
            let words = format!("{code}: {}", text(&result["message"]));
            return Err(self.http.clean(ConnectError::rejected(words)));
        }
        Ok(result)
    }

    /// The location that orders leave from.
    pub(super) async fn place(&self) -> Result<String, ConnectError> {
        let known = (self.place.lock())
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        if !known.is_empty() {
            return Ok(known);
        }
        let query =
            "query { stockLocations(options: { take: 1, sort: { id: ASC } }) { items { name } } }";
        let data = self.ask(query, json!({}), Repeat::Freely).await?;
        let name = text(&data["stockLocations"]["items"][0]["name"]).to_owned();
        if name.is_empty() {
            return Err(ConnectError::bad_answer("stockLocations"));
        }
        *self.place.lock().unwrap_or_else(PoisonError::into_inner) = name.clone();
        Ok(name)
    }

    /// A page of a list, oldest change first. Where a page was full, the next one begins a
    /// millisecond before its last change, and skips only among items that changed at once.
    pub(super) async fn page(
        &self,
        query: &str,
        list: &str,
        from: &From,
        mut filter: Value,
    ) -> Result<(Vec<Value>, Page), ConnectError> {
        let just_before = |at: DateTime<Utc>| at.checked_sub_signed(TimeDelta::milliseconds(1));
        let bad = || ConnectError::rejected("page");
        let (after, skip) = match &from.page {
            Some(token) => {
                let (at, skip) = token.split_once('/').ok_or_else(bad)?;
                let after = match at {
                    "" => None,
                    at => Some(instant(at).ok_or_else(bad)?),
                };
                (after, skip.parse::<usize>().map_err(|_| bad())?)
            }
            None => (from.since.and_then(just_before), 0),
        };
        if let Some(after) = after {
            filter["updatedAt"] = json!({ "after": written(after) });
        }
        let options = json!({
            "take": TAKE, "skip": skip, "filter": filter,
            "sort": { "updatedAt": "ASC", "id": "ASC" },
        });
        let variables = json!({ "options": options });
        let mut data = self.ask(query, variables, Repeat::Freely).await?;
        let items = items(&mut data[list])?;
        let last = items
            .last()
            .and_then(|item| instant(text(&item["updatedAt"])));
        let next = (items.len() >= TAKE).then(|| {
            match last.and_then(just_before).filter(|at| Some(*at) > after) {
                Some(at) => format!("{}/0", written(at)),
                None => format!("{}/{}", after.map(written).unwrap_or_default(), skip + TAKE),
            }
        });
        let page = Page {
            items: items.len() as u64,
            until: last,
            next,
            ..Page::default()
        };
        Ok((items, page))
    }
}

fn instant(text: &str) -> Option<DateTime<Utc>> {
    let at = DateTime::parse_from_rfc3339(text).ok()?;
    Some(at.with_timezone(&Utc))
}

fn written(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Millis, true)
}
