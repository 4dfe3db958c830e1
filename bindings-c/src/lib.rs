//! The C ABI. It converts pointers, errors and names; every rule is in the core.
//!
//! The doc comments become `include/hookseal.h` and address its readers. All functions ask the same
//! of their callers, as C functions do, so it is written once, here: a pointer is null or points to
//! as many valid objects as its length says, and a handle has not been freed.

#![allow(clippy::missing_safety_doc)] // see above
#![allow(clippy::doc_markdown)] // written for readers of C
#![allow(missing_debug_implementations)] // C cannot use it

mod action;
mod bytes;
mod diagnosis;
mod envelope;
mod event;
mod failure;
mod ffi_boundary;
mod headers;
mod last_error;
mod request;
mod signing;
mod status;
mod verification;
mod verified;
mod verifier;

pub use action::{
    Action, ActionVerifier, AnswerVerdict, AnyVerdict, HOOKSEAL_ACTION_RESPONSE_SIZE,
    HOOKSEAL_ACTION_TOLERANCE_DEFAULT, hookseal_action_free, hookseal_action_id,
    hookseal_action_member, hookseal_action_object, hookseal_action_payload,
    hookseal_action_verifier_free, hookseal_action_verifier_new, hookseal_construct_action,
    hookseal_construct_action_at, hookseal_sign_action_response, hookseal_sign_action_response_at,
};
pub use bytes::Bytes;
pub use diagnosis::{
    Diagnosis, hookseal_diagnose, hookseal_diagnosis_code, hookseal_diagnosis_finding_advice,
    hookseal_diagnosis_finding_code, hookseal_diagnosis_finding_count,
    hookseal_diagnosis_finding_message, hookseal_diagnosis_free, hookseal_diagnosis_next_step,
    hookseal_diagnosis_ruled_out, hookseal_diagnosis_summary, hookseal_diagnosis_text,
};
pub use event::{
    Event, hookseal_construct_event, hookseal_construct_event_at, hookseal_event_free,
    hookseal_event_id, hookseal_event_member, hookseal_event_payload, hookseal_event_read,
    hookseal_event_type,
};
pub use headers::{HOOKSEAL_HEADER_VALUE_SIZE, Header, hookseal_find_header};
pub use last_error::{hookseal_last_error_message, hookseal_last_error_timestamp};
pub use request::{HOOKSEAL_BODY_DEADLINE_SECONDS, HOOKSEAL_BODY_LIMIT_DEFAULT, hookseal_admit};
pub use signing::{HOOKSEAL_HEADER_SIZE, hookseal_sign};
pub use status::{
    AnyStatus, Status, hookseal_status_code, hookseal_status_http, hookseal_status_message,
    hookseal_version,
};
pub use verification::{
    Verification, hookseal_verification_begin, hookseal_verification_begin_event,
    hookseal_verification_finish, hookseal_verification_finish_at,
    hookseal_verification_finish_event, hookseal_verification_finish_event_at,
    hookseal_verification_free, hookseal_verification_update,
};
pub use verified::Verified;
pub use verifier::{
    HOOKSEAL_TOLERANCE_DEFAULT, HOOKSEAL_TOLERANCE_NONE, Verifier, hookseal_verifier_free,
    hookseal_verifier_new, hookseal_verify, hookseal_verify_at,
};
