//! A body that is kept while it is read, so that a refusal can be explained.

use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};
use http_body_util::BodyExt;

/// A body, and what has come of it. Whoever reads it limits its length.
#[derive(Debug)]
pub struct KeptBody<B> {
    body: B,
    kept: Vec<u8>,
}

impl<B: Body<Data = Bytes> + Unpin> KeptBody<B> {
    /// Of which nothing has been read yet.
    pub fn new(body: B) -> Self {
        Self { body, kept: Vec::new() }
    }

    /// The whole body. `None` if the rest is too long, too late or does not come.
    pub async fn whole(mut self, limit: usize, deadline: Duration) -> Option<Vec<u8>> {
        let rest = async {
            while let Some(frame) = self.frame().await {
                frame.ok()?;
                if self.kept.len() > limit {
                    return None;
                }
            }
            Some(())
        };
        tokio::time::timeout(deadline, rest).await.ok()??;
        Some(self.kept)
    }
}

impl<B: Body<Data = Bytes> + Unpin> Body for KeptBody<B> {
    type Data = Bytes;
    type Error = B::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, B::Error>>> {
        let frame = ready!(Pin::new(&mut self.body).poll_frame(context));
        if let Some(data) = frame.as_ref().and_then(|frame| frame.as_ref().ok()?.data_ref()) {
            self.kept.extend_from_slice(data);
        }
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
