//! Calls over HTTP: one client for all systems, with a time limit, a size limit, TLS of our own,
//! no redirect to another host, and repeats only where they can do no harm.

use std::fmt::Write as _;
use std::sync::Arc;
use std::time::Duration;

use chrono::DateTime;
use reqwest::redirect::Policy;
use serde_json::Value;
use url::{Host, Url};

use crate::pace::LONGEST_WAIT;
use crate::{Again, Clock, ConnectError, Pace, Settings};

/// Bounds of one call.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Longest time for the connection to stand.
    pub connect: Duration,
    /// Longest time for the whole answer.
    pub total: Duration,
    /// Most bytes of an answer, unpacked.
    pub bytes: usize,
    /// Tries of a call in all.
    pub attempts: usize,
    /// First wait between two tries.
    pub first_wait: Duration,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            connect: Duration::from_secs(15),
            total: Duration::from_secs(60),
            bytes: 32 << 20,
            attempts: 5,
            first_wait: Duration::from_millis(500),
        }
    }
}

/// The verbs that are used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Reads.
    Get,
    /// Makes or asks.
    Post,
    /// Replaces.
    Put,
    /// Changes in part.
    Patch,
    /// Removes.
    Delete,
}

/// Whether a call may be sent twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Repeat {
    /// It changes nothing, or twice is the same as once.
    Freely,
    /// It changes something: again only where the system surely did not do it.
    IfRefused,
}

/// A call.
#[derive(Clone, Debug)]
pub struct Request {
    /// Verb.
    pub method: Method,
    /// Path and query below the connection's address, beginning with `/`.
    pub path: String,
    /// Headers beside the usual ones. Values may be keys; they are never logged.
    pub headers: Vec<(&'static str, String)>,
    /// Body and its media type.
    pub body: Option<(Vec<u8>, &'static str)>,
    /// Whether it may be sent twice.
    pub repeat: Repeat,
}

impl Request {
    /// A reading call.
    #[must_use]
    pub fn get(path: impl Into<String>) -> Request {
        Request {
            method: Method::Get,
            path: path.into(),
            headers: Vec::new(),
            body: None,
            repeat: Repeat::Freely,
        }
    }

    /// A call with a JSON body.
    #[must_use]
    pub fn json(method: Method, path: impl Into<String>, body: &Value, repeat: Repeat) -> Request {
        Request {
            method,
            path: path.into(),
            headers: Vec::new(),
            body: Some((body.to_string().into_bytes(), "application/json")),
            repeat,
        }
    }

    /// Adds a header.
    #[must_use]
    pub fn header(mut self, name: &'static str, value: impl Into<String>) -> Request {
        self.headers.push((name, value.into()));
        self
    }
}

/// An answer, whatever its status below 500 but 429.
#[derive(Clone, Debug)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// Headers in small letters.
    pub headers: Vec<(String, String)>,
    /// Body.
    pub body: Vec<u8>,
}

impl Answer {
    /// A header's value.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(key, _)| key == name);
        found.map(|(_, value)| value.as_str())
    }

    /// The body as JSON.
    ///
    /// # Errors
    /// `connect_bad_answer` where it is none; trying again may help, a proxy may have cut it.
    pub fn json(&self) -> Result<Value, ConnectError> {
        serde_json::from_slice(&self.body).map_err(|error| {
            ConnectError::bad_answer(format!("{}: {error}", self.status)).again(Again::Later)
        })
    }

    /// Whether the status says that it worked.
    #[must_use]
    pub fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// The answer where its status says that it worked, else the coded refusal.
    ///
    /// # Errors
    /// `connect_key_refused` for 401 and 403, `connect_not_found` for 404, `connect_rejected` for
    /// any other status.
    pub fn expect_success(self) -> Result<Answer, ConnectError> {
        if self.is_success() {
            return Ok(self);
        }
        let words = String::from_utf8_lossy(&self.body).into_owned();
        let code = match self.status {
            401 | 403 => "connect_key_refused",
            404 => "connect_not_found",
            _ => "connect_rejected",
        };
        Err(ConnectError::new(code)
            .with("status", self.status)
            .detail(words))
    }
}

/// One system's address with its pace.
pub struct Http {
    client: reqwest::Client,
    base: Url,
    limits: Limits,
    pace: Pace,
    clock: Arc<dyn Clock>,
    settings: Settings,
}

