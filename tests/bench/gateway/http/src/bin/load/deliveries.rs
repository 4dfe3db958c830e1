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
    path: &'static str,
    /// What the server must answer.
    pub status: u16,
}

impl Deliveries {
    pub fn sign(secret: &str, total: u64) -> Result<Self, Failure> {
        let now = now_ms()?;
        let mut payload = Vec::with_capacity(PAYLOAD);
        let mut headers = Vec::new();
        for number in 0..total {
            payload.clear();
            write_payload(&mut payload, number)?;
            headers.push(hookseal::sign(secret, &payload, now));
        }
        Ok(Self { headers, next: AtomicU64::new(0), path: "/webhooks/workos", status: 200 })
    }

    /// Deliveries of now, all with the same signature, which is wrong.
    pub fn forge() -> Result<Self, Failure> {
        let header = format!("t={}, v1={}", now_ms()?, "0".repeat(64));
        Ok(Self { headers: vec![header], next: AtomicU64::new(0), path: "/webhooks", status: 400 })
    }

    /// How many requests were made, those of the warm-up included.
    pub fn sent(&self) -> u64 {
        self.next.load(Ordering::Relaxed)
    }

    /// Replaces the contents of `request` with the next request.
    pub fn write_next(&self, request: &mut Vec<u8>) -> Result<(), Failure> {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let place = if self.status == 200 { usize::try_from(number)? } else { 0 };
        let header = self.headers.get(place).ok_or("the server is faster than MAX_PER_SECOND")?;
        request.clear();
        write!(
            request,
            "POST {} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n\
             WorkOS-Signature: {header}\r\nContent-Length: {PAYLOAD}\r\n\r\n",
            self.path
        )?;
        write_payload(request, number)
    }
}

fn now_ms() -> Result<i64, Failure> {
    Ok(i64::try_from(SystemTime::now().duration_since(UNIX_EPOCH)?.as_millis())?)
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
