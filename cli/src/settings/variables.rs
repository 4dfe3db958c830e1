//! The environment variables that begin with `HOOKSEAL_`. A mistyped one would be ignored in silence, and the program
//! would run with a default that nobody chose.

use std::collections::BTreeSet;
use std::env;

use crate::log::LEVEL_VARIABLE;
use crate::outcome::Fault;

const PREFIX: &str = "HOOKSEAL_";

/// Of the packages for Python and Node, which an application in the same environment may use.
const OF_THE_PACKAGES: [&str; 1] = ["HOOKSEAL_BACKEND"];

/// Refuses a variable that no flag has.
///
/// # Errors
///
/// [`Fault::Usage`], which names the variable and the nearest one that there is.
pub fn check(known: &BTreeSet<String>) -> Result<(), Fault> {
    for (name, value) in env::vars_os() {
        let (name, value) = (name.to_string_lossy(), value.to_string_lossy());
        if name.starts_with(PREFIX)
            && name != LEVEL_VARIABLE
            && !known.contains(name.as_ref())
            && !OF_THE_PACKAGES.contains(&name.as_ref())
            && !is_of_kubernetes(&name, &value)
        {
            return Err(unknown(&name, known));
        }
    }
    Ok(())
}

fn unknown(name: &str, known: &BTreeSet<String>) -> Fault {
    let names = known.iter().map(String::as_str).chain([LEVEL_VARIABLE]);
    let nearest = names.max_by(|a, b| strsim::jaro(name, a).total_cmp(&strsim::jaro(name, b)));
    Fault::Usage(format!(
        "there is no variable {name}; did you mean {}? Correct its name, or unset it",
        nearest.unwrap_or(LEVEL_VARIABLE)
    ))
}

/// Kubernetes sets such variables for a service that is called `hookseal` or `hookseal-something`:
/// `HOOKSEAL_SERVICE_HOST`, `HOOKSEAL_PORT` with a URL in it, `HOOKSEAL_PORT_8000_TCP_ADDR`.
fn is_of_kubernetes(name: &str, value: &str) -> bool {
    let is_service = name.ends_with("_SERVICE_HOST")
        || name.ends_with("_SERVICE_PORT")
        || name.contains("_SERVICE_PORT_");
    let is_port = name
        .rsplit_once("_PORT_")
        .is_some_and(|(_, rest)| rest.starts_with(|first: char| first.is_ascii_digit()))
        || name.ends_with("_PORT") && value.contains("://")
        || name.ends_with("_TCP_PORT")
        || name.ends_with("_UDP_PORT");
    is_service || is_port
}
