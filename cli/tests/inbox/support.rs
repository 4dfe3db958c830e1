//! An inbox file for one test.

use hookseal_cli::settings::inbox_url::InboxUrl;
use tempfile::TempDir;

use crate::inbox_contract::Store;

/// A folder with an inbox in it.
pub struct File {
    folder: TempDir,
    url: InboxUrl,
}

/// A folder without an inbox yet.
pub async fn fresh_store() -> File {
    let folder = tempfile::tempdir().expect("a folder");
    let url = InboxUrl::Sqlite(folder.path().join("inbox.db"));
    File { folder, url }
}

impl File {
    /// The database, or with a suffix one of the files beside it.
    pub fn path(&self, suffix: &str) -> std::path::PathBuf {
        self.folder.path().join(format!("inbox.db{suffix}"))
    }

    /// Has SQLite look for damage.
    pub fn check(&self) {
        let database = rusqlite::Connection::open(self.path("")).expect("it opens");
        let result: String =
            database.query_row("PRAGMA integrity_check", [], |row| row.get(0)).expect("an answer");
        assert_eq!(result, "ok");
    }
}

impl Store for File {
    fn url(&self) -> &InboxUrl {
        &self.url
    }

    async fn execute(&self, sql: &str) {
        let database = rusqlite::Connection::open(self.path("")).expect("it opens");
        database.execute_batch(sql).expect("a statement");
    }
}
