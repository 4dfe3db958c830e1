//! Opens the inbox of a command that looks at one.

use std::sync::Arc;

use crate::inbox::{self, Inbox, InboxError};
use crate::outcome::Fault;
use crate::settings::inbox_url::{InboxArgs, InboxUrl};

/// Opens an inbox that exists: a mistyped name must not create another.
pub async fn open(args: &InboxArgs) -> Result<Arc<dyn Inbox>, Fault> {
    if let InboxUrl::Sqlite(path) = &args.inbox
        && !path.exists()
    {
        let cure = "give the --inbox that the gateway uses, or set HOOKSEAL_INBOX";
        return Err(Fault::Failed(format!(
            "--inbox {}: there is no such file; {cure}",
            args.inbox
        )));
    }
    inbox::open(&args.inbox).await.map_err(|error| fault(args, &error))
}

/// Reports what the inbox could not do.
pub fn fault(args: &InboxArgs, error: &InboxError) -> Fault {
    Fault::Failed(format!("--inbox {}: {error}", args.inbox))
}
