//! `--inbox`.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

use crate::inbox::PostgresUrl;

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
    Postgres(Box<PostgresUrl>),
}

impl FromStr for InboxUrl {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if let Some(path) = text.strip_prefix("sqlite:") {
            return sqlite(path).map(Self::Sqlite);
        }
        if ["postgres://", "postgresql://"].iter().any(|scheme| text.starts_with(scheme)) {
            return Ok(Self::Postgres(Box::new(text.parse()?)));
        }
        Err("it must be like sqlite:inbox.db or postgres://user:password@host/database".to_owned())
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

impl fmt::Display for InboxUrl {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(path) => write!(formatter, "sqlite:{}", path.display()),
            Self::Postgres(url) => write!(formatter, "{url}"),
        }
    }
}

impl fmt::Debug for InboxUrl {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{self}")
    }
}
