//! The window's interface over loopback: for machines without a display, and for tests that drive
//! the real engine in a real browser. Only this computer is listened to, every call carries the
//! token printed at start, and requests that name another host or come from another page are
//! refused (DNS rebinding, malicious web pages).

use std::convert::Infallible;
use std::net::Ipv4Addr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use axum::body::Body;
use axum::extract::{DefaultBodyLimit, Query, Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::sse::{Event, Sse};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use engine::{Engine, Failure};
use futures_util::{Stream, StreamExt};
use serde_json::{Value, json};
use tokio::io::AsyncWriteExt;
use tokio::sync::broadcast;

/// The largest file taken from the browser.
const MOST_BYTES: usize = 2 << 30;

struct Shared {
    engine: Engine,
    token: String,
    port: u16,
    /// Where uploads lie and exports are written; gone when the server ends.
    folder: tempfile::TempDir,
    interface: PathBuf,
    progress: broadcast::Sender<String>,
}

/// Serves until interrupted. The first line on standard output is the address to open.
pub async fn serve(engine: Engine, port: u16) -> Result<(), Failure> {
    let taken = || Failure::new("port_taken").with("port", port);
    let listener = tokio::net::TcpListener::bind((Ipv4Addr::LOCALHOST, port))
        .await
        .map_err(|_| taken())?;
    let port = listener.local_addr().map_err(|_| taken())?.port();
    let mut bytes = [0_u8; 24];
    getrandom::fill(&mut bytes).map_err(|_| Failure::new("no_random"))?;
    let token: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    let (progress, _) = broadcast::channel(64);
    let sender = progress.clone();
    engine.on_progress(move |step| {
        // Nobody listening is no fault.
        let _ = sender.send(serde_json::to_string(&step).unwrap_or_default());
    });
    let shared = Arc::new(Shared {
        engine,
        token: token.clone(),
        port,
        folder: tempfile::tempdir().map_err(|_| Failure::new("no_temporary_folder"))?,
        interface: interface_folder(),
        progress,
    });
    let app = Router::new()
        .route("/api/call", post(call))
        .route("/api/upload", post(upload))
        .route("/api/download", get(download))
        .route("/api/progress", get(progress_events))
        .layer(middleware::from_fn_with_state(shared.clone(), with_token))
        .fallback(get(page))
        .layer(middleware::from_fn_with_state(shared.clone(), from_here))
        .layer(DefaultBodyLimit::max(MOST_BYTES))
        .with_state(shared.clone());
    {
        use std::io::Write;
        let mut out = std::io::stdout().lock();
        let _ = writeln!(out, "http://127.0.0.1:{port}/?token={token}");
        let _ = out.flush();
    }
    let ended = axum::serve(listener, app)
        .with_graceful_shutdown(async {
            let _ = tokio::signal::ctrl_c().await;
        })
        .await;
    shared.engine.close().await;
    ended.map_err(|_| taken())
}

/// The built interface: beside the program, else in the checkout.
fn interface_folder() -> PathBuf {
    let beside = std::env::current_exe()
        .ok()
        .and_then(|program| Some(program.parent()?.join("ui")))
        .filter(|folder| folder.join("index.html").is_file());
    beside.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("ui/dist"))
}

fn refusal(status: StatusCode, failure: &Failure) -> Response {
    let body = json!({ "error": {
        "code": failure.code, "params": failure.params, "message": failure.code,
    }});
    (status, Json(body)).into_response()
}

/// Whether Host and Origin are this server's own.
fn is_own(headers: &HeaderMap, port: u16) -> bool {
    let own = [format!("127.0.0.1:{port}"), format!("localhost:{port}")];
    let text = |name: header::HeaderName| {
        headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .map(str::to_owned)
    };
    text(header::HOST).is_some_and(|host| own.contains(&host))
        && text(header::ORIGIN)
            .is_none_or(|origin| own.iter().any(|host| origin == format!("http://{host}")))
}

/// Refuses what does not come from here.
async fn from_here(State(shared): State<Arc<Shared>>, request: Request, next: Next) -> Response {
    if !is_own(request.headers(), shared.port) {
        return refusal(StatusCode::FORBIDDEN, &Failure::new("alien_origin"));
    }
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let set = [
        (
            "content-security-policy",
            "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; connect-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'",
        ),
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "no-referrer"),
    ];
    for (name, value) in set {
        headers.insert(name, header::HeaderValue::from_static(value));
    }
    response
}

async fn with_token(State(shared): State<Arc<Shared>>, request: Request, next: Next) -> Response {
    let in_header = request
        .headers()
        .get("x-tidestock-token")
        .and_then(|value| value.to_str().ok())
        .is_some_and(|token| same(token, &shared.token));
    let in_query = request.uri().query().is_some_and(|query| {
        query.split('&').any(|part| {
            part.strip_prefix("token=")
                .is_some_and(|t| same(t, &shared.token))
        })
    });
    if in_header || in_query {
        next.run(request).await
    } else {
        refusal(StatusCode::UNAUTHORIZED, &Failure::new("not_allowed"))
    }
}

/// Compares without telling by its time where two texts differ.
fn same(given: &str, token: &str) -> bool {
    given.len() == token.len()
        && given
            .bytes()
            .zip(token.bytes())
            .fold(0, |sum, (a, b)| sum | (a ^ b))
            == 0
}

#[derive(Debug)]
struct Named {
    name: String,
    request: Value,
}

