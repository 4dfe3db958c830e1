//! A payload in any chunks, empty ones too, comes to what it comes to in one piece.

#![no_main]

use hookseal_fuzz::reader::Reader;
use hookseal_fuzz::{recipe, verdict};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| {
    let mut input = Reader::new(input);
    let sizes = input.chunk();
    let delivery = recipe::delivery(&mut input);
    let Ok(verifier) = verdict::verifier(&delivery) else { return };
    let (header, now_ms) = (delivery.header.as_ref(), delivery.now_ms);

    let streamed = verifier.begin(header).and_then(|mut verification| {
        let mut rest = delivery.payload.as_slice();
        for &size in sizes {
            let (chunk, after) = rest.split_at(usize::from(size).min(rest.len()));
            verification.update(chunk);
            rest = after;
        }
        // A copy takes its own course.
        let mut spoilt = verification.clone();
        spoilt.update(rest);
        spoilt.update("more");
        assert!(spoilt.finish_at(now_ms).is_err(), "a longer payload passes: {delivery:?}");
        verification.update(rest);
        verification.finish_at(now_ms)
    });
    let whole = verifier.verify_at(&delivery.payload, header, now_ms);
    assert_eq!(streamed, whole, "streamed, whole: {delivery:?}");
});
