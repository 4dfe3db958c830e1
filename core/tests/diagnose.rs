//! Every accident that `diagnose` knows happens to a delivery, and is named.

use std::collections::BTreeSet;

use hookseal::{Diagnosis, ErrorCode, FindingCode, diagnose, sign};

const NOW: i64 = 1_735_000_000_000;
const SECRET: &str = "whsec_aG9va3NlYWwgZXhhbXBsZSBzZWNyZXQh";
/// What its base64 holds.
const SECRET_BYTES: &[u8] = b"hookseal example secret!";
const EVENT: &str = r#"{"id":"event_01","event":"user.updated","data":{"name":"Zoé <z@a.example> & Ø","url":"https://a.example/","n":1},"created_at":"2024-12-24T00:26:40.000Z"}"#;
const SPACED: &str = r#"{"id": "event_01", "event": "user.updated", "data": {"name": "Zoé <z@a.example> & Ø", "url": "https://a.example/", "n": 1}, "created_at": "2024-12-24T00:26:40.000Z"}"#;

/// A delivery as it reaches the verifier.
#[derive(Clone)]
struct Delivery {
    payload: Vec<u8>,
    header: Option<Vec<u8>>,
    secrets: Vec<Vec<u8>>,
    now: i64,
}

impl Delivery {
    /// `body` as it was signed, with nothing wrong.
    fn of(body: impl AsRef<[u8]>) -> Self {
        Self {
            payload: body.as_ref().to_vec(),
            header: Some(sign(SECRET, body, NOW).into_bytes()),
            secrets: vec![SECRET.into()],
            now: NOW + 1000,
        }
    }

    fn payload(mut self, payload: impl AsRef<[u8]>) -> Self {
        self.payload = payload.as_ref().to_vec();
        self
    }

    fn secret(self, secret: impl AsRef<[u8]>) -> Self {
        self.secrets(&[secret])
    }

    fn secrets(mut self, secrets: &[impl AsRef<[u8]>]) -> Self {
        self.secrets = secrets.iter().map(|secret| secret.as_ref().to_vec()).collect();
        self
    }

    fn header(mut self, header: impl AsRef<[u8]>) -> Self {
        self.header = Some(header.as_ref().to_vec());
        self
    }

    fn now(mut self, now: i64) -> Self {
        self.now = now;
        self
    }

    fn diagnose(&self) -> Diagnosis {
        diagnose(&self.payload, self.header.as_deref(), &self.secrets, self.now)
    }
}

/// The codes of everything that was found. Fails if a text gives away what it must not.
fn found(delivery: &Delivery) -> Vec<&'static str> {
    let diagnosis = delivery.diagnose();
    let texts = format!("{diagnosis:?}\n{diagnosis}");
    let digest = &sign(SECRET, EVENT, NOW)["t=1735000000000, v1=".len()..];
    for hidden in ["aG9va3NlYWwg", "event_01", "a.example", digest] {
        assert!(!texts.contains(hidden), "{texts}");
    }
    for finding in diagnosis.findings() {
        for sentence in [finding.message(), finding.advice()] {
            assert!(sentence.ends_with('.') && sentence.len() > 20, "{sentence}");
        }
        assert!(diagnosis.summary().contains(finding.message()));
    }
    if !diagnosis.findings().is_empty() {
        assert!(diagnosis.next_steps().is_empty() && diagnosis.ruled_out().is_empty());
    }
    diagnosis.findings().iter().map(|finding| finding.code().as_str()).collect()
}

fn escape_non_ascii(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_ascii() { c.to_string() } else { format!("\\u{:04x}", u32::from(c)) })
        .collect()
}

