//! Takes any bytes as a header, without and with a genuine signature at the end: the core's parser
//! must agree with the model's.

#![no_main]

use hookseal_fuzz::{recipe, verdict};
use hookseal_model::{Delivery, Tolerance, signature, verify};
use libfuzzer_sys::fuzz_target;

const SECRET: &[u8] = b"whsec_fuzz";
const PAYLOAD: &[u8] = b"{}";

fuzz_target!(|header: &[u8]| {
    let genuine = signature(SECRET, &recipe::timestamp_of(header), PAYLOAD);
    let signed = [header, b",v1=", genuine.as_bytes()].concat();
    for header in [header.to_vec(), signed] {
        let delivery = Delivery {
            secrets: vec![SECRET.to_vec()],
            tolerance: Tolerance::Off,
            header: Some(header),
            now_ms: 0,
            payload: PAYLOAD.to_vec(),
        };
        assert_eq!(verdict::verify(&delivery), verify(&delivery), "core, model: {delivery:?}");
    }
});