/// Whether a host is this computer.
fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

/// Reads an address: `https` everywhere but on this computer, no user name or query in it.
///
/// # Errors
/// `connect_bad_address`, `connect_insecure_address`.
pub(crate) fn address(text: &str) -> Result<Url, ConnectError> {
    let bad = || ConnectError::new("connect_bad_address").with("address", text);
    let whole = if text.contains("://") {
        text.to_owned()
    } else {
        format!("https://{text}")
    };
    let url = Url::parse(whole.trim()).map_err(|_| bad())?;
    let plain = url.username().is_empty() && url.password().is_none();
    if !url.has_host() || !plain || url.query().is_some() || url.fragment().is_some() {
        return Err(bad());
    }
    match url.scheme() {
        "https" => Ok(url),
        "http" if is_loopback(&url) => Ok(url),
        "http" => Err(ConnectError::new("connect_insecure_address").with("address", text)),
        _ => Err(bad()),
    }
}

impl Http {
    /// A client for the system at `base`.
    ///
    /// # Errors
    /// The address is none, or the computer has no certificates to trust.
    pub fn new(
        base: &str,
        settings: &Settings,
        rate: crate::Rate,
        limits: Limits,
        clock: Arc<dyn Clock>,
    ) -> Result<Http, ConnectError> {
        let base = address(base)?;
        // Whoever comes first installs it; all want the same one.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let mut builder = reqwest::Client::builder()
            .connect_timeout(limits.connect)
            .timeout(limits.total)
            .redirect(Policy::none())
            .referer(false)
            .user_agent(concat!("Tidestock/", env!("CARGO_PKG_VERSION")));
        if is_loopback(&base) {
            builder = builder.no_proxy();
        }
        let client = builder
            .build()
            .map_err(|error| ConnectError::new("connect_no_client").detail(error.to_string()))?;
        Ok(Http {
            client,
            base,
            limits,
            pace: Pace::new(rate, limits.attempts, limits.first_wait),
            clock,
            settings: settings.clone(),
        })
    }

    /// The pace and the budget told last.
    #[must_use]
    pub fn pace(&self) -> &Pace {
        &self.pace
    }

    /// The clock it was given.
    #[must_use]
    pub fn clock(&self) -> &dyn Clock {
        self.clock.as_ref()
    }

    /// The host, for names and messages.
    #[must_use]
    pub fn host(&self) -> &str {
        self.base.host_str().unwrap_or_default()
    }

    /// Sends a call, and again after a wait where that can help and do no harm.
    ///
    /// # Errors
    /// `connect_unreachable`, `connect_timeout`, `connect_throttled`, `connect_server_error`,
    /// `connect_redirected`, `connect_answer_too_large`.
    pub async fn call(&self, request: &Request) -> Result<Answer, ConnectError> {
        let mut waits = self.pace.waits();
        loop {
            self.pace.ready(self.clock()).await;
            let error = match self.once(request).await {
                Ok(answer) => return Ok(answer),
                Err(error) => self.clean(error),
            };
            let harmless = request.repeat == Repeat::Freely || !error.maybe_done;
            let wait = match (error.again, waits.next()) {
                (Again::Never, _) | (_, None) => return Err(error),
                (Again::Later, Some(wait)) => wait,
                (Again::After(told), Some(wait)) => told + wait / 4,
            };
            if !harmless || wait > LONGEST_WAIT {
                return Err(error);
            }
            self.clock.sleep(wait).await;
        }
    }

    /// The error with every key blotted out.
    pub(crate) fn clean(&self, mut error: ConnectError) -> ConnectError {
        for value in error.params.values_mut() {
            if let Value::String(text) = value {
                *text = self.settings.redact(text);
            }
        }
        error
    }

