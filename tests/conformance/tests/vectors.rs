//! Runs the Rust column of the matrix as a test, so that a tool that only runs `cargo test`, such
//! as the mutation test, runs the vectors too.

use std::process::Command;

#[test]
fn the_core_answers_every_vector() {
    let harness = env!("CARGO_BIN_EXE_hookseal-tests");
    // The harness starts the runner in its own folder.
    let output = Command::new(harness).args(["vectors", "--only", "rust"]).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
}
