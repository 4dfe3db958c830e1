//! `--tls-cert` and `--tls-key`.

use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::sync::Arc;

use rcgen::{CertifiedKey, generate_simple_self_signed};
use rustls::pki_types::CertificateDer;
use rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};

use crate::Receiver;
use crate::support::delivery::{event, request};
use crate::support::program::{PATIENCE, Program, command, run};
use crate::support::raw::Raw;

/// Writes a certificate of its own authority and its key.
fn certificate(directory: &Path) -> CertificateDer<'static> {
    let CertifiedKey { cert, signing_key } =
        generate_simple_self_signed(vec!["localhost".to_owned()]).unwrap();
    std::fs::write(directory.join("cert.pem"), cert.pem()).unwrap();
    std::fs::write(directory.join("key.pem"), signing_key.serialize_pem()).unwrap();
    cert.der().clone()
}

fn connect(
    address: SocketAddr,
    trusted: &CertificateDer<'static>,
) -> Raw<StreamOwned<ClientConnection, TcpStream>> {
    let mut roots = RootCertStore::empty();
    roots.add(trusted.clone()).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let client = ClientConnection::new(Arc::new(config), "localhost".try_into().unwrap()).unwrap();
    Raw::over(StreamOwned::new(client, TcpStream::connect(address).unwrap()))
}

const FLAGS: [&str; 4] = ["--tls-cert", "cert.pem", "--tls-key", "key.pem"];

#[test]
fn deliveries_come_over_https_and_a_renewed_certificate_is_reread() {
    let directory = tempfile::tempdir().unwrap();
    let first = certificate(directory.path());
    let program =
        Receiver::program(&directory, &[&FLAGS[..], &["--header-timeout", "1s"]].concat());
    let address = program.address("listening on");
    assert!(program.line("listening on").contains("https://"));
    assert_eq!(connect(address, &first).ask(request(&event("event_01"))).status, 200);

    // A client that does not shake hands is closed, one that speaks plain HTTP too.
    Raw::connect(address).closed();
    let mut plain = Raw::connect(address);
    plain.send(request(&event("event_02")));
    assert!(plain.answer().is_none());

    let second = certificate(directory.path());
    program.signal("HUP");
    program.line("the certificate was reread");
    assert_eq!(connect(address, &second).ask(request(&event("event_03"))).status, 200);

    std::fs::write(directory.path().join("cert.pem"), "nonsense").unwrap();
    program.signal("HUP");
    program.line("the former certificate stays in use");
    assert_eq!(connect(address, &second).ask(request(&event("event_04"))).status, 200);
}

#[test]
fn files_that_do_not_belong_together_are_wrong_usage() {
    let directory = tempfile::tempdir().unwrap();
    certificate(directory.path());
    let key = std::fs::read(directory.path().join("key.pem")).unwrap();
    certificate(directory.path());
    std::fs::write(directory.path().join("key.pem"), key).unwrap();
    let mut program: Program = Receiver::program(&directory, &FLAGS);
    let status = program.ends_within(PATIENCE);
    assert_eq!(status.code(), Some(2));
    program.line("cannot be used together");

    let alone = run(&["receive", "--tls-cert", "cert.pem"]);
    assert_eq!(alone.status.code(), Some(2));
    let missing = command(&["receive"])
        .current_dir(&directory)
        .args(["--tls-cert", "no.pem", "--tls-key", "no.pem"])
        .output()
        .unwrap();
    assert_eq!(missing.status.code(), Some(2));
    assert!(String::from_utf8(missing.stderr).unwrap().contains("--tls-cert no.pem"));
}
