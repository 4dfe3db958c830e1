//! What every inbox must do, whichever store keeps it. Each check gets an empty store of its own.
//!
//! ```ignore
//! #[path = "../inbox_contract/mod.rs"]
//! mod inbox_contract;
//! contract_tests!(fresh_store); // an async function that returns an `impl Store`; then an attribute, if need be
//! ```

pub mod events;
pub mod looking;
pub mod ordering;
pub mod queue;
pub mod together;

use std::sync::Arc;

use hookseal_cli::inbox::{self, Inbox};
use hookseal_cli::settings::inbox_url::InboxUrl;

/// An empty store for one check.
pub trait Store {
    /// Where it is.
    fn url(&self) -> &InboxUrl;

    /// Runs a statement of SQL behind the inbox's back.
    async fn execute(&self, sql: &str);

    /// Opens its inbox, as another process would.
    async fn open(&self) -> Arc<dyn Inbox> {
        inbox::open(self.url()).await.expect("the inbox opens")
    }
}

/// Makes a test of each check.
#[macro_export]
macro_rules! contract_tests {
    ($fresh:path $(, $attribute:meta)?) => {
        $crate::contract_tests! { $fresh $(, $attribute)?;
            events::each_id_is_stored_once,
            events::what_was_stored_is_there_after_reopening,
            events::hostile_text_is_kept,
            events::an_inbox_of_a_later_version_is_refused,
            events::bookmarks_are_kept,
            queue::the_oldest_is_claimed_first_and_nothing_twice,
            queue::an_expired_lease_is_claimed_again_and_settles_nothing,
            queue::a_late_settlement_counts_if_nobody_claimed_since,
            queue::a_retry_waits_for_its_pause,
            queue::a_dead_event_stays_until_someone_retries_it,
            queue::a_released_attempt_does_not_count,
            ordering::the_older_goes_first_and_others_wait,
            ordering::a_leased_event_blocks_an_older_one_that_comes_late,
            ordering::a_pause_blocks_and_death_does_not,
            ordering::after_a_lapse_the_older_goes_first,
            ordering::what_waits_is_due_for_claims_without_order,
            ordering::never_two_at_once_and_always_in_order,
            looking::lists_the_newest_first_in_pages,
            looking::filters_select,
            looking::retries_what_the_filter_selects,
            looking::prunes_what_is_old_and_finished,
            looking::counts_and_ages,
            together::each_event_is_settled_once,
            together::opened_by_many_at_once,
        }
    };
    ($fresh:path; $($group:ident::$check:ident,)*) => {$(
        #[tokio::test(flavor = "multi_thread")]
        async fn $check() {
            $crate::inbox_contract::$group::$check(&$fresh().await).await;
        }
    )*};
    ($fresh:path, $attribute:meta; $($group:ident::$check:ident,)*) => {$(
        #[tokio::test(flavor = "multi_thread")]
        #[$attribute]
        async fn $check() {
            $crate::inbox_contract::$group::$check(&$fresh().await).await;
        }
    )*};
}

/// What the checks need again and again.
pub mod tools {
    use std::time::Duration;

    use bytes::Bytes;
    use hookseal_cli::inbox::{Claim, ClaimRequest, Inbox, Lease, NewEvent, Outcome, Settlement};

    /// An event about nothing in particular.
    pub fn event(id: &str) -> NewEvent {
        let payload = format!(r#"{{"id":"{id}","event":"user.updated","data":{{}}}}"#);
        NewEvent::read(Bytes::from(payload)).expect("an event")
    }

    /// An event on an object that changed at a time.
    pub fn change(id: &str, data_id: &str, changed_at: i64) -> NewEvent {
        NewEvent { data_id: Some(data_id.to_owned()), changed_at: Some(changed_at), ..event(id) }
    }

    /// Stores events.
    pub async fn store(inbox: &dyn Inbox, events: &[NewEvent]) {
        inbox.store(events).await.expect("they are stored");
    }

    /// Claims events for a minute.
    pub async fn claim(inbox: &dyn Inbox, limit: u32) -> Vec<Claim> {
        claim_for(inbox, limit, Duration::from_mins(1), false).await
    }

    /// Claims events for a minute, in order.
    pub async fn claim_ordered(inbox: &dyn Inbox, limit: u32) -> Vec<Claim> {
        claim_for(inbox, limit, Duration::from_mins(1), true).await
    }

    /// Claims events.
    pub async fn claim_for(
        inbox: &dyn Inbox,
        limit: u32,
        lease: Duration,
        ordered: bool,
    ) -> Vec<Claim> {
        inbox.claim(&ClaimRequest { limit, lease, ordered }).await.expect("a claim")
    }

    /// The ids of claims.
    pub fn ids(claims: &[Claim]) -> Vec<&str> {
        claims.iter().map(|claim| claim.lease.id.as_str()).collect()
    }

    /// Settles one event. Returns whether its lease held.
    pub async fn settle(inbox: &dyn Inbox, lease: &Lease, outcome: Outcome) -> bool {
        let settlement = Settlement { lease: lease.clone(), outcome };
        inbox.settle(&[settlement]).await.expect("a settlement")[0]
    }

    /// An attempt that failed.
    pub fn retry(after: Duration) -> Outcome {
        Outcome::Retry { after, reason: "500 Internal Server Error".to_owned() }
    }

    /// An event that is given up.
    pub fn dead() -> Outcome {
        Outcome::Dead { reason: "410 Gone".to_owned() }
    }
}
