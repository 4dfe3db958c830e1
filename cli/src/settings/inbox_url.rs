//! `--inbox`.

use std::error::Error;
use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

use tokio_postgres::Config;

/// `--inbox`.
#[derive(Clone, Debug, clap::Args)]
pub struct InboxArgs {
    /// Where events are stored: a file of SQLite, or a PostgreSQL database, which any number of machines may share.
    #[arg(
        long,
        value_name = "sqlite:FILE|postgres://...",
        env = "HOOKSEAL_INBOX",
        default_value = "sqlite:inbox.db"
    )]
    pub inbox: InboxUrl,
}

/// Where an inbox is. `Debug` and `Display` hide a password.
#[derive(Clone)]
pub enum InboxUrl {
    /// A file, `sqlite:inbox.db`.
    Sqlite(PathBuf),
    /// A database, `postgres://user:password@host/database`.
    Postgres(Box<Config>),
}

impl FromStr for InboxUrl {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if let Some(path) = text.strip_prefix("sqlite:") {
            return sqlite(path).map(Self::Sqlite);
        }
        match ["postgres://", "postgresql://"].iter().find_map(|scheme| text.strip_prefix(scheme)) {
            Some(rest) => postgres(text, rest).map(|config| Self::Postgres(Box::new(config))),
            None => {
                Err("it must be like sqlite:inbox.db or postgres://user:password@host/database"
                    .to_owned())
            }
        }
    }
}

fn sqlite(path: &str) -> Result<PathBuf, String> {
    // `sqlite:///var/inbox.db` is an absolute path to most programs, `sqlite://inbox.db` to none.
    let path = match path.strip_prefix("//") {
        Some(path) if path.starts_with('/') => path,
        Some(_) => {
            return Err(
                "it has two slashes; write sqlite:inbox.db or sqlite:/var/lib/inbox.db".to_owned()
            );
        }
        None => path,
    };
    if path.is_empty() {
        return Err("it names no file; write sqlite:inbox.db".to_owned());
    }
    if path.starts_with(':') || path.starts_with("file:") || path.contains('?') {
        return Err("it must name a file, without parameters, because an inbox that is not on a disk loses events; \
                    write sqlite:inbox.db"
            .to_owned());
    }
    let path = PathBuf::from(path);
    if path.is_dir() {
        return Err(
            "it is a directory; name a file in it, as in sqlite:DIRECTORY/inbox.db".to_owned()
        );
    }
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() && !folder.is_dir() => {
            Err(format!("there is no directory {}; create it first", folder.display()))
        }
        _ => Ok(path),
    }
}

/// `rest` is what follows the scheme.
fn postgres(text: &str, rest: &str) -> Result<Config, String> {
    // The first @ ends the password.
    let host = |after: &str| after.split(['/', '?']).next().unwrap_or_default().to_owned();
    if rest.split_once('@').is_some_and(|(_, after)| host(after).contains('@')) {
        return Err("it has a second @; write an @ in the password as %40".to_owned());
    }
    let encoded = |after: &str| after.bytes().take(2).filter(u8::is_ascii_hexdigit).count() == 2;
    if !text.split('%').skip(1).all(encoded) {
        return Err(
            "it has a % that is not followed by two hex digits; write a % in the password as %25"
                .to_owned(),
        );
    }
    let config: Config = text.parse().map_err(|error: tokio_postgres::Error| {
        // The cause names the parameter, never its value.
        let cause = error.source().map_or_else(|| error.to_string(), ToString::to_string);
        let cure = if cause.contains("sslmode") {
            "it must be disable, prefer or require"
        } else {
            "it must be like postgres://user:password@host/database"
        };
        format!("{cause}; {cure}")
    })?;
    if config.get_hosts().is_empty() && config.get_hostaddrs().is_empty() {
        return Err(
            "it names no host; it must be like postgres://user:password@host/database".to_owned()
        );
    }
    Ok(config)
}

impl fmt::Display for InboxUrl {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(path) => write!(formatter, "sqlite:{}", path.display()),
            Self::Postgres(config) => {
                write!(
                    formatter,
                    "postgres, database {}",
                    config.get_dbname().unwrap_or("of its user")
                )
            }
        }
    }
}

impl fmt::Debug for InboxUrl {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{self}")
    }
}
