//! What strangers wrote into an event must not steer the terminal of whoever watches.

use crate::events_api::{EventsApi, Kept};
use crate::program::wait_until;
use tempfile::TempDir;

#[tokio::test(flavor = "multi_thread")]
async fn no_escape_sequence_of_an_event_is_printed() {
    let mut event = Kept::new(1, 60);
    let hostile = r"\u001b[2J\u009b31m\r\n\u202egnp.exe\u0007";
    event.json = event.json.replace("user_1", hostile).replace("dsync.user.updated", hostile);
    for json in ["--json", ""] {
        let home = TempDir::new().expect("a folder");
        let api = EventsApi::start(vec![event.clone()]).await;
        let arguments = format!("listen --poll --since 1h --api-url {} {json}", api.url());
        let program = crate::Program::with(
            &arguments.split_whitespace().collect::<Vec<_>>(),
            &[
                ("WORKOS_API_KEY", crate::KEY),
                ("XDG_STATE_HOME", home.path().to_str().expect("UTF-8")),
                // As on a terminal that wants colours.
                ("CLICOLOR_FORCE", if json.is_empty() { "1" } else { "0" }),
            ],
        );
        tokio::task::block_in_place(|| wait_until("a line", || !program.output().is_empty()));
        let output = program.output();
        assert_eq!(output.len(), 1, "a line of its own: {output:?}");
        assert!(!output[0].contains(['\u{9b}', '\u{202e}', '\u{7}']), "{:?}", output[0]);
        assert!(!output[0].contains("\u{1b}[2J"), "{:?}", output[0]);
        if !json.is_empty() {
            let shown: serde_json::Value = serde_json::from_str(&output[0]).expect("JSON");
            assert_eq!(shown["data_id"], "\u{1b}[2J\u{9b}31m\r\n\u{202e}gnp.exe\u{7}");
        }
    }
}
