//! Calls with the points that they cost.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use serde_json::{Value, json};

use crate::systems::graphql;
use crate::{Again, Budget, Clock, ConnectError, Http, Limits, Page, Rate, Repeat, Settings};

const PATH: &str = "/admin/api/2026-10/graphql.json";
/// Points a query is taken to cost until its answer says.
const GUESS: f64 = 100.0;
/// Times a throttled query is asked again.
const THROTTLED: usize = 6;

pub(super) struct Client {
    http: Http,
    token: String,
    /// What each query cost last, by its text.
    costs: Mutex<Vec<(&'static str, f64)>>,
}

impl Client {
    pub(super) fn new(
        settings: &Settings,
        limits: Limits,
        clock: Arc<dyn Clock>,
    ) -> Result<Client, ConnectError> {
        // Points are the real limit; this one only keeps a burst of cheap queries apart.
        let rate = Rate::new(10, 20);
        Ok(Client {
            http: Http::new(settings.text("address"), settings, rate, limits, clock)?,
            token: settings.key("token").trim().to_owned(),
            costs: Mutex::new(Vec::new()),
        })
    }

    pub(super) fn budget(&self) -> Option<Budget> {
        self.http.pace().budget()
    }

    /// Asks a query and answers with its data.
    pub(super) async fn ask(
        &self,
        query: &'static str,
        variables: Value,
        repeat: Repeat,
    ) -> Result<Value, ConnectError> {
        let request = graphql::request(PATH, query, &variables, repeat)
            .header("x-shopify-access-token", self.token.as_str());
        for _ in 0..THROTTLED {
            let pace = self.http.pace();
            pace.afford(self.http.clock(), self.cost(query)).await;
            let answer = self.http.call(&request).await?.expect_success()?;
            let body = answer.json()?;
            let cost = &body["extensions"]["cost"];
            let asked = cost["requestedQueryCost"].as_f64().unwrap_or(GUESS);
            self.learn(query, asked);
            let status = &cost["throttleStatus"];
            if let (Some(of), Some(left), Some(per_second)) = (
                status["maximumAvailable"].as_f64(),
                status["currentlyAvailable"].as_f64(),
                status["restoreRate"].as_f64(),
            ) {
                pace.told(Budget {
                    left,
                    of,
                    per_second,
                });
            }
            let throttled = body["errors"]
                .as_array()
                .is_some_and(|errors| errors.iter().any(|e| graphql::code(e) == "THROTTLED"));
            if !throttled {
                // An e-mail that the key may not read is no reason to lose the order.
                return graphql::data(&answer, &["ACCESS_DENIED"])
                    .map_err(|error| self.http.clean(error));
            }
            // Nothing was done; the points come back at the rate told. A little more than needed,
            // since others may draw on them too.
            self.http.clock().sleep(Duration::from_millis(250)).await;
        }
        Err(ConnectError::new("connect_throttled")
            .with("host", self.http.host())
            .again(Again::Later))
    }

    fn cost(&self, query: &'static str) -> f64 {
        let costs = self.costs.lock().unwrap_or_else(PoisonError::into_inner);
        let known = costs.iter().find(|(text, _)| *text == query);
        known.map_or(GUESS, |(_, cost)| *cost)
    }

    fn learn(&self, query: &'static str, cost: f64) {
        let mut costs = self.costs.lock().unwrap_or_else(PoisonError::into_inner);
        match costs.iter_mut().find(|(text, _)| *text == query) {
            Some(known) => known.1 = cost,
            None => costs.push((query, cost)),
        }
    }

    /// An empty page with where the next one begins.
    pub(super) fn page(&self, connection: &Value) -> Result<Page, ConnectError> {
        let info = &connection["pageInfo"];
        let more = info["hasNextPage"].as_bool();
        let more = more.ok_or_else(|| ConnectError::bad_answer("pageInfo"))?;
        let next = info["endCursor"].as_str().filter(|_| more);
        if more && next.is_none() {
            return Err(ConnectError::bad_answer("endCursor"));
        }
        Ok(Page {
            next: next.map(str::to_owned),
            ..Page::default()
        })
    }

    /// The first of a mutation's own errors, as a refusal.
    pub(super) fn refused(&self, errors: &Value) -> Option<ConnectError> {
        let first = errors.as_array()?.first()?;
        let code = match graphql::text(&first["code"]) {
            "CHANGE_FROM_QUANTITY_STALE" => "connect_stock_changed",
            _ => "connect_rejected",
        };
        let words = json!([first["field"], first["message"]]).to_string();
        let again = match code {
            "connect_stock_changed" => Again::Later,
            _ => Again::Never,
        };
        let error = ConnectError::new(code).detail(words).again(again);
        Some(self.http.clean(error))
    }
}
