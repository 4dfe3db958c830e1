//! Takes a payload in chunks of any size, also empty ones: the verdict must be the same as in one
//! piece.

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
            let (chunk, tail) = rest.split_at(usize::from(size).min(rest.len()));
            verification.update(chunk);
            rest = tail;
        }
        // A clone does not affect the original.
        let mut longer = verification.clone();
        longer.update(rest);
        longer.update("more");
        assert!(longer.finish_at(now_ms).is_err(), "a longer payload passes: {delivery:?}");
        verification.update(rest);
        verification.finish_at(now_ms)
    });
    let one_shot = verifier.verify_at(&delivery.payload, header, now_ms);
    assert_eq!(streamed, one_shot, "streamed, in one piece: {delivery:?}");
});
