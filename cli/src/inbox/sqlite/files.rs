//! The files of a database, as the file system sees them: created for their owner alone, and watched.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::Duration;

use tokio::time::Instant;

use crate::inbox::InboxError;

/// Device and inode: which file a name stands for.
type FileId = (u64, u64);

/// What is written to see whether there is space.
static PROBE: [u8; 65536] = [0; 65536];

/// Which files the names of a database stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Identity {
    /// The database.
    pub database: Option<FileId>,
    /// Its write-ahead log.
    pub log: Option<FileId>,
    /// The index of the log, which the processes share.
    pub index: Option<FileId>,
}

impl Identity {
    /// Looks the files up.
    pub fn of(path: &Path) -> Self {
        Self { database: file_id(path), log: file_id(&log(path)), index: file_id(&index(path)) }
    }
}

/// The write-ahead log of a database.
fn log(path: &Path) -> PathBuf {
    with_suffix(path, "-wal")
}

/// The index of the log.
fn index(path: &Path) -> PathBuf {
    with_suffix(path, "-shm")
}

fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

#[cfg(unix)]
fn file_id(path: &Path) -> Option<FileId> {
    use std::os::unix::fs::MetadataExt;
    fs::metadata(path).ok().map(|data| (data.dev(), data.ino()))
}

/// Elsewhere, a file that is open cannot be deleted or replaced.
#[cfg(not(unix))]
fn file_id(path: &Path) -> Option<FileId> {
    path.exists().then_some((0, 0))
}

/// The path as SQLite sees it: absolute, without symbolic links. The file need not exist.
pub fn resolve(path: &Path) -> Result<PathBuf, InboxError> {
    let (Some(name), Some(parent)) = (path.file_name(), path.parent()) else {
        return Err(InboxError::Unreachable(format!("{} is no file; name one", path.display())));
    };
    let folder = if parent.as_os_str().is_empty() { Path::new(".") } else { parent };
    fs::canonicalize(path).or_else(|_| Ok(fs::canonicalize(folder)?.join(name))).map_err(
        |error: io::Error| {
            let folder = folder.display();
            InboxError::Unreachable(format!("the folder {folder}: {error}; create it first"))
        },
    )
}

/// Keeps other processes of hookseal from creating or opening the same database while this one does.
pub fn lock_folder(path: &Path, deadline: Instant) -> Result<Option<File>, InboxError> {
    let Some(folder) = path.parent().filter(|_| cfg!(unix)) else {
        return Ok(None);
    };
    let file = File::open(folder).map_err(|error| unreachable(folder, &error))?;
    loop {
        match file.try_lock() {
            // Some network file systems have no such locks.
            Ok(()) | Err(fs::TryLockError::Error(_)) => return Ok(Some(file)),
            Err(fs::TryLockError::WouldBlock) if Instant::now() < deadline => {
                sleep(Duration::from_millis(1));
            }
            Err(fs::TryLockError::WouldBlock) => {
                return Err(InboxError::Timeout("another process is opening it".to_owned()));
            }
        }
    }
}

/// Creates an empty database that only its owner may read. SQLite gives its other files the same mode.
///
/// No file of this name may be open in this process: closing one gives up SQLite's locks on it.
pub fn create(path: &Path) -> Result<(), InboxError> {
    // What an earlier database of this name left behind.
    for leftover in [log(path), index(path)] {
        remove(&leftover)?;
    }
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let file = options.open(path).map_err(|error| unreachable(path, &error))?;
    file.sync_all().map_err(|error| unreachable(path, &error))?;
    #[cfg(unix)]
    if let Some(folder) = path.parent() {
        let synced = File::open(folder).and_then(|folder| folder.sync_all());
        synced.map_err(|error| unreachable(folder, &error))?;
    }
    Ok(())
}

/// Whether a file as long as an event may be can be written beside the database. SQLite does not know of it, so it
/// takes none of its locks.
pub fn try_space(path: &Path) -> Result<(), InboxError> {
    let probe = with_suffix(path, "-probe");
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let written = options.open(&probe).and_then(|mut file| file.write_all(&PROBE));
    let removed = remove(&probe);
    written.map_err(|error| unreachable(&probe, &error))?;
    removed
}

/// Removes the files that belong to what was opened, and no longer to the database of this name.
pub fn remove_stale(path: &Path, opened: Identity, now: Identity) -> Result<(), InboxError> {
    let other_database = opened.database != now.database;
    if other_database && opened.log == now.log {
        remove(&log(path))?;
    }
    if (other_database || opened.log != now.log) && opened.index == now.index {
        remove(&index(path))?;
    }
    Ok(())
}

fn remove(path: &Path) -> Result<(), InboxError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(unreachable(path, &error)),
        _ => Ok(()),
    }
}

fn unreachable(path: &Path, error: &io::Error) -> InboxError {
    let message = format!("{}: {error}", path.display());
    match error.kind() {
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            let cure = "give the user that runs hookseal the right to write there";
            InboxError::ReadOnly(format!("{message}; {cure}"))
        }
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            InboxError::Full(format!("{message}; make space"))
        }
        _ => InboxError::Unreachable(message),
    }
}
