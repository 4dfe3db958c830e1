//! The Rust example of the project's README, run as a doctest.

#![cfg_attr(doctest, doc = include_str!("../../../README.md"))]
