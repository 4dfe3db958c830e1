//! How SQLite finds what the statements ask for. With a million events in the inbox, a statement that looks at each
//! of them would hold deliveries up.

use rusqlite::Connection;

use super::{claim, look, manage, object, settle};

fn plan(sql: &str) -> String {
    let database = Connection::open_in_memory().unwrap();
    database.execute_batch(include_str!("schema_1.sql")).unwrap();
    let mut explain = database.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
    // The values do not change the plan.
    let rows = explain.raw_query().mapped(|row| row.get::<_, String>(3));
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
        settle::SETTLE,
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
