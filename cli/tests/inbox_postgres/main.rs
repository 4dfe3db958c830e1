//! The inbox in PostgreSQL: what every inbox does, directly and through PgBouncer, and what only a server can suffer.
//! `python tests/gateway/stores.py` starts the servers and runs these.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod breaks;
mod catch_up;
mod encryption;
#[path = "../support/events_api.rs"]
mod events_api;
#[path = "../inbox_contract/mod.rs"]
mod inbox_contract;
#[path = "../support/program.rs"]
mod program;
mod proxy;
mod racing;
mod sharing;
mod support;

mod direct {
    use crate::contract_tests;
    contract_tests!(crate::support::fresh_store, ignore = "needs PostgreSQL: make e2e runs it");
}

/// PgBouncer in transaction mode, where each transaction may have another connection to the server.
mod pgbouncer {
    use crate::contract_tests;
    contract_tests!(
        crate::support::fresh_store_behind_pgbouncer,
        ignore = "needs PostgreSQL: make e2e runs it"
    );
}
