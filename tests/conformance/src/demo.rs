//! Signs one real event with the current time and shows it to every binding in four variants.

use hookseal::Signer;

use crate::Result;
use crate::request::{Delivery, Operation};
use crate::runner::Runner;

const SECRET: &str = "whsec_demo_2f7c1a";
const EVENT: &str = r#"{"id":"event_01JFXN8K2V6CBA5ZQ4R7","event":"connection.activated","data":{"object":"connection","id":"conn_01E4ZCR3C56J083X43JQXF3JK5","state":"active","name":"Foo Corp's Connection"},"created_at":"2026-01-02T03:04:05.678Z"}"#;

/// Prints the table. True if every binding accepts the genuine delivery and refuses the others.
pub(crate) fn run(mut runners: Vec<Runner>) -> Result<bool> {
    // The runners' own clocks would do, but the protocol needs a time, because the vectors do.
    let now_ms = i64::try_from(std::time::UNIX_EPOCH.elapsed()?.as_millis())?;
    let header = Signer::new(SECRET)?.sign(EVENT, now_ms)?;
    println!("{}: {header}\n", hookseal::HEADER_NAME);

    let genuine = Delivery {
        secrets: vec![SECRET.into()],
        tolerance: "default".to_owned(),
        header: Some(header.into()),
        now_ms,
        payload: EVENT.into(),
    };
    let tampered =
        Delivery { payload: EVENT.replace("active\"", "inactive\"").into(), ..genuine.clone() };
    let stale = Delivery { now_ms: now_ms + 180_001, ..genuine.clone() };
    let headerless = Delivery { header: None, ..genuine.clone() };
    let deliveries = [
        ("genuine", genuine, "ok"),
        ("tampered", tampered, "signature_mismatch"),
        ("stale", stale, "timestamp_too_old"),
        ("no header", headerless, "missing_header"),
    ];

    let mut all_expected = true;
    let titles: Vec<String> = deliveries.iter().map(|(title, ..)| format!("{title:<20}")).collect();
    println!("{:<8}{}", "", titles.concat().trim_end());
    for runner in &mut runners {
        let mut row = vec![format!("{:<8}", runner.name)];
        for (_, delivery, expected) in &deliveries {
            let answer = runner.ask(&delivery.request(Operation::Verify));
            let verdict = answer.split('\t').next().unwrap_or_default();
            all_expected &= verdict == *expected;
            let cell = if verdict == "ok" { "accepted" } else { verdict };
            row.push(format!("{cell:<20}"));
        }
        println!("{}", row.concat().trim_end());
    }
    Ok(all_expected)
}
