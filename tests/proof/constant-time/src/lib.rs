//! Talks to valgrind's memcheck, which tracks for every bit whether it is defined: the bits of a
//! secret, called undefined, are tracked through all that is computed from them, and a branch or an
//! address that depends on one is an error (the method of Adam Langley's ctgrind).
//!
//! These are the requests of valgrind.h, for x86-64: a sequence of instructions that does nothing
//! on a processor and that valgrind knows.

#[cfg(not(target_arch = "x86_64"))]
compile_error!("valgrind's requests are written for x86-64 only");

use core::arch::asm;
use core::ffi::c_void;

const RUNNING_ON_VALGRIND: usize = 0x1001;
const COUNT_ERRORS: usize = 0x1201;
const CHANGE_ERR_DISABLEMENT: usize = 0x1801;
/// Those of memcheck begin here: `VG_USERREQ_TOOL_BASE('M', 'C')`.
const MEMCHECK: usize = (b'M' as usize) << 24 | (b'C' as usize) << 16;
const MAKE_MEM_UNDEFINED: usize = MEMCHECK + 1;
const MAKE_MEM_DEFINED: usize = MEMCHECK + 2;

/// Gives 0 if valgrind is not there, or does not know the request.
fn request(number: usize, first: usize, second: usize) -> usize {
    let arguments = [number, first, second, 0, 0, 0];
    let mut result = 0_usize;
    // SAFETY: rdi is turned by 128 bits, which leaves it as it was; rbx is exchanged with itself.
    // Valgrind reads the six arguments and writes rdx.
    unsafe {
        asm!(
            "rol rdi, 3", "rol rdi, 13", "rol rdi, 61", "rol rdi, 51", "xchg rbx, rbx",
            inout("rdx") result,
            in("rax") arguments.as_ptr(),
        );
    }
    result
}

/// Whether there is anyone to talk to.
#[must_use]
pub fn is_running() -> bool {
    request(RUNNING_ON_VALGRIND, 0, 0) > 0
}

/// How many errors there were so far, each counted as often as it occurred.
#[must_use]
pub fn errors() -> usize {
    request(COUNT_ERRORS, 0, 0)
}

/// The value's own bytes (not what they point to) are secret from here on.
pub fn conceal<T: ?Sized>(value: &T) {
    mark(MAKE_MEM_UNDEFINED, value);
}

/// The value's own bytes may be looked at: it has been published.
pub fn reveal<T: ?Sized>(value: &T) {
    mark(MAKE_MEM_DEFINED, value);
}

fn mark<T: ?Sized>(how: usize, value: &T) {
    let address = core::ptr::from_ref(value).cast::<c_void>() as usize;
    request(how, address, size_of_val(value));
}

/// Runs what may look at secrets; errors are neither reported nor counted meanwhile.
pub fn unwatched<T>(work: impl FnOnce() -> T) -> T {
    request(CHANGE_ERR_DISABLEMENT, 1, 0);
    let result = work();
    request(CHANGE_ERR_DISABLEMENT, usize::MAX, 0);
    result
}
