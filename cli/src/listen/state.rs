//! What `listen` remembers: files in the user's state folder, which nobody else can read.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use crate::outcome::Fault;

/// No file of ours is longer.
const MAX_FILE: u64 = 1 << 20;

/// `$XDG_STATE_HOME/hookseal`, or `~/.local/state/hookseal`.
#[derive(Clone, Debug)]
pub struct StateFolder(PathBuf);

impl StateFolder {
    /// Makes the folder if need be.
    ///
    /// # Errors
    ///
    /// [`Fault::Failed`] if it cannot be made.
    pub fn open() -> Result<Self, Fault> {
        let named = std::env::var_os("XDG_STATE_HOME").map(PathBuf::from);
        let home = || Some(std::env::home_dir()?.join(".local/state"));
        let folder = named.filter(|path| path.is_absolute()).or_else(home).ok_or_else(|| {
            let cure = "set XDG_STATE_HOME to a folder for it";
            Fault::Failed(format!(
                "there is no home folder to keep the state of `listen` in: {cure}"
            ))
        })?;
        let folder = folder.join("hookseal");
        let mut builder = DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(&folder).map_err(|error| failed("make the folder", &folder, &error))?;
        Ok(Self(folder))
    }

    /// Where a file is.
    pub fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    /// Reads a file; `None` if there is none.
    ///
    /// # Errors
    ///
    /// [`Fault::Failed`] if it cannot be read.
    pub fn read(&self, name: &str) -> Result<Option<String>, Fault> {
        let path = self.path(name);
        let mut text = String::new();
        match File::open(&path).and_then(|file| file.take(MAX_FILE).read_to_string(&mut text)) {
            Ok(_) => Ok(Some(text)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(failed("read", &path, &error)),
        }
    }

    /// Writes a file as a whole, in place of the one that is there.
    ///
    /// # Errors
    ///
    /// [`Fault::Failed`] if it cannot be written.
    pub fn replace(&self, name: &str, text: &str) -> Result<(), Fault> {
        self.write(name, text, |new, path| fs::rename(new, path)).map(|_| ())
    }

    /// Writes a file as a whole, unless there is one. Returns whether it did.
    ///
    /// # Errors
    ///
    /// [`Fault::Failed`] if it cannot be written.
    pub fn create(&self, name: &str, text: &str) -> Result<bool, Fault> {
        self.write(name, text, |new, path| {
            let linked = fs::hard_link(new, path);
            fs::remove_file(new).and(linked)
        })
    }

    fn write(
        &self,
        name: &str,
        text: &str,
        publish: impl Fn(&Path, &Path) -> io::Result<()>,
    ) -> Result<bool, Fault> {
        let path = self.path(name);
        let new = self.path(&format!("{name}.{}", std::process::id()));
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let written = options
            .open(&new)
            .and_then(|mut file| file.write_all(text.as_bytes()))
            .and_then(|()| publish(&new, &path));
        match written {
            Ok(()) => Ok(true),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(false),
            Err(error) => Err(failed("write", &path, &error)),
        }
    }
}

fn failed(what: &str, path: &Path, error: &io::Error) -> Fault {
    let cure = "make it writable, or set XDG_STATE_HOME to another folder";
    Fault::Failed(format!("cannot {what} {}: {error}; {cure}", path.display()))
}
