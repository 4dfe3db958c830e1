//! TLS: what each `sslmode` accepts.

use hookseal_cli::inbox::{self, InboxError};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};

use crate::support::{self, Database};

/// An authority, and the certificate and key of `127.0.0.1` that it signed.
fn certificates() -> (String, String, String) {
    let mut params = CertificateParams::new(vec![]).unwrap();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let authority = CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap();
    let key = KeyPair::generate().unwrap();
    let server = CertificateParams::new(vec!["127.0.0.1".to_owned()]).unwrap();
    let certificate = server.signed_by(&key, &authority).unwrap();
    (authority.pem(), certificate.pem(), key.serialize_pem())
}

/// Writes a file into the server's data folder.
async fn write(store: &Database, name: &str, content: &str) {
    let lines = content.trim_end().replace('\n', "'), ('");
    let sql = format!("COPY (VALUES ('{lines}')) TO PROGRAM 'umask 077; cat > {name}'");
    support::execute(&store.direct, &sql).await;
}

async fn open(store: &Database, parameters: &str) -> Result<(), InboxError> {
    let url = format!("{}?{parameters}", store.direct).parse().expect("an address");
    inbox::open(&url).await.map(drop)
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs PostgreSQL: make e2e runs it"]
async fn each_mode_checks_what_libpq_checks() {
    let (store, _alone) = support::fresh_store_to_crash().await;
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, content: &str| {
        std::fs::write(folder.path().join(name), content).unwrap();
        format!("sslrootcert={}", folder.path().join(name).display())
    };
    assert!(open(&store, "sslmode=require").await.is_err(), "the server has no TLS yet");

    let (authority, certificate, key) = certificates();
    write(&store, "server.crt", &certificate).await;
    write(&store, "server.key", &key).await;
    for sql in ["ALTER SYSTEM SET ssl = on", "SELECT pg_reload_conf()"] {
        support::execute(&store.direct, sql).await;
    }
    let root = file("root.pem", &authority);
    let other = file("other.pem", &certificates().0);
    let reloaded = async { while open(&store, "sslmode=require").await.is_err() {} };
    tokio::time::timeout(support::AMPLE, reloaded).await.expect("the server has TLS now");

    for mode in ["sslmode=prefer", "sslmode=disable", &format!("sslmode=verify-full&{root}")] {
        open(&store, mode).await.unwrap_or_else(|error| panic!("{mode}: {error}"));
    }
    for mode in [
        "sslmode=verify-full",
        &format!("sslmode=verify-full&{other}"),
        &format!("sslmode=require&{other}"),
    ] {
        let error = open(&store, mode).await.expect_err(mode);
        assert!(
            matches!(&error, InboxError::Unreachable(text) if text.contains("certificate")),
            "{error}"
        );
    }
    for sql in ["ALTER SYSTEM RESET ssl", "SELECT pg_reload_conf()"] {
        support::execute(&store.direct, sql).await;
    }
}
