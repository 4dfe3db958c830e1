//! Takes any bytes as a genuine payload, and as a stored one: the core must read the same event as the
//! model. If the signature is not genuine, the payload must not be read at all.

#![no_main]

use hookseal_fuzz::verdict;
use hookseal_model::{Delivery, Tolerance, construct_event, read_event, sign};
use libfuzzer_sys::fuzz_target;

const SECRET: &[u8] = b"whsec_fuzz";
const NOW: u64 = 1_735_000_000_000;

fuzz_target!(|payload: &[u8]| {
    let mut delivery = Delivery {
        secrets: vec![SECRET.to_vec()],
        tolerance: Tolerance::Default,
        header: sign(SECRET, NOW, payload).ok().map(String::into_bytes),
        now_ms: NOW.cast_signed(),
        payload: payload.to_vec(),
    };
    let event = verdict::construct_event(&delivery);
    assert_eq!(event, construct_event(&delivery), "core, model: {payload:?}");

    assert_eq!(verdict::read_event(payload), read_event(payload), "stored: {payload:?}");

    delivery.secrets = vec![b"another".to_vec()];
    let refused = verdict::construct_event(&delivery).map_err(|refused| refused.code);
    assert_eq!(refused, Err("signature_mismatch"), "{payload:?}");
});
