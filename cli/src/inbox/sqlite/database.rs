//! The database: a connection that writes and one that reads, opened anew when the file was deleted or replaced.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use rusqlite::Transaction;
use tokio::time::Instant;

use super::connection::Session;
use super::errors::fault;
use super::files::{self, Identity};
use super::schema;
use crate::inbox::InboxError;

/// Both connections. Whoever needs both locks takes the writer's first.
#[derive(Debug)]
pub struct Database {
    path: PathBuf,
    writer: Mutex<Option<Session>>,
    reader: Mutex<Option<Session>>,
    /// The files that are open.
    opened: Mutex<Option<Identity>>,
    last_write_failed: AtomicBool,
}

impl Database {
    /// A database that is not open yet.
    pub fn at(path: &Path) -> Result<Self, InboxError> {
        Ok(Self {
            path: files::resolve(path)?,
            writer: Mutex::default(),
            reader: Mutex::default(),
            opened: Mutex::default(),
            last_write_failed: AtomicBool::default(),
        })
    }

    /// Whether the last call that wrote has failed, other calls than deliveries included.
    pub fn last_write_failed(&self) -> bool {
        self.last_write_failed.load(Ordering::Relaxed)
    }

    /// Reads. `work` sees one state of the database, and delays no one.
    pub fn read<T>(
        &self,
        deadline: Instant,
        work: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<T>,
    ) -> Result<T, InboxError> {
        self.read_with(&self.reader, deadline, work)
    }

    /// Reads with the connection that writes, from its own thread.
    pub fn read_before_write<T>(
        &self,
        deadline: Instant,
        work: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<T>,
    ) -> Result<T, InboxError> {
        self.read_with(&self.writer, deadline, work)
    }

    fn read_with<T>(
        &self,
        session: &Mutex<Option<Session>>,
        deadline: Instant,
        work: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<T>,
    ) -> Result<T, InboxError> {
        let mut session = self.ready(session, deadline)?;
        let session = session.as_mut().ok_or_else(not_open)?;
        let transaction = session.read(deadline).map_err(fault)?;
        work(&transaction).map_err(fault)
    }

    /// Writes, durably: what `work` did has reached the disk when this returns.
    pub fn write<T>(
        &self,
        deadline: Instant,
        work: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<T>,
    ) -> Result<T, InboxError> {
        let result = self.try_write(deadline, work);
        self.last_write_failed.store(result.is_err(), Ordering::Relaxed);
        result
    }

    fn try_write<T>(
        &self,
        deadline: Instant,
        work: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<T>,
    ) -> Result<T, InboxError> {
        let mut writer = self.ready(&self.writer, deadline)?;
        let session = writer.as_mut().ok_or_else(not_open)?;
        let transaction = session.write(deadline).map_err(fault)?;
        let value = work(&transaction).map_err(fault)?;
        transaction.commit().map_err(fault)?;
        // What went into a file that nobody finds any more is not stored.
        if self.is_replaced() {
            let file = self.path.display();
            let cure = "stop hookseal before you move or delete it";
            return Err(InboxError::Replaced(format!("{file}, during a write; {cure}")));
        }
        Ok(value)
    }

    /// Whether there is space beside the database.
    pub fn try_space(&self) -> Result<(), InboxError> {
        files::try_space(&self.path)
    }

    /// Opens the database.
    pub fn open(&self, deadline: Instant) -> Result<(), InboxError> {
        self.reopen(deadline)
    }

    fn ready<'s>(
        &self,
        session: &'s Mutex<Option<Session>>,
        deadline: Instant,
    ) -> Result<MutexGuard<'s, Option<Session>>, InboxError> {
        let guard = lock(session);
        if guard.is_some() && !self.is_replaced() {
            return Ok(guard);
        }
        drop(guard);
        self.reopen(deadline)?;
        Ok(lock(session))
    }

    fn is_replaced(&self) -> bool {
        *lock(&self.opened) != Some(Identity::of(&self.path))
    }

    /// Opens both connections anew. Connections of one process share SQLite's view of the files, so both are closed
    /// before either is opened.
    fn reopen(&self, deadline: Instant) -> Result<(), InboxError> {
        let (mut writer, mut reader) = (lock(&self.writer), lock(&self.reader));
        let mut opened = lock(&self.opened);
        let _folder = files::lock_folder(&self.path, deadline)?;
        let now = Identity::of(&self.path);
        if let Some(was) = *opened {
            if was == now && writer.is_some() && reader.is_some() {
                return Ok(());
            }
            if was != now {
                self.rescue(was, now, writer.as_mut(), deadline)?;
                [writer.take(), reader.take()].into_iter().flatten().for_each(Session::abandon);
                files::remove_stale(&self.path, was, now)?;
                *opened = None;
            }
        }
        if now.database.is_none() {
            files::create(&self.path)?;
        }
        let mut session = Session::open(&self.path, deadline)?;
        schema::migrate(&mut session, deadline)?;
        *reader = Some(Session::open(&self.path, deadline)?);
        *writer = Some(session);
        *opened = Some(Identity::of(&self.path));
        Ok(())
    }

    /// Reports what happened to the files. If only the log is gone, what it held is still there, in the file that
    /// this process has open, and is moved to the database.
    fn rescue(
        &self,
        was: Identity,
        now: Identity,
        writer: Option<&mut Session>,
        deadline: Instant,
    ) -> Result<(), InboxError> {
        let file = self.path.display();
        if was.database != now.database {
            let what = if now.database.is_some() { "replaced" } else { "deleted" };
            tracing::error!("the inbox file {file} was {what} beneath hookseal; opening it anew");
            return Ok(());
        }
        tracing::error!(
            "files beside the inbox file {file} were deleted or replaced beneath hookseal"
        );
        let Some(session) = writer.filter(|_| was.log != now.log) else {
            return Ok(());
        };
        match session.checkpoint(deadline) {
            Ok(true) => Ok(()),
            Ok(false) => Err("others use it"),
            Err(_) => Err("it cannot be read or written"),
        }
        .map_err(|why| {
            InboxError::Replaced(format!("{file}-wal, and what it held cannot be saved yet: {why}"))
        })
    }
}

/// Locks. What a panic left behind is looked at like anything else.
pub fn lock<T: ?Sized>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn not_open() -> InboxError {
    InboxError::Unreachable("it could not be opened again".to_owned())
}
