use std::collections::HashSet;
use std::time::Duration;

use crate::endpoint::{Endpoint, Request};
use crate::program::send;

#[test]
fn concurrency_limits_the_attempts_and_connections_are_reused() {
    let delay = Duration::from_millis(50);
    let endpoint = Endpoint::slow(delay);
    let run = send(&endpoint.url, "--count 20 --concurrency 4");
    assert_eq!(run.code, 0);
    let requests = endpoint.requests();
    for request in &requests {
        let time = request.at..request.at + delay;
        let under_way = |other: &&Request| time.contains(&other.at);
        assert!(requests.iter().filter(under_way).count() <= 4);
    }
    let connections: HashSet<_> = requests.iter().map(|request| request.connection).collect();
    assert!(connections.len() < 10, "{}", connections.len());
}

#[test]
fn deliveries_begin_at_the_given_rate() {
    let endpoint = Endpoint::verifying();
    let run = send(&endpoint.url, "--count 21 --rate 40");
    assert_eq!(run.code, 0);
    let requests = endpoint.requests();
    let took = requests[20].at - requests[0].at;
    assert!((0.4..1.0).contains(&took.as_secs_f64()), "{took:?}");
    let pace = run.summary()["deliveries_per_second"].as_f64().unwrap();
    assert!((20.0..50.0).contains(&pace), "{pace}");
}
