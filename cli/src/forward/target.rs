//! `--forward-to`.

use std::fmt;
use std::str::FromStr;

use reqwest::Url;

use crate::settings::values;

/// The application's endpoint. `Debug` and `Display` show neither a password nor a query, which may hold a token.
#[derive(Clone)]
pub struct Target(Url);

impl Target {
    /// The whole URL, to connect to it.
    #[must_use]
    pub fn url(&self) -> &Url {
        &self.0
    }

    /// Whether it is reached by TLS.
    #[must_use]
    pub fn is_https(&self) -> bool {
        self.0.scheme() == "https"
    }
}

impl FromStr for Target {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        values::endpoint(text).map(Self)
    }
}

impl fmt::Display for Target {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let host = self.0.host_str().unwrap_or_default();
        write!(formatter, "{}://{host}", self.0.scheme())?;
        if let Some(port) = self.0.port() {
            write!(formatter, ":{port}")?;
        }
        write!(formatter, "{}", self.0.path())
    }
}

impl fmt::Debug for Target {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{self}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_or_a_token_is_not_shown() {
        for (text, shown) in [
            ("http://127.0.0.1:3000/hooks", "http://127.0.0.1:3000/hooks"),
            ("https://user:hunter2@app.example/hooks?token=hunter2#x", "https://app.example/hooks"),
            ("http://[::1]:3000", "http://[::1]:3000/"),
        ] {
            let target: Result<Target, _> = text.parse();
            assert_eq!(
                target.map(|target| format!("{target} {target:?}")),
                Ok(format!("{shown} {shown}"))
            );
        }
    }
}
