use crate::endpoint::Endpoint;
use crate::program::{SECRET, run};

#[test]
fn wrong_usage_is_reported_with_its_cure_before_anything_is_sent() {
    let endpoint = Endpoint::verifying();
    let url = &endpoint.url;
    let cases = [
        ("--count 1".to_owned(), "--url"),
        ("--url 127.0.0.1:8000/webhooks".to_owned(), "http://"),
        ("--url ftp://127.0.0.1/".to_owned(), "must begin with http:// or https://"),
        (format!("--url {url} --event connection.activate"), "nearest are connection.activated"),
        (format!("--url {url} --event dsink.*"), "nearest are dsync."),
        (format!("--url {url} --secret-env NO_SUCH_NAME"), "NO_SUCH_NAME is not set; set it"),
        (format!("--url {url} --payload no-such-file"), "--payload no-such-file: No such file"),
        (format!("--url {url} --payload x --event user.created"), "cannot be used with"),
        (format!("--url {url} --ca no-such-file"), "--ca is of no use with http"),
        ("--url https://127.0.0.1:1/ --ca no-such-file".to_owned(), "--ca no-such-file: No such"),
        ("--url https://127.0.0.1:1/ --ca Cargo.toml".to_owned(), "must be a PEM file"),
        (format!("--url {url} --count 10 --stale 60 --tampered 60"), "lower them"),
        (format!("--url {url} --count 10 --stale 1"), "raise --count"),
        (format!("--url {url} --count 10 --duplicates 100"), "repeat a genuine delivery"),
        (format!("--url {url} --stale 101"), "from 0 to 100"),
        (format!("--url {url} --count 0"), "1"),
        (format!("--url {url} --rate 0"), "from 0.001 to 1000000"),
        (format!("--url {url} --rate 1e10"), "from 0.001 to 1000000"),
        (format!("--url {url} --time-scale 0"), "above 0"),
        (format!("--url {url} --timeout 100000"), "at most 86400"),
        (format!("--url {url} --count 100 --slow-body 1 --slow-for 10"), "less than --timeout"),
    ];
    for (arguments, expected) in cases {
        let run = run(&arguments, Some(SECRET));
        assert_eq!(run.code, 2, "{arguments}: {run:?}");
        assert!(run.stderr.contains(expected), "{arguments}: {}", run.stderr);
        assert!(run.stdout.is_empty());
    }
    assert!(endpoint.requests().is_empty());
}

#[test]
fn the_first_of_several_secrets_signs() {
    let endpoint = Endpoint::verifying();
    let run =
        run(&format!("--url {} --count 3", endpoint.url), Some(&format!("{SECRET} whsec_old")));
    assert_eq!(run.code, 0, "{run:?}");
}

#[test]
fn the_summary_is_a_table_for_people() {
    let endpoint = Endpoint::verifying();
    let run =
        run(&format!("--url {} --count 20 --tampered 10 --seed 5", endpoint.url), Some(SECRET));
    assert_eq!(run.code, 0);
    for expected in
        ["genuine", "tampered", "wrongly accepted", "p99", "200 x 18, 400 x 2", "seed       5"]
    {
        assert!(run.stdout.contains(expected), "{expected}: {}", run.stdout);
    }
    assert!(run.stderr.is_empty(), "no progress bar where there is no terminal: {}", run.stderr);
}
