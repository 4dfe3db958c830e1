use std::collections::HashSet;
use std::fs;

use crate::endpoint::{Endpoint, Request};
use crate::program::{run, send};

#[test]
fn an_event_is_compact_json_with_its_own_id_and_time() {
    let endpoint = Endpoint::verifying();
    let sent = send(&endpoint.url, "--count 6 --event connection.activated,dsync.user.created");
    assert_eq!(sent.code, 0);
    let requests = endpoint.requests();
    let mut ids = HashSet::new();
    for request in &requests {
        let event = request.json();
        assert_eq!(request.body, event.to_string().into_bytes()); // compact, in its own order
        let members: Vec<_> = event.as_object().unwrap().keys().collect();
        assert_eq!(members, ["id", "event", "data", "created_at"]);
        let prefix = match event["event"].as_str().unwrap() {
            "connection.activated" => "conn_01",
            "dsync.user.created" => "directory_user_01",
            other => panic!("{other}"),
        };
        assert!(event["id"].as_str().unwrap().starts_with("event_01"));
        assert!(event["data"]["id"].as_str().unwrap().starts_with(prefix));
        let created_at = event["created_at"].as_str().unwrap();
        assert!(created_at.len() == "2026-01-01T00:00:00.000Z".len() && created_at.ends_with('Z'));
        for id in [&event["id"], &event["data"]["id"]] {
            let (_, fresh) = id.as_str().unwrap().rsplit_once('_').unwrap();
            assert_eq!(fresh.len(), 26);
            ids.insert(fresh.to_owned());
        }
    }
    assert_eq!((requests.len(), ids.len()), (6, 12));
}

#[test]
fn the_catalogue_is_sent_in_turn_and_patterns_select_from_it() {
    let list = |arguments: &str| -> Vec<String> {
        let run = run(&format!("--list {arguments}"), None);
        assert_eq!(run.code, 0);
        run.stdout.lines().map(str::to_owned).collect()
    };
    let all = list("");
    assert!(all.len() > 100);
    let some = list("--event dsync.* --event user.created,connection.*");
    assert!(some.contains(&"dsync.group.user_added".to_owned()));
    let selected = |name: &String| {
        name.starts_with("dsync.") || name.starts_with("connection.") || name == "user.created"
    };
    assert_eq!(some, all.iter().filter(|name| selected(name)).cloned().collect::<Vec<_>>());

    let endpoint = Endpoint::verifying();
    assert_eq!(send(&endpoint.url, &format!("--count {} --concurrency 1", all.len())).code, 0);
    let names = |request: &Request| request.json()["event"].as_str().unwrap().to_owned();
    assert_eq!(endpoint.requests().iter().map(names).collect::<Vec<_>>(), all);
}

#[test]
fn a_payload_from_a_file_is_sent_unchanged() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("body");
    for (body, id) in [
        (&b"\x00\xff no JSON"[..], None),
        (b" {\"id\": \"event_7\"}\n", Some("event_7")),
        (b"", None),
    ] {
        fs::write(&file, body).unwrap();
        let endpoint = Endpoint::verifying();
        let run = send(&endpoint.url, &format!("--payload {}", file.display()));
        assert_eq!(run.code, 0);
        assert_eq!(endpoint.requests()[0].body, body);
        assert_eq!(run.ledger[0]["id"].as_str(), id);
    }
}
