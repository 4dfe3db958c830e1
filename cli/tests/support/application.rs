//! An application that answers by a script, and remembers what it was sent.

#![allow(dead_code, reason = "no test uses all of it")]

use std::convert::Infallible;
use std::future::pending;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use bytes::Bytes;
use http_body_util::BodyExt;
use http_body_util::combinators::BoxBody;
use hyper::body::{Body, Frame, Incoming};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{HeaderMap, Request, Response};
use hyper_util::rt::TokioIo;
use tokio::net::TcpListener;
use tokio::task::{JoinHandle, JoinSet};
use tokio::time::{Sleep, sleep};

use super::program::SECRET;

/// A request, as it came.
#[derive(Clone, Debug)]
pub struct Seen {
    pub path: String,
    pub headers: HeaderMap,
    pub body: Bytes,
    /// The event's id.
    pub id: String,
    /// `Hookseal-Attempt`.
    pub attempt: u32,
    pub at: Instant,
    /// When it was answered, if it was.
    pub answered_at: Option<Instant>,
    /// Whether the signature is good.
    pub verified: bool,
}

/// How a request is answered.
#[derive(Clone, Debug)]
pub enum Reply {
    Status(u16),
    /// With this header.
    With(u16, &'static str, String),
    /// After this time.
    After(Duration, u16),
    /// Never.
    Hang,
    /// 200, with a body that does not end.
    Endless,
    /// 200, with a body of a byte every 50 ms, which does not end either.
    Drip,
    /// The connection is closed.
    Close,
}

type Script = dyn Fn(&Seen) -> Reply + Send + Sync;

/// It stops when it is dropped, with all its connections.
#[derive(Debug)]
pub struct Application {
    address: SocketAddr,
    seen: Arc<Mutex<Vec<Seen>>>,
    accepting: JoinHandle<()>,
}

impl Drop for Application {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

impl Application {
    pub async fn start(script: impl Fn(&Seen) -> Reply + Send + Sync + 'static) -> Self {
        Self::start_at(SocketAddr::from(([127, 0, 0, 1], 0)), script).await
    }

    pub async fn start_at(
        address: SocketAddr,
        script: impl Fn(&Seen) -> Reply + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind(address).await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let seen = Arc::new(Mutex::new(Vec::new()));
        let script: Arc<Script> = Arc::new(script);
        let accepting = tokio::spawn(accept(listener, Arc::clone(&seen), script));
        Self { address, seen, accepting }
    }

    pub fn address(&self) -> SocketAddr {
        self.address
    }

    pub fn url(&self) -> String {
        format!("http://{}/webhooks", self.address)
    }

    /// All requests so far.
    pub fn seen(&self) -> Vec<Seen> {
        self.seen.lock().expect("no panic").clone()
    }

    /// The requests for one event.
    pub fn seen_of(&self, id: &str) -> Vec<Seen> {
        self.seen().into_iter().filter(|seen| seen.id == id).collect()
    }
}

/// An address where nothing listens.
pub async fn free_address() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    listener.local_addr().expect("an address")
}

async fn accept(listener: TcpListener, seen: Arc<Mutex<Vec<Seen>>>, script: Arc<Script>) {
    // Dropped with this task, and so are the connections.
    let mut connections = JoinSet::new();
    while let Ok((socket, _)) = listener.accept().await {
        let (seen, script) = (Arc::clone(&seen), Arc::clone(&script));
        let service =
            service_fn(move |request| answer(request, Arc::clone(&seen), Arc::clone(&script)));
        connections.spawn(http1::Builder::new().serve_connection(TokioIo::new(socket), service));
    }
}

/// An error closes the connection.
async fn answer(
    request: Request<Incoming>,
    all: Arc<Mutex<Vec<Seen>>>,
    script: Arc<Script>,
) -> Result<Response<BoxBody<Bytes, Infallible>>, &'static str> {
    let (parts, body) = request.into_parts();
    let body = body.collect().await.map_err(|_| "the request was cut off")?.to_bytes();
    let header = |name| parts.headers.get(name).and_then(|value| value.to_str().ok());
    let verifier = hookseal::Verifier::new(SECRET).expect("a secret");
    let event: serde_json::Value = serde_json::from_slice(&body).unwrap_or_default();
    let one = Seen {
        path: parts.uri.to_string(),
        id: event["id"].as_str().unwrap_or_default().to_owned(),
        attempt: header("hookseal-attempt").and_then(|text| text.parse().ok()).unwrap_or(0),
        at: Instant::now(),
        answered_at: None,
        verified: header(hookseal::HEADER_NAME)
            .is_some_and(|header| verifier.verify(&body, header).is_ok()),
        headers: parts.headers,
        body,
    };
    let place = {
        let mut all = all.lock().expect("no panic");
        all.push(one.clone());
        all.len() - 1
    };
    let response = reply(script(&one)).await?;
    all.lock().expect("no panic")[place].answered_at = Some(Instant::now());
    Ok(response)
}

async fn reply(reply: Reply) -> Result<Response<BoxBody<Bytes, Infallible>>, &'static str> {
    let empty = || http_body_util::Empty::new().boxed();
    let response = |status| Response::builder().status(status);
    Ok(match reply {
        Reply::Status(status) => response(status).body(empty()),
        Reply::With(status, name, value) => response(status).header(name, value).body(empty()),
        Reply::After(time, status) => {
            sleep(time).await;
            response(status).body(empty())
        }
        Reply::Hang => pending().await,
        Reply::Endless => response(200).body(Pieces::of(16 * 1024, Duration::ZERO).boxed()),
        Reply::Drip => response(200).body(Pieces::of(1, Duration::from_millis(50)).boxed()),
        Reply::Close => return Err("closed on purpose"),
    }
    .expect("a response"))
}

/// A body without an end.
struct Pieces {
    piece: Bytes,
    pause: Duration,
    next: Pin<Box<Sleep>>,
}

impl Pieces {
    fn of(size: usize, pause: Duration) -> Self {
        Self { piece: vec![b'x'; size].into(), pause, next: Box::pin(sleep(pause)) }
    }
}

impl Body for Pieces {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        if !self.pause.is_zero() {
            std::task::ready!(self.next.as_mut().poll(context));
            self.next = Box::pin(sleep(self.pause));
        }
        Poll::Ready(Some(Ok(Frame::data(self.piece.clone()))))
    }
}
