//! What holds for every input: there is no panic, every error has a code, and a single changed bit
//! is noticed.

use hookseal::{ErrorCode, Signer, Verifier, VerifyError};
use proptest::prelude::*;
use proptest::sample::Index;

const SECRET: &str = "whsec_properties";
const MAX_TIMESTAMP: i64 = 999_999_999_999_999;

fn any_clock() -> impl Strategy<Value = i64> {
    prop_oneof![Just(i64::MIN), Just(i64::MAX), Just(0), Just(-1), any::<i64>(), 0..=MAX_TIMESTAMP]
}

/// Random bytes fail at the first step; pieces of real headers reach the later ones.
fn any_header() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        Just("t=".to_owned()),
        Just("v1=".to_owned()),
        Just(",".to_owned()),
        Just(", ".to_owned()),
        Just("=".to_owned()),
        Just("v0=00".to_owned()),
        "[0-9]{1,17}",
        "[0-9a-fA-F]{64}",
        "[ -~\t\u{e9}\0]{0,5}",
    ];
    prop_oneof![
        prop::collection::vec(any::<u8>(), 0..200),
        prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat().into_bytes()),
    ]
}

/// Pieces of what a payload may be before and after an accident.
#[cfg(feature = "diagnose")]
fn any_payload() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        "[{}\\[\\],:\"\\\\ \n\r%=&+]",
        Just("\\u00e9".to_owned()),
        Just("\\ud83d\\ude00".to_owned()),
        Just("\"body\":\"".to_owned()),
        Just("1.0".to_owned()),
        Just("b'\\x".to_owned()),
        Just("\u{feff}".to_owned()),
        "\\PC{0,4}",
    ];
    prop_oneof![
        prop::collection::vec(any::<u8>(), 0..60),
        prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat().into_bytes()),
    ]
}

fn is_a_verdict(error: &VerifyError) -> bool {
    !error.to_string().is_empty() && ErrorCode::ALL.contains(&error.code())
}

proptest! {
    #[test]
    fn any_input_gets_a_verdict(
        header in any_header(),
        payload in prop::collection::vec(any::<u8>(), 0..300),
        now_ms in any_clock(),
    ) {
        let verifier = Verifier::new(SECRET).unwrap();
        let error = verifier.verify_at(&payload, &header, now_ms).unwrap_err();
        prop_assert!(is_a_verdict(&error));
        // Streaming gives the same verdict.
        let streamed = verifier.begin(&header).and_then(|mut verification| {
            verification.update(&payload);
            verification.finish_at(now_ms)
        });
        prop_assert_eq!(streamed.unwrap_err(), error);
    }

    #[test]
    fn a_signed_payload_is_accepted_in_any_chunking(
        payload in prop::collection::vec(any::<u8>(), 0..500),
        timestamp in 0..=MAX_TIMESTAMP,
        cuts in prop::collection::vec(any::<Index>(), 0..5),
    ) {
        let header = Signer::new(SECRET).unwrap().sign(&payload, timestamp).unwrap();
        let verifier = Verifier::new(SECRET).unwrap();
        let verified = verifier.verify_at(&payload, &header, timestamp).unwrap();
        prop_assert_eq!((verified.timestamp, verified.secret_index), (timestamp, 0));

        let mut cuts: Vec<_> = cuts.iter().map(|cut| cut.index(payload.len() + 1)).collect();
        cuts.sort_unstable();
        let mut verification = verifier.begin(&header).unwrap();
        let mut start = 0;
        for end in cuts.into_iter().chain([payload.len()]) {
            verification.update(&payload[start..end]);
            start = end;
        }
        prop_assert_eq!(verification.finish_at(timestamp).unwrap(), verified);
    }

    #[test]
    fn a_genuine_signature_is_judged_by_any_clock(timestamp in 0..=MAX_TIMESTAMP, now_ms in any_clock()) {
        let header = hookseal::sign(SECRET, "{}", timestamp);
        let difference = i128::from(timestamp) - i128::from(now_ms);
        let expected = match difference {
            -180_000..=180_000 => None,
            180_001.. => Some(ErrorCode::TimestampInFuture),
            _ => Some(ErrorCode::TimestampTooOld),
        };
        let result = Verifier::new(SECRET).unwrap().verify_at("{}", &header, now_ms);
        if let Err(
            error @ (VerifyError::TimestampTooOld { difference_ms, timestamp: reported }
            | VerifyError::TimestampInFuture { difference_ms, timestamp: reported }),
        ) = result {
            prop_assert_eq!(u128::from(difference_ms), difference.unsigned_abs());
            prop_assert_eq!(reported, timestamp);
            prop_assert!(is_a_verdict(&error));
        }
        prop_assert_eq!(result.err().map(|error| error.code()), expected);
    }

    #[test]
    fn one_changed_bit_is_refused(
        payload in prop::collection::vec(any::<u8>(), 1..200),
        place in any::<Index>(),
        bit in 0_u8..8,
    ) {
        let now_ms = 1_735_000_000_000;
        let header = hookseal::sign(SECRET, &payload, now_ms);
        let flip = |bytes: &[u8]| {
            let mut changed = bytes.to_vec();
            changed[place.index(bytes.len())] ^= 1 << bit;
            changed
        };
        let verifier = Verifier::new(SECRET).unwrap();

        let refused = verifier.verify_at(flip(&payload), &header, now_ms).unwrap_err();
        prop_assert_eq!(refused.code(), ErrorCode::SignatureMismatch);

        // The changed secret need not be an allowed one.
        if let Ok(other) = Verifier::new(flip(SECRET.as_bytes())) {
            let refused = other.verify_at(&payload, &header, now_ms).unwrap_err();
            prop_assert_eq!(refused.code(), ErrorCode::SignatureMismatch);
        }

        // The case of a hex digit may change, because its value stays the same.
        let changed = flip(header.as_bytes());
        let same = changed.eq_ignore_ascii_case(header.as_bytes())
            && changed.starts_with(b"t=")
            && changed.windows(3).any(|key| key == b"v1=");
        if !same {
            prop_assert!(verifier.verify_at(&payload, &changed, now_ms).is_err());
        }
    }
}

#[cfg(feature = "diagnose")]
proptest! {
    #[test]
    fn any_input_gets_a_diagnosis(
        payload in any_payload(),
        header in any_header(),
        secrets in prop::collection::vec(any_payload(), 0..3),
        sign_it in any::<bool>(),
        now_ms in any_clock(),
    ) {
        let signed = hookseal::sign(SECRET, &payload, 1_735_000_000_000);
        let header = if sign_it { signed.as_bytes() } else { &header };
        let diagnosis = hookseal::diagnose(&payload, Some(header), &secrets, now_ms);
        let verifier = Verifier::builder().secrets(&secrets).build();
        let expected = match verifier.map(|verifier| verifier.verify_at(&payload, header, now_ms)) {
            Ok(Ok(_)) => "ok",
            Ok(Err(error)) => error.code().as_str(),
            Err(error) => error.code().as_str(),
        };
        prop_assert_eq!(diagnosis.code(), expected);
        prop_assert!(!diagnosis.summary().is_empty());
    }
}
