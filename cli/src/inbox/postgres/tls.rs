//! TLS to the server.

use std::sync::Arc;

use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{ClientConfig, DigitallySignedStruct, RootCertStore, SignatureScheme};
use tokio_postgres_rustls::MakeRustlsConnect;

use super::super::InboxError;
use super::address::Trust;

/// Makes what tokio-postgres encrypts connections with, if the URL and the server want that.
pub(super) fn connector(trust: &Trust) -> Result<MakeRustlsConnect, InboxError> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder = ClientConfig::builder_with_provider(Arc::clone(&provider))
        .with_safe_default_protocol_versions()
        .map_err(|error| InboxError::Other(error.to_string()))?;
    let mut config = match roots(trust)? {
        Some(roots) => builder.with_root_certificates(roots),
        None => {
            builder.dangerous().with_custom_certificate_verifier(Arc::new(AnyCertificate(provider)))
        }
    }
    .with_no_client_auth();
    // For `sslnegotiation=direct`.
    config.alpn_protocols = vec![b"postgresql".to_vec()];
    Ok(MakeRustlsConnect::new(config))
}

fn roots(trust: &Trust) -> Result<Option<RootCertStore>, InboxError> {
    let mut roots = RootCertStore::empty();
    match trust {
        Trust::Anyone => return Ok(None),
        Trust::System => {
            roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
        }
        Trust::File(path) => {
            let failed =
                |error| InboxError::Other(format!("sslrootcert {}: {error}", path.display()));
            let certificates: Result<Vec<_>, _> =
                CertificateDer::pem_file_iter(path).and_then(Iterator::collect).map_err(failed);
            roots.add_parsable_certificates(certificates?);
        }
    }
    if roots.is_empty() {
        let cure = "install ca-certificates, or give sslrootcert=FILE in the URL";
        return Err(InboxError::Other(format!("no certificate of an authority was found; {cure}")));
    }
    Ok(Some(roots))
}

/// Takes any certificate, as `sslmode=prefer` and `require` do; the handshake must still be signed with its key.
#[derive(Debug)]
struct AnyCertificate(Arc<CryptoProvider>);

impl ServerCertVerifier for AnyCertificate {
    fn verify_server_cert(
        &self,
        _: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        verify_tls12_signature(
            message,
            certificate,
            signature,
            &self.0.signature_verification_algorithms,
        )
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        verify_tls13_signature(
            message,
            certificate,
            signature,
            &self.0.signature_verification_algorithms,
        )
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.0.signature_verification_algorithms.supported_schemes()
    }
}
