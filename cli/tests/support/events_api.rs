//! WorkOS's Events API, as far as it is known: keeps events, lists them in pages, and misbehaves by a script.

#![allow(dead_code, reason = "no test uses all of it")]

use std::collections::HashMap;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};
use std::time::Instant;

use bytes::Bytes;
use http_body_util::combinators::BoxBody;
use http_body_util::{BodyExt, Full};
use hyper::body::{Body, Frame, Incoming};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response, header};
use hyper_util::rt::TokioIo;
use jiff::{SignedDuration, Timestamp};
use tokio::net::TcpListener;
use tokio::task::{JoinHandle, JoinSet};

/// The key, in all tests.
pub const KEY: &str = "sk_test_of_the_tests";

/// An event that the API keeps.
#[derive(Clone, Debug)]
pub struct Kept {
    pub id: String,
    pub event: String,
    pub created_at: Timestamp,
    /// As it is sent.
    pub json: String,
}

impl Kept {
    /// An event of so many seconds ago. Its JSON has blanks and escapes that no serialiser would write again.
    pub fn new(number: u32, seconds_ago: i64) -> Self {
        Self::named(number, seconds_ago, "dsync.user.updated")
    }

    pub fn named(number: u32, seconds_ago: i64, event: &str) -> Self {
        let created_at = Timestamp::now() - SignedDuration::from_secs(seconds_ago);
        let id = format!("event_{number:06}");
        let json = format!(
            r#"{{ "object" :"event","id":"{id}", "event":"{event}","created_at":"{created_at:.3}","data":{{"id":"user_{number}","name":"J\u00fcrgen","n":1.50e3}} }}"#
        );
        Self { id, event: event.to_owned(), created_at, json }
    }
}

/// A question that the API was asked.
#[derive(Clone, Debug)]
pub struct Asked {
    pub query: HashMap<String, String>,
    pub authorization: String,
    pub at: Instant,
}

impl Asked {
    pub fn after(&self) -> Option<&str> {
        self.query.get("after").map(String::as_str)
    }

    fn time(&self, name: &str) -> Option<Timestamp> {
        Some(self.query.get(name)?.parse().expect("a time"))
    }
}

/// An answer that is not the proper one.
#[derive(Clone, Debug)]
pub enum Fault {
    Status(u16),
    /// With this header.
    With(u16, &'static str, String),
    /// With this body.
    Body(u16, String),
    /// Never.
    Hang,
    /// 200, with a body of 1 GiB.
    Giant,
    /// The connection is closed.
    Close,
}

type Script = dyn Fn(usize, &Asked) -> Option<Fault> + Send + Sync;

#[derive(Default)]
struct Shared {
    events: Mutex<Vec<Kept>>,
    asked: Mutex<Vec<Asked>>,
    sent: AtomicU64,
    page_size: usize,
    newest_first: bool,
    script: Option<Box<Script>>,
}

/// The API. It stops when it is dropped.
pub struct EventsApi {
    address: SocketAddr,
    shared: Arc<Shared>,
    accepting: JoinHandle<()>,
}

impl Drop for EventsApi {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

impl EventsApi {
    /// One that behaves, with pages of at most 100.
    pub async fn start(events: Vec<Kept>) -> Self {
        Self::with(events, 100, |_, _| None).await
    }

    /// One that answers the nth question (from 0) as the script says.
    pub async fn with(
        events: Vec<Kept>,
        page_size: usize,
        script: impl Fn(usize, &Asked) -> Option<Fault> + Send + Sync + 'static,
    ) -> Self {
        let script: Option<Box<Script>> = Some(Box::new(script));
        Self::of(Shared { events: Mutex::new(events), page_size, script, ..Shared::default() })
            .await
    }

    /// One that lists the newest events first.
    pub async fn newest_first(events: Vec<Kept>, page_size: usize) -> Self {
        let events = Mutex::new(events);
        Self::of(Shared { events, page_size, newest_first: true, ..Shared::default() }).await
    }

    async fn of(shared: Shared) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let shared = Arc::new(shared);
        let accepting = tokio::spawn(accept(listener, Arc::clone(&shared)));
        Self { address, shared, accepting }
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// What it was asked so far.
    pub fn asked(&self) -> Vec<Asked> {
        self.shared.asked.lock().expect("no panic").clone()
    }

    /// How many bytes of giant answers were taken from it.
    pub fn sent(&self) -> u64 {
        self.shared.sent.load(Ordering::Relaxed)
    }

    /// What it keeps.
    pub fn kept(&self) -> Vec<Kept> {
        self.shared.events.lock().expect("no panic").clone()
    }

