//! Where the value of a flag came from.

use std::env;

/// The flag, or the variable if the value came from there. Every variable of a flag is called after it: `--secret-file`
/// is `HOOKSEAL_SECRET_FILE`.
pub fn name(flag: &str) -> String {
    let variable = variable(flag);
    let is_given =
        env::args_os().any(|argument| argument.to_string_lossy().split('=').next() == Some(flag));
    if is_given || env::var_os(&variable).is_none() { flag.to_owned() } else { variable }
}

fn variable(flag: &str) -> String {
    format!("HOOKSEAL_{}", flag.trim_start_matches('-').to_ascii_uppercase().replace('-', "_"))
}
