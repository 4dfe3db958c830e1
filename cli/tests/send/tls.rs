use std::fs;
use std::time::Duration;

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use serde_json::json;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::rustls::{ServerConfig, crypto::ring};

use crate::endpoint::Endpoint;
use crate::program::send;

/// An endpoint, and the PEM of the authority that signed its certificate.
fn endpoint() -> (Endpoint, String) {
    let mut authority = CertificateParams::new(Vec::new()).unwrap();
    authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let authority = CertifiedIssuer::self_signed(authority, KeyPair::generate().unwrap()).unwrap();
    let key = KeyPair::generate().unwrap();
    let certificate = CertificateParams::new(vec!["127.0.0.1".to_owned()])
        .unwrap()
        .signed_by(&key, &authority)
        .unwrap();
    let config = ServerConfig::builder_with_provider(ring::default_provider().into())
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(
            vec![CertificateDer::from(certificate)],
            PrivateKeyDer::try_from(key.serialize_der()).unwrap(),
        )
        .unwrap();
    let endpoint = Endpoint::start(|_, _| (200, Duration::ZERO, String::new()), Some(config));
    (endpoint, authority.pem())
}

#[test]
fn a_private_authority_is_trusted_only_if_it_is_named() {
    let (endpoint, pem) = endpoint();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("ca.pem");
    fs::write(&file, pem).unwrap();

    let run = send(&endpoint.url, &format!("--count 20 --dropped 50 --ca {}", file.display()));
    assert_eq!(run.code, 0, "{run:?}");
    let complete = endpoint.requests().iter().filter(|request| request.complete).count();
    assert!(complete >= 20, "{complete}");

    fs::write(&file, self::endpoint().1).unwrap();
    for arguments in [format!("--ca {}", file.display()), String::new()] {
        let before = endpoint.requests().len();
        let run = send(&endpoint.url, &format!("--retries 1 {arguments}"));
        assert_eq!(run.code, 1);
        assert_eq!(run.ledger[0]["statuses"], json!(["refused", "refused"]));
        assert!(run.summary()["first_fault"].as_str().unwrap().contains("certificate"));
        assert_eq!(endpoint.requests().len(), before);
    }
}
