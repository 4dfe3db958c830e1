//! The buffer into which JavaScript writes the arguments of a call, one after the other.

use alloc::vec::Vec;

use zeroize::Zeroize;

use crate::memory;

pub(crate) struct Buffer(Vec<u8>);

impl Buffer {
    pub(crate) const fn new() -> Self {
        Self(Vec::new())
    }

    /// The arguments of these lengths; `None` if the buffer is shorter.
    #[cfg(feature = "verify")]
    pub(crate) fn arguments<const N: usize>(&self, lengths: [usize; N]) -> Option<[&[u8]; N]> {
        let mut rest = self.0.as_slice();
        let mut arguments = [rest; N];
        for (argument, length) in arguments.iter_mut().zip(lengths) {
            (*argument, rest) = rest.split_at_checked(length)?;
        }
        Some(arguments)
    }

    /// The one argument of this length.
    pub(crate) fn argument(&self, length: usize) -> Option<&[u8]> {
        self.0.get(..length)
    }

    /// Wipes the arguments up to this length.
    pub(crate) fn wipe(&mut self, length: usize) {
        self.0.iter_mut().take(length).for_each(Zeroize::zeroize);
    }

    /// Makes the buffer `length` bytes long. Returns false, and leaves it as it is, if there is no
    /// memory for that.
    fn resize(&mut self, length: usize) -> bool {
        let added = length.saturating_sub(self.0.len());
        let has_room = self.0.try_reserve_exact(added).is_ok();
        if has_room {
            self.0.resize(length, 0);
            self.0.shrink_to_fit();
        }
        has_room
    }
}

/// The items of a list: each follows its length, which is 4 bytes with the least significant first.
pub(crate) fn items(mut list: &[u8]) -> impl Iterator<Item = &[u8]> {
    core::iter::from_fn(move || {
        let (length, rest) = list.split_first_chunk()?;
        let length = usize::try_from(u32::from_le_bytes(*length)).ok()?;
        let (item, rest) = rest.split_at_checked(length)?;
        list = rest;
        Some(item)
    })
}

/// Makes the buffer `length` bytes long and returns its address, or null if there is no memory for
/// that. The old contents are lost.
#[unsafe(no_mangle)]
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // saturates
pub extern "C" fn resize_buffer(length: f64) -> *mut u8 {
    memory::with(|memory| {
        if memory.buffer.resize(length as usize) {
            memory.buffer.0.as_mut_ptr()
        } else {
            core::ptr::null_mut()
        }
    })
}
