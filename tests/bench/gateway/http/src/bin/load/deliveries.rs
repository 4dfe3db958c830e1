//! The events, each with an id of its own, and their signatures.

use std::io::Write;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use crate::Failure;

const PAYLOAD: usize = 1024;
const END: &str = "\"}}";

pub struct Deliveries {
    /// One header for each event. The rest of a request is quick to make when it is sent, and needs no memory.
    headers: Vec<String>,
    next: AtomicU64,
}

impl Deliveries {
    pub fn sign(secret: &str, total: u64) -> Result<Self, Failure> {
        let now = i64::try_from(SystemTime::now().duration_since(UNIX_EPOCH)?.as_millis())?;
        let mut payload = Vec::with_capacity(PAYLOAD);
        let mut headers = Vec::new();
        for number in 0..total {
            payload.clear();
            write_payload(&mut payload, number)?;
            headers.push(hookseal::sign(secret, &payload, now));
        }
        Ok(Self { headers, next: AtomicU64::new(0) })
    }

    /// Replaces the contents of `request` with the next request.
    pub fn write_next(&self, request: &mut Vec<u8>) -> Result<(), Failure> {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let header = self
            .headers
            .get(usize::try_from(number)?)
            .ok_or("the server is faster than MAX_PER_SECOND")?;
        request.clear();
        write!(
            request,
            "POST /webhooks/workos HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n\
             WorkOS-Signature: {header}\r\nContent-Length: {PAYLOAD}\r\n\r\n"
        )?;
        write_payload(request, number)
    }
}

fn write_payload(to: &mut Vec<u8>, number: u64) -> Result<(), Failure> {
    let end = to.len() + PAYLOAD - END.len();
    write!(
        to,
        r#"{{"id": "event_{number:026}", "event": "dsync.user.updated", "created_at": "2026-08-01T12:00:00.000Z", "data": {{"id": "directory_user_{number}", "updated_at": "2026-08-01T12:00:00.000Z", "padding": ""#
    )?;
    to.resize(end, b'x');
    to.extend_from_slice(END.as_bytes());
    Ok(())
}