/// Each accident alone, with the code that names it.
#[allow(clippy::too_many_lines)] // a table
fn accidents() -> Vec<(&'static str, Delivery)> {
    let event = || Delivery::of(EVENT);
    let replaced = |from: &str, to: &str| event().payload(EVENT.replace(from, to));
    let indented = SPACED.replace('{', "{\n  ").replace(", ", ",\n  ").replace('}', "\n}");
    let compacted = |was: &str| Delivery::of(was).payload(EVENT);
    vec![
        ("payload_newline_added", event().payload(format!("{EVENT}\n"))),
        ("payload_newline_added", event().payload(format!("{EVENT}\r\n"))),
        ("payload_newline_removed", compacted(&format!("{EVENT}\n"))),
        ("payload_newline_removed", compacted(&format!("{EVENT}\r\n"))),
        ("payload_crlf_to_lf", Delivery::of("{\r\n}").payload("{\n}")),
        ("payload_lf_to_crlf", Delivery::of("{\n}").payload("{\r\n}")),
        ("payload_bom_added", event().payload(format!("\u{feff}{EVENT}"))),
        ("payload_bom_removed", compacted(&format!("\u{feff}{EVENT}"))),
        ("payload_json_compacted", compacted(SPACED)),
        (
            "payload_json_compacted",
            Delivery::of("{\n  \"a\": [\n    1,\n    {}\n  ],\n  \"b\": []\n}")
                .payload(r#"{"a":[1,{}],"b":[]}"#),
        ),
        ("payload_json_compacted", Delivery::of("{\n    \"a\": 1\n}").payload(r#"{"a":1}"#)),
        ("payload_json_compacted", Delivery::of("{\n\t\"a\": 1\n}").payload(r#"{"a":1}"#)),
        ("payload_json_spaced", event().payload(SPACED)),
        ("payload_json_indented", event().payload(indented)),
        ("payload_non_ascii_escaped", event().payload(escape_non_ascii(EVENT))),
        ("payload_non_ascii_unescaped", compacted(&escape_non_ascii(EVENT))),
        ("payload_slashes_escaped", replaced("/", "\\/")),
        (
            "payload_html_escaped",
            event().payload(
                EVENT.replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026"),
            ),
        ),
        (
            "payload_keys_sorted",
            Delivery::of(r#"{"id":"1","event":"e","data":{"a":1},"created_at":"x"}"#)
                .payload(r#"{"created_at":"x","data":{"a":1},"event":"e","id":"1"}"#),
        ),
        ("payload_number_rewritten", replaced("\"n\":1", "\"n\":1.0")),
        (
            "payload_number_rewritten",
            Delivery::of(EVENT.replace("\"n\":1", "\"n\":1.0")).payload(EVENT),
        ),
        ("payload_base64", event().payload(base64(EVENT.as_bytes()))),
        (
            "payload_base64",
            event().payload(base64(EVENT.as_bytes()).replace('+', "-").replace('/', "_")),
        ),
        ("payload_gzip", event().payload(stored_gzip(EVENT.as_bytes()))),
        ("payload_percent_encoded", event().payload(percent_encode(EVENT).replace('+', "%20"))),
        ("payload_form_encoded", event().payload(format!("payload={}", percent_encode(EVENT)))),
        ("payload_form_encoded", event().payload(format!("{}=", percent_encode(EVENT)))),
        ("payload_form_encoded", event().payload(percent_encode(EVENT))),
        ("payload_utf16", event().payload(utf16(EVENT, u16::to_le_bytes))),
        ("payload_utf16", event().payload(utf16(&format!("\u{feff}{EVENT}"), u16::to_be_bytes))),
        ("payload_mojibake", event().payload(EVENT.bytes().map(char::from).collect::<String>())),
        ("payload_mojibake", event().payload(EVENT.replace('é', "Ã©").replace('Ø', "Ã˜"))),
        ("payload_latin1", event().payload(latin1(EVENT))),
        ("payload_replacement_characters", replaced("é", "\u{fffd}")),
        (
            "payload_wrapped",
            event().payload(format!(
                r#"{{"headers":{{}},"body":{},"isBase64Encoded":false}}"#,
                json_string(EVENT)
            )),
        ),
        ("payload_wrapped", event().payload(format!(r#"{{"body": {EVENT}}}"#))),
        ("payload_json_string", event().payload(json_string(EVENT))),
        ("payload_json_string", event().payload(EVENT.replace('"', "\\\""))),
        ("payload_python_repr", event().payload(python_repr(EVENT))),
        ("payload_object_object", event().payload("[object Object]")),
        ("payload_empty", event().payload("")),
        ("secret_whitespace", event().secret(format!("{SECRET}\n"))),
        ("secret_quoted", event().secret(format!("\"{SECRET}\""))),
        ("secret_quoted", event().secret(format!("'{SECRET}"))),
        ("secret_prefix_missing", event().secret(&SECRET[6..])),
        ("secret_prefix_doubled", event().secret(format!("whsec_{SECRET}"))),
        ("secret_base64_decoded", event().secret(SECRET_BYTES)),
        ("secret_base64_encoded", event().secret(base64(SECRET.as_bytes()))),
        (
            "secret_hex_decoded",
            Delivery::of(EVENT).secret([0xab, 0xcd, 0xef]).header(sign("whsec_abcdef", EVENT, NOW)),
        ),
        ("secret_api_key", event().secret("sk_test_a2V5XzAxSkZYTjhLMlY2")),
        ("secret_of_other_endpoint", event().secrets(&["whsec_another", SECRET])),
        ("header_timestamp_seconds", event().header(sign(SECRET, EVENT, NOW / 1000))),
        (
            "header_timestamp_seconds",
            event().header(sign(SECRET, EVENT, NOW).replace("t=1735000000000", "t=1735000000")),
        ),
        ("header_signature_base64", event().header(with_base64(&sign(SECRET, EVENT, NOW)))),
        ("header_stripe", event().header(sign("whsec_of_stripe", EVENT, NOW / 1000))),
        ("header_standard_webhooks", event().header(format!("v1,{0} v1,{0}", base64(&[7; 32])))),
        ("header_github", event().header(format!("sha256={}", "0f".repeat(32)))),
        ("header_slack", event().header(format!("v0={}", "0f".repeat(32)))),
        (
            "header_joined",
            event().header(format!(
                "{}, {}",
                sign("another", EVENT, NOW),
                sign(SECRET, EVENT, NOW)
            )),
        ),
        ("header_quoted", event().header(format!("\"{}\"", sign(SECRET, EVENT, NOW)))),
        ("header_quoted", event().header(format!("b'{}'", sign(SECRET, EVENT, NOW)))),
        (
            "header_quoted",
            event().header(sign(SECRET, EVENT, NOW).replace('=', "%3D").replace(", ", "%2C%20")),
        ),
        ("header_quoted", event().header(format!("{}\n", sign(SECRET, EVENT, NOW)))),
        (
            "header_name_in_value",
            event().header(format!("workos-signature: {}", sign(SECRET, EVENT, NOW))),
        ),
        ("header_incomplete", event().header("t=1735000000000")),
        ("header_incomplete", event().header(format!("v1={}", "0f".repeat(32)))),
        ("clock_behind", event().now(NOW - 600_000)),
        ("clock_behind", event().now(NOW / 1000)),
        ("clock_ahead", event().now(NOW + 3_600_000 + 2000)),
        ("delivery_retried", event().now(NOW + 5 * 60_000)),
        ("delivery_replayed", event().now(NOW + 30 * 86_400_000)),
    ]
}

#[test]
fn every_accident_is_named() {
    let mut codes = BTreeSet::new();
    for (code, delivery) in accidents() {
        let found = found(&delivery);
        let expected = match code {
            // Both are possible, so both are named, the likely one first.
            "clock_ahead" => vec![code, "delivery_retried"],
            "delivery_retried" => vec![code, "clock_ahead"],
            _ => vec![code],
        };
        assert_eq!(found, expected, "{}", delivery.diagnose());
        codes.insert(code);
        // What is said to explain an error is what is found with it.
        let diagnosis = delivery.diagnose();
        let is_said = |error: &ErrorCode| diagnosis.findings()[0].code().explains(*error);
        let error = ErrorCode::ALL.into_iter().find(|error| error.as_str() == diagnosis.code());
        assert_eq!(
            error.as_ref().is_some_and(is_said),
            code != "secret_of_other_endpoint",
            "{code}"
        );
    }
    let all: BTreeSet<_> = FindingCode::ALL.iter().map(|code| code.as_str()).collect();
    assert_eq!(codes, all);
}

#[test]
fn two_accidents_at_once_are_named() {
    let quoted = format!("\"{SECRET}\"");
    let header = sign(SECRET, EVENT, NOW);
    let event = || Delivery::of(EVENT);
    let base64ed = base64(EVENT.as_bytes());
    for (expected, delivery) in [
        // A payload and a secret.
        (
            ["payload_newline_added", "secret_quoted"],
            event().payload(format!("{EVENT}\n")).secret(&quoted),
        ),
        (
            ["payload_json_spaced", "secret_base64_encoded"],
            event().payload(SPACED).secret(base64(SECRET.as_bytes())),
        ),
        (
            ["payload_base64", "secret_prefix_missing"],
            event().payload(&base64ed).secret(&SECRET[6..]),
        ),
        // A payload and a header.
        (
            ["payload_base64", "header_quoted"],
            event().payload(&base64ed).header(format!("\"{header}\"")),
        ),
        (
            ["payload_json_spaced", "header_joined"],
            event().payload(SPACED).header(format!("t=1, v1={}, {header}", "0".repeat(64))),
        ),
        // A secret and a header.
        (
            ["secret_whitespace", "header_name_in_value"],
            event().secret(format!("{SECRET}\r\n")).header(format!("WorkOS-Signature: {header}")),
        ),
        (
            ["secret_quoted", "header_signature_base64"],
            event().secret(&quoted).header(with_base64(&header)),
        ),
        // Two of a payload, of a secret and of a header.
        (
            ["payload_wrapped", "payload_base64"],
            event().payload(format!(
                r#"{{"version":"2.0","body":"{base64ed}","isBase64Encoded":true}}"#
            )),
        ),
        (["payload_json_string", "payload_base64"], event().payload(json_string(&base64ed))),
        (
            ["payload_json_spaced", "payload_non_ascii_escaped"],
            event().payload(escape_non_ascii(SPACED)),
        ),
        (
            ["payload_non_ascii_escaped", "payload_slashes_escaped"],
            event().payload(escape_non_ascii(EVENT).replace('/', "\\/")),
        ),
        (
            ["payload_bom_added", "payload_json_spaced"],
            event().payload(format!("\u{feff}{SPACED}")),
        ),
        (
            ["payload_json_spaced", "payload_newline_removed"],
            Delivery::of(format!("{EVENT}\n")).payload(SPACED),
        ),
        (
            ["payload_json_spaced", "payload_number_rewritten"],
            event().payload(SPACED.replace("\"n\": 1", "\"n\": 1.0")),
        ),
        (["payload_newline_added", "payload_base64"], event().payload(format!("{base64ed}\n"))),
        (["secret_quoted", "secret_whitespace"], event().secret(format!("'{SECRET}\n'"))),
        (
            ["secret_whitespace", "secret_prefix_missing"],
            event().secret(format!("{}\n", &SECRET[6..])),
        ),
        (
            ["header_name_in_value", "header_quoted"],
            event().header(format!("WorkOS-Signature: \"{header}\"")),
        ),
        // Anything, and the clock.
        (
            ["payload_newline_added", "clock_behind"],
            event().payload(format!("{EVENT}\n")).now(NOW - 200_000),
        ),
        (["secret_quoted", "delivery_replayed"], event().secret(&quoted).now(NOW + 4 * 86_400_000)),
        (
            ["header_quoted", "clock_behind"],
            event().header(format!("'{header}'")).now(NOW - 200_000),
        ),
        (["clock_behind", "secret_of_other_endpoint"], event().secrets(&["other", SECRET]).now(0)),
    ] {
        let mut found = found(&delivery);
        // Base64 with a line break is base64 too.
        if expected == ["payload_newline_added", "payload_base64"] {
            found.insert(0, "payload_newline_added");
        }
        assert_eq!(found, expected, "{}", delivery.diagnose());
    }
}

#[test]
fn a_serialiser_that_changes_three_things_is_named() {
    let delivery = Delivery::of(EVENT)
        .payload(escape_non_ascii(SPACED).replace('/', "\\/").replace('&', "\\u0026"))
        .secret(format!("'{SECRET}'"));
    let expected = [
        "payload_json_spaced",
        "payload_non_ascii_escaped",
        "payload_slashes_escaped",
        "payload_html_escaped",
        "secret_quoted",
    ];
    assert_eq!(found(&delivery), expected);
}

#[test]
fn nothing_is_claimed_of_random_payloads_under_a_wrong_secret() {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut random = move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    };
    for round in 0..10_000_u32 {
        let len = random() % 40;
        let bytes: Vec<u8> = match round % 40 {
            1.. if round % 2 == 0 => (0..=len).map(|_| random().to_le_bytes()[0]).collect(),
            1.. => (0..=len).map(|_| b' ' + random().to_le_bytes()[0] % 95).collect(),
            // JSON takes longer, because more accidents could have happened to it.
            0 => format!("{{\"id\":\"{:x}\",\"event\": \"é\\/{}\"}}", random(), random()).into(),
        };
        let delivery = Delivery::of(&bytes).secret(format!("whsec_{:x}", random()));
        let diagnosis = delivery.diagnose();
        assert_eq!(diagnosis.code(), "signature_mismatch");
        assert_eq!(diagnosis.findings(), [], "{bytes:?}");
    }
}

#[test]
fn sorted_keys_are_likely_to_be_the_fault_and_others_are_not() {
    let sorted = r#"{"created_at":"x","data":{"b":1,"a":2},"event":"e","id":"1"}"#;
    let diagnosis = Delivery::of(sorted).secret("whsec_another").diagnose();
    assert_eq!(diagnosis.findings()[0].code(), FindingCode::PayloadKeysSorted);
    assert!(diagnosis.summary().contains("most likely"), "{diagnosis}");
    // As PostgreSQL sorts them, which is also an order that WorkOS has documented.
    let by_len = r#"{"id":"1","data":{"b":1,"a":2},"event":"e","created_at":"x"}"#;
    assert_eq!(found(&Delivery::of(by_len).secret("whsec_another")), [""; 0]);
    let signed = r#"{"id":"1","event":"e","data":{"b":1,"a":2},"created_at":"x"}"#;
    assert_eq!(found(&Delivery::of(signed).payload(by_len)), ["payload_keys_sorted"]);
}

#[test]
fn what_was_ruled_out_and_what_to_check_next_are_said() {
    let diagnosis = Delivery::of(EVENT).secret("whsec_another").diagnose();
    assert_eq!((diagnosis.code(), diagnosis.findings()), ("signature_mismatch", &[][..]));
    assert!(diagnosis.next_steps()[0].contains("secret"), "{diagnosis}");
    let ruled_out = diagnosis.ruled_out();
    for code in [
        FindingCode::PayloadNewlineAdded,
        FindingCode::PayloadBase64,
        FindingCode::PayloadJsonSpaced,
        FindingCode::SecretQuoted,
        FindingCode::HeaderStripe,
    ] {
        assert!(ruled_out.contains(&code), "{code:?}");
    }
    // The original may have had other blanks, other keys first, or other digits; the secret may be
    // one that was not given; and the clock matters to genuine signatures alone.
    for code in [
        FindingCode::PayloadJsonCompacted,
        FindingCode::PayloadNumberRewritten,
        FindingCode::SecretOfOtherEndpoint,
        FindingCode::ClockAhead,
    ] {
        assert!(!ruled_out.contains(&code), "{code:?}");
    }
    let number = format!("none of {} known accidents", ruled_out.len());
    assert!(diagnosis.summary().contains(&number), "{diagnosis}");
    let lines = diagnosis.lines();
    assert!(lines[0].starts_with("signature_mismatch: No signature matches"));
    assert!(lines[1].starts_with("next: ") && lines.len() == 1 + diagnosis.next_steps().len());
    assert_eq!(lines.join("\n"), diagnosis.to_string());
}

#[test]
fn a_large_payload_costs_no_more_and_rules_out_less() {
    let padded = |blanks: usize| format!("{{\"a\":\"{}\"}}", "é/ ".repeat(blanks / 4));
    let large = Delivery::of(padded(16 << 20)).secret("whsec_another").diagnose();
    let small = Delivery::of(padded(1 << 10)).secret("whsec_another").diagnose();
    assert!(large.ruled_out().len() < small.ruled_out().len() / 2);
    assert!(!large.ruled_out().contains(&FindingCode::PayloadBomAdded));
    assert!(!large.ruled_out().contains(&FindingCode::PayloadLatin1));
}

#[test]
fn what_unpacks_to_too_much_is_left_alone() {
    let accepted = |matches: usize| {
        let body = vec![0; 1 + 258 * matches];
        found(&Delivery::of(body).payload(gzip_of_zeros(matches)))
    };
    assert_eq!(accepted(10_000), ["payload_gzip"]);
    assert_eq!(accepted(20_000), [""; 0]); // five megabytes
    for nested in ["[", "{\"body\":", "\"\\", "\\u005c", "%25", "="] {
        let payload = nested.repeat(20_000);
        assert_eq!(found(&Delivery::of(&payload).secret("whsec_another")), [""; 0]);
    }
}

#[test]
fn the_code_is_that_of_the_verifier() {
    let event = || Delivery::of(EVENT);
    let none: [&str; 0] = [];
    let mut without_header = event();
    without_header.header = None;
    for (code, delivery) in [
        ("ok", event()),
        ("ok", event().secrets(&["whsec_another", SECRET])),
        ("missing_header", without_header),
        ("missing_header", event().header("")),
        ("malformed_header", event().header("t=x")),
        ("no_signature", event().header("t=1735000000000")),
        ("signature_mismatch", event().payload("{}")),
        ("timestamp_too_old", event().now(NOW + 180_001)),
        ("timestamp_in_future", event().now(NOW - 180_001)),
        ("invalid_secret", event().secrets(&none)),
        ("invalid_secret", event().secrets(&[SECRET; 17])),
        ("invalid_secret", event().secret("")),
        ("invalid_secret", event().secret("undefined")),
        ("invalid_secret", event().secrets(&[SECRET, " whsec_another"])),
    ] {
        let diagnosis = delivery.diagnose();
        assert_eq!(diagnosis.code(), code, "{diagnosis}");
        let is_explained = code == "ok" || !diagnosis.findings().is_empty();
        assert_eq!(diagnosis.next_steps().is_empty(), is_explained, "{diagnosis}");
        assert!(diagnosis.summary().ends_with('.'), "{diagnosis}");
    }
    assert_eq!(found(&event()), none);
    // A secret that no verifier takes is named even if nothing else can be checked.
    assert_eq!(found(&event().payload("{}").secret("'whsec_another'")), ["secret_quoted"]);
    assert_eq!(found(&event().secrets(&[SECRET, " whsec_another"])), ["secret_whitespace"]);
}

#[test]
fn how_much_the_clock_is_off_is_said() {
    for (now, expected) in [
        (NOW - 4 * 60_000 - 5_000, "behind by 4 min 5 s."),
        (NOW + 2 * 3_600_000, "ahead by 2 h."),
        (NOW + 40 * 86_400_000 + 3_600_000, "signed 40 d 1 h ago."),
        (NOW / 1000, "is in seconds"),
    ] {
        let diagnosis = Delivery::of(EVENT).now(now).diagnose();
        assert!(diagnosis.findings()[0].message().contains(expected), "{diagnosis}");
    }
}

#[test]
fn which_of_several_secrets_is_said() {
    let secrets = ["whsec_another".to_owned(), format!("{SECRET} ")];
    let diagnosis = Delivery::of(EVENT).secrets(&secrets).diagnose();
    assert!(diagnosis.findings()[0].message().starts_with("secrets[1]: "), "{diagnosis}");
}

fn json_string(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// As an HTML form encodes a value.
fn percent_encode(text: &str) -> String {
    let encode = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'.' | b'_' | b'-' => {
            char::from(byte).to_string()
        }
        b' ' => "+".to_owned(),
        _ => format!("%{byte:02X}"),
    };
    text.bytes().map(encode).collect()
}

/// As Python's `str(body)` writes it.
fn python_repr(text: &str) -> String {
    let escape = |byte: u8| match byte {
        b' '..=b'~' => char::from(byte).to_string(),
        _ => format!("\\x{byte:02x}"),
    };
    format!("b'{}'", text.bytes().map(escape).collect::<String>())
}

fn latin1(text: &str) -> Vec<u8> {
    text.chars().map(|c| u8::try_from(c).unwrap_or_default()).collect()
}

fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(bytes).collect()
}

fn with_base64(header: &str) -> String {
    let (start, digits) = header.split_at(header.len() - 64);
    let digest = hex::decode(digits).unwrap_or_default();
    format!("{start}{}", base64(&digest))
}

/// Gzip with one stored block, which needs no compressor.
fn stored_gzip(text: &[u8]) -> Vec<u8> {
    let len = u16::try_from(text.len()).unwrap_or_default();
    let mut gzip = vec![0x1f, 0x8b, 8, 8, 0, 0, 0, 0, 0, 3];
    gzip.extend(b"body.json\0\x01");
    gzip.extend(len.to_le_bytes());
    gzip.extend((!len).to_le_bytes());
    gzip.extend(text);
    gzip.extend([0; 8]); // the checksum and the length
    gzip
}

/// Gzip of a zero and its repetitions, 258 at once: the most that deflate can pack into 13 bits.
fn gzip_of_zeros(matches: usize) -> Vec<u8> {
    // A last block of fixed codes with the literal 0, each repetition, and the end of the block.
    let bits = ["1", "10", "00110000", &"1100010100000".repeat(matches), "0000000"].concat();
    let pack = |byte: &[u8]| byte.iter().rev().fold(0, |all, bit| all << 1 | (bit - b'0'));
    let header = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3];
    header.into_iter().chain(bits.as_bytes().chunks(8).map(pack)).collect()
}

fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let group =
            chunk.iter().chain(&[0; 2]).take(3).fold(0, |all, &byte| all << 8 | usize::from(byte));
        for place in 0..4 {
            let digit = DIGITS.get(group >> (18 - 6 * place) & 63).filter(|_| place <= chunk.len());
            text.push(char::from(*digit.unwrap_or(&b'=')));
        }
    }
    text
}
