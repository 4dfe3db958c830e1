//! TLS, with the certificate of `--tls-cert` and the key of `--tls-key`. SIGHUP rereads both.

use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

use rustls::ServerConfig;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::TlsAcceptor;

use crate::outcome::Fault;

/// The two files, and what they held when they were last read.
#[derive(Debug)]
pub struct Tls {
    certificate: PathBuf,
    key: PathBuf,
    config: RwLock<Arc<ServerConfig>>,
}

impl Tls {
    /// Reads the files.
    ///
    /// # Errors
    ///
    /// [`Fault::Usage`] if they cannot be read, or do not belong together.
    pub fn read(certificate: &Path, key: &Path) -> Result<Self, Fault> {
        let config = load(certificate, key).map_err(Fault::Usage)?;
        Ok(Self { certificate: certificate.into(), key: key.into(), config: RwLock::new(config) })
    }

    /// Shakes hands with the current certificate.
    pub fn acceptor(&self) -> TlsAcceptor {
        let config = self.config.read().unwrap_or_else(PoisonError::into_inner);
        TlsAcceptor::from(Arc::clone(&config))
    }

    /// Rereads the files at each SIGHUP, as long as the program runs. If they are wrong, the former stay in use.
    #[cfg(unix)]
    pub async fn reread(self: Arc<Self>) {
        use tokio::signal::unix::{SignalKind, signal};
        let Ok(mut hangup) = signal(SignalKind::hangup()) else { return };
        while hangup.recv().await.is_some() {
            match load(&self.certificate, &self.key) {
                Ok(config) => {
                    *self.config.write().unwrap_or_else(PoisonError::into_inner) = config;
                    tracing::info!("the certificate was reread");
                }
                Err(message) => {
                    tracing::error!("the former certificate stays in use: {message}");
                }
            }
        }
    }
}

/// Both files are small; they are read before the program listens, and at each SIGHUP.
fn load(certificate: &Path, key: &Path) -> Result<Arc<ServerConfig>, String> {
    let cannot_read = |flag: &str, file: &Path, error: rustls::pki_types::pem::Error| {
        format!("{flag} {}: cannot be read as PEM: {error}", file.display())
    };
    let chain: Vec<_> = CertificateDer::pem_file_iter(certificate)
        .and_then(Iterator::collect)
        .map_err(|error| cannot_read("--tls-cert", certificate, error))?;
    let private =
        PrivateKeyDer::from_pem_file(key).map_err(|error| cannot_read("--tls-key", key, error))?;
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map(rustls::ConfigBuilder::<ServerConfig, _>::with_no_client_auth)
        .and_then(|builder| builder.with_single_cert(chain, private))
        .map_err(|error| {
            format!(
                "--tls-cert {} and --tls-key {} cannot be used together: {error}; give a chain whose first \
                 certificate belongs to the key",
                certificate.display(),
                key.display()
            )
        })?;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(Arc::new(config))
}
