//! The verifier.

use hookseal::SignatureHeader;
use napi::bindgen_prelude::Uint8Array;
use napi_derive::napi;

use crate::milliseconds;
use crate::outcome::Outcome;
use crate::verification::NativeVerification;

/// A verifier that may still have to be told that its configuration is wrong.
#[napi]
#[derive(Debug)]
pub struct NativeVerifier(Result<hookseal::Verifier, hookseal::ConfigError>);

#[napi]
impl NativeVerifier {
    /// `tolerance` in seconds; absent for none.
    #[napi(constructor, catch_unwind)]
    pub fn new(secrets: Vec<Uint8Array>, tolerance: Option<f64>) -> Self {
        let builder = hookseal::Verifier::builder().tolerance_seconds(tolerance);
        Self(builder.secrets(secrets).build())
    }

    /// What is wrong with the configuration, if anything is.
    #[napi(catch_unwind)]
    pub fn fault(&self) -> Option<Outcome> {
        self.0.as_ref().err().map(|&error| error.into())
    }

    /// `now` in milliseconds; absent for the system clock.
    #[napi(catch_unwind)]
    pub fn verify(&self, payload: &[u8], header: Option<String>, now: Option<f64>) -> Outcome {
        let verifier = match &self.0 {
            Ok(verifier) => verifier,
            Err(error) => return (*error).into(),
        };
        let header = SignatureHeader::from(header.as_ref());
        match now {
            Some(now) => verifier.verify_at(payload, header, milliseconds(now)).into(),
            None => verifier.verify(payload, header).into(),
        }
    }

    /// As `verify`, and then whether the payload is an event.
    #[napi(catch_unwind)]
    pub fn check_event(&self, payload: &[u8], header: Option<String>, now: Option<f64>) -> Outcome {
        let verifier = match &self.0 {
            Ok(verifier) => verifier,
            Err(error) => return (*error).into(),
        };
        let header = SignatureHeader::from(header.as_ref());
        let event = match now {
            Some(now) => verifier.construct_event_at(payload, header, milliseconds(now)),
            None => verifier.construct_event(payload, header),
        };
        event.map_or_else(Into::into, |_| Outcome::default())
    }

    /// Starts to check a payload that arrives in chunks.
    #[napi(catch_unwind)]
    pub fn begin(&self, header: Option<String>) -> NativeVerification {
        NativeVerification::new(match &self.0 {
            Ok(verifier) => {
                verifier.begin(SignatureHeader::from(header.as_ref())).map_err(Into::into)
            }
            Err(error) => Err((*error).into()),
        })
    }
}
