//! The secret with which `listen --poll` signs. WorkOS does not know it, only the application on this machine does.

use std::env;
use std::fmt::Write;

use ring::rand::{SecureRandom, SystemRandom};
use zeroize::Zeroizing;

use super::state::StateFolder;
use crate::outcome::Fault;
use crate::settings::secrets::{SECRET_VARIABLE, SecretArgs, Secrets};

const FILE: &str = "secret";
const PREFIX: &str = "whsec_";
const BYTES: usize = 24;

/// A secret, and whether it is this machine's own.
pub struct LocalSecret {
    /// The secret.
    pub value: Zeroizing<String>,
    /// Whether it was made here.
    pub is_made_here: bool,
}

impl std::fmt::Debug for LocalSecret {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("LocalSecret(redacted)")
    }
}

impl LocalSecret {
    /// The one that the user set, or else one that is made once and kept.
    ///
    /// # Errors
    ///
    /// A [`Fault`] if the user's cannot be read, or if none can be kept.
    pub fn read(args: &SecretArgs) -> Result<Self, Fault> {
        let is_set = env::var(SECRET_VARIABLE).is_ok_and(|value| !value.trim().is_empty());
        if is_set || args.secret_file.is_some() {
            let value = Zeroizing::new(Secrets::read(args)?.first().to_owned());
            return Ok(Self { value, is_made_here: false });
        }
        let folder = StateFolder::open()?;
        let mut value = kept(&folder)?;
        if value.is_none() {
            // Another process may be doing the same; the first one to write wins.
            folder.create(FILE, &make()?)?;
            value = kept(&folder)?;
        }
        Ok(Self { value: value.unwrap_or_default(), is_made_here: true })
    }
}

fn kept(folder: &StateFolder) -> Result<Option<Zeroizing<String>>, Fault> {
    let path = folder.path(FILE);
    #[cfg(unix)]
    if let Ok(metadata) = std::fs::metadata(&path)
        && std::os::unix::fs::MetadataExt::mode(&metadata) & 0o077 != 0
    {
        let path = path.display();
        let cure = format!("delete it to get another, or run `chmod 600 {path}`");
        return Err(Fault::Failed(format!("others may read the secret in {path}: {cure}")));
    }
    let Some(text) = folder.read(FILE)?.map(Zeroizing::new) else { return Ok(None) };
    let value = text.trim();
    if hookseal::Signer::new(value).is_err() {
        let path = path.display();
        return Err(Fault::Failed(format!("{path} holds no secret: delete it to get another")));
    }
    Ok(Some(Zeroizing::new(value.to_owned())))
}

fn make() -> Result<Zeroizing<String>, Fault> {
    let mut random = Zeroizing::new([0; BYTES]);
    SystemRandom::new()
        .fill(random.as_mut())
        .map_err(|_| Fault::Failed("this system has no source of random numbers".to_owned()))?;
    let mut secret = Zeroizing::new(String::with_capacity(PREFIX.len() + 2 * BYTES + 1));
    secret.push_str(PREFIX);
    for byte in random.iter() {
        // Writing to a string cannot fail.
        let _ = write!(secret, "{byte:02x}");
    }
    secret.push('\n');
    Ok(secret)
}
