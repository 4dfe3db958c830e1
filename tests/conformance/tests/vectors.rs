//! The Rust column of the matrix, as a test: what runs the crates' tests alone, as the mutation
//! test does, runs the vectors too.

use std::process::Command;

#[test]
fn the_core_answers_every_vector() {
    let harness = env!("CARGO_BIN_EXE_hookseal-tests");
    // The harness starts the runner that lies beside it.
    let done = Command::new(harness).args(["vectors", "--only", "rust"]).output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stdout));
}
