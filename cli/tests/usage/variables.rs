//! Variables that begin with `HOOKSEAL_`.

use std::path::Path;

use hookseal_cli::inbox;
use tokio::runtime::Runtime;

use crate::program::{Program, Run};

fn events(variable: &str, value: &str) -> Run {
    Program::line("events user.created").with(variable, value).run()
}

#[test]
fn a_mistyped_variable_is_refused_with_the_nearest() {
    for (variable, nearest) in [
        ("HOOKSEAL_SECRETFILE", "HOOKSEAL_SECRET_FILE"),
        ("HOOKSEAL_TOLERENCE", "HOOKSEAL_TOLERANCE"),
        ("HOOKSEAL_LOGLEVEL", "HOOKSEAL_LOG"),
    ] {
        let expected = format!("there is no variable {variable}; did you mean {nearest}");
        assert!(events(variable, "whsec_hidden").refusal().starts_with(&expected), "{variable}");
    }
    // It is the cause of what clap would complain about.
    let run = Program::line("send").with("HOOKSEAL_URLL", "http://127.0.0.1/").run();
    assert!(run.refusal().starts_with("there is no variable HOOKSEAL_URLL"), "{run:?}");
}

#[test]
fn variables_of_others_are_left_alone() {
    for (variable, value) in [
        ("HOOKSEAL_BACKEND", "wasm"),
        ("HOOKSEAL_SERVICE_HOST", "10.0.0.1"),
        ("HOOKSEAL_SERVICE_PORT_HTTP", "8000"),
        ("HOOKSEAL_PORT", "tcp://10.0.0.1:8000"),
        ("HOOKSEAL_PORT_8000_TCP_ADDR", "10.0.0.1"),
        ("HOOKSEAL_RECEIVE_SERVICE_PORT", "8000"),
    ] {
        assert_eq!(events(variable, value).code, 0, "{variable}");
    }
    assert!(
        events("HOOKSEAL_PORT", "8000").refusal().starts_with("there is no variable HOOKSEAL_PORT")
    );
}

#[test]
fn a_level_that_does_not_exist_is_refused() {
    let sign = |level| Program::line("sign").with_secret().with("HOOKSEAL_LOG", level).run();
    for level in ["inof", "hyper=loud", "info,"] {
        let run = sign(level);
        assert!(run.refusal().starts_with("HOOKSEAL_LOG is \""), "{run:?}");
    }
    for level in ["debug", "INFO", "hyper=debug,info", "off", ""] {
        assert_eq!(sign(level).code, 0, "{level}");
    }
}

#[test]
fn a_variable_turns_a_flag_on_or_off() {
    for (value, is_json) in
        [("1", true), ("true", true), ("yes", true), ("0", false), ("false", false), ("no", false)]
    {
        let program = Program::line("inbox stats").with("HOOKSEAL_JSON", value);
        make_inbox(program.folder());
        let run = program.run();
        assert_eq!((run.code, run.stdout.starts_with('{')), (0, is_json), "{value}: {run:?}");
    }
}

fn make_inbox(folder: &Path) {
    let url = format!("sqlite:{}", folder.join("inbox.db").display()).parse().unwrap();
    Runtime::new().unwrap().block_on(inbox::open(&url)).unwrap();
}
