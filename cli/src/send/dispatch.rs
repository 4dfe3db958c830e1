//! Begins the deliveries, in order and at the given rate.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use fastrand::Rng;
use tokio::sync::{Semaphore, SetOnce, mpsc};
use tokio::time::interval;

use super::delivery::{Delivery, News, Sender, Sent};
use super::event::Events;
use super::kind::Kind;
use super::plan::Plan;
use super::transport::Manner;

/// How many deliveries may be open at once. It bounds the memory if the endpoint is down.
const MAX_OPEN: usize = 10_000;

/// A repeat is drawn from this many of the latest originals: few, so that it follows soon after.
const RECENT: usize = 64;

/// Everything that will be sent.
#[derive(Debug)]
pub struct Dispatch {
    pub plan: Plan,
    pub events: Events,
    pub rng: Rng,
    /// Deliveries per second.
    pub rate: Option<f64>,
}

impl Dispatch {
    /// Makes every delivery of the plan, and reports each to `news`.
    pub async fn run(mut self, sender: Arc<Sender>, news: mpsc::Sender<News>) {
        let mut recent = VecDeque::with_capacity(RECENT);
        let mut pace = self.rate.map(|rate| interval(Duration::from_secs_f64(1.0 / rate)));
        let open = Arc::new(Semaphore::new(MAX_OPEN));
        while let Some(delivery) = self.next(&mut recent) {
            if let Some(pace) = &mut pace {
                pace.tick().await;
            }
            let Ok(permit) = Arc::clone(&open).acquire_owned().await else { return };
            let Ok(slot) = Arc::clone(&sender.slots).acquire_owned().await else { return };
            let (sender, news) = (Arc::clone(&sender), news.clone());
            tokio::spawn(async move {
                delivery.run(&sender, slot, &news).await;
                drop(permit);
            });
        }
    }

    fn next(&mut self, recent: &mut VecDeque<Arc<Sent>>) -> Option<Delivery> {
        let kind = self.plan.next()?;
        let sent = if kind.is_repeat() {
            Arc::clone(recent.get(self.rng.usize(0..recent.len().max(1)))?)
        } else {
            Arc::new(Sent { event: self.events.next()?, first_header: SetOnce::new() })
        };
        if kind.is_original() {
            recent.truncate(RECENT - 1);
            recent.push_front(Arc::clone(&sent));
        }
        let body = match kind {
            // The number of draws depends on the id, which no seed repeats. So it draws from a fork.
            Kind::Tampered => sent.event.tampered(&mut self.rng.fork()),
            _ => sent.event.body.clone(),
        };
        let manner = match kind {
            Kind::SlowBody => Manner::Trickling,
            Kind::Dropped if self.rng.bool() => Manner::CutInBody,
            Kind::Dropped => Manner::CutBeforeAnswer,
            _ => Manner::AtOnce,
        };
        Some(Delivery { kind, sent, body, manner })
    }
}
