//! The limit of open files, which bounds the connections.

/// What the program needs besides connections: the inbox, the log, the listeners, the runtime.
const RESERVE: usize = 64;

/// Raises the limit as far as this many connections need. Returns how many connections there can be.
#[cfg(unix)]
pub fn allow(connections: usize) -> usize {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let needed = u64::try_from(connections.saturating_add(RESERVE)).unwrap_or(u64::MAX);
    let limit = getrlimit(Resource::Nofile);
    let Some(current) = limit.current.filter(|current| *current < needed) else {
        return connections;
    };
    let raised = limit.maximum.map_or(needed, |maximum| needed.min(maximum));
    let granted = match setrlimit(Resource::Nofile, Rlimit { current: Some(raised), ..limit }) {
        Ok(()) => raised,
        Err(_) => current,
    };
    let granted = usize::try_from(granted).unwrap_or(usize::MAX);
    if granted.saturating_sub(RESERVE) < connections {
        tracing::warn!(
            "the limit of open files, {granted}, is too low for --max-connections {connections}: raise it with \
             ulimit -n, or LimitNOFILE of systemd"
        );
    }
    connections.min(granted.saturating_sub(RESERVE).max(1))
}

/// Other systems have no such limit.
#[cfg(not(unix))]
pub fn allow(connections: usize) -> usize {
    connections
}
