//! `hookseal_find_header`.

use std::ffi::c_char;
use std::ptr;

use hookseal_core::find_header;

use crate::bytes::{self, Bytes};
use crate::failure::Failure;
use crate::ffi_boundary::{ffi_boundary, required_mut};
use crate::status::Status;

/// The size of a buffer for every header value that hookseal accepts, and one byte more.
pub const HOOKSEAL_HEADER_VALUE_SIZE: usize = 4097;

// cbindgen needs the number itself.
const _: () = assert!(hookseal_core::MAX_HEADER_LEN + 1 == HOOKSEAL_HEADER_VALUE_SIZE);

const HEADERS: &str = "headers is null but count is not 0, or count is impossible; pass an array and \
                       the number of its elements";
const HEADER: &str = "a header's name or value is null but its length is not 0, or the length is \
                      impossible; pass each with its length";

/// One header of a request. The name and the value stay yours.
#[repr(C)]
pub struct Header {
    /// The name, in upper or lower case.
    pub name: Bytes,
    /// The value.
    pub value: Bytes,
}

/// Finds the value of the signature header among all headers of a request. Upper and lower case in
/// names do not matter. If there are several, it joins their values with ", ".
///
/// Writes the value to `out`, which has room for HOOKSEAL_HEADER_VALUE_SIZE bytes, and its length
/// to `*out_len`. No NUL follows. A longer value is cut off there; hookseal_verify refuses it all
/// the same.
///
/// Can fail with HOOKSEAL_MISSING_HEADER if there is no such header, and with
/// HOOKSEAL_INVALID_ARGUMENT. Then `*out_len` is 0.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hookseal_find_header(
    headers: *const Header,
    count: usize,
    out: *mut c_char,
    out_len: *mut usize,
) -> Status {
    ffi_boundary(|| {
        // SAFETY: as the crate's documentation asks of every caller.
        let (out_len, headers) = unsafe {
            let out_len = required_mut(out_len, "out_len is null; pass the address of a size_t")?;
            *out_len = 0;
            (out_len, bytes::slice(headers, count, HEADERS)?)
        };
        if out.is_null() {
            return Err(Failure::Misuse(
                "out is null; pass a buffer of HOOKSEAL_HEADER_VALUE_SIZE bytes",
            ));
        }
        let mut pairs = Vec::with_capacity(headers.len());
        for header in headers {
            // SAFETY: as the crate's documentation asks of every caller.
            pairs.push(unsafe { (field(&header.name)?, field(&header.value)?) });
        }
        let value = find_header(pairs).ok_or(hookseal_core::VerifyError::MissingHeader)?;
        let len = value.len().min(HOOKSEAL_HEADER_VALUE_SIZE);
        // SAFETY: `out` is not null. As the caller promises, it has enough room. The value is our
        // own, so it cannot overlap `out`.
        unsafe { ptr::copy_nonoverlapping(value.as_ptr().cast(), out, len) };
        *out_len = len;
        Ok(())
    })
}

unsafe fn field<'a>(bytes: &Bytes) -> Result<&'a [u8], Failure> {
    // SAFETY: the caller's promise is passed on.
    unsafe { bytes::slice(bytes.data, bytes.len, HEADER) }
}
