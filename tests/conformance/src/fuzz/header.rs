//! Random headers made of pieces. Most of them contain a genuine signature.

use hookseal_model::signature;

use super::random::Random;

/// A header for the payload; `None` for an absent one.
pub(crate) fn random(
    random: &mut Random,
    secrets: &[Vec<u8>],
    timestamp: i64,
    payload: &[u8],
) -> Option<Vec<u8>> {
    if random.once_in(40) {
        return random.pick(&[None, Some(Vec::new()), Some(b" ".to_vec())]);
    }
    let stamp = stamp(random, timestamp);
    let mut elements = vec![format!("t={stamp}")];
    let signatures = match random.below(24) {
        0 => 0,
        1 => 14 + random.below(5),
        2..=9 => 2,
        _ => 1,
    };
    for _ in 0..signatures {
        elements.push(format!("v1={}", v1(random, secrets, &stamp, payload)));
    }
    while random.once_in(4) {
        elements.push(other(random));
    }
    if random.once_in(3) {
        random.shuffle(&mut elements);
    }

    let separators = [",", ", ", ",  ", " ,", "\t,\t", ",,", ", ,"];
    let separator = if random.once_in(30) { ";" } else { random.pick(&separators) };
    let mut header = elements.join(separator).into_bytes();
    if random.once_in(8) {
        header.extend(random.pick(&[",", " ", "\t", ", ", "\n", "\r\n", "\0", "\u{a0}"]).bytes());
    }
    if random.once_in(40) {
        header.extend(b",pad=");
        header.resize(4094 + random.below(6), b'x');
    }
    if random.once_in(12) {
        random.mutate(&mut header);
    }
    Some(header)
}

fn stamp(random: &mut Random, timestamp: i64) -> String {
    match random.below(40) {
        0 => format!("00{timestamp}"),
        1 => format!("+{timestamp}"),
        2 => format!("{timestamp}.0"),
        3 => format!(" {timestamp}"),
        4 => format!("0x{timestamp:x}"),
        5 => format!("{timestamp:016}"),
        6 => format!("{timestamp:015}"),
        7 => random.pick(&["", "0", "-0", "abc", "١٢٣", "1_735", "999999999999999"]).to_owned(),
        _ => timestamp.to_string(),
    }
}

fn v1(random: &mut Random, secrets: &[Vec<u8>], stamp: &str, payload: &[u8]) -> String {
    let secret = if secrets.is_empty() { Vec::new() } else { random.pick(secrets) };
    let genuine = signature(&secret, stamp, payload);
    match random.below(16) {
        0 => genuine.to_uppercase(),
        1 => signature(b"another", stamp, payload),
        2 => signature(&secret, stamp, &[payload, b"\n"].concat()),
        3 => "0".repeat(64),
        4 => genuine.repeat(2).chars().take(61 + random.below(6)).collect(),
        5 => genuine.chars().map(|c| if random.once_in(32) { 'f' } else { c }).collect(),
        6 => genuine.chars().map(|c| if random.once_in(64) { 'g' } else { c }).collect(),
        7 => {
            random.pick(&[format!(" {genuine}"), format!("0x{genuine}"), format!("\"{genuine}\"")])
        }
        _ => genuine,
    }
}

fn other(random: &mut Random) -> String {
    let elements =
        ["v0=00", "v2=abc", "x", "=", "a=b=c", "T=1", "V1=00", "t =1", "v1 =00", "t", "v1", "v1="];
    random.pick(&elements).to_owned()
}
