//! The log, on standard error: lines for people, or JSON for machines.

use tracing_subscriber::EnvFilter;

/// Starts the log. `HOOKSEAL_LOG` chooses the level, as in `debug` or `hookseal=debug,hyper=info`.
pub fn start(json: bool) {
    let filter = EnvFilter::try_from_env("HOOKSEAL_LOG").unwrap_or_else(|_| EnvFilter::new("info"));
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_target(false);
    // Fails only if a log has been started before.
    let _ = if json { log.json().try_init() } else { log.try_init() };
}
