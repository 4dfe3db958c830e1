//! Talks to valgrind's memcheck, which tracks for every bit whether it is defined. We mark the bits
//! of a secret as undefined. Memcheck follows them through every computation and reports each
//! branch and each address that depends on one (the method of Adam Langley's ctgrind).
//!
//! These are the requests of valgrind.h for x86-64: a sequence of instructions that has no effect
//! on a processor and that valgrind recognises.

#[cfg(not(target_arch = "x86_64"))]
compile_error!("valgrind's requests are written for x86-64 only");

use core::arch::asm;
use core::ffi::c_void;

const RUNNING_ON_VALGRIND: usize = 0x1001;
const COUNT_ERRORS: usize = 0x1201;
const CHANGE_ERR_DISABLEMENT: usize = 0x1801;
/// The first of memcheck's own requests: `VG_USERREQ_TOOL_BASE('M', 'C')`.
const MEMCHECK: usize = (b'M' as usize) << 24 | (b'C' as usize) << 16;
const MAKE_MEM_UNDEFINED: usize = MEMCHECK + 1;
const MAKE_MEM_DEFINED: usize = MEMCHECK + 2;

/// Returns 0 if valgrind is not running, or does not know the request.
fn request(number: usize, first: usize, second: usize) -> usize {
    let arguments = [number, first, second, 0, 0, 0];
    let mut result = 0_usize;
    // SAFETY: the instructions rotate rdi by 128 bits in total and exchange rbx with itself, so
    // they change neither. Valgrind reads the six arguments and writes rdx.
    unsafe {
        asm!(
            "rol rdi, 3", "rol rdi, 13", "rol rdi, 61", "rol rdi, 51", "xchg rbx, rbx",
            inout("rdx") result,
            in("rax") arguments.as_ptr(),
        );
    }
    result
}

/// Whether the program runs under valgrind.
#[must_use]
pub fn is_running() -> bool {
    request(RUNNING_ON_VALGRIND, 0, 0) > 0
}

/// The number of errors so far; repeated ones are counted each time.
#[must_use]
pub fn errors() -> usize {
    request(COUNT_ERRORS, 0, 0)
}

/// Marks the value's own bytes (not what they point to) as secret.
pub fn conceal<T: ?Sized>(value: &T) {
    mark(MAKE_MEM_UNDEFINED, value);
}

/// Marks the value's own bytes as published, so that branches may depend on them.
pub fn reveal<T: ?Sized>(value: &T) {
    mark(MAKE_MEM_DEFINED, value);
}

fn mark<T: ?Sized>(request_number: usize, value: &T) {
    let address = core::ptr::from_ref(value).cast::<c_void>() as usize;
    request(request_number, address, size_of_val(value));
}

/// Runs work that may depend on secrets: its errors are neither reported nor counted.
pub fn unwatched<T>(work: impl FnOnce() -> T) -> T {
    request(CHANGE_ERR_DISABLEMENT, 1, 0);
    let result = work();
    request(CHANGE_ERR_DISABLEMENT, usize::MAX, 0);
    result
}
