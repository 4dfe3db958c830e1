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
            return match path {
                "" => Err("it names no file; write sqlite:inbox.db".to_owned()),
                path => Ok(Self::Sqlite(path.into())),
            };
        }
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            return Ok(Self::Postgres(Box::new(text.parse()?)));
        }
        Err("it must begin with sqlite: or postgres://".to_owned())
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
