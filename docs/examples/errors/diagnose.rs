use hookseal::{diagnose, sign};

fn main() {
    let sent = r#"{"id":"event_01","event":"connection.activated","data":{}}"#;
    let now = 1_735_000_000_000;
    let header = sign("whsec_example", sent, now);

    let received = format!("{sent}\n"); // something added a line break
    let diagnosis = diagnose(received.as_bytes(), Some(header.as_bytes()), &["whsec_example"], now);
    println!("{}", diagnosis.code()); // signature_mismatch
    for finding in diagnosis.findings() {
        println!("{}: {}", finding.code().as_str(), finding.message()); // payload_newline_added
    }
}
