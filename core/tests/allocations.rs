//! `verify` never allocates, whatever the verdict.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

use hookseal::{ErrorCode, Verifier, sign};

struct Counting;

// Counted per thread, because the test runner's own thread allocates at any time.
thread_local! {
    static ALLOCATIONS: Cell<usize> = const { Cell::new(0) };
}

#[allow(unsafe_code)]
// SAFETY: every call goes to the system's allocator unchanged.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        ALLOCATIONS.set(ALLOCATIONS.get() + 1);
        // SAFETY: the caller keeps the contract of `alloc`.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        // SAFETY: the caller keeps the contract of `dealloc`; `System` made the block.
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

#[test]
fn verify_does_not_allocate() {
    let secrets: Vec<String> = (0..16).map(|n| format!("whsec_{n}")).collect();
    let verifier = Verifier::builder().secrets(&secrets).build().unwrap();
    let payload = vec![0x5a; 100_000];
    let now = 1_735_000_000_000;
    let genuine = sign("whsec_15", &payload, now);
    let digest = &genuine["t=1735000000000, v1=".len()..];
    let crowded = format!("t={now}{}", format!(",v1={digest}").repeat(16));

    for (header, now_ms, expected) in [
        (Some(genuine.as_str()), now, None),
        (Some(&crowded), now, None),
        (None, now, Some(ErrorCode::MissingHeader)),
        (Some("t=abc"), now, Some(ErrorCode::MalformedHeader)),
        (Some("t=1"), now, Some(ErrorCode::NoSignature)),
        (Some(&sign("another", &payload, now)), now, Some(ErrorCode::SignatureMismatch)),
        (Some(&genuine), now + 180_001, Some(ErrorCode::TimestampTooOld)),
        (Some(&genuine), now - 180_001, Some(ErrorCode::TimestampInFuture)),
    ] {
        let before = ALLOCATIONS.get();
        let result = verifier.verify_at(&payload, header, now_ms);
        let allocations = ALLOCATIONS.get() - before;
        assert_eq!(result.err().map(|error| error.code()), expected);
        assert_eq!(allocations, 0, "{expected:?}");
    }

    let before = ALLOCATIONS.get();
    let stale = verifier.verify(&payload, &genuine); // reads the system clock
    assert_eq!(ALLOCATIONS.get(), before);
    assert_eq!(stale.unwrap_err().code(), ErrorCode::TimestampTooOld);
}