    async fn once(&self, request: &Request) -> Result<Answer, ConnectError> {
        let mut whole = self.base.as_str().trim_end_matches('/').to_owned();
        let _ = write!(whole, "{}", request.path);
        let url = Url::parse(&whole)
            .ok()
            .filter(|url| url.origin() == self.base.origin())
            .ok_or_else(|| ConnectError::new("connect_bad_address").with("address", &*whole))?;
        let mut call = match request.method {
            Method::Get => self.client.get(url),
            Method::Post => self.client.post(url),
            Method::Put => self.client.put(url),
            Method::Patch => self.client.patch(url),
            Method::Delete => self.client.delete(url),
        };
        for (name, value) in &request.headers {
            call = call.header(*name, value);
        }
        if let Some((body, media)) = &request.body {
            if !request
                .headers
                .iter()
                .any(|(name, _)| *name == "content-type")
            {
                call = call.header("content-type", *media);
            }
            call = call.body(body.clone());
        }
        let mut response = call.send().await.map_err(|error| self.broken(&error))?;
        let status = response.status().as_u16();
        let headers: Vec<(String, String)> = response
            .headers()
            .iter()
            .filter_map(|(name, value)| {
                Some((name.as_str().to_owned(), value.to_str().ok()?.to_owned()))
            })
            .collect();
        let mut body = Vec::new();
        while let Some(piece) = response
            .chunk()
            .await
            .map_err(|error| self.broken(&error))?
        {
            if body.len() + piece.len() > self.limits.bytes {
                return Err(ConnectError::new("connect_answer_too_large")
                    .with("megabytes", self.limits.bytes >> 20));
            }
            body.extend_from_slice(&piece);
        }
        let answer = Answer {
            status,
            headers,
            body,
        };
        match status {
            429 => Err(ConnectError::new("connect_throttled")
                .with("host", self.host())
                .again(self.retry_after(&answer).unwrap_or(Again::Later))),
            // A server that is down for work says when it is back; it has done nothing.
            503 if answer.header("retry-after").is_some() => {
                Err(ConnectError::new("connect_server_error")
                    .with("status", status)
                    .again(self.retry_after(&answer).unwrap_or(Again::Later)))
            }
            500..=599 => {
                let mut error = ConnectError::new("connect_server_error")
                    .with("status", status)
                    .detail(String::from_utf8_lossy(&answer.body))
                    .again(Again::Later);
                error.maybe_done = true;
                Err(error)
            }
            300..=399 if status != 304 => Err(ConnectError::new("connect_redirected")
                .with("host", self.host())
                .detail(answer.header("location").unwrap_or_default())),
            _ => Ok(answer),
        }
    }

    /// `Retry-After` in seconds or as a date (RFC 9110, section 10.2.3).
    fn retry_after(&self, answer: &Answer) -> Option<Again> {
        let value = answer.header("retry-after")?.trim();
        let seconds = match value.parse::<f64>() {
            Ok(seconds) if seconds.is_finite() => seconds,
            _ => {
                let at = DateTime::parse_from_rfc2822(value).ok()?;
                let wait = at.signed_duration_since(self.clock.now());
                wait.as_seconds_f64()
            }
        };
        Some(Again::After(Duration::from_secs_f64(
            seconds.clamp(0.0, 86_400.0),
        )))
    }

    fn broken(&self, error: &reqwest::Error) -> ConnectError {
        let mut words = String::new();
        let mut cause: Option<&dyn std::error::Error> = Some(error);
        while let Some(one) = cause {
            // The first text repeats the whole address; its causes say what happened.
            if !words.is_empty() || one.source().is_none() {
                let _ = write!(words, "{one} ");
            } else {
                words.push(' ');
            }
            cause = one.source();
        }
        let code = if error.is_timeout() {
            "connect_timeout"
        } else {
            "connect_unreachable"
        };
        let mut coded = ConnectError::new(code)
            .with("host", self.host())
            .detail(words.trim())
            .again(Again::Later);
        coded.maybe_done = !error.is_connect();
        coded
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_secure_or_this_computer() {
        let fine = [
            "shop.myshopify.com",
            "https://a.example/x",
            "http://127.0.0.1:8080",
        ];
        for text in fine {
            assert!(address(text).is_ok(), "{text}");
        }
        assert_eq!(
            address("http://shop.example").map_err(|e| e.code),
            Err("connect_insecure_address")
        );
        let bad = [
            "",
            "ftp://a.example",
            "https://u:p@a.example",
            "https://a.example/?k=1",
        ];
        for text in bad {
            assert_eq!(
                address(text).map_err(|e| e.code),
                Err("connect_bad_address"),
                "{text}"
            );
        }
    }
}
