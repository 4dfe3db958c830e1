//! A client of WorkOS's Events API, which keeps the events of the last 90 days.
//!
//! [`Reader`] goes through all events from a [`Position`] on, page by page. After each page it says where to go on,
//! so that whoever keeps this position can stop at any point and resume.

mod answer;
pub mod catch_up;
mod circle;
mod client;
mod error;
mod event;
mod order;
mod pause;
mod position;
mod reader;

pub use client::{Client, Query};
pub use error::ApiError;
pub use event::{ApiEvent, Head};
pub use position::Position;
pub use reader::{Batch, Reader};
