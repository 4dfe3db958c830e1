//! `postgres://…`: what tokio-postgres reads of the URL, and how TLS checks the server, which it does not read.

use std::error::Error;
use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

use tokio_postgres::Config;
use tokio_postgres::config::{SslMode, TargetSessionAttrs};

/// The parameters of a URL that are understood, all with libpq's meaning.
const PARAMETERS: &str = "user, password, dbname, host, hostaddr, port, options, application_name, sslmode, sslrootcert, \
     sslnegotiation, channel_binding, connect_timeout, tcp_user_timeout, keepalives, keepalives_idle, \
     keepalives_interval, keepalives_retries, target_session_attrs, load_balance_hosts";

/// A PostgreSQL database. `Debug` and `Display` hide the password.
#[derive(Clone)]
pub struct PostgresUrl {
    /// What tokio-postgres reads.
    pub(super) config: Config,
    /// How TLS checks the server's certificate.
    pub(super) trust: Trust,
}

/// Whom TLS trusts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Trust {
    /// Anyone, as libpq's `sslmode=prefer` and `require` do: it encrypts, but does not check who answers.
    Anyone,
    /// Certificates for this host that the system's authorities signed: `sslmode=verify-full`.
    System,
    /// Certificates for this host that an authority of this file signed: `sslrootcert`.
    File(PathBuf),
}

impl FromStr for PostgresUrl {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        check_encoding(text)?;
        let at = text.find('@').unwrap_or_default();
        let query = text.get(at..).and_then(|rest| rest.find('?')).map(|place| at + place);
        let (base, query) =
            query.and_then(|place| text.split_at_checked(place)).unwrap_or((text, ""));

        let mut kept = Vec::new();
        let (mut mode, mut root) = (None, None);
        for parameter in query.trim_start_matches('?').split('&').filter(|part| !part.is_empty()) {
            match parameter.split_once('=') {
                Some(("sslmode", value)) => mode = Some(value),
                Some(("sslrootcert", value)) => root = Some(decoded(value)?),
                _ => kept.push(parameter),
            }
        }
        let (mode, trust) = tls(mode, root)?;

        let url = format!("{base}?{}", kept.join("&"));
        let mut config: Config = url.parse().map_err(|error| refusal(&kept, &error))?;
        if config.get_hosts().is_empty() && config.get_hostaddrs().is_empty() {
            return Err("it names no host; write postgres://user:password@host/database".to_owned());
        }
        if config.get_target_session_attrs() == TargetSessionAttrs::ReadOnly {
            return Err(
                "target_session_attrs=read-only asks for a server that cannot store; remove it"
                    .to_owned(),
            );
        }
        config.target_session_attrs(TargetSessionAttrs::ReadWrite).ssl_mode(mode);
        Ok(Self { config, trust })
    }
}

/// Names what is usually wrong with a URL whose password was not encoded.
fn check_encoding(text: &str) -> Result<(), String> {
    let rest = text.split_once("://").map_or(text, |(_, rest)| rest);
    // The first @ ends the password.
    let host = |after: &str| after.split(['/', '?']).next().unwrap_or_default().contains('@');
    if rest.split_once('@').is_some_and(|(_, after)| host(after)) {
        return Err("it has a second @; write an @ in the password as %40".to_owned());
    }
    let encoded = |after: &str| after.bytes().take(2).filter(u8::is_ascii_hexdigit).count() == 2;
    if !text.split('%').skip(1).all(encoded) {
        return Err(
            "it has a % that is not followed by two hex digits; write a % in the password as %25"
                .to_owned(),
        );
    }
    Ok(())
}

fn tls(mode: Option<&str>, root: Option<String>) -> Result<(SslMode, Trust), String> {
    let given = root.filter(|path| path != "system").map(|path| Trust::File(path.into()));
    match (mode.unwrap_or("prefer"), given) {
        ("disable", _) => Ok((SslMode::Disable, Trust::Anyone)),
        ("prefer", _) => Ok((SslMode::Prefer, Trust::Anyone)),
        ("require", given) => Ok((SslMode::Require, given.unwrap_or(Trust::Anyone))),
        ("verify-full", given) => Ok((SslMode::Require, given.unwrap_or(Trust::System))),
        _ => Err("sslmode must be disable, prefer, require or verify-full".to_owned()),
    }
}

/// Undoes percent-encoding by the rules by which tokio-postgres reads all other values.
fn decoded(value: &str) -> Result<String, String> {
    let config: Result<Config, _> = format!("postgres:///?options={value}").parse();
    let decoded = config.ok().and_then(|config| config.get_options().map(str::to_owned));
    decoded.ok_or_else(|| "sslrootcert must be the path of a file, percent-encoded".to_owned())
}

/// Says what is wrong with a URL. Never quotes it: a password that was not percent-encoded may stand anywhere in it.
fn refusal(parameters: &[&str], error: &tokio_postgres::Error) -> String {
    let is_name =
        |name: &str| !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
    let named =
        parameters.iter().all(|part| part.split_once('=').is_some_and(|(name, _)| is_name(name)));
    match error.source() {
        Some(cause) if named => format!("{cause}; the parameters of the URL may be {PARAMETERS}"),
        _ => "it is not a URL; percent-encode special characters of the password".to_owned(),
    }
}

impl fmt::Display for PostgresUrl {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "postgres, database {}",
            self.config.get_dbname().unwrap_or("of its user")
        )
    }
}

impl fmt::Debug for PostgresUrl {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{self}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<PostgresUrl, String> {
        text.parse()
    }

    #[test]
    fn sslmode_means_what_it_means_to_libpq() {
        for (query, mode, trust) in [
            ("", SslMode::Prefer, Trust::Anyone),
            ("?sslmode=disable", SslMode::Disable, Trust::Anyone),
            ("?sslmode=require", SslMode::Require, Trust::Anyone),
            (
                "?sslmode=require&sslrootcert=%2Fca.pem",
                SslMode::Require,
                Trust::File("/ca.pem".into()),
            ),
            ("?sslmode=verify-full", SslMode::Require, Trust::System),
            ("?sslrootcert=system&sslmode=verify-full", SslMode::Require, Trust::System),
        ] {
            let url = read(&format!("postgres://u:p@h/d{query}")).expect(query);
            assert_eq!((url.config.get_ssl_mode(), url.trust), (mode, trust), "{query}");
        }
        assert!(
            read("postgres://u@h/d?sslmode=verify-ca")
                .is_err_and(|text| text.contains("verify-full"))
        );
    }

    #[test]
    fn a_refusal_names_the_fault_and_never_the_password() {
        let text = read("postgres://u:s3cret@h/d?sslcert=x").unwrap_err();
        assert!(text.contains("`sslcert`") && !text.contains("s3cret"), "{text}");
        for url in [
            "postgres://u:a@b?s3cret=c@h/d",
            "postgres://u:a@b/?s3cret",
            "postgres://u:p@h:s3cret/d",
        ] {
            let text = read(url).unwrap_err();
            assert!(!text.contains("s3cret"), "{text}");
        }
        assert!(!format!("{:?}", read("postgres://u:s3cret@h/d").unwrap()).contains("s3cret"));
        assert!(read("postgres:///d").is_err());
    }
}
