//! The log of refusals: a few lines a second for each kind, and a count of the rest.

use std::net::IpAddr;

use super::answer::Refusal;
use crate::log::Throttle;

const LINES_PER_SECOND: u32 = 5;

/// Writes them.
#[derive(Debug)]
pub struct Refusals(Throttle);

impl Default for Refusals {
    fn default() -> Self {
        Self(Throttle::new(LINES_PER_SECOND))
    }
}

impl Refusals {
    /// A request was refused.
    pub fn log(&self, refusal: &Refusal, sender: IpAddr) {
        if !self.0.allows(refusal.kind()) {
            return;
        }
        let code = refusal.code();
        if refusal.is_ours() {
            tracing::error!(code, peer = %sender, "answered 503: {refusal}");
        } else {
            tracing::warn!(code, peer = %sender, "refused: {refusal}");
        }
    }

    /// A connection ended before there was a request to answer.
    pub fn log_connection(&self, code: &'static str, peer: IpAddr, message: &str) {
        if self.0.allows(code) {
            tracing::warn!(code, peer = %peer, "closed a connection: {message}");
        }
    }

    /// Something went wrong that concerns no single request.
    pub fn log_trouble(&self, code: &'static str, message: &str) {
        if self.0.allows(code) {
            tracing::error!(code, "{message}");
        }
    }

    /// Reports how many lines were left out, as long as the program runs.
    pub async fn report(&self) {
        self.0.report().await;
    }
}
