//! The secret with which `listen --poll` signs. WorkOS does not know it, only the application on this machine does.

use std::env;

use ring::rand::{SecureRandom, SystemRandom};

use super::state::StateFolder;
use crate::outcome::Fault;
use crate::settings::secrets::{SECRET_VARIABLE, SecretArgs, Secrets};

const FILE: &str = "secret";
const BYTES: usize = 24;

/// A secret, and whether it is this machine's own.
pub struct LocalSecret {
    /// The secret.
    pub value: String,
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
            let value = Secrets::read(args)?.first().to_owned();
            return Ok(Self { value, is_made_here: false });
        }
        let folder = StateFolder::open()?;
        let value = match kept(&folder)? {
            Some(value) => value,
            None => {
                // Another process may be doing the same; the first one to write wins.
                folder.create(FILE, &format!("{}\n", make()?))?;
                kept(&folder)?.unwrap_or_default()
            }
        };
        Ok(Self { value, is_made_here: true })
    }
}

fn kept(folder: &StateFolder) -> Result<Option<String>, Fault> {
    let path = folder.path(FILE);
    #[cfg(unix)]
    if let Ok(metadata) = std::fs::metadata(&path)
        && std::os::unix::fs::MetadataExt::mode(&metadata) & 0o077 != 0
    {
        let path = path.display();
        let cure = format!("delete it to get another, or run `chmod 600 {path}`");
        return Err(Fault::Failed(format!("others may read the secret in {path}: {cure}")));
    }
    let Some(text) = folder.read(FILE)? else { return Ok(None) };
    let value = text.trim();
    if hookseal::Signer::new(value).is_err() {
        let path = path.display();
        return Err(Fault::Failed(format!("{path} holds no secret: delete it to get another")));
    }
    Ok(Some(value.to_owned()))
}

fn make() -> Result<String, Fault> {
    let mut random = [0; BYTES];
    SystemRandom::new()
        .fill(&mut random)
        .map_err(|_| Fault::Failed("this system has no source of random numbers".to_owned()))?;
    let hex: String = random.iter().map(|byte| format!("{byte:02x}")).collect();
    Ok(format!("whsec_{hex}"))
}
