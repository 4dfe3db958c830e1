//! The loop: claims as many events as slots are free, starts an attempt for each, and hands on what became of it.

use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::sync::{Notify, mpsc, watch};
use tokio::task::{JoinError, JoinHandle, JoinSet};

use super::attempt::{Application, Verdict};
use super::backoff::Backoff;
use super::circuit::{Change, Circuit};
use super::poll::Poll;
use super::ruling::Ruling;
use super::settle::Finished;
use crate::inbox::{Claim, ClaimRequest, Inbox, InboxError, Lease, Outcome, Settlement};
use crate::log::Throttle;
use crate::metrics::{Metrics, OutcomeLabel};
use crate::stop::Stop;

/// How long attempts may still take once the command is to end.
const GRACE: Duration = Duration::from_secs(10);

/// By how much a lease is longer than an attempt: time to claim before it, and to settle after it.
const LEASE_MARGIN: Duration = Duration::from_secs(30);

/// How events are forwarded.
#[derive(Clone, Debug)]
pub struct Rules {
    /// How many attempts may be under way.
    pub slots: usize,
    /// The deadline of an attempt.
    pub timeout: Duration,
    /// Whether events on one `data.id` are forwarded one after the other.
    pub ordered: bool,
    /// The pauses between attempts.
    pub backoff: Backoff,
    /// Divides all pauses, and the margin of leases.
    pub time_scale: f64,
}

/// What the loop works with.
#[derive(Debug)]
pub struct Dispatcher {
    inbox: Arc<dyn Inbox>,
    application: Arc<Application>,
    finished: mpsc::Sender<Finished>,
    metrics: Arc<Metrics>,
    ruling: Ruling,
    rules: Rules,
    circuit: Circuit,
    poll: Poll,
    attempts: JoinSet<Attempted>,
    /// Ends attempts that take too long once the command is to end.
    abandon: watch::Sender<bool>,
    log: Arc<Throttle>,
    settled: Arc<Notify>,
}

/// An attempt that ended.
#[derive(Debug)]
struct Attempted {
    lease: Lease,
    until: Instant,
    attempt: u32,
    verdict: Verdict,
    took: Duration,
}

/// A claim that is under way.
type Claiming = JoinHandle<Claimed>;

/// What a claim brought: how many were asked for, when their leases end, and they.
type Claimed = (usize, Instant, Result<Vec<Claim>, InboxError>);

impl Dispatcher {
    /// Nothing is claimed yet.
    #[must_use]
    pub fn new(
        inbox: Arc<dyn Inbox>,
        application: Application,
        finished: mpsc::Sender<Finished>,
        metrics: Arc<Metrics>,
        log: Arc<Throttle>,
        settled: Arc<Notify>,
        rules: Rules,
    ) -> Self {
        Self {
            inbox,
            application: Arc::new(application),
            finished,
            metrics,
            circuit: Circuit::new(rules.time_scale),
            ruling: Ruling::new(rules.backoff.clone(), rules.time_scale, Arc::clone(&log)),
            rules,
            poll: Poll::default(),
            attempts: JoinSet::new(),
            abandon: watch::Sender::new(false),
            log,
            settled,
        }
    }

    /// Forwards until it is told to stop. Then it waits for the attempts under way, gives up those that take too
    /// long, and returns the events of those to the inbox.
    pub async fn run(mut self, mut stop: Stop) {
        let mut claiming: Option<Claiming> = None;
        let mut claim_at = Instant::now();
        loop {
            let now = Instant::now();
            let free = self.circuit.free(self.rules.slots, self.attempts.len(), now);
            if claiming.is_none() && free > 0 && now >= claim_at {
                claiming = Some(self.claim(free));
            }
            // With every slot taken, only the end of an attempt makes a claim possible.
            let wake_at = self.circuit.probe_at().map_or(claim_at, |at| at.max(claim_at));
            let sleeps = claiming.is_none() && wake_at > now;
            tokio::select! {
                biased;
                () = stop.wait() => break,
                Some(ended) = self.attempts.join_next() => self.finish(ended).await,
                claimed = ended(&mut claiming), if claiming.is_some() => {
                    claiming = None;
                    claim_at = Instant::now() + self.start_all(claimed);
                }
                // The next event on the same object may have waited for this.
                () = self.settled.notified(), if self.rules.ordered => claim_at = now,
                () = tokio::time::sleep_until(wake_at.into()), if sleeps => {}
            }
        }
        self.wind_up(claiming).await;
    }

