//! Local development: shows each delivery live, with its verdict, and hands it to an application on this machine.
//!
//! Deliveries come to an [`endpoint`], or are made here of the events that [`poll`] reads from the Events API.

pub mod application;
pub mod endpoint;
pub mod explainer;
mod kept_body;
pub mod local_secret;
pub mod poll;
mod progress;
mod state;
pub mod view;
