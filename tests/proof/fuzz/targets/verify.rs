//! Takes deliveries, some of them genuine: the core's verdict must be the model's.

#![no_main]

use hookseal_fuzz::reader::Reader;
use hookseal_fuzz::{recipe, verdict};
use hookseal_model::verify;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| {
    let delivery = recipe::delivery(&mut Reader::new(input));
    assert_eq!(verdict::verify(&delivery), verify(&delivery), "core, model: {delivery:?}");
});
