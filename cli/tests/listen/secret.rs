//! The secret of this machine.

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::PathBuf;

use tempfile::TempDir;

use crate::events_api::{EventsApi, KEY, Kept};
use crate::program::{Program, SECRET};

fn print_secret(home: &TempDir, secret: &str) -> (i32, String, String) {
    let home = home.path().to_str().expect("UTF-8");
    let variables = [("XDG_STATE_HOME", home), ("WORKOS_WEBHOOK_SECRET", secret)];
    Program::with(&["listen", "--print-secret"], &variables).finish()
}

fn files(home: &TempDir) -> Vec<PathBuf> {
    let folder = fs::read_dir(home.path().join("hookseal")).expect("a folder");
    folder.map(|entry| entry.expect("an entry").path()).collect()
}

#[test]
fn it_is_made_once_and_for_this_user_alone() {
    let home = TempDir::new().expect("a folder");
    let (status, first, log) = print_secret(&home, "");
    assert!(status == 0 && first.starts_with("whsec_") && first.len() > 40, "{first} {log}");
    assert_eq!(print_secret(&home, "").1, first);
    assert_ne!(print_secret(&TempDir::new().expect("a folder"), "").1, first);
    assert_eq!(print_secret(&home, SECRET).1, SECRET, "the user's own comes first");

    assert_eq!(files(&home), [home.path().join("hookseal/secret")]);
    assert_eq!(mode(&home.path().join("hookseal")), 0o700);
    let file = home.path().join("hookseal/secret");
    assert_eq!(mode(&file), 0o600);

    fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).expect("a mode");
    let (status, output, log) = print_secret(&home, "");
    assert!(status == 1 && output.is_empty() && log.contains("chmod 600"), "{log}");
}

fn mode(path: &std::path::Path) -> u32 {
    fs::metadata(path).expect("a file").mode() & 0o777
}

#[tokio::test(flavor = "multi_thread")]
async fn polling_signs_with_it_and_never_shows_it() {
    let home = TempDir::new().expect("a folder");
    let secret = tokio::task::block_in_place(|| print_secret(&home, "").1);
    let application =
        crate::application::Application::start(|_| crate::application::Reply::Status(200)).await;
    let api = EventsApi::start(vec![Kept::new(1, 60)]).await;
    let (api_url, url) = (api.url(), application.url());
    let program = Program::with(
        &["listen", "--poll", "--since", "1h", "--api-url", &api_url, "--forward-to", &url],
        &[
            ("WORKOS_API_KEY", KEY),
            ("WORKOS_WEBHOOK_SECRET", ""),
            ("XDG_STATE_HOME", home.path().to_str().expect("UTF-8")),
        ],
    );
    tokio::task::block_in_place(|| {
        crate::wait_until("a delivery", || !program.output().is_empty());
    });
    let seen = &application.seen()[0];
    let header = seen.headers[hookseal::HEADER_NAME].to_str().expect("ASCII");
    hookseal::Verifier::new(&secret)
        .expect("a secret")
        .verify(&seen.body, header)
        .expect("signed with it");

    let all = [program.log(), program.output()].concat().join("\n");
    assert!(!all.contains(&secret) && !all.contains(KEY), "{all}");
    for file in files(&home) {
        let text = fs::read_to_string(&file).expect("text");
        assert!(!text.contains(KEY) && mode(&file) == 0o600, "{}", file.display());
    }
}

#[test]
fn an_endpoint_needs_the_secret_of_workos() {
    let program = Program::with(&["listen"], &[("WORKOS_WEBHOOK_SECRET", "")]);
    let (status, _, log) = program.finish();
    assert!(status == 2 && log.contains("WORKOS_WEBHOOK_SECRET"), "{log}");
}