    /// Something happens.
    pub fn add(&self, event: Kept) {
        self.shared.events.lock().expect("no panic").push(event);
    }
}

async fn accept(listener: TcpListener, shared: Arc<Shared>) {
    // Dropped with this task, and so are the connections.
    let mut connections = JoinSet::new();
    while let Ok((socket, _)) = listener.accept().await {
        let shared = Arc::clone(&shared);
        let service = service_fn(move |request| answer(request, Arc::clone(&shared)));
        connections.spawn(http1::Builder::new().serve_connection(TokioIo::new(socket), service));
    }
}

type Answer = Response<BoxBody<Bytes, std::convert::Infallible>>;

/// An error closes the connection.
async fn answer(request: Request<Incoming>, shared: Arc<Shared>) -> Result<Answer, &'static str> {
    assert_eq!((request.method().as_str(), request.uri().path()), ("GET", "/events"));
    let url = format!("http://api{}", request.uri());
    let url: reqwest::Url = url.parse().expect("a URL");
    let authorization = request.headers().get(header::AUTHORIZATION);
    let asked = Asked {
        query: url.query_pairs().into_owned().collect(),
        authorization: authorization
            .map(|key| key.to_str().unwrap().to_owned())
            .unwrap_or_default(),
        at: Instant::now(),
    };
    let number = {
        let mut all = shared.asked.lock().expect("no panic");
        all.push(asked.clone());
        all.len() - 1
    };
    let fault = shared.script.as_ref().and_then(|script| script(number, &asked));
    let (status, extra, body) = match fault {
        None => {
            let (status, body) = list(&shared, &asked);
            (status, None, body)
        }
        Some(Fault::Status(status)) => (status, None, String::new()),
        Some(Fault::With(status, name, value)) => (status, Some((name, value)), String::new()),
        Some(Fault::Body(status, body)) => (status, None, body),
        Some(Fault::Hang) => std::future::pending().await,
        Some(Fault::Close) => return Err("closed on purpose"),
        Some(Fault::Giant) => return Ok(Response::new(Giant(Arc::clone(&shared)).boxed())),
    };
    let mut response = Response::builder().status(status);
    if let Some((name, value)) = extra {
        response = response.header(name, value);
    }
    Ok(response.body(Full::from(body).boxed()).expect("a response"))
}

/// The proper answer. It refuses what WorkOS may refuse.
fn list(shared: &Shared, asked: &Asked) -> (u16, String) {
    let refused = |why: &str| (422, format!(r#"{{"message":"{why}"}}"#));
    if asked.authorization != format!("Bearer {KEY}") {
        return (401, r#"{"message":"Unauthorized"}"#.to_owned());
    }
    let now = Timestamp::now();
    let days = |days: i64| SignedDuration::from_hours(24 * days);
    let (start, end) = (asked.time("range_start"), asked.time("range_end"));
    let start = start.expect("it is always sent");
    if start < now - days(90) {
        return refused("range_start is too old");
    }
    if end.unwrap_or(now).duration_since(start) > days(30) {
        return refused("the range is longer than 30 days");
    }
    let names = asked.query.get("events").map(|names| names.split(',').collect::<Vec<_>>());
    if names.as_ref().is_some_and(|names| names.contains(&"no.such.event")) {
        return (400, r#"{"message":"unknown event: \u001b[31mno.such.event"}"#.to_owned());
    }
    let mut events = shared.events.lock().expect("no panic").clone();
    events.sort_by_key(|event| event.created_at);
    if shared.newest_first {
        events.reverse();
    }
    events.retain(|event| {
        let selected = names.as_ref().is_none_or(|names| names.contains(&event.event.as_str()));
        selected && event.created_at >= start && end.is_none_or(|end| event.created_at < end)
    });
    let first = match asked.after() {
        None => 0,
        Some(after) => match events.iter().position(|event| event.id == after) {
            Some(place) => place + 1,
            None => return refused("after is unknown"),
        },
    };
    let page: Vec<_> = events.iter().skip(first).take(shared.page_size).collect();
    let is_last = first + page.len() == events.len();
    let after = page.last().filter(|_| !is_last).map(|event| event.id.as_str());
    let data: Vec<_> = page.iter().map(|event| event.json.as_str()).collect();
    (200, page_json(&data.join(", "), after))
}

/// A page, as JSON.
pub fn page_json(data: &str, after: Option<&str>) -> String {
    let after = after.map_or_else(|| "null".to_owned(), |after| format!(r#""{after}""#));
    format!(
        r#"{{"object":"list","data":[{data}],"list_metadata":{{"before":null,"after":{after}}}}}"#
    )
}

/// 1 GiB of blanks.
struct Giant(Arc<Shared>);

impl Body for Giant {
    type Data = Bytes;
    type Error = std::convert::Infallible;

    fn poll_frame(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        const PIECE: Bytes = Bytes::from_static(&[b' '; 1 << 16]);
        let sent = self.0.sent.fetch_add(1 << 16, Ordering::Relaxed);
        Poll::Ready((sent < 1 << 30).then(|| Ok(Frame::data(PIECE))))
    }
}
