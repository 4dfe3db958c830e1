//! An application behind HTTPS.

use std::net::SocketAddr;
use std::sync::Arc;

use hookseal_cli::inbox::State;
use rcgen::{CertifiedKey, generate_simple_self_signed};
use rustls::ServerConfig;
use rustls::pki_types::PrivateKeyDer;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;

use crate::setup::Setup;

/// Answers 200 to the first bytes of each connection. Returns its address and its certificate, in PEM.
async fn application() -> (SocketAddr, String) {
    let CertifiedKey { cert, signing_key } =
        generate_simple_self_signed(vec!["localhost".to_owned()]).expect("a certificate");
    let key = PrivateKeyDer::Pkcs8(signing_key.serialize_der().into());
    let config =
        ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .with_safe_default_protocol_versions()
            .expect("versions")
            .with_no_client_auth()
            .with_single_cert(vec![cert.der().clone()], key)
            .expect("a pair");
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move {
        let acceptor = TlsAcceptor::from(Arc::new(config));
        while let Ok((socket, _)) = listener.accept().await {
            let Ok(mut stream) = acceptor.accept(socket).await else { continue };
            let _ = stream.read(&mut [0; 16 * 1024]).await;
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n").await;
            let _ = stream.shutdown().await;
        }
    });
    (address, cert.pem())
}

#[tokio::test(flavor = "multi_thread")]
async fn only_a_trusted_certificate_gets_events() {
    let setup = Setup::new().await;
    setup.store(&["event_1"]).await;
    let (address, certificate) = application().await;
    let url = format!("https://localhost:{}/", address.port());
    let file = setup.file().with_extension("pem");
    let ca = file.to_str().expect("a path");

    let (_, other) = application().await;
    std::fs::write(&file, other).expect("it is written");
    let distrusting = setup.forward(&url, &["--ca", ca, "--time-scale", "1000"]);
    let entry = setup.until_entry("event_1", |entry| entry.reason.is_some()).await;
    let reason = entry.reason.unwrap_or_default();
    assert!(reason.contains("certificate") && entry.state == State::Pending, "{reason}");
    drop(distrusting);

    std::fs::write(&file, certificate).expect("it is written");
    let _trusting = setup.forward(&url, &["--ca", ca, "--time-scale", "1000"]);
    setup.until_entry("event_1", |entry| entry.state == State::Delivered).await;
}