async fn call(State(shared): State<Arc<Shared>>, Json(body): Json<Value>) -> Response {
    let mut named = Named {
        name: body["name"].as_str().unwrap_or_default().to_owned(),
        request: body["request"].clone(),
    };
    // The browser has no folders: exports go to the server's own and are fetched from there.
    let folders = ["export_plan", "export_all"].contains(&named.name.as_str());
    if folders || ["template", "backup", "import_bad_rows"].contains(&named.name.as_str()) {
        let key = if folders { "out" } else { "file" };
        let wanted = named.request[key].as_str().unwrap_or_default();
        let leaf = Path::new(wanted)
            .file_name()
            .map(|leaf| leaf.to_string_lossy().into_owned());
        let inside = shared.folder.path().join("out");
        if std::fs::create_dir_all(&inside).is_err() {
            return refusal(
                StatusCode::INTERNAL_SERVER_ERROR,
                &Failure::new("disk_full"),
            );
        }
        let target = match (key, leaf) {
            ("file", Some(leaf)) => inside.join(leaf),
            _ => inside,
        };
        named.request[key] = target.display().to_string().into();
    }
    match engine::call(&shared.engine, &named.name, named.request).await {
        Ok(answer) => Json(answer).into_response(),
        Err(failure) => refusal(StatusCode::UNPROCESSABLE_ENTITY, &failure),
    }
}

/// Keeps an uploaded file under its own name in a folder of its own.
async fn upload(State(shared): State<Arc<Shared>>, headers: HeaderMap, body: Body) -> Response {
    let name = headers
        .get("x-file-name")
        .and_then(|value| value.to_str().ok())
        .map_or_else(|| "file".to_owned(), decoded);
    let leaf = Path::new(&name.replace('\\', "/")).file_name().map_or_else(
        || "file".to_owned(),
        |leaf| leaf.to_string_lossy().into_owned(),
    );
    match keep(&shared, &leaf, body).await {
        Ok(path) => Json(json!({ "path": path })).into_response(),
        Err(code) => refusal(StatusCode::UNPROCESSABLE_ENTITY, &Failure::new(code)),
    }
}

async fn keep(shared: &Shared, leaf: &str, body: Body) -> Result<String, &'static str> {
    let folder = tempfile::tempdir_in(shared.folder.path())
        .map_err(|_| "disk_full")?
        .keep();
    let path = folder.join(leaf);
    let mut file = tokio::fs::File::create(&path)
        .await
        .map_err(|_| "read_only")?;
    let mut stream = body.into_data_stream();
    let mut bytes = 0_usize;
    while let Some(part) = stream.next().await {
        let part = part.map_err(|_| "cancelled")?;
        bytes += part.len();
        if bytes > MOST_BYTES {
            return Err("too_large");
        }
        file.write_all(&part).await.map_err(|_| "disk_full")?;
    }
    file.flush().await.map_err(|_| "disk_full")?;
    Ok(path.display().to_string())
}

/// Undoes percent-encoding; what is no UTF-8 afterwards is replaced.
fn decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = (bytes[at] == b'%')
            .then(|| text.get(at + 1..at + 3))
            .flatten()
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        match hex {
            Some(byte) => {
                out.push(byte);
                at += 3;
            }
            None => {
                out.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// Gives back a file that this server wrote, and no other.
async fn download(
    State(shared): State<Arc<Shared>>,
    Query(query): Query<std::collections::HashMap<String, String>>,
) -> Response {
    let missing = || {
        refusal(
            StatusCode::NOT_FOUND,
            &Failure::new("file_not_found").with("file", ""),
        )
    };
    let Some(path) = query.get("path") else {
        return missing();
    };
    let (Ok(path), Ok(own)) = (
        Path::new(path).canonicalize(),
        shared.folder.path().canonicalize(),
    ) else {
        return missing();
    };
    if !path.starts_with(own) {
        return missing();
    }
    match tokio::fs::read(&path).await {
        Ok(bytes) => ([(header::CONTENT_TYPE, "application/octet-stream")], bytes).into_response(),
        Err(_) => missing(),
    }
}

async fn progress_events(
    State(shared): State<Arc<Shared>>,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let receiver = shared.progress.subscribe();
    Sse::new(futures_util::stream::unfold(
        receiver,
        |mut receiver| async {
            loop {
                match receiver.recv().await {
                    Ok(step) => return Some((Ok(Event::default().data(step)), receiver)),
                    Err(broadcast::error::RecvError::Lagged(_)) => {}
                    Err(broadcast::error::RecvError::Closed) => return None,
                }
            }
        },
    ))
}

/// The interface's own files; every other path is its first page.
async fn page(State(shared): State<Arc<Shared>>, request: Request) -> Response {
    let wanted = request.uri().path().trim_start_matches('/');
    let safe = !wanted.is_empty()
        && !wanted
            .split('/')
            .any(|part| part == ".." || part.is_empty());
    let file = shared
        .interface
        .join(if safe { wanted } else { "index.html" });
    let file = if file.is_file() {
        file
    } else {
        shared.interface.join("index.html")
    };
    let kind = match file.extension().and_then(|ending| ending.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("json") => "application/json",
        Some("woff2") => "font/woff2",
        _ => "application/octet-stream",
    };
    match tokio::fs::read(&file).await {
        Ok(bytes) => ([(header::CONTENT_TYPE, kind)], bytes).into_response(),
        Err(_) => (StatusCode::NOT_FOUND, "ui/dist: npm run ui:build").into_response(),
    }
}
