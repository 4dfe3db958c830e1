//! A request body that is sent in pieces, or that ends early.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};
use tokio::sync::oneshot;
use tokio::time::{Sleep, sleep};

/// A body in pieces with pauses between them.
#[derive(Debug)]
pub struct Pieces {
    rest: Bytes,
    size: usize,
    pause: Duration,
    /// The pause before the next piece.
    pausing: Option<Pin<Box<Sleep>>>,
    /// How many bytes are never sent.
    withheld: usize,
    /// Dropped with the body, that is, after the last piece was sent.
    _sent: Option<oneshot::Sender<()>>,
}

impl Pieces {
    /// Sends the body in 20 pieces, over `time`.
    pub fn trickling(body: Bytes, time: Duration) -> Self {
        Self { size: body.len().div_ceil(20).max(1), pause: time / 20, ..Self::complete(body) }
    }

    /// Sends the first half. After a pause, in which that half is sent, an error closes the connection.
    pub fn half(body: Bytes) -> Self {
        let size = body.len() / 2;
        let pause = Duration::from_millis(20);
        Self { size, pause, withheld: body.len() - size, ..Self::complete(body) }
    }

    /// Sends the body at once. The receiver ends when the connection has taken all of it.
    pub fn watched(body: Bytes) -> (Self, oneshot::Receiver<()>) {
        let (sender, receiver) = oneshot::channel();
        (Self { _sent: Some(sender), ..Self::complete(body) }, receiver)
    }

    fn complete(body: Bytes) -> Self {
        Self {
            size: body.len(),
            rest: body,
            pause: Duration::ZERO,
            pausing: None,
            withheld: 0,
            _sent: None,
        }
    }
}

impl Body for Pieces {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        if let Some(pausing) = &mut self.pausing {
            ready!(pausing.as_mut().poll(cx));
        }
        if self.rest.is_empty() {
            return Poll::Ready(None);
        }
        let size = self.size.min(self.rest.len() - self.withheld);
        if size == 0 {
            return Poll::Ready(Some(Err(io::ErrorKind::ConnectionAborted.into())));
        }
        let piece = self.rest.split_to(size);
        self.pausing = Some(Box::pin(sleep(self.pause)));
        Poll::Ready(Some(Ok(Frame::data(piece))))
    }

    fn is_end_stream(&self) -> bool {
        self.rest.is_empty()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.rest.len() as u64)
    }
}
