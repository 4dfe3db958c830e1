//! Says why a delivery was refused, at most once a second, because that takes longer than refusing it.

use std::sync::Arc;

use hookseal::{Diagnosis, diagnose};
use hyper::HeaderMap;
use jiff::Timestamp;

use crate::log::Throttle;
use crate::receive::delivery;
use crate::settings::secrets::Secrets;

/// Knows the secrets.
#[derive(Debug)]
pub struct Explainer {
    secrets: Arc<Secrets>,
    throttle: Throttle,
}

impl Explainer {
    /// Explains by these secrets.
    pub fn new(secrets: Secrets) -> Self {
        Self { secrets: Arc::new(secrets), throttle: Throttle::new(1) }
    }

    /// Whether another explanation may be made now.
    pub fn is_due(&self) -> bool {
        self.throttle.allows("diagnosis")
    }

    /// Explains it, if its body is complete.
    pub async fn explain(&self, body: Option<Vec<u8>>, headers: &HeaderMap) -> Option<Diagnosis> {
        let (body, secrets) = (body?, Arc::clone(&self.secrets));
        let header = delivery::signature(headers);
        let now = Timestamp::now().as_millisecond();
        let work = move || diagnose(&body, header.as_deref(), secrets.all(), now);
        tokio::task::spawn_blocking(work).await.ok()
    }
}
