//! Shows a wrong value to the person who wrote it, without what could be a secret in it.

/// A longer value is cut.
const MAX_LEN: usize = 120;

/// The value in quotes. Of a URL, what could be a password or a token is hidden, and so is the whole value if it
/// looks like a secret or an API key of WorkOS.
pub fn shown(value: &str) -> String {
    let value = hide_key(hide_credentials(value));
    let mut letters = value.chars();
    let short: String = letters.by_ref().take(MAX_LEN).collect();
    let more = if letters.next().is_some() { "..." } else { "" };
    format!("\"{}{more}\"", short.escape_debug())
}

fn hide_key(value: String) -> String {
    let is_key = ["whsec_", "sk_"].iter().any(|prefix| value.contains(prefix));
    // `password=`, as in a connection string of libpq.
    if is_key || value.to_ascii_lowercase().contains("password") { "***".to_owned() } else { value }
}

/// A password may contain a slash that nobody encoded, so everything before the last `@` is hidden. A query may hold
/// a password or a token under any name.
fn hide_credentials(value: &str) -> String {
    let Some((scheme, rest)) = value.split_once("://") else { return value.to_owned() };
    let rest = match rest.rsplit_once('@') {
        Some((_, rest)) => format!("***@{rest}"),
        None => rest.to_owned(),
    };
    match rest.split_once('?') {
        Some((rest, _)) => format!("{scheme}://{rest}?***"),
        None => format!("{scheme}://{rest}"),
    }
}

#[cfg(test)]
mod tests {
    use super::shown;

    #[test]
    fn no_secret_is_shown() {
        for (value, expected) in [
            ("30x", "\"30x\""),
            ("a\nb", "\"a\\nb\""),
            ("postgres://user:hidden@host/db", "\"postgres://***@host/db\""),
            ("postgres://user:hid/d@en?@host/db", "\"postgres://***@host/db\""),
            ("postgresql://host/db?user=u&pass=hidden", "\"postgresql://host/db?***\""),
            ("http://user:hidden@host:1/p?token=hidden#hidden", "\"http://***@host:1/p?***\""),
            ("host=h password=hidden", "\"***\""),
            ("whsec_hidden", "\"***\""),
            ("sk_test_hidden", "\"***\""),
        ] {
            assert_eq!(shown(value), expected);
        }
        assert_eq!(shown(&"long".repeat(100)).len(), 125);
    }
}
