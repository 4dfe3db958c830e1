//! One connection: HTTP/1.1 by hyper, until it ends or has to make way.

use std::convert::Infallible;
use std::future::poll_fn;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use http_body::Body;
use hyper::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, ReadBuf};

use super::answer::{self, Answer};
use super::slots::{Phase, Seat};
use crate::stop::Stop;

/// How long, and for how many bytes, a refused client may go on sending before the connection is closed. Closing at
/// once would make many systems discard the answer before the client has read it.
const LINGER: Duration = Duration::from_secs(2);
const LINGER_BYTES: usize = 256 * 1024;

/// Why a connection ended without an answer of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Broken {
    /// hyper answered 431.
    HeadersTooLarge,
    /// hyper answered 400, or 414 for the URI.
    BadRequest,
}

/// What answers requests.
pub trait Service: Send + Sync + 'static {
    /// Answers one.
    fn answer(
        &self,
        request: Request<RequestBody>,
        seat: &Seat,
    ) -> impl Future<Output = Answer> + Send;
}

/// hyper, with the limit of the headers. Bodies are read in pieces of the size of its buffer.
#[must_use]
pub fn protocol(max_headers: usize) -> http1::Builder {
    let mut protocol = http1::Builder::new();
    protocol
        .max_buf_size(max_headers.max(MIN_BUFFER))
        .max_header_size(max_headers)
        // The slots see to it, with one timer for all connections.
        .header_read_timeout(None)
        // A client that stops sending, or even goes away, after a whole request does not undo it.
        .half_close(true);
    protocol
}

/// hyper's least.
const MIN_BUFFER: usize = 8192;

/// Serves a connection until it ends.
///
/// # Errors
///
/// Why, if the client did not speak HTTP.
pub async fn serve<S, IO>(
    io: IO,
    protocol: &http1::Builder,
    service: Arc<S>,
    seat: Arc<Seat>,
    mut stop: Stop,
) -> Result<(), Broken>
where
    S: Service,
    IO: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let unread = Arc::new(AtomicBool::new(false));
    let service = {
        let (seat, unread) = (Arc::clone(&seat), Arc::clone(&unread));
        service_fn(move |request: Request<Incoming>| {
            let (service, seat, unread) =
                (Arc::clone(&service), Arc::clone(&seat), Arc::clone(&unread));
            Box::pin(async move {
                Ok::<_, Infallible>(answer_one(&*service, request, &seat, &unread).await)
            })
        })
    };
    let io = TokioIo::new(Watched { io, seat: Arc::clone(&seat) });
    let mut connection = protocol.serve_connection(io, service);
    let mut stopping = false;
    let ended = loop {
        tokio::select! {
            ended = poll_fn(|context| connection.poll_without_shutdown(context)) => break ended,
            () = seat.slot.evicted() => return Ok(()),
            () = stop.wait(), if !stopping => {
                stopping = true;
                Pin::new(&mut connection).graceful_shutdown();
            }
        }
    };
    let mut io = connection.into_parts().io.into_inner().io;
    let broken = ended.as_ref().err().and_then(broken);
    if unread.load(Ordering::Relaxed) || broken.is_some() {
        tokio::select! {
            () = linger(&mut io) => {}
            () = seat.slot.evicted() => {}
        }
    }
    let _ = tokio::time::timeout(LINGER, io.shutdown()).await;
    broken.map_or(Ok(()), Err)
}

async fn answer_one<S: Service>(
    service: &S,
    request: Request<Incoming>,
    seat: &Seat,
    unread: &AtomicBool,
) -> Answer {
    let rest = Arc::new(AtomicBool::new(!request.body().is_end_stream()));
    let request = request.map(|body| RequestBody { body, rest: Arc::clone(&rest) });
    seat.slot.begins(Phase::Body);
    let answer = service.answer(request, seat).await;
    seat.slot.begins(Phase::Idle);
    if rest.load(Ordering::Relaxed) {
        unread.store(true, Ordering::Relaxed);
        return answer::last(answer);
    }
    answer
}

/// Sends the answer, then discards what the client still sends.
async fn linger<IO: AsyncRead + AsyncWrite + Unpin>(io: &mut IO) {
    let discard = async {
        let _ = io.shutdown().await;
        let mut discarded = 0;
        let mut buffer = [0; 4096];
        while discarded < LINGER_BYTES {
            match io.read(&mut buffer).await {
                Ok(0) | Err(_) => return,
                Ok(read) => discarded += read,
            }
        }
    };
    let _ = tokio::time::timeout(LINGER, discard).await;
}

fn broken(error: &hyper::Error) -> Option<Broken> {
    if error.is_parse_too_large() {
        Some(Broken::HeadersTooLarge)
    } else if error.is_parse() {
        Some(Broken::BadRequest)
    } else {
        None
    }
}

/// A body that knows whether it was read to its end.
#[derive(Debug)]
pub struct RequestBody {
    body: Incoming,
    rest: Arc<AtomicBool>,
}

impl Body for RequestBody {
    type Data = bytes::Bytes;
    type Error = hyper::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<http_body::Frame<Self::Data>, Self::Error>>> {
        let frame = ready!(Pin::new(&mut self.body).poll_frame(context));
        if frame.is_none() || self.body.is_end_stream() {
            self.rest.store(false, Ordering::Relaxed);
        }
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> http_body::SizeHint {
        self.body.size_hint()
    }
}

/// A socket that tells the slot when bytes arrive.
struct Watched<IO> {
    io: IO,
    seat: Arc<Seat>,
}

impl<IO: AsyncRead + Unpin> AsyncRead for Watched<IO> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        let result = ready!(Pin::new(&mut self.io).poll_read(context, buffer));
        if buffer.filled().len() > before {
            self.seat.slot.received();
        }
        Poll::Ready(result)
    }
}

impl<IO: AsyncWrite + Unpin> AsyncWrite for Watched<IO> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.io).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.io).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.io).poll_shutdown(context)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.io).poll_write_vectored(context, slices)
    }

    fn is_write_vectored(&self) -> bool {
        self.io.is_write_vectored()
    }
}
