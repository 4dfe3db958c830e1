//! Reads a request's body, and verifies it while it arrives.

use std::time::Duration;

use bytes::{Bytes, BytesMut};
use hookseal::{RequestFault, Verification};
use http_body::Body;
use http_body_util::BodyExt;

use super::answer::Refusal;
use super::slots::Held;

/// A body that is complete and verified, and the memory that it takes.
#[derive(Debug)]
pub struct Verified {
    /// The bytes as received.
    pub payload: Bytes,
    /// Keep it as long as the payload.
    pub held: Held,
}

/// Reads the body of a request.
///
/// # Errors
///
/// The body is too long or late, ends early, takes too much memory, or its signature is refused.
pub async fn read<B>(
    body: B,
    verification: Verification,
    held: Held,
    limit: usize,
    deadline: Duration,
) -> Result<Verified, Refusal>
where
    B: Body<Data = Bytes> + Unpin,
{
    let reading = gather(body, verification, &held, limit);
    let payload = tokio::time::timeout(deadline, reading)
        .await
        .unwrap_or(Err(Refusal::Request(RequestFault::RequestTimeout)))?;
    Ok(Verified { payload, held })
}

async fn gather<B>(
    mut body: B,
    mut verification: Verification,
    held: &Held,
    limit: usize,
) -> Result<Bytes, Refusal>
where
    B: Body<Data = Bytes> + Unpin,
{
    let mut payload = Payload::Empty;
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|_| Refusal::Request(RequestFault::ClientDisconnected))?;
        let Ok(chunk) = frame.into_data() else { continue };
        if payload.len() + chunk.len() > limit {
            return Err(Refusal::Request(RequestFault::PayloadTooLarge));
        }
        verification.update(&chunk);
        payload.push(chunk, held, limit)?;
    }
    verification.finish().map_err(Refusal::Delivery)?;
    Ok(payload.into_bytes())
}

/// A body so far. Most arrive in one chunk.
enum Payload {
    Empty,
    Whole(Bytes),
    Gathered(BytesMut),
}

impl Payload {
    fn len(&self) -> usize {
        match self {
            Self::Empty => 0,
            Self::Whole(chunk) => chunk.len(),
            Self::Gathered(chunks) => chunks.len(),
        }
    }

    fn push(&mut self, chunk: Bytes, held: &Held, limit: usize) -> Result<(), Refusal> {
        match self {
            Self::Empty => {
                held.grow(chunk.len()).map_err(|_| Refusal::OutOfMemory)?;
                *self = Self::Whole(chunk);
            }
            Self::Whole(first) => {
                let mut chunks = BytesMut::new();
                chunks.extend_from_slice(first);
                append(&mut chunks, &chunk, held, limit)?;
                *self = Self::Gathered(chunks);
            }
            Self::Gathered(chunks) => append(chunks, &chunk, held, limit)?,
        }
        Ok(())
    }

    fn into_bytes(self) -> Bytes {
        match self {
            Self::Empty => Bytes::new(),
            // A chunk keeps the whole buffer of its connection, so a short body is copied: the buffer is several times as
            // large, and the next request needs it.
            Self::Whole(chunk) => Bytes::copy_from_slice(&chunk),
            Self::Gathered(chunks) => chunks.freeze(),
        }
    }
}

/// Takes room as bytes arrive, not as `Content-Length` announces them: announcing costs the client nothing.
fn append(chunks: &mut BytesMut, chunk: &[u8], held: &Held, limit: usize) -> Result<(), Refusal> {
    let needed = chunks.len() + chunk.len();
    if needed > chunks.capacity() {
        let room = needed.max(2 * chunks.capacity()).min(limit);
        held.grow(room.saturating_sub(chunks.capacity())).map_err(|_| Refusal::OutOfMemory)?;
        chunks.reserve(room.saturating_sub(chunks.len()));
    }
    chunks.extend_from_slice(chunk);
    Ok(())
}
