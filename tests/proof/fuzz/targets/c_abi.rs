//! Calls the C ABI in any order: with null or finished handles, and with null or exactly sized
//! buffers. Every status and every output must equal the model's. The sanitizer finds memory errors.

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
