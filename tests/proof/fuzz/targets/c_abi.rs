//! Calls of the C ABI in any order, with null handles, finished ones, null and exactly sized
//! buffers: every status and every output is what the model says. Memory errors are the sanitizer's
//! to find.

#![no_main]

use hookseal_fuzz::machine::Machine;
use hookseal_fuzz::reader::Reader;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| {
    let mut input = Reader::new(input);
    let mut machine = Machine::default();
    while !input.is_empty() {
        machine.step(&mut input);
    }
});
