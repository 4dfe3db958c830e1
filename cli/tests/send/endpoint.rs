//! An endpoint that verifies requests and records them.

use std::io;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use http_body_util::{BodyExt, Full};
use hyper::body::{Bytes, Incoming};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Response, header};
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpListener;
use tokio::runtime::Runtime;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;

use crate::program::SECRET;

/// A request as it arrived.
#[derive(Clone, Debug)]
pub struct Request {
    pub at: Instant,
    pub took: Duration,
    pub header: String,
    pub body: Vec<u8>,
    pub pieces: usize,
    /// Whether the body arrived completely.
    pub complete: bool,
    /// The number of the connection that it arrived on.
    pub connection: usize,
    /// "ok", or hookseal's error code.
    pub verdict: String,
}

impl Request {
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    pub fn id(&self) -> String {
        self.json()["id"].as_str().unwrap().to_owned()
    }

    /// The signature's timestamp, in milliseconds.
    pub fn signed_at(&self) -> i64 {
        let (t, _) = self.header.strip_prefix("t=").unwrap().split_once(',').unwrap();
        t.parse().unwrap()
    }
}

/// In place of a status: closes the connection without an answer.
pub const NO_ANSWER: u16 = 0;

/// The status, the delay before it, and the body.
type Answer = (u16, Duration, String);

/// Chooses the answer to a request, also by its number.
type Answering = dyn Fn(usize, &Request) -> Answer + Send + Sync;

struct Shared {
    requests: Mutex<Vec<Request>>,
    verifier: hookseal::Verifier,
    answering: Box<Answering>,
    content_type: &'static str,
}

pub struct Endpoint {
    pub url: String,
    shared: Arc<Shared>,
    _runtime: Runtime,
}

impl Endpoint {
    /// Answers correctly: 200 to a genuine request, 400 to any other.
    pub fn verifying() -> Self {
        Self::answering(|_, request| if request.verdict == "ok" { 200 } else { 400 })
    }

    pub fn answering(answer: impl Fn(usize, &Request) -> u16 + Send + Sync + 'static) -> Self {
        Self::answering_with_body(move |number, request| (answer(number, request), String::new()))
    }

    /// Answers with a status and a body.
    pub fn answering_with_body(
        answer: impl Fn(usize, &Request) -> (u16, String) + Send + Sync + 'static,
    ) -> Self {
        Self::answering_as("application/json", answer)
    }

    /// Answers with a status and a body of this type.
    pub fn answering_as(
        content_type: &'static str,
        answer: impl Fn(usize, &Request) -> (u16, String) + Send + Sync + 'static,
    ) -> Self {
        let answering = move |number, request: &Request| {
            let (status, body) = answer(number, request);
            (status, Duration::ZERO, body)
        };
        Self::start_as(content_type, answering, None)
    }

    /// Answers correctly, each time after `delay`.
    pub fn slow(delay: Duration) -> Self {
        let answering = move |_, request: &Request| {
            (if request.verdict == "ok" { 200 } else { 400 }, delay, String::new())
        };
        Self::start(answering, None)
    }

    pub fn start(
        answering: impl Fn(usize, &Request) -> Answer + Send + Sync + 'static,
        tls: Option<ServerConfig>,
    ) -> Self {
        Self::start_as("application/json", answering, tls)
    }

    fn start_as(
        content_type: &'static str,
        answering: impl Fn(usize, &Request) -> Answer + Send + Sync + 'static,
        tls: Option<ServerConfig>,
    ) -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .unwrap();
        let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).unwrap();
        let scheme = if tls.is_some() { "https" } else { "http" };
        let url = format!("{scheme}://{}/webhooks", listener.local_addr().unwrap());
        let shared = Arc::new(Shared {
            requests: Mutex::default(),
            verifier: hookseal::Verifier::new(SECRET).unwrap(),
            answering: Box::new(answering),
            content_type,
        });
        let acceptor = tls.map(|config| TlsAcceptor::from(Arc::new(config)));
        runtime.spawn(accept(listener, acceptor, Arc::clone(&shared)));
        Self { url, shared, _runtime: runtime }
    }

    /// Every request so far, in the order in which their bodies ended.
    pub fn requests(&self) -> Vec<Request> {
        self.shared.requests.lock().unwrap().clone()
    }
}

async fn accept(listener: TcpListener, acceptor: Option<TlsAcceptor>, shared: Arc<Shared>) {
    for connection in 0.. {
        let (stream, _) = listener.accept().await.unwrap();
        stream.set_nodelay(true).unwrap();
        let (acceptor, shared) = (acceptor.clone(), Arc::clone(&shared));
        tokio::spawn(async move {
            match acceptor {
                None => serve(stream, connection, shared).await,
                Some(acceptor) => {
                    if let Ok(stream) = acceptor.accept(stream).await {
                        serve(stream, connection, shared).await;
                    }
                }
            }
        });
    }
}

async fn serve(
    stream: impl AsyncRead + AsyncWrite + Unpin,
    connection: usize,
    shared: Arc<Shared>,
) {
    let service = service_fn(|request| {
        let shared = Arc::clone(&shared);
        async move { answer(request, connection, &shared).await }
    });
    // The sender may close the connection at any point. What came before is recorded.
    let _ = http1::Builder::new()
        .half_close(true)
        .serve_connection(TokioIo::new(stream), service)
        .await;
}

async fn answer(
    request: hyper::Request<Incoming>,
    connection: usize,
    shared: &Shared,
) -> io::Result<Response<Full<Bytes>>> {
    let at = Instant::now();
    assert_eq!(request.method(), "POST");
    assert_eq!(request.headers()[header::CONTENT_TYPE], "application/json");
    let header = request.headers()[hookseal::HEADER_NAME].to_str().unwrap().to_owned();
    let mut incoming = request.into_body();
    let (mut body, mut pieces, mut complete) = (Vec::new(), 0, true);
    while let Some(frame) = incoming.frame().await {
        let Ok(frame) = frame else {
            complete = false;
            break;
        };
        body.extend(frame.into_data().unwrap());
        pieces += 1;
    }
    let verdict = match shared.verifier.verify(&body, header.as_str()) {
        Ok(_) => "ok".to_owned(),
        Err(error) => error.code().to_string(),
    };
    let took = at.elapsed();
    let request = Request { at, took, header, body, pieces, complete, connection, verdict };
    let number = {
        let mut requests = shared.requests.lock().unwrap();
        requests.push(request.clone());
        requests.len() - 1
    };
    let (status, delay, body) = (shared.answering)(number, &request);
    if !delay.is_zero() {
        tokio::time::sleep(delay).await;
    }
    if status == NO_ANSWER {
        return Err(io::ErrorKind::ConnectionAborted.into());
    }
    let answer = Response::builder()
        .status(status)
        .header(header::LOCATION, "/")
        .header(header::CONTENT_TYPE, shared.content_type);
    Ok(answer.body(body.into()).unwrap())
}