    /// Claims in a task of its own, so that the end of an attempt does not cut the claim off.
    fn claim(&self, free: usize) -> Claiming {
        let request = ClaimRequest {
            limit: u32::try_from(free).unwrap_or(u32::MAX),
            lease: self.rules.timeout + LEASE_MARGIN.div_f64(self.rules.time_scale),
            ordered: self.rules.ordered,
        };
        let inbox = Arc::clone(&self.inbox);
        tokio::spawn(async move {
            let until = Instant::now() + request.lease;
            (free, until, inbox.claim(&request).await)
        })
    }

    /// Starts an attempt for each claim. Returns the pause before the next claim.
    fn start_all(&mut self, claimed: Option<Claimed>) -> Duration {
        let (asked, until, claims) = match claimed {
            Some((asked, until, Ok(claims))) => (asked, until, claims),
            Some((_, _, Err(error))) => {
                self.metrics.count_store_error(&error);
                if self.log.allows("claim") {
                    tracing::warn!("no events can be claimed, trying again: {error}");
                }
                return self.poll.after_error();
            }
            None => return self.poll.after_error(),
        };
        let pause = self.poll.after(claims.len(), asked);
        for claim in claims {
            self.start(claim, until);
        }
        pause
    }

    fn start(&mut self, claim: Claim, until: Instant) {
        let application = Arc::clone(&self.application);
        let mut abandon = self.abandon.subscribe();
        self.metrics.forward_in_flight.inc();
        self.attempts.spawn(async move {
            let started = Instant::now();
            let attempt = claim.attempt;
            let verdict = tokio::select! {
                verdict = application.send(claim.payload, attempt) => verdict,
                _ = abandon.wait_for(|abandon| *abandon) => Verdict::Abandoned,
            };
            Attempted { lease: claim.lease, until, attempt, verdict, took: started.elapsed() }
        });
    }

    async fn finish(&mut self, ended: Result<Attempted, JoinError>) {
        self.metrics.forward_in_flight.dec();
        // A task that broke down leaves its event to the end of the lease.
        let Ok(Attempted { lease, until, attempt, verdict, took }) = ended else { return };
        self.metrics.forward_attempt_seconds.observe(took.as_secs_f64());
        self.judge_application(&verdict);
        let (label, outcome) = self.ruling.outcome(&lease.id, attempt, verdict);
        self.metrics.forward_attempts.get_or_create(&OutcomeLabel { outcome: label }).inc();
        let finished = Finished { settlement: Settlement { lease, outcome }, until };
        // An error means that the settling task is gone, which happens only at the end.
        let _ = self.finished.send(finished).await;
    }

    fn judge_application(&mut self, verdict: &Verdict) {
        let (reached, reason) = match verdict {
            Verdict::Delivered | Verdict::Gone(_) => (true, ""),
            Verdict::Failed(failure) => (failure.reached, failure.reason.as_str()),
            Verdict::Abandoned => return,
        };
        match self.circuit.record(reached, Instant::now()) {
            Some(Change::Opened) => tracing::warn!(
                "the application cannot be reached ({reason}): one event at a time is tried until it answers"
            ),
            Some(Change::Closed) => tracing::info!("the application answers again"),
            None => {}
        }
    }

    /// Lets the attempts under way end, for a while, and returns everything else to the inbox.
    async fn wind_up(mut self, mut claiming: Option<Claiming>) {
        let deadline = tokio::time::sleep(GRACE);
        tokio::pin!(deadline);
        while claiming.is_some() || !self.attempts.is_empty() {
            tokio::select! {
                Some(ended) = self.attempts.join_next() => self.finish(ended).await,
                claimed = ended(&mut claiming), if claiming.is_some() => {
                    claiming = None;
                    self.release(claimed).await;
                }
                () = &mut deadline, if !*self.abandon.borrow() => {
                    self.abandon.send_replace(true);
                }
            }
        }
    }

    async fn release(&mut self, claimed: Option<Claimed>) {
        let Some((_, until, Ok(claims))) = claimed else { return };
        for claim in claims {
            let settlement = Settlement { lease: claim.lease, outcome: Outcome::Released };
            // As above.
            let _ = self.finished.send(Finished { settlement, until }).await;
        }
    }
}

/// The end of the claim that is under way; `None` if its task broke down.
async fn ended(claiming: &mut Option<Claiming>) -> Option<Claimed> {
    claiming.as_mut()?.await.ok()
}
