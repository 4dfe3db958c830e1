//! How SQLite finds what the statements ask for. With a million events in the inbox, a statement that looks at each
//! of them would hold deliveries up.

use rusqlite::Connection;

use super::{claim, look, manage, object, settle, store};

fn plan(sql: &str) -> String {
    explain("EXPLAIN QUERY PLAN", sql, 3)
}

/// One column of what SQLite explains of a statement.
fn explain(how: &str, sql: &str, column: usize) -> String {
    let database = Connection::open_in_memory().unwrap();
    database.execute_batch(include_str!("schema_1.sql")).unwrap();
    let mut explain = database.prepare(&format!("{how} {sql}")).unwrap();
    // The values do not change the plan.
    let rows = explain.raw_query().mapped(|row| row.get::<_, String>(column));
    rows.map(Result::unwrap).collect::<Vec<_>>().join("; ")
}

#[test]
fn no_statement_of_the_queue_looks_at_every_event() {
    for sql in [
        claim::IS_DUE,
        claim::DUE,
        claim::WAITING,
        object::FIRST,
        object::IS_LEASED,
        settle::LEASED,
        manage::OLD,
    ] {
        let plan = plan(sql);
        assert!(plan.contains("SEARCH hookseal_inbox"), "{plan}: {sql}");
        assert!(!plan.contains("SCAN hookseal_inbox"), "{plan}: {sql}");
        assert!(!plan.contains("TEMP B-TREE"), "{plan}: {sql}");
    }
}

#[test]
fn counting_reads_indexes_alone() {
    for sql in [look::PENDING, look::DEAD, look::FINISHED] {
        let plan = plan(sql);
        assert!(plan.contains("COVERING INDEX"), "{plan}: {sql}");
    }
}

/// `RETURNING`, and `IN` with more than two values, make one each time that the statement runs, which takes 90 KiB and
/// gives them back. Where that is slow, as with musl, a delivery took two and a half times the processor time.
#[test]
fn no_statement_of_a_delivery_makes_a_temporary_table() {
    for sql in [
        store::INSERT,
        claim::READ,
        claim::LEASE,
        claim::WAIT,
        object::FIRST,
        settle::LEASED,
        settle::SETTLE,
    ] {
        let steps = explain("EXPLAIN", sql, 1);
        assert!(steps.contains("OpenRead") || steps.contains("OpenWrite"), "{steps}");
        assert!(!steps.contains("OpenEphemeral"), "{steps}: {sql}");
    }
}
